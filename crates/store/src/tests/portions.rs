//! Hand-ins of more rows than are in memory at a time.

use super::arden_register::{TODAY, confidential, find, finds, hand_in, options};
use super::everywhere;
use crate::ColumnChange;
use jiff::civil::date;
use register::{Entries, Entry};
use std::collections::BTreeSet;

/// More than two portions.
const ROWS: usize = 4_100;

/// Row `number`, in stage B where `is_b` says so; every tenth is confidential.
fn row(number: usize, is_b: bool) -> Entry {
    let row = find(&format!("B-{number}"), if is_b { "B" } else { "A" }, date(2024, 5, 1));
    if number.is_multiple_of(10) { confidential(row, date(2030, 1, 1)) } else { row }
}

#[test]
fn a_hand_in_of_many_rows_counts_writes_and_takes_back_every_one() {
    everywhere(|place| {
        let mut store = place.open();
        let first: Entries = (0..ROWS).map(|number| row(number, false)).collect();
        let outcome = store.hand_in(&finds(), &first, &options()).expect("a hand-in");
        assert_eq!((outcome.preview.added.len(), outcome.preview.confidential), (ROWS, 410));
        assert_eq!(store.hand_in(&finds(), &first, &options()).expect("again").preview.unchanged, ROWS as u64);

        // Every third says something else, and a hundred are new.
        let second: Entries = (0..ROWS + 100).map(|number| row(number, number.is_multiple_of(3))).collect();
        let preview = store.preview_hand_in(&finds(), &second, &options()).expect("a preview");
        let in_b = preview.changed.len();
        assert_eq!((in_b, preview.unchanged), (ROWS.div_ceil(3), (ROWS - in_b) as u64));
        assert_eq!(preview.added.first().map(String::as_str), Some("B-4100"));
        let stage = ColumnChange { column: "stage".into(), old: vec!["A".into()], new: vec!["B".into()] };
        assert_eq!(preview.changed[1].columns, [stage]);
        assert_eq!(store.hand_in(&finds(), &second, &options()).expect("a hand-in").preview, preview);
        let stages = |store: &mut crate::Store, change: u64, wanted: &str| {
            let stage = BTreeSet::from(["stage".to_owned()]);
            let rows = store.rows_with(change, &stage).expect("rows");
            rows.iter().filter(|row| row.attributes.get("stage").is_some_and(|values| *values[0] == *wanted)).count()
        };
        assert_eq!(stages(&mut store, 2, "B"), (ROWS + 100).div_ceil(3));
        assert_eq!(stages(&mut store, 1, "A"), ROWS);

        let undone = store.undo_hand_in(2, "a hub", "wrong file", TODAY).expect("taken back");
        assert_eq!((undone.ended, undone.restored), (100, in_b as u64));
        assert_eq!((stages(&mut store, 3, "A"), stages(&mut store, 3, "B")), (ROWS, 0));
    });
}

#[test]
fn only_the_attributes_asked_for_are_gathered_and_the_rows_are_the_same() {
    everywhere(|place| {
        let mut store = place.open();
        hand_in(&mut store, &[row(10, false), row(11, true)]);
        let all = store.rows(1).expect("rows");
        let some = store.rows_with(1, &BTreeSet::from(["depth".to_owned()])).expect("rows");
        assert_eq!(some.len(), 2);
        for (all, some) in all.iter().zip(&some) {
            assert_eq!((&all.record, &all.dates, all.withheld), (&some.record, &some.dates, some.withheld));
            assert_eq!(some.attributes.get("depth"), all.attributes.get("depth"));
            assert_eq!(some.attributes.iter().count(), 1);
        }
    });
}

#[test]
fn the_last_of_rows_with_one_key_stands_also_where_they_are_far_apart() {
    everywhere(|place| {
        let mut store = place.open();
        let entries: Entries = (0..ROWS).chain([1]).enumerate().map(|(at, number)| row(number, at == ROWS)).collect();
        let outcome = store.hand_in(&finds(), &entries, &options()).expect("a hand-in");
        assert_eq!(outcome.preview.repeated, ["B-1"]);
        assert_eq!(outcome.preview.added.len(), ROWS);
        let rows = store.rows(1).expect("rows");
        let row = rows.iter().find(|row| &*row.record == "finds:B-1").expect("the row");
        assert_eq!(row.attributes.get("stage").map(|values| values.join(" ")).as_deref(), Some("B"));
    });
}
