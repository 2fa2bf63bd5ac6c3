//! Rows of a new batch.

use super::NewBatch;
use crate::body::Packer;
use crate::code::code;
use crate::connection::{Connection, Value};
use crate::{Error, KeptRecord};
use corpus::{Author, Record};
use indicator::Change;
use std::collections::HashMap;

/// Authors shown in a line; of more the line says `et al.`.
const AUTHORS_IN_A_LINE: usize = 10;

/// The batch and what it holds. If a later baseline is in force it ends as it begins, and what it holds is of no use.
pub(super) fn batch(
    connection: &mut Connection,
    batch: &NewBatch<'_>,
    change: Change,
    superseded: bool,
) -> Result<(), Error> {
    let (file, summary) = (batch.file, batch.file.summary);
    let json = |map: &std::collections::BTreeMap<i16, u64>| {
        serde_json::to_string(map).map_err(|error| Error::Damaged(error.to_string()))
    };
    let invented = !file.records.is_empty() && file.records.iter().all(|kept| kept.record.invented);
    let row: Vec<(&str, Value<'_>)> = vec![
        ("batch_id", batch.number.into()),
        ("file", file.file.into()),
        ("sha256", summary.sha256.clone().unwrap_or_default().into()),
        ("bytes", summary.bytes.into()),
        ("bytes_inflated", summary.bytes_inflated.into()),
        ("format", summary.format.name().into()),
        ("source", summary.format.source().into()),
        ("version_high", batch.seen.highest_version().into()),
        ("edition_year", summary.edition.map(|edition| i64::from(edition.year)).into()),
        ("edition_number", summary.edition.map(|edition| i64::from(edition.number)).into()),
        ("reader", concat!("shirube ", env!("CARGO_PKG_VERSION")).into()),
        ("rules", file.rules.join(" ").into()),
        ("keep", code(&file.keep)?.into()),
        ("plan_digest", batch.plan_digest.into()),
        ("records_read", summary.records_read.into()),
        ("records_with_mentions", file.with_mentions.into()),
        ("records_kept", (file.records.len() as u64).into()),
        ("records_deleted", summary.deleted.into()),
        ("records_without_date", summary.records_without_date.into()),
        ("records_by_fiscal_year", json(&summary.records_by_fiscal_year)?.into()),
        ("records_by_calendar_year", json(&summary.records_by_calendar_year)?.into()),
        ("invented", invented.into()),
        ("since", change.into()),
        ("until", superseded.then_some(change).into()),
    ];
    let (columns, values): (Vec<&str>, Vec<Value<'_>>) = row.into_iter().unzip();
    connection.insert("batch", &columns, &[values])
}

/// What a batch holds, and the records it keeps, each waiting to be chosen. Gives the numbers of their rows.
pub(super) fn record_versions<'a>(
    connection: &mut Connection,
    batch: &NewBatch<'a>,
    packer: &mut Packer,
) -> Result<HashMap<i64, &'a KeptRecord>, Error> {
    let seen = vec![batch.number.into(), batch.seen.pack(packer)?.into(), batch.deleted.pack(packer)?.into()];
    connection.insert("batch_seen", &["batch_id", "seen", "deleted"], &[seen])?;
    // Where a file gives a version of a citation twice, the later one stands.
    let records: &'a [KeptRecord] = batch.file.records;
    let last: HashMap<(&str, u32), usize> = records
        .iter()
        .enumerate()
        .map(|(index, kept)| ((kept.record.id.as_str(), kept.record.version), index))
        .collect();
    let mut number = connection.next_number("record_version")?;
    let mut numbers = HashMap::new();
    let (mut versions, mut bodies) = (Vec::new(), Vec::new());
    for (index, kept) in records.iter().enumerate() {
        if last[&(kept.record.id.as_str(), kept.record.version)] != index {
            continue;
        }
        versions.push(record_version(number, batch, kept));
        bodies.push(vec![number.into(), packer.pack_record(kept)?.into()]);
        numbers.insert(number, kept);
        number += 1;
    }
    connection.insert("record_version", RECORD_VERSION, &versions)?;
    connection.insert("record_body", &["record_version_id", "body"], &bodies)?;
    Ok(numbers)
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
    "likeness",
];

fn record_version<'a>(number: i64, batch: &NewBatch<'_>, kept: &'a KeptRecord) -> Vec<Value<'a>> {
    let record = &kept.record;
    vec![
        number.into(),
        batch.number.into(),
        (&record.id).into(),
        record.version.into(),
        (&record.kind).into(),
        source_of(batch.file.summary.format.source(), &record.id).into(),
        title(record).into(),
        authors(&record.authors).into(),
        record.journal.as_ref().map_or("", journal).into(),
        kept.published.as_ref().map(|published| published.date.to_string()).into(),
        record.publication_types.join("\n").into(),
        evidence::is_retracted(record).into(),
        record.invented.into(),
        (&record.licence).into(),
        likeness_of(kept).into(),
    ]
}

/// The number of what a record resembles others by.
pub(super) fn likeness_of(kept: &KeptRecord) -> Option<i64> {
    let year = kept.published.as_ref().map(|published| published.date.year());
    evidence::likeness(&kept.record, year).map(|text| crate::seen::hash(&text).cast_signed())
}

/// Who told us: the source whose file it is; of a file that could be anybody's, what the id says.
fn source_of<'a>(source: &'static str, id: &'a str) -> &'a str {
    match id.split_once(':') {
        _ if source != "texts" => source,
        Some(("pmid", _)) => "pubmed",
        Some((source, _)) => source,
        None => "text",
    }
}

fn title(record: &Record) -> &str {
    match &record.vernacular_title {
        Some(original) if record.title.is_empty() => original,
        _ => &record.title,
    }
}

fn journal(journal: &corpus::Journal) -> &str {
    if journal.abbreviation.is_empty() { &journal.title } else { &journal.abbreviation }
}

fn authors(authors: &[Author]) -> String {
    let names: Vec<String> = authors.iter().take(AUTHORS_IN_A_LINE).map(author).collect();
    let line = names.join(", ");
    if authors.len() > AUTHORS_IN_A_LINE { line + " et al." } else { line }
}

fn author(author: &Author) -> String {
    let given = if author.initials.is_empty() { &author.given } else { &author.initials };
    if given.is_empty() { author.family.clone() } else { format!("{} {given}", author.family) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_of_authors_is_cut_and_says_so() {
        let one = Author { family: "Ode".into(), initials: "M".into(), given: "Mira".into(), ..Author::default() };
        let group = Author { family: "Lakes of Arden Group".into(), collective: true, ..Author::default() };
        assert_eq!(authors(&[one.clone(), group]), "Ode M, Lakes of Arden Group");
        assert!(authors(&vec![one; 11]).ends_with("Ode M et al."));
    }
}
