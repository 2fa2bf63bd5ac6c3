//! `lexicons/names.tsv`: Japanese funders, schemes and resources as they are named in words.

use super::table::{LexiconError, Problem, Table, read};
use std::sync::LazyLock;

const TABLE: Table = Table {
    file: "lexicons/names.tsv",
    text: include_str!("../../../../lexicons/names.tsv"),
    columns: &["form", "short", "kind", "case", "with", "source"],
    key_columns: 1,
    may_be_empty: &["with"],
};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Who pays: AMED.
    Funder,
    /// A programme that pays: P-CREATE.
    Scheme,
    /// A programme or centre that provides samples, strains or data: NBRP.
    Resource,
}

/// One spelling of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The spelling.
    pub form: &'static str,
    /// The value of scheme `name`.
    pub short: &'static str,
    /// What it names.
    pub kind: NameKind,
    /// Whether upper and lower case may differ from `form`.
    pub any_case: bool,
    /// Words of which one must stand in the same text or beside it; empty if the form is clear by itself.
    pub with: Vec<&'static str>,
    /// Where the spelling was seen.
    pub source: &'static str,
}

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| load().0);

/// Every spelling of every name, by form.
#[must_use]
pub fn names() -> &'static [Name] {
    &NAMES
}

pub(super) fn check() -> Vec<LexiconError> {
    load().1
}

fn load() -> (Vec<Name>, Vec<LexiconError>) {
    let (rows, mut errors) = read(&TABLE);
    let mut names: Vec<Name> = Vec::new();
    for row in rows {
        let mut unknown = |column, found: &str, expected| {
            let problem = Problem::Unknown { column, found: found.to_owned(), expected };
            errors.push(LexiconError { file: TABLE.file, line: row.line, problem });
        };
        let kind = match row.cells[2] {
            "funder" => NameKind::Funder,
            "scheme" => NameKind::Scheme,
            "resource" => NameKind::Resource,
            other => {
                unknown("kind", other, "`funder`, `scheme` or `resource`");
                continue;
            }
        };
        let any_case = match row.cells[3] {
            "any" => true,
            "exact" => false,
            other => {
                unknown("case", other, "`any` or `exact`");
                continue;
            }
        };
        if crate::view::View::new(row.cells[0]).text != row.cells[0] {
            unknown("form", row.cells[0], "a form as it stands after folding");
        }
        names.push(Name {
            form: row.cells[0],
            short: row.cells[1],
            kind,
            any_case,
            with: row.cells[4].split('|').filter(|word| !word.is_empty()).collect(),
            source: row.cells[5],
        });
    }
    (names, errors)
}
