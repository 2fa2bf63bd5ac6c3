//! A whole state of a store as lines that can be compared: everything that a page could show, without the change numbers.

use crate::Store;
use indicator::Change;
use std::fmt::Write as _;

/// The state as of a change.
pub(crate) fn state(store: &mut Store, as_of: Change) -> String {
    let mut text = String::new();
    for row in store.rows(as_of).expect("rows") {
        let links: Vec<String> =
            row.links.iter().map(|link| format!("{} {:?} {:?}", link.project, link.role, link.standing)).collect();
        let _ = writeln!(
            text,
            "row {} {} {} {:?} {:?} {:?} retracted={} invented={}",
            row.record, row.kind, row.source, row.dates, row.types, links, row.retracted, row.invented
        );
        let page = store.record(&row.record, as_of).expect("a record").expect("a row has a page");
        let links: Vec<_> = page
            .links
            .iter()
            .map(|state| (&state.link, state.standing, state.decision.as_ref().map(|decision| decision.verdict)))
            .collect();
        let _ = writeln!(text, "  {} {:?} {:?} {links:?}", page.id, page.record, page.mentions);
        let heads = store.heads(std::slice::from_ref(&row.record), as_of).expect("heads");
        let _ = writeln!(text, "  {heads:?}");
    }
    for coverage in store.coverage(as_of).expect("coverage") {
        let _ = writeln!(text, "coverage {:?}", indicator::Coverage { since: 0, ..coverage });
    }
    let mut batches: Vec<String> = store
        .batches(as_of)
        .expect("batches")
        .into_iter()
        .map(|batch| format!("batch {} {} {} {}", batch.file, batch.edition, batch.read, batch.kept))
        .collect();
    batches.sort();
    text.push_str(&batches.join("\n"));
    for waiting in store.waiting(as_of).expect("waiting") {
        let _ = write!(text, "\nwaiting {waiting:?}");
    }
    text
}

/// The state of now, with what can be found.
pub(crate) fn state_now(store: &mut Store) -> String {
    let now = store.change().expect("a change");
    let mut text = state(store, now);
    let mut found: Vec<String> =
        store.search("lakes", 100).expect("a search").into_iter().map(|hit| hit.head.id).collect();
    found.sort();
    let _ = write!(text, "\nfound {found:?}");
    text
}

/// Ids of the rows of now.
pub(crate) fn ids(store: &mut Store) -> Vec<String> {
    let now = store.change().expect("a change");
    store.rows(now).expect("rows").into_iter().map(|row| row.record.to_string()).collect()
}

/// `project standing` of a record's row as of a change.
pub(crate) fn links(store: &mut Store, record: &str, as_of: Change) -> Vec<String> {
    let rows = store.rows(as_of).expect("rows");
    let row = rows.into_iter().find(|row| &*row.record == record);
    row.map(|row| row.links.iter().map(|link| format!("{} {:?}", link.project, link.standing)).collect())
        .unwrap_or_default()
}
