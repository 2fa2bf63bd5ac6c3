//! RSシステム: tables 1-3, 2-1, 3-1, 3-2 and 4-1 of a budget project's review sheet, as the system publishes them.
//!
//! The decision to question: **what the store does not know stays empty**, and each column that is empty throughout is named below the
//! table, so that whoever copies the rest knows what is still theirs to write. Nothing of 4-1 is ever filled: it is judgement.

mod chain;
mod header;
mod tables;

use super::{About, Described, Kind, Made, Subject, as_json};
use crate::{Align, Block, Cell, Column, Document, Error, Facts, Field, Inline, Paragraph, Row, Style, Table};
use header::FIRST_YEAR;
use plan::{BudgetProject, Language};
use serde::Serialize;
use std::collections::BTreeSet;

/// What the fields of these forms mean.
const FIELDS: &[Described] = &[Described {
    id: "empty",
    says: ["記載する事実がストアになく、空けた列", "a column left empty, since the store knows nothing for it"],
}];

macro_rules! kind {
    ($name:ident, $form:literal, $ja:literal, $en:literal, $number:ident) => {
        pub const $name: Kind = Kind {
            name: $form,
            title: [concat!("RSシート ", $ja), concat!("RS sheet: ", $en)],
            says: [
                "行政事業レビューの一つの予算事業の表を、RSシステムが公開する形（CSV）で出す。",
                "A table of the review sheet of one budget project, as RSシステム publishes it (CSV).",
            ],
            about: Subject::BudgetProject,
            years: 1,
            is_drawn: false,
            fields: FIELDS,
            make: |facts, about| make(Number::$number, $form, facts, about),
        };
    };
}

kind!(POLICIES, "rs-1-3", "1-3 政策・施策、法令等", "1-3 policies and laws", Policies);
kind!(BUDGETS, "rs-2-1", "2-1 予算・執行サマリ", "2-1 budget and execution", Budgets);
kind!(GOALS, "rs-3-1", "3-1 効果発現経路（目標・実績）", "3-1 targets and results", Goals);
kind!(EDGES, "rs-3-2", "3-2 効果発現経路（目標のつながり）", "3-2 how goals lead to each other", Edges);
kind!(REVIEW, "rs-4-1", "4-1 点検・評価", "4-1 review", Review);

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Policies,
    Budgets,
    Goals,
    Edges,
    Review,
}

/// The facts of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RsTable {
    /// 予算事業ID
    pub budget_project: String,
    /// 事業年度: the sheet reports what was done up to the year before.
    pub sheet_year: i16,
    /// The columns, as RSシステム prints them.
    pub columns: Vec<String>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// Columns in which no row has anything.
    pub empty: Vec<String>,
    /// What is known more coarsely than a cell says, a sentence each.
    pub coarse: Vec<String>,
}

fn make(number: Number, form: &'static str, facts: &Facts<'_>, about: &About<'_>) -> Result<Made, Error> {
    let About::BudgetProject(budget) = about else {
        return Err(Error::NoSubject {
            form,
            what: "a budget project of the plan",
            found: String::new(),
            hint: "--subject ID".to_owned(),
        });
    };
    let table = fill(number, facts, budget);
    Ok(Made::new(as_json(&table)?, document(form, number, facts, budget, &table)))
}

/// A table with its rows.
fn fill(number: Number, facts: &Facts<'_>, budget: &BudgetProject) -> RsTable {
    let (own, coarse) = match number {
        Number::Policies => (tables::policies(facts), Vec::new()),
        Number::Budgets => tables::budgets(facts, budget),
        Number::Goals => (tables::goals(&chain::chain(facts, budget)), Vec::new()),
        Number::Edges => (tables::edges(&chain::chain(facts, budget)), Vec::new()),
        Number::Review => (vec![vec![String::new(); header::REVIEW.len()]], Vec::new()),
    };
    let columns: Vec<String> =
        header::SHARED.iter().copied().map(str::to_owned).chain(tables::columns(number)).collect();
    let shared = ["レビューシート", &facts.year().to_string(), &budget.id, &budget.title.ja].map(str::to_owned);
    let empty = std::iter::repeat_n(String::new(), header::SHARED.len() - shared.len());
    let rows: Vec<Vec<String>> =
        own.into_iter().map(|cells| shared.iter().cloned().chain(empty.clone()).chain(cells).collect()).collect();
    let never = |at: &usize| rows.iter().all(|row| row.get(*at).is_none_or(String::is_empty));
    let is_year = |name: &str| name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
    let empty = (0..columns.len()).filter(never).map(|at| columns[at].clone()).filter(|name| !is_year(name)).collect();
    RsTable { budget_project: budget.id.clone(), sheet_year: facts.year().0, columns, rows, empty, coarse }
}

fn document(
    form: &'static str,
    number: Number,
    facts: &Facts<'_>,
    budget: &BudgetProject,
    table: &RsTable,
) -> Document {
    let language = facts.language;
    let name = match number {
        Number::Policies => "1-3",
        Number::Budgets => "2-1",
        Number::Goals => "3-1",
        Number::Edges => "3-2",
        Number::Review => "4-1",
    };
    let column = |at: usize| Column { id: format!("c{}", at + 1), width: 1, align: Align::Left };
    let row = |(at, cells): (usize, &Vec<String>)| Row {
        key: (at + 1).to_string(),
        cells: cells.iter().map(Cell::words).collect(),
    };
    let mut blocks = vec![Block::Table(Table {
        name: "sheet",
        sheet: name.to_owned(),
        caption: String::new(),
        columns: (0..table.columns.len()).map(column).collect(),
        head: vec![Row { key: "head".to_owned(), cells: table.columns.iter().map(Cell::head).collect() }],
        rows: table.rows.iter().enumerate().map(row).collect(),
        repeats: false,
        empty: language.of("記載する行はない。", "There is no row to write.").to_owned(),
    })];
    let note = |words: String| Block::Paragraph(Paragraph::styled(Style::Note, words));
    blocks.extend(table.coarse.iter().cloned().map(note));
    if !table.empty.is_empty() {
        let heading =
            language.of("空けた列（ストアに事実がない）", "Columns left empty: the store has no fact for them");
        blocks.push(Block::Heading(2, heading.to_owned()));
        let mut named: BTreeSet<String> = BTreeSet::new();
        for name in &table.empty {
            // Two columns may bear one head.
            let mut key = name.clone();
            for again in 2.. {
                if named.insert(key.clone()) {
                    break;
                }
                key = format!("{name}({again})");
            }
            let field = Field::to_fill("empty", by_whom(name, language)).of(key);
            blocks.push(Block::Paragraph(Paragraph {
                style: Style::Note,
                inlines: vec![Inline::Words(format!("{name}　")), Inline::Field(field)],
            }));
        }
    }
    let title = budget.title.ja.as_str();
    Document {
        form,
        subject: budget.id.clone(),
        language,
        title: language.of(
            format!("RSシート {name}　{title}（{}）", facts.year().era_ja()),
            format!("RS sheet {name}: {title} ({})", facts.year()),
        ),
        lead: Vec::new(),
        landscape: true,
        blocks,
        standing: facts.standing(),
    }
}

/// Who writes a column that nothing fills.
fn by_whom(column: &str, language: Language) -> &'static str {
    if column.starts_with("外部有識者") {
        language.of("外部有識者", "the outside experts")
    } else if column.starts_with("行政事業レビュー推進チーム") || column.starts_with("公開プロセス")
    {
        language.of("行政事業レビュー推進チーム", "the review team")
    } else {
        language.of("事業所管部局", "the division in charge")
    }
}
