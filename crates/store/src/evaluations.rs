//! Evaluations: entries that are added, as texts, in the private half.
//!
//! The decision to question: the store knows no rule of an evaluation. Whoever adds an entry brings a function that sees what stands there and says what is
//! to be entered; it runs inside the transaction, alone, so that of two entries made at once the second meets the first.

use crate::accounts::{enter, made_place};
use crate::connection::{Connection, Row, Value};
use crate::{Error, Store};
use people::audit::Kind;

/// The name of the table in the private half.
const TABLE: &str = "evaluation_entry";

/// The table.
pub(crate) const TABLES: &str = "
-- What happened to an evaluation. Rows are added and never changed.
create table {private}evaluation_entry (
    -- Number of the row.
    evaluation_entry_id integer primary key,
    -- The evaluation: `mid-term-ferry-2026`.
    evaluation text not null,
    -- Number of the entry in its evaluation, from 1.
    number bigint not null,
    -- When, UTC.
    at_utc text not null,
    -- Sign-in name of whose entry it is.
    who text not null,
    -- The name of that person or office.
    name text not null,
    -- The entry, as JSON.
    content text not null
);
";

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationEntry {
    /// The evaluation.
    pub evaluation: String,
    /// Its number, from 1.
    pub number: u64,
    /// When, UTC.
    pub at: String,
    /// Sign-in name of whose it is.
    pub who: String,
    /// The name of that person or office.
    pub name: String,
    /// The entry, as JSON.
    pub content: String,
}

impl Store {
    /// The entries of one evaluation, the oldest first; without an id those of all, evaluation by evaluation.
    ///
    /// Cost: everything that was ever entered is read; a frozen packet is some hundred kilobytes.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn evaluation_entries(&mut self, evaluation: Option<&str>) -> Result<Vec<EvaluationEntry>, Error> {
        self.reading(|connection| {
            let Some(private) = connection.private()? else { return Ok(Vec::new()) };
            if !connection.has_private_table(TABLE)? {
                return Ok(Vec::new());
            }
            entries(connection, &private, evaluation.unwrap_or_default())
        })
    }

    /// Adds an entry, and enters in the audit trail that it was made: `what`, the evaluation, and what `decide` says besides. `decide` sees the entries so far and
    /// gives the entry's content and that detail, or why there is none; then nothing is written. Gives the number of the entry.
    ///
    /// # Errors
    /// If the private half is not there, or the database refuses.
    pub fn enter_evaluation<R>(
        &mut self,
        evaluation: &str,
        [who, name, what]: [&str; 3],
        decide: impl FnOnce(&[EvaluationEntry]) -> Result<(String, String), R>,
    ) -> Result<Result<u64, R>, Error> {
        self.writing(|connection, clock| {
            let private = made_place(connection)?;
            if !connection.has_private_table(TABLE)? {
                connection.create_tables(&TABLES.replace("{private}", &private))?;
            }
            let before = entries(connection, &private, evaluation)?;
            let (content, detail) = match decide(&before) {
                Ok(decided) => decided,
                Err(refused) => return Ok(Err(refused)),
            };
            let number = before.last().map_or(1, |last| last.number + 1);
            let at = clock.utc().max(before.last().map(|last| last.at.clone()).unwrap_or_default());
            let sql = format!("select coalesce(max(evaluation_entry_id), 0) + 1 from {private}{TABLE}");
            let id = connection.first(&sql, &[], |row| row.int(0))?.unwrap_or(1);
            let row: Vec<Value<'_>> = vec![
                id.into(),
                evaluation.into(),
                number.into(),
                (&at).into(),
                who.into(),
                name.into(),
                (&content).into(),
            ];
            let columns = ["evaluation_entry_id", "evaluation", "number", "at_utc", "who", "name", "content"];
            connection.insert(&format!("{private}{TABLE}"), &columns, &[row])?;
            enter(connection, &private, clock, Kind::Act, [who, what, evaluation, &detail])?;
            Ok(Ok(number))
        })
    }
}

fn entries(connection: &mut Connection, private: &str, evaluation: &str) -> Result<Vec<EvaluationEntry>, Error> {
    let sql = format!(
        "select evaluation, number, at_utc, who, name, content from {private}{TABLE}
         where ?1 = '' or evaluation = ?1 order by evaluation, number"
    );
    connection.list(&sql, &[evaluation.into()], read)
}

fn read(row: &Row<'_>) -> Result<EvaluationEntry, Error> {
    Ok(EvaluationEntry {
        evaluation: row.text(0)?.to_owned(),
        number: row.number(1)?,
        at: row.text(2)?.to_owned(),
        who: row.text(3)?.to_owned(),
        name: row.text(4)?.to_owned(),
        content: row.text(5)?.to_owned(),
    })
}
