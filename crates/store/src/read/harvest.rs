//! What harvesters ask besides records: when each change was, when each work was last touched, what is gone, and which grants came and went.

use super::decisions::{DECISION, decision_of};
use super::{LINK, link_of};
use crate::connection::Connection;
use crate::store::holds;
use crate::{Error, Store, register};
use evidence::{Decision, LinkKey, Verdict, effective};
use indicator::{Change, Standing};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A change, with when it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Its number.
    pub change: Change,
    /// When, in UTC to the second: `2026-11-23T15:00:00Z`.
    pub at_utc: String,
    /// Whether it brought a revision of the plan.
    pub is_revision: bool,
}

/// A source record that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneRecord {
    /// Its id.
    pub record: String,
    /// The change that took it.
    pub change: Change,
    /// The projects to which it ever was linked, whether that counted or not.
    pub projects: BTreeSet<String>,
}

/// A grant that ties records to a project, or once did.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundGrant {
    /// Scheme of its number: `amed`.
    pub scheme: String,
    /// The normal form.
    pub value: String,
    /// The project.
    pub project: String,
    /// Whether a record tells of it so now.
    pub counts: bool,
    /// Where it counts, the change since when some record told of it without a gap; else the change at which the last one ceased to.
    pub changed: Change,
}

/// When a record came, and when it went, if it did.
struct Seen {
    first: Change,
    last: Option<Change>,
}

impl Store {
    /// Every change up to one, oldest first.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn moments(&mut self, as_of: Change) -> Result<Vec<Moment>, Error> {
        let sql = "select change_id, at_utc, kind from change where change_id <= ?1 order by change_id";
        self.connection()?.list(sql, &[as_of.into()], |row| {
            let is_revision = row.text(2)? == "revision";
            Ok(Moment { change: row.number(0)?, at_utc: row.text(1)?.to_owned(), is_revision })
        })
    }

    /// Source records that were there and are not any more: each was taken back, or its work goes by another id since. Sorted by id.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn gone(&mut self, as_of: Change) -> Result<Vec<GoneRecord>, Error> {
        self.reading(|connection| {
            let registers = format!("{}%", register::SOURCE);
            let mut known: HashMap<String, Seen> = HashMap::new();
            let sql = "select record, since, until from record_version
                       where since <= ?1 and source not like ?2 and not invented";
            connection.each(sql, &[as_of.into(), registers.into()], &mut |row| {
                let (since, until) = (row.number(1)?, row.maybe_number(2)?.filter(|&until| until <= as_of));
                let seen = known.entry(row.text(0)?.to_owned()).or_insert(Seen { first: since, last: Some(0) });
                seen.first = seen.first.min(since);
                // One version in force is enough to be there.
                seen.last = seen.last.zip(until).map(|(last, until)| last.max(until));
                Ok(())
            })?;
            let ended = known.iter().filter_map(|(record, seen)| Some((record.clone(), seen.last?)));
            let gone_at = |(record, change): (String, Change)| {
                (record.clone(), GoneRecord { record, change, projects: BTreeSet::new() })
            };
            let mut gone: BTreeMap<String, GoneRecord> = ended.map(gone_at).collect();
            let sql = concat!("select record, since from record_joined where ", holds!("record_joined"));
            connection.each(sql, &[as_of.into()], &mut |row| {
                let (record, joined) = (row.text(0)?, row.number(1)?);
                // One that was joined when it came never was a work by itself.
                if known.get(record).is_some_and(|seen| seen.first < joined) {
                    gone.extend([gone_at((record.to_owned(), joined))]);
                }
                Ok(())
            })?;
            if !gone.is_empty() {
                let sql = "select record, project from link where since <= ?1";
                connection.each(sql, &[as_of.into()], &mut |row| {
                    if let Some(gone) = gone.get_mut(row.text(0)?) {
                        gone.projects.insert(row.text(1)?.to_owned());
                    }
                    Ok(())
                })?;
            }
            Ok(gone.into_values().collect())
        })
    }

    /// The last change that bore on each work, by its public id: on a version of one of its records, a link, a decision on a link, a notice
    /// of retraction, or on which records it is made of. What ends bears on it as what begins does. Every record is looked at once.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn touched(&mut self, as_of: Change) -> Result<HashMap<String, Change>, Error> {
        self.reading(|connection| {
            let mut touched: HashMap<String, Change> = HashMap::new();
            for (table, id) in [
                ("record_version", "record"),
                ("link", "record"),
                ("link_decision", "record"),
                ("retraction", "retracts"),
                ("record_joined", "public_id"),
                // One that was joined and is not any more is a work by itself again.
                ("record_joined", "record"),
            ] {
                let sql = format!(
                    "select {id}, max(case when until is not null and until <= ?1 then until else since end) from {table}
                     where since <= ?1 group by {id}"
                );
                connection.each(&sql, &[as_of.into()], &mut |row| {
                    let change = row.number(1)?;
                    match touched.get_mut(row.text(0)?) {
                        Some(known) => *known = change.max(*known),
                        None => drop(touched.insert(row.text(0)?.to_owned(), change)),
                    }
                    Ok(())
                })?;
            }
            let sql = concat!("select record, public_id from record_joined where ", holds!("record_joined"));
            connection.each(sql, &[as_of.into()], &mut |row| {
                let change = touched.get(row.text(0)?).copied().unwrap_or(0);
                let work = touched.entry(row.text(1)?.to_owned()).or_insert(change);
                *work = change.max(*work);
                Ok(())
            })?;
            Ok(touched)
        })
    }

    /// The grants whose links to projects count or once counted, after what people decided, sorted. What is invented tells of none, nor does
    /// what always waited.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn found_grants(&mut self, as_of: Change) -> Result<Vec<FoundGrant>, Error> {
        self.reading(|connection| {
            let decided = ever_decided(connection, as_of)?;
            let mut grants: BTreeMap<(String, String, String), Vec<Span>> = BTreeMap::new();
            let sql = format!(
                "select {LINK}, link.since, link.until from link
                 join record_version on record_version.record_version_id = link.record_version_id
                 where not record_version.invented and link.since <= ?1"
            );
            connection.each(&sql, &[as_of.into()], &mut |row| {
                let link = link_of(row)?;
                let until = row.maybe_number(9)?.filter(|&until| until <= as_of);
                let decisions = decided.get(&link.key).map_or(&[][..], Vec::as_slice);
                let counting = counting(link.standing, (row.number(8)?, until), decisions);
                if !counting.is_empty() {
                    let key = (link.key.scheme, link.key.value, link.key.project);
                    grants.entry(key).or_default().extend(counting);
                }
                Ok(())
            })?;
            let grant = |((scheme, value, project), spans)| {
                let (since, until) = last_whole(spans)?;
                Some(FoundGrant { scheme, value, project, counts: until.is_none(), changed: until.unwrap_or(since) })
            };
            Ok(grants.into_iter().filter_map(grant).collect())
        })
    }
}

/// From a change on, up to another if that has come.
type Span = (Change, Option<Change>);

/// What people ever decided on each link.
fn ever_decided(connection: &mut Connection, as_of: Change) -> Result<HashMap<LinkKey, Vec<Decision>>, Error> {
    let sql = format!("select {DECISION} from link_decision where link_decision.since <= ?1");
    let mut decided: HashMap<LinkKey, Vec<Decision>> = HashMap::new();
    for mut decision in connection.list(&sql, &[as_of.into()], decision_of)? {
        decision.until = decision.until.filter(|&until| until <= as_of);
        decided.entry(decision.key.clone()).or_default().push(decision);
    }
    Ok(decided)
}

/// When a link counted, piece by piece: what the rules say, except while somebody had decided.
fn counting(standing: Standing, (since, until): Span, decisions: &[Decision]) -> Vec<Span> {
    let turns = decisions.iter().flat_map(|decision| [Some(decision.since), decision.until]).flatten();
    let within = |turn: &Change| *turn > since && until.is_none_or(|until| *turn < until);
    let mut begins: Vec<Change> = turns.filter(within).chain([since]).collect();
    begins.sort_unstable();
    begins.dedup();
    let ends = begins.iter().skip(1).map(|&end| Some(end)).chain([until]);
    let verdict_at = |change: Change| -> Option<Verdict> {
        let holds = |one: &&Decision| one.since <= change && one.until.is_none_or(|until| until > change);
        decisions.iter().find(holds).map(|decision| decision.verdict)
    };
    let counts = |span: &Span| effective(standing, verdict_at(span.0)) == Standing::Counted;
    begins.iter().copied().zip(ends).filter(counts).collect()
}

/// The last of the spans, with all that lead up to it without a gap.
fn last_whole(mut spans: Vec<Span>) -> Option<Span> {
    spans.sort_unstable_by_key(|span| span.0);
    spans.into_iter().reduce(|(since, until), next| match until {
        Some(until) if until < next.0 => next,
        Some(until) => (since, next.1.map(|end| end.max(until))),
        None => (since, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_touch_are_one_and_a_gap_begins_anew() {
        for (spans, expected) in [
            (vec![(1, Some(3)), (3, None)], Some((1, None))),
            (vec![(4, None), (1, Some(3))], Some((4, None))),
            (vec![(1, Some(9)), (2, Some(3))], Some((1, Some(9)))),
            (vec![(1, None), (2, Some(3))], Some((1, None))),
            (vec![], None),
        ] {
            assert_eq!(last_whole(spans.clone()), expected, "{spans:?}");
        }
    }
}
