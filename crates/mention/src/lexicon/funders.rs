//! `lexicons/funders.tsv`: identifiers of the funders that are named in words.

use super::table::{LexiconError, Table, read, rows};
use std::sync::LazyLock;

const TABLE: Table = Table {
    file: "lexicons/funders.tsv",
    text: include_str!("../../../../lexicons/funders.tsv"),
    columns: &["short", "ror", "crossref_funder", "source"],
    key_columns: 1,
    may_be_empty: &["ror", "crossref_funder"],
};

/// Under which identifiers others know a funder. Only what stands in a source that was looked at; empty where none was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funder {
    /// Value of scheme `name`.
    pub short: &'static str,
    /// Address in the Research Organization Registry.
    pub ror: &'static str,
    /// Number in Crossref's funder registry, without `10.13039/`.
    pub crossref_funder: &'static str,
    /// Where the two were seen.
    pub source: &'static str,
}

static FUNDERS: LazyLock<Vec<Funder>> = LazyLock::new(|| {
    let funder =
        |cells: &[&'static str]| Funder { short: cells[0], ror: cells[1], crossref_funder: cells[2], source: cells[3] };
    rows(&TABLE).iter().map(|row| funder(&row.cells)).collect()
});

/// Every funder with an identifier, by its short name.
#[must_use]
pub fn funders() -> &'static [Funder] {
    &FUNDERS
}

/// The funder of this short name.
#[must_use]
pub fn funder_info(short: &str) -> Option<&'static Funder> {
    FUNDERS.iter().find(|funder| funder.short == short)
}

pub(super) fn check() -> Vec<LexiconError> {
    read(&TABLE).1
}
