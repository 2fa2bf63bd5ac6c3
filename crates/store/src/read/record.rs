//! A record with everything that its page shows.

use super::decisions::{DECISION, decision_of};
use super::head::{found, place};
use super::{LINK, link_of, mentions_of};
use crate::body::Packer;
use crate::connection::Connection;
use crate::store::holds;
use crate::write::bodies;
use crate::{Error, Event, LinkState, RecordPage, Store};
use evidence::{Decision, effective};
use indicator::Change;

impl Store {
    /// A record by any of its work's ids; none if it is not kept, or was taken back.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn record(&mut self, id: &str, as_of: Change) -> Result<Option<RecordPage>, Error> {
        self.reading(|connection| {
            let Some(place) = place(connection, id, as_of)? else { return Ok(None) };
            let there = found(connection, std::slice::from_ref(&place.record), as_of)?.remove(&place.record);
            let Some(there) = there else { return Ok(None) };
            let body = bodies(connection, &[there.number], &mut Packer::new())?.remove(&there.number);
            let body = body.ok_or_else(|| Error::Damaged(format!("`{}` has no body", place.record)))?;
            let mentions = mentions_of(connection, &[there.number], as_of)?.remove(&there.number).unwrap_or_default();
            let decisions = decisions_on(connection, &there.record, as_of)?;
            let links = links(connection, there.number, &decisions, as_of)?;
            let history = history(connection, &there.record, decisions, as_of)?;
            Ok(Some(RecordPage {
                id: place.public_id,
                record: body.record,
                published: body.published,
                mentions,
                links,
                history,
            }))
        })
    }
}

/// Every decision on a link of a record that anybody ever made, oldest first.
fn decisions_on(connection: &mut Connection, record: &str, as_of: Change) -> Result<Vec<Decision>, Error> {
    let sql =
        format!("select {DECISION} from link_decision where record = ?1 and since <= ?2 order by link_decision_id");
    connection.list(&sql, &[record.into(), as_of.into()], |row| {
        let decision = decision_of(row)?;
        // As of a change, nobody knows of an end that came later.
        Ok(Decision { until: decision.until.filter(|&until| until <= as_of), ..decision })
    })
}

fn links(
    connection: &mut Connection,
    number: i64,
    decisions: &[Decision],
    as_of: Change,
) -> Result<Vec<LinkState>, Error> {
    let sql = format!(
        "select {LINK} from link where {} and record_version_id = ?2 order by scheme, value, project",
        holds!("link")
    );
    connection.list(&sql, &[as_of.into(), number.into()], |row| {
        let link = link_of(row)?;
        let decision = decisions.iter().rev().find(|one| one.key == link.key && one.until.is_none()).cloned();
        let standing = effective(link.standing, decision.as_ref().map(|decision| decision.verdict));
        Ok(LinkState { link, standing, decision })
    })
}

/// Files that hold the record, and decisions on it, newest first.
fn history(
    connection: &mut Connection,
    record: &str,
    decisions: Vec<Decision>,
    as_of: Change,
) -> Result<Vec<Event>, Error> {
    let sql = "select distinct batch.since, change.day_in_tokyo, batch.batch_id, batch.file
               from record_version join batch on batch.batch_id = record_version.batch_id
               join change on change.change_id = batch.since
               where record_version.record = ?1 and batch.since <= ?2";
    let mut events = connection.list(sql, &[record.into(), as_of.into()], |row| {
        let on = row.parsed(1, |day| day.parse().ok())?;
        Ok((row.number(0)?, Event::Read { on, batch: row.number(2)?, file: row.text(3)?.to_owned() }))
    })?;
    events.extend(decisions.into_iter().map(|decision| (decision.since, Event::Decided(decision))));
    events.sort_by_key(|&(change, _)| std::cmp::Reverse(change));
    Ok(events.into_iter().map(|(_, event)| event).collect())
}
