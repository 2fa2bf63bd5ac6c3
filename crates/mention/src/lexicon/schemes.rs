//! `lexicons/schemes.tsv`: what `scheme` in a mention may be.

use super::table::{LexiconError, Problem, Table, read};
use std::sync::LazyLock;

const TABLE: Table = Table {
    file: "lexicons/schemes.tsv",
    text: include_str!("../../../../lexicons/schemes.tsv"),
    columns: &["scheme", "kind", "country", "group", "label_en", "label_ja", "normal_form", "source"],
    key_columns: 1,
    may_be_empty: &[],
};

/// What a scheme's numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// Grants.
    Grant,
    /// Registered trials.
    Trial,
    /// Names in words.
    Name,
    /// Strains, stocks, antibodies.
    Resource,
}

/// What is known of a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeInfo {
    /// Its code: `amed`.
    pub scheme: &'static str,
    /// What its numbers are.
    pub kind: SchemeKind,
    /// Who gives them: two-letter country code, `eu` for the European Union.
    pub country: &'static str,
    /// Whether `--schemes plan` recognises it.
    pub in_plan_set: bool,
    /// Who gives the numbers, in English.
    pub label_en: &'static str,
    /// Who gives the numbers, in Japanese.
    pub label_ja: &'static str,
    /// The normal form of its values, in words.
    pub normal_form: &'static str,
    /// Where the row comes from.
    pub source: &'static str,
}

impl SchemeInfo {
    /// Who gives the numbers, in `ja` or else in English.
    #[must_use]
    pub fn label(&self, language: &str) -> &'static str {
        if language == "ja" { self.label_ja } else { self.label_en }
    }
}

static SCHEMES: LazyLock<Vec<SchemeInfo>> = LazyLock::new(|| load().0);

/// Every scheme, by code.
#[must_use]
pub fn schemes() -> &'static [SchemeInfo] {
    &SCHEMES
}

/// What is known of the scheme with this code.
#[must_use]
pub fn scheme_info(scheme: &str) -> Option<&'static SchemeInfo> {
    SCHEMES.iter().find(|info| info.scheme == scheme)
}

pub(super) fn check() -> Vec<LexiconError> {
    load().1
}

fn load() -> (Vec<SchemeInfo>, Vec<LexiconError>) {
    let (rows, mut errors) = read(&TABLE);
    let mut schemes = Vec::new();
    for row in rows {
        let mut unknown = |column, found: &str, expected| {
            let problem = Problem::Unknown { column, found: found.to_owned(), expected };
            errors.push(LexiconError { file: TABLE.file, line: row.line, problem });
        };
        let kind = match row.cells[1] {
            "grant" => SchemeKind::Grant,
            "trial" => SchemeKind::Trial,
            "name" => SchemeKind::Name,
            "resource" => SchemeKind::Resource,
            other => {
                unknown("kind", other, "`grant`, `trial`, `name` or `resource`");
                continue;
            }
        };
        if !matches!(row.cells[3], "plan" | "other") {
            unknown("group", row.cells[3], "`plan` or `other`");
            continue;
        }
        schemes.push(SchemeInfo {
            scheme: row.cells[0],
            kind,
            country: row.cells[2],
            in_plan_set: row.cells[3] == "plan",
            label_en: row.cells[4],
            label_ja: row.cells[5],
            normal_form: row.cells[6],
            source: row.cells[7],
        });
    }
    (schemes, errors)
}
