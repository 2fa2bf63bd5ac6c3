//! Taking a whole hand-in back, and opening rows whose day has come. Both begin versions again that say what is kept of them.

use super::hand_in::current;
use super::said;
use super::shape::{self, Shape};
use super::version::{self, New, Version, Wanted};
use super::{SOURCE, UndoOutcome};
use crate::connection::Connection;
use crate::store::NewChange;
use crate::{Error, Store};
use indicator::Change;
use jiff::civil::Date;
use std::collections::HashMap;

impl Store {
    /// Takes a whole hand-in back, by its change number. Each of its rows says again what the hand-ins in force say of it: what it said
    /// before, what a later one says, or it is gone. `today`: the day, for rows that are confidential until later.
    ///
    /// # Errors
    /// If no hand-in in force has that number.
    pub fn undo_hand_in(
        &mut self,
        hand_in: Change,
        by: &str,
        because: &str,
        today: Date,
    ) -> Result<UndoOutcome, Error> {
        self.writing(|connection, clock| {
            let sql = "select batch_id, source from batch where since = ?1 and until is null";
            let found = connection.first(sql, &[hand_in.into()], |row| Ok((row.int(0)?, row.text(1)?.to_owned())))?;
            let found = found.and_then(|(batch, source)| Some((batch, source.strip_prefix(SOURCE)?.to_owned())));
            let (batch, register) = found.ok_or(Error::NoHandIn(hand_in))?;
            let shape = shape::shape(connection, &register)?.ok_or(Error::NoHandIn(hand_in))?;
            let change = clock.enter(connection, NewChange { kind: "hand-in-undo", who: by, because })?;
            connection.execute("update batch set until = ?1 where batch_id = ?2", &[change.into(), batch.into()])?;
            let entries = said::said_by(connection, batch)?;
            let mut outcome = settle(connection, &shape, &entries, today, change)?;
            outcome.change = change;
            Ok(outcome)
        })
    }

    /// Opens every row whose day has come: its words move over to the public half, under one change number. None if there is none, or
    /// the private half is not there.
    ///
    /// # Errors
    /// If another program writes.
    pub fn open_due(&mut self, today: Date) -> Result<Option<Change>, Error> {
        let sql = "select count(*) from record_version where confidential_until <= ?1 and until is null and since is not null";
        let connection = self.connection()?;
        let due = connection.first(sql, &[today.to_string().into()], |row| row.int(0))?;
        if due.unwrap_or(0) == 0 || connection.private()?.is_none() {
            return Ok(None);
        }
        self.writing(|connection, clock| {
            let new = NewChange { kind: "opening", who: "shirube", because: "confidential-until" };
            let change = clock.enter(connection, new)?;
            for shape in shape::shapes(connection)? {
                let due = |version: &Version| version.confidential_until.is_some_and(|day| day <= today);
                let due: Vec<Version> = current(connection, &shape)?.into_iter().filter(due).collect();
                version::end(connection, &due.iter().map(|version| version.number).collect::<Vec<_>>(), change)?;
                let news: Vec<New> = due.into_iter().map(again).collect();
                version::begin(connection, &shape, &news, today, change)?;
            }
            Ok(Some(change))
        })
    }
}

/// Makes these rows what the hand-ins in force say of them.
fn settle(
    connection: &mut Connection,
    shape: &Shape,
    entries: &[String],
    today: Date,
    change: Change,
) -> Result<UndoOutcome, Error> {
    let decided = said::decided(connection, entries)?;
    let mut wanted: Vec<i64> = decided.values().filter_map(|said| said.version).collect();
    wanted.sort_unstable();
    let mut stored: HashMap<i64, Version> = version::versions(connection, shape, &Wanted::Numbers(&wanted))?
        .into_iter()
        .map(|version| (version.number, version))
        .collect();
    let mut there: HashMap<String, Version> = version::versions(connection, shape, &Wanted::Of(entries))?
        .into_iter()
        .filter(|version| version.until.is_none())
        .map(|version| (version.entry.clone(), version))
        .collect();
    let mut outcome = UndoOutcome::default();
    let (mut ends, mut begins) = (Vec::new(), Vec::new());
    for entry in entries {
        let said = decided.get(entry).copied();
        let target = said.and_then(|said| Some((said.batch, stored.remove(&said.version?)?)));
        match (there.remove(entry), target) {
            (None, None) => {}
            (Some(now), Some((_, target))) if now.content == target.content && now.invented == target.invented => {
                outcome.kept += 1
            }
            (now, target) => {
                ends.extend(now.as_ref().map(|now| now.number));
                match target {
                    Some((batch, target)) => {
                        outcome.restored += 1;
                        begins.push(New { batch, ..again(target) });
                    }
                    None => outcome.ended += 1,
                }
            }
        }
    }
    version::end(connection, &ends, change)?;
    version::begin(connection, shape, &begins, today, change)?;
    Ok(outcome)
}

/// A version that begins again as it was.
fn again(version: Version) -> New {
    New { entry: version.entry, batch: version.batch, invented: version.invented, content: version.content }
}
