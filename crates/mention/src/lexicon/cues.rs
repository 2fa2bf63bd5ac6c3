//! `lexicons/cues.tsv`: words that say whose number stands beside them. Japanese funders' own names are in
//! `names.tsv`; here are their looser wordings, and everybody else's names, which end their reach.

use super::table::{LexiconError, Problem, Table, read};
use std::sync::LazyLock;

const TABLE: Table = Table {
    file: "lexicons/cues.tsv",
    text: include_str!("../../../../lexicons/cues.tsv"),
    columns: &["form", "family", "case", "source"],
    key_columns: 1,
    may_be_empty: &[],
};

/// Whose numbers a cue announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Family {
    Amed,
    Eu,
    Eudract,
    Fapesp,
    /// Grant-in-Aid: KAKENHI's word, but other Japanese bodies use it too.
    GrantInAid,
    Jst,
    Kakenhi,
    Mhlw,
    Ncc,
    Nedo,
    Nih,
    Nsfc,
    /// Any other funder or institution: its numbers are none of ours.
    Other,
    Ukri,
    Wellcome,
}

impl Family {
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "amed" => Self::Amed,
            "eu" => Self::Eu,
            "eudract" => Self::Eudract,
            "fapesp" => Self::Fapesp,
            "grant-in-aid" => Self::GrantInAid,
            "jst" => Self::Jst,
            "kakenhi" => Self::Kakenhi,
            "mhlw" => Self::Mhlw,
            "ncc" => Self::Ncc,
            "nedo" => Self::Nedo,
            "nih" => Self::Nih,
            "nsfc" => Self::Nsfc,
            "other" => Self::Other,
            "ukri" => Self::Ukri,
            "wellcome" => Self::Wellcome,
            _ => return None,
        })
    }
}

/// A wording and whose numbers it announces.
#[derive(Debug, Clone)]
pub(crate) struct Cue {
    pub(crate) form: &'static str,
    pub(crate) family: Family,
    pub(crate) any_case: bool,
}

static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| load().0);

pub(crate) fn cues() -> &'static [Cue] {
    &CUES
}

pub(super) fn check() -> Vec<LexiconError> {
    load().1
}

fn load() -> (Vec<Cue>, Vec<LexiconError>) {
    let (rows, mut errors) = read(&TABLE);
    let mut cues = Vec::new();
    for row in rows {
        let mut unknown = |column, found: &str, expected| {
            let problem = Problem::Unknown { column, found: found.to_owned(), expected };
            errors.push(LexiconError { file: TABLE.file, line: row.line, problem });
        };
        let Some(family) = Family::parse(row.cells[1]) else {
            unknown("family", row.cells[1], "a family of numbers or `other`");
            continue;
        };
        let any_case = match row.cells[2] {
            "any" => true,
            "exact" => false,
            other => {
                unknown("case", other, "`any` or `exact`");
                continue;
            }
        };
        cues.push(Cue { form: row.cells[0], family, any_case });
    }
    (cues, errors)
}
