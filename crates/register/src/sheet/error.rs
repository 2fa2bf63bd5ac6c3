//! Why a whole file was refused.

use plan::Language;
use std::fmt;

/// A file of which nothing was read.
#[derive(Debug)]
#[expect(missing_docs, reason = "each kind's words stand below")]
pub enum SheetError {
    Empty,
    TooLarge {
        most_mib: usize,
    },
    /// `.xls`, or a workbook under a password: both are containers of the same kind.
    OldOrLocked,
    BinaryWorkbook,
    OpenDocument,
    Page,
    Pdf,
    OtherArchive,
    Encoding,
    /// The reader of spreadsheets says what is wrong.
    Damaged(corpus::ReadError),
    /// No sheet has the head of a register; those that came nearest with what they share.
    UnknownRegister {
        found: String,
        nearest: Vec<NearRegister>,
    },
    /// Sheets of several registers are filled.
    SeveralRegisters {
        titles: Vec<String>,
    },
}

/// A register that could have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearRegister {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: plan::Text,
    /// How many of its columns the best row of the file names.
    pub matched: usize,
    /// The required columns that it does not name.
    pub missing: Vec<plan::Text>,
}

impl SheetError {
    /// Its name: what tests, documentation and JSON call it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too-large",
            Self::OldOrLocked => "old-or-locked",
            Self::BinaryWorkbook => "binary-workbook",
            Self::OpenDocument => "open-document",
            Self::Page => "page",
            Self::Pdf => "pdf",
            Self::OtherArchive => "other-archive",
            Self::Encoding => "encoding",
            Self::Damaged(_) => "damaged",
            Self::UnknownRegister { .. } => "unknown-register",
            Self::SeveralRegisters { .. } => "several-registers",
        }
    }

    /// What was expected, what was found and what to do, in one language; two lines.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let (ja, en) = self.words();
        language.of(ja, en)
    }

    fn words(&self) -> (String, String) {
        match self {
            Self::Empty => both(
                "表が必要だが、ファイルが空である\nhint: 保存し直して提出する",
                "expected a table, found an empty file\nhint: save it again",
            ),
            Self::TooLarge { most_mib } => (
                format!(
                    "{most_mib} MiB以内のファイルが必要だが、それより大きい\nhint: 表だけを残すか、複数のファイルに分ける"
                ),
                format!(
                    "expected a file of at most {most_mib} MiB, found a larger one\nhint: keep the table alone, or hand in several files"
                ),
            ),
            Self::OldOrLocked => both(
                "Excelブック（.xlsx）又はCSVが必要だが、古いExcel形式（.xls）又はパスワードの付いたブックである\nhint: パスワードを外し、「名前を付けて保存」で.xlsxとして保存する",
                "expected an Excel workbook (.xlsx) or CSV, found an old one (.xls) or one locked by a password\nhint: take the password off and save as .xlsx",
            ),
            Self::BinaryWorkbook => both(
                "Excelブック（.xlsx）又はCSVが必要だが、バイナリブック（.xlsb）である\nhint: 「名前を付けて保存」で.xlsxとして保存する",
                "expected an Excel workbook (.xlsx) or CSV, found a binary workbook (.xlsb)\nhint: save it as .xlsx",
            ),
            Self::OpenDocument => both(
                "Excelブック（.xlsx）又はCSVが必要だが、OpenDocument（.ods）である\nhint: 「名前を付けて保存」で.xlsxとして保存する",
                "expected an Excel workbook (.xlsx) or CSV, found OpenDocument (.ods)\nhint: save it as .xlsx",
            ),
            Self::Page => both(
                "Excelブック（.xlsx）又はCSVが必要だが、HTMLである\nhint: Excelで開き、.xlsxとして保存する",
                "expected an Excel workbook (.xlsx) or CSV, found a page of HTML\nhint: open it in Excel and save it as .xlsx",
            ),
            Self::Pdf => both(
                "Excelブック（.xlsx）又はCSVが必要だが、PDFである\nhint: 元の表を提出する",
                "expected an Excel workbook (.xlsx) or CSV, found a PDF\nhint: hand in the table that it was made from",
            ),
            Self::OtherArchive => both(
                "Excelブック（.xlsx）又はCSVが必要だが、それ以外の圧縮ファイルである\nhint: 展開して中のファイルを提出する",
                "expected an Excel workbook (.xlsx) or CSV, found another archive\nhint: unpack it and hand in the file inside",
            ),
            Self::Encoding => both(
                "UTF-8、Shift_JIS（CP932）、EUC-JP又はUTF-16の文字が必要だが、どれでも読めない\nhint: Excelで「CSV UTF-8」として保存し直す",
                "expected text in UTF-8, Shift_JIS (CP932), EUC-JP or UTF-16, found bytes that are none of them\nhint: save it as “CSV UTF-8” in Excel",
            ),
            Self::Damaged(error) => (
                format!(
                    "読めるブックが必要だが、壊れている（{}）\nhint: Excelで開いて保存し直す",
                    first_line(&error.in_japanese())
                ),
                format!(
                    "expected a sound workbook, found a damaged one ({})\nhint: open it in Excel and save it again",
                    first_line(&error.to_string())
                ),
            ),
            Self::UnknownRegister { found, nearest } => {
                let missing = |near: &NearRegister, language: Language| {
                    let names = near.missing.iter().map(|text| language.of(&text.ja, &text.en).as_str());
                    names.collect::<Vec<_>>().join(language.of("、", ", "))
                };
                let ja = nearest.iter().map(|near| match near.missing.is_empty() {
                    true => format!("「{}」（{}列が一致）", near.title.ja, near.matched),
                    false => format!(
                        "「{}」（{}列が一致、足りない必須の列：{}）",
                        near.title.ja,
                        near.matched,
                        missing(near, Language::Ja)
                    ),
                });
                let en = nearest.iter().map(|near| match near.missing.is_empty() {
                    true => format!("`{}` ({} columns agree)", near.title.en, near.matched),
                    false => format!(
                        "`{}` ({} columns agree, required and absent: {})",
                        near.title.en,
                        near.matched,
                        missing(near, Language::En)
                    ),
                });
                let (ja, en): (Vec<String>, Vec<String>) = (ja.collect(), en.collect());
                let (ja, en) = if nearest.is_empty() {
                    both("台帳の様式を使う", "use the template of a register")
                } else {
                    (format!("近い台帳：{}", ja.join("、")), format!("the nearest registers: {}", en.join(", ")))
                };
                (
                    format!("いずれかの台帳の見出しが必要だが、「{found}」とある\nhint: {ja}"),
                    format!("expected the head of a register, found `{found}`\nhint: {en}"),
                )
            }
            Self::SeveralRegisters { titles } => (
                format!(
                    "一つの台帳の表が必要だが、{}がある\nhint: 台帳ごとに別のファイルにするか、台帳を指定して1回ずつ提出する",
                    titles.join("、")
                ),
                format!(
                    "expected a table of one register, found {}\nhint: make a file for each, or hand it in once for each register, naming it",
                    titles.join(", ")
                ),
            ),
        }
    }
}

fn both(ja: &str, en: &str) -> (String, String) {
    (ja.to_owned(), en.to_owned())
}

fn first_line(words: &str) -> &str {
    words.lines().next().unwrap_or_default()
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Language::En))
    }
}

impl std::error::Error for SheetError {}
