//! Scanning beside inflating.

use super::Bench;
use super::figure::{Figure, Row};
use super::process::{Job, in_path, least_times, shirube, start};
use anyhow::Context as _;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

const INFLATE: &str = "libdeflate-gunzip";
const WHAT: [&str; 2] = ["scan --threads 1 --schemes plan", "scan --threads 1 --schemes all"];
const PROMISED: [&str; 2] = ["≤ 2.0× libdeflate-gunzip -c", "≤ 3.0× libdeflate-gunzip -c"];
const MOST: [f64; 2] = [2.0, 3.0];
const WHAT_THREADS: &str = "scan --threads 2, four files";
const PROMISED_THREADS: &str = "≥ 0.9 of what two gunzips at once gain";
const LEAST_SHARE: f64 = 0.9;
const WHAT_JATS: &str = "scan --threads 1 --schemes all, full texts";
const PROMISED_JATS: &str = "≥ 200 MB/s of inflated bytes";
const LEAST_MEGABYTES: f64 = 200.0;
/// So often each archive of full texts is read: together they are more than the processor's caches hold, and the program's start is little.
const TIMES_JATS: usize = 10;

/// One file, one thread, against the program that only inflates it.
pub(super) fn scan(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    if let Some(why) = obstacle(bench) {
        let none = |which: usize| Figure::not_measured(Row::Scan, WHAT[which], PROMISED[which], why.clone());
        return Ok(vec![none(0), none(1)]);
    }
    let files = [bench.file.clone()];
    let [gunzip, plan, all] = least_times(
        bench.runs,
        [
            Box::new(|| Ok(vec![inflate(&files)?])) as Job<'_>,
            Box::new(|| Ok(vec![scanning(1, "plan", &files)?])),
            Box::new(|| Ok(vec![scanning(1, "all", &files)?])),
        ],
    )?;
    Ok([plan, all]
        .into_iter()
        .enumerate()
        .map(|(which, time)| {
            let times = time.as_secs_f64() / gunzip.as_secs_f64();
            Figure::new(
                Row::Scan,
                WHAT[which],
                PROMISED[which],
                format!("{times:.2}× ({} ms, {} ms)", time.as_millis(), gunzip.as_millis()),
                json!({"times": times, "scan_ms": milliseconds(time), "gunzip_ms": milliseconds(gunzip)}),
                times <= MOST[which],
            )
        })
        .collect())
}

/// What two threads gain, beside what two programs that only inflate gain on the same machine.
pub(super) fn threads(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let not = |why: String| vec![Figure::not_measured(Row::Threads, WHAT_THREADS, PROMISED_THREADS, why)];
    if let Some(why) = obstacle(bench) {
        return Ok(not(why));
    }
    if std::thread::available_parallelism().map_or(1, usize::from) < 2 {
        return Ok(not("this machine has one processor".to_owned()));
    }
    let files = copies(bench, 4)?;
    let (odd, even) = (pick(&files, 0), pick(&files, 1));
    let [gunzip, gunzip_two, one, two] = least_times(
        bench.runs,
        [
            Box::new(|| Ok(vec![inflate(&files)?])) as Job<'_>,
            Box::new(|| Ok(vec![inflate(&odd)?, inflate(&even)?])),
            Box::new(|| Ok(vec![scanning(1, "plan", &files)?])),
            Box::new(|| Ok(vec![scanning(2, "plan", &files)?])),
        ],
    )?;
    let theirs = gunzip.as_secs_f64() / gunzip_two.as_secs_f64();
    let ours = one.as_secs_f64() / two.as_secs_f64();
    let share = ours / theirs;
    Ok(vec![Figure::new(
        Row::Threads,
        WHAT_THREADS,
        PROMISED_THREADS,
        format!("{share:.2} (scan gains {ours:.2}, gunzip {theirs:.2})"),
        json!({"share": share, "scan_gain": ours, "gunzip_gain": theirs}),
        share >= LEAST_SHARE,
    )])
}

/// Archives of full texts, one thread: how many bytes of theirs a second, inflating included.
pub(super) fn full_texts(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let folder = bench.real.join("jats");
    let mut archives = Vec::new();
    for entry in std::fs::read_dir(&folder).into_iter().flatten() {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".tar.gz") {
            archives.push(path);
        }
    }
    archives.sort();
    if archives.is_empty() {
        let why = format!("no archive of full texts in `{}`", folder.display());
        return Ok(vec![Figure::not_measured(Row::FullTexts, WHAT_JATS, PROMISED_JATS, why)]);
    }
    let mut bytes = 0;
    for archive in &archives {
        bytes += length_inflated(archive)? * TIMES_JATS as u64;
    }
    let files: Vec<PathBuf> = (0..TIMES_JATS).flat_map(|_| archives.clone()).collect();
    let [time] = least_times(bench.runs, [Box::new(|| Ok(vec![scanning(1, "all", &files)?])) as Job<'_>])?;
    let megabytes = bytes as f64 / 1e6 / time.as_secs_f64();
    Ok(vec![Figure::new(
        Row::FullTexts,
        WHAT_JATS,
        PROMISED_JATS,
        format!("{megabytes:.0} MB/s ({} MB, {} ms)", bytes / 1_000_000, time.as_millis()),
        json!({"megabytes_per_second": megabytes, "bytes": bytes, "scan_ms": milliseconds(time)}),
        megabytes >= LEAST_MEGABYTES,
    )])
}

/// The length that a gzip file says it has at its end.
fn length_inflated(path: &Path) -> anyhow::Result<u64> {
    let bytes = std::fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    let length = bytes.last_chunk::<4>().with_context(|| format!("`{}` is no gzip file", path.display()))?;
    Ok(u64::from(u32::from_le_bytes(*length)))
}

/// Names for the same file several times over, as files of an edition each.
pub(super) fn copies(bench: &Bench, count: usize) -> anyhow::Result<Vec<PathBuf>> {
    let original = std::path::absolute(&bench.file)?;
    (1..=count)
        .map(|number| {
            let copy = bench.folder.path(&format!("pubmed26n{number:04}.xml.gz"));
            if !copy.exists() {
                std::fs::copy(&original, &copy)
                    .with_context(|| format!("`{}` cannot be copied", original.display()))?;
            }
            Ok(copy)
        })
        .collect()
}

/// Why scanning cannot be measured here.
fn obstacle(bench: &Bench) -> Option<String> {
    if !bench.file.is_file() {
        return Some(format!("`{}` is not there; give a PubMed file with --file", bench.file.display()));
    }
    in_path(INFLATE).is_none().then(|| format!("needs {INFLATE}: apt-get install libdeflate-tools"))
}

fn pick(files: &[PathBuf], from: usize) -> Vec<PathBuf> {
    files.iter().skip(from).step_by(2).cloned().collect()
}

fn inflate(files: &[PathBuf]) -> anyhow::Result<Child> {
    let mut command = Command::new(INFLATE);
    command.arg("-c").args(files);
    start(command)
}

/// Starts a scan.
pub(super) fn scanning(threads: usize, schemes: &str, files: &[PathBuf]) -> anyhow::Result<Child> {
    let threads = threads.to_string();
    let mut command = shirube(&["scan", "--threads", &threads, "--schemes", schemes])?;
    command.args(files.iter().map(AsRef::<Path>::as_ref));
    start(command)
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}
