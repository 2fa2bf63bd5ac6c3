//! Sessions: a browser that is signed in, until it is not used for a while, or for long enough, or is ended.

use super::account::{end_of, one};
use super::trail::enter;
use super::{Account, made_place, next, place};
use crate::connection::Value;
use crate::{Error, Store};
use people::Token;
use people::audit::Kind;

/// A session that is not used for so long is over, in seconds: two hours.
const IDLE_SECONDS: i64 = 2 * 3600;
/// A session is over after so long whatever happens, in seconds: twelve hours, so a day's work needs one.
const LONGEST_SECONDS: i64 = 12 * 3600;
/// Use is noted no oftener than this, in seconds, so that reading pages hardly writes.
const NOTED_EVERY_SECONDS: i64 = 60;

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: i64,
    /// When it began, in seconds since 1970.
    pub begun_at: i64,
    /// When it was last used, to about a minute.
    pub seen_at: i64,
    /// The browser, as it calls itself.
    pub browser: String,
}

impl Store {
    /// Begins a session; only its token's sum is kept.
    ///
    /// # Errors
    /// If the system gives no random bytes or the database refuses.
    pub fn begin_session(&mut self, account: &Account, browser: &str) -> Result<Token, Error> {
        let token = Token::draw()?;
        let browser: String = browser.chars().filter(|one| !one.is_control()).take(200).collect();
        self.writing(|connection, clock| {
            let (private, now) = (made_place(connection)?, clock.seconds());
            let row = vec![
                next(connection, &private, "session")?.into(),
                account.id.into(),
                token.sum().into(),
                now.into(),
                now.into(),
                (&browser).into(),
            ];
            let columns = ["session_id", "account_id", "token_sum", "begun_at", "seen_at", "browser"];
            connection.insert(&format!("{private}session"), &columns, &[row])?;
            enter(connection, &private, clock, Kind::Act, [&account.sign_in, "signed-in", "", ""])
        })?;
        Ok(token)
    }

    /// Whose session a token is, if it holds.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn session(&mut self, token: &Token) -> Result<Option<(Session, Account)>, Error> {
        let now = self.seconds();
        self.reading(|connection| {
            let Some(private) = place(connection)? else { return Ok(None) };
            let sql = format!(
                "select session_id, begun_at, seen_at, browser, account_id from {private}session
                 where token_sum = ?1 and ended_at is null and seen_at > ?2 and begun_at > ?3"
            );
            let values: [Value<'_>; 3] =
                [token.sum().into(), (now - IDLE_SECONDS).into(), (now - LONGEST_SECONDS).into()];
            let found = connection.first(&sql, &values, |row| Ok((read(row)?, row.int(4)?)))?;
            let Some((session, account)) = found else { return Ok(None) };
            let account = one(connection, &private, "account_id = ?1", &account.into())?;
            Ok(account.filter(|account| !account.closed).map(|account| (session, account)))
        })
    }

    /// Notes that a session is used, at most once a minute.
    ///
    /// # Errors
    /// If somebody else writes, or the database refuses. The session holds all the same.
    pub fn note_session(&mut self, session: &Session) -> Result<(), Error> {
        if self.seconds() < session.seen_at + NOTED_EVERY_SECONDS {
            return Ok(());
        }
        self.writing(|connection, clock| {
            let private = made_place(connection)?;
            let sql = format!("update {private}session set seen_at = ?2 where session_id = ?1");
            connection.execute(&sql, &[session.id.into(), clock.seconds().into()]).map(drop)
        })
    }

    /// The sessions of an account that hold, the latest first.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn sessions(&mut self, account: &Account) -> Result<Vec<Session>, Error> {
        let now = self.seconds();
        self.reading(|connection| {
            let Some(private) = place(connection)? else { return Ok(Vec::new()) };
            let sql = format!(
                "select session_id, begun_at, seen_at, browser from {private}session
                 where account_id = ?1 and ended_at is null and seen_at > ?2 and begun_at > ?3 order by session_id desc"
            );
            let values: [Value<'_>; 3] =
                [account.id.into(), (now - IDLE_SECONDS).into(), (now - LONGEST_SECONDS).into()];
            connection.list(&sql, &values, read)
        })
    }

    /// Ends one session of an account, or all of them. Gives how many.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn end_sessions(&mut self, account: &Account, only: Option<i64>, by: &str) -> Result<u64, Error> {
        self.writing(|connection, clock| {
            let (private, now) = (made_place(connection)?, clock.seconds());
            let ended = match only {
                None => end_of(connection, &private, account.id, now)?,
                Some(session) => {
                    let sql = format!(
                        "update {private}session set ended_at = ?3
                         where account_id = ?1 and session_id = ?2 and ended_at is null"
                    );
                    connection.execute(&sql, &[account.id.into(), session.into(), now.into()])?
                }
            };
            if ended > 0 {
                enter(
                    connection,
                    &private,
                    clock,
                    Kind::Act,
                    [by, "ended-sessions", &account.sign_in, &ended.to_string()],
                )?;
            }
            Ok(ended)
        })
    }
}

fn read(row: &crate::connection::Row<'_>) -> Result<Session, Error> {
    Ok(Session { id: row.int(0)?, begun_at: row.int(1)?, seen_at: row.int(2)?, browser: row.text(3)?.to_owned() })
}
