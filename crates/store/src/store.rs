//! A store that is open. Every method blocks; a store can move to another thread but is used by one at a time.

use crate::{
    Batch, Error, FileOutcome, FileToWrite, Head, Hit, JoinEvidence, JoinState, Location, RecordPage, Revision, Waiting,
};
use evidence::{Decision, JoinDecision, LinkKey, Verdict};
use indicator::{Change, Coverage, Declared, HandIn, Row};
use jiff::civil::Date;
use plan::{FiscalYear, JoinSubject, Plan};
use std::sync::Arc;

/// A store that is open.
pub struct Store {
    location: Location,
}

fn not_yet<T>() -> Result<T, Error> {
    Err(Error::Damaged("this part of the store is being written".into()))
}

#[allow(unused_variables, clippy::unused_self, reason = "bodies follow")]
impl Store {
    /// Opens a store, makes it where there is none, and brings its tables up to date.
    ///
    /// # Errors
    /// If something else is there, or a later program wrote it, or the database refuses.
    pub fn open(location: &Location) -> Result<Self, Error> {
        Ok(Self { location: location.clone() })
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    /// As [`Store::open`], and if there is none.
    pub fn open_existing(location: &Location) -> Result<Self, Error> {
        Ok(Self { location: location.clone() })
    }

    /// Where it is.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Says who writes, for whoever has to wait: `shirube ingest`.
    pub fn name_writer(&mut self, who: &str) {}

    /// The last change; 0 in a store to which nothing has happened.
    pub fn change(&mut self) -> Result<Change, Error> {
        not_yet()
    }

    /// The last change up to the end of a day in Tokyo.
    pub fn change_at(&mut self, day: Date) -> Result<Change, Error> {
        not_yet()
    }

    /// The day of a change, in Tokyo; none if there is no such change.
    pub fn day_of(&mut self, change: Change) -> Result<Option<Date>, Error> {
        not_yet()
    }

    /// Publishes a revision of the plan, and makes every link again under its joins. `by`: who does it.
    pub fn publish(&mut self, plan: &Plan, decided_on: Date, decided_by: &str, by: &str) -> Result<Revision, Error> {
        not_yet()
    }

    /// Every revision, oldest first.
    pub fn revisions(&mut self) -> Result<Vec<Revision>, Error> {
        not_yet()
    }

    /// The revision of that digest, or of a beginning of it that only one has, or of that number.
    pub fn revision(&mut self, id: &str) -> Result<Option<Revision>, Error> {
        not_yet()
    }

    /// The revision in force on a day; none before the first one.
    pub fn in_force(&mut self, day: Date) -> Result<Option<Revision>, Error> {
        not_yet()
    }

    /// Writes the whole of one file in one transaction. The same file under the same rules and plan changes nothing.
    pub fn write_file(&mut self, file: &FileToWrite<'_>, plan: &Plan, by: &str) -> Result<FileOutcome, Error> {
        not_yet()
    }

    /// The rows of which readings are made, as of a change, by public id.
    pub fn rows(&mut self, as_of: Change) -> Result<Vec<Row>, Error> {
        not_yet()
    }

    /// What has been read, as of a change.
    pub fn coverage(&mut self, as_of: Change) -> Result<Vec<Coverage>, Error> {
        not_yet()
    }

    /// What was handed in, as of a change.
    pub fn hand_ins(&mut self, as_of: Change) -> Result<Vec<HandIn>, Error> {
        not_yet()
    }

    /// Takes a figure or a declaration; it replaces the one for the same indicator and year.
    pub fn put_hand_in(
        &mut self,
        indicator: &str,
        year: FiscalYear,
        declared: &Declared,
        by: &str,
        comment: &str,
    ) -> Result<Change, Error> {
        not_yet()
    }

    /// The batches in force, oldest first.
    pub fn batches(&mut self, as_of: Change) -> Result<Vec<Batch>, Error> {
        not_yet()
    }

    /// Heads of records in the order asked for, by any of their ids; what is not there is left out.
    pub fn heads(&mut self, ids: &[Arc<str>], as_of: Change) -> Result<Vec<Head>, Error> {
        not_yet()
    }

    /// The records that came last, newest first.
    pub fn newest(&mut self, limit: usize, as_of: Change) -> Result<Vec<Head>, Error> {
        not_yet()
    }

    /// A record by any of its work's ids.
    pub fn record(&mut self, id: &str, as_of: Change) -> Result<Option<RecordPage>, Error> {
        not_yet()
    }

    /// Every link that waits for a person's word on its mention.
    pub fn waiting(&mut self, as_of: Change) -> Result<Vec<Waiting>, Error> {
        not_yet()
    }

    /// Every decision on a link in force.
    pub fn decisions(&mut self, as_of: Change) -> Result<Vec<Decision>, Error> {
        not_yet()
    }

    /// Every decision on a join in force.
    pub fn join_decisions(&mut self, as_of: Change) -> Result<Vec<JoinDecision>, Error> {
        not_yet()
    }

    /// The same as pages show it.
    pub fn join_states(&mut self, as_of: Change) -> Result<Vec<JoinState>, Error> {
        not_yet()
    }

    /// What speaks for the joins of a prefix of numbers (`amed:am0101`).
    pub fn join_evidence(&mut self, prefix: &str, as_of: Change) -> Result<JoinEvidence, Error> {
        not_yet()
    }

    /// Records that hold what was typed, best first.
    pub fn search(&mut self, typed: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        not_yet()
    }

    /// Records a person's word on a link; `None` takes back the one in force.
    pub fn decide_link(
        &mut self,
        key: &LinkKey,
        verdict: Option<Verdict>,
        by: &str,
        because: &str,
        on: Date,
    ) -> Result<Change, Error> {
        not_yet()
    }

    /// Records a person's word on a join and makes the links again that it touches; `None` takes back the one in force.
    #[allow(clippy::too_many_arguments, reason = "the facts of a decision")]
    pub fn decide_join(
        &mut self,
        subject: &JoinSubject,
        project: &str,
        verdict: Option<Verdict>,
        by: &str,
        because: &str,
        on: Date,
        plan: &Plan,
    ) -> Result<Change, Error> {
        not_yet()
    }
}
