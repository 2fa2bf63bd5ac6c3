//! The ways of successions: joints within a row, elbows between rows. A way that would cross a word, a mark or a bar is
//! not taken; where there is none, the succession is left to words.

use super::labels::{Page, SetRow, type_of};
use super::rows::Grid;
use super::{Place, Sheet};
use crate::words_box;
use std::collections::BTreeSet;

/// Half the height of a project's bar.
const HALF_BAR: f64 = 5.0;

/// The ways found.
#[derive(Debug, Default)]
pub struct Routes {
    /// Lines to draw.
    pub ways: Vec<Way>,
    /// Successions without a way.
    pub blocked: Vec<usize>,
}

/// A line to draw.
#[derive(Debug)]
pub struct Way {
    /// The points that it runs through.
    pub points: Vec<(f64, f64)>,
    /// Whether the succession is certain.
    pub certain: bool,
}

/// A box in the way: left, top, right, bottom, and whose bar it is.
struct Obstacle {
    at: [f64; 4],
    bar_of: Option<Place>,
}

/// Finds the ways of all successions that are not said in words.
pub fn routes(sheet: &Sheet, grid: &Grid, page: &Page, in_words: &BTreeSet<usize>) -> Routes {
    let mut routes = Routes::default();
    let certain = |from: Place, project: usize| {
        let same = |follow: &&super::Follow| follow.from == from && follow.to.project == project;
        sheet.follows.iter().find(same).is_none_or(|follow| follow.certain)
    };
    for (from, to) in &grid.joints {
        if let (Some(row), Some(there)) = (grid.row_of(*from), grid.row_of(*to))
            && row == there
        {
            let y = page.rows[row].middle;
            let points = vec![(sheet.line(*from).span.to - 3.0, y), (sheet.line(*to).span.from + 3.0, y)];
            routes.ways.push(Way { points, certain: certain(*from, to.project) });
        }
    }
    for (from, project) in &grid.taken_in {
        let place = Place { project: *from, part: None };
        if let Some(row) = grid.row_of(place) {
            let y = page.rows[row].middle;
            let points = vec![(sheet.line(place).span.to - 3.0, y), (sheet.reach(*project).0, y)];
            routes.ways.push(Way { points, certain: certain(place, *project) });
        }
    }
    let obstacles: Vec<Obstacle> =
        page.rows.iter().flat_map(|row| row.labels.iter().flat_map(|label| obstacles(sheet, row, label))).collect();
    for index in grid.elbows.iter().filter(|index| !in_words.contains(index)) {
        let follow = &sheet.follows[*index];
        let (Some(from_row), Some(to_row)) = (grid.row_of(follow.from), grid.row_of(follow.to)) else {
            routes.blocked.push(*index);
            continue;
        };
        let (from, to) = (&sheet.line(follow.from).span, &sheet.line(follow.to).span);
        let (a, b) = (page.rows[from_row].middle, page.rows[to_row].middle);
        let leave = from.to.min(to.from);
        let ways = if leave < from.from {
            Vec::new()
        } else {
            vec![vec![(leave, a), (to.from, a), (to.from, b)], vec![(leave, a), (leave, b), (to.from, b)]]
        };
        let free = |way: &Vec<(f64, f64)>| {
            let ours =
                |obstacle: &&Obstacle| obstacle.bar_of.is_none_or(|place| place != follow.from && place != follow.to);
            way.windows(2).all(|leg| obstacles.iter().filter(ours).all(|obstacle| !meets(leg[0], leg[1], obstacle.at)))
        };
        match ways.into_iter().find(free) {
            Some(points) => routes.ways.push(Way { points, certain: follow.certain }),
            None => routes.blocked.push(*index),
        }
    }
    routes
}

/// Whether a level or upright leg comes nearer than a pixel to a box.
fn meets(a: (f64, f64), b: (f64, f64), [left, top, right, bottom]: [f64; 4]) -> bool {
    const AIR: f64 = 1.0;
    a.0.min(b.0) - AIR < right && left < a.0.max(b.0) + AIR && a.1.min(b.1) - AIR < bottom && top < a.1.max(b.1) + AIR
}

fn obstacles(sheet: &Sheet, row: &SetRow, label: &super::labels::Label) -> Vec<Obstacle> {
    let line = sheet.line(label.place);
    let size = type_of(sheet, label.place).0;
    let radius = sheet.setting.radius;
    let mut found = Vec::new();
    let mut add = |at: [f64; 4]| found.push(Obstacle { at, bar_of: None });
    for (index, words) in label.block.name.iter().enumerate() {
        add(words_box(label.left, label.block.baseline(index, row.names_end), size, words));
    }
    for (index, beyond, words) in &label.block.notes {
        let baseline = label.block.baseline(*index, row.names_end);
        add(words_box(label.left + beyond, baseline, sheet.setting.small.0, words));
    }
    if let Some(middle) = label.before {
        let height = label.before_middle(row.names_end);
        add([middle - radius, height - radius, middle + radius, height + radius]);
    }
    for (middle, _) in super::paint::marks(sheet, label.place) {
        add([middle - radius, row.middle - radius, middle + radius, row.middle + radius]);
    }
    if line.span.visible() {
        // A pixel less at both ends: where one bar ends at a year's boundary, a line may pass.
        let at = [line.span.from + 1.0, row.middle - HALF_BAR, line.span.to - 1.0, row.middle + HALF_BAR];
        found.push(Obstacle { at, bar_of: Some(label.place) });
    }
    found
}
