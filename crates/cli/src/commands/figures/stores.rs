//! Stores that hold the invented literature.

use super::process::{shirube, start};
use super::{Bench, literature};
use anyhow::ensure;
use std::path::PathBuf;

/// The files of the invented literature, written once.
pub(super) fn literature(bench: &Bench) -> anyhow::Result<Vec<PathBuf>> {
    let folder = bench.folder.path("literature");
    if folder.is_dir() {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
        files.sort();
        return Ok(files);
    }
    literature::write(&folder, bench.records, &literature::prefixes())
}

/// An SQLite store with the whole literature, filled once.
pub(super) fn sqlite(bench: &Bench) -> anyhow::Result<String> {
    let store = bench.folder.path("large.sqlite");
    let name = store.display().to_string();
    if !store.exists() {
        fill(bench, &name)?;
    }
    Ok(name)
}

/// Reads the literature into a store, as anybody would.
pub(super) fn fill(bench: &Bench, store: &str) -> anyhow::Result<()> {
    let mut command = shirube(&["ingest", "--store", store])?;
    command.args(literature(bench)?);
    let status = start(command)?.wait()?;
    ensure!(status.success(), "the literature could not be read into a store: {status}");
    Ok(())
}
