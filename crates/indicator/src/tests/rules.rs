//! Rules that the fixture's table cannot show: hand-ins, versions, days, and what a figure says besides.

use super::arden::*;
use crate::Change;
use crate::*;
use jiff::civil::{Date, date};
use plan::*;

fn read_on(indicator: Indicator, year: i16, hand_ins: &[HandIn], as_of: Change, today: Date) -> Reading {
    let plan = plan(vec![indicator]);
    let year = FiscalYear(year);
    let indicators = [&plan.programmes[0].indicators[0]];
    let found = readings(&indicators, &plan, &rows(), &coverage(), hand_ins, year..=year, as_of, today);
    found[0][0].1.clone()
}

fn read(indicator: Indicator, year: i16, hand_ins: &[HandIn]) -> Reading {
    read_on(indicator, year, hand_ins, 10, TODAY)
}

#[track_caller]
fn figure(reading: Reading) -> Figure {
    match reading {
        Reading::Number(figure) => *figure,
        other => panic!("expected a number, found {other:?}"),
    }
}

fn handed(year: i16, declared: Declared, since: Change) -> HandIn {
    HandIn {
        indicator: "figure".to_owned(),
        year: FiscalYear(year),
        declared,
        by: "Arden Fund".to_owned(),
        comment: String::new(),
        since,
        until: None,
    }
}

fn amount(number: i128) -> Amount {
    Amount::from_integer(number)
}

#[test]
fn a_figure_says_what_it_leaves_out_and_what_is_invented() {
    let found = figure(read(computed("figure", papers()), 2021, &[]));
    assert_eq!((found.retracted_left_out, found.invented_rows, found.withheld_rows), (1, 1, 0));
    assert_eq!(found.awaiting_join_records, ["pmid:4".into()]);
    assert_eq!(found.awaiting_mention_records, ["pmid:5".into()]);
    assert_eq!(found.coverage.len(), 1);
    assert_eq!(found.coverage[0].source, "pubmed");
    let stock = Definition { reckoning: Reckoning::Stock, date_role: "from".to_owned(), ..register("seed", "seeds") };
    let found = figure(read(computed("figure", stock), 2021, &[]));
    assert_eq!(found.confirmed, amount(found.records.len() as i128 + i128::from(found.withheld_rows)));
    let sum = Definition { value: ValueOf::Sum("bytes".to_owned()), ..register("dataset", "data") };
    assert_eq!(figure(read(computed("figure", sum), 2021, &[])).rows_without_value, 1);
}

#[test]
fn a_stock_is_provisional_until_its_day_and_that_day_it_is_not() {
    let stock = || {
        let definition =
            Definition { reckoning: Reckoning::Stock, date_role: "from".to_owned(), ..register("seed", "seeds") };
        computed("figure", definition)
    };
    let on = |day| figure(read_on(stock(), 2021, &[], 10, day));
    let early = on(date(2021, 12, 25));
    assert_eq!((early.confirmed, early.provisional_on), (amount(1), Some(date(2021, 12, 25))));
    let last = on(date(2022, 3, 31));
    assert_eq!((last.confirmed, last.provisional_on), (amount(2), None));
    assert_eq!(read_on(stock(), 2021, &[], 10, date(2021, 3, 31)), Reading::NotCollected, "the year has not begun");
}

#[test]
fn a_flow_of_the_running_year_is_no_stock_and_never_provisional() {
    assert_eq!(figure(read_on(computed("figure", papers()), 2021, &[], 10, date(2021, 5, 1))).provisional_on, None);
}

#[test]
fn what_was_handed_in_stands_in_where_nothing_can_be_computed() {
    let trials = || computed("figure", register("trial", "trials"));
    assert_eq!(read(trials(), 2022, &[]), Reading::NotReported);
    let reported = figure(read(trials(), 2022, &[handed(2022, Declared::Figure("1,340".to_owned()), 2)]));
    assert_eq!((reported.confirmed, reported.reported_by.as_deref()), (amount(1340), Some("Arden Fund")));
    assert!(reported.coverage.is_empty() && reported.records.is_empty());
    let none = read(trials(), 2022, &[handed(2022, Declared::None, 2)]);
    assert_eq!(none, Reading::DeclaredNone { by: "Arden Fund".to_owned() });
    assert_eq!(read(trials(), 2022, &[handed(2022, Declared::Withheld, 2)]), Reading::Withheld);
    assert_eq!(read(trials(), 2022, &[handed(2021, Declared::None, 2)]), Reading::NotReported, "of another year");
    assert_eq!(read(trials(), 2022, &[handed(2022, Declared::None, 11)]), Reading::NotReported, "of a later change");
    let inside = figure(read(trials(), 2021, &[handed(2021, Declared::Figure("9".to_owned()), 2)]));
    assert_eq!((inside.confirmed, inside.reported_by), (amount(3), None), "inside coverage the number opens");
}

#[test]
fn a_reported_indicator_reads_what_was_handed_in_last_and_nothing_before() {
    let reported = || indicator("figure", Method::Reported);
    let handed_in = [
        handed(2021, Declared::Figure("0.5".to_owned()), 2),
        handed(2021, Declared::Figure("3/4".to_owned()), 5),
        handed(2020, Declared::Figure("about 40".to_owned()), 2),
    ];
    assert_eq!(figure(read(reported(), 2021, &handed_in)).confirmed, Amount::new(3, 4));
    let before = figure(read_on(reported(), 2021, &handed_in, 4, TODAY));
    assert_eq!(before.confirmed, Amount::new(1, 2), "the later hand-in does not alter an earlier state");
    assert_eq!(read_on(reported(), 2021, &handed_in, 1, TODAY), Reading::NotReported);
    let words = Reading::Qualitative { words: "about 40".to_owned(), by: "Arden Fund".to_owned() };
    assert_eq!(read(reported(), 2020, &handed_in), words, "what is no number stays the words it is");
    assert_eq!(read(reported(), 2019, &handed_in), Reading::NotReported);
    assert_eq!(read(reported(), 2040, &handed_in), Reading::NotCollected, "that year has not begun");
    let words = Reading::Qualitative { words: "Good.".to_owned(), by: "Arden Fund".to_owned() };
    let text = [handed(2021, Declared::Words("Good.".to_owned()), 2)];
    assert_eq!(read(indicator("figure", Method::Qualitative), 2021, &text), words);
}

#[test]
fn the_year_reported_chooses_the_version() {
    let mut changing = computed("figure", papers());
    changing.versions[0].until = Some(FiscalYear(2020));
    let herbs = Definition { linked: of(&["herbs"]), ..papers() };
    let second = version(Method::Computed(Box::new(herbs)));
    changing.versions.push(IndicatorVersion { number: 2, from: Some(FiscalYear(2021)), ..second });
    assert_eq!(version_of(&changing, FiscalYear(2020)).map(|version| version.number), Some(1));
    assert_eq!(version_of(&changing, FiscalYear(2021)).map(|version| version.number), Some(2));
    assert_eq!(figure(read(changing.clone(), 2020, &[])).confirmed, amount(2));
    assert_eq!(figure(read(changing.clone(), 2021, &[])).confirmed, amount(1));
    changing.versions[1].until = Some(FiscalYear(2021));
    assert_eq!(read(changing, 2022, &[]), Reading::NotCollected, "no version holds");
}

#[test]
fn a_condition_holds_or_not() {
    let read_with = |conditions| {
        let definition = Definition { conditions, ..register("dataset", "data") };
        figure(read(computed("figure", definition), 2021, &[])).confirmed
    };
    for (attribute, op, values, expected) in [
        ("users", ConditionOp::In, &["40", "30"][..], 2),
        ("users", ConditionOp::In, &[], 0),
        ("users", ConditionOp::NotIn, &["40"], 2),
        ("mice", ConditionOp::NotIn, &["40"], 3),
        ("users", ConditionOp::Present, &[], 3),
        ("mice", ConditionOp::Present, &[], 0),
        ("users", ConditionOp::AtLeast, &["40"], 2),
        ("users", ConditionOp::AtLeast, &["40.5"], 1),
        ("bytes", ConditionOp::AtLeast, &["0"], 2),
        ("users", ConditionOp::AtLeast, &[], 0),
    ] {
        assert_eq!(
            read_with(vec![condition(attribute, op, values)]),
            amount(expected),
            "{attribute} {op:?} {values:?}"
        );
    }
    let both = vec![condition("users", ConditionOp::AtLeast, &["35"]), condition("users", ConditionOp::NotIn, &["50"])];
    assert_eq!(read_with(both), amount(1));
}

#[test]
fn computed_and_reported_stand_beside_each_other_with_their_difference() {
    let plan =
        plan(vec![computed("figure", papers()), computed("herbs", Definition { linked: of(&["herbs"]), ..papers() })]);
    let (rows, coverage) = (rows(), coverage());
    let hand_ins = [handed(2021, Declared::Figure("5".to_owned()), 2)];
    let facts = Facts { plan: &plan, rows: &rows, coverage: &coverage, hand_ins: &hand_ins, as_of: 10, today: TODAY };
    let index = Index::new(&plan, &rows, 10);
    let [all, herbs] = &plan.programmes[0].indicators[..] else { panic!("two indicators") };
    let found = beside(&facts, &index, all, FiscalYear(2021));
    assert_eq!(figure(found.computed.clone()).confirmed, amount(2));
    let difference = found.difference.expect("both are numbers");
    assert_eq!(difference.amount, amount(-3));
    assert!(difference.only_first.is_empty() && difference.only_second.is_empty(), "a report says how many, not which");
    let none = beside(&facts, &index, all, FiscalYear(2019));
    assert_eq!((none.computed, none.reported, none.difference), (Reading::NotCollected, None, None));

    let of_herbs = beside(&facts, &index, herbs, FiscalYear(2021)).computed;
    let rows_apart = crate::difference(&found.computed, &of_herbs).expect("both are numbers");
    assert_eq!((rows_apart.only_first, rows_apart.only_second), (vec!["pmid:3".into()], vec![]));
}

#[test]
fn two_rows_of_one_record_are_one_record() {
    let plan = plan(vec![computed("figure", papers())]);
    let mut rows = rows();
    let mut again = rows[2].clone();
    again.since = 5;
    again.links.truncate(1);
    rows.push(again);
    let indicators = [&plan.programmes[0].indicators[0]];
    let year = FiscalYear(2021);
    let found = readings(&indicators, &plan, &rows, &coverage(), &[], year..=year, 10, TODAY);
    assert_eq!(figure(found[0][0].1.clone()).confirmed, amount(2));
}
