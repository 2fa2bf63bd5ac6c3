//! Putting a set sheet on paper: boxes, bars, successions, marks, and the words last.

use super::labels::{Label, Page, SetRow, type_of};
use super::lines::Routes;
use super::rows::Grid;
use super::{Place, Sheet, Sign};
use crate::periods::bar;
use crate::{Anchor, Drawing, Shape};
use std::fmt::Write as _;

/// Thickness of a project's bar and of a part's: rank is told by it, so that it survives a copier.
const THICK: f64 = 10.0;
const THIN: f64 = 5.0;

/// Paints a sheet.
pub fn paint(sheet: &Sheet, grid: &Grid, page: &Page, routes: &Routes, title: String, description: String) -> Drawing {
    let mut drawing = Drawing::new(super::width(&sheet.axis), page.height, title);
    drawing.description = description;
    drawing.class = "chart roadmap";
    for (project, rows) in &grid.frames {
        let (from, to) = sheet.reach(*project);
        let (top, bottom) = (page.rows[rows.start].top - 3.0, page.rows[rows.end - 1].bottom + 4.0);
        drawing.rect(from, top, to - from, bottom - top, "frame");
    }
    for row in &page.rows {
        for label in &row.labels {
            let thick = if label.place.part.is_none() { THICK } else { THIN };
            bar(&mut drawing, &sheet.axis, sheet.today, &sheet.line(label.place).span, (row.middle, thick));
        }
    }
    for way in &routes.ways {
        let mut data = String::new();
        for (index, (x, y)) in way.points.iter().enumerate() {
            let _ = write!(data, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
        }
        let class = if way.certain { "succession" } else { "succession doubtful" };
        drawing.shapes.push(Shape::Path { data, class });
    }
    for row in &page.rows {
        for label in &row.labels {
            words(&mut drawing, sheet, row, label);
        }
    }
    drawing
}

/// Marks on a bar with their middles: those of one year side by side.
pub fn marks(sheet: &Sheet, place: Place) -> Vec<(f64, &Sign)> {
    const APART: f64 = 20.0;
    let marks = &sheet.line(place).marks;
    let mut placed: Vec<(f64, &Sign)> = Vec::with_capacity(marks.len());
    for (index, mark) in marks.iter().enumerate() {
        let Some(year) = mark.year else { continue };
        let beside = |others: &[Sign]| others.iter().filter(|other| other.year == mark.year).count();
        let (before, after) = (beside(&marks[..index]), beside(&marks[index + 1..]));
        #[allow(clippy::cast_precision_loss, reason = "at most three marks a year")]
        let offset = (before as f64 - after as f64) / 2.0 * APART;
        placed.push((sheet.axis.x(year.0) + sheet.axis.step / 2.0 + offset, mark));
    }
    placed
}

fn words(drawing: &mut Drawing, sheet: &Sheet, row: &SetRow, label: &Label) {
    let line = sheet.line(label.place);
    let (size, _) = type_of(sheet, label.place);
    for (middle, mark) in marks(sheet, label.place) {
        drawing.mark(middle, row.middle, sheet.setting.radius, mark.glyph, mark.class, mark.title.as_str());
    }
    if let (Some(middle), Some(mark)) = (label.before, &line.before) {
        drawing.mark(
            middle,
            label.before_middle(row.names_end),
            sheet.setting.radius,
            mark.glyph,
            mark.class,
            mark.title.as_str(),
        );
    }
    let class = match (label.place.part, line.running) {
        (None, true) => "name running",
        (None, false) => "name",
        (Some(_), _) => "name part",
    };
    let lines = label.block.name.iter().enumerate();
    let lines = lines.map(|(index, words)| (label.block.baseline(index, row.names_end), words.clone())).collect();
    drawing.name(label.left, lines, size, class, line.href.as_str(), line.lang);
    for (index, beyond, words) in &label.block.notes {
        let y = label.block.baseline(*index, row.names_end);
        drawing.text(label.left + beyond, y, Anchor::Start, sheet.setting.small.0, "note", words.as_str());
    }
    let first_of_row = row.labels.first().is_some_and(|first| first.place == label.place);
    if !line.margin.is_empty() && first_of_row && label.place.part.is_none() {
        drawing.text(sheet.axis.left - 5.0, row.middle + 4.0, Anchor::End, 12.0, "margin", line.margin.as_str());
    }
}
