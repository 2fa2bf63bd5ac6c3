//! Everything of the plan that can be found by its words: made once for each snapshot, looked through in memory.
//!
//! A plan is some hundred kilobytes of text, so looking through all of it costs less than an index would to explain. The
//! words of a query mean the same here as in the store, since both read them by `search`.

mod excerpt;

pub use excerpt::{Pieces, cut, excerpt, marked};

use plan::{IndicatorKind, JoinSubject, Plan, Text};
use search::{Query, Split};
use std::collections::BTreeSet;

/// What a thing is. The order is that in which equally good hits are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The plan itself.
    Plan,
    /// A programme.
    Programme,
    /// A project.
    Project,
    /// A part of a project.
    Part,
    /// An indicator.
    Indicator,
    /// A policy.
    Policy,
    /// An integrated project.
    Integrated,
    /// A disease area.
    Disease,
    /// A focus sentence.
    Focus,
    /// A measure of a policy.
    Measure,
    /// A bottleneck that measures answer.
    Bottleneck,
    /// A dated commitment.
    Commitment,
    /// A point of a policy's annex.
    Point,
    /// An agency's scheme.
    Scheme,
    /// A budget project.
    Budget,
    /// A prefix of grant numbers.
    Prefix,
    /// What preceded a project, outside the plan.
    Lineage,
}

/// What of a thing holds the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Its name or sentence.
    Title,
    /// Its id.
    Id,
    /// What people call it.
    Short,
    /// Another name.
    Alias,
    /// Its name as the plan prints it.
    InPlan,
    /// What is said about it.
    Description,
    /// A note.
    Note,
    /// A person in a role.
    Person,
    /// Who reports it.
    ReportedBy,
}

/// One thing that can be found.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub title: Text,
    /// Where it opens.
    pub path: String,
    /// Number of its programme, 0 for none.
    pub number: u8,
    fields: Vec<Field>,
}

#[derive(Debug, Clone)]
struct Field {
    what: What,
    raw: String,
    split: Split,
}

/// An entry that was found.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'f> {
    /// The entry.
    pub entry: &'f Entry,
    /// What of it holds the words best.
    pub what: What,
    /// The text that holds them.
    pub raw: &'f str,
    /// Whether the whole query is its name or id.
    pub exact: bool,
    score: u32,
}

/// Everything of a plan that can be found.
#[derive(Debug, Clone, Default)]
pub struct Findable {
    entries: Vec<Entry>,
}

impl Findable {
    /// Collects a plan's texts.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        let mut found = Self::default();
        found.head(plan);
        found.programmes(plan);
        found.policies(plan);
        found.cross_cuts(plan);
        found.joins(plan);
        found
    }

    /// Entries that hold every term, best first.
    #[must_use]
    pub fn find(&self, typed: &str, query: &Query) -> Vec<Hit<'_>> {
        if query.is_empty() {
            return Vec::new();
        }
        let whole = Split::new(typed);
        let mut hits: Vec<Hit<'_>> = self.entries.iter().filter_map(|entry| hit(entry, query, &whole)).collect();
        hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.entry.kind.cmp(&b.entry.kind)));
        hits
    }

    /// Entries whose name or id is spelt like these words, best first: for what was mistyped.
    #[must_use]
    pub fn near(&self, typed: &str, limit: usize) -> Vec<&Entry> {
        let wanted = pairs(typed);
        let likeness = |entry: &Entry| {
            let named = entry.fields.iter().filter(|field| weight(field.what) >= weight(What::InPlan));
            let best = named.map(|field| alike(&wanted, &pairs(&field.raw))).max();
            best.unwrap_or(0)
        };
        let mut near: Vec<(u32, &Entry)> = self
            .entries
            .iter()
            .filter(|entry| entry.kind <= Kind::Disease || entry.kind == Kind::Prefix)
            .map(|entry| (likeness(entry), entry))
            .filter(|(likeness, _)| *likeness >= LIKE_ENOUGH)
            .collect();
        near.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.kind.cmp(&b.1.kind)));
        near.into_iter().take(limit).map(|(_, entry)| entry).collect()
    }

    fn add(&mut self, kind: Kind, title: &Text, path: String, number: u8) -> &mut Entry {
        let mut entry = Entry { kind, title: title.clone(), path, number, fields: Vec::new() };
        entry.text(What::Title, title);
        let at = self.entries.len();
        self.entries.push(entry);
        &mut self.entries[at]
    }

    fn head(&mut self, plan: &Plan) {
        let head = self.add(Kind::Plan, &plan.title, "/plan".to_owned(), 0);
        head.words(What::Id, &plan.goal_number);
        head.text(What::Description, &plan.goal);
        head.text(What::Description, &plan.summary);
        for decision in &plan.decisions {
            head.text(What::Person, &decision.by);
        }
    }

    fn programmes(&mut self, plan: &Plan) {
        for programme in &plan.programmes {
            let (home, number) = (format!("/programmes/{}", programme.id), programme.number);
            let entry = self.add(Kind::Programme, &programme.title, home.clone(), number);
            entry.words(What::Id, &programme.id);
            entry.text(What::Description, &programme.summary);
            for focus in &programme.focuses {
                self.add(Kind::Focus, &focus.text, format!("{home}#focuses"), number);
            }
            for project in &programme.projects {
                let path = format!("/projects/{}", project.id);
                let entry = self.add(Kind::Project, &project.title, path.clone(), number);
                entry.words(What::Id, &project.id);
                entry.words(What::Short, project.short.as_deref().unwrap_or_default());
                entry.words(What::InPlan, project.title_in_plan.as_deref().unwrap_or_default());
                for alias in &project.aliases {
                    entry.words(What::Alias, &alias.name);
                }
                for join in plan.joins.iter().filter(|join| join.project == project.id) {
                    if let JoinSubject::Name(name) = &join.subject {
                        entry.words(What::Alias, name);
                    }
                }
                entry.text(What::Description, &project.description);
                entry.text(What::Note, project.note.as_ref().unwrap_or(&Text::default()));
                for part in &project.parts {
                    let entry = self.add(Kind::Part, &part.title, path.clone(), number);
                    entry.words(What::InPlan, part.title_in_plan.as_deref().unwrap_or_default());
                    entry.text(What::Description, &part.description);
                }
            }
            // A project's own papers are found by the project.
            for indicator in programme.indicators.iter().filter(|one| one.kind != IndicatorKind::ProjectPapers) {
                let entry =
                    self.add(Kind::Indicator, &indicator.title, format!("/indicators/{}", indicator.id), number);
                entry.words(What::Id, &indicator.id);
                for alias in &indicator.aliases {
                    entry.words(What::Alias, alias);
                }
                entry.text(What::ReportedBy, &indicator.reported_by);
                entry.text(What::Note, indicator.note.as_ref().unwrap_or(&Text::default()));
            }
        }
        for succession in plan.successions.iter().filter(|one| one.from.is_none()) {
            if let Some(name) = &succession.from_name {
                let title = Text { ja: name.clone(), ..Text::default() };
                self.add(Kind::Lineage, &title, format!("/projects/{}", succession.to), 0);
            }
        }
    }

    fn policies(&mut self, plan: &Plan) {
        for policy in &plan.policies {
            let home = format!("/policies/{}", policy.id);
            let entry = self.add(Kind::Policy, &policy.title, home.clone(), 0);
            entry.words(What::Id, &policy.id);
            entry.text(What::Person, &policy.decided_by);
            entry.text(What::Note, policy.note.as_ref().unwrap_or(&Text::default()));
            for point in &policy.points {
                self.add(Kind::Point, &point.text, format!("{home}#{}", point.id), 0);
            }
            for one in &policy.commitments {
                let entry = self.add(Kind::Commitment, &one.text, format!("{home}#{}", one.id), 0);
                entry.text(What::Description, &one.progress);
            }
            for measure in &policy.measures {
                let entry = self.add(Kind::Measure, &measure.title, format!("{home}#{}", measure.id), 0);
                for point in &measure.points {
                    entry.text(What::Description, point);
                }
            }
            for one in &policy.bottlenecks {
                self.add(Kind::Bottleneck, &one.text, format!("{home}#{}", one.id), 0);
            }
        }
    }

    fn cross_cuts(&mut self, plan: &Plan) {
        for one in &plan.integrated_projects {
            let entry = self.add(Kind::Integrated, &one.title, format!("/integrated-projects#{}", one.id), 0);
            entry.text(What::Description, &one.description);
            for role in &one.roles {
                entry.words(What::Person, &role.person);
            }
        }
        for one in &plan.disease_areas {
            let entry = self.add(Kind::Disease, &one.title, format!("/disease-areas#{}", one.id), 0);
            entry.text(What::Description, &one.description);
            for role in &one.roles {
                entry.words(What::Person, &role.person);
            }
        }
    }

    /// Schemes and budget projects open where they are joined; a prefix opens its join.
    fn joins(&mut self, plan: &Plan) {
        let joined = |subject: &JoinSubject| {
            let project = plan.joins.iter().find(|join| join.subject == *subject).map(|join| join.project.as_str());
            let number = project.and_then(|id| plan.project(id)).map_or(0, |(programme, _)| programme.number);
            (project.map_or_else(|| "/projects".to_owned(), |id| format!("/projects/{id}")), number)
        };
        for scheme in &plan.schemes {
            let (path, number) = joined(&JoinSubject::Scheme(scheme.id.clone()));
            self.add(Kind::Scheme, &scheme.title, path, number).words(What::Id, &scheme.id);
        }
        for budget in &plan.budget_projects {
            let (path, number) = joined(&JoinSubject::Budget(budget.id.clone()));
            self.add(Kind::Budget, &budget.title, path, number).words(What::Id, &budget.id);
        }
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for join in &plan.joins {
            let JoinSubject::Prefix(prefix) = &join.subject else { continue };
            if seen.insert(prefix) {
                let number = plan.project(&join.project).map_or(0, |(programme, _)| programme.number);
                let title = Text { ja: prefix.clone(), en: prefix.clone(), en_official: true };
                let path = format!("/joins/{}", crate::way::encode(prefix));
                let bare = prefix.split_once(':').map_or(prefix.as_str(), |(_, bare)| bare);
                self.add(Kind::Prefix, &title, path, number).words(What::Id, bare);
            }
        }
    }
}

impl Entry {
    fn text(&mut self, what: What, text: &Text) {
        self.words(what, &text.ja);
        if text.en != text.ja {
            self.words(what, &text.en);
        }
    }

    fn words(&mut self, what: What, words: &str) {
        if !words.is_empty() {
            self.fields.push(Field { what, raw: words.to_owned(), split: Split::new(words) });
        }
    }
}

/// How much a term is worth that stands there.
fn weight(what: What) -> u32 {
    match what {
        What::Title => 10,
        What::Short | What::Id | What::Alias => 9,
        What::InPlan => 8,
        What::Description => 4,
        What::Person => 3,
        What::Note | What::ReportedBy => 2,
    }
}

fn hit<'f>(entry: &'f Entry, query: &Query, whole: &Split) -> Option<Hit<'f>> {
    let found: Vec<(u32, &Field)> = entry.fields.iter().map(|field| (query.terms_in(&field.split), field)).collect();
    if found.iter().fold(0, |bits, (terms, _)| bits | terms) != query.all_terms() {
        return None;
    }
    let best_of = |term: u32| {
        let holding = found.iter().filter(|(terms, _)| terms & term != 0);
        holding.map(|(_, field)| weight(field.what)).max().unwrap_or(0)
    };
    let terms = query.all_terms().count_ones().max(1);
    let score: u32 = (0..terms).map(|index| best_of(1 << index)).sum::<u32>() * 10 / terms;
    let names = |field: &Field| weight(field.what) >= weight(What::InPlan);
    let exact = entry.fields.iter().find(|field| names(field) && field.split.says_the_same(whole));
    // The first of equally good fields, which is the name.
    let (_, best) = found.iter().rev().max_by_key(|(terms, field)| (terms.count_ones(), weight(field.what)))?;
    let best = exact.unwrap_or(best);
    // What is exactly named comes in the order of kinds, however often it says its name.
    let score = if exact.is_some() { 1000 } else { score };
    Some(Hit { entry, what: best.what, raw: &best.raw, exact: exact.is_some(), score })
}

/// From this likeness, in per cent, something may have been meant.
const LIKE_ENOUGH: u32 = 30;

/// Overlapping pairs of characters, and single ones where there is only one.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let characters: Vec<char> = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    match characters.as_slice() {
        [only] => BTreeSet::from([(*only, *only)]),
        more => more.windows(2).map(|pair| (pair[0], pair[1])).collect(),
    }
}

/// How alike two spellings are, in per cent (Dice's coefficient).
fn alike(a: &BTreeSet<(char, char)>, b: &BTreeSet<(char, char)>) -> u32 {
    let both = a.intersection(b).count();
    let sum = (a.len() + b.len()).max(1);
    u32::try_from(200 * both / sum).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<(Kind, String)> {
        let findable = Findable::new(&crate::arden::plan());
        let hits = findable.find(typed, &Query::parse(typed));
        hits.iter().map(|hit| (hit.entry.kind, hit.entry.path.clone())).collect()
    }

    #[test]
    fn a_name_comes_before_what_only_mentions_it() {
        let hits = found("HERBS");
        assert_eq!(hits[0], (Kind::Project, "/projects/herbs-2".to_owned()));
        assert!(hits.iter().any(|(kind, _)| *kind == Kind::Budget), "{hits:?}");
    }

    #[test]
    fn every_term_must_be_found_in_the_one_or_the_other_language() {
        assert!(found("薬草 発展").iter().any(|(_, path)| path == "/projects/herbs-2"));
        assert!(found("Herbal 発展").iter().any(|(_, path)| path == "/projects/herbs-2"));
        assert!(found("薬草 鉱山").is_empty());
    }

    #[test]
    fn numbers_of_the_plan_are_found() {
        assert_eq!(found("ah0101")[0], (Kind::Prefix, "/joins/amed:ah0101".to_owned()));
        assert_eq!(found("0123")[0].0, Kind::Budget);
    }

    #[test]
    fn what_was_mistyped_is_still_meant() {
        let findable = Findable::new(&crate::arden::plan());
        let near = findable.near("herbs-3", 3);
        assert!(near.iter().any(|entry| entry.path == "/projects/herbs-2"), "{near:?}");
        assert!(findable.near("zzzz", 3).is_empty());
    }
}
