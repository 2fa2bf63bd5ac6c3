//! 行政事業レビュー: the tables of RSシステム, each a CSV.
//!
//! The decision to question: a record is a project in one table of one year's sheet (`rs:2024-006837/2-1`). The tables come in files of
//! their own, in any order; what they share, `rs:2024-006837`, is among the identifiers and makes them one work.
//!
//! **The sheet of a year reports what was spent in the year before.** Sums say which year they belong to.

mod tables;

use crate::given::give;
use crate::read::{Candidates, Progress, Sink};
use crate::table::Rows;
use crate::{Budget, BudgetRow, Field, Problem, ReadError, ReadOptions, Record};
use mention::FieldKind;
use std::collections::HashSet;
use tables::{Role, Table, Year};

const LICENCE: &str =
    "行政事業レビュー見える化サイト (RSシステム), Government of Japan; public data licence, name the source";

/// Whether a table with this header is one of RSシステム.
pub(crate) fn is_header(cells: &[String]) -> bool {
    tables::is_sheet(cells)
}

/// Takes the rows of one table.
pub(crate) struct Sheets<'a> {
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
    table: Option<Table>,
    /// The project whose rows are being gathered.
    project: Option<Project>,
    /// Sheets that are complete: year and project.
    seen: HashSet<(i16, u32)>,
}

struct Project {
    key: (i16, u32),
    record: Record,
    budget: Budget,
    rows: usize,
}

impl<'a> Sheets<'a> {
    pub(crate) fn new(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> Self {
        Self { options, candidates, table: None, project: None, seen: HashSet::new() }
    }
}

impl Rows for Sheets<'_> {
    fn header(&mut self, cells: &[String]) -> Result<(), Problem> {
        self.table = Some(Table::of(cells)?);
        Ok(())
    }

    fn row(
        &mut self,
        cells: &[String],
        line: u64,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        // The header comes first; without it there are no rows.
        let Some(table) = self.table.take() else { return Ok(()) };
        let key = table.key(cells).map_err(|problem| problem.on_line(line))?;
        if self.project.as_ref().is_some_and(|project| project.key != key) {
            self.end(progress, sink)?;
        }
        if self.project.is_none() {
            if !self.seen.insert(key) {
                return Err(Problem::Table {
                    expected: "the rows of a project one after the other".to_owned(),
                    found: format!("project {} of {} once more", key.1, key.0),
                }
                .on_line(line));
            }
            self.project = Some(Project::new(&table, key, cells));
        }
        if let Some(project) = &mut self.project {
            project.add(&table, cells);
        }
        self.table = Some(table);
        Ok(())
    }

    fn end(&mut self, progress: &mut Progress, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        let Some(Project { mut record, budget, .. }) = self.project.take() else { return Ok(()) };
        record.budget = Some(budget).filter(|budget| !budget.rows.is_empty());
        give(record, self.options, self.candidates, progress, sink)
    }
}

impl Project {
    fn new(table: &Table, key: (i16, u32), cells: &[String]) -> Self {
        let sheet = format!("rs:{}-{:06}", key.0, key.1);
        let id = format!("{sheet}/{}", table.number());
        let title = table.title(cells).to_owned();
        let record = Record {
            id: id.clone(),
            kind: "budget-project".to_owned(),
            version: 1,
            identifiers: vec![id, sheet],
            fields: vec![Field {
                name: "title".to_owned(),
                kind: FieldKind::Title,
                text: title.clone(),
                beside: String::new(),
            }],
            title,
            licence: LICENCE.to_owned(),
            ..Record::default()
        };
        let budget = Budget { table: table.number().to_owned(), sheet_year: key.0, rows: Vec::new() };
        Self { key, record, budget, rows: 0 }
    }

    fn add(&mut self, table: &Table, cells: &[String]) {
        self.rows += 1;
        let kind = table.kind(cells);
        for (column, cell) in table.columns().zip(cells) {
            let text = cell.trim();
            if text.is_empty() {
                continue;
            }
            match column.role {
                Role::Passed => {}
                Role::Sum(year) => self.budget.rows.push(BudgetRow {
                    fiscal_year: match year {
                        Year::OfRow => table.budget_year(cells),
                        Year::BeforeSheet => Some(self.key.0 - 1),
                        Year::Untold => None,
                    },
                    item: column.name.clone(),
                    kind: kind.clone(),
                    amount_yen: yen(text),
                    text: text.to_owned(),
                }),
                Role::Text if is_words(text) => self.record.fields.push(Field {
                    name: format!("{}[{}]", column.name, self.rows),
                    kind: FieldKind::Text,
                    text: text.to_owned(),
                    beside: String::new(),
                }),
                Role::Text => {}
            }
        }
    }
}

/// Whether a cell holds words, not a number or a tick.
fn is_words(text: &str) -> bool {
    let is_tick = ["TRUE", "FALSE"].iter().any(|tick| text.eq_ignore_ascii_case(tick));
    !is_tick && text.chars().any(char::is_alphabetic)
}

/// A sum as printed, `50617000` or `50617000.0`; none if it is no whole number of yen.
fn yen(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte == b'0') {
        return None;
    }
    let digits: String = whole.chars().filter(|character| *character != ',').collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests;
