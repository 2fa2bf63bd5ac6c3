//! The rows as of one change, found by project.
//!
//! Made once for any number of indicators and years: a plan has some sixty indicators and a page shows thirteen
//! years, and going through every row for each of them would be eight hundred passes.
//!
//! It keeps positions, not references, so that whoever owns the rows may keep it beside them. It means something
//! only with the very slice it was made from.

use crate::{Change, Row, Standing};
use plan::{Plan, Role};
use std::collections::HashMap;
use std::ops::Range;

/// How far what waits must be accepted for a link to count. The order is that of the three nested states of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It counts.
    Confirmed,
    /// With every waiting join confirmed.
    WithJoins,
    /// With every waiting mention accepted too.
    WithMentions,
}

impl Step {
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::WithJoins, Self::WithMentions];
}

/// A project of the plan, by its place in it.
pub type ProjectNumber = u16;

/// A live link to a project of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LiveLink {
    pub project: ProjectNumber,
    pub step: Step,
    pub role: Role,
}

/// The rows that hold at one change, found by project.
#[derive(Debug, Clone)]
pub struct Index {
    projects: HashMap<String, ProjectNumber>,
    entries: Vec<Entry>,
    links: Vec<LiveLink>,
    by_project: Vec<Vec<u32>>,
}

#[derive(Debug, Clone)]
struct Entry {
    row: u32,
    links: Range<u32>,
}

impl Index {
    /// Looks at every row once. Links to projects that the plan does not have, and refused ones, are passed over;
    /// where two rows of one record hold at once, the one with the later `since` stands.
    #[must_use]
    pub fn new(plan: &Plan, rows: &[Row], as_of: Change) -> Self {
        let projects: HashMap<String, ProjectNumber> =
            (0..).zip(plan.projects()).map(|(number, (_, project))| (project.id.clone(), number)).collect();
        let mut live: Vec<u32> =
            (0..).zip(rows).filter(|(_, row)| holds(row.since, row.until, as_of)).map(|(at, _)| at).collect();
        let row = |at: u32| &rows[at as usize];
        live.sort_by(|a, b| row(*a).record.cmp(&row(*b).record).then_with(|| row(*b).since.cmp(&row(*a).since)));
        live.dedup_by(|later, kept| row(*later).record == row(*kept).record);

        let mut index = Self {
            by_project: vec![Vec::new(); projects.len()],
            projects,
            entries: Vec::with_capacity(live.len()),
            links: Vec::with_capacity(live.len()),
        };
        for at in live {
            index.add(at, row(at), as_of);
        }
        index
    }

    fn add(&mut self, at: u32, row: &Row, as_of: Change) {
        let first = self.links.len();
        for link in row.links.iter().filter(|link| holds(link.since, link.until, as_of)) {
            let step = match link.standing {
                Standing::Counted => Step::Confirmed,
                Standing::AwaitingJoin => Step::WithJoins,
                Standing::AwaitingMention => Step::WithMentions,
                Standing::Refused => continue,
            };
            if let Some(project) = self.projects.get(&*link.project) {
                self.links.push(LiveLink { project: *project, step, role: link.role });
            }
        }
        if self.links.len() == first {
            return;
        }
        self.links[first..].sort_unstable();
        let entry = number(self.entries.len());
        for link in &self.links[first..] {
            let list = &mut self.by_project[usize::from(link.project)];
            if list.last() != Some(&entry) {
                list.push(entry);
            }
        }
        self.entries.push(Entry { row: at, links: number(first)..number(self.links.len()) });
    }

    /// The number of that project, if the plan has it.
    pub(crate) fn project(&self, id: &str) -> Option<ProjectNumber> {
        self.projects.get(id).copied()
    }

    /// How many projects the plan has.
    pub(crate) fn projects(&self) -> usize {
        self.by_project.len()
    }

    /// Entries with a link to one of these projects, in the order of their records' ids.
    pub(crate) fn linked_to(&self, projects: &[ProjectNumber]) -> Vec<u32> {
        if let [only] = projects {
            return self.by_project[usize::from(*only)].clone();
        }
        let mut entries: Vec<u32> =
            projects.iter().flat_map(|project| &self.by_project[usize::from(*project)]).copied().collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// The row of an entry.
    pub(crate) fn row<'rows>(&self, rows: &'rows [Row], entry: u32) -> &'rows Row {
        &rows[self.entries[entry as usize].row as usize]
    }

    /// The live links of an entry, sorted by project, then by step.
    pub(crate) fn links(&self, entry: u32) -> &[LiveLink] {
        let range = &self.entries[entry as usize].links;
        &self.links[range.start as usize..range.end as usize]
    }
}

/// Whether something with this `since` and `until` holds at `as_of`.
pub fn holds(since: Change, until: Option<Change>, as_of: Change) -> bool {
    since <= as_of && until.is_none_or(|until| as_of < until)
}

fn number(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 rows and links fit in memory")
}
