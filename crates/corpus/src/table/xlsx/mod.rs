//! Workbooks (`.xlsx`): the rows of the first sheet whose header is known; all sheets for whoever asks ([`crate::Spreadsheet`]).
//!
//! The decision to question: a reader of our own instead of `calamine`. A row is needed at a time, under the same limits as any
//! packed file; that crate inflates what it is given and brings a second zip reader. What is left out is what tables do not need:
//! formulas (their last result is read) and everything that is drawn.

mod book;
mod layout;
mod row;

use super::cell::{Calendar, Content, SheetRow, Shown};
use super::{Rows, fitted, format_of};
use crate::archive::{Budget, Contents, Parts, Seekable};
use crate::markup::{Tag, Token, Tokens};
use crate::read::{Candidates, Feeder, Progress, Sink, rows_of};
use crate::window::{Plain, Window, pieces};
use crate::{Format, Problem, ReadError, ReadOptions};
use std::cell::Cell;
use std::rc::Rc;

pub(crate) use book::{Listed, Shared, book_of};
pub(crate) use layout::Around;
pub(crate) use row::{Sheet, TakeRows};

/// A workbook that can be read.
pub(crate) struct Workbook {
    pub(crate) parts: Parts,
}

impl Workbook {
    /// The workbook that a zip is, if it is one.
    pub(crate) fn of(file: &mut dyn Seekable) -> Result<Option<Self>, ReadError> {
        Ok(Parts::of(file, book::WORKBOOK)?.map(|parts| Self { parts }))
    }

    /// Reads the first sheet whose header is known.
    pub(crate) fn read(
        &self,
        file: &mut dyn Seekable,
        window: &mut Vec<u8>,
        budget: &Budget,
        (options, candidates): (&ReadOptions, &dyn Candidates),
        (progress, sink): (&mut Progress, &mut Sink<'_>),
    ) -> Result<Contents, ReadError> {
        let (sheets, shared) = book_of(&self.parts, file, budget)?;
        let shared = Rc::new(shared);
        let mut headers = Vec::new();
        for Listed { member, .. } in sheets {
            let Some(content) = self.parts.open(file, &member, budget)? else { continue };
            let found = Rc::new(Cell::new(None));
            let header = Rc::new(Cell::new(String::new()));
            let mut begin = |_: &[u8]| {
                let known = Known {
                    calendar: shared.calendar,
                    found: Rc::clone(&found),
                    first_row: Rc::clone(&header),
                    rows: None,
                    columns: 0,
                    options,
                    candidates,
                };
                // What it turns out to be is known after its first row.
                Ok(Some((Format::IctrpTable, Box::new(Sheet::new(Rc::clone(&shared), known)) as Box<dyn Feeder + '_>)))
            };
            let mut content = Plain(content);
            let read = Window::open(window, &mut content)
                .and_then(|window| pieces(window, &mut begin, progress, sink))
                .map_err(|error| ReadError { member: Some(member.clone()), ..error })?;
            if let (Some(format), Some((_, bytes_inflated))) = (found.get(), read) {
                return Ok(Contents { format, edition: None, bytes_inflated, members_read: 1, members_passed_over: 0 });
            }
            headers.push(header.take());
        }
        Err(Problem::Format {
            found: match headers.iter().find(|header| !header.is_empty()) {
                Some(header) => format!("a workbook whose first row is `{}`", crate::markup::excerpt(header)),
                None => "a workbook without rows".to_owned(),
            },
            hint: "the header of the table must be the first row of a sheet; docs/guides/sources lists what can be read",
        }
        .into())
    }
}

/// A name without the prefix of its namespace.
fn local<'t>(tag: &Tag<'t>) -> &'t str {
    tag.name.rsplit(':').next().unwrap_or(tag.name)
}

/// The rows of a sheet for those who know its header.
struct Known<'a> {
    calendar: Calendar,
    /// What the sheet turned out to be.
    found: Rc<Cell<Option<Format>>>,
    /// The words of its first row, for a message.
    first_row: Rc<Cell<String>>,
    rows: Option<Box<dyn Rows + 'a>>,
    columns: usize,
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
}

impl TakeRows for Known<'_> {
    fn row(
        &mut self,
        number: u64,
        row: Result<SheetRow, Problem>,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<bool, ReadError> {
        let cells: Vec<String> = row?.cells.into_iter().map(|cell| in_words(cell, self.calendar)).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(true);
        }
        if let Some(rows) = &mut self.rows {
            let cells = fitted(cells, self.columns).map_err(|problem| problem.on_line(number))?;
            rows.row(&cells, number, progress, sink)?;
            return Ok(true);
        }
        let Some(format) = format_of(&cells) else {
            self.first_row.set(cells.join(", "));
            return Ok(false);
        };
        self.found.set(Some(format));
        self.columns = cells.len();
        let mut rows = rows_of(format, self.options, self.candidates);
        rows.header(&cells).map_err(|problem| problem.on_line(number))?;
        self.rows = Some(rows);
        Ok(true)
    }

    fn end(&mut self, progress: &mut Progress, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        self.rows.as_mut().map_or(Ok(()), |rows| rows.end(progress, sink))
    }
}

/// A cell as the text that a table in CSV would have for it.
fn in_words(cell: Content, calendar: Calendar) -> String {
    match cell {
        Content::Empty | Content::Error(_) | Content::Unvalued => String::new(),
        Content::Text(text) => text,
        Content::Number { digits, shown: Shown::Day { .. } } => {
            calendar.day(&digits).map_or(digits, |day| day.to_string())
        }
        Content::Number { digits, .. } => digits,
        Content::Flag(flag) => if flag { "TRUE" } else { "FALSE" }.to_owned(),
    }
}
