//! `policies/N-ID.toml`.

use super::table::{Reader, Table};
use crate::{Bottleneck, Commitment, Measure, Policy, PolicyPoint};

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
    }
}
