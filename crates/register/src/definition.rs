//! A register as its definition says it: what one row is, its columns, and how a row becomes evidence.
//!
//! The decision to question: **what every register has is not written in any of them.** The columns [`PROJECTS`],
//! [`SOURCE`] and [`CONFIDENTIAL_UNTIL`] are added to each, last and in this order, so that no register can forget whose a row is,
//! who says so, and until when it is nobody's business.

use plan::{Role, Text};
use std::collections::BTreeMap;

/// Column of every register: ids of the projects a row belongs to.
pub const PROJECTS: &str = "projects";
/// Column of every register: where the row is known from, in words or as a URL.
pub const SOURCE: &str = "source";
/// Column of every register: the first day on which the row may be shown; empty: it always may.
pub const CONFIDENTIAL_UNTIL: &str = "confidential-until";

/// One kind of record that offices hand in.
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// Kebab-case, unique: `seeds`. Its source class is `register:seeds`, its records are `seeds:<key>`.
    pub id: String,
    /// What kind of record each row is: `seed`, `transfer` … as an indicator's `counts` names it.
    pub kind: String,
    /// Its name.
    pub title: Text,
    /// What one row is, and what it is not.
    pub about: Text,
    /// Who fills it.
    pub filled_by: Text,
    /// The columns that together name a row: the same key again is the same row, handed in anew. Never empty.
    pub key: Vec<String>,
    /// The column whose words are the record's title.
    pub name: String,
    /// What a project is to its rows.
    pub role: Role,
    /// Which column is which date of the record: `event`; `from` and `until` of what is in force.
    pub dates: BTreeMap<String, String>,
    /// How many rows a public figure needs before confidential ones may be part of it.
    pub threshold: u32,
    /// In the order of the sheet; those that every register has stand last.
    pub columns: Vec<Column>,
}

impl Register {
    /// The column of this id.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// Its source class, as definitions of indicators name it.
    #[must_use]
    pub fn source_class(&self) -> String {
        format!("register:{}", self.id)
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Kebab-case, unique in its register. It is the attribute's name in an indicator's conditions.
    pub id: String,
    /// The words at its head.
    pub header: Text,
    /// Other words met at its head.
    pub also: Vec<String>,
    /// What stands in it, for whoever fills it.
    pub about: Text,
    /// What one of its values is.
    pub holds: Holds,
    /// Whether every row needs a value.
    pub required: bool,
    /// Whether a cell may hold several values, one a line or separated by `;` or `、`.
    pub many: bool,
    /// Who may see it in a row that is not confidential.
    pub access: Access,
    /// A value as somebody would write it; never a real one.
    pub example: String,
}

/// What one value of a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Words,
    /// One of a list.
    Code(Vec<Code>),
    /// A day; a month or a year where no more is known.
    Date,
    /// A fiscal year.
    FiscalYear,
    /// A whole number, zero or more, of what the header says.
    Whole,
    /// An exact decimal.
    Decimal,
    /// Yen, whole. A header may say 千円 or 百万円; what is kept is yen.
    Yen,
    /// Yes or no.
    Flag,
    /// A project of the plan, by id, name or short name.
    Project,
    /// A grant, in the normal form of its funder (`amed:ama121001`).
    Grant,
    /// An identifier of a named kind, normalised: `doi`, `pmid`, `nct`, `jrct`, `rrid`, `orcid`, `ror`, `hgnc`, `mondo` …
    Identifier(String),
    /// A web address.
    Address,
}

/// One value of a code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What is kept and compared: `licence`.
    pub code: String,
    /// What stands in the sheet.
    pub title: Text,
    /// Other words met for it.
    pub also: Vec<String>,
    /// What it takes in, where that is not plain.
    pub about: Text,
    /// Whether a row of it speaks for a part of its fiscal year only: a month, never the year.
    pub part_of_year: bool,
}

/// Who may see a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Everybody.
    Public,
    /// Those who run the plan: names of persons, amounts under negotiation.
    Office,
}
