//! Versions of rows: which hold now, how they begin and how they end.
//!
//! A version is written from its cells alone, so that a row that holds again after an undo, or opens on its day, is written by the very
//! code that wrote it first.

use super::cell::{self, Cell};
use super::shape::Shape;
use super::{RULE, SCHEME};
use crate::Error;
use crate::connection::{Connection, Value};
use crate::store::holds;
use indicator::Change;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// What a row says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Content {
    pub(super) key: String,
    pub(super) cells: Vec<Cell>,
}

/// A version that holds, or held.
#[derive(Debug, Clone)]
pub(super) struct Version {
    pub(super) number: i64,
    pub(super) record: String,
    pub(super) entry: String,
    pub(super) batch: i64,
    pub(super) confidential_until: Option<Date>,
    pub(super) invented: bool,
    pub(super) since: Change,
    pub(super) until: Option<Change>,
    pub(super) content: Content,
}

/// A version that is to begin.
#[derive(Debug)]
pub(super) struct New {
    pub(super) entry: String,
    pub(super) batch: i64,
    pub(super) invented: bool,
    pub(super) content: Content,
}

/// Which versions are wanted.
pub(super) enum Wanted<'a> {
    /// Those that hold at a change.
    At(Change),
    /// All that ever held of these rows.
    Of(&'a [String]),
    /// Those that hold now of these rows.
    HoldingOf(&'a [String]),
    /// These.
    Numbers(&'a [i64]),
}

/// Reads versions with all that both halves know of them, by number.
pub(super) fn versions(connection: &mut Connection, shape: &Shape, wanted: &Wanted<'_>) -> Result<Vec<Version>, Error> {
    let table = shape.table();
    let (condition, keys): (&str, Vec<Value<'_>>) = match wanted {
        Wanted::At(_) => (holds!("record_version"), Vec::new()),
        Wanted::Of(entries) => ("entry in (?keys)", entries.iter().map(Value::from).collect()),
        Wanted::HoldingOf(entries) => (
            "entry in (?keys) and record_version.since is not null and record_version.until is null",
            entries.iter().map(Value::from).collect(),
        ),
        Wanted::Numbers(numbers) => {
            ("record_version.record_version_id in (?keys)", numbers.iter().map(|&number| number.into()).collect())
        }
    };
    let sql = format!(
        "select record_version.record_version_id, record_version.record, {table}.entry, record_version.batch_id,
                record_version.confidential_until, record_version.invented, record_version.since, record_version.until{}
         from {table} join record_version on record_version.record_version_id = {table}.record_version_id
         where {condition} order by record_version.record_version_id",
        shape.list(&table)
    );
    let mut versions = Vec::new();
    let mut take = |row: &crate::connection::Row<'_>| {
        let number = row.int(0)?;
        let record = row.text(1)?.to_owned();
        let confidential_until = match row.maybe_text(4)? {
            Some(_) => Some(row.parsed(4, |day| day.parse().ok())?),
            None => None,
        };
        let mut content = Content { key: key_in(shape, &record), cells: Vec::with_capacity(shape.columns.len()) };
        for (at, column) in shape.columns.iter().enumerate() {
            content.cells.push(cell::read(row, 8 + at, column.sort())?);
        }
        versions.push(Version {
            number,
            record,
            entry: row.text(2)?.to_owned(),
            batch: row.int(3)?,
            confidential_until,
            invented: row.bool(5)?,
            since: row.maybe_number(6)?.unwrap_or(0),
            until: row.maybe_number(7)?,
            content,
        });
        Ok(())
    };
    match wanted {
        Wanted::At(change) => connection.each(&sql, &[(*change).into()], &mut take)?,
        _ => connection.each_of(&sql, &[], &keys, &mut take)?,
    }
    // In portions, a row is found once in each portion that names it.
    versions.sort_by_key(|version| version.number);
    versions.dedup_by_key(|version| version.number);
    let mut private = match wanted {
        Wanted::At(_) => private_cells(connection, shape, None)?,
        _ => {
            let numbers: Vec<Value<'_>> = versions.iter().map(|version| version.number.into()).collect();
            private_cells(connection, shape, Some(("record_version_id", &numbers)))?
        }
    };
    for version in &mut versions {
        let Some(other) = private.remove(&version.number) else { continue };
        version.content.key = other.key;
        for (cell, other) in version.content.cells.iter_mut().zip(other.cells) {
            if other != Cell::Null {
                *cell = other;
            }
        }
    }
    Ok(versions)
}

/// The key that a public id tells; empty if it tells none.
fn key_in(shape: &Shape, record: &str) -> String {
    let key = record.strip_prefix(&shape.register).and_then(|rest| rest.strip_prefix(':')).unwrap_or_default();
    if shape.key_is_public() && !key.starts_with(WITHHELD) { key.to_owned() } else { String::new() }
}

/// Stands before the name of a row whose key nobody outside may know.
const WITHHELD: &str = "withheld-";

/// What the private half knows, by version: of every row, or of those with one of these keys in a column.
pub(super) fn private_cells(
    connection: &mut Connection,
    shape: &Shape,
    of: Option<(&str, &[Value<'_>])>,
) -> Result<HashMap<i64, Content>, Error> {
    let mut known = HashMap::new();
    let Some(private) = connection.private()? else { return Ok(known) };
    let table = shape.table();
    let mut sql = format!("select record_version_id, entry_key{} from {private}{table} as half", shape.list("half"));
    let mut take = |row: &crate::connection::Row<'_>| {
        let mut content = Content { key: row.text(1)?.to_owned(), cells: Vec::with_capacity(shape.columns.len()) };
        for (at, column) in shape.columns.iter().enumerate() {
            content.cells.push(cell::read(row, 2 + at, column.sort())?);
        }
        known.insert(row.int(0)?, content);
        Ok(())
    };
    match of {
        None => connection.each(&sql, &[], &mut take)?,
        Some((column, keys)) => {
            sql.push_str(&format!(" where {column} in (?keys)"));
            connection.each_of(&sql, &[], keys, &mut take)?;
        }
    }
    Ok(known)
}

/// Until when a row is confidential, if it still is on that day.
pub(super) fn confidential_until(shape: &Shape, cells: &[Cell], today: Date) -> Option<Date> {
    let at = shape.column(register::CONFIDENTIAL_UNTIL)?;
    cell::day_of(&shape.columns[at], cells.get(at)?).filter(|day| *day > today)
}

/// Ends versions, and takes their words out of what can be found.
pub(super) fn end(connection: &mut Connection, numbers: &[i64], change: Change) -> Result<(), Error> {
    let keys: Vec<Value<'_>> = numbers.iter().map(|&number| number.into()).collect();
    for table in ["record_version", "link", "relation"] {
        let sql = format!("update {table} set until = ?1 where until is null and record_version_id in (?keys)");
        connection.execute_of(&sql, &[change.into()], &keys)?;
    }
    connection.delete_search(&keys)
}

/// So many rows are in memory at a time while many are looked at or written.
pub(super) const PORTION: usize = 2_000;

/// Begins versions, in both halves. Gives their numbers, in the same order.
pub(super) fn begin(
    connection: &mut Connection,
    shape: &Shape,
    news: &[New],
    today: Date,
    change: Change,
) -> Result<Vec<i64>, Error> {
    let mut numbers = Vec::with_capacity(news.len());
    for portion in news.chunks(PORTION) {
        numbers.extend(begin_portion(connection, shape, portion, today, change)?);
    }
    Ok(numbers)
}

fn begin_portion(
    connection: &mut Connection,
    shape: &Shape,
    news: &[New],
    today: Date,
    change: Change,
) -> Result<std::ops::Range<i64>, Error> {
    let private = connection.private()?.ok_or(Error::NoPrivateHalf)?;
    let first = connection.next_number("record_version")?;
    // The private half is written first by whoever commits; what it has beyond the public half was never finished.
    let sql = format!("delete from {private}{} where record_version_id >= ?1", shape.table());
    connection.execute(&sql, &[first.into()])?;
    let mut link = connection.next_number("link")?;
    let mut rows = Rows::default();
    for (number, new) in (first..).zip(news) {
        rows.add(shape, number, new, today, change, &mut link)?;
    }
    let Rows { records, public, hidden, links, texts } = rows;
    connection.insert("record_version", RECORD_VERSION, &records)?;
    let own: Vec<&str> = shape.columns.iter().map(|column| column.sql.as_str()).collect();
    let columns = [&["record_version_id", "entry"][..], &own].concat();
    connection.insert(&shape.table(), &columns, &public)?;
    let columns = [&["record_version_id", "entry", "entry_key"][..], &own].concat();
    connection.insert(&format!("{private}{}", shape.table()), &columns, &hidden)?;
    let columns = [
        "link_id",
        "record_version_id",
        "record",
        "scheme",
        "value",
        "project",
        "role",
        "standing",
        "rule",
        "flags",
        "since",
    ];
    connection.insert("link", &columns, &links)?;
    connection.insert_search(&texts)?;
    Ok(first..first + i64::try_from(news.len()).unwrap_or(i64::MAX))
}

const RECORD_VERSION: &[&str] = &[
    "record_version_id",
    "batch_id",
    "record",
    "version",
    "kind",
    "source",
    "title",
    "authors",
    "journal",
    "published",
    "types",
    "retracted",
    "invented",
    "licence",
    "since",
    "confidential_until",
];

/// Rows that are collected and then inserted at once.
#[derive(Default)]
struct Rows<'a> {
    records: Vec<Vec<Value<'a>>>,
    public: Vec<Vec<Value<'a>>>,
    hidden: Vec<Vec<Value<'a>>>,
    links: Vec<Vec<Value<'a>>>,
    texts: Vec<(i64, String)>,
}

impl<'a> Rows<'a> {
    fn add(
        &mut self,
        shape: &'a Shape,
        number: i64,
        new: &'a New,
        today: Date,
        change: Change,
        link: &mut i64,
    ) -> Result<(), Error> {
        let Content { key, cells } = &new.content;
        let until = confidential_until(shape, cells, today);
        let confidential = until.is_some();
        let is_public = |at: usize| shape.columns[at].is_public(confidential);
        let record = match () {
            () if confidential => format!("{}:{WITHHELD}{}", shape.register, new.entry),
            () if shape.key_is_public() => format!("{}:{key}", shape.register),
            () => format!("{}:row-{}", shape.register, new.entry),
        };
        let title_at = shape.column(&shape.title).filter(|&at| is_public(at));
        let title = title_at.map(|at| cell::shown(&cells[at]).join(" / ")).unwrap_or_default();
        let date = |role: &str| dates(shape, cells).find(|(known, _)| *known == role).map(|(_, date)| date);
        self.records.push(vec![
            number.into(),
            new.batch.into(),
            record.clone().into(),
            1_i64.into(),
            (&shape.kind).into(),
            shape.source().into(),
            title.clone().into(),
            "".into(),
            "".into(),
            date("event").or_else(|| date("from")).map(|date| date.to_string()).into(),
            "".into(),
            false.into(),
            new.invented.into(),
            "".into(),
            change.into(),
            until.map(|until| until.to_string()).into(),
        ]);
        let cell = |at: usize, stands: bool| if stands { cells[at].clone() } else { Cell::Null };
        let own = |stands: &dyn Fn(usize) -> bool| (0..cells.len()).map(|at| cell(at, stands(at))).collect::<Vec<_>>();
        self.public.push([vec![number.into(), (&new.entry).into()], own(&is_public)].concat());
        let secret = |at: usize| confidential || !is_public(at);
        let kept = own(&secret);
        if confidential || !shape.key_is_public() || kept.iter().any(|cell| *cell != Cell::Null) {
            self.hidden.push([vec![number.into(), (&new.entry).into(), key.into()], kept].concat());
        }
        for project in projects(shape, cells) {
            self.links.push(vec![
                (*link).into(),
                number.into(),
                record.clone().into(),
                SCHEME.into(),
                (&shape.register).into(),
                project.into(),
                (&shape.role).into(),
                "counted".into(),
                RULE.into(),
                "".into(),
                change.into(),
            ]);
            *link += 1;
        }
        if !confidential {
            let words = |at: usize| cell::shown(&cells[at]).join(" ");
            let of_words = |at: &usize| is_public(*at) && shape.columns[*at].sort() == super::shape::Sort::Text;
            let text: Vec<String> = (0..cells.len()).filter(of_words).map(words).collect();
            self.texts.push((number, format!("{record}\n{}", text.join("\n"))));
        }
        Ok(())
    }
}

/// The dates of a row by role.
pub(super) fn dates<'a>(shape: &'a Shape, cells: &'a [Cell]) -> impl Iterator<Item = (&'a str, Date)> {
    let columns = shape.columns.iter().zip(cells).filter(|(column, _)| !column.role.is_empty());
    columns.filter_map(|(column, cell)| Some((column.role.as_str(), cell::day_of(column, cell)?)))
}

/// The projects of a row, each once.
fn projects(shape: &Shape, cells: &[Cell]) -> BTreeSet<String> {
    let at = shape.column(register::PROJECTS);
    at.and_then(|at| cells.get(at)).map(cell::shown).unwrap_or_default().into_iter().collect()
}
