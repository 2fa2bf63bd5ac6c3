//! Files into a store: read by several threads, written by one, in the order in which they were named.
//!
//! The decision to question: files are written in the order of the arguments, although any order ends with the same state. So
//! change numbers, progress and the outcome are the same each time, whatever the number of threads.

use crate::prepare::shown_name;
use crate::queue::Queue;
use crate::{Event, FileOutcome, Outcome, Prepared, Refusal, Rules, prepare};
use corpus::{Edition, Input, ReadOptions, Reader};
use evidence::{Keep, Linker};
use plan::Plan;
use store::{FileToWrite, Store};

/// How to ingest.
#[derive(Debug, Clone)]
pub struct IngestOptions {
    /// Files read at the same time; the result does not depend on it.
    pub threads: usize,
    /// The edition, for PubMed files whose names do not tell it.
    pub edition: Option<Edition>,
    /// What is kept.
    pub keep: Keep,
    /// Who reads the files in, for the history.
    pub by: String,
}

impl Default for IngestOptions {
    fn default() -> Self {
        Self { threads: 1, edition: None, keep: Keep::default(), by: "shirube ingest".to_owned() }
    }
}

/// Why the store could not take a file. The files before it are in.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {error}")]
pub struct IngestError {
    /// The file that was being written; empty if none was yet.
    pub file: String,
    /// What the store says.
    pub error: store::Error,
}

/// Reads files and writes those that are whole, each in one transaction. What is refused is listed, and nothing of it is kept.
///
/// # Errors
/// If the store cannot be read or written. Files that were written before stay.
pub fn ingest(
    inputs: &[Input],
    options: &IngestOptions,
    store: &mut Store,
    plan: &Plan,
    event: &(dyn Fn(Event) + Sync),
) -> Result<Outcome, IngestError> {
    let failed = |file: &str| {
        let file = file.to_owned();
        move |error| IngestError { file, error }
    };
    let change = store.change().map_err(failed("the store"))?;
    let decisions = store.join_decisions(change).map_err(failed("the store"))?;
    let linker = Linker::new(plan, &decisions);
    let rules = Rules::new();
    let versions = rules.versions();
    let threads = options.threads.min(inputs.len()).max(1);
    let read_options = ReadOptions { checksum: true, edition: options.edition, ..ReadOptions::default() };
    let queue: Queue<Result<Prepared, Refusal>> = Queue::new(inputs.len(), threads * 2);
    let mut outcome = Outcome::default();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut reader = Reader::new();
                while let Some(index) = queue.take() {
                    event(Event::Reading { index, bytes: size_of(&inputs[index]) });
                    queue
                        .put(index, prepare(&mut reader, &inputs[index], &read_options, &rules, &linker, options.keep));
                }
            });
        }
        for (index, input) in inputs.iter().enumerate() {
            match queue.next() {
                Ok(prepared) => {
                    let written = write(&prepared, &versions, options, store, plan).map_err(|error| {
                        queue.stop();
                        failed(&shown_name(input))(error)
                    })?;
                    event(Event::Done { index, bytes: written.bytes, kept: written.kept });
                    outcome.files.push(written);
                }
                Err(refusal) => {
                    event(Event::Refused { index });
                    outcome.refused.push(refusal);
                }
            }
        }
        Ok(outcome)
    })
}

fn write(
    prepared: &Prepared,
    rules: &[String],
    options: &IngestOptions,
    store: &mut Store,
    plan: &Plan,
) -> Result<FileOutcome, store::Error> {
    let summary = &prepared.summary;
    let file = FileToWrite {
        file: &prepared.file,
        summary,
        records: &prepared.records,
        seen: &prepared.seen,
        seen_elsewhere: &prepared.seen_elsewhere,
        deleted: &prepared.deleted,
        with_mentions: prepared.with_mentions,
        rules,
        keep: options.keep,
    };
    let written = store.write_file(&file, plan, &options.by)?;
    let kept = prepared.records.len() as u64;
    Ok(FileOutcome {
        file: prepared.file.clone(),
        sha256: summary.sha256.clone().unwrap_or_default(),
        bytes: summary.bytes,
        edition: summary.edition.map(|edition| edition.to_string()),
        read: summary.records_read,
        with_mentions: prepared.with_mentions,
        kept,
        not_kept: summary.records_read.saturating_sub(kept),
        deleted: summary.deleted,
        mentions: written.mentions,
        links: written.links,
        rules: written.rules,
        read_by_fiscal_year: summary.records_by_fiscal_year.clone(),
        unchanged: written.change.is_none(),
        superseded: written.superseded,
        change: written.change,
    })
}

/// Length on disk, as far as it is known before reading.
fn size_of(input: &Input) -> u64 {
    match input {
        Input::File(path) => std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
        Input::Stdin => 0,
        Input::Bytes { bytes, .. } => bytes.len() as u64,
    }
}
