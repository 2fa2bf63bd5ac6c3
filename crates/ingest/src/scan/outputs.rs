//! One output a file, for whoever spreads a scan over machines.
//!
//! The decision to question: an output says itself that it is whole, in its last line. A machine that dies, a disk that fills up
//! and a copy that breaks off all leave a file without that line, or one whose lines have another checksum.

use super::{ScanEvent, ScanOptions, ScanOutcome, scan_each};
use corpus::{FileSummary, Input};
use evidence::Linker;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

/// The last line of an output. docs/reference/scan-json-lines.md explains each key.
#[derive(Serialize)]
struct ClosingLine<'a> {
    closing: Closing<'a>,
}

#[derive(Serialize)]
struct Closing<'a> {
    source: &'a str,
    source_sha256: &'a str,
    source_bytes: u64,
    records: u64,
    mentions: u64,
    /// Of all lines above, line ends included.
    sha256: &'a str,
}

/// The name of a file's output: `pubmed26n0001.xml.gz.mentions.jsonl`.
#[must_use]
pub fn output_name(input: &Input) -> String {
    format!("{}.mentions.jsonl", input.name())
}

/// Scans files and writes the mentions of each into a file of its own in `folder`, named by [`output_name`]: the lines of
/// [`super::scan`], and a closing line with checksums. An output gets its name when it is whole, over an earlier one of that
/// name; of a refused file there is none. Two inputs must not have one name.
///
/// # Errors
/// If the folder cannot be written. Outputs that were whole before stay.
pub fn scan_into(
    inputs: &[Input],
    options: &ScanOptions,
    linker: &Linker,
    folder: &Path,
    event: &(dyn Fn(ScanEvent) + Sync),
) -> io::Result<ScanOutcome> {
    std::fs::create_dir_all(folder)?;
    scan_each(inputs, options, true, linker, event, &mut |input, summary, lines, spool| {
        write_output(&folder.join(output_name(input)), summary, lines, spool)
    })
}

fn write_output(path: &Path, summary: &FileSummary, mentions: u64, lines: &mut impl Read) -> io::Result<()> {
    // Two machines may be at the same file; each has a part of its own, and the last one whole stays.
    let mut part =
        tempfile::Builder::new().prefix(".part-").tempfile_in(path.parent().unwrap_or_else(|| Path::new(".")))?;
    let mut out = BufWriter::new(part.as_file_mut());
    let mut digest = Sha256::new();
    let mut chunk = vec![0; 64 << 10];
    loop {
        let read = match lines.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        digest.update(&chunk[..read]);
        out.write_all(&chunk[..read])?;
    }
    let sha256: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let closing = Closing {
        source: &summary.name,
        source_sha256: summary.sha256.as_deref().unwrap_or_default(),
        source_bytes: summary.bytes,
        records: summary.records_read,
        mentions,
        sha256: &sha256,
    };
    serde_json::to_writer(&mut out, &ClosingLine { closing })?;
    out.write_all(b"\n")?;
    out.flush()?;
    drop(out);
    readable_by_others(part.as_file())?;
    part.as_file().sync_all()?;
    part.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is its owner's alone; an output is for whoever gathers them.
#[cfg(unix)]
fn readable_by_others(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_others(_: &File) -> io::Result<()> {
    Ok(())
}
