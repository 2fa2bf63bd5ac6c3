//! What harvesters are told: what ends moves an item as what begins does, and what never was given is not told as gone.

use super::arden::{File, paper, plan, prefix};
use super::everywhere;
use crate::{FoundGrant, Store};
use evidence::{LinkKey, SameVerdict, Verdict};
use indicator::Change;
use jiff::civil::date;

const DAY: jiff::civil::Date = date(2026, 11, 24);

/// The grants of a state, as lines.
fn grants(store: &mut Store, change: Change) -> Vec<String> {
    let line = |one: FoundGrant| {
        let stands = if one.counts { "since" } else { "gone at" };
        format!("{}:{} {} {stands} {}", one.scheme, one.value, one.project, one.changed)
    };
    let found = store.found_grants(change).expect("read");
    found.into_iter().filter(|one| one.scheme == "amed").map(line).collect()
}

fn touched(store: &mut Store, id: &str, change: Change) -> Option<Change> {
    store.touched(change).expect("read").get(id).copied()
}

fn decide(store: &mut Store, record: &str, verdict: Option<Verdict>) -> Change {
    let (scheme, value) = ("amed".to_owned(), "am0101001".to_owned());
    let key = LinkKey { record: record.into(), scheme, value, project: "bench".into() };
    store.decide_link(&key, verdict, "Mira Ode", "the paper was read", DAY).expect("decided")
}

#[test]
fn a_refused_link_moves_its_paper_and_the_last_one_takes_the_grant() {
    everywhere(|place| {
        let mut store = place.open();
        let papers = ["pmid:1", "pmid:2", "pmid:3"].map(|id| paper(id, "by BENCH (21am0101001)."));
        File::new("2021-1", papers[..2].to_vec()).write(&mut store);
        File::new("2021-2", papers[2..].to_vec()).write(&mut store);
        assert_eq!(decide(&mut store, "pmid:1", Some(Verdict::Reject)), 3);
        assert_eq!((touched(&mut store, "pmid:1", 3), touched(&mut store, "pmid:2", 3)), (Some(3), Some(1)));
        assert_eq!(grants(&mut store, 3), ["amed:am0101001 bench since 1"], "two papers name it still");
        decide(&mut store, "pmid:2", Some(Verdict::Reject));
        decide(&mut store, "pmid:3", Some(Verdict::Reject));
        assert_eq!(grants(&mut store, 5), ["amed:am0101001 bench gone at 5"]);
        decide(&mut store, "pmid:2", None);
        assert_eq!(touched(&mut store, "pmid:2", 6), Some(6), "what is undone moves it too");
        assert_eq!(grants(&mut store, 6), ["amed:am0101001 bench since 6"]);
        for (change, expected) in [(2, "since 1"), (4, "since 1"), (5, "gone at 5")] {
            assert_eq!(grants(&mut store, change), [format!("amed:am0101001 bench {expected}")], "as of {change}");
        }
        assert_eq!(touched(&mut store, "pmid:2", 2), Some(1), "as of change 2 nobody knows of change 6");
    });
}

#[test]
fn a_grant_that_only_waited_is_never_told_as_gone() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by SEEDS (21cm0106001).")]).write(&mut store);
        assert_eq!(grants(&mut store, 1), [""; 0], "its join waits");
        let refuse = |store: &mut Store, verdict| {
            let subject = prefix("cm0106");
            store.decide_join(&subject, "seeds", verdict, "Plan office", "the call says so", DAY, &plan())
        };
        refuse(&mut store, Some(Verdict::Reject)).expect("decided");
        assert_eq!(grants(&mut store, 2), [""; 0]);
        refuse(&mut store, Some(Verdict::Accept)).expect("decided");
        assert_eq!(grants(&mut store, 3), ["amed:cm0106001 seeds since 3"]);
        assert_eq!(touched(&mut store, "pmid:1", 3), Some(3), "its links were made again");
        refuse(&mut store, Some(Verdict::Reject)).expect("decided");
        assert_eq!(grants(&mut store, 4), ["amed:cm0106001 seeds gone at 4"]);
        assert_eq!(touched(&mut store, "pmid:1", 4), Some(4));
    });
}

#[test]
fn a_record_that_joins_or_leaves_a_work_moves_it_and_is_told_with_its_projects() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH."), paper("pmid:9", "by BENCH.")]).write(&mut store);
        File::new("", vec![paper("openalex:W1", "by BENCH (21am0101001).")]).write(&mut store);
        let same = |store: &mut Store, verdict| {
            store.decide_same("pmid:1", "openalex:W1", verdict, "Mira", "I read both", DAY).expect("decided")
        };
        assert_eq!(store.gone(2).expect("read"), []);
        assert_eq!(same(&mut store, Some(SameVerdict::Same)), 3);
        let gone = store.gone(3).expect("read");
        assert_eq!((gone.len(), gone[0].record.as_str(), gone[0].change), (1, "openalex:W1", 3));
        assert_eq!(gone[0].projects.iter().collect::<Vec<_>>(), ["bench"]);
        assert_eq!((touched(&mut store, "pmid:1", 3), touched(&mut store, "pmid:9", 3)), (Some(3), Some(1)));
        decide(&mut store, "openalex:W1", Some(Verdict::Reject));
        assert_eq!(touched(&mut store, "pmid:1", 4), Some(4), "what bears on a record of a work bears on the work");
        same(&mut store, None);
        assert_eq!(store.gone(5).expect("read"), []);
        assert_eq!((touched(&mut store, "pmid:1", 5), touched(&mut store, "openalex:W1", 5)), (Some(5), Some(5)));
    });
}
