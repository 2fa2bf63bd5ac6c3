//! From the plan to RS's chain of effects: what is done (アクティビティ), what comes out (アウトプット), what it is good for (アウトカム).
//!
//! The decision to question: **the activities of a budget project are the projects of the plan that are joined to it**, and its goals the
//! indicators of their programmes that count one of them. Which output leads to which outcome the plan does not say; it is written only
//! where the programme has a single output, and left to the office else.

use crate::Facts;
use indicator::{Amount, Reading, amount_in_words, parse_amount, readings_with};
use plan::{BudgetProject, Direction, FiscalYear, Indicator, IndicatorKind, JoinSubject, Method, Project};
use serde::Serialize;
use std::collections::BTreeMap;

/// A link of the chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Goal {
    /// Counted through activities, outputs and outcomes, from 1.
    pub number: usize,
    /// `アクティビティ`, `アウトプット` or `アウトカム`.
    pub kind: &'static str,
    /// The id of the project or indicator.
    pub id: String,
    /// The programme of the plan in which it stands.
    pub programme: String,
    /// What is done, or what is to be reached.
    pub goal: String,
    /// How it is measured; empty for an activity.
    pub measure: String,
    /// What one is; empty for an activity.
    pub unit: String,
    /// `定量的` or `定性的`; empty for an activity.
    pub nature: &'static str,
    /// `上向き` or `下向き`; empty where neither is better.
    pub direction: &'static str,
    /// What the figures rest on.
    pub source: String,
    /// What was said of a goal without a number.
    pub qualitative: String,
    /// Figures to reach, by fiscal year.
    pub targets: BTreeMap<i16, String>,
    /// Figures reached, by fiscal year: exact, as they are confirmed.
    pub results: BTreeMap<i16, String>,
    /// Result by target in per cent with one digit, where both are numbers.
    pub rates: BTreeMap<i16, String>,
}

/// What is joined to a budget project and counts, each with its programme, in the plan's order.
pub fn projects<'a>(facts: &Facts<'a>, budget: &BudgetProject) -> Vec<(&'a str, &'a Project)> {
    let subject = JoinSubject::Budget(budget.id.clone());
    let joined = |project: &Project| {
        facts
            .plan()
            .joins
            .iter()
            .any(|join| join.subject == subject && join.project == project.id && join.basis.counts())
    };
    let all = facts.plan().projects().filter(|(_, project)| joined(project));
    all.map(|(programme, project)| (programme.id.as_str(), project)).collect()
}

/// The chain of a budget project.
pub fn chain(facts: &Facts<'_>, budget: &BudgetProject) -> Vec<Goal> {
    let projects = projects(facts, budget);
    let mut goals: Vec<Goal> = projects
        .iter()
        .map(|(programme, project)| Goal {
            kind: "アクティビティ",
            id: project.id.clone(),
            programme: (*programme).to_owned(),
            goal: if project.description.ja.is_empty() { &project.title.ja } else { &project.description.ja }.clone(),
            ..Goal::empty()
        })
        .collect();
    let mut programmes: Vec<&str> = projects.iter().map(|(programme, _)| *programme).collect();
    programmes.dedup();
    for (kind, word) in [(IndicatorKind::Output, "アウトプット"), (IndicatorKind::Outcome, "アウトカム")] {
        for programme in programmes.iter().filter_map(|id| facts.plan().programme(id)) {
            let indicators: Vec<&Indicator> = programme.indicators.iter().filter(|one| one.kind == kind).collect();
            // The sheet of a year reports what was done up to the year before.
            let years = FiscalYear(super::FIRST_YEAR)..=FiscalYear(facts.year().0 - 1);
            let readings = readings_with(&facts.readings, facts.index, &indicators, years);
            let made = indicators
                .iter()
                .zip(readings)
                .map(|(indicator, readings)| measured(indicator, word, &programme.id, &readings));
            goals.extend(made);
        }
    }
    for (at, goal) in goals.iter_mut().enumerate() {
        goal.number = at + 1;
    }
    goals
}

impl Goal {
    fn empty() -> Self {
        Self {
            number: 0,
            kind: "",
            id: String::new(),
            programme: String::new(),
            goal: String::new(),
            measure: String::new(),
            unit: String::new(),
            nature: "",
            direction: "",
            source: String::new(),
            qualitative: String::new(),
            targets: BTreeMap::new(),
            results: BTreeMap::new(),
            rates: BTreeMap::new(),
        }
    }
}

fn measured(indicator: &Indicator, kind: &'static str, programme: &str, readings: &[(FiscalYear, Reading)]) -> Goal {
    let mut goal = Goal {
        kind,
        id: indicator.id.clone(),
        programme: programme.to_owned(),
        measure: indicator.title.ja.clone(),
        unit: indicator.unit.ja.clone(),
        nature: "定量的",
        direction: match indicator.direction {
            Direction::Up => "上向き",
            Direction::Down => "下向き",
            Direction::None => "",
        },
        ..Goal::empty()
    };
    let mut sources: Vec<String> = Vec::new();
    for (year, reading) in readings {
        match reading {
            Reading::Number(figure) => {
                goal.results.insert(year.0, exact(&figure.confirmed));
                if let Some(by) = &figure.reported_by {
                    sources.push(by.to_string());
                }
            }
            Reading::Qualitative { words, .. } => {
                goal.nature = "定性的";
                goal.qualitative.clone_from(words);
            }
            _ => {}
        }
    }
    for version in &indicator.versions {
        for target in &version.targets {
            goal.targets.insert(target.year.0, target.value.clone());
        }
        match &version.method {
            Method::Computed(definition) => {
                sources
                    .extend(definition.sources.iter().map(|one| indicator::source_in_words(one, plan::Language::Ja)));
            }
            Method::Qualitative => goal.nature = "定性的",
            Method::Reported => sources.push(indicator.reported_by.ja.clone()),
        }
    }
    sources.retain(|source| !source.is_empty());
    sources.sort_unstable();
    sources.dedup();
    goal.source = sources.join("、");
    for (year, result) in &goal.results {
        if let (Some(result), Some(target)) =
            (parse_amount(result), goal.targets.get(year).and_then(|one| parse_amount(one)))
            && let Some(rate) = per_cent(result, target)
        {
            goal.rates.insert(*year, rate);
        }
    }
    goal
}

/// An amount without grouping, so that a program reads it: `1234`, `3.5`.
fn exact(amount: &Amount) -> String {
    amount_in_words(amount).replace(',', "").replace('−', "-")
}

/// `98.5`, rounded half up; nothing where there is no target to reach.
fn per_cent(result: Amount, target: Amount) -> Option<String> {
    if *target.numer() <= 0 || *result.numer() < 0 {
        return None;
    }
    // In tenths of a per cent: (a / b) / (c / d) × 1000, kept as two whole numbers.
    let above = result.numer().checked_mul(*target.denom())?.checked_mul(1000)?;
    let below = result.denom().checked_mul(*target.numer())?;
    let tenths = above.checked_mul(2)?.checked_add(below)? / below.checked_mul(2)?;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_rounded_half_up_and_nothing_is_divided_by_nothing() {
        let amount = |words: &str| parse_amount(words).expect("an amount");
        assert_eq!(per_cent(amount("37"), amount("40")).as_deref(), Some("92.5"));
        assert_eq!(per_cent(amount("2"), amount("3")).as_deref(), Some("66.7"));
        assert_eq!(per_cent(amount("5"), amount("0")), None);
    }
}
