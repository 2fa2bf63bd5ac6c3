//! Indicators as rows of small bars with the reading at their right.

use crate::figure;
use crate::language::Shown;
use crate::phrase::say;
use crate::snapshot::Snapshot;
use crate::visit::Visit;
use chart::bars::{Axis, Column, Year, small};
use indicator::Reading;
use plan::{FiscalYear, Indicator, Method, Reckoning};

/// A row of an indicator.
pub struct IndicatorRow {
    /// Its wording.
    pub title: Shown,
    /// Where it opens.
    pub href: String,
    /// `報告値`, `累積`, `3月31日現在`; empty for none.
    pub remark: String,
    /// The figure or the word in its place.
    pub value: String,
    /// Whether `value` is a figure.
    pub number: bool,
    /// The unit.
    pub unit: String,
    /// Change from the year before.
    pub change: String,
    /// What waits, in words; empty for nothing.
    pub waiting: String,
    /// Where the waiting opens.
    pub waiting_href: String,
    /// Wide and narrow.
    pub drawing: [String; 2],
}

/// A row of an indicator with its small bars; `axes` wide and narrow.
pub fn indicator_row(visit: &Visit<'_>, indicator: &Indicator, axes: &[Axis; 2]) -> IndicatorRow {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let last = snapshot.last_year();
    let reading = snapshot.reading(&indicator.id, last);
    let before = snapshot.reading(&indicator.id, FiscalYear(last.0 - 1));
    let confirmed = reading.and_then(figure::confirmed);
    let value = reading.map(|reading| figure::reading_in_words(reading, words)).unwrap_or_default();
    let waits = reading.map_or(0, |reading| {
        let (mentions, joins) = figure::awaiting(reading);
        mentions + joins
    });
    let title = language.plain(&indicator.title);
    let described = series_in_words(snapshot, indicator, visit);
    let series = series(visit, &indicator.id);
    let draw = |axis: &Axis, prefix: char| {
        small(axis, &series, last, title.clone(), described.clone()).svg(&format!("{prefix}-{}", indicator.id))
    };
    let href = visit.to(&format!("/indicators/{}", indicator.id));
    IndicatorRow {
        title: language.text(&indicator.title),
        waiting_href: visit.to(&format!("/indicators/{}?year={last}&show=awaiting", indicator.id)),
        href,
        remark: remark(indicator, words).to_owned(),
        number: confirmed.is_some(),
        value,
        unit: language.plain(&indicator.unit),
        change: figure::change(before.and_then(figure::confirmed), confirmed, words),
        waiting: if waits > 0 { visit.count(words.n_waiting, waits) } else { String::new() },
        drawing: [draw(&axes[0], 'i'), draw(&axes[1], 'j')],
    }
}

fn remark(indicator: &Indicator, words: &crate::words::Words) -> &'static str {
    match indicator.versions.last().map(|version| &version.method) {
        Some(Method::Computed(definition)) => match definition.reckoning {
            Reckoning::Cumulative => words.overview_cumulative,
            Reckoning::Stock => words.overview_stock,
            Reckoning::Flow | Reckoning::Active => "",
        },
        Some(Method::Reported) => words.overview_reported,
        Some(Method::Qualitative) => words.state_qualitative,
        None => "",
    }
}

/// The readings of an indicator as columns of a drawing.
pub fn series(visit: &Visit<'_>, indicator: &str) -> Vec<Year> {
    columns(visit, visit.snapshot.readings(indicator))
}

/// Readings as columns; this year is a part year.
pub fn columns(visit: &Visit<'_>, readings: &[(FiscalYear, Reading)]) -> Vec<Year> {
    let (words, snapshot) = (visit.words(), &visit.snapshot);
    let this_year = snapshot.this_year();
    readings
        .iter()
        .map(|(year, reading)| Year {
            year: *year,
            column: column(reading, words, *year == this_year),
            part: (*year == this_year)
                .then(|| say(words.part_year, &[("date", &visit.language().short_date(snapshot.day))])),
        })
        .collect()
}

fn column(reading: &Reading, words: &crate::words::Words, open: bool) -> Column {
    match reading {
        Reading::Number(figure) => {
            // Only for the height of a bar; what is written stays exact.
            #[allow(clippy::cast_precision_loss, reason = "a bar is some pixels high")]
            let size = *figure.confirmed.numer() as f64 / *figure.confirmed.denom() as f64;
            Column::Figure(size, figure::amount(&figure.confirmed))
        }
        Reading::DeclaredNone { .. } => Column::None(words.state_none.to_owned()),
        // A year that is not over has not failed to be reported.
        Reading::NotReported if open => Column::Empty,
        other => Column::Gap(figure::state_in_words(other, words).to_owned()),
    }
}

/// The years of an indicator in a sentence, for who cannot see the bars.
fn series_in_words(snapshot: &Snapshot, indicator: &Indicator, visit: &Visit<'_>) -> String {
    let parts: Vec<String> = snapshot
        .readings(&indicator.id)
        .iter()
        .map(|(year, reading)| {
            format!("{}: {}", visit.language().year(*year), figure::reading_in_words(reading, visit.words()))
        })
        .collect();
    parts.join("; ")
}
