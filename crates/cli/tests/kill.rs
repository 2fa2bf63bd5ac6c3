//! `kill -9` at twenty moments of an ingest: nothing half kept, and the re-run ends as if nothing had happened.

#[path = "../../ingest/tests/arden/mod.rs"]
mod arden;

use arden::{citations, pubmed};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use store::{Location, Store};

const MOMENTS: u32 = 20;
const FILES: u32 = 3;
const CITATIONS: u32 = 300;

/// The files of an ingest, of which the last takes back what the first one brought.
fn write_files(folder: &Path) -> Vec<PathBuf> {
    (0..FILES)
        .map(|number| {
            let path = folder.join(format!("pubmed26n{:04}.xml", number + 1));
            let deleted: &[u32] = if number + 1 == FILES { &[1, 3] } else { &[] };
            std::fs::write(&path, pubmed(&citations(number * CITATIONS + 1, CITATIONS), deleted)).expect("a file");
            path
        })
        .collect()
}

fn ingest(store: &str, files: &[PathBuf]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command.args(["ingest", "--plan", "builtin", "--store", store]).args(files);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn run_to_its_end(store: &str, files: &[PathBuf]) {
    let status = ingest(store, files).status().expect("the program starts");
    assert!(status.success(), "{status}");
}

/// Everything that the store says now, except on which day it was told.
fn dump(store: &str) -> String {
    let mut store = Store::open(&Location::parse(store).expect("a location")).expect("a store");
    let change = store.change().expect("a change");
    let rows = store.rows(change).expect("rows");
    let coverage = store.coverage(change).expect("coverage");
    let waiting = store.waiting(change).expect("what waits");
    let batches: Vec<_> = store
        .batches(change)
        .expect("batches")
        .into_iter()
        .map(|batch| (batch.file, batch.sha256, batch.edition, batch.read, batch.kept))
        .collect();
    let records: Vec<_> = rows
        .iter()
        .map(|row| {
            let page = store.record(&row.record, change).expect("a record").expect("it is there");
            (page.record, page.published, page.mentions, page.links)
        })
        .collect();
    let found: Vec<_> = store.search("lakes", 10_000).expect("a search").into_iter().map(|hit| hit.head.id).collect();
    format!("{change}\n{rows:#?}\n{coverage:#?}\n{waiting:#?}\n{batches:#?}\n{records:#?}\n{found:#?}")
}

/// Kills ingests into stores that `name` names by number, each a new one.
fn check(name: &dyn Fn(u32) -> String) {
    let folder = tempfile::tempdir().expect("a folder");
    let files = write_files(folder.path());
    let undisturbed = name(0);
    let mut states = vec![dump(&undisturbed)];
    for count in 1..=files.len() {
        run_to_its_end(&undisturbed, &files[..count]);
        states.push(dump(&undisturbed));
    }
    assert!(states.windows(2).all(|pair| pair[0] != pair[1]), "each file changes the store");
    let started = Instant::now();
    run_to_its_end(&name(1), &files);
    let whole = started.elapsed();
    assert!(states.last() == Some(&dump(&name(1))), "one ingest of all files ends as one after the other");

    let mut interrupted = 0;
    for moment in 0..MOMENTS {
        let store = name(moment + 2);
        let mut child = ingest(&store, &files).spawn().expect("the program starts");
        std::thread::sleep(moment_within(whole, moment));
        child.kill().expect("it can be killed");
        interrupted += u32::from(!child.wait().expect("it ends").success());
        let left = dump(&store);
        assert!(
            states.contains(&left),
            "moment {moment}: half of a file was kept\n{}",
            left.lines().take(3).collect::<String>()
        );
        run_to_its_end(&store, &files);
        assert!(states.last() == Some(&dump(&store)), "moment {moment}: the re-run ends otherwise");
    }
    assert!(interrupted >= MOMENTS / 2, "only {interrupted} of {MOMENTS} were interrupted");
}

/// Moments over the whole of an ingest, none at the same part of it as another.
fn moment_within(whole: Duration, moment: u32) -> Duration {
    let jitter = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().subsec_nanos();
    let thousandths = moment * 1000 / MOMENTS + jitter % (1000 / MOMENTS);
    whole * thousandths / 1000
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_in_sqlite_and_the_re_run_completes_them() {
    let folder = tempfile::tempdir().expect("a folder");
    check(&|number| folder.path().join(format!("arden-{number}.sqlite")).display().to_string());
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_in_postgresql_and_the_re_run_completes_them() {
    let Ok(url) = std::env::var("SHIRUBE_TEST_POSTGRES") else {
        println!("SKIPPED: PostgreSQL (set SHIRUBE_TEST_POSTGRES to the URL of a server)");
        return;
    };
    let mark = if url.contains('?') { '&' } else { '?' };
    let run = std::process::id();
    check(&|number| format!("{url}{mark}options=-csearch_path%3Dkill_{run}_{number}"));
}
