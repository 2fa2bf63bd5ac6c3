//! What scanning takes of the memory at its peak.

use super::figure::{Figure, Row};
use super::process::{peak_memory, shirube};
use super::{Bench, literature, speed};
use anyhow::Context as _;
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

const MEBIBYTE: u64 = 1 << 20;
const WHAT: [&str; 3] = [
    "scan --threads 1, peak memory, one file and eight",
    "scan --threads 1, peak memory, a file above 400 MiB",
    "scan --threads 2 --memory 256M, peak memory",
];
const PROMISED: [&str; 3] = ["≤ 512 MiB a thread, flat", "streamed, ≤ 64 MiB", "≤ 256 MiB"];
/// How much more eight files may take than one and still be called flat.
const FLAT: f64 = 1.1;
/// More than this is read through a window.
const LARGE: u64 = 400 * MEBIBYTE;

pub(super) fn measure(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let none = |which: usize, why: &str| Figure::not_measured(Row::Memory, WHAT[which], PROMISED[which], why);
    let mut figures = Vec::new();
    if bench.file.is_file() {
        let files = speed::copies(bench, 8)?;
        let peaks = (peak(&["--threads", "1"], &files[..1])?, peak(&["--threads", "1"], &files)?);
        figures.push(match peaks {
            (Some(one), Some(eight)) => Figure::new(
                Row::Memory,
                WHAT[0],
                PROMISED[0],
                format!("{} and {} MiB", mebibytes(one), mebibytes(eight)),
                json!({"one_file_bytes": one, "eight_files_bytes": eight}),
                one.max(eight) <= 512 * MEBIBYTE && eight as f64 <= one as f64 * FLAT,
            ),
            _ => none(0, "this system does not tell a program's peak memory"),
        });
    } else {
        figures.push(none(0, &format!("`{}` is not there; give a PubMed file with --file", bench.file.display())));
    }
    let large = large_file(bench)?;
    figures.push(match peak(&["--threads", "1"], std::slice::from_ref(&large))? {
        Some(bytes) => Figure::new(
            Row::Memory,
            WHAT[1],
            PROMISED[1],
            format!("{} MiB", mebibytes(bytes)),
            json!({"bytes": bytes}),
            bytes <= 64 * MEBIBYTE,
        ),
        None => none(1, "this system does not tell a program's peak memory"),
    });
    let files = if bench.file.is_file() { speed::copies(bench, 8)? } else { vec![large.clone(), large] };
    figures.push(match peak(&["--threads", "2", "--memory", "256M"], &files)? {
        Some(bytes) => Figure::new(
            Row::Memory,
            WHAT[2],
            PROMISED[2],
            format!("{} MiB", mebibytes(bytes)),
            json!({"bytes": bytes}),
            bytes <= 256 * MEBIBYTE,
        ),
        None => none(2, "this system does not tell a program's peak memory"),
    });
    Ok(figures)
}

fn peak(options: &[&str], files: &[PathBuf]) -> anyhow::Result<Option<u64>> {
    let mut command = shirube(&["scan"])?;
    command.args(options).args(files);
    peak_memory(command)
}

/// A packed file of more than 400 MiB, invented.
fn large_file(bench: &Bench) -> anyhow::Result<PathBuf> {
    let path = bench.folder.path("pubmed99n9999.xml.gz");
    let file = File::create(&path).with_context(|| format!("`{}` cannot be written", path.display()))?;
    let mut out = Counted { inner: GzEncoder::new(file, Compression::fast()), bytes: 0 };
    let sample = ["am0101".to_owned()];
    let mut length = Counted { inner: std::io::sink(), bytes: 0 };
    literature::write_file(&mut length, 0..1000, &sample)?;
    let citations = u32::try_from(LARGE * 11 / 10 * 1000 / length.bytes)?;
    literature::write_file(&mut out, 0..citations, &sample)?;
    anyhow::ensure!(out.bytes > LARGE, "the invented file is too small");
    out.inner.finish()?;
    Ok(path)
}

/// Counts what goes through.
struct Counted<W> {
    inner: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(MEBIBYTE)
}
