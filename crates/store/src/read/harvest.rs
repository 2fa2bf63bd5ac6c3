//! What harvesters ask besides records: when each change was, what is gone, and which grants were found.

use super::decisions::decisions_in;
use super::{LINK, link_of};
use crate::store::holds;
use crate::{Error, Store, register};
use evidence::{LinkKey, Verdict, effective};
use indicator::{Change, Standing};
use std::collections::{BTreeMap, HashMap};

/// A change, with when it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Its number.
    pub change: Change,
    /// When, in UTC to the second: `2026-11-23T15:00:00Z`.
    pub at_utc: String,
    /// Whether it brought a revision of the plan.
    pub is_revision: bool,
}

/// A grant that ties records to a project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundGrant {
    /// Scheme of its number: `amed`.
    pub scheme: String,
    /// The normal form.
    pub value: String,
    /// The project.
    pub project: String,
    /// First change at which a record told of it so.
    pub since: Change,
}

/// When a record came, and when it went, if it did.
struct Seen {
    first: Change,
    last: Option<Change>,
}

impl Store {
    /// Every change up to one, oldest first.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn moments(&mut self, as_of: Change) -> Result<Vec<Moment>, Error> {
        let sql = "select change_id, at_utc, kind from change where change_id <= ?1 order by change_id";
        self.connection()?.list(sql, &[as_of.into()], |row| {
            let is_revision = row.text(2)? == "revision";
            Ok(Moment { change: row.number(0)?, at_utc: row.text(1)?.to_owned(), is_revision })
        })
    }

    /// Ids of source records that were there and are not any more, each with the change that took it: it was taken back, or its
    /// work goes by another id since. Sorted by id.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn gone(&mut self, as_of: Change) -> Result<Vec<(String, Change)>, Error> {
        self.reading(|connection| {
            let registers = format!("{}%", register::SOURCE);
            let mut known: HashMap<String, Seen> = HashMap::new();
            let sql = "select record, since, until from record_version
                       where since <= ?1 and source not like ?2 and not invented";
            connection.each(sql, &[as_of.into(), registers.into()], &mut |row| {
                let (since, until) = (row.number(1)?, row.maybe_number(2)?.filter(|&until| until <= as_of));
                let seen = known.entry(row.text(0)?.to_owned()).or_insert(Seen { first: since, last: Some(0) });
                seen.first = seen.first.min(since);
                // One version in force is enough to be there.
                seen.last = seen.last.zip(until).map(|(last, until)| last.max(until));
                Ok(())
            })?;
            let ended = known.iter().filter_map(|(record, seen)| Some((record.clone(), seen.last?)));
            let mut gone: BTreeMap<String, Change> = ended.collect();
            let sql = concat!("select record, since from record_joined where ", holds!("record_joined"));
            connection.each(sql, &[as_of.into()], &mut |row| {
                let (record, joined) = (row.text(0)?, row.number(1)?);
                // One that was joined when it came never was a work by itself.
                if known.get(record).is_some_and(|seen| seen.first < joined) {
                    gone.insert(record.to_owned(), joined);
                }
                Ok(())
            })?;
            Ok(gone.into_iter().collect())
        })
    }

    /// The grants whose links to projects count, after what people decided, sorted. What is invented tells of none.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn found_grants(&mut self, as_of: Change) -> Result<Vec<FoundGrant>, Error> {
        self.reading(|connection| {
            let decided: HashMap<LinkKey, (Verdict, Change)> = decisions_in(connection, as_of)?
                .into_iter()
                .map(|decision| (decision.key, (decision.verdict, decision.since)))
                .collect();
            let mut grants: BTreeMap<(String, String, String), Change> = BTreeMap::new();
            let sql = format!(
                "select {LINK}, link.since from link
                 join record_version on record_version.record_version_id = link.record_version_id
                 where not record_version.invented and {}",
                holds!("link")
            );
            connection.each(&sql, &[as_of.into()], &mut |row| {
                let link = link_of(row)?;
                let mut since = row.number(8)?;
                let decision = decided.get(&link.key);
                if effective(link.standing, decision.map(|(verdict, _)| *verdict)) != Standing::Counted {
                    return Ok(());
                }
                since = decision.map_or(since, |(_, decided)| since.max(*decided));
                let first = grants.entry((link.key.scheme, link.key.value, link.key.project)).or_insert(since);
                *first = since.min(*first);
                Ok(())
            })?;
            let grant = |((scheme, value, project), since)| FoundGrant { scheme, value, project, since };
            Ok(grants.into_iter().map(grant).collect())
        })
    }
}
