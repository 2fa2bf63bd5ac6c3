//! What came of reading files: counts, refusals, and what moved.

use plan::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one file brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileOutcome {
    /// The file as named on the command line.
    pub file: String,
    /// Hex SHA-256 of its bytes.
    pub sha256: String,
    /// Bytes as they lie on the disk.
    pub bytes: u64,
    /// `2021-1298`; absent where the source has no editions.
    pub edition: Option<String>,
    /// Records in the file.
    pub read: u64,
    /// Records with at least one mention.
    pub with_mentions: u64,
    /// Records kept.
    pub kept: u64,
    /// Records read and not kept.
    pub not_kept: u64,
    /// Deletions that the file lists.
    pub deleted: u64,
    /// Mentions in the records kept.
    pub mentions: u64,
    /// Links to projects of the plan.
    pub links: u64,
    /// Rules that gained or lost something or fell silent.
    pub rules: Vec<store::RuleChange>,
    /// Records read by fiscal year of publication, kept or not.
    pub read_by_fiscal_year: BTreeMap<i16, u64>,
    /// Whether the same file was in the store already, under the same rules and plan: nothing changed.
    pub unchanged: bool,
    /// Whether a file of a later baseline is in the store already, so that nothing of this one counts.
    pub superseded: bool,
    /// The change number it got; absent if nothing changed.
    pub change: Option<u64>,
}

/// A file, or a record in it, that did not go in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The file as named on the command line.
    pub file: String,
    /// The record, where the trouble lies in one.
    pub record: Option<String>,
    /// Where, what was expected, what was found, what to do.
    pub reason: String,
    /// The same in Japanese.
    pub reason_ja: String,
}

impl Refusal {
    /// The whole of it: file, record and reason.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let reason = language.of(&self.reason_ja, &self.reason);
        match &self.record {
            Some(record) => format!("{}: {record}: {reason}", self.file),
            None => format!("{}: {reason}", self.file),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.in_words(Language::En))
    }
}

/// What all files together brought, in the order in which they were named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Files that went in.
    pub files: Vec<FileOutcome>,
    /// Files that did not.
    pub refused: Vec<Refusal>,
}

/// What happens, as it happens, for whoever shows progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A file is being read.
    Reading {
        /// Position among the files named.
        index: usize,
        /// Its size on disk, if it has one.
        bytes: u64,
    },
    /// A file is in the store, or was there already.
    Done {
        /// Position among the files named.
        index: usize,
        /// Its size on disk.
        bytes: u64,
        /// Records kept.
        kept: u64,
    },
    /// A file was refused.
    Refused {
        /// Position among the files named.
        index: usize,
    },
}
