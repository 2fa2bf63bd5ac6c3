//! Registers: what offices handed in, a table each, made from its definition.
//!
//! Columns that a definition keeps to the office are no columns here, and rows that are confidential are no rows: the store itself gives the public
//! nothing else.

use crate::Error;
use crate::line::Line;
use crate::table::{Cell, Origin, Sort, Table};
use crate::write::Writers;
use indicator::Change;
use register::{Access, CONFIDENTIAL_UNTIL, Column, Holds, Register};
use std::collections::HashMap;
use store::{EntryPage, Store};

pub(super) fn tables() -> Vec<Table> {
    register::builtin().iter().map(table).collect()
}

fn table(register: &Register) -> Table {
    let about =
        |title: &str, words: &str| if words.is_empty() { title.to_owned() } else { format!("{title}: {words}") };
    let mut table = Table::new(&name(register), ["", ""], Origin::Register).key(
        "record",
        Sort::Text,
        ["行のID（表 work の work）", "Id of the row; `work` of table `work`"],
    );
    table.meaning = [
        format!("台帳「{}」。{}", register.title.ja, register.about.ja),
        about(&format!("Register “{}”", register.title.en), &register.about.en),
    ];
    for column in public(register) {
        let meaning =
            [format!("{}。{}", column.header.ja, column.about.ja), about(&column.header.en, &column.about.en)];
        table = table.with_owned(column.id.replace('-', "_"), sort(column), meaning, true);
        if column.holds == Holds::Yen {
            table = table.in_units(["円", "yen"]);
        }
    }
    table.full("invented", Sort::Flag, ["架空か", "Whether it was made up for a demonstration"])
}

fn name(register: &Register) -> String {
    format!("register_{}", register.id.replace('-', "_"))
}

/// The columns that everybody may see. Of a row that opens the day on which it did is no news.
fn public(register: &Register) -> impl Iterator<Item = &Column> {
    let shown = |column: &&Column| column.access == Access::Public && column.id != CONFIDENTIAL_UNTIL;
    register.columns.iter().filter(shown)
}

/// Days stay words: of some only the month or the year is known. So do decimals, which are exact.
fn sort(column: &Column) -> Sort {
    match column.holds {
        _ if column.many => Sort::Text,
        Holds::Whole | Holds::Yen | Holds::FiscalYear => Sort::Integer,
        Holds::Flag => Sort::Flag,
        _ => Sort::Text,
    }
}

/// Writes the rows of every register; gives the title of each by the id of its record.
pub(super) fn fill(writers: &mut Writers, store: &mut Store, as_of: Change) -> Result<HashMap<String, String>, Error> {
    let mut titles = HashMap::new();
    for register in register::builtin() {
        for page in store.entries(&register.id, as_of)? {
            let mut line = Line::new().with(&page.record);
            for column in public(register) {
                line.0.push(cell(column, &page));
            }
            writers.push(&name(register), line.with(page.invented).0)?;
            titles.insert(page.record.clone(), values(&page, &register.name).join(" / "));
        }
    }
    Ok(titles)
}

fn values<'a>(page: &'a EntryPage, column: &str) -> &'a [String] {
    page.values.iter().find(|value| value.column == column).map_or(&[], |value| value.values.as_slice())
}

/// Several values stand one a line.
fn cell(column: &Column, page: &EntryPage) -> Cell {
    let text = values(page, &column.id).join("\n");
    match sort(column) {
        Sort::Integer => text.parse::<i64>().ok().into(),
        Sort::Flag if text.is_empty() => Cell::Empty,
        Sort::Flag => Cell::from(text == "yes"),
        _ => Cell::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_kept_to_the_office_is_no_column_of_the_export() {
        let hidden = register::builtin().iter().flat_map(|register| {
            let office = register.columns.iter().filter(|column| column.access == Access::Office);
            office.map(move |column| (name(register), column.id.replace('-', "_")))
        });
        let tables = tables();
        let mut count = 0;
        for (table, column) in hidden {
            let table = tables.iter().find(|one| one.name == table).expect("a table for each register");
            assert!(table.columns.iter().all(|one| one.name != column), "{}.{column}", table.name);
            count += 1;
        }
        assert!(count > 0, "some register keeps some column to the office");
    }
}
