//! Hand-ins, what they change, and rows as pages show them.

use indicator::Change;
use jiff::civil::Date;
use plan::FiscalYear;
use std::ops::RangeInclusive;

/// What goes with the rows of a hand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandInOptions<'a> {
    /// The file as it was named.
    pub file: &'a str,
    /// Hex SHA-256 of the file; empty if there was none.
    pub sha256: &'a str,
    /// Who hands in.
    pub by: &'a str,
    /// A remark that stands in the history.
    pub because: &'a str,
    /// The fiscal years that it speaks for. A year for which nobody handed in reads 未報告 and never 0. If nothing is said: the years of
    /// its rows from the least to the greatest; a row in force speaks for every year up to its end, or to `today`.
    pub years: Option<RangeInclusive<FiscalYear>>,
    /// The day: rows that are confidential until later are so.
    pub today: Date,
    /// Whether all rows are made up.
    pub invented: bool,
    /// Keys of rows that are to be withdrawn.
    pub withdraw: &'a [String],
}

/// What a hand-in would change, or has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The fiscal years that it speaks for; none if neither it nor its rows name any.
    pub years: Option<RangeInclusive<FiscalYear>>,
    /// Keys of rows that were not there, in the order of the file.
    pub added: Vec<String>,
    /// Rows that were there and say something else now.
    pub changed: Vec<RowChange>,
    /// Keys of rows that are withdrawn.
    pub withdrawn: Vec<String>,
    /// Keys that were to be withdrawn and are not there.
    pub not_there: Vec<String>,
    /// Rows that say the same as before.
    pub unchanged: u64,
    /// Rows of the file that are confidential for now.
    pub confidential: u64,
    /// Keys that the file names more than once; the last row of each stands.
    pub repeated: Vec<String>,
    /// Whether anything is different afterwards: a row, or a year that nobody spoke for before.
    pub changes_anything: bool,
}

/// A row that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// Its key.
    pub key: String,
    /// Its columns that differ, in the order of the definition. Empty if only the day has come on which it is no longer confidential.
    pub columns: Vec<ColumnChange>,
}

/// A column that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChange {
    /// Id of the column.
    pub column: String,
    /// What it said; empty if nothing.
    pub old: Vec<String>,
    /// What it says; empty if nothing.
    pub new: Vec<String>,
}

/// What came of a hand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandInOutcome {
    /// The change number it got; none if it changes nothing.
    pub change: Option<Change>,
    /// What it changed.
    pub preview: Preview,
}

/// What came of taking a hand-in back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UndoOutcome {
    /// The change number that it got.
    pub change: Change,
    /// Rows that are gone with it.
    pub ended: u64,
    /// Rows that say again what they said before it.
    pub restored: u64,
    /// Rows that stay as they are, since a later hand-in says them too.
    pub kept: u64,
}

/// A hand-in, as the history of a register shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryHandIn {
    /// Its change number, by which it can be taken back.
    pub change: Change,
    /// Change at which it was taken back.
    pub undone: Option<Change>,
    /// Number of its batch.
    pub batch: u64,
    /// The register.
    pub register: String,
    /// The file.
    pub file: String,
    /// Who.
    pub by: String,
    /// The remark.
    pub because: String,
    /// When.
    pub on: Date,
    /// The fiscal years that it speaks for.
    pub years: Option<RangeInclusive<FiscalYear>>,
    /// Rows added.
    pub added: u64,
    /// Rows changed.
    pub changed: u64,
    /// Rows withdrawn.
    pub withdrawn: u64,
    /// Rows that said the same as before.
    pub unchanged: u64,
    /// Whether all of it is made up.
    pub invented: bool,
}

/// How a register stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterState {
    /// Its id.
    pub register: String,
    /// Rows in force that open to whoever asks.
    pub open: u64,
    /// Rows in force that do not. For the public none below the register's threshold.
    pub withheld: u64,
    /// Rows in force that are confidential, for whoever may see them; 0 for others.
    pub confidential: u64,
    /// Day of the last hand-in in force.
    pub last: Option<Date>,
    /// The fiscal years for which somebody handed in.
    pub years: Vec<FiscalYear>,
}

/// A row of a register as its page and its table show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPage {
    /// The register.
    pub register: String,
    /// Public id of its record.
    pub record: String,
    /// Its key; empty if whoever asks may not see the row.
    pub key: String,
    /// The words of the column that names it, as far as whoever asks may see them.
    pub title: String,
    /// Whether it is confidential and whoever asks may not see it: then nothing else here says anything.
    pub withheld: bool,
    /// The first day on which everybody may see it, for those who may see it before.
    pub confidential_until: Option<Date>,
    /// Its columns that hold something and that whoever asks may see, in the order of the definition.
    pub values: Vec<EntryValue>,
    /// What it was before and is now, newest first.
    pub history: Vec<EntryState>,
    /// Whether it is made up.
    pub invented: bool,
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryValue {
    /// Id of the column.
    pub column: String,
    /// Its values: codes, days (`2024-04` where no more is known), plain digits, `yes` or `no`.
    pub values: Vec<String>,
}

/// A state that a row has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryState {
    /// The hand-in that says so.
    pub hand_in: Change,
    /// The change at which it began.
    pub since: Change,
    /// Its day.
    pub on: Date,
    /// The change at which it ended.
    pub until: Option<Change>,
    /// What differs from the state before, as far as whoever asks may see it.
    pub columns: Vec<ColumnChange>,
}
