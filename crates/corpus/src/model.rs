//! A source record as it was read: nothing merged, nothing guessed.

use jiff::civil::Date;
use mention::FieldKind;
use serde::{Deserialize, Serialize};

/// One record of one source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Source id with its prefix: `pmid:34096078`, `text:…`.
    pub id: String,
    /// `paper`, `trial`, `text` …
    pub kind: String,
    /// Which state of the record this is, for its source: the higher one is the later. PubMed's PMID version; of a source that says
    /// when it last changed a record that day as a number (`20260131`); 1 if the source says nothing.
    pub version: u32,
    /// Every identifier, prefixed, this record's own included: `doi:10.…`, `pmcid:PMC…`.
    pub identifiers: Vec<String>,
    /// Title as shown, markup dropped.
    pub title: String,
    /// Title in the original language (PubMed's VernacularTitle), if given.
    pub vernacular_title: Option<String>,
    /// Authors in order.
    pub authors: Vec<Author>,
    /// Journal.
    pub journal: Option<Journal>,
    /// Every date with its role, as printed.
    pub dates: Vec<DateClaim>,
    /// Publication types as printed.
    pub publication_types: Vec<String>,
    /// MeSH terms: descriptor, and qualifiers after a slash.
    pub mesh: Vec<String>,
    /// Retraction, erratum, update, comment relations: `(ref type, identifier)`.
    pub relations: Vec<(String, String)>,
    /// Languages as printed.
    pub languages: Vec<String>,
    /// Every field of text, whether it holds a mention or not; the store keeps those that do.
    pub fields: Vec<Field>,
    /// Licence of the words, for the licence column.
    pub licence: String,
    /// Whether the record was made up for the demo.
    pub invented: bool,
}

/// A field of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// `title`, `abstract`, `grant[3].id`, `affiliation[2.1]`, counted from 1 (RULES: contract of `scan`).
    pub name: String,
    /// Its kind.
    pub kind: FieldKind,
    /// The text as shown.
    pub text: String,
    /// What stands beside it; empty if nothing.
    pub beside: String,
}

/// An author.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Family name, or the name of a group.
    pub family: String,
    /// Given names.
    pub given: String,
    /// Initials.
    pub initials: String,
    /// Whether it is a group.
    pub collective: bool,
    /// ORCID as `0000-0000-0000-0000`.
    pub orcid: Option<String>,
    /// Affiliations as printed.
    pub affiliations: Vec<String>,
}

/// Where it was published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// Full title.
    pub title: String,
    /// ISO abbreviation.
    pub abbreviation: String,
    /// ISSN or ISSNs.
    pub issn: Vec<String>,
    /// Volume, issue, pages as printed.
    pub volume: String,
    /// Issue.
    pub issue: String,
    /// Pages.
    pub pages: String,
}

/// A date as printed, with its role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateClaim {
    /// `article`, `pubdate`, `epublish`, `ppublish`, `entrez`, `pubmed`, `revised`, `completed` …
    pub role: String,
    /// Year.
    pub year: i16,
    /// Month, if given.
    pub month: Option<i8>,
    /// Day, if given.
    pub day: Option<i8>,
    /// The words where they are no plain date (`2020 Spring`, `1998 Dec-1999 Jan`).
    pub raw: Option<String>,
}

/// How precisely a [`PublicationDate`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month; the day is 1.
    Month,
    /// Only the year is printed; the entry date, which lies in it, is used.
    Year,
    /// Only the year is known: 1 July.
    Assumed,
}

/// The date by which papers are counted, with the claim it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDate {
    /// The date.
    pub date: Date,
    /// The role of the claim used.
    pub role: String,
    /// How precisely.
    pub precision: Precision,
}
