//! `lexicons/refusals.tsv`: why a candidate is no mention, in words.

use super::table::{LexiconError, Table, read, rows};
use std::sync::LazyLock;

const TABLE: Table = Table {
    file: "lexicons/refusals.tsv",
    text: include_str!("../../../../lexicons/refusals.tsv"),
    columns: &["code", "words_en", "words_ja"],
    key_columns: 1,
    may_be_empty: &[],
};

/// Why a candidate is no mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code that a refused candidate carries.
    pub code: &'static str,
    /// In English.
    pub words_en: &'static str,
    /// In Japanese.
    pub words_ja: &'static str,
}

impl Refusal {
    /// The reason in words, in `ja` or else in English.
    #[must_use]
    pub fn words(&self, language: &str) -> &'static str {
        if language == "ja" { self.words_ja } else { self.words_en }
    }
}

static REFUSALS: LazyLock<Vec<Refusal>> = LazyLock::new(|| {
    let refusal = |cells: &[&'static str]| Refusal { code: cells[0], words_en: cells[1], words_ja: cells[2] };
    rows(&TABLE).iter().map(|row| refusal(&row.cells)).collect()
});

/// Every reason for refusal, by code.
#[must_use]
pub fn refusals() -> &'static [Refusal] {
    &REFUSALS
}

/// The words of a refusal's code.
#[must_use]
pub fn refusal_info(code: &str) -> Option<&'static Refusal> {
    REFUSALS.iter().find(|refusal| refusal.code == code)
}

pub(super) fn check() -> Vec<LexiconError> {
    read(&TABLE).1
}
