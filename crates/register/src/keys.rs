//! Every key of a definition, once: the reader refuses what is not here, and the guide is held against it.

use plan::Language;

/// What may stand behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Words, never empty.
    Words,
    /// `{ ja = "…", en = "…" }`, both.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number from 1 on.
    Count,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of words.
    List,
    /// A table from a role of a date to a column.
    Dates,
    /// A list of tables.
    Tables,
}

impl Shape {
    pub(crate) fn words(self, language: Language) -> &'static str {
        match self {
            Self::Words | Self::Choice(_) => language.of("引用符の中の文字列", "words in quotes"),
            Self::Text => language.of("`{ ja = \"…\", en = \"…\" }`", "`{ ja = \"…\", en = \"…\" }`"),
            Self::Flag => language.of("`true` または `false`", "`true` or `false`"),
            Self::Count => language.of("1以上の整数", "a whole number from 1 on"),
            Self::List => language.of("文字列の一覧 `[\"…\", \"…\"]`", "a list of words, `[\"…\", \"…\"]`"),
            Self::Dates => language.of(
                "日付の役割と列の組 `{ event = \"date\" }`",
                "a table of dates’ roles and columns, `{ event = \"date\" }`",
            ),
            Self::Tables => language.of("表の一覧", "a list of tables"),
        }
    }
}

/// A key of a table.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// A kind of table.
#[derive(Debug)]
pub(crate) struct TableKind {
    pub(crate) name: &'static str,
    pub(crate) keys: &'static [Key],
}

impl TableKind {
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

const fn required(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: true }
}

const fn optional(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: false }
}

/// The roles that a date can have.
pub(crate) const DATE_ROLES: &[&str] = &["event", "from", "until"];
/// What a project can be to a row.
pub(crate) const ROLES: &[&str] = &["funded", "supported", "used"];
/// Who may see a column.
pub(crate) const ACCESS: &[&str] = &["public", "office"];

/// The kinds of identifier that a column can hold.
pub const IDENTIFIERS: &[&str] = &[
    "doi", "pmid", "pmcid", "nct", "jrct", "umin", "japiccti", "isrctn", "rrid", "orcid", "ror", "hgnc", "mondo",
    "patent",
];

/// What a column can hold, as `holds` says it: the plain kinds, then [`IDENTIFIERS`].
pub(crate) const HOLDS: &[&str] = &[
    "words",
    "code",
    "date",
    "fiscal-year",
    "whole",
    "decimal",
    "yen",
    "yes-no",
    "project",
    "grant",
    "address",
    "doi",
    "pmid",
    "pmcid",
    "nct",
    "jrct",
    "umin",
    "japiccti",
    "isrctn",
    "rrid",
    "orcid",
    "ror",
    "hgnc",
    "mondo",
    "patent",
];

pub(crate) static REGISTER: TableKind = TableKind {
    name: "register",
    keys: &[
        required("id", Shape::Words),
        required("kind", Shape::Words),
        required("title", Shape::Text),
        required("about", Shape::Text),
        required("filled-by", Shape::Text),
        required("key", Shape::List),
        required("name", Shape::Words),
        required("role", Shape::Choice(ROLES)),
        required("dates", Shape::Dates),
        required("threshold", Shape::Count),
        optional("needs-project", Shape::Flag),
        required("column", Shape::Tables),
    ],
};

pub(crate) static COLUMN: TableKind = TableKind {
    name: "[[column]]",
    keys: &[
        required("id", Shape::Words),
        required("header", Shape::Text),
        optional("also", Shape::List),
        required("about", Shape::Text),
        required("holds", Shape::Choice(HOLDS)),
        optional("codes", Shape::Tables),
        optional("required", Shape::Flag),
        optional("many", Shape::Flag),
        optional("access", Shape::Choice(ACCESS)),
        required("example", Shape::Words),
    ],
};

pub(crate) static CODE: TableKind = TableKind {
    name: "codes",
    keys: &[
        required("code", Shape::Words),
        required("title", Shape::Text),
        optional("also", Shape::List),
        optional("about", Shape::Text),
        optional("part-of-year", Shape::Flag),
    ],
};

pub(crate) static TEXT: TableKind =
    TableKind { name: "{ ja, en }", keys: &[optional("ja", Shape::Words), optional("en", Shape::Words)] };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_identifier_can_be_held() {
        assert!(IDENTIFIERS.iter().all(|kind| HOLDS.contains(kind)));
    }

    #[test]
    fn the_guide_names_every_key_and_every_word_of_a_choice() {
        let guide =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guides/define-a-register.md"))
                .expect("the guide");
        for table in [&REGISTER, &COLUMN, &CODE, &TEXT] {
            for key in table.keys {
                assert!(guide.contains(&format!("`{}`", key.name)), "the guide does not name `{}`", key.name);
                let Shape::Choice(words) = key.shape else { continue };
                for word in words {
                    assert!(guide.contains(&format!("`{word}`")), "the guide does not name `{word}`");
                }
            }
        }
    }
}
