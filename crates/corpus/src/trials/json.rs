//! Studies in the JSON of ClinicalTrials.gov's API, the first (`FullStudiesResponse`) and the second (`protocolSection`).
//!
//! The decision to question: a study is parsed into a tree and not into types. The API has some 300 fields, adds to them without
//! notice, and every text in them may name a trial or a grant.

use super::number::trial_id;
use super::shape::{V1, V2};
use super::study;
use crate::json::{Head, JsonRecords, Layout, Shape, Wrong, has_key, member, parsed};
use crate::read::Candidates;
use crate::{ReadOptions, Record};
use serde_json::Value;

/// Where answers of the API hold their studies.
const ARRAYS: &[&[&str]] = &[&["studies"], &["FullStudiesResponse", "FullStudies"]];

/// Whether a file that begins so holds studies.
pub(crate) fn is_beginning(head: &Head<'_>) -> bool {
    let is_study = |object: Option<&[u8]>| {
        object.is_some_and(|object| {
            ["protocolSection", "derivedSection", "Study", "FullStudy", "ProtocolSection"]
                .iter()
                .any(|key| has_key(object, key))
        })
    };
    is_study(head.under(&[]))
        || ARRAYS.iter().any(|keys| is_study(head.under(keys)))
        // A search that found nothing is a whole answer, too.
        || has_key(head.first(), "FullStudiesResponse")
        || head.is_array(&["studies"]) && (has_key(head.first(), "totalCount") || head.under(&["studies"]).is_some_and(<[u8]>::is_empty))
}

/// Reads the studies of a file.
pub(crate) fn reader<'a>(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> JsonRecords<'a> {
    JsonRecords::new(&Studies, options, candidates)
}

struct Studies;

impl Shape for Studies {
    fn layout(&self, head: &Head<'_>) -> Layout {
        head.layout(ARRAYS, None)
    }

    fn keys(&self) -> &'static [&'static str] {
        &[]
    }

    fn id(&self, object: &[u8]) -> Option<String> {
        let mut value = object;
        for key in ["FullStudy", "Study"] {
            value = member(value, key).unwrap_or(value);
        }
        let paths = [
            ["protocolSection", "identificationModule", "nctId"],
            ["ProtocolSection", "IdentificationModule", "NCTId"],
        ];
        let number = paths.iter().find_map(|keys| keys.iter().try_fold(value, |value, key| member(value, key)))?;
        let number = number.strip_prefix(b"\"")?;
        let number = &number[..memchr::memchr(b'"', number)?];
        trial_id(std::str::from_utf8(number).ok()?)
    }

    fn record(&self, object: &str) -> Result<Record, Wrong> {
        let whole: Value = parsed(object, "a study of ClinicalTrials.gov")?;
        let mut study = &whole;
        for key in ["FullStudy", "Study"] {
            study = study.get(key).unwrap_or(study);
        }
        let shape = if study.get("ProtocolSection").is_some() { &V1 } else { &V2 };
        Ok(study::read(study, shape)?)
    }
}
