//! Putting a set sheet on paper: boxes, bars, successions, marks, and the words last.

use super::labels::{Label, Page, SetRow, type_of};
use super::lines::Routes;
use super::rows::Grid;
use super::{Axis, Line, Place, RADIUS, Sheet, Sign, Span};
use crate::chart::{Anchor, Drawing, Shape};
use jiff::civil::Date;
use plan::FiscalYear;
use std::fmt::Write as _;

/// Thickness of a project's bar and of a part's: rank is told by it, so that it survives a copier.
const THICK: f64 = 10.0;
const THIN: f64 = 5.0;
/// What a bar leaves free at each end.
const END: f64 = 2.0;

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

/// One line alone on a slim axis, for a page without room for names in the drawing: every mark in its year, one a year.
pub fn slim(axis: &Axis, today: Date, line: &Line, part: bool, title: String) -> Drawing {
    let mut drawing = Drawing::new(axis.right(), 24.0, title);
    drawing.class = "chart period";
    bar(&mut drawing, axis, today, &line.span, (12.0, if part { THIN - 1.0 } else { THICK - 2.0 }));
    let mut years: Vec<FiscalYear> = Vec::new();
    for mark in line.before.iter().chain(&line.marks) {
        let Some(year) = mark.year.filter(|year| (axis.first..=axis.last).contains(&year.0)) else { continue };
        if !years.contains(&year) {
            years.push(year);
            let x = (axis.x(year.0) + axis.step / 2.0).clamp(RADIUS, axis.right() - RADIUS);
            drawing.mark(x, 12.0, RADIUS, mark.glyph, mark.class, mark.title.as_str());
        }
    }
    drawing
}

/// The bar of a span, `thick` high around `middle`.
fn bar(drawing: &mut Drawing, axis: &Axis, today: Date, span: &Span, (middle, thick): (f64, f64)) {
    if !span.visible() {
        return;
    }
    let top = middle - thick / 2.0;
    let now = axis.day(today);
    // A gap at the ends keeps two bars of one lineage apart; the succession bridges it.
    let ends = |at: f64| {
        if at == span.from && !span.notched {
            at + END
        } else if at == span.to {
            at - END
        } else {
            at
        }
    };
    for (from, to) in solid(span) {
        let (from, to) = (ends(from), ends(to));
        let done = now.clamp(from, to);
        if done > from {
            drawing.rect(from, top, done - from, thick, "time");
        }
        if to - done > 1.5 {
            drawing.rect(done + 0.75, top + 0.75, to - done - 1.5, thick - 1.5, "time planned");
        }
    }
    for (from, to) in &span.hatched {
        let (from, to) = (ends(*from), ends(*to));
        drawing.rect(from + 0.5, top + 0.5, to - from - 1.0, thick - 1.0, "unknown");
        drawing.shapes.push(Shape::Path { data: hatch(from, to, top, thick), class: "hatch" });
    }
    if span.notched {
        let (x, half) = (axis.left, thick / 2.0);
        let data = format!("M{:.1} {:.1}l{half:.1} {half:.1}l-{half:.1} {half:.1}z", x - 0.5, top);
        drawing.shapes.push(Shape::Path { data, class: "notch" });
    }
    if span.open {
        let data = format!("M{:.1} {:.1}l6 6l-6 6", axis.right() + 1.0, middle - 6.0);
        drawing.shapes.push(Shape::Path { data, class: "arrow" });
    }
}

/// What of a bar is known.
fn solid(span: &Span) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    let mut from = span.from;
    for (left, right) in &span.hatched {
        if *left > from {
            found.push((from, *left));
        }
        from = from.max(*right);
    }
    if span.to > from {
        found.push((from, span.to));
    }
    found
}

/// Lines at 45°, cut at the edges.
fn hatch(from: f64, to: f64, top: f64, thick: f64) -> String {
    let mut data = String::new();
    let mut x = from - thick + 3.0;
    while x < to {
        let (left, right) = (x.max(from), (x + thick).min(to));
        if right > left {
            let (low, high) = (top + thick - (left - x), top + thick - (right - x));
            let _ = write!(data, "M{left:.1} {low:.1}L{right:.1} {high:.1}");
        }
        x += 6.0;
    }
    data
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
        drawing.mark(middle, row.middle, RADIUS, mark.glyph, mark.class, mark.title.as_str());
    }
    if let (Some(middle), Some(mark)) = (label.before, &line.before) {
        drawing.mark(middle, label.before_middle(row.names_end), RADIUS, mark.glyph, mark.class, mark.title.as_str());
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
