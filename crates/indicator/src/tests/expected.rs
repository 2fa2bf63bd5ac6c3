//! `fixtures/arden/rows/expected.tsv`, line by line.

use super::arden::*;
use crate::*;
use plan::*;

/// The definition of that name in `expected.tsv`.
fn definition(name: &str) -> Definition {
    let every_project = || Linked { to: LinkedTo::Plan, roles: Vec::new() };
    let genes = || Definition { of: Of::Attribute("gene".to_owned()), linked: every_project(), ..papers() };
    let since = |year| Definition { reckoning: Reckoning::Cumulative, from: Some(FiscalYear(year)), ..genes() };
    let seeds = |reckoning| Definition { reckoning, date_role: "from".to_owned(), ..register("seed", "seeds") };
    let trials = || Definition {
        of_which: vec![condition("kind", ConditionOp::In, &["physician"])],
        ..register("trial", "trials")
    };
    let data = |value| Definition { value, ..register("dataset", "data") };
    if let Some(project) = name.strip_suffix(" share") {
        return Definition { linked: of(&[project]), split: Split::Fractional, ..papers() };
    }
    match name {
        "green papers" => papers(),
        "green papers by calendar" => Definition { basis: YearBasis::Calendar, ..papers() },
        "herbs papers" => Definition { linked: of(&["herbs"]), ..papers() },
        "moss papers" => Definition { linked: of(&["moss"]), ..papers() },
        "moss used" => Definition { linked: Linked { roles: vec![Role::Used], ..of(&["moss"]) }, ..papers() },
        "genes" => genes(),
        "genes since 2020" => since(2020),
        "genes since 2021" => since(2021),
        "seeds in stock" => seeds(Reckoning::Stock),
        "seeds active" => seeds(Reckoning::Active),
        "trials by physicians" => trials(),
        "green trials by physicians" => {
            Definition { linked: Linked { to: LinkedTo::Programme, roles: Vec::new() }, ..trials() }
        }
        "sum of bytes" => data(ValueOf::Sum("bytes".to_owned())),
        "last bytes" => data(ValueOf::Last("bytes".to_owned())),
        "last users" => data(ValueOf::Last("users".to_owned())),
        "greatest users" => data(ValueOf::Max("users".to_owned())),
        "papers and datasets" => Definition {
            counts: vec!["paper".to_owned(), "dataset".to_owned()],
            linked: every_project(),
            date_role: "day".to_owned(),
            sources: vec!["abstracts".to_owned(), "register:data".to_owned()],
            ..papers()
        },
        other => panic!("no definition is called {other}"),
    }
}

#[test]
fn every_figure_of_the_fixture_is_what_paper_and_pencil_give() {
    let mut rows = rows();
    // Kinds with dates of different names are counted together by a name that both have.
    for row in &mut rows {
        let day = row.dates.get("publication").or(row.dates.get("event")).copied();
        row.dates.extend(day.map(|day| ("day".into(), day)));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/arden/rows/expected.tsv");
    let table = std::fs::read_to_string(path).expect("the fixture stands in the repository");
    let mut lines = 0;
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, year, as_of, state, confirmed, joins, mentions, whole, records, why] = cells[..] else {
            panic!("expected ten cells, found {}: {line}", cells.len());
        };
        let year = FiscalYear(year.parse().expect("a year"));
        let as_of = as_of.parse().expect("a change number");
        let plan = plan(vec![computed("figure", definition(name))]);
        let indicator = &plan.programmes[0].indicators[0];
        let found = readings(&[indicator], &plan, &rows, &coverage(), &[], year..=year, as_of, TODAY);
        let said = match &found[0][0].1 {
            Reading::Number(figure) => format!(
                "number {} {} {} {} {}",
                figure.confirmed,
                figure.awaiting_joins,
                figure.awaiting_mentions,
                figure.whole.map(|whole| whole.to_string()).unwrap_or_default(),
                figure.records.join(",")
            ),
            Reading::NotCollected => "not-collected     ".to_owned(),
            Reading::NotReported => "not-reported     ".to_owned(),
            other => panic!("{line}: {other:?}"),
        };
        let expected = [state, confirmed, joins, mentions, whole, records].join(" ");
        assert_eq!(said, expected, "{name} {year}: {why}");
        lines += 1;
    }
    assert!(lines > 30, "the fixture was read");
}
