//! Rows of registers as the algebra sees them: their dates, and their columns as attributes.

use super::cell::{self, Cell, first_day};
use super::shape::{Shape, ShapeColumn, shapes};
use crate::Error;
use crate::connection::Connection;
use crate::read::Texts;
use crate::store::holds;
use access::Decision;
use indicator::{Change, Row};
use std::sync::Arc;

/// What is wanted of the rows.
pub(crate) struct Filling<'a> {
    /// What whoever asks may see.
    pub(crate) decision: Decision,
    /// Whether an attribute is wanted. Dates always are.
    pub(crate) is_wanted: &'a dyn Fn(&str) -> bool,
}

/// Adds dates and attributes to the rows of registers among `rows`, whose numbers are sorted. What the private half knows counts too; a
/// confidential row stays withheld unless `filling` shows it.
pub(crate) fn fill(
    connection: &mut Connection,
    as_of: Change,
    numbers: &[i64],
    rows: &mut [Row],
    texts: &mut Texts,
    filling: &Filling<'_>,
) -> Result<(), Error> {
    for shape in shapes(connection)? {
        fill_from(connection, &shape, as_of, numbers, rows, texts, filling)?;
    }
    Ok(())
}

fn fill_from(
    connection: &mut Connection,
    shape: &Shape,
    as_of: Change,
    numbers: &[i64],
    rows: &mut [Row],
    texts: &mut Texts,
    filling: &Filling<'_>,
) -> Result<(), Error> {
    let is_attribute =
        |column: &ShapeColumn| !EVERYWHERE.contains(&column.id.as_str()) && (filling.is_wanted)(&column.id);
    // Hidden columns first, so that a column which took a hidden one's place speaks last.
    let mut columns: Vec<&ShapeColumn> =
        shape.columns.iter().filter(|column| !column.role.is_empty() || is_attribute(column)).collect();
    columns.sort_by_key(|column| !column.hidden);
    let names: Vec<Option<Arc<str>>> =
        columns.iter().map(|column| is_attribute(column).then(|| texts.get(&column.id))).collect();
    let roles: Vec<Option<Arc<str>>> =
        columns.iter().map(|column| (!column.role.is_empty()).then(|| texts.get(&column.role))).collect();
    // One pass over both halves: rows of the private one are found by their number, and none waits in memory.
    let table = shape.table();
    let list = |table: &str| columns.iter().fold(String::new(), |list, column| list + ", " + table + "." + &column.sql);
    let private = connection.private()?;
    let (of_half, half) = match &private {
        Some(private) => (
            format!(", half.entry_key{}", list("half")),
            format!("left join {private}{table} as half on half.record_version_id = record_version.record_version_id"),
        ),
        None => Default::default(),
    };
    let sql = format!(
        "select record_version.record_version_id, record_version.confidential_until{}{of_half}
         from record_version join {table} on {table}.record_version_id = record_version.record_version_id {half}
         where {} order by record_version.record_version_id",
        list(&table),
        holds!("record_version")
    );
    let of_half = 2 + columns.len();
    let mut at = 0;
    connection.each(&sql, &[as_of.into()], &mut |sql_row| {
        let number = sql_row.int(0)?;
        while numbers.get(at).is_some_and(|&there| there < number) {
            at += 1;
        }
        let Some(row) = rows.get_mut(at).filter(|_| numbers.get(at) == Some(&number)) else { return Ok(()) };
        let other = if private.is_some() { sql_row.maybe_text(of_half)? } else { None };
        let confidential = sql_row.maybe_text(1)?.is_some();
        let opens = filling.decision.shows_confidential_rows() && other.is_some();
        row.withheld = confidential && !opens;
        row.threshold = if row.withheld { shape.threshold } else { 0 };
        if let Some(key) = other.filter(|_| opens) {
            row.record = format!("{}:{key}", shape.register).into();
        }
        for (place, column) in columns.iter().enumerate() {
            let hidden = match other {
                Some(_) => cell::read(sql_row, of_half + 1 + place, column.sort())?,
                None => Cell::Null,
            };
            let cell = if hidden == Cell::Null { cell::read(sql_row, 2 + place, column.sort())? } else { hidden };
            if cell == Cell::Null {
                continue;
            }
            if let Some(role) = &roles[place]
                && let Some(date) = cell::day_of(column, &cell)
            {
                row.dates.insert(Arc::clone(role), date);
            }
            let Some(name) = &names[place] else { continue };
            let values = attribute(column, &cell, texts);
            if !values.is_empty() {
                row.attributes.insert(Arc::clone(name), values);
            }
        }
        Ok(())
    })
}

/// Columns of every register, which are no attributes.
const EVERYWHERE: [&str; 3] = [register::PROJECTS, register::SOURCE, register::CONFIDENTIAL_UNTIL];

/// A cell as [`register::bearing`] gives it.
fn attribute(column: &ShapeColumn, cell: &Cell, texts: &mut Texts) -> Vec<Arc<str>> {
    match cell {
        Cell::Null | Cell::Bytes(_) => Vec::new(),
        Cell::Int(number) => vec![texts.get(&number.to_string())],
        Cell::Bool(yes) => vec![texts.get(if *yes { "yes" } else { "no" })],
        Cell::Text(text) if column.holds == "date" => {
            let day = |line: &str| first_day(line).map_or_else(|| line.to_owned(), |day| day.to_string());
            text.split('\n').map(|line| texts.get(&day(line))).collect()
        }
        Cell::Text(text) => text.split('\n').map(|line| texts.get(line)).collect(),
    }
}
