//! What one thing says otherwise than before, field by field.

use super::things::Thing;
use super::{Change, Difference};
use crate::EvaluationKind;
use serde_json::Value;
use std::collections::BTreeSet;

/// Fields that hold years.
const YEARS: &[&str] = &["start", "end", "origin", "first_year", "last_year", "from", "until", "due"];

pub(super) fn compare(old: &Thing, new: &Thing, out: &mut Vec<Difference>) {
    let keys: BTreeSet<&String> = old.fields.keys().chain(new.fields.keys()).collect();
    let mut keys: Vec<&String> = keys.into_iter().collect();
    // The name first, whatever the alphabet says.
    keys.sort_by_key(|key| *key != "title");
    for key in keys {
        let (before, after) = (value(old, key), value(new, key));
        if before == after {
            continue;
        }
        match key.as_str() {
            "evaluations" => marks(new, before, after, out),
            // A succession's `from` is an id.
            key if YEARS.contains(&key) && !before.is_string() && !after.is_string() => {
                let (key, from, to) = (toml_key(key), before.clone(), after.clone());
                out.push(new.difference(Change::YearsChanged { key, from, to }));
            }
            _ => words_or_value(new, key, before, after, out),
        }
    }
}

fn value<'a>(thing: &'a Thing, key: &str) -> &'a Value {
    thing.fields.get(key).unwrap_or(&Value::Null)
}

/// The key as TOML has it.
fn toml_key(key: &str) -> String {
    key.replace('_', "-")
}

/// The words of a text in one language; none if the value is no text.
fn words<'a>(value: &'a Value, language: &str) -> Option<&'a str> {
    match value {
        Value::Null => Some(""),
        Value::Object(text) if text.contains_key("en_official") => text.get(language)?.as_str(),
        _ => None,
    }
}

fn words_or_value(new: &Thing, key: &str, before: &Value, after: &Value, out: &mut Vec<Difference>) {
    let start = out.len();
    for language in ["ja", "en"] {
        let (Some(from), Some(to)) = (words(before, language), words(after, language)) else { break };
        if from != to {
            let (from, to) = (from.to_owned(), to.to_owned());
            out.push(new.difference(match key {
                "title" => Change::Renamed { language, from, to },
                _ => Change::WordingChanged { key: toml_key(key), language, from, to },
            }));
        }
    }
    // Not a text, or a text whose English became official.
    if out.len() == start {
        let (key, from, to) = (toml_key(key), before.clone(), after.clone());
        out.push(new.difference(Change::Changed { key, from, to }));
    }
}

struct Mark<'a> {
    kind: EvaluationKind,
    year: Option<i16>,
    value: &'a Value,
}

fn read(marks: &Value) -> Vec<Mark<'_>> {
    let read = |value| -> Option<Mark<'_>> {
        let mark: crate::EvaluationMark = serde_json::from_value(Value::clone(value)).ok()?;
        Some(Mark { kind: mark.kind, year: mark.when.year.map(|year| year.0), value })
    };
    marks.as_array().into_iter().flatten().filter_map(read).collect()
}

fn marks(new: &Thing, before: &Value, after: &Value, out: &mut Vec<Difference>) {
    let start = out.len();
    let (mut gone, mut come) = (read(before), read(after));
    // What stands in both has not moved; the rest is paired within its kind, in the order in which it stands.
    take_pairs(&mut gone, &mut come, |a, b| a.value == b.value, |_, _| {});
    take_pairs(
        &mut gone,
        &mut come,
        |a, b| (a.kind, a.year) == (b.kind, b.year),
        |a, b| {
            let (from, to) = (a.value.clone(), b.value.clone());
            out.push(new.difference(Change::Changed { key: "evaluations".to_owned(), from, to }));
        },
    );
    take_pairs(
        &mut gone,
        &mut come,
        |a, b| a.kind == b.kind,
        |a, b| {
            out.push(new.difference(Change::MarkMoved { kind: a.kind, from: a.year, to: b.year }));
        },
    );
    for Mark { kind, year, .. } in come {
        out.push(new.difference(Change::MarkAdded { kind, year }));
    }
    for Mark { kind, year, .. } in gone {
        out.push(new.difference(Change::MarkWithdrawn { kind, year }));
    }
    if out.len() == start {
        let (from, to) = (before.clone(), after.clone());
        out.push(new.difference(Change::Changed { key: "evaluations".to_owned(), from, to }));
    }
}

/// Takes out pairs that belong together, each with the first that it fits.
fn take_pairs<'a>(
    gone: &mut Vec<Mark<'a>>,
    come: &mut Vec<Mark<'a>>,
    fits: impl Fn(&Mark<'a>, &Mark<'a>) -> bool,
    mut pair: impl FnMut(&Mark<'a>, &Mark<'a>),
) {
    gone.retain(|old| match come.iter().position(|new| fits(old, new)) {
        Some(at) => {
            pair(old, &come.remove(at));
            false
        }
        None => true,
    });
}
