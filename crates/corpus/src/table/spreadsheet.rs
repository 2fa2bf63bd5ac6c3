//! A spreadsheet as somebody hands it in: all its sheets, and all that is told of their cells.
//!
//! The decision to question: it lies in memory as it came, and its rows are read one at a time, as often as needed. What stands around
//! the rows of a sheet stands behind them in the file, and whoever reads them has to know it before.

use super::cell::{Calendar, Content, SheetRow};
use super::csv::row_at;
use super::xlsx::{Around, Listed, Shared, Sheet, TakeRows, Workbook, book_of};
use crate::archive::{Budget, is_zip};
use crate::encoding::by_bytes;
use crate::read::{Feeder, Progress, Sink};
use crate::window::{Plain, Window, pieces};
use crate::{Format, Problem, ReadError};
use std::cell::{Cell, RefCell};
use std::io::Cursor;
use std::ops::{Range, RangeInclusive};
use std::rc::Rc;

/// So many rows tell what a table is parted by.
const TELLING: usize = 20;

/// A sheet of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name; empty for a file that is one table.
    pub name: String,
    /// Whether the spreadsheet hides it.
    pub hidden: bool,
}

/// What stands around the rows of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Columns that the spreadsheet hides, counted from 0.
    pub hidden_columns: Vec<Range<usize>>,
    /// Cells that are one; their content stands in the first.
    pub merged: Vec<Merged>,
}

/// Cells that are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Rows, counted from 1.
    pub rows: RangeInclusive<u64>,
    /// Columns, counted from 0.
    pub columns: RangeInclusive<usize>,
}

/// A workbook (`.xlsx`) or a text parted by commas, tabs or semicolons.
pub struct Spreadsheet<'b> {
    kind: Kind<'b>,
    sheets: Vec<SheetInfo>,
}

enum Kind<'b> {
    Workbook { bytes: &'b [u8], book: Workbook, members: Vec<String>, shared: Rc<Shared> },
    Text { text: String, separator: u8, start: usize },
}

impl<'b> Spreadsheet<'b> {
    /// Opens one by what its bytes are. Text may be UTF-8, UTF-16 with its mark, Shift_JIS (CP932) or EUC-JP.
    ///
    /// # Errors
    /// If it is empty, damaged, made to grow without end, a zip that is no workbook, or text in no known encoding.
    pub fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Problem::Empty.into());
        }
        if !is_zip(bytes) {
            return Self::of_text(bytes);
        }
        let mut file = Cursor::new(bytes);
        let Some(book) = Workbook::of(&mut file)? else {
            return Err(Problem::Format {
                found: "a zip that is no workbook".to_owned(),
                hint: "save the table as an Excel workbook (.xlsx) or as CSV",
            }
            .into());
        };
        let (listed, shared) = book_of(&book.parts, &mut file, &budget_of(bytes))?;
        let (sheets, members) = listed.into_iter().map(|Listed { info, member }| (info, member)).unzip();
        Ok(Self { kind: Kind::Workbook { bytes, book, members, shared: Rc::new(shared) }, sheets })
    }

    fn of_text(bytes: &[u8]) -> Result<Self, ReadError> {
        let text = decoded(bytes)?;
        let (separator, start) = match text.lines().next().and_then(|line| line.trim().strip_prefix("sep=")) {
            // A line for the spreadsheet alone.
            Some(said) if said.len() == 1 => (said.as_bytes()[0], text.find('\n').map_or(text.len(), |end| end + 1)),
            _ => (separator_of(&text), 0),
        };
        let sheets = vec![SheetInfo { name: String::new(), hidden: false }];
        Ok(Self { kind: Kind::Text { text, separator, start }, sheets })
    }

    /// Its sheets, in order. A text is one sheet.
    #[must_use]
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// Whether it is a workbook, whose cells have types.
    #[must_use]
    pub fn is_workbook(&self) -> bool {
        matches!(self.kind, Kind::Workbook { .. })
    }

    /// Which day its day 0 is.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        match &self.kind {
            Kind::Workbook { shared, .. } => shared.calendar,
            Kind::Text { .. } => Calendar::default(),
        }
    }

    /// What stands around the rows of a sheet. It costs as much as inflating the sheet.
    ///
    /// # Errors
    /// If the sheet is damaged.
    pub fn layout(&self, sheet: usize) -> Result<Layout, ReadError> {
        let layout = Rc::new(RefCell::new(Layout::default()));
        self.feed(sheet, Box::new(Around::new(Rc::clone(&layout))))?;
        Ok(layout.take())
    }

    /// Hands out the rows of a sheet that are not empty, in order, until `take` says false. A row that is broken comes as its
    /// number and what is wrong with it, and the next one is read.
    ///
    /// # Errors
    /// If the sheet is damaged so that no more rows can be found.
    pub fn rows(
        &self,
        sheet: usize,
        take: &mut dyn FnMut(u64, Result<SheetRow, Problem>) -> bool,
    ) -> Result<(), ReadError> {
        match &self.kind {
            Kind::Workbook { shared, .. } => self.feed(sheet, Box::new(Sheet::new(Rc::clone(shared), Taken(take)))),
            Kind::Text { text, separator, start } => {
                text_rows(text.as_bytes(), *start, *separator, take);
                Ok(())
            }
        }
    }

    fn feed<'a>(&self, sheet: usize, feeder: Box<dyn Feeder + 'a>) -> Result<(), ReadError> {
        let Kind::Workbook { bytes, book, members, .. } = &self.kind else { return Ok(()) };
        let Some(member) = members.get(sheet) else { return Ok(()) };
        let mut file = Cursor::new(*bytes);
        let Some(content) = book.parts.open(&mut file, member, &budget_of(bytes))? else { return Ok(()) };
        let mut feeder = Some(feeder);
        let mut begin = |_: &[u8]| Ok(feeder.take().map(|feeder| (Format::IctrpTable, feeder)));
        Window::open(&mut Vec::new(), &mut Plain(content))
            .and_then(|window| pieces(window, &mut begin, &mut Progress::default(), &mut |_| Ok(())))
            .map_err(|error| ReadError { member: Some(member.clone()), ..error })?;
        Ok(())
    }
}

/// Sheets are inflated one by one, and each may grow as a whole file may.
fn budget_of(bytes: &[u8]) -> Budget {
    Budget::new(Rc::new(Cell::new(bytes.len() as u64)))
}

/// Hands rows on.
struct Taken<'t>(&'t mut dyn FnMut(u64, Result<SheetRow, Problem>) -> bool);

impl TakeRows for Taken<'_> {
    fn row(
        &mut self,
        number: u64,
        row: Result<SheetRow, Problem>,
        _: &mut Progress,
        _: &mut Sink<'_>,
    ) -> Result<bool, ReadError> {
        if row.as_ref().is_ok_and(|row| row.cells.iter().all(Content::is_blank)) {
            return Ok(true);
        }
        Ok((self.0)(number, row))
    }

    fn end(&mut self, _: &mut Progress, _: &mut Sink<'_>) -> Result<(), ReadError> {
        Ok(())
    }
}

/// Bytes as text, without their mark.
fn decoded(bytes: &[u8]) -> Result<String, Problem> {
    let wide = match bytes {
        [0xff, 0xfe, ..] => Some(encoding_rs::UTF_16LE),
        [0xfe, 0xff, ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    let encoding = wide.map_or_else(|| by_bytes(bytes), Ok)?;
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        let line = text.lines().position(|line| line.contains('\u{fffd}')).unwrap_or_default() + 1;
        let found = format!("bytes on line {line} that {} does not have", encoding.name());
        return Err(Problem::Encoding { found });
    }
    Ok(text.into_owned())
}

/// What parts the cells: of comma, tab and semicolon the one that makes the longest row; a comma if none does.
fn separator_of(text: &str) -> u8 {
    let longest = |separator| {
        let (mut at, mut longest) = (0, 0);
        for _ in 0..TELLING {
            match row_at(text.as_bytes(), at, true, separator) {
                Ok(Some(row)) => {
                    at = row.end;
                    let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
                    longest = longest.max(filled);
                }
                Ok(None) => break,
                Err(_) => at = line_end(text.as_bytes(), at),
            }
        }
        longest
    };
    let mut best = (b',', longest(b','));
    for separator in [b'\t', b';'] {
        let cells = longest(separator);
        if cells > best.1 {
            best = (separator, cells);
        }
    }
    best.0
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1)
}

/// The rows of a text. Where quotes are broken, the next row begins on the next line.
fn text_rows(bytes: &[u8], start: usize, separator: u8, take: &mut dyn FnMut(u64, Result<SheetRow, Problem>) -> bool) {
    let (mut at, mut number) = (start, u64::from(start > 0));
    loop {
        number += 1;
        let row = match row_at(bytes, at, true, separator) {
            Ok(None) => return,
            Ok(Some(row)) => {
                at = row.end;
                let cells = row.cells.into_iter().map(|cell| match cell {
                    cell if cell.is_empty() => Content::Empty,
                    cell => Content::Text(cell),
                });
                Ok(SheetRow { number, hidden: false, cells: cells.collect() })
            }
            Err(problem) => {
                at = line_end(bytes, at);
                Err(problem)
            }
        };
        let blank = row.as_ref().is_ok_and(|row| row.cells.iter().all(Content::is_blank));
        if !blank && !take(number, row) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
        let sheet = Spreadsheet::open(bytes).expect("a table");
        let mut rows = Vec::new();
        let taken = sheet.rows(0, &mut |number, row| {
            let words = row.map_or_else(
                |problem| vec![problem.to_string()],
                |row| {
                    let word = |cell| if let Content::Text(text) = cell { text } else { String::new() };
                    row.cells.into_iter().map(word).collect()
                },
            );
            rows.push((number, words));
            true
        });
        taken.expect("rows");
        rows
    }

    #[test]
    fn a_text_is_parted_by_what_makes_the_longest_row() {
        for text in ["湖,1\nb,2", "湖\t1\nb\t2", "湖;1\nb;2", "sep=;\n湖;1\nb;2"] {
            let rows = texts(text.as_bytes());
            let words: Vec<_> = rows.iter().map(|(_, words)| words.join("|")).collect();
            assert_eq!(words, ["湖|1", "b|2"], "{text}");
        }
        assert_eq!(texts("a note; of two, three\n湖\t1\t2\t3".as_bytes())[1].1, ["湖", "1", "2", "3"]);
    }

    #[test]
    fn a_text_is_read_in_the_encodings_that_spreadsheets_save() {
        let words = "識別番号,湖の名\r\n1,髙原のみずうみ\r\n";
        let utf_16 = words.encode_utf16().flat_map(u16::to_le_bytes);
        let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf_16).collect();
        let plain = words.replace('髙', "高");
        for (bytes, words) in [
            (words.as_bytes().to_vec(), words),
            ([b"\xef\xbb\xbf", words.as_bytes()].concat(), words),
            (encoding_rs::SHIFT_JIS.encode(words).0.into_owned(), words),
            (encoding_rs::EUC_JP.encode(&plain).0.into_owned(), plain.as_str()),
            (utf_16, words),
        ] {
            let rows = texts(&bytes);
            assert_eq!(rows[0].1, ["識別番号", "湖の名"]);
            assert_eq!(rows[1].1.join(","), words.lines().nth(1).unwrap_or_default());
        }
        assert!(Spreadsheet::open(b"caf\xe9,1\r\n").is_err());
    }

    #[test]
    fn a_broken_row_hides_no_other() {
        let rows = texts(b"a,b\n1,\"x\"y\n2,z\n\n3,\"open\n");
        let numbers: Vec<u64> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 3, 5]);
        assert!(rows[1].1[0].contains("closing `\"`") && rows[3].1[0].contains("the end of the file"), "{rows:?}");
    }
}
