//! The template as CSV: UTF-8 with its mark and CRLF, as Excel opens it right.
//!
//! What a spreadsheet would take for a formula stands behind a `'`; reading takes it off again.

use super::written::Names;
use crate::sheet::{EXAMPLE, MARGIN};
use crate::{Entry, Holds, Register};
use plan::{Language, Plan};

/// The template as CSV: the head and a row that is an example.
#[must_use]
pub fn template_csv(register: &Register, plan: &Plan, language: Language) -> Vec<u8> {
    template_csv_with(register, plan, &[], language)
}

/// As [`template_csv`], with rows filled in. Read again they are the same entries.
#[must_use]
pub fn template_csv_with(register: &Register, plan: &Plan, entries: &[Entry], language: Language) -> Vec<u8> {
    let names = Names::new(plan, language);
    let mut text = String::from("\u{feff}");
    let headers = register.columns.iter().map(|column| language.of(&column.header.ja, &column.header.en).clone());
    line(&mut text, std::iter::once(language.of(MARGIN[0], MARGIN[1]).to_owned()).chain(headers));
    let examples = register.columns.iter().map(|column| column.example.clone());
    line(&mut text, std::iter::once(language.of(EXAMPLE[0], EXAMPLE[1]).to_owned()).chain(examples));
    for entry in entries {
        let cells = register.columns.iter().map(|column| {
            let values = entry.values.get(&column.id).into_iter().flatten();
            let words: Vec<String> = values.map(|value| names.text(column, value)).collect();
            let words = words.join("\n");
            if column.holds == Holds::Words && is_dangerous(&words) { format!("'{words}") } else { words }
        });
        line(&mut text, std::iter::once(String::new()).chain(cells));
    }
    text.into_bytes()
}

/// Whether a spreadsheet would work a text out, or reading would take a `'` off.
fn is_dangerous(words: &str) -> bool {
    words.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}
