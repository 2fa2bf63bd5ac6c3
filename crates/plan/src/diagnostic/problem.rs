//! The kinds of problem, as data.

use super::Severity;
use crate::EvaluationKind;
use jiff::civil::Date;
use serde::Serialize;

/// What a thing of the plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is the type of the same name in the model")]
pub enum Unit {
    Plan,
    Decision,
    Policy,
    PolicyPoint,
    Commitment,
    Measure,
    Bottleneck,
    Kpi,
    Programme,
    Focus,
    Project,
    Part,
    Indicator,
    IndicatorVersion,
    IntegratedProject,
    DiseaseArea,
    Succession,
    BudgetProject,
    Scheme,
    Join,
}

/// What stands where something else was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "value", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the types of TOML")]
pub enum Found {
    Words(String),
    Number(String),
    Decimal(String),
    Flag(bool),
    Date(String),
    List,
    Table,
}

/// A rule of the evaluation calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalendarRule {
    /// 課題: of five years or more, or without end: mid-term about every three years.
    MidTermAboutEveryThreeYears,
    /// 課題: ex-ante in the year before the start.
    ExAnteInYearBeforeStart,
    /// 課題: ex-post in the last year or the year before.
    ExPostInLastYearOrYearBefore,
    /// 課題: of a billion yen or more: ex-ante is a duty.
    ExAnteFromOneBillionYen,
    /// Programme: mid-term about every five years.
    ProgrammeMidTermAboutEveryFiveYears,
}

/// What is not known, so that a rule cannot be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// The first year.
    Start,
    /// The last year.
    End,
    /// The year of a mark.
    Mark(EvaluationKind),
}

/// Why a definition of an indicator makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "nonsense", rename_all = "kebab-case")]
pub enum Nonsense {
    /// It counts no kind of record.
    CountsNothing,
    /// A first year of counting without being cumulative.
    FromWithoutCumulative,
    /// What is in force is told by the dates `from` and `until`, not by another.
    StockByOtherDate {
        /// The date role.
        role: String,
    },
    /// What happened in a year is told by one date, not by `until`.
    FlowByUntil,
    /// A sum over records, of things that several records report.
    ValueOfDistinctAttribute,
    /// The last or greatest value has no shares.
    FractionOfLastOrMax,
    /// Distinct values of an attribute have no shares.
    FractionOfAttribute,
    /// Excludes publication types and counts no papers.
    ExcludesTypesWithoutPapers,
    /// No source could ever cover it.
    NoSource,
    /// A source class that does not exist.
    SourceForm {
        /// As written.
        source: String,
    },
    /// Linked to an empty list of projects.
    LinkedToNothing,
    /// Too many or too few values for the comparison.
    ConditionValues {
        /// `in`, `not-in`, `present`, `at-least`.
        op: String,
        /// How many stand there.
        found: usize,
    },
    /// `at-least` compares numbers.
    ConditionNotANumber {
        /// As written.
        value: String,
    },
    /// A whole's figure counted over the programme that it does not stand in.
    KpiOfProgramme,
    /// A target for something that is no number.
    TargetOfQualitative,
    /// A target for a year to which the version does not apply.
    TargetOutsideVersion {
        /// The target's year.
        year: i16,
    },
    /// Something is listed twice.
    Twice {
        /// What.
        word: String,
    },
    /// Stands on a chart page only, and beside no project.
    ChartPageWithoutProject,
    /// Stands beside projects, and is not of a chart page.
    ProjectsWithoutChartPage,
}

/// What is wrong, doubtful or unknown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields are what `words` says of them; the kinds are documented")]
pub enum Problem {
    /// The file is no TOML.
    Syntax { message: String },
    /// A key stands twice in one table.
    RepeatedKey,
    /// A file that a plan must have is not there.
    MissingFile { file: String },
    /// A file that no plan has.
    UnknownFile { file: String, nearest: Option<String> },
    /// A key that the table does not have.
    UnknownKey { table: String, key: String, known: Vec<String>, nearest: Option<String> },
    /// A key that the table must have.
    MissingKey { table: String, key: String },
    /// A value of another type.
    WrongType { expected_ja: String, expected_en: String, found: Found },
    /// Words that are empty.
    Empty,
    /// A word that is none of the list.
    UnknownWord { found: String, known: Vec<String>, nearest: Option<String> },
    /// A number out of the range that fits.
    NumberOutOfRange { found: String, least: i64, most: i64 },
    /// A decimal that is none.
    NotADecimal { found: String },
    /// None of several keys, one of which is needed.
    NoneOfKeys { keys: Vec<String> },
    /// More than one of several keys that exclude each other.
    SeveralKeys { keys: Vec<String>, found: Vec<String> },
    /// A key that means something only beside another.
    KeyWithout { key: String, other: String },
    /// A year is given and called unknown.
    YearGivenAndUnknown { year: i16 },
    /// No year is given and it is not called unknown.
    YearMissing,
    /// A flag that can only be true stands as false.
    FlagOnlyTrue { key: String },
    /// An id that is not lower-case ASCII with hyphens.
    IdForm { id: String, suggestion: String },
    /// A 予算事業ID that is no number.
    BudgetIdForm { id: String },
    /// An id given before.
    DuplicateId { unit: Unit, id: String },
    /// An id that Shirube gives itself.
    ReservedId { id: String },
    /// A name for something that the plan does not have.
    UnknownReference { unit: Unit, id: String, nearest: Option<String> },
    /// A fiscal year that no plan means.
    YearOutOfRange { year: i16 },
    /// The end lies before the start.
    EndBeforeStart { start: i16, end: i16 },
    /// A day lies before the one it follows.
    DaysOutOfOrder { earlier: Date, later: Date },
    /// No 策定 or 改訂.
    NoDecision,
    /// Amended before it was adopted.
    AdoptedAfterAmended,
    /// A part lies outside its project.
    PartOutsideProject { project: String, start: Option<i16>, end: Option<i16>, year: i16 },
    /// A mark lies where it cannot.
    MarkOutsidePeriod { mark: EvaluationKind, year: i16, start: Option<i16>, end: Option<i16> },
    /// A rule that does not exist.
    UnknownRule { rule: String, known: Vec<String>, nearest: Option<String> },
    /// A rule for something else.
    RuleForOther { rule: String, fitting: Vec<String> },
    /// The rule gives another year.
    RuleGivesOther { rule: String, gives: Option<i16>, found: Option<i16> },
    /// An indicator without a definition, or numbers that do not count 1, 2 …
    VersionNumber { expected: u16, found: u16 },
    /// Two versions apply to the same year.
    VersionsOverlap { first: u16, second: u16, year: i16 },
    /// A definition that makes no sense.
    Definition { why: Nonsense },
    /// The same join twice.
    JoinTwice { subject: String, project: String },
    /// A prefix that no number can begin with.
    PrefixForm { prefix: String },
    /// A prefix that is stated for several projects at once decides nothing.
    PrefixOfSeveral { prefix: String, projects: Vec<String> },
    /// It follows itself, at once or in a circle.
    SuccessionInCircle { id: String },
    /// The same succession twice.
    SuccessionTwice { from: String, to: String },
    /// Programme numbers that do not ascend.
    ProgrammeNumber { before: u8, found: u8 },
    /// Other than a rule of the calendar says.
    Calendar { rule: CalendarRule, id: String, found: Option<i64>, expected: Vec<i16> },
    /// What is unknown, so that the calendar could not be checked.
    CalendarUnknown { unit: Unit, id: String, missing: Vec<Missing> },
}

impl Problem {
    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Calendar { .. } | Self::PrefixOfSeveral { .. } => Severity::Warning,
            Self::CalendarUnknown { .. } => Severity::Note,
            _ => Severity::Error,
        }
    }
}
