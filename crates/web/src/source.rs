//! Where the pages meet the store.
//!
//! Each request that needs more than the summary takes a connection of its own, so that readers wait neither for each other nor
//! for whoever writes; decisions go through one more. A connection that failed is not used again.

mod pool;

pub use store::{
    AnswersTaken, Batch, EntryHandIn, EntryPage, Event, HandInOptions, HandInOutcome, Head, Hit, JoinEvidence,
    JoinState, LinkState, Preview, RecordPage, RegisterState, Related, Revision, Tie, TieState, Together, UndoOutcome,
    Waiting,
};

use crate::snapshot::{Parts, Snapshot, publication};
use access::Actor;
use documents::{Made, Opened};
use evidence::{LinkKey, SameVerdict, Verdict};
use forms::{Asked, Compared, NotTaken, Request, RequestAsked, RequestError, Taken};
use indicator::{Change, Row, Sighted, Standing};
use jiff::civil::Date;
use plan::{JoinSubject, Plan};
use pool::Pool;
use register::{Entry, Register};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Error, FoundGrant, GoneRecord, Moment, Store};

/// Newest records that a summary holds: what the overview shows.
const NEWEST: usize = 12;

/// The store behind the pages.
pub struct Source {
    readers: Pool,
    writer: Mutex<Option<Store>>,
    /// Shown whatever the store says.
    chosen: Option<Arc<Plan>>,
    /// Shown where the store has no revision in force.
    otherwise: Arc<Plan>,
}

impl Source {
    /// The pages of a store. The plan is the revision in force on the day shown, else the built-in one.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { readers: Pool::new(store), writer: Mutex::new(None), chosen: None, otherwise: Arc::new(plan::builtin()) }
    }

    /// The same with one plan, whatever the store says.
    #[must_use]
    pub fn showing(self, plan: Plan) -> Self {
        Self { chosen: Some(Arc::new(plan)), ..self }
    }

    /// The change number of now.
    pub fn change(&self) -> Result<Change, Error> {
        self.readers.with(Store::change)
    }

    /// The last change of a day.
    pub fn change_at(&self, day: Date) -> Result<Change, Error> {
        self.readers.with(|store| store.change_at(day))
    }

    /// The day of a change.
    pub fn day_of(&self, change: Change) -> Result<Option<Date>, Error> {
        self.readers.with(|store| store.day_of(change))
    }

    /// Everything a summary is made of. All of it as of one change, so it is consistent however long the reading takes.
    pub fn parts(&self, change: Change, day: Date) -> Result<Parts, Error> {
        self.readers.with(|store| {
            let plan = match &self.chosen {
                Some(plan) => Arc::clone(plan),
                // By day and change: a revision published later with an earlier date does not alter an earlier as-of.
                None => store
                    .in_force_as_of(day, change)?
                    .map_or_else(|| Arc::clone(&self.otherwise), |revision| revision.plan),
            };
            let rows = store.rows(change)?;
            let newest = newest(&rows);
            Ok(Parts {
                plan,
                change,
                day,
                rows,
                coverage: store.coverage(change)?,
                hand_ins: store.hand_ins(change)?,
                waiting: store.waiting(change)?,
                joins: store.join_states(change)?,
                decisions: store.decisions(change)?,
                batches: store.batches(change)?,
                newest: store.heads(&newest, change)?,
            })
        })
    }

    /// Heads of records, in the order asked for.
    pub fn heads(&self, ids: &[Arc<str>], change: Change) -> Result<Vec<Head>, Error> {
        self.readers.with(|store| store.heads(ids, change))
    }

    /// A record with everything kept of it, by any of its ids, as far as whoever asks may see it.
    pub fn record(&self, id: &str, change: Change, actor: Actor) -> Result<Option<RecordPage>, Error> {
        self.readers.with_as(actor, |store| store.record(id, change))
    }

    /// How the registers stand.
    pub fn register_states(&self, change: Change, actor: Actor) -> Result<Vec<RegisterState>, Error> {
        self.readers.with_as(actor, |store| store.register_states(change))
    }

    /// Rows of a register.
    pub fn entries(&self, register: &str, change: Change, actor: Actor) -> Result<Vec<EntryPage>, Error> {
        self.readers.with_as(actor, |store| store.entries(register, change))
    }

    /// Hand-ins of a register, the newest first.
    pub fn entry_hand_ins(&self, register: &str, change: Change, actor: Actor) -> Result<Vec<EntryHandIn>, Error> {
        self.readers.with_as(actor, |store| store.entry_hand_ins(Some(register), change))
    }

    /// What a hand-in would change.
    pub fn preview_hand_in(
        &self,
        register: &Register,
        entries: &[Entry],
        options: &HandInOptions<'_>,
    ) -> Result<Preview, Error> {
        self.readers.with_as(Actor::Office, |store| store.preview_hand_in(register, entries, options))
    }

    /// Takes a hand-in.
    pub fn hand_in(
        &self,
        register: &Register,
        entries: &[Entry],
        options: &HandInOptions<'_>,
    ) -> Result<HandInOutcome, Error> {
        self.write(|store| store.hand_in(register, entries, options))
    }

    /// Takes a hand-in back.
    pub fn undo_hand_in(&self, change: Change, by: &str, because: &str, today: Date) -> Result<UndoOutcome, Error> {
        self.write(|store| store.undo_hand_in(change, by, because, today))
    }

    /// Opens the rows whose day has come.
    pub fn open_due(&self, today: Date) -> Result<Option<Change>, Error> {
        self.write(|store| store.open_due(today))
    }

    /// Makes a form of a state, as far as whoever asks may see it.
    pub fn form(
        &self,
        actor: Actor,
        snapshot: &Snapshot,
        asked: &Asked<'_>,
    ) -> Result<Result<Made, documents::Error>, Error> {
        self.readers.with_as(actor, |store| Ok(forms::make(store, snapshot.facts(), snapshot.index(), asked)))
    }

    /// Writes everything public of a summary's change into a folder, with the plan in force on the day of that change, which it gives; the
    /// summary's rows are the public's already.
    pub fn export(
        &self,
        snapshot: &Snapshot,
        folder: &Path,
        run: &serde_json::Value,
    ) -> Result<(Date, Result<export::Written, export::Error>), Error> {
        self.readers.with(|store| {
            let day = store.day_of(snapshot.change)?.unwrap_or(snapshot.day);
            let revision = match &self.chosen {
                Some(_) => None,
                None => store.in_force_as_of(day, snapshot.change)?,
            };
            let otherwise = self.chosen.as_ref().unwrap_or(&self.otherwise);
            let plan = revision.as_ref().map_or(otherwise, |revision| &revision.plan);
            let facts = indicator::Facts { plan, today: day, ..snapshot.facts() };
            let written = export::write(store, &export::Export { facts, revision: revision.as_ref() }, folder, run);
            match written {
                Err(export::Error::Store(error)) => Err(error),
                written => Ok((day, written)),
            }
        })
    }

    /// Makes the request of a register.
    pub fn request(
        &self,
        actor: Actor,
        snapshot: &Snapshot,
        asked: &RequestAsked<'_>,
    ) -> Result<Result<Request, RequestError>, Error> {
        self.readers.with_as(actor, |store| Ok(forms::request(store, snapshot.facts(), asked)))
    }

    /// Holds a form that came back against what would be printed now.
    pub fn compare_form(
        &self,
        actor: Actor,
        snapshot: &Snapshot,
        opened: &Opened,
    ) -> Result<Result<Compared, documents::Error>, Error> {
        self.readers.with_as(actor, |store| Ok(forms::compare(store, snapshot.facts(), snapshot.index(), opened, None)))
    }

    /// Takes changes of a form over.
    pub fn take_form(
        &self,
        compared: &Compared,
        fields: &[String],
        by: &str,
        because: &str,
    ) -> Result<Result<Taken, NotTaken>, Error> {
        self.write(|store| Ok(forms::take(store, compared, Some(fields), by, because)))
    }

    /// Takes back what was taken over.
    pub fn undo_answers(&self, change: Change, by: &str, because: &str) -> Result<Change, Error> {
        self.write(|store| store.undo_answers(change, by, because))
    }

    /// What was taken over from forms, the newest first.
    pub fn answers_taken(&self, change: Change, actor: Actor) -> Result<Vec<AnswersTaken>, Error> {
        self.readers.with_as(actor, |store| store.answers_taken(change))
    }

    /// Every revision of the plan that is kept, the oldest first.
    pub fn revisions(&self) -> Result<Vec<Revision>, Error> {
        self.readers.with(Store::revisions)
    }

    /// A revision by number or digest.
    pub fn revision(&self, id: &str) -> Result<Option<Revision>, Error> {
        self.readers.with(|store| store.revision(id))
    }

    /// Records that hold what was typed, best first.
    pub fn search(&self, typed: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.readers.with(|store| store.search(typed, limit))
    }

    /// What PubMed and the full texts found each by itself.
    pub fn sighted(&self, change: Change) -> Result<Vec<Sighted>, Error> {
        self.readers.with(|store| store.sighted(change))
    }

    /// Every change up to one, with when it was.
    pub fn moments(&self, change: Change) -> Result<Vec<Moment>, Error> {
        self.readers.with(|store| store.moments(change))
    }

    /// The last change that bore on each work.
    pub fn touched(&self, change: Change) -> Result<HashMap<String, Change>, Error> {
        self.readers.with(|store| store.touched(change))
    }

    /// Records that were there, with the change that took each.
    pub fn gone(&self, change: Change) -> Result<Vec<GoneRecord>, Error> {
        self.readers.with(|store| store.gone(change))
    }

    /// Grants whose links to projects count, or once did.
    pub fn found_grants(&self, change: Change) -> Result<Vec<FoundGrant>, Error> {
        self.readers.with(|store| store.found_grants(change))
    }

    /// What speaks for the joins of a prefix.
    pub fn join_evidence(&self, prefix: &str, change: Change) -> Result<JoinEvidence, Error> {
        self.readers.with(|store| store.join_evidence(prefix, change))
    }

    /// Records a decision on a link; `None` takes back the one in force.
    pub fn decide(
        &self,
        key: &LinkKey,
        verdict: Option<Verdict>,
        by: &str,
        because: &str,
        on: Date,
    ) -> Result<Change, Error> {
        self.write(|store| store.decide_link(key, verdict, by, because, on))
    }

    /// Records a decision on a join, and makes its links again; `None` takes back the one in force.
    #[allow(clippy::too_many_arguments, reason = "the facts of a decision")]
    pub fn decide_join(
        &self,
        subject: &JoinSubject,
        project: &str,
        verdict: Option<Verdict>,
        by: &str,
        because: &str,
        on: Date,
        plan: &Plan,
    ) -> Result<Change, Error> {
        self.write(|store| store.decide_join(subject, project, verdict, by, because, on, plan))
    }

    /// Records a decision on whether two records are one; `None` takes back the one in force.
    pub fn decide_same(
        &self,
        one: &str,
        other: &str,
        verdict: Option<SameVerdict>,
        by: &str,
        because: &str,
        on: Date,
    ) -> Result<Change, Error> {
        self.write(|store| store.decide_same(one, other, verdict, by, because, on))
    }

    /// Reads what accounts need.
    pub fn read_people<T>(&self, read: impl FnOnce(&mut Store) -> Result<T, Error>) -> Result<T, Error> {
        self.readers.with(read)
    }

    /// Writes what accounts need.
    pub fn write_people<T>(&self, act: impl FnOnce(&mut Store) -> Result<T, Error>) -> Result<T, Error> {
        self.write(act)
    }

    fn write<T>(&self, act: impl FnOnce(&mut Store) -> Result<T, Error>) -> Result<T, Error> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut store = match writer.take() {
            Some(store) => store,
            None => {
                let mut store = Store::open_existing(self.readers.location())?;
                store.name_writer("shirube serve");
                store
            }
        };
        let done = act(&mut store);
        if !done.as_ref().is_err_and(pool::is_broken) {
            *writer = Some(store);
        }
        done
    }
}

/// The newest records that count for a project, or may: by publication date, then by id. As many again that are real, for who hides
/// what is invented.
fn newest(rows: &[Row]) -> Vec<Arc<str>> {
    let bears =
        |row: &&Row| !row.retracted && !row.withheld && row.links.iter().any(|link| link.standing != Standing::Refused);
    let mut bearing: Vec<&Row> = rows.iter().filter(bears).collect();
    bearing.sort_by(|a, b| publication(b).cmp(&publication(a)).then_with(|| a.record.cmp(&b.record)));
    let mut real = 0;
    let mut found = Vec::new();
    for row in bearing {
        real += usize::from(!row.invented);
        if found.len() < NEWEST || (!row.invented && real <= NEWEST) {
            found.push(Arc::clone(&row.record));
        }
    }
    found
}
