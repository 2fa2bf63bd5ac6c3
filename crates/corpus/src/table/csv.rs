//! CSV: cells parted by commas, in quotes where they hold commas, quotes or line ends.
//!
//! The decision to question: a quote inside a cell that does not begin with one is a letter like any other, as every spreadsheet
//! reads it; a cell that begins with one must close it and end there.

use super::{Rows, fitted};
use crate::read::{Feeder, Progress, Sink};
use crate::window::LONGEST;
use crate::{Problem, ReadError};
use memchr::{memchr, memchr3};

/// Reads the rows of a file in UTF-8.
pub(crate) struct Csv<'a> {
    rows: Box<dyn Rows + 'a>,
    /// Cells of the header; none before it was read.
    columns: Option<usize>,
    /// Line ends before the bytes at hand.
    lines: u64,
    started: bool,
}

/// A row and what it takes up.
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) end: usize,
}

impl<'a> Csv<'a> {
    pub(crate) fn new(rows: Box<dyn Rows + 'a>) -> Self {
        Self { rows, columns: None, lines: 0, started: false }
    }
}

impl Feeder for Csv<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        let mut at = 0;
        if !self.started {
            if bytes.len() < 3 && !last {
                return Ok(0);
            }
            self.started = true;
            at = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        }
        loop {
            let line = self.lines + 1;
            let Some(row) = row_at(bytes, at, last, b',').map_err(|problem| problem.on_line(line))? else { break };
            if row.end - at > LONGEST {
                return Err(Problem::TooLong { what: "row", limit_bytes: LONGEST }.on_line(line));
            }
            self.lines += memchr::memchr_iter(b'\n', &bytes[at..row.end]).count() as u64;
            at = row.end;
            if row.cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            match self.columns {
                None => {
                    self.columns = Some(row.cells.len());
                    self.rows.header(&row.cells).map_err(|problem| problem.on_line(line))?;
                }
                Some(columns) => {
                    let cells = fitted(row.cells, columns).map_err(|problem| problem.on_line(line))?;
                    self.rows.row(&cells, line, progress, sink)?;
                }
            }
        }
        if last {
            self.rows.end(progress, sink)?;
        }
        Ok(at)
    }

    fn unit(&self) -> &'static str {
        "row"
    }
}

/// The first row of a text that may be cut; none if it does not end in it.
pub(super) fn first_row(head: &str) -> Option<Vec<String>> {
    row_at(head.as_bytes(), 0, !head.contains(['\n', '\r']), b',').ok()?.map(|row| row.cells)
}

/// The row that begins at `at`; none at the end, or if its end is yet to come.
pub(super) fn row_at(bytes: &[u8], at: usize, last: bool, separator: u8) -> Result<Option<Row>, Problem> {
    if at >= bytes.len() {
        return Ok(None);
    }
    let (mut cells, mut at) = (Vec::new(), at);
    loop {
        let (cell, end) = match bytes.get(at) {
            Some(b'"') => match quoted(bytes, at)? {
                Some(found) => found,
                None if last => {
                    let found = "the end of the file".to_owned();
                    return Err(Problem::Table { expected: "`\"` at the end of a cell".to_owned(), found });
                }
                None => return Ok(None),
            },
            _ => {
                let end = memchr3(separator, b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |length| at + length);
                // What comes may begin inside a letter.
                if end == bytes.len() && !last {
                    return Ok(None);
                }
                (in_words(&bytes[at..end])?, end)
            }
        };
        match bytes.get(end) {
            None if last => {
                cells.push(cell);
                return Ok(Some(Row { cells, end }));
            }
            None => return Ok(None),
            Some(sign) if *sign == separator => {
                cells.push(cell);
                at = end + 1;
                if at == bytes.len() && !last {
                    return Ok(None);
                }
            }
            Some(b'\r') if bytes.get(end + 1).is_none() && !last => return Ok(None),
            Some(b'\r' | b'\n') => {
                cells.push(cell);
                let both = bytes[end..].starts_with(b"\r\n");
                return Ok(Some(Row { cells, end: end + 1 + usize::from(both) }));
            }
            Some(_) => {
                let rest = String::from_utf8_lossy(&bytes[end..bytes.len().min(end + 40)]).into_owned();
                let found = format!("`{}`", crate::markup::excerpt(&rest));
                return Err(Problem::Table {
                    expected: format!("`{}` or the end of the line after a closing `\"`", char::from(separator)),
                    found,
                });
            }
        }
    }
}

/// The cell in quotes at `at`, and where it ends; none if that is yet to come.
fn quoted(bytes: &[u8], at: usize) -> Result<Option<(String, usize)>, Problem> {
    let mut words = Vec::new();
    let mut from = at + 1;
    while let Some(length) = memchr(b'"', &bytes[from..]) {
        let quote = from + length;
        words.extend_from_slice(&bytes[from..quote]);
        match bytes.get(quote + 1) {
            Some(b'"') => {
                words.push(b'"');
                from = quote + 2;
            }
            _ => return Ok(Some((in_words(&words)?, quote + 1))),
        }
    }
    Ok(None)
}

fn in_words(bytes: &[u8]) -> Result<String, Problem> {
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|error| Problem::Encoding { found: crate::format::guess(&bytes[error.valid_up_to()..]) })
}
