//! One row, read and understood.

use crate::Holds;
use jiff::civil::Date;
use plan::FiscalYear;
use std::collections::BTreeMap;

/// A row that was understood: each value is what its column holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    /// The values of the key's columns, joined by `/`: `B-042/2024-04-01`.
    pub key: String,
    /// By column id; columns without a value are absent, and no list is empty.
    pub values: BTreeMap<String, Vec<Value>>,
    /// Where it stood.
    pub place: Place,
}

/// Where a row stood in what was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The sheet's name; empty for a CSV.
    pub sheet: String,
    /// The row as the spreadsheet counts it, from 1.
    pub row: u64,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words, as written, without blanks around them.
    Words(String),
    /// A code of the column's list.
    Code(String),
    /// A day. Where only a month or a year was given, its first day, and so much is known.
    Date(Date, Precision),
    /// A fiscal year.
    FiscalYear(FiscalYear),
    /// A whole number; yen.
    Whole(i64),
    /// An exact decimal, as written but for its separators: `12.50`.
    Decimal(String),
    /// Yes or no.
    Flag(bool),
    /// A project's id.
    Project(String),
    /// A grant: scheme and normal form.
    Grant(String, String),
    /// An identifier in its normal form; the column says of what kind.
    Identifier(String),
    /// A web address.
    Address(String),
}

impl Value {
    /// A value as [`Value`]'s `Display` and the store print it, of a column that holds such; none if it is no such value.
    #[must_use]
    pub fn printed(holds: &Holds, text: &str) -> Option<Self> {
        let owned = || text.to_owned();
        Some(match holds {
            Holds::Words => Self::Words(owned()),
            Holds::Code(_) => Self::Code(owned()),
            Holds::Date => {
                let (first, precision) = match text.len() {
                    4 => (format!("{text}-01-01"), Precision::Year),
                    7 => (format!("{text}-01"), Precision::Month),
                    _ => (owned(), Precision::Day),
                };
                Self::Date(first.parse().ok()?, precision)
            }
            Holds::FiscalYear => Self::FiscalYear(FiscalYear(text.parse().ok()?)),
            Holds::Whole | Holds::Yen => Self::Whole(text.parse().ok()?),
            Holds::Decimal => Self::Decimal(owned()),
            Holds::Flag => Self::Flag(text == "yes"),
            Holds::Project => Self::Project(owned()),
            Holds::Grant => {
                let (scheme, number) = text.split_once(':')?;
                Self::Grant(scheme.to_owned(), number.to_owned())
            }
            Holds::Identifier(_) => Self::Identifier(owned()),
            Holds::Address => Self::Address(owned()),
        })
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the (calendar) year.
    Year,
}
