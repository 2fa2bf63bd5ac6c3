//! A promise, what was measured, and whether it holds.

use super::{Bench, build, hand_in, kill, memory, pages, readings, recognisers, speed, usage};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The promises, in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Row {
    /// Precision and recall of the recognisers.
    Recognisers,
    /// Scanning against inflating.
    Scan,
    /// What two threads gain.
    Threads,
    /// Scanning full texts.
    FullTexts,
    /// Peak memory of scanning.
    Memory,
    /// Times of pages over a large store.
    Pages,
    /// All readings over a large store.
    Readings,
    /// An ingest that is killed, and run again.
    Kill,
    /// Handing in a large sheet.
    HandIn,
    /// Counting a large access log.
    Usage,
    /// A clone, its release build, and the demo's first page.
    Build,
}

impl Row {
    /// What is measured if nothing is chosen.
    pub(super) fn usual() -> Vec<Self> {
        vec![
            Self::Recognisers,
            Self::Scan,
            Self::Threads,
            Self::FullTexts,
            Self::Memory,
            Self::Pages,
            Self::Readings,
            Self::Kill,
            Self::HandIn,
        ]
    }

    /// As on the command line.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Recognisers => "recognisers",
            Self::Scan => "scan",
            Self::Threads => "threads",
            Self::FullTexts => "full-texts",
            Self::Memory => "memory",
            Self::Pages => "pages",
            Self::Readings => "readings",
            Self::Kill => "kill",
            Self::HandIn => "hand-in",
            Self::Usage => "usage",
            Self::Build => "build",
        }
    }

    /// Measures it: one figure or several.
    pub(super) fn measure(self, bench: &Bench) -> anyhow::Result<Vec<Figure>> {
        match self {
            Self::Recognisers => recognisers::measure(bench),
            Self::Scan => speed::scan(bench),
            Self::Threads => speed::threads(bench),
            Self::FullTexts => speed::full_texts(bench),
            Self::Memory => memory::measure(bench),
            Self::Pages => pages::measure(bench),
            Self::Readings => readings::measure(bench),
            Self::Kill => kill::measure(bench),
            Self::HandIn => hand_in::measure(bench),
            Self::Usage => usage::measure(bench),
            Self::Build => build::measure(bench),
        }
    }
}

/// One line of the table.
#[derive(Debug)]
pub(super) struct Figure {
    row: Row,
    what: &'static str,
    promised: &'static str,
    measured: String,
    numbers: Value,
    verdict: Verdict,
}

/// Whether a promise holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Verdict {
    Holds,
    DoesNotHold,
    NotMeasured { why: String },
}

impl Figure {
    /// Something measured. `numbers` are the same as in `measured`, for programs.
    pub(super) fn new(
        row: Row,
        what: &'static str,
        promised: &'static str,
        measured: String,
        numbers: Value,
        holds: bool,
    ) -> Self {
        let verdict = if holds { Verdict::Holds } else { Verdict::DoesNotHold };
        Self { row, what, promised, measured, numbers, verdict }
    }

    /// Something that could not be measured here.
    pub(super) fn not_measured(row: Row, what: &'static str, promised: &'static str, why: impl Into<String>) -> Self {
        let verdict = Verdict::NotMeasured { why: why.into() };
        Self { row, what, promised, measured: String::new(), numbers: json!({}), verdict }
    }

    /// A measurement that went wrong: nothing is known, and that is not the promise's fault.
    pub(super) fn failed(row: Row, error: &anyhow::Error) -> Self {
        Self::not_measured(row, "", "", format!("{error:#}"))
    }

    /// Whether it was measured and does not hold.
    pub(super) fn is_broken(&self) -> bool {
        self.verdict == Verdict::DoesNotHold
    }

    pub(super) fn as_json(&self) -> Value {
        let mut object = json!({
            "row": self.row.code(),
            "what": self.what,
            "promised": self.promised,
            "measured": self.measured,
            "numbers": self.numbers,
        });
        let (verdict, why) = match &self.verdict {
            Verdict::Holds => ("holds", None),
            Verdict::DoesNotHold => ("does-not-hold", None),
            Verdict::NotMeasured { why } => ("not-measured", Some(why)),
        };
        object["verdict"] = json!(verdict);
        if let Some(why) = why {
            object["why"] = json!(why);
        }
        object
    }
}

/// The table as text.
pub(super) fn table(figures: &[Figure]) -> String {
    let mut cells = vec![["what".to_owned(), "promised".to_owned(), "measured".to_owned(), String::new()]];
    for figure in figures {
        let (measured, verdict) = match &figure.verdict {
            Verdict::Holds => (figure.measured.clone(), "holds".to_owned()),
            Verdict::DoesNotHold => (figure.measured.clone(), "DOES NOT HOLD".to_owned()),
            Verdict::NotMeasured { why } => ("-".to_owned(), format!("not measured: {why}")),
        };
        let what = if figure.what.is_empty() { figure.row.code() } else { figure.what };
        cells.push([what.to_owned(), figure.promised.to_owned(), measured, verdict]);
    }
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let mut out = String::new();
    for [what, promised, measured, verdict] in &cells {
        let [first, second, third] = widths;
        let line = format!("{what:<first$}  {promised:<second$}  {measured:<third$}  {verdict}");
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_holds_what_does_not_and_what_was_not_measured() {
        let figures = [
            Figure::new(Row::Scan, "scanning", "≤ 2.0×", "1.23×".to_owned(), json!({"times": 1.23}), true),
            Figure::new(Row::Threads, "threads", "≥ 0.9", "0.5".to_owned(), json!({"share": 0.5}), false),
            Figure::not_measured(Row::Memory, "memory", "≤ 512 MiB", "no file"),
        ];
        assert_eq!(
            table(&figures),
            "what      promised   measured\n\
             scanning  ≤ 2.0×     1.23×     holds\n\
             threads   ≥ 0.9      0.5       DOES NOT HOLD\n\
             memory    ≤ 512 MiB  -         not measured: no file\n"
        );
        assert_eq!(figures.iter().filter(|figure| figure.is_broken()).count(), 1);
        let verdicts: Vec<Value> = figures.iter().map(|figure| figure.as_json()["verdict"].clone()).collect();
        assert_eq!(verdicts, ["holds", "does-not-hold", "not-measured"]);
    }

    #[test]
    fn every_row_is_called_on_the_command_line_as_in_the_table() {
        for row in <Row as clap::ValueEnum>::value_variants() {
            let value = clap::ValueEnum::to_possible_value(row).expect("no row is hidden");
            assert_eq!(value.get_name(), row.code());
        }
    }
}
