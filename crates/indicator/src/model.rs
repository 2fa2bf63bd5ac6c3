//! The rows that readings are made of, and the readings.

use crate::named::Named;
use jiff::civil::Date;
use num_rational::Ratio;
use plan::{FiscalYear, Role};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The one increasing number that everything able to alter a reading gets.
pub type Change = u64;

/// An exact figure: whole, or a fraction of credit. Never floating point.
pub type Amount = Ratio<i128>;

/// One piece of evidence as the algebra sees it: a work, not a source record.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The record's public id (`pmid:…`).
    pub record: Arc<str>,
    /// `paper`, `seed`, `transfer` …
    pub kind: Arc<str>,
    /// Source that told us (`pubmed`, `register:seeds`).
    pub source: Arc<str>,
    /// Dates by role: `publication`; `from` and `until` of what is in force.
    pub dates: Named<Date>,
    /// Attributes; several values are possible.
    pub attributes: Named<Vec<Arc<str>>>,
    /// Publication types; decides whether a paper is one.
    pub types: Vec<Arc<str>>,
    /// Its links to projects.
    pub links: Vec<RowLink>,
    /// First change at which the row holds.
    pub since: Change,
    /// First change at which it no longer holds.
    pub until: Option<Change>,
    /// Retracted: left out, and said how many.
    pub retracted: bool,
    /// Counts, but does not open.
    pub withheld: bool,
    /// How many such rows a figure needs before any of them may be part of it; 0 where none is withheld.
    pub threshold: u32,
    /// Made up for the demo.
    pub invented: bool,
}

/// One link of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLink {
    /// The project's id.
    pub project: Arc<str>,
    /// What the project was to the record.
    pub role: Role,
    /// Whether it counts or waits.
    pub standing: Standing,
    /// First change at which it holds so.
    pub since: Change,
    /// First change at which it no longer holds so.
    pub until: Option<Change>,
}

/// Whether a link counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It counts.
    Counted,
    /// A doubtful mention waits for a person.
    AwaitingMention,
    /// An unconfirmed join waits for the plan's owner.
    AwaitingJoin,
    /// A person said no; kept to be shown, never counted.
    Refused,
}

/// Which part of which source has been read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// `pubmed`, `register:seeds`.
    pub source: String,
    /// Source classes it serves: `abstracts`, `full-text`, `register:seeds`.
    pub classes: BTreeSet<String>,
    /// Editions read, e.g. `2021-1298`; `sample-1` is a sample, of which no part of the source follows.
    pub editions: BTreeSet<String>,
    /// How many files were read.
    pub files_read: u64,
    /// How many there are, at least; `None` if nobody knows.
    pub files_total_at_least: Option<u64>,
    /// Records read (kept or not) by fiscal year of publication: a year absent here was not read.
    pub records_by_year: BTreeMap<FiscalYear, u64>,
    /// The same by calendar year.
    pub records_by_calendar_year: BTreeMap<i16, u64>,
    /// Whether it was made up for the demo.
    pub invented: bool,
    /// First change at which it holds.
    pub since: Change,
    /// First change at which it no longer holds.
    pub until: Option<Change>,
}

impl Coverage {
    /// Whether only samples were read: then the number of records is all that can be said, not a part of so many files.
    #[must_use]
    pub fn is_sample(&self) -> bool {
        !self.editions.is_empty() && self.editions.iter().all(|edition| edition.starts_with("sample-"))
    }

    /// How many records were read that have a date.
    #[must_use]
    pub fn records_read(&self) -> u64 {
        self.records_by_year.values().sum()
    }
}

/// A figure or declaration that somebody handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandIn {
    /// The indicator.
    pub indicator: String,
    /// The year.
    pub year: FiscalYear,
    /// What was declared.
    pub declared: Declared,
    /// By whom.
    pub by: String,
    /// A remark that travels with it.
    pub comment: String,
    /// First change at which it holds.
    pub since: Change,
    /// First change at which it no longer holds.
    pub until: Option<Change>,
}

/// What somebody declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Declared {
    /// A figure, exact.
    Figure(String),
    /// なし
    None,
    /// 定性
    Words(String),
    /// 秘匿
    Withheld,
}

/// What an indicator says for one year.
///
/// "Zero", "none", "nobody reported" and "nobody looked" lead to different
/// decisions, so they stay different values from the stored row to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Counted within what was read; never without its coverage.
    Number(Box<Figure>),
    /// なし: somebody declared that there is none.
    DeclaredNone {
        /// Who.
        by: String,
    },
    /// 未報告: whoever has to report it has not.
    NotReported,
    /// 未収集: no source that was read covers this year.
    NotCollected,
    /// 定性: a text.
    Qualitative {
        /// The text.
        words: String,
        /// Who wrote it.
        by: String,
    },
    /// 秘匿: there is a figure, and it is not shown. So read too years in which only withheld rows, fewer than their threshold, count.
    Withheld,
}

/// A number with what stands behind it. The two figures are never added silently.
///
/// Three nested states are measured: what counts, that with every waiting join confirmed, and that with every waiting
/// mention accepted too. What waits is the difference from one to the next, so the three figures together are exactly
/// the figure after everything was accepted. A difference can be below zero where credit is shared or a value is the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// What counts.
    pub confirmed: Amount,
    /// What the waiting joins would add, all confirmed.
    pub awaiting_joins: Amount,
    /// What the waiting mentions would add besides, all accepted.
    pub awaiting_mentions: Amount,
    /// `of_which`: the whole of which `confirmed` is a part.
    pub whole: Option<Amount>,
    /// Records behind `confirmed` that open, by public id, sorted; the withheld ones are only counted.
    pub records: Vec<Arc<str>>,
    /// Records that wait for a join, sorted: those that change the figure once it is confirmed.
    pub awaiting_join_records: Vec<Arc<str>>,
    /// Records that wait for a mention, sorted; none that already waits for a join.
    pub awaiting_mention_records: Vec<Arc<str>>,
    /// Retracted papers left out.
    pub retracted_left_out: u64,
    /// Counted rows that do not open: `records` and these are all that counts.
    pub withheld_rows: u64,
    /// Whether rows that do not open were left out, since there are fewer of them than their threshold, or the figure would be the value
    /// of one of them. How many is not told.
    pub withheld_left_out: bool,
    /// Invented rows among `records`.
    pub invented_rows: u64,
    /// Counted rows whose attribute holds no readable number, where numbers are added up or compared.
    pub rows_without_value: u64,
    /// A stock before the end of its year: as of this day.
    pub provisional_on: Option<Date>,
    /// Coverage that made it a number; empty for a reported figure.
    pub coverage: Vec<Arc<Coverage>>,
    /// Who reported it, where it is no computed figure.
    pub reported_by: Option<String>,
}
