//! Which source records are one work: joined, never merged.
//!
//! A work is a component of `same` edges. Components grow from the strongest edge of sources to
//! the weakest, then by what people say, and an edge that would put two PMIDs, two DOIs or a pair that a person called
//! different into one component is left out. So a chain of true but weak edges never glues two papers
//! together, and the result depends on the set of edges alone, never on their order. A mere resemblance joins
//! nothing: it waits for a person.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How sure an edge is, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// A rule compared titles, authors and years. Joins nothing by itself.
    Resembles,
    /// A source that gathers from others names the other identifier. OpenAlex puts preprint and article together.
    Gathered,
    /// A source names the other identifier (PubMed's list of article ids).
    Stated,
    /// A person said so; joins even two PMIDs.
    Person,
}

impl Strength {
    /// How sure the word of a source is.
    #[must_use]
    pub fn of_source(source: &str) -> Self {
        if source == "openalex" { Self::Gathered } else { Self::Stated }
    }

    /// The rule that makes such edges, with its version.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Resembles => "same.resembles@1",
            Self::Gathered => "same.gathered@1",
            Self::Stated => "same.stated@1",
            Self::Person => "same.person@1",
        }
    }
}

/// A rule by which records are one work, with its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SameRule {
    /// With its version.
    pub id: &'static str,
    /// In Japanese.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
}

/// Every rule, the surest first.
pub const SAME_RULES: &[SameRule] = &[
    SameRule { id: "same.person@1", ja: "人が同じと判断した", en: "a person said that they are one" },
    SameRule {
        id: "same.stated@1",
        ja: "出典がもう一方の識別子を挙げている",
        en: "the source names the other identifier",
    },
    SameRule {
        id: "same.gathered@1",
        ja: "ほかの出典から集めた出典がもう一方の識別子を挙げている",
        en: "a source that gathers from others names the other identifier",
    },
    SameRule {
        id: "same.resembles@1",
        ja: "種類、題名、筆頭著者、公表年が一致する（人に尋ねる）",
        en: "kind, title, first author and year are equal (a person is asked)",
    },
];

/// Two identifiers of one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SameEdge {
    /// One source id, with its prefix: `pmid:1`.
    pub left: String,
    /// The other.
    pub right: String,
    /// How sure.
    pub strength: Strength,
}

/// What the edges add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Works {
    /// Public id of the work ← every other id of it; an id alone is its own work.
    pub public_id: BTreeMap<String, String>,
    /// Edges that were left out because of two PMIDs or DOIs, or that are mere resemblances: a person is asked. Sorted.
    pub asking: Vec<SameEdge>,
    /// Edges that were left out because a person said `different`. Sorted.
    pub kept_apart: Vec<SameEdge>,
}

impl Works {
    /// Every id of the work of `id`, in the order of [`id_order`], so the public one first.
    #[must_use]
    pub fn members(&self, id: &str) -> Vec<&str> {
        let Some(public) = self.public_id.get(id) else { return Vec::new() };
        let mut members: Vec<&str> =
            self.public_id.iter().filter(|(_, work)| *work == public).map(|(id, _)| id.as_str()).collect();
        members.sort_unstable_by_key(|id| id_order(id));
        members
    }
}

/// Joins `ids` by the `same` edges minus what a person called `different`. Ids that only edges
/// name are part of the result too.
///
/// ```
/// use evidence::{SameEdge, Strength, works};
/// let edge = SameEdge { left: "pmid:1".into(), right: "doi:10.1/a".into(), strength: Strength::Stated };
/// let works = works(&[], &[edge], &[]);
/// assert_eq!(works.public_id["doi:10.1/a"], "pmid:1");
/// ```
#[must_use]
pub fn works(ids: &[&str], same: &[SameEdge], different: &[(String, String)]) -> Works {
    let mut components: BTreeMap<String, usize> = BTreeMap::new();
    let all: BTreeSet<&str> =
        ids.iter().copied().chain(same.iter().flat_map(|edge| [edge.left.as_str(), edge.right.as_str()])).collect();
    let mut members: Vec<BTreeSet<&str>> = Vec::new();
    for id in all {
        components.insert(id.to_owned(), members.len());
        members.push(BTreeSet::from([id]));
    }
    let apart: BTreeSet<(&str, &str)> =
        different.iter().flat_map(|(a, b)| [(a.as_str(), b.as_str()), (b.as_str(), a.as_str())]).collect();

    let mut edges: Vec<(&str, &str, &SameEdge)> = same
        .iter()
        .map(|edge| {
            let (a, b) = (edge.left.as_str(), edge.right.as_str());
            if a <= b { (a, b, edge) } else { (b, a, edge) }
        })
        .collect();
    // What people say comes last and joins whole works: said before, it would let a work's own DOI clash with the other's.
    let person = |edge: &SameEdge| edge.strength == Strength::Person;
    edges.sort_by_key(|(a, b, edge)| (person(edge), Reverse(edge.strength), *a, *b));
    let mut met: BTreeSet<(bool, &str, &str)> = BTreeSet::new();
    edges.retain(|(a, b, edge)| met.insert((person(edge), a, b)));

    let mut result = Works::default();
    for (a, b, edge) in edges {
        let (into, from) = (components[a], components[b]);
        if into == from {
            continue;
        }
        let (left, right) = (&members[into], &members[from]);
        if left.iter().any(|id| right.iter().any(|other| apart.contains(&(*id, *other)))) {
            result.kept_apart.push(edge.clone());
            continue;
        }
        if edge.strength == Strength::Resembles || (edge.strength < Strength::Person && clash(left, right)) {
            result.asking.push(edge.clone());
            continue;
        }
        let moved = std::mem::take(&mut members[from]);
        for id in &moved {
            components.insert((*id).to_owned(), into);
        }
        members[into].extend(moved);
    }
    // What a later edge joined after all is no longer asked.
    result.asking.retain(|edge| components[&edge.left] != components[&edge.right]);
    result.kept_apart.retain(|edge| components[&edge.left] != components[&edge.right]);
    result.asking.sort();
    result.kept_apart.sort();
    for component in members {
        let Some(public) = component.iter().min_by_key(|id| id_order(id)).copied() else { continue };
        result.public_id.extend(component.iter().map(|id| ((*id).to_owned(), public.to_owned())));
    }
    result
}

/// Whether two components both hold a PMID, or both a DOI (they share no id, so the two differ).
fn clash(left: &BTreeSet<&str>, right: &BTreeSet<&str>) -> bool {
    ["pmid:", "doi:"]
        .into_iter()
        .any(|prefix| left.iter().any(|id| id.starts_with(prefix)) && right.iter().any(|id| id.starts_with(prefix)))
}

/// Prefixes of identifiers that are no one's alone: two journals may both have an article `e12`.
const NOT_UNIQUE: &[&str] = &["pii:"];

/// Whether an identifier can tie records together.
#[must_use]
pub fn is_unique(id: &str) -> bool {
    !NOT_UNIQUE.iter().any(|prefix| id.starts_with(prefix))
}

/// The rule by which a work shows a field: the first of its records in [`id_order`] that says anything.
pub const FIELD_RULE: &str = "field.first-source@1";

/// The order of ids by their prefix, with the source whose records have it. All others come after.
pub const ID_ORDER: &[(&str, &str)] =
    &[("pmid:", "pubmed"), ("pmcid:", "jats"), ("doi:", "crossref"), ("openalex:", "openalex")];

/// The order in which ids of a work are named, and its records asked for a field: pmid, pmcid, doi, openalex, others; within a prefix digits by value.
#[must_use]
pub fn id_order(id: &str) -> (usize, usize, &str) {
    let prefix = ID_ORDER.iter().position(|(prefix, _)| id.starts_with(prefix));
    (prefix.unwrap_or(ID_ORDER.len()), id.len(), id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edge(left: &str, right: &str, strength: Strength) -> SameEdge {
        SameEdge { left: left.into(), right: right.into(), strength }
    }

    #[test]
    fn ids_that_one_source_states_are_one_work_named_by_the_pmid() {
        let works = works(
            &["pmid:20", "pmid:9"],
            &[edge("pmid:20", "doi:10.1/x", Strength::Stated), edge("doi:10.1/x", "pmcid:PMC1", Strength::Stated)],
            &[],
        );
        assert_eq!(works.members("pmcid:PMC1"), ["pmid:20", "pmcid:PMC1", "doi:10.1/x"]);
        assert_eq!(works.members("pmid:9"), ["pmid:9"]);
    }

    #[test]
    fn two_pmids_stop_at_the_weakest_edge_and_ask() {
        let weak = edge("doi:10.1/x", "pmid:2", Strength::Gathered);
        let works = works(&[], &[weak.clone(), edge("pmid:1", "doi:10.1/x", Strength::Stated)], &[]);
        assert_eq!(works.public_id["doi:10.1/x"], "pmid:1");
        assert_eq!(works.public_id["pmid:2"], "pmid:2");
        assert_eq!(works.asking, [weak]);
    }

    #[test]
    fn a_persons_same_joins_two_pmids_and_a_persons_different_always_wins() {
        let same = edge("pmid:1", "pmid:2", Strength::Person);
        assert_eq!(works(&[], std::slice::from_ref(&same), &[]).public_id["pmid:2"], "pmid:1");
        let kept = works(&[], std::slice::from_ref(&same), &[("pmid:2".into(), "pmid:1".into())]);
        assert_eq!(kept.public_id["pmid:2"], "pmid:2");
        assert_eq!(kept.kept_apart, [same]);
    }

    #[test]
    fn a_resemblance_joins_nothing_and_asks_unless_a_person_has_answered() {
        let alike = edge("pmid:1", "openalex:W1", Strength::Resembles);
        let asked = works(&[], std::slice::from_ref(&alike), &[]);
        assert_eq!((asked.public_id["openalex:W1"].as_str(), &asked.asking), ("openalex:W1", &vec![alike.clone()]));
        let apart = works(&[], std::slice::from_ref(&alike), &[("openalex:W1".into(), "pmid:1".into())]);
        assert_eq!((apart.asking.len(), apart.kept_apart.len()), (0, 1));
        let said = works(&[], &[alike, edge("pmid:1", "openalex:W1", Strength::Person)], &[]);
        assert_eq!((said.public_id["openalex:W1"].as_str(), said.asking.len()), ("pmid:1", 0));
    }

    #[test]
    fn an_article_number_of_a_journal_ties_nothing() {
        assert!(is_unique("doi:10.1/a") && is_unique("nct:NCT00000001") && !is_unique("pii:e12"));
    }

    #[test]
    fn every_strength_has_a_rule_with_words_and_the_order_is_that_of_strength() {
        let strengths = [Strength::Person, Strength::Stated, Strength::Gathered, Strength::Resembles];
        assert_eq!(strengths.map(Strength::rule).to_vec(), SAME_RULES.iter().map(|rule| rule.id).collect::<Vec<_>>());
        assert!(strengths.is_sorted_by(|one, other| one > other));
        assert_eq!(Strength::of_source("openalex"), Strength::Gathered);
        assert_eq!(Strength::of_source("pubmed"), Strength::Stated);
    }

    #[test]
    fn different_holds_along_a_chain_too() {
        let chain =
            [edge("pmid:1", "doi:10.1/x", Strength::Stated), edge("doi:10.1/x", "openalex:W1", Strength::Gathered)];
        let works = works(&[], &chain, &[("pmid:1".into(), "openalex:W1".into())]);
        assert_eq!(works.public_id["openalex:W1"], "openalex:W1");
    }

    fn some_id() -> impl Strategy<Value = String> {
        prop_oneof![
            (1..6_u8).prop_map(|n| format!("pmid:{n}")),
            (1..6_u8).prop_map(|n| format!("doi:10.1/{n}")),
            (1..4_u8).prop_map(|n| format!("pmcid:PMC{n}")),
        ]
    }

    fn some_edge() -> impl Strategy<Value = SameEdge> {
        let strength = prop_oneof![
            Just(Strength::Resembles),
            Just(Strength::Gathered),
            Just(Strength::Stated),
            Just(Strength::Person)
        ];
        (some_id(), some_id(), strength).prop_map(|(left, right, strength)| SameEdge { left, right, strength })
    }

    proptest! {
        #[test]
        fn works_do_not_depend_on_the_order_of_edges(
            edges in prop::collection::vec(some_edge(), 0..14).prop_flat_map(|edges| (Just(edges.clone()), Just(edges).prop_shuffle())),
            different in prop::collection::vec((some_id(), some_id()), 0..3),
        ) {
            let (one, other) = edges;
            let turned: Vec<SameEdge> = other
                .into_iter()
                .map(|edge| SameEdge { left: edge.right, right: edge.left, strength: edge.strength })
                .collect();
            let (first, second) = (works(&[], &one, &different), works(&[], &turned, &different));
            prop_assert_eq!(&first.public_id, &second.public_id);
            prop_assert_eq!(first.asking.len(), second.asking.len());
        }

        #[test]
        fn a_pair_called_different_is_never_one_work(
            edges in prop::collection::vec(some_edge(), 0..14),
            pair in (some_id(), some_id()),
        ) {
            prop_assume!(pair.0 != pair.1);
            let works = works(&[&pair.0, &pair.1], &edges, std::slice::from_ref(&pair));
            prop_assert_ne!(&works.public_id[&pair.0], &works.public_id[&pair.1]);
        }

        #[test]
        fn without_a_person_a_work_holds_at_most_one_pmid(edges in prop::collection::vec(some_edge(), 0..14)) {
            let edges: Vec<SameEdge> = edges.into_iter().filter(|edge| edge.strength < Strength::Person).collect();
            let works = works(&[], &edges, &[]);
            for id in works.public_id.keys() {
                prop_assert!(works.members(id).iter().filter(|id| id.starts_with("pmid:")).count() <= 1);
            }
        }
    }
}
