//! The pages beside the sheets: what each column means, and the lists of the drop-downs.

use super::sheet::sheet_name;
use crate::sheet::GUIDE_MARK;
use crate::{Column, Holds, Register};
use plan::{Language, Plan};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// The name of the page of lists.
const LISTS: &str = "_lists";

/// The lists of the drop-downs, a column each.
pub(super) struct Lists {
    /// A column's id and its words in each language.
    lists: Vec<(String, Language, Vec<String>)>,
}

impl Lists {
    pub(super) fn new(register: &Register, plan: &Plan) -> Self {
        let mut lists = Vec::new();
        for language in [Language::Ja, Language::En] {
            for column in &register.columns {
                let words: Vec<String> = match &column.holds {
                    Holds::Code(codes) => {
                        codes.iter().map(|code| language.of(&code.title.ja, &code.title.en).clone()).collect()
                    }
                    Holds::Flag => language.of(["はい", "いいえ"], ["yes", "no"]).map(str::to_owned).into(),
                    Holds::Project => plan
                        .programmes
                        .iter()
                        .flat_map(|programme| &programme.projects)
                        .map(|project| language.of(&project.title.ja, &project.id).clone())
                        .collect(),
                    _ => continue,
                };
                lists.push((column.id.clone(), language, words));
            }
        }
        Self { lists }
    }

    /// Where the list of a column stands; none if it has none.
    pub(super) fn range(&self, register: &Register, column: &Column, language: Language) -> Option<String> {
        let _ = register;
        let at = self.lists.iter().position(|(id, of, _)| *id == column.id && *of == language)?;
        let (_, _, words) = self.lists.get(at)?;
        let letters = crate::sheet::letters(at + 1);
        (!words.is_empty()).then(|| format!("={LISTS}!${letters}$2:${letters}${}", words.len() + 1))
    }

    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(LISTS)?;
        sheet.write_string(0, 0, format!("{GUIDE_MARK}lists"))?;
        for ((id, _, words), at) in self.lists.iter().zip(1_u16..) {
            sheet.write_string(0, at, id)?;
            for (word, row) in words.iter().zip(1_u32..) {
                sheet.write_string(row, at, word)?;
            }
        }
        sheet.set_hidden(true);
        Ok(())
    }
}

/// The page that explains the columns.
pub(super) fn write(sheet: &mut Worksheet, register: &Register, language: Language) -> Result<(), XlsxError> {
    let title = language.of(format!("記入要領 {}", register.title.ja), format!("Guide {}", register.title.en));
    sheet.set_name(sheet_name(&title, language))?;
    let grey = Format::new().set_font_color(Color::RGB(0x0080_8080));
    sheet.write_string_with_format(0, 0, format!("{GUIDE_MARK}{}", register.id), &grey)?;
    sheet.write_string_with_format(1, 0, &title, &Format::new().set_bold().set_font_size(14))?;
    sheet.write_string(2, 0, language.of(&register.about.ja, &register.about.en))?;
    let head = Format::new().set_bold().set_border(FormatBorder::Thin).set_background_color(Color::RGB(0x00E7_E6E6));
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let heads = language.of(
        ["列", "必須", "記入する内容", "書き方", "選択肢", "例", "英語の見出し"],
        ["Column", "Required", "What stands in it", "How to write it", "Choices", "Example", "Japanese head"],
    );
    for ((words, width), at) in heads.into_iter().zip([22, 8, 50, 40, 40, 24, 22]).zip(0_u16..) {
        sheet.set_column_width(at, width)?;
        sheet.write_string_with_format(4, at, words, &head)?;
    }
    for (column, row) in register.columns.iter().zip(5_u32..) {
        let required = if column.required { language.of("必須", "yes") } else { "" };
        let (header, other) =
            (language.of(&column.header.ja, &column.header.en), language.of(&column.header.en, &column.header.ja));
        let about = language.of(&column.about.ja, &column.about.en);
        let words =
            [header, required, about, &how(column, language), &choices(column, language), &column.example, other];
        for (words, at) in words.into_iter().zip(0_u16..) {
            sheet.write_string_with_format(row, at, words, &cell)?;
        }
    }
    sheet.set_freeze_panes(5, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// How values of a column are written.
fn how(column: &Column, language: Language) -> String {
    let how = match &column.holds {
        Holds::Words => language.of("文字", "words"),
        Holds::Code(_) => language.of("選択肢から選ぶ", "choose from the list"),
        Holds::Date => language.of(
            "日付（2024-04-01、令和6年4月1日、R6.4.1）。年月又は年でもよい",
            "a date (2024-04-01); a month or a year where no more is known",
        ),
        Holds::FiscalYear => {
            language.of("年度（2024、令和6年度、R6）", "the year in which the fiscal year begins (2024)")
        }
        Holds::Whole => language.of("0以上の整数", "a whole number, zero or more"),
        Holds::Decimal => language.of("数（小数も可）", "a number"),
        Holds::Yen => language.of(
            "円単位の整数（見出しに「（千円）」「（百万円）」と書けばその単位）",
            "whole yen, or in the unit that the head names: “(thousand yen)”, “(million yen)”",
        ),
        Holds::Flag => language.of("はい／いいえ", "yes or no"),
        Holds::Project => {
            language.of("研究開発プランの事業の正式名、略称又はid", "a project of the plan by name, short name or id")
        }
        Holds::Grant => language.of("課題番号（JP24ama121001など）", "a grant number (JP24ama121001)"),
        Holds::Identifier(kind) => return format!("{kind}{}", several(column, language)),
        Holds::Address => language.of("https:// から始まるURL", "an address that begins with https://"),
    };
    format!("{how}{}", several(column, language))
}

fn several(column: &Column, language: Language) -> &'static str {
    if column.many {
        language.of("。複数のときは改行か「;」で区切る", "; several: one a line, or with “;”")
    } else {
        ""
    }
}

fn choices(column: &Column, language: Language) -> String {
    let Holds::Code(codes) = &column.holds else { return String::new() };
    let lines = codes.iter().map(|code| {
        let (title, about) = (language.of(&code.title.ja, &code.title.en), language.of(&code.about.ja, &code.about.en));
        if about.is_empty() {
            title.clone()
        } else {
            language.of(format!("{title}：{about}"), format!("{title}: {about}"))
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
