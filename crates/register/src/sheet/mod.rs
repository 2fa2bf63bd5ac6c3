//! What an office hands in, read: a spreadsheet into entries and refusals.
//!
//! The decision to question: **what is hidden is refused, not read and not passed over.** A filter hides rows that are meant, a hand
//! hides rows that are not, and a file does not say which of the two it was; whoever shows or deletes them does.
//! Other choices of this kind: a cell merged over rows is the value of each of them, unless it is a number, which would be counted several
//! times; a column that the register does not know is passed over and told, unless its head is nearly one that is missing.

mod error;
mod head;
mod reason;
mod refusal;
mod row;
mod value;
mod words;

use crate::{Entry, Register};
use corpus::{Layout, Problem, ReadError, SheetRow, Spreadsheet};
use head::{Head, Heads, SEARCHED};
use plan::Plan;
use row::Rows;
use value::Meanings;

pub(crate) use head::{CANDIDATE, EXAMPLE, MARGIN, REMARK};
pub(crate) use words::letters;

pub use error::{NearRegister, SheetError};
pub use reason::Reason;
pub use refusal::{ColumnPlace, Note, NoteKind, Refusal};

/// The largest file that is read.
const LARGEST: usize = 128 << 20;
/// So many refusals are listed; the rest is counted.
const LISTED: usize = 1_000;

/// What was handed in.
#[derive(Debug)]
pub struct HandIn<'r> {
    /// Whose rows they are.
    pub register: &'r Register,
    /// The rows that were understood, in order; empty if they were handed on one by one ([`read_sheets_each`]).
    pub entries: Vec<Entry>,
    /// How many rows were understood.
    pub read: u64,
    /// What was refused, in order of sheets and rows; at most a thousand of it.
    pub refused: Vec<Refusal>,
    /// How much was refused in all.
    pub refused_in_all: u64,
    /// What was passed over, or read in a way that should be known.
    pub notes: Vec<Note>,
}

/// Reads a spreadsheet: CSV (UTF-8, UTF-16, CP932, EUC-JP; comma, tab, semicolon) or XLSX, by what its bytes are.
///
/// The register is known by the heads of the columns. Give one register alone to say which it is. Everything wrong is refused at once,
/// row by row; where a head is wrong, its rows are checked all the same and none is given.
///
/// # Errors
/// If nothing in the file can be read: it is no spreadsheet, is damaged, or has the head of no register.
pub fn read_sheets<'r>(bytes: &[u8], registers: &'r [Register], plan: &Plan) -> Result<HandIn<'r>, SheetError> {
    let mut entries = Vec::new();
    let mut hand_in = read_sheets_each(bytes, registers, plan, &mut |entry| entries.push(entry))?;
    hand_in.entries = entries;
    Ok(hand_in)
}

/// As [`read_sheets`], in memory that does not grow with the number of rows: each entry is handed on as it is read. Whoever takes them and
/// does not want a file in part looks at [`HandIn::refused`] before keeping any.
///
/// # Errors
/// As [`read_sheets`]; some entries may have been given before.
pub fn read_sheets_each<'r>(
    bytes: &[u8],
    registers: &'r [Register],
    plan: &Plan,
    take: &mut dyn FnMut(Entry),
) -> Result<HandIn<'r>, SheetError> {
    let spreadsheet = opened(bytes)?;
    let found = heads_of(&spreadsheet, registers)?;
    let register = one_register(&spreadsheet, registers, &found.sheets)?;
    let known = &registers[register];
    let meanings = Meanings::new(&known.columns, plan, spreadsheet.calendar(), spreadsheet.is_workbook());
    let mut rows = Rows::new(known, &meanings, take);
    for name in found.passed_over {
        rows.note(&name, NoteKind::SheetPassedOver);
    }
    for Found { sheet, head, layout } in found.sheets.iter().filter(|found| found.head.register == register) {
        let info = &spreadsheet.sheets()[*sheet];
        rows.begin(&info.name, info.hidden, head, layout);
        let read = spreadsheet.rows(*sheet, &mut |number, row| {
            if number > head.rows.1 {
                rows.row(number, row);
            }
            true
        });
        rows.end();
        read.map_err(SheetError::Damaged)?;
    }
    let outcome = rows.finish();
    Ok(HandIn {
        register: known,
        entries: Vec::new(),
        read: outcome.read,
        refused: outcome.refused,
        refused_in_all: outcome.refused_in_all,
        notes: outcome.notes,
    })
}

/// The spreadsheet that the bytes are.
fn opened(bytes: &[u8]) -> Result<Spreadsheet<'_>, SheetError> {
    if bytes.len() > LARGEST {
        return Err(SheetError::TooLarge { most_mib: LARGEST >> 20 });
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    let holds = |name: &str| bytes.windows(name.len()).take(1 << 20).any(|part| part == name.as_bytes());
    if begins(b"\xd0\xcf\x11\xe0") {
        return Err(SheetError::OldOrLocked);
    }
    if begins(b"%PDF") {
        return Err(SheetError::Pdf);
    }
    if begins(b"\x1f\x8b") || begins(b"7z\xbc\xaf") || begins(b"Rar!") {
        return Err(SheetError::OtherArchive);
    }
    if text.starts_with(b"<") {
        return Err(SheetError::Page);
    }
    let is_zip = begins(b"PK");
    Spreadsheet::open(bytes).map_err(|error| match error.problem {
        Problem::Empty => SheetError::Empty,
        Problem::Encoding { .. } if !is_zip => SheetError::Encoding,
        Problem::Format { .. } if holds("opendocument") => SheetError::OpenDocument,
        Problem::Format { .. } if holds("xl/workbook.bin") || memory_end_holds(bytes, "xl/workbook.bin") => {
            SheetError::BinaryWorkbook
        }
        Problem::Format { .. } => SheetError::OtherArchive,
        problem => SheetError::Damaged(ReadError { problem, ..error }),
    })
}

/// The directory of a zip stands at its end.
fn memory_end_holds(bytes: &[u8], name: &str) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(1 << 16)..];
    tail.windows(name.len()).any(|part| part == name.as_bytes())
}

/// A sheet with the head of a register.
struct Found {
    sheet: usize,
    head: Head,
    layout: Layout,
}

struct AllFound {
    sheets: Vec<Found>,
    /// Sheets with rows and without a head.
    passed_over: Vec<String>,
}

fn heads_of(spreadsheet: &Spreadsheet<'_>, registers: &[Register]) -> Result<AllFound, SheetError> {
    let heads = Heads::new(registers);
    let (mut sheets, mut passed_over, mut nearest, mut first_row) = (Vec::new(), Vec::new(), Vec::new(), String::new());
    for (sheet, info) in spreadsheet.sheets().iter().enumerate() {
        let mut rows: Vec<SheetRow> = Vec::new();
        let read = spreadsheet.rows(sheet, &mut |_, row| {
            rows.extend(row);
            rows.len() < SEARCHED
        });
        read.map_err(SheetError::Damaged)?;
        if rows.is_empty() || is_guide(&rows) {
            continue;
        }
        let layout = spreadsheet.layout(sheet).map_err(SheetError::Damaged)?;
        match heads.find(&rows, &layout) {
            Ok(head) => sheets.push(Found { sheet, head, layout }),
            Err(near) => {
                if first_row.is_empty() {
                    first_row = row::in_words(&rows[0]);
                }
                nearest.extend(near);
                if !info.hidden {
                    passed_over.push(info.name.clone());
                }
            }
        }
    }
    if !sheets.is_empty() {
        return Ok(AllFound { sheets, passed_over });
    }
    if first_row.is_empty() {
        return Err(SheetError::Empty);
    }
    nearest.sort_by_key(|near| (usize::MAX - near.matched, near.register));
    nearest.dedup_by_key(|near| near.register);
    let nearest = nearest.into_iter().take(3).map(|near| near_register(&registers[near.register], near.matched));
    Err(SheetError::UnknownRegister { found: words::cut(&first_row), nearest: nearest.collect() })
}

fn near_register(register: &Register, matched: usize) -> NearRegister {
    let required = register.columns.iter().filter(|column| column.required);
    NearRegister {
        id: register.id.clone(),
        title: register.title.clone(),
        matched,
        missing: required.map(|column| column.header.clone()).collect(),
    }
}

/// The template's own pages of explanations and lists.
fn is_guide(rows: &[SheetRow]) -> bool {
    rows.first().is_some_and(|row| row::in_words(row).starts_with(crate::sheet::GUIDE_MARK))
}

/// What the template's pages of explanations begin with.
pub(crate) const GUIDE_MARK: &str = "guide:";

/// The one register whose sheets are filled.
fn one_register(spreadsheet: &Spreadsheet<'_>, registers: &[Register], sheets: &[Found]) -> Result<usize, SheetError> {
    let mut filled: Vec<usize> = Vec::new();
    for found in sheets {
        let mut is_filled = false;
        let read = spreadsheet.rows(found.sheet, &mut |number, row| {
            let example = row.as_ref().is_ok_and(|row| row::is_marked_example(row, &found.head));
            is_filled |= number > found.head.rows.1 && !example;
            !is_filled
        });
        read.map_err(SheetError::Damaged)?;
        if is_filled && !filled.contains(&found.head.register) {
            filled.push(found.head.register);
        }
    }
    match (filled.as_slice(), sheets) {
        ([one], _) => Ok(*one),
        ([], [first, ..]) => Ok(first.head.register),
        ([], []) => Err(SheetError::Empty),
        _ => Err(SheetError::SeveralRegisters {
            titles: filled.iter().map(|register| registers[*register].title.ja.clone()).collect(),
        }),
    }
}
