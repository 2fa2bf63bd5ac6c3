//! From mentions to projects, through the plan's joins and what people decided about them.
//!
//! The decision to question: **the longest prefix is chosen before its dates are looked at.** A number of
//! `gm5010` in a year for which that join does not hold is not handed down to whoever holds `gm`; it
//! waits for a person. The other order would count it silently for a project that never paid it.
//!
//! The second one: a name is dated by the paper, a number by itself. So where a record holds both, the number
//! also chooses between the projects that share the name (a paper of 2022 that names BINDS with a
//! number of its first phase belongs to the first phase).

mod joins;
#[cfg(test)]
mod tests;

use crate::{FoundMention, JoinDecision, Link, LinkKey, Scope, flag, origin, together};
use corpus::Record;
use indicator::Standing;
use jiff::civil::Date;
use joins::{Candidate, Joins};
use mention::{Certainty, FieldKind, Mention};
use plan::{FiscalYear, Plan, Role, SchemeKind};
use std::collections::{BTreeMap, BTreeSet};

/// The rules that make links, with their versions.
pub const LINK_RULES: &[&str] = &[BY_NAME, BY_PREFIX];
const BY_NAME: &str = "link.name@1";
const BY_PREFIX: &str = "link.prefix@1";

/// Ties mentions to projects under one plan and one state of the join decisions.
///
/// Pure: the same record, date and mentions always give the same links, in the order of their keys.
#[derive(Debug, Clone)]
pub struct Linker {
    joins: Joins,
}

/// A project that a mention leads to.
#[derive(Debug, Clone)]
struct Chosen<'a> {
    project: &'a str,
    standing: Standing,
    flags: BTreeSet<&'static str>,
}

impl Linker {
    /// Reads the joins of `plan`, overridden by the `decisions` in force (those with an `until` are history
    /// and are passed over).
    #[must_use]
    pub fn new(plan: &Plan, decisions: &[JoinDecision]) -> Self {
        Self { joins: Joins::new(plan, decisions) }
    }

    /// Whose a mention is, and the projects it names: those of its prefix or name in the year that
    /// the number carries, or of any year if it carries none. A reference list names nobody's project.
    #[must_use]
    pub fn scope(&self, mention: &Mention, field: FieldKind) -> (Scope, Vec<String>) {
        if field == FieldKind::Reference {
            return (Scope::None, Vec::new());
        }
        let candidates = self.joins.of(&mention.scheme, &mention.value);
        let year = mention.fiscal_year.map(FiscalYear);
        let valid: Vec<&Candidate> =
            candidates.iter().filter(|join| year.is_none_or(|year| join.holds(year))).collect();
        let named = if valid.is_empty() { candidates.iter().collect() } else { valid };
        let projects: BTreeSet<&str> = named.iter().map(|join| join.project.as_str()).collect();
        if !projects.is_empty() {
            return (Scope::Plan, projects.into_iter().map(str::to_owned).collect());
        }
        let scope = if origin::is_japanese(&mention.scheme) { Scope::Outside } else { Scope::None };
        (scope, Vec::new())
    }

    /// The links of a record, at most one for each (scheme, value, project), sorted by key.
    ///
    /// `published` is the date by which the record is counted. Mentions in a reference list or an
    /// affiliation make no link.
    #[must_use]
    pub fn link(&self, record: &Record, published: Option<Date>, mentions: &[FoundMention]) -> Vec<Link> {
        let disagreements = self.disagreements(record, mentions);
        let numbered = self.numbered_projects(mentions);
        let mut links: BTreeMap<LinkKey, Link> = BTreeMap::new();
        for (index, found) in mentions.iter().enumerate() {
            if matches!(found.field_kind, FieldKind::Reference | FieldKind::Affiliation) {
                continue;
            }
            for mut chosen in self.choose(&found.mention, published, &numbered) {
                if matches!(found.mention.certainty, Certainty::Doubtful { .. }) {
                    chosen.standing = Standing::AwaitingMention;
                }
                let by_name = origin::is_name(&found.mention.scheme);
                if by_name && found.field_kind == FieldKind::ConflictOfInterest {
                    chosen.standing = Standing::AwaitingMention;
                    chosen.flags.insert(flag::INTERESTS);
                }
                if disagreements.contains(&index) {
                    chosen.flags.insert(flag::DISAGREE);
                    if by_name {
                        chosen.standing = Standing::AwaitingMention;
                    }
                }
                self.note_the_projects_years(&mut chosen, published);
                let link = Link {
                    key: LinkKey {
                        record: record.id.clone(),
                        scheme: found.mention.scheme.clone().into_owned(),
                        value: found.mention.value.clone(),
                        project: chosen.project.to_owned(),
                    },
                    role: self.role(found, chosen.project, published),
                    standing: chosen.standing,
                    rule: if by_name { BY_NAME } else { BY_PREFIX }.to_owned(),
                    flags: chosen.flags.iter().map(|&code| code.to_owned()).collect(),
                };
                merge(&mut links, link);
            }
        }
        links.into_values().collect()
    }

    /// The projects a mention leads to, each with the standing that the joins give it.
    fn choose(&self, mention: &Mention, published: Option<Date>, numbered: &BTreeSet<&str>) -> Vec<Chosen<'_>> {
        let mut candidates: Vec<&Candidate> = self.joins.of(&mention.scheme, &mention.value).iter().collect();
        let mut decided_by_number = false;
        if origin::is_name(&mention.scheme) && candidates.iter().any(|join| numbered.contains(join.project.as_str())) {
            candidates.retain(|join| numbered.contains(join.project.as_str()));
            decided_by_number = true;
        }
        let year = mention.fiscal_year.map(FiscalYear).or(published.map(FiscalYear::of));
        let projects: BTreeSet<&str> = candidates.iter().map(|join| join.project.as_str()).collect();
        let mut flags = BTreeSet::new();
        let mut waits_for_a_person = false;

        let valid: Vec<&Candidate> = candidates
            .iter()
            .copied()
            .filter(|join| decided_by_number || !join.dated() || year.is_some_and(|year| join.holds(year)))
            .collect();
        let used = if !valid.is_empty() || candidates.is_empty() {
            valid
        } else if let Some(last) = the_only_project_has_ended(&candidates, projects.len(), mention, year) {
            vec![last]
        } else {
            waits_for_a_person = true;
            flags.insert(if year.is_some() { flag::OUTSIDE_JOIN_YEARS } else { flag::NO_DATE });
            candidates
        };

        let several = used.iter().map(|join| join.project.as_str()).collect::<BTreeSet<_>>().len() > 1;
        let mut chosen: BTreeMap<&str, Chosen<'_>> = BTreeMap::new();
        for join in used {
            let mut flags = flags.clone();
            let shared = several && !waits_for_a_person && !join.decided;
            if shared {
                flags.insert(flag::SEVERAL_PROJECTS);
            }
            let standing = match (waits_for_a_person, join.counts && !shared) {
                (true, _) => Standing::AwaitingMention,
                (false, true) => Standing::Counted,
                (false, false) => Standing::AwaitingJoin,
            };
            let better = chosen.get(join.project.as_str()).is_none_or(|known| rank(standing) < rank(known.standing));
            if better {
                chosen.insert(&join.project, Chosen { project: &join.project, standing, flags });
            }
        }
        chosen.into_values().collect()
    }

    /// Projects that the numbers of a record name, by the joins of their prefixes.
    fn numbered_projects<'a>(&'a self, mentions: &[FoundMention]) -> BTreeSet<&'a str> {
        mentions
            .iter()
            .filter(|found| !origin::is_name(&found.mention.scheme))
            .filter(|found| !matches!(found.field_kind, FieldKind::Reference | FieldKind::Affiliation))
            .flat_map(|found| {
                let year = found.mention.fiscal_year.map(FiscalYear);
                let joins = self.joins.of(&found.mention.scheme, &found.mention.value);
                joins.iter().filter(move |join| year.is_none_or(|year| join.holds(year)))
            })
            .map(|join| join.project.as_str())
            .collect()
    }

    /// Positions of the names and numbers that stand side by side and lead to different projects. A
    /// number elsewhere in the record that agrees with the name settles it: then the two are two statements.
    fn disagreements(&self, record: &Record, mentions: &[FoundMention]) -> BTreeSet<usize> {
        let mut positions = BTreeSet::new();
        let numbered = self.numbered_projects(mentions);
        let projects = |index: usize| -> BTreeSet<&str> {
            let mention = &mentions[index].mention;
            self.joins.of(&mention.scheme, &mention.value).iter().map(|join| join.project.as_str()).collect()
        };
        for pair in together(&record.fields, mentions).into_iter().filter(|pair| pair.adjacent) {
            let named = projects(pair.name);
            if named.is_empty() || named.iter().any(|project| numbered.contains(project)) {
                continue;
            }
            // Only a number by the same funder can contradict: a KAKENHI number beside an AMED programme's name is
            // a second grant.
            let scheme = &mentions[pair.number].mention.scheme;
            if named.iter().any(|project| self.joins.numbers_of(project).any(|known| known == scheme)) {
                positions.extend([pair.name, pair.number]);
            }
        }
        positions
    }

    fn note_the_projects_years(&self, chosen: &mut Chosen<'_>, published: Option<Date>) {
        let Some(year) = published.map(FiscalYear::of) else { return };
        let (start, end) = self.joins.years_of(chosen.project);
        if end.is_some_and(|end| year > end) {
            chosen.flags.insert(flag::AFTER_END);
        }
        if start.is_some_and(|start| year < start) {
            chosen.flags.insert(flag::BEFORE_START);
        }
    }

    /// What the project was to the record: the kind of its funding scheme and the field decide.
    fn role(&self, found: &FoundMention, project: &str, published: Option<Date>) -> Role {
        let in_grant_list = matches!(found.field_kind, FieldKind::GrantId | FieldKind::GrantAgency);
        let by_name = origin::is_name(&found.mention.scheme);
        let year = found.mention.fiscal_year.map(FiscalYear).or(published.map(FiscalYear::of));
        // A project may run a resource and a fund; then the name itself says which of them was met.
        let named_resource = by_name && origin::kind_of_name(&found.mention.value) == Some(SchemeKind::Resource);
        let kind = if named_resource { SchemeKind::Resource } else { self.joins.kind_of(project, year) };
        match kind {
            SchemeKind::Support => Role::Supported,
            // A resource that stands in a list of grants, or has given a number, paid for something.
            SchemeKind::Resource if by_name && !in_grant_list => Role::Used,
            SchemeKind::Resource if origin::is_resource(&found.mention.scheme) => Role::Used,
            SchemeKind::Resource | SchemeKind::Fund => Role::Funded,
        }
    }
}

/// Where the year comes from the paper, and only one project ever bore the name or prefix, a later paper
/// is still that project's: papers come out after the end.
fn the_only_project_has_ended<'a>(
    candidates: &[&'a Candidate],
    projects: usize,
    mention: &Mention,
    year: Option<FiscalYear>,
) -> Option<&'a Candidate> {
    let last = candidates.iter().copied().max_by_key(|join| join.until)?;
    let ended = year.is_some_and(|year| candidates.iter().all(|join| join.until.is_some_and(|until| until < year)));
    (mention.fiscal_year.is_none() && projects == 1 && ended).then_some(last)
}

/// Keeps the better of two links with one key: what counts before what waits, and `used` before `funded`,
/// since a name in methods says more than the same name in a list of grants.
fn merge(links: &mut BTreeMap<LinkKey, Link>, link: Link) {
    match links.get_mut(&link.key) {
        None => {
            links.insert(link.key.clone(), link);
        }
        Some(known) => {
            known.role = known.role.max(link.role);
            let disagree = known.flags.iter().chain(&link.flags).any(|code| code == flag::DISAGREE);
            if rank(link.standing) < rank(known.standing) {
                known.standing = link.standing;
                known.flags = link.flags;
            }
            if disagree && !known.flags.iter().any(|code| code == flag::DISAGREE) {
                known.flags.push(flag::DISAGREE.to_owned());
                known.flags.sort();
            }
        }
    }
}

/// What counts comes first, then what only the plan's owner has to decide.
fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Counted => 0,
        Standing::AwaitingJoin => 1,
        Standing::AwaitingMention => 2,
        Standing::Refused => 3,
    }
}
