//! `shirube score`: the recognisers against what people labelled by reading.
//!
//! The decision to question: files are read through the same prefilter as in a scan, so what the prefilter loses is a
//! miss here too. Labels are never edited; those we are sure are wrong can be set aside with `--set-aside`, and the
//! output says how many were.

use crate::exit;
use anyhow::Context as _;
use corpus::{Input, Item, ReadOptions};
use mention::score::{FoundRow, GoldRow, Share, Tally, Terms, compare};
use mention::{Certainty, FieldKind, Passage, Prefilter, Recogniser, SchemeSet};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Arguments of `shirube score`.
#[derive(clap::Args)]
pub struct Arguments {
    /// A gold file (JSON Lines: record, scheme, value); may be given several times, then all are pooled.
    /// What it promises is read from a GOLD.json beside it or in a folder above.
    #[arg(long, required = true, value_name = "GOLD.jsonl")]
    gold: Vec<PathBuf>,
    /// Rows (as in a gold file) that are neither required nor punished, for example labels known to be wrong.
    #[arg(long, value_name = "FILE.jsonl")]
    set_aside: Vec<PathBuf>,
    /// Fail (exit code 1) if pooled precision or recall is below this, from 0 to 1.
    #[arg(long, value_name = "P")]
    min: Option<f64>,
    /// Which schemes to look for: `all`, `plan` or a list.
    #[arg(long, default_value = "all")]
    schemes: SchemeSet,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The files that the gold files label: PubMed XML, or JSON Lines with `record` and `text`.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table, then each miss and false alarm.
    Text,
    /// One JSON object, documented in docs/reference/schemes.md.
    Json,
}

/// A reference list names nobody's grant or trial, so nobody labels it and nothing found there is scored.
const REFERENCE: &str = "reference";

/// A gold file with what it promises.
struct Gold {
    name: String,
    rows: Vec<GoldRow>,
    optional: Vec<GoldRow>,
    terms: Terms,
    /// The files it labels, by name; empty if nothing says.
    files: Vec<String>,
    fields_left_out: Vec<String>,
}

/// What was measured.
pub(super) struct Scored {
    golds: Vec<Gold>,
    /// By scheme; a name that ends in ` (recall only)` has no precision.
    pub(super) tallies: BTreeMap<String, Tally>,
    /// The exhaustive schemes taken together.
    pub(super) pooled: Tally,
    set_aside: usize,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let scored = measure(&arguments.gold, &arguments.set_aside, &arguments.schemes, &arguments.files)?;
    match arguments.format {
        Format::Text => print!("{}", text(&scored)),
        Format::Json => println!("{:#}", as_json(&scored)),
    }
    let reaches =
        |share: Option<Share>| arguments.min.is_none_or(|least| share.is_none_or(|share| share.value() >= least));
    if reaches(scored.pooled.precision()) && reaches(scored.pooled.recall()) {
        return Ok(exit::DONE);
    }
    eprintln!("shirube: pooled precision or recall is below `{}`", arguments.min.unwrap_or_default());
    Ok(exit::FAILED)
}

/// Compares what is found in files with what gold files label in them.
pub(super) fn measure(
    gold: &[PathBuf],
    set_aside: &[PathBuf],
    schemes: &SchemeSet,
    files: &[PathBuf],
) -> anyhow::Result<Scored> {
    let mut golds = gold.iter().map(|path| read_gold(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut aside = Vec::new();
    for path in set_aside {
        aside.extend(read_rows(path)?);
    }
    for gold in &mut golds {
        gold.optional.extend(aside.iter().cloned());
    }
    let recogniser = Recogniser::new(schemes);
    let prefilter = Prefilter::new(schemes);
    let mut found = BTreeMap::new();
    for path in files {
        found.insert(path.clone(), find(path, &recogniser, &prefilter)?);
    }
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for gold in &golds {
        let rows: Vec<FoundRow> = files_of(gold, &golds, files)
            .into_iter()
            .flat_map(|path| found[path].iter())
            .filter(|row| {
                row.field != REFERENCE
                    && !gold.fields_left_out.iter().any(|field| row.field.starts_with(field.as_str()))
            })
            .cloned()
            .collect();
        let terms = only(&gold.terms, schemes);
        for (scheme, tally) in compare(&gold.rows, &gold.optional, &rows, &terms) {
            // A scheme may be labelled fully in one gold file and in part in another: they are never mixed.
            let name = if tally.exhaustive { scheme } else { format!("{scheme} (recall only)") };
            tallies.entry(name).or_default().add(&tally);
        }
    }
    let pooled = pool(&tallies);
    Ok(Scored { golds, tallies, pooled, set_aside: aside.len() })
}

/// What the recogniser finds in a file.
fn find(path: &Path, recogniser: &Recogniser, prefilter: &Prefilter) -> anyhow::Result<Vec<FoundRow>> {
    let mut rows = Vec::new();
    let options = ReadOptions { checksum: false, ..ReadOptions::default() };
    corpus::read(&Input::File(path.to_owned()), &options, prefilter, &mut |item| {
        let Item::Record(record) = item else { return Ok(()) };
        for field in &record.fields {
            let passage = Passage { text: &field.text, kind: field.kind, beside: &field.beside };
            for mention in recogniser.mentions(passage) {
                rows.push(FoundRow {
                    record: record.id.clone(),
                    ids: record.identifiers.clone(),
                    field: if field.kind == FieldKind::Reference { REFERENCE.to_owned() } else { field.name.clone() },
                    scheme: mention.scheme.into_owned(),
                    value: mention.value,
                    raw: field.text[mention.span.clone()].to_owned(),
                    words: around(&field.text, mention.span),
                    rule: mention.rule.into_owned(),
                    reason: match mention.certainty {
                        Certainty::Certain => String::new(),
                        Certainty::Doubtful { reason } => reason.into_owned(),
                    },
                });
            }
        }
        Ok(())
    })
    .with_context(|| format!("`{}` could not be read", path.display()))?;
    Ok(rows)
}

/// The words around a mention, on one line.
fn around(text: &str, span: std::ops::Range<usize>) -> String {
    let start = text[..span.start].char_indices().rev().nth(59).map_or(0, |(at, _)| at);
    let end = text[span.end..].char_indices().nth(40).map_or(text.len(), |(at, _)| span.end + at);
    text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The files among those given that a gold file labels; those that no gold file claims if it does not say.
fn files_of<'a>(gold: &Gold, golds: &[Gold], files: &'a [PathBuf]) -> Vec<&'a PathBuf> {
    let claims = |gold: &Gold, path: &Path| gold.files.iter().any(|file| path.ends_with(file) || same_name(path, file));
    let own: Vec<&PathBuf> = files.iter().filter(|path| claims(gold, path)).collect();
    if !own.is_empty() {
        return own;
    }
    files.iter().filter(|path| !golds.iter().any(|other| claims(other, path))).collect()
}

fn same_name(path: &Path, file: &str) -> bool {
    path.file_name().is_some() && path.file_name() == Path::new(file).file_name()
}

/// The terms as far as the schemes are looked for.
fn only(terms: &Terms, set: &SchemeSet) -> Terms {
    let keep = |schemes: &BTreeSet<String>| schemes.iter().filter(|scheme| set.contains(scheme)).cloned().collect();
    Terms { exhaustive: keep(&terms.exhaustive), recall_only: keep(&terms.recall_only) }
}

/// All exhaustive schemes as one.
fn pool(tallies: &BTreeMap<String, Tally>) -> Tally {
    let mut pooled = Tally { exhaustive: true, ..Tally::default() };
    for tally in tallies.values().filter(|tally| tally.exhaustive) {
        pooled.add(tally);
    }
    pooled
}

fn read_gold(path: &Path) -> anyhow::Result<Gold> {
    let rows = read_rows(path)?;
    let mut gold = Gold {
        name: path.display().to_string(),
        terms: Terms { exhaustive: rows.iter().map(|row| row.scheme.clone()).collect(), ..Terms::default() },
        rows,
        optional: Vec::new(),
        files: Vec::new(),
        fields_left_out: Vec::new(),
    };
    let mut optional = Vec::new();
    if let Some(stem) = path.to_str().and_then(|path| path.strip_suffix(".jsonl")) {
        optional.push(PathBuf::from(format!("{stem}.optional.jsonl")));
    }
    if let Some((folder, promises)) = promises(path)? {
        let words = |key: &str| -> Vec<String> {
            promises[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        gold.terms = Terms {
            exhaustive: words("exhaustive").into_iter().collect(),
            recall_only: words("recall_only").into_iter().collect(),
        };
        gold.files = words("files");
        gold.fields_left_out = words("fields_left_out");
        if let Some(file) = promises["optional"].as_str() {
            optional.push(folder.join(file));
        }
    }
    optional.sort();
    optional.dedup();
    for path in optional.iter().filter(|path| path.is_file()) {
        gold.optional.extend(read_rows(path)?);
    }
    Ok(gold)
}

/// What GOLD.json, beside the gold file or in one of the two folders above, says of it.
fn promises(path: &Path) -> anyhow::Result<Option<(PathBuf, Value)>> {
    let path = std::path::absolute(path)?;
    for folder in path.ancestors().skip(1).take(3) {
        let file = folder.join("GOLD.json");
        if !file.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(&file).with_context(|| format!("`{}` could not be read", file.display()))?;
        let all: Value = serde_json::from_str(&text).with_context(|| format!("`{}` is not JSON", file.display()))?;
        let key = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if all[&key].is_object() {
            return Ok(Some((folder.to_owned(), all[&key].clone())));
        }
    }
    Ok(None)
}

fn read_rows(path: &Path) -> anyhow::Result<Vec<GoldRow>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("`{}` could not be read", path.display()))?;
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("{}:{}", path.display(), index + 1);
        let row: Value = serde_json::from_str(line).with_context(|| format!("{}: expected a JSON object", place()))?;
        let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        for key in ["record", "scheme", "value"] {
            anyhow::ensure!(!word(key).is_empty(), "{}: expected `{key}`, found none", place());
        }
        rows.push(GoldRow {
            record: word("record"),
            ids: ids(&row["ids"]),
            scheme: word("scheme"),
            value: word("value"),
            raw: word("raw"),
            doubtful: row["doubtful"] == true,
        });
    }
    Ok(rows)
}

/// `{"pmid": "1"}` as `pmid:1`.
fn ids(ids: &Value) -> Vec<String> {
    let pairs = ids.as_object().into_iter().flatten();
    pairs.filter_map(|(kind, id)| id.as_str().map(|id| format!("{kind}:{id}"))).collect()
}

fn text(Scored { golds, tallies, pooled, set_aside }: &Scored) -> String {
    let mut out = String::new();
    for gold in golds {
        let _ = writeln!(out, "gold: {} ({} rows)", gold.name, gold.rows.len());
    }
    if *set_aside > 0 {
        let _ = writeln!(out, "set aside: {set_aside} rows");
    }
    let _ = writeln!(
        out,
        "\n{:<22} {:>5} {:>7} {:>7}  {:<24} {:<24} {:>6}",
        "scheme", "hits", "missed", "false", "precision (95 %)", "recall (95 %)", "F1"
    );
    for (name, tally) in
        tallies.iter().filter(|(_, tally)| tally.hits + tally.misses.len() + tally.false_alarms.len() > 0)
    {
        let _ = writeln!(out, "{}", line(name, tally));
    }
    let _ = writeln!(out, "{}", line("pooled", pooled));
    for (name, tally) in tallies {
        for miss in &tally.misses {
            let how = if miss.only_doubtful { "only doubtful" } else { "missed" };
            let _ = writeln!(out, "{how}\t{}\t{name}\t{}\t{}", miss.row.record, miss.row.value, miss.row.raw);
        }
        for (how, rows) in [("false", &tally.false_alarms), ("waiting", &tally.waiting)] {
            for row in rows {
                let why = if row.reason.is_empty() { &row.rule } else { &row.reason };
                let _ = writeln!(
                    out,
                    "{how}\t{}\t{name}\t{}\t{}\t{}\t{why}\t… {} …",
                    row.record, row.value, row.raw, row.field, row.words
                );
            }
        }
    }
    out
}

fn line(name: &str, tally: &Tally) -> String {
    let share = |share: Option<Share>| {
        share.map_or_else(
            || "-".to_owned(),
            |share| {
                let (low, high) = share.interval();
                format!("{:.4} [{low:.4}, {high:.4}]", share.value())
            },
        )
    };
    let false_alarms = if tally.exhaustive { tally.false_alarms.len().to_string() } else { "-".to_owned() };
    format!(
        "{name:<22} {:>5} {:>7} {false_alarms:>7}  {:<24} {:<24} {:>6}",
        tally.hits,
        tally.misses.len(),
        share(tally.precision()),
        share(tally.recall()),
        tally.f1().map_or_else(|| "-".to_owned(), |f1| format!("{f1:.4}"))
    )
}

fn as_json(Scored { golds, tallies, pooled, set_aside }: &Scored) -> Value {
    let share = |share: Option<Share>| {
        share.map(|share| {
            let (low, high) = share.interval();
            json!({"value": share.value(), "part": share.part, "whole": share.whole, "low": low, "high": high})
        })
    };
    let row = |row: &FoundRow| {
        json!({
            "record": row.record, "scheme": row.scheme, "value": row.value, "raw": row.raw, "field": row.field,
            "rule": row.rule, "reason": row.reason, "words": row.words,
        })
    };
    let tally = |tally: &Tally| {
        json!({
            "exhaustive": tally.exhaustive,
            "hits": tally.hits,
            "precision": share(tally.precision()),
            "recall": share(tally.recall()),
            "f1": tally.f1(),
            "misses": tally.misses.iter().map(|miss| json!({
                "record": miss.row.record, "scheme": miss.row.scheme, "value": miss.row.value, "raw": miss.row.raw,
                "only_doubtful": miss.only_doubtful,
            })).collect::<Vec<_>>(),
            "false_alarms": tally.false_alarms.iter().map(row).collect::<Vec<_>>(),
            "waiting": tally.waiting.iter().map(row).collect::<Vec<_>>(),
        })
    };
    json!({
        "gold": golds.iter().map(|gold| json!({"file": gold.name, "rows": gold.rows.len()})).collect::<Vec<_>>(),
        "set_aside": set_aside,
        "pooled": tally(pooled),
        "schemes": tallies.iter().map(|(name, one)| (name.clone(), tally(one))).collect::<serde_json::Map<_, _>>(),
    })
}
