//! Records as lists show them, and finding a record by any of its work's ids.

use super::work::Work;
use crate::connection::{Connection, Value};
use crate::store::holds;
use crate::{Error, Head, Store, register};
use indicator::Change;
use std::collections::HashMap;
use std::sync::Arc;

/// Where a work is kept: its public id, and the record that shows for it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) public_id: String,
    pub(super) record: String,
}

impl Store {
    /// Heads of records in the order asked for, by any of their ids; what is not there, or is withheld from whoever looks, is left out.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn heads(&mut self, ids: &[Arc<str>], as_of: Change) -> Result<Vec<Head>, Error> {
        let decision = self.may_see();
        self.reading(|connection| {
            let wanted: Vec<String> = ids.iter().map(|id| (**id).to_owned()).collect();
            let mut found = found(connection, &wanted, as_of)?;
            register::heads_in_private(connection, &mut found, as_of, decision)?;
            let mut heads = Vec::with_capacity(ids.len());
            for id in wanted {
                if let Some(found) = found.get(&id) {
                    heads.push(found.clone());
                    continue;
                }
                let Some(place) = place(connection, &id, as_of)? else {
                    heads.extend(register::head(connection, &id, as_of, decision)?);
                    continue;
                };
                let one = self::found(connection, std::slice::from_ref(&place.record), as_of)?.remove(&place.record);
                if let Some(mut one) = one {
                    one.id = place.public_id;
                    heads.push(one.clone());
                    found.insert(id, one);
                }
            }
            heads.retain(|head| !head.withheld);
            Ok(heads)
        })
    }

    /// The records that came last, newest first; of one file the later ones first.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn newest(&mut self, limit: usize, as_of: Change) -> Result<Vec<Head>, Error> {
        self.reading(|connection| {
            let sql = concat!(
                "select record from record_version where ",
                holds!("record_version"),
                " and confidential_until is null order by since desc, coalesce(published, '') desc, record_version_id desc limit ?2"
            );
            let values = [as_of.into(), (limit as u64).into()];
            let records = connection.list(sql, &values, |row| Ok(row.text(0)?.to_owned()))?;
            let mut found = found(connection, &records, as_of)?;
            Ok(records.iter().filter_map(|record| found.remove(record)).collect())
        })
    }
}

/// The records of these ids in force, by their ids. Their heads go by the public ids of their works.
pub(crate) fn found(
    connection: &mut Connection,
    records: &[String],
    as_of: Change,
) -> Result<HashMap<String, Head>, Error> {
    let keys: Vec<Value<'_>> = records.iter().map(Value::from).collect();
    let mut found = HashMap::new();
    let mut by_number = HashMap::new();
    let sql = concat!(
        "select record_version_id, record, kind, title, authors, journal, published, invented,
                confidential_until is not null
         from record_version where ",
        holds!("record_version"),
        " and record in (?keys)"
    );
    connection.each_of(sql, &[as_of.into()], &keys, &mut |row| {
        let record = row.text(1)?.to_owned();
        let head = Head {
            id: record.clone(),
            kind: row.text(2)?.to_owned(),
            title: row.text(3)?.to_owned(),
            authors: row.text(4)?.to_owned(),
            journal: row.text(5)?.to_owned(),
            date: row.maybe_text(6)?.and_then(|day| day.parse().ok()),
            invented: row.bool(7)?,
            withheld: row.bool(8)?,
            words: Vec::new(),
        };
        by_number.insert(row.int(0)?, record.clone());
        found.insert(record, head);
        Ok(())
    })?;
    let mut numbers: Vec<i64> = by_number.keys().copied().collect();
    numbers.sort_unstable();
    let numbers: Vec<Value<'_>> = numbers.into_iter().map(Value::from).collect();
    let sql = concat!(
        "select record_version_id, raw from mention where ",
        holds!("mention"),
        " and record_version_id in (?keys) order by record_version_id, place"
    );
    connection.each_of(sql, &[as_of.into()], &numbers, &mut |row| {
        let head = by_number.get(&row.int(0)?).and_then(|record| found.get_mut(record));
        if let Some(found) = head {
            let raw = row.text(1)?;
            if !found.words.iter().any(|known| known == raw) {
                found.words.push(raw.to_owned());
            }
        }
        Ok(())
    })?;
    let names: Vec<&str> = records.iter().map(String::as_str).collect();
    for (record, public_id) in public_ids(connection, &names, as_of)? {
        if let Some(found) = found.get_mut(&record) {
            found.id = public_id;
        }
    }
    Ok(found)
}

/// The public id of each of these records' works.
pub(super) fn public_ids(
    connection: &mut Connection,
    records: &[&str],
    as_of: Change,
) -> Result<HashMap<String, String>, Error> {
    let mut public: HashMap<String, String> =
        records.iter().map(|&record| (record.to_owned(), record.to_owned())).collect();
    let keys: Vec<Value<'_>> = records.iter().map(|&record| record.into()).collect();
    let sql = concat!(
        "select record, public_id from record_joined where ",
        holds!("record_joined"),
        " and record in (?keys)"
    );
    connection.each_of(sql, &[as_of.into()], &keys, &mut |row| {
        public.insert(row.text(0)?.to_owned(), row.text(1)?.to_owned());
        Ok(())
    })?;
    Ok(public)
}

/// Finds a work by any of its ids: by those that hold, or else by those that ever held, so that an address once given out leads on.
pub(super) fn place(connection: &mut Connection, id: &str, as_of: Change) -> Result<Option<Place>, Error> {
    for holds in [format!("since <= {as_of} and (until is null or until > {as_of})"), format!("since <= {as_of}")] {
        let work = Work::of(connection, id, &holds)?;
        let mut found = found(connection, &work.ids, as_of)?;
        if let Some((record, there)) = work.ids.into_iter().find_map(|id| found.remove_entry(&id)) {
            return Ok(Some(Place { public_id: there.id, record }));
        }
    }
    Ok(None)
}
