//! What ties the records of a work together, what keeps others apart, and how the work bears on others.

use super::decisions::{SAME_DECISION, same_decision_of};
use super::head::found;
use crate::code::value_of;
use crate::connection::{Connection, Value};
use crate::store::holds;
use crate::write::ties;
use crate::{Error, Head, Related, Tie, TieState, TiedBy};
use evidence::{Relation, SameDecision, SameVerdict, Strength, Works};
use indicator::Change;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A work: every id of it, the one in whose name it goes first.
#[derive(Debug, Clone)]
pub(super) struct Work {
    pub(super) ids: Vec<String>,
    works: Works,
    /// Every id that edges tie to those, also of other works.
    around: BTreeSet<String>,
}

impl Work {
    /// The work of an id; `holds` says which edges and decisions count, without values.
    pub(super) fn of(connection: &mut Connection, id: &str, holds: &str) -> Result<Self, Error> {
        let ties = ties(connection, BTreeSet::from([id.to_owned()]), holds)?;
        let all: Vec<&str> = ties.ids.iter().map(String::as_str).collect();
        let works = evidence::works(&all, &ties.same, &ties.different);
        let ids = works.members(id).into_iter().map(str::to_owned).collect();
        Ok(Self { ids, works, around: ties.ids })
    }
}

/// Pairs of ids, the lesser first.
type Ties = BTreeMap<(String, String), Tie>;

/// What ties the ids of a work, asks about it or keeps others apart from it, by pair of ids.
pub(super) fn ties_of(connection: &mut Connection, work: &Work, as_of: Change) -> Result<Vec<Tie>, Error> {
    let mut ties: Ties = BTreeMap::new();
    stated(connection, work, as_of, &mut ties)?;
    decided(connection, work, as_of, &mut ties)?;
    resembling(connection, work, as_of, &mut ties)?;
    Ok(ties.into_values().collect())
}

fn pair(one: &str, other: &str) -> (String, String) {
    if one <= other { (one.to_owned(), other.to_owned()) } else { (other.to_owned(), one.to_owned()) }
}

/// The tie of two ids; a new one joins nothing yet.
fn entry<'t>(ties: &'t mut Ties, one: &str, other: &str, state: TieState) -> &'t mut Tie {
    let (left, right) = pair(one, other);
    ties.entry((left.clone(), right.clone())).or_insert_with(|| Tie {
        left,
        right,
        strength: Strength::Resembles,
        said_by: Vec::new(),
        state,
        decision: None,
    })
}

/// Edges that sources state.
fn stated(connection: &mut Connection, work: &Work, as_of: Change, ties: &mut Ties) -> Result<(), Error> {
    let left_out = |edges: &[evidence::SameEdge]| -> BTreeSet<(String, String)> {
        edges.iter().map(|edge| pair(&edge.left, &edge.right)).collect()
    };
    let (asking, apart) = (left_out(&work.works.asking), left_out(&work.works.kept_apart));
    let keys: Vec<Value<'_>> = work.around.iter().map(Value::from).collect();
    let sql = concat!(
        "select same_edge.left_id, same_edge.right_id, same_edge.strength, same_edge.rule, record_version.source,
                record_version.record
         from same_edge join record_version on record_version.record_version_id = same_edge.record_version_id
         where ",
        holds!("same_edge"),
        " and same_edge.left_id in (?keys) order by same_edge.same_edge_id"
    );
    connection.each_of(sql, &[as_of.into()], &keys, &mut |row| {
        let (left, right) = (row.text(0)?, row.text(1)?);
        if !work.ids.iter().any(|id| id == left || id == right) {
            return Ok(());
        }
        let key = pair(left, right);
        let state = match () {
            () if asking.contains(&key) => TieState::Asking,
            () if apart.contains(&key) => TieState::KeptApart,
            () => TieState::Joins,
        };
        let tie = entry(ties, left, right, state);
        tie.strength = tie.strength.max(row.parsed(2, value_of)?);
        let said =
            TiedBy { source: row.text(4)?.to_owned(), record: row.text(5)?.to_owned(), rule: row.text(3)?.to_owned() };
        if !tie.said_by.contains(&said) {
            tie.said_by.push(said);
        }
        Ok(())
    })
}

/// What people decided on an id of the work.
fn decided(connection: &mut Connection, work: &Work, as_of: Change, ties: &mut Ties) -> Result<(), Error> {
    for decision in decisions_on(connection, &work.ids, as_of)? {
        let SameDecision { left, right, verdict, .. } = &decision;
        let state = match verdict {
            SameVerdict::Same
                if !work.works.kept_apart.iter().any(|edge| (&edge.left, &edge.right) == (left, right)) =>
            {
                TieState::Joins
            }
            SameVerdict::Same | SameVerdict::Different => TieState::KeptApart,
        };
        let tie = entry(ties, left, right, state);
        (tie.state, tie.strength, tie.decision) = (state, Strength::Person, Some(decision));
    }
    Ok(())
}

/// Decisions in force on one of these ids, by the order in which they were made.
fn decisions_on(connection: &mut Connection, ids: &[String], as_of: Change) -> Result<Vec<SameDecision>, Error> {
    let keys: Vec<Value<'_>> = ids.iter().map(Value::from).collect();
    let mut decisions: BTreeMap<i64, SameDecision> = BTreeMap::new();
    for side in ["left_id", "right_id"] {
        let sql = format!(
            "select {SAME_DECISION}, same_decision_id from same_decision where {} and {side} in (?keys)",
            holds!("same_decision")
        );
        connection.each_of(&sql, &[as_of.into()], &keys, &mut |row| {
            decisions.insert(row.int(8)?, same_decision_of(row)?);
            Ok(())
        })?;
    }
    Ok(decisions.into_values().collect())
}

/// Records that resemble one of the work's and that nobody decided on. Those that a relation ties to it are known to be others.
fn resembling(connection: &mut Connection, work: &Work, as_of: Change, ties: &mut Ties) -> Result<(), Error> {
    let keys: Vec<Value<'_>> = work.ids.iter().map(Value::from).collect();
    let mut alike: HashMap<i64, String> = HashMap::new();
    let sql = concat!(
        "select record, likeness from record_version where ",
        holds!("record_version"),
        " and likeness is not null and record in (?keys) order by record"
    );
    connection.each_of(sql, &[as_of.into()], &keys, &mut |row| {
        alike.entry(row.int(1)?).or_insert(row.text(0)?.to_owned());
        Ok(())
    })?;
    if alike.is_empty() {
        return Ok(());
    }
    let keys: Vec<Value<'_>> = alike.keys().map(|&number| number.into()).collect();
    let mut others = Vec::new();
    let sql = concat!(
        "select record, likeness, source from record_version where ",
        holds!("record_version"),
        " and likeness in (?keys) order by record"
    );
    connection.each_of(sql, &[as_of.into()], &keys, &mut |row| {
        let record = row.text(0)?;
        if !work.ids.iter().any(|id| id == record) {
            others.push((record.to_owned(), row.int(1)?, row.text(2)?.to_owned()));
        }
        Ok(())
    })?;
    if others.is_empty() {
        return Ok(());
    }
    let related: BTreeSet<String> = relations_of(connection, work, as_of)?.into_iter().map(|(_, _, id)| id).collect();
    for (record, number, source) in others {
        let holds = format!("since <= {as_of} and (until is null or until > {as_of})");
        if Work::of(connection, &record, &holds)?.ids.iter().any(|id| related.contains(id)) {
            continue;
        }
        let decided = ties.keys().any(|(left, right)| *left == record || *right == record);
        let Some(own) = alike.get(&number).filter(|_| !decided) else { continue };
        let tie = entry(ties, own, &record, TieState::Asking);
        tie.said_by.push(TiedBy { source, record: record.clone(), rule: Strength::Resembles.rule().to_owned() });
    }
    Ok(())
}

/// What the records of a work say about others, and others about them: the word's meaning or the word itself, as the work is to the
/// other, and the other's id.
fn relations_of(
    connection: &mut Connection,
    work: &Work,
    as_of: Change,
) -> Result<Vec<(Option<Relation>, String, String)>, Error> {
    let keys: Vec<Value<'_>> = work.ids.iter().map(Value::from).collect();
    let mut relations = BTreeSet::new();
    let sql = concat!(
        "select relation.word, relation.other_id from relation
         join record_version on record_version.record_version_id = relation.record_version_id
         where ",
        holds!("relation"),
        " and record_version.record in (?keys)"
    );
    connection.each_of(sql, &[as_of.into()], &keys, &mut |row| {
        let word = row.text(0)?.to_owned();
        relations.insert((Relation::of(&word), word, row.text(1)?.to_owned()));
        Ok(())
    })?;
    let sql = concat!(
        "select relation.word, record_version.record from relation
         join record_version on record_version.record_version_id = relation.record_version_id
         where ",
        holds!("relation"),
        " and relation.other_id in (?keys)"
    );
    connection.each_of(sql, &[as_of.into()], &keys, &mut |row| {
        let word = row.text(0)?.to_owned();
        // A word that is not known cannot be turned round.
        if let Some(relation) = Relation::of(&word) {
            relations.insert((Some(relation.turned()), word, row.text(1)?.to_owned()));
        }
        Ok(())
    })?;
    Ok(relations.into_iter().filter(|(_, _, other)| !work.ids.contains(other)).collect())
}

/// The works that this one bears on, each relation once, with the head of the other where it is kept.
pub(super) fn related(connection: &mut Connection, work: &Work, as_of: Change) -> Result<Vec<Related>, Error> {
    let mut list: Vec<Related> = Vec::new();
    for (relation, word, other) in relations_of(connection, work, as_of)? {
        let head = head(connection, &other, as_of)?;
        let id = head.as_ref().map_or(other, |head| head.id.clone());
        let known =
            |one: &Related| one.id == id && one.relation == relation && (relation.is_some() || one.word == word);
        if !list.iter().any(known) {
            list.push(Related { relation, word, id, head });
        }
    }
    Ok(list)
}

fn head(connection: &mut Connection, id: &str, as_of: Change) -> Result<Option<Head>, Error> {
    let Some(place) = super::head::place(connection, id, as_of)? else { return Ok(None) };
    let mut found = found(connection, std::slice::from_ref(&place.record), as_of)?;
    Ok(found.remove(&place.record).map(|found| Head { id: place.public_id, ..found }))
}
