//! Finding records by words.

use super::arden::{File, paper};
use super::everywhere;
use crate::Store;

fn found(store: &mut Store, typed: &str) -> Vec<(String, String)> {
    store.search(typed, 10).expect("a search").into_iter().map(|hit| (hit.head.id, hit.field)).collect()
}

#[test]
fn titles_words_numbers_and_authors_are_found_and_it_is_said_where() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by SEEDS (21cm0106001)."), paper("pmid:2", "by BENCH.")])
            .write(&mut store);
        let check = |store: &mut Store, typed: &str, expected: &[(&str, &str)]| {
            let mut hits = found(store, typed);
            hits.sort();
            let expected: Vec<_> = expected.iter().map(|(id, field)| ((*id).to_owned(), (*field).to_owned())).collect();
            assert_eq!(hits, expected, "{typed}");
        };
        check(&mut store, "深さ", &[("pmid:1", "title"), ("pmid:2", "title")]);
        check(&mut store, "湖", &[("pmid:1", "title"), ("pmid:2", "title")]);
        check(&mut store, "海", &[]);
        check(&mut store, "21cm0106001", &[("pmid:1", "abstract")]);
        check(&mut store, "cm0106", &[("pmid:1", "abstract")]);
        check(&mut store, "BENCH", &[("pmid:2", "abstract")]);
        check(&mut store, "ode mira", &[("pmid:1", "authors"), ("pmid:2", "authors")]);
        check(&mut store, "pmid 2", &[("pmid:2", "identifiers")]);
        check(&mut store, "", &[]);
        check(&mut store, "\" ) or ' : * & |", &[]);
        let hit = store.search("BENCH", 10).expect("a search").remove(0);
        assert_eq!(hit.marks.iter().map(|mark| &hit.text[mark.clone()]).collect::<Vec<_>>(), ["BENCH"]);
        assert_eq!(hit.head.words, ["BENCH"]);
    });
}

#[test]
fn what_is_taken_back_is_no_longer_found_and_what_comes_again_is() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        File::new("2021-2", vec![]).deletes(&[1]).write(&mut store);
        assert!(found(&mut store, "lakes").is_empty());
        File::new("2021-2", vec![]).sees(&[7]).write(&mut store);
        assert_eq!(found(&mut store, "lakes").len(), 1);
    });
}
