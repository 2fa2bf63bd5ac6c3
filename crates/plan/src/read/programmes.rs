//! `programmes/N-ID.toml`: the programme, its focuses and projects.

use super::indicators;
use super::table::{Reader, Table};
use crate::{Alias, Focus, Part, Programme, Project};

pub(super) fn programme<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Programme {
    Programme {
        id: reader.words(table, "id"),
        number: reader.number(table, "number", 1, 99),
        title: reader.text(table, "title"),
        summary: reader.text(table, "summary"),
        focuses: reader.tables(table, "focus", |reader, table| Focus {
            id: reader.words(table, "id"),
            text: reader.text(table, "text"),
            page: reader.number(table, "page", 1, 9999),
        }),
        projects: reader.tables(table, "project", project),
        evaluations: reader.marks(table),
        indicators: reader.tables(table, "indicator", indicators::indicator),
    }
}

fn project<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Project {
    Project {
        id: reader.words(table, "id"),
        title: reader.text(table, "title"),
        title_in_plan: reader.optional_words(table, "title-in-plan"),
        short: reader.optional_words(table, "short"),
        aliases: reader.tables(table, "aliases", |reader, table| Alias {
            name: reader.words(table, "name"),
            basis: reader.basis(table),
        }),
        description: reader.text(table, "description"),
        focus: reader.words(table, "focus"),
        start: reader.claim(table, "start"),
        end: reader.end(table, "end"),
        origin: reader.optional_claim(table, "origin"),
        operator: reader.words(table, "operator"),
        parts: reader.tables(table, "part", |reader, table| Part {
            id: reader.words(table, "id"),
            title: reader.text(table, "title"),
            title_in_plan: reader.optional_words(table, "title-in-plan"),
            description: reader.text(table, "description"),
            start: reader.claim(table, "start"),
            end: reader.end(table, "end"),
            evaluations: reader.marks(table),
        }),
        evaluations: reader.marks(table),
        integrated_projects: reader.list(table, "integrated-projects"),
        disease_areas: reader.list(table, "disease-areas"),
        note: reader.optional_text(table, "note"),
    }
}
