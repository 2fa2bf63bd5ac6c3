//! What was measured, for a terminal and for a script.

use super::{OfRule, Scored, Tallies, by_rule, pool};
use mention::score::{FoundRow, Share, Tally};
use serde_json::{Value, json};
use std::fmt::Write as _;

pub(super) fn text(scored: &Scored) -> String {
    let Scored { golds, tallies, pooled, set_aside, .. } = scored;
    let mut out = String::new();
    for gold in golds {
        let _ = writeln!(out, "gold: {} ({} rows)", gold.name, gold.rows.len());
    }
    if *set_aside > 0 {
        let _ = writeln!(out, "set aside: {set_aside} rows");
    }
    for name in &scored.left_out {
        let _ = writeln!(out, "left out: {name} (none of the files it labels can be read)");
    }
    table(&mut out, "kind of source", scored.kinds.iter().map(|(kind, tallies)| ((*kind).to_owned(), pool(tallies))));
    if scored.sets.len() > 1 {
        table(&mut out, "gold file", scored.sets.iter().map(|(set, tallies)| (set.clone(), pool(tallies))));
    }
    let named = |tallies: &Tallies| -> Vec<(String, Tally)> {
        tallies.iter().map(|(name, tally)| (name.clone(), tally.clone())).collect()
    };
    table(&mut out, "scheme", named(tallies).into_iter().chain([("pooled".to_owned(), pooled.clone())]));
    let _ = writeln!(out, "\n{:<44} {:>5} {:>7}  {:<24} of labelled", "rule", "right", "wrong", "precision (95 %)");
    for (rule, OfRule { right, wrong, labelled }) in by_rule(tallies) {
        if right + wrong > 0 {
            let precision = share(Some(Share { part: right, whole: right + wrong }));
            let _ = writeln!(out, "{rule:<44} {right:>5} {wrong:>7}  {precision:<24} {labelled}");
        }
    }
    out.push('\n');
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

fn table(out: &mut String, of: &str, rows: impl Iterator<Item = (String, Tally)>) {
    let _ = writeln!(
        out,
        "\n{of:<44} {:>5} {:>7} {:>7}  {:<24} {:<24} {:>6}",
        "hits", "missed", "false", "precision (95 %)", "recall (95 %)", "F1"
    );
    for (name, tally) in rows.filter(|(_, tally)| tally.hits + tally.misses.len() + tally.false_alarms.len() > 0) {
        let false_alarms = if tally.exhaustive { tally.false_alarms.len().to_string() } else { "-".to_owned() };
        let _ = writeln!(
            out,
            "{name:<44} {:>5} {:>7} {false_alarms:>7}  {:<24} {:<24} {:>6}",
            tally.hits,
            tally.misses.len(),
            share(tally.precision()),
            share(tally.recall()),
            tally.f1().map_or_else(|| "-".to_owned(), |f1| format!("{f1:.4}"))
        );
    }
}

fn share(share: Option<Share>) -> String {
    share.map_or_else(
        || "-".to_owned(),
        |share| {
            let (low, high) = share.interval();
            format!("{:.4} [{low:.4}, {high:.4}]", share.value())
        },
    )
}

pub(super) fn as_json(scored: &Scored) -> Value {
    let Scored { golds, tallies, pooled, set_aside, .. } = scored;
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
    let brief = |tally: &Tally| {
        json!({
            "hits": tally.hits, "misses": tally.misses.len(), "false_alarms": tally.false_alarms.len(),
            "precision": share(tally.precision()), "recall": share(tally.recall()), "f1": tally.f1(),
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
        "left_out": scored.left_out,
        "pooled": tally(pooled),
        "kinds": scored.kinds.iter().map(|(kind, one)| ((*kind).to_owned(), brief(&pool(one)))).collect::<serde_json::Map<_, _>>(),
        "sets": scored.sets.iter().map(|(set, one)| (set.clone(), brief(&pool(one)))).collect::<serde_json::Map<_, _>>(),
        "rules": by_rule(tallies).into_iter().map(|(rule, OfRule { right, wrong, labelled })| json!({
            "rule": rule, "right": right, "wrong": wrong, "labelled": labelled,
            "precision": share(Some(Share { part: right, whole: right + wrong }).filter(|share| share.whole > 0)),
        })).collect::<Vec<_>>(),
        "schemes": tallies.iter().map(|(name, one)| (name.clone(), tally(one))).collect::<serde_json::Map<_, _>>(),
    })
}
