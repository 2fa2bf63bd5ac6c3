//! The recognisers against the texts that others labelled, where those lie beside the repository.

use mention::score::{FoundRow, GoldRow, Tally, Terms, compare};
use mention::{Certainty, FieldKind, Passage, Recogniser};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Labels that we are sure are missing, each with the reason: set aside, so that no rule has to be bent.
const DISPUTED: &str = include_str!("disputed.jsonl");

const SETS: &[(&str, &str)] = &[
    ("snippets/gold.jsonl", "snippets/texts.jsonl"),
    ("external/grobid-acknowledgements.gold.jsonl", "external/grobid-acknowledgements.jsonl"),
    ("external/funding-statements.gold.jsonl", "external/funding-statements.jsonl"),
    ("external/openaire-iis.gold.jsonl", "external/openaire-iis.jsonl"),
    ("external/ackextract-covid.gold.jsonl", "external/ackextract-covid.jsonl"),
];

fn folder() -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real"));
    if folder.is_dir() {
        return Some(folder.to_owned());
    }
    eprintln!("SKIPPED: the labelled texts of {} are absent; nothing was measured", folder.display());
    None
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("the file is readable");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn word(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn schemes(value: &Value) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn found_in(text: &Value) -> Vec<FoundRow> {
    let words = word(text, "text");
    let passage = Passage { text: &words, kind: FieldKind::Text, beside: "" };
    let mentions = Recogniser::default().mentions(passage);
    mentions
        .into_iter()
        .map(|mention| FoundRow {
            record: word(text, "record"),
            scheme: mention.scheme.into_owned(),
            value: mention.value,
            raw: words[mention.span].to_owned(),
            rule: mention.rule.into_owned(),
            reason: match mention.certainty {
                Certainty::Certain => String::new(),
                Certainty::Doubtful { reason } => reason.into_owned(),
            },
            ..FoundRow::default()
        })
        .collect()
}

#[test]
fn numbers_in_labelled_texts_are_recognised_and_nothing_else_is() {
    let Some(folder) = folder() else { return };
    let promises: Value = serde_json::from_str(
        &std::fs::read_to_string(folder.join("GOLD.json")).expect("GOLD.json stands beside the gold files"),
    )
    .expect("GOLD.json is JSON");
    let disputed: Vec<GoldRow> = DISPUTED
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"))
        .map(|row| GoldRow {
            record: word(&row, "record"),
            scheme: word(&row, "scheme"),
            value: word(&row, "value"),
            ..GoldRow::default()
        })
        .collect();
    let mut pooled = Tally { exhaustive: true, ..Tally::default() };
    let mut amed = Tally::default();
    for (gold, texts) in SETS {
        let terms = Terms { exhaustive: schemes(&promises[gold]["exhaustive"]), recall_only: BTreeSet::new() };
        let rows: Vec<GoldRow> = lines(&folder.join(gold))
            .iter()
            .map(|row| GoldRow {
                record: word(row, "record"),
                scheme: word(row, "scheme"),
                value: word(row, "value"),
                raw: word(row, "raw"),
                doubtful: row["doubtful"] == true,
                ..GoldRow::default()
            })
            .collect();
        let found: Vec<FoundRow> = lines(&folder.join(texts)).iter().flat_map(found_in).collect();
        for (scheme, tally) in compare(&rows, &disputed, &found, &terms) {
            for miss in &tally.misses {
                eprintln!("missed {} {} {} {}", miss.row.record, scheme, miss.row.value, miss.row.raw);
            }
            for alarm in &tally.false_alarms {
                eprintln!("false {} {} {} `{}` {}", alarm.record, scheme, alarm.value, alarm.raw, alarm.rule);
            }
            for one in &tally.waiting {
                eprintln!("waiting {} {} {} `{}` {}", one.record, scheme, one.value, one.raw, one.reason);
            }
            if scheme == "amed" {
                amed.add(&tally);
            }
            pooled.add(&tally);
        }
    }
    let precision = pooled.precision().expect("something was found").value();
    let recall = pooled.recall().expect("gold is not empty").value();
    eprintln!("pooled: precision {precision:.4}, recall {recall:.4}, {} hits", pooled.hits);
    assert!(precision >= 0.99 && recall >= 0.99, "precision {precision:.4}, recall {recall:.4}");
    assert!(amed.misses.is_empty() && amed.false_alarms.is_empty(), "an error with AMED");
}
