//! Accounts, their roles, and the links by which they get a passphrase.

use super::trail::enter;
use super::{Account, HeldRole, Invitation, made_place, next, place};
use crate::connection::{Connection, Value};
use crate::{Error, Store};
use access::{Grant, Role, Scope};
use people::audit::Kind;
use people::{Passphrase, Token};

/// How long an invitation is open, in seconds: a week, since offices close over holidays.
const INVITATION_SECONDS: i64 = 7 * 24 * 3600;

/// Longest sign-in name and name, in characters.
const LONGEST_NAME: usize = 80;

impl Store {
    /// Every account, by sign-in name.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn accounts(&mut self) -> Result<Vec<Account>, Error> {
        self.reading(|connection| match place(connection)? {
            Some(private) => accounts_where(connection, &private, "account_id > ?1", &0_i64.into()),
            None => Ok(Vec::new()),
        })
    }

    /// An account by what is typed to sign in, in any case.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn account(&mut self, sign_in: &str) -> Result<Option<Account>, Error> {
        let sign_in = sign_in.trim().to_lowercase();
        self.reading(|connection| match place(connection)? {
            Some(private) => one(connection, &private, "sign_in = ?1", &sign_in.into()),
            None => Ok(None),
        })
    }

    /// Every role that any account has or had, in the order in which they were given. One that this program does not know is left out.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn held_roles(&mut self) -> Result<Vec<HeldRole>, Error> {
        self.reading(|connection| {
            let Some(private) = place(connection)? else { return Ok(Vec::new()) };
            let sql = format!(
                "select account_id, role, scope, since_at, until_at from {private}account_role order by account_role_id"
            );
            let found = connection.list(&sql, &[], |row| {
                let grant = Role::from_code(row.text(1)?).zip(Scope::from_code(row.text(2)?));
                let (account_id, since_at, until_at) = (row.int(0)?, row.int(3)?, row.maybe_int(4)?);
                Ok(grant.map(|(role, scope)| HeldRole { account_id, grant: Grant { role, scope }, since_at, until_at }))
            })?;
            Ok(found.into_iter().flatten().collect())
        })
    }

    /// The passphrase of an account that is not closed.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn passphrase(&mut self, account: &Account) -> Result<Option<Passphrase>, Error> {
        self.reading(|connection| {
            let Some(private) = place(connection)? else { return Ok(None) };
            let sql = format!("select passphrase from {private}account where account_id = ?1 and not closed");
            let kept = connection.first(&sql, &[account.id.into()], |row| Ok(row.text(0)?.to_owned()))?;
            Ok(kept.filter(|kept| !kept.is_empty()).map(Passphrase::kept))
        })
    }

    /// Makes an account with a link that is open for a week. An account that is there already gets a new link: its passphrase, its sessions and its earlier
    /// links end, and a closed one opens. Names are checked: no control characters, at most 80 characters, no blank in a sign-in name.
    ///
    /// # Errors
    /// If a name does not fit, or the database refuses.
    pub fn invite(&mut self, sign_in: &str, name: &str, by: &str) -> Result<Token, Error> {
        let (sign_in, name) = (sign_in.trim().to_lowercase(), name.trim().to_owned());
        let fits = |text: &str| {
            !text.is_empty() && text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control)
        };
        if !fits(&sign_in) || sign_in.contains(char::is_whitespace) {
            return Err(Error::AccountName(sign_in));
        }
        if !fits(&name) {
            return Err(Error::AccountName(name));
        }
        let token = Token::draw()?;
        self.writing(|connection, clock| {
            let (private, now) = (made_place(connection)?, clock.seconds());
            let known = one(connection, &private, "sign_in = ?1", &(&sign_in).into())?;
            let (account, what) = match known {
                Some(account) => {
                    let values: [Value<'_>; 2] = [account.id.into(), (&name).into()];
                    let sql = format!(
                        "update {private}account set passphrase = '', name = ?2, closed = false where account_id = ?1"
                    );
                    connection.execute(&sql, &values)?;
                    end_of(connection, &private, account.id, now)?;
                    (account.id, "reset")
                }
                None => {
                    let account = next(connection, &private, "account")?;
                    let row =
                        vec![account.into(), (&sign_in).into(), (&name).into(), "".into(), false.into(), now.into()];
                    let columns = ["account_id", "sign_in", "name", "passphrase", "closed", "made_at"];
                    connection.insert(&format!("{private}account"), &columns, &[row])?;
                    (account, "invited")
                }
            };
            let sql = format!("update {private}invitation set used_at = ?2 where account_id = ?1 and used_at is null");
            connection.execute(&sql, &[account.into(), now.into()])?;
            let number = next(connection, &private, "invitation")?;
            let row = vec![number.into(), account.into(), token.sum().into(), (now + INVITATION_SECONDS).into()];
            let columns = ["invitation_id", "account_id", "token_sum", "expires_at"];
            connection.insert(&format!("{private}invitation"), &columns, &[row])?;
            enter(connection, &private, clock, Kind::Act, [by, what, &sign_in, &name])
        })?;
        Ok(token)
    }

    /// What a link is worth now.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn invitation(&mut self, token: &Token) -> Result<Invitation, Error> {
        let now = self.seconds();
        self.reading(|connection| match place(connection)? {
            Some(private) => invitation(connection, &private, token, now),
            None => Ok(Invitation::Unknown),
        })
    }

    /// Uses a link: the account has this passphrase from now on. A link that is not open any more changes nothing and says what it is.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn accept_invitation(&mut self, token: &Token, passphrase: &Passphrase) -> Result<Invitation, Error> {
        self.writing(|connection, clock| {
            let (private, now) = (made_place(connection)?, clock.seconds());
            let found = invitation(connection, &private, token, now)?;
            if let Invitation::Open(account) = &found {
                let sql = format!("update {private}invitation set used_at = ?2 where token_sum = ?1");
                connection.execute(&sql, &[token.sum().into(), now.into()])?;
                choose(connection, &private, account.id, passphrase)?;
                enter(connection, &private, clock, Kind::Act, [&account.sign_in, "accepted", &account.sign_in, ""])?;
            }
            Ok(found)
        })
    }

    /// Changes a passphrase. Every session of the account ends.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn change_passphrase(&mut self, account: &Account, passphrase: &Passphrase) -> Result<(), Error> {
        self.writing(|connection, clock| {
            let private = made_place(connection)?;
            choose(connection, &private, account.id, passphrase)?;
            end_of(connection, &private, account.id, clock.seconds())?;
            enter(
                connection,
                &private,
                clock,
                Kind::Act,
                [&account.sign_in, "changed-passphrase", &account.sign_in, ""],
            )
        })
    }

    /// Gives a role. One that the account has already stays as it is.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn grant(&mut self, account: &Account, grant: &Grant, by: &str) -> Result<(), Error> {
        self.writing(|connection, clock| {
            let private = made_place(connection)?;
            if grants_of(connection, &private, account.id)?.contains(grant) {
                return Ok(());
            }
            let number = next(connection, &private, "account_role")?;
            let (role, scope) = (grant.role.code(), grant.scope.code());
            let row = vec![number.into(), account.id.into(), role.into(), (&scope).into(), clock.seconds().into()];
            let columns = ["account_role_id", "account_id", "role", "scope", "since_at"];
            connection.insert(&format!("{private}account_role"), &columns, &[row])?;
            enter(connection, &private, clock, Kind::Act, [by, "granted", &account.sign_in, &format!("{role} {scope}")])
        })
    }

    /// Takes a role. It no longer holds for the account's very next request.
    ///
    /// # Errors
    /// If the account has no such role, or the database refuses.
    pub fn revoke(&mut self, account: &Account, grant: &Grant, by: &str) -> Result<(), Error> {
        self.writing(|connection, clock| {
            let private = made_place(connection)?;
            let (role, scope) = (grant.role.code(), grant.scope.code());
            let sql = format!(
                "update {private}account_role set until_at = ?4
                 where account_id = ?1 and role = ?2 and scope = ?3 and until_at is null"
            );
            let values: [Value<'_>; 4] = [account.id.into(), role.into(), (&scope).into(), clock.seconds().into()];
            if connection.execute(&sql, &values)? == 0 {
                return Err(Error::NothingToUndo);
            }
            enter(connection, &private, clock, Kind::Act, [by, "revoked", &account.sign_in, &format!("{role} {scope}")])
        })
    }

    /// Closes an account: its sessions and links end, and nobody signs in with it. Its name stays on what it decided.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn close_account(&mut self, account: &Account, by: &str) -> Result<(), Error> {
        self.writing(|connection, clock| {
            let (private, now) = (made_place(connection)?, clock.seconds());
            let sql = format!("update {private}account set closed = true, passphrase = '' where account_id = ?1");
            connection.execute(&sql, &[account.id.into()])?;
            let sql = format!("update {private}invitation set used_at = ?2 where account_id = ?1 and used_at is null");
            connection.execute(&sql, &[account.id.into(), now.into()])?;
            end_of(connection, &private, account.id, now)?;
            enter(connection, &private, clock, Kind::Act, [by, "closed", &account.sign_in, ""])
        })
    }
}

fn choose(connection: &mut Connection, private: &str, account: i64, passphrase: &Passphrase) -> Result<(), Error> {
    let sql = format!("update {private}account set passphrase = ?2 where account_id = ?1");
    connection.execute(&sql, &[account.into(), passphrase.as_str().into()]).map(drop)
}

/// Ends the sessions of an account.
pub(super) fn end_of(connection: &mut Connection, private: &str, account: i64, now: i64) -> Result<u64, Error> {
    let sql = format!("update {private}session set ended_at = ?2 where account_id = ?1 and ended_at is null");
    connection.execute(&sql, &[account.into(), now.into()])
}

fn invitation(connection: &mut Connection, private: &str, token: &Token, now: i64) -> Result<Invitation, Error> {
    let sql = format!("select account_id, expires_at, used_at from {private}invitation where token_sum = ?1");
    let found = connection
        .first(&sql, &[token.sum().into()], |row| Ok((row.int(0)?, row.int(1)?, row.maybe_int(2)?.is_some())))?;
    Ok(match found {
        None => Invitation::Unknown,
        Some((_, _, true)) => Invitation::Used,
        Some((_, expires, _)) if expires <= now => Invitation::Expired,
        Some((account, _, _)) => {
            one(connection, private, "account_id = ?1", &account.into())?.map_or(Invitation::Unknown, Invitation::Open)
        }
    })
}

pub(super) fn one(
    connection: &mut Connection,
    private: &str,
    condition: &str,
    value: &Value<'_>,
) -> Result<Option<Account>, Error> {
    Ok(accounts_where(connection, private, condition, value)?.into_iter().next())
}

fn accounts_where(
    connection: &mut Connection,
    private: &str,
    condition: &str,
    value: &Value<'_>,
) -> Result<Vec<Account>, Error> {
    let sql = format!(
        "select account_id, sign_in, name, passphrase <> '', closed
         from {private}account where {condition} order by sign_in"
    );
    let mut accounts = connection.list(&sql, std::slice::from_ref(value), |row| {
        Ok(Account {
            id: row.int(0)?,
            sign_in: row.text(1)?.to_owned(),
            name: row.text(2)?.to_owned(),
            has_passphrase: row.bool(3)?,
            closed: row.bool(4)?,
            grants: Vec::new(),
        })
    })?;
    for account in &mut accounts {
        account.grants = grants_of(connection, private, account.id)?;
    }
    Ok(accounts)
}

/// Roles in force. One that this program does not know gives nothing.
fn grants_of(connection: &mut Connection, private: &str, account: i64) -> Result<Vec<Grant>, Error> {
    let sql = format!(
        "select role, scope from {private}account_role where account_id = ?1 and until_at is null order by account_role_id"
    );
    let found = connection
        .list(&sql, &[account.into()], |row| Ok(Role::from_code(row.text(0)?).zip(Scope::from_code(row.text(1)?))))?;
    Ok(found.into_iter().flatten().map(|(role, scope)| Grant { role, scope }).collect())
}
