//! Setting the names: each where its bar starts, broken at words where something stands to its right, and never into it.

use super::rows::Grid;
use super::{MARGIN, Place, Sheet, width as sheet_width};
use crate::measure::{lines, width};
use std::collections::BTreeSet;

/// A name with less room than this on its right may begin left of its bar.
const ROOM: f64 = 150.0;
/// Air between two names of a row, and between a name and its note.
const AIR: f64 = 8.0;
/// Air on both sides of a line of succession that passes a storey of names.
const CLEAR: f64 = 6.0;
/// A box narrower than this does not hold its names: they may leave it.
const NARROW_BOX: f64 = 210.0;
/// How far base lines stand above the lower edge of their lines.
const DESCENT: f64 = 5.0;

/// A sheet with its names set.
pub struct Page {
    /// Its rows, as in the grid.
    pub rows: Vec<SetRow>,
    /// Its height.
    pub height: f64,
}

/// A row with its names set.
pub struct SetRow {
    /// Upper edge.
    pub top: f64,
    /// Where names end and bars begin.
    pub names_end: f64,
    /// Middle of the bars.
    pub middle: f64,
    /// Lower edge.
    pub bottom: f64,
    /// One for each place.
    pub labels: Vec<Label>,
}

/// A name with its notes.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Whose.
    pub place: Place,
    /// Where its lines begin.
    pub left: f64,
    /// The words.
    pub block: Block,
    /// Middle of the mark before it, which stands on the last line of the name.
    pub before: Option<f64>,
}

impl Label {
    /// Height of the middle of the mark before the name.
    pub fn before_middle(&self, names_end: f64) -> f64 {
        self.block.baseline(self.block.name.len().saturating_sub(1), names_end) - 4.5
    }
}

/// Broken words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// Lines of the name.
    pub name: Vec<String>,
    /// Notes: the line on which each stands, how far from its beginning, the words.
    pub notes: Vec<(usize, f64, String)>,
    /// Width of the longest line.
    pub width: f64,
    /// Heights of the lines.
    pub heights: Vec<f64>,
}

impl Block {
    /// Height of all lines.
    pub fn height(&self) -> f64 {
        self.heights.iter().sum()
    }

    /// Base line of a line, where the last one ends at `bottom`.
    pub fn baseline(&self, line: usize, bottom: f64) -> f64 {
        bottom - self.heights.iter().skip(line + 1).sum::<f64>() - DESCENT
    }
}

/// Breaks a name and its notes into lines of at most `limit`.
fn block(sheet: &Sheet, place: Place, notes: &[String], limit: f64) -> Block {
    let (size, line_height) = type_of(sheet, place);
    let (small, small_height) = sheet.setting.small;
    let name = lines(&sheet.line(place).name, size, limit);
    let mut heights = vec![line_height; name.len()];
    let mut widest = name.iter().map(|line| width(line, size)).fold(0.0, f64::max);
    let mut set = Vec::new();
    if !notes.is_empty() {
        let words = notes.join(sheet.comma);
        let behind = name.last().map_or(0.0, |last| width(last, size)) + AIR;
        if behind + width(&words, small) <= limit {
            widest = widest.max(behind + width(&words, small));
            set.push((name.len() - 1, behind, words));
        } else {
            for line in lines(&words, small, limit) {
                widest = widest.max(width(&line, small));
                set.push((heights.len(), 0.0, line));
                heights.push(small_height);
            }
        }
    }
    Block { name, notes: set, width: widest, heights }
}

/// Type size and line height of a name.
pub fn type_of(sheet: &Sheet, place: Place) -> (f64, f64) {
    if place.part.is_none() { sheet.setting.name } else { sheet.setting.small }
}

/// Whether these stand in one row without any name, but the last, taking more than `most` lines or leaving its place.
pub fn fits(sheet: &Sheet, places: &[Place], most: usize) -> bool {
    let labels = set_row(sheet, places, &[], &|place| sheet.line(place).notes.clone());
    labels.iter().enumerate().all(|(index, label)| {
        let stays = label.left >= sheet.line(label.place).span.from || index + 1 == labels.len();
        label.block.heights.len() <= most && stays
    })
}

/// Sets the names of one row. `corridors` are where lines of succession pass its storey of names.
fn set_row(sheet: &Sheet, places: &[Place], corridors: &[f64], notes: &dyn Fn(Place) -> Vec<String>) -> Vec<Label> {
    let mut labels = Vec::with_capacity(places.len());
    let mut bound = sheet_width(&sheet.axis);
    for (index, place) in places.iter().enumerate().rev() {
        let line = sheet.line(*place);
        let x = line.span.from;
        let passes = corridors.iter().any(|corridor| (corridor - x).abs() < 1.0);
        let frame = frame(sheet, *place);
        let at_edge = frame.is_some_and(|(left, _)| (left - x).abs() < 1.0);
        let anchor = x + if passes {
            CLEAR
        } else if at_edge {
            4.0
        } else {
            2.0
        };
        let radius = sheet.setting.radius;
        let mark = if line.before.is_some() { 2.0 * radius + 3.0 } else { 0.0 };
        let right_of = |corridor: &&f64| **corridor > x + 1.0;
        let nearest = corridors.iter().filter(right_of).map(|corridor| corridor - CLEAR).fold(bound, f64::min);
        let edge = frame.map_or(sheet_width(&sheet.axis), |(_, right)| right - 1.0);
        let limit = nearest.min(edge);
        let available = limit - anchor;
        let notes = notes(*place);
        let natural = block(sheet, *place, &notes, f64::INFINITY).width;
        // What a neighbour stops is broken; what would leave its box or the sheet is set flush right in it.
        let enough = if limit < edge { natural.min(ROOM) } else { natural };
        let (block, left) = if available >= enough || passes {
            (block(sheet, *place, &notes, available), anchor)
        } else {
            // It may begin left of its bar, as far as its left neighbour still has room, or within its box.
            let previous = index.checked_sub(1).map(|before| sheet.line(places[before]).span.from + 110.0);
            let own = frame.map_or(MARGIN, |(left, _)| left + 4.0);
            let edge = previous.map_or(own, |previous| previous.max(own));
            let passed = corridors.iter().filter(|corridor| **corridor < x).map(|corridor| corridor + CLEAR);
            let least = passed.fold(edge, f64::max) + mark;
            let room = if limit < edge { ROOM.min(limit - least) } else { limit - least };
            let block = block(sheet, *place, &notes, room.max(available));
            let left = anchor.min(limit - block.width);
            (block, left)
        };
        let before = (mark > 0.0).then_some(if passes { x - CLEAR - radius } else { left - radius - 3.0 });
        bound = before.map_or(left, |middle| middle - radius) - AIR;
        labels.push(Label { place: *place, left, block, before });
    }
    labels.reverse();
    labels
}

/// The box that holds a name, if it is wide enough to.
fn frame(sheet: &Sheet, place: Place) -> Option<(f64, f64)> {
    let reach = sheet.reach(place.project);
    (!sheet.lines[place.project].parts.is_empty() && reach.1 - reach.0 >= NARROW_BOX).then_some(reach)
}

/// Sets a whole sheet; the successions of `in_words` are said beside the successor's name.
pub fn set(sheet: &Sheet, grid: &Grid, in_words: &BTreeSet<usize>) -> Page {
    let notes = |place: Place| {
        let said = in_words.iter().map(|index| &sheet.follows[*index]).filter(|follow| follow.to == place);
        let said = said.map(|follow| sheet.follows_words.replace("{name}", &sheet.line(follow.from).name));
        sheet.line(place).notes.iter().cloned().chain(said).collect::<Vec<String>>()
    };
    let corridors = corridors(sheet, grid, in_words);
    let mut rows = Vec::with_capacity(grid.rows.len());
    // Room for a mark that stands higher than the line of its name.
    let mut y = (9.0 + sheet.setting.radius - sheet.setting.name.1).max(1.0);
    for (index, places) in grid.rows.iter().enumerate() {
        let opens = grid.frames.iter().any(|(_, rows)| rows.start == index);
        let closes = grid.frames.iter().any(|(_, rows)| rows.end == index + 1);
        let top = y + if opens { 5.0 } else { 0.0 };
        let labels = set_row(sheet, places, &corridors[index], &notes);
        let names_end = top + labels.iter().map(|label| label.block.height()).fold(0.0, f64::max);
        let tall = |place: &Place| place.part.is_none() || !sheet.line(*place).marks.is_empty();
        let bars = if places.iter().any(tall) { sheet.setting.bars } else { sheet.setting.bare };
        let bottom = names_end + bars;
        let gap = if bars < sheet.setting.bars { sheet.setting.gap / 2.0 } else { sheet.setting.gap };
        y = bottom + gap + if closes { 9.0 } else { 0.0 };
        rows.push(SetRow { top, names_end, middle: names_end + bars / 2.0, bottom, labels });
    }
    let height = rows.last().map_or(0.0, |row| row.bottom) + 8.0;
    Page { rows, height }
}

/// Where lines of succession pass the storey of names of each row.
fn corridors(sheet: &Sheet, grid: &Grid, in_words: &BTreeSet<usize>) -> Vec<Vec<f64>> {
    let mut corridors = vec![Vec::new(); grid.rows.len()];
    for index in grid.elbows.iter().filter(|index| !in_words.contains(index)) {
        let follow = &sheet.follows[*index];
        let (Some(from), Some(to)) = (grid.row_of(follow.from), grid.row_of(follow.to)) else { continue };
        for row in &mut corridors[from.min(to) + 1..=from.max(to)] {
            row.push(sheet.line(follow.to).span.from);
        }
    }
    corridors
}
