//! What was refused, and what was passed over: with its place, in both languages.

use super::Reason;
use crate::Place;
use plan::Language;
use std::fmt::Write as _;

/// A row, a cell or a head that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Sheet and row.
    pub place: Place,
    /// The column, if it is about one.
    pub column: Option<ColumnPlace>,
    /// Why.
    pub reason: Reason,
    /// What stands there, cut short; empty if nothing.
    pub found: String,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnPlace {
    /// As the spreadsheet calls it: `C`; empty for a column that is not there.
    pub letter: String,
    /// The words at its head.
    pub header: String,
}

impl Refusal {
    /// Place, what was expected, what was found and what to do, in one language; two lines.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let (place, expected, hint) =
            (self.place_in_words(language), self.reason.expected(language), self.reason.hint(language));
        match (language, self.found.is_empty()) {
            (Language::Ja, true) => format!("{place}：{expected}が必要だが、何もない\nhint: {hint}"),
            (Language::Ja, false) => format!("{place}：{expected}が必要だが、「{}」とある\nhint: {hint}", self.found),
            (Language::En, true) => format!("{place}: expected {expected}, found nothing\nhint: {hint}"),
            (Language::En, false) => format!("{place}: expected {expected}, found `{}`\nhint: {hint}", self.found),
        }
    }

    /// Where it is: `シート「シーズ」 12行目 C列「導出日」`.
    #[must_use]
    pub fn place_in_words(&self, language: Language) -> String {
        let mut words = place_in_words(&self.place, language);
        let separator = language.of(" ", ", ");
        if let Some(column) = &self.column {
            let _ = match (language, column.letter.is_empty()) {
                (Language::Ja, true) => write!(words, "{separator}列「{}」", column.header),
                (Language::Ja, false) => write!(words, "{separator}{}列「{}」", column.letter, column.header),
                (Language::En, true) => write!(words, "{separator}column `{}`", column.header),
                (Language::En, false) => write!(words, "{separator}column {} `{}`", column.letter, column.header),
            };
        }
        words
    }
}

fn place_in_words(place: &Place, language: Language) -> String {
    match (language, place.sheet.is_empty()) {
        (Language::Ja, true) => format!("{}行目", place.row),
        (Language::Ja, false) => format!("シート「{}」 {}行目", place.sheet, place.row),
        (Language::En, true) => format!("row {}", place.row),
        (Language::En, false) => format!("sheet `{}`, row {}", place.sheet, place.row),
    }
}

/// Something that whoever handed the file in should know, though nothing was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The sheet; empty for a CSV.
    pub sheet: String,
    /// What it is.
    pub kind: NoteKind,
}

/// What is noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteKind {
    /// A sheet without a head of a register was passed over.
    SheetPassedOver,
    /// A column whose head is none of the register's was passed over, with so many values in it.
    ColumnPassedOver {
        /// Where.
        column: ColumnPlace,
        /// How many values.
        values: u64,
    },
    /// Amounts were read in a unit that stands above or in the head.
    Unit {
        /// `千円`.
        unit: &'static str,
        /// The columns that were read so.
        headers: Vec<String>,
    },
    /// A cell merged over several rows was read as the value of each.
    MergedRows {
        /// Where.
        column: ColumnPlace,
        /// How many merged cells.
        cells: u64,
    },
    /// The head stands again in a later row, which was passed over.
    HeadRepeated {
        /// The row.
        row: u64,
    },
    /// More was refused than is listed.
    MoreRefused {
        /// How many in all.
        in_all: u64,
    },
}

impl Note {
    /// The note in one language; one line.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let sheet = match (language, self.sheet.is_empty()) {
            (_, true) => String::new(),
            (Language::Ja, false) => format!("シート「{}」：", self.sheet),
            (Language::En, false) => format!("sheet `{}`: ", self.sheet),
        };
        let words = match &self.kind {
            NoteKind::SheetPassedOver => language.of(
                "台帳の見出しがないので読まなかった".to_owned(),
                "not read, since it has no head of a register".to_owned(),
            ),
            NoteKind::ColumnPassedOver { column: ColumnPlace { letter, header }, values } => language.of(
                format!("{letter}列「{header}」は台帳にない列なので読まなかった（{values}件の値）"),
                format!("column {letter} `{header}` is none of the register’s and was not read ({values} values)"),
            ),
            NoteKind::Unit { unit, headers } => language.of(
                format!("{}を{unit}単位で読み、円に直した", headers.join("、")),
                format!("{} read in {unit} and kept in yen", headers.join(", ")),
            ),
            NoteKind::MergedRows { column: ColumnPlace { letter, header }, cells } => language.of(
                format!("{letter}列「{header}」の結合セル{cells}個は、結合された各行の値として読んだ"),
                format!(
                    "column {letter} `{header}`: {cells} merged cells were read as the value of each of their rows"
                ),
            ),
            NoteKind::HeadRepeated { row } => language.of(
                format!("{row}行目は見出しの繰返しなので読まなかった"),
                format!("row {row} repeats the head and was not read"),
            ),
            NoteKind::MoreRefused { in_all } => language.of(
                format!("読めない箇所は全部で{in_all}件あり、初めの分だけを示した"),
                format!("{in_all} things were refused in all; the first of them are listed"),
            ),
        };
        sheet + &words
    }
}
