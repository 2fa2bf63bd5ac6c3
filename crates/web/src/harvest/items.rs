//! What there is to harvest: papers and trials, projects, grants and organisations, each with the second of its last change.
//!
//! The decision to question: **a datestamp is the time of a change number**, the greatest that bears on the item, so that it can be told again from the store, and a
//! harvester that asks from a little before its last visit on misses nothing. What ends (a link, a version, a person's decision) bears on an item as much as what begins; where in doubt
//! an item is given once too often.
//!
//! What is invented is not given at all: there is no switch here that a harvester could set, and none of the formats has a mark that others heed.

use super::organisation::organisation;
use crate::snapshot::Snapshot;
use crate::source::Source;
use crate::visit::Problem;
use indicator::{Change, Row, Standing};
use mention::{SchemeKind, scheme_info};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{FoundGrant, GoneRecord};

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
    Gone,
    /// A grant that belonged to a project and belongs to none any more.
    GoneFunding,
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

impl Item {
    /// Whether it was there and is not any more.
    pub fn is_gone(&self) -> bool {
        matches!(self.kind, Kind::Gone | Kind::GoneFunding)
    }
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
        let touched = source.touched(snapshot.change)?;
        let mut items = Vec::new();
        let mut present = BTreeSet::new();
        for row in snapshot.rows.iter().filter(|row| is_given(row)) {
            let links = row.links.iter().filter(|link| link.standing == Standing::Counted);
            let projects: BTreeSet<&str> = links.map(|link| &*link.project).collect();
            let changed = touched.get(&*row.record).map_or(row.since, |&change| change.max(row.since));
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
        for GoneRecord { record, change, projects } in source.gone(snapshot.change)? {
            if !present.contains(&record) {
                // Whoever takes one set only is told as well.
                let projects: BTreeSet<&str> = projects.iter().map(String::as_str).collect();
                let mut sets = vec!["openaire_cris_publications".to_owned()];
                sets.extend(sets_of(snapshot, &projects));
                let local = format!("Publications/{record}");
                items.push(Item { local, stamp: stamp(change), sets, kind: Kind::Gone });
            }
        }
        let grants = grants(source.found_grants(snapshot.change)?);
        let mut organisations: BTreeMap<&str, Change> = BTreeMap::new();
        for (_, project) in snapshot.plan.projects() {
            organisations.extend(organisation(&project.operator).map(|one| (one.code, revision)));
            let mut sets = vec!["openaire_cris_projects".to_owned()];
            sets.extend(sets_of(snapshot, &BTreeSet::from([project.id.as_str()])));
            // A project is given with its grants.
            let of_it = grants.values().filter_map(|grant| grant.projects.get(&project.id));
            let changed = of_it.map(|(_, changed)| *changed).chain([revision]).max().unwrap_or(revision);
            items.push(Item {
                local: format!("Projects/{}", project.id),
                stamp: stamp(changed),
                sets,
                kind: Kind::Project(project.id.clone()),
            });
        }
        for ((scheme, value), grant) in grants {
            let counts = grant.projects.iter().filter(|(_, (counts, _))| *counts);
            let projects: Vec<String> = counts.map(|(project, _)| project.clone()).collect();
            let gone = projects.is_empty();
            if let Some(one) = organisation(&scheme).filter(|_| !gone) {
                // A funder whom the plan does not name comes with the first of its grants.
                let since = organisations.entry(one.code).or_insert(grant.changed);
                *since = grant.changed.min(*since).max(revision);
            }
            let known: BTreeSet<&str> = match gone {
                true => grant.projects.keys().map(String::as_str).collect(),
                false => projects.iter().map(String::as_str).collect(),
            };
            let mut sets = vec!["openaire_cris_funding".to_owned()];
            sets.extend(sets_of(snapshot, &known));
            let local = format!("Fundings/{scheme}:{value}");
            let kind = if gone { Kind::GoneFunding } else { Kind::Funding { scheme, value, projects } };
            items.push(Item { local, stamp: stamp(grant.changed), sets, kind });
        }
        for (code, changed) in organisations {
            items.push(Item {
                local: format!("OrgUnits/{code}"),
                stamp: stamp(changed),
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

/// What is known of a grant over time.
#[derive(Default)]
struct Grant {
    /// By project: whether it belongs to it now, and when that changed last.
    projects: BTreeMap<String, (bool, Change)>,
    /// When anything of it changed last.
    changed: Change,
}

/// Grants by scheme and number.
fn grants(found: Vec<FoundGrant>) -> BTreeMap<(String, String), Grant> {
    let mut grants: BTreeMap<(String, String), Grant> = BTreeMap::new();
    let is_grant = |scheme: &str| scheme_info(scheme).is_some_and(|info| info.kind == SchemeKind::Grant);
    for one in found.into_iter().filter(|one| is_grant(&one.scheme)) {
        let grant = grants.entry((one.scheme, one.value)).or_default();
        grant.projects.insert(one.project, (one.counts, one.changed));
        grant.changed = grant.changed.max(one.changed);
    }
    grants
}
