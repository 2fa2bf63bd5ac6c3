//! Values of a row as columns of a table: typed where a column holds one, a text of lines where it may hold several.

use super::shape::{Shape, ShapeColumn, Sort};
use crate::Error;
use crate::connection::{Row, Value};
use jiff::civil::Date;
use plan::FiscalYear;
use register::{Entry, Precision};

/// What stands in one column.
pub(super) type Cell = Value<'static>;

/// A row's columns in the order of the shape.
pub(super) fn cells_of(shape: &Shape, entry: &Entry) -> Result<Vec<Cell>, Error> {
    shape.columns.iter().map(|column| cell_of(column, entry)).collect()
}

fn cell_of(column: &ShapeColumn, entry: &Entry) -> Result<Cell, Error> {
    let values = match entry.values.get(&column.id) {
        Some(values) if !column.hidden && !values.is_empty() => values,
        _ => return Ok(Cell::Null),
    };
    if column.many {
        let lines: Vec<String> = values.iter().map(|value| in_a_line(&kept(value))).collect();
        return Ok(lines.join("\n").into());
    }
    let value = &values[0];
    Ok(match (column.sort(), value) {
        (Sort::Int, register::Value::Whole(number)) => (*number).into(),
        (Sort::Int, register::Value::FiscalYear(year)) => i64::from(year.0).into(),
        (Sort::Bool, register::Value::Flag(yes)) => (*yes).into(),
        (Sort::Text, value) => kept(value).into(),
        _ => {
            return Err(Error::EntryValue {
                key: entry.key.clone(),
                column: column.id.clone(),
                found: value.to_string(),
            });
        }
    })
}

/// A value as it is kept: a day only as exactly as it is known.
fn kept(value: &register::Value) -> String {
    match value {
        register::Value::Date(date, Precision::Month) => date.strftime("%Y-%m").to_string(),
        register::Value::Date(date, Precision::Year) => date.strftime("%Y").to_string(),
        other => other.to_string(),
    }
}

fn in_a_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Reads a column back.
pub(super) fn read(row: &Row<'_>, at: usize, sort: Sort) -> Result<Cell, Error> {
    Ok(match sort {
        Sort::Text => row.maybe_text(at)?.map(str::to_owned).into(),
        Sort::Int => row.maybe_int(at)?.into(),
        Sort::Bool => row.maybe_bool(at)?.into(),
    })
}

/// The values of a cell as pages show them.
pub(super) fn shown(cell: &Cell) -> Vec<String> {
    match cell {
        Cell::Text(text) => text.split('\n').map(str::to_owned).collect(),
        Cell::Int(number) => vec![number.to_string()],
        Cell::Bool(yes) => vec![if *yes { "yes" } else { "no" }.to_owned()],
        Cell::Null | Cell::Bytes(_) => Vec::new(),
    }
}

/// The first day that a cell of dates names.
pub(super) fn day_of(column: &ShapeColumn, cell: &Cell) -> Option<Date> {
    match cell {
        Cell::Int(year) => Some(FiscalYear(i16::try_from(*year).ok()?).first_day()),
        Cell::Text(text) => {
            let first = text.split('\n').next()?;
            if column.holds == "fiscal-year" {
                Some(FiscalYear(first.parse().ok()?).first_day())
            } else {
                first_day(first)
            }
        }
        _ => None,
    }
}

/// The first day of a day, month or year.
pub(super) fn first_day(text: &str) -> Option<Date> {
    match text.len() {
        4 => format!("{text}-01-01").parse().ok(),
        7 => format!("{text}-01").parse().ok(),
        _ => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_kept_as_exactly_as_it_is_known_and_counts_from_its_first() {
        let check = |precision, text: &str, first: Date| {
            let value = register::Value::Date(date(2024, 4, 9), precision);
            assert_eq!(kept(&value), text);
            assert_eq!(first_day(text), Some(first));
        };
        check(Precision::Day, "2024-04-09", date(2024, 4, 9));
        check(Precision::Month, "2024-04", date(2024, 4, 1));
        check(Precision::Year, "2024", date(2024, 1, 1));
        assert_eq!(first_day("spring"), None);
    }

    #[test]
    fn a_value_of_a_list_stays_in_its_line() {
        assert_eq!(in_a_line(" a\r\n b "), "a b");
    }
}
