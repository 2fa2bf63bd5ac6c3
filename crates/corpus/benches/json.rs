//! Reading JSON against inflating it, and how much of it survives the prefilter:
//!
//! `cargo bench -p corpus --bench json`
//!
//! Works of Crossref are the real ones of `../shared/real`, each many times over under a DOI of its own and in changing order. Of OpenAlex only
//! a handful of real works is at hand: each gets, in turn, the abstract of a work of Crossref as its index. The smallest of five
//! runs each, in turns, on one thread, without a checksum. "quiet" are the works in which nothing survives.

use corpus::{Input, Item, ReadOptions, Reader};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use libdeflater::Decompressor;
use mention::{Prefilter, SchemeSet, shown};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fs;
use std::hint::black_box;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How large each file is made.
const LEAST: usize = 128 << 20;

fn main() {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real");
    let Some(crossref) = works_of_crossref(&real) else {
        println!("SKIPPED: no real works at {}", real.display());
        return;
    };
    let openalex = works_of_openalex(&real, &crossref);
    let folder = std::env::temp_dir().join(format!("shirube-bench-json-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the bench");
    for (source, works, key) in [("crossref", &crossref, "DOI"), ("openalex", &openalex, "id")] {
        for (schemes, set) in [("all", SchemeSet::all()), ("plan", SchemeSet::plan())] {
            let prefilter = Prefilter::new(&set);
            let surviving = survivors(works, key, &prefilter);
            let quiet: Vec<Value> = works
                .iter()
                .zip(&surviving)
                .filter(|(_, survives)| !**survives)
                .map(|(work, _)| work.clone())
                .collect();
            let files = [("works", works), ("quiet", &quiet)];
            for (name, works) in files.into_iter().filter(|(_, works)| !works.is_empty()) {
                let lines = rekeyed(works, key);
                measure(&folder, &format!("{source}, {schemes} schemes, {name}"), &lines, &prefilter);
            }
        }
    }
    fs::remove_dir_all(&folder).expect("the folder of the bench");
}

fn works_of_crossref(real: &Path) -> Option<Vec<Value>> {
    let mut content = String::new();
    GzDecoder::new(fs::File::open(real.join("crossref/works.json.gz")).ok()?).read_to_string(&mut content).ok()?;
    let page: Value = serde_json::from_str(&content).ok()?;
    page["items"].as_array().cloned()
}

fn works_of_openalex(real: &Path, crossref: &[Value]) -> Vec<Value> {
    let read = |name: &str| -> Value {
        let text = fs::read_to_string(real.join("openalex").join(name)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    };
    let mut works = read("works-grants-shape.json")["results"].as_array().cloned().unwrap_or_default();
    works.push(read("W4412424744.json"));
    let abstracts = crossref.iter().filter_map(|work| work["abstract"].as_str());
    abstracts
        .zip(works.iter().cycle())
        .map(|(text, work)| {
            let mut index = Map::new();
            for (position, word) in shown(text).split_whitespace().enumerate() {
                if let Some(positions) = index.entry(word).or_insert_with(|| json!([])).as_array_mut() {
                    positions.push(json!(position));
                }
            }
            let mut work = work.clone();
            work["abstract_inverted_index"] = Value::Object(index);
            work
        })
        .collect()
}

/// The works as lines, each under an id of its own, in another order each time.
fn rekeyed(works: &[Value], key: &str) -> Vec<String> {
    let (mut lines, mut bytes, mut nth) = (Vec::new(), 0, 0_usize);
    while bytes < LEAST {
        // A step that shares no factor with the number of works reaches each once.
        let step = (nth / works.len() * 2 + 7) | 1;
        let mut work = works[(nth * step) % works.len()].clone();
        let id = if key == "DOI" { format!("10.1000/arden.{nth}") } else { format!("https://openalex.org/W{nth}") };
        work[key] = Value::String(id);
        let line = work.to_string();
        bytes += line.len() + 1;
        lines.push(line);
        nth += 1;
    }
    lines
}

/// Which of the works survive the prefilter.
fn survivors(works: &[Value], key: &str, prefilter: &Prefilter) -> Vec<bool> {
    works
        .iter()
        .map(|work| {
            let mut work = work.clone();
            work[key] =
                Value::String(if key == "DOI" { "10.1000/a".to_owned() } else { "https://openalex.org/W1".to_owned() });
            let input = Input::Bytes { name: "one".to_owned(), bytes: work.to_string().into_bytes() };
            let summary =
                corpus::read(&input, &ReadOptions::default(), prefilter, &mut |_| Ok(())).expect("a real work");
            summary.records_parsed > 0
        })
        .collect()
}

fn measure(folder: &Path, what: &str, lines: &[String], prefilter: &Prefilter) {
    let as_lines = lines.join("\n");
    let as_page =
        format!("{{\"{}\":[{}]}}", if what.starts_with("crossref") { "items" } else { "results" }, lines.join(","));
    let lengths: HashMap<usize, usize> = lines.iter().map(String::len).enumerate().collect();
    let write = |name: &str, content: &[u8]| -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, content).expect("a file of the bench");
        path
    };
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(as_lines.as_bytes()).expect("a Vec can be written");
    let packed = encoder.finish().expect("a Vec can be written");
    let files = [
        write("lines.json", as_lines.as_bytes()),
        write("page.json", as_page.as_bytes()),
        write("lines.json.gz", &packed),
    ];
    let options = ReadOptions { checksum: false, only_candidates: true, ..ReadOptions::default() };
    let mut reader = Reader::new();
    let (mut inflating, mut reading) = (Duration::MAX, [Duration::MAX; 3]);
    let mut inflated = vec![0; as_lines.len()];
    let mut surviving = 0;
    for _ in 0..5 {
        let started = Instant::now();
        let bytes = fs::read(&files[2]).expect("a file of the bench");
        black_box(Decompressor::new().gzip_decompress(&bytes, &mut inflated)).expect("what was packed");
        inflating = inflating.min(started.elapsed());
        for (file, best) in files.iter().zip(&mut reading) {
            surviving = 0;
            let started = Instant::now();
            reader
                .read(&Input::File(file.clone()), &options, prefilter, &mut |item| {
                    if let Item::Record(record) = item {
                        let digits =
                            record.id.rsplit(|character: char| !character.is_ascii_digit()).next().unwrap_or_default();
                        surviving +=
                            digits.parse().ok().and_then(|nth: usize| lengths.get(&nth)).copied().unwrap_or_default();
                    }
                    Ok(())
                })
                .expect("a good file");
            *best = (*best).min(started.elapsed());
        }
    }
    let rate = |best: Duration| as_lines.len() as f64 / best.as_secs_f64() / 1e6;
    println!(
        "{what}: lines {:.0} MB/s, a page {:.0} MB/s, gzip {:.0} MB/s = {:.2} times inflating ({:.0} MB/s); {:.1} % of the bytes survive",
        rate(reading[0]),
        rate(reading[1]),
        rate(reading[2]),
        reading[2].as_secs_f64() / inflating.as_secs_f64(),
        rate(inflating),
        100.0 * surviving as f64 / as_lines.len() as f64,
    );
}
