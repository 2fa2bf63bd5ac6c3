//! Tables for the documentation.

use super::{OfRule, Scored, Tallies, by_rule, pool};
use mention::score::{Share, Tally};
use std::fmt::Write as _;

/// By kind of source, by gold file, by scheme.
pub(super) fn tables(scored: &Scored) -> String {
    let mut out = String::new();
    let kinds = scored.kinds.iter().map(|(kind, tallies)| ((*kind).to_owned(), pool(tallies)));
    table(&mut out, "kind of source", kinds.chain([("all".to_owned(), scored.pooled.clone())]));
    let sets = scored.sets.iter().map(|(set, tallies)| (format!("`{set}`"), pool(tallies)));
    table(&mut out, "gold file", sets);
    table(&mut out, "scheme", named(&scored.tallies));
    out
}

fn named(tallies: &Tallies) -> impl Iterator<Item = (String, Tally)> + '_ {
    tallies.iter().map(|(name, tally)| (name.clone(), tally.clone()))
}

fn table(out: &mut String, of: &str, rows: impl Iterator<Item = (String, Tally)>) {
    let _ = writeln!(
        out,
        "| {of} | found | missed | wrong | precision (95 %) | recall (95 %) |\n|---|--:|--:|--:|---|---|"
    );
    for (name, tally) in rows.filter(|(_, tally)| tally.hits + tally.misses.len() + tally.false_alarms.len() > 0) {
        let wrong = if tally.exhaustive { tally.false_alarms.len().to_string() } else { "–".to_owned() };
        let (precision, recall) = (share(tally.precision()), share(tally.recall()));
        let _ =
            writeln!(out, "| {name} | {} | {} | {wrong} | {precision} | {recall} |", tally.hits, tally.misses.len());
    }
    out.push('\n');
}

fn share(share: Option<Share>) -> String {
    share.map_or_else(
        || "–".to_owned(),
        |share| {
            let (low, high) = share.interval();
            format!("{:.3} ({low:.3}–{high:.3})", share.value())
        },
    )
}

/// Tab-separated: rule, right, wrong, labelled.
pub(super) fn rules(scored: &Scored) -> String {
    let mut out = String::from("rule\tright\twrong\tlabelled\n");
    for (rule, OfRule { right, wrong, labelled }) in by_rule(&scored.tallies) {
        let _ = writeln!(out, "{rule}\t{right}\t{wrong}\t{labelled}");
    }
    out
}
