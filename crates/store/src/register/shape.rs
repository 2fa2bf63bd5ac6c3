//! The table of a register: made from its definition, and told again from what the store knows of it.
//!
//! One text for both databases, as the migrations are: `create_tables` turns the types that differ. The names of columns come from
//! definitions and may be words of SQL (`from`, `order`), so they always stand in quotes.

use crate::Error;
use crate::connection::{Connection, Value};
use register::{Access, Column, Holds, Register};
use std::fmt::Write as _;

/// Tables whose names begin like those of registers.
const TAKEN: &[&str] = &["definition", "column", "hand-in", "said"];

/// How a column is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Text,
    Int,
    Bool,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShapeColumn {
    pub(crate) id: String,
    /// In quotes.
    pub(crate) sql: String,
    pub(crate) holds: String,
    pub(crate) many: bool,
    pub(crate) access: Access,
    /// `event`, `from` or `until`; empty if it is no date of the record.
    pub(crate) role: String,
    pub(crate) hidden: bool,
}

impl ShapeColumn {
    pub(crate) fn sort(&self) -> Sort {
        sort(&self.holds, self.many)
    }

    /// Whether it stands in the public half of a row. Of a confidential row stands there what counting needs: days, codes and numbers.
    pub(crate) fn is_public(&self, confidential: bool) -> bool {
        let counts = || !["words", "identifier", "grant", "address"].contains(&self.holds.as_str());
        self.access == Access::Public && (!confidential || counts())
    }
}

/// A register as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) register: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) key: Vec<String>,
    pub(crate) role: String,
    pub(crate) threshold: u32,
    /// Those that the definition has, in its order, then the hidden ones.
    pub(crate) columns: Vec<ShapeColumn>,
}

impl Shape {
    pub(crate) fn table(&self) -> String {
        table_of(&self.register)
    }

    pub(crate) fn source(&self) -> String {
        format!("{}{}", super::SOURCE, self.register)
    }

    pub(crate) fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id && !column.hidden)
    }

    /// Whether a key tells nothing that only the office may know.
    pub(crate) fn key_is_public(&self) -> bool {
        let of_key = |column: &&ShapeColumn| self.key.contains(&column.id);
        self.columns.iter().filter(of_key).all(|column| column.access == Access::Public)
    }

    /// Its columns in a query, each with the table's name before it.
    pub(crate) fn list(&self, table: &str) -> String {
        self.columns.iter().fold(String::new(), |list, column| list + ", " + table + "." + &column.sql)
    }
}

fn table_of(register: &str) -> String {
    format!("register_{}", register.replace('-', "_"))
}

fn sort(holds: &str, many: bool) -> Sort {
    match holds {
        _ if many => Sort::Text,
        "fiscal-year" | "whole" | "yen" => Sort::Int,
        "flag" => Sort::Bool,
        _ => Sort::Text,
    }
}

fn code(holds: &Holds) -> &'static str {
    match holds {
        Holds::Words => "words",
        Holds::Code(_) => "code",
        Holds::Date => "date",
        Holds::FiscalYear => "fiscal-year",
        Holds::Whole => "whole",
        Holds::Decimal => "decimal",
        Holds::Yen => "yen",
        Holds::Flag => "flag",
        Holds::Project => "project",
        Holds::Grant => "grant",
        Holds::Identifier(_) => "identifier",
        Holds::Address => "address",
    }
}

fn is_kebab(id: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    id.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) && id.bytes().all(fine) && id.len() <= 40
}

/// Every register that has had a hand-in.
pub(crate) fn shapes(connection: &mut Connection) -> Result<Vec<Shape>, Error> {
    let sql =
        "select register, kind, title_column, key_columns, role, threshold from register_definition order by register";
    let mut shapes = connection.list(sql, &[], |row| {
        Ok(Shape {
            register: row.text(0)?.to_owned(),
            kind: row.text(1)?.to_owned(),
            title: row.text(2)?.to_owned(),
            key: crate::code::list_of(row.text(3)?),
            role: row.text(4)?.to_owned(),
            threshold: u32::try_from(row.int(5)?).unwrap_or(u32::MAX),
            columns: Vec::new(),
        })
    })?;
    let sql = "select register, column_id, sql_name, holds, many, access, date_role, hidden from register_column
               order by register, hidden, place, register_column_id";
    connection.each(sql, &[], &mut |row| {
        let register = row.text(0)?;
        let Some(shape) = shapes.iter_mut().find(|shape| shape.register == register) else { return Ok(()) };
        shape.columns.push(ShapeColumn {
            id: row.text(1)?.to_owned(),
            sql: format!("\"{}\"", row.text(2)?),
            holds: row.text(3)?.to_owned(),
            many: row.bool(4)?,
            access: if row.text(5)? == "public" { Access::Public } else { Access::Office },
            role: row.text(6)?.to_owned(),
            hidden: row.bool(7)?,
        });
        Ok(())
    })?;
    Ok(shapes)
}

/// The shape of one register, if it has had a hand-in.
pub(crate) fn shape(connection: &mut Connection, register: &str) -> Result<Option<Shape>, Error> {
    Ok(shapes(connection)?.into_iter().find(|shape| shape.register == register))
}

/// The shape that a definition asks for, whether the store has its table or not. `known` is what the store has.
pub(super) fn wanted(register: &Register, known: Option<&Shape>) -> Result<Shape, Error> {
    let bad = register.columns.iter().map(|column| &column.id).chain([&register.id]).find(|id| !is_kebab(id));
    if let Some(id) = bad.or_else(|| TAKEN.contains(&register.id.as_str()).then_some(&register.id)) {
        return Err(Error::RegisterName(id.clone()));
    }
    let mut columns: Vec<ShapeColumn> = Vec::new();
    for column in &register.columns {
        let new = shape_column(register, column, known);
        columns.push(new);
    }
    let gone =
        known.into_iter().flat_map(|shape| &shape.columns).filter(|old| !columns.iter().any(|new| new.sql == old.sql));
    let gone: Vec<ShapeColumn> = gone.map(|old| ShapeColumn { hidden: true, ..old.clone() }).collect();
    columns.extend(gone);
    Ok(Shape {
        register: register.id.clone(),
        kind: register.kind.clone(),
        title: register.name.clone(),
        key: register.key.clone(),
        role: crate::code::code(&register.role)?,
        threshold: register.threshold,
        columns,
    })
}

fn shape_column(register: &Register, column: &Column, known: Option<&Shape>) -> ShapeColumn {
    let holds = code(&column.holds);
    let role = register.dates.iter().find(|(_, id)| **id == column.id).map_or("", |(role, _)| role.as_str());
    let name = column.id.replace('-', "_");
    let is_taken = |sql: &str| {
        let other = known.into_iter().flat_map(|shape| &shape.columns).find(|old| old.sql == sql);
        other.is_some_and(|old| old.id != column.id || old.sort() != sort(holds, column.many))
    };
    // A column whose type changed is another column of the table; the old one keeps what it holds.
    let sql = [name.clone(), format!("{name}_as_{}", sort_name(sort(holds, column.many)))]
        .map(|name| format!("\"{name}\""))
        .into_iter()
        .find(|sql| !is_taken(sql))
        .unwrap_or_else(|| format!("\"{name}_again\""));
    ShapeColumn {
        id: column.id.clone(),
        sql,
        holds: holds.to_owned(),
        many: column.many,
        access: column.access,
        role: role.to_owned(),
        hidden: false,
    }
}

fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Text => "text",
        Sort::Int => "bigint",
        Sort::Bool => "boolean",
    }
}

/// Makes the tables of a register in both halves, or adds to them what a definition has anew.
pub(super) fn ensure(connection: &mut Connection, register: &Register) -> Result<Shape, Error> {
    let known = shape(connection, &register.id)?;
    let shape = wanted(register, known.as_ref())?;
    if known.as_ref() == Some(&shape) {
        return Ok(shape);
    }
    let private = connection.private()?.ok_or(Error::NoPrivateHalf)?;
    let old = known.as_ref().map_or(&[][..], |shape| shape.columns.as_slice());
    let new: Vec<&ShapeColumn> =
        shape.columns.iter().filter(|column| !old.iter().any(|old| old.sql == column.sql)).collect();
    for prefix in ["", private.as_str()] {
        let table = format!("{prefix}{}", shape.table());
        connection.create_tables(&match known {
            None => create(register, &shape, &table, prefix.is_empty()),
            Some(_) => add(register, &new, &table),
        })?;
    }
    if known.is_none() {
        let table = shape.table();
        connection.run(&format!("create index {table}_by_entry on {table} (entry)"))?;
    }
    note(connection, &shape)?;
    Ok(shape)
}

/// What a column holds, in a line of comment.
fn meaning(register: &Register, id: &str) -> String {
    let Some(column) = register.column(id) else { return "No longer part of the register.".to_owned() };
    let words = if column.about.en.is_empty() { &column.header } else { &column.about };
    let line = format!("{} ({}): {}", column.header.ja, column.header.en, words.en);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn create(register: &Register, shape: &Shape, table: &str, is_public: bool) -> String {
    let half = if is_public { "" } else { " What the public may not read of it." };
    let about = register.about.en.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut sql = format!(
        "-- A row of the register {} ({}): {about}{half}\ncreate table {table} (\n    -- The record version.\n    record_version_id integer primary key,\n    \
         -- The row, whatever it says: a name made of its key and a secret of the private half.\n    entry text not null",
        register.title.ja, register.title.en
    );
    if !is_public {
        sql.push_str(",\n    -- Its key.\n    entry_key text not null");
    }
    for column in &shape.columns {
        let _ =
            write!(sql, ",\n    -- {}\n    {} {}", meaning(register, &column.id), column.sql, sort_name(column.sort()));
    }
    sql + "\n);\n"
}

fn add(register: &Register, columns: &[&ShapeColumn], table: &str) -> String {
    columns.iter().fold(String::new(), |mut sql, column| {
        let (meaning, sort) = (meaning(register, &column.id), sort_name(column.sort()));
        let _ = write!(sql, "alter table {table} add column\n    -- {meaning}\n    {} {sort} null;\n", column.sql);
        sql
    })
}

/// Writes down what a register is now.
fn note(connection: &mut Connection, shape: &Shape) -> Result<(), Error> {
    connection.execute("delete from register_definition where register = ?1", &[(&shape.register).into()])?;
    connection.execute("delete from register_column where register = ?1", &[(&shape.register).into()])?;
    let row: Vec<Value<'_>> = vec![
        (&shape.register).into(),
        (&shape.kind).into(),
        (&shape.title).into(),
        crate::code::words(&shape.key).into(),
        (&shape.role).into(),
        shape.threshold.into(),
    ];
    let columns = ["register", "kind", "title_column", "key_columns", "role", "threshold"];
    connection.insert("register_definition", &columns, &[row])?;
    let first = connection.next_number("register_column")?;
    let rows: Vec<Vec<Value<'_>>> = (first..)
        .zip(shape.columns.iter().zip(0_i64..))
        .map(|(number, (column, place))| {
            vec![
                number.into(),
                (&shape.register).into(),
                (&column.id).into(),
                column.sql.trim_matches('"').into(),
                place.into(),
                (&column.holds).into(),
                column.many.into(),
                if column.access == Access::Public { "public" } else { "office" }.into(),
                (&column.role).into(),
                column.hidden.into(),
            ]
        })
        .collect();
    let columns = [
        "register_column_id",
        "register",
        "column_id",
        "sql_name",
        "place",
        "holds",
        "many",
        "access",
        "date_role",
        "hidden",
    ];
    connection.insert("register_column", &columns, &rows)
}
