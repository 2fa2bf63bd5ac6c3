//! The named rules by which a year may be inferred. A year in the plan that is called `inferred` must be exactly
//! what its rule gives, so that nobody has to believe it.

use crate::{End, EvaluationKind, FiscalYear, Part, Project, YearClaim};

/// What a rule may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InferredFor {
    /// The year of such a mark.
    Mark(EvaluationKind),
    /// A first year.
    Start,
    /// A last year.
    End,
    /// A definition of an indicator, which is no year.
    Definition,
}

/// A named rule of inference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InferenceRule {
    /// 前: the year before the first.
    ExAnteInYearBeforeStart,
    /// 中: the third year.
    MidTermInThirdYear,
    /// 中, the second one: the sixth year.
    MidTermInSixthYear,
    /// 後: the last year.
    ExPostInLastYear,
    /// 後: the year before the last.
    ExPostInYearBeforeLast,
    /// A first year: the year after the last of what it follows.
    StartsWherePredecessorEnds,
    /// A last year: the year before the first of what follows it.
    EndsWhereSuccessorBegins,
    /// First and last year of a part: those of its project.
    PartRunsWithItsProject,
    /// A definition: what the indicator's own words say, where no source defines it.
    ReadingOfTheWording,
}

/// The years from which a rule infers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// First year.
    pub start: Option<FiscalYear>,
    /// Last year.
    pub end: Option<FiscalYear>,
    /// The latest last year among what it follows; `None` if one is unknown or there is none.
    pub predecessors_end: Option<FiscalYear>,
    /// The earliest first year among what follows it; `None` if one is unknown or there is none.
    pub successors_start: Option<FiscalYear>,
    /// For a part: the first year of its project.
    pub project_start: Option<FiscalYear>,
    /// For a part: the last year of its project.
    pub project_end: Option<FiscalYear>,
}

impl InferenceRule {
    /// Every rule.
    pub const ALL: &[Self] = &[
        Self::ExAnteInYearBeforeStart,
        Self::MidTermInThirdYear,
        Self::MidTermInSixthYear,
        Self::ExPostInLastYear,
        Self::ExPostInYearBeforeLast,
        Self::StartsWherePredecessorEnds,
        Self::EndsWhereSuccessorBegins,
        Self::PartRunsWithItsProject,
        Self::ReadingOfTheWording,
    ];

    /// Its name in the plan.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ExAnteInYearBeforeStart => "ex-ante-in-year-before-start",
            Self::MidTermInThirdYear => "mid-term-in-third-year",
            Self::MidTermInSixthYear => "mid-term-in-sixth-year",
            Self::ExPostInLastYear => "ex-post-in-last-year",
            Self::ExPostInYearBeforeLast => "ex-post-in-year-before-last",
            Self::StartsWherePredecessorEnds => "starts-where-predecessor-ends",
            Self::EndsWhereSuccessorBegins => "ends-where-successor-begins",
            Self::PartRunsWithItsProject => "part-runs-with-its-project",
            Self::ReadingOfTheWording => "reading-of-the-wording",
        }
    }

    /// The rule of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// What it says, for the reference page.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::ExAnteInYearBeforeStart => "前: the year before the first",
            Self::MidTermInThirdYear => "中: the third year",
            Self::MidTermInSixthYear => "中, the second one: the sixth year",
            Self::ExPostInLastYear => "後: the last year",
            Self::ExPostInYearBeforeLast => "後: the year before the last",
            Self::StartsWherePredecessorEnds => "`start`: the year after the last of what it follows",
            Self::EndsWhereSuccessorBegins => "`end`: the year before the first of what follows it",
            Self::PartRunsWithItsProject => "`start` and `end` of a part: those of its project",
            Self::ReadingOfTheWording => {
                "a version of an indicator: what its own words say, where no source defines it"
            }
        }
    }

    /// What it may be used for.
    #[must_use]
    pub fn used_for(self) -> &'static [InferredFor] {
        match self {
            Self::ExAnteInYearBeforeStart => &[InferredFor::Mark(EvaluationKind::ExAnte)],
            Self::MidTermInThirdYear | Self::MidTermInSixthYear => &[InferredFor::Mark(EvaluationKind::MidTerm)],
            Self::ExPostInLastYear | Self::ExPostInYearBeforeLast => &[InferredFor::Mark(EvaluationKind::ExPost)],
            Self::StartsWherePredecessorEnds => &[InferredFor::Start],
            Self::EndsWhereSuccessorBegins => &[InferredFor::End],
            Self::PartRunsWithItsProject => &[InferredFor::Start, InferredFor::End],
            Self::ReadingOfTheWording => &[InferredFor::Definition],
        }
    }

    /// The year of the same project or part from which it infers.
    pub(crate) fn rests_on(self) -> Option<&'static str> {
        match self {
            Self::ExAnteInYearBeforeStart | Self::MidTermInThirdYear | Self::MidTermInSixthYear => Some("start"),
            Self::ExPostInLastYear | Self::ExPostInYearBeforeLast => Some("end"),
            _ => None,
        }
    }

    /// The year it gives for this; `None` if what it needs is unknown, or if it is for something else.
    ///
    /// ```
    /// use plan::{EvaluationKind, FiscalYear, InferenceRule, InferredFor, Known};
    ///
    /// let known = Known { start: Some(FiscalYear(2017)), end: Some(FiscalYear(2021)), ..Known::default() };
    /// assert_eq!(InferenceRule::MidTermInThirdYear.year(InferredFor::Mark(EvaluationKind::MidTerm), known), Some(FiscalYear(2019)));
    /// assert_eq!(InferenceRule::StartsWherePredecessorEnds.year(InferredFor::Start, known), None);
    /// ```
    #[must_use]
    pub fn year(self, used_for: InferredFor, known: Known) -> Option<FiscalYear> {
        if !self.used_for().contains(&used_for) {
            return None;
        }
        let shifted = |year: Option<FiscalYear>, by: i16| Some(FiscalYear(year?.0.checked_add(by)?));
        match self {
            Self::ExAnteInYearBeforeStart => shifted(known.start, -1),
            Self::MidTermInThirdYear => shifted(known.start, 2),
            Self::MidTermInSixthYear => shifted(known.start, 5),
            Self::ExPostInLastYear => known.end,
            Self::ExPostInYearBeforeLast => shifted(known.end, -1),
            Self::StartsWherePredecessorEnds => shifted(known.predecessors_end, 1),
            Self::EndsWhereSuccessorBegins => shifted(known.successors_start, -1),
            Self::PartRunsWithItsProject if used_for == InferredFor::Start => known.project_start,
            Self::PartRunsWithItsProject => known.project_end,
            Self::ReadingOfTheWording => None,
        }
    }
}

impl End {
    /// The last year, if there is one and it is known.
    #[must_use]
    pub fn year(&self) -> Option<FiscalYear> {
        match self {
            Self::Year(claim) => claim.year,
            Self::Open { .. } => None,
        }
    }

    /// Whether it is planned without an end.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }
}

/// What has a time of its own and marks in it: a project or a part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timed<'a> {
    pub(crate) start: &'a YearClaim,
    pub(crate) end: &'a End,
    pub(crate) evaluations: &'a [crate::EvaluationMark],
}

impl<'a> From<&'a Project> for Timed<'a> {
    fn from(project: &'a Project) -> Self {
        Self { start: &project.start, end: &project.end, evaluations: &project.evaluations }
    }
}

impl<'a> From<&'a Part> for Timed<'a> {
    fn from(part: &'a Part) -> Self {
        Self { start: &part.start, end: &part.end, evaluations: &part.evaluations }
    }
}
