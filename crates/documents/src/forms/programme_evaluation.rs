//! プログラム評価: a programme's indicators over the years, then a page for each of its projects.
//!
//! The decision to question: nobody is asked again. The committee's own format of this evaluation was not at hand, so the form holds the facts on which
//! one rests and leaves the judgement to a field.

use super::indicator_table::lead;
use super::project_card::{ProjectCard, budget_table, card, evaluations_table, facts_table};
use super::readings::{Line, lines, table};
use super::{About, Described, Kind, Made, Subject, as_json};
use crate::words;
use crate::{Block, Document, Error, Facts, Field, Inline, Paragraph, Row, Section, Style, Table};
use plan::{Indicator, IndicatorKind};
use serde::Serialize;

pub const KIND: Kind = Kind {
    name: "programme-evaluation",
    title: ["プログラム評価", "Programme evaluation"],
    says: [
        "一つのプログラムの指標の推移と、その研究開発課題を1課題1ページで示す。",
        "A programme's indicators over the years, and each of its projects on a page.",
    ],
    about: Subject::Programme,
    years: 5,
    is_drawn: false,
    fields: FIELDS,
    make,
};

const FIELDS: &[Described] = &[
    Described { id: "summary", says: ["プログラムの概要", "the programme's summary"] },
    Described { id: "output.", says: ["アウトプット指標の推移", "output indicators over the years"] },
    Described { id: "outcome.", says: ["アウトカム指標の推移", "outcome indicators over the years"] },
    Described { id: "overall", says: ["プログラムの評価（記入）", "the evaluation (to be filled)"] },
    Described { id: "facts.", says: ["課題ごとの概要", "what each project is"] },
    Described { id: "budget.", says: ["課題ごとの執行額", "each project's executed budget"] },
    Described { id: "evaluations.", says: ["課題ごとの評価の年度", "each project's evaluations"] },
    Described { id: "figures.", says: ["課題ごとの指標の値", "each project's figures"] },
];

/// The facts of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammeEvaluation {
    /// The programme's id.
    pub programme: String,
    /// Its name.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// The fiscal years shown.
    pub fiscal_years: Vec<i16>,
    /// Output indicators.
    pub output: Vec<Line>,
    /// Outcome indicators.
    pub outcome: Vec<Line>,
    /// Its projects in the order of the chart.
    pub projects: Vec<ProjectCard>,
}

fn make(facts: &Facts<'_>, about: &About<'_>) -> Result<Made, Error> {
    let About::Programme(programme) = about else {
        return Err(Error::NoSubject {
            form: KIND.name,
            what: "a programme of the plan",
            found: String::new(),
            hint: "--subject ID".to_owned(),
        });
    };
    let of = |kind: IndicatorKind| {
        let chosen: Vec<&Indicator> = programme.indicators.iter().filter(|one| one.kind == kind).collect();
        lines(facts, &chosen)
    };
    let form = ProgrammeEvaluation {
        programme: programme.id.clone(),
        title: facts.text_of(&programme.title),
        summary: facts.text_of(&programme.summary),
        fiscal_years: facts.all_years().map(|year| year.0).collect(),
        output: of(IndicatorKind::Output),
        outcome: of(IndicatorKind::Outcome),
        projects: programme.projects.iter().map(|project| card(facts, project)).collect(),
    };
    Ok(Made::new(as_json(&form)?, document(facts, &form)))
}

fn document(facts: &Facts<'_>, form: &ProgrammeEvaluation) -> Document {
    let language = facts.language;
    let field = |field: Field| Block::Paragraph(Paragraph { style: Style::Body, inlines: vec![Inline::Field(field)] });
    let mut blocks = vec![field(Field::new("summary", form.summary.clone()))];
    for (name, kind, lines) in
        [("output", IndicatorKind::Output, &form.output), ("outcome", IndicatorKind::Outcome, &form.outcome)]
    {
        if !lines.is_empty() {
            blocks.push(Block::Table(table(facts, name, words::indicator_kind(kind, language), "", lines)));
        }
    }
    blocks.push(Block::Heading(2, language.of("プログラムの評価", "Evaluation of the programme").to_owned()));
    blocks.push(field(Field::to_fill("overall", language.of("評価委員会", "the committee"))));
    for project in &form.projects {
        blocks.push(Block::PageBreak);
        blocks.push(Block::Section(section(facts, project)));
    }
    Document {
        form: KIND.name,
        subject: form.programme.clone(),
        language,
        title: language.of(format!("{}　評価", form.title), format!("Evaluation of {}", form.title)),
        lead: lead(facts, ""),
        landscape: false,
        blocks,
        standing: facts.standing(),
    }
}

/// A project's page: the tables of its card, each field marked as this project's.
fn section(facts: &Facts<'_>, project: &ProjectCard) -> Section {
    let language = facts.language;
    let mut tables = vec![facts_table(facts, project, "")];
    if !project.budget.is_empty() {
        tables.push(budget_table(facts, &project.budget, ""));
    }
    tables.push(evaluations_table(facts, &project.evaluations, ""));
    if !project.figures.is_empty() {
        tables.push(table(facts, "figures", language.of("指標の値", "Figures"), "", &project.figures));
    }
    let mut blocks = vec![Block::Heading(2, project.title.clone())];
    blocks.extend(tables.into_iter().map(|table| Block::Table(of_project(table, &project.project))));
    Section { name: "project", key: project.project.clone(), blocks }
}

/// The table with the project in each field's key: one field of one project is one field of the document.
fn of_project(mut table: Table, project: &str) -> Table {
    let mark = |key: &mut String| {
        let own = std::mem::take(key);
        *key = if own.is_empty() { project.to_owned() } else { format!("{project}/{own}") };
    };
    let rows = |rows: &mut Vec<Row>| {
        for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
            for inline in &mut cell.inlines {
                if let Inline::Field(field) = inline {
                    mark(&mut field.key);
                }
            }
        }
    };
    rows(&mut table.head);
    rows(&mut table.rows);
    table
}
