//! The rows of which readings are made.
//!
//! A hundred thousand of them are read in four ordered passes over narrow tables, never by a question for each; texts that come again
//! and again are kept once.

use super::decisions::decisions_in;
use super::head::place;
use crate::code::value_of;
use crate::connection::Connection;
use crate::store::holds;
use crate::{Error, Store, register};
use access::Decision;
use evidence::{LinkKey, Verdict, effective, id_order};
use indicator::{Change, Named, Row, RowLink, Standing};
use jiff::civil::Date;
use plan::{FiscalYear, Role};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Texts, each kept once.
#[derive(Default)]
pub(crate) struct Texts(HashSet<Arc<str>>);

impl Texts {
    pub(crate) fn get(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        new
    }
}

impl Store {
    /// The rows of which readings are made, as of a change, sorted by public id. One row is one work. Confidential rows of registers are
    /// withheld unless whoever asks may see them ([`Store::see_as`]).
    ///
    /// # Errors
    /// If the database refuses.
    pub fn rows(&mut self, as_of: Change) -> Result<Vec<Row>, Error> {
        let decision = self.may_see();
        self.reading(|connection| rows(connection, as_of, decision, &|_| true))
    }

    /// As [`Self::rows`], with no attributes but these: what [`indicator::attributes_of`] says that readings depend on. Where registers
    /// hold many words, most of the time and the memory goes into those that nobody counts by.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn rows_with(&mut self, as_of: Change, attributes: &BTreeSet<String>) -> Result<Vec<Row>, Error> {
        let decision = self.may_see();
        self.reading(|connection| rows(connection, as_of, decision, &|attribute| attributes.contains(attribute)))
    }
}

fn rows(
    connection: &mut Connection,
    as_of: Change,
    decision: Decision,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<Row>, Error> {
    let wants_journal = is_wanted("journal");
    let mut texts = Texts::default();
    let publication: Arc<str> = "publication".into();
    let mut types_of: HashMap<String, Vec<Arc<str>>> = HashMap::new();
    let mut numbers: Vec<i64> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let sql = concat!(
        "select record_version_id, record, kind, source, published, types, retracted, invented, since, journal
         from record_version where ",
        holds!("record_version"),
        " order by record_version_id"
    );
    connection.each(sql, &[as_of.into()], &mut |row| {
        let types = row.text(5)?;
        if !types_of.contains_key(types) {
            let list = types.lines().map(|sort| texts.get(sort)).collect();
            types_of.insert(types.to_owned(), list);
        }
        let published: Option<Date> = match row.maybe_text(4)? {
            Some(_) => Some(row.parsed(4, |day| day.parse().ok())?),
            None => None,
        };
        let mut attributes = Named::default();
        let source = texts.get(row.text(3)?);
        // The dates of a register's row have roles of their own.
        let published = published.filter(|_| !source.starts_with(register::SOURCE));
        let journal = row.text(9)?;
        if wants_journal && !journal.is_empty() {
            attributes.insert(texts.get("journal"), vec![texts.get(journal)]);
        }
        numbers.push(row.int(0)?);
        rows.push(Row {
            record: row.text(1)?.into(),
            kind: texts.get(row.text(2)?),
            source,
            dates: published.map(|date| (Arc::clone(&publication), date)).into_iter().collect(),
            attributes,
            types: types_of[types].clone(),
            links: Vec::new(),
            since: row.number(8)?,
            until: None,
            retracted: row.bool(6)?,
            withheld: false,
            threshold: 0,
            invented: row.bool(7)?,
        });
        Ok(())
    })?;
    links(connection, as_of, &numbers, &mut rows, &mut texts)?;
    register::fill(connection, as_of, &numbers, &mut rows, &mut texts, &register::Filling { decision, is_wanted })?;
    retract(connection, as_of, &mut rows)?;
    let mut rows = join(connection, as_of, rows)?;
    rows.sort_unstable_by(|one, other| one.record.cmp(&other.record));
    Ok(rows)
}

/// Adds the links to the rows, whose numbers are sorted.
fn links(
    connection: &mut Connection,
    as_of: Change,
    numbers: &[i64],
    rows: &mut [Row],
    texts: &mut Texts,
) -> Result<(), Error> {
    let decided: HashMap<LinkKey, (Verdict, Change)> = decisions_in(connection, as_of)?
        .into_iter()
        .map(|decision| (decision.key, (decision.verdict, decision.since)))
        .collect();
    let decided_records: HashSet<&str> = decided.keys().map(|key| key.record.as_str()).collect();
    let sql = concat!(
        "select record_version_id, project, role, standing, since, scheme, value from link where ",
        holds!("link"),
        " order by link_id"
    );
    let mut at = 0;
    connection.each(sql, &[as_of.into()], &mut |row| {
        let number = row.int(0)?;
        // The order in which they were written is nearly that of their records, and needs no index between.
        while numbers.get(at).is_some_and(|&there| there < number) {
            at += 1;
        }
        if numbers.get(at) != Some(&number) {
            match numbers.binary_search(&number) {
                Ok(there) => at = there,
                Err(_) => return Ok(()),
            }
        }
        let target = &mut rows[at];
        let mut link = RowLink {
            project: texts.get(row.text(1)?),
            role: row.parsed(2, role)?,
            standing: row.parsed(3, standing)?,
            since: row.number(4)?,
            until: None,
        };
        if decided_records.contains(&*target.record) {
            let key = LinkKey {
                record: target.record.to_string(),
                scheme: row.text(5)?.to_owned(),
                value: row.text(6)?.to_owned(),
                project: link.project.to_string(),
            };
            if let Some(&(verdict, since)) = decided.get(&key) {
                link.standing = effective(link.standing, Some(verdict));
                link.since = link.since.max(since);
            }
        }
        add(&mut target.links, link);
        Ok(())
    })
}

/// Several numbers of one project that stand alike are one link of the row.
fn add(links: &mut Vec<RowLink>, link: RowLink) {
    let alike = |known: &&mut RowLink| {
        (&known.project, known.role, known.standing) == (&link.project, link.role, link.standing)
    };
    match links.iter_mut().find(alike) {
        Some(known) => known.since = known.since.min(link.since),
        None => links.push(link),
    }
}

/// Marks what notices of retraction retract, by whichever id of a work they name it.
fn retract(connection: &mut Connection, as_of: Change, rows: &mut [Row]) -> Result<(), Error> {
    let sql = concat!("select retracts from retraction where ", holds!("retraction"));
    let mut retracted: HashSet<String> =
        connection.list(sql, &[as_of.into()], |row| Ok(row.text(0)?.to_owned()))?.into_iter().collect();
    if retracted.is_empty() {
        return Ok(());
    }
    let known: HashSet<&str> = rows.iter().map(|row| &*row.record).collect();
    let others: Vec<String> = retracted.iter().filter(|id| !known.contains(id.as_str())).cloned().collect();
    for id in others {
        // Notices are few, and those that name a work by an id that no record has are fewer.
        if let Some(place) = place(connection, &id, as_of)? {
            retracted.insert(place.record);
        }
    }
    for row in rows {
        row.retracted |= retracted.contains(&*row.record);
    }
    Ok(())
}

/// Makes one row of the records of one work. What it is, the first of them says that says anything, in the order of
/// [`evidence::id_order`]; the links are everybody's.
fn join(connection: &mut Connection, as_of: Change, rows: Vec<Row>) -> Result<Vec<Row>, Error> {
    let sql = concat!("select record, public_id from record_joined where ", holds!("record_joined"));
    let joined: HashMap<String, Arc<str>> = connection
        .list(sql, &[as_of.into()], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.into())))?
        .into_iter()
        .collect();
    if joined.is_empty() {
        return Ok(rows);
    }
    let (mut others, mut works): (Vec<Row>, Vec<Row>) =
        rows.into_iter().partition(|row| joined.contains_key(&*row.record));
    let mut place: HashMap<Arc<str>, usize> =
        works.iter().enumerate().map(|(index, row)| (Arc::clone(&row.record), index)).collect();
    others.sort_by(|one, other| id_order(&one.record).cmp(&id_order(&other.record)));
    for mut other in others {
        let Some(public) = joined.get(&*other.record) else { continue };
        match place.get(public) {
            Some(&index) => fill(&mut works[index], other),
            None => {
                // The work goes by an id that no record here has.
                place.insert(Arc::clone(public), works.len());
                other.record = Arc::clone(public);
                works.push(other);
            }
        }
    }
    Ok(works)
}

/// Adds what a further record of a work says, where nobody before it said anything.
fn fill(work: &mut Row, other: Row) {
    other.links.into_iter().for_each(|link| add(&mut work.links, link));
    work.retracted |= other.retracted;
    if work.dates.is_empty() {
        work.dates = other.dates;
    }
    if work.types.is_empty() {
        work.types = other.types;
    }
    for (name, values) in other.attributes {
        if !work.attributes.contains(&name) {
            work.attributes.insert(name, values);
        }
    }
}

/// The fiscal year of a day in a column, if there is one.
pub(super) fn publication_year(row: &crate::connection::Row<'_>, column: usize) -> Result<Option<FiscalYear>, Error> {
    match row.maybe_text(column)? {
        Some(_) => Ok(Some(FiscalYear::of(row.parsed(column, |day| day.parse().ok())?))),
        None => Ok(None),
    }
}

fn role(code: &str) -> Option<Role> {
    match code {
        "funded" => Some(Role::Funded),
        "supported" => Some(Role::Supported),
        "used" => Some(Role::Used),
        _ => None,
    }
}

fn standing(code: &str) -> Option<Standing> {
    value_of(code)
}
