//! How a row becomes evidence: its title, its dates, its attributes, its projects.
//!
//! The decision to question: **attributes are the columns, all of them, under their own ids.** An indicator's condition then names what
//! stands at the head of a column, and nobody has to look up a second vocabulary.

use crate::{CONFIDENTIAL_UNTIL, PROJECTS, Register, SOURCE, Value};
use jiff::civil::Date;
use plan::Role;
use std::collections::BTreeMap;
use std::fmt;

/// What a row is as evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Bearing {
    /// The words of the column that names it; empty if it has none.
    pub title: String,
    /// Its dates by role: `event`, `from`, `until`.
    pub dates: BTreeMap<String, Date>,
    /// Its other columns as the algebra compares them, by column id; several values are possible.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// The projects it belongs to.
    pub projects: Vec<String>,
    /// What they are to it.
    pub role: Role,
    /// Until the day before, nobody outside may see it.
    pub confidential_until: Option<Date>,
}

/// What a row of a register is as evidence. `values` are those of an [`crate::Entry`].
#[must_use]
pub fn bearing(register: &Register, values: &BTreeMap<String, Vec<Value>>) -> Bearing {
    let first_date = |column: &str| match values.get(column).and_then(|values| values.first()) {
        Some(Value::Date(date, _)) => Some(*date),
        Some(Value::FiscalYear(year)) => Some(year.first_day()),
        _ => None,
    };
    let all = |column: &str| values.get(column).map_or(&[][..], Vec::as_slice);
    let own = |column: &&String| ![PROJECTS, SOURCE, CONFIDENTIAL_UNTIL].contains(&column.as_str());
    Bearing {
        title: all(&register.name).iter().map(ToString::to_string).collect::<Vec<_>>().join(" / "),
        dates: register.dates.iter().filter_map(|(role, column)| Some((role.clone(), first_date(column)?))).collect(),
        attributes: values
            .keys()
            .filter(own)
            .map(|column| (column.clone(), all(column).iter().map(ToString::to_string).collect()))
            .collect(),
        projects: all(PROJECTS).iter().map(ToString::to_string).collect(),
        role: register.role,
        confidential_until: first_date(CONFIDENTIAL_UNTIL),
    }
}

/// A value as the algebra compares it and as a table of open data prints it: the code, the ISO date, plain digits.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(text)
            | Self::Code(text)
            | Self::Decimal(text)
            | Self::Project(text)
            | Self::Identifier(text)
            | Self::Address(text) => f.write_str(text),
            Self::Date(date, _) => write!(f, "{date}"),
            Self::FiscalYear(year) => write!(f, "{}", year.0),
            Self::Whole(number) => write!(f, "{number}"),
            Self::Flag(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Grant(scheme, value) => write!(f, "{scheme}:{value}"),
        }
    }
}
