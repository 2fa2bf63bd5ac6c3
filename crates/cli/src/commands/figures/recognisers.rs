//! The recognisers against what people labelled by reading.

use super::Bench;
use super::figure::{Figure, Row};
use crate::commands::score;
use mention::SchemeSet;
use mention::score::{Share, Tally};
use serde_json::json;

/// Labels that we are sure are wrong, each with the reason. They are set aside in a figure of its own, so that both can be seen.
const DISPUTED: &str = include_str!("../../../../mention/tests/disputed.jsonl");

const WHAT: [&str; 3] =
    ["recognisers, exhaustive schemes pooled", "the same, disputed labels set aside", "recognisers, AMED"];
const PROMISED: [&str; 3] = ["precision and recall ≥ 0.99", "precision and recall ≥ 0.99", "no error"];
const LEAST: f64 = 0.99;

pub(super) fn measure(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let index = bench.real.join("GOLD.json");
    if !index.is_file() {
        let why = format!("`{}` is not there", index.display());
        let none = |which: usize| Figure::not_measured(Row::Recognisers, WHAT[which], PROMISED[which], why.clone());
        return Ok((0..WHAT.len()).map(none).collect());
    }
    let disputed = bench.folder.path("disputed.jsonl");
    std::fs::write(&disputed, DISPUTED)?;
    let as_labelled = score::measure_all(&bench.real, &[], &SchemeSet::all())?;
    let set_aside = score::measure_all(&bench.real, &[disputed], &SchemeSet::all())?;
    let amed = as_labelled.tallies.get("amed").cloned().unwrap_or_default();
    let (missed, wrong) = (amed.misses.len(), amed.false_alarms.len());
    Ok(vec![
        pooled(0, &as_labelled.pooled),
        pooled(1, &set_aside.pooled),
        Figure::new(
            Row::Recognisers,
            WHAT[2],
            PROMISED[2],
            format!("{} hits, {missed} missed, {wrong} false", amed.hits),
            json!({"hits": amed.hits, "missed": missed, "false": wrong}),
            amed.hits > 0 && missed + wrong == 0,
        ),
    ])
}

fn pooled(which: usize, tally: &Tally) -> Figure {
    let value = |share: Option<Share>| share.map_or(0.0, Share::value);
    let (precision, recall) = (value(tally.precision()), value(tally.recall()));
    let (missed, wrong) = (tally.misses.len(), tally.false_alarms.len());
    Figure::new(
        Row::Recognisers,
        WHAT[which],
        PROMISED[which],
        format!("{precision:.4} and {recall:.4} ({} hits, {missed} missed, {wrong} false)", tally.hits),
        json!({"precision": precision, "recall": recall, "hits": tally.hits, "missed": missed, "false": wrong}),
        precision >= LEAST && recall >= LEAST,
    )
}
