//! Rows of registers as the algebra sees them: their dates, and their columns as attributes.

use super::cell::{self, Cell, first_day};
use super::shape::{Shape, ShapeColumn, shapes};
use super::version::private_cells;
use crate::Error;
use crate::connection::Connection;
use crate::read::Texts;
use crate::store::holds;
use access::Decision;
use indicator::{Change, Row};
use std::sync::Arc;

/// Adds dates and attributes to the rows of registers among `rows`, whose numbers are sorted. What the private half knows counts too; a
/// confidential row stays withheld unless `decision` shows it.
pub(crate) fn fill(
    connection: &mut Connection,
    as_of: Change,
    numbers: &[i64],
    rows: &mut [Row],
    texts: &mut Texts,
    decision: Decision,
) -> Result<(), Error> {
    for shape in shapes(connection)? {
        fill_from(connection, &shape, as_of, numbers, rows, texts, decision)?;
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
    decision: Decision,
) -> Result<(), Error> {
    let private = private_cells(connection, shape, None)?;
    let table = shape.table();
    let sql = format!(
        "select record_version.record_version_id, record_version.confidential_until{}
         from record_version join {table} on {table}.record_version_id = record_version.record_version_id
         where {} order by record_version.record_version_id",
        shape.list(&table),
        holds!("record_version")
    );
    // Hidden columns first, so that a column which took a hidden one's place speaks last.
    let mut columns: Vec<(usize, &ShapeColumn)> = shape.columns.iter().enumerate().collect();
    columns.sort_by_key(|(at, column)| (!column.hidden, *at));
    let names: Vec<Arc<str>> = columns.iter().map(|(_, column)| texts.get(&column.id)).collect();
    let roles: Vec<Option<Arc<str>>> =
        columns.iter().map(|(_, column)| (!column.role.is_empty()).then(|| texts.get(&column.role))).collect();
    let mut at = 0;
    connection.each(&sql, &[as_of.into()], &mut |sql_row| {
        let number = sql_row.int(0)?;
        while numbers.get(at).is_some_and(|&there| there < number) {
            at += 1;
        }
        let Some(row) = rows.get_mut(at).filter(|_| numbers.get(at) == Some(&number)) else { return Ok(()) };
        let other = private.get(&number);
        let confidential = sql_row.maybe_text(1)?.is_some();
        let opens = decision.shows_confidential_rows() && other.is_some();
        row.withheld = confidential && !opens;
        row.threshold = if row.withheld { shape.threshold } else { 0 };
        if let Some(other) = other.filter(|_| opens) {
            row.record = format!("{}:{}", shape.register, other.key).into();
        }
        for (((place, column), name), role) in columns.iter().zip(&names).zip(&roles) {
            let hidden = other.map(|other| &other.cells[*place]).filter(|cell| **cell != Cell::Null);
            let cell = match hidden {
                Some(cell) => cell.clone(),
                None => cell::read(sql_row, 2 + place, column.sort())?,
            };
            let values = attribute(column, &cell, texts);
            if values.is_empty() {
                continue;
            }
            if let Some(role) = role
                && let Some(date) = cell::day_of(column, &cell)
            {
                row.dates.insert(Arc::clone(role), date);
            }
            if !EVERYWHERE.contains(&column.id.as_str()) {
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
