//! What can go wrong with a store. Never holds a password.

mod words;

use crate::Location;
use evidence::LinkKey;
use plan::Language;
use std::fmt;

/// Why a store could not be read or written. Whatever was begun is undone.
#[derive(Debug)]
pub enum Error {
    /// A text that names no store.
    Location {
        /// What was found.
        found: String,
    },
    /// The environment names no folder for data.
    NoDataFolder,
    /// There is no store at that place.
    Missing(Location),
    /// Something else is kept there.
    Foreign {
        /// Where.
        location: Location,
        /// What is there instead.
        found: String,
    },
    /// A later version of the program wrote it.
    Newer {
        /// Its version of the tables.
        found: i64,
        /// The latest that this program knows.
        known: i64,
    },
    /// The database does not keep its texts in UTF-8.
    Encoding {
        /// In what it keeps them.
        found: String,
    },
    /// Another program writes, and went on writing as long as we waited.
    Busy(Option<Holder>),
    /// The revision handed in was not made from the latest one.
    Parent {
        /// Digest of the latest revision, if there is any.
        latest: Option<String>,
        /// The parent that the plan names.
        found: Option<String>,
    },
    /// The plan handed in says what the latest revision says, whose number this is.
    SameRevision(u64),
    /// There is no such link to decide on.
    NoLink(LinkKey),
    /// No record has this id or names it.
    NoRecord(String),
    /// A decision on two records names the same one twice.
    SameId(String),
    /// The plan has no such project.
    NoProject(String),
    /// No hand-in in force has this change number.
    NoHandIn(indicator::Change),
    /// The private half of the store is not there, and what was asked for needs it.
    NoPrivateHalf,
    /// The private half beside the store is that of another one.
    OtherPrivateHalf,
    /// The id of a register or a column can be no name of a table.
    RegisterName(String),
    /// A name that no account can have.
    AccountName(String),
    /// The system gave no random bytes.
    NoRandom(people::NoRandom),
    /// A row's value is not what its column holds.
    EntryValue {
        /// Key of the row.
        key: String,
        /// Id of the column.
        column: String,
        /// The value.
        found: String,
    },
    /// No decision is in force that could be taken back.
    NothingToUndo,
    /// What is kept cannot be understood: the file was damaged or changed by another program.
    Damaged(String),
    /// The database refused.
    Database(Box<dyn std::error::Error + Send + Sync>),
}

/// Who writes to a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The program, and where it runs.
    pub who: String,
    /// Since when, in UTC.
    pub since: String,
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.in_words(Language::En))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Database(error) => error.source(),
            _ => None,
        }
    }
}

impl From<people::NoRandom> for Error {
    fn from(error: people::NoRandom) -> Self {
        Self::NoRandom(error)
    }
}
