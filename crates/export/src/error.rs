//! What can go wrong.

use std::path::PathBuf;

/// Why an export failed. What was there before is then still there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The folder holds something that is no part of an export.
    #[error(
        "expected a new or empty folder, or an earlier export, found `{found}` in `{}`\nhint: name another folder; nothing was touched", folder.display()
    )]
    Occupied {
        /// The folder.
        folder: PathBuf,
        /// The first thing found in it that no export wrote.
        found: String,
    },
    /// A file could not be written.
    #[error("`{}` could not be written: {because}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        because: String,
    },
    /// A row does not fit its table: a fault of this program.
    #[error("a row of table `{table}` does not fit: {because}")]
    Row {
        /// The table.
        table: String,
        /// What was expected, and what was found.
        because: String,
    },
}

impl Error {
    /// That a file could not be written.
    pub(crate) fn write(path: impl Into<PathBuf>, because: impl ToString) -> Self {
        Self::Write { path: path.into(), because: because.to_string() }
    }
}
