//! Accounts, their sessions and the audit trail, all in the private half.
//!
//! The decision to question: the tables are made when the first account is, as those of registers are with their first hand-in. A store that only
//! serves the public never has them. Nothing here has a change number, since no reading depends on it.

mod account;
mod sessions;
mod trail;

pub use sessions::Session;
pub(crate) use trail::enter;

use crate::Error;
use crate::connection::Connection;
use access::Grant;

/// The tables.
pub(crate) const TABLES: &str = "
-- A person who may sign in.
create table {private}account (
    -- Number of the account.
    account_id integer primary key,
    -- What is typed to sign in, in lower case.
    sign_in text not null,
    -- The person's name, as decisions carry it.
    name text not null,
    -- argon2id of the passphrase with its salt and costs; empty until one is chosen.
    passphrase text not null,
    -- Whether the account is closed.
    closed boolean not null,
    -- When it was made, in seconds since 1970.
    made_at bigint not null
);

-- A role that an account has or had somewhere.
create table {private}account_role (
    -- Number of the row.
    account_role_id integer primary key,
    -- The account.
    account_id bigint not null,
    -- The role: `secretariat`.
    role text not null,
    -- Where it holds: `plan`, `project:ID`.
    scope text not null,
    -- When it was given, in seconds since 1970.
    since_at bigint not null,
    -- When it was taken; empty while it holds.
    until_at bigint null
);

-- A link by which an account gets its passphrase.
create table {private}invitation (
    -- Number of the row.
    invitation_id integer primary key,
    -- The account.
    account_id bigint not null,
    -- SHA-256 of the token in the link.
    token_sum text not null,
    -- When it ends, in seconds since 1970.
    expires_at bigint not null,
    -- When it was used or replaced; empty while it is open.
    used_at bigint null
);

-- A browser that is or was signed in.
create table {private}session (
    -- Number of the session.
    session_id integer primary key,
    -- The account.
    account_id bigint not null,
    -- SHA-256 of the token in the cookie.
    token_sum text not null,
    -- When it began, in seconds since 1970.
    begun_at bigint not null,
    -- When it was last used, to about a minute.
    seen_at bigint not null,
    -- When it was ended; empty while it holds.
    ended_at bigint null,
    -- The browser, as it calls itself.
    browser text not null
);

-- Who saw and did what. A chain: each sum holds the one before it.
create table {private}audit (
    -- 1, 2, 3, without a gap.
    audit_id integer primary key,
    -- When, UTC.
    at_utc text not null,
    -- `look` or `act`.
    kind text not null,
    -- Whose entry; empty where the content was forgotten.
    who text null,
    -- What was done.
    what text null,
    -- To what.
    subject text null,
    -- More, in words.
    detail text null,
    -- Random, forgotten with the content.
    salt text null,
    -- SHA-256 of the content.
    content_sum text not null,
    -- SHA-256 over the sum before, number, time, kind and content_sum.
    sum text not null
);
";

/// A person who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Number of the account.
    pub id: i64,
    /// What is typed to sign in.
    pub sign_in: String,
    /// The person's name, as decisions carry it.
    pub name: String,
    /// Whether a passphrase was chosen.
    pub has_passphrase: bool,
    /// Whether it is closed: nobody signs in with it any more.
    pub closed: bool,
    /// The roles that it has now.
    pub grants: Vec<Grant>,
}

/// A role that an account has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// Number of the account.
    pub account_id: i64,
    /// The role and where it holds or held.
    pub grant: Grant,
    /// When it was given, in seconds since 1970.
    pub since_at: i64,
    /// When it was taken; none while it holds.
    pub until_at: Option<i64>,
}

/// What a link is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invitation {
    /// It can be used once, for this account.
    Open(Account),
    /// It was used already, or a later one took its place.
    Used,
    /// Its time is over.
    Expired,
    /// There is none.
    Unknown,
}

/// The name before the tables, with its dot; none where there are no accounts yet.
fn place(connection: &mut Connection) -> Result<Option<String>, Error> {
    let Some(private) = connection.private()? else { return Ok(None) };
    Ok(connection.has_private_table("account")?.then_some(private))
}

/// The same for writing: the tables are made where there are none.
pub(crate) fn made_place(connection: &mut Connection) -> Result<String, Error> {
    let private = connection.private()?.ok_or(Error::NoPrivateHalf)?;
    if !connection.has_private_table("account")? {
        connection.create_tables(&TABLES.replace("{private}", &private))?;
    }
    Ok(private)
}

/// The number that the next row of a private table gets.
fn next(connection: &mut Connection, private: &str, table: &str) -> Result<i64, Error> {
    let sql = format!("select coalesce(max({table}_id), 0) + 1 from {private}{table}");
    connection.first(&sql, &[], |row| row.int(0))?.ok_or_else(|| Error::Damaged(format!("`{table}` cannot be counted")))
}
