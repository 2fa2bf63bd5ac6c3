//! A SQLite file: the same tables with their comments, and the views.

use crate::Error;
use crate::table::{Cell, Sort, Table};
use rusqlite::Connection;
use rusqlite::types::{Null, ToSqlOutput, Value};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The file, open.
pub(crate) struct Sqlite {
    path: PathBuf,
    connection: Connection,
}

impl Sqlite {
    pub(crate) fn new(path: &Path, tables: &[Table]) -> Result<Self, Error> {
        let make = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(path)?;
            // Nobody reads it yet, and a folder that was not finished is thrown away: no journal, and nothing to wait for.
            connection.execute_batch("pragma journal_mode = off; pragma synchronous = off; begin")?;
            for table in tables {
                connection.execute_batch(&create(table))?;
            }
            connection.set_prepared_statement_cache_capacity(tables.len() + 8);
            Ok(connection)
        };
        let connection = make().map_err(|error| Error::write(path, error))?;
        Ok(Self { path: path.to_owned(), connection })
    }

    pub(crate) fn push(&mut self, table: &Table, row: &[Cell]) -> Result<(), Error> {
        let insert = || -> rusqlite::Result<usize> {
            let mut statement = self.connection.prepare_cached(&insert(table))?;
            statement.execute(rusqlite::params_from_iter(row.iter().map(value)))
        };
        insert().map(drop).map_err(|error| Error::Row { table: table.name.clone(), because: error.to_string() })
    }

    /// Adds the views and closes the file.
    pub(crate) fn finish(self, views: &[String]) -> Result<(), Error> {
        let Self { path, connection } = self;
        let finish = || -> rusqlite::Result<()> {
            for view in views {
                connection.execute_batch(view)?;
            }
            connection.execute_batch("commit; analyze")
        };
        finish().map_err(|error| Error::write(&path, error))?;
        connection.close().map_err(|(_, error)| Error::write(&path, error))
    }
}

/// The table with a comment on everything, and an index for each reference.
fn create(table: &Table) -> String {
    let mut sql = format!("create table {} (\n", table.name);
    // The comment of the table stands inside: SQLite keeps the text of a statement from its first word.
    let _ = writeln!(sql, "    -- {}\n    -- {}", one_line(&table.meaning[0]), one_line(&table.meaning[1]));
    for column in &table.columns {
        let sort = match column.sort {
            Sort::Text | Sort::Date => "text",
            Sort::Integer | Sort::Flag => "integer",
            Sort::Number => "real",
        };
        let full = if column.may_be_empty { "" } else { " not null" };
        let _ = writeln!(
            sql,
            "    -- {} / {}\n    {} {sort}{full},",
            one_line(&column.meaning[0]),
            one_line(&column.meaning[1]),
            quoted(&column.name)
        );
    }
    let _ = writeln!(
        sql,
        "    primary key ({})\n);",
        table.key.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
    );
    for column in table.columns.iter().filter(|column| column.refers_to.is_some()) {
        if table.key.first() != Some(&column.name) {
            let _ =
                writeln!(sql, "create index {0}_by_{1} on {0} ({2});", table.name, column.name, quoted(&column.name));
        }
    }
    sql
}

fn insert(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    let places = vec!["?"; names.len()].join(", ");
    format!("insert into {} ({}) values ({places})", table.name, names.join(", "))
}

fn value(cell: &Cell) -> ToSqlOutput<'_> {
    match cell {
        Cell::Empty => ToSqlOutput::from(Null),
        Cell::Text(text) => ToSqlOutput::from(text.as_str()),
        Cell::Integer(number) => ToSqlOutput::from(*number),
        Cell::Number(number) => ToSqlOutput::from(*number),
        Cell::Flag(yes) => ToSqlOutput::from(*yes),
        Cell::Date(date) => ToSqlOutput::Owned(Value::Text(date.to_string())),
    }
}

/// Registers have columns such as `from`, which is a word of SQL.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// A comment ends with its line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
