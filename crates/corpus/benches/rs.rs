//! Reading the tables of RSシステム, as large as a full year has them:
//!
//! `cargo bench -p corpus --bench rs`
//!
//! The rows are the real ones of `../shared/real/rs/csv-2024`, each project many times over under an id of its own until there are as
//! many projects as a year has. Table 3-1 could not be had: its rows are made of the goals in 3-2, four for each, with a figure in every
//! third year. The smallest of five runs each, on one thread, from a file, with and without its checksum; "kept" are the records that
//! survive the prefilter.

use corpus::{Input, ReadOptions, Reader};
use mention::{Prefilter, SchemeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Projects of a year, about.
const PROJECTS: usize = 6000;

fn main() {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real/rs");
    let Some(mut tables) = real_tables(&real.join("csv-2024")) else {
        println!("SKIPPED: no real tables at {}", real.display());
        return;
    };
    if let Some(goals) =
        tables.iter().find(|(name, ..)| name.starts_with("3-2")).and_then(|(_, _, rows)| goals(&real, rows))
    {
        tables.push(goals);
    }
    tables.sort();
    let folder = std::env::temp_dir().join(format!("shirube-bench-rs-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the bench");
    let prefilter = Prefilter::new(&SchemeSet::all());
    let (mut bytes, mut time) = (0, Duration::ZERO);
    for (name, header, rows) in &tables {
        let file = folder.join(name);
        let text = rekeyed(header, rows);
        fs::write(&file, &text).expect("a file of the bench");
        let best = measure(&file, text.len(), name, &prefilter);
        bytes += text.len();
        time += best;
    }
    println!("all {} tables: {:.0} MB, {:.0} MB/s", tables.len(), bytes as f64 / 1e6, rate(bytes, time));
    fs::remove_dir_all(&folder).expect("the folder of the bench");
}

/// Name, header and rows of each table, the rows without their line ends.
type Known = (String, String, Vec<String>);

fn real_tables(folder: &Path) -> Option<Vec<Known>> {
    let mut tables = Vec::new();
    for entry in fs::read_dir(folder).ok()? {
        let path = entry.ok()?.path();
        let text = fs::read_to_string(&path).ok()?;
        let mut rows = rows(text.trim_start_matches('\u{feff}'));
        let header = rows.remove(0);
        tables.push((path.file_name()?.to_string_lossy().into_owned(), header, rows));
    }
    Some(tables).filter(|tables| !tables.is_empty())
}

/// The rows of a text: lines, but for line ends in quotes.
fn rows(text: &str) -> Vec<String> {
    let (mut found, mut quoted, mut from) = (Vec::new(), false, 0);
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                found.push(text[from..at].trim_end_matches('\r').to_owned());
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// Table 3-1 after the header of its own, made of the rows of 3-2.
fn goals(real: &Path, edges: &[String]) -> Option<Known> {
    let headers = fs::read_to_string(real.join("headers-of-all-15-tables.json")).ok()?;
    let headers: serde_json::Value = serde_json::from_str(&headers).ok()?;
    let (name, header) = headers.as_object()?.iter().find(|(name, _)| name.starts_with("3-1"))?;
    let header: Vec<&str> = header.as_array()?.iter().filter_map(serde_json::Value::as_str).collect();
    let mut rows = Vec::new();
    for edge in edges {
        // The shared columns hold no quotes.
        let shared: Vec<&str> = edge.split(',').take(13).collect();
        let goal: String =
            edge.chars().filter(|character| !",\"\r\n0123456789".contains(*character)).skip(60).collect();
        for kind in ["1.目標年度", "2.目標値", "3.実績値", "4.達成率"] {
            let mut row =
                format!("{},,,,1,アウトプット,,定量的,{goal},{goal},件,上向き,{goal},,,{kind}", shared.join(","));
            for year in 0..54 {
                let _ = if year % 3 == 0 { write!(row, ",{}.5", year * 37) } else { write!(row, ",") };
            }
            rows.push(row);
        }
    }
    Some((name.clone(), header.join(","), rows))
}

/// The table with as many projects as a year has, those of one project one after the other.
fn rekeyed(header: &str, rows: &[String]) -> String {
    let mut projects: Vec<Vec<(&str, &str)>> = Vec::new();
    let mut last = "";
    for row in rows {
        let mut cells = row.splitn(4, ',');
        let (Some(kind), Some(year), Some(id), Some(rest)) = (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        if id != last {
            projects.push(Vec::new());
            last = id;
        }
        if let Some(project) = projects.last_mut() {
            project.push((&row[..kind.len() + year.len() + 2], rest));
        }
    }
    let mut text = format!("\u{feff}{header}\r\n");
    for nth in 0..PROJECTS {
        for (before, rest) in &projects[nth % projects.len()] {
            let _ = write!(text, "{before}{},{rest}\r\n", 100_000 + nth);
        }
    }
    text
}

fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / time.as_secs_f64() / 1e6
}

fn measure(file: &Path, bytes: usize, name: &str, prefilter: &Prefilter) -> Duration {
    let mut best = [Duration::MAX; 2];
    let mut said = (0, 0);
    let mut reader = Reader::new();
    for _ in 0..5 {
        for (checksum, best) in [false, true].into_iter().zip(&mut best) {
            let options = ReadOptions { checksum, only_candidates: true, ..ReadOptions::default() };
            let started = Instant::now();
            let summary = reader
                .read(&Input::File(file.to_path_buf()), &options, prefilter, &mut |_| Ok(()))
                .expect("a sound table");
            *best = (*best).min(started.elapsed());
            said = (summary.records_read, summary.records_parsed);
        }
    }
    println!(
        "{name}: {:.1} MB, {:.0} MB/s, with checksum {:.0} MB/s; {} of {} records kept",
        bytes as f64 / 1e6,
        rate(bytes, best[0]),
        rate(bytes, best[1]),
        said.1,
        said.0
    );
    best[0]
}
