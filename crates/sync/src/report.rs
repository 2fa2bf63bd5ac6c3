//! What a run tells while it goes on, and in the end.

use crate::problem::Problem;
use std::path::PathBuf;

/// What happens in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// What is to be fetched is known.
    Planned {
        /// Files, pages or bundles.
        items: usize,
        /// Bytes, as far as the source tells them.
        bytes: Option<u64>,
    },
    /// One is begun.
    Started {
        /// Its name.
        name: &'a str,
    },
    /// Bytes came.
    Received {
        /// How many.
        bytes: u64,
    },
    /// Bytes that had come were no good.
    ThrownAway {
        /// How many.
        bytes: u64,
    },
    /// One is whole, or was whole already.
    Done {
        /// Its name.
        name: &'a str,
    },
    /// One was not to be had.
    Refused {
        /// Its name.
        name: &'a str,
        /// Why.
        problem: &'a Problem,
    },
}

/// What a dry run would fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The file's name, or what stands for several.
    pub name: String,
    /// Its length, if the source tells it; where it tells only roughly, that.
    pub bytes: Option<u64>,
    /// Its records, if the source tells them.
    pub records: Option<u64>,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Files that are new or were replaced, by path.
    pub fetched: Vec<PathBuf>,
    /// Bytes of these.
    pub bytes: u64,
    /// Files that were there already and are still the same.
    pub kept: usize,
    /// Files that are here and no longer at the source.
    pub gone: Vec<PathBuf>,
    /// Whether those were taken away.
    pub pruned: bool,
    /// What was not to be had, and why.
    pub refused: Vec<(String, Problem)>,
    /// What was left for another run by the limit.
    pub left: usize,
    /// What a dry run would fetch.
    pub planned: Vec<Planned>,
    /// What ended the run before its end.
    pub ended: Option<Problem>,
}
