//! What one plan says otherwise than another, by structure: things are told apart by their ids, so that what was
//! renamed, moved or reworded is told as such and not as one thing gone and another come.

mod order;
mod things;
mod values;
mod words;

use crate::diagnostic::Unit;
use crate::{EvaluationKind, Plan};
use serde::Serialize;
use serde_json::Value;
use things::{Thing, things};

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// What it is.
    pub unit: Unit,
    /// Its id; for what has none, the words that tell it apart.
    pub id: String,
    /// Its name, after the change if it still stands, in Japanese and English.
    pub title: [String; 2],
    /// What became of it.
    #[serde(flatten)]
    pub change: Change,
}

/// What became of a thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// It is new.
    Added,
    /// It no longer stands.
    Withdrawn,
    /// It stands elsewhere: in another programme, project or focus, or at another place in the order.
    Moved {
        /// Ids of what it stood in, from the outside in; for a change of order, of what it stood behind.
        from: Where,
        /// As `from`, now.
        to: Where,
    },
    /// Its name is another.
    Renamed {
        /// `ja` or `en`.
        language: &'static str,
        /// The old words; empty if there were none.
        from: String,
        /// The new words.
        to: String,
    },
    /// An evaluation mark is new.
    MarkAdded {
        /// Which evaluation.
        kind: EvaluationKind,
        /// Its year, if known.
        year: Option<i16>,
    },
    /// An evaluation mark no longer stands.
    MarkWithdrawn {
        /// Which evaluation.
        kind: EvaluationKind,
        /// Its year, if known.
        year: Option<i16>,
    },
    /// An evaluation mark stands in another year.
    MarkMoved {
        /// Which evaluation.
        kind: EvaluationKind,
        /// The old year, if known.
        from: Option<i16>,
        /// The new year, if known.
        to: Option<i16>,
    },
    /// A first or last year is another, or known otherwise.
    YearsChanged {
        /// `start`, `end`, `origin`, `from` …
        key: String,
        /// What stood there; null if nothing.
        from: Value,
        /// What stands there.
        to: Value,
    },
    /// Words are others.
    WordingChanged {
        /// The key under which they stand.
        key: String,
        /// `ja` or `en`.
        language: &'static str,
        /// The old words; empty if there were none.
        from: String,
        /// The new words; empty if there are none.
        to: String,
    },
    /// Something else is another.
    Changed {
        /// The key under which it stands.
        key: String,
        /// What stood there; null if nothing.
        from: Value,
        /// What stands there; null if nothing.
        to: Value,
    },
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// Inside these, from the outside in.
    In(Vec<String>),
    /// Behind this one.
    After(String),
    /// Before all others.
    First,
}

/// Everything that `new` says otherwise than `old`; empty exactly if they are equal.
///
/// In the order of `new`: head, decisions, policies, programmes, projects, indicators, cross-cuts, successions, joins; what was
/// withdrawn stands behind what is of its kind.
#[must_use]
pub fn diff(old: &Plan, new: &Plan) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (old, new) in things(old).iter().zip(&things(new)) {
        compare(old, new, &mut differences);
    }
    // Things that stand twice under one id are no plan that `check` lets pass, and yet not equal to one with a single one.
    if differences.is_empty() && old != new {
        differences.push(Difference {
            unit: Unit::Plan,
            id: new.id.clone(),
            title: [new.title.ja.clone(), new.title.en.clone()],
            change: Change::Changed { key: "repeated".to_owned(), from: Value::Null, to: Value::Null },
        });
    }
    differences
}

/// The differences between all things of one kind.
fn compare(old: &[Thing], new: &[Thing], out: &mut Vec<Difference>) {
    let find = |things: &[Thing], id: &str| things.iter().position(|thing| thing.id == id);
    let moved = order::moved(old, new);
    for thing in new {
        let Some(before) = find(old, &thing.id).map(|at| &old[at]) else {
            out.push(thing.difference(Change::Added));
            continue;
        };
        if before.inside != thing.inside {
            let (from, to) = (Where::In(before.inside.clone()), Where::In(thing.inside.clone()));
            out.push(thing.difference(Change::Moved { from, to }));
        } else if let Some((from, to)) = moved.get(&thing.id) {
            out.push(thing.difference(Change::Moved { from: from.clone(), to: to.clone() }));
        }
        values::compare(before, thing, out);
    }
    for thing in old.iter().filter(|thing| find(new, &thing.id).is_none()) {
        out.push(thing.difference(Change::Withdrawn));
    }
}
