//! `joins.toml`: budget projects, schemes and what is joined to which project.

use super::table::{Reader, Table};
use crate::diagnostic::Problem;
use crate::keys::Shape;
use crate::{BudgetProject, FiscalYear, Join, JoinSubject, Scheme, SchemeKind};
use std::collections::BTreeMap;
use toml::de::DeValue;

const SUBJECTS: &[&str] = &["prefix", "name", "scheme", "budget"];

pub(super) fn budget_project<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> BudgetProject {
    BudgetProject {
        id: reader.words(table, "id"),
        title: reader.text(table, "title"),
        start: reader.year(table, "start"),
        end: reader.year(table, "end"),
        executed_million_yen: amounts(reader, table),
        basis: reader.basis(table),
    }
}

fn amounts<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> BTreeMap<FiscalYear, i64> {
    let key = "executed-million-yen";
    let path = table.path_of(key);
    let mut amounts = BTreeMap::new();
    match table.value(key).map(toml::Spanned::get_ref) {
        Some(DeValue::Table(entries)) => {
            for (year, amount) in entries {
                let Ok(year) = year.get_ref().parse() else {
                    reader.unknown_word(year.get_ref(), &["2023", "2024"], &path);
                    continue;
                };
                if let Some(amount) = reader.integer(Shape::Number, amount.get_ref(), &path) {
                    amounts.insert(FiscalYear(year), amount);
                }
            }
        }
        Some(other) => reader.wrong_type(Shape::AmountByYear, other, &path),
        None => {}
    }
    amounts
}

pub(super) fn scheme<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Scheme {
    Scheme {
        id: reader.words(table, "id"),
        title: reader.text(table, "title"),
        funder: reader.words(table, "funder"),
        kind: reader.choice(table, "kind").unwrap_or(SchemeKind::Fund),
        url: reader.optional_words(table, "url"),
        basis: reader.basis(table),
    }
}

pub(super) fn join<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Join {
    let found: Vec<String> = SUBJECTS.iter().filter(|&&key| table.has(key)).map(|&key| key.to_owned()).collect();
    let keys = SUBJECTS.iter().map(|&key| key.to_owned()).collect();
    if found.len() > 1 {
        reader.report(Problem::SeveralKeys { keys, found: found.clone() }, table.path.as_str());
    } else if found.is_empty() {
        reader.report(Problem::NoneOfKeys { keys }, table.path.as_str());
    }
    let key = found.first().map_or("name", String::as_str);
    let words = reader.words(table, key);
    Join {
        subject: match key {
            "prefix" => JoinSubject::Prefix(words),
            "scheme" => JoinSubject::Scheme(words),
            "budget" => JoinSubject::Budget(words),
            _ => JoinSubject::Name(words),
        },
        project: reader.words(table, "project"),
        from: reader.year(table, "from"),
        until: reader.year(table, "until"),
        basis: reader.basis(table),
    }
}
