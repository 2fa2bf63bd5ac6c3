//! A file into the store, in one transaction.
//!
//! The decision to question: **everything that a file keeps is stored, whether it counts or not.** A record's state is decided by
//! the highest edition that holds it, or its highest version, and that may come later, or be read again and then no longer hold it. So
//! each batch keeps its own version of its records; `winner` says which of them is the record's state, and only that one has mentions,
//! links and words to find. The state is a function of the batches in force, never of the order in which they came.

mod active;
mod insert;
mod rules;
mod same;
mod winner;
mod works;

pub(crate) use active::{bodies, relink, relink_everything};
pub(crate) use works::{know_works, ties};

use crate::body::Packer;
use crate::connection::{Connection, Value};
use crate::read::join_decisions_in;
use crate::seen::Seen;
use crate::store::NewChange;
use crate::{Error, FileOutcome, FileToWrite, Store};
use evidence::Linker;
use indicator::Change;
use plan::Plan;
use winner::Rank;

/// The batch that is being written.
struct NewBatch<'a> {
    number: i64,
    rank: Rank,
    file: &'a FileToWrite<'a>,
    plan_digest: &'a str,
    /// By PMID in a file of PubMed's, else by [`crate::seen::key_of`].
    seen: Seen,
    deleted: Seen,
}

impl Store {
    /// Writes the whole of one file in one transaction: its batch, all that it holds and takes back, what is kept, and the links that
    /// `plan` and the decisions of the moment make. The same file under the same rules and plan changes nothing; the same
    /// edition again takes the place of the one before. `by`: who reads it in.
    ///
    /// # Errors
    /// If another program writes, or the database refuses. Then nothing was written.
    pub fn write_file(&mut self, file: &FileToWrite<'_>, plan: &Plan, by: &str) -> Result<FileOutcome, Error> {
        let plan_digest = plan::digest(plan);
        let rank = Rank::of(file.summary.edition);
        let seen =
            if rank.has_edition() { Seen::of_citations(file.seen) } else { Seen::of_records(file.seen_elsewhere) };
        let deleted = Seen::of_citations(file.deleted);
        let mut batch = NewBatch { number: 0, rank, file, plan_digest: &plan_digest, seen, deleted };
        let mut packer = Packer::new();
        self.writing(|connection, clock| {
            if let Some(outcome) = already_there(connection, &batch)? {
                return Ok(outcome);
            }
            let change = clock.enter(connection, NewChange { kind: "batch", who: by, because: file.file })?;
            batch.number = connection.next_number("batch")?;
            let superseded = batch.rank.is_baseline() && batch.rank.year < baseline(connection)?;
            insert::batch(connection, &batch, change, superseded)?;
            let mut outcome = FileOutcome {
                change: Some(change),
                batch: batch.number.unsigned_abs(),
                superseded,
                ..FileOutcome::default()
            };
            if superseded {
                return Ok(outcome);
            }
            let decisions = join_decisions_in(connection, change)?;
            let linker = Linker::new(plan, &decisions);
            let closed = close_others(connection, &batch, change)?;
            let kept = insert::record_versions(connection, &batch, &mut packer)?;
            let moves = winner::decide(connection, &batch, &closed, &mut packer)?;
            let moved = rules::moved(connection, &moves, &kept)?;
            let before = rules::held(connection, &moved)?;
            let mut ids = active::deactivate(connection, &moves.fallen, change)?;
            let counts = active::activate(connection, &linker, &moves.risen, &kept, change, &mut packer, &mut ids)?;
            works::rejoin(connection, ids, change)?;
            let mut after = rules::held(connection, &moved)?;
            rules::add_new(&mut after, &moved, &moves, &kept);
            outcome.rules = rules::note(connection, &batch, &closed, &before, &after)?;
            outcome.mentions = file.records.iter().map(|kept| kept.mentions.len() as u64).sum();
            outcome.links = counts;
            Ok(outcome)
        })
    }
}

/// The outcome if the same file is in the store under the same rules, policy and plan.
fn already_there(connection: &mut Connection, batch: &NewBatch<'_>) -> Result<Option<FileOutcome>, Error> {
    let Some(sha256) = &batch.file.summary.sha256 else { return Ok(None) };
    let values = [
        sha256.into(),
        batch.rank.year.into(),
        batch.rank.number.into(),
        batch.file.rules.join(" ").into(),
        crate::code::code(&batch.file.keep)?.into(),
        batch.plan_digest.into(),
    ];
    // Of a superseded batch nothing ever held: it began and ended with one change.
    let sql = "select batch_id, until is not null from batch
               where source not like 'register:%' and sha256 = ?1 and coalesce(edition_year, -1) = ?2 and coalesce(edition_number, -1) = ?3
               and rules = ?4 and keep = ?5 and plan_digest = ?6 and (until is null or until = since)
               order by batch_id desc limit 1";
    let Some((number, superseded)) = connection.first(sql, &values, |row| Ok((row.number(0)?, row.bool(1)?)))? else {
        return Ok(None);
    };
    let sql =
        "select count(*) from link join record_version on record_version.record_version_id = link.record_version_id
               where record_version.batch_id = ?1 and link.until is null";
    let links = connection.first(sql, &[number.into()], |row| row.number(0))?.unwrap_or(0);
    let mentions = batch.file.records.iter().map(|kept| kept.mentions.len() as u64).sum();
    Ok(Some(FileOutcome { change: None, batch: number, superseded, mentions, links, rules: Vec::new() }))
}

/// The baseline year in force; 0 if no file of PubMed's is in.
fn baseline(connection: &mut Connection) -> Result<i64, Error> {
    let sql = "select coalesce(max(edition_year), 0) from batch where until is null";
    Ok(connection.first(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

/// Batches whose place the new one takes.
#[derive(Debug, Default)]
struct Closed {
    /// The same edition, or the same file of a source without editions.
    replaced: Vec<i64>,
    /// Files of the baseline years before.
    of_earlier_years: Vec<i64>,
}

impl Closed {
    fn all(&self) -> Vec<Value<'static>> {
        self.replaced.iter().chain(&self.of_earlier_years).map(|&number| number.into()).collect()
    }
}

/// Ends the batches whose place the new one takes.
fn close_others(connection: &mut Connection, batch: &NewBatch<'_>, change: Change) -> Result<Closed, Error> {
    let mut closed = Closed::default();
    let sql = "select batch_id, coalesce(edition_year, -1), coalesce(edition_number, -1), sha256 from batch
               where until is null and batch_id <> ?1 and source not like 'register:%' order by batch_id";
    connection.each(sql, &[batch.number.into()], &mut |row| {
        let rank = Rank { year: row.int(1)?, number: row.int(2)? };
        let same_file = Some(row.text(3)?) == batch.file.summary.sha256.as_deref();
        if rank == batch.rank && (rank != Rank::NONE || same_file) {
            closed.replaced.push(row.int(0)?);
        } else if batch.rank.is_baseline() && rank.is_baseline() && rank.year < batch.rank.year {
            closed.of_earlier_years.push(row.int(0)?);
        }
        Ok(())
    })?;
    connection.execute_of("update batch set until = ?1 where batch_id in (?keys)", &[change.into()], &closed.all())?;
    Ok(closed)
}
