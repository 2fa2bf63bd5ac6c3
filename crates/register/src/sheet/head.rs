//! The head of a sheet: where it stands, whose it is, and which column is which.
//!
//! The decision to question: **a register is known by the words at the head of its columns**, and by the mark of the template only where
//! it is still there. Offices copy a template's table into a workbook of their own, and what they keep are the heads.

use super::value::{Unit, unit_at_end};
use super::words::{letters, plain};
use crate::{CONFIDENTIAL_UNTIL, Holds, PROJECTS, Register, SOURCE, fold};
use corpus::{Content, Layout, SheetRow};
use std::collections::{BTreeMap, HashMap};

/// A head stands within so many filled rows, and is so high at most.
pub(super) const SEARCHED: usize = 60;
const HIGHEST: usize = 3;

/// The words at the head of the column that marks examples.
pub(crate) const MARGIN: [&str; 2] = ["行", "Row"];
/// What stands in it beside an example.
pub(crate) const EXAMPLE: [&str; 2] = ["例", "Example"];

/// What stands in it beside a row that was found and that nobody has confirmed: whoever confirms it takes the mark away.
pub(crate) const CANDIDATE: [&str; 2] = ["候補", "Found"];
/// What stands in it beside a line for whoever fills the sheet.
pub(crate) const REMARK: [&str; 2] = ["注", "Note"];

/// A head that was found.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Which of the registers.
    pub(super) register: usize,
    /// First and last row.
    pub(super) rows: (u64, u64),
    /// By column of the sheet, counted from 0.
    pub(super) columns: Vec<Headed>,
    /// The column that marks examples.
    pub(super) margin: Option<usize>,
    /// How many of the register's own columns stand there.
    matched: usize,
}

/// A column of the sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Headed {
    /// The words at its head; empty if there are none.
    pub(super) header: String,
    /// Which of the register's columns it is.
    pub(super) column: Option<usize>,
    /// The unit of its amounts, and whether its head says it.
    pub(super) unit: Option<Unit>,
    /// A unit that is no unit of money.
    pub(super) foreign_unit: Option<String>,
}

/// A register that could have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) register: usize,
    pub(super) matched: usize,
}

/// Heads by their folded words, of all registers.
pub(super) struct Heads<'r> {
    registers: &'r [Register],
    words: Vec<HashMap<String, usize>>,
}

impl<'r> Heads<'r> {
    pub(super) fn new(registers: &'r [Register]) -> Self {
        let words = registers.iter().map(|register| {
            let mut words = HashMap::new();
            // A column's own words go before what others are also called.
            for (index, column) in register.columns.iter().enumerate() {
                for name in [&column.header.ja, &column.header.en, &column.id] {
                    words.entry(fold(name)).or_insert(index);
                }
            }
            for (index, column) in register.columns.iter().enumerate() {
                for name in &column.also {
                    words.entry(fold(name)).or_insert(index);
                }
            }
            words.remove("");
            words
        });
        Self { registers, words: words.collect() }
    }

    /// The head among the first rows of a sheet, or what came nearest.
    pub(super) fn find(&self, rows: &[SheetRow], layout: &Layout) -> Result<Head, Vec<Near>> {
        let marked = self.marked(rows);
        let filled = Filled::new(rows, layout);
        let mut best: Option<Head> = None;
        let mut near: BTreeMap<usize, usize> = BTreeMap::new();
        for first in 0..rows.len() {
            for height in 1..=HIGHEST.min(rows.len() - first) {
                let block = &rows[first..first + height];
                if block.windows(2).any(|pair| pair[0].number + 1 != pair[1].number) {
                    break;
                }
                for (register, words) in self.words.iter().enumerate() {
                    if marked.is_some_and(|marked| marked != register) {
                        continue;
                    }
                    let head = self.head(register, words, &filled, first, height);
                    let most = near.entry(register).or_default();
                    *most = (*most).max(head.matched);
                    let enough = head.matched >= self.enough(register, marked.is_some());
                    if enough && best.as_ref().is_none_or(|best| self.is_better(&head, best)) {
                        best = Some(head);
                    }
                }
            }
        }
        let Some(mut head) = best else {
            let mut near: Vec<Near> = near
                .into_iter()
                .filter(|(_, matched)| *matched > 0)
                .map(|(register, matched)| Near { register, matched })
                .collect();
            near.sort_by_key(|near| (usize::MAX - near.matched, near.register));
            return Err(near);
        };
        self.take_second_head(&mut head, &filled);
        let register = &self.registers[head.register];
        take_unit_above(&mut head, register, rows);
        Ok(head)
    }

    /// The register whose mark stands in the first rows: `register:seeds`.
    fn marked(&self, rows: &[SheetRow]) -> Option<usize> {
        rows.iter().take(10).flat_map(|row| &row.cells).find_map(|cell| {
            let Content::Text(text) = cell else { return None };
            let text = plain(text);
            let (_, after) = text.split_once("register:")?;
            let id = after.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-')).next()?;
            self.registers.iter().position(|register| register.id == id)
        })
    }

    /// How many of a register's own columns make a head.
    fn enough(&self, register: usize, marked: bool) -> usize {
        let own = self.registers[register].columns.iter().filter(|column| is_own(&column.id)).count();
        if marked { 1 } else { own.min(2) }.max(1)
    }

    /// More of its own columns; else the register with fewer columns besides; else, of two that begin or end in one row, the lower:
    /// a line of explanation above the head adds nothing to it.
    fn is_better(&self, head: &Head, best: &Head) -> bool {
        let share = |head: &Head| head.matched * 1000 / self.registers[head.register].columns.len().max(1);
        let height = |head: &Head| head.rows.1 - head.rows.0;
        (head.matched, share(head)) > (best.matched, share(best))
            || (head.matched, share(head), head.register) == (best.matched, share(best), best.register)
                && (head.rows.0 == best.rows.0 || head.rows.1 == best.rows.1)
                && height(head) < height(best)
    }

    fn head(
        &self,
        register: usize,
        words: &HashMap<String, usize>,
        filled: &Filled<'_>,
        first: usize,
        height: usize,
    ) -> Head {
        let columns: Vec<Headed> = (0..filled.width)
            .map(|column| self.headed(register, words, &filled.words(column, first, height)))
            .collect();
        let margin =
            columns.iter().position(|column| column.column.is_none() && MARGIN.contains(&column.header.as_str()));
        let mut own: Vec<usize> = columns
            .iter()
            .filter_map(|headed| headed.column)
            .filter(|column| is_own(&self.registers[register].columns[*column].id))
            .collect();
        own.sort_unstable();
        own.dedup();
        let rows = (filled.rows[first].number, filled.rows[first + height - 1].number);
        Head { register, rows, columns, margin, matched: own.len() }
    }

    /// Which column words stand at the head of: all of them together, the lowest of them, without marks, without a bracket behind them.
    fn headed(&self, register: usize, words: &HashMap<String, usize>, parts: &[String]) -> Headed {
        let header = parts.join(" ");
        let mut headed = Headed { header: plain(&header), ..Headed::default() };
        let lowest = parts.last().map_or("", String::as_str);
        for candidate in [header.as_str(), lowest] {
            let bare = plain(candidate);
            let bare = bare.trim_matches(|sign: char| matches!(sign, '*' | '※' | '★' | ' ' | '【' | '】'));
            if let Some(column) = words.get(&fold(bare)) {
                headed.column = Some(*column);
                break;
            }
            let (before, inside) = bracket_at_end(bare);
            let (before, bracketed) = match inside {
                Some(inside) => (before, unit_in(inside)),
                None => match unit_at_end(bare) {
                    Some((before, unit)) => (before, Some(Ok(unit))),
                    None => continue,
                },
            };
            let before = before.trim_end_matches(['*', '※', ' ']);
            let Some(column) = words.get(&fold(before)) else { continue };
            headed.column = Some(*column);
            if self.registers[register].columns[*column].holds == Holds::Yen {
                match bracketed {
                    Some(Ok(unit)) => headed.unit = Some(unit),
                    Some(Err(foreign)) => headed.foreign_unit = Some(foreign),
                    None => {}
                }
            }
            break;
        }
        headed
    }

    /// A second row of heads in the other language belongs to the head.
    fn take_second_head(&self, head: &mut Head, filled: &Filled<'_>) {
        while let Some(next) = filled.rows.iter().position(|row| row.number == head.rows.1 + 1) {
            let second = self.head(head.register, &self.words[head.register], filled, next, 1);
            let agreeing = second
                .columns
                .iter()
                .zip(&head.columns)
                .filter(|(second, first)| second.column.is_some() && second.column == first.column);
            if second.matched < 2 || agreeing.count() < second.matched {
                return;
            }
            head.rows.1 += 1;
        }
    }
}

/// Whether a column is the register's own, and not one that all have.
fn is_own(id: &str) -> bool {
    ![PROJECTS, SOURCE, CONFIDENTIAL_UNTIL].contains(&id)
}

/// The first rows with their merged cells filled.
struct Filled<'a> {
    rows: &'a [SheetRow],
    layout: &'a Layout,
    width: usize,
}

impl<'a> Filled<'a> {
    fn new(rows: &'a [SheetRow], layout: &'a Layout) -> Self {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        Self { rows, layout, width }
    }

    /// The different words at the head of a column, from the top.
    fn words(&self, column: usize, first: usize, height: usize) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for row in self.rows.iter().skip(first).take(height) {
            let text = self.text(row, column);
            if !text.trim().is_empty() && parts.last().is_none_or(|last| last != &text) {
                parts.push(text);
            }
        }
        parts
    }

    fn text(&self, row: &SheetRow, column: usize) -> String {
        if let Some(text) = text_of(row.cells.get(column)) {
            return text;
        }
        let merged = self
            .layout
            .merged
            .iter()
            .take(4096)
            .find(|merged| merged.rows.contains(&row.number) && merged.columns.contains(&column));
        let origin = merged.and_then(|merged| {
            let top = self.rows.iter().find(|row| row.number == *merged.rows.start())?;
            text_of(top.cells.get(*merged.columns.start()))
        });
        origin.unwrap_or_default()
    }
}

fn text_of(cell: Option<&Content>) -> Option<String> {
    match cell? {
        Content::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Content::Number { digits, .. } => Some(digits.clone()),
        _ => None,
    }
}

/// What stands before a bracket at the end of words, and in it.
fn bracket_at_end(words: &str) -> (&str, Option<&str>) {
    for (open, close) in [('(', ')'), ('[', ']'), ('〔', '〕'), ('【', '】'), ('<', '>')] {
        if let Some((before, inside)) = words.strip_suffix(close).and_then(|words| words.rsplit_once(open)) {
            return (before.trim_end(), Some(inside));
        }
    }
    (words, None)
}

/// The unit of money that words name: `単位:千円`, `thousand yen`; as an error one that is no yen.
fn unit_in(words: &str) -> Option<Result<Unit, String>> {
    let bare = plain(words);
    let bare = bare
        .trim_start_matches("単位")
        .trim_start_matches("unit")
        .trim_start_matches([':', ' ', ','])
        .trim_start_matches("in ");
    if let Some(("", unit)) = unit_at_end(bare) {
        return Some(Ok(unit));
    }
    let folded = fold(bare);
    let foreign = ["ドル", "ユーロ", "ポンド", "usd", "eur", "gbp", "dollar", "euro", "us$", "$", "€", "元", "rmb"];
    foreign.iter().any(|unit| folded.contains(&self::fold(unit))).then(|| Err(bare.to_owned()))
}

/// A line such as （単位：千円） above the head holds for all amounts whose head names no unit.
fn take_unit_above(head: &mut Head, register: &Register, rows: &[SheetRow]) {
    let above = rows.iter().take_while(|row| row.number < head.rows.0).flat_map(|row| &row.cells);
    let said = above.filter_map(|cell| {
        let Content::Text(text) = cell else { return None };
        let text = plain(text);
        let (_, after) =
            text.split_once("単位").or_else(|| text.split_once("Unit:")).or_else(|| text.split_once("unit:"))?;
        let after = after.trim_start_matches([':', ' ']);
        let end = after.find([')', ']', '〕', '。', '、']).unwrap_or(after.len());
        unit_in(&after[..end])
    });
    let Some(unit) = said.last() else { return };
    for headed in &mut head.columns {
        let holds_yen = headed
            .column
            .and_then(|column| register.columns.get(column))
            .is_some_and(|column| column.holds == Holds::Yen);
        if holds_yen && headed.unit.is_none() && headed.foreign_unit.is_none() {
            match &unit {
                Ok(unit) => headed.unit = Some(*unit),
                Err(foreign) => headed.foreign_unit = Some(foreign.clone()),
            }
        }
    }
}

impl Head {
    /// The letter of a column of the sheet.
    pub(super) fn letter(column: usize) -> String {
        letters(column)
    }
}
