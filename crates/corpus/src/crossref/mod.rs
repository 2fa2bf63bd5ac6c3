//! Works as Crossref gives them: pages of its API, the files of its public data file, JSON Lines, or one work.
//!
//! The decision to question: a record is what was deposited, with its faults. One publisher files all award numbers of a paper under its
//! first funder, another puts three numbers into one string; telling them apart is the recogniser's business, which sees the agency beside
//! every number.
//!
//! Read: DOI, titles, abstract, authors with affiliations, journal, dates, type, funders with awards (old shape `award`, new shape
//! `award-info`), clinical trial numbers, updates and relations, unstructured references, licence. Passed over: everything else.

mod work;

use crate::ReadOptions;
use crate::Record;
use crate::json::{Head, JsonRecords, Layout, Shape, Wrong, has_key, member};
use crate::read::Candidates;

/// Where the API and the public data file hold the works.
const ARRAYS: &[&[&str]] = &[&["message", "items"], &["items"]];
/// Where the API holds a single work.
const MEMBER: &[&str] = &["message"];

/// Whether a file that begins so holds works of Crossref.
pub(crate) fn is_beginning(head: &Head<'_>) -> bool {
    let is_work = |object: Option<&[u8]>| {
        object.is_some_and(|object| {
            ["DOI", "reference-count", "is-referenced-by-count"].iter().any(|key| has_key(object, key))
        })
    };
    let is_answer = || {
        let kind = member(head.first(), "message-type");
        kind.is_some_and(|kind| kind.starts_with(b"\"work\"") || kind.starts_with(b"\"work-list\""))
    };
    is_work(head.under(&[]))
        || is_work(head.under(MEMBER))
        || ARRAYS.iter().any(|keys| is_work(head.under(keys)))
        || is_answer()
}

/// Reads the works of a file.
pub(crate) fn reader<'a>(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> JsonRecords<'a> {
    JsonRecords::new(&Works, options, candidates)
}

struct Works;

impl Shape for Works {
    fn layout(&self, head: &Head<'_>) -> Layout {
        head.layout(ARRAYS, Some(MEMBER))
    }

    fn keys(&self) -> &'static [&'static str] {
        &["title", "subtitle", "original-title", "abstract", "author", "funder", "clinical-trial-number", "reference"]
    }

    fn id(&self, object: &[u8]) -> Option<String> {
        let value = member(object, "DOI")?.strip_prefix(b"\"")?;
        let end = memchr::memchr(b'"', value)?;
        let doi = String::from_utf8_lossy(&value[..end]).replace("\\/", "/");
        Some(format!("doi:{}", doi.to_lowercase()))
    }

    fn record(&self, object: &str) -> Result<Record, Wrong> {
        work::read(object)
    }
}

#[cfg(test)]
mod tests;
