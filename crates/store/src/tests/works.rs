//! One work, however often it comes: what sources state, what people say, in any order.

use super::arden::{File, paper};
use super::state::{ids, links, state, state_now};
use super::{Place, everywhere};
use crate::{KeptRecord, Store, TieState};
use evidence::SameVerdict;
use indicator::Change;
use jiff::civil::date;
use proptest::prelude::*;

/// A record with these identifiers besides its own, that names BENCH.
fn record(id: &str, others: &[&str]) -> KeptRecord {
    titled(id, others, &format!("On the lakes of Arden as {id} has them"))
}

fn titled(id: &str, others: &[&str], title: &str) -> KeptRecord {
    let mut kept = paper(id, "by BENCH (21am0101001).");
    kept.record.identifiers = std::iter::once(&id).chain(others).map(|&id| id.to_owned()).collect();
    kept.record.title = title.into();
    kept
}

fn decide(store: &mut Store, one: &str, other: &str, verdict: Option<SameVerdict>) -> Change {
    store.decide_same(one, other, verdict, "Mira", "I read both", date(2026, 11, 24)).expect("decided")
}

fn public_id(store: &mut Store, id: &str) -> Option<String> {
    let now = store.change().expect("a change");
    store.record(id, now).expect("read").map(|page| page.id)
}

/// The ties of a work's page, as lines.
fn ties(store: &mut Store, id: &str) -> Vec<String> {
    let now = store.change().expect("a change");
    let page = store.record(id, now).expect("read").expect("there");
    let line = |tie: &crate::Tie| {
        let rules: Vec<&str> = tie.said_by.iter().map(|said| said.rule.as_str()).collect();
        format!("{} {} {:?} {}", tie.left, tie.right, tie.state, rules.join(" "))
    };
    page.ties.iter().map(line).collect()
}

#[test]
fn one_paper_under_five_ids_is_one_work_whose_grant_counts_once() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("", vec![record("openalex:W1", &["doi:10.0000/1", "pmid:1"])]).write(&mut store);
        File::new("", vec![record("pmcid:PMC1", &["pmid:1"])]).write(&mut store);
        File::new("", vec![record("doi:10.0000/1", &[])]).write(&mut store);
        File::new("2021-1", vec![paper("pmid:1", "by BENCH (21am0101001).")]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1"]);
        assert_eq!(links(&mut store, "pmid:1", 4), ["bench Counted"]);
        let page = store.record("openalex:W1", 4).expect("read").expect("there");
        assert_eq!((page.id.as_str(), page.record.id.as_str(), page.source.as_str()), ("pmid:1", "pmid:1", "pubmed"));
        let others: Vec<&str> = page.others.iter().map(|other| other.record.id.as_str()).collect();
        assert_eq!(others, ["pmcid:PMC1", "doi:10.0000/1", "openalex:W1"]);
        assert!(page.others.iter().all(|other| other.mentions.len() == 2 && other.links.len() == 2));
    });
}

#[test]
fn papers_with_the_same_article_number_in_their_journals_are_two_and_nobody_is_asked() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![record("pmid:1", &["pii:e12"]), record("pmid:2", &["pii:e12"])]).write(&mut store);
        assert_eq!((ids(&mut store).len(), ties(&mut store, "pmid:1").len()), (2, 0));
    });
}

#[test]
fn two_dois_stop_at_what_was_gathered_and_ask() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        File::new("", vec![record("openalex:W1", &["doi:10.0000/preprint", "pmid:1"])]).write(&mut store);
        let sql = "update same_edge set strength = 'gathered', rule = 'same.gathered@1' where left_id = 'openalex:W1'";
        store.connection().expect("a connection").run(sql).expect("as if OpenAlex had said so");
        decide(&mut store, "pmid:1", "doi:10.0000/1", Some(SameVerdict::Same));
        assert_eq!(
            ties(&mut store, "pmid:1"),
            ["doi:10.0000/1 pmid:1 Joins same.stated@1", "openalex:W1 pmid:1 Asking same.gathered@1"]
        );
        assert_eq!(public_id(&mut store, "openalex:W1").as_deref(), Some("doi:10.0000/preprint"));
    });
}

#[test]
fn records_that_resemble_each_other_are_asked_about_and_joined_by_a_person_alone() {
    everywhere(|place| {
        let mut store = place.open();
        let title = "On the lakes of Arden: a survey";
        File::new("2021-1", vec![titled("pmid:1", &[], title)]).write(&mut store);
        File::new("", vec![titled("doi:10.0000/9", &[], "On the Lakes of Arden — a survey.")]).write(&mut store);
        File::new("", vec![titled("doi:10.0000/8", &[], "On the hills of Arden: a survey")]).write(&mut store);
        assert_eq!(ids(&mut store), ["doi:10.0000/8", "doi:10.0000/9", "pmid:1"]);
        assert_eq!(ties(&mut store, "pmid:1"), ["doi:10.0000/9 pmid:1 Asking same.resembles@1"]);
        let before = state(&mut store, 3);
        let change = decide(&mut store, "pmid:1", "doi:10.0000/9", Some(SameVerdict::Same));
        assert_eq!(ids(&mut store), ["doi:10.0000/8", "pmid:1"]);
        assert_eq!(public_id(&mut store, "doi:10.0000/9").as_deref(), Some("pmid:1"));
        assert_eq!(state(&mut store, change - 1), before, "earlier states stay");
        // Said the other way round, by the same two ids in the other order.
        decide(&mut store, "doi:10.0000/9", "pmid:1", Some(SameVerdict::Different));
        assert_eq!(ids(&mut store), ["doi:10.0000/8", "doi:10.0000/9", "pmid:1"]);
        assert_eq!(ties(&mut store, "pmid:1"), ["doi:10.0000/9 pmid:1 KeptApart "]);
        decide(&mut store, "pmid:1", "doi:10.0000/9", None);
        assert_eq!(ties(&mut store, "pmid:1"), ["doi:10.0000/9 pmid:1 Asking same.resembles@1"]);
        assert_eq!(state(&mut store, 6), before);
    });
}

#[test]
fn different_wins_over_what_sources_state_and_its_undo_joins_again() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        File::new("", vec![record("openalex:W1", &["doi:10.0000/1", "pmid:1"])]).write(&mut store);
        assert_eq!(ids(&mut store), ["pmid:1"]);
        let joined = state_now(&mut store);
        decide(&mut store, "pmid:1", "openalex:W1", Some(SameVerdict::Different));
        assert_eq!(ids(&mut store), ["openalex:W1", "pmid:1"]);
        let page = store.record("openalex:W1", 3).expect("read").expect("there");
        let decided = page.ties.iter().find(|tie| tie.decision.is_some()).expect("the decision is shown");
        assert_eq!((decided.state, decided.left.as_str()), (TieState::KeptApart, "openalex:W1"));
        assert_eq!(decided.decision.as_ref().map(|decision| decision.by.as_str()), Some("Mira"));
        // It survives a new reading of the file.
        File::new("", vec![record("openalex:W1", &["doi:10.0000/1", "pmid:1", "text:w1"])]).write(&mut store);
        assert_eq!(ids(&mut store), ["openalex:W1", "pmid:1"]);
        File::new("", vec![record("openalex:W1", &["doi:10.0000/1", "pmid:1"])])
            .rules("amed.systematic@2")
            .write(&mut store);
        decide(&mut store, "pmid:1", "openalex:W1", None);
        assert_eq!(ids(&mut store), ["pmid:1"]);
        assert!(joined.starts_with(state(&mut store, 2).as_str()));
    });
}

#[test]
fn an_id_leads_on_for_ever_also_after_an_undo() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH."), paper("pmid:2", "by BENCH.")]).write(&mut store);
        decide(&mut store, "pmid:1", "doi:10.0000/2", Some(SameVerdict::Same));
        assert_eq!(ids(&mut store), ["pmid:1"], "a person's word joins even two PMIDs");
        assert_eq!(public_id(&mut store, "pmid:2").as_deref(), Some("pmid:1"));
        decide(&mut store, "pmid:1", "doi:10.0000/2", None);
        for (id, expected) in [("pmid:2", "pmid:2"), ("doi:10.0000/2", "pmid:2"), ("doi:10.0000/1", "pmid:1")] {
            assert_eq!(public_id(&mut store, id).as_deref(), Some(expected), "{id}");
        }
    });
}

#[test]
fn what_is_not_in_the_store_or_was_not_decided_is_refused() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        let mut check = |one: &str, other: &str, verdict: Option<SameVerdict>, expected: &str| {
            let error = store.decide_same(one, other, verdict, "Mira", "", date(2026, 11, 24)).expect_err(expected);
            assert!(error.to_string().contains(expected), "{error}");
        };
        check("pmid:1", "pmid:7", Some(SameVerdict::Same), "found none with the id `pmid:7`");
        check("pmid:1", "pmid:1", Some(SameVerdict::Same), "twice `pmid:1`");
        check("pmid:1", "doi:10.0000/1", None, "found none");
        assert_eq!(store.change().expect("a change"), 1, "nothing was written");
    });
}

#[test]
fn preprint_and_article_are_two_works_that_know_each_other() {
    everywhere(|place| {
        let mut store = place.open();
        let title = "On the lakes of Arden: a survey";
        let mut preprint = titled("doi:10.0000/preprint", &[], title);
        preprint.record.relations = vec![("is-preprint-of".into(), "doi:10.0000/1".into())];
        let article = titled("pmid:1", &["doi:10.0000/1"], title);
        File::new("", vec![preprint]).write(&mut store);
        File::new("2021-1", vec![article]).write(&mut store);
        assert_eq!(ids(&mut store), ["doi:10.0000/preprint", "pmid:1"]);
        let told = |store: &mut Store, id: &str| -> Vec<String> {
            let page = store.record(id, 2).expect("read").expect("there");
            assert!(page.ties.iter().all(|tie| tie.state == TieState::Joins), "nobody is asked: {:?}", page.ties);
            let line = |one: &crate::Related| {
                format!("{} {} {}", one.relation.map_or("", |it| it.code()), one.id, one.head.is_some())
            };
            page.related.iter().map(line).collect()
        };
        assert_eq!(told(&mut store, "pmid:1"), ["has-preprint doi:10.0000/preprint true"]);
        assert_eq!(told(&mut store, "doi:10.0000/preprint"), ["preprint-of pmid:1 true"]);
    });
}

#[test]
fn a_notice_that_names_any_id_of_a_work_retracts_the_work() {
    everywhere(|place| {
        let mut store = place.open();
        let mut notice = record("doi:10.0000/notice", &[]);
        notice.record.relations = vec![("retraction-of".into(), "openalex:W1".into())];
        File::new("", vec![notice]).write(&mut store);
        File::new("2021-1", vec![record("pmid:1", &["openalex:W1"]), record("pmid:2", &[])]).write(&mut store);
        let rows = store.rows(2).expect("rows");
        let retracted: Vec<&str> = rows.iter().filter(|row| row.retracted).map(|row| &*row.record).collect();
        assert_eq!(retracted, ["pmid:1"]);
    });
}

#[test]
fn a_trial_under_several_numbers_is_one_work() {
    everywhere(|place| {
        let mut store = place.open();
        let mut trials = vec![
            record("nct:NCT00000001", &["jrct:jRCT0000000001"]),
            record("ictrp:jRCT0000000001", &["jrct:jRCT0000000001"]),
        ];
        for trial in &mut trials {
            trial.record.kind = "trial".into();
        }
        for trial in trials {
            File::new("", vec![trial]).write(&mut store);
        }
        assert_eq!(ids(&mut store).len(), 1);
    });
}

#[test]
fn a_store_that_knew_no_works_is_brought_up_to_date() {
    everywhere(|place| {
        let mut store = place.open();
        let title = "On the lakes of Arden: a survey";
        let mut erratum = titled("pmid:3", &[], "An erratum to the lakes of Arden");
        erratum.record.relations = vec![("ErratumFor".into(), "pmid:1".into())];
        File::new("2021-1", vec![titled("pmid:1", &[], title), titled("pmid:2", &[], title), erratum])
            .write(&mut store);
        let before = state_now(&mut store);
        let told = ties(&mut store, "pmid:1");
        assert_eq!(told, ["pmid:1 pmid:2 Asking same.resembles@1"]);
        super::arden_register::before_registers(&mut store);
        let sql = "alter table same_edge drop column rule; drop index record_version_by_likeness;
             alter table record_version drop column likeness; drop table same_decision; drop table relation; drop table batch_rule;
             delete from migration where migration_id > 2;";
        store.connection().expect("a connection").run(sql).expect("the tables are as they were");
        drop(store);
        let mut store = place.open();
        assert_eq!(ties(&mut store, "pmid:1"), told);
        assert_eq!(state_now(&mut store), before);
        let page = store.record("pmid:1", 1).expect("read").expect("there");
        assert_eq!(page.related.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["pmid:3"]);
    });
}

/// Something that happens to a store: a file, or a person's word.
#[derive(Debug, Clone)]
enum Step {
    Record(usize, Vec<usize>),
    Say(usize, usize, SameVerdict),
}

const IDS: [&str; 7] =
    ["pmid:1", "pmid:2", "doi:10.0000/1", "doi:10.0000/2", "openalex:W1", "pmcid:PMC1", "nct:NCT00000001"];

fn some_steps() -> impl Strategy<Value = Vec<Step>> {
    let record =
        (0..IDS.len(), prop::collection::vec(0..IDS.len(), 0..3)).prop_map(|(id, others)| Step::Record(id, others));
    let verdict = prop_oneof![Just(SameVerdict::Same), Just(SameVerdict::Different)];
    let say = (0..IDS.len(), 0..IDS.len(), verdict).prop_map(|(one, other, verdict)| Step::Say(one, other, verdict));
    // Of one record, and of one pair, there is one state: which of two comes later is no question of order.
    prop::collection::vec(prop_oneof![3 => record, 1 => say], 1..7).prop_map(|steps| {
        let mut seen = std::collections::BTreeSet::new();
        let key = |step: &Step| match step {
            Step::Record(id, _) => (*id, *id),
            Step::Say(one, other, _) => (*one.min(other), *one.max(other)),
        };
        steps
            .into_iter()
            .filter(|step| !matches!(step, Step::Say(one, other, _) if one == other) && seen.insert(key(step)))
            .collect()
    })
}

#[test]
fn works_do_not_depend_on_the_order_in_which_records_come_and_people_speak() {
    let both = some_steps().prop_flat_map(|steps| (Just(steps.clone()), Just(steps).prop_shuffle()));
    super::order::in_any_order(both, |place: &Place, steps: &[Step]| {
        let mut store = place.open();
        // Every id is known from the start, so that people may speak before records come.
        File::new("", vec![record("text:all", &IDS)]).rules("first@1").write(&mut store);
        File::new("", vec![]).sees_elsewhere(&[("text:all", 2)]).write(&mut store);
        for step in steps {
            match step {
                Step::Record(id, others) => {
                    let others: Vec<&str> = others.iter().map(|&other| IDS[other]).collect();
                    File::new("", vec![record(IDS[*id], &others)]).write(&mut store);
                }
                Step::Say(one, other, verdict) => {
                    decide(&mut store, IDS[*one], IDS[*other], Some(*verdict));
                }
            }
        }
        let now = store.change().expect("a change");
        let works: Vec<String> = store
            .rows(now)
            .expect("rows")
            .iter()
            .map(|row| {
                let page = store.record(&row.record, now).expect("read").expect("a row has a page");
                let others: Vec<&str> = page.others.iter().map(|other| other.record.id.as_str()).collect();
                let ties: Vec<_> = page.ties.iter().map(|tie| (&tie.left, &tie.right, tie.state)).collect();
                format!("{} {} {others:?} {ties:?} {:?}", row.record, page.record.id, row.links.len())
            })
            .collect();
        works.join("\n")
    });
}
