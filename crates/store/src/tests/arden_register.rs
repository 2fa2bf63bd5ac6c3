//! A register of Arden: what hubs found in its lakes.

use crate::{HandInOptions, HandInOutcome, Store};
use jiff::civil::{Date, date};
use plan::{FiscalYear, Role, Text};
use register::{Access, Column, Entry, Holds, Place, Precision, Register, Value};
use std::collections::BTreeMap;

/// The day of every hand-in, unless a test says another.
pub(crate) const TODAY: Date = date(2024, 10, 1);

pub(crate) fn text(en: &str) -> Text {
    Text { ja: format!("{en}の欄"), en: en.into(), en_official: false }
}

pub(crate) fn column(id: &str, holds: Holds, many: bool, access: Access) -> Column {
    Column {
        id: id.into(),
        header: text(id),
        also: Vec::new(),
        about: text(id),
        holds,
        required: false,
        many,
        access,
        example: String::new(),
    }
}

/// One of each kind of column; `holder` is for the office alone.
pub(crate) fn finds() -> Register {
    let public = |id: &str, holds: Holds| column(id, holds, false, Access::Public);
    Register {
        id: "finds".into(),
        kind: "find".into(),
        title: text("finds"),
        about: text("One find"),
        filled_by: text("hubs"),
        key: vec!["number".into()],
        name: "name".into(),
        role: Role::Supported,
        dates: BTreeMap::from([("event".into(), "from".into())]),
        threshold: 2,
        columns: vec![
            public("number", Holds::Words),
            public("name", Holds::Words),
            public("from", Holds::Date),
            public("stage", Holds::Code(Vec::new())),
            public("depth", Holds::Whole),
            public("weight", Holds::Decimal),
            public("ready", Holds::Flag),
            column("genes", Holds::Identifier("hgnc".into()), true, Access::Public),
            column("holder", Holds::Words, false, Access::Office),
            column("projects", Holds::Project, true, Access::Public),
            public("source", Holds::Words),
            public("confidential-until", Holds::Date),
        ],
    }
}

/// A row: its number, its stage, and the day on which it was found.
pub(crate) fn find(number: &str, stage: &str, on: Date) -> Entry {
    let values = BTreeMap::from([
        ("number".into(), vec![Value::Words(number.into())]),
        ("name".into(), vec![Value::Words(format!("Pearl {number} of the lakes"))]),
        ("from".into(), vec![Value::Date(on, Precision::Day)]),
        ("stage".into(), vec![Value::Code(stage.into())]),
        ("depth".into(), vec![Value::Whole(12)]),
        ("weight".into(), vec![Value::Decimal("0.50".into())]),
        ("ready".into(), vec![Value::Flag(true)]),
        ("genes".into(), vec![Value::Identifier("hgnc:1".into()), Value::Identifier("hgnc:2".into())]),
        ("holder".into(), vec![Value::Words("Mira Ode".into())]),
        ("projects".into(), vec![Value::Project("bench".into())]),
    ]);
    Entry { key: number.into(), values, place: Place::default() }
}

/// The same, with one more or another value.
pub(crate) fn with(mut entry: Entry, column: &str, value: Value) -> Entry {
    entry.values.insert(column.into(), vec![value]);
    entry
}

pub(crate) fn confidential(entry: Entry, until: Date) -> Entry {
    with(entry, "confidential-until", Value::Date(until, Precision::Day))
}

pub(crate) fn options() -> HandInOptions<'static> {
    HandInOptions {
        file: "finds.xlsx",
        sha256: "",
        by: "a hub",
        because: "",
        years: None,
        today: TODAY,
        invented: false,
        withdraw: &[],
    }
}

pub(crate) fn hand_in(store: &mut Store, entries: &[Entry]) -> HandInOutcome {
    store.hand_in(&finds(), entries, &options()).expect("a hand-in")
}

/// `record stage project…` of every row of the register.
pub(crate) fn rows(store: &mut Store, as_of: u64) -> Vec<String> {
    let row = |row: indicator::Row| {
        let stage = row.attributes.get("stage").map(|values| values.join(" ")).unwrap_or_default();
        let links: Vec<&str> = row.links.iter().map(|link| &*link.project).collect();
        format!("{} {stage} {}", row.record, links.join(" "))
    };
    let rows = store.rows(as_of).expect("rows");
    rows.into_iter().filter(|row| &*row.source == "register:finds").map(row).collect()
}

pub(crate) fn years(first: i16, last: i16) -> Option<std::ops::RangeInclusive<FiscalYear>> {
    Some(FiscalYear(first)..=FiscalYear(last))
}

/// Takes away what came with registers, as if the store had been made before.
pub(crate) fn before_registers(store: &mut Store) {
    let connection = store.connection().expect("a connection");
    let private = connection.private().expect("asked").expect("a private half");
    let sql = format!(
        "alter table record_version drop column confidential_until; drop table private_half; drop table register_definition;
         drop table register_column; drop table register_hand_in; drop table register_said; drop table {private}private_store;"
    );
    connection.run(&sql).expect("the tables are as they were");
}
