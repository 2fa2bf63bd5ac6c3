//! Editions in any order, deletions, new baselines, the same file again.

use super::arden::{File, paper};
use super::state::{ids, state, state_now};
use super::{Place, everywhere};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const BENCH: &str = "by BENCH (21am0101001).";

#[test]
fn the_same_file_twice_changes_nothing_and_under_newer_rules_it_is_read_again() {
    everywhere(|place| {
        let mut store = place.open();
        let file = File::new("2021-1", vec![paper("pmid:1", BENCH)]);
        let first = file.write(&mut store);
        assert_eq!((first.change, first.batch, first.links), (Some(1), 1, 2));
        let before = state_now(&mut store);
        let again = file.write(&mut store);
        assert_eq!((again.change, again.batch, again.links), (None, 1, 2));
        assert_eq!((store.change().expect("a change"), state_now(&mut store)), (1, before));
        let newer = file.clone().rules("amed.systematic@2").write(&mut store);
        assert_eq!((newer.change, newer.batch), (Some(2), 2));
        assert_eq!(store.batches(2).expect("batches").len(), 1);
        let other_plan = {
            let mut plan = super::arden::plan();
            plan.joins.clear();
            plan
        };
        let unlinked = file.write_under(&mut store, &other_plan);
        assert_eq!((unlinked.change, unlinked.links), (Some(3), 0));
    });
}

#[test]
fn the_highest_edition_decides_whether_it_keeps_the_citation_or_not() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-2", vec![paper("pmid:1", BENCH)]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1"]);
        // A lower edition that comes later changes nothing.
        File::new("2021-1", vec![paper("pmid:1", "by 21cm0106001."), paper("pmid:2", BENCH)]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1", "pmid:2"]);
        assert_eq!(super::state::links(&mut store, "pmid:1", 2), ["bench Counted"]);
        // A higher one that holds the citation without any mention takes it out.
        File::new("2021-3", vec![]).sees(&[1]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:2"]);
        // And one above that brings it back.
        File::new("2021-4", vec![paper("pmid:1", BENCH)]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1", "pmid:2"]);
        for (change, expected) in [(1, 1), (2, 2), (3, 1), (4, 2)] {
            assert_eq!(store.rows(change).expect("rows").len(), expected, "as of {change}");
        }
    });
}

#[test]
fn a_deletion_takes_back_what_came_before_it_whichever_is_read_first() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-3", vec![]).deletes(&[1, 2]).write(&mut store);
        File::new("2021-2", vec![paper("pmid:1", BENCH)]).write(&mut store);
        assert!(ids(&mut store).is_empty());
        File::new("2021-4", vec![paper("pmid:2", BENCH)]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:2"], "it came again after its deletion");
    });
}

#[test]
fn the_highest_version_of_a_citation_stands_and_only_its_own_deletion_takes_it_back() {
    everywhere(|place| {
        let mut store = place.open();
        let mut second = paper("pmid:1", "by 21cm0106001.");
        second.record.version = 2;
        File::new("2021-1", vec![second, paper("pmid:1", BENCH)]).write(&mut store);
        assert_eq!(super::state::links(&mut store, "pmid:1", 1), ["seeds AwaitingJoin"]);
        File::new("2021-2", vec![]).deletes(&[1]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1"], "version 1 was taken back, version 2 stands");
    });
}

#[test]
fn another_file_of_the_same_edition_takes_the_place_of_the_first_and_what_it_lacks_comes_back() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by 21cm0106001.")]).write(&mut store);
        File::new("2021-2", vec![paper("pmid:1", BENCH), paper("pmid:2", BENCH)]).write(&mut store);
        let before = state(&mut store, 1);
        File::new("2021-2", vec![paper("pmid:2", BENCH)]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1", "pmid:2"]);
        assert_eq!(super::state::links(&mut store, "pmid:1", 3), ["seeds AwaitingJoin"], "as the lower edition has it");
        assert_eq!(state(&mut store, 1), before);
        assert_eq!(store.batches(3).expect("batches").len(), 2);
        // It had held before, and holds again, and ends again.
        File::new("2021-3", vec![]).deletes(&[1]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:2"]);
        assert_eq!(state(&mut store, 1), before);
    });
}

#[test]
fn a_new_baseline_year_replaces_the_old_one_whole_and_leaves_samples_alone() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("sample-1", vec![paper("pmid:1", BENCH), paper("pmid:9", BENCH)]).write(&mut store);
        File::new("2021-1298", vec![paper("pmid:2", BENCH)]).sees(&[1]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:2", "pmid:9"], "PubMed's word stands above the sample's");
        File::new("2022-1", vec![paper("pmid:3", BENCH)]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1", "pmid:3", "pmid:9"]);
        let late = File::new("2021-1299", vec![paper("pmid:4", BENCH)]).write(&mut store);
        assert!(late.superseded && late.change.is_some());
        assert_eq!(ids(&mut store), ["pmid:1", "pmid:3", "pmid:9"]);
        let again = File::new("2021-1299", vec![paper("pmid:4", BENCH)]).write(&mut store);
        assert!(again.superseded && again.change.is_none());
        let coverage = store.coverage(4).expect("coverage");
        let totals: Vec<_> = coverage.iter().map(|one| (one.files_read, one.files_total_at_least)).collect();
        assert_eq!(totals, [(1, Some(1)), (1, None)], "PubMed's own, and the sample");
    });
}

#[test]
fn of_files_without_editions_the_later_one_wins_and_pubmed_stands_above_both() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("", vec![paper("pmid:1", BENCH), paper("text:a", BENCH)]).write(&mut store);
        File::new("", vec![paper("pmid:1", "by 21cm0106001.")]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1", "text:a"]);
        assert_eq!(super::state::links(&mut store, "pmid:1", 2), ["seeds AwaitingJoin"]);
        File::new("2021-1", vec![]).sees(&[1]).write(&mut store);
        assert_eq!(ids(&mut store), ["text:a"]);
        let coverage = store.coverage(3).expect("coverage");
        assert_eq!(coverage.len(), 1, "files without editions cover nothing");
    });
}

#[test]
fn a_later_state_that_names_nothing_takes_the_earlier_ones_place_whichever_is_read_first() {
    let versioned = |id: &str, version: u32, words: &str| {
        let mut kept = paper(id, words);
        kept.record.version = version;
        kept
    };
    everywhere(|place| {
        let mut store = place.open();
        File::new("", vec![versioned("openalex:W1", 20_240_105, BENCH)]).write(&mut store);
        assert_eq!(ids(&mut store), ["openalex:W1"]);
        File::new("", vec![]).sees_elsewhere(&[("openalex:W1", 20_240_101)]).write(&mut store);
        assert_eq!(ids(&mut store), ["openalex:W1"], "an older state that comes later changes nothing");
        File::new("", vec![])
            .sees_elsewhere(&[("openalex:W1", 20_240_109), ("openalex:W2", 20_240_109)])
            .write(&mut store);
        assert!(ids(&mut store).is_empty(), "the newest state names nothing");
        let late = vec![versioned("openalex:W1", 20_240_108, BENCH), versioned("openalex:W2", 20_240_108, BENCH)];
        File::new("", late).write(&mut store);
        assert!(ids(&mut store).is_empty(), "what came late was overruled before it came");
        File::new("", vec![versioned("openalex:W1", 20_240_110, BENCH)]).write(&mut store);
        assert_eq!(ids(&mut store), ["openalex:W1"]);
        assert_eq!(store.rows(1).expect("rows").len(), 1, "as it was");
    });
}

#[test]
fn a_file_that_is_read_otherwise_frees_what_it_overruled() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("", vec![paper("doi:10.0000/1", BENCH)]).write(&mut store);
        let sees = File::new("", vec![]).sees_elsewhere(&[("doi:10.0000/1", 2)]);
        sees.write(&mut store);
        assert!(ids(&mut store).is_empty());
        // The same bytes, read by rules under which the record is no longer there.
        let mut otherwise = sees.clone().rules("amed.systematic@2");
        otherwise.seen_elsewhere.clear();
        otherwise.write_as(&sees, &mut store);
        assert_eq!(ids(&mut store), ["doi:10.0000/1"]);
    });
}

/// What a file says of a citation.
#[derive(Debug, Clone, Copy)]
enum Says {
    Keeps(u8),
    Sees,
    Deletes,
}

fn some_file() -> impl Strategy<Value = Vec<(u32, Says)>> {
    let says = prop_oneof![(0..3_u8).prop_map(Says::Keeps), Just(Says::Sees), Just(Says::Deletes)];
    prop::collection::btree_map(1..6_u32, says, 0..5).prop_map(|map| map.into_iter().collect())
}

fn file(edition: &str, content: &[(u32, Says)]) -> File {
    let mut file = File::new(
        edition,
        content
            .iter()
            .filter_map(|&(pmid, says)| match says {
                Says::Keeps(0) => Some(paper(&format!("pmid:{pmid}"), BENCH)),
                Says::Keeps(1) => Some(paper(&format!("pmid:{pmid}"), "by SEEDS and 21am0101002.")),
                Says::Keeps(_) => Some(paper(&format!("pmid:{pmid}"), "by SEEDS?.")),
                Says::Sees | Says::Deletes => None,
            })
            .collect(),
    );
    for &(pmid, says) in content {
        file = match says {
            Says::Keeps(_) => file,
            Says::Sees => file.sees(&[pmid]),
            Says::Deletes => file.deletes(&[pmid]),
        };
    }
    file
}

const EDITIONS: &[&str] = &["sample-1", "2021-1", "2021-2", "2021-3", "2021-4", "2022-1", "2022-2"];

#[test]
fn files_in_any_order_end_with_the_same_state() {
    let some_files = prop::collection::vec((prop::sample::select(EDITIONS), some_file()), 1..6)
        .prop_map(|files| files.into_iter().collect::<std::collections::BTreeMap<_, _>>())
        .prop_map(|files| files.into_iter().collect::<Vec<_>>())
        .prop_flat_map(|files| (Just(files.clone()), Just(files).prop_shuffle()));
    let written = |place: &Place, files: &[(&str, Vec<(u32, Says)>)]| {
        let mut store = place.open();
        for (edition, content) in files {
            file(edition, content).write(&mut store);
        }
        state_now(&mut store)
    };
    in_any_order(some_files, written);
}

/// Holds what two orders of the same files end with against each other, on many stores.
pub(super) fn in_any_order<F: std::fmt::Debug>(
    some_files: impl Strategy<Value = (Vec<F>, Vec<F>)>,
    written: impl Fn(&Place, &[F]) -> String,
) {
    let run = |cases: u32, place: &dyn Fn() -> Place| {
        let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
        let result = runner.run(&some_files, |(straight, shuffled)| {
            prop_assert_eq!(written(&place(), &straight), written(&place(), &shuffled));
            Ok(())
        });
        result.unwrap_or_else(|error| panic!("{error}"));
    };
    run(60, &Place::sqlite);
    if Place::postgres("UTF8").is_some() {
        run(6, &|| Place::postgres("UTF8").expect("the server was there"));
    } else {
        eprintln!("SKIPPED: the half of this test on PostgreSQL");
    }
}

/// A record of a source without editions: its number, version, and what that version says. What a version says is the same
/// wherever it stands.
fn some_states() -> impl Strategy<Value = Vec<(u8, u32)>> {
    prop::collection::btree_map(1..5_u8, 1..6_u32, 0..4).prop_map(|map| map.into_iter().collect())
}

#[test]
fn files_of_sources_without_editions_end_with_the_same_state_in_any_order() {
    let some_files = prop::collection::vec(some_states(), 1..6)
        .prop_flat_map(|files| (Just(files.clone()), Just(files).prop_shuffle()));
    in_any_order(some_files, |place, files| {
        let mut store = place.open();
        for states in files {
            let (mut kept, mut sees) = (Vec::new(), Vec::new());
            for &(number, version) in states {
                let id = if number < 3 { format!("openalex:W{number}") } else { format!("doi:10.0000/{number}") };
                let words = [BENCH, "by SEEDS and 21am0101002.", ""][(version as usize + number as usize) % 3];
                let mut record = paper(&id, words);
                record.record.version = version;
                if words.is_empty() { sees.push((id, version)) } else { kept.push(record) }
            }
            let sees: Vec<(&str, u32)> = sees.iter().map(|(id, version)| (id.as_str(), *version)).collect();
            File::new("", kept).sees_elsewhere(&sees).write(&mut store);
        }
        let now = store.change().expect("a change");
        // Batches are many or one, as files are alike; what counts is what they add up to.
        let heads: Vec<String> = store
            .rows(now)
            .expect("rows")
            .iter()
            .map(|row| {
                let page = store.record(&row.record, now).expect("a record").expect("a row has a page");
                format!("{} {} {:?} {:?}", row.record, page.record.version, page.mentions, page.links)
            })
            .collect();
        heads.join("\n")
    });
}
