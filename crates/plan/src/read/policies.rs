//! `policies/N-ID.toml`.

use super::indicators::{decimal, method};
use super::table::{Reader, Table};
use crate::check::ANY_YEAR;
use crate::{Bottleneck, Commitment, Direction, Kpi, Measure, Policy, PolicyPoint};

pub(super) fn policy<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Policy {
    Policy {
        id: reader.words(table, "id"),
        title: reader.text(table, "title"),
        decided_by: reader.text(table, "decided-by"),
        decided_on: reader.date(table, "decided-on"),
        amended_on: reader.dates(table, "amended-on"),
        shared_between_ministries: reader.flag(table, "shared-between-ministries", false),
        annex: reader.number(table, "annex", 1, 99),
        annex_in_text: reader.flag(table, "annex-in-text", true),
        first_year: reader.year(table, "first-year"),
        last_year: reader.year(table, "last-year"),
        note: reader.optional_text(table, "note"),
        points: reader.tables(table, "point", |reader, table| PolicyPoint {
            id: reader.words(table, "id"),
            level: reader.number(table, "level", 1, 9),
            heading: reader.flag(table, "heading", false),
            text: reader.text(table, "text"),
            programmes: reader.list(table, "programmes"),
        }),
        commitments: reader.tables(table, "commitment", |reader, table| Commitment {
            id: reader.words(table, "id"),
            text: reader.text(table, "text"),
            due: reader.year(table, "due"),
            progress: reader.text(table, "progress"),
            basis: reader.basis(table),
        }),
        measures: reader.tables(table, "measure", |reader, table| Measure {
            id: reader.words(table, "id"),
            number: reader.number(table, "number", 1, 99),
            title: reader.text(table, "title"),
            points: reader.texts(table, "points"),
            answers: reader.list(table, "answers"),
        }),
        bottlenecks: reader.tables(table, "bottleneck", |reader, table| Bottleneck {
            id: reader.words(table, "id"),
            text: reader.text(table, "text"),
        }),
        kpis: reader.tables(table, "kpi", kpi),
    }
}

fn kpi<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Kpi {
    Kpi {
        id: reader.words(table, "id"),
        title: reader.text(table, "title"),
        of: reader.text(table, "of"),
        set_by: reader.text(table, "set-by"),
        unit: reader.text(table, "unit"),
        direction: reader.choice(table, "direction").unwrap_or(Direction::None),
        first_year: reader.year(table, "first-year").unwrap_or(ANY_YEAR),
        last_year: reader.year(table, "last-year").unwrap_or(ANY_YEAR),
        yearly: decimal(reader, table, "yearly"),
        total: decimal(reader, table, "total"),
        method: method(reader, table),
        because: reader.text(table, "because"),
        indicators: reader.list(table, "indicators"),
        note: reader.optional_text(table, "note"),
        basis: reader.basis(table),
    }
}
