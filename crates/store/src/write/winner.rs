//! Which version of a record is its state.
//!
//! The highest edition that holds a citation decides, whether it kept it or not: then the citation is gone from the store, or back. A
//! deletion takes back that version and the ones before. Files of earlier baseline years are no longer in force and decide nothing.
//! Of sources without editions the later batch wins; PubMed's own word stands above both them and samples.
//!
//! A full PubMed has 38 million citations in more than a thousand lists. Reading them for every file would take longer than the
//! file, so lists are only read where a candidate could be overruled by one: never, when files come in their order.

use super::{Closed, NewBatch};
use crate::Error;
use crate::body::Packer;
use crate::connection::{Connection, Value};
use crate::seen::Citations;
use corpus::Edition;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How high an edition stands. Sources without editions stand below all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub(super) year: i64,
    pub(super) number: i64,
}

impl Rank {
    pub(super) const NONE: Self = Self { year: -1, number: -1 };

    pub(super) fn of(edition: Option<Edition>) -> Self {
        edition.map_or(Self::NONE, |edition| Self { year: edition.year.into(), number: edition.number.into() })
    }

    /// Whether it is a file of PubMed's: neither a sample (year 0) nor without edition.
    pub(super) fn is_baseline(self) -> bool {
        self.year > 0
    }
}

/// What changes among the versions that count.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// Numbers of rows that no longer are their record's state.
    pub(super) fallen: Vec<i64>,
    /// Numbers of rows that now are.
    pub(super) risen: Vec<Risen>,
}

/// A version that becomes its record's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Risen {
    pub(super) number: i64,
    /// Whether it was so before and has an end. A row holds only once: a copy of it begins anew.
    pub(super) again: bool,
}

/// How a row stands. In the order in which one of several rows of one version is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Current,
    Waiting,
    Past,
}

#[derive(Debug, Clone)]
struct Candidate {
    number: i64,
    batch: i64,
    rank: Rank,
    pmid: Option<u32>,
    version: u32,
    state: State,
}

/// Chooses among the versions of every record that the new batch, or the end of another, could move.
pub(super) fn decide(
    connection: &mut Connection,
    new: &NewBatch<'_>,
    closed: &Closed,
    packer: &mut Packer,
) -> Result<Moves, Error> {
    let mut moves = Moves::default();
    let mut ids = BTreeSet::new();
    let sql = "select record_version_id, record from record_version
               where batch_id in (?keys) and since is not null and until is null order by record_version_id";
    connection.each_of(sql, &[], &closed.all(), &mut |row| {
        moves.fallen.push(row.int(0)?);
        ids.insert(row.text(1)?.to_owned());
        Ok(())
    })?;
    let of_pmid = |pmid: u32| format!("pmid:{pmid}");
    ids.extend(new.file.records.iter().map(|kept| kept.record.id.clone()));
    ids.extend(new.seen.pmids().chain(new.deleted.pmids()).map(of_pmid));
    for &batch in &closed.replaced {
        let (seen, deleted) = lists(connection, batch, packer)?;
        ids.extend(seen.pmids().chain(deleted.pmids()).map(of_pmid));
    }
    if !closed.of_earlier_years.is_empty() {
        // What the earlier years overruled may count again; of PubMed's own files nothing is left but the new one.
        let sql =
            "select record_version.record from record_version join batch on batch.batch_id = record_version.batch_id
                   where batch.until is null and coalesce(batch.edition_year, 0) = 0";
        connection.each(sql, &[], &mut |row| {
            ids.insert(row.text(0)?.to_owned());
            Ok(())
        })?;
    }
    let groups = candidates(connection, &ids)?;
    let overruled = overruled(connection, new, &groups, packer)?;
    for group in groups.into_values() {
        let winner = group.iter().find(|candidate| !overruled.contains(&candidate.number));
        for candidate in &group {
            if candidate.state == State::Current && winner.is_none_or(|winner| winner.number != candidate.number) {
                moves.fallen.push(candidate.number);
            }
        }
        if let Some(winner) = winner.filter(|winner| winner.state != State::Current) {
            moves.risen.push(Risen { number: winner.number, again: winner.state == State::Past });
        }
    }
    moves.fallen.sort_unstable();
    moves.risen.sort_unstable_by_key(|risen| risen.number);
    Ok(moves)
}

/// Versions of these records in the batches in force, by record, the highest first.
fn candidates(connection: &mut Connection, ids: &BTreeSet<String>) -> Result<BTreeMap<String, Vec<Candidate>>, Error> {
    let keys: Vec<Value<'_>> = ids.iter().map(Value::from).collect();
    let mut groups: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    let sql = "select record_version.record_version_id, record_version.batch_id, record_version.record,
                      record_version.version, record_version.since, record_version.until,
                      coalesce(batch.edition_year, -1), coalesce(batch.edition_number, -1)
               from record_version join batch on batch.batch_id = record_version.batch_id
               where batch.until is null and record_version.record in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        let record = row.text(2)?;
        let state = match (row.maybe_int(4)?, row.maybe_int(5)?) {
            (None, _) => State::Waiting,
            (Some(_), None) => State::Current,
            (Some(_), Some(_)) => State::Past,
        };
        let candidate = Candidate {
            number: row.int(0)?,
            batch: row.int(1)?,
            rank: Rank { year: row.int(6)?, number: row.int(7)? },
            pmid: record.strip_prefix("pmid:").and_then(|pmid| pmid.parse().ok()),
            version: u32::try_from(row.int(3)?).unwrap_or(u32::MAX),
            state,
        };
        match groups.get_mut(record) {
            Some(group) => group.push(candidate),
            None => {
                groups.insert(record.to_owned(), vec![candidate]);
            }
        }
        Ok(())
    })?;
    for group in groups.values_mut() {
        group.sort_by_key(|candidate| {
            let Candidate { rank, batch, version, state, number, .. } = *candidate;
            (Reverse((rank, batch, version)), state, number)
        });
    }
    Ok(groups)
}

/// Numbers of the candidates that a higher edition, or their own, overrules. Looks no further than to the first of each
/// record that stands.
fn overruled(
    connection: &mut Connection,
    new: &NewBatch<'_>,
    groups: &BTreeMap<String, Vec<Candidate>>,
    packer: &mut Packer,
) -> Result<BTreeSet<i64>, Error> {
    let mut overruled = BTreeSet::new();
    let mut open: Vec<&Candidate> = Vec::new();
    for group in groups.values() {
        for candidate in group {
            if overrules(candidate, new.number, new.rank, &new.seen, &new.deleted) {
                overruled.insert(candidate.number);
                continue;
            }
            let stands =
                candidate.pmid.is_none() || (candidate.state == State::Current && candidate.batch != new.number);
            if stands {
                break;
            }
            open.push(candidate);
        }
    }
    let Some(lowest) = open.iter().map(|candidate| candidate.rank).min() else { return Ok(overruled) };
    let sql = "select batch_id, coalesce(edition_year, -1), coalesce(edition_number, -1) from batch
               where until is null and batch_id <> ?1 order by batch_id";
    let batches = connection
        .list(sql, &[new.number.into()], |row| Ok((row.int(0)?, Rank { year: row.int(1)?, number: row.int(2)? })))?;
    for (batch, rank) in batches {
        let concerns = |candidate: &&Candidate| rank > candidate.rank || batch == candidate.batch;
        if rank < lowest || !open.iter().any(concerns) {
            continue;
        }
        let (seen, deleted) = lists(connection, batch, packer)?;
        for candidate in &open {
            if overrules(candidate, batch, rank, &seen, &deleted) {
                overruled.insert(candidate.number);
            }
        }
    }
    Ok(overruled)
}

/// Whether what a batch holds and takes back stands above a candidate.
fn overrules(candidate: &Candidate, batch: i64, rank: Rank, seen: &Citations, deleted: &Citations) -> bool {
    let Some(pmid) = candidate.pmid else { return false };
    let takes_back = || deleted.versions(pmid).any(|version| version >= candidate.version);
    if batch == candidate.batch {
        seen.versions(pmid).any(|version| version > candidate.version) || takes_back()
    } else {
        rank > candidate.rank && (seen.versions(pmid).next().is_some() || takes_back())
    }
}

fn lists(connection: &mut Connection, batch: i64, packer: &mut Packer) -> Result<(Citations, Citations), Error> {
    let sql = "select seen, deleted from batch_seen where batch_id = ?1";
    let packed = connection.first(sql, &[batch.into()], |row| Ok((row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec())))?;
    let (seen, deleted) = packed.ok_or_else(|| Error::Damaged(format!("batch {batch} has no list of citations")))?;
    Ok((Citations::unpack(&seen, packer)?, Citations::unpack(&deleted, packer)?))
}
