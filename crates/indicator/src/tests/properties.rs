//! What holds for whatever rows and definitions.

use super::arden::*;
use crate::Change;
use crate::*;
use jiff::civil::{Date, date};
use plan::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const PROJECTS: [&str; 3] = ["herbs", "moss", "brains"];
const FIRST: i16 = 2019;
const LAST: i16 = 2024;
/// The state at which properties look; rows come and go before and after it.
const NOW: Change = 10;

fn days() -> impl Strategy<Value = Date> {
    // Days around the turns of the years are the ones that matter.
    let near = prop::sample::select(vec![(3, 31), (4, 1), (12, 31), (1, 1), (7, 15)]);
    (FIRST + 1..=LAST, near).prop_map(|(year, (month, day))| date(year, month, day))
}

fn lifetimes() -> impl Strategy<Value = (Change, Option<Change>)> {
    (1..15_u64, prop::option::weighted(0.3, 1..15_u64)).prop_map(|(since, lasts)| (since, lasts.map(|n| since + n)))
}

fn links() -> impl Strategy<Value = RowLink> {
    let standings = vec![
        Standing::Counted,
        Standing::Counted,
        Standing::AwaitingJoin,
        Standing::AwaitingMention,
        Standing::Refused,
    ];
    let roles = vec![Role::Funded, Role::Supported, Role::Used];
    let parts = (
        prop::sample::select(&PROJECTS[..]),
        prop::sample::select(roles),
        prop::sample::select(standings),
        lifetimes(),
    );
    parts.prop_map(|(project, role, standing, (since, until))| RowLink {
        project: project.into(),
        role,
        standing,
        since,
        until,
    })
}

fn attributes() -> impl Strategy<Value = Named<Vec<Arc<str>>>> {
    let values = |words: &'static [&'static str]| prop::collection::btree_set(prop::sample::select(words), 0..3);
    (values(&["FERN1", "OAK2", "MOSS3"]), values(&["1/2", "3.25", "10", "about 4"])).prop_map(|(genes, sizes)| {
        let list = |values: BTreeSet<&str>| values.into_iter().map(Arc::from).collect::<Vec<_>>();
        Named::from([("gene".into(), list(genes)), ("size".into(), list(sizes))])
    })
}

/// Rows with ids of their own.
fn many_rows() -> impl Strategy<Value = Vec<Row>> {
    let flags = (any::<bool>(), prop::bool::weighted(0.1), prop::bool::weighted(0.2));
    let row =
        (days(), prop::option::of(days()), attributes(), prop::collection::vec(links(), 1..4), lifetimes(), flags);
    let row = row.prop_map(|(start, end, attributes, links, (since, until), (paper, retracted, withheld))| {
        let mut dates: Named<Date> = Named::from([("day".into(), start), ("from".into(), start)]);
        dates.extend(end.map(|end| ("until".into(), end)));
        Row {
            record: "".into(),
            kind: if paper { "paper" } else { "dataset" }.into(),
            source: "pubmed".into(),
            dates,
            attributes,
            types: Vec::new(),
            links,
            since,
            until,
            retracted,
            withheld,
            threshold: 0,
            invented: false,
        }
    });
    prop::collection::vec(row, 0..14).prop_map(|mut rows| {
        for (number, row) in rows.iter_mut().enumerate() {
            row.record = format!("pmid:{number}").into();
        }
        rows
    })
}

fn definitions() -> impl Strategy<Value = Definition> {
    let of = prop::sample::select(vec![Of::Records, Of::Attribute("gene".to_owned())]);
    let size = || "size".to_owned();
    let value =
        prop::sample::select(vec![ValueOf::Count, ValueOf::Sum(size()), ValueOf::Last(size()), ValueOf::Max(size())]);
    let reckoning =
        prop::sample::select(vec![Reckoning::Flow, Reckoning::Stock, Reckoning::Active, Reckoning::Cumulative]);
    let to = prop::sample::select(vec![LinkedTo::Programme, LinkedTo::Plan, of_project("moss").to]);
    let roles = prop::sample::select(vec![vec![], vec![Role::Funded], vec![Role::Supported, Role::Used]]);
    let of_which = prop::sample::select(vec![vec![], vec![condition("size", ConditionOp::AtLeast, &["2"])]]);
    let counts = prop::sample::select(vec![vec!["paper"], vec!["paper", "dataset"]]);
    (counts, of, value, reckoning, to, roles, of_which, any::<[bool; 2]>()).prop_map(
        |(counts, of, value, reckoning, to, roles, of_which, [whole, fiscal])| Definition {
            counts: counts.into_iter().map(str::to_owned).collect(),
            of,
            value,
            reckoning,
            linked: Linked { to, roles },
            of_which,
            split: if whole { Split::Whole } else { Split::Fractional },
            date_role: "day".to_owned(),
            basis: if fiscal { YearBasis::Fiscal } else { YearBasis::Calendar },
            ..papers()
        },
    )
}

fn of_project(project: &str) -> Linked {
    of(&[project])
}

/// PubMed, read for these years.
fn read_of(years: impl IntoIterator<Item = i16>) -> Vec<Coverage> {
    let years: Vec<i16> = years.into_iter().collect();
    let mut coverage = coverage();
    coverage.truncate(1);
    coverage[0].records_by_year = years.iter().map(|year| (FiscalYear(*year), 1)).collect();
    coverage[0].records_by_calendar_year = years.iter().map(|year| (*year, 1)).collect();
    coverage
}

fn read_as_of(
    definition: &Definition,
    rows: &[Row],
    coverage: &[Coverage],
    as_of: Change,
) -> Vec<(FiscalYear, Reading)> {
    let plan = plan(vec![computed("figure", definition.clone())]);
    let years = FiscalYear(FIRST)..=FiscalYear(LAST);
    let indicators = [&plan.programmes[0].indicators[0]];
    readings(&indicators, &plan, rows, coverage, &[], years, as_of, TODAY).remove(0)
}

/// The figures of all years, every one of them covered; a last or greatest value that nobody measured is left out.
fn figures(definition: &Definition, rows: &[Row]) -> BTreeMap<i16, Figure> {
    let found = read_as_of(definition, rows, &read_of(FIRST..=LAST), NOW);
    let figure = |(year, reading): (FiscalYear, Reading)| match reading {
        Reading::Number(figure) => Some((year.0, *figure)),
        Reading::NotCollected => None,
        other => panic!("expected a number, found {other:?}"),
    };
    found.into_iter().filter_map(figure).collect()
}

/// The rows with these standings turned into a counted one.
fn accepted(rows: &[Row], standings: &[Standing]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for link in rows.iter_mut().flat_map(|row| &mut row.links) {
        if standings.contains(&link.standing) {
            link.standing = Standing::Counted;
        }
    }
    rows
}

fn holds(since: Change, until: Option<Change>) -> bool {
    since <= NOW && until.is_none_or(|until| NOW < until)
}

/// Counted now, for any project of the plan, not retracted: by the plainest reading of the rules.
fn counted(row: &Row) -> bool {
    let linked = |link: &RowLink| link.standing == Standing::Counted && holds(link.since, link.until);
    holds(row.since, row.until) && !row.retracted && row.kind.as_ref() == "paper" && row.links.iter().any(linked)
}

fn plan_wide(reckoning: Reckoning) -> Definition {
    Definition {
        reckoning,
        date_role: "day".to_owned(),
        linked: Linked { to: LinkedTo::Plan, roles: Vec::new() },
        ..papers()
    }
}

fn total(figures: &BTreeMap<i16, Figure>) -> Amount {
    figures.values().map(|figure| figure.confirmed).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_years_of_a_flow_add_up_to_its_total(rows in many_rows(), fractional in any::<bool>()) {
        let split = if fractional { Split::Fractional } else { Split::Whole };
        let flow = figures(&Definition { split, ..plan_wide(Reckoning::Flow) }, &rows);
        let all = figures(&Definition { split, ..plan_wide(Reckoning::Cumulative) }, &rows);
        prop_assert_eq!(total(&flow), all[&LAST].confirmed);
        prop_assert_eq!(total(&flow), Amount::from_integer(rows.iter().filter(|row| counted(row)).count() as i128));
        let parts: Definition = Definition { linked: of_project("moss"), split, ..plan_wide(Reckoning::Flow) };
        let all_of_moss = Definition { reckoning: Reckoning::Cumulative, ..parts.clone() };
        prop_assert_eq!(total(&figures(&parts, &rows)), figures(&all_of_moss, &rows)[&LAST].confirmed);
    }

    #[test]
    fn a_stock_is_the_state_after_the_last_event(rows in many_rows()) {
        // What begins and what has ended, in the order of the days: the state is the running sum.
        let mut events: Vec<(Date, i128)> = Vec::new();
        for row in rows.iter().filter(|row| counted(row)) {
            let (start, end) = (row.dates.get("from").copied().expect("it has a beginning"), row.dates.get("until").copied());
            if end.is_some_and(|end| end < start) {
                continue;
            }
            events.push((start, 1));
            events.extend(end.map(|end| (end.tomorrow().expect("a day has a next"), -1)));
        }
        for (year, figure) in figures(&plan_wide(Reckoning::Stock), &rows) {
            let day = FiscalYear(year).last_day();
            let state: i128 = events.iter().filter(|(when, _)| *when <= day).map(|(_, step)| step).sum();
            prop_assert_eq!(figure.confirmed, Amount::from_integer(state), "{}", year);
        }
    }

    #[test]
    fn the_parts_of_all_projects_add_up_to_exactly_one_each(
        rows in many_rows(),
        genes in any::<bool>(),
        everything in any::<bool>(),
    ) {
        let rows = if everything {
            accepted(&rows, &[Standing::AwaitingJoin, Standing::AwaitingMention])
        } else {
            rows
        };
        let of = if genes { Of::Attribute("gene".to_owned()) } else { Of::Records };
        let whole = figures(&Definition { of: of.clone(), ..plan_wide(Reckoning::Cumulative) }, &rows);
        let parts = PROJECTS.map(|project| {
            let share = Definition { of: of.clone(), linked: of_project(project), split: Split::Fractional, ..plan_wide(Reckoning::Cumulative) };
            figures(&share, &rows)
        });
        for (year, whole) in whole {
            let sum: Amount = parts.iter().map(|part| part[&year].confirmed).sum();
            prop_assert_eq!(sum, whole.confirmed);
            let waiting: Amount = parts.iter().map(|part| part[&year].awaiting_joins + part[&year].awaiting_mentions).sum();
            prop_assert_eq!(waiting, whole.awaiting_joins + whole.awaiting_mentions);
        }
    }

    #[test]
    fn later_changes_never_alter_an_earlier_state(
        rows in many_rows(),
        later in many_rows(),
        definition in definitions(),
        ends in prop::collection::vec(NOW + 1..40_u64, 14),
    ) {
        let coverage = read_of(FIRST..=LAST);
        let before = read_as_of(&definition, &rows, &coverage, NOW);
        let mut changed = rows;
        for (row, end) in changed.iter_mut().zip(ends) {
            row.until.get_or_insert(end);
            for link in &mut row.links {
                link.until.get_or_insert(end);
            }
            let mut again = row.clone();
            again.since = end;
            again.until = None;
            again.links.iter_mut().for_each(|link| link.since = end);
            row.links.extend(again.links.clone());
        }
        for mut row in later {
            row.record = format!("later:{}", row.record).into();
            row.since += NOW;
            changed.push(row);
        }
        let mut coverage_later = coverage;
        coverage_later[0].until = Some(NOW + 1);
        let mut more = read_of(FIRST..=LAST).remove(0);
        more.files_read += 1;
        more.since = NOW + 1;
        coverage_later.push(more);
        let after = read_as_of(&definition, &changed, &coverage_later, NOW);
        let plain = |readings: &[(FiscalYear, Reading)]| format!("{readings:?}").replace("until: Some(11)", "until: None");
        prop_assert_eq!(plain(&before), plain(&after));
    }

    #[test]
    fn no_number_is_computed_outside_coverage(
        rows in many_rows(),
        definition in definitions(),
        read in prop::collection::btree_set(FIRST..=LAST, 0..4),
    ) {
        for (year, reading) in read_as_of(&definition, &rows, &read_of(read.clone()), NOW) {
            if matches!(reading, Reading::Number(_)) {
                prop_assert!(read.contains(&year.0));
            } else {
                let measured = matches!(definition.value, ValueOf::Last(_) | ValueOf::Max(_));
                prop_assert!(measured || !read.contains(&year.0), "a covered year has a figure, if only 0");
            }
        }
    }

    #[test]
    fn what_was_last_of_each_thing_is_added_over_things_and_never_over_time(
        rows in many_rows(),
        genes in prop::collection::vec(prop::sample::select(vec!["MOSS1", "FERN2", "ALGA3"]), 14),
        greatest in any::<bool>(),
    ) {
        let mut rows = rows;
        for (row, gene) in rows.iter_mut().zip(&genes) {
            row.attributes.insert("gene".into(), vec![(*gene).into()]);
        }
        let size = "size".to_owned();
        let value = if greatest { ValueOf::Max(size) } else { ValueOf::Last(size) };
        let definition = |of, conditions| Definition { of, conditions, value: value.clone(), ..plan_wide(Reckoning::Flow) };
        let together = figures(&definition(Of::Attribute("gene".to_owned()), Vec::new()), &rows);
        let apart = ["MOSS1", "FERN2", "ALGA3"].map(|gene| {
            figures(&definition(Of::Records, vec![condition("gene", ConditionOp::In, &[gene])]), &rows)
        });
        let measured: BTreeSet<_> = apart.iter().flat_map(|one| one.keys().copied()).collect();
        prop_assert_eq!(together.keys().copied().collect::<BTreeSet<_>>(), measured);
        for (year, figure) in together {
            let confirmed: Amount = apart.iter().filter_map(|one| one.get(&year)).map(|one| one.confirmed).sum();
            prop_assert_eq!(figure.confirmed, confirmed);
        }
    }

    #[test]
    fn the_order_of_rows_and_links_does_not_matter(
        (rows, shuffled) in many_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        definition in definitions(),
    ) {
        let mut shuffled = shuffled;
        shuffled.iter_mut().for_each(|row| row.links.reverse());
        prop_assert_eq!(figures(&definition, &rows), figures(&definition, &shuffled));
    }

    #[test]
    fn confirmed_and_awaiting_are_the_figure_after_acceptance(rows in many_rows(), definition in definitions()) {
        let before = figures(&definition, &rows);
        let joined = figures(&definition, &accepted(&rows, &[Standing::AwaitingJoin]));
        let all = figures(&definition, &accepted(&rows, &[Standing::AwaitingJoin, Standing::AwaitingMention]));
        prop_assert_eq!(before.keys().collect::<Vec<_>>(), all.keys().collect::<Vec<_>>());
        for (year, figure) in &before {
            let (joined, all) = (&joined[year], &all[year]);
            prop_assert_eq!(figure.confirmed + figure.awaiting_joins, joined.confirmed);
            prop_assert_eq!(figure.awaiting_mentions, joined.awaiting_mentions);
            prop_assert_eq!(figure.confirmed + figure.awaiting_joins + figure.awaiting_mentions, all.confirmed);
            prop_assert_eq!(Amount::from_integer(0), all.awaiting_joins + all.awaiting_mentions);
            let listed: BTreeSet<_> =
                figure.records.iter().chain(&figure.awaiting_join_records).chain(&figure.awaiting_mention_records).collect();
            prop_assert_eq!(listed, all.records.iter().collect::<BTreeSet<_>>());
            let waits_twice = figure.awaiting_join_records.iter().any(|one| figure.awaiting_mention_records.contains(one));
            prop_assert!(!waits_twice);
            if definition.split == Split::Whole {
                let counted_and_waiting = figure.records.iter().any(|one| {
                    figure.awaiting_join_records.contains(one) || figure.awaiting_mention_records.contains(one)
                });
                prop_assert!(!counted_and_waiting);
            }
        }
    }

    #[test]
    fn what_is_listed_and_what_is_withheld_is_what_counts(rows in many_rows(), reckoning in 0..4_usize) {
        let reckonings = [Reckoning::Flow, Reckoning::Stock, Reckoning::Active, Reckoning::Cumulative];
        for figure in figures(&plan_wide(reckonings[reckoning]), &rows).values() {
            let counted = figure.records.len() as i128 + i128::from(figure.withheld_rows);
            prop_assert_eq!(figure.confirmed, Amount::from_integer(counted));
        }
    }
}
