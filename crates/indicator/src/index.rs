//! The rows as of one change, found by project.
//!
//! Made once for any number of indicators and years: a plan has some sixty indicators and a page shows thirteen
//! years, and going through every row for each of them would be eight hundred passes.
//!
//! What every definition asks of a row (kind and types, dates, flags) is copied beside the links, so that selecting rows for
//! sixty indicators does not run through the rows themselves sixty times: they lie all over the memory.
//!
//! It keeps positions, not references, so that whoever owns the rows may keep it beside them. It means something
//! only with the very slice it was made from.

use crate::{Change, Row, Standing};
use jiff::civil::Date;
use plan::{Plan, Role};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

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
    sorts: Vec<Sort>,
    /// By role, a date or none for each entry.
    dates: HashMap<Arc<str>, Vec<Option<Date>>>,
}

/// A kind with its publication types: a few dozen in all, however many rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sort {
    pub kind: Arc<str>,
    pub types: Vec<Arc<str>>,
}

#[derive(Debug, Clone)]
struct Entry {
    row: u32,
    links: Range<u32>,
    sort: u32,
    flags: Flags,
}

/// What a row says of itself besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flags {
    pub retracted: bool,
    pub withheld: bool,
    pub invented: bool,
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
            sorts: Vec::new(),
            dates: HashMap::new(),
        };
        let mut sorts = HashMap::new();
        for at in live {
            index.add(at, row(at), as_of, &mut sorts);
        }
        for column in index.dates.values_mut() {
            column.resize(index.entries.len(), None);
        }
        index
    }

    fn add<'rows>(&mut self, at: u32, row: &'rows Row, as_of: Change, sorts: &mut Sorts<'rows>) {
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
        for (role, date) in &row.dates {
            if !self.dates.contains_key(role) {
                self.dates.insert(Arc::clone(role), Vec::new());
            }
            if let Some(column) = self.dates.get_mut(role) {
                column.resize(self.entries.len(), None);
                column.push(Some(*date));
            }
        }
        let sort = *sorts.entry((&row.kind, &row.types)).or_insert_with(|| {
            self.sorts.push(Sort { kind: Arc::clone(&row.kind), types: row.types.clone() });
            number(self.sorts.len() - 1)
        });
        let flags = Flags { retracted: row.retracted, withheld: row.withheld, invented: row.invented };
        self.entries.push(Entry { row: at, links: number(first)..number(self.links.len()), sort, flags });
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

    /// For each sort of row whether a definition counts it.
    pub(crate) fn sorts_that(&self, counts: impl Fn(&Sort) -> bool) -> Vec<bool> {
        self.sorts.iter().map(counts).collect()
    }

    /// The sort of an entry, as a place in [`Self::sorts_that`].
    pub(crate) fn sort(&self, entry: u32) -> usize {
        self.entries[entry as usize].sort as usize
    }

    pub(crate) fn flags(&self, entry: u32) -> Flags {
        self.entries[entry as usize].flags
    }

    /// The dates of a role, one for each entry; empty if no row has that role.
    pub(crate) fn dates(&self, role: &str) -> &[Option<Date>] {
        self.dates.get(role).map_or(&[], Vec::as_slice)
    }

    /// The live links of an entry, sorted by project, then by step.
    pub(crate) fn links(&self, entry: u32) -> &[LiveLink] {
        let range = &self.entries[entry as usize].links;
        &self.links[range.start as usize..range.end as usize]
    }
}

type Sorts<'rows> = HashMap<(&'rows Arc<str>, &'rows Vec<Arc<str>>), u32>;

/// Whether something with this `since` and `until` holds at `as_of`.
pub fn holds(since: Change, until: Option<Change>, as_of: Change) -> bool {
    since <= as_of && until.is_none_or(|until| as_of < until)
}

fn number(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 rows and links fit in memory")
}
