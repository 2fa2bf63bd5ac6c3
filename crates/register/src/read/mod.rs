//! A definition in TOML. Everything wrong is reported at once, each with its place: tables are read leniently, and what could
//! not be read is not judged again.

mod check;
mod table;

use crate::keys::{self, TableKind};
use crate::{Access, Code, Column, Holds, IDENTIFIERS, Problem, Register, Wrong};
use plan::{Role, Text};
use std::collections::BTreeMap;
use table::{Reader, Table};
use toml::de::{DeTable, DeValue};

/// Reads the definition of a register. `path` is the file's path as it is to be shown; its name must be `<id>.toml`.
/// The columns that every register has are added last.
///
/// # Errors
///
/// Everything that is wrong, in the order of lines.
pub fn read(path: &str, text: &str) -> Result<Register, Vec<Problem>> {
    let mut reader = Reader::new(path, text);
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let wrong = match error.message() {
            "duplicate key" => Wrong::RepeatedKey,
            message => Wrong::Syntax { message: message.to_owned() },
        };
        reader.report_span(wrong, error.span().unwrap_or(0..0));
    }
    if !errors.is_empty() {
        return Err(reader.finish());
    }
    let first_line = text.find('\n').unwrap_or(text.len());
    let table = reader.open(&keys::REGISTER, String::new(), 0..first_line, document.get_ref());
    let mut register = register(&mut reader, &table);
    check::check(&mut reader, &register);
    let found = reader.finish();
    if !found.is_empty() {
        return Err(found);
    }
    let needs_project = !matches!(table.value("needs-project"), Some(DeValue::Boolean(false)));
    register.columns.extend(crate::standard::columns(needs_project));
    Ok(register)
}

fn register<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Register {
    reader.flag(table, "needs-project");
    Register {
        id: reader.words(table, "id"),
        kind: reader.words(table, "kind"),
        title: reader.text(table, "title"),
        about: reader.text(table, "about"),
        filled_by: reader.text(table, "filled-by"),
        key: reader.list(table, "key"),
        name: reader.words(table, "name"),
        role: match reader.choice(table, "role").as_str() {
            "supported" => Role::Supported,
            "used" => Role::Used,
            _ => Role::Funded,
        },
        dates: dates(reader, table),
        threshold: reader.count(table, "threshold"),
        columns: reader.tables(table, "column", &keys::COLUMN, column),
    }
}

fn dates<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> BTreeMap<String, String> {
    let mut dates = BTreeMap::new();
    match table.value("dates") {
        Some(DeValue::Table(entries)) => {
            if entries.is_empty() {
                reader.report(Wrong::NothingListed, "dates");
            }
            for (role, column) in entries {
                let path = format!("dates.{}", role.get_ref());
                reader.note(&path, column.span());
                if !keys::DATE_ROLES.contains(&role.get_ref().as_ref()) {
                    reader.unknown_word(role.get_ref(), keys::DATE_ROLES, &path);
                } else if let Some(column) = reader.words_of(column.get_ref(), &path) {
                    dates.insert(role.get_ref().to_string(), column);
                }
            }
        }
        Some(other) => reader.wrong_type(keys::Shape::Dates, other, "dates"),
        None => {}
    }
    dates
}

fn column<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Column {
    Column {
        id: reader.words(table, "id"),
        header: reader.text(table, "header"),
        also: reader.list(table, "also"),
        about: reader.text(table, "about"),
        holds: holds(reader, table),
        required: reader.flag(table, "required"),
        many: reader.flag(table, "many"),
        access: if reader.choice(table, "access") == "office" { Access::Office } else { Access::Public },
        example: reader.words(table, "example"),
    }
}

fn holds<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Holds {
    let holds = reader.choice(table, "holds");
    let codes = reader.tables(table, "codes", &keys::CODE, code);
    if table.has("codes") && holds != "code" && !holds.is_empty() {
        reader.report(Wrong::CodesOfOther { holds: holds.clone() }, &table.path_of("codes"));
    }
    match holds.as_str() {
        "code" => {
            if !table.has("codes") {
                reader.report(Wrong::NoCodes, &table.path_of("holds"));
            }
            Holds::Code(codes)
        }
        "date" => Holds::Date,
        "fiscal-year" => Holds::FiscalYear,
        "whole" => Holds::Whole,
        "decimal" => Holds::Decimal,
        "yen" => Holds::Yen,
        "yes-no" => Holds::Flag,
        "project" => Holds::Project,
        "grant" => Holds::Grant,
        "address" => Holds::Address,
        kind if IDENTIFIERS.contains(&kind) => Holds::Identifier(holds),
        _ => Holds::Words,
    }
}

fn code<'a>(reader: &mut Reader<'a>, table: &Table<'a>) -> Code {
    Code {
        code: reader.words(table, "code"),
        title: reader.text(table, "title"),
        also: reader.list(table, "also"),
        about: reader.text(table, "about"),
        part_of_year: reader.flag(table, "part-of-year"),
    }
}

impl<'a> Reader<'a> {
    /// Words in both languages; empty if they are missing or one is.
    fn text(&mut self, table: &Table<'a>, key: &str) -> Text {
        let Some(value) = table.value(key) else { return Text::default() };
        let path = table.path_of(key);
        let DeValue::Table(entries) = value else {
            self.wrong_type(keys::Shape::Text, value, &path);
            return Text::default();
        };
        let kind: &'static TableKind = &keys::TEXT;
        let text = self.open_at(kind, path.clone(), entries);
        for (key, missing) in [("ja", plan::Language::Ja), ("en", plan::Language::En)] {
            if !text.has(key) {
                self.report(Wrong::LanguageMissing { missing }, &path);
            }
        }
        Text { ja: self.words(&text, "ja"), en: self.words(&text, "en"), en_official: false }
    }
}
