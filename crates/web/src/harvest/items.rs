//! What there is to harvest: papers and trials, projects, grants and organisations, each with the second of its last change.
//!
//! The decision to question: **a datestamp is the time of a change number**, the greatest that bears on the item, so that it can be told again from the store, and a
//! harvester that asks from its last visit on misses nothing.
//!
//! What is invented is not given at all: there is no switch here that a harvester could set, and none of the formats has a mark that others heed.

use super::organisation::organisation;
use crate::snapshot::Snapshot;
use crate::source::Source;
use crate::visit::Problem;
use indicator::{Change, Row, Standing};
use mention::{SchemeKind, scheme_info};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::FoundGrant;

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A paper or a trial: public id of the work.
    Publication(String),
    /// A project of the plan.
    Project(String),
    /// A grant with the projects that it belongs to.
    Funding { scheme: String, value: String, projects: Vec<String> },
    /// A funder or operator.
    OrgUnit(String),
    /// A work that was there.
    Gone(String),
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// `Publications/pmid:34096078`, after the repository's own name.
    pub local: String,
    /// When it changed last, in UTC.
    pub stamp: String,
    pub sets: Vec<String>,
    pub kind: Kind,
}

/// All items of one state, by datestamp and id.
#[derive(Debug, Clone, Default)]
pub struct Items {
    pub items: Vec<Item>,
    /// Place of each by its local id.
    pub by_id: HashMap<String, usize>,
    /// The datestamp before which there is none.
    pub earliest: String,
}

/// Kinds of record that are harvested.
const KINDS: [&str; 2] = ["paper", "trial"];

impl Items {
    /// Gathers them.
    pub fn gather(snapshot: &Snapshot, source: &Source) -> Result<Self, Problem> {
        let moments = source.moments(snapshot.change)?;
        let earliest = moments.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |one| one.at_utc.clone());
        let at: HashMap<Change, &str> = moments.iter().map(|one| (one.change, one.at_utc.as_str())).collect();
        let stamp = |change: Change| at.get(&change).map_or_else(|| earliest.clone(), |&at| at.to_owned());
        let revision = moments.iter().rev().find(|one| one.is_revision).map_or(0, |one| one.change);
        let mut items = Vec::new();
        let mut present = BTreeSet::new();
        for row in snapshot.rows.iter().filter(|row| is_given(row)) {
            let links = row.links.iter().filter(|link| link.standing == Standing::Counted);
            let projects: BTreeSet<&str> = links.map(|link| &*link.project).collect();
            let changed = row.links.iter().map(|link| link.since).chain([row.since]).max().unwrap_or(0);
            let mut sets = vec!["openaire_cris_publications".to_owned()];
            sets.extend(sets_of(snapshot, &projects));
            present.insert(row.record.to_string());
            items.push(Item {
                local: format!("Publications/{}", row.record),
                stamp: stamp(changed),
                sets,
                kind: Kind::Publication(row.record.to_string()),
            });
        }
        for (id, change) in source.gone(snapshot.change)? {
            if !present.contains(&id) {
                let sets = vec!["openaire_cris_publications".to_owned()];
                items.push(Item {
                    local: format!("Publications/{id}"),
                    stamp: stamp(change),
                    sets,
                    kind: Kind::Gone(id),
                });
            }
        }
        let mut organisations = BTreeSet::new();
        for (_, project) in snapshot.plan.projects() {
            organisations.extend(organisation(&project.operator).map(|one| one.code));
            let mut sets = vec!["openaire_cris_projects".to_owned()];
            sets.extend(sets_of(snapshot, &BTreeSet::from([project.id.as_str()])));
            items.push(Item {
                local: format!("Projects/{}", project.id),
                stamp: stamp(revision),
                sets,
                kind: Kind::Project(project.id.clone()),
            });
        }
        for ((scheme, value), (projects, since)) in grants(source.found_grants(snapshot.change)?) {
            organisations.extend(organisation(&scheme).map(|one| one.code));
            let known: BTreeSet<&str> = projects.iter().map(String::as_str).collect();
            let mut sets = vec!["openaire_cris_funding".to_owned()];
            sets.extend(sets_of(snapshot, &known));
            items.push(Item {
                local: format!("Fundings/{scheme}:{value}"),
                stamp: stamp(since),
                sets,
                kind: Kind::Funding { scheme, value, projects },
            });
        }
        for code in organisations {
            items.push(Item {
                local: format!("OrgUnits/{code}"),
                stamp: stamp(revision),
                sets: vec!["openaire_cris_orgunits".to_owned()],
                kind: Kind::OrgUnit(code.to_owned()),
            });
        }
        items.sort_by(|one, other| (&one.stamp, &one.local).cmp(&(&other.stamp, &other.local)));
        let by_id = items.iter().enumerate().map(|(place, item)| (item.local.clone(), place)).collect();
        Ok(Self { items, by_id, earliest })
    }

    /// Local ids of the grants of a project; none of anything else.
    pub fn fundings_of(&self, kind: &Kind) -> Vec<String> {
        let Kind::Project(id) = kind else { return Vec::new() };
        let of_it = |item: &&Item| matches!(&item.kind, Kind::Funding { projects, .. } if projects.contains(id));
        let mut found: Vec<String> = self.items.iter().filter(of_it).map(|item| item.local.clone()).collect();
        found.sort_unstable();
        found
    }

    /// The item of a local id.
    pub fn get(&self, local: &str) -> Option<&Item> {
        self.items.get(*self.by_id.get(local)?)
    }
}

/// Papers and trials that anybody may see and that exist: a catalogue that takes an invented one does not let go of it.
fn is_given(row: &Row) -> bool {
    KINDS.contains(&&*row.kind) && !row.withheld && !row.invented
}

/// Sets of the plan: projects and their programmes.
fn sets_of(snapshot: &Snapshot, projects: &BTreeSet<&str>) -> Vec<String> {
    let mut sets = BTreeSet::new();
    for (programme, project) in projects.iter().filter_map(|id| snapshot.plan.project(id)) {
        sets.insert(format!("programme:{}", programme.id));
        sets.insert(format!("project:{}", project.id));
    }
    sets.into_iter().collect()
}

/// Numbers of grants with their projects, and the latest change of any.
fn grants(found: Vec<FoundGrant>) -> BTreeMap<(String, String), (Vec<String>, Change)> {
    let mut grants: BTreeMap<(String, String), (Vec<String>, Change)> = BTreeMap::new();
    let is_grant = |scheme: &str| scheme_info(scheme).is_some_and(|info| info.kind == SchemeKind::Grant);
    for one in found.into_iter().filter(|one| is_grant(&one.scheme)) {
        let grant = grants.entry((one.scheme, one.value)).or_default();
        grant.0.push(one.project);
        grant.1 = grant.1.max(one.since);
    }
    grants
}
