//! A store that is open, and its clock of changes.

use crate::connection::{self, Connection, Value};
use crate::{Error, Location, migrate};
use access::{Action, Actor, Decision, Subject, allows};
use indicator::Change;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::time::Duration;

/// A store that is open. Every method blocks; a store can move to another thread but is used by one at a time.
///
/// What is written is written in one transaction each, alone; readers are never held up and each read sees one state.
pub struct Store {
    connection: Connection,
    location: Location,
    writer: String,
    patience: Duration,
    clock: fn() -> Timestamp,
    actor: Actor,
}

/// What a change is, as the history keeps it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewChange<'a> {
    pub(crate) kind: &'static str,
    pub(crate) who: &'a str,
    pub(crate) because: &'a str,
}

/// What stands in every question about a state: `?1` is the change.
macro_rules! holds {
    ($table:literal) => {
        concat!($table, ".since <= ?1 and (", $table, ".until is null or ", $table, ".until > ?1)")
    };
}
pub(crate) use holds;

impl Store {
    /// Opens a store, makes it where there is none, and brings its tables up to date.
    ///
    /// # Errors
    /// If something else is there, or a later program wrote it, or the database refuses.
    pub fn open(location: &Location) -> Result<Self, Error> {
        Self::open_at(location, true)
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    /// As [`Store::open`], and if there is none.
    pub fn open_existing(location: &Location) -> Result<Self, Error> {
        Self::open_at(location, false)
    }

    fn open_at(location: &Location, create: bool) -> Result<Self, Error> {
        let mut connection = connection::open(location, create)?;
        migrate::migrate(&mut connection, location, create, &utc(Timestamp::now()))?;
        Ok(Self {
            connection,
            location: location.clone(),
            writer: format!("process {}", std::process::id()),
            patience: Duration::from_secs(10),
            clock: Timestamp::now,
            actor: Actor::Public,
        })
    }

    /// Where it is.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Says who writes, for whoever has to wait: `shirube ingest`. The process is added.
    pub fn name_writer(&mut self, who: &str) {
        self.writer = format!("`{who}` (process {})", std::process::id());
    }

    /// Says who looks. Until somebody does, it is the public: confidential rows are counted and do not open.
    pub fn see_as(&mut self, actor: Actor) {
        self.actor = actor;
    }

    pub(crate) fn actor(&self) -> Actor {
        self.actor
    }

    /// What whoever looks may see of registers.
    pub(crate) fn may_see(&self) -> Decision {
        allows(self.actor, Action::See, Subject::Registers)
    }

    /// How long to wait for another writer before [`Error::Busy`]; ten seconds if nothing is said.
    pub fn wait_at_most(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Tells the time by another clock, for tests that know the day.
    pub fn use_clock(&mut self, clock: fn() -> Timestamp) {
        self.clock = clock;
    }

    /// The last change; 0 in a store to which nothing has happened.
    ///
    /// # Errors
    /// If the database refuses, as with every method.
    pub fn change(&mut self) -> Result<Change, Error> {
        self.number("select coalesce(max(change_id), 0) from change", &[])
    }

    /// The last change up to the end of a day in Tokyo.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn change_at(&mut self, day: Date) -> Result<Change, Error> {
        self.number(
            "select coalesce(max(change_id), 0) from change where day_in_tokyo <= ?1",
            &[day.to_string().into()],
        )
    }

    /// The day of a change, in Tokyo; none if there is no such change.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn day_of(&mut self, change: Change) -> Result<Option<Date>, Error> {
        let sql = "select day_in_tokyo from change where change_id = ?1";
        self.connection()?.first(sql, &[change.into()], |row| row.parsed(0, |day| day.parse().ok()))
    }

    /// Now, in seconds since 1970.
    pub(crate) fn seconds(&self) -> i64 {
        (self.clock)().as_second()
    }

    fn number(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        Ok(self.connection()?.first(sql, values, |row| row.number(0))?.unwrap_or(0))
    }

    /// The connection; made anew if the server closed it, so that pages outlive a restart of the database.
    pub(crate) fn connection(&mut self) -> Result<&mut Connection, Error> {
        if self.connection.is_closed() {
            self.connection = connection::open(&self.location, false)?;
        }
        Ok(&mut self.connection)
    }

    /// Reads one state, whatever is written meanwhile.
    pub(crate) fn reading<T>(&mut self, read: impl FnOnce(&mut Connection) -> Result<T, Error>) -> Result<T, Error> {
        let connection = self.connection()?;
        connection.begin_reading()?;
        let result = read(connection);
        connection.undo();
        result
    }

    /// Writes alone, in one transaction: all of it or nothing.
    pub(crate) fn writing<T>(
        &mut self,
        write: impl FnOnce(&mut Connection, &Clock) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (clock, patience, writer) = (self.clock, self.patience, self.writer.clone());
        let connection = self.connection()?;
        connection.begin_writing(patience, &writer, &utc(clock()))?;
        // Only now: whoever asked while another wrote must not find this change dated before they asked.
        match write(connection, &Clock(clock())) {
            Ok(result) => {
                connection.keep()?;
                Ok(result)
            }
            Err(error) => {
                connection.undo();
                Err(error)
            }
        }
    }
}

/// The time of what is being written.
pub(crate) struct Clock(Timestamp);

impl Clock {
    /// Now, in seconds since 1970.
    pub(crate) fn seconds(&self) -> i64 {
        self.0.as_second()
    }

    /// Now, to the second.
    pub(crate) fn utc(&self) -> String {
        utc(self.0)
    }

    /// Enters a change and gives its number. Time never runs backwards, whatever the machine's clock does: a later change must
    /// not appear on an earlier day.
    pub(crate) fn enter(&self, connection: &mut Connection, change: NewChange<'_>) -> Result<Change, Error> {
        let sql = "select change_id, at_utc from change order by change_id desc limit 1";
        let last = connection.first(sql, &[], |row| Ok((row.number(0)?, row.parsed(1, |at| at.parse().ok())?)))?;
        let (number, at) = match last {
            Some((number, before)) => (number + 1, self.0.max(before)),
            None => (1, self.0),
        };
        let row = vec![
            number.into(),
            utc(at).into(),
            tokyo(at).to_string().into(),
            change.kind.into(),
            change.who.into(),
            change.because.into(),
        ];
        connection.insert("change", &["change_id", "at_utc", "day_in_tokyo", "kind", "who", "because"], &[row])?;
        Ok(number)
    }
}

/// To the second, so that texts compare as times do.
fn utc(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second()).unwrap_or(at).to_string()
}

/// Japan has no summer time: Tokyo is nine hours ahead all year.
fn tokyo(at: Timestamp) -> Date {
    Offset::constant(9).to_datetime(at).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_tokyo() {
        let check = |at: &str, day: &str| {
            assert_eq!(tokyo(at.parse().expect("a time")).to_string(), day, "{at}");
        };
        check("2026-11-23T14:59:59Z", "2026-11-23");
        check("2026-11-23T15:00:00Z", "2026-11-24");
    }
}
