//! Works as OpenAlex gives them: the partitions of its snapshot (JSON Lines), pages of its API, or one work.
//!
//! The decision to question: the abstract is put together before it is looked through. OpenAlex publishes it as an index from words to
//! positions, in which no name of two words stands as it is; so of every record the index is laid out, in raw bytes and without
//! parsing anything else, and looked through as the text that it will become. That costs less than it would to be clever about words.
//!
//! Read: ids, title, abstract, authors with affiliations as printed, journal, dates, type, MeSH terms, grants (`grants` until 2025,
//! `awards` and `funders` since). Passed over: everything else, above all what OpenAlex itself concluded (topics, institutions, counts).

mod index;
mod work;

use crate::ReadOptions;
use crate::Record;
use crate::json::{Head, JsonRecords, Layout, Shape, Wrong, member};
use crate::read::Candidates;

const ARRAYS: &[&[&str]] = &[&["results"]];

/// Whether a file that begins so holds works of OpenAlex.
pub(crate) fn is_beginning(head: &Head<'_>) -> bool {
    let is_work = |object: Option<&[u8]>| object.and_then(id_of).is_some();
    is_work(head.under(&[])) || is_work(head.under(&["results"]))
}

/// Reads the works of a file.
pub(crate) fn reader<'a>(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> JsonRecords<'a> {
    JsonRecords::new(&Works, options, candidates)
}

/// `openalex:W4412424744`; none if the object is no work.
fn id_of(object: &[u8]) -> Option<String> {
    let value = member(object, "id")?.strip_prefix(b"\"")?;
    let end = memchr::memchr(b'"', value)?;
    work_id(&String::from_utf8_lossy(&value[..end]).replace("\\/", "/"))
}

/// The id in `https://openalex.org/W4412424744`.
fn work_id(address: &str) -> Option<String> {
    let number = address.strip_prefix("https://openalex.org/W")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| format!("openalex:W{number}"))
}

struct Works;

impl Shape for Works {
    fn layout(&self, head: &Head<'_>) -> Layout {
        head.layout(ARRAYS, None)
    }

    fn keys(&self) -> &'static [&'static str] {
        &["title", "display_name", "authorships", "grants", "awards", "funders"]
    }

    fn id(&self, object: &[u8]) -> Option<String> {
        id_of(object)
    }

    fn hides(&self, object: &str, candidates: &dyn Candidates) -> bool {
        index::any_text(object.as_bytes(), |text| {
            let mut places = Vec::new();
            candidates.collect_in_json(text, 0..text.len(), &mut places);
            !places.is_empty()
        })
    }

    fn record(&self, object: &str) -> Result<Record, Wrong> {
        work::read(object)
    }
}

#[cfg(test)]
mod tests;
