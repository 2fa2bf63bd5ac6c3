//! What can go wrong with a store. Never holds a password.

use crate::Location;
use evidence::LinkKey;
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
        match self {
            Self::Location { found } => {
                write!(formatter, "expected `sqlite:PATH`, a path or `postgres://…` as the store, found `{found}`")
            }
            Self::NoDataFolder => write!(
                formatter,
                "expected a folder for data in the environment, found none\nhint: name the store with `--store PATH`"
            ),
            Self::Missing(location) => write!(
                formatter,
                "expected a store at `{location}`, found none\nhint: `shirube ingest` makes one; or name another with `--store`"
            ),
            Self::Foreign { location, found } => write!(
                formatter,
                "expected a store of Shirube's or nothing at `{location}`, found {found}\nhint: name another place with `--store`"
            ),
            Self::Newer { found, known } => write!(
                formatter,
                "expected a store of version {known} or older, found version {found}\nhint: a later `shirube` wrote it; use that one"
            ),
            Self::Encoding { found } => write!(
                formatter,
                "expected a database in UTF8, found {found}\nhint: make one with `createdb --encoding UTF8 --template template0 NAME`"
            ),
            Self::Busy(Some(holder)) => write!(
                formatter,
                "expected to write alone, found that {} writes since {}\nhint: wait until it is done, then run the command again",
                holder.who, holder.since
            ),
            Self::Busy(None) => write!(
                formatter,
                "expected to write alone, found that another program writes\nhint: wait until it is done, then run the command again"
            ),
            Self::Parent { latest, found } => {
                let name = |digest: &Option<String>| match digest {
                    Some(digest) => format!("`{digest}`"),
                    None => "none".to_owned(),
                };
                write!(
                    formatter,
                    "expected a plan made from the latest revision (parent: {}), found one made from {}\n\
                     hint: bring over what changed since, name the latest as `parent`, and publish again",
                    name(latest),
                    name(found)
                )
            }
            Self::SameRevision(number) => {
                write!(
                    formatter,
                    "expected a plan that differs from the latest revision, found revision {number} again"
                )
            }
            Self::NoLink(key) => write!(
                formatter,
                "expected a link to decide on, found none from `{}` by `{}:{}` to `{}`\n\
                 hint: the page of the record lists its links; a number without any wants `shirube join confirm`",
                key.record, key.scheme, key.value, key.project
            ),
            Self::NoRecord(id) => write!(
                formatter,
                "expected a record of the store, found none with the id `{id}`\n\
                 hint: ids have a prefix, such as `pmid:34096078`; the page of a work lists all of its ids"
            ),
            Self::SameId(id) => write!(formatter, "expected two ids, found twice `{id}`"),
            Self::NoProject(project) => write!(
                formatter,
                "expected a project of the plan, found `{project}`\nhint: `shirube plan show` lists the projects"
            ),
            Self::NoHandIn(change) => write!(
                formatter,
                "expected the change number of a hand-in in force, found `{change}`\nhint: `shirube register history` lists them"
            ),
            Self::NoPrivateHalf => write!(
                formatter,
                "expected the private half of the store, found none\n\
                 hint: put the `.private.sqlite` file back beside the store (in PostgreSQL: the schema that ends in `_private`)"
            ),
            Self::OtherPrivateHalf => write!(
                formatter,
                "expected the private half of this store beside it, found that of another one\n\
                 hint: move the `.private.sqlite` file away (in PostgreSQL: rename the schema that ends in `_private`), or put back the one that belongs here"
            ),
            Self::AccountName(name) => write!(
                formatter,
                "expected a name of at most 80 characters without control characters, a sign-in name also without blanks, found `{name}`\nhint: such as `moss` and `Moss Arden`"
            ),
            Self::NoRandom(error) => error.fmt(formatter),
            Self::RegisterName(id) => write!(
                formatter,
                "expected a short id of small letters, digits and `-` that no other table has, found `{id}`\nhint: rename it in the register's definition"
            ),
            Self::EntryValue { key, column, found } => {
                write!(
                    formatter,
                    "expected in column `{column}` of row `{key}` what the register says it holds, found `{found}`"
                )
            }
            Self::NothingToUndo => write!(formatter, "expected a decision in force to undo, found none"),
            Self::Damaged(what) => write!(
                formatter,
                "the store is damaged: {what}\nhint: restore it from a copy, or read the files into a new one"
            ),
            Self::Database(error) => write!(formatter, "{error}"),
        }
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
