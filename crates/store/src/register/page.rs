//! Rows as pages show them, to whoever may see what.

use super::cell;
use super::hand_in::differences;
use super::model::{EntryPage, EntryState, EntryValue};
use super::private::Names;
use super::shape::{Shape, ShapeColumn, shapes};
use super::version::{self, Version, Wanted};
use crate::connection::{Connection, Value};
use crate::store::holds;
use crate::{Error, Head, Store};
use access::Decision;
use indicator::Change;
use jiff::civil::Date;
use register::Access;
use std::collections::HashMap;

/// The id of a row's record, found by the id that it had while it was confidential, or, for whoever may see it, by the id that it will have when it opens.
pub(crate) fn find(
    connection: &mut Connection,
    id: &str,
    as_of: Change,
    decision: Decision,
) -> Result<Option<String>, Error> {
    let Some((register, key)) = id.split_once(':') else { return Ok(None) };
    let Some(shape) = shapes(connection)?.into_iter().find(|shape| shape.register == register) else { return Ok(None) };
    let entry = match key.strip_prefix("withheld-").or_else(|| key.strip_prefix("row-")) {
        Some(name) => name.to_owned(),
        None if decision.shows_confidential_rows() && connection.private()?.is_some() => {
            Names::read(connection)?.of(register, key)
        }
        None => return Ok(None),
    };
    let versions = version::versions(connection, &shape, &Wanted::Of(&[entry]))?;
    let found = versions.into_iter().rev().find(|version| is_in_force(version, as_of));
    Ok(found.map(|version| version.record))
}

fn is_in_force(version: &Version, as_of: Change) -> bool {
    version.since <= as_of && version.until.is_none_or(|until| until > as_of)
}

/// The row that a record is, if it is one of a register and holds: what was taken back is shown to nobody.
pub(crate) fn entry_of(
    connection: &mut Connection,
    record: &str,
    as_of: Change,
    decision: Decision,
) -> Result<Option<EntryPage>, Error> {
    let Some((register, _)) = record.split_once(':') else { return Ok(None) };
    let Some(shape) = shapes(connection)?.into_iter().find(|shape| shape.register == register) else { return Ok(None) };
    let sql = concat!(
        "select record_version_id from record_version where ",
        holds!("record_version"),
        " and record = ?2 and source = ?3"
    );
    let values = [as_of.into(), record.into(), shape.source().into()];
    let Some(number) = connection.first(sql, &values, |row| row.int(0))? else { return Ok(None) };
    let Some(last) = version::versions(connection, &shape, &Wanted::Numbers(&[number]))?.pop() else { return Ok(None) };
    let mut page = page_of(&shape, &last, decision);
    if !page.withheld {
        let all = version::versions(connection, &shape, &Wanted::Of(std::slice::from_ref(&last.entry)))?;
        page.history = history(connection, &shape, &all, as_of, decision)?;
    }
    Ok(Some(page))
}

/// A row without its history.
pub(super) fn page_of(shape: &Shape, version: &Version, decision: Decision) -> EntryPage {
    let confidential = version.confidential_until.is_some();
    // Without its private half nobody can see a confidential row.
    let withheld = confidential && (!decision.shows_confidential_rows() || version.content.key.is_empty());
    let mut page = EntryPage {
        register: shape.register.clone(),
        record: version.record.clone(),
        key: String::new(),
        title: String::new(),
        withheld,
        confidential_until: None,
        values: Vec::new(),
        history: Vec::new(),
        invented: version.invented,
    };
    if withheld {
        return page;
    }
    if shape.key_is_public() || decision.shows_office_columns() {
        page.key.clone_from(&version.content.key);
    }
    page.confidential_until = version.confidential_until;
    for (column, cell) in shape.columns.iter().zip(&version.content.cells) {
        let values = cell::shown(cell);
        if may_tell(column, decision) && !values.is_empty() && !column.hidden {
            if column.id == shape.title {
                page.title = values.join(" / ");
            }
            page.values.push(EntryValue { column: column.id.clone(), values });
        }
    }
    page
}

fn may_tell(column: &ShapeColumn, decision: Decision) -> bool {
    column.access == Access::Public || decision.shows_office_columns()
}

/// The states that a row has had and that may be told, newest first. What was confidential then is told to nobody who could not see it then.
fn history(
    connection: &mut Connection,
    shape: &Shape,
    versions: &[Version],
    as_of: Change,
    decision: Decision,
) -> Result<Vec<EntryState>, Error> {
    let told = |version: &&Version| {
        version.since <= as_of && (version.confidential_until.is_none() || decision.shows_confidential_rows())
    };
    let told: Vec<&Version> = versions.iter().filter(told).collect();
    let mut hand_ins: HashMap<i64, Change> = HashMap::new();
    let keys: Vec<Value<'_>> = told.iter().map(|version| version.batch.into()).collect();
    connection.each_of("select batch_id, since from batch where batch_id in (?keys)", &[], &keys, &mut |row| {
        hand_ins.insert(row.int(0)?, row.number(1)?);
        Ok(())
    })?;
    let mut days: HashMap<Change, Date> = HashMap::new();
    let keys: Vec<Value<'_>> = told.iter().map(|version| version.since.into()).collect();
    connection.each_of(
        "select change_id, day_in_tokyo from change where change_id in (?keys)",
        &[],
        &keys,
        &mut |row| {
            days.insert(row.number(0)?, row.parsed(1, |day| day.parse().ok())?);
            Ok(())
        },
    )?;
    let mut states = Vec::new();
    for (at, version) in told.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| told.get(before));
        let nothing = vec![cell::Cell::Null; shape.columns.len()];
        let old = before.map_or(&nothing, |before| &before.content.cells);
        let Some(&on) = days.get(&version.since) else { continue };
        states.push(EntryState {
            hand_in: hand_ins.get(&version.batch).copied().unwrap_or(version.since),
            since: version.since,
            on,
            until: version.until.filter(|&until| until <= as_of),
            columns: differences(shape, old, &version.content.cells, |column| may_tell(column, decision)),
        });
    }
    states.reverse();
    Ok(states)
}

/// Gives the heads of confidential rows their titles, for whoever may see them.
pub(crate) fn heads_in_private(
    connection: &mut Connection,
    heads: &mut HashMap<String, Head>,
    as_of: Change,
    decision: Decision,
) -> Result<(), Error> {
    if !decision.shows_confidential_rows() || !heads.values().any(|head| head.withheld) {
        return Ok(());
    }
    for head in heads.values_mut().filter(|head| head.withheld) {
        let Some(page) = entry_of(connection, &head.id, as_of, decision)?.filter(|page| !page.withheld) else {
            continue;
        };
        head.title = page.title;
        head.withheld = false;
    }
    Ok(())
}

/// The head of a row by another id than its record's, with the id by which it was asked for.
pub(crate) fn head(
    connection: &mut Connection,
    id: &str,
    as_of: Change,
    decision: Decision,
) -> Result<Option<Head>, Error> {
    let Some(record) = find(connection, id, as_of, decision)? else { return Ok(None) };
    let mut found = crate::read::found(connection, std::slice::from_ref(&record), as_of)?;
    heads_in_private(connection, &mut found, as_of, decision)?;
    Ok(found.remove(&record).map(|head| Head { id: id.to_owned(), ..head }))
}

/// What of a row everybody may find, by the column where it stands.
pub(crate) fn places(connection: &mut Connection, head: &Head, as_of: Change) -> Result<Vec<(String, String)>, Error> {
    let public = access::allows(access::Actor::Public, access::Action::See, access::Subject::Registers);
    let page = entry_of(connection, &head.id, as_of, public)?;
    let values = page.into_iter().flat_map(|page| page.values).map(|value| (value.column, value.values.join(" ")));
    Ok([("title".to_owned(), head.title.clone())].into_iter().chain(values).collect())
}

impl Store {
    /// Rows of a register in force, by key, as far as whoever looks may see them; withheld ones are left out. Their histories are empty.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn entries(&mut self, register: &str, as_of: Change) -> Result<Vec<EntryPage>, Error> {
        let decision = self.may_see();
        self.reading(|connection| {
            let Some(shape) = super::shape::shape(connection, register)? else { return Ok(Vec::new()) };
            let versions = version::versions(connection, &shape, &Wanted::At(as_of))?;
            let mut pages: Vec<EntryPage> = versions
                .iter()
                .map(|version| page_of(&shape, version, decision))
                .filter(|page| !page.withheld)
                .collect();
            pages.sort_by(|one, other| (&one.key, &one.record).cmp(&(&other.key, &other.record)));
            Ok(pages)
        })
    }
}
