//! What people decide, and what earlier states know of it.

use super::arden::{File, paper, plan, prefix, stated};
use super::everywhere;
use super::state::{ids, links, state};
use crate::{Error, Event, Store};
use evidence::{LinkKey, Verdict};
use indicator::Declared;
use jiff::civil::date;
use plan::{FiscalYear, Join, JoinSubject, Plan};

fn key(record: &str, scheme: &str, value: &str, project: &str) -> LinkKey {
    LinkKey { record: record.into(), scheme: scheme.into(), value: value.into(), project: project.into() }
}

fn decide(store: &mut Store, key: &LinkKey, verdict: Option<Verdict>) -> Result<u64, Error> {
    store.decide_link(key, verdict, "Mira Ode", "the paper was read", date(2026, 11, 24))
}

fn join(store: &mut Store, subject: &JoinSubject, project: &str, verdict: Option<Verdict>) -> Result<u64, Error> {
    store.decide_join(subject, project, verdict, "Plan office", "the call says so", date(2026, 11, 24), &plan())
}

#[test]
fn a_decision_on_a_link_survives_new_rules_and_can_be_undone() {
    everywhere(|place| {
        let mut store = place.open();
        let file = File::new("2021-1", vec![paper("pmid:1", "by SEEDS?.")]);
        file.write(&mut store);
        let seeds = key("pmid:1", "name", "SEEDS", "seeds");
        assert_eq!(links(&mut store, "pmid:1", 1), ["seeds AwaitingMention"]);
        let waiting = store.waiting(1).expect("waiting");
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0].key.clone(), waiting[0].reason.as_str()), (seeds.clone(), "shape-only"));
        assert_eq!(waiting[0].sentence, ["Funded by ", "SEEDS", "?."].map(str::to_owned));
        assert_eq!(decide(&mut store, &seeds, Some(Verdict::Accept)).expect("decided"), 2);
        file.clone().rules("name.word@2").write(&mut store);
        assert_eq!(links(&mut store, "pmid:1", 3), ["seeds Counted"]);
        assert!(store.waiting(3).expect("waiting").is_empty());
        decide(&mut store, &seeds, Some(Verdict::Reject)).expect("decided anew");
        assert_eq!(links(&mut store, "pmid:1", 4), ["seeds Refused"]);
        decide(&mut store, &seeds, None).expect("undone");
        assert_eq!(links(&mut store, "pmid:1", 5), ["seeds AwaitingMention"]);
        for (change, expected) in [(1, "AwaitingMention"), (2, "Counted"), (3, "Counted"), (4, "Refused")] {
            assert_eq!(links(&mut store, "pmid:1", change), [format!("seeds {expected}")], "as of {change}");
        }
        assert!(matches!(decide(&mut store, &seeds, None), Err(Error::NothingToUndo)));
        let unknown = key("pmid:1", "name", "SEEDS", "bench");
        assert!(matches!(decide(&mut store, &unknown, Some(Verdict::Accept)), Err(Error::NoLink(_))));
        assert_eq!(store.change().expect("a change"), 5, "what is refused is no change");
    });
}

#[test]
fn a_page_tells_the_decision_in_force_and_the_history_tells_all() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by SEEDS?.")]).write(&mut store);
        let seeds = key("pmid:1", "name", "SEEDS", "seeds");
        decide(&mut store, &seeds, Some(Verdict::Accept)).expect("decided");
        decide(&mut store, &seeds, Some(Verdict::Reject)).expect("decided");
        let page = store.record("pmid:1", 3).expect("read").expect("there");
        let decision = page.links[0].decision.as_ref().expect("a decision");
        assert_eq!((decision.verdict, decision.since, decision.until), (Verdict::Reject, 3, None));
        let verdicts: Vec<_> = page
            .history
            .iter()
            .map(|event| match event {
                Event::Read { file, .. } => file.clone(),
                Event::Decided(decision) => format!("{:?} until {:?}", decision.verdict, decision.until),
            })
            .collect();
        assert_eq!(verdicts, ["Reject until None", "Accept until Some(3)", "arden-2021-1.xml"]);
        let before = store.record("pmid:1", 2).expect("read").expect("there");
        let known = before.links[0].decision.as_ref().expect("a decision");
        assert_eq!((known.verdict, known.until), (Verdict::Accept, None), "as of change 2 nobody knows of change 3");
    });
}

#[test]
fn a_confirmed_join_counts_at_once_and_an_earlier_state_still_waits() {
    everywhere(|place| {
        let mut store = place.open();
        let one = paper("pmid:1", "by 21cm0106001.");
        let two = paper("pmid:2", "by SEEDS (20cm0106002) and BENCH.");
        File::new("2021-1", vec![one, two, paper("pmid:3", "by 21am0101001.")]).write(&mut store);
        assert_eq!(links(&mut store, "pmid:1", 1), ["seeds AwaitingJoin"]);
        assert!(store.waiting(1).expect("waiting").is_empty(), "a join is decided once, not link by link");
        assert_eq!(join(&mut store, &prefix("cm0106"), "seeds", Some(Verdict::Accept)).expect("decided"), 2);
        assert_eq!(links(&mut store, "pmid:1", 2), ["seeds Counted"]);
        assert_eq!(links(&mut store, "pmid:1", 1), ["seeds AwaitingJoin"]);
        join(&mut store, &prefix("cm0106"), "seeds", Some(Verdict::Reject)).expect("decided");
        assert!(links(&mut store, "pmid:1", 3).is_empty());
        let page = store.record("pmid:1", 3).expect("read").expect("there");
        assert!(page.mentions[0].projects.is_empty(), "the number is of no project any more");
        join(&mut store, &prefix("cm0106"), "seeds", None).expect("undone");
        assert_eq!(links(&mut store, "pmid:1", 4), ["seeds AwaitingJoin"]);
        // What the decision does not touch did not move: its link still holds since the first change.
        let rows = store.rows(4).expect("rows");
        assert_eq!(rows[2].links[0].since, 1);
        assert!(matches!(join(&mut store, &prefix("cm0106"), "rivers", None), Err(Error::NoProject(_))));
    });
}

#[test]
fn a_join_that_a_person_adds_holds_for_files_that_come_later() {
    everywhere(|place| {
        let mut store = place.open();
        join(&mut store, &prefix("zz01"), "shores", Some(Verdict::Accept)).expect("decided");
        File::new("2021-1", vec![paper("pmid:1", "by 21zz0106001.")]).write(&mut store);
        assert_eq!(links(&mut store, "pmid:1", 2), ["shores Counted"]);
        let states = store.join_states(2).expect("states");
        assert_eq!(
            (states.len(), states[0].subject.clone(), states[0].by.as_str()),
            (1, prefix("zz01"), "Plan office")
        );
    });
}

#[test]
fn the_evidence_for_a_join_is_where_a_name_stands_beside_such_a_number() {
    everywhere(|place| {
        let mut store = place.open();
        let records = vec![
            paper("pmid:1", "by SEEDS (21cm0106001)."),
            paper("pmid:2", "by AMED (21cm0106002)."),
            paper("pmid:3", "by SEEDS (21am0101001)."),
        ];
        File::new("2021-1", records).write(&mut store);
        // The funder's name beside its own number says nothing about whose project it is.
        let evidence = store.join_evidence("amed:cm0106", 1).expect("evidence");
        assert_eq!(evidence.records.iter().map(|id| &**id).collect::<Vec<_>>(), ["pmid:1", "pmid:2"]);
        assert_eq!(evidence.together.len(), 1);
        let pair = &evidence.together[0];
        assert_eq!((pair.name.as_str(), pair.number.as_str()), ("SEEDS", "21cm0106001"));
        assert_eq!(pair.sentence, "Funded by SEEDS (21cm0106001).");
        assert_eq!((pair.head.id.as_str(), pair.projects.join(" ").as_str()), ("pmid:1", "seeds"));
        assert_eq!(store.join_evidence("amed:cm0107", 1).expect("evidence"), crate::JoinEvidence::default());
    });
}

#[test]
fn a_revision_is_made_from_the_latest_and_makes_the_links_again() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by 21zz0106001.")]).write(&mut store);
        assert_eq!(store.in_force(date(2026, 1, 1)).expect("read"), None);
        let mut plan = plan();
        let first = store.publish(&plan, date(2025, 1, 17), "Council of Arden", "a test").expect("published");
        assert_eq!((first.number, first.change), (1, 2));
        let parent =
            Join { subject: prefix("zz01"), project: "shores".into(), from: None, until: None, basis: stated() };
        plan.joins.push(parent);
        let refused = store.publish(&plan, date(2026, 4, 1), "Council of Arden", "a test");
        assert!(
            matches!(&refused, Err(Error::Parent { latest: Some(latest), found: None }) if *latest == first.digest)
        );
        plan.parent = Some(first.digest.clone());
        let same = Plan { joins: super::arden::plan().joins, ..plan.clone() };
        let same = store.publish(&same, date(2026, 4, 1), "Council of Arden", "a test");
        assert!(matches!(same, Err(Error::SameRevision(1))));
        let second = store.publish(&plan, date(2026, 4, 1), "Council of Arden", "a test").expect("published");
        assert_eq!(links(&mut store, "pmid:1", 3), ["shores Counted"]);
        assert!(links(&mut store, "pmid:1", 2).is_empty());
        let on = |store: &mut Store, day| store.in_force(day).expect("read").map(|revision| revision.digest);
        assert_eq!(on(&mut store, date(2026, 3, 31)), Some(first.digest.clone()));
        assert_eq!(on(&mut store, date(2026, 4, 1)), Some(second.digest.clone()));
        assert_eq!(store.in_force_as_of(date(2026, 4, 1), 2).expect("read").map(|one| one.number), Some(1));
        assert_eq!(store.revision(&second.digest[..8]).expect("read").as_ref(), Some(&second));
        assert_eq!(store.revision("1").expect("read"), Some(first));
        assert_eq!(store.revision("3").expect("read"), None);
        assert_eq!(store.revisions().expect("read").len(), 2);
    });
}

#[test]
fn the_last_figure_handed_in_holds_and_an_earlier_state_knows_the_one_before() {
    everywhere(|place| {
        let mut store = place.open();
        let mut put = |declared: &Declared| {
            store.put_hand_in("lakes-measured", FiscalYear(2020), declared, "Lake office", "by hand").expect("taken")
        };
        assert_eq!(put(&Declared::Figure("7/2".into())), 1);
        put(&Declared::None);
        let declared = |store: &mut Store, change| {
            let list = store.hand_ins(change).expect("read");
            list.into_iter().map(|one| (one.declared, one.by, one.since)).collect::<Vec<_>>()
        };
        assert_eq!(declared(&mut store, 2), [(Declared::None, "Lake office".to_owned(), 2)]);
        assert_eq!(declared(&mut store, 1), [(Declared::Figure("7/2".into()), "Lake office".to_owned(), 1)]);
        assert!(declared(&mut store, 0).is_empty());
    });
}

type Step = Box<dyn Fn(&mut Store)>;

#[test]
fn later_changes_never_alter_an_earlier_state() {
    everywhere(|place| {
        let mut store = place.open();
        let steps: Vec<Step> = vec![
            Box::new(|store| {
                File::new("2021-2", vec![paper("pmid:1", "by 21cm0106001."), paper("pmid:2", "by SEEDS?.")])
                    .write(store);
            }),
            Box::new(|store| {
                decide(store, &key("pmid:2", "name", "SEEDS", "seeds"), Some(Verdict::Accept)).expect("decided");
            }),
            Box::new(|store| {
                join(store, &prefix("cm0106"), "seeds", Some(Verdict::Accept)).expect("decided");
            }),
            Box::new(|store| {
                File::new("2021-1", vec![paper("pmid:3", "by BENCH.")]).sees(&[1]).write(store);
            }),
            Box::new(|store| {
                File::new("2021-2", vec![paper("pmid:1", "by 21am0101001.")]).rules("amed.systematic@2").write(store);
            }),
            Box::new(|store| {
                store.publish(&plan(), date(2025, 1, 17), "Council of Arden", "a test").expect("published");
            }),
            Box::new(|store| {
                join(store, &prefix("cm0106"), "seeds", None).expect("undone");
            }),
            Box::new(|store| {
                File::new("2021-3", vec![]).deletes(&[1, 2, 3]).write(store);
            }),
            Box::new(|store| {
                File::new("2022-1", vec![paper("pmid:1", "by SEEDS.")]).write(store);
            }),
        ];
        let mut states = vec![state(&mut store, 0)];
        for step in steps {
            step(&mut store);
            let now = store.change().expect("a change");
            assert_eq!(now, states.len() as u64);
            states.push(state(&mut store, now));
            for (change, before) in states.iter().enumerate() {
                assert_eq!(&state(&mut store, change as u64), before, "as of {change} after {now}");
            }
        }
        assert_eq!(ids(&mut store), ["pmid:1"]);
    });
}
