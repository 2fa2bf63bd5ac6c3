//! Finding records by words, and saying why they were found.

use super::head::found;
use crate::body::Packer;
use crate::connection::Value;
use crate::write::bodies;
use crate::{Error, Head, Hit, KeptRecord, Store, register};
use evidence::sentence_around;
use search::Query;
use std::collections::HashMap;

impl Store {
    /// Records that hold what was typed, best first: in the title, among the authors, the journal or the identifiers, or in the words
    /// around a mention.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn search(&mut self, typed: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        let query = Query::parse(typed);
        let as_of = self.change()?;
        self.reading(|connection| {
            let numbers = connection.search(&query, limit as u64)?;
            let keys: Vec<Value<'_>> = numbers.iter().map(|&number| number.into()).collect();
            let mut records = HashMap::new();
            let sql = "select record_version_id, record from record_version where record_version_id in (?keys)";
            connection.each_of(sql, &[], &keys, &mut |row| {
                records.insert(row.int(0)?, row.text(1)?.to_owned());
                Ok(())
            })?;
            let names: Vec<String> = records.values().cloned().collect();
            let heads = found(connection, &names, as_of)?;
            let bodies = bodies(connection, &numbers, &mut Packer::new())?;
            let mut hits = Vec::with_capacity(numbers.len());
            for number in &numbers {
                let Some(head) = records.get(number).and_then(|record| heads.get(record)).filter(|head| !head.withheld)
                else {
                    continue;
                };
                let places = match bodies.get(number) {
                    Some(kept) => places(kept),
                    None => register::places(connection, head, as_of)?,
                };
                hits.push(why(&query, head.clone(), &places));
            }
            Ok(hits)
        })
    }
}

/// What of a record can be found, by where it stands.
fn places(kept: &KeptRecord) -> Vec<(String, String)> {
    let record = &kept.record;
    let mut places: Vec<(&str, String)> = vec![("title", record.title.clone())];
    places.extend(record.vernacular_title.iter().map(|title| ("title", title.clone())));
    for found in &kept.mentions {
        if let Some(field) = record.fields.iter().find(|field| field.name == found.field) {
            places.push((&field.name, field.text[sentence_around(&field.text, &found.mention.span)].to_owned()));
        }
    }
    let authors: Vec<String> =
        record.authors.iter().map(|author| format!("{} {}", author.family, author.given)).collect();
    places.push(("authors", authors.join(", ")));
    places.extend(record.journal.iter().map(|journal| ("journal", journal.title.clone())));
    places.push(("identifiers", record.identifiers.join(" ")));
    places.into_iter().map(|(field, text)| (field.to_owned(), text)).collect()
}

/// The first place that holds all that was typed, or else the first that holds some of it.
fn why(query: &Query, head: Head, places: &[(String, String)]) -> Hit {
    let whole = places.iter().find_map(|(field, text)| Some((field, text, query.find(text)?)));
    let part = || {
        places.iter().find_map(|(field, text)| {
            let marks = query.marks(text);
            (!marks.is_empty()).then_some((field, text, marks))
        })
    };
    match whole.or_else(part) {
        Some((field, text, marks)) => Hit { head, field: field.clone(), text: text.clone(), marks },
        None => Hit { field: "title".to_owned(), text: head.title.clone(), marks: Vec::new(), head },
    }
}
