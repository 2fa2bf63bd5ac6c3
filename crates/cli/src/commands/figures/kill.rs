//! `kill -9` at random moments of an ingest: nothing half kept, and the re-run ends as if nothing had happened.

use super::figure::{Figure, Row};
use super::process::{shirube, start};
use super::{Bench, literature};
use anyhow::ensure;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::{Location, Store};

const WHAT: [&str; 2] = ["kill -9 of an ingest, SQLite", "kill -9 of an ingest, PostgreSQL"];
const PROMISED: &str = "20 of 20: nothing half kept, re-run identical";
const MOMENTS: u32 = 20;
/// Enough files that a kill falls before, inside and between writings, each small enough that eighty ingests take a minute.
const FILES: u32 = 3;
const CITATIONS_A_FILE: u32 = 1_500;

pub(super) fn measure(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let files = write_files(&bench.folder.path("kill"))?;
    let sqlite = |number: u32| bench.folder.path(&format!("kill-{number}.sqlite")).display().to_string();
    let mut figures = vec![over(0, &files, &sqlite)?];
    figures.push(match &bench.postgres {
        Some(url) => {
            let mark = if url.contains('?') { '&' } else { '?' };
            let run = std::process::id();
            over(1, &files, &|number| format!("{url}{mark}options=-csearch_path%3Dfigures_kill_{run}_{number}"))?
        }
        None => {
            let why = "give the URL of a server with --postgres (scripts/postgres start prints one)";
            Figure::not_measured(Row::Kill, WHAT[1], PROMISED, why)
        }
    });
    Ok(figures)
}

fn write_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder)?;
    let prefixes = literature::prefixes();
    let mut files = Vec::new();
    for number in 0..FILES {
        let path = folder.join(format!("pubmed99n{:04}.xml", number + 1));
        let mut out = BufWriter::new(File::create(&path)?);
        literature::write_file(&mut out, number * CITATIONS_A_FILE..(number + 1) * CITATIONS_A_FILE, &prefixes)?;
        out.flush()?;
        files.push(path);
    }
    Ok(files)
}

/// Kills ingests into stores that `name` names by number, each a new one.
fn over(which: usize, files: &[PathBuf], name: &dyn Fn(u32) -> String) -> anyhow::Result<Figure> {
    // Every state that an ingest may be left in: after none of the files, after one, after two …
    let mut whole_states = vec![state(&name(0))?];
    for count in 1..=files.len() {
        ingest(&name(0), &files[..count])?;
        whole_states.push(state(&name(0))?);
    }
    let started = Instant::now();
    ingest(&name(1), files)?;
    let undisturbed = started.elapsed();
    let (mut interrupted, mut good) = (0, 0);
    for moment in 0..MOMENTS {
        let store = name(moment + 2);
        let mut child = start(command(&store, files)?)?;
        std::thread::sleep(within(undisturbed, moment));
        child.kill()?;
        interrupted += u32::from(!child.wait()?.success());
        let is_whole = whole_states.contains(&state(&store)?);
        ingest(&store, files)?;
        good += u32::from(is_whole && whole_states.last() == Some(&state(&store)?));
    }
    Ok(Figure::new(
        Row::Kill,
        WHAT[which],
        PROMISED,
        format!("{good} of {MOMENTS}, {interrupted} interrupted"),
        json!({"good": good, "moments": MOMENTS, "interrupted": interrupted}),
        // Kills that all came too late would have shown nothing.
        good == MOMENTS && interrupted >= MOMENTS / 2,
    ))
}

fn command(store: &str, files: &[PathBuf]) -> anyhow::Result<std::process::Command> {
    let mut command = shirube(&["ingest", "--plan", "builtin", "--store", store])?;
    command.args(files);
    Ok(command)
}

fn ingest(store: &str, files: &[PathBuf]) -> anyhow::Result<()> {
    let status = start(command(store, files)?)?.wait()?;
    ensure!(status.success(), "an ingest that nobody disturbed ended with {status}");
    Ok(())
}

/// The checksum of all that the store says, except on which day it was told.
fn state(store: &str) -> anyhow::Result<Vec<u8>> {
    let mut store = Store::open(&Location::parse(store)?)?;
    let change = store.change()?;
    let (rows, coverage, waiting) = (store.rows(change)?, store.coverage(change)?, store.waiting(change)?);
    let batches: Vec<_> = store
        .batches(change)?
        .into_iter()
        .map(|batch| (batch.file, batch.sha256, batch.edition, batch.read, batch.kept))
        .collect();
    let found: Vec<_> = store.search("lakes", 1_000)?.into_iter().map(|hit| hit.head.id).collect();
    let said = format!("{change}\n{rows:?}\n{coverage:?}\n{waiting:?}\n{batches:?}\n{found:?}");
    Ok(Sha256::digest(said.as_bytes()).to_vec())
}

/// Moments over the whole of an ingest, one in each twentieth of it, where in that is left to chance.
fn within(whole: Duration, moment: u32) -> Duration {
    let chance = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().subsec_nanos();
    let step = 1000 / MOMENTS;
    whole * (moment * step + chance % step) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_lie_one_in_each_part_of_the_whole() {
        let whole = Duration::from_secs(20);
        for moment in 0..MOMENTS {
            let at = within(whole, moment);
            let part = Duration::from_secs(1) * moment;
            assert!(at >= part && at < part + Duration::from_secs(1), "{moment}: {at:?}");
        }
    }
}
