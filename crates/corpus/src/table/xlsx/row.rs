//! The rows of one sheet, as its bytes come.

use super::book::{Shared, rich_text};
use super::{Tag, Token, Tokens, local};
use crate::markup::{text_of, value_of};
use crate::read::{Feeder, Progress, Sink};
use crate::table::cell::{Content, SheetRow};
use crate::window::LONGEST;
use crate::{Problem, ReadError};
use memchr::memmem;
use std::rc::Rc;

/// The last column that a sheet can have.
const MOST_COLUMNS: usize = 16_384;

/// What takes the rows of a sheet.
pub(crate) trait TakeRows {
    /// A row, or what is wrong with it. False: no more are wanted.
    fn row(
        &mut self,
        number: u64,
        row: Result<SheetRow, Problem>,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<bool, ReadError>;

    /// Nothing more comes.
    fn end(&mut self, progress: &mut Progress, sink: &mut Sink<'_>) -> Result<(), ReadError>;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Before,
    Inside,
    After,
}

/// Reads the rows of one sheet.
pub(crate) struct Sheet<T> {
    shared: Rc<Shared>,
    pub(crate) rows: T,
    position: Position,
    /// The prefix of the names of its elements, with its colon.
    prefix: String,
    /// The number of the row before.
    number: u64,
}

impl<T: TakeRows> Sheet<T> {
    pub(crate) fn new(shared: Rc<Shared>, rows: T) -> Self {
        Self { shared, rows, position: Position::Before, prefix: String::new(), number: 0 }
    }

    /// False: no more rows are wanted.
    fn row(&mut self, bytes: &[u8], progress: &mut Progress, sink: &mut Sink<'_>) -> Result<bool, ReadError> {
        let row = std::str::from_utf8(bytes)
            .map_err(|error| Problem::Encoding { found: crate::format::guess(&bytes[error.valid_up_to()..]) })
            .and_then(|text| cells_of(text, self.number + 1, &self.shared));
        self.number = row.as_ref().map_or(self.number + 1, |row| row.number);
        self.rows.row(self.number, row, progress, sink)
    }
}

fn cut_off(expected: &str) -> ReadError {
    Problem::markup(format!("`{expected}` in the sheet"), "its end").into()
}

impl<T: TakeRows> Feeder for Sheet<T> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        let mut at = 0;
        if self.position == Position::Before {
            let Some((prefix, start, end)) = data_start(bytes) else {
                return if last { Err(cut_off("<sheetData>")) } else { Ok(0) };
            };
            self.prefix = String::from_utf8_lossy(prefix).into_owned();
            self.position = if bytes[start..end].ends_with(b"/>") { Position::After } else { Position::Inside };
            at = end;
        }
        let (data_end, row_start, row_close) = (
            format!("</{}sheetData>", self.prefix),
            format!("<{}row", self.prefix),
            memmem::Finder::new(&format!("</{}row>", self.prefix)).into_owned(),
        );
        while self.position == Position::Inside {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let rest = &bytes[at..];
            if rest.starts_with(data_end.as_bytes()) {
                self.position = Position::After;
            } else if rest.starts_with(row_start.as_bytes()) {
                let Some(end) = row_end(rest, &row_close) else {
                    if last {
                        return Err(cut_off("</row>"));
                    }
                    break;
                };
                if end > LONGEST {
                    return Err(Problem::TooLong { what: "row", limit_bytes: LONGEST }.into());
                }
                if !self.row(&rest[..end], progress, sink)? {
                    self.position = Position::After;
                }
                at += end;
            } else if last || rest.len() >= data_end.len() {
                let rest = String::from_utf8_lossy(&rest[..rest.len().min(80)]);
                let found =
                    if rest.is_empty() { "its end".to_owned() } else { format!("`{}`", crate::markup::excerpt(&rest)) };
                return Err(Problem::markup("`<row>` or `</sheetData>` in the sheet", found).into());
            } else {
                break;
            }
        }
        if last {
            self.rows.end(progress, sink)?;
        }
        // What stands behind the rows is no table.
        Ok(if self.position == Position::After { bytes.len() } else { at })
    }

    fn unit(&self) -> &'static str {
        "row"
    }
}

/// The tag that opens the rows: the prefix of its name, where it begins and where it ends; none if it is yet to come.
pub(super) fn data_start(bytes: &[u8]) -> Option<(&[u8], usize, usize)> {
    let name = memmem::find_iter(bytes, b"sheetData").find(|at| {
        matches!(bytes.get(at.wrapping_sub(1)), Some(b'<' | b':'))
            && !matches!(bytes.get(at + 9), Some(b'a'..=b'z' | b'A'..=b'Z'))
    })?;
    let start = memchr::memrchr(b'<', &bytes[..name])?;
    let end = name + memchr::memchr(b'>', &bytes[name..])? + 1;
    Some((&bytes[start + 1..name], start, end))
}

/// Where the row ends that the bytes begin with; none if that is yet to come.
fn row_end(bytes: &[u8], close: &memmem::Finder<'_>) -> Option<usize> {
    let tag = memchr::memchr(b'>', bytes)?;
    if bytes[tag - 1] == b'/' {
        return Some(tag + 1);
    }
    Some(close.find(bytes)? + close.needle().len())
}

/// A row; `due` is its number if it names none.
fn cells_of(text: &str, due: u64, shared: &Shared) -> Result<SheetRow, Problem> {
    let mut tokens = Tokens::new(text);
    let Some(Token::Start(row)) = tokens.next()? else {
        return Ok(SheetRow { number: due, hidden: false, cells: Vec::new() });
    };
    let number = row.attribute("r").and_then(|number| number.parse().ok()).unwrap_or(due);
    let is_set = |name| row.attribute(name).is_some_and(|value| value == "1" || value == "true");
    let flat = || row.attribute("ht").is_some_and(|height| height.parse() == Ok(0.0_f64));
    let hidden = is_set("hidden") || flat();
    let mut cells: Vec<Content> = Vec::new();
    while let Some(cell) = tokens.child(row)? {
        if local(&cell) != "c" {
            tokens.skip(cell)?;
            continue;
        }
        let column = match cell.attribute("r") {
            Some(place) => column_of(&place)?,
            None => cells.len(),
        };
        let content = cell_of(&mut tokens, cell, shared)?;
        if content == Content::Empty && column >= cells.len() {
            // Formatted and empty: sheets have thousands of those behind their last column.
            continue;
        }
        if cells.len() <= column {
            cells.resize(column + 1, Content::Empty);
        }
        cells[column] = content;
    }
    Ok(SheetRow { number, hidden, cells })
}

/// The column of a place such as `AN106`, counted from 0.
pub(super) fn column_of(place: &str) -> Result<usize, Problem> {
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

fn cell_of<'t>(tokens: &mut Tokens<'t>, cell: Tag<'t>, shared: &Shared) -> Result<Content, Problem> {
    let kind = cell.attribute("t").unwrap_or_default();
    let (mut formula, mut content) = (false, Content::Empty);
    while let Some(child) = tokens.child(cell)? {
        match local(&child) {
            "is" => content = Content::Text(rich_text(tokens, child)?),
            "v" if kind == "str" => content = Content::Text(text_of(tokens, child)?),
            "v" => {
                let value = value_of(tokens, child)?;
                content = match &*kind {
                    "s" => value.parse().ok().and_then(|number: usize| shared.words.get(number)).map_or_else(
                        || {
                            let expected = "the number of a shared text".to_owned();
                            Err(Problem::Table { expected, found: format!("`{}`", crate::markup::excerpt(&value)) })
                        },
                        |words| Ok(Content::Text(words.clone())),
                    )?,
                    "b" => Content::Flag(value == "1"),
                    "e" => Content::Error(value),
                    "" | "n" if value.is_empty() => Content::Empty,
                    "" | "n" => {
                        let style = cell.attribute("s").and_then(|style| style.parse::<usize>().ok());
                        let shown = style.and_then(|style| shared.shown.get(style)).copied().unwrap_or_default();
                        Content::Number { digits: value, shown }
                    }
                    _ => Content::Text(value),
                };
            }
            name => {
                formula |= name == "f";
                tokens.skip(child)?;
            }
        }
    }
    Ok(if formula && content == Content::Empty { Content::Unvalued } else { content })
}
