//! JSON, for every reader that meets it: the records of a file are cut out as bytes arrive, and only those are parsed in which
//! something could be.
//!
//! The decision to question: one reader for every source. What differs between them is a [`Shape`]: where the records lie, which keys
//! hold text, and how one record is read. Looking, cutting, checking and counting are the same for all and stand here once.

mod layout;
mod loose;
mod records;
mod walk;

pub(crate) use layout::{Head, Layout, has_key, member};
pub(crate) use loose::{Text, Texts};
pub(crate) use records::JsonRecords;
pub(crate) use walk::{skip_blanks, string_end};

use crate::read::{Candidates, Item, seen};
use crate::{Problem, Record};
use serde::Deserialize;

/// What a record of one source looks like.
pub(crate) trait Shape {
    /// Where in a file that begins so the records lie.
    fn layout(&self, head: &Head<'_>) -> Layout;

    /// The keys of a record whose values hold fields; a candidate anywhere else is none. No keys: all of them.
    fn keys(&self) -> &'static [&'static str];

    /// The id of a record, found without parsing it; for messages.
    fn id(&self, object: &[u8]) -> Option<String>;

    /// Whether something could be in a text of the record that its bytes do not hold as it is. Both are the same unless the format
    /// takes texts apart.
    fn hides(&self, _object: &str, _candidates: &dyn Candidates) -> bool {
        false
    }

    /// Reads a record.
    fn record(&self, object: &str) -> Result<Record, Wrong>;

    /// Id, version and publication date of a record ([`Item::Seen`]).
    fn seen(&self, object: &str) -> Result<Item, Wrong> {
        self.record(object).map(|record| seen(&record))
    }
}

/// Why a record was not read.
#[derive(Debug)]
pub(crate) struct Wrong {
    /// How many lines below its beginning.
    pub(crate) lines: u64,
    pub(crate) problem: Problem,
}

impl From<Problem> for Wrong {
    fn from(problem: Problem) -> Self {
        Self { lines: 0, problem }
    }
}

/// Parses a record; `expected` says what it should be, for the message.
pub(crate) fn parsed<'a, T: Deserialize<'a>>(object: &'a str, expected: &'static str) -> Result<T, Wrong> {
    serde_json::from_str(object).map_err(|error| Wrong {
        lines: error.line().saturating_sub(1) as u64,
        problem: Problem::markup(expected, in_words(&error)),
    })
}

/// What the JSON reader says, without its line, which counts from the beginning of the record.
pub(crate) fn in_words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    match words.split_once(" at line ") {
        Some((what, _)) => format!("{what} (column {})", error.column()),
        None => words,
    }
}

/// A date as the number that [`Record::version`] is: 20260131; none if it does not begin as one of the years, `2026-01-31…`.
pub(crate) fn version_of(date: &str) -> Option<u32> {
    let (year, month, day) = day_of(date)?;
    Some(u32::try_from(year).ok()? * 10_000 + u32::try_from(month).ok()? * 100 + u32::try_from(day).ok()?)
}

/// Year, month and day of a text that begins `2026-01-31`.
pub(crate) fn day_of(date: &str) -> Option<(i16, i8, i8)> {
    let mut parts = date.get(..10)?.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    jiff::civil::Date::new(year, month, day).ok()?;
    Some((year, month, day))
}

#[cfg(test)]
pub(crate) mod tests;
