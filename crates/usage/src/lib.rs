#![doc = include_str!("../README.md")]

mod count;
mod line;
mod order;
mod robots;
mod tally;

pub use count::{Counter, Refused, Usage};
pub use robots::Robots;
pub use tally::{Period, Requests};

/// Why a log could not be counted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The list of robots is none.
    #[error("expected COUNTER's list of robots (a JSON array of `pattern` and `last_changed`), found {0}")]
    Robots(String),
    /// The paths to count are no regular expression.
    #[error("expected a regular expression of paths, found `{found}`: {why}")]
    Paths {
        /// What was given.
        found: String,
        /// What is wrong with it.
        why: String,
    },
    /// A file with nothing in it.
    #[error("{file}: expected lines of an access log, found an empty file")]
    Empty {
        /// The file.
        file: String,
    },
    /// A file that cannot be read to its end.
    #[error(
        "{file}: expected more lines after line {line}, found: {why}\nhint: get the file again; nothing of it was counted"
    )]
    Read {
        /// The file.
        file: String,
        /// The last line that was read; 0 if none.
        line: u64,
        /// What the system or the inflater said.
        why: String,
    },
}
