//! Which records are one work, after edges came or went.
//!
//! Only the components that the change touches are joined again. What is written is the exception: a record whose work goes by
//! another id. A PubMed citation names its own work, so for all of PubMed there is nothing.

use super::active::{RELATION, bodies, relation_row};
use super::insert::likeness_of;
use crate::Error;
use crate::body::Packer;
use crate::code::value_of;
use crate::connection::{Connection, Value};
use evidence::{SameEdge, SameVerdict, Strength};
use indicator::Change;
use std::collections::{BTreeMap, BTreeSet};

/// Joins the works again that hold one of these identifiers.
pub(super) fn rejoin(connection: &mut Connection, ids: BTreeSet<String>, change: Change) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let Ties { ids, same, different } = ties(connection, ids, "until is null")?;
    let keys: Vec<Value<'_>> = ids.iter().map(Value::from).collect();
    let mut records = BTreeSet::new();
    let sql = "select record from record_version where since is not null and until is null and record in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        records.insert(row.text(0)?.to_owned());
        Ok(())
    })?;
    let all: Vec<&str> = ids.iter().map(String::as_str).collect();
    let works = evidence::works(&all, &same, &different);
    let mut wanted: BTreeMap<&str, &str> = BTreeMap::new();
    for record in &records {
        match works.public_id.get(record) {
            Some(public) if public != record => {
                wanted.insert(record, public);
            }
            _ => {}
        }
    }
    let mut ended = Vec::new();
    let sql = "select record_joined_id, record, public_id from record_joined where until is null and record in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        if wanted.get(row.text(1)?) == Some(&row.text(2)?) {
            wanted.remove(row.text(1)?);
        } else {
            ended.push(row.int(0)?.into());
        }
        Ok(())
    })?;
    let sql = "update record_joined set until = ?1 where record_joined_id in (?keys)";
    connection.execute_of(sql, &[change.into()], &ended)?;
    let first = connection.next_number("record_joined")?;
    let rows: Vec<Vec<Value<'_>>> = (first..)
        .zip(&wanted)
        .map(|(number, (&record, &public))| vec![number.into(), record.into(), public.into(), change.into()])
        .collect();
    connection.insert("record_joined", &["record_joined_id", "record", "public_id", "since"], &rows)
}

/// Identifiers that are tied together, and what keeps some of them apart.
#[derive(Debug, Default)]
pub(crate) struct Ties {
    /// Every identifier.
    pub(crate) ids: BTreeSet<String>,
    /// The edges between them, of sources and of people.
    pub(crate) same: Vec<SameEdge>,
    /// Pairs that a person called different.
    pub(crate) different: Vec<(String, String)>,
}

/// Every identifier that edges tie to these, and the edges. `holds` says which edges and decisions count, without values.
pub(crate) fn ties(connection: &mut Connection, ids: BTreeSet<String>, holds: &str) -> Result<Ties, Error> {
    let mut all = ids.clone();
    let mut same = BTreeSet::new();
    let mut different = BTreeSet::new();
    let mut fresh: Vec<String> = ids.into_iter().collect();
    while !fresh.is_empty() {
        let keys: Vec<Value<'_>> = fresh.iter().map(Value::from).collect();
        let mut reached = BTreeSet::new();
        for side in ["left_id", "right_id"] {
            let sql = format!("select left_id, right_id, strength from same_edge where {holds} and {side} in (?keys)");
            connection.each_of(&sql, &[], &keys, &mut |row| {
                let (left, right) = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
                reached.extend([left.clone(), right.clone()]);
                same.insert(SameEdge { left, right, strength: row.parsed(2, value_of)? });
                Ok(())
            })?;
            let sql =
                format!("select left_id, right_id, verdict from same_decision where {holds} and {side} in (?keys)");
            connection.each_of(&sql, &[], &keys, &mut |row| {
                let (left, right) = (row.text(0)?.to_owned(), row.text(1)?.to_owned());
                match row.parsed(2, value_of)? {
                    SameVerdict::Same => {
                        reached.extend([left.clone(), right.clone()]);
                        same.insert(SameEdge { left, right, strength: Strength::Person });
                    }
                    SameVerdict::Different => {
                        different.insert((left, right));
                    }
                }
                Ok(())
            })?;
        }
        fresh = reached.difference(&all).cloned().collect();
        all.extend(reached);
    }
    Ok(Ties { ids: all, same: same.into_iter().collect(), different: different.into_iter().collect() })
}

/// Fills in, for a store that was made before, what its records resemble others by and what they say about others.
pub(crate) fn know_works(connection: &mut Connection) -> Result<(), Error> {
    let sql =
        "select record_version_id, since from record_version where since is not null and until is null order by 1";
    let versions = connection.list(sql, &[], |row| Ok((row.int(0)?, row.number(1)?)))?;
    let mut packer = Packer::new();
    let mut next = connection.next_number("relation")?;
    for portion in versions.chunks(400) {
        let numbers: Vec<i64> = portion.iter().map(|(number, _)| *number).collect();
        let records = bodies(connection, &numbers, &mut packer)?;
        let mut relations = Vec::new();
        for &(number, since) in portion {
            let Some(kept) = records.get(&number) else { continue };
            if let Some(likeness) = likeness_of(kept) {
                let sql = "update record_version set likeness = ?1 where record_version_id = ?2";
                connection.execute(sql, &[likeness.into(), number.into()])?;
            }
            for (word, other) in &kept.record.relations {
                relations.push(relation_row(next, number, word, other, since));
                next += 1;
            }
        }
        connection.insert("relation", RELATION, &relations)?;
    }
    Ok(())
}
