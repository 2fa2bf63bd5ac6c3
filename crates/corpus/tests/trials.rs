//! Real files of trial registers: nothing that a full parse finds is lost by looking first.

use corpus::{Format, Input, Item, ReadOptions, Record, read};
use mention::{Passage, Prefilter, Recogniser, SchemeSet};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The real files of a folder; none, and said so, where the folder is absent.
fn real(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real").join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: {} is absent, nothing was tested", folder.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        !(name == "README.md" || name.ends_with("gold.jsonl") || name == "rejected.jsonl")
    });
    files.sort();
    files
}

fn records(file: &Path, options: &ReadOptions) -> (Vec<Record>, Format) {
    let mut records = Vec::new();
    let prefilter = Prefilter::new(&SchemeSet::all());
    let summary = read(&Input::File(file.to_owned()), options, &prefilter, &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })
    .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    (records, summary.format)
}

type Found = BTreeSet<(String, String, String, String)>;

fn mentions(records: &[Record], recogniser: &Recogniser) -> Found {
    let mut found = Found::new();
    for record in records {
        for field in &record.fields {
            let passage = Passage { text: &field.text, kind: field.kind, beside: &field.beside };
            for mention in recogniser.mentions(passage) {
                found.insert((record.id.clone(), field.name.clone(), mention.scheme.into_owned(), mention.value));
            }
        }
    }
    found
}

#[track_caller]
fn nothing_is_lost(folder: &str, source: &str) {
    let recogniser = Recogniser::new(&SchemeSet::all());
    for file in real(folder) {
        let every = ReadOptions { every_record: true, ..ReadOptions::default() };
        let (all, format) = records(&file, &every);
        assert_eq!(format.source(), source, "{}", file.display());
        assert!(!all.is_empty(), "{}", file.display());
        let whole = mentions(&all, &recogniser);
        for options in [ReadOptions::default(), ReadOptions { only_candidates: true, ..ReadOptions::default() }] {
            let (some, _) = records(&file, &options);
            let lost: Vec<_> = whole.difference(&mentions(&some, &recogniser)).cloned().collect();
            assert!(lost.is_empty(), "{}: {lost:?}", file.display());
        }
    }
}

#[test]
fn no_mention_of_a_study_is_lost() {
    nothing_is_lost("trials", "clinicaltrials");
}

#[test]
fn a_study_names_itself_in_a_field_of_its_own() {
    for file in real("trials") {
        let (all, _) = records(&file, &ReadOptions { every_record: true, ..ReadOptions::default() });
        for record in all {
            let own = record.fields.iter().find(|field| field.name == "id").map(|field| format!("nct:{}", field.text));
            assert_eq!(own, Some(record.id.clone()), "{}", file.display());
            assert!(record.version > 20_000_000, "{}: {}", file.display(), record.version);
            assert!(record.trial.is_some_and(|trial| !trial.sponsor.is_empty()), "{}", file.display());
        }
    }
}

#[test]
fn no_mention_of_an_export_is_lost() {
    nothing_is_lost("ictrp", "ictrp");
}

#[test]
fn no_mention_of_a_sheet_is_lost() {
    nothing_is_lost("rs/csv-2024", "rs");
}

#[test]
fn a_sheet_in_a_zip_with_a_japanese_name_is_read() {
    for file in real("rs/zip-2024") {
        let (all, format) = records(&file, &ReadOptions { every_record: true, ..ReadOptions::default() });
        assert_eq!((format, all.len()), (Format::RsTable, 5664), "{}", file.display());
    }
}

#[test]
fn sums_of_a_sheet_add_up_exactly() {
    let mut checked = 0;
    for file in real("rs/csv-2024").iter().filter(|file| file.to_string_lossy().contains("/2-1_")) {
        let (all, _) = records(file, &ReadOptions { every_record: true, ..ReadOptions::default() });
        for record in all {
            let budget = record.budget.expect("sums");
            let of = |item: &str, year| {
                let rows = budget.rows.iter().filter(move |row| row.item == item && row.fiscal_year == Some(year));
                rows.map(|row| row.amount_yen.expect("a whole number")).collect::<Vec<_>>()
            };
            for year in 2021..=2024 {
                let total = of("当初予算（合計）", year);
                if let [total] = total[..] {
                    assert_eq!(of("当初予算", year).iter().sum::<i64>(), total, "{} {year}", record.id);
                    checked += 1;
                }
            }
        }
    }
    if !real("rs/csv-2024").is_empty() {
        assert!(checked > 20, "{checked}");
    }
}

/// What gold says of a register's own numbers must be found at least as identifiers.
#[test]
fn the_own_number_of_each_trial_is_its_identifier() {
    for folder in ["trials", "ictrp"] {
        let mut ids: BTreeSet<(String, String)> = BTreeSet::new();
        for file in real(folder) {
            let (all, _) = records(&file, &ReadOptions { every_record: true, ..ReadOptions::default() });
            ids.extend(all.into_iter().flat_map(|record| {
                let id = record.id;
                record.identifiers.into_iter().map(move |identifier| (id.clone(), identifier))
            }));
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real").join(folder).join("gold.jsonl");
        let Ok(gold) = std::fs::read_to_string(&path) else { continue };
        for line in gold.lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a row");
            let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            if row["self"] == true {
                let own = format!("{}:{}", word("scheme"), word("value"));
                assert!(ids.contains(&(word("record"), own.clone())), "{folder}: {} has no {own}", word("record"));
            }
        }
    }
}
