//! Counting a log of ten million lines, against `zcat | wc -l` on the same file.

use super::Bench;
use super::figure::{Figure, Row};
use super::process::{Job, in_path, least_times, shirube, start};
use anyhow::Context as _;
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const LINES: usize = 10_000_000;
const WHAT: &str = "usage, a log of 10 million lines, against `zcat | wc -l`";
const PROMISED: &str = "≤ 3×";
const MOST: f64 = 3.0;
/// The runs of each: one takes most of a minute.
const RUNS: u32 = 2;

pub(super) fn measure(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let none = |why: String| Ok(vec![Figure::not_measured(Row::Usage, WHAT, PROMISED, why)]);
    let folder = bench.real.join("usage");
    let (log, robots) = (folder.join("apache_access_1.log"), folder.join("COUNTER_Robots_list.json"));
    if !log.is_file() || !robots.is_file() {
        return none(format!("no real log and list of robots in `{}`", folder.display()));
    }
    if in_path("zcat").is_none() {
        return none("`zcat` is not installed".to_owned());
    }
    let file = write(&std::fs::read_to_string(&log)?, bench.folder.path("log.gz"))?;
    let (file, robots) = (file.display().to_string(), robots.display().to_string());
    let ours: Job<'_> = Box::new(|| Ok(vec![start(shirube(&["usage", "--robots", &robots, &file])?)?]));
    let theirs: Job<'_> = Box::new(|| {
        let mut zcat = Command::new("zcat");
        let mut zcat = zcat.arg(&file).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let out = zcat.stdout.take().context("`zcat` gives nothing")?;
        let wc = Command::new("wc").arg("-l").stdin(out).stdout(Stdio::null()).spawn()?;
        Ok(vec![zcat, wc])
    });
    let [ours, theirs] = least_times(RUNS.min(bench.runs), [ours, theirs])?;
    let times = ours.as_secs_f64() / theirs.as_secs_f64();
    Ok(vec![Figure::new(
        Row::Usage,
        WHAT,
        PROMISED,
        format!("{times:.2}× ({:.1} s)", ours.as_secs_f64()),
        json!({"times": times, "seconds": ours.as_secs_f64(), "zcat_seconds": theirs.as_secs_f64()}),
        times <= MOST,
    )])
}

/// The lines of a real log again and again, each round on another day and from other addresses.
fn write(log: &str, file: PathBuf) -> anyhow::Result<PathBuf> {
    let lines: Vec<&str> = log.lines().filter(|line| line.contains('[')).collect();
    anyhow::ensure!(!lines.is_empty(), "the log has no lines");
    let out = File::create(&file).with_context(|| format!("`{}` cannot be written", Path::display(&file)))?;
    let mut out = GzEncoder::new(out, Compression::fast());
    let first = jiff::civil::date(2015, 5, 17);
    for round in 0..LINES.div_ceil(lines.len()) {
        let day = first.checked_add(jiff::Span::new().days(i64::try_from(round)? % 1000))?;
        let day = day.strftime("[%d/%b/%Y").to_string();
        let mut text = String::with_capacity(log.len() * 2);
        for (index, line) in lines.iter().enumerate().take(LINES - round * lines.len()) {
            let (Some(blank), Some(open)) = (line.find(' '), line.find('[')) else { continue };
            let number = round * 7 + index % 1000;
            let _ = write!(text, "10.{}.{}.{}", number >> 16 & 255, number >> 8 & 255, number & 255);
            let _ = writeln!(text, "{}{day}{}", &line[blank..open], line.get(open + 12..).unwrap_or_default());
        }
        out.write_all(text.as_bytes())?;
    }
    out.finish()?;
    Ok(file)
}
