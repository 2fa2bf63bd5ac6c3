//! Mentions in files as JSON Lines, without a store.
//!
//! The decision to question: a file's lines are held back until the file was read to its end and found whole. A broken file must not
//! leave half of its mentions in somebody's table. Lines that are held back go to a temporary file when they are many, so memory
//! does not grow with what is found; and no thread runs far ahead of the file whose turn it is.

use crate::prepare::{refusal, shown_name};
use crate::queue::Queue;
use crate::{Refusal, recognise};
use corpus::{Edition, FileSummary, Input, Item, ReadOptions, Reader};
use evidence::{FoundMention, Linker, Scope};
use mention::{Certainty, Prefilter, Recogniser, SchemeSet};
use serde::Serialize;
use std::io::{self, Seek, Write};
use tempfile::SpooledTempFile;

pub use outputs::{output_name, scan_into};

/// How to scan.
#[derive(Debug, Clone)]
pub struct ScanOptions {
    /// Files read at the same time; what comes out does not depend on it.
    pub threads: usize,
    /// What is looked for.
    pub schemes: SchemeSet,
    /// Check the markup of every record.
    pub strict: bool,
    /// The most memory for all threads together, in bytes, of which each may take [`LEAST_MEMORY_BYTES`]; none: as many threads as asked for.
    pub memory_bytes: Option<u64>,
    /// The edition, for files whose names do not tell it.
    pub edition: Option<Edition>,
}

impl Default for ScanOptions {
    fn default() -> Self {
        Self { threads: 1, schemes: SchemeSet::all(), strict: false, memory_bytes: None, edition: None }
    }
}

/// One line of what `scan` prints: a mention and where it stands. docs/reference/scan-json-lines.md explains each key.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    record: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'a str>,
    scheme: &'a str,
    value: &'a str,
    raw: &'a str,
    field: &'a str,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fiscal_year: Option<i16>,
    rule: &'a str,
    certainty: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    scope: Scope,
    projects: &'a [String],
}

impl<'a> Line<'a> {
    /// The line of a mention in a record of a file.
    #[must_use]
    pub fn new(record: &'a str, source: &'a str, edition: Option<&'a str>, found: &'a FoundMention) -> Self {
        let mention = &found.mention;
        let (certainty, reason) = match &mention.certainty {
            Certainty::Certain => ("certain", None),
            Certainty::Doubtful { reason } => ("doubtful", Some(&**reason)),
        };
        Self {
            record,
            source,
            edition,
            scheme: &mention.scheme,
            value: &mention.value,
            raw: &found.raw,
            field: &found.field,
            start: mention.span.start,
            end: mention.span.end,
            fiscal_year: mention.fiscal_year,
            rule: &mention.rule,
            certainty,
            reason,
            scope: found.scope,
            projects: &found.projects,
        }
    }
}

/// What a scan came to.
#[derive(Debug, Default)]
pub struct ScanOutcome {
    /// The files that were read, in the order of their arguments.
    pub files: Vec<FileSummary>,
    /// The files that were not, in the same order.
    pub refused: Vec<Refusal>,
    /// Lines printed.
    pub lines: u64,
}

/// What happens, as it happens, for whoever shows progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanEvent {
    /// A file is being read.
    Reading {
        /// Position among the arguments.
        index: usize,
    },
    /// A file was read to its end.
    Done {
        /// Position among the arguments.
        index: usize,
        /// Its length on disk in bytes.
        bytes: u64,
        /// Its records.
        records: u64,
        /// Its mentions.
        lines: u64,
    },
    /// A file was refused.
    Refused {
        /// Position among the arguments.
        index: usize,
    },
}

/// Less memory than this does not read every file: it is what a thread may take.
pub const LEAST_MEMORY_BYTES: u64 = 64 << 20;

/// Lines held back in memory for one file; more go to a temporary file.
const LINES_IN_MEMORY: usize = 4 << 20;

/// Scans files and writes their mentions to `out`: by file in the order of `inputs`, within a file by position, whatever the number of
/// threads. A refused file writes nothing and is told of in the outcome.
///
/// # Errors
/// If `out` cannot be written (a closed pipe is [`io::ErrorKind::BrokenPipe`]).
pub fn scan(
    inputs: &[Input],
    options: &ScanOptions,
    linker: &Linker,
    out: &mut dyn Write,
    event: &(dyn Fn(ScanEvent) + Sync),
) -> io::Result<ScanOutcome> {
    scan_each(inputs, options, false, linker, event, &mut |_, _, _, spool| {
        io::copy(spool, out)?;
        out.flush()
    })
}

/// What is done with the lines of a file that was whole: input, summary, number of lines, lines.
type Take<'a> = &'a mut dyn FnMut(&Input, &FileSummary, u64, &mut SpooledTempFile) -> io::Result<()>;

fn scan_each(
    inputs: &[Input],
    options: &ScanOptions,
    checksum: bool,
    linker: &Linker,
    event: &(dyn Fn(ScanEvent) + Sync),
    take: Take,
) -> io::Result<ScanOutcome> {
    let prefilter = Prefilter::new(&options.schemes);
    let threads = threads(options, inputs.len());
    let read_options = ReadOptions {
        strict: options.strict,
        checksum,
        only_candidates: true,
        edition: options.edition,
        ..ReadOptions::default()
    };
    let work = || Worker {
        reader: Reader::new(),
        recogniser: Recogniser::new(&options.schemes),
        prefilter: &prefilter,
        read_options: &read_options,
        linker,
        event,
    };
    let mut outcome = ScanOutcome::default();
    if threads == 1 {
        let mut worker = work();
        for (index, input) in inputs.iter().enumerate() {
            let scanned = worker.scan(index, input);
            outcome.take(input, scanned, take)?;
        }
        return Ok(outcome);
    }
    let queue = Queue::new(inputs.len(), threads * 2);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut worker = work();
                while let Some(index) = queue.take() {
                    queue.put(index, worker.scan(index, &inputs[index]));
                }
            });
        }
        for input in inputs {
            let scanned = queue.next();
            if let Err(error) = outcome.take(input, scanned, take) {
                queue.stop();
                return Err(error);
            }
        }
        Ok(outcome)
    })
}

/// As many threads as there are files and as the memory allows.
fn threads(options: &ScanOptions, files: usize) -> usize {
    let by_memory = options
        .memory_bytes
        .map_or(usize::MAX, |total| usize::try_from(total / LEAST_MEMORY_BYTES).unwrap_or(usize::MAX));
    options.threads.min(files).min(by_memory).max(1)
}

type Scanned = Result<(FileSummary, u64, SpooledTempFile), Failure>;

/// Why a file gave nothing: it was refused, or its lines could not be held.
enum Failure {
    Refused(Refusal),
    Lines(io::Error),
}

impl ScanOutcome {
    fn take(&mut self, input: &Input, scanned: Scanned, take: Take) -> io::Result<()> {
        match scanned {
            Ok((summary, lines, mut spool)) => {
                spool.rewind()?;
                take(input, &summary, lines, &mut spool)?;
                self.lines += lines;
                self.files.push(summary);
                Ok(())
            }
            Err(Failure::Refused(refusal)) => {
                self.refused.push(refusal);
                Ok(())
            }
            Err(Failure::Lines(error)) => Err(io::Error::other(format!(
                "the lines of `{}` could not be held in a temporary file: {error}",
                input.name()
            ))),
        }
    }
}

/// Scans one file after the other.
struct Worker<'a> {
    reader: Reader,
    recogniser: Recogniser,
    prefilter: &'a Prefilter,
    read_options: &'a ReadOptions,
    linker: &'a Linker,
    event: &'a (dyn Fn(ScanEvent) + Sync),
}

impl Worker<'_> {
    fn scan(&mut self, index: usize, input: &Input) -> Scanned {
        (self.event)(ScanEvent::Reading { index });
        let source = input.name();
        let edition = Edition::of_file_name(&source).or(self.read_options.edition).map(|edition| edition.to_string());
        let mut spool = SpooledTempFile::new(LINES_IN_MEMORY);
        let mut text = Vec::new();
        let mut lines = 0;
        let (recogniser, linker) = (&self.recogniser, self.linker);
        let mut sink = |item: Item| {
            let Item::Record(record) = item else { return Ok(()) };
            text.clear();
            for found in recognise(&record, recogniser, linker) {
                serde_json::to_writer(&mut text, &Line::new(&record.id, &source, edition.as_deref(), &found))?;
                text.push(b'\n');
                lines += 1;
            }
            spool.write_all(&text)?;
            Ok(())
        };
        let read = self.reader.read(input, self.read_options, self.prefilter, &mut sink);
        match read {
            Ok(summary) => {
                (self.event)(ScanEvent::Done { index, bytes: summary.bytes, records: summary.records_read, lines });
                Ok((summary, lines, spool))
            }
            Err(corpus::ReadError { problem: corpus::Problem::Stopped(stop), .. }) => {
                Err(Failure::Lines(io::Error::other(stop.0)))
            }
            Err(error) => {
                (self.event)(ScanEvent::Refused { index });
                Err(Failure::Refused(refusal(&shown_name(input), &error)))
            }
        }
    }
}

mod outputs;

#[cfg(test)]
mod tests;
