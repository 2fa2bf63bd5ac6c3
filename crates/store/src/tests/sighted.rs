//! What PubMed and the full texts found each by itself, in the works that both hold.

use super::arden::{File, paper};
use super::everywhere;
use crate::{KeptRecord, Store};
use corpus::Format;
use indicator::Sighted;

/// The full text of a citation, under its own id.
fn full_text(number: u32, words: &str) -> KeptRecord {
    let mut kept = paper(&format!("pmcid:PMC{number}"), words);
    kept.record.identifiers.push(format!("pmid:{number}"));
    kept
}

/// A citation that says which full text it has.
fn citation(number: u32, words: &str) -> KeptRecord {
    let mut kept = paper(&format!("pmid:{number}"), words);
    kept.record.identifiers.push(format!("pmcid:PMC{number}"));
    kept
}

fn of_full_texts(records: Vec<KeptRecord>, seen: &[(&str, u32)]) -> File {
    let mut file = File::new("", records).sees_elsewhere(seen);
    file.summary.format = Format::Jats;
    file
}

/// Who found BENCH, work by work.
fn sighted(store: &mut Store) -> Vec<(i16, Vec<[bool; 2]>)> {
    let now = store.change().expect("a change");
    let found = store.sighted(now).expect("read");
    found
        .into_iter()
        .map(|Sighted { year, projects }| {
            assert!(projects.iter().all(|(project, _)| &**project == "bench"), "{projects:?}");
            (year.0, projects.into_iter().map(|(_, by)| by).collect())
        })
        .collect()
}

#[test]
fn of_works_that_both_sources_hold_it_is_told_who_found_what() {
    everywhere(|place| {
        let mut store = place.open();
        let bench = "by BENCH (21am0101001).";
        // 1: both. 2: PubMed alone, the full text was read. 3: PubMed alone, and nobody read the full text.
        File::new("2021-1", vec![citation(1, bench), citation(2, bench), citation(3, bench)])
            .sees(&[4])
            .write(&mut store);
        assert_eq!(sighted(&mut store), [], "one source alone shows nothing");
        // 4: the full text alone, and PubMed holds the citation. 5: the full text alone, unknown to PubMed.
        of_full_texts(vec![full_text(1, bench), full_text(4, bench), full_text(5, bench)], &[("pmcid:PMC2", 1)])
            .write(&mut store);
        let one = |by| (2020, vec![by]);
        assert_eq!(sighted(&mut store), [one([true, true]), one([true, false]), one([false, true])]);
    });
}

#[test]
fn what_waits_and_what_is_a_sample_shows_nothing() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("sample-1", vec![citation(1, "by BENCH (21am0101001).")]).write(&mut store);
        of_full_texts(vec![full_text(1, "by BENCH (21am0101001).")], &[]).write(&mut store);
        assert_eq!(sighted(&mut store), []);
        File::new("2021-1", vec![citation(1, "by BENCH?.")]).write(&mut store);
        assert_eq!(sighted(&mut store), [(2020, vec![[false, true]])]);
    });
}
