//! What a workbook that came back says in its fields. A hidden sheet names them; each stands there with a formula that Excel moves along
//! when rows are inserted, and with its place as it was.

use corpus::{Content, Spreadsheet};
use documents::{Error, FIELDS_SHEET, Opened, Sent, Tagged, shortened};
use indicator::{amount_in_words, parse_amount};
use plan::{FiscalYear, Language};
use std::collections::HashMap;

/// Cells of a sheet by row (from 1) and column (from 0).
type Cells = HashMap<(u64, usize), String>;

/// Opens a workbook that came back.
///
/// # Errors
/// If it is no workbook of a form, or damaged.
pub fn read_xlsx(bytes: &[u8]) -> Result<Opened, Error> {
    let wrong = |problem: String| Error::Read {
        place: "the workbook".to_owned(),
        problem,
        hint: "hand in the workbook that `shirube report` or the page of forms gave".to_owned(),
    };
    let book = Spreadsheet::open(bytes).map_err(|error| wrong(error.to_string()))?;
    let sheets: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let at = sheets.iter().position(|name| name == FIELDS_SHEET);
    let at =
        at.ok_or_else(|| wrong(format!("expected the hidden sheet `{FIELDS_SHEET}` with its fields, found none")))?;
    let mut cells: Vec<Cells> = Vec::new();
    for index in 0..sheets.len() {
        cells.push(cells_of(&book, index).map_err(|error| wrong(error.to_string()))?);
    }
    let fields = std::mem::take(&mut cells[at]);
    let said = |row: u64, column: usize| fields.get(&(row, column)).cloned().unwrap_or_default();
    let mut opened = Opened { sent: sent(&said), ..Opened::default() };
    let last = fields.keys().map(|(row, _)| *row).max().unwrap_or(1);
    let mut taken: Vec<(usize, (u64, usize))> = Vec::new();
    for row in 2..=last {
        let (path, now, before, place, text) = (said(row, 0), said(row, 1), said(row, 2), said(row, 3), said(row, 4));
        if !text.is_empty() {
            opened.original_texts.push(text);
        }
        if path.is_empty() {
            continue;
        }
        let there = placed(&place, &sheets);
        let cell = there.and_then(|(sheet, at)| cells[sheet].get(&at).cloned());
        let is_worked_out = fields.contains_key(&(row, 1));
        let text = match (is_worked_out, cell) {
            // Excel gives 0 for a cell that was emptied; and what was long stands shortened until it is worked out again.
            (true, cell) if now == "0" && before != "0" && cell.as_deref().unwrap_or_default().is_empty() => {
                String::new()
            }
            (true, _) if now == shortened(&before) => before.clone(),
            (true, _) => now,
            (false, cell) => cell.unwrap_or_default(),
        };
        taken.extend(there);
        let text = if is_same_number(&text, &before) { before.clone() } else { text };
        opened.original.push((path.clone(), before));
        opened.tagged.push(Tagged { tag: path, number: None, text });
    }
    for (index, cells) in cells.iter().enumerate().filter(|(index, _)| *index != at) {
        let mut around: Vec<(&(u64, usize), &String)> =
            cells.iter().filter(|(at, text)| !text.is_empty() && !taken.contains(&(index, **at))).collect();
        around.sort();
        opened.texts.extend(around.into_iter().map(|(_, text)| text.clone()));
    }
    if opened.original_texts.is_empty() {
        opened.texts.clear();
    }
    Ok(opened)
}

/// What the first row says: form, subject, change, years, language.
fn sent(said: &dyn Fn(u64, usize) -> String) -> Option<Sent> {
    let year = |column: usize| said(1, column).parse().ok().map(FiscalYear);
    Some(Sent {
        form: Some(said(1, 0)).filter(|form| !form.is_empty())?,
        subject: said(1, 1),
        change: said(1, 2).parse().ok()?,
        years: year(3)?..=year(4)?,
        language: if said(1, 5) == "en" { Language::En } else { Language::Ja },
    })
}

fn cells_of(book: &Spreadsheet<'_>, sheet: usize) -> Result<Cells, corpus::ReadError> {
    let mut cells = Cells::new();
    book.rows(sheet, &mut |number, row| {
        // A row that cannot be read lacks its fields, and they are told as missing.
        for (column, cell) in row.iter().flat_map(|row| row.cells.iter().enumerate()) {
            if let Some(text) = in_words(cell) {
                cells.insert((number, column), text);
            }
        }
        true
    })?;
    Ok(cells)
}

/// What a cell says; nothing where nobody has worked it out.
fn in_words(cell: &Content) -> Option<String> {
    match cell {
        Content::Empty | Content::Unvalued => None,
        Content::Text(text) | Content::Error(text) => Some(text.clone()),
        Content::Number { digits, .. } => Some(digits.clone()),
        Content::Flag(flag) => Some(if *flag { "TRUE" } else { "FALSE" }.to_owned()),
    }
}

/// `'指標'!$C$5` as the sheet and the cell in it.
fn placed(place: &str, sheets: &[String]) -> Option<(usize, (u64, usize))> {
    let (sheet, cell) = place.rsplit_once('!')?;
    let sheet = sheet.trim_matches('\'').replace("''", "'");
    let sheet = sheets.iter().position(|name| *name == sheet)?;
    let cell = cell.replace('$', "");
    let at = cell.find(|one: char| one.is_ascii_digit())?;
    let column = cell[..at].bytes().try_fold(0_usize, |sum, letter| {
        letter.is_ascii_uppercase().then(|| sum.saturating_mul(26) + usize::from(letter - b'A') + 1)
    })?;
    Some((sheet, (cell[at..].parse().ok()?, column.checked_sub(1)?)))
}

/// Whether what a cell holds is the number that was shown: `1340` was `1,340`, `0.333333` was `0.33`.
fn is_same_number(held: &str, shown: &str) -> bool {
    held != shown && parse_amount(held).is_some_and(|amount| amount_in_words(&amount) == shown)
}
