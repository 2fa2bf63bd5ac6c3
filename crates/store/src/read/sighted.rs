//! Which of two sources found what, in the works that both read: from this follows how much both missed.
//!
//! The decision to question: only works that both sources hold are looked at. A paper whose full text nobody read was not missed by
//! the full texts, and one that is not in PubMed was not missed by PubMed; counting them would make the sources look blind.

use super::rows::publication_year;
use crate::body::Packer;
use crate::code::value_of;
use crate::connection::{Connection, Value};
use crate::seen::{Seen, key_of};
use crate::store::holds;
use crate::{Error, Store};
use indicator::{Change, Sighted, Standing};
use plan::FiscalYear;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The two sources that find papers in ways of their own: by abstract and grant list, and by acknowledgements.
const SOURCES: [&str; 2] = ["pubmed", "jats"];

/// A work as far as it is known: its year, and who names which project.
#[derive(Default)]
struct Work {
    year: Option<FiscalYear>,
    records: BTreeSet<String>,
    projects: BTreeMap<Arc<str>, [bool; 2]>,
}

impl Work {
    fn is_found_by(&self, which: usize) -> bool {
        self.projects.values().any(|found| found[which])
    }
}

impl Store {
    /// The works that PubMed's citations and the full texts both hold and that either links to a project, certainly; invented ones
    /// aside. Empty as long as one of the two has not been read. Costs a pass over the links of both, and over the lists of
    /// what their files hold.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn sighted(&mut self, as_of: Change) -> Result<Vec<Sighted>, Error> {
        self.reading(|connection| {
            let mut batches = Vec::new();
            for source in SOURCES {
                batches.push(batches_of(connection, source, as_of)?);
            }
            if batches.iter().any(Vec::is_empty) {
                return Ok(Vec::new());
            }
            let mut works = works(connection, as_of)?;
            let other_ids = other_ids(connection, &works, as_of)?;
            for (which, batches) in batches.iter().enumerate() {
                let held = held(connection, batches, &keys(&works, which, &other_ids))?;
                works.retain(|public, work| work.is_found_by(which) || held.contains(public));
            }
            Ok(works
                .into_values()
                .filter_map(|work| Some(Sighted { year: work.year?, projects: work.projects.into_iter().collect() }))
                .collect())
        })
    }
}

/// Batches of a source in force. Samples are none: they were not chosen without looking at what they name.
fn batches_of(connection: &mut Connection, source: &str, as_of: Change) -> Result<Vec<i64>, Error> {
    let sql = concat!(
        "select batch_id from batch where ",
        holds!("batch"),
        " and source = ?2 and not invented and coalesce(edition_year, 1) > 0 order by batch_id"
    );
    connection.list(sql, &[as_of.into(), source.into()], |row| row.int(0))
}

fn works(connection: &mut Connection, as_of: Change) -> Result<BTreeMap<String, Work>, Error> {
    let sql = concat!("select record, public_id from record_joined where ", holds!("record_joined"));
    let joined: HashMap<String, String> = connection
        .list(sql, &[as_of.into()], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?
        .into_iter()
        .collect();
    let mut works: BTreeMap<String, Work> = BTreeMap::new();
    let sql = concat!(
        "select record_version.record, record_version.source, record_version.published, link.project, link.standing
         from link join record_version on record_version.record_version_id = link.record_version_id
         where ",
        holds!("link"),
        " and not record_version.invented and record_version.kind = 'paper'
         order by record_version.record, link.link_id"
    );
    connection.each(sql, &[as_of.into()], &mut |row| {
        let Some(which) = SOURCES.iter().position(|source| row.text(1).is_ok_and(|there| there == *source)) else {
            return Ok(());
        };
        if row.parsed(4, value_of::<Standing>)? != Standing::Counted {
            return Ok(());
        }
        let record = row.text(0)?;
        let work = works.entry(joined.get(record).map_or(record, String::as_str).to_owned()).or_default();
        // PubMed's date is the one that readings use where both have one.
        if which == 0 || work.year.is_none() {
            work.year = publication_year(row, 2)?.or(work.year);
        }
        work.records.insert(record.to_owned());
        work.projects.entry(row.text(3)?.into()).or_default()[which] = true;
        Ok(())
    })?;
    Ok(works)
}

/// What else the records of these works are called, as sources state it.
fn other_ids(
    connection: &mut Connection,
    works: &BTreeMap<String, Work>,
    as_of: Change,
) -> Result<HashMap<String, Vec<String>>, Error> {
    let keys: Vec<Value<'_>> = works.values().flat_map(|work| work.records.iter().map(Value::from)).collect();
    let mut ids: HashMap<String, Vec<String>> = HashMap::new();
    for (this, that) in [("left_id", "right_id"), ("right_id", "left_id")] {
        let sql = format!("select {this}, {that} from same_edge where {} and {this} in (?keys)", holds!("same_edge"));
        connection.each_of(&sql, &[as_of.into()], &keys, &mut |row| {
            ids.entry(row.text(0)?.to_owned()).or_default().push(row.text(1)?.to_owned());
            Ok(())
        })?;
    }
    Ok(ids)
}

/// The keys under which a source would hold the works that it named in nothing, each with its work.
fn keys(works: &BTreeMap<String, Work>, which: usize, other_ids: &HashMap<String, Vec<String>>) -> Vec<(u64, String)> {
    let mut keys = Vec::new();
    for (public, work) in works.iter().filter(|(_, work)| !work.is_found_by(which)) {
        let ids = work
            .records
            .iter()
            .flat_map(|record| std::iter::once(record).chain(other_ids.get(record).into_iter().flatten()));
        let of_id = |id: &String| match which {
            0 => id.strip_prefix("pmid:").and_then(|pmid| pmid.parse().ok()),
            _ => Some(key_of(id)),
        };
        keys.extend(ids.filter_map(of_id).map(|key| (key, public.clone())));
    }
    keys
}

/// The works of which a key stands in the lists of what these batches hold. The lists of all of PubMed are large: one after the other.
fn held(connection: &mut Connection, batches: &[i64], keys: &[(u64, String)]) -> Result<BTreeSet<String>, Error> {
    let mut held = BTreeSet::new();
    if keys.is_empty() {
        return Ok(held);
    }
    let mut packer = Packer::new();
    for &batch in batches {
        let sql = "select seen from batch_seen where batch_id = ?1";
        let Some(packed) = connection.first(sql, &[batch.into()], |row| Ok(row.bytes(0)?.to_vec()))? else { continue };
        let seen = Seen::unpack(&packed, &mut packer)?;
        held.extend(keys.iter().filter(|(key, _)| seen.versions(*key).next().is_some()).map(|(_, work)| work.clone()));
    }
    Ok(held)
}
