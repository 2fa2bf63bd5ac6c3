use super::*;
use plan::Basis;

fn stated(year: i16) -> YearClaim {
    YearClaim { year: Some(FiscalYear(year)), basis: Basis::Stated { source: "Arden".into() } }
}

fn mark(kind: EvaluationKind, year: Option<i16>) -> EvaluationMark {
    let when = YearClaim { year: year.map(FiscalYear), basis: Basis::Stated { source: "Arden".into() } };
    EvaluationMark { kind, when, on_chart: true }
}

/// The plan of Japan with all of its projects taken away but one, which is made over.
fn plan_of(start: i16, end: Option<i16>, marks: Vec<EvaluationMark>) -> Plan {
    let mut plan = plan::builtin();
    plan.programmes.truncate(1);
    let programme = &mut plan.programmes[0];
    programme.evaluations.clear();
    programme.projects.truncate(1);
    let project = &mut programme.projects[0];
    project.start = stated(start);
    project.end = match end {
        Some(end) => End::Year(stated(end)),
        None => End::Open { basis: Basis::Stated { source: "Arden".into() } },
    };
    project.parts.clear();
    project.evaluations = marks;
    plan
}

fn told(plan: &Plan, today: i16) -> Vec<String> {
    let calendar = calendar(plan, FiscalYear(today));
    let of_project = calendar.due.iter().filter(|due| due.subject.project().is_some());
    of_project
        .map(|due| {
            let ground = if due.ground == Ground::Rule { "rule" } else { "mark" };
            let (from, to) = (due.years.start().0, due.years.end().0);
            let says = match &due.says {
                Says::Same => String::new(),
                Says::Nothing => " ?".to_owned(),
                Says::Otherwise(years) => format!(" not {}..{}", years.start().0, years.end().0),
            };
            format!("{:?} {from}..{to} {ground} {:?}{says}", due.kind, due.standing)
        })
        .collect()
}

use EvaluationKind::{ExAnte, ExPost, FollowUp, MidTerm};

#[test]
fn marks_that_keep_the_rules_need_nothing_more() {
    let marks = vec![mark(ExAnte, Some(2021)), mark(MidTerm, Some(2024)), mark(ExPost, Some(2026))];
    let expected = ["ExAnte 2021..2021 mark Past", "MidTerm 2024..2024 mark Past", "ExPost 2026..2026 mark Now"];
    assert_eq!(told(&plan_of(2022, Some(2026), marks), 2026), expected);
}

#[test]
fn what_the_plan_says_stands_beside_what_the_rule_says() {
    let marks = vec![mark(ExAnte, Some(2019)), mark(MidTerm, Some(2026)), mark(ExPost, Some(2028))];
    let expected = [
        "ExAnte 2019..2019 mark Past not 2020..2020",
        "MidTerm 2026..2026 mark Now not 2021..2024",
        "ExPost 2028..2028 mark Ahead not 2029..2030",
    ];
    assert_eq!(told(&plan_of(2021, Some(2030), marks), 2026), expected);
}

#[test]
fn a_long_project_without_marks_has_what_the_rules_want() {
    let expected = ["MidTerm 2024..2025 rule Overdue", "ExPost 2029..2030 rule Ahead"];
    assert_eq!(told(&plan_of(2022, Some(2030), vec![mark(ExAnte, None)]), 2026), expected);
    assert_eq!(
        told(&plan_of(2022, Some(2025), vec![]), 2025),
        ["ExPost 2024..2025 rule Now"],
        "four years need no mid-term"
    );
}

#[test]
fn a_project_without_end_is_looked_at_again_and_again() {
    let marks = vec![mark(MidTerm, Some(2023)), mark(MidTerm, Some(2026))];
    let expected = ["MidTerm 2023..2023 mark Past", "MidTerm 2026..2026 mark Now", "MidTerm 2029..2030 rule Ahead"];
    assert_eq!(told(&plan_of(2021, None, marks), 2026), expected);
}

#[test]
fn five_years_with_an_ex_post_evaluation_before_the_end_need_no_mid_term() {
    let marks = |year| vec![mark(ExPost, Some(year))];
    assert_eq!(told(&plan_of(2022, Some(2026), marks(2025)), 2024), ["ExPost 2025..2025 mark Ahead"]);
    let late = told(&plan_of(2022, Some(2027), marks(2027)), 2024);
    assert_eq!(late, ["MidTerm 2024..2025 rule Now", "ExPost 2027..2027 mark Ahead"]);
}

#[test]
fn an_unknown_year_is_listed_and_nothing_is_called_wrong() {
    let plan = plan_of(2022, Some(2030), vec![mark(MidTerm, None), mark(ExPost, None)]);
    assert!(told(&plan, 2026).is_empty());
    let unknown: Vec<_> = calendar(&plan, FiscalYear(2026)).unknown.iter().map(|one| one.kind).collect();
    assert_eq!(unknown, [MidTerm, ExPost]);
}

#[test]
fn a_project_that_begins_later_needs_its_ex_ante_evaluation_and_follow_up_has_no_rule() {
    assert_eq!(told(&plan_of(2028, Some(2030), vec![]), 2026)[0], "ExAnte 2027..2027 rule Ahead");
    assert_eq!(
        told(&plan_of(2018, Some(2020), vec![mark(FollowUp, Some(2026))]), 2026),
        ["FollowUp 2026..2026 mark Now ?"]
    );
}

#[test]
fn a_programme_is_due_five_years_after_the_plan_was_adopted() {
    let plan = plan_of(2022, Some(2025), vec![]);
    let calendar = calendar(&plan, FiscalYear(2026));
    let programme: Vec<&Due> = calendar.due.iter().filter(|due| due.subject.project().is_none()).collect();
    assert_eq!(programme.len(), 1);
    assert_eq!(
        (programme[0].years.clone(), programme[0].standing),
        (FiscalYear(2027)..=FiscalYear(2028), Standing::Ahead)
    );
}

#[test]
fn every_mark_of_the_plan_is_in_the_calendar_once() {
    let plan = plan::builtin();
    let calendar = calendar(&plan, FiscalYear(2026));
    let projects = || plan.projects().map(|(_, project)| project);
    let marks = projects().map(|one| one.evaluations.len()).sum::<usize>()
        + projects().flat_map(|one| &one.parts).map(|part| part.evaluations.len()).sum::<usize>()
        + plan.programmes.iter().map(|one| one.evaluations.len()).sum::<usize>();
    let dated = calendar.due.iter().filter(|due| matches!(due.ground, Ground::Mark(_))).count();
    assert_eq!(dated + calendar.unknown.len(), marks);
    assert!(calendar.due.is_sorted_by_key(|due| due.years.start().0));
}
