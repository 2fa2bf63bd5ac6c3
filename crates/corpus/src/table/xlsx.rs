//! Workbooks (`.xlsx`): the rows of the first sheet whose header is known.
//!
//! The decision to question: a reader of our own instead of `calamine`. A row is needed at a time, under the same limits as any
//! packed file; that crate inflates what it is given and brings a second zip reader. What is left out is what tables do not need:
//! formulas (their last result is read), formats besides dates, and everything that is drawn.

use super::{Rows, fitted, format_of};
use crate::archive::{Budget, Contents, Parts, Seekable};
use crate::markup::{Tag, Token, Tokens, text_of, value_of};
use crate::read::{Candidates, Feeder, LONGEST, Progress, Sink, pieces, rows_of};
use crate::{Format, Problem, ReadError, ReadOptions};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use memchr::memmem;
use std::cell::Cell;
use std::rc::Rc;

const WORKBOOK: &str = "xl/workbook.xml";

/// The most that is held of a workbook besides a row: its shared words.
const MOST_WORDS: usize = 128 << 20;
/// Its list of sheets, and its formats.
const MOST_LISTS: usize = 8 << 20;
/// The last column that a sheet can have.
const MOST_COLUMNS: usize = 16_384;

/// A workbook that can be read.
pub(crate) struct Workbook {
    parts: Parts,
}

/// What the cells of all its sheets need.
struct Shared {
    words: Vec<String>,
    /// Whether the format of this number is a date.
    dates: Vec<bool>,
    /// Day 0 of its calendar.
    origin: Date,
}

impl Workbook {
    /// The workbook that a zip is, if it is one.
    pub(crate) fn of(file: &mut dyn Seekable) -> Result<Option<Self>, ReadError> {
        Ok(Parts::of(file, WORKBOOK)?.map(|parts| Self { parts }))
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
        let book = self.parts.text(file, WORKBOOK, MOST_LISTS, budget)?;
        let relations = self.parts.text(file, "xl/_rels/workbook.xml.rels", MOST_LISTS, budget)?;
        let styles = self.parts.text(file, "xl/styles.xml", MOST_LISTS, budget)?;
        let words = self.parts.text(file, "xl/sharedStrings.xml", MOST_WORDS, budget)?;
        let (sheets, origin) = sheets_of(&book, &relations).map_err(|problem| inside(WORKBOOK, problem))?;
        let shared = Rc::new(Shared {
            words: words_of(&words).map_err(|problem| inside("xl/sharedStrings.xml", problem))?,
            dates: dates_of(&styles).map_err(|problem| inside("xl/styles.xml", problem))?,
            origin,
        });
        drop(words);
        let mut headers = Vec::new();
        for sheet in sheets {
            let Some(mut content) = self.parts.open(file, &sheet, budget)? else { continue };
            let found = Rc::new(Cell::new(None));
            let header = Rc::new(Cell::new(String::new()));
            let mut begin = |_: &[u8]| {
                let sheet = Sheet {
                    shared: Rc::clone(&shared),
                    found: Rc::clone(&found),
                    first_row: Rc::clone(&header),
                    rows: None,
                    columns: 0,
                    position: Position::Before,
                    options,
                    candidates,
                };
                // What it turns out to be is known after its first row.
                Ok(Some((Format::IctrpTable, Box::new(sheet) as Box<dyn Feeder + '_>)))
            };
            let read = pieces(&mut content, window, &mut begin, progress, sink)
                .map_err(|error| ReadError { member: Some(sheet.clone()), ..error })?;
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

fn inside(part: &str, problem: Problem) -> ReadError {
    ReadError { member: Some(part.to_owned()), ..problem.into() }
}

/// A name without the prefix of its namespace.
fn local<'t>(tag: &Tag<'t>) -> &'t str {
    tag.name.rsplit(':').next().unwrap_or(tag.name)
}

/// The members that hold the sheets, in order, and day 0 of the calendar.
fn sheets_of(book: &str, relations: &str) -> Result<(Vec<String>, Date), Problem> {
    let mut targets = Vec::new();
    each_tag(relations, |tag| {
        if let ("Relationship", Some(id), Some(target)) = (local(&tag), tag.attribute("Id"), tag.attribute("Target")) {
            let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.push((id.into_owned(), target));
        }
    })?;
    let (mut sheets, mut origin) = (Vec::new(), date(1899, 12, 30));
    each_tag(book, |tag| match local(&tag) {
        "sheet" => {
            let id = tag.attribute("r:id").or_else(|| tag.attribute("id"));
            let target = id.and_then(|id| targets.iter().find(|(known, _)| *known == id));
            sheets.extend(target.map(|(_, target)| target.clone()));
        }
        "workbookPr" if tag.attribute("date1904").is_some_and(|value| value == "1" || value == "true") => {
            origin = date(1904, 1, 1);
        }
        _ => {}
    })?;
    Ok((sheets, origin))
}

/// Calls `take` with every start tag.
fn each_tag<'t>(text: &'t str, mut take: impl FnMut(Tag<'t>)) -> Result<(), Problem> {
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next()? {
        if let Token::Start(tag) = token {
            take(tag);
        }
    }
    Ok(())
}

/// The shared words, by number.
fn words_of(text: &str) -> Result<Vec<String>, Problem> {
    let mut words = Vec::new();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next()? {
        if let Token::Start(tag) = token
            && local(&tag) == "si"
        {
            words.push(rich_text(&mut tokens, tag)?);
        }
    }
    Ok(words)
}

/// The words in `si` or `is`: of all runs, without the readings (ふりがな) that a spreadsheet keeps beside them.
fn rich_text<'t>(tokens: &mut Tokens<'t>, tag: Tag<'t>) -> Result<String, Problem> {
    let mut words = String::new();
    while let Some(child) = tokens.child(tag)? {
        match local(&child) {
            "t" => words.push_str(&text_of(tokens, child)?),
            "r" => {
                while let Some(run) = tokens.child(child)? {
                    if local(&run) == "t" {
                        words.push_str(&text_of(tokens, run)?);
                    } else {
                        tokens.skip(run)?;
                    }
                }
            }
            _ => tokens.skip(child)?,
        }
    }
    // How a workbook writes a carriage return.
    Ok(if words.contains("_x000D_") { words.replace("_x000D_", "\r") } else { words })
}

/// Which of the formats of cells are dates.
fn dates_of(text: &str) -> Result<Vec<bool>, Problem> {
    let mut own: Vec<u32> = Vec::new();
    let mut dates = Vec::new();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next()? {
        let Token::Start(tag) = token else { continue };
        match local(&tag) {
            "numFmt" => {
                let id: Option<u32> = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                let is_date = tag.attribute("formatCode").is_some_and(|code| is_date_format(&code));
                own.extend(id.filter(|_| is_date));
            }
            "cellXfs" => {
                while let Some(format) = tokens.child(tag)? {
                    let id: u32 = format.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
                    dates.push(matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=58) || own.contains(&id));
                    tokens.skip(format)?;
                }
            }
            _ => {}
        }
    }
    Ok(dates)
}

/// Whether a format shows a day: it has a year or a day outside of quotes and brackets.
fn is_date_format(code: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    code.chars().any(|character| {
        match character {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            'y' | 'Y' | 'd' | 'D' => return !(quoted || bracketed),
            _ => {}
        }
        false
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Before,
    Inside,
    After,
}

/// Reads the rows of one sheet.
struct Sheet<'a> {
    shared: Rc<Shared>,
    /// What the sheet turned out to be.
    found: Rc<Cell<Option<Format>>>,
    /// The words of its first row, for a message.
    first_row: Rc<Cell<String>>,
    rows: Option<Box<dyn Rows + 'a>>,
    columns: usize,
    position: Position,
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
}

impl Sheet<'_> {
    fn row(&mut self, bytes: &[u8], progress: &mut Progress, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| Problem::Encoding { found: crate::format::guess(&bytes[error.valid_up_to()..]) })?;
        let (number, cells) = cells_of(text, &self.shared)?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        match &mut self.rows {
            Some(rows) => {
                let cells = fitted(cells, self.columns).map_err(|problem| problem.on_line(number))?;
                rows.row(&cells, number, progress, sink)
            }
            None => {
                let Some(format) = format_of(&cells) else {
                    self.first_row.set(cells.join(", "));
                    self.position = Position::After;
                    return Ok(());
                };
                self.found.set(Some(format));
                self.columns = cells.len();
                let mut rows = rows_of(format, self.options, self.candidates);
                rows.header(&cells).map_err(|problem| problem.on_line(number))?;
                self.rows = Some(rows);
                Ok(())
            }
        }
    }

    fn cut_off(expected: &str) -> ReadError {
        Problem::markup(format!("`{expected}` in the sheet"), "its end").into()
    }
}

impl Feeder for Sheet<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        let mut at = 0;
        if self.position == Position::Before {
            let start = memmem::find(bytes, b"<sheetData");
            let Some(end) = start.and_then(|start| memchr::memchr(b'>', &bytes[start..]).map(|end| start + end)) else {
                return if last { Err(Self::cut_off("<sheetData>")) } else { Ok(0) };
            };
            self.position = if bytes[end - 1] == b'/' { Position::After } else { Position::Inside };
            at = end + 1;
        }
        while self.position == Position::Inside {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let rest = &bytes[at..];
            if rest.starts_with(b"</sheetData>") {
                self.position = Position::After;
            } else if rest.starts_with(b"<row") {
                let Some(end) = row_end(rest) else {
                    if last {
                        return Err(Self::cut_off("</row>"));
                    }
                    break;
                };
                if end > LONGEST {
                    return Err(Problem::TooLong { what: "row", limit_bytes: LONGEST }.into());
                }
                self.row(&rest[..end], progress, sink)?;
                at += end;
            } else if last || rest.len() >= 12 {
                let rest = String::from_utf8_lossy(&rest[..rest.len().min(80)]);
                let found =
                    if rest.is_empty() { "its end".to_owned() } else { format!("`{}`", crate::markup::excerpt(&rest)) };
                return Err(Problem::markup("`<row>` or `</sheetData>` in the sheet", found).into());
            } else {
                break;
            }
        }
        if last && let Some(rows) = &mut self.rows {
            rows.end(progress, sink)?;
        }
        // What stands behind the rows is no table.
        Ok(if self.position == Position::After { bytes.len() } else { at })
    }

    fn unit(&self) -> &'static str {
        "row"
    }
}

/// Where the row ends that the bytes begin with; none if that is yet to come.
fn row_end(bytes: &[u8]) -> Option<usize> {
    let tag = memchr::memchr(b'>', bytes)?;
    if bytes[tag - 1] == b'/' {
        return Some(tag + 1);
    }
    Some(memmem::find(bytes, b"</row>")? + b"</row>".len())
}

/// The number of a row and its cells, those that are left out being empty.
fn cells_of(text: &str, shared: &Shared) -> Result<(u64, Vec<String>), Problem> {
    let mut tokens = Tokens::new(text);
    let Some(Token::Start(row)) = tokens.next()? else { return Ok((0, Vec::new())) };
    let number = row.attribute("r").and_then(|number| number.parse().ok()).unwrap_or_default();
    let mut cells: Vec<String> = Vec::new();
    while let Some(cell) = tokens.child(row)? {
        if local(&cell) != "c" {
            tokens.skip(cell)?;
            continue;
        }
        let column = match cell.attribute("r") {
            Some(place) => column_of(&place)?,
            None => cells.len(),
        };
        let words = cell_of(&mut tokens, cell, shared)?;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = words;
    }
    Ok((number, cells))
}

/// The column of a place such as `AN106`, counted from 0.
fn column_of(place: &str) -> Result<usize, Problem> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let column =
        letters.take(4).fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    if !(1..=MOST_COLUMNS).contains(&column) {
        return Err(Problem::Table {
            expected: "a place such as `A1`".to_owned(),
            found: format!("`{}`", crate::markup::excerpt(place)),
        });
    }
    Ok(column - 1)
}

fn cell_of<'t>(tokens: &mut Tokens<'t>, cell: Tag<'t>, shared: &Shared) -> Result<String, Problem> {
    let kind = cell.attribute("t").unwrap_or_default().into_owned();
    let is_date = || {
        let style = cell.attribute("s").and_then(|style| style.parse::<usize>().ok());
        style.and_then(|style| shared.dates.get(style)).copied().unwrap_or_default()
    };
    let mut words = String::new();
    while let Some(child) = tokens.child(cell)? {
        match local(&child) {
            "is" => words = rich_text(tokens, child)?,
            "v" if kind == "str" => words = text_of(tokens, child)?,
            "v" => {
                let value = value_of(tokens, child)?;
                words = match kind.as_str() {
                    "s" => value.parse().ok().and_then(|number: usize| shared.words.get(number)).cloned().ok_or_else(
                        || {
                            let expected = "the number of a shared text".to_owned();
                            Problem::Table { expected, found: format!("`{}`", crate::markup::excerpt(&value)) }
                        },
                    )?,
                    "b" => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
                    "e" => String::new(),
                    "" | "n" if is_date() => day_of(&value, shared.origin).unwrap_or(value),
                    _ => value,
                };
            }
            _ => tokens.skip(child)?,
        }
    }
    Ok(words)
}

/// The day that a number of days is, as `2020-02-17`; a time of day is dropped.
fn day_of(value: &str, origin: Date) -> Option<String> {
    let days: i64 = value.split('.').next()?.parse().ok()?;
    if !(0..3_000_000).contains(&days) {
        return None;
    }
    Some(origin.checked_add(days.days()).ok()?.to_string())
}
