//! Every record there is, one after another: for whoever hands all of it on.
//!
//! A store of a million records does not fit into memory, so they come in small portions, in the order of their works.

use super::decisions::decisions_in;
use super::{LINK, link_of, mentions_of};
use crate::body::Packer;
use crate::connection::{Connection, Value};
use crate::store::holds;
use crate::write::bodies;
use crate::{Error, LinkState, SourceRecord, Store, register};
use evidence::{Decision, LinkKey, effective, id_order};
use indicator::Change;
use std::collections::HashMap;

/// How many records are in memory at once.
const PORTION: usize = 256;

/// A record with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeRecord {
    /// Public id of its work.
    pub work: String,
    /// Number of the batch that gave it.
    pub batch: u64,
    /// First change at which it holds.
    pub since: Change,
    /// The record with its words and links.
    pub source: SourceRecord,
}

struct Version {
    work: String,
    record: String,
    source: String,
    number: i64,
    batch: u64,
    since: Change,
}

impl Store {
    /// Gives every record of a source in force, rows of registers apart ([`Store::entries`] gives these), those of one work together: works by [`evidence::id_order`], their records likewise. All of them are
    /// of one state, whatever is written meanwhile. Memory grows with the number of records by their ids alone.
    ///
    /// # Errors
    /// If the database refuses, or `each` does.
    pub fn each_record<E: From<Error>>(
        &mut self,
        as_of: Change,
        mut each: impl FnMut(WholeRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        let connection = self.connection()?;
        connection.begin_reading()?;
        let result = go_through(connection, as_of, &mut each);
        connection.undo();
        result
    }
}

fn go_through<E: From<Error>>(
    connection: &mut Connection,
    as_of: Change,
    each: &mut impl FnMut(WholeRecord) -> Result<(), E>,
) -> Result<(), E> {
    let decisions: HashMap<LinkKey, Decision> =
        decisions_in(connection, as_of)?.into_iter().map(|decision| (decision.key.clone(), decision)).collect();
    let mut packer = Packer::new();
    for portion in versions(connection, as_of)?.chunks(PORTION) {
        let numbers: Vec<i64> = portion.iter().map(|version| version.number).collect();
        let mut bodies = bodies(connection, &numbers, &mut packer)?;
        let mut mentions = mentions_of(connection, &numbers, as_of)?;
        let mut links = links_of(connection, &numbers, &decisions, as_of)?;
        for version in portion {
            let Some(body) = bodies.remove(&version.number) else {
                return Err(Error::Damaged(format!("`{}` has no body", version.record)).into());
            };
            each(WholeRecord {
                work: version.work.clone(),
                batch: version.batch,
                since: version.since,
                source: SourceRecord {
                    source: version.source.clone(),
                    record: body.record,
                    published: body.published,
                    mentions: mentions.remove(&version.number).unwrap_or_default(),
                    links: links.remove(&version.number).unwrap_or_default(),
                },
            })?;
        }
    }
    Ok(())
}

fn versions(connection: &mut Connection, as_of: Change) -> Result<Vec<Version>, Error> {
    let sql = concat!("select record, public_id from record_joined where ", holds!("record_joined"));
    let mut joined: HashMap<String, String> = connection
        .list(sql, &[as_of.into()], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?
        .into_iter()
        .collect();
    let sql = concat!(
        "select record_version_id, record, source, batch_id, since from record_version where ",
        holds!("record_version"),
        " and source not like ?2"
    );
    let registers = format!("{}%", register::SOURCE);
    let mut versions = connection.list(sql, &[as_of.into(), registers.into()], |row| {
        let record = row.text(1)?.to_owned();
        Ok(Version {
            work: joined.remove(&record).unwrap_or_else(|| record.clone()),
            record,
            source: row.text(2)?.to_owned(),
            number: row.int(0)?,
            batch: row.number(3)?,
            since: row.number(4)?,
        })
    })?;
    versions.sort_unstable_by(|one, other| {
        let works = id_order(&one.work).cmp(&id_order(&other.work));
        works.then_with(|| id_order(&one.record).cmp(&id_order(&other.record)))
    });
    Ok(versions)
}

/// Links of these versions in force, by version.
fn links_of(
    connection: &mut Connection,
    versions: &[i64],
    decisions: &HashMap<LinkKey, Decision>,
    as_of: Change,
) -> Result<HashMap<i64, Vec<LinkState>>, Error> {
    let keys: Vec<Value<'_>> = versions.iter().map(|&number| number.into()).collect();
    let sql = format!(
        "select {LINK}, link.record_version_id from link where {} and link.record_version_id in (?keys)
         order by link.record_version_id, link.scheme, link.value, link.project",
        holds!("link")
    );
    let mut links: HashMap<i64, Vec<LinkState>> = HashMap::new();
    connection.each_of(&sql, &[as_of.into()], &keys, &mut |row| {
        let link = link_of(row)?;
        let decision = decisions.get(&link.key).cloned();
        let standing = effective(link.standing, decision.as_ref().map(|decision| decision.verdict));
        links.entry(row.int(8)?).or_default().push(LinkState { link, standing, decision });
        Ok(())
    })?;
    Ok(links)
}
