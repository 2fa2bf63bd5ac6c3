//! One value, and how each format writes it.

use super::Sort;
use jiff::civil::Date;
use plan::FiscalYear;
use std::sync::Arc;

/// One value. An empty text is no value: the formats could not tell the two apart.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number, perhaps with decimals; always finite.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(Date),
}

impl Cell {
    /// Whether a column of this sort may hold it.
    #[must_use]
    pub fn fits(&self, sort: Sort, may_be_empty: bool) -> bool {
        match self {
            Self::Empty => may_be_empty,
            Self::Text(_) => sort == Sort::Text,
            Self::Integer(_) => sort == Sort::Integer,
            Self::Number(_) => sort == Sort::Number,
            Self::Flag(_) => sort == Sort::Flag,
            Self::Date(_) => sort == Sort::Date,
        }
    }

    /// As CSV has it, without quotes.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Flag(yes) => yes.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&Arc<str>> for Cell {
    fn from(text: &Arc<str>) -> Self {
        Self::from(&**text)
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Self {
        Self::Flag(yes)
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<FiscalYear> for Cell {
    fn from(year: FiscalYear) -> Self {
        Self::Integer(year.0.into())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Empty }
    }
}

macro_rules! whole {
    ($($kind:ty)*) => {$(
        impl From<$kind> for Cell {
            fn from(number: $kind) -> Self {
                // What passes 2^63 counts nothing in this world; it is kept as the greatest number rather than wrapped.
                Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}

whole!(u8 u16 u32 i16 i64 u64 usize);

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Values of any kinds as a row.
#[cfg(test)]
macro_rules! cells {
    ($($value:expr),* $(,)?) => { vec![$($crate::table::Cell::from($value)),*] };
}
#[cfg(test)]
pub(crate) use cells;
