//! Why a row, or a head, was refused: the kinds, and their words.
//!
//! The decision to question: **a reason is data and its words stand here, all of them, in both languages.** What offices do wrong is
//! known after a year or two of hand-ins; a list that can be read in one go is one that can be made better.

use plan::Language;

/// What was wrong, with what it takes to say what was expected and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each kind's words stand below, and `docs/guides/hand-in.md` lists them by name")]
pub enum Reason {
    // a cell
    Required,
    TooLong { most: usize },
    ControlCharacter,
    Ditto,
    SeveralValues,
    ErrorValue,
    FormulaWithoutValue,
    TurnedIntoDate,
    Scientific,
    TooManyDigits,
    // days and years
    NotADate,
    AmbiguousDate,
    NoSuchDay,
    DateOutOfRange,
    FiscalYearForDate,
    SerialNumber,
    DateWithoutYear,
    MonthAsNumber,
    NotAFiscalYear,
    DateForFiscalYear,
    YearWithoutEra,
    EndsBeforeItBegins { begins: String },
    // numbers
    NotANumber,
    NotWhole,
    NotWholeYen,
    Negative,
    NumberOutOfRange,
    UnknownUnit,
    UnitDiffers { head: String },
    ScaledFormat,
    PercentFormat,
    // lists and names
    UnknownCode { titles: Vec<String>, nearest: Option<String> },
    NotAFlag,
    UnknownProject { nearest: Option<String> },
    AmbiguousProject { ids: Vec<String> },
    NotAGrant,
    NotAnIdentifier { kind: String, example: &'static str },
    WrongCheckDigit { kind: String },
    NotAnAddress,
    // rows
    DuplicateKey { sheet: String, row: u64 },
    ExampleRow,
    TotalRow,
    HiddenRows { until: u64 },
    MergedAmount,
    MergedColumns,
    MoreCellsThanHead { columns: usize },
    BrokenRow { expected: String },
    // heads
    ColumnMissing,
    ColumnTwice { first: String },
    ColumnMisspelt { meant: String },
    HiddenColumn,
    HiddenSheet,
}

impl Reason {
    /// Its name: what tests, documentation and JSON call it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong { .. } => "too-long",
            Self::ControlCharacter => "control-character",
            Self::Ditto => "ditto",
            Self::SeveralValues => "several-values",
            Self::ErrorValue => "error-value",
            Self::FormulaWithoutValue => "formula-without-value",
            Self::TurnedIntoDate => "turned-into-date",
            Self::Scientific => "scientific",
            Self::TooManyDigits => "too-many-digits",
            Self::NotADate => "not-a-date",
            Self::AmbiguousDate => "ambiguous-date",
            Self::NoSuchDay => "no-such-day",
            Self::DateOutOfRange => "date-out-of-range",
            Self::FiscalYearForDate => "fiscal-year-for-date",
            Self::SerialNumber => "serial-number",
            Self::DateWithoutYear => "date-without-year",
            Self::MonthAsNumber => "month-as-number",
            Self::NotAFiscalYear => "not-a-fiscal-year",
            Self::DateForFiscalYear => "date-for-fiscal-year",
            Self::YearWithoutEra => "year-without-era",
            Self::EndsBeforeItBegins { .. } => "ends-before-it-begins",
            Self::NotANumber => "not-a-number",
            Self::NotWhole => "not-whole",
            Self::NotWholeYen => "not-whole-yen",
            Self::Negative => "negative",
            Self::NumberOutOfRange => "number-out-of-range",
            Self::UnknownUnit => "unknown-unit",
            Self::UnitDiffers { .. } => "unit-differs",
            Self::ScaledFormat => "scaled-format",
            Self::PercentFormat => "percent-format",
            Self::UnknownCode { .. } => "unknown-code",
            Self::NotAFlag => "not-a-flag",
            Self::UnknownProject { .. } => "unknown-project",
            Self::AmbiguousProject { .. } => "ambiguous-project",
            Self::NotAGrant => "not-a-grant",
            Self::NotAnIdentifier { .. } => "not-an-identifier",
            Self::WrongCheckDigit { .. } => "wrong-check-digit",
            Self::NotAnAddress => "not-an-address",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::ExampleRow => "example-row",
            Self::TotalRow => "total-row",
            Self::HiddenRows { .. } => "hidden-rows",
            Self::MergedAmount => "merged-amount",
            Self::MergedColumns => "merged-columns",
            Self::MoreCellsThanHead { .. } => "more-cells-than-head",
            Self::BrokenRow { .. } => "broken-row",
            Self::ColumnMissing => "column-missing",
            Self::ColumnTwice { .. } => "column-twice",
            Self::ColumnMisspelt { .. } => "column-misspelt",
            Self::HiddenColumn => "hidden-column",
            Self::HiddenSheet => "hidden-sheet",
        }
    }

    /// What was expected.
    #[must_use]
    pub fn expected(&self, language: Language) -> String {
        let (ja, en) = self.expected_words();
        language.of(ja, en)
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, language: Language) -> String {
        let (ja, en) = self.hint_words();
        language.of(ja, en)
    }

    fn expected_words(&self) -> (String, String) {
        match self {
            Self::Required => both("値（この列は必須）", "a value (the column is required)"),
            Self::TooLong { most } => (format!("{most}字以内の値"), format!("at most {most} characters")),
            Self::ControlCharacter => both("文字と改行だけの値", "letters and line ends only"),
            Self::Ditto => both("この行自身の値", "a value of this row’s own"),
            Self::SeveralValues => both("一つの値", "one value"),
            Self::ErrorValue => both("値", "a value"),
            Self::FormulaWithoutValue => both("計算済みの値", "a value that has been worked out"),
            Self::TurnedIntoDate | Self::Scientific | Self::TooManyDigits => {
                both("文字列として入力された値", "a value entered as text")
            }
            Self::NotADate => both(
                "日付（2024-04-01、2024/4/1、令和6年4月1日、R6.4.1など）",
                "a date such as `2024-04-01`, `2024/4/1`, `令和6年4月1日` or `R6.4.1`",
            ),
            Self::AmbiguousDate => {
                both("年・月・日の順が一通りに決まる日付", "a date that can be read in one way only")
            }
            Self::NoSuchDay => both("暦にある日", "a day that the calendar has"),
            Self::DateOutOfRange => both("1900年から2199年までの日付", "a date from 1900 to 2199"),
            Self::FiscalYearForDate => {
                both("年度でなく日付（年月又は年でもよい）", "a date (or month, or calendar year), not a fiscal year")
            }
            Self::SerialNumber => both("日付", "a date"),
            Self::DateWithoutYear => both("年まで表示される日付", "a date shown with its year"),
            Self::MonthAsNumber => both("年月（2024-01など）", "a month such as `2024-01`"),
            Self::NotAFiscalYear => {
                both("年度（2024、令和6年度、R6など）", "a fiscal year such as `2024`, `令和6年度` or `R6`")
            }
            Self::DateForFiscalYear => {
                both("日付でなく年度（2024、令和6年度など）", "a fiscal year such as `2024`, not a date")
            }
            Self::YearWithoutEra => {
                both("西暦4桁又は元号の付いた年度", "four digits of the Western calendar, or a year with its era")
            }
            Self::EndsBeforeItBegins { begins } => {
                (format!("始まりの日（{begins}）以後の日付"), format!("a date not before its beginning ({begins})"))
            }
            Self::NotANumber => both("数値", "a number"),
            Self::NotWhole => both("整数", "a whole number"),
            Self::NotWholeYen => both("1円未満の端数のない金額", "an amount of whole yen"),
            Self::Negative => both("0以上の数", "zero or more"),
            Self::NumberOutOfRange => both("扱える大きさの数", "a number that can be held"),
            Self::UnknownUnit => both("円、千円、万円、百万円又は億円", "yen, thousand yen or million yen"),
            Self::UnitDiffers { head } => {
                (format!("見出しと同じ単位（{head}）"), format!("the unit of the head ({head})"))
            }
            Self::ScaledFormat => both("表示と中身が同じ数", "a number that is shown as it is"),
            Self::PercentFormat => both("百分率でない数", "a number that is no percentage"),
            Self::UnknownCode { titles, .. } => {
                let list = titles.join("、");
                (format!("次のいずれか：{list}"), format!("one of: {}", titles.join(", ")))
            }
            Self::NotAFlag => both("「はい」又は「いいえ」", "`yes` or `no`"),
            Self::UnknownProject { .. } => {
                both("研究開発プランの事業の正式名、略称又はid", "a project of the plan by name, short name or id")
            }
            Self::AmbiguousProject { .. } => both("一つの事業に決まる名", "a name of one project only"),
            Self::NotAGrant => both("課題番号（JP24ama121001など）", "a grant number such as `JP24ama121001`"),
            Self::NotAnIdentifier { kind, example } => {
                (format!("{kind}の識別子（{example}など）"), format!("a {kind} such as `{example}`"))
            }
            Self::WrongCheckDigit { kind } => {
                (format!("検査数字の合う{kind}"), format!("a {kind} whose check digits agree"))
            }
            Self::NotAnAddress => both("http又はhttpsのURL", "an address that begins with `https://` or `http://`"),
            Self::DuplicateKey { .. } => {
                both("ファイルの中で一つしかないキー", "a key that no other row of the file has")
            }
            Self::ExampleRow => both("記入された行", "a row that somebody filled in"),
            Self::TotalRow => both("1件の記録", "one record"),
            Self::HiddenRows { .. } => both("見えている行だけの表", "a table whose rows are all seen"),
            Self::MergedAmount => both("行ごとの数値", "a number for each row"),
            Self::MergedColumns => both("列ごとに分かれたセル", "a cell for each column"),
            Self::MoreCellsThanHead { columns } => {
                (format!("見出しと同じ{columns}列以内の行"), format!("at most the {columns} cells of the head"))
            }
            Self::BrokenRow { expected } => (format!("読める行（{expected}）"), expected.clone()),
            Self::ColumnMissing => both("必須の列", "a required column"),
            Self::ColumnTwice { .. } => both("一つの見出しに一つの列", "one column for each head"),
            Self::ColumnMisspelt { meant } => (format!("見出し「{meant}」"), format!("the head `{meant}`")),
            Self::HiddenColumn => both("見えている列だけの表", "a table whose columns are all seen"),
            Self::HiddenSheet => both("見えているシート", "a sheet that is seen"),
        }
    }

    fn hint_words(&self) -> (String, String) {
        match self {
            Self::Required => {
                both("値を記入する。分からない場合は提出元に確認する", "fill it in, or ask whoever knows")
            }
            Self::TooLong { .. } => {
                both("要約を記入し、全文は出典に示す", "give a summary, and name the full text as the source")
            }
            Self::ControlCharacter => both(
                "セルを打ち直す（貼り付けた際に制御文字が入った）",
                "type the cell anew: pasting brought control characters in",
            ),
            Self::Ditto => {
                both("「〃」「同上」でなく、上と同じ値を記入する", "repeat the value instead of a ditto mark")
            }
            Self::SeveralValues => both("行を分ける", "give each value a row of its own"),
            Self::ErrorValue => both("数式を直し、値を貼り付ける", "mend the formula, or paste its value"),
            Self::FormulaWithoutValue => both(
                "Excelで開いて保存し直すか、値を貼り付ける",
                "open the file in Excel and save it, or paste the value",
            ),
            Self::TurnedIntoDate => both(
                "Excelが日付に変えた。セルの書式を「文字列」にして打ち直す",
                "the spreadsheet made a date of it; format the cell as text and type it again",
            ),
            Self::Scientific => both(
                "Excelが指数に変えた。セルの書式を「文字列」にして打ち直す",
                "the spreadsheet made an exponent of it; format the cell as text and type it again",
            ),
            Self::TooManyDigits => both(
                "Excelは16桁目から後を失う。セルの書式を「文字列」にして打ち直す",
                "a spreadsheet keeps 15 digits; format the cell as text and type it again",
            ),
            Self::NotADate => both("西暦又は元号で年月日を記入する", "write year, month and day"),
            Self::AmbiguousDate => both(
                "西暦4桁を先にして2024-04-01のように記入する",
                "write the year first, with four digits: `2024-04-01`",
            ),
            Self::NoSuchDay | Self::DateOutOfRange => both("日付を確かめる", "check the date"),
            Self::FiscalYearForDate => both(
                "分かる範囲で2024-04又は2024のように記入する",
                "write what is known: `2024-04`, or `2024` for a calendar year",
            ),
            Self::SerialNumber => both(
                "日付が通し番号になった。セルの書式を「日付」にして保存し直す",
                "the date became a serial number; format the column as a date and save again",
            ),
            Self::DateWithoutYear => both(
                "Excelが補った年が見えていない。年を含めて打ち直す",
                "the year was added by the spreadsheet and is not seen; type the date with its year",
            ),
            Self::MonthAsNumber => both(
                "1月か10月か決まらない。セルの書式を「文字列」にして2024-01のように記入する",
                "January or October? write `2024-01`, as text",
            ),
            Self::NotAFiscalYear => both("4月に始まる年度を記入する", "write the year in which the fiscal year begins"),
            Self::DateForFiscalYear => both("その日が入る年度を記入する", "write the fiscal year that holds the day"),
            Self::YearWithoutEra => {
                both("R6、H31のように元号を付けるか、西暦で記入する", "write `2024`, or the era with it: `R6`")
            }
            Self::EndsBeforeItBegins { .. } => both("二つの日付を確かめる", "check the two dates"),
            Self::NotANumber => both(
                "数字だけを記入する（「約」「以上」や単位は書かない）",
                "write digits only, without words or units",
            ),
            Self::NotWhole => both("見出しの単位で数え直す", "count in the unit of the head"),
            Self::NotWholeYen => both("見出しの単位と値を確かめる", "check the unit in the head and the value"),
            Self::Negative => both("符号を確かめる", "check the sign"),
            Self::NumberOutOfRange => both("桁を確かめる", "check the digits"),
            Self::UnknownUnit => both("円に換算し、見出しの単位を改める", "convert to yen, and say so in the head"),
            Self::UnitDiffers { .. } => both("見出しか値の単位を改める", "change the unit of the head or of the value"),
            Self::ScaledFormat => both(
                "千単位に縮めて見せる書式である。標準の書式に改め、見出しの単位と合うか確かめる",
                "the format hides thousands; use the general format, and check the value against the unit of the head",
            ),
            Self::PercentFormat => both(
                "標準の書式で、見出しのとおりの数を記入する",
                "use the general format and the number that the head asks for",
            ),
            Self::UnknownCode { nearest, .. } | Self::UnknownProject { nearest } => match nearest {
                Some(nearest) => (format!("「{nearest}」のことか"), format!("did you mean `{nearest}`?")),
                None => both("様式の記入要領の一覧から選ぶ", "choose from the list in the template"),
            },
            Self::NotAFlag => both("様式の選択肢から選ぶ", "choose from the list in the template"),
            Self::AmbiguousProject { ids } => {
                (format!("idで記入する：{}", ids.join("、")), format!("write its id: {}", ids.join(", ")))
            }
            Self::NotAGrant => both("JPから始まる番号を、番号だけ記入する", "write the number alone, with its letters"),
            Self::NotAnIdentifier { .. } => both("識別子だけを記入する", "write the identifier alone"),
            Self::WrongCheckDigit { .. } => {
                both("打ち間違いがある。元の資料から写し直す", "there is a typing error; copy it again")
            }
            Self::NotAnAddress => both("ブラウザーの欄から写す", "copy it from the browser"),
            Self::DuplicateKey { sheet, row } => {
                let (ja, en) = if sheet.is_empty() {
                    (String::new(), String::new())
                } else {
                    (format!("シート「{sheet}」の"), format!("sheet `{sheet}`, "))
                };
                (
                    format!("{ja}{row}行目と同じキーである。どちらか一方にする"),
                    format!("{en}row {row} has the same key; keep one of the two"),
                )
            }
            Self::ExampleRow => {
                both("記入例のままの行である。消すか書き直す", "it is the example as it came; delete or fill it in")
            }
            Self::TotalRow => both("合計の行は消す（合計は計算される）", "delete the row of totals: they are computed"),
            Self::HiddenRows { until } => (
                format!("{until}行目まで隠れている。絞り込みを解いて表示するか、要らない行なら消す"),
                format!("hidden down to row {until}; clear the filter and show them, or delete what is not meant"),
            ),
            Self::MergedAmount => {
                both("結合を解き、行ごとの額や数を記入する", "split the cell and write the number of each row")
            }
            Self::MergedColumns => both("結合を解き、列ごとに記入する", "split the cell and fill each column"),
            Self::MoreCellsThanHead { .. } => {
                both("区切り文字を含む値は「\"」で囲む", "put values that hold the separator in quotes")
            }
            Self::BrokenRow { .. } => {
                both("引用符を直すか、表を保存し直す", "mend the quotes, or save the table again")
            }
            Self::ColumnMissing => both(
                "この見出しの列を加える。様式は shirube から得られる",
                "add a column with this head; the template has it",
            ),
            Self::ColumnTwice { first } => {
                (format!("{first}列にも同じ見出しがある。一方にする"), format!("column {first} has it too; keep one"))
            }
            Self::ColumnMisspelt { .. } => both("見出しを様式のとおりに直す", "write the head as the template does"),
            Self::HiddenColumn => both("列を表示するか、要らない列なら消す", "show the column, or delete it"),
            Self::HiddenSheet => both("シートを表示するか、要らないシートなら消す", "show the sheet, or delete it"),
        }
    }
}

fn both(ja: &str, en: &str) -> (String, String) {
    (ja.to_owned(), en.to_owned())
}
