//! Years and days: their range and order, marks within their time, and what named rules infer.

use super::{Found, indicators, kpis, projects};
use crate::diagnostic::{Problem, nearest};
use crate::inference::{InferenceRule, InferredFor, Known, Timed};
use crate::{Basis, End, EvaluationKind, EvaluationMark, FiscalYear, Plan, PlanDecisionKind, YearClaim};
use jiff::civil::Date;
use std::collections::BTreeMap;

const FIRST_YEAR: i16 = 1945;
const LAST_YEAR: i16 = 2100;

pub(super) fn check(plan: &Plan, found: &mut Found) {
    decisions(plan, found);
    let known = Neighbours::new(plan);
    for (number, policy) in plan.policies.iter().enumerate() {
        let path = format!("policy[{number}]");
        period(policy.first_year, policy.last_year, &path, ["first-year", "last-year"], found);
        let mut before = (policy.decided_on, format!("{path}.decided-on"));
        for (index, amended) in policy.amended_on.iter().enumerate() {
            before = days(before, *amended, format!("{path}.amended-on[{index}]"), found);
        }
        for (index, commitment) in policy.commitments.iter().enumerate() {
            in_range(commitment.due, format!("{path}.commitment[{index}].due"), found);
            no_rule(&commitment.basis, &format!("{path}.commitment[{index}]"), found);
        }
    }
    let mut before: Option<u8> = None;
    for (number, programme) in plan.programmes.iter().enumerate() {
        if let Some(before) = before.filter(|before| *before >= programme.number) {
            let problem = Problem::ProgrammeNumber { before, found: programme.number };
            found.report(problem, format!("programme[{number}].number"));
        }
        before = Some(programme.number);
        for (index, mark) in programme.evaluations.iter().enumerate() {
            let path = format!("programme[{number}].evaluations[{index}]");
            in_range(mark.when.year, format!("{path}.year"), found);
            no_rule(&mark.when.basis, &path, found);
        }
    }
    for (path, _, project) in projects(plan) {
        timed(Timed::from(project), known.of(&project.id, project.into()), &path, found);
        if let Some(origin) = &project.origin {
            claim(origin, &format!("{path}.origin"), found);
            no_rule(&origin.basis, &format!("{path}.origin"), found);
            if let (Some(origin), Some(start)) = (origin.year, project.start.year)
                && origin > start
            {
                let problem = Problem::EndBeforeStart { start: origin.0, end: start.0 };
                found.report_also(problem, format!("{path}.start.year"), format!("{path}.origin.year"));
            }
        }
        for (index, part) in project.parts.iter().enumerate() {
            let part_path = format!("{path}.part[{index}]");
            let (start, end) = (project.start.year, project.end.year());
            let known = Known { project_start: start, project_end: end, ..known.of(&part.id, part.into()) };
            timed(Timed::from(part), known, &part_path, found);
            for (year, key) in [(part.start.year, "start"), (part.end.year(), "end")] {
                let Some(year) = year else { continue };
                if start.is_some_and(|start| year < start) || end.is_some_and(|end| year > end) {
                    let problem = Problem::PartOutsideProject {
                        project: project.id.clone(),
                        start: start.map(|year| year.0),
                        end: end.map(|year| year.0),
                        year: year.0,
                    };
                    found.report_also(problem, format!("{part_path}.{key}.year"), path.as_str());
                }
            }
        }
        for (index, alias) in project.aliases.iter().enumerate() {
            no_rule(&alias.basis, &format!("{path}.aliases[{index}]"), found);
        }
    }
    for (path, indicator) in indicators(plan) {
        for (index, version) in indicator.versions.iter().enumerate() {
            let path = format!("{path}.version[{index}]");
            period(version.from, version.until, &path, ["from", "until"], found);
            if let Basis::Inferred { rule } = &version.basis {
                rule_of(rule, Some(InferredFor::Definition), &path, found);
            }
            for (index, target) in version.targets.iter().enumerate() {
                in_range(Some(target.year), format!("{path}.targets[{index}].year"), found);
                no_rule(&target.basis, &format!("{path}.targets[{index}]"), found);
            }
        }
    }
    cross_cuts(plan, found);
}

fn cross_cuts(plan: &Plan, found: &mut Found) {
    let keys = ["first-year", "last-year"];
    for (path, kpi) in kpis(plan) {
        period(Some(kpi.first_year), Some(kpi.last_year), &path, keys, found);
        if let Basis::Inferred { rule } = &kpi.basis {
            rule_of(rule, Some(InferredFor::Definition), &path, found);
        }
    }
    for (index, integrated) in plan.integrated_projects.iter().enumerate() {
        let path = format!("integrated-project[{index}]");
        period(Some(integrated.first_year), Some(integrated.last_year), &path, keys, found);
        no_rule(&integrated.basis, &path, found);
        roles(&integrated.roles, &path, found);
    }
    for (index, area) in plan.disease_areas.iter().enumerate() {
        let path = format!("disease-area[{index}]");
        period(Some(area.first_year), area.last_year, &path, keys, found);
        no_rule(&area.basis, &path, found);
        roles(&area.roles, &path, found);
    }
    for (index, budget) in plan.budget_projects.iter().enumerate() {
        let path = format!("budget-project[{index}]");
        period(budget.start, budget.end, &path, ["start", "end"], found);
        no_rule(&budget.basis, &path, found);
        for year in budget.executed_million_yen.keys() {
            in_range(Some(*year), format!("{path}.executed-million-yen"), found);
        }
    }
    for (index, scheme) in plan.schemes.iter().enumerate() {
        no_rule(&scheme.basis, &format!("scheme[{index}]"), found);
    }
    for (index, succession) in plan.successions.iter().enumerate() {
        no_rule(&succession.basis, &format!("succession[{index}]"), found);
    }
    for (index, join) in plan.joins.iter().enumerate() {
        let path = format!("join[{index}]");
        period(join.from, join.until, &path, ["from", "until"], found);
        no_rule(&join.basis, &path, found);
    }
}

fn roles(roles: &[crate::DatedRole], path: &str, found: &mut Found) {
    for (index, role) in roles.iter().enumerate() {
        let path = format!("{path}.roles[{index}]");
        period(role.from, role.until, &path, ["from", "until"], found);
        no_rule(&role.basis, &path, found);
    }
}

fn decisions(plan: &Plan, found: &mut Found) {
    if plan.decisions.is_empty() {
        found.report(Problem::NoDecision, "plan.decision");
    }
    let mut before: Option<(Date, String)> = None;
    for (index, decision) in plan.decisions.iter().enumerate() {
        let path = format!("plan.decision[{index}]");
        before = Some(match before {
            Some(before) => days(before, decision.on, format!("{path}.on"), found),
            None => (decision.on, format!("{path}.on")),
        });
        if index > 0 && decision.kind == PlanDecisionKind::Adopted {
            found.report(Problem::AdoptedAfterAmended, format!("{path}.kind"));
        }
        no_rule(&decision.basis, &path, found);
    }
}

/// Reports a day that does not come after the one before; gives what the next one must follow.
fn days((before, before_path): (Date, String), day: Date, path: String, found: &mut Found) -> (Date, String) {
    if day <= before {
        found.report_also(Problem::DaysOutOfOrder { earlier: before, later: day }, path.as_str(), before_path);
    }
    (day, path)
}

fn in_range(year: Option<FiscalYear>, path: String, found: &mut Found) {
    if let Some(FiscalYear(year)) = year
        && !(FIRST_YEAR..=LAST_YEAR).contains(&year)
    {
        found.report(Problem::YearOutOfRange { year }, path);
    }
}

fn period(
    first: Option<FiscalYear>,
    last: Option<FiscalYear>,
    path: &str,
    [first_key, last_key]: [&str; 2],
    found: &mut Found,
) {
    in_range(first, format!("{path}.{first_key}"), found);
    in_range(last, format!("{path}.{last_key}"), found);
    before(first, last, format!("{path}.{first_key}"), format!("{path}.{last_key}"), found);
}

fn before(
    first: Option<FiscalYear>,
    last: Option<FiscalYear>,
    first_path: String,
    last_path: String,
    found: &mut Found,
) {
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        found.report_also(Problem::EndBeforeStart { start: first.0, end: last.0 }, last_path, first_path);
    }
}

/// The range of a claim's year, and that year and basis agree on whether it is known.
fn claim(claim: &YearClaim, path: &str, found: &mut Found) {
    in_range(claim.year, format!("{path}.year"), found);
    match (claim.year, &claim.basis) {
        (Some(year), Basis::Unknown) => {
            found.report(Problem::YearGivenAndUnknown { year: year.0 }, format!("{path}.year"))
        }
        (None, basis) if *basis != Basis::Unknown => found.report(Problem::YearMissing, path),
        _ => {}
    }
}

fn timed(line: Timed<'_>, known: Known, path: &str, found: &mut Found) {
    let start_path = format!("{path}.start");
    let end_path = format!("{path}.end");
    claim(line.start, &start_path, found);
    inferred(line.start, InferredFor::Start, known, path, &start_path, found);
    match line.end {
        End::Year(end) => {
            claim(end, &end_path, found);
            inferred(end, InferredFor::End, known, path, &end_path, found);
        }
        End::Open { basis } => no_rule(basis, &end_path, found),
    }
    before(line.start.year, line.end.year(), format!("{start_path}.year"), format!("{end_path}.year"), found);
    for (index, one) in line.evaluations.iter().enumerate() {
        let mark_path = format!("{path}.evaluations[{index}]");
        claim(&one.when, &mark_path, found);
        inferred(&one.when, InferredFor::Mark(one.kind), known, path, &mark_path, found);
        mark(one, line, &mark_path, found);
    }
}

fn mark(mark: &EvaluationMark, line: Timed<'_>, path: &str, found: &mut Found) {
    let (Some(year), start, end) = (mark.when.year, line.start.year, line.end.year()) else { return };
    // Which of the two is wrong is not known, and said already.
    if start.zip(end).is_some_and(|(start, end)| end < start) {
        return;
    }
    let before_start = start.is_some_and(|start| year < start);
    let after_end = end.is_some_and(|end| year > end);
    let wrong = match mark.kind {
        EvaluationKind::ExAnte => after_end,
        EvaluationKind::MidTerm => before_start || after_end,
        EvaluationKind::ExPost => before_start,
        EvaluationKind::FollowUp => end.is_some_and(|end| year <= end) || before_start,
    };
    if wrong {
        let problem = Problem::MarkOutsidePeriod {
            mark: mark.kind,
            year: year.0,
            start: start.map(|year| year.0),
            end: end.map(|year| year.0),
        };
        found.report(problem, format!("{path}.year"));
    }
}

/// A rule stands where none infers anything: its name must exist all the same, and it does not fit.
fn no_rule(basis: &Basis, path: &str, found: &mut Found) {
    if let Basis::Inferred { rule } = basis {
        rule_of(rule, None, path, found);
    }
}

/// The rule of that name, if there is one and it is for this.
fn rule_of(name: &str, used_for: Option<InferredFor>, path: &str, found: &mut Found) -> Option<InferenceRule> {
    let names = || InferenceRule::ALL.iter().map(|rule| rule.name());
    let rule = InferenceRule::from_name(name);
    let path = format!("{path}.inferred");
    match rule {
        None => {
            let problem = Problem::UnknownRule {
                rule: name.to_owned(),
                known: names().map(str::to_owned).collect(),
                nearest: nearest(name, names()),
            };
            found.report(problem, path);
            None
        }
        Some(rule) if !used_for.is_some_and(|used_for| rule.used_for().contains(&used_for)) => {
            let fitting = InferenceRule::ALL
                .iter()
                .filter(|rule| used_for.is_some_and(|used_for| rule.used_for().contains(&used_for)));
            let problem = Problem::RuleForOther {
                rule: name.to_owned(),
                fitting: fitting.map(|rule| rule.name().to_owned()).collect(),
            };
            found.report(problem, path);
            None
        }
        Some(rule) => Some(rule),
    }
}

/// `line` is the path of the project or part to which the claim belongs.
fn inferred(claim: &YearClaim, used_for: InferredFor, known: Known, line: &str, path: &str, found: &mut Found) {
    let Basis::Inferred { rule: name } = &claim.basis else { return };
    let Some(rule) = rule_of(name, Some(used_for), path, found) else { return };
    let gives = rule.year(used_for, known);
    if gives.is_none() || gives != claim.year {
        let problem = Problem::RuleGivesOther {
            rule: name.clone(),
            gives: gives.map(|year| year.0),
            found: claim.year.map(|year| year.0),
        };
        match rule.rests_on() {
            Some(key) => found.report_also(problem, format!("{path}.year"), format!("{line}.{key}.year")),
            None => found.report(problem, format!("{path}.year")),
        }
    }
}

/// The years of what precedes and follows each line.
struct Neighbours<'a> {
    ends_before: BTreeMap<&'a str, Option<FiscalYear>>,
    starts_after: BTreeMap<&'a str, Option<FiscalYear>>,
}

impl<'a> Neighbours<'a> {
    fn new(plan: &'a Plan) -> Self {
        let mut lines: BTreeMap<&str, Timed<'a>> = BTreeMap::new();
        for (_, project) in plan.projects() {
            lines.insert(&project.id, project.into());
            lines.extend(project.parts.iter().map(|part| (part.id.as_str(), part.into())));
        }
        let mut neighbours = Self { ends_before: BTreeMap::new(), starts_after: BTreeMap::new() };
        for succession in &plan.successions {
            let Some(from) = succession.from.as_deref() else { continue };
            let end = lines.get(from).and_then(|line| line.end.year());
            let start = lines.get(succession.to.as_str()).and_then(|line| line.start.year);
            combine(&mut neighbours.ends_before, &succession.to, end, Ord::max);
            combine(&mut neighbours.starts_after, from, start, Ord::min);
        }
        neighbours
    }

    fn of(&self, id: &str, line: Timed<'_>) -> Known {
        Known {
            start: line.start.year,
            end: line.end.year(),
            predecessors_end: self.ends_before.get(id).copied().flatten(),
            successors_start: self.starts_after.get(id).copied().flatten(),
            ..Known::default()
        }
    }
}

/// One unknown year among several makes their greatest or least unknown.
fn combine<'a>(
    years: &mut BTreeMap<&'a str, Option<FiscalYear>>,
    id: &'a str,
    year: Option<FiscalYear>,
    choose: fn(FiscalYear, FiscalYear) -> FiscalYear,
) {
    years
        .entry(id)
        .and_modify(|before| *before = before.zip(year).map(|(before, year)| choose(before, year)))
        .or_insert(year);
}
