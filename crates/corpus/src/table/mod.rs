//! Tables: rows of cells, as CSV has them or a sheet of a workbook.
//!
//! The decision to question: whose table it is shows in the words of its header and nowhere else. Files of this kind have been opened
//! in spreadsheets, renamed and saved again before anybody reads them here.

mod cell;
mod csv;
mod spreadsheet;
mod xlsx;

use crate::read::{Progress, Sink};
use crate::{Format, Problem, ReadError, ictrp, rs};

pub use cell::{Calendar, Content, SheetRow, Shown};
pub use spreadsheet::{Layout, Merged, SheetInfo, Spreadsheet};

pub(crate) use csv::Csv;
pub(crate) use xlsx::Workbook;

/// What takes the rows of a table.
pub(crate) trait Rows {
    /// The first row.
    fn header(&mut self, cells: &[String]) -> Result<(), Problem>;

    /// Any other, as long as the header; `line` is where it begins.
    fn row(
        &mut self,
        cells: &[String],
        line: u64,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError>;

    /// Nothing more comes.
    fn end(&mut self, progress: &mut Progress, sink: &mut Sink<'_>) -> Result<(), ReadError>;
}

/// The format of a table with this header; none if nobody knows it.
pub(crate) fn format_of(header: &[String]) -> Option<Format> {
    if ictrp::is_header(header) {
        Some(Format::IctrpTable)
    } else if rs::is_header(header) {
        Some(Format::RsTable)
    } else {
        None
    }
}

/// The format of a table in CSV that begins so.
pub(crate) fn format_of_text(head: &str) -> Option<Format> {
    format_of(&csv::first_row(head)?)
}

/// A row as long as the header: what spreadsheets cut from its end is empty.
fn fitted(mut cells: Vec<String>, columns: usize) -> Result<Vec<String>, Problem> {
    while cells.len() > columns && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    if cells.len() > columns {
        let found = format!("{} cells", cells.len());
        return Err(Problem::Table { expected: format!("at most the {columns} cells of the header"), found });
    }
    cells.resize(columns, String::new());
    Ok(cells)
}

#[cfg(test)]
mod tests;
