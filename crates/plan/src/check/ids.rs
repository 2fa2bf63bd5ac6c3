//! Ids: their form, and that each is given once.

use super::{Found, indicators, projects};
use crate::Plan;
use crate::diagnostic::{Problem, Unit};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;

pub(super) fn check(plan: &Plan, found: &mut Found) {
    kebab(&plan.id, "plan.id", found);
    let mut programmes = Given::new(Unit::Programme);
    let mut focuses = Given::new(Unit::Focus);
    // A succession names projects and parts alike, so that they share their ids.
    let mut lines = Given::new(Unit::Project);
    let mut indicator_ids = Given::new(Unit::Indicator);
    for (number, programme) in plan.programmes.iter().enumerate() {
        programmes.take(&programme.id, format!("programme[{number}].id"), found);
        for (index, focus) in programme.focuses.iter().enumerate() {
            focuses.take(&focus.id, format!("programme[{number}].focus[{index}].id"), found);
        }
    }
    for (path, _, project) in projects(plan) {
        lines.take(&project.id, format!("{path}.id"), found);
        for (index, part) in project.parts.iter().enumerate() {
            lines.take(&part.id, format!("{path}.part[{index}].id"), found);
        }
    }
    for (path, indicator) in indicators(plan) {
        let path = format!("{path}.id");
        if indicator.id.starts_with("papers-of-") {
            found.report(Problem::ReservedId { id: indicator.id.clone() }, path);
        } else {
            indicator_ids.take(&indicator.id, path, found);
        }
    }
    take_all(Unit::IntegratedProject, "integrated-project", plan.integrated_projects.iter().map(|one| &one.id), found);
    take_all(Unit::DiseaseArea, "disease-area", plan.disease_areas.iter().map(|one| &one.id), found);
    take_all(Unit::Scheme, "scheme", plan.schemes.iter().map(|one| &one.id), found);
    budget_projects(plan, found);
    policies(plan, found);
}

fn policies(plan: &Plan, found: &mut Found) {
    take_all(Unit::Policy, "policy", plan.policies.iter().map(|policy| &policy.id), found);
    for (number, policy) in plan.policies.iter().enumerate() {
        let path = |name: &str| format!("policy[{number}].{name}");
        take_all(Unit::PolicyPoint, &path("point"), policy.points.iter().map(|one| &one.id), found);
        take_all(Unit::Commitment, &path("commitment"), policy.commitments.iter().map(|one| &one.id), found);
        take_all(Unit::Measure, &path("measure"), policy.measures.iter().map(|one| &one.id), found);
        take_all(Unit::Bottleneck, &path("bottleneck"), policy.bottlenecks.iter().map(|one| &one.id), found);
        take_all(Unit::Kpi, &path("kpi"), policy.kpis.iter().map(|one| &one.id), found);
    }
}

fn budget_projects(plan: &Plan, found: &mut Found) {
    let mut given = Given::new(Unit::BudgetProject);
    for (index, budget) in plan.budget_projects.iter().enumerate() {
        let path = format!("budget-project[{index}].id");
        if budget.id.is_empty() || !budget.id.bytes().all(|byte| byte.is_ascii_digit()) {
            found.report(Problem::BudgetIdForm { id: budget.id.clone() }, path.as_str());
        }
        given.once(&budget.id, path, found);
    }
}

fn take_all<'a>(unit: Unit, path: &str, ids: impl Iterator<Item = &'a String>, found: &mut Found) {
    let mut given = Given::new(unit);
    for (index, id) in ids.enumerate() {
        given.take(id, format!("{path}[{index}].id"), found);
    }
}

/// Ids given so far, with where.
struct Given {
    unit: Unit,
    first: BTreeMap<String, String>,
}

impl Given {
    fn new(unit: Unit) -> Self {
        Self { unit, first: BTreeMap::new() }
    }

    fn take(&mut self, id: &str, path: String, found: &mut Found) {
        kebab(id, &path, found);
        self.once(id, path, found);
    }

    fn once(&mut self, id: &str, path: String, found: &mut Found) {
        // An id that could not be read is no id.
        if id.is_empty() {
            return;
        }
        match self.first.get(id) {
            Some(first) => {
                let problem = Problem::DuplicateId { unit: self.unit, id: id.to_owned() };
                found.report_also(problem, path, first.clone());
            }
            None => {
                self.first.insert(id.to_owned(), path);
            }
        }
    }
}

fn kebab(id: &str, path: &str, found: &mut Found) {
    if !is_kebab(id) {
        found.report(Problem::IdForm { id: id.to_owned(), suggestion: suggestion(id) }, path);
    }
}

/// Lower-case ASCII letters and digits, with single hyphens between them.
fn is_kebab(id: &str) -> bool {
    id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// What of `id` could be an id; empty if nothing.
fn suggestion(id: &str) -> String {
    let plain: String = id.nfkc().flat_map(char::to_lowercase).collect();
    plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{is_kebab, suggestion};

    #[test]
    fn an_id_is_lower_case_ascii_with_single_hyphens() {
        for id in ["binds-2", "p", "4-things"] {
            assert!(is_kebab(id), "{id}");
        }
        for id in ["", "Binds", "binds_2", "binds--2", "-binds", "binds-", "苔", "binds 2", "ｂinds"] {
            assert!(!is_kebab(id), "{id}");
        }
        assert_eq!(suggestion("ＢＩＮＤＳ (2)"), "binds-2");
        assert_eq!(suggestion("苔"), "");
    }
}
