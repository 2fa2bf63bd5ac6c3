//! What came of it: what was read, kept, refused and why, and which readings moved.

use crate::moved::{self, Moved};
use indicatif::HumanCount;
use ingest::Outcome;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// For people: a line a file, a sum, and the readings that moved.
pub(super) fn text(outcome: &Outcome, moved: &[Moved], seconds: f64) -> String {
    let mut out = String::new();
    for file in &outcome.files {
        let edition = file.edition.as_deref().map(|edition| format!(" ({edition})")).unwrap_or_default();
        let _ = write!(out, "{}{edition}: ", file.file);
        if file.unchanged {
            let _ = writeln!(out, "read before under the same rules and plan; nothing changed");
            continue;
        }
        let _ = write!(
            out,
            "{} records read, {} kept with {} mentions and {} links, {} not kept",
            HumanCount(file.read),
            HumanCount(file.kept),
            HumanCount(file.mentions),
            HumanCount(file.links),
            HumanCount(file.not_kept)
        );
        if file.deleted > 0 {
            let _ = write!(out, ", {} deletions", HumanCount(file.deleted));
        }
        if file.superseded {
            let _ = write!(out, "; nothing of it counts, since a later baseline is in the store");
        }
        out.push('\n');
    }
    let sum = |of: fn(&ingest::FileOutcome) -> u64| HumanCount(outcome.files.iter().map(of).sum());
    let _ = writeln!(
        out,
        "{} files read, {} refused: {} records, {} kept in {seconds:.1} s",
        outcome.files.len(),
        outcome.refused.len(),
        sum(|file| file.read),
        sum(|file| file.kept)
    );
    if outcome.files.iter().any(|file| !file.unchanged) {
        out.push_str(&moved::as_text(moved));
    }
    out
}

/// For programs; what differs from run to run stands under `meta`.
pub(super) fn json(outcome: &Outcome, moved: &[Moved], seconds: f64) -> Value {
    let files = outcome.files.iter().map(|file| {
        let mut row = json!(file);
        if let Some(object) = row.as_object_mut() {
            object.remove("change");
        }
        row
    });
    let changes: Vec<Option<u64>> = outcome.files.iter().map(|file| file.change).collect();
    json!({
        "files": files.collect::<Value>(),
        "refused": outcome.refused,
        "moved": moved::as_json(moved),
        "meta": {"changes": changes, "seconds": (seconds * 10.0).round() / 10.0},
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ingest::{FileOutcome, Refusal};

    fn outcome() -> Outcome {
        let file = FileOutcome {
            file: "pubmed26n0001.xml".to_owned(),
            edition: Some("2026-1".to_owned()),
            read: 1000,
            kept: 300,
            not_kept: 700,
            mentions: 301,
            links: 12,
            change: Some(4),
            ..FileOutcome::default()
        };
        let again = FileOutcome { file: "notes.jsonl".to_owned(), unchanged: true, ..FileOutcome::default() };
        let refusal =
            Refusal { file: "broken.xml".to_owned(), record: None, reason: "line 3: not well-formed".to_owned() };
        Outcome { files: vec![file, again], refused: vec![refusal] }
    }

    #[test]
    fn what_was_read_kept_and_refused_is_said_in_the_end() {
        assert_eq!(
            text(&outcome(), &[], 2.04),
            "pubmed26n0001.xml (2026-1): 1,000 records read, 300 kept with 301 mentions and 12 links, 700 not kept\n\
             notes.jsonl: read before under the same rules and plan; nothing changed\n\
             2 files read, 1 refused: 1,000 records, 300 kept in 2.0 s\n\
             no reading moved\n"
        );
    }

    #[test]
    fn json_keeps_what_differs_from_run_to_run_apart() {
        let json = json(&outcome(), &[], 2.04);
        assert_eq!(json["files"][0]["kept"], 300);
        assert!(json["files"][0].get("change").is_none());
        assert_eq!(json["refused"][0]["file"], "broken.xml");
        assert_eq!(json["meta"], serde_json::json!({"changes": [4, null], "seconds": 2.0}));
    }
}
