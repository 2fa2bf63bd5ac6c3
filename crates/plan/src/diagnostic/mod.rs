//! What is wrong with a plan, or worth knowing about it: the kind is data, the words are made from it.

mod nearest;
mod problem;
mod render;
mod words;

pub use nearest::nearest;
pub use problem::{CalendarRule, Found, Missing, Nonsense, Problem, Unit};
pub use words::Words;

use crate::Language;
use serde::Serialize;
use std::ops::Range;

/// How much a [`Diagnostic`] weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The plan cannot be used so.
    Error,
    /// The plan can be used; somebody should look.
    Warning,
    /// Something could not be checked, because it is unknown.
    Note,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Path of the file in the plan's folder.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The whole line.
    pub source_line: String,
    /// The words meant, as bytes of `source_line`.
    pub start: usize,
    /// See `start`; never before it.
    pub end: usize,
}

impl Place {
    /// The place of a span of bytes in a file's text: its first line, and as much of the span as stands on it.
    #[must_use]
    pub fn of(file: &str, text: &str, span: Range<usize>) -> Self {
        let start = span.start.min(text.len());
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[line_start..].find('\n').map_or(text.len(), |at| line_start + at);
        let source_line = text[line_start..line_end].trim_end_matches('\r').to_owned();
        let start_in_line = (start - line_start).min(source_line.len());
        let end_in_line = (span.end.max(start) - line_start).clamp(start_in_line, source_line.len());
        Self {
            file: file.to_owned(),
            line: text[..line_start].matches('\n').count() + 1,
            column: source_line[..start_in_line].chars().count() + 1,
            source_line,
            start: start_in_line,
            end: end_in_line,
        }
    }
}

/// One thing that is wrong, doubtful or unknown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// What it is.
    pub problem: Problem,
    /// Where in the plan, by its TOML names: `programme[0].project[2].end`.
    pub path: String,
    /// Where in the files; `None` for a plan that was not read from files.
    pub place: Option<Place>,
    /// Another place that has to do with it: where an id was given first.
    pub also: Option<(String, Option<Place>)>,
}

impl Diagnostic {
    pub(crate) fn new(problem: Problem, path: impl Into<String>) -> Self {
        Self { severity: problem.severity(), problem, path: path.into(), place: None, also: None }
    }

    pub(crate) fn also(mut self, path: impl Into<String>) -> Self {
        self.also = Some((path.into(), None));
        self
    }

    /// What is said of it, in parts.
    #[must_use]
    pub fn words(&self, language: Language) -> Words {
        self.problem.words(language)
    }

    /// The whole of it as lines: place and problem, the source line with the words underlined,
    /// what was expected, what was found, what to do. Ends with a newline.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        render::text(self, language)
    }
}

/// A value with what should be known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// Warnings and notes, no errors.
    pub warnings: Vec<Diagnostic>,
}
