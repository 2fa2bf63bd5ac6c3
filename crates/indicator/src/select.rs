//! Which rows a definition is about, whatever the year.

use crate::index::{Flags, Index, LiveLink, ProjectNumber, Step};
use crate::{Amount, Row, parse_amount, period};
use jiff::civil::Date;
use plan::{Condition, ConditionOp, Definition, Indicator, LinkedTo, Of, Plan, Split};

/// A row that meets a definition, with what its year and its share depend on.
#[derive(Debug)]
pub struct Candidate<'a> {
    pub row: &'a Row,
    pub flags: Flags,
    pub start: Date,
    pub end: Option<Date>,
    /// Whether it meets `of_which` too.
    pub part: bool,
    /// Projects of the indicator that it is linked to, at each step.
    pub inside: [u16; 3],
    /// Projects of the plan that it is linked to, at each step.
    pub all: [u16; 3],
    /// Its links; only those in the roles of the definition count.
    pub links: &'a [LiveLink],
}

impl Candidate<'_> {
    /// Its share of one at a step.
    pub fn share(&self, split: Split, step: Step) -> Share {
        Share::new(self.inside[step as usize], self.all[step as usize], split)
    }
}

/// A part of one: that which `inside` of `all` projects have. Small whole numbers until the sum is made, since rationals
/// are slow and a year has thousands of parts.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    pub inside: u16,
    /// At least 1.
    pub all: u16,
}

impl Share {
    pub fn new(inside: u16, all: u16, split: Split) -> Self {
        match split {
            Split::Whole => Self { inside: inside.min(1), all: 1 },
            Split::Fractional => Self { inside, all: all.max(1) },
        }
    }

    pub fn amount(self) -> Amount {
        Amount::new(self.inside.into(), self.all.into())
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        u32::from(self.inside) * u32::from(other.all) == u32::from(other.inside) * u32::from(self.all)
    }
}

/// The ids of the projects that an indicator counts under one definition, whether the plan has them or not.
#[must_use]
pub fn projects_counted<'a>(indicator: &Indicator, definition: &'a Definition, plan: &'a Plan) -> Vec<&'a str> {
    match &definition.linked.to {
        LinkedTo::Plan => plan.projects().map(|(_, project)| project.id.as_str()).collect(),
        LinkedTo::Projects(ids) => ids.iter().map(String::as_str).collect(),
        LinkedTo::Programme => plan
            .indicators()
            .find(|(_, other)| other.id == indicator.id)
            .into_iter()
            .flat_map(|(programme, _)| &programme.projects)
            .map(|project| project.id.as_str())
            .collect(),
    }
}

/// The same by number; those that the plan lacks are passed over.
pub fn projects_of(indicator: &Indicator, definition: &Definition, plan: &Plan, index: &Index) -> Vec<ProjectNumber> {
    let counted = projects_counted(indicator, definition, plan);
    let mut numbers: Vec<ProjectNumber> = counted.into_iter().filter_map(|id| index.project(id)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The rows that one definition is about, whatever the year.
#[derive(Debug)]
pub struct Selection<'a> {
    pub definition: &'a Definition,
    /// In the order of their records' ids.
    pub candidates: Vec<Candidate<'a>>,
    /// Which projects of the plan are the indicator's.
    pub mine: Vec<bool>,
}

impl<'a> Selection<'a> {
    /// Looks through the rows linked to `projects`.
    ///
    /// Rows without the date that decides the year belong to none. Where a distinct attribute is shared between
    /// projects, the rows of other projects belong too: they share the attribute's credit.
    pub fn new(definition: &'a Definition, projects: &[ProjectNumber], rows: &'a [Row], index: &'a Index) -> Self {
        let mut mine = vec![false; index.projects()];
        for project in projects {
            mine[usize::from(*project)] = true;
        }
        let others_share = definition.split == Split::Fractional && definition.of != Of::Records;
        let entries = if others_share {
            let everyone: Vec<ProjectNumber> = (0..).take(index.projects()).collect();
            index.linked_to(&everyone)
        } else {
            index.linked_to(projects)
        };
        let mut selection = Self { definition, candidates: Vec::new(), mine };
        let (start_role, end_role) = period::date_roles(definition);
        let (starts, ends) = (index.dates(start_role), end_role.map_or(&[][..], |role| index.dates(role)));
        let date = |dates: &[Option<Date>], entry: u32| dates.get(entry as usize).copied().flatten();
        let counts = index.sorts_that(|sort| {
            definition.counts.iter().any(|kind| **kind == *sort.kind)
                && !sort.types.iter().any(|one| definition.excluding_types.iter().any(|other| **other == **one))
        });
        for entry in entries {
            let Some(start) = date(starts, entry).filter(|_| counts[index.sort(entry)]) else { continue };
            let links = index.links(entry);
            let (inside, all) = selection.linked_projects(links);
            let linked = if others_share { all } else { inside };
            if linked[Step::WithMentions as usize] == 0 {
                continue;
            }
            let row = index.row(rows, entry);
            if !meets(row, definition) {
                continue;
            }
            let (end, part) = (date(ends, entry), meets_all(row, &definition.of_which));
            let flags = index.flags(entry);
            selection.candidates.push(Candidate { row, flags, start, end, part, inside, all, links });
        }
        selection
    }

    /// Whether a link is in one of the roles that count.
    pub fn in_role(&self, link: &LiveLink) -> bool {
        self.definition.linked.roles.is_empty() || self.definition.linked.roles.contains(&link.role)
    }

    /// How many projects the links reach at each step: the indicator's among them, and all.
    fn linked_projects(&self, links: &[LiveLink]) -> ([u16; 3], [u16; 3]) {
        let (mut inside, mut all) = ([0; 3], [0; 3]);
        let mut last = None;
        for link in links.iter().filter(|link| self.in_role(link)) {
            // Sorted by project, then by step: the first of a project is its best.
            if last.replace(link.project) == Some(link.project) {
                continue;
            }
            for step in link.step as usize..3 {
                all[step] += 1;
                inside[step] += u16::from(self.mine[usize::from(link.project)]);
            }
        }
        (inside, all)
    }
}

fn meets(row: &Row, definition: &Definition) -> bool {
    let attribute_is_there = match &definition.of {
        Of::Records => true,
        Of::Attribute(attribute) => row.attributes.get(attribute.as_str()).is_some_and(|values| !values.is_empty()),
    };
    attribute_is_there && meets_all(row, &definition.conditions)
}

fn meets_all(row: &Row, conditions: &[Condition]) -> bool {
    conditions.iter().all(|condition| meets_one(row, condition))
}

/// Several values of one attribute: one that fits is enough, and one that does not fit spoils `NotIn`.
fn meets_one(row: &Row, condition: &Condition) -> bool {
    let values = row.attributes.get(condition.attribute.as_str()).map_or(&[][..], Vec::as_slice);
    let named = || values.iter().any(|value| condition.values.iter().any(|other| **other == **value));
    match condition.op {
        ConditionOp::In => named(),
        ConditionOp::NotIn => !named(),
        ConditionOp::Present => !values.is_empty(),
        ConditionOp::AtLeast => {
            let least = condition.values.first().and_then(|value| parse_amount(value));
            least.is_some_and(|least| values.iter().filter_map(|value| parse_amount(value)).any(|value| value >= least))
        }
    }
}
