#![doc = include_str!("../README.md")]

mod describe;
mod dictionary;
mod error;
mod line;
mod passage;
mod readme;
mod table;
mod tables;
mod views;
mod write;

pub use dictionary::reference_page;
pub use error::Error;
pub use table::{Column, Origin, Sort, Table};
pub use tables::tables;
pub use write::{CSV, JSON_LINES, SQLITE};

use indicator::Facts;
use serde_json::json;
use std::path::Path;
use store::{Revision, Store};
use write::{Folder, Writers};

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// Plan, rows, coverage and hand-ins as of one change, all of one store, as the public sees it.
    pub facts: Facts<'a>,
    /// The revision that the plan is, if it was published into the store.
    pub revision: Option<&'a Revision>,
}

/// What came of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Files in the folder.
    pub files: usize,
    /// Rows of each table, in the order of [`tables`].
    pub rows: Vec<u64>,
}

/// Writes everything public into a folder: new, empty, or holding an earlier export, whose place it takes once all of it is written. The same facts
/// give the same bytes; `run` is what changes from run to run, and goes under `meta`.
///
/// Memory does not grow with the texts of the records; the facts themselves are in memory already.
///
/// # Errors
/// If the folder holds anything else, or the store or the file system refuses. What was there stays as it was.
pub fn write(store: &mut Store, export: &Export<'_>, folder: &Path, run: &serde_json::Value) -> Result<Written, Error> {
    store.see_as(access::Actor::Public);
    let folder = Folder::begin(folder)?;
    let tables = tables();
    let mut writers = Writers::new(&tables, folder.path())?;
    tables::fill(&mut writers, store, export)?;
    let counted: Vec<(Table, u64)> = tables.iter().map(|table| (table.clone(), writers.rows(&table.name))).collect();
    let licences = writers.licences().clone();
    writers.finish()?;
    let plan = export.facts.plan;
    let title = [plan.title.ja.clone(), plan.title.en.clone()];
    let pretty = |value: &serde_json::Value| format!("{value:#}\n");
    folder.text(&format!("{}/csv-metadata.json", write::CSV), &pretty(&describe::csvw(&tables, &title)))?;
    let package = describe::data_package(&tables, &format!("shirube-{}", plan.id), &title);
    folder.text(&format!("{}/datapackage.json", write::CSV), &pretty(&package))?;
    folder.text("recompute.sql", views::recompute())?;
    folder.text("DICTIONARY.md", &readme::dictionary())?;
    folder.text("LICENCES.md", &readme::licences(export, &licences))?;
    folder.text("README.md", &readme::readme(export, &counted))?;
    folder.text("meta/run.json", &pretty(&json!({"meta": run})))?;
    let rows = counted.iter().map(|(_, rows)| *rows).collect();
    Ok(Written { files: folder.put_in_place()?, rows })
}
