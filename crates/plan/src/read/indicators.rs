//! `[[indicator]]` of a programme's file, with its versions and definitions.

use super::table::{Reader, Table};
use crate::diagnostic::Problem;
use crate::keys::{self, Shape};
use crate::{
    Condition, ConditionOp, Definition, Direction, Indicator, IndicatorKind, IndicatorVersion, Linked, LinkedTo,
    Method, Of, Reckoning, Split, Target, ValueOf, YearBasis,
};
use toml::de::DeValue;

const METHODS: &[&str] = &["reported", "qualitative", "computed"];

pub(super) fn indicator<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Indicator {
    Indicator {
        id: reader.words(table, "id"),
        kind: reader.choice(table, "kind").unwrap_or(IndicatorKind::Output),
        title: reader.text(table, "title"),
        aliases: reader.list(table, "aliases"),
        projects: reader.list(table, "projects"),
        unit: reader.text(table, "unit"),
        direction: reader.choice(table, "direction").unwrap_or(Direction::None),
        reported_by: reader.text(table, "reported-by"),
        versions: reader.tables(table, "version", version),
        note: reader.optional_text(table, "note"),
    }
}

fn version<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> IndicatorVersion {
    IndicatorVersion {
        number: reader.number(table, "number", 1, 999),
        from: reader.year(table, "from"),
        until: reader.year(table, "until"),
        method: method(reader, table),
        basis: reader.basis(table),
        because: reader.text(table, "because"),
        targets: reader.tables(table, "targets", target),
    }
}

pub(super) fn method<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Method {
    let found: Vec<String> = METHODS.iter().filter(|&&key| table.has(key)).map(|&key| key.to_owned()).collect();
    let keys = METHODS.iter().map(|&key| key.to_owned()).collect();
    if found.len() > 1 {
        reader.report(Problem::SeveralKeys { keys, found: found.clone() }, table.path.as_str());
    } else if found.is_empty() {
        reader.report(Problem::NoneOfKeys { keys }, table.path.as_str());
    }
    match found.first().map(String::as_str) {
        Some("computed") => match reader.table(table, "computed", &keys::COMPUTED) {
            Some(computed) => Method::Computed(Box::new(definition(reader, &computed))),
            None => Method::Reported,
        },
        Some("qualitative") => {
            reader.only_true(table, "qualitative");
            Method::Qualitative
        }
        Some("reported") => {
            reader.only_true(table, "reported");
            Method::Reported
        }
        _ => Method::Reported,
    }
}

/// A decimal, as a number or in quotes; `0` where something else stands.
pub(super) fn decimal<'a>(reader: &mut Reader<'a>, table: &Table<'a>, key: &str) -> Option<String> {
    match table.value(key).map(toml::Spanned::get_ref)? {
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::String(words) => Some(words.to_string()),
        other => {
            reader.wrong_type(Shape::Decimal, other, &table.path_of(key));
            Some("0".to_owned())
        }
    }
}

fn target<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Target {
    let value = decimal(reader, table, "value").unwrap_or_else(|| "0".to_owned());
    Target { year: reader.year(table, "year").unwrap_or(crate::check::ANY_YEAR), value, basis: reader.basis(table) }
}

fn definition<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Definition {
    let counts: Vec<String> = reader.choices(table, "counts");
    let reckoning = reader.choice(table, "reckoning").unwrap_or(Reckoning::Flow);
    let date_role = match reader.choice(table, "date-role") {
        Some(role) => role,
        None if matches!(reckoning, Reckoning::Stock | Reckoning::Active) => "from".to_owned(),
        None if counts == ["paper"] => "publication".to_owned(),
        None => "event".to_owned(),
    };
    Definition {
        of: match word_or_table(reader, table, "of") {
            Some((key, attribute)) if key == "attribute" => Of::Attribute(attribute),
            _ => Of::Records,
        },
        value: match word_or_table(reader, table, "value") {
            Some((key, attribute)) if key == "sum" => ValueOf::Sum(attribute),
            Some((key, attribute)) if key == "last" => ValueOf::Last(attribute),
            Some((key, attribute)) if key == "max" => ValueOf::Max(attribute),
            _ => ValueOf::Count,
        },
        reckoning,
        from: reader.year(table, "from"),
        linked: Linked { to: linked_to(reader, table), roles: reader.choices(table, "roles") },
        conditions: reader.tables(table, "conditions", condition),
        of_which: reader.tables(table, "of-which", condition),
        split: reader.choice(table, "split").unwrap_or(Split::Whole),
        date_role,
        basis: reader.choice(table, "basis-year").unwrap_or(YearBasis::Fiscal),
        excluding_types: reader.list(table, "excluding-types"),
        sources: reader.list(table, "sources"),
        counts,
    }
}

/// `"word"`, or the one key of a table with its words.
fn word_or_table<'a>(reader: &mut Reader<'a>, table: &Table<'a>, key: &str) -> Option<(String, String)> {
    let value = table.value(key)?;
    let path = table.path_of(key);
    let Some(Shape::ChoiceOrTable(words, keys)) = table.kind.key(key).map(|key| key.shape) else {
        unreachable!("`{key}` is a word or a table")
    };
    let shape = Shape::ChoiceOrTable(words, keys);
    match value.get_ref() {
        DeValue::Table(entries) if entries.len() == 1 => {
            let (found, value) = entries.iter().next()?;
            if !keys.contains(&found.get_ref().as_ref()) {
                reader.unknown_word(found.get_ref(), keys, &path);
                return None;
            }
            let attribute = reader.words_of(Shape::Words, value.get_ref(), &path)?;
            Some((found.get_ref().to_string(), attribute))
        }
        DeValue::String(word) if words.contains(&word.as_ref()) => None,
        DeValue::String(word) => {
            reader.unknown_word(word, words, &path);
            None
        }
        other => {
            reader.wrong_type(shape, other, &path);
            None
        }
    }
}

fn linked_to<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> LinkedTo {
    match table.value("linked-to").map(toml::Spanned::get_ref) {
        Some(DeValue::String(word)) if word == "programme" => LinkedTo::Programme,
        Some(DeValue::String(word)) if word == "plan" => LinkedTo::Plan,
        Some(DeValue::String(word)) => {
            reader.unknown_word(word, &["programme", "plan"], &table.path_of("linked-to"));
            LinkedTo::Programme
        }
        Some(DeValue::Array(_)) => LinkedTo::Projects(reader.list(table, "linked-to")),
        Some(other) => {
            reader.wrong_type(Shape::LinkedTo, other, &table.path_of("linked-to"));
            LinkedTo::Programme
        }
        None => LinkedTo::Programme,
    }
}

fn condition<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Condition {
    Condition {
        attribute: reader.words(table, "attribute"),
        op: reader.choice(table, "op").unwrap_or(ConditionOp::Present),
        values: reader.list(table, "values"),
    }
}
