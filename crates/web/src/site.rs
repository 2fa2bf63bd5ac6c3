//! What the server holds: the store, the current summary, and a few summaries of other states.
//!
//! The summary is made again when the change number moves or a day ends, by one background look a second: an ingest
//! in another process shows within moments, and no request pays for looking. A decision made here is
//! seen at once, because the answer to its form waits for the new summary.

use crate::accounts::Accounts;
use crate::open_data::OpenData;
use crate::pages::forms::Kept;
use crate::pages::registers::Pending;
use crate::phrase::say;
use crate::public_address::PublicAddress;
use crate::snapshot::{Parts, Snapshot};
use crate::source::{
    AnswersTaken, EntryHandIn, EntryPage, HandInOptions, Head, Hit, JoinEvidence, Preview, RecordPage, RegisterState,
    Revision, Source,
};
use crate::visit::{Problem, Visit};
use access::{Action, Actor, Subject, allows};
use documents::Opened;
use evidence::{LinkKey, SameVerdict, Verdict};
use forms::{Compared, NotTaken, Request, RequestAsked, RequestError, Taken};
use indicator::{Change, Missed};
use jiff::civil::Date;
use jiff::tz::Offset;
use plan::{FiscalYear, Indicator, JoinSubject};
use register::{Entry, Register};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// How often the store is asked whether anything changed.
const LOOK_EVERY: Duration = Duration::from_millis(1000);
/// Longest that one look spends on what readers may ask for next: a decision waits for it.
const WARM_AT_MOST: Duration = Duration::from_millis(500);
/// How many summaries of other states are kept: a few readers in the past, and the switch for invented evidence.
const KEPT: usize = 6;

/// Most files that wait to be written, and their bytes together.
const MOST_PENDING: usize = 8;
const PENDING_BYTES: usize = 64 << 20;

/// What all requests share.
pub struct Site {
    /// Whether decisions can be recorded.
    pub editor: bool,
    /// Whether this is the demonstration.
    pub demo: bool,
    /// Who signs in here; none where nobody does.
    pub accounts: Option<Accounts>,
    /// Where readers find the site, if that was said.
    pub public_address: Option<PublicAddress>,
    /// Whom readers are taken for who come by this computer's own name: the office where editing is on and only this computer is served.
    pub actor: Actor,
    source: Source,
    /// Held while a summary is made, so that a decision and the background look do not both make it.
    making: Mutex<()>,
    clock: fn() -> Date,
    current: RwLock<Arc<Snapshot>>,
    kept: Mutex<Vec<(Key, Arc<Snapshot>)>>,
    /// Files that were looked at and not written yet.
    pending: Mutex<Vec<Pending>>,
    /// Forms that came back and were looked at.
    kept_forms: Mutex<Vec<Kept>>,
    /// Everything public as files.
    open_data: OpenData,
}

/// Which state a summary shows.
type Key = (Change, Date, bool);

/// A moment that a reader asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A change number.
    Change(Change),
    /// The end of a day in Tokyo.
    Day(Date),
}

impl Moment {
    /// `214` or `2026-11-23`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        text.parse::<Change>().map(Self::Change).ok().or_else(|| text.parse::<Date>().map(Self::Day).ok())
    }
}

/// The day in Tokyo, by which fiscal years and as-of days are meant.
#[must_use]
pub fn today() -> Date {
    Offset::constant(9).to_datetime(jiff::Timestamp::now()).date()
}

impl Site {
    /// A site over a store. The first summary is made here, so that a store that cannot be read is said at the start.
    pub fn new(source: Source, clock: fn() -> Date, editor: bool, demo: bool) -> Result<Self, Problem> {
        if let Err(error) = source.open_due(clock()) {
            eprintln!("shirube: rows whose day has come stay closed for now: {error}");
        }
        let change = source.change()?;
        let snapshot = Snapshot::build(source.parts(change, clock())?);
        Ok(Self {
            editor,
            demo,
            accounts: None,
            public_address: None,
            actor: if editor { Actor::Office } else { Actor::Public },
            source,
            making: Mutex::new(()),
            clock,
            current: RwLock::new(Arc::new(snapshot)),
            kept: Mutex::new(Vec::new()),
            pending: Mutex::new(Vec::new()),
            kept_forms: Mutex::new(Vec::new()),
            open_data: OpenData::default(),
        })
    }

    /// The same with accounts: decisions are for who is signed in, and for nobody else.
    #[must_use]
    pub fn with_accounts(self) -> Self {
        Self { editor: false, actor: Actor::Public, accounts: Some(Accounts::default()), ..self }
    }

    /// The same, found by its readers at this address.
    #[must_use]
    pub fn at(self, public_address: Option<PublicAddress>) -> Self {
        Self { public_address, ..self }
    }

    /// The store, for accounts.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Everything public as files.
    pub fn open_data(&self) -> &OpenData {
        &self.open_data
    }

    /// Looks for changes of the store now and then, and makes the summary again.
    pub fn watch(site: &Arc<Self>) {
        let site = Arc::clone(site);
        tokio::spawn(async move {
            let mut failing = false;
            loop {
                let looking = Arc::clone(&site);
                let look = move || looking.refresh().and_then(|()| looking.warm());
                match tokio::task::spawn_blocking(look).await {
                    Ok(Err(Problem::Failed(why) | Problem::Store(why))) if !failing => {
                        eprintln!("shirube: the store cannot be read, the pages stay as they are: {why}");
                        failing = true;
                    }
                    Ok(Ok(())) => failing = false,
                    _ => {}
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        });
    }

    /// Makes the summary again if the store changed or the day ended.
    pub fn refresh(&self) -> Result<(), Problem> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let day = (self.clock)();
        let current = self.current();
        if day != current.day {
            self.open_due(day);
        }
        let change = self.source.change()?;
        if change == current.change && day == current.day {
            return Ok(());
        }
        let made = Arc::new(Snapshot::build(self.source.parts(change, day)?));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = made;
        Ok(())
    }

    /// Opens the rows whose day has come. Where somebody else writes they stay closed until the next time.
    fn open_due(&self, day: Date) {
        if let Err(error) = self.source.open_due(day) {
            eprintln!("shirube: rows whose day has come stay closed for now: {error}");
        }
    }

    /// Whom a request is taken for that came under this name. Behind a proxy, and for a page elsewhere whose name leads here, the name is
    /// another one: then it may be anybody.
    #[must_use]
    pub fn actor_of(&self, host: &str) -> Actor {
        if is_own_name(host) { self.actor } else { Actor::Public }
    }

    /// The day, whatever state a reader asks for.
    #[must_use]
    pub fn today(&self) -> Date {
        (self.clock)()
    }

    /// The state of now.
    #[must_use]
    pub fn current(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The state that a reader asks for.
    pub fn snapshot(
        &self,
        as_of: Option<&str>,
        hide_invented: bool,
        words: &crate::words::Words,
    ) -> Result<Arc<Snapshot>, Problem> {
        let current = self.current();
        if as_of.is_none() && !hide_invented {
            return Ok(current);
        }
        let (change, day) = match as_of {
            None => (current.change, current.day),
            Some(text) => {
                let wrong = || Problem::BadRequest(say(words.as_of_wrong, &[("found", text)]));
                match Moment::read(text).ok_or_else(wrong)? {
                    Moment::Change(change) if change > current.change => return Err(wrong()),
                    Moment::Change(change) => (change, self.source.day_of(change)?.unwrap_or(current.day)),
                    Moment::Day(day) if day >= current.day => (current.change, current.day),
                    Moment::Day(day) => (self.source.change_at(day)?, day),
                }
            }
        };
        let key = (change, day, hide_invented);
        let find = |kept: &Vec<(Key, Arc<Snapshot>)>| {
            kept.iter().find(|(known, _)| *known == key).map(|(_, made)| Arc::clone(made))
        };
        if let Some(found) = find(&self.kept.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(found);
        }
        let mut parts = self.source.parts(change, day)?;
        if hide_invented {
            without_invented(&mut parts);
        }
        let made = Arc::new(Snapshot::build(parts));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&made)));
        Ok(made)
    }

    /// Heads of records, in the order asked for; what is not kept any more is left out.
    pub fn heads(&self, ids: &[Arc<str>], change: Change) -> Result<Vec<Head>, Problem> {
        Ok(self.source.heads(ids, change)?)
    }

    /// A record with everything kept of it, as far as whoever asks may see it.
    pub fn record(&self, id: &str, change: Change, actor: Actor) -> Result<Option<RecordPage>, Problem> {
        Ok(self.source.record(id, change, actor)?)
    }

    /// Records that hold what was typed, best first.
    pub fn search(&self, typed: &str, limit: usize) -> Result<Vec<Hit>, Problem> {
        Ok(self.source.search(typed, limit)?)
    }

    /// What was missed of a reading, at least, where that can be argued.
    pub fn missed(
        &self,
        snapshot: &Snapshot,
        indicator: &Indicator,
        year: FiscalYear,
    ) -> Result<Option<Missed>, Problem> {
        Ok(indicator::missed(indicator, year, &snapshot.plan, snapshot.sighted(&self.source)?))
    }

    /// What speaks for the joins of a prefix: every record with such a number is looked at, so it is kept with the summary.
    pub fn join_evidence(&self, snapshot: &Snapshot, prefix: &str) -> Result<Arc<JoinEvidence>, Problem> {
        if let Some(known) = snapshot.join_evidence(prefix) {
            return Ok(known);
        }
        let found = Arc::new(self.source.join_evidence(prefix, snapshot.change)?);
        snapshot.keep_join_evidence(prefix, &found);
        Ok(found)
    }

    /// What harvesters are given; gathered when the first of them asks.
    pub fn harvested(&self, snapshot: &Snapshot) -> Result<Arc<crate::harvest::Items>, Problem> {
        snapshot.harvested(&self.source)
    }

    /// Makes ready what readers would have to wait for, for a while; the next look goes on with the rest.
    fn warm(&self) -> Result<(), Problem> {
        let (snapshot, begun) = (self.current(), Instant::now());
        snapshot.warm();
        snapshot.sighted(&self.source)?;
        for prefix in snapshot.waiting_prefixes() {
            if begun.elapsed() > WARM_AT_MOST {
                break;
            }
            self.join_evidence(&snapshot, prefix)?;
        }
        Ok(())
    }

    /// Records a decision on a link; `None` takes back the one in force.
    pub fn decide(
        &self,
        visit: &Visit<'_>,
        key: &LinkKey,
        verdict: Option<Verdict>,
        by: &str,
        because: &str,
    ) -> Result<(), Problem> {
        self.may_write(visit)?;
        self.source.decide(key, verdict, by, because, (self.clock)())?;
        self.refresh()
    }

    /// Records a decision on a join, and makes its links again; `None` takes back the one in force.
    pub fn decide_join(
        &self,
        visit: &Visit<'_>,
        subject: &JoinSubject,
        project: &str,
        verdict: Option<Verdict>,
        by: &str,
        because: &str,
    ) -> Result<(), Problem> {
        self.may_write(visit)?;
        let on = (self.clock)();
        self.source.decide_join(subject, project, verdict, by, because, on, &visit.snapshot.plan)?;
        self.refresh()
    }

    /// Records a decision on whether two records are one; `None` takes back the one in force.
    pub fn decide_same(
        &self,
        visit: &Visit<'_>,
        one: &str,
        other: &str,
        verdict: Option<SameVerdict>,
        by: &str,
        because: &str,
    ) -> Result<(), Problem> {
        self.may_write(visit)?;
        self.source.decide_same(one, other, verdict, by, because, (self.clock)())?;
        self.refresh()
    }

    /// Makes a form of the state that a reader sees.
    pub fn form(
        &self,
        visit: &Visit<'_>,
        asked: &forms::Asked<'_>,
    ) -> Result<Result<documents::Made, documents::Error>, Problem> {
        Ok(self.source.form(visit.actor, &visit.snapshot, asked)?)
    }

    /// Makes the request of a register.
    pub fn request(
        &self,
        visit: &Visit<'_>,
        asked: &RequestAsked<'_>,
    ) -> Result<Result<Request, RequestError>, Problem> {
        Ok(self.source.request(visit.actor, &visit.snapshot, asked)?)
    }

    /// Holds a form that came back against what would be printed now.
    pub fn compare_form(
        &self,
        visit: &Visit<'_>,
        opened: &Opened,
    ) -> Result<Result<Compared, documents::Error>, Problem> {
        self.may_hand_in(visit)?;
        Ok(self.source.compare_form(visit.actor, &visit.snapshot, opened)?)
    }

    /// Takes changes of a form over.
    pub fn take_form(
        &self,
        visit: &Visit<'_>,
        opened: &Opened,
        fields: &[String],
        by: &str,
        because: &str,
    ) -> Result<Result<Taken, NotTaken>, Problem> {
        let compared = match self.compare_form(visit, opened)? {
            Ok(compared) => compared,
            Err(error) => return Err(Problem::BadRequest(error.to_string())),
        };
        let taken = self.source.take_form(&compared, fields, by, because)?;
        self.refresh()?;
        Ok(taken)
    }

    /// Takes back what was taken over.
    pub fn undo_answers(&self, visit: &Visit<'_>, change: Change, by: &str, because: &str) -> Result<(), Problem> {
        self.may_write(visit)?;
        if !allows(visit.actor, Action::Undo, Subject::HandIns).is_allowed() {
            return Err(Problem::NotAllowed);
        }
        self.source.undo_answers(change, by, because)?;
        self.refresh()
    }

    /// What was taken over from forms, as far as whoever looks may know.
    pub fn answers_taken(&self, visit: &Visit<'_>) -> Result<Vec<AnswersTaken>, Problem> {
        Ok(self.source.answers_taken(visit.snapshot.change, visit.actor)?)
    }

    /// Keeps a form that was looked at until its changes are taken over; the oldest make room.
    pub fn keep_form(&self, new: Kept) {
        let mut kept = self.kept_forms.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.token != new.token);
        kept.push(new);
        while kept.len() > 1
            && (kept.len() > MOST_PENDING || kept.iter().map(Kept::size).sum::<usize>() > PENDING_BYTES)
        {
            kept.remove(0);
        }
    }

    /// A form that was looked at. It stays, so that further changes can be taken over.
    pub fn kept_form(&self, token: &str) -> Option<Kept> {
        let kept = self.kept_forms.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|one| one.token == token).cloned()
    }

    /// Every revision of the plan that is kept.
    pub fn revisions(&self) -> Result<Vec<Revision>, Problem> {
        Ok(self.source.revisions()?)
    }

    /// A revision by number or digest.
    pub fn revision(&self, id: &str) -> Result<Option<Revision>, Problem> {
        Ok(self.source.revision(id)?)
    }

    /// How the registers stand, as far as whoever looks may know.
    pub fn register_states(&self, change: Change, actor: Actor) -> Result<Vec<RegisterState>, Problem> {
        Ok(self.source.register_states(change, actor)?)
    }

    /// Rows of a register that open to whoever looks.
    pub fn entries(&self, register: &str, change: Change, actor: Actor) -> Result<Vec<EntryPage>, Problem> {
        Ok(self.source.entries(register, change, actor)?)
    }

    /// Hand-ins of a register, the newest first.
    pub fn entry_hand_ins(&self, register: &str, change: Change, actor: Actor) -> Result<Vec<EntryHandIn>, Problem> {
        Ok(self.source.entry_hand_ins(register, change, actor)?)
    }

    /// What a hand-in would change.
    pub fn preview_hand_in(
        &self,
        register: &Register,
        entries: &[Entry],
        options: &HandInOptions<'_>,
    ) -> Result<Preview, Problem> {
        Ok(self.source.preview_hand_in(register, entries, options)?)
    }

    /// Takes a hand-in.
    pub fn hand_in(
        &self,
        visit: &Visit<'_>,
        register: &Register,
        entries: &[Entry],
        options: &HandInOptions<'_>,
    ) -> Result<(), Problem> {
        self.may_hand_in(visit)?;
        self.source.hand_in(register, entries, options)?;
        self.refresh()
    }

    /// Takes a hand-in back.
    pub fn undo_hand_in(&self, visit: &Visit<'_>, hand_in: Change, by: &str, because: &str) -> Result<(), Problem> {
        self.may_write(visit)?;
        if !allows(visit.actor, Action::Undo, Subject::HandIns).is_allowed() {
            return Err(Problem::NotAllowed);
        }
        self.source.undo_hand_in(hand_in, by, because, (self.clock)())?;
        self.refresh()
    }

    /// Keeps a file that was looked at until it is written; the oldest make room.
    pub fn keep_pending(&self, new: Pending) {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.retain(|one| one.token != new.token);
        pending.push(new);
        while pending.len() > 1
            && (pending.len() > MOST_PENDING || pending.iter().map(Pending::size).sum::<usize>() > PENDING_BYTES)
        {
            pending.remove(0);
        }
    }

    /// Hands out a file that was looked at.
    pub fn take_pending(&self, token: &str) -> Option<Pending> {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let at = pending.iter().position(|one| one.token == token)?;
        Some(pending.remove(at))
    }

    /// Whether whoever looks may hand in.
    pub fn may_hand_in(&self, visit: &Visit<'_>) -> Result<(), Problem> {
        self.may_write(visit)?;
        let allowed = allows(visit.actor, Action::HandIn, Subject::Registers).is_allowed();
        if allowed { Ok(()) } else { Err(Problem::NotAllowed) }
    }

    /// The past is not written to.
    fn may_write(&self, visit: &Visit<'_>) -> Result<(), Problem> {
        if visit.may_decide() && visit.way.as_of.is_none() { Ok(()) } else { Err(Problem::NotAllowed) }
    }
}

/// Whether a request came under this computer's own name.
pub(crate) fn is_own_name(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let name = name.map_or(host, |(name, _)| name).trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Leaves out what is made up.
fn without_invented(parts: &mut Parts) {
    parts.rows.retain(|row| !row.invented);
    parts.coverage.retain(|coverage| !coverage.invented);
    parts.waiting.retain(|waiting| !waiting.head.invented);
    parts.newest.retain(|head| !head.invented);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_change_or_a_day() {
        assert_eq!(Moment::read("214"), Some(Moment::Change(214)));
        assert_eq!(Moment::read("2026-11-23"), Some(Moment::Day(jiff::civil::date(2026, 11, 23))));
        assert_eq!(Moment::read("2026-13-01"), None);
        assert_eq!(Moment::read("yesterday"), None);
    }
}
