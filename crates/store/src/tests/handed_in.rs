//! Hand-ins: what they add, change, leave and cover, and how their rows come out again.

use super::arden::{File, paper, plan};
use super::arden_register::{TODAY, column, confidential, find, finds, hand_in, options, rows, text, with, years};
use super::everywhere;
use crate::{ColumnChange, Error, HandInOptions, RowChange, Store};
use access::Actor;
use evidence::Verdict;
use indicator::Standing;
use jiff::civil::date;
use plan::FiscalYear;
use register::{Access, Holds, Precision, Value, bearing};

#[test]
fn rows_are_added_changed_and_left_as_the_preview_said_and_the_same_file_twice_changes_nothing() {
    everywhere(|place| {
        let mut store = place.open();
        let first = [find("B-1", "A", date(2023, 5, 1)), find("B-2", "A", date(2024, 5, 1))];
        let preview = store.preview_hand_in(&finds(), &first, &options()).expect("a preview");
        assert_eq!(preview.added, ["B-1", "B-2"]);
        assert_eq!(store.change().expect("a change"), 0, "a preview writes nothing");
        let outcome = hand_in(&mut store, &first);
        assert_eq!((outcome.change, &outcome.preview), (Some(1), &preview));
        assert_eq!(hand_in(&mut store, &first).change, None);
        assert_eq!(store.change().expect("a change"), 1);

        let second = [
            find("B-2", "B", date(2024, 5, 1)),
            find("B-1", "A", date(2023, 5, 1)),
            find("B-3", "A", date(2024, 6, 1)),
        ];
        let outcome = hand_in(&mut store, &second);
        assert_eq!(outcome.preview.added, ["B-3"]);
        assert_eq!(outcome.preview.unchanged, 1);
        let stage = ColumnChange { column: "stage".into(), old: vec!["A".into()], new: vec!["B".into()] };
        assert_eq!(outcome.preview.changed, [RowChange { key: "B-2".into(), columns: vec![stage] }]);
        assert_eq!(rows(&mut store, 1), ["finds:B-1 A bench", "finds:B-2 A bench"]);
        assert_eq!(rows(&mut store, 2), ["finds:B-1 A bench", "finds:B-2 B bench", "finds:B-3 A bench"]);
    });
}

#[test]
fn a_row_counts_as_its_bearing_says() {
    everywhere(|place| {
        let mut store = place.open();
        let entry = with(find("B-1", "A", date(2024, 4, 9)), "from", Value::Date(date(2024, 4, 1), Precision::Month));
        hand_in(&mut store, std::slice::from_ref(&entry));
        let expected = bearing(&finds(), &entry.values);
        let row = store.rows(1).expect("rows").pop().expect("a row");
        let dates: Vec<String> = row.dates.iter().map(|(role, date)| format!("{role} {date}")).collect();
        let wanted: Vec<String> = expected.dates.iter().map(|(role, date)| format!("{role} {date}")).collect();
        assert_eq!(dates, wanted);
        let attributes: Vec<String> =
            row.attributes.iter().map(|(name, values)| format!("{name} {values:?}")).collect();
        let wanted: Vec<String> =
            expected.attributes.iter().map(|(name, values)| format!("{name} {values:?}")).collect();
        assert_eq!(attributes, wanted);
        assert_eq!((&*row.kind, &*row.source, row.withheld), ("find", "register:finds", false));
        let link = row.links.first().expect("a link");
        assert_eq!((&*link.project, link.role, link.standing), ("bench", expected.role, Standing::Counted));
        let head = store.heads(&[row.record], 1).expect("heads").pop().expect("a head");
        assert_eq!((head.title, head.date), (expected.title, Some(date(2024, 4, 1))));
    });
}

#[test]
fn a_register_covers_the_years_that_its_hand_ins_speak_for_and_no_other() {
    let covered = |store: &mut Store| {
        let now = store.change().expect("a change");
        let coverage = store.coverage(now).expect("coverage");
        let register = coverage.into_iter().find(|one| one.classes.contains("register:finds"));
        register.map(|one| one.records_by_year.into_iter().map(|(year, rows)| (year.0, rows)).collect::<Vec<_>>())
    };
    everywhere(|place| {
        let mut store = place.open();
        assert_eq!(covered(&mut store), None);
        hand_in(&mut store, &[find("B-1", "A", date(2021, 5, 1)), find("B-2", "A", date(2023, 4, 1))]);
        assert_eq!(covered(&mut store), Some(vec![(2021, 1), (2022, 0), (2023, 1)]));
        let of_2024 = HandInOptions { years: years(2024, 2024), ..options() };
        let outcome =
            store.hand_in(&finds(), std::iter::empty::<register::Entry>(), &of_2024).expect("nothing in 2024");
        assert_eq!(outcome.change, Some(2), "an empty hand-in says that there is nothing");
        assert_eq!(covered(&mut store), Some(vec![(2021, 1), (2022, 0), (2023, 1), (2024, 0)]));
        assert_eq!(
            store.hand_in(&finds(), std::iter::empty::<register::Entry>(), &of_2024).expect("again").change,
            None
        );
        store.undo_hand_in(2, "a hub", "", TODAY).expect("taken back");
        assert_eq!(covered(&mut store), Some(vec![(2021, 1), (2022, 0), (2023, 1)]));
        assert!(store.batches(3).expect("batches").is_empty(), "a hand-in is no file of the world");
    });
}

#[test]
fn rows_of_months_alone_make_no_year_covered_and_the_row_of_the_year_does() {
    let mut register = finds();
    let code = |code: &str, part_of_year| register::Code {
        code: code.into(),
        title: text(code),
        also: Vec::new(),
        about: text(code),
        part_of_year,
    };
    let stage = register.columns.iter_mut().find(|column| column.id == "stage").expect("a stage");
    stage.holds = Holds::Code(vec![code("year", false), code("month", true)]);
    let covered = |store: &mut Store| {
        let now = store.change().expect("a change");
        let coverage = store.coverage(now).expect("coverage");
        let years = coverage.into_iter().flat_map(|one| one.records_by_year);
        years.map(|(year, rows)| (year.0, rows)).collect::<Vec<_>>()
    };
    let month = find("B-1", "month", date(2023, 5, 31));
    everywhere(|place| {
        let mut store = place.open();
        let options = options();
        let outcome = store.hand_in(&register, std::slice::from_ref(&month), &options).expect("a hand-in");
        assert_eq!((outcome.change, outcome.preview.years), (Some(1), None), "a month is kept and speaks for no year");
        assert_eq!(covered(&mut store), []);
        // Even where somebody says that the sheet is of those years: only the one of which there is nothing at all is empty.
        let said = HandInOptions { years: years(2022, 2023), ..options.clone() };
        store.hand_in(&register, std::slice::from_ref(&month), &said).expect("a hand-in");
        assert_eq!(covered(&mut store), [(2022, 0)]);
        store
            .hand_in(&register, &[month.clone(), find("B-2", "year", date(2024, 3, 31))], &options)
            .expect("a hand-in");
        assert_eq!(covered(&mut store), [(2022, 0), (2023, 1)]);
    });
}

#[test]
fn what_is_in_force_speaks_for_every_year_up_to_its_end_or_to_today() {
    let mut register = finds();
    register.dates = [("from", "from"), ("until", "ended")].map(|(role, id)| (role.into(), id.into())).into();
    register.columns.push(column("ended", Holds::Date, false, Access::Public));
    let ended = |entry, on| with(entry, "ended", Value::Date(on, Precision::Day));
    everywhere(|place| {
        let mut store = place.open();
        let mut preview = |entries: &[register::Entry]| {
            store.preview_hand_in(&register, entries, &options()).expect("a preview").years
        };
        assert_eq!(preview(&[find("B-1", "A", date(2019, 5, 1))]), years(2019, 2024));
        assert_eq!(preview(&[ended(find("B-1", "A", date(2019, 5, 1)), date(2021, 3, 31))]), years(2019, 2020));
        assert_eq!(preview(&[ended(find("B-1", "A", date(2019, 5, 1)), date(2090, 3, 31))]), years(2019, 2024));
    });
}

#[test]
fn a_definition_that_changes_adds_columns_and_hides_those_it_no_longer_has() {
    everywhere(|place| {
        let mut store = place.open();
        hand_in(&mut store, &[find("B-1", "A", date(2024, 5, 1))]);
        let mut register = finds();
        register.columns.retain(|column| column.id != "weight");
        register.columns.push(column("order", Holds::Flag, false, Access::Public));
        // Whole numbers before, words now.
        register.columns.retain(|column| column.id != "depth");
        register.columns.push(column("depth", Holds::Words, false, Access::Public));
        let entry = with(find("B-1", "A", date(2024, 5, 1)), "order", Value::Flag(false));
        let entry = with(entry, "depth", Value::Words("deep".into()));
        let preview = store.preview_hand_in(&register, std::slice::from_ref(&entry), &options()).expect("a preview");
        let changed: Vec<&str> = preview.changed[0].columns.iter().map(|change| change.column.as_str()).collect();
        assert_eq!(changed, ["order", "depth"]);
        let outcome = store.hand_in(&register, &[entry], &options()).expect("a hand-in");
        assert_eq!(outcome.preview, preview);
        let attributes = |store: &mut Store, as_of| {
            let row = store.rows(as_of).expect("rows").pop().expect("a row");
            ["depth", "order", "weight"].map(|name| row.attributes.get(name).map(|values| values.join(" ")))
        };
        assert_eq!(attributes(&mut store, 1), [Some("12".into()), None, Some("0.50".into())]);
        assert_eq!(attributes(&mut store, 2), [Some("deep".into()), Some("no".into()), None]);
        let page = store.entries("finds", 1).expect("rows").pop().expect("a row");
        assert!(page.values.iter().all(|value| value.column != "weight"), "hidden on pages");
    });
}

#[test]
fn a_plan_or_a_join_that_changes_leaves_what_rows_say_of_their_projects() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH and 21cm0106001.")]).write(&mut store);
        hand_in(&mut store, &[find("B-1", "A", date(2024, 5, 1))]);
        let before = rows(&mut store, 2);
        let subject = super::arden::prefix("am0101");
        store.decide_join(&subject, "bench", Some(Verdict::Reject), "owner", "no", TODAY, &plan()).expect("decided");
        store.publish(&plan(), TODAY, "the ministry", "the owner").expect("published");
        File::new("2021-1", vec![paper("pmid:2", "by BENCH.")]).write(&mut store);
        let now = store.change().expect("a change");
        assert_eq!(rows(&mut store, now), before);
    });
}

#[test]
fn a_rejected_link_of_a_row_does_not_count() {
    everywhere(|place| {
        let mut store = place.open();
        hand_in(&mut store, &[find("B-1", "A", date(2024, 5, 1))]);
        let key = evidence::LinkKey {
            record: "finds:B-1".into(),
            scheme: "register".into(),
            value: "finds".into(),
            project: "bench".into(),
        };
        store.decide_link(&key, Some(Verdict::Reject), "owner", "not ours", TODAY).expect("decided");
        let row = store.rows(2).expect("rows").pop().expect("a row");
        assert_eq!(row.links[0].standing, Standing::Refused);
    });
}

#[test]
fn a_row_has_a_page_with_its_columns_and_what_it_was_before() {
    everywhere(|place| {
        let mut store = place.open();
        hand_in(&mut store, &[find("B-1", "A", date(2024, 5, 1))]);
        hand_in(&mut store, &[find("B-1", "B", date(2024, 5, 1))]);
        let page = store.record("finds:B-1", 2).expect("asked").expect("a page");
        assert_eq!((page.source.as_str(), page.record.title.as_str()), ("register:finds", "Pearl B-1 of the lakes"));
        let entry = page.entry.expect("a row of a register");
        let stage = entry.values.iter().find(|value| value.column == "stage").expect("a stage");
        assert_eq!(stage.values, ["B"]);
        let changed: Vec<Vec<&str>> = entry
            .history
            .iter()
            .map(|state| state.columns.iter().map(|change| change.column.as_str()).collect())
            .collect();
        assert_eq!(changed[0], ["stage"]);
        assert!(!changed[1].contains(&"holder") && !entry.values.iter().any(|value| value.column == "holder"));
        let hit = store.search("Pearl", 10).expect("a search").pop().expect("a hit");
        assert_eq!((hit.head.id.as_str(), hit.field.as_str()), ("finds:B-1", "title"));
        assert!(store.search("Mira Ode", 10).expect("a search").is_empty(), "a column of the office is not found");
        store.see_as(Actor::Office);
        let entry = store.record("finds:B-1", 2).expect("asked").expect("a page").entry.expect("a row");
        assert!(entry.values.iter().any(|value| value.column == "holder" && value.values == ["Mira Ode"]));
    });
}

#[test]
fn a_name_that_can_be_no_table_is_refused() {
    everywhere(|place| {
        let mut store = place.open();
        for id in ["hand-in", "Finds", "finds; drop table batch", ""] {
            let register = register::Register { id: id.into(), ..finds() };
            let refused = store.hand_in(&register, std::iter::empty::<register::Entry>(), &options()).expect_err(id);
            assert!(matches!(refused, Error::RegisterName(_)), "{id}: {refused}");
        }
        let wrong = with(find("B-1", "A", date(2024, 5, 1)), "depth", Value::Words("deep".into()));
        let refused = store.hand_in(&finds(), &[wrong], &options()).expect_err("words where a number belongs");
        assert!(refused.to_string().contains("`depth` of row `B-1`"), "{refused}");
    });
}

#[test]
fn of_a_key_that_comes_twice_the_last_row_stands_and_is_told() {
    everywhere(|place| {
        let mut store = place.open();
        let outcome = hand_in(&mut store, &[find("B-1", "A", date(2024, 5, 1)), find("B-1", "C", date(2024, 5, 1))]);
        assert_eq!((outcome.preview.added, outcome.preview.repeated), (vec!["B-1".into()], vec!["B-1".into()]));
        assert_eq!(rows(&mut store, 1), ["finds:B-1 C bench"]);
    });
}

#[test]
fn the_history_lists_hand_ins_and_tells_who_only_to_the_office() {
    everywhere(|place| {
        let mut store = place.open();
        hand_in(&mut store, &[find("B-1", "A", date(2024, 5, 1))]);
        let hidden = confidential(find("B-2", "A", date(2023, 5, 1)), date(2030, 1, 1));
        hand_in(&mut store, &[hidden]);
        store.undo_hand_in(1, "a hub", "wrong file", TODAY).expect("taken back");
        let seen = |store: &mut Store| {
            let list = store.entry_hand_ins(Some("finds"), 3).expect("hand-ins");
            list.into_iter().map(|one| (one.change, one.undone, one.file, one.by)).collect::<Vec<_>>()
        };
        let none = String::new;
        assert_eq!(seen(&mut store), [(2, None, none(), none()), (1, Some(3), none(), none())]);
        let state = store.register_states(3).expect("states").pop().expect("a register");
        assert_eq!(
            (state.open, state.withheld, state.years),
            (0, 0, vec![FiscalYear(2023)]),
            "one is below the threshold"
        );
        store.see_as(Actor::Office);
        assert_eq!(seen(&mut store)[1], (1, Some(3), "finds.xlsx".into(), "a hub".into()));
        assert_eq!(store.register_states(3).expect("states")[0].open, 1);
        assert!(matches!(store.undo_hand_in(1, "a hub", "", TODAY), Err(Error::NoHandIn(1))));
    });
}
