//! The evaluation calendar: warnings only, each by one rule with its unit and exceptions. Where a year is unknown
//! nothing is called wrong; one line says what is unknown.

use super::{Found, projects};
use crate::diagnostic::{CalendarRule, Missing, Problem, Unit};
use crate::timing::{ABOUT_FIVE_YEARS, ABOUT_PROGRAMME_YEARS, ABOUT_THREE_YEARS, LONG_YEARS};
use crate::{EvaluationKind, EvaluationMark, FiscalYear, JoinSubject, Plan, Project};
use std::collections::BTreeSet;

/// 10億円
const BILLION_YEN_IN_MILLIONS: i64 = 1000;

pub(super) fn check(plan: &Plan, found: &mut Found) {
    // Without an end, the calendar is looked at up to the year in which the plan was last decided.
    let decided = plan.decisions.last().map(|decision| FiscalYear::of(decision.on));
    for (path, _, project) in projects(plan) {
        mid_term(project, decided, &path, found);
        ex_ante(project, &path, found);
        ex_post(project, &path, found);
        duty(plan, project, &path, found);
        unknown(project, &path, found);
    }
    programmes(plan, decided, found);
}

fn marks(marks: &[EvaluationMark], kind: EvaluationKind) -> impl Iterator<Item = (usize, &EvaluationMark)> {
    marks.iter().enumerate().filter(move |(_, mark)| mark.kind == kind)
}

fn warn(
    rule: CalendarRule,
    id: &str,
    found_value: Option<i64>,
    expected: Vec<i16>,
    path: impl Into<String>,
    found: &mut Found,
) {
    found.report(Problem::Calendar { rule, id: id.to_owned(), found: found_value, expected }, path);
}

/// The first two neighbours of `years` that lie more than `most` apart.
fn gap(years: &BTreeSet<i16>, most: i16) -> Option<[i16; 2]> {
    let mut before = None;
    for &year in years {
        if let Some(before) = before.filter(|before| year - before > most) {
            return Some([before, year]);
        }
        before = Some(year);
    }
    None
}

fn mid_term(project: &Project, decided: Option<FiscalYear>, path: &str, found: &mut Found) {
    let Some(start) = project.start.year else { return };
    let last = match (project.end.year(), project.end.is_open()) {
        (Some(end), _) if end.0 - start.0 + 1 >= LONG_YEARS => end,
        (None, true) => match decided {
            Some(decided) => decided,
            None => return,
        },
        _ => return,
    };
    let all: Vec<&EvaluationMark> =
        project.evaluations.iter().chain(project.parts.iter().flat_map(|part| &part.evaluations)).collect();
    let of_kind = |kind| all.iter().filter(move |mark| mark.kind == kind);
    if of_kind(EvaluationKind::MidTerm).any(|mark| mark.when.year.is_none()) {
        return;
    }
    let mid_terms: BTreeSet<i16> =
        of_kind(EvaluationKind::MidTerm).filter_map(|mark| mark.when.year).map(|y| y.0).collect();
    let ex_post = marks(&project.evaluations, EvaluationKind::ExPost).filter_map(|(_, mark)| mark.when.year).max();
    let length = last.0 - start.0 + 1;
    let ends = !project.end.is_open();
    let ex_post_before_end = ex_post.is_some_and(|ex_post| ends && ex_post < last);
    if mid_terms.is_empty() && ex_post_before_end && length <= ABOUT_FIVE_YEARS {
        return;
    }
    // The year before the start counts as the evaluation from which the first three years run.
    let mut years = mid_terms;
    years.insert(start.0 - 1);
    years.insert(last.0);
    if let Some([from, to]) = gap(&years, ABOUT_THREE_YEARS) {
        let rule = CalendarRule::MidTermAboutEveryThreeYears;
        warn(rule, &project.id, None, vec![from + 1, to], format!("{path}.evaluations"), found);
    }
}

fn ex_ante(project: &Project, path: &str, found: &mut Found) {
    let Some(start) = project.start.year else { return };
    for (index, mark) in marks(&project.evaluations, EvaluationKind::ExAnte) {
        let expected = start.0 - 1;
        if let Some(year) = mark.when.year.filter(|year| year.0 != expected) {
            let path = format!("{path}.evaluations[{index}].year");
            warn(CalendarRule::ExAnteInYearBeforeStart, &project.id, Some(year.0.into()), vec![expected], path, found);
        }
    }
}

fn ex_post(project: &Project, path: &str, found: &mut Found) {
    let Some(end) = project.end.year() else { return };
    for (index, mark) in marks(&project.evaluations, EvaluationKind::ExPost) {
        let expected = vec![end.0 - 1, end.0];
        if let Some(year) = mark.when.year.filter(|year| !expected.contains(&year.0)) {
            let path = format!("{path}.evaluations[{index}].year");
            warn(CalendarRule::ExPostInLastYearOrYearBefore, &project.id, Some(year.0.into()), expected, path, found);
        }
    }
}

/// The executed budget that is certainly the project's: years of a budget project that is joined to no other project
/// running in them. What is shared is not divided.
fn executed_million_yen(plan: &Plan, project: &Project) -> i64 {
    let runs = |project: &Project, year: FiscalYear| {
        project.start.year.is_none_or(|start| start <= year) && project.end.year().is_none_or(|end| year <= end)
    };
    let mut sum: i64 = 0;
    for budget in &plan.budget_projects {
        let subject = JoinSubject::Budget(budget.id.clone());
        for (&year, amount) in &budget.executed_million_yen {
            let holds: Vec<&str> = plan
                .joins
                .iter()
                .filter(|join| {
                    join.subject == subject
                        && join.from.is_none_or(|from| from <= year)
                        && join.until.is_none_or(|until| year <= until)
                })
                .map(|join| join.project.as_str())
                .filter(|id| plan.project(id).is_some_and(|(_, project)| runs(project, year)))
                .collect();
            if holds == [project.id.as_str()] {
                sum = sum.saturating_add(*amount);
            }
        }
    }
    sum
}

fn duty(plan: &Plan, project: &Project, path: &str, found: &mut Found) {
    if project.start.year.is_none() || marks(&project.evaluations, EvaluationKind::ExAnte).next().is_some() {
        return;
    }
    let executed = executed_million_yen(plan, project);
    if executed >= BILLION_YEN_IN_MILLIONS {
        let path = format!("{path}.evaluations");
        warn(CalendarRule::ExAnteFromOneBillionYen, &project.id, Some(executed), Vec::new(), path, found);
    }
}

/// One line for each project whose calendar could be checked in part only.
fn unknown(project: &Project, path: &str, found: &mut Found) {
    let mut missing = BTreeSet::new();
    if project.start.year.is_none() {
        missing.insert(Missing::Start);
    }
    if project.end.year().is_none() && !project.end.is_open() {
        missing.insert(Missing::End);
    }
    missing.extend(
        project.evaluations.iter().filter(|mark| mark.when.year.is_none()).map(|mark| Missing::Mark(mark.kind)),
    );
    if !missing.is_empty() {
        let problem = Problem::CalendarUnknown {
            unit: Unit::Project,
            id: project.id.clone(),
            missing: missing.into_iter().collect(),
        };
        found.report(problem, path);
    }
}

/// A programme has no end; its years run from the plan's adoption.
fn programmes(plan: &Plan, decided: Option<FiscalYear>, found: &mut Found) {
    let (Some(adopted), Some(decided)) = (plan.decisions.first(), decided) else { return };
    for (number, programme) in plan.programmes.iter().enumerate() {
        let path = format!("programme[{number}]");
        let mid_terms: Vec<&EvaluationMark> =
            marks(&programme.evaluations, EvaluationKind::MidTerm).map(|(_, mark)| mark).collect();
        if mid_terms.iter().any(|mark| mark.when.year.is_none()) {
            let missing = vec![Missing::Mark(EvaluationKind::MidTerm)];
            let problem = Problem::CalendarUnknown { unit: Unit::Programme, id: programme.id.clone(), missing };
            found.report(problem, path);
            continue;
        }
        let mut years: BTreeSet<i16> = mid_terms.iter().filter_map(|mark| mark.when.year).map(|year| year.0).collect();
        years.insert(FiscalYear::of(adopted.on).0);
        years.insert(decided.0);
        if let Some([from, to]) = gap(&years, ABOUT_PROGRAMME_YEARS) {
            let rule = CalendarRule::ProgrammeMidTermAboutEveryFiveYears;
            warn(rule, &programme.id, None, vec![from + 1, to], format!("{path}.id"), found);
        }
    }
}
