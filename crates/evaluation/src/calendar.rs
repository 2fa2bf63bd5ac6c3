//! What is due and when, with what says so.
//!
//! The decision to question: **a mark of the plan stands even where a rule would say another year.** Both are told side by side, since the committee
//! decided the one and the guideline the other. A rule by itself makes an entry only where the plan has no mark for it; and nothing here says that an evaluation was
//! held, because a mark in a year that has passed is a plan, and no more.

use plan::timing::{
    ABOUT_FIVE_YEARS, ABOUT_PROGRAMME_YEARS, ABOUT_THREE_YEARS, LONG_YEARS, PROGRAMME_YEARS, THREE_YEARS,
};
use plan::{
    CalendarRule, End, EvaluationKind, EvaluationMark, FiscalYear, Part, Plan, Programme, Project, Text, YearClaim,
};
use std::ops::RangeInclusive;

/// Who or what is evaluated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject<'p> {
    /// A programme as a unit.
    Programme(&'p Programme),
    /// A project of a programme.
    Project(&'p Programme, &'p Project),
    /// A part of a project, which has a calendar of its own.
    Part(&'p Programme, &'p Project, &'p Part),
}

impl<'p> Subject<'p> {
    /// Its name.
    #[must_use]
    pub fn title(self) -> &'p Text {
        match self {
            Self::Programme(programme) => &programme.title,
            Self::Project(_, project) => &project.title,
            Self::Part(_, _, part) => &part.title,
        }
    }

    /// Its id, unique among subjects: a part's is `PROJECT/PART`.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            Self::Programme(programme) => programme.id.clone(),
            Self::Project(_, project) => project.id.clone(),
            Self::Part(_, project, part) => format!("{}/{}", project.id, part.id),
        }
    }

    /// The programme it is or belongs to.
    #[must_use]
    pub fn programme(self) -> &'p Programme {
        match self {
            Self::Programme(programme) | Self::Project(programme, _) | Self::Part(programme, ..) => programme,
        }
    }

    /// The project it is or belongs to.
    #[must_use]
    pub fn project(self) -> Option<&'p Project> {
        match self {
            Self::Programme(_) => None,
            Self::Project(_, project) | Self::Part(_, project, _) => Some(project),
        }
    }
}

/// What an entry rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ground<'p> {
    /// A mark of the plan.
    Mark(&'p EvaluationMark),
    /// A rule, where the plan has no mark.
    Rule,
}

/// What the rule says of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// The same.
    Same,
    /// Another time: from one fiscal year to another.
    Otherwise(RangeInclusive<FiscalYear>),
    /// Nothing can be said, since a year that it needs is unknown, or there is no rule.
    Nothing,
}

/// How an entry lies to the year of whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// A rule wanted it by a year that has passed, and the plan has no mark for it.
    Overdue,
    /// The plan's mark lies in a year that has passed.
    Past,
    /// This year.
    Now,
    /// A later year.
    Ahead,
}

/// One evaluation.
#[derive(Debug, Clone, PartialEq)]
pub struct Due<'p> {
    /// Which.
    pub kind: EvaluationKind,
    /// Of what.
    pub subject: Subject<'p>,
    /// When: one fiscal year for a mark; for a rule, from the first to the last year that keep it.
    pub years: RangeInclusive<FiscalYear>,
    /// What says so.
    pub ground: Ground<'p>,
    /// The rule that it falls under; none for follow-up evaluations.
    pub rule: Option<CalendarRule>,
    /// What the rule says of it.
    pub says: Says,
    /// How it lies to this year.
    pub standing: Standing,
}

/// A mark whose year nobody knows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearUnknown<'p> {
    /// Which evaluation.
    pub kind: EvaluationKind,
    /// Of what.
    pub subject: Subject<'p>,
}

/// The calendar of a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calendar<'p> {
    /// Everything with a year, by year; within one, in the order of the plan.
    pub due: Vec<Due<'p>>,
    /// Marks without a year, in the order of the plan.
    pub unknown: Vec<YearUnknown<'p>>,
}

impl<'p> Calendar<'p> {
    /// What falls into a fiscal year, or may.
    pub fn of(&self, year: FiscalYear) -> impl Iterator<Item = &Due<'p>> {
        self.due.iter().filter(move |due| due.years.contains(&year))
    }
}

/// The calendar of a plan as it looks in a fiscal year. Marks of every year; what rules want besides up to the end of each project, once for each kind.
#[must_use]
pub fn calendar(plan: &Plan, today: FiscalYear) -> Calendar<'_> {
    let adopted = plan.decisions.first().map(|decision| FiscalYear::of(decision.on));
    let mut calendar = Calendar::default();
    for programme in &plan.programmes {
        let mut of_programme = Gathered { today, adopted, calendar: &mut calendar };
        of_programme.programme(programme);
        for project in &programme.projects {
            of_programme.project(programme, project);
        }
    }
    calendar.due.sort_by_key(|due| *due.years.start());
    calendar
}

struct Gathered<'a, 'p> {
    today: FiscalYear,
    adopted: Option<FiscalYear>,
    calendar: &'a mut Calendar<'p>,
}

fn later(year: FiscalYear, by: i16) -> FiscalYear {
    FiscalYear(year.0.saturating_add(by))
}

fn years_of(marks: &[EvaluationMark], kind: EvaluationKind) -> impl Iterator<Item = FiscalYear> + '_ {
    marks.iter().filter(move |mark| mark.kind == kind).filter_map(|mark| mark.when.year)
}

fn has(marks: &[EvaluationMark], kind: EvaluationKind) -> bool {
    marks.iter().any(|mark| mark.kind == kind)
}

impl<'p> Gathered<'_, 'p> {
    fn marks(
        &mut self,
        subject: Subject<'p>,
        marks: &'p [EvaluationMark],
        rule: impl Fn(EvaluationKind) -> Option<CalendarRule>,
        says: impl Fn(EvaluationKind, FiscalYear) -> Option<RangeInclusive<FiscalYear>>,
    ) {
        for mark in marks {
            let Some(year) = mark.when.year else {
                self.calendar.unknown.push(YearUnknown { kind: mark.kind, subject });
                continue;
            };
            let says = match says(mark.kind, year) {
                Some(years) if years.contains(&year) => Says::Same,
                Some(years) => Says::Otherwise(years),
                None => Says::Nothing,
            };
            let standing = match year.cmp(&self.today) {
                std::cmp::Ordering::Less => Standing::Past,
                std::cmp::Ordering::Equal => Standing::Now,
                std::cmp::Ordering::Greater => Standing::Ahead,
            };
            let (kind, ground, rule) = (mark.kind, Ground::Mark(mark), rule(mark.kind));
            self.calendar.due.push(Due { kind, subject, years: year..=year, ground, rule, says, standing });
        }
    }

    fn wanted(
        &mut self,
        kind: EvaluationKind,
        subject: Subject<'p>,
        years: RangeInclusive<FiscalYear>,
        rule: CalendarRule,
    ) {
        let standing = if *years.end() < self.today {
            Standing::Overdue
        } else if years.contains(&self.today) {
            Standing::Now
        } else {
            Standing::Ahead
        };
        let (ground, rule, says) = (Ground::Rule, Some(rule), Says::Same);
        self.calendar.due.push(Due { kind, subject, years, ground, rule, says, standing });
    }

    /// A programme has no end; its years run from the plan's adoption.
    fn programme(&mut self, programme: &'p Programme) {
        let rule = CalendarRule::ProgrammeMidTermAboutEveryFiveYears;
        let subject = Subject::Programme(programme);
        let adopted = self.adopted;
        let mid_terms = || years_of(&programme.evaluations, EvaluationKind::MidTerm);
        self.marks(
            subject,
            &programme.evaluations,
            |kind| (kind == EvaluationKind::MidTerm).then_some(rule),
            |kind, year| {
                let before = adopted.into_iter().chain(mid_terms()).filter(|other| *other < year).max()?;
                (kind == EvaluationKind::MidTerm).then(|| later(before, 1)..=later(before, ABOUT_PROGRAMME_YEARS))
            },
        );
        let unknown = programme.evaluations.iter().any(|mark| mark.when.year.is_none());
        if let Some(last) = adopted.into_iter().chain(mid_terms()).max().filter(|_| !unknown) {
            let years = later(last, PROGRAMME_YEARS)..=later(last, ABOUT_PROGRAMME_YEARS);
            self.wanted(EvaluationKind::MidTerm, subject, years, rule);
        }
    }

    fn project(&mut self, programme: &'p Programme, project: &'p Project) {
        let subject = Subject::Project(programme, project);
        self.timed(subject, &project.start, &project.end, &project.evaluations);
        for part in &project.parts {
            self.timed(Subject::Part(programme, project, part), &part.start, &part.end, &part.evaluations);
        }
        self.mid_term_wanted(subject, project);
        let current = self.adopted.is_none_or(|adopted| project.end.year().is_none_or(|end| end >= adopted));
        if let Some(end) = project.end.year().filter(|_| current && !has(&project.evaluations, EvaluationKind::ExPost))
        {
            let rule = CalendarRule::ExPostInLastYearOrYearBefore;
            self.wanted(EvaluationKind::ExPost, subject, later(end, -1)..=end, rule);
        }
        if let Some(start) = project.start.year.filter(|start| *start > self.today)
            && !has(&project.evaluations, EvaluationKind::ExAnte)
        {
            let year = later(start, -1);
            self.wanted(EvaluationKind::ExAnte, subject, year..=year, CalendarRule::ExAnteInYearBeforeStart);
        }
    }

    fn timed(&mut self, subject: Subject<'p>, start: &YearClaim, end: &End, marks: &'p [EvaluationMark]) {
        let (start, end) = (start.year, end.year());
        self.marks(
            subject,
            marks,
            |kind| match kind {
                EvaluationKind::ExAnte => Some(CalendarRule::ExAnteInYearBeforeStart),
                EvaluationKind::MidTerm => Some(CalendarRule::MidTermAboutEveryThreeYears),
                EvaluationKind::ExPost => Some(CalendarRule::ExPostInLastYearOrYearBefore),
                EvaluationKind::FollowUp => None,
            },
            |kind, year| match kind {
                EvaluationKind::ExAnte => start.map(|start| later(start, -1)..=later(start, -1)),
                EvaluationKind::ExPost => end.map(|end| later(end, -1)..=end),
                EvaluationKind::MidTerm => {
                    let before = start.map(|start| later(start, -1))?;
                    let before =
                        years_of(marks, EvaluationKind::MidTerm).filter(|other| *other < year).chain([before]).max()?;
                    Some(later(before, 1)..=later(before, ABOUT_THREE_YEARS))
                }
                EvaluationKind::FollowUp => None,
            },
        );
    }

    /// The next mid-term evaluation of a long project that has none marked.
    fn mid_term_wanted(&mut self, subject: Subject<'p>, project: &'p Project) {
        let Some(start) = project.start.year else { return };
        let all = || project.evaluations.iter().chain(project.parts.iter().flat_map(|part| &part.evaluations));
        let mid_terms = || all().filter(|mark| mark.kind == EvaluationKind::MidTerm);
        let end = project.end.year();
        if mid_terms().any(|mark| mark.when.year.is_none()) || (end.is_none() && !project.end.is_open()) {
            return;
        }
        let length = end.map(|end| end.0 - start.0 + 1);
        let over = end.is_some_and(|end| end < self.today);
        if over || length.is_some_and(|length| length < LONG_YEARS) {
            return;
        }
        let ex_post = years_of(&project.evaluations, EvaluationKind::ExPost).max();
        let may_skip = mid_terms().next().is_none()
            && length.is_some_and(|length| length <= ABOUT_FIVE_YEARS)
            && ex_post.zip(end).is_some_and(|(ex_post, end)| ex_post < end);
        let last = mid_terms().filter_map(|mark| mark.when.year).chain([later(start, -1)]).max();
        let Some(last) = last.filter(|_| !may_skip) else { return };
        let years = later(last, THREE_YEARS)..=later(last, ABOUT_THREE_YEARS);
        // What the ex-post evaluation covers needs no mid-term one before it.
        if end.is_none_or(|end| *years.end() < end) && ex_post.is_none_or(|ex_post| *years.end() < ex_post) {
            self.wanted(EvaluationKind::MidTerm, subject, years, CalendarRule::MidTermAboutEveryThreeYears);
        }
    }
}

#[cfg(test)]
mod tests;
