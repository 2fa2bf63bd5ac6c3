//! `shirube score`: the recognisers against what people labelled by reading.
//!
//! The decision to question: files are read through the same prefilter as in a scan, so what the prefilter loses is a
//! miss here too. Labels are never edited; those we are sure are wrong can be set aside with `--set-aside`, and the
//! output says how many were.

mod gold;
mod markdown;
mod print;

use crate::exit;
use anyhow::Context as _;
use corpus::{Input, Item, ReadOptions};
use gold::{Gold, read_gold, read_rows};
use mention::score::{FoundRow, Share, Tally, Terms, compare};
use mention::{Certainty, FieldKind, Passage, Prefilter, Recogniser, SchemeSet};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Arguments of `shirube score`.
#[derive(clap::Args)]
pub struct Arguments {
    /// A gold file (JSON Lines: record, scheme, value); may be given several times, then all are pooled.
    /// What it promises is read from a GOLD.json beside it or in a folder above.
    #[arg(long, required_unless_present = "all", value_name = "GOLD.jsonl")]
    gold: Vec<PathBuf>,
    /// All gold files that the GOLD.json of a folder describes, against the files it names. Files of formats that cannot be read are
    /// told on stderr.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["gold", "files"])]
    all: Option<PathBuf>,
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
    /// The files that the gold files label, of any format that `scan` reads.
    #[arg(required_unless_present = "all", value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables, then each miss and false alarm.
    Text,
    /// One JSON object, documented in docs/reference/score.md.
    Json,
    /// The tables alone, as docs/reference/score.md holds them.
    Markdown,
    /// One row a rule, as docs/reference/measured.tsv holds them.
    Rules,
}

/// A reference list names nobody's grant or trial, so nobody labels it and nothing found there is scored.
const REFERENCE: &str = "reference";

/// By scheme; a name that ends in ` (recall only)` has no precision.
pub(super) type Tallies = BTreeMap<String, Tally>;

/// What was measured.
#[derive(Default)]
pub(super) struct Scored {
    golds: Vec<Gold>,
    /// By scheme, all gold files together.
    pub(super) tallies: Tallies,
    /// By kind of source: `pubmed`, `jats`, `texts`, …
    kinds: BTreeMap<&'static str, Tallies>,
    /// By gold file.
    sets: BTreeMap<String, Tallies>,
    /// The exhaustive schemes taken together.
    pub(super) pooled: Tally,
    set_aside: usize,
    /// Gold files of which no file could be read.
    left_out: Vec<String>,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let scored = match &arguments.all {
        Some(folder) => measure_all(folder, &arguments.set_aside, &arguments.schemes)?,
        None => measure(&arguments.gold, &arguments.set_aside, &arguments.schemes, &arguments.files)?,
    };
    match arguments.format {
        Format::Text => print!("{}", print::text(&scored)),
        Format::Json => println!("{:#}", print::as_json(&scored)),
        Format::Markdown => print!("{}", markdown::tables(&scored)),
        Format::Rules => print!("{}", markdown::rules(&scored)),
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
fn measure(gold: &[PathBuf], set_aside: &[PathBuf], schemes: &SchemeSet, files: &[PathBuf]) -> anyhow::Result<Scored> {
    let golds = gold.iter().map(|path| read_gold(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let own: Vec<Vec<PathBuf>> = golds.iter().map(|gold| files_of(gold, &golds, files)).collect();
    compare_all(golds.into_iter().zip(own).collect(), set_aside, schemes, true)
}

/// The same for all gold files that a folder describes.
pub(super) fn measure_all(folder: &Path, set_aside: &[PathBuf], schemes: &SchemeSet) -> anyhow::Result<Scored> {
    compare_all(gold::all(folder)?, set_aside, schemes, false)
}

fn compare_all(
    sets: Vec<(Gold, Vec<PathBuf>)>,
    set_aside: &[PathBuf],
    schemes: &SchemeSet,
    must_be_read: bool,
) -> anyhow::Result<Scored> {
    let mut scored = Scored::default();
    let mut aside = Vec::new();
    for path in set_aside {
        aside.extend(read_rows(path)?);
    }
    scored.set_aside = aside.len();
    let recogniser = Recogniser::new(schemes);
    let prefilter = Prefilter::new(schemes);
    let mut found: BTreeMap<PathBuf, Option<Found>> = BTreeMap::new();
    for (mut gold, files) in sets {
        gold.optional.extend(aside.iter().cloned());
        let mut rows = Vec::new();
        let mut kind = None;
        for path in &files {
            if !found.contains_key(path) {
                let read = match find(path, &recogniser, &prefilter) {
                    Ok(read) => Some(read),
                    Err(error) if must_be_read => return Err(error),
                    Err(error) => {
                        // Without the hint: a folder of gold may hold many files of a format that nothing reads.
                        let told = format!("{error:#}");
                        eprintln!("not read: {}", told.lines().next().unwrap_or_default());
                        None
                    }
                };
                found.insert(path.clone(), read);
            }
            let Some(Some(read)) = found.get(path) else { continue };
            kind = kind.or(Some(read.kind));
            let scores = |row: &&FoundRow| {
                row.field != REFERENCE
                    && !gold.fields_left_out.iter().any(|field| row.field.starts_with(field.as_str()))
            };
            rows.extend(read.rows.iter().filter(scores).cloned());
        }
        let Some(kind) = kind else {
            scored.left_out.push(gold.name);
            continue;
        };
        for (scheme, tally) in compare(&gold.rows, &gold.optional, &rows, &only(&gold.terms, schemes)) {
            // A scheme may be labelled fully in one gold file and in part in another: they are never mixed.
            let name = if tally.exhaustive { scheme } else { format!("{scheme} (recall only)") };
            let of_kind = scored.kinds.entry(kind).or_default();
            let of_set = scored.sets.entry(gold.name.clone()).or_default();
            for tallies in [&mut scored.tallies, of_kind, of_set] {
                tallies.entry(name.clone()).or_default().add(&tally);
            }
        }
        scored.golds.push(gold);
    }
    scored.pooled = pool(&scored.tallies);
    Ok(scored)
}

/// What was found in a file.
struct Found {
    /// The kind of source, by the file's format.
    kind: &'static str,
    rows: Vec<FoundRow>,
}

/// What the recogniser finds in a file.
fn find(path: &Path, recogniser: &Recogniser, prefilter: &Prefilter) -> anyhow::Result<Found> {
    let mut rows = Vec::new();
    let options = ReadOptions { checksum: false, ..ReadOptions::default() };
    let summary = corpus::read(&Input::File(path.to_owned()), &options, prefilter, &mut |item| {
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
    Ok(Found { kind: summary.format.source(), rows })
}

/// The words around a mention, on one line.
fn around(text: &str, span: std::ops::Range<usize>) -> String {
    let start = text[..span.start].char_indices().rev().nth(59).map_or(0, |(at, _)| at);
    let end = text[span.end..].char_indices().nth(40).map_or(text.len(), |(at, _)| span.end + at);
    text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The files among those given that a gold file labels; those that no gold file claims if it does not say.
fn files_of(gold: &Gold, golds: &[Gold], files: &[PathBuf]) -> Vec<PathBuf> {
    let claims = |gold: &Gold, path: &Path| {
        let folder = |file: &str| path.ancestors().skip(1).any(|folder| folder.ends_with(file));
        gold.files.iter().any(|file| path.ends_with(file) || same_name(path, file) || folder(file))
    };
    let own: Vec<PathBuf> = files.iter().filter(|path| claims(gold, path)).cloned().collect();
    if !own.is_empty() {
        return own;
    }
    files.iter().filter(|path| !golds.iter().any(|other| claims(other, path))).cloned().collect()
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
fn pool(tallies: &Tallies) -> Tally {
    let mut pooled = Tally { exhaustive: true, ..Tally::default() };
    for tally in tallies.values().filter(|tally| tally.exhaustive) {
        pooled.add(tally);
    }
    pooled
}

/// What a rule got right and wrong where precision counts, and how much gold has of its schemes there.
#[derive(Default)]
struct OfRule {
    right: usize,
    wrong: usize,
    labelled: usize,
}

/// By rule with its version. Every rule of the recogniser has a row, one that was never tried a row of zeros.
fn by_rule(tallies: &Tallies) -> Vec<(&'static str, OfRule)> {
    let of = |rule: &mention::RuleInfo| {
        let mut all = OfRule::default();
        for tally in rule.schemes.iter().filter_map(|scheme| tallies.get(*scheme)).filter(|tally| tally.exhaustive) {
            all.right += tally.hits_by_rule.get(rule.id).copied().unwrap_or(0);
            all.wrong += tally.false_alarms.iter().filter(|row| row.rule == rule.id).count();
            all.labelled += tally.hits + tally.misses.len();
        }
        all
    };
    Recogniser::default().rules().iter().map(|rule| (rule.id, of(rule))).collect()
}
