//! Hand-ins as the history of a register lists them, and how each register stands.

use super::model::{EntryHandIn, RegisterState};
use super::shape::shapes;
use crate::connection::Row;
use crate::store::holds;
use crate::{Error, Store};
use access::{Action, Subject, allows};
use indicator::Change;
use plan::FiscalYear;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

impl Store {
    /// Hand-ins of a register, or of all, newest first, those that were taken back too. The file, the person and the remark only for
    /// whoever may see them.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn entry_hand_ins(&mut self, register: Option<&str>, as_of: Change) -> Result<Vec<EntryHandIn>, Error> {
        let named = allows(self.actor(), Action::See, Subject::HandIns).is_allowed();
        let sql =
            "select batch.since, coalesce(batch.until, -1), batch.batch_id, register_hand_in.register, batch.file,
                          change.who, change.because, change.day_in_tokyo, register_hand_in.first_fiscal_year,
                          register_hand_in.last_fiscal_year, register_hand_in.rows_added, register_hand_in.rows_changed,
                          register_hand_in.rows_withdrawn, register_hand_in.rows_unchanged, batch.invented
                   from register_hand_in
                   join batch on batch.batch_id = register_hand_in.register_hand_in_id
                   join change on change.change_id = batch.since
                   where batch.since <= ?1 order by batch.batch_id desc";
        let mut list = self.connection()?.list(sql, &[as_of.into()], |row| {
            let words = |at: usize| if named { row.text(at).map(str::to_owned) } else { Ok(String::new()) };
            Ok(EntryHandIn {
                change: row.number(0)?,
                undone: u64::try_from(row.int(1)?).ok().filter(|&until| until <= as_of),
                batch: row.number(2)?,
                register: row.text(3)?.to_owned(),
                file: words(4)?,
                by: words(5)?,
                because: words(6)?,
                on: row.parsed(7, |day| day.parse().ok())?,
                years: years(row, 8)?,
                added: row.number(10)?,
                changed: row.number(11)?,
                withdrawn: row.number(12)?,
                unchanged: row.number(13)?,
                invented: row.bool(14)?,
            })
        })?;
        list.retain(|one| register.is_none_or(|register| one.register == register));
        Ok(list)
    }

    /// How every register stands that has had a hand-in.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn register_states(&mut self, as_of: Change) -> Result<Vec<RegisterState>, Error> {
        let decision = self.may_see();
        let hand_ins = self.entry_hand_ins(None, as_of)?;
        self.reading(|connection| {
            let mut states = Vec::new();
            for shape in shapes(connection)? {
                let mut state = RegisterState {
                    register: shape.register.clone(),
                    open: 0,
                    withheld: 0,
                    confidential: 0,
                    last: None,
                    years: Vec::new(),
                };
                let sql = concat!(
                    "select count(*), coalesce(sum(case when confidential_until is null then 0 else 1 end), 0)
                     from record_version where ",
                    holds!("record_version"),
                    " and source = ?2"
                );
                let counted = connection
                    .first(sql, &[as_of.into(), shape.source().into()], |row| Ok((row.number(0)?, row.number(1)?)))?;
                let (all, confidential) = counted.unwrap_or_default();
                if decision.shows_confidential_rows() && connection.private()?.is_some() {
                    (state.open, state.confidential) = (all, confidential);
                } else {
                    state.open = all - confidential;
                    state.withheld = if confidential < shape.threshold.into() { 0 } else { confidential };
                }
                let mut covered = BTreeSet::new();
                for hand_in in hand_ins.iter().filter(|one| one.register == shape.register && one.undone.is_none()) {
                    state.last = state.last.max(Some(hand_in.on));
                    covered.extend(hand_in.years.iter().flat_map(|years| years.start().0..=years.end().0));
                }
                state.years = covered.into_iter().map(FiscalYear).collect();
                states.push(state);
            }
            Ok(states)
        })
    }
}

fn years(row: &Row<'_>, at: usize) -> Result<Option<RangeInclusive<FiscalYear>>, Error> {
    let year = |at: usize| -> Result<Option<FiscalYear>, Error> {
        Ok(row.maybe_int(at)?.and_then(|year| i16::try_from(year).ok()).map(FiscalYear))
    };
    Ok(year(at)?.zip(year(at + 1)?).map(|(first, last)| first..=last))
}
