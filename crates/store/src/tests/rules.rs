//! What a batch changed, rule by rule.

use super::arden::{File, paper};
use super::everywhere;
use crate::{FileOutcome, RuleChange};

/// Rules that changed, as lines: found, before, gained, lost, silent.
fn lines(outcome: &FileOutcome) -> Vec<String> {
    let line = |one: &RuleChange| {
        let before = one.found_before.map_or("-".to_owned(), |before| before.to_string());
        let silent = if one.silent { " silent" } else { "" };
        format!("{} {} {before} +{} -{}{silent}", one.rule, one.found, one.gained, one.lost)
    };
    outcome.rules.iter().map(line).collect()
}

#[test]
fn what_each_rule_gains_and_loses_is_told_with_the_mentions() {
    everywhere(|place| {
        let mut store = place.open();
        let first = File::new("2021-1", vec![paper("pmid:1", "by BENCH (21am0101001)."), paper("pmid:2", "by SEEDS.")])
            .write(&mut store);
        assert_eq!(lines(&first), ["amed.systematic 1 - +1 -0", "name.word 2 - +2 -0"]);
        let second = File::new("2021-2", vec![paper("pmid:1", "by BENCH (21am0101002).")]).write(&mut store);
        assert_eq!(lines(&second), ["amed.systematic 1 - +1 -1"], "the name stays");
        let rule = &second.rules[0];
        assert_eq!((rule.gains[0].value.as_str(), rule.losses[0].value.as_str()), ("am0101002", "am0101001"));
        assert_eq!(rule.losses[0].record, "pmid:1");
        let third = File::new("2021-3", vec![]).sees(&[2]).write(&mut store);
        assert_eq!(lines(&third), ["name.word 0 - +0 -1"]);
        let again = File::new("2021-3", vec![]).sees(&[2]).write(&mut store);
        assert!(again.rules.is_empty(), "the same file again changes nothing");
    });
}

#[test]
fn a_rule_that_used_to_find_something_and_falls_silent_is_told() {
    everywhere(|place| {
        let mut store = place.open();
        let file = File::new("2021-1", vec![paper("pmid:1", "by BENCH (21am0101001).")]);
        file.write(&mut store);
        let better = file.clone().rules("amed.systematic@2").write(&mut store);
        assert!(better.rules.is_empty(), "a new version that finds the same is no change: {:?}", better.rules);
        let worse =
            File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).rules("amed.systematic@3").write(&mut store);
        assert_eq!(lines(&worse), ["amed.systematic 0 1 +0 -1 silent"]);
    });
}

#[test]
fn a_rule_that_finds_nothing_in_a_file_of_a_usual_size_is_told_once_five_files_had_it() {
    everywhere(|place| {
        let mut store = place.open();
        let file = |number: u32, words: &str| {
            let records = (0..6).map(|one| paper(&format!("pmid:{number}{one}"), words)).collect();
            File::new(&format!("2021-{number}"), records)
        };
        for number in 1..=5 {
            let outcome = file(number, "by BENCH (21am0101001).").write(&mut store);
            assert!(outcome.rules.iter().all(|rule| !rule.silent));
        }
        let small = File::new("2021-6", vec![paper("pmid:61", "by BENCH.")]).write(&mut store);
        assert!(small.rules.iter().all(|rule| !rule.silent), "a small file may hold none");
        let silent = file(7, "by BENCH.").write(&mut store);
        let fell: Vec<&str> = silent.rules.iter().filter(|rule| rule.silent).map(|rule| rule.rule.as_str()).collect();
        assert_eq!(fell, ["amed.systematic"]);
    });
}
