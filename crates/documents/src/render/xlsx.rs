//! Excel: a sheet for each table (tables of one sheet below each other), the prose on a sheet of its own.
//!
//! A hidden sheet names every field, where it stands (a formula, so that Excel moves it along when rows are inserted) and what was in it
//! when the form was sent; a returned workbook is read at these.

use crate::docx::{invented, standing_fields};
use crate::grid::{Slot, grid};
use crate::{Align, Block, Cell, Document, Error, Inline, Table, text};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Url, Workbook, Worksheet,
    XlsxError,
};
use std::collections::BTreeMap;

/// The hidden sheet with the fields. Its first row says form, subject, change, first and last year, language; each further row a field: its path,
/// what stands in it now (a formula), what stood there when it was sent, and where that was; beside them a text that is in no field.
pub const FIELDS_SHEET: &str = "_fields";
/// Longest text of a cell that Excel takes, in UTF-16 units.
const LONGEST: usize = 32_767;

/// The workbook.
///
/// # Errors
/// If Excel's limits are passed (rows, lengths).
pub fn xlsx(document: &Document) -> Result<Vec<u8>, Error> {
    build(document).map_err(|error| Error::Write(error.to_string()))
}

fn build(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title(&document.title).set_author("Shirube").set_creation_datetime(&made),
    );
    let mut sheets =
        Sheets { document, sheets: Vec::new(), fields: Vec::new(), texts: Vec::new(), formats: Formats::new() };
    sheets.blocks(&document.blocks)?;
    sheets.standing()?;
    let Sheets { sheets: written, fields, texts, .. } = sheets;
    for sheet in written {
        book.push_worksheet(sheet.sheet);
    }
    book.push_worksheet(fields_sheet(document, &fields, &texts)?);
    book.save_to_buffer()
}

/// A sheet and the next free row.
struct Sheet {
    name: String,
    sheet: Worksheet,
    row: u32,
    columns: u16,
}

/// A field with where it stands.
struct Placed {
    path: String,
    /// `'指標'!$C$5`
    place: String,
    value: String,
}

struct Sheets<'a> {
    document: &'a Document,
    sheets: Vec<Sheet>,
    fields: Vec<Placed>,
    /// What stands in no field.
    texts: Vec<String>,
    formats: Formats,
}

struct Formats {
    title: Format,
    caption: Format,
    head: Format,
    words: Format,
    prose: Format,
    fill: Format,
    number: [Format; 2],
    centre: Format,
}

impl Formats {
    fn new() -> Self {
        let gothic = || Format::new().set_font_name("ＭＳ ゴシック").set_font_size(10);
        let mincho = || Format::new().set_font_name("ＭＳ 明朝").set_font_size(10);
        let cell = || mincho().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
        Self {
            title: gothic().set_font_size(14),
            caption: gothic().set_font_size(11),
            head: gothic()
                .set_border(FormatBorder::Thin)
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00ED_EDED)),
            words: cell(),
            prose: mincho().set_text_wrap().set_align(FormatAlign::Top),
            fill: cell().set_background_color(Color::RGB(0x00FF_F2CC)),
            number: [cell().set_num_format("#,##0"), cell().set_num_format("#,##0.00")],
            centre: cell().set_align(FormatAlign::Center),
        }
    }
}

impl Sheets<'_> {
    /// The sheet of that name, begun with the title if it is new.
    fn sheet(&mut self, name: &str, columns: &[u16], fit: bool) -> Result<usize, XlsxError> {
        let name = sheet_name(name);
        if let Some(at) = self.sheets.iter().position(|sheet| sheet.name == name) {
            return Ok(at);
        }
        let mut sheet = Worksheet::new();
        sheet.set_name(&name)?;
        sheet.set_paper_size(9);
        sheet.set_margins(0.6, 0.6, 0.6, 0.8, 0.3, 0.3);
        if self.document.landscape {
            sheet.set_landscape();
        }
        if fit {
            sheet.set_print_fit_to_pages(1, 0);
        }
        let standing = &self.document.standing;
        let foot = format!("&L&8{}  {}&C&8- &P / &N -", footer_safe(&standing.as_of), footer_safe(&standing.revision));
        sheet.set_footer(&foot);
        for (at, width) in columns.iter().enumerate() {
            sheet.set_column_width(u16::try_from(at).unwrap_or(u16::MAX), f64::from(*width))?;
        }
        sheet.write_string_with_format(0, 0, &self.document.title, &self.formats.title)?;
        self.texts.push(self.document.title.clone());
        let mut row = 1;
        for line in &self.document.lead {
            sheet.write_string(row, 0, cut(&line.text()))?;
            self.texts.push(cut(&line.text()));
            row += 1;
        }
        let columns = u16::try_from(columns.len()).unwrap_or(u16::MAX).max(1);
        self.sheets.push(Sheet { name, sheet, row: row + 1, columns });
        Ok(self.sheets.len() - 1)
    }

    fn prose(&mut self) -> Result<usize, XlsxError> {
        let name = self.document.language.of("本文", "Text");
        self.sheet(name, &[100], true)
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<(), XlsxError> {
        for block in blocks {
            match block {
                Block::Heading(_, words) => {
                    let at = self.prose()?;
                    let sheet = &mut self.sheets[at];
                    sheet.sheet.write_string_with_format(sheet.row, 0, cut(words), &self.formats.caption)?;
                    sheet.row += 1;
                    self.texts.push(cut(words));
                }
                Block::Paragraph(paragraph) => {
                    let at = self.prose()?;
                    self.line(at, &paragraph.inlines)?;
                }
                Block::Table(table) => self.table(table)?,
                Block::Section(section) => self.blocks(&section.blocks)?,
                Block::PageBreak => {}
            }
        }
        Ok(())
    }

    /// A paragraph in a cell of its own; a field in it is the whole cell, its words before it.
    fn line(&mut self, at: usize, inlines: &[Inline]) -> Result<(), XlsxError> {
        let fields = inlines.iter().filter(|inline| matches!(inline, Inline::Field(_))).count();
        let row = self.sheets[at].row;
        if fields == 1 && inlines.len() <= 2 {
            let sheet = &mut self.sheets[at];
            for inline in inlines {
                match inline {
                    Inline::Field(field) => {
                        let row = sheet.row;
                        let shown = field.shown(self.document.language);
                        let format = if field.is_unfilled() { &self.formats.fill } else { &self.formats.prose };
                        write_words(&mut sheet.sheet, row, 0, &shown, field.address.as_deref(), format)?;
                        self.fields.push(Placed {
                            path: field.path(),
                            place: place(&sheet.name, row, 0),
                            value: shown,
                        });
                    }
                    other => {
                        let words = text(std::slice::from_ref(other));
                        sheet.sheet.write_string_with_format(sheet.row, 0, cut(&words), &self.formats.prose)?;
                        self.texts.push(cut(&words));
                    }
                }
                sheet.row += 1;
            }
            return Ok(());
        }
        let sheet = &mut self.sheets[at];
        sheet.sheet.write_string_with_format(row, 0, cut(&text(inlines)), &self.formats.prose)?;
        sheet.row += 1;
        self.texts.push(cut(&text(inlines)));
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        let name = if table.sheet.is_empty() { table.name } else { &table.sheet };
        let whole: u32 = table.columns.iter().map(|column| u32::from(column.width.max(1))).sum::<u32>().max(1);
        // An A4 page on its side holds about 150 characters of ten points.
        let page = if self.document.landscape { 150 } else { 100 };
        let widths: Vec<u16> = table
            .columns
            .iter()
            .map(|column| u16::try_from(u32::from(column.width.max(1)) * page / whole).unwrap_or(10).clamp(5, 80))
            .collect();
        let at = self.sheet(name, &widths, true)?;
        if !table.caption.is_empty() {
            let sheet = &mut self.sheets[at];
            sheet.sheet.write_string_with_format(sheet.row, 0, cut(&table.caption), &self.formats.caption)?;
            sheet.row += 1;
            self.texts.push(cut(&table.caption));
        }
        if table.rows.is_empty() {
            let sheet = &mut self.sheets[at];
            sheet.sheet.write_string(sheet.row, 0, cut(&table.empty))?;
            sheet.row += 2;
            self.texts.push(cut(&table.empty));
            return Ok(());
        }
        let head_at = self.sheets[at].row;
        self.rows(at, table, &table.head, true)?;
        let sheet = &mut self.sheets[at];
        if head_at < 12 && !table.head.is_empty() && sheet.row > head_at {
            sheet.sheet.set_repeat_rows(head_at, sheet.row - 1)?;
            sheet.sheet.set_freeze_panes(sheet.row, 0)?;
        }
        self.rows(at, table, &table.rows, false)?;
        self.sheets[at].row += 1;
        Ok(())
    }

    fn rows(&mut self, at: usize, table: &Table, rows: &[crate::Row], head: bool) -> Result<(), XlsxError> {
        for slots in grid(table, rows) {
            for (index, slot) in slots.iter().enumerate() {
                let (row, column) = (self.sheets[at].row, u16::try_from(index).unwrap_or(u16::MAX));
                match slot {
                    Slot::Begins(cell) => {
                        let align = table.columns.get(index).map_or(Align::Left, |column| column.align);
                        self.cell(at, (row, column), cell, align, head)?;
                    }
                    Slot::Empty => {
                        self.sheets[at].sheet.write_blank(row, column, &self.formats.words)?;
                    }
                    Slot::FromLeft(_) | Slot::FromAbove(_) => {}
                }
            }
            self.sheets[at].row += 1;
        }
        Ok(())
    }

    fn cell(
        &mut self,
        at: usize,
        (row, column): (u32, u16),
        cell: &Cell,
        align: Align,
        head: bool,
    ) -> Result<(), XlsxError> {
        let (language, formats) = (self.document.language, &self.formats);
        let sheet = &mut self.sheets[at];
        let format = match (head || cell.head, align) {
            (true, _) => &formats.head,
            (false, Align::Centre) => &formats.centre,
            (false, _) => &formats.words,
        };
        let rows = u32::try_from(cell.rows).unwrap_or(1);
        let columns = u16::try_from(cell.columns).unwrap_or(1);
        if rows > 1 || columns > 1 {
            sheet.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", format)?;
        }
        let field = match cell.inlines.as_slice() {
            [Inline::Field(field)] => Some(field),
            _ => None,
        };
        let Some(field) = field else {
            let words: String = cell
                .inlines
                .iter()
                .map(|inline| match inline {
                    Inline::Field(field) => field.shown(language),
                    other => text(std::slice::from_ref(other)),
                })
                .collect();
            sheet.sheet.write_string_with_format(row, column, cut(&words), format)?;
            self.texts.push(cut(&words));
            return Ok(());
        };
        let shown = field.shown(language);
        let placed = place(&sheet.name, row, column);
        match field.number.as_ref().and_then(number) {
            Some((value, whole)) => {
                let format = &formats.number[usize::from(!whole)];
                if let Some(address) = &field.address {
                    sheet.sheet.write_url_with_format(row, column, Url::new(address), format)?;
                }
                sheet.sheet.write_number_with_format(row, column, value, format)?;
            }
            None => {
                let format = if field.is_unfilled() { &formats.fill } else { format };
                write_words(&mut sheet.sheet, row, column, &shown, field.address.as_deref(), format)?;
            }
        }
        if !field.beside.is_empty() {
            let note = rust_xlsxwriter::Note::new(&field.beside).add_author_prefix(false);
            sheet.sheet.insert_note(row, column, &note)?;
        }
        self.fields.push(Placed { path: field.path(), place: placed, value: shown });
        Ok(())
    }

    /// What the figures rest on, below everything on the first sheet.
    fn standing(&mut self) -> Result<(), XlsxError> {
        let language = self.document.language;
        let at = if self.sheets.is_empty() { self.prose()? } else { 0 };
        let sheet = &mut self.sheets[at];
        let named: BTreeMap<String, String> =
            standing_fields(self.document).into_iter().map(|field| (field.id, field.value)).collect();
        let says = [
            (language.of("基準日：", "As of: "), "standing-as-of"),
            (language.of("プランの版：", "Revision of the plan: "), "standing-revision"),
            (language.of("収集範囲：", "What was read: "), "standing-coverage"),
        ];
        for (name, id) in says {
            let words = format!("{name}{}", named.get(id).map_or("", String::as_str));
            sheet.sheet.write_string(sheet.row, 0, cut(&words))?;
            sheet.row += 1;
            self.texts.push(cut(&words));
        }
        if self.document.standing.invented {
            sheet.sheet.write_string(sheet.row, 0, invented(language))?;
            sheet.row += 1;
            self.texts.push(invented(language).to_owned());
        }
        let _ = sheet.columns;
        Ok(())
    }
}

fn write_words(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    words: &str,
    address: Option<&str>,
    format: &Format,
) -> Result<(), XlsxError> {
    match address {
        Some(address) if !words.is_empty() => {
            sheet.write_url_with_format(row, column, Url::new(address).set_text(cut(words)), format)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, cut(words), format)?;
        }
    }
    Ok(())
}

/// A number that a cell of Excel holds exactly enough to be read as the same figure, and whether it is whole.
fn number(amount: &indicator::Amount) -> Option<(f64, bool)> {
    let (above, below) = (*amount.numer(), *amount.denom());
    // A double holds integers up to 2^53; beyond that the words stand in the cell.
    let fits = |number: i128| number.unsigned_abs() < 1 << 53;
    #[expect(clippy::cast_precision_loss, reason = "both stay below 2^53")]
    let value = (fits(above) && fits(below)).then(|| above as f64 / below as f64)?;
    Some((value, below == 1))
}

fn fields_sheet(document: &Document, fields: &[Placed], texts: &[String]) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(FIELDS_SHEET)?;
    sheet.set_hidden(true);
    let standing = &document.standing;
    let [change, first, last] =
        [standing.change.to_string(), standing.first_year.to_string(), standing.last_year.to_string()];
    let head = [document.form, &document.subject, &change, &first, &last, document.language.of("ja", "en")];
    for (column, words) in (0..).zip(head) {
        sheet.write_string(0, column, words)?;
    }
    for (index, field) in fields.iter().enumerate() {
        let row = u32::try_from(index).unwrap_or(u32::MAX - 1) + 1;
        sheet.write_string(row, 0, cut(&field.path))?;
        sheet.write_formula(row, 1, Formula::new(format!("={}", field.place)).set_result(shortened(&field.value)))?;
        sheet.write_string(row, 2, cut(&field.value))?;
        sheet.write_string(row, 3, &field.place)?;
    }
    for (row, text) in (1..).zip(texts.iter().filter(|text| !text.is_empty())) {
        sheet.write_string(row, 4, text)?;
    }
    Ok(sheet)
}

/// A formula keeps its last result in the file; Excel takes at most 255 characters there without recalculating.
#[must_use]
pub fn shortened(words: &str) -> String {
    words.chars().take(200).collect()
}

/// `'指標'!$C$5`
fn place(sheet: &str, row: u32, column: u16) -> String {
    let cell = rust_xlsxwriter::utility::row_col_to_cell_absolute(row, column);
    format!("'{}'!{cell}", sheet.replace('\'', "''"))
}

/// A name that Excel takes: at most 31 characters, none of `[]:*?/\`.
fn sheet_name(words: &str) -> String {
    let mut name = String::new();
    for character in words.chars().map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '・' } else { c })
    {
        if name.encode_utf16().count() + character.len_utf16() > 31 {
            break;
        }
        name.push(character);
    }
    name.trim_matches('\'').to_owned()
}

/// `&` begins a code in a footer.
fn footer_safe(words: &str) -> String {
    words.replace('&', "&&")
}

/// What a cell can hold.
fn cut(words: &str) -> String {
    if words.encode_utf16().count() <= LONGEST {
        return words.to_owned();
    }
    let mut units = 0;
    let fits = |character: &char| {
        units += character.len_utf16();
        units < LONGEST
    };
    let mut short: String = words.chars().take_while(fits).collect();
    short.push('…');
    short
}
