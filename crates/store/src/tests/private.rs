//! The two halves: what a copy of the public one tells, and when a row opens.

use super::arden_register::{TODAY, confidential, find, finds, hand_in, options, rows};
use super::everywhere;
use crate::{Error, Location, Store};
use access::Actor;
use jiff::civil::date;

const SECRET: &str = "Pearl B-7 of the lakes";

fn hidden() -> register::Entry {
    confidential(find("B-7", "C", date(2024, 5, 1)), date(2025, 4, 1))
}

/// Every text and blob of the public half.
fn public_half(store: &mut Store) -> String {
    let connection = store.connection().expect("connected");
    let mut all = String::new();
    for table in connection.tables().expect("tables").into_iter().filter(|table| !table.starts_with("record_search_")) {
        let columns: Vec<String> =
            connection.columns(&table).expect("columns").into_iter().map(|column| format!("\"{column}\"")).collect();
        for column in columns.iter().filter(|column| table != "record_search" || *column == "\"words\"") {
            let sql = format!("select cast({column} as text) from {table} where {column} is not null");
            connection
                .each(&sql, &[], &mut |row| {
                    all.push_str(row.maybe_text(0)?.unwrap_or_default());
                    all.push('\n');
                    Ok(())
                })
                .expect("read");
        }
    }
    all
}

#[test]
fn a_copy_of_the_public_half_holds_no_word_of_a_confidential_row() {
    everywhere(|place| {
        let mut store = place.open();
        hand_in(&mut store, &[find("B-1", "A", date(2024, 5, 1)), hidden()]);
        let public = public_half(&mut store);
        assert!(public.contains("Pearl B-1 of the lakes"), "the open row is there");
        for word in [SECRET, "B-7", "Mira Ode"] {
            assert!(!public.contains(word), "{word}");
        }
        if let Location::Sqlite(path) = &place.location {
            store.connection().expect("connected").run("pragma wal_checkpoint(truncate)").expect("written back");
            let bytes = String::from_utf8_lossy(&std::fs::read(path).expect("a file")).into_owned();
            assert!(bytes.contains("Pearl B-1") && !bytes.contains("Pearl B-7") && !bytes.contains("Mira Ode"));
            // The other half is there, and only the owner reads it.
            let private = path.with_extension("private.sqlite");
            assert!(private.exists());
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                assert_eq!(std::fs::metadata(&private).expect("a file").permissions().mode() & 0o777, 0o600);
            }
        }
    });
}

#[test]
fn a_confidential_row_is_counted_and_opens_to_the_office_alone() {
    everywhere(|place| {
        let mut store = place.open();
        hand_in(&mut store, &[hidden()]);
        let row = store.rows(1).expect("rows").pop().expect("it is counted");
        assert!(row.withheld && row.record.starts_with("finds:withheld-"), "{row:?}");
        assert_eq!(row.attributes.get("genes").map(Vec::len), Some(2), "whoever counts knows what to tell apart");
        assert!(store.heads(std::slice::from_ref(&row.record), 1).expect("heads").is_empty());
        assert!(store.newest(9, 1).expect("the newest").is_empty());
        assert!(store.entries("finds", 1).expect("rows").is_empty());
        assert!(store.search("Pearl", 9).expect("a search").is_empty());
        assert!(store.record("finds:B-7", 1).expect("asked").is_none(), "as if there were no such row");
        let page = store.record(&row.record, 1).expect("asked").expect("a page that says so");
        let entry = page.entry.expect("a row");
        assert!(entry.withheld && entry.values.is_empty() && entry.history.is_empty() && entry.key.is_empty());
        assert!(page.record.title.is_empty() && page.links.is_empty() && entry.confidential_until.is_none());

        store.see_as(Actor::Office);
        let opened = store.rows(1).expect("rows").pop().expect("a row");
        assert!(!opened.withheld && &*opened.record == "finds:B-7");
        let head = store.heads(&[opened.record], 1).expect("heads").pop().expect("a head");
        assert_eq!((head.id.as_str(), head.title.as_str()), ("finds:B-7", SECRET));
        let entry = store.record("finds:B-7", 1).expect("asked").expect("a page").entry.expect("a row");
        assert_eq!((entry.key.as_str(), entry.confidential_until), ("B-7", Some(date(2025, 4, 1))));
        assert_eq!(store.entries("finds", 1).expect("rows").len(), 1);
    });
}

#[test]
fn a_row_opens_when_its_day_has_come_and_not_before() {
    everywhere(|place| {
        let mut store = place.open();
        hand_in(&mut store, &[hidden()]);
        let id = store.rows(1).expect("rows").pop().expect("a row").record;
        assert_eq!(store.open_due(date(2025, 3, 31)).expect("not yet"), None);
        assert_eq!(store.open_due(date(2025, 4, 1)).expect("today"), Some(2));
        assert_eq!(store.open_due(date(2025, 4, 1)).expect("done"), None);
        assert_eq!(rows(&mut store, 2), ["finds:B-7 C bench"]);
        assert!(store.rows(1).expect("rows")[0].withheld, "as it was");
        assert!(public_half(&mut store).contains(SECRET));
        let page = store.record(&id, 2).expect("asked").expect("the old address leads on");
        assert_eq!(page.id, "finds:B-7");
        let entry = page.entry.expect("a row");
        assert_eq!(entry.history.len(), 1, "what it was before is told to nobody who could not see it");
        // The same file again, on a day when the row is open, changes nothing.
        let later = crate::HandInOptions { today: date(2025, 4, 2), ..options() };
        assert_eq!(store.hand_in(&finds(), &[hidden()], &later).expect("again").change, None);
    });
}

#[test]
fn a_row_that_becomes_confidential_is_withheld_from_then_on() {
    everywhere(|place| {
        let mut store = place.open();
        hand_in(&mut store, &[find("B-7", "C", date(2024, 5, 1))]);
        hand_in(&mut store, &[hidden()]);
        assert!(store.record("finds:B-7", 2).expect("asked").is_none());
        assert!(store.search("Pearl", 9).expect("a search").is_empty());
        store.undo_hand_in(2, "a hub", "", TODAY).expect("taken back");
        assert_eq!(rows(&mut store, 3), ["finds:B-7 C bench"]);
    });
}

#[test]
fn a_public_half_alone_is_read_and_takes_no_hand_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("arden.sqlite");
    let copy = folder.path().join("copy.sqlite");
    let mut store = Store::open(&Location::Sqlite(path.clone())).expect("a store");
    hand_in(&mut store, &[find("B-1", "A", date(2024, 5, 1)), hidden()]);
    store.connection().expect("connected").run("pragma wal_checkpoint(truncate)").expect("written back");
    std::fs::copy(&path, &copy).expect("copied");
    let mut alone = Store::open(&Location::Sqlite(copy.clone())).expect("half a store");
    alone.see_as(Actor::Office);
    let there = alone.rows(1).expect("rows");
    assert_eq!(there.iter().map(|row| row.withheld).collect::<Vec<_>>(), [false, true], "who has no words opens none");
    assert!(matches!(
        alone.hand_in(&finds(), std::iter::empty::<register::Entry>(), &options()),
        Err(Error::NoPrivateHalf)
    ));
    drop(alone);
    // Another store's private half is not taken for its own.
    let other = folder.path().join("other.sqlite");
    drop(Store::open(&Location::Sqlite(other.clone())).expect("a store"));
    std::fs::copy(other.with_extension("private.sqlite"), copy.with_extension("private.sqlite")).expect("copied");
    let refused = Store::open(&Location::Sqlite(copy)).map(|_| ()).expect_err("halves of two stores");
    assert!(matches!(&refused, Error::OtherPrivateHalf), "{refused}");
}
