//! An indicator and what it counts: the words of the algebra in which a definition is written.

use crate::{Basis, FiscalYear, Text};
use serde::{Deserialize, Serialize};

/// アウトプット/アウトカム指標, or one that stands only on a chart page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Kebab-case, unique within the plan; a project's paper indicator is `papers-of-<project>`.
    pub id: String,
    /// Where it stands.
    pub kind: IndicatorKind,
    /// Its wording.
    pub title: Text,
    /// Other wordings of the same indicator (chart page against list).
    pub aliases: Vec<String>,
    /// For chart-only indicators: the projects beside which it stands.
    pub projects: Vec<String>,
    /// What one is: 件, 報, 課題.
    pub unit: Text,
    /// Whether more is better.
    pub direction: Direction,
    /// Who reports it today, as a sentence for 未報告.
    pub reported_by: Text,
    /// Its definitions, oldest first; the fiscal year reported chooses.
    pub versions: Vec<IndicatorVersion>,
    /// Anything a reader should know.
    pub note: Option<Text>,
}

/// Where an indicator stands in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IndicatorKind {
    /// アウトプット指標
    Output,
    /// アウトカム指標
    Outcome,
    /// On a chart page only.
    ChartPage,
    /// Made by Shirube for each project: papers that name one of its grants, or its name.
    ProjectPapers,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    None,
}

/// One definition with the fiscal years for which it applies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorVersion {
    /// 1, 2 …
    pub number: u16,
    /// First fiscal year it applies to; `None`: from the beginning.
    pub from: Option<FiscalYear>,
    /// Last fiscal year; `None`: still.
    pub until: Option<FiscalYear>,
    /// How it is counted.
    pub method: Method,
    /// Where the definition comes from.
    pub basis: Basis,
    /// Why it was set so, for people.
    pub because: Text,
    /// Targets under this definition.
    pub targets: Vec<Target>,
}

/// A figure to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// For which fiscal year.
    pub year: FiscalYear,
    /// Exact decimal in words, e.g. `40`, `0.5`.
    pub value: String,
    /// Who set it.
    pub basis: Basis,
}

/// How a reading comes about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case")]
pub enum Method {
    /// Added up from records by the algebra.
    Computed(Box<Definition>),
    /// Somebody hands in a figure; no rows behind it.
    Reported,
    /// A text, not a number.
    Qualitative,
}

/// The algebra: what is counted, how, and when. See `indicator` for its meaning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// Kinds of record counted together: `paper`, and those of the registers: `seed`, `transfer`, `trial`, `provision` …
    pub counts: Vec<String>,
    /// Distinct what.
    pub of: Of,
    /// How the counted things become a figure.
    pub value: ValueOf,
    /// Which records belong to a year.
    pub reckoning: Reckoning,
    /// For `cumulative`: the first fiscal year that counts.
    pub from: Option<FiscalYear>,
    /// To which projects the records are linked.
    pub linked: Linked,
    /// Conditions that a record must meet, all of them.
    pub conditions: Vec<Condition>,
    /// A narrower condition whose share is the reading (治験届出件数**のうち**医師主導治験):
    /// the reading is the count with `conditions` and `of_which`; the whole stands beside it.
    pub of_which: Vec<Condition>,
    /// Credit where several projects share a record.
    pub split: Split,
    /// Which date of the record decides the year: `publication`, `event`, `from`/`until` for stocks.
    pub date_role: String,
    /// Fiscal or calendar year.
    pub basis: YearBasis,
    /// Publication types that are no paper (preprint, erratum …).
    pub excluding_types: Vec<String>,
    /// Source classes, one of which must be covered for the year: `abstracts`, `full-text`,
    /// `register:<name>`. What is not covered reads 未収集, a register nobody filled 未報告.
    pub sources: Vec<String>,
}

/// Distinct what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    /// Distinct records (works).
    Records,
    /// Distinct values of an attribute, such as a gene.
    Attribute(String),
}

/// From things to a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueOf {
    /// How many.
    Count,
    /// The sum of a numeric attribute.
    Sum(String),
    /// Its last value in the year (by date, then record id). With [`Of::Attribute`]: the last value of each, added up, such as
    /// the volume of every database at its last release.
    Last(String),
    /// Its greatest value in the year. With [`Of::Attribute`]: the greatest of each, added up.
    Max(String),
}

/// Which records belong to a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reckoning {
    /// Dated within the year.
    Flow,
    /// In force on 31 March.
    Stock,
    /// In force at any time in the year.
    Active,
    /// Dated up to the end of the year.
    Cumulative,
}

/// Which links count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// To which projects.
    pub to: LinkedTo,
    /// In which roles; empty: any.
    pub roles: Vec<Role>,
}

/// The projects whose links count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkedTo {
    /// Every project of the indicator's own programme.
    Programme,
    /// These projects.
    Projects(Vec<String>),
    /// Any project of the plan.
    Plan,
}

/// What a project was to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It paid.
    Funded,
    /// It helped (support schemes such as BINDS).
    Supported,
    /// Its resource was used (NBRP).
    Used,
}

/// `attribute op values`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Name of the attribute.
    pub attribute: String,
    /// How it is compared.
    pub op: ConditionOp,
    /// With what.
    pub values: Vec<String>,
}

/// How an attribute is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionOp {
    /// Is one of `values`.
    In,
    /// Is none of `values` (an absent attribute is none of them).
    NotIn,
    /// Is present.
    Present,
    /// Numeric, at least `values[0]`.
    AtLeast,
}

/// Credit where several projects share a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// One for each.
    Whole,
    /// Equal parts that add up to exactly one.
    Fractional,
}

/// Which twelve months a year is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum YearBasis {
    /// April to March.
    Fiscal,
    /// January to December.
    Calendar,
}

/// What a definition names by an id that some register defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term<'a> {
    /// The register itself.
    Source,
    /// A column.
    Column(&'a str),
    /// A code of a column.
    Code(&'a str, &'a str),
}

/// Gives the words for a [`Term`] of a source class (`register:seeds`); nothing where it has none but its id.
pub type Say<'a> = dyn Fn(&str, Term<'_>) -> Option<Text> + 'a;
