//! The sheet that is filled.

use super::RequestRow;
use super::guide::Lists;
use super::written::{Names, Written};
use crate::sheet::{CANDIDATE, EXAMPLE, MARGIN, REMARK};
use crate::{Column, Holds, Register};
use plan::{Language, Plan};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Worksheet,
    XlsxError,
};

/// Above the head: the title with the register's mark, what a row is, how to fill it.
pub(super) const HEAD_ROW: u32 = 3;
/// Rows below the head that are prepared for filling.
const PREPARED: u32 = 5_000;
/// The longest note of a row.
const NOTE: usize = 2_000;
/// The longest message beside a cell.
const MESSAGE: usize = 250;

pub(super) fn write(
    sheet: &mut Worksheet,
    register: &Register,
    plan: &Plan,
    lists: &Lists,
    (rows, closing): (&[RequestRow], &str),
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(language.of(&register.title.ja, &register.title.en), language))?;
    write_above(sheet, register, language)?;
    let names = Names::new(plan, language);
    let looks = Looks::new();
    sheet.set_column_width(0, 6)?;
    sheet.write_string_with_format(HEAD_ROW, 0, language.of(MARGIN[0], MARGIN[1]), &looks.optional)?;
    sheet.write_string_with_format(HEAD_ROW + 1, 0, language.of(EXAMPLE[0], EXAMPLE[1]), &looks.example)?;
    let last = HEAD_ROW + 1 + PREPARED.max(u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_add(500));
    for (column, at) in register.columns.iter().zip(1_u16..) {
        sheet.set_column_width(at, width(column, language))?;
        sheet.set_column_format(at, looks.of(&column.holds))?;
        let head = if column.required { &looks.required } else { &looks.optional };
        let mark = if column.required { "＊" } else { "" };
        let header = language.of(&column.header.ja, &column.header.en);
        sheet.write_string_with_format(HEAD_ROW, at, format!("{header}{mark}"), head)?;
        let note = Note::new(language.of(&column.about.ja, &column.about.en).clone()).add_author_prefix(false);
        sheet.insert_note(HEAD_ROW, at, &note.set_width(260).set_height(120))?;
        sheet.write_string_with_format(HEAD_ROW + 1, at, example(column, &names), &looks.example)?;
        sheet.add_data_validation(HEAD_ROW + 2, at, last, at, &validation(register, column, lists, language)?)?;
    }
    let beyond = u16::try_from(register.columns.len()).unwrap_or(u16::MAX - 1) + 1;
    if !closing.is_empty() {
        sheet.set_column_width(beyond, 60)?;
        let head = language.of("根拠となる語（読み込まれない）", "Words that show it (not read)");
        sheet.write_string_with_format(HEAD_ROW, beyond, head, &looks.optional)?;
        let below = HEAD_ROW + 2 + u32::try_from(rows.len()).unwrap_or(u32::MAX / 2);
        sheet.write_string_with_format(below, 0, language.of(REMARK[0], REMARK[1]), &looks.example)?;
        sheet.write_string_with_format(below, 1, closing, &looks.remark)?;
    }
    for (filled, row) in rows.iter().zip(HEAD_ROW + 2..) {
        if filled.is_candidate {
            let mark = language.of(CANDIDATE[0], CANDIDATE[1]);
            sheet.write_string_with_format(row, 0, mark, &looks.example)?;
        }
        if !filled.note.is_empty() {
            sheet.write_string_with_format(row, beyond, cut(&filled.note, NOTE), &looks.text)?;
        }
        for (column, at) in register.columns.iter().zip(1_u16..) {
            let values = filled.entry.values.get(&column.id).map_or(&[][..], Vec::as_slice);
            match names.written(column, values) {
                None => {}
                Some(Written::Text(text)) => drop(sheet.write_string_with_format(row, at, text, &looks.text)?),
                Some(Written::Number(number)) => {
                    sheet.write_number_with_format(row, at, number, looks.of(&column.holds))?;
                }
                Some(Written::Day(day)) => {
                    let year = u16::try_from(day.year()).unwrap_or_default();
                    let month = u8::try_from(day.month()).unwrap_or_default();
                    let day = ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).unwrap_or_default())?;
                    sheet.write_datetime_with_format(row, at, &day, &looks.day)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(HEAD_ROW + 1, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    Ok(())
}

fn write_above(sheet: &mut Worksheet, register: &Register, language: Language) -> Result<(), XlsxError> {
    let title = language.of(&register.title.ja, &register.title.en);
    let about = language.of(&register.about.ja, &register.about.en);
    let filled_by = language.of(&register.filled_by.ja, &register.filled_by.en);
    let how = language.of(
        format!("記入者：{filled_by}　／　＊の列は必須　／　「例」の行は読み込まれない　／　複数の値は改行か「;」で区切る"),
        format!("Filled by: {filled_by}  /  columns with ＊ are required  /  rows marked “Example” are not read  /  several values: one a line, or with “;”"),
    );
    let (open, close) = language.of(("［", "］"), (" [", "]"));
    sheet.write_string_with_format(
        0,
        0,
        format!("{title}{open}register:{}{close}", register.id),
        &Format::new().set_bold().set_font_size(14),
    )?;
    sheet.write_string(1, 0, about)?;
    sheet.write_string(2, 0, how)?;
    sheet.set_row_height(HEAD_ROW, 32)?;
    Ok(())
}

/// How cells look.
struct Looks {
    required: Format,
    optional: Format,
    example: Format,
    remark: Format,
    text: Format,
    day: Format,
    whole: Format,
    plain: Format,
}

impl Looks {
    fn new() -> Self {
        let head = || {
            let format = Format::new().set_bold().set_text_wrap().set_border(FormatBorder::Thin);
            format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
        };
        Self {
            required: head().set_background_color(Color::RGB(0x00FF_E699)),
            optional: head().set_background_color(Color::RGB(0x00E7_E6E6)),
            example: Format::new()
                .set_num_format("@")
                .set_italic()
                .set_font_color(Color::RGB(0x0080_8080))
                .set_text_wrap(),
            remark: Format::new().set_num_format("@").set_font_color(Color::RGB(0x0040_4040)),
            // As text, a spreadsheet turns no `1-2` into a day and no `007` into seven.
            text: Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top),
            day: Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top),
            whole: Format::new().set_num_format("#,##0").set_align(FormatAlign::Top),
            plain: Format::new().set_align(FormatAlign::Top),
        }
    }

    fn of(&self, holds: &Holds) -> &Format {
        match holds {
            Holds::Date => &self.day,
            Holds::Whole | Holds::Yen => &self.whole,
            Holds::Decimal | Holds::FiscalYear => &self.plain,
            _ => &self.text,
        }
    }
}

/// The example as somebody would write it in this language.
fn example(column: &Column, names: &Names<'_>) -> String {
    match &column.holds {
        Holds::Code(codes) => {
            let known =
                codes.iter().find(|code| [&code.code, &code.title.ja, &code.title.en].contains(&&column.example));
            known.map_or(column.example.as_str(), |known| names.code(codes, &known.code)).to_owned()
        }
        _ => column.example.clone(),
    }
}

/// Drop-down and message of a column.
fn validation(
    register: &Register,
    column: &Column,
    lists: &Lists,
    language: Language,
) -> Result<DataValidation, XlsxError> {
    let mut validation = match lists.range(register, column, language) {
        // Several values, or another name of the same thing, are typed; reading tells what is no value.
        Some(range) => DataValidation::new().allow_list_formula(range.as_str().into()),
        None => DataValidation::new().allow_any_value(),
    };
    validation = validation.ignore_blank(true);
    let strict = matches!(column.holds, Holds::Code(_) | Holds::Flag) && !column.many;
    if strict {
        validation = validation.set_error_style(DataValidationErrorStyle::Warning);
    } else {
        validation = validation.show_error_message(false);
    }
    let title = language.of(&column.header.ja, &column.header.en);
    let needed = if column.required { language.of("【必須】", "[required] ") } else { "" };
    let about = language.of(&column.about.ja, &column.about.en);
    validation.set_input_title(cut(title, 30))?.set_input_message(cut(&format!("{needed}{about}"), MESSAGE))
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// The width of a column in Latin letters; a Japanese one takes two.
fn width(column: &Column, language: Language) -> f64 {
    let letters = |text: &str| text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum::<u32>();
    let header = letters(language.of(&column.header.ja, &column.header.en)) + 4;
    let least = match column.holds {
        Holds::Date => 13,
        Holds::FiscalYear | Holds::Flag => 9,
        Holds::Whole | Holds::Decimal => 11,
        Holds::Yen => 16,
        Holds::Words | Holds::Project | Holds::Address => 28,
        _ => 18,
    };
    f64::from(header.clamp(least, 40))
}

/// A name as Excel allows it for a sheet.
pub(super) fn sheet_name(title: &str, language: Language) -> String {
    let allowed = title
        .chars()
        .map(|sign| if matches!(sign, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { sign });
    let name: String = allowed.take(28).collect();
    let name = name.trim().to_owned();
    if name.is_empty() { language.of("台帳", "Register").to_owned() } else { name }
}
