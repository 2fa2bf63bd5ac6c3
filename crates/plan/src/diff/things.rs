//! A plan as lists of things, each with what it stands in and what it says.

use super::{Change, Difference};
use crate::diagnostic::Unit;
use crate::{IndicatorKind, Plan, Text};
use serde::Serialize;
use serde_json::{Map, Value};

/// One thing with an id.
pub(super) struct Thing {
    pub(super) unit: Unit,
    /// Unique among the things of its unit.
    pub(super) id: String,
    pub(super) title: [String; 2],
    /// Ids of what it stands in, from the outside in.
    pub(super) inside: Vec<String>,
    /// Its fields, without those that are things of their own.
    pub(super) fields: Map<String, Value>,
}

impl Thing {
    fn new(unit: Unit, id: String, title: &Text, inside: &[&str], value: &impl Serialize, apart: &[&str]) -> Self {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(value) else {
            unreachable!("a thing of the plan is a structure")
        };
        fields.retain(|key, _| key != "id" && !apart.contains(&key.as_str()));
        let title = [title.ja.clone(), title.en.clone()];
        Self { unit, id, title, inside: inside.iter().map(|&id| id.to_owned()).collect(), fields }
    }

    pub(super) fn difference(&self, change: Change) -> Difference {
        Difference { unit: self.unit, id: self.id.clone(), title: self.title.clone(), change }
    }
}

/// The things of a plan, a list for each kind; always the same kinds in the same order.
pub(super) fn things(plan: &Plan) -> Vec<Vec<Thing>> {
    let none = Text::default();
    let lists = [
        "decisions",
        "policies",
        "programmes",
        "integrated_projects",
        "disease_areas",
        "successions",
        "budget_projects",
        "schemes",
        "joins",
    ];
    // The id is a field of the plan's own: two plans with different ids are one thing that differs.
    let mut head = Thing::new(Unit::Plan, String::new(), &plan.title, &[], plan, &lists);
    head.fields.insert("id".to_owned(), Value::String(plan.id.clone()));
    let decisions = plan.decisions.iter().map(|one| {
        let id = format!("{} {}", one.on, serde_word(one.kind));
        Thing::new(Unit::Decision, id, &none, &[], one, &[])
    });
    let mut all = vec![vec![head], decisions.collect()];
    all.extend(policies(plan));
    all.extend(programmes(plan));
    all.push(list(&plan.integrated_projects, |one| {
        Thing::new(Unit::IntegratedProject, one.id.clone(), &one.title, &[], one, &[])
    }));
    all.push(list(&plan.disease_areas, |one| Thing::new(Unit::DiseaseArea, one.id.clone(), &one.title, &[], one, &[])));
    all.push(list(&plan.successions, |one| {
        let from = one.from.as_deref().or(one.from_name.as_deref()).unwrap_or_default();
        Thing::new(Unit::Succession, format!("{from} → {}", one.to), &none, &[], one, &[])
    }));
    all.push(list(&plan.budget_projects, |one| {
        Thing::new(Unit::BudgetProject, one.id.clone(), &one.title, &[], one, &[])
    }));
    all.push(list(&plan.schemes, |one| Thing::new(Unit::Scheme, one.id.clone(), &one.title, &[], one, &[])));
    all.push(list(&plan.joins, |one| {
        let id = format!("{} {} ↔ {}", one.subject.key(), one.subject.words(), one.project);
        Thing::new(Unit::Join, id, &none, &[], one, &[])
    }));
    all
}

fn list<T>(items: &[T], thing: impl Fn(&T) -> Thing) -> Vec<Thing> {
    items.iter().map(thing).collect()
}

fn serde_word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn policies(plan: &Plan) -> [Vec<Thing>; 6] {
    let apart = ["points", "commitments", "measures", "bottlenecks", "kpis"];
    let mut all = [const { Vec::new() }; 6];
    for policy in &plan.policies {
        let inside = [policy.id.as_str()];
        // Ids of what stands in a policy are unique within it only.
        let id = |id: &str| format!("{}/{id}", policy.id);
        all[0].push(Thing::new(Unit::Policy, policy.id.clone(), &policy.title, &[], policy, &apart));
        for one in &policy.points {
            all[1].push(Thing::new(Unit::PolicyPoint, id(&one.id), &one.text, &inside, one, &[]));
        }
        for one in &policy.commitments {
            all[2].push(Thing::new(Unit::Commitment, id(&one.id), &one.text, &inside, one, &[]));
        }
        for one in &policy.measures {
            all[3].push(Thing::new(Unit::Measure, id(&one.id), &one.title, &inside, one, &[]));
        }
        for one in &policy.bottlenecks {
            all[4].push(Thing::new(Unit::Bottleneck, id(&one.id), &one.text, &inside, one, &[]));
        }
        for one in &policy.kpis {
            all[5].push(Thing::new(Unit::Kpi, id(&one.id), &one.title, &inside, one, &[]));
        }
    }
    all
}

fn programmes(plan: &Plan) -> [Vec<Thing>; 6] {
    let mut all = [const { Vec::new() }; 6];
    for programme in &plan.programmes {
        let inside = [programme.id.as_str()];
        let apart = ["focuses", "projects", "indicators"];
        all[0].push(Thing::new(Unit::Programme, programme.id.clone(), &programme.title, &[], programme, &apart));
        for one in &programme.focuses {
            all[1].push(Thing::new(Unit::Focus, one.id.clone(), &one.text, &inside, one, &[]));
        }
        for one in &programme.projects {
            let inside = [programme.id.as_str(), one.focus.as_str()];
            all[2].push(Thing::new(Unit::Project, one.id.clone(), &one.title, &inside, one, &["parts", "focus"]));
            for part in &one.parts {
                let inside = [one.id.as_str()];
                all[3].push(Thing::new(Unit::Part, part.id.clone(), &part.title, &inside, part, &[]));
            }
        }
        // Those that reading adds say nothing that the project does not.
        for one in programme.indicators.iter().filter(|one| one.kind != IndicatorKind::ProjectPapers) {
            all[4].push(Thing::new(Unit::Indicator, one.id.clone(), &one.title, &inside, one, &["versions"]));
            for version in &one.versions {
                let id = format!("{}/{}", one.id, version.number);
                let inside = [one.id.as_str()];
                all[5].push(Thing::new(Unit::IndicatorVersion, id, &one.title, &inside, version, &["number"]));
            }
        }
    }
    all
}
