//! The plan as plain types: what a revision says, nothing about how it is read
//! or kept. Every claim that a source could dispute carries its [`Basis`].

use crate::{FiscalYear, Indicator, Kpi};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words in both languages. Japanese is the original.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The words of the source, never empty.
    pub ja: String,
    /// English; empty where nobody has written any yet.
    pub en: String,
    /// Whether `en` is the official name; otherwise pages mark it "unofficial translation".
    pub en_official: bool,
}

/// How a claim is known: the one list of states used everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Basis {
    /// A named source says so.
    Stated {
        /// The source in words or as a URL.
        source: String,
    },
    /// A person decided it.
    Confirmed {
        /// Who.
        by: String,
        /// When.
        on: Date,
        /// Why, in their words.
        because: String,
    },
    /// A named rule derived it.
    Inferred {
        /// The rule's name, e.g. `mid-term-in-third-year`.
        rule: String,
    },
    /// Somebody said so, without a source that can be opened.
    Unconfirmed {
        /// Where the claim was met, if anywhere.
        source: Option<String>,
    },
    /// Nobody knows yet.
    Unknown,
}

/// A year that may be unknown, with how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearClaim {
    /// The fiscal year; `None` is unknown (never "no year").
    pub year: Option<FiscalYear>,
    /// How it is known.
    pub basis: Basis,
}

/// When a project ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum End {
    /// In a year, the last one included; possibly unknown.
    Year(YearClaim),
    /// Planned without an end.
    Open {
        /// How this is known.
        basis: Basis,
    },
}

/// One field's plan, one revision of it. Ids are unique within their kind; a
/// project's id is kebab-case ASCII, given once and never reused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// `life-science`.
    pub id: String,
    /// The plan's name.
    pub title: Text,
    /// Number of the policy goal it serves: `9-3`.
    pub goal_number: String,
    /// The policy goal (大目標 / 施策目標).
    pub goal: Text,
    /// The goal's summary (概要).
    pub summary: Text,
    /// 策定 and 一部改訂, oldest first: the last one is this revision's date.
    pub decisions: Vec<PlanDecision>,
    /// The revision this one was made from (its digest), if it is in a store.
    pub parent: Option<String>,
    /// Where the text came from.
    pub source: String,
    /// What the plan answers to, in the plan's order.
    pub policies: Vec<Policy>,
    /// The programmes in the plan's order.
    pub programmes: Vec<Programme>,
    /// 統合プロジェクト of every term.
    pub integrated_projects: Vec<IntegratedProject>,
    /// 疾患領域.
    pub disease_areas: Vec<DiseaseArea>,
    /// What preceded and followed what.
    pub successions: Vec<Succession>,
    /// 予算事業.
    pub budget_projects: Vec<BudgetProject>,
    /// The agency's funding schemes.
    pub schemes: Vec<Scheme>,
    /// Project ↔ budget project ↔ scheme ↔ number prefix.
    pub joins: Vec<Join>,
}

/// One 策定 or 一部改訂.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDecision {
    /// The day of the decision.
    pub on: Date,
    /// What was decided.
    pub kind: PlanDecisionKind,
    /// Who decided.
    pub by: Text,
    /// Where it is said.
    pub basis: Basis,
}

/// What a [`PlanDecision`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanDecisionKind {
    /// 策定
    Adopted,
    /// 一部改訂 / 一部変更
    Amended,
}

/// 上位施策: what the plan answers to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Kebab-case id, e.g. `vaccine-strategy`.
    pub id: String,
    /// Official name.
    pub title: Text,
    /// Who decided it.
    pub decided_by: Text,
    /// When it was decided.
    pub decided_on: Date,
    /// When it was amended, oldest first.
    pub amended_on: Vec<Date>,
    /// The plan's `*`: shared between ministries, so MEXT's part cannot be cut out.
    pub shared_between_ministries: bool,
    /// 1 for 別添１ …
    pub annex: u8,
    /// `false` where the annex is not in the text at hand; its page says so.
    pub annex_in_text: bool,
    /// The period it covers, if it names one.
    pub first_year: Option<FiscalYear>,
    /// Last year of that period.
    pub last_year: Option<FiscalYear>,
    /// A note to show on its page.
    pub note: Option<Text>,
    /// The points of the annex, in its order; `level` nests them.
    pub points: Vec<PolicyPoint>,
    /// Dated commitments.
    pub commitments: Vec<Commitment>,
    /// Numbered measures (the vaccine strategy has nine).
    pub measures: Vec<Measure>,
    /// Bottlenecks that the measures answer.
    pub bottlenecks: Vec<Bottleneck>,
    /// Figures that it, or what it was in another term, sets. They belong to whom they name and are never the plan's own targets.
    #[serde(default)]
    pub kpis: Vec<Kpi>,
}

/// A heading or a point of an annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPoint {
    /// Unique within the policy.
    pub id: String,
    /// 1 for a chapter, 2 for a section …
    pub level: u8,
    /// Whether it is a heading.
    pub heading: bool,
    /// Its words.
    pub text: Text,
    /// Programmes of this plan that answer it, only where a source says so.
    pub programmes: Vec<String>,
}

/// "By FY2023 … trial operation": something promised for a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// Unique within the policy.
    pub id: String,
    /// What was promised.
    pub text: Text,
    /// By the end of which fiscal year.
    pub due: Option<FiscalYear>,
    /// Whether it was met, as far as known (in words), with how this is known.
    pub progress: Text,
    /// How the progress is known.
    pub basis: Basis,
}

/// One numbered measure of a strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Unique within the policy, e.g. `measure-2`.
    pub id: String,
    /// Its number as printed.
    pub number: u8,
    /// Its title.
    pub title: Text,
    /// Its points.
    pub points: Vec<Text>,
    /// Bottlenecks it answers; only where a source says so.
    pub answers: Vec<String>,
}

/// A bottleneck named by a strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bottleneck {
    /// Unique within the policy.
    pub id: String,
    /// Its words.
    pub text: Text,
}

/// 研究開発プログラム: a chart page of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// Kebab-case id, e.g. `drugs-devices`.
    pub id: String,
    /// 1 … 6, as printed (2-1 … 2-6).
    pub number: u8,
    /// Its name.
    pub title: Text,
    /// Its summary (概要).
    pub summary: Text,
    /// The focus sentences of its chart pages.
    pub focuses: Vec<Focus>,
    /// Its projects in the order of the chart.
    pub projects: Vec<Project>,
    /// Marks of the programme's own evaluation, as a unit; a project's stand with the project.
    #[serde(default)]
    pub evaluations: Vec<EvaluationMark>,
    /// Its indicators: output, outcome, then those on chart pages only.
    pub indicators: Vec<Indicator>,
}

/// 重点的に推進すべき取組.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Focus {
    /// Unique within the plan.
    pub id: String,
    /// The sentence.
    pub text: Text,
    /// Page of the source text on which it stands.
    pub page: u16,
}

/// 研究開発課題 / 事業: a line of the chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// Kebab-case ASCII, given once: `binds-2`.
    pub id: String,
    /// Official name.
    pub title: Text,
    /// The name as the plan prints it, where it differs from the official one.
    pub title_in_plan: Option<String>,
    /// `BINDS`, `P-CREATE`: how people call it.
    pub short: Option<String>,
    /// Other names under which it is met, with their source in `basis`.
    pub aliases: Vec<Alias>,
    /// The description in the plan's box; empty `ja` where the plan has none.
    pub description: Text,
    /// The focus under which it stands.
    pub focus: String,
    /// First fiscal year.
    pub start: YearClaim,
    /// Last fiscal year, or none planned.
    pub end: End,
    /// A year before `start` in which its lineage began, shown in the margin.
    pub origin: Option<YearClaim>,
    /// Who runs it: `AMED`, `MEXT`, `JST`.
    pub operator: String,
    /// Parts drawn as inner bars; may have their own calendar.
    pub parts: Vec<Part>,
    /// 前・中・後 marks and others.
    pub evaluations: Vec<EvaluationMark>,
    /// Integrated projects and disease areas it belongs to, as ids; only where a source says so.
    pub integrated_projects: Vec<String>,
    /// See `integrated_projects`.
    pub disease_areas: Vec<String>,
    /// Anything a reader should know (typos of the source, disagreements).
    pub note: Option<Text>,
}

/// Another name of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// How it is known.
    pub basis: Basis,
}

/// A part of a project (課題, 領域, サブプログラム).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Kebab-case, unique within the plan.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// The name as the plan prints it, where different.
    pub title_in_plan: Option<String>,
    /// Its words in the plan, if any.
    pub description: Text,
    /// First fiscal year.
    pub start: YearClaim,
    /// Last fiscal year.
    pub end: End,
    /// Its own marks.
    pub evaluations: Vec<EvaluationMark>,
}

/// 前 ex-ante, 中 mid-term, 後 ex-post, 追跡 follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvaluationKind {
    /// 前
    ExAnte,
    /// 中
    MidTerm,
    /// 後
    ExPost,
    /// 追跡
    FollowUp,
}

/// One mark of the chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationMark {
    /// Which evaluation.
    pub kind: EvaluationKind,
    /// In which fiscal year; the unknown is unknown.
    pub when: YearClaim,
    /// Whether the mark itself stands on the plan's chart (otherwise found elsewhere).
    pub on_chart: bool,
}

/// 統合プロジェクト.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntegratedProject {
    /// Kebab-case id with its term: `drugs-2020`.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its words in the source, if any.
    pub description: Text,
    /// First and last fiscal year of its term.
    pub first_year: FiscalYear,
    /// See `first_year`.
    pub last_year: FiscalYear,
    /// How it is known.
    pub basis: Basis,
    /// Programme directors, dated.
    pub roles: Vec<DatedRole>,
    /// Integrated projects of the term before from which it came, where a source says so.
    pub follows: Vec<String>,
}

/// A person in a role for a time. `person` is empty where the role is known and the person not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedRole {
    /// `programme-director`, `disease-coordinator`.
    pub role: String,
    /// Name; empty where no source at hand names anybody.
    pub person: String,
    /// First fiscal year.
    pub from: Option<FiscalYear>,
    /// Last fiscal year.
    pub until: Option<FiscalYear>,
    /// How it is known.
    pub basis: Basis,
}

/// 疾患領域.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiseaseArea {
    /// Kebab-case id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its words in the source.
    pub description: Text,
    /// First and last fiscal year of the division it belongs to.
    pub first_year: FiscalYear,
    /// See `first_year`.
    pub last_year: Option<FiscalYear>,
    /// How it is known.
    pub basis: Basis,
    /// Disease coordinators, dated.
    pub roles: Vec<DatedRole>,
}

/// What followed what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// A project's or part's id, or, for what the plan does not list, a name in `from_name`.
    pub from: Option<String>,
    /// Name of a predecessor outside the plan.
    pub from_name: Option<String>,
    /// A project's id.
    pub to: String,
    /// Follows, merges into, becomes part of.
    pub kind: SuccessionKind,
    /// How it is known.
    pub basis: Basis,
}

/// How one thing followed another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SuccessionKind {
    /// Successor.
    Follows,
    /// Several became one.
    Merges,
    /// It went on as a part.
    BecomesPart,
}

/// 予算事業.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetProject {
    /// 予算事業ID, digits.
    pub id: String,
    /// Its name where known.
    pub title: Text,
    /// First year as entered there.
    pub start: Option<FiscalYear>,
    /// Last year as entered there.
    pub end: Option<FiscalYear>,
    /// Executed budget by fiscal year, in million yen (百万円).
    pub executed_million_yen: BTreeMap<FiscalYear, i64>,
    /// How it is known.
    pub basis: Basis,
}

/// A funding scheme of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// Kebab-case id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// `amed`, `jst`, `mext`.
    pub funder: String,
    /// What it does; decides the role of a link.
    pub kind: SchemeKind,
    /// Its page, if it has a stable one.
    pub url: Option<String>,
    /// How it is known.
    pub basis: Basis,
}

/// What a scheme does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SchemeKind {
    /// It pays for research.
    Fund,
    /// It helps others' research.
    Support,
    /// It provides resources.
    Resource,
}

/// One dated edge of project ↔ budget project ↔ scheme ↔ number prefix ↔ name.
/// Its key for decisions is (`subject`, `project`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// What is joined to the project.
    pub subject: JoinSubject,
    /// The project's id.
    pub project: String,
    /// First fiscal year for which it holds; `None`: not limited.
    pub from: Option<FiscalYear>,
    /// Last fiscal year.
    pub until: Option<FiscalYear>,
    /// How it is known: `Stated` and `Confirmed` count, anything else awaits a decision.
    pub basis: Basis,
}

/// What a [`Join`] ties to a project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum JoinSubject {
    /// A prefix of grant numbers: scheme of numbers and prefix, `amed:am0101`.
    Prefix(String),
    /// A name by which texts call it, as the lexicon's short name: `P-CREATE`.
    Name(String),
    /// A [`Scheme`] id.
    Scheme(String),
    /// A [`BudgetProject`] id.
    Budget(String),
}

impl Basis {
    /// Whether figures may rely on it: stated by a source or confirmed by a person.
    #[must_use]
    pub fn counts(&self) -> bool {
        matches!(self, Self::Stated { .. } | Self::Confirmed { .. })
    }
}

impl Plan {
    /// Every project with its programme, in the plan's order.
    pub fn projects(&self) -> impl Iterator<Item = (&Programme, &Project)> {
        self.programmes.iter().flat_map(|programme| programme.projects.iter().map(move |p| (programme, p)))
    }

    /// The project of that id.
    #[must_use]
    pub fn project(&self, id: &str) -> Option<(&Programme, &Project)> {
        self.projects().find(|(_, project)| project.id == id)
    }

    /// The programme of that id.
    #[must_use]
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id)
    }

    /// Every indicator with its programme, in the plan's order.
    pub fn indicators(&self) -> impl Iterator<Item = (&Programme, &Indicator)> {
        self.programmes.iter().flat_map(|programme| programme.indicators.iter().map(move |i| (programme, i)))
    }
}
