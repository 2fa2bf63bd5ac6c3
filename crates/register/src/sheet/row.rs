//! Rows below a head, one by one.

use super::head::{CANDIDATE, EXAMPLE, Head, Headed, REMARK};
use super::value::Meanings;
use super::words::{cut, nearest, plain};
use super::{ColumnPlace, LISTED, Note, NoteKind, Reason, Refusal};
use crate::{Entry, Holds, Place, Register, Value, fold};
use corpus::{Content, Layout, Problem, SheetRow, Shown};
use std::collections::{BTreeMap, HashMap};

/// What came of all sheets.
pub(super) struct Outcome {
    pub(super) read: u64,
    pub(super) refused: Vec<Refusal>,
    pub(super) refused_in_all: u64,
    pub(super) notes: Vec<Note>,
}

/// Takes the rows of the sheets of one register.
pub(super) struct Rows<'a> {
    register: &'a Register,
    meanings: &'a Meanings<'a>,
    take: &'a mut dyn FnMut(Entry),
    outcome: Outcome,
    /// Where each key stands: the number of its sheet, its row.
    keys: HashMap<String, (u32, u64)>,
    sheets: Vec<String>,
    sheet: Option<SheetState>,
}

/// What is known of the sheet at hand.
struct SheetState {
    name: String,
    hidden: bool,
    head: Head,
    /// Refusals of the head, told when the first row comes.
    head_refusals: Vec<Refusal>,
    /// No entry is given of a sheet whose head is wrong.
    blocked: bool,
    begun: bool,
    merged: Merges,
    /// Values in columns that are passed over.
    passed_over: BTreeMap<usize, u64>,
    hidden_run: Option<(u64, u64)>,
}

/// Merged cells below the head.
#[derive(Default)]
struct Merges {
    /// By column: first row, last row and how many, with what stands in the first.
    down: HashMap<usize, Vec<(u64, u64)>>,
    /// By row: the columns that are one.
    across: HashMap<u64, Vec<(usize, usize)>>,
    /// By column: the last row of the merged cell at hand, and its content.
    held: HashMap<usize, (u64, Content)>,
    read: BTreeMap<usize, u64>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(register: &'a Register, meanings: &'a Meanings<'a>, take: &'a mut dyn FnMut(Entry)) -> Self {
        let outcome = Outcome { read: 0, refused: Vec::new(), refused_in_all: 0, notes: Vec::new() };
        Self { register, meanings, take, outcome, keys: HashMap::new(), sheets: Vec::new(), sheet: None }
    }

    pub(super) fn note(&mut self, sheet: &str, kind: NoteKind) {
        self.outcome.notes.push(Note { sheet: sheet.to_owned(), kind });
    }

    fn refuse(&mut self, refusal: Refusal) {
        self.outcome.refused_in_all += 1;
        if self.outcome.refused.len() < LISTED {
            self.outcome.refused.push(refusal);
        }
    }

    /// A sheet begins.
    pub(super) fn begin(&mut self, name: &str, hidden: bool, head: &Head, layout: &Layout) {
        let head_refusals = head_refusals(self.register, name, head, layout);
        self.sheets.push(name.to_owned());
        self.sheet = Some(SheetState {
            name: name.to_owned(),
            hidden,
            head: head.clone(),
            blocked: hidden || !head_refusals.is_empty(),
            head_refusals,
            begun: false,
            merged: Merges::below(head.rows.1, layout),
            passed_over: BTreeMap::new(),
            hidden_run: None,
        });
    }

    /// A row below the head.
    pub(super) fn row(&mut self, number: u64, row: Result<SheetRow, Problem>) {
        let Some(mut sheet) = self.sheet.take() else { return };
        self.row_of(&mut sheet, number, row);
        self.sheet = Some(sheet);
    }

    fn row_of(&mut self, sheet: &mut SheetState, number: u64, row: Result<SheetRow, Problem>) {
        if row.as_ref().is_ok_and(|row| is_marked_example(row, &sheet.head)) {
            return;
        }
        if !sheet.begun {
            sheet.begun = true;
            if sheet.hidden {
                let place = Place { sheet: sheet.name.clone(), row: number };
                self.refuse(Refusal { place, column: None, reason: Reason::HiddenSheet, found: sheet.name.clone() });
            }
            for refusal in std::mem::take(&mut sheet.head_refusals) {
                self.refuse(refusal);
            }
            self.note_units(sheet);
        }
        let place = Place { sheet: sheet.name.clone(), row: number };
        let row = match row {
            Ok(row) => row,
            Err(problem) => {
                self.flush_hidden(sheet);
                let (expected, found) = match problem {
                    Problem::Table { expected, found } => (expected, found),
                    other => (other.to_string().lines().next().unwrap_or_default().to_owned(), String::new()),
                };
                return self.refuse(Refusal {
                    place,
                    column: None,
                    reason: Reason::BrokenRow { expected },
                    found: cut(found.trim_matches('`')),
                });
            }
        };
        if row.hidden {
            let from = sheet.hidden_run.map_or(number, |(from, _)| from);
            sheet.hidden_run = Some((from, number));
            return;
        }
        self.flush_hidden(sheet);
        if repeats_head(&row, &sheet.head) {
            return self.note(&sheet.name, NoteKind::HeadRepeated { row: number });
        }
        if self.is_example(&row, &sheet.head) {
            return self.refuse(Refusal {
                place,
                column: None,
                reason: Reason::ExampleRow,
                found: cut(&in_words(&row)),
            });
        }
        self.entry(sheet, place, row);
    }

    fn entry(&mut self, sheet: &mut SheetState, place: Place, mut row: SheetRow) {
        let mut refusals = Vec::new();
        sheet.merged.fill(&mut row, &sheet.head, self.register, &place, &mut refusals);
        if let Some(refusal) = more_cells(&row, &sheet.head, &place) {
            return self.refuse(refusal);
        }
        let (values, wrong) = self.values(sheet, &place, &row);
        refusals.extend(wrong);
        if !refusals.is_empty() {
            if is_total(&row, &sheet.head) {
                let found = cut(&in_words(&row));
                return self.refuse(Refusal { place, column: None, reason: Reason::TotalRow, found });
            }
            for refusal in refusals {
                self.refuse(refusal);
            }
            return;
        }
        if sheet.blocked {
            return;
        }
        let key = key_of(self.register, &values);
        let number = u32::try_from(self.sheets.len()).unwrap_or(u32::MAX);
        match self.keys.entry(key.clone()) {
            std::collections::hash_map::Entry::Occupied(first) => {
                let (number, row) = *first.get();
                let sheet = self.sheets.get(number.saturating_sub(1) as usize).cloned().unwrap_or_default();
                self.refuse(Refusal {
                    place,
                    column: None,
                    reason: Reason::DuplicateKey { sheet, row },
                    found: cut(&key),
                });
            }
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert((number, place.row));
                self.outcome.read += 1;
                (self.take)(Entry { key, values, place });
            }
        }
    }

    /// The values of a row by column, and what is wrong with them.
    fn values(
        &self,
        sheet: &mut SheetState,
        place: &Place,
        row: &SheetRow,
    ) -> (BTreeMap<String, Vec<Value>>, Vec<Refusal>) {
        let (mut values, mut refusals) = (Vec::new(), Vec::new());
        for (at, content) in row.cells.iter().enumerate() {
            let headed = sheet.head.columns.get(at);
            let Some(index) = headed.and_then(|headed| headed.column) else {
                if !content.is_blank() && sheet.head.margin != Some(at) {
                    *sheet.passed_over.entry(at).or_default() += 1;
                }
                continue;
            };
            let (Some(column), Some(headed)) = (self.register.columns.get(index), headed) else { continue };
            let is_key = self.register.key.contains(&column.id);
            match self.meanings.values(index, column, is_key, headed.unit, content) {
                Ok(found) if found.is_empty() => {}
                Ok(found) => values.push((column.id.clone(), found)),
                Err((reason, found)) => {
                    refusals.push(Refusal {
                        place: place.clone(),
                        column: Some(column_place(at, headed)),
                        reason,
                        found,
                    });
                }
            }
        }
        for (at, headed) in sheet.head.columns.iter().enumerate() {
            let Some(column) = headed.column.and_then(|index| self.register.columns.get(index)) else { continue };
            let filled = values.iter().any(|(id, _)| *id == column.id);
            let column_place = column_place(at, headed);
            let refused = refusals.iter().any(|refusal| refusal.column.as_ref() == Some(&column_place));
            if column.required && !filled && !refused {
                let (place, column) = (place.clone(), Some(column_place));
                refusals.push(Refusal { place, column, reason: Reason::Required, found: String::new() });
            }
        }
        let values: BTreeMap<String, Vec<Value>> = values.into_iter().collect();
        refusals.extend(self.ends_before_it_begins(sheet, place, &values));
        (values, refusals)
    }

    fn ends_before_it_begins(
        &self,
        sheet: &SheetState,
        place: &Place,
        values: &BTreeMap<String, Vec<Value>>,
    ) -> Option<Refusal> {
        let day = |role: &str| {
            let column = self.register.dates.get(role)?;
            match values.get(column)?.first()? {
                Value::Date(date, precision) => Some((column, *date, *precision)),
                _ => None,
            }
        };
        let ((_, begins, _), (column, ends, precision)) = (day("from")?, day("until")?);
        if ends >= begins || precision != crate::Precision::Day {
            return None;
        }
        let index = self.register.columns.iter().position(|known| known.id == *column)?;
        let at = sheet.head.columns.iter().position(|headed| headed.column == Some(index))?;
        Some(Refusal {
            place: place.clone(),
            column: Some(column_place(at, &sheet.head.columns[at])),
            reason: Reason::EndsBeforeItBegins { begins: begins.to_string() },
            found: ends.to_string(),
        })
    }

    /// Whether a row is the template's example, with its mark taken away.
    fn is_example(&self, row: &SheetRow, head: &Head) -> bool {
        let mut agreeing = 0;
        for (at, content) in row.cells.iter().enumerate() {
            let Some(index) = head.columns.get(at).and_then(|headed| headed.column) else { continue };
            if content.is_blank() {
                continue;
            }
            let Some(column) = self.register.columns.get(index) else { continue };
            if column.example.is_empty() || plain(&cell_in_words(content)) != plain(&column.example) {
                return false;
            }
            agreeing += 1;
        }
        agreeing >= 2
    }

    fn flush_hidden(&mut self, sheet: &mut SheetState) {
        if let Some((from, until)) = sheet.hidden_run.take() {
            let place = Place { sheet: sheet.name.clone(), row: from };
            let found = if from == until { format!("{from}") } else { format!("{from}–{until}") };
            self.refuse(Refusal { place, column: None, reason: Reason::HiddenRows { until }, found });
        }
    }

    fn note_units(&mut self, sheet: &SheetState) {
        let mut by_unit: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for headed in &sheet.head.columns {
            if let (Some(unit), Some(column)) =
                (headed.unit, headed.column.and_then(|index| self.register.columns.get(index)))
                && unit.yen != 1
            {
                by_unit.entry(unit.name).or_default().push(column.header.ja.clone());
            }
        }
        for (unit, headers) in by_unit {
            self.note(&sheet.name, NoteKind::Unit { unit, headers });
        }
    }

    /// The sheet ends.
    pub(super) fn end(&mut self) {
        let Some(mut sheet) = self.sheet.take() else { return };
        self.flush_hidden(&mut sheet);
        for (at, values) in &sheet.passed_over {
            let header = sheet.head.columns.get(*at).map(|headed| headed.header.clone()).unwrap_or_default();
            let column = ColumnPlace { letter: Head::letter(*at), header };
            self.note(&sheet.name, NoteKind::ColumnPassedOver { column, values: *values });
        }
        for (at, cells) in &sheet.merged.read {
            let Some(headed) = sheet.head.columns.get(*at) else { continue };
            self.note(&sheet.name, NoteKind::MergedRows { column: column_place(*at, headed), cells: *cells });
        }
    }

    pub(super) fn finish(mut self) -> Outcome {
        if self.outcome.refused_in_all > self.outcome.refused.len() as u64 {
            let in_all = self.outcome.refused_in_all;
            self.note("", NoteKind::MoreRefused { in_all });
        }
        self.outcome
    }
}

fn column_place(at: usize, headed: &Headed) -> ColumnPlace {
    ColumnPlace { letter: Head::letter(at), header: headed.header.clone() }
}

/// The values of the key's columns, joined by `/`, their compatibility forms and dashes made one.
fn key_of(register: &Register, values: &BTreeMap<String, Vec<Value>>) -> String {
    let part = |column: &String| {
        let words: Vec<String> = values.get(column).into_iter().flatten().map(ToString::to_string).collect();
        plain(&words.join(";")).replace(['‐', '–', '—', '−'], "-")
    };
    register.key.iter().map(part).collect::<Vec<_>>().join("/")
}

/// What is wrong with a head.
fn head_refusals(register: &Register, sheet: &str, head: &Head, layout: &Layout) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let mut refuse = |column: ColumnPlace, reason: Reason, found: &str| {
        let place = Place { sheet: sheet.to_owned(), row: head.rows.1 };
        refusals.push(Refusal { place, column: Some(column), reason, found: cut(found) });
    };
    let mut seen: HashMap<usize, usize> = HashMap::new();
    for (at, headed) in head.columns.iter().enumerate() {
        let Some(index) = headed.column else { continue };
        if let Some(first) = seen.get(&index) {
            refuse(column_place(at, headed), Reason::ColumnTwice { first: Head::letter(*first) }, &headed.header);
        } else {
            seen.insert(index, at);
        }
        if let Some(unit) = &headed.foreign_unit {
            refuse(column_place(at, headed), Reason::UnknownUnit, unit);
        }
        if layout.hidden_columns.iter().any(|hidden| hidden.contains(&at)) {
            refuse(column_place(at, headed), Reason::HiddenColumn, &headed.header);
        }
    }
    let mut absent: Vec<usize> = (0..register.columns.len()).filter(|index| !seen.contains_key(index)).collect();
    for (at, headed) in head.columns.iter().enumerate() {
        if headed.column.is_some() || headed.header.is_empty() || head.margin == Some(at) {
            continue;
        }
        let words: Vec<(String, usize)> = absent
            .iter()
            .flat_map(|index| {
                let header = &register.columns[*index].header;
                [(fold(&header.ja), *index), (fold(&header.en), *index)]
            })
            .collect();
        let written = fold(&headed.header);
        let candidates = words.iter().map(|(word, index)| (word.as_str(), register.columns[*index].header.ja.as_str()));
        // A longer head that holds a column's words is another column; a letter more or less is that column.
        let close = candidates.filter(|(word, _)| word.chars().count().abs_diff(written.chars().count()) <= 1);
        if let Some(meant) = nearest(&headed.header, close) {
            absent.retain(|index| register.columns[*index].header.ja != meant);
            refuse(column_place(at, headed), Reason::ColumnMisspelt { meant }, &headed.header);
        }
    }
    for index in absent {
        let column = &register.columns[index];
        if column.required {
            let column = ColumnPlace { letter: String::new(), header: column.header.ja.clone() };
            refuse(column, Reason::ColumnMissing, "");
        }
    }
    refusals
}

/// Whether the margin calls the row an example, a candidate or a remark.
pub(super) fn is_marked_example(row: &SheetRow, head: &Head) -> bool {
    let mark = head.margin.and_then(|margin| row.cells.get(margin));
    let is_mark = |text: &str| [EXAMPLE, CANDIDATE, REMARK].iter().any(|marks| marks.contains(&text));
    matches!(mark, Some(Content::Text(text)) if is_mark(&plain(text)))
}

/// Whether every filled cell repeats its head.
fn repeats_head(row: &SheetRow, head: &Head) -> bool {
    let mut agreeing = 0;
    for (at, content) in row.cells.iter().enumerate() {
        let Content::Text(text) = content else { if content.is_blank() { continue } else { return false } };
        if text.trim().is_empty() {
            continue;
        }
        let Some(headed) = head.columns.get(at) else { return false };
        if fold(text) != fold(&headed.header) {
            return false;
        }
        agreeing += 1;
    }
    agreeing >= 2
}

/// Whether a row adds others up.
fn is_total(row: &SheetRow, head: &Head) -> bool {
    let filled = row.cells.iter().enumerate().find(|(at, cell)| head.margin != Some(*at) && !cell.is_blank());
    let Some((_, Content::Text(text))) = filled else { return false };
    matches!(fold(text).as_str(), "計" | "合計" | "小計" | "総計" | "total" | "subtotal" | "grandtotal" | "sum")
}

/// A row of a text with more cells than its head: a separator inside a value has moved all behind it.
fn more_cells(row: &SheetRow, head: &Head, place: &Place) -> Option<Refusal> {
    let last = head.columns.iter().rposition(|headed| !headed.header.is_empty())?;
    let beyond = row.cells.iter().skip(last + 1).rposition(|cell| !cell.is_blank())?;
    // A workbook's cells cannot move: what stands there is a remark beside the table.
    if !place.sheet.is_empty() {
        return None;
    }
    let found = format!("{}", last + 2 + beyond);
    Some(Refusal { place: place.clone(), column: None, reason: Reason::MoreCellsThanHead { columns: last + 1 }, found })
}

/// The words of a row, for a message.
pub(super) fn in_words(row: &SheetRow) -> String {
    let words = row.cells.iter().filter(|cell| !cell.is_blank()).map(cell_in_words);
    words.collect::<Vec<_>>().join(" | ")
}

fn cell_in_words(cell: &Content) -> String {
    match cell {
        Content::Empty | Content::Unvalued => String::new(),
        Content::Text(text) => text.clone(),
        Content::Number { digits, shown: Shown::Padded(width) } => format!("{digits:0>width$}"),
        Content::Number { digits, .. } => digits.clone(),
        Content::Flag(flag) => flag.to_string(),
        Content::Error(error) => error.clone(),
    }
}

impl Merges {
    fn below(head: u64, layout: &Layout) -> Self {
        let mut merges = Self::default();
        for merged in &layout.merged {
            let (top, bottom) = (*merged.rows.start(), *merged.rows.end());
            let (left, right) = (*merged.columns.start(), *merged.columns.end());
            if bottom <= head {
                continue;
            }
            if right > left {
                // A block of rows is told once, at its top.
                merges.across.entry(top).or_default().push((left, right));
            } else if bottom > top {
                merges.down.entry(left).or_default().push((top, bottom));
            }
        }
        for ranges in merges.down.values_mut() {
            ranges.sort_unstable_by(|one, other| other.cmp(one));
        }
        merges
    }

    /// Gives each row of a cell merged down its value, and refuses what cannot be told apart.
    fn fill(
        &mut self,
        row: &mut SheetRow,
        head: &Head,
        register: &Register,
        place: &Place,
        refusals: &mut Vec<Refusal>,
    ) {
        let known =
            |at: usize| head.columns.get(at).and_then(|headed| Some((headed, register.columns.get(headed.column?)?)));
        for (left, right) in self.across.remove(&row.number).unwrap_or_default() {
            let named: Vec<usize> = (left..=right.min(head.columns.len())).filter(|at| known(*at).is_some()).collect();
            if let ([first, _, ..], Some((headed, _))) = (named.as_slice(), named.first().and_then(|at| known(*at))) {
                let found = row.cells.get(left).map(cell_in_words).unwrap_or_default();
                refusals.push(Refusal {
                    place: place.clone(),
                    column: Some(column_place(*first, headed)),
                    reason: Reason::MergedColumns,
                    found: cut(&found),
                });
            }
        }
        let columns: Vec<usize> = self.down.keys().chain(self.held.keys()).copied().collect();
        for at in columns {
            let Some((headed, column)) = known(at) else { continue };
            if let Some(ranges) = self.down.get_mut(&at) {
                while ranges.last().is_some_and(|(_, bottom)| *bottom < row.number) {
                    ranges.pop();
                }
                if let Some((top, bottom)) = ranges.last().copied().filter(|(top, _)| *top <= row.number) {
                    ranges.pop();
                    let content = row.cells.get(at).filter(|_| top == row.number).cloned().unwrap_or_default();
                    *self.read.entry(at).or_default() += 1;
                    self.held.insert(at, (bottom, content));
                }
            }
            let Some((bottom, content)) = self.held.get(&at) else { continue };
            if *bottom < row.number {
                self.held.remove(&at);
                continue;
            }
            if matches!(column.holds, Holds::Whole | Holds::Decimal | Holds::Yen) {
                let found = cut(&cell_in_words(content));
                let column = Some(column_place(at, headed));
                refusals.push(Refusal { place: place.clone(), column, reason: Reason::MergedAmount, found });
                continue;
            }
            if row.cells.len() <= at {
                row.cells.resize(at + 1, Content::Empty);
            }
            row.cells[at] = content.clone();
        }
    }
}
