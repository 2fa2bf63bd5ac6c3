//! Everything that is named must be there.

use super::{Found, indicators, kpis, projects};
use crate::diagnostic::{Problem, Unit, nearest};
use crate::{JoinSubject, LinkedTo, Method, Plan};
use std::collections::BTreeSet;

/// The ids of one kind of thing.
struct Ids<'a> {
    unit: Unit,
    known: BTreeSet<&'a str>,
}

impl<'a> Ids<'a> {
    fn new(unit: Unit, ids: impl Iterator<Item = &'a String>) -> Self {
        Self { unit, known: ids.map(String::as_str).collect() }
    }

    fn check(&self, id: &str, path: impl Into<String>, found: &mut Found) {
        if !self.known.contains(id) {
            let nearest = nearest(id, self.known.iter().copied());
            found.report(Problem::UnknownReference { unit: self.unit, id: id.to_owned(), nearest }, path);
        }
    }

    fn check_all(&self, ids: &[String], path: &str, found: &mut Found) {
        for (index, id) in ids.iter().enumerate() {
            self.check(id, format!("{path}[{index}]"), found);
        }
    }
}

pub(super) fn check(plan: &Plan, found: &mut Found) {
    let project_ids = Ids::new(Unit::Project, plan.projects().map(|(_, project)| &project.id));
    let line_ids = Ids::new(
        Unit::Project,
        plan.projects()
            .flat_map(|(_, project)| std::iter::once(&project.id).chain(project.parts.iter().map(|part| &part.id))),
    );
    let programme_ids = Ids::new(Unit::Programme, plan.programmes.iter().map(|one| &one.id));
    let integrated_ids = Ids::new(Unit::IntegratedProject, plan.integrated_projects.iter().map(|one| &one.id));
    let disease_ids = Ids::new(Unit::DiseaseArea, plan.disease_areas.iter().map(|one| &one.id));
    let scheme_ids = Ids::new(Unit::Scheme, plan.schemes.iter().map(|one| &one.id));
    let budget_ids = Ids::new(Unit::BudgetProject, plan.budget_projects.iter().map(|one| &one.id));
    for (number, policy) in plan.policies.iter().enumerate() {
        for (index, point) in policy.points.iter().enumerate() {
            programme_ids.check_all(&point.programmes, &format!("policy[{number}].point[{index}].programmes"), found);
        }
        let bottlenecks = Ids::new(Unit::Bottleneck, policy.bottlenecks.iter().map(|one| &one.id));
        for (index, measure) in policy.measures.iter().enumerate() {
            bottlenecks.check_all(&measure.answers, &format!("policy[{number}].measure[{index}].answers"), found);
        }
    }
    let indicator_ids = Ids::new(Unit::Indicator, plan.indicators().map(|(_, one)| &one.id));
    for (path, kpi) in kpis(plan) {
        indicator_ids.check_all(&kpi.indicators, &format!("{path}.indicators"), found);
        if let Method::Computed(definition) = &kpi.method
            && let LinkedTo::Projects(ids) = &definition.linked.to
        {
            project_ids.check_all(ids, &format!("{path}.computed.linked-to"), found);
        }
    }
    for (path, programme, project) in projects(plan) {
        let focuses = Ids::new(Unit::Focus, programme.focuses.iter().map(|one| &one.id));
        focuses.check(&project.focus, format!("{path}.focus"), found);
        integrated_ids.check_all(&project.integrated_projects, &format!("{path}.integrated-projects"), found);
        disease_ids.check_all(&project.disease_areas, &format!("{path}.disease-areas"), found);
    }
    for (path, indicator) in indicators(plan) {
        project_ids.check_all(&indicator.projects, &format!("{path}.projects"), found);
        for (index, version) in indicator.versions.iter().enumerate() {
            if let Method::Computed(definition) = &version.method
                && let LinkedTo::Projects(ids) = &definition.linked.to
            {
                project_ids.check_all(ids, &format!("{path}.version[{index}].computed.linked-to"), found);
            }
        }
    }
    for (index, integrated) in plan.integrated_projects.iter().enumerate() {
        integrated_ids.check_all(&integrated.follows, &format!("integrated-project[{index}].follows"), found);
    }
    for (index, succession) in plan.successions.iter().enumerate() {
        if let Some(from) = &succession.from {
            line_ids.check(from, format!("succession[{index}].from"), found);
        }
        line_ids.check(&succession.to, format!("succession[{index}].to"), found);
    }
    for (index, join) in plan.joins.iter().enumerate() {
        project_ids.check(&join.project, format!("join[{index}].project"), found);
        match &join.subject {
            JoinSubject::Scheme(id) => scheme_ids.check(id, format!("join[{index}].scheme"), found),
            JoinSubject::Budget(id) => budget_ids.check(id, format!("join[{index}].budget"), found),
            JoinSubject::Prefix(_) | JoinSubject::Name(_) => {}
        }
    }
}
