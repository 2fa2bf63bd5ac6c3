//! When projects run: bars in the hue of their programme on the same years as the figures below them.
//!
//! Rank is thickness, never tint, so that it survives a copier: a running project 8 px, what it follows and what
//! has ended 4 px. Solid up to today, outlined where still planned, hatched where a year is not known.

use super::Drawing;
use super::bars::Axis;
use jiff::civil::Date;
use plan::{End, EvaluationKind, FiscalYear, Project};

/// First and last year of a project as it can be drawn: a year nobody knows is `None`.
#[must_use]
pub fn years(project: &Project) -> (Option<FiscalYear>, Last) {
    let last = match &project.end {
        End::Open { .. } => Last::Open,
        End::Year(claim) => claim.year.map_or(Last::Unknown, Last::Year),
    };
    (project.start.year, last)
}

/// When something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    /// In this year, included.
    Year(FiscalYear),
    /// Not planned.
    Open,
    /// Not known.
    Unknown,
}

/// Whether a project runs in `year`, as far as known: an unknown end after a known start counts as running only
/// in the year it began.
#[must_use]
pub fn runs(project: &Project, year: FiscalYear) -> bool {
    match years(project) {
        (Some(start), Last::Year(end)) => start <= year && year <= end,
        (Some(start), Last::Open) => start <= year,
        (Some(start), Last::Unknown) => start == year,
        (None, Last::Year(end)) => year == end,
        (None, _) => false,
    }
}

/// One bar of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// First year; unknown ones are hatched for two years.
    pub start: Option<FiscalYear>,
    /// Its end.
    pub last: Last,
    /// Whether it runs now (thick) or is over, or only preceded (thin).
    pub running: bool,
}

/// A mark of this year's evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which.
    pub kind: EvaluationKind,
    /// In which year.
    pub year: FiscalYear,
    /// Its character.
    pub glyph: &'static str,
    /// Its words.
    pub title: String,
}

/// A row of bars, 24 px high; marks only for `marks` (the overview shows this year's).
#[must_use]
pub fn row(axis: &Axis, bars: &[Bar], marks: &[Mark], today: Date, title: String) -> Drawing {
    let height = 24.0;
    let middle = height / 2.0;
    let mut drawing = Drawing::new(axis.right(), height, title);
    drawing.class = "chart period";
    let now = axis.day(today);
    for bar in bars {
        let thick = if bar.running { 8.0 } else { 4.0 };
        let top = middle - thick / 2.0;
        let known_start = bar.start.map(|year| axis.x(year.0.max(axis.first)));
        let known_end = match bar.last {
            Last::Year(year) => Some(axis.x((year.0 + 1).min(axis.last + 1))),
            Last::Open => Some(axis.right()),
            Last::Unknown => None,
        };
        let (from, to) = match (known_start, known_end) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) => {
                hatch(&mut drawing, from + axis.step, (from + axis.step * 3.0).min(axis.right()), top, thick);
                (from, from + axis.step)
            }
            (None, Some(to)) => {
                hatch(&mut drawing, (to - axis.step * 3.0).max(axis.left), to - axis.step, top, thick);
                ((to - axis.step).max(axis.left), to)
            }
            (None, None) => continue,
        };
        // A hair of air at the year boundary keeps two bars of one lineage apart.
        let (from, to) = (from + 0.75, to - 0.75);
        if to <= from {
            continue;
        }
        let done = now.clamp(from, to);
        if done > from {
            drawing.rect(from, top, done - from, thick, "time");
        }
        if to > done {
            drawing.rect(done + 0.75, top + 0.75, to - done - 1.5, thick - 1.5, "time planned");
        }
        if bar.start.is_some_and(|year| year.0 < axis.first) {
            drawing.shapes.push(super::Shape::Path {
                data: format!(
                    "M{:.1} {:.1}l4 {:.1}l-4 {:.1}z",
                    axis.left,
                    top - 0.5,
                    (thick + 1.0) / 2.0,
                    (thick + 1.0) / 2.0
                ),
                class: "notch",
            });
        }
        if bar.last == Last::Open {
            drawing.shapes.push(super::Shape::Path {
                data: format!("M{:.1} {:.1}l5 5l-5 5", axis.right() - 6.0, middle - 5.0),
                class: "arrow",
            });
        }
    }
    for mark in marks {
        let x = axis.x(mark.year.0) + axis.step / 2.0;
        drawing.mark(x.clamp(9.0, axis.right() - 9.0), middle, 9.0, mark.glyph, "now", mark.title.as_str());
    }
    drawing
}

fn hatch(drawing: &mut Drawing, from: f64, to: f64, top: f64, thick: f64) {
    let mut data = String::new();
    let mut x = from;
    while x + thick <= to {
        data.push_str(&format!("M{x:.1} {:.1}l{thick:.1} -{thick:.1}", top + thick));
        x += 5.0;
    }
    drawing.shapes.push(super::Shape::Path { data, class: "hatch" });
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_running_bar_is_solid_to_today_and_outlined_after() {
        let axis = Axis { first: 2014, last: 2030, step: 36.0, left: 0.0 };
        let bars = [
            Bar { start: Some(FiscalYear(2011)), last: Last::Year(FiscalYear(2020)), running: false },
            Bar { start: Some(FiscalYear(2021)), last: Last::Open, running: true },
        ];
        let marks = [
            Mark { kind: EvaluationKind::MidTerm, year: FiscalYear(2024), glyph: "中", title: "mid-term".into() },
            Mark { kind: EvaluationKind::ExPost, year: FiscalYear(2030), glyph: "後", title: "ex-post".into() },
        ];
        let drawing = row(&axis, &bars, &marks, date(2026, 11, 23), "t".into());
        let svg = drawing.svg("t");
        assert_eq!(svg.matches("class=\"time\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("class=\"time planned\"").count(), 1, "{svg}");
        assert!(svg.contains("class=\"notch\"") && svg.contains("class=\"arrow\""), "{svg}");
        assert!(drawing.overlaps().is_empty() && drawing.outside().is_empty());
    }

    #[test]
    fn an_unknown_year_is_hatched() {
        let axis = Axis { first: 2014, last: 2030, step: 36.0, left: 0.0 };
        let bars = [Bar { start: None, last: Last::Year(FiscalYear(2020)), running: false }];
        assert!(row(&axis, &bars, &[], date(2026, 1, 1), "t".into()).svg("t").contains("class=\"hatch\""));
    }
}
