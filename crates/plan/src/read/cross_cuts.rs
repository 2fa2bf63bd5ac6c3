//! `integrated-projects.toml`, `disease-areas.toml` and `lineage.toml`.

use super::table::{Reader, Table};
use crate::check::ANY_YEAR;
use crate::diagnostic::Problem;
use crate::{DatedRole, DiseaseArea, IntegratedProject, Succession, SuccessionKind};

pub(super) fn integrated_project<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> IntegratedProject {
    IntegratedProject {
        id: reader.words(table, "id"),
        title: reader.text(table, "title"),
        description: reader.text(table, "description"),
        first_year: reader.year(table, "first-year").unwrap_or(ANY_YEAR),
        last_year: reader.year(table, "last-year").unwrap_or(ANY_YEAR),
        basis: reader.basis(table),
        roles: reader.tables(table, "roles", role),
        follows: reader.list(table, "follows"),
    }
}

pub(super) fn disease_area<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> DiseaseArea {
    DiseaseArea {
        id: reader.words(table, "id"),
        title: reader.text(table, "title"),
        description: reader.text(table, "description"),
        first_year: reader.year(table, "first-year").unwrap_or(ANY_YEAR),
        last_year: reader.year(table, "last-year"),
        basis: reader.basis(table),
        roles: reader.tables(table, "roles", role),
    }
}

fn role<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> DatedRole {
    DatedRole {
        role: reader.words(table, "role"),
        // `person = ""` says what its absence says: nobody is named.
        person: match table.value("person").map(toml::Spanned::get_ref) {
            Some(toml::de::DeValue::String(person)) if person.is_empty() => String::new(),
            _ => reader.words(table, "person"),
        },
        from: reader.year(table, "from"),
        until: reader.year(table, "until"),
        basis: reader.basis(table),
    }
}

pub(super) fn succession<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Succession {
    let keys = || vec!["from".to_owned(), "from-name".to_owned()];
    match (table.has("from"), table.has("from-name")) {
        (true, true) => reader.report(Problem::SeveralKeys { keys: keys(), found: keys() }, table.path.as_str()),
        (false, false) => reader.report(Problem::NoneOfKeys { keys: keys() }, table.path.as_str()),
        _ => {}
    }
    Succession {
        from: reader.optional_words(table, "from"),
        from_name: reader.optional_words(table, "from-name"),
        to: reader.words(table, "to"),
        kind: reader.choice(table, "kind").unwrap_or(SuccessionKind::Follows),
        basis: reader.basis(table),
    }
}
