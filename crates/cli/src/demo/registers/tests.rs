use super::*;
use indicator::Reading;
use plan::FiscalYear;
use register::builtin;

#[test]
fn every_register_has_rows_and_the_same_ones_every_time() {
    let plan = plan::builtin();
    let mut all = 0;
    for register in builtin() {
        let made = entries(&plan, register);
        assert!(!made.is_empty(), "{}", register.id);
        assert_eq!(made, entries(&plan, register), "{}", register.id);
        all += made.len();
    }
    assert!((1_000..4_000).contains(&all), "{all} rows");
}

#[test]
fn a_row_holds_what_its_columns_hold_and_lacks_nothing_that_it_needs() {
    let plan = plan::builtin();
    for register in builtin() {
        for entry in entries(&plan, register) {
            let place = format!("{} {}", register.id, entry.key);
            for column in register.columns.iter().filter(|column| column.required) {
                assert!(entry.values.contains_key(&column.id), "{place} lacks {}", column.id);
            }
            for (id, values) in &entry.values {
                let column = register.column(id).unwrap_or_else(|| panic!("{place}: there is no {id}"));
                for value in values {
                    let fits = match (&column.holds, value) {
                        (Holds::Words, Value::Words(_))
                        | (Holds::Date, Value::Date(..))
                        | (Holds::FiscalYear, Value::FiscalYear(_))
                        | (Holds::Decimal, Value::Decimal(_))
                        | (Holds::Flag, Value::Flag(_))
                        | (Holds::Grant, Value::Grant(..))
                        | (Holds::Identifier(_), Value::Identifier(_))
                        | (Holds::Address, Value::Address(_)) => true,
                        (Holds::Whole | Holds::Yen, Value::Whole(number)) => *number >= 0,
                        (Holds::Project, Value::Project(id)) => plan.project(id).is_some(),
                        (Holds::Code(codes), Value::Code(code)) => codes.iter().any(|one| one.code == *code),
                        _ => false,
                    };
                    assert!(fits, "{place}: {id} is {value:?}");
                }
            }
        }
    }
}

#[test]
fn some_rows_are_confidential_and_most_are_not() {
    let plan = plan::builtin();
    let rows: Vec<Entry> = builtin().iter().flat_map(|register| entries(&plan, register)).collect();
    let confidential = rows.iter().filter(|row| row.values.contains_key(register::CONFIDENTIAL_UNTIL)).count();
    assert!((10..rows.len() / 10).contains(&confidential), "{confidential} of {}", rows.len());
}

#[test]
fn every_indicator_of_a_register_has_a_reading_that_opens() {
    let plan = plan::builtin();
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(&store::Location::Sqlite(folder.path().join("demo.sqlite"))).expect("a store");
    let revision = plan.decisions.last().expect("a decision");
    store.publish(&plan, revision.on, "test", "test").expect("published");
    hand_in(&mut store, &plan).expect("handed in");
    let change = store.change().expect("a change");
    let (rows, coverage) = (store.rows(change).expect("rows"), store.coverage(change).expect("coverage"));
    let of_registers = |version: &plan::IndicatorVersion| match &version.method {
        Method::Computed(definition) => definition.sources.iter().any(|class| class.starts_with("register:")),
        _ => false,
    };
    let indicators: Vec<&plan::Indicator> = plan
        .indicators()
        .map(|(_, indicator)| indicator)
        .filter(|indicator| indicator.versions.iter().any(of_registers))
        .collect();
    assert!(indicators.len() > 12, "{}", indicators.len());
    let years = FiscalYear(FIRST_YEAR)..=FiscalYear(LAST_YEAR);
    let readings = indicator::readings(&indicators, &plan, &rows, &coverage, &[], years, change, date(2026, 11, 25));
    for (indicator, readings) in indicators.iter().zip(readings) {
        let opens = |reading: &Reading| match reading {
            Reading::Number(figure) => {
                !figure.records.is_empty() && figure.invented_rows == figure.records.len() as u64
            }
            _ => false,
        };
        let opening = readings.iter().filter(|(_, reading)| opens(reading)).count();
        assert!(opening > 1, "{} has {opening} years that open: {readings:?}", indicator.id);
    }
}

#[test]
fn transfers_and_grants_with_a_transfer_come_out_of_the_same_rows() {
    let plan = plan::builtin();
    let transfers = builtin().iter().find(|register| register.id == "transfers").expect("transfers");
    let rows = entries(&plan, transfers);
    let of_bio = |row: &&Entry| row.values["projects"].contains(&Value::Project("advanced-bio".to_owned()));
    let with_grant = rows.iter().filter(of_bio).filter_map(|row| row.values.get("grant"));
    let grants: Vec<&Value> = with_grant.flatten().collect();
    let mut distinct: Vec<String> = grants.iter().map(ToString::to_string).collect();
    distinct.sort();
    distinct.dedup();
    assert!(grants.len() > 5 && !distinct.is_empty() && distinct.len() <= grants.len(), "{distinct:?}");
}
