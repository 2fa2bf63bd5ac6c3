//! The prefilter against a full parse of real files: not one mention fewer.

use corpus::{Input, Item, ReadOptions};
use mention::{Passage, Prefilter, Recogniser, SchemeSet};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real"));
    let names = [
        "pubmed21n1298-even.xml.gz",
        "jats/pmc.tar.gz",
        "jats/plos.tar.gz",
        "jats/elife.tar.gz",
        "jats/craft.tar.gz",
        "jats/scielo.tar.gz",
        "jats/biorxiv/2021.11.17.469032.xml",
        "jats/mixed/frontiers_1.xml",
        "jats/mixed/hindawi_1.xml",
        "jats/mixed/mdpi_1.xml",
        "jats/mixed/mdpi_2.xml",
        "jats/mixed/od_______908__0452195ccf851072fd097fc49bfbb9da.xml",
        "jats/mixed/plos_2.xml",
        "snippets/texts.jsonl",
        "external/grobid-acknowledgements.jsonl",
        "external/funding-statements.jsonl",
        "external/openaire-iis.jsonl",
        "external/ackextract-covid.jsonl",
    ];
    let files: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).filter(|path| path.is_file()).collect();
    if files.len() < names.len() {
        eprintln!(
            "SKIPPED: {} of {} real files are absent from {}",
            names.len() - files.len(),
            names.len(),
            folder.display()
        );
    }
    files
}

/// Every mention of a file: record, field, start, scheme, value.
fn mentions(
    path: &Path,
    set: &SchemeSet,
    every_record: bool,
    only_candidates: bool,
) -> BTreeSet<(String, String, usize, String, String)> {
    let recogniser = Recogniser::new(set);
    let prefilter = Prefilter::new(set);
    let options = ReadOptions { every_record, only_candidates, checksum: false, ..ReadOptions::default() };
    let mut found = BTreeSet::new();
    corpus::read(&Input::File(path.to_owned()), &options, &prefilter, &mut |item| {
        let Item::Record(record) = item else { return Ok(()) };
        for field in &record.fields {
            let passage = Passage { text: &field.text, kind: field.kind, beside: &field.beside };
            for mention in recogniser.mentions(passage) {
                let scheme = mention.scheme.into_owned();
                found.insert((record.id.clone(), field.name.clone(), mention.span.start, scheme, mention.value));
            }
        }
        Ok(())
    })
    .expect("a real file is read to its end");
    found
}

#[test]
fn the_prefilter_loses_no_mention_of_a_full_parse() {
    for path in files() {
        for set in [SchemeSet::plan(), SchemeSet::all()] {
            let full = mentions(&path, &set, true, false);
            for only_candidates in [false, true] {
                let filtered = mentions(&path, &set, false, only_candidates);
                let lost: Vec<_> = full.difference(&filtered).collect();
                assert!(lost.is_empty(), "{}: lost {lost:?}", path.display());
                assert_eq!(full.len(), filtered.len());
            }
            eprintln!("{}: {} mentions", path.display(), full.len());
        }
    }
}
