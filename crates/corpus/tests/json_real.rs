//! The prefilter against a full parse of every real file of Crossref, OpenAlex and KAKEN: not one mention fewer. And: what stands before a record in its file
//! changes nothing about it.

use corpus::{Format, Input, Item, ReadOptions, Record, read};
use mention::{Passage, Prefilter, Recogniser, SchemeSet};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn records(input: &Input, options: &ReadOptions, prefilter: &Prefilter) -> (Format, u64, Vec<Record>) {
    let mut records = Vec::new();
    let summary = read(input, options, prefilter, &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })
    .unwrap_or_else(|error| panic!("{}: {error}", input.name()));
    (summary.format, summary.records_read, records)
}

fn mentions(records: &[Record], recogniser: &Recogniser) -> Vec<(String, String, String, String)> {
    let mut found = Vec::new();
    for record in records {
        for field in &record.fields {
            let passage = Passage { text: &field.text, kind: field.kind, beside: &field.beside };
            for mention in recogniser.mentions(passage) {
                let raw = field.text[mention.span].to_owned();
                found.push((record.id.clone(), field.name.clone(), raw, mention.value));
            }
        }
    }
    found
}

/// The files of a folder of `../shared/real`; none, said loudly, where it is not at hand.
fn real(folder: &str, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real").join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: no real files at {}", folder.display());
        return Vec::new();
    };
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| wanted(&name(path))).collect()
}

fn check(files: &[PathBuf], format: Format, at_least: usize) {
    let mut total = 0;
    for set in [SchemeSet::all(), SchemeSet::plan()] {
        let (recogniser, prefilter) = (Recogniser::new(&set), Prefilter::new(&set));
        for file in files {
            let input = Input::File(file.clone());
            let every = ReadOptions { every_record: true, strict: true, ..ReadOptions::default() };
            let (found_format, read, all) = records(&input, &every, &prefilter);
            let (_, _, some) = records(&input, &ReadOptions::default(), &prefilter);
            let (_, _, fast) =
                records(&input, &ReadOptions { only_candidates: true, ..ReadOptions::default() }, &prefilter);
            assert_eq!((found_format, read), (format, all.len() as u64), "{}", file.display());
            let expected = mentions(&all, &recogniser);
            assert_eq!(mentions(&some, &recogniser), expected, "{}", file.display());
            assert_eq!(mentions(&fast, &recogniser), expected, "{}", file.display());
            eprintln!("{}: {} records, {} parsed, {} mentions", file.display(), all.len(), some.len(), expected.len());
            total += expected.len();
        }
    }
    assert!(files.is_empty() || total >= at_least, "only {total} mentions");
}

#[test]
fn the_prefilter_misses_nothing_in_real_works_of_crossref() {
    check(&real("crossref", |name| name == "works.json.gz" || name.starts_with("j.")), Format::Crossref, 100);
}

#[test]
fn the_prefilter_misses_nothing_in_real_works_of_openalex() {
    let is_work = |name: &str| name.starts_with("works") || name.starts_with("W44");
    check(&real("openalex", is_work), Format::OpenAlex, 2);
}

#[test]
fn the_prefilter_misses_nothing_in_real_grants_of_kaken() {
    check(&real("kaken", |name| name.ends_with(".xml")), Format::Kaken, 2);
    check(&real("kaken", |name| name.ends_with(".json")), Format::CiNii, 2);
}

fn piece() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "AMED",
        "JP19aa0001002",
        "\\",
        "\"",
        "\n",
        "<i>",
        "</i>",
        "&",
        "<",
        ">",
        "P\u{2010}CREATE",
        "Agency for Medical Research",
        " ",
        "Arden",
        "NCT01234567",
        "{",
        "}",
        "[",
        "]",
        ",",
        "Grant-in-Aid for",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn the_mentions_of_a_work_do_not_depend_on_what_stands_before_it(
        texts in proptest::collection::vec(proptest::collection::vec(piece(), 0..6).prop_map(|pieces| pieces.concat()), 1..8),
        crossref in any::<bool>(),
    ) {
        let (recogniser, prefilter) = (Recogniser::default(), Prefilter::new(&SchemeSet::all()));
        let works: Vec<String> = texts.iter().enumerate().map(|(nth, text)| {
            if crossref {
                serde_json::json!({ "DOI": format!("10.1000/{nth}"), "abstract": text, "publisher": text }).to_string()
            } else {
                let words: serde_json::Map<String, serde_json::Value> =
                    text.split(' ').enumerate().map(|(at, word)| (word.to_owned(), serde_json::json!([at]))).collect();
                serde_json::json!({ "id": format!("https://openalex.org/W{nth}"), "abstract_inverted_index": words }).to_string()
            }
        }).collect();
        let alone: Vec<_> = works.iter().flat_map(|work| {
            let input = Input::Bytes { name: "one.json".to_owned(), bytes: work.clone().into_bytes() };
            mentions(&records(&input, &ReadOptions { every_record: true, ..ReadOptions::default() }, &prefilter).2, &recogniser)
        }).collect();
        let input = Input::Bytes { name: "all.jsonl".to_owned(), bytes: works.join("\n").into_bytes() };
        prop_assert_eq!(mentions(&records(&input, &ReadOptions::default(), &prefilter).2, &recogniser), alone);
    }
}
