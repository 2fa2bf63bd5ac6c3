//! What was found: works, the records that they are made of, the words in these, and the links to projects.

use super::{mention, record, work};
use crate::Error;
use crate::table::Table;
use crate::write::Writers;
use indicator::{Facts, Row};
use std::collections::{BTreeMap, HashMap};
use store::{Store, WholeRecord};

pub(super) fn tables() -> Vec<Table> {
    [work::tables(), record::tables(), mention::tables()].concat()
}

/// Goes through the records once, those of a work together; `titles` are those of rows of registers. Nothing of a work that does not open goes out: no record, no word, no link.
pub(super) fn fill(
    writers: &mut Writers,
    store: &mut Store,
    facts: &Facts<'_>,
    titles: &HashMap<String, String>,
) -> Result<(), Error> {
    let mut rows: BTreeMap<&str, &Row> = facts.rows.iter().map(|row| (&*row.record, row)).collect();
    let mut current: Option<(String, bool)> = None;
    store.each_record(facts.as_of, |whole: WholeRecord| -> Result<(), Error> {
        let is_public = match &current {
            Some((work, is_public)) if *work == whole.work => *is_public,
            _ => {
                let row = rows.remove(whole.work.as_str());
                let row = row.filter(|row| !row.withheld);
                if let Some(row) = row {
                    work::push(writers, row, work::title(&whole.source.record))?;
                }
                current = Some((whole.work.clone(), row.is_some()));
                row.is_some()
            }
        };
        if !is_public {
            return Ok(());
        }
        record::push(writers, &whole)?;
        mention::push(writers, &whole)
    })?;
    // Evidence that is no record of a source: rows of registers.
    for row in rows.into_values().filter(|row| !row.withheld) {
        work::push(writers, row, titles.get(&*row.record).map_or("", String::as_str))?;
    }
    Ok(())
}
