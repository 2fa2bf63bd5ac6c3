//! Rows into every format at once.
//!
//! The decision to question: **rows are written as they come, to all formats in one pass**, since a store of a million records is read once and fits
//! into no memory.

mod csv;
mod folder;
mod json_lines;
mod sqlite;

pub(crate) use folder::Folder;

use crate::table::{Cell, Table};
use crate::{Error, views};
use csv::Csv;
use json_lines::JsonLines;
use sqlite::Sqlite;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The folder of an export that holds each table as `TABLE.csv`.
pub const CSV: &str = "csv";
/// The folder of an export that holds each table as `TABLE.jsonl`.
pub const JSON_LINES: &str = "jsonl";
/// The file of an export that holds every table.
pub const SQLITE: &str = "shirube.sqlite";

/// Every table, open in every format.
pub(crate) struct Writers {
    tables: HashMap<String, Open>,
    sqlite: Sqlite,
    /// How many records of which source stand under which licence.
    licences: BTreeMap<(String, String), u64>,
}

struct Open {
    table: Table,
    rows: u64,
    csv: Csv,
    json_lines: JsonLines,
}

impl Writers {
    /// Makes the files of these tables, with their heads.
    pub(crate) fn new(tables: &[Table], folder: &Path) -> Result<Self, Error> {
        for format in [CSV, JSON_LINES] {
            let path = folder.join(format);
            std::fs::create_dir(&path).map_err(|error| Error::write(&path, error))?;
        }
        let sqlite = Sqlite::new(&folder.join(SQLITE), tables)?;
        let mut open = HashMap::new();
        for table in tables {
            let csv = Csv::new(&folder.join(CSV).join(format!("{}.csv", table.name)), table)?;
            let json_lines = JsonLines::new(&folder.join(JSON_LINES).join(format!("{}.jsonl", table.name)))?;
            open.insert(table.name.clone(), Open { table: table.clone(), rows: 0, csv, json_lines });
        }
        Ok(Self { tables: open, sqlite, licences: BTreeMap::new() })
    }

    /// Adds a row to a table.
    pub(crate) fn push(&mut self, table: &str, row: Vec<Cell>) -> Result<(), Error> {
        let Some(open) = self.tables.get_mut(table) else {
            return Err(Error::Row { table: table.to_owned(), because: "there is no such table".to_owned() });
        };
        check(&open.table, &row)?;
        open.rows += 1;
        open.csv.push(&row)?;
        open.json_lines.push(&open.table, &row)?;
        self.sqlite.push(&open.table, &row)
    }

    /// Notes under which licence a record of a source stands.
    pub(crate) fn note_licence(&mut self, source: &str, licence: &str) {
        *self.licences.entry((source.to_owned(), licence.to_owned())).or_default() += 1;
    }

    /// How many records of which source stand under which licence.
    pub(crate) fn licences(&self) -> &BTreeMap<(String, String), u64> {
        &self.licences
    }

    /// How many rows a table has so far.
    pub(crate) fn rows(&self, table: &str) -> u64 {
        self.tables.get(table).map_or(0, |open| open.rows)
    }

    /// Writes what is still in memory, and the views.
    pub(crate) fn finish(self) -> Result<(), Error> {
        for open in self.tables.into_values() {
            open.csv.finish()?;
            open.json_lines.finish()?;
        }
        self.sqlite.finish(&views::all())
    }
}

/// That a row has a cell for each column, each of its sort.
fn check(table: &Table, row: &[Cell]) -> Result<(), Error> {
    let refuse = |because: String| Err(Error::Row { table: table.name.clone(), because });
    if row.len() != table.columns.len() {
        return refuse(format!("expected {} cells, found {}", table.columns.len(), row.len()));
    }
    for (column, cell) in table.columns.iter().zip(row) {
        if !cell.fits(column.sort, column.may_be_empty) {
            return refuse(format!("expected {} in `{}`, found {cell:?}", column.sort.name(), column.name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Origin, Sort, cells};

    #[test]
    fn a_row_fits_if_each_cell_is_of_its_columns_sort_and_only_then() {
        let table = Table::new("moss", ["苔", "Moss"], Origin::Plan).key("moss", Sort::Text, ["名", "Its name"]).may(
            "height",
            Sort::Integer,
            ["高さ", "Its height"],
        );
        for right in [cells!["fern", 3_u64], cells!["fern", None::<u64>]] {
            assert!(check(&table, &right).is_ok(), "{right:?}");
        }
        for wrong in [cells!["fern"], cells!["", 3_u64], cells!["fern", "3"], cells!["fern", 3_u64, 4_u64]] {
            assert!(check(&table, &wrong).is_err(), "{wrong:?}");
        }
    }
}
