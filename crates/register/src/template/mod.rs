//! Templates out: what an office fills, empty or with what is known already.
//!
//! The decision to question: **both languages are in every workbook**, the asked one first. An office sends a template on to partners, and
//! whichever sheet comes back filled is read; nobody has to ask for the other one.
//!
//! The same definition gives the same bytes, whenever and wherever it is written.

mod csv;
mod guide;
mod sheet;
mod written;

use crate::{Entry, Register};
use guide::Lists;
use plan::{Language, Plan};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

pub use csv::{template_csv, template_csv_with};

/// A workbook that could not be written: a definition or an entry holds what Excel cannot.
#[derive(Debug, thiserror::Error)]
#[error(
    "expected a workbook that Excel can hold, found: {0}\nhint: shorten the texts of the register's definition, or hand out fewer rows"
)]
pub struct TemplateError(#[from] XlsxError);

/// The workbook that an office fills: a sheet in each language with heads, drop-downs, notes and an example, and beside each a page that
/// explains the columns. `first` stands first. Handed in as it is, it holds no row.
///
/// # Errors
/// If the definition holds more than Excel can.
pub fn template(register: &Register, plan: &Plan, first: Language) -> Result<Vec<u8>, TemplateError> {
    template_with(register, plan, &[], first)
}

/// As [`template`], with rows filled in on the first sheet: what is known already, for whoever confirms it or adds to it. Read again they are
/// the same entries.
///
/// # Errors
/// If an entry holds more than Excel can: a million rows, or a value of 32,767 letters.
pub fn template_with(
    register: &Register,
    plan: &Plan,
    entries: &[Entry],
    first: Language,
) -> Result<Vec<u8>, TemplateError> {
    let rows: Vec<RequestRow> =
        entries.iter().map(|entry| RequestRow { entry: entry.clone(), ..RequestRow::default() }).collect();
    workbook(register, plan, &rows, "", first)
}

/// A row of a request.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RequestRow {
    /// What is known of it.
    pub entry: Entry,
    /// The words that show it; they stand in a column of their own that is not read.
    pub note: String,
    /// Whether nobody has confirmed it: then it is not read before somebody takes its mark away.
    pub is_candidate: bool,
}

/// A request: the workbook of [`template`] with what is known already and what was found, each with the words that show it, and a line below
/// them (`closing`) that is not read either. Handed in again as it is, it changes nothing.
///
/// # Errors
/// If a row holds more than Excel can.
pub fn request(
    register: &Register,
    plan: &Plan,
    rows: &[RequestRow],
    closing: &str,
    first: Language,
) -> Result<Vec<u8>, TemplateError> {
    workbook(register, plan, rows, closing, first)
}

fn workbook(
    register: &Register,
    plan: &Plan,
    rows: &[RequestRow],
    closing: &str,
    first: Language,
) -> Result<Vec<u8>, TemplateError> {
    let mut workbook = Workbook::new();
    // The day of writing would make two files of one definition.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&register.title.ja).set_creation_datetime(&made));
    let lists = Lists::new(register, plan);
    let second = first.of(Language::En, Language::Ja);
    for (language, rows, closing) in [(first, rows, closing), (second, &[][..], "")] {
        sheet::write(workbook.add_worksheet(), register, plan, &lists, (rows, closing), language)?;
        guide::write(workbook.add_worksheet(), register, language)?;
    }
    lists.write(workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}
