//! Handing in a large sheet: as CSV and as XLSX, shown first and then written, each as a process of its own.

use super::Bench;
use super::figure::{Figure, Row};
use super::process::{shirube, time_and_peak};
use crate::demo::registers::many;
use anyhow::{Context as _, ensure};
use plan::Language;
use serde_json::json;
use std::path::Path;
use std::time::Duration;

const ROWS: usize = 100_000;
const MEBIBYTE: u64 = 1 << 20;
const MOST_BYTES: u64 = 300 * MEBIBYTE;

/// A form of the sheet and what is promised of it.
struct Form {
    file: &'static str,
    what: &'static str,
    promised: &'static str,
    most: Duration,
}

const FORMS: [Form; 2] = [
    Form {
        file: "provisions.csv",
        what: "hand-in of 100,000 rows, CSV, preview and write",
        promised: "≤ 4 s, ≤ 300 MiB",
        most: Duration::from_secs(4),
    },
    Form {
        file: "provisions.xlsx",
        what: "hand-in of 100,000 rows, XLSX, preview and write",
        promised: "≤ 10 s, ≤ 300 MiB",
        most: Duration::from_secs(10),
    },
];

pub(super) fn measure(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let plan = plan::builtin();
    let register = register::builtin().iter().find(|register| register.id == "provisions");
    let register = register.context("the register of provisions is not there")?;
    let entries = many(&plan, register, ROWS);
    ensure!(entries.len() == ROWS, "expected {ROWS} invented rows, found {}", entries.len());
    let mut figures = Vec::new();
    for form in FORMS {
        let file = bench.folder.path(form.file);
        let bytes = if form.file.ends_with(".csv") {
            register::template_csv_with(register, &plan, &entries, Language::Ja)
        } else {
            register::template_with(register, &plan, &entries, Language::Ja)?
        };
        std::fs::write(&file, bytes).with_context(|| format!("`{}` cannot be written", file.display()))?;
        figures.push(of(bench, &form, &file)?);
    }
    Ok(figures)
}

/// The least of the runs, and the greatest peak; each run begins with a store that is not there.
fn of(bench: &Bench, form: &Form, file: &Path) -> anyhow::Result<Figure> {
    let (mut preview, mut write, mut peak) = (Duration::MAX, Duration::MAX, None);
    for run in 0..bench.runs {
        let store = bench.folder.path(&format!("{}-{run}.sqlite", form.file)).display().to_string();
        let file = file.display().to_string();
        let shown = time_and_peak(shirube(&["ingest", "--store", &store, "--preview", &file])?)?;
        let written = time_and_peak(shirube(&["ingest", "--store", &store, "--by", "shirube figures", &file])?)?;
        preview = preview.min(shown.0);
        write = write.min(written.0);
        peak = peak.max(shown.1).max(written.1);
    }
    let in_all = preview + write;
    let seconds = |duration: Duration| format!("{:.1}", duration.as_secs_f64());
    let memory = peak.map_or_else(|| "memory unknown".to_owned(), |peak| format!("{} MiB", peak.div_ceil(MEBIBYTE)));
    Ok(Figure::new(
        Row::HandIn,
        form.what,
        form.promised,
        format!("{} + {} s, {memory}", seconds(preview), seconds(write)),
        json!({"preview_seconds": preview.as_secs_f64(), "write_seconds": write.as_secs_f64(), "peak_bytes": peak}),
        in_all <= form.most && peak.is_none_or(|peak| peak <= MOST_BYTES),
    ))
}
