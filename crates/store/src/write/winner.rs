//! Which version of a record is its state.
//!
//! The highest edition that holds a citation decides, whether it kept it or not: then the citation is gone from the store, or back. A
//! deletion takes back that version and the ones before. Files of earlier baseline years are no longer in force and decide nothing.
//! Of sources without editions the highest version decides in the same way, and of equal ones the later batch; PubMed's own word stands
//! above both them and samples.
//!
//! A full PubMed has 38 million citations in more than a thousand lists. Reading them for every file would take longer than the
//! file, so lists are only read where a candidate could be overruled by one: never, when files come in their order. Of other sources
//! those are the lists whose highest version is above the candidate's; a batch that came later needs none, since the ids that it saw are
//! at hand when it comes.

use super::{Closed, NewBatch};
use crate::Error;
use crate::body::Packer;
use crate::connection::{Connection, Value};
use crate::seen::{Seen, key_of};
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

    /// Whether records are numbered by PMID, and stand in the order of editions.
    pub(super) fn has_edition(self) -> bool {
        self != Self::NONE
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
    /// Its number in lists of PubMed's.
    pmid: Option<u64>,
    /// Its number in lists of other sources.
    key: u64,
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
    let of_pmid = |pmid: u64| format!("pmid:{pmid}");
    ids.extend(new.file.records.iter().map(|kept| kept.record.id.clone()));
    ids.extend(new.file.seen_elsewhere.iter().map(|(id, _)| id.clone()));
    ids.extend(new.file.seen.iter().chain(new.file.deleted).map(|&(pmid, _)| of_pmid(pmid.into())));
    let mut freed = !closed.of_earlier_years.is_empty();
    for &batch in &closed.replaced {
        let (seen, deleted) = lists(connection, batch, packer)?;
        if new.rank.has_edition() {
            ids.extend(seen.pmids().chain(deleted.pmids()).map(of_pmid));
        } else {
            // The same file under other rules has the same records, unless another program reads it otherwise. Ids cannot be had from
            // their numbers.
            freed |= !seen.is_within(&new.seen);
        }
    }
    if freed {
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
               where batch.until is null and batch.source not like 'register:%' and record_version.record in (?keys)";
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
            key: key_of(record),
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
            (Reverse((rank, version, batch)), state, number)
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
            if candidate.state == State::Current && candidate.batch != new.number {
                break;
            }
            open.push(candidate);
        }
    }
    if open.is_empty() {
        return Ok(overruled);
    }
    let sql = "select batch_id, coalesce(edition_year, -1), coalesce(edition_number, -1), version_high from batch
               where until is null and batch_id <> ?1 order by batch_id";
    let batches = connection.list(sql, &[new.number.into()], |row| {
        Ok((row.int(0)?, Rank { year: row.int(1)?, number: row.int(2)? }, row.int(3)?))
    })?;
    for (batch, rank, version_high) in batches {
        if !open.iter().any(|candidate| concerns(candidate, batch, rank, version_high)) {
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

/// Whether the lists of a batch could overrule a candidate, as far as can be told without reading them.
fn concerns(candidate: &Candidate, batch: i64, rank: Rank, version_high: i64) -> bool {
    if rank.has_edition() {
        candidate.pmid.is_some() && (rank > candidate.rank || batch == candidate.batch)
    } else {
        !candidate.rank.has_edition() && (version_high, batch) > (candidate.version.into(), candidate.batch)
    }
}

/// Whether what a batch holds and takes back stands above a candidate.
fn overrules(candidate: &Candidate, batch: i64, rank: Rank, seen: &Seen, deleted: &Seen) -> bool {
    if !rank.has_edition() {
        let later = |version| (version, batch) > (candidate.version, candidate.batch);
        return !candidate.rank.has_edition() && seen.versions(candidate.key).any(later);
    }
    let Some(pmid) = candidate.pmid else { return false };
    let takes_back = || deleted.versions(pmid).any(|version| version >= candidate.version);
    if batch == candidate.batch {
        seen.versions(pmid).any(|version| version > candidate.version) || takes_back()
    } else {
        rank > candidate.rank && (seen.versions(pmid).next().is_some() || takes_back())
    }
}

fn lists(connection: &mut Connection, batch: i64, packer: &mut Packer) -> Result<(Seen, Seen), Error> {
    let sql = "select seen, deleted from batch_seen where batch_id = ?1";
    let packed = connection.first(sql, &[batch.into()], |row| Ok((row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec())))?;
    let (seen, deleted) = packed.ok_or_else(|| Error::Damaged(format!("batch {batch} has no list of records")))?;
    Ok((Seen::unpack(&seen, packer)?, Seen::unpack(&deleted, packer)?))
}
