//! A record with everything that its page shows.

use super::decisions::{DECISION, decision_of};
use super::head::{Place, found, place};
use super::work::{Work, related, ties_of};
use super::{LINK, link_of, mentions_of};
use crate::body::Packer;
use crate::connection::{Connection, Value};
use crate::store::holds;
use crate::write::bodies;
use crate::{EntryPage, Error, Event, LinkState, RecordPage, SourceRecord, Store, register};
use corpus::PublicationDate;
use evidence::{Decision, effective, id_order};
use indicator::Change;
use std::cmp::Reverse;

impl Store {
    /// A work by any of its ids; none if no record of it is kept, or all were taken back.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn record(&mut self, id: &str, as_of: Change) -> Result<Option<RecordPage>, Error> {
        let decision = self.may_see();
        self.reading(|connection| {
            let place = match register::find(connection, id, as_of, decision)? {
                Some(record) => Place { public_id: record.clone(), record },
                None => match place(connection, id, as_of)? {
                    Some(place) => place,
                    None => return Ok(None),
                },
            };
            if let Some(entry) = register::entry_of(connection, &place.record, as_of, decision)? {
                return Ok(Some(entry_page(connection, entry, as_of)?));
            }
            let holds = format!("since <= {as_of} and (until is null or until > {as_of})");
            let work = Work::of(connection, &place.record, &holds)?;
            let mut records = Vec::new();
            let mut history = Vec::new();
            for there in versions(connection, &work.ids, as_of)? {
                let decisions = decisions_on(connection, &there.record, as_of)?;
                records.push(source_record(connection, &there, &decisions, as_of)?);
                history.extend(history_of(connection, &there.record, decisions, as_of)?);
            }
            history.sort_by_key(|&(change, _)| Reverse(change));
            let mut records = records.into_iter();
            let Some(SourceRecord { source, record, published, mentions, links }) = records.next() else {
                return Ok(None);
            };
            Ok(Some(RecordPage {
                id: place.public_id,
                ties: ties_of(connection, &work, as_of)?,
                related: related(connection, &work, as_of)?,
                entry: None,
                ids: work.ids,
                source,
                record,
                published,
                mentions,
                links,
                others: records.collect(),
                history: history.into_iter().map(|(_, event)| event).collect(),
            }))
        })
    }
}

/// The page of a row of a register: what stands of it among the records, and the row.
fn entry_page(connection: &mut Connection, entry: EntryPage, as_of: Change) -> Result<RecordPage, Error> {
    let id = entry.record.clone();
    let head = found(connection, std::slice::from_ref(&id), as_of)?.remove(&id);
    let date = head.as_ref().and_then(|head| head.date).filter(|_| !entry.withheld);
    let published =
        date.map(|date| PublicationDate { date, role: "event".to_owned(), precision: corpus::Precision::Day });
    let decisions = decisions_on(connection, &id, as_of)?;
    let holds = holds!("record_version");
    let sql = format!("select record_version_id from record_version where {holds} and record = ?2");
    let number = connection.first(&sql, &[as_of.into(), (&id).into()], |row| row.int(0))?;
    let links = match number {
        Some(number) => links(connection, number, &decisions, as_of)?,
        None => Vec::new(),
    };
    let record = corpus::Record {
        id: id.clone(),
        kind: head.as_ref().map(|head| head.kind.clone()).unwrap_or_default(),
        title: entry.title.clone(),
        identifiers: vec![id.clone()],
        invented: entry.invented,
        ..corpus::Record::default()
    };
    let history = if entry.withheld { Vec::new() } else { decisions.into_iter().rev().map(Event::Decided).collect() };
    Ok(RecordPage {
        ids: vec![id.clone()],
        source: format!("{}{}", register::SOURCE, entry.register),
        record,
        published,
        mentions: Vec::new(),
        links: if entry.withheld { Vec::new() } else { links },
        others: Vec::new(),
        ties: Vec::new(),
        related: Vec::new(),
        history,
        entry: Some(entry),
        id,
    })
}

/// A record of a work in force.
struct Version {
    number: i64,
    record: String,
    source: String,
}

/// The records of these ids in force, in the order of the ids.
fn versions(connection: &mut Connection, ids: &[String], as_of: Change) -> Result<Vec<Version>, Error> {
    let keys: Vec<Value<'_>> = ids.iter().map(Value::from).collect();
    let mut versions = Vec::new();
    let sql = concat!(
        "select record_version_id, record, source from record_version where ",
        holds!("record_version"),
        " and record in (?keys)"
    );
    connection.each_of(sql, &[as_of.into()], &keys, &mut |row| {
        versions.push(Version {
            number: row.int(0)?,
            record: row.text(1)?.to_owned(),
            source: row.text(2)?.to_owned(),
        });
        Ok(())
    })?;
    versions.sort_by(|one, other| id_order(&one.record).cmp(&id_order(&other.record)));
    Ok(versions)
}

fn source_record(
    connection: &mut Connection,
    version: &Version,
    decisions: &[Decision],
    as_of: Change,
) -> Result<SourceRecord, Error> {
    let number = version.number;
    let body = bodies(connection, &[number], &mut Packer::new())?.remove(&number);
    let body = body.ok_or_else(|| Error::Damaged(format!("`{}` has no body", version.record)))?;
    Ok(SourceRecord {
        source: version.source.clone(),
        record: body.record,
        published: body.published,
        mentions: mentions_of(connection, &[number], as_of)?.remove(&number).unwrap_or_default(),
        links: links(connection, number, decisions, as_of)?,
    })
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

/// Files that hold the record, and decisions on it, each with its change.
fn history_of(
    connection: &mut Connection,
    record: &str,
    decisions: Vec<Decision>,
    as_of: Change,
) -> Result<Vec<(Change, Event)>, Error> {
    let sql = "select distinct batch.since, change.day_in_tokyo, batch.batch_id, batch.file
               from record_version join batch on batch.batch_id = record_version.batch_id
               join change on change.change_id = batch.since
               where record_version.record = ?1 and batch.since <= ?2";
    let mut events = connection.list(sql, &[record.into(), as_of.into()], |row| {
        let on = row.parsed(1, |day| day.parse().ok())?;
        Ok((row.number(0)?, Event::Read { on, batch: row.number(2)?, file: row.text(3)?.to_owned() }))
    })?;
    events.extend(decisions.into_iter().map(|decision| (decision.since, Event::Decided(decision))));
    Ok(events)
}
