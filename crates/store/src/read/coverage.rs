//! What has been read: the batches, and what they add up to.

use crate::connection::Row;
use crate::store::holds;
use crate::{Batch, Error, Store};
use indicator::{Change, Coverage};
use plan::FiscalYear;
use std::collections::BTreeMap;

/// Samples, invented and not, are told apart from what the source itself gave.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    is_invented: bool,
    is_sample: bool,
    source: String,
}

/// Source classes by source: what one can look for in its records. A source that is not here covers nothing.
const CLASSES: &[(&str, &[&str])] = &[
    ("pubmed", &["abstracts"]),
    ("crossref", &["abstracts"]),
    ("openalex", &["abstracts"]),
    ("jats", &["full-text"]),
    ("clinicaltrials", &["trials"]),
    ("ictrp", &["trials"]),
    ("kaken", &["grants"]),
];

fn classes_of(source: &str) -> &'static [&'static str] {
    CLASSES.iter().find(|(name, _)| *name == source).map_or(&[], |(_, classes)| classes)
}

impl Store {
    /// The batches of files that were read and hold, oldest first. Hand-ins are [`Store::entry_hand_ins`].
    ///
    /// # Errors
    /// If the database refuses.
    pub fn batches(&mut self, as_of: Change) -> Result<Vec<Batch>, Error> {
        let sql = concat!(
            "select batch.batch_id, batch.file, batch.sha256, coalesce(batch.edition_year, -1),
                    coalesce(batch.edition_number, -1), change.day_in_tokyo, batch.records_read, batch.records_kept,
                    batch.invented, batch.source
             from batch join change on change.change_id = batch.since
             where batch.source not like 'register:%' and ",
            holds!("batch"),
            " order by batch.batch_id"
        );
        self.connection()?.list(sql, &[as_of.into()], |row| {
            Ok(Batch {
                number: row.number(0)?,
                file: row.text(1)?.to_owned(),
                sha256: row.text(2)?.to_owned(),
                source: row.text(9)?.to_owned(),
                edition: edition(row, 3)?.map(|edition| edition.to_string()).unwrap_or_default(),
                on: row.parsed(5, |day| day.parse().ok())?,
                read: row.number(6)?,
                kept: row.number(7)?,
                invented: row.bool(8)?,
            })
        })
    }

    /// What has been read, by source: its files, samples of them, and what was invented. Texts cover nothing, since nobody
    /// knows what they were chosen from.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn coverage(&mut self, as_of: Change) -> Result<Vec<Coverage>, Error> {
        let sql = concat!(
            "select invented, coalesce(edition_year, -1), coalesce(edition_number, -1), records_by_fiscal_year,
                    records_by_calendar_year, since, source
             from batch where ",
            holds!("batch"),
            " order by batch_id"
        );
        let mut groups: BTreeMap<Group, Coverage> = BTreeMap::new();
        self.connection()?.each(sql, &[as_of.into()], &mut |row| {
            let source = row.text(6)?;
            // A register is its own class: what was handed in covers the years that it speaks for.
            let own = [source];
            let classes = if source.starts_with(crate::register::SOURCE) { &own[..] } else { classes_of(source) };
            if classes.is_empty() {
                return Ok(());
            }
            let edition = edition(row, 1)?;
            let is_sample = edition.is_some_and(|edition| edition.year == 0);
            let group = Group { is_invented: row.bool(0)?, is_sample, source: source.to_owned() };
            let coverage = groups.entry(group).or_insert_with_key(|group| Coverage {
                source: group.source.clone(),
                classes: classes.iter().map(|&class| class.to_owned()).collect(),
                editions: Default::default(),
                files_read: 0,
                files_total_at_least: None,
                records_by_year: BTreeMap::new(),
                records_by_calendar_year: BTreeMap::new(),
                invented: group.is_invented,
                since: 0,
                until: None,
            });
            coverage.editions.extend(edition.map(|edition| edition.to_string()));
            coverage.files_read += 1;
            if let Some(edition) = edition.filter(|edition| edition.year > 0) {
                // Files are numbered from 1, so there are at least as many as the highest number says.
                let total = coverage.files_total_at_least.unwrap_or(0);
                coverage.files_total_at_least = Some(total.max(edition.number.into()));
            }
            for (year, records) in years(row, 3)? {
                *coverage.records_by_year.entry(FiscalYear(year)).or_default() += records;
            }
            for (year, records) in years(row, 4)? {
                *coverage.records_by_calendar_year.entry(year).or_default() += records;
            }
            coverage.since = coverage.since.max(row.number(5)?);
            Ok(())
        })?;
        Ok(groups.into_values().collect())
    }
}

/// Year and number in two columns; -1 is none.
fn edition(row: &Row<'_>, column: usize) -> Result<Option<corpus::Edition>, Error> {
    let (year, number) = (row.int(column)?, row.int(column + 1)?);
    Ok(match (u16::try_from(year), u32::try_from(number)) {
        (Ok(year), Ok(number)) => Some(corpus::Edition { year, number }),
        _ => None,
    })
}

fn years(row: &Row<'_>, column: usize) -> Result<BTreeMap<i16, u64>, Error> {
    row.parsed(column, |json| serde_json::from_str(json).ok())
}
