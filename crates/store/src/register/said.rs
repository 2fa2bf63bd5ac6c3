//! What the hand-ins in force say of a row: the latest that says anything decides.

use crate::Error;
use crate::connection::{Connection, Value};
use std::collections::HashMap;

/// What is said of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    /// The hand-in.
    pub(super) batch: i64,
    /// The version that holds it; none if the row is withdrawn.
    pub(super) version: Option<i64>,
}

/// Writes down what a hand-in says.
pub(super) fn say(connection: &mut Connection, batch: i64, said: &[(String, Option<i64>)]) -> Result<(), Error> {
    let rows: Vec<Vec<Value<'_>>> =
        said.iter().map(|(entry, version)| vec![batch.into(), entry.into(), (*version).into()]).collect();
    connection.insert("register_said", &["batch_id", "entry", "record_version_id"], &rows)
}

/// The rows that a hand-in says anything of.
pub(super) fn said_by(connection: &mut Connection, batch: i64) -> Result<Vec<String>, Error> {
    let sql = "select entry from register_said where batch_id = ?1 order by entry";
    connection.list(sql, &[batch.into()], |row| Ok(row.text(0)?.to_owned()))
}

/// What decides on each of these rows.
pub(super) fn decided(connection: &mut Connection, entries: &[String]) -> Result<HashMap<String, Said>, Error> {
    let keys: Vec<Value<'_>> = entries.iter().map(Value::from).collect();
    let mut decided: HashMap<String, Said> = HashMap::new();
    let sql = "select register_said.entry, register_said.batch_id, register_said.record_version_id
               from register_said join batch on batch.batch_id = register_said.batch_id
               where batch.until is null and register_said.entry in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        let said = Said { batch: row.int(1)?, version: row.maybe_int(2)? };
        let known = decided.entry(row.text(0)?.to_owned()).or_insert(said);
        if known.batch < said.batch {
            *known = said;
        }
        Ok(())
    })?;
    Ok(decided)
}
