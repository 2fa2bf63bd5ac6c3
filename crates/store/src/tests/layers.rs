//! Hand-ins, withdrawals and undos in any order, held against a model that keeps a list and counts on its fingers.

use super::arden_register::{TODAY, confidential, find, finds, options, rows};
use super::{Place, everywhere};
use crate::{HandInOptions, Store, UndoOutcome};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;

/// Something that somebody does.
#[derive(Debug, Clone)]
enum Step {
    /// Rows with their stages, and rows that are withdrawn.
    HandsIn(BTreeMap<u8, u8>, Vec<u8>),
    /// Takes back the hand-in at this place of those in force.
    Undoes(usize),
}

/// What a hand-in says of each row: its stage, or that it is withdrawn.
type Layer = BTreeMap<u8, Option<u8>>;

const STAGES: [&str; 3] = ["A", "B", "C"];

/// Row 4 is confidential: whatever happens to it happens in both halves.
fn row(number: u8, stage: u8) -> register::Entry {
    let entry = find(&format!("B-{number}"), STAGES[usize::from(stage)], date(2024, 5, 1));
    if number == 4 { confidential(entry, date(2030, 1, 1)) } else { entry }
}

fn expected(layers: &[(u64, Layer)]) -> Vec<String> {
    let mut rows: Layer = BTreeMap::new();
    for (_, layer) in layers {
        rows.extend(layer);
    }
    let shown =
        |(number, stage): (u8, Option<u8>)| Some(format!("finds:B-{number} {} bench", STAGES[usize::from(stage?)]));
    rows.into_iter().filter_map(shown).collect()
}

/// Does all of it and looks after each step. Every earlier state is looked at again at the end.
fn run(place: &Place, steps: &[Step]) -> Result<(), TestCaseError> {
    let mut store = place.open();
    store.see_as(access::Actor::Office);
    let mut layers: Vec<(u64, Layer)> = Vec::new();
    let mut seen: Vec<(u64, Vec<String>)> = Vec::new();
    for step in steps {
        match step {
            Step::HandsIn(stages, withdraw) => {
                let entries: Vec<register::Entry> = stages.iter().map(|(&number, &stage)| row(number, stage)).collect();
                let keys: Vec<String> = withdraw.iter().map(|number| format!("B-{number}")).collect();
                let options = HandInOptions { withdraw: &keys, ..options() };
                let outcome = store.hand_in(&finds(), &entries, &options).expect("a hand-in");
                let mut layer: Layer = stages.iter().map(|(&number, &stage)| (number, Some(stage))).collect();
                // Only a row that is there can be withdrawn.
                let gone = |number: &&u8| outcome.preview.withdrawn.contains(&format!("B-{number}"));
                layer.extend(withdraw.iter().filter(gone).map(|&number| (number, None)));
                if let Some(change) = outcome.change {
                    layers.push((change, layer));
                }
            }
            Step::Undoes(at) if layers.is_empty() => {
                prop_assert!(store.undo_hand_in(*at as u64 + 1, "a hub", "", TODAY).is_err());
            }
            Step::Undoes(at) => {
                let (change, _) = layers.remove(at % layers.len());
                store.undo_hand_in(change, "a hub", "", TODAY).expect("taken back");
            }
        }
        let now = store.change().expect("a change");
        let there = rows(&mut store, now);
        prop_assert_eq!(&there, &expected(&layers), "after {:?}", step);
        seen.push((now, there));
    }
    for (as_of, there) in seen {
        prop_assert_eq!(rows(&mut store, as_of), there, "as of {}", as_of);
    }
    Ok(())
}

fn some_steps() -> impl Strategy<Value = Vec<Step>> {
    let hands_in = (prop::collection::btree_map(1..6_u8, 0..3_u8, 0..4), prop::collection::vec(1..6_u8, 0..2))
        .prop_map(|(stages, withdraw)| Step::HandsIn(stages, withdraw));
    prop::collection::vec(prop_oneof![3 => hands_in, 2 => (0..5_usize).prop_map(Step::Undoes)], 1..9)
}

#[test]
fn whatever_is_handed_in_and_taken_back_the_latest_word_in_force_stands_and_the_past_stays() {
    let check = |cases: u32, place: &dyn Fn() -> Place| {
        let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        runner.run(&some_steps(), |steps| run(&place(), &steps)).unwrap_or_else(|error| panic!("{error}"));
    };
    check(60, &Place::sqlite);
    if Place::postgres("UTF8").is_some() {
        check(6, &|| Place::postgres("UTF8").expect("the server was there"));
    } else {
        eprintln!("SKIPPED: the half of this test on PostgreSQL");
    }
}

#[test]
fn an_undo_says_what_goes_what_comes_back_and_what_a_later_hand_in_keeps() {
    let hand = |store: &mut Store, stages: &[(u8, u8)]| {
        let entries: Vec<register::Entry> = stages.iter().map(|&(number, stage)| row(number, stage)).collect();
        store.hand_in(&finds(), &entries, &options()).expect("a hand-in").change.expect("a change")
    };
    everywhere(|place| {
        let mut store = place.open();
        hand(&mut store, &[(1, 0)]);
        let second = hand(&mut store, &[(1, 1), (2, 0), (3, 0)]);
        hand(&mut store, &[(3, 0), (5, 0)]);
        let outcome = store.undo_hand_in(second, "a hub", "", TODAY).expect("taken back");
        assert_eq!(outcome, UndoOutcome { change: 4, ended: 1, restored: 1, kept: 1 });
        assert_eq!(rows(&mut store, 4), ["finds:B-1 A bench", "finds:B-3 A bench", "finds:B-5 A bench"]);
    });
}
