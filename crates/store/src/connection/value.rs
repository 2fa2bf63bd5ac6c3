//! What goes into a statement and what comes out of a row, the same for both databases.

use crate::Error;
use std::borrow::Cow;

/// A value for a statement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Int(i64),
    Bool(bool),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u64> for Value<'_> {
    fn from(value: u64) -> Self {
        // No count and no change number comes near 2^63.
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Value<'_> {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(Cow::Borrowed(value))
    }
}

impl From<String> for Value<'_> {
    fn from(value: String) -> Self {
        Self::Text(Cow::Owned(value))
    }
}

impl From<Vec<u8>> for Value<'_> {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(Cow::Owned(value))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// A row that a query gave. Columns are counted from 0.
pub(crate) enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl Row<'_> {
    pub(crate) fn text(&self, column: usize) -> Result<&str, Error> {
        self.maybe_text(column)?.ok_or_else(|| empty(column))
    }

    pub(crate) fn maybe_text(&self, column: usize) -> Result<Option<&str>, Error> {
        match self {
            Self::Sqlite(row) => {
                Ok(row.get_ref(column)?.as_str_or_null().map_err(|error| Error::Damaged(error.to_string()))?)
            }
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    pub(crate) fn int(&self, column: usize) -> Result<i64, Error> {
        self.maybe_int(column)?.ok_or_else(|| empty(column))
    }

    pub(crate) fn maybe_int(&self, column: usize) -> Result<Option<i64>, Error> {
        match self {
            Self::Sqlite(row) => Ok(row.get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// A count or a number of a row: never negative.
    pub(crate) fn number(&self, column: usize) -> Result<u64, Error> {
        self.maybe_number(column)?.ok_or_else(|| empty(column))
    }

    pub(crate) fn maybe_number(&self, column: usize) -> Result<Option<u64>, Error> {
        let number = self.maybe_int(column)?.map(u64::try_from).transpose();
        number.map_err(|_| Error::Damaged(format!("column {column} of a row holds a negative number")))
    }

    pub(crate) fn bool(&self, column: usize) -> Result<bool, Error> {
        match self {
            Self::Sqlite(row) => Ok(row.get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    pub(crate) fn maybe_bool(&self, column: usize) -> Result<Option<bool>, Error> {
        match self {
            Self::Sqlite(row) => Ok(row.get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    pub(crate) fn bytes(&self, column: usize) -> Result<&[u8], Error> {
        match self {
            Self::Sqlite(row) => row.get_ref(column)?.as_blob().map_err(|error| Error::Damaged(error.to_string())),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// A code or other text of ours, read into its type.
    pub(crate) fn parsed<T>(&self, column: usize, read: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
        let text = self.text(column)?;
        read(text).ok_or_else(|| Error::Damaged(format!("column {column} of a row holds `{text}`")))
    }
}

fn empty(column: usize) -> Error {
    Error::Damaged(format!("column {column} of a row is empty"))
}
