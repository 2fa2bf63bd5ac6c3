//! Which of the fifteen tables it is, and what its columns are for.
//!
//! The decision to question: a table is known by one column that no other has, compared after folding. Its file's name numbers it, too,
//! but names get lost; and the words of the headers mix ー with －, full-width brackets with others, and hold stray blanks.

use crate::Problem;

/// Columns that all tables share, up to `係`; who is responsible is no text of the project.
const SHARED: [&str; 15] = [
    "シート種別",
    "事業年度",
    "予算事業ID",
    "事業名",
    "府省庁の建制順",
    "建制順",
    "政策所管府省庁",
    "所管府省庁",
    "府省庁",
    "局・庁",
    "部",
    "課",
    "室",
    "班",
    "係",
];

/// Names of officials in charge are public and not kept.
const OFFICIALS: &[&str] = &["作成責任者"];

/// What is known of a table.
struct Known {
    number: &'static str,
    /// A column that no other table has.
    mark: &'static str,
    /// Columns with sums of money in yen.
    sums: &'static [&'static str],
    year: Year,
    /// Columns that tell one sum from the other.
    kinds: &'static [&'static str],
}

/// Which fiscal year a sum belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// The row says: `予算年度`.
    OfRow,
    /// What was spent: the year before the sheet's.
    BeforeSheet,
    /// Nothing says.
    Untold,
}

const fn without_sums(number: &'static str, mark: &'static str) -> Known {
    Known { number, mark, sums: &[], year: Year::Untold, kinds: &[] }
}

/// The last one's mark is in others, too, and is looked at last.
static TABLES: [Known; 15] = [
    without_sums("1-1", "作成責任者"),
    without_sums("1-2", "事業の目的"),
    without_sums("1-3", "法令名"),
    without_sums("1-4", "補助率"),
    without_sums("1-5", "関連事業の事業ID"),
    Known {
        number: "2-1",
        mark: "執行額（合計）",
        sums: &[
            "当初予算（合計）",
            "補正予算（合計）",
            "前年度からの繰越し（合計）",
            "予備費等（合計）",
            "計（歳出予算現額合計）",
            "執行額（合計）",
            "翌年度への繰越し（合計）",
            "翌年度要求額（合計）",
            "当初予算",
            "第1次補正予算",
            "第2次補正予算",
            "第3次補正予算",
            "第4次補正予算",
            "第5次補正予算",
            "前年度から繰越し",
            "予備費等1",
            "予備費等2",
            "予備費等3",
            "予備費等4",
            "歳出予算現額",
            "執行額",
            "翌年度要求額",
            "要望額",
        ],
        year: Year::OfRow,
        kinds: &["会計区分", "会計", "勘定"],
    },
    Known {
        number: "2-2",
        mark: "予算種別",
        sums: &["予算額（歳出予算項目ごと）", "翌年度要求額（歳出予算項目ごと）"],
        year: Year::OfRow,
        kinds: &["会計区分", "会計", "勘定", "予算種別", "所管", "組織・勘定", "項", "目"],
    },
    without_sums("3-1", "目標年度／目標値／実績値／達成率"),
    without_sums("3-2", "派生元ー種別（アクティビティ・アウトプット・アウトカム）"),
    Known {
        number: "4-1",
        mark: "事業所管部局による点検・改善ー点検結果",
        sums: &["反映額（一般会計）", "反映額（特別会計）－反映額"],
        year: Year::Untold,
        kinds: &["反映額（特別会計）－会計", "反映額（特別会計）－勘定"],
    },
    Known {
        number: "5-1",
        mark: "ブロックの合計支出額",
        sums: &["ブロックの合計支出額", "支出先の合計支出額", "金額"],
        year: Year::BeforeSheet,
        kinds: &["支出先ブロック番号", "支出先名", "契約概要"],
    },
    Known {
        number: "5-2",
        mark: "支出元の支出先ブロック",
        sums: &["国自らが支出する間接経費の金額"],
        year: Year::BeforeSheet,
        kinds: &["国自らが支出する間接経費の項目"],
    },
    Known {
        number: "5-3",
        mark: "費目",
        sums: &["金額"],
        year: Year::BeforeSheet,
        kinds: &["支出先ブロック番号", "支出先名", "契約概要", "費目", "使途"],
    },
    Known {
        number: "5-4",
        mark: "契約額（国庫債務負担行為等による契約）",
        sums: &["契約額（国庫債務負担行為等による契約）"],
        year: Year::BeforeSheet,
        kinds: &[
            "支出先ブロック（国庫債務負担行為等による契約）",
            "契約先名（国庫債務負担行為等による契約）",
            "契約概要（契約名）（国庫債務負担行為等による契約）",
        ],
    },
    without_sums("6-1", "備考"),
];

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Sum(Year),
    /// Not read.
    Passed,
}

/// A column.
pub(super) struct Column {
    /// As printed.
    pub(super) name: String,
    pub(super) role: Role,
}

/// A table with its columns as this file has them.
pub(super) struct Table {
    known: &'static Known,
    columns: Vec<Column>,
    year: usize,
    project: usize,
    title: usize,
    budget_year: Option<usize>,
    kinds: Vec<usize>,
}

/// A header's word for comparing: without blanks, one dash for all, full-width signs as the others.
fn folded(name: &str) -> String {
    name.chars()
        .filter(|character| !character.is_whitespace() && *character != '\u{feff}')
        .map(|character| match character {
            'ー' | '－' | '−' | '―' | '‐' | '–' => '-',
            '（' => '(',
            '）' => ')',
            '／' => '/',
            '０'..='９' => char::from_u32(character as u32 - '０' as u32 + '0' as u32).unwrap_or(character),
            other => other,
        })
        .collect()
}

fn place(cells: &[String], name: &str) -> Option<usize> {
    let wanted = folded(name);
    cells.iter().position(|cell| folded(cell) == wanted)
}

/// Whether a header is one of RSシステム.
pub(super) fn is_sheet(cells: &[String]) -> bool {
    ["シート種別", "事業年度", "予算事業ID", "事業名"].iter().all(|name| place(cells, name).is_some())
}

impl Table {
    /// The table with this header.
    pub(super) fn of(cells: &[String]) -> Result<Self, Problem> {
        let known = TABLES.iter().find(|known| place(cells, known.mark).is_some()).ok_or_else(|| {
            let own: Vec<&str> =
                cells.iter().map(String::as_str).filter(|cell| !is_one_of(cell, &SHARED)).take(5).collect();
            Problem::Table {
                expected: "one of the fifteen tables of RSシステム".to_owned(),
                found: format!("one with the columns `{}`", own.join("`, `")),
            }
        })?;
        let column = |name: &str| {
            place(cells, name).ok_or_else(|| Problem::Table {
                expected: format!("a column `{name}`"),
                found: "a header without it".to_owned(),
            })
        };
        let columns = cells
            .iter()
            .map(|cell| {
                let role = if is_one_of(cell, &SHARED) || is_one_of(cell, OFFICIALS) || folded(cell) == "予算年度" {
                    Role::Passed
                } else if is_one_of(cell, known.sums) {
                    Role::Sum(known.year)
                } else {
                    Role::Text
                };
                Column { name: cell.trim_matches(['\u{feff}', ' ', '\u{3000}']).to_owned(), role }
            })
            .collect();
        Ok(Self {
            known,
            columns,
            year: column("事業年度")?,
            project: column("予算事業ID")?,
            title: column("事業名")?,
            budget_year: place(cells, "予算年度"),
            kinds: known.kinds.iter().filter_map(|name| place(cells, name)).collect(),
        })
    }

    /// `2-1`.
    pub(super) fn number(&self) -> &'static str {
        self.known.number
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter()
    }

    /// Year of the sheet and number of the project.
    pub(super) fn key(&self, cells: &[String]) -> Result<(i16, u32), Problem> {
        let year = whole(cells, self.year)
            .filter(|year| (1990..=2100).contains(year))
            .and_then(|year| i16::try_from(year).ok());
        let year = year.ok_or_else(|| wrong(cells, self.year, "a fiscal year such as `2024` in `事業年度`"))?;
        let project = whole(cells, self.project).filter(|project| *project > 0);
        let project = project.ok_or_else(|| wrong(cells, self.project, "a number in `予算事業ID`"))?;
        Ok((year, project))
    }

    pub(super) fn title<'c>(&self, cells: &'c [String]) -> &'c str {
        cells.get(self.title).map_or("", |cell| cell.trim())
    }

    /// The fiscal year of the row's sums.
    pub(super) fn budget_year(&self, cells: &[String]) -> Option<i16> {
        whole(cells, self.budget_year?).and_then(|year| i16::try_from(year).ok())
    }

    /// What tells this row's sums from those of others.
    pub(super) fn kind(&self, cells: &[String]) -> String {
        let words =
            self.kinds.iter().filter_map(|at| cells.get(*at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        words.collect::<Vec<_>>().join(" / ")
    }
}

fn is_one_of(cell: &str, names: &[&str]) -> bool {
    let cell = folded(cell);
    names.iter().any(|name| folded(name) == cell)
}

/// The whole number in a cell; spreadsheets write `2024.0`.
fn whole(cells: &[String], at: usize) -> Option<u32> {
    let cell = cells.get(at)?.trim();
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
}

fn wrong(cells: &[String], at: usize, expected: &str) -> Problem {
    let cell = cells.get(at).map_or("", |cell| cell.trim());
    let found =
        if cell.is_empty() { "an empty cell".to_owned() } else { format!("`{}`", crate::markup::excerpt(cell)) };
    Problem::Table { expected: expected.to_owned(), found }
}
