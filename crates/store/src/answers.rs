//! What people wrote into forms: the fields that no fact fills.
//!
//! The decision to question: answers stand in the private half. A sheet is written before it is decided, and a judgement that nobody has passed
//! yet is nobody's to read but the office's. The table is made with the first answer, as those of registers are with their first hand-in.

use crate::connection::{Connection, Value};
use crate::store::NewChange;
use crate::{Error, Store};
use access::{Action, Subject, allows};
use indicator::Change;
use plan::FiscalYear;
use std::collections::BTreeMap;

/// The name of the table in the private half.
const TABLE: &str = "form_answer";

/// The table.
pub(crate) const TABLES: &str = "
-- What somebody wrote into a field of a form that no fact fills.
create table {private}form_answer (
    -- Number of the row.
    form_answer_id integer primary key,
    -- Name of the form: `evaluation-mid-term`.
    form text not null,
    -- Id of what the form is about.
    subject text not null,
    -- The fiscal year that the form reports.
    fiscal_year bigint not null,
    -- The field, with the repetition that it belongs to: `criteria.item@necessity`.
    field text not null,
    -- What stands in it.
    content text not null,
    -- Whose words they are.
    who text not null,
    -- Why, if somebody said.
    because text not null,
    -- The change that took it over.
    since bigint not null,
    -- The change that ended it; empty while it holds.
    until bigint null
);
";

/// Which sheet: a form about something, for a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetKey<'a> {
    /// The form's name.
    pub form: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// The year reported.
    pub year: FiscalYear,
}

/// Answers that were taken over at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswersTaken {
    /// The change.
    pub change: Change,
    /// The form's name.
    pub form: String,
    /// What it is about.
    pub subject: String,
    /// The year reported.
    pub year: FiscalYear,
    /// The fields.
    pub fields: Vec<String>,
    /// Whose words.
    pub by: String,
    /// Why.
    pub because: String,
    /// Whether all of it still holds, so that it can be taken back.
    pub holds: bool,
}

impl Store {
    /// What was answered on a sheet, by field; nothing for whoever may not see it.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn answers(&mut self, sheet: SheetKey<'_>, as_of: Change) -> Result<BTreeMap<String, String>, Error> {
        if !allows(self.actor(), Action::See, Subject::HandIns).is_allowed() {
            return Ok(BTreeMap::new());
        }
        self.reading(|connection| {
            let Some(table) = table(connection)? else { return Ok(BTreeMap::new()) };
            let sql = format!(
                "select field, content from {table} where since <= ?1 and (until is null or until > ?1)
                 and form = ?2 and subject = ?3 and fiscal_year = ?4"
            );
            let keys = [as_of.into(), sheet.form.into(), sheet.subject.into(), i64::from(sheet.year.0).into()];
            let found = connection.list(&sql, &keys, |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?;
            Ok(found.into_iter().collect())
        })
    }

    /// Takes answers over, each by its field; an empty one takes the words out. What stood there before is kept.
    ///
    /// # Errors
    /// If there is nothing to take over, or the private half is not there.
    pub fn take_answers(
        &mut self,
        sheet: SheetKey<'_>,
        answers: &[(String, String)],
        by: &str,
        because: &str,
    ) -> Result<Change, Error> {
        if answers.is_empty() {
            return Err(Error::NothingToUndo);
        }
        self.writing(|connection, clock| {
            let change = clock.enter(connection, NewChange { kind: "form-answer", who: by, because })?;
            let table = found(connection)?;
            for (field, content) in answers {
                end(connection, &table, sheet, field, change)?;
                put(connection, &table, sheet, field, (content, by, because), change)?;
            }
            Ok(change)
        })
    }

    /// Takes back what was taken over with a change: each of its fields says again what it said before.
    ///
    /// # Errors
    /// If no answers were taken over with it, or a later one holds in one of its fields.
    pub fn undo_answers(&mut self, taken: Change, by: &str, because: &str) -> Result<Change, Error> {
        self.writing(|connection, clock| {
            let table = found(connection)?;
            let sql = format!(
                "select form, subject, fiscal_year, field, until from {table} where since = ?1 order by form_answer_id"
            );
            let rows = connection.list(&sql, &[taken.into()], |row| {
                let year = i16::try_from(row.int(2)?).unwrap_or(i16::MAX);
                let key = (row.text(0)?.to_owned(), row.text(1)?.to_owned(), year, row.text(3)?.to_owned());
                Ok((key, row.maybe_int(4)?.is_none()))
            })?;
            if rows.is_empty() || rows.iter().any(|(_, holds)| !holds) {
                return Err(Error::NothingToUndo);
            }
            let change = clock.enter(connection, NewChange { kind: "form-answer-undo", who: by, because })?;
            for ((form, subject, year, field), _) in &rows {
                let sheet = SheetKey { form, subject, year: FiscalYear(*year) };
                end(connection, &table, sheet, field, change)?;
                let sql = format!(
                    "select content, who, because from {table} where form = ?1 and subject = ?2 and fiscal_year = ?3
                     and field = ?4 and until = ?5 order by form_answer_id desc limit 1"
                );
                let keys: [Value<'_>; 5] =
                    [form.into(), subject.into(), i64::from(*year).into(), field.into(), taken.into()];
                let before = connection.first(&sql, &keys, |row| {
                    Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.text(2)?.to_owned()))
                })?;
                if let Some((content, who, because)) = before {
                    put(connection, &table, sheet, field, (&content, &who, &because), change)?;
                }
            }
            Ok(change)
        })
    }

    /// What was taken over of whatever sheet, the newest first; nothing for whoever may not see it.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn answers_taken(&mut self, as_of: Change) -> Result<Vec<AnswersTaken>, Error> {
        if !allows(self.actor(), Action::See, Subject::HandIns).is_allowed() {
            return Ok(Vec::new());
        }
        self.reading(|connection| {
            let Some(table) = table(connection)? else { return Ok(Vec::new()) };
            let sql = format!(
                "select answer.since, answer.form, answer.subject, answer.fiscal_year, answer.field, answer.who, answer.because,
                 answer.until from {table} answer
                 join change on change.change_id = answer.since and change.kind = 'form-answer'
                 where answer.since <= ?1 order by answer.since desc, answer.form_answer_id"
            );
            let mut taken: Vec<AnswersTaken> = Vec::new();
            let rows = connection.list(&sql, &[as_of.into()], |row| {
                let one = AnswersTaken {
                    change: row.number(0)?,
                    form: row.text(1)?.to_owned(),
                    subject: row.text(2)?.to_owned(),
                    year: FiscalYear(i16::try_from(row.int(3)?).unwrap_or(i16::MAX)),
                    fields: vec![row.text(4)?.to_owned()],
                    by: row.text(5)?.to_owned(),
                    because: row.text(6)?.to_owned(),
                    holds: row.maybe_int(7)?.is_none_or(|until| u64::try_from(until).is_ok_and(|until| until > as_of)),
                };
                Ok(one)
            })?;
            for one in rows {
                match taken.last_mut() {
                    Some(last) if last.change == one.change => {
                        last.fields.extend(one.fields);
                        last.holds &= one.holds;
                    }
                    _ => taken.push(one),
                }
            }
            Ok(taken)
        })
    }
}

/// The table's name with its place, if it is there.
fn table(connection: &mut Connection) -> Result<Option<String>, Error> {
    let Some(private) = connection.private()? else { return Ok(None) };
    Ok(connection.has_private_table(TABLE)?.then(|| format!("{private}{TABLE}")))
}

/// The same, made where it is not there.
fn found(connection: &mut Connection) -> Result<String, Error> {
    let private = connection.private()?.ok_or(Error::NoPrivateHalf)?;
    if !connection.has_private_table(TABLE)? {
        connection.create_tables(&TABLES.replace("{private}", &private))?;
    }
    Ok(format!("{private}{TABLE}"))
}

fn end(
    connection: &mut Connection,
    table: &str,
    sheet: SheetKey<'_>,
    field: &str,
    change: Change,
) -> Result<(), Error> {
    let sql = format!(
        "update {table} set until = ?5 where form = ?1 and subject = ?2 and fiscal_year = ?3 and field = ?4 and until is null"
    );
    let year = i64::from(sheet.year.0);
    connection
        .execute(&sql, &[sheet.form.into(), sheet.subject.into(), year.into(), field.into(), change.into()])
        .map(|_| ())
}

fn put(
    connection: &mut Connection,
    table: &str,
    sheet: SheetKey<'_>,
    field: &str,
    (content, by, because): (&str, &str, &str),
    change: Change,
) -> Result<(), Error> {
    let sql = format!("select coalesce(max(form_answer_id), 0) + 1 from {table}");
    let number = connection.first(&sql, &[], |row| row.int(0))?.unwrap_or(1);
    let row = vec![
        number.into(),
        sheet.form.into(),
        sheet.subject.into(),
        i64::from(sheet.year.0).into(),
        field.into(),
        content.into(),
        by.into(),
        because.into(),
        change.into(),
    ];
    let columns = ["form_answer_id", "form", "subject", "fiscal_year", "field", "content", "who", "because", "since"];
    connection.insert(table, &columns, &[row])
}
