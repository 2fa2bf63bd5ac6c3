//! The demo's real citations: facts only, and the same facts as in the file they come from.

use corpus::{Input, Item, ReadOptions, Record};
use mention::{FieldKind, Mention, Passage, Prefilter, Recogniser, SchemeSet, scheme_info};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every record of a file.
fn records(path: PathBuf, every_record: bool) -> Vec<Record> {
    let mut records = Vec::new();
    let options = ReadOptions { every_record, strict: true, ..ReadOptions::default() };
    let prefilter = Prefilter::new(&SchemeSet::all());
    let summary = corpus::read(&Input::File(path), &options, &prefilter, &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })
    .expect("a good file");
    assert!(summary.edition.is_some());
    records
}

fn sample() -> Vec<Record> {
    records(root().join("demo/pubmed-sample-1.xml"), true)
}

/// The mentions of a record outside its reference list, each with its field.
fn mentions(record: &Record, recogniser: &Recogniser) -> Vec<(String, FieldKind, Mention)> {
    let fields = record.fields.iter().filter(|field| field.kind != FieldKind::Reference);
    fields
        .flat_map(|field| {
            let passage = Passage { text: &field.text, kind: field.kind, beside: &field.beside };
            recogniser.mentions(passage).into_iter().map(|mention| (field.name.clone(), field.kind, mention))
        })
        .collect()
}

fn is_japanese(mention: &Mention) -> bool {
    scheme_info(&mention.scheme).is_some_and(|info| info.country == "jp" && info.kind != mention::SchemeKind::Trial)
}

#[test]
fn of_an_abstract_or_an_affiliation_nothing_stands_in_the_sample_but_for_a_mention() {
    let recogniser = Recogniser::new(&SchemeSet::all());
    for record in sample() {
        let found = mentions(&record, &recogniser);
        for field in &record.fields {
            let mut here =
                found.iter().filter(|(name, ..)| *name == field.name).map(|(.., mention)| mention).peekable();
            match field.kind {
                FieldKind::Abstract | FieldKind::ConflictOfInterest => {
                    let words: Vec<&str> = here.map(|mention| &field.text[mention.span.clone()]).collect();
                    assert_eq!(field.text, words.join(" … "), "{} {}", record.id, field.name);
                }
                FieldKind::Affiliation => {
                    assert!(here.peek().is_some(), "{} {}: {}", record.id, field.name, field.text);
                }
                FieldKind::Reference | FieldKind::Text => panic!("{} has {}", record.id, field.name),
                _ => {}
            }
        }
    }
}

#[test]
fn the_sample_says_that_it_is_one_and_holds_no_invented_citation() {
    let path = root().join("demo/pubmed-sample-1.xml");
    assert!(corpus::Edition::of_file_name("pubmed-sample-1.xml").is_some_and(corpus::Edition::is_sample));
    assert!(sample().iter().all(|record| !record.invented && record.publication_date().is_some()));
    let text = std::fs::read_to_string(path).expect("the sample");
    assert!(text.len() < 1_500_000, "{} bytes", text.len());
}

#[test]
fn every_citation_of_the_real_file_that_names_something_japanese_is_in_the_sample_and_names_the_same() {
    let path = root().join("../shared/real/pubmed21n1298-even.xml.gz");
    if !path.exists() {
        eprintln!("SKIPPED: no real PubMed file at {}", path.display());
        return;
    }
    let recogniser = Recogniser::new(&SchemeSet::all());
    let named = |record: &Record| {
        let mut found: Vec<(String, String, FieldKind)> = mentions(record, &recogniser)
            .into_iter()
            .map(|(_, kind, mention)| (mention.scheme.into_owned(), mention.value, kind))
            .collect();
        found.sort_by_key(|(scheme, value, kind)| (scheme.clone(), value.clone(), format!("{kind:?}")));
        found
    };
    let sample: BTreeMap<String, Record> = sample().into_iter().map(|record| (record.id.clone(), record)).collect();
    let (mut japanese, mut others) = (0, 0);
    for record in records(path, false) {
        let names_japan = mentions(&record, &recogniser).iter().any(|(.., mention)| is_japanese(mention));
        match sample.get(&record.id) {
            Some(cut) => {
                assert_eq!(named(cut), named(&record), "{}", record.id);
                assert_eq!(
                    (&cut.title, &cut.dates, &cut.identifiers),
                    (&record.title, &record.dates, &record.identifiers)
                );
                let names = |record: &Record| -> Vec<(String, String)> {
                    record.authors.iter().map(|author| (author.family.clone(), author.given.clone())).collect()
                };
                assert_eq!(names(cut), names(&record), "{}", record.id);
                *if names_japan { &mut japanese } else { &mut others } += 1;
            }
            None => assert!(!names_japan, "{} names something Japanese and is missing", record.id),
        }
    }
    assert_eq!((japanese + others, sample.len()), (164, 164));
    assert_eq!((japanese, others), (57, 107));
}
