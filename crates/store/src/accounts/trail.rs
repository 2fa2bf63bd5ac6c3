//! The audit trail: entries are added, looks are forgotten when their time is over, and nothing else happens to it.

use super::{made_place, place};
use crate::connection::{Connection, Row, Value};
use crate::store::Clock;
use crate::{Error, Store};
use people::audit::{self, Content, Entry, Head, Kind};

const COLUMNS: &str = "audit_id, at_utc, kind, who, what, subject, detail, salt, content_sum, sum";

impl Store {
    /// Enters that somebody looked at something or did it. What accounts do here enters itself.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn enter_audit(&mut self, kind: Kind, who: &str, what: &str, subject: &str, detail: &str) -> Result<(), Error> {
        self.writing(|connection, clock| {
            let private = made_place(connection)?;
            enter(connection, &private, clock, kind, [who, what, subject, detail])
        })
    }

    /// The whole trail, the oldest entry first.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn audit_trail(&mut self) -> Result<Vec<Entry>, Error> {
        self.reading(|connection| {
            let Some(private) = place(connection)? else { return Ok(Vec::new()) };
            connection.list(&format!("select {COLUMNS} from {private}audit order by audit_id"), &[], read)
        })
    }

    /// The newest entries, the newest first; with `who` only those of that account.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn newest_audit(&mut self, who: Option<&str>, most: u64) -> Result<Vec<Entry>, Error> {
        self.reading(|connection| {
            let Some(private) = place(connection)? else { return Ok(Vec::new()) };
            let sql = format!(
                "select {COLUMNS} from {private}audit where ?1 = '' or who = ?1 order by audit_id desc limit {most}"
            );
            connection.list(&sql, &[who.unwrap_or_default().into()], read)
        })
    }

    /// The head: what is printed so that a cut tail shows.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn audit_head(&mut self) -> Result<Head, Error> {
        self.reading(|connection| match place(connection)? {
            Some(private) => head(connection, &private),
            None => Ok(Head { number: 0, sum: audit::BEGINNING.to_owned() }),
        })
    }

    /// Forgets what was looked at before a moment (UTC, RFC 3339). The chain still holds. Gives how many entries.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn forget_looks(&mut self, before: &str, by: &str) -> Result<u64, Error> {
        self.writing(|connection, clock| {
            let private = made_place(connection)?;
            let sql = format!(
                "update {private}audit set who = null, what = null, subject = null, detail = null, salt = null
                 where kind = 'look' and at_utc < ?1 and salt is not null"
            );
            let forgotten = connection.execute(&sql, &[before.into()])?;
            if forgotten > 0 {
                enter(connection, &private, clock, Kind::Act, [by, "forgot-looks", before, &forgotten.to_string()])?;
            }
            Ok(forgotten)
        })
    }
}

/// Adds an entry: who, what, subject, detail.
pub(crate) fn enter(
    connection: &mut Connection,
    private: &str,
    clock: &Clock,
    kind: Kind,
    [who, what, subject, detail]: [&str; 4],
) -> Result<(), Error> {
    let before = head(connection, private)?;
    let sql = format!("select at_utc from {private}audit order by audit_id desc limit 1");
    let last = connection.first(&sql, &[], |row| Ok(row.text(0)?.to_owned()))?.unwrap_or_default();
    // Texts of this length compare as times do; time never runs backwards in the trail, whatever the machine's clock does.
    let at = clock.utc().max(last);
    let entry = audit::next(before.number, &before.sum, &at, kind, Content::new(who, what, subject, detail)?);
    let salt = entry.content.as_ref().map(|content| content.salt.as_str());
    let row: Vec<Value<'_>> = vec![
        entry.number.into(),
        (&entry.at).into(),
        kind.code().into(),
        who.into(),
        what.into(),
        subject.into(),
        detail.into(),
        salt.into(),
        (&entry.content_sum).into(),
        (&entry.sum).into(),
    ];
    let columns: Vec<&str> = COLUMNS.split(", ").collect();
    connection.insert(&format!("{private}audit"), &columns, &[row])
}

fn head(connection: &mut Connection, private: &str) -> Result<Head, Error> {
    let sql = format!("select audit_id, sum from {private}audit order by audit_id desc limit 1");
    let last = connection.first(&sql, &[], |row| Ok(Head { number: row.number(0)?, sum: row.text(1)?.to_owned() }))?;
    Ok(last.unwrap_or_else(|| Head { number: 0, sum: audit::BEGINNING.to_owned() }))
}

fn read(row: &Row<'_>) -> Result<Entry, Error> {
    let text = |column: usize| Ok::<_, Error>(row.maybe_text(column)?.map(str::to_owned));
    let content = match (text(3)?, text(4)?, text(5)?, text(6)?, text(7)?) {
        (Some(who), Some(what), Some(subject), Some(detail), Some(salt)) => {
            Some(Content { who, what, subject, detail, salt })
        }
        _ => None,
    };
    let code = row.text(2)?;
    Ok(Entry {
        number: row.number(0)?,
        at: row.text(1)?.to_owned(),
        kind: Kind::from_code(code).ok_or_else(|| Error::Damaged(format!("an audit entry is of the kind `{code}`")))?,
        content,
        content_sum: row.text(8)?.to_owned(),
        sum: row.text(9)?.to_owned(),
    })
}
