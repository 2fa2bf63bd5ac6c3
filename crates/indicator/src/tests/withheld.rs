//! Rows that count and do not open: from how many on a figure may hold them.

use super::arden::*;
use crate::*;
use jiff::civil::date;
use plan::*;
use std::sync::Arc;

/// A seed of 2021 that is worth so much.
fn seed(number: usize, worth: usize, withheld: bool, threshold: u32) -> Row {
    Row {
        record: format!("seeds:{number}").into(),
        kind: "seed".into(),
        source: "register:seeds".into(),
        dates: Named::from([("event".into(), date(2021, 6, 1))]),
        attributes: Named::from([(Arc::from("worth"), vec![Arc::from(worth.to_string())])]),
        types: Vec::new(),
        links: vec![RowLink {
            project: "herbs".into(),
            role: Role::Funded,
            standing: Standing::Counted,
            since: 1,
            until: None,
        }],
        since: 1,
        until: None,
        retracted: false,
        withheld,
        threshold: if withheld { threshold } else { 0 },
        invented: false,
    }
}

/// So many open seeds worth 1 each and so many withheld ones worth 100 each.
fn seeds(open: usize, withheld: usize, threshold: u32) -> Vec<Row> {
    (0..open + withheld).map(|at| seed(at, if at < open { 1 } else { 100 }, at >= open, threshold)).collect()
}

fn reading(rows: &[Row], value: ValueOf) -> Reading {
    let definition = Definition { value, linked: of(&["herbs"]), ..register("seed", "seeds") };
    let plan = plan(vec![computed("figure", definition)]);
    let indicators = [&plan.programmes[0].indicators[0]];
    let year = FiscalYear(2021);
    readings(&indicators, &plan, rows, &coverage(), &[], year..=year, 10, TODAY)[0][0].1.clone()
}

/// Checks the figure, how many withheld rows it says are in it, and whether it says that some are not.
#[track_caller]
fn check(rows: &[Row], value: ValueOf, expected: Option<(i128, u64, bool)>) {
    let found = match reading(rows, value) {
        Reading::Number(figure) => {
            Some((figure.confirmed.to_integer(), figure.withheld_rows, figure.withheld_left_out))
        }
        Reading::Withheld => None,
        other => panic!("expected a number or nothing shown, found {other:?}"),
    };
    assert_eq!(found, expected);
}

#[test]
fn from_its_threshold_on_withheld_rows_count_and_below_it_they_are_left_out() {
    check(&seeds(4, 3, 3), ValueOf::Count, Some((7, 3, false)));
    check(&seeds(4, 2, 3), ValueOf::Count, Some((4, 0, true)));
    check(&seeds(4, 0, 3), ValueOf::Count, Some((4, 0, false)));
    let worth = || ValueOf::Sum("worth".to_owned());
    check(&seeds(4, 3, 3), worth(), Some((304, 3, false)));
    check(&seeds(4, 2, 3), worth(), Some((4, 0, true)));
}

#[test]
fn where_nothing_else_counts_no_figure_is_shown() {
    check(&seeds(0, 2, 3), ValueOf::Count, None);
    check(&seeds(0, 3, 3), ValueOf::Count, Some((3, 3, false)));
    check(&[], ValueOf::Count, Some((0, 0, false)));
}

#[test]
fn a_figure_is_never_the_value_of_one_withheld_row() {
    let greatest = || ValueOf::Max("worth".to_owned());
    check(&seeds(4, 3, 3), greatest(), Some((1, 0, true)));
    check(&seeds(0, 3, 3), greatest(), None);
    check(&seeds(4, 3, 3), ValueOf::Last("worth".to_owned()), Some((1, 0, true)));
}

#[test]
fn a_part_of_a_figure_needs_as_many_withheld_rows_as_the_whole() {
    let rows = seeds(4, 3, 3);
    // Of seven, those worth 100 or more are the three withheld ones; with one of them worth less, two.
    let part = |rows: &[Row]| {
        let definition = Definition {
            of_which: vec![condition("worth", ConditionOp::AtLeast, &["100"])],
            linked: of(&["herbs"]),
            ..register("seed", "seeds")
        };
        let plan = plan(vec![computed("figure", definition)]);
        let indicators = [&plan.programmes[0].indicators[0]];
        let year = FiscalYear(2021);
        readings(&indicators, &plan, rows, &coverage(), &[], year..=year, 10, TODAY)[0][0].1.clone()
    };
    match part(&rows) {
        Reading::Number(figure) => assert_eq!(figure.confirmed.to_integer(), 3),
        other => panic!("{other:?}"),
    }
    let mut fewer = rows;
    fewer[6].attributes.insert("worth".into(), vec!["2".into()]);
    assert_eq!(part(&fewer), Reading::Withheld);
}

#[test]
fn who_reported_a_figure_is_not_shown_where_it_is_withheld() {
    let rows = seeds(0, 1, 3);
    let definition = Definition { linked: of(&["herbs"]), ..register("seed", "seeds") };
    let plan = plan(vec![computed("figure", definition)]);
    let indicators = [&plan.programmes[0].indicators[0]];
    let year = FiscalYear(2021);
    let handed = HandIn {
        indicator: "figure".to_owned(),
        year,
        declared: Declared::Figure("1".to_owned()),
        by: "Arden Fund".to_owned(),
        comment: String::new(),
        since: 1,
        until: None,
    };
    let found = readings(&indicators, &plan, &rows, &coverage(), &[handed], year..=year, 10, TODAY);
    assert_eq!(found[0][0].1, Reading::Withheld);
}
