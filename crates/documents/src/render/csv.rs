//! One table as comma-separated values, as Excel opens it: byte-order mark, lines that end with CR LF.

use crate::grid::{Slot, grid};
use crate::{Document, Error, Table};

/// How the values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Csv {
    /// A byte-order mark at the start, by which Excel knows UTF-8.
    pub mark: bool,
    /// The ids of the columns as the head (`indicator`, `value-1`) instead of the words.
    pub ids: bool,
}

impl Default for Csv {
    fn default() -> Self {
        Self { mark: true, ids: false }
    }
}

/// A table of the document: the one of that name, else the first.
///
/// A cell over several columns or rows stands in each of them, so that every row says everything. A cell that a spreadsheet would take
/// for a formula gets an apostrophe before it, numbers excepted.
///
/// # Errors
/// If there is no such table.
pub fn csv(document: &Document, table: Option<&str>, how: Csv) -> Result<Vec<u8>, Error> {
    let tables = document.tables();
    let named = |name: &str| tables.iter().filter(|one| one.name == name).copied().collect::<Vec<_>>();
    let chosen = match table {
        Some(name) => named(name),
        None => tables.first().map(|first| named(first.name)).unwrap_or_default(),
    };
    let Some(first) = chosen.first() else {
        let mut known: Vec<&str> = tables.iter().map(|table| table.name).collect();
        known.dedup();
        return Err(Error::NoTable { found: table.unwrap_or_default().to_owned(), known: known.join(", ") });
    };
    let mut out = String::new();
    if how.mark {
        out.push('\u{feff}');
    }
    if how.ids {
        line(first.columns.iter().map(|column| column.id.clone()), &mut out);
    } else {
        head(first, &mut out);
    }
    for table in chosen {
        for slots in grid(table, &table.rows) {
            line(slots.into_iter().map(said), &mut out);
        }
    }
    Ok(out.into_bytes())
}

/// A head of several lines becomes one: what stands above, then what stands below.
fn head(table: &Table, out: &mut String) {
    let mut names = vec![String::new(); table.columns.len()];
    for slots in grid(table, &table.head) {
        for (name, slot) in names.iter_mut().zip(slots) {
            let words = if matches!(slot, Slot::FromAbove(_)) { String::new() } else { said(slot).replace('\n', "") };
            if !words.is_empty() {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(&words);
            }
        }
    }
    line(names.into_iter(), out);
}

fn said(slot: Slot<'_>) -> String {
    match slot {
        Slot::Begins(cell) | Slot::FromLeft(cell) | Slot::FromAbove(cell) => cell.text(),
        Slot::Empty => String::new(),
    }
}

fn line(cells: impl Iterator<Item = String>, out: &mut String) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        push(&cell, out);
    }
    out.push_str("\r\n");
}

fn push(cell: &str, out: &mut String) {
    let number = indicator::parse_amount(cell).is_some();
    let formula = !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if cell.contains(['"', ',', '\r', '\n']) {
        out.push('"');
        out.push_str(if formula { "'" } else { "" });
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(if formula { "'" } else { "" });
        out.push_str(cell);
    }
}
