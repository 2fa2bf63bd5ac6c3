//! Whether a plan holds together: ids, references, years, definitions, joins. Works on the plan alone, so that a
//! plan from a store is judged as one from files; the reader adds the places.

mod calendar;
mod definitions;
mod ids;
mod joins;
mod references;
mod years;

use crate::diagnostic::{Diagnostic, Problem};
use crate::{FiscalYear, Plan};

/// A year where the file has none that can be read. The reader has reported it, and no check of that year is shown.
pub(crate) const ANY_YEAR: FiscalYear = FiscalYear(2000);

/// Everything that is wrong with a plan, doubtful or unknown, in no particular order. Without errors, the plan can be
/// written and read back; places are empty, since there is no file.
#[must_use]
pub fn check(plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Found(Vec::new());
    ids::check(plan, &mut found);
    references::check(plan, &mut found);
    years::check(plan, &mut found);
    definitions::check(plan, &mut found);
    joins::check(plan, &mut found);
    // The calendar reckons with years; those that no plan means are reported already.
    if !found.0.iter().any(|one| matches!(one.problem, Problem::YearOutOfRange { .. })) {
        calendar::check(plan, &mut found);
    }
    found.0
}

/// What the checks find.
struct Found(Vec<Diagnostic>);

impl Found {
    fn report(&mut self, problem: Problem, path: impl Into<String>) {
        self.0.push(Diagnostic::new(problem, path));
    }

    /// With the other place that has to do with it.
    fn report_also(&mut self, problem: Problem, path: impl Into<String>, also: impl Into<String>) {
        self.0.push(Diagnostic::new(problem, path).also(also));
    }
}

/// Every project with its path.
fn projects(plan: &Plan) -> impl Iterator<Item = (String, &crate::Programme, &crate::Project)> {
    plan.programmes.iter().enumerate().flat_map(|(number, programme)| {
        programme
            .projects
            .iter()
            .enumerate()
            .map(move |(index, project)| (format!("programme[{number}].project[{index}]"), programme, project))
    })
}

/// Every KPI of a policy with its path.
fn kpis(plan: &Plan) -> impl Iterator<Item = (String, &crate::Kpi)> {
    plan.policies.iter().enumerate().flat_map(|(number, policy)| {
        let path = move |index| format!("policy[{number}].kpi[{index}]");
        policy.kpis.iter().enumerate().map(move |(index, kpi)| (path(index), kpi))
    })
}

/// Every indicator of the plan itself with its path; those that reading adds are left out.
fn indicators(plan: &Plan) -> impl Iterator<Item = (String, &crate::Indicator)> {
    plan.programmes.iter().enumerate().flat_map(|(number, programme)| {
        programme
            .indicators
            .iter()
            .enumerate()
            .filter(|(_, indicator)| indicator.kind != crate::IndicatorKind::ProjectPapers)
            .map(move |(index, indicator)| (format!("programme[{number}].indicator[{index}]"), indicator))
    })
}
