//! `lexicons/reasons.tsv`: why a mention waits for a person, in words.

use super::table::{LexiconError, Table, read, rows};
use std::sync::LazyLock;

const TABLE: Table = Table {
    file: "lexicons/reasons.tsv",
    text: include_str!("../../../../lexicons/reasons.tsv"),
    columns: &["code", "words_en", "words_ja"],
    key_columns: 1,
    may_be_empty: &[],
};

/// Why a mention is doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The code that mentions carry.
    pub code: &'static str,
    /// In English.
    pub words_en: &'static str,
    /// In Japanese.
    pub words_ja: &'static str,
}

impl Reason {
    /// The reason in words, in `ja` or else in English.
    #[must_use]
    pub fn words(&self, language: &str) -> &'static str {
        if language == "ja" { self.words_ja } else { self.words_en }
    }
}

static REASONS: LazyLock<Vec<Reason>> = LazyLock::new(|| {
    let reason = |cells: &[&'static str]| Reason { code: cells[0], words_en: cells[1], words_ja: cells[2] };
    rows(&TABLE).iter().map(|row| reason(&row.cells)).collect()
});

/// Every reason, by code.
#[must_use]
pub fn reasons() -> &'static [Reason] {
    &REASONS
}

/// The words of a reason's code.
#[must_use]
pub fn reason_info(code: &str) -> Option<&'static Reason> {
    REASONS.iter().find(|reason| reason.code == code)
}

pub(super) fn check() -> Vec<LexiconError> {
    read(&TABLE).1
}
