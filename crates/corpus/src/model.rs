//! A source record as it was read: nothing merged, nothing guessed.

use jiff::civil::Date;
use mention::FieldKind;
use serde::{Deserialize, Serialize};

/// One record of one source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Source id with its prefix: `pmid:34096078`, `text:…`.
    pub id: String,
    /// `paper`, `trial`, `grant`, `text` …
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
    /// What a trial's register says of it besides words; of trials only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trial: Option<Trial>,
    /// The sums of money of one table of a budget project; of budget projects only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// What is known of it as a grant, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<crate::Grant>,
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
    /// `article`, `pubdate`, `epublish`, `ppublish`, `entrez`, `pubmed`, `revised`, `completed` …; of a trial `registered`, `start`,
    /// `primary-completion`, `completion`, `results`, `updated`.
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

/// What a register says of a trial besides words: as printed, empty if it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Who is responsible for it.
    pub sponsor: String,
    /// The register's class of the sponsor: `Industry`, `INDUSTRY`, `OTHER`.
    pub sponsor_class: String,
    /// Phase or phases: `Phase 2`, `PHASE1/PHASE2`.
    pub phase: String,
    /// `Interventional`, `OBSERVATIONAL` …
    pub study_type: String,
    /// Status of recruitment.
    pub status: String,
    /// Countries, each once, in the order of the source.
    pub countries: Vec<String>,
    /// Whether it is a 医師主導治験.
    pub investigator_initiated: InvestigatorInitiated,
}

/// Whether a trial is a 医師主導治験: one that an investigator notifies, so that a product may be approved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvestigatorInitiated {
    /// The answer.
    pub answer: Initiated,
    /// Why.
    pub reason: InitiationReason,
    /// The words of the source that it rests on; empty if there are none.
    pub words: String,
}

/// Whether an investigator initiated a trial. What no source tells stays [`Self::Unclassified`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Initiated {
    /// It is one.
    Yes,
    /// It is none: a company's, or no trial for an approval (治験).
    No,
    /// The source does not tell.
    #[default]
    Unclassified,
}

/// Why a trial is, or is not, known as a 医師主導治験.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InitiationReason {
    /// Title, type or design say 医師主導治験.
    StatedInWords,
    /// jRCT lists it as a trial for an approval (`jRCT2`), and the register or the title say that an investigator initiated it.
    ApprovalTrialOfInvestigator,
    /// The register's class of the sponsor is industry.
    SponsorIsIndustry,
    /// The sponsor's name is a company's.
    SponsorIsCompany,
    /// jRCT lists it under the Clinical Trials Act (`jRCTs`), not as a trial for an approval.
    SpecifiedClinicalResearch,
    /// jRCT lists it under the act on regenerative medicine (`jRCTa`, `jRCTb`, `jRCTc`), not as a trial for an approval.
    RegenerativeMedicine,
    /// An investigator initiated it, and nothing tells whether it is for an approval.
    ApprovalNotTold,
    /// jRCT took it over from JapicCTI (`jRCT2080…`) without saying who initiated it.
    TakenOver,
    /// One statement says yes and another no.
    StatementsDisagree,
    /// Nothing says who initiated it.
    #[default]
    NotTold,
}

/// The sums of money in one table of a budget project's review sheet (行政事業レビューシート).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Number of the table: `2-1`.
    pub table: String,
    /// Fiscal year of the sheet; it reports what was spent in the year before.
    pub sheet_year: i16,
    /// Every cell with a sum, in the order of the table.
    pub rows: Vec<BudgetRow>,
}

/// A sum of money.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetRow {
    /// The fiscal year that it belongs to; none where neither cell nor table says.
    pub fiscal_year: Option<i16>,
    /// The table's column: `執行額（合計）`.
    pub item: String,
    /// What tells this row of the table from the others, joined by ` / `: `一般会計 / 当初予算`, `A / 費目`.
    pub kind: String,
    /// The sum in yen, exact; none if the cell holds no whole number.
    pub amount_yen: Option<i64>,
    /// The cell as printed: `50617000.0`.
    pub text: String,
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
