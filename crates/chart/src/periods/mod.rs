//! When projects run: bars in the hue of their programme on the same years as the figures below them.
//!
//! Rank is thickness, never tint, so that it survives a copier: a running project 8 px, what it follows and what
//! has ended 4 px. Solid up to today, outlined where still planned, hatched where a year is not known.

mod bar;
mod span;

pub use bar::bar;
pub use span::{Span, span};

use super::Drawing;
use super::bars::Axis;
use jiff::civil::Date;
use plan::{End, EvaluationKind, EvaluationMark, FiscalYear, Project};

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

/// The bar of a project on an axis.
#[must_use]
pub fn span_of(axis: &Axis, this_year: FiscalYear, project: &Project) -> Span {
    span(axis, this_year, &project.start, &project.end, &marked(&project.evaluations), None)
}

/// The years in which evaluations show that something ran.
#[must_use]
pub fn marked(evaluations: &[EvaluationMark]) -> Vec<FiscalYear> {
    let while_it_runs = evaluations.iter().filter(|mark| matches!(mark.kind, EvaluationKind::MidTerm));
    while_it_runs.filter_map(|mark| mark.when.year).collect()
}

/// One bar of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Where it lies.
    pub span: Span,
    /// Whether it runs now (thick) or is over, or only preceded (thin).
    pub running: bool,
}

/// The mark of an evaluation in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// In which year.
    pub year: FiscalYear,
    /// Its character.
    pub glyph: &'static str,
    /// Its look.
    pub class: &'static str,
    /// Its words.
    pub title: String,
}

/// A row of bars, 24 px high, with the marks that fit on the axis, one a year.
#[must_use]
pub fn row(axis: &Axis, bars: &[Bar], marks: &[Mark], today: Date, title: String) -> Drawing {
    const RADIUS: f64 = 9.0;
    let middle = 12.0;
    let mut drawing = Drawing::new(axis.right(), 2.0 * middle, title);
    drawing.class = "chart period";
    for one in bars {
        bar(&mut drawing, axis, today, &one.span, (middle, if one.running { 8.0 } else { 4.0 }));
    }
    let mut years: Vec<FiscalYear> = Vec::new();
    for mark in marks.iter().filter(|mark| (axis.first..=axis.last).contains(&mark.year.0)) {
        if !years.contains(&mark.year) {
            years.push(mark.year);
            let x = (axis.x(mark.year.0) + axis.step / 2.0).clamp(RADIUS, axis.right() - RADIUS);
            drawing.mark(x, middle, RADIUS, mark.glyph, mark.class, mark.title.as_str());
        }
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use plan::{Basis, YearClaim};

    fn stated(year: i16) -> YearClaim {
        YearClaim { year: Some(FiscalYear(year)), basis: Basis::Stated { source: "Arden Gazette".to_owned() } }
    }

    #[test]
    fn a_running_bar_is_solid_to_today_and_outlined_after() {
        let axis = Axis { first: 2014, last: 2030, step: 36.0, left: 0.0 };
        let bar =
            |start, end, running| Bar { span: span(&axis, FiscalYear(2026), &stated(start), &end, &[], None), running };
        let open = End::Open { basis: Basis::Unknown };
        let bars = [bar(2011, End::Year(stated(2020)), false), bar(2021, open, true)];
        let mark = |year, glyph| Mark { year: FiscalYear(year), glyph, class: "now", title: glyph.to_owned() };
        let marks = [mark(2024, "中"), mark(2024, "後"), mark(2030, "後"), mark(2040, "後")];
        let drawing = row(&axis, &bars, &marks, date(2026, 11, 23), "t".into());
        let svg = drawing.svg("t");
        assert_eq!(svg.matches("class=\"time\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("class=\"time planned\"").count(), 1, "{svg}");
        assert_eq!(svg.matches("class=\"mark").count(), 2, "one a year, and none outside: {svg}");
        assert!(svg.contains("class=\"notch\"") && svg.contains("class=\"arrow\""), "{svg}");
        assert!(drawing.overlaps().is_empty() && drawing.outside().is_empty());
    }
}
