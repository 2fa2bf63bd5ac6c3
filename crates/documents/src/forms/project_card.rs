//! 課題カード: one project on a page. What it is, what it follows, what it cost, when it is evaluated, what came of it.

use super::indicator_table::lead;
use super::readings::{Line, column, head, lines, table};
use super::{About, Described, Kind, Made, Subject, as_json};
use crate::words;
use crate::{Align, Block, Cell, Document, Error, Facts, Field, Row, Table};
use plan::{Indicator, JoinSubject, LinkedTo, Method, Project};
use serde::Serialize;

pub const KIND: Kind = Kind {
    name: "project-card",
    title: ["課題カード", "Project card"],
    says: [
        "一つの研究開発課題を1枚に示す。期間、前後の課題、予算、評価、指標の値。",
        "One project on a page: its years, what it follows and what follows it, budget, evaluations, figures.",
    ],
    about: Subject::Project,
    years: 5,
    is_drawn: false,
    fields: FIELDS,
    make,
};

const FIELDS: &[Described] = &[
    Described { id: "facts.", says: ["課題の概要の表", "the table of what the project is"] },
    Described {
        id: "budget.",
        says: ["予算事業ごとの執行額（百万円）", "executed budget by budget project, in million yen"],
    },
    Described { id: "evaluations.", says: ["評価の年度", "the years of its evaluations"] },
    Described { id: "figures.", says: ["関係する指標の値", "the figures of its indicators"] },
];

/// The facts of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProjectCard {
    /// The project's id.
    pub project: String,
    /// Its name.
    pub title: String,
    /// The programme under which it stands.
    pub programme: String,
    /// Its description in the plan; empty where the plan has none.
    pub description: String,
    /// Its years in words, with marks where they are not sure.
    pub period: String,
    /// Who runs it.
    pub operator: String,
    /// What it follows.
    pub predecessors: Vec<String>,
    /// What follows it.
    pub successors: Vec<String>,
    /// Its budget projects.
    pub budget: Vec<Budget>,
    /// Its evaluations.
    pub evaluations: Vec<EvaluationLine>,
    /// The fiscal years shown.
    pub fiscal_years: Vec<i16>,
    /// Its own indicator and those that name it.
    pub figures: Vec<Line>,
}

/// A budget project that pays for it, alone or with others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Budget {
    /// 予算事業ID.
    pub id: String,
    /// Whether the tie rests on a source or a person's word.
    pub is_confirmed: bool,
    /// How many projects of the plan share it.
    pub projects: usize,
    /// Executed in each year shown, in million yen; nothing where it is not known.
    pub executed_million_yen: Vec<Option<i64>>,
}

/// An evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvaluationLine {
    /// Which one, in words.
    pub kind: String,
    /// The fiscal year in words, with a mark where it is not sure.
    pub year: String,
    /// Of which part; empty for the project itself.
    pub part: String,
}

fn make(facts: &Facts<'_>, about: &About<'_>) -> Result<Made, Error> {
    let About::Project(project) = about else {
        return Err(Error::NoSubject {
            form: KIND.name,
            what: "a project of the plan",
            found: String::new(),
            hint: "--subject ID".to_owned(),
        });
    };
    let card = card(facts, project);
    Ok(Made::new(as_json(&card)?, document(facts, &card)))
}

/// What a project is, with its figures over the years shown.
pub fn card(facts: &Facts<'_>, project: &Project) -> ProjectCard {
    let (plan, language) = (facts.plan(), facts.language);
    let name = |id: &str| plan.project(id).map_or_else(|| id.to_owned(), |(_, one)| facts.text_of(&one.title));
    let from = |one: &plan::Succession| one.from.as_deref().map(name).or_else(|| one.from_name.clone());
    let programme = plan.project(&project.id).map(|(programme, _)| facts.text_of(&programme.title));
    let parts = project.parts.iter().flat_map(|part| part.evaluations.iter().map(move |mark| (Some(part), mark)));
    ProjectCard {
        project: project.id.clone(),
        title: facts.text_of(&project.title),
        programme: programme.unwrap_or_default(),
        description: facts.text_of(&project.description),
        period: words::period(project, language),
        operator: project.operator.clone(),
        predecessors: plan.successions.iter().filter(|one| one.to == project.id).filter_map(from).collect(),
        successors: plan
            .successions
            .iter()
            .filter(|one| one.from.as_deref() == Some(&project.id))
            .map(|one| name(&one.to))
            .collect(),
        budget: budget(facts, project),
        evaluations: project
            .evaluations
            .iter()
            .map(|mark| (None, mark))
            .chain(parts)
            .map(|(part, mark)| EvaluationLine {
                kind: words::evaluation(mark.kind, language).to_owned(),
                year: words::claim(&mark.when, language),
                part: part.map(|part| facts.text_of(&part.title)).unwrap_or_default(),
            })
            .collect(),
        fiscal_years: facts.all_years().map(|year| year.0).collect(),
        figures: lines(facts, &indicators(facts, project)),
    }
}

/// The budget projects joined to it.
fn budget(facts: &Facts<'_>, project: &Project) -> Vec<Budget> {
    let plan = facts.plan();
    let shared = |subject: &JoinSubject| plan.joins.iter().filter(|join| join.subject == *subject).count();
    let of = |join: &plan::Join| {
        let JoinSubject::Budget(id) = &join.subject else { return None };
        let known = plan.budget_projects.iter().find(|one| one.id == *id);
        Some(Budget {
            id: id.clone(),
            is_confirmed: join.basis.counts(),
            projects: shared(&join.subject),
            executed_million_yen: facts
                .all_years()
                .map(|year| known.and_then(|one| one.executed_million_yen.get(&year)).copied())
                .collect(),
        })
    };
    plan.joins.iter().filter(|join| join.project == project.id).filter_map(of).collect()
}

/// The indicators that are about this project: its own, those that stand beside it on the chart, those that name it in what they count.
fn indicators<'a>(facts: &Facts<'a>, project: &Project) -> Vec<&'a Indicator> {
    let names = |indicator: &Indicator| {
        let counts = |version: &plan::IndicatorVersion| match &version.method {
            Method::Computed(definition) => {
                matches!(&definition.linked.to, LinkedTo::Projects(ids) if ids.contains(&project.id))
            }
            Method::Reported | Method::Qualitative => false,
        };
        indicator.projects.contains(&project.id) || indicator.versions.iter().any(counts)
    };
    facts.plan().indicators().map(|(_, indicator)| indicator).filter(|indicator| names(indicator)).collect()
}

fn document(facts: &Facts<'_>, card: &ProjectCard) -> Document {
    let language = facts.language;
    let sheet = language.of("課題", "Project");
    let mut blocks = vec![Block::Table(facts_table(facts, card, sheet))];
    if !card.budget.is_empty() {
        blocks.push(Block::Table(budget_table(facts, &card.budget, sheet)));
    }
    blocks.push(Block::Table(evaluations_table(facts, &card.evaluations, sheet)));
    let caption = language.of("指標の値", "Figures");
    blocks.push(Block::Table(table(facts, "figures", caption, sheet, &card.figures)));
    Document {
        form: KIND.name,
        subject: card.project.clone(),
        language,
        title: language.of("研究開発課題カード", "Project card").to_owned(),
        lead: lead(facts, &card.title),
        landscape: false,
        blocks,
        standing: facts.standing(),
    }
}

/// What a project is, as a table.
pub fn facts_table(facts: &Facts<'_>, card: &ProjectCard, sheet: &str) -> Table {
    let language = facts.language;
    let none = language.of("―", "–");
    let listed = |names: &[String]| if names.is_empty() { none.to_owned() } else { names.join("\n") };
    let rows = [
        ("programme", language.of("プログラム", "Programme"), card.programme.clone()),
        ("period", language.of("実施期間", "Period"), card.period.clone()),
        ("operator", language.of("実施主体", "Run by"), card.operator.clone()),
        ("description", language.of("概要", "Description"), card.description.clone()),
        ("predecessors", language.of("前身", "Follows"), listed(&card.predecessors)),
        ("successors", language.of("後継", "Followed by"), listed(&card.successors)),
    ];
    let row = |(id, name, value): (&str, &str, String)| Row {
        key: id.to_owned(),
        cells: vec![Cell::head(name), Cell::field(Field::new(format!("facts.{id}"), value))],
    };
    Table {
        name: "facts",
        sheet: sheet.to_owned(),
        columns: vec![column("what", 18, Align::Left), column("value", 82, Align::Left)],
        rows: rows.map(row).into(),
        ..Table::default()
    }
}

/// What was executed, by budget project and year.
pub fn budget_table(facts: &Facts<'_>, budget: &[Budget], sheet: &str) -> Table {
    let language = facts.language;
    let mut heads = vec![language.of("予算事業ID", "Budget project").to_owned()];
    heads.extend(facts.all_years().map(|year| words::year_head(year, language)));
    let mut columns = vec![column("id", 30, Align::Left)];
    columns.extend((1..=heads.len() - 1).map(|index| column(&format!("year-{index}"), 14, Align::Right)));
    let row = |one: &Budget| {
        let field = |name: &str, value: String| Field::new(format!("budget.{name}"), value).of(one.id.as_str());
        let mut marks = String::new();
        if !one.is_confirmed {
            marks.push_str(language.of("（対応は未確認）", " (tie unconfirmed)"));
        }
        if one.projects > 1 {
            marks.push_str(
                &language
                    .of(format!("（{}課題の合計）", one.projects), format!(" (shared by {} projects)", one.projects)),
            );
        }
        let mut cells = vec![Cell::field(field("id", format!("{}{marks}", one.id)))];
        for (index, yen) in one.executed_million_yen.iter().enumerate() {
            let shown = yen.map_or_else(|| language.of("不明", "unknown").to_owned(), words::whole);
            let number = yen.map(|yen| indicator::Amount::from_integer(yen.into()));
            cells.push(Cell::field(Field { number, ..field(&format!("year-{}", index + 1), shown) }));
        }
        Row { key: one.id.clone(), cells }
    };
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    Table {
        name: "budget",
        sheet: sheet.to_owned(),
        caption: language.of("執行額（百万円）", "Executed budget (million yen)").to_owned(),
        columns,
        head: head(&heads),
        rows: budget.iter().map(row).collect(),
        repeats: true,
        empty: String::new(),
    }
}

/// Its evaluations.
pub fn evaluations_table(facts: &Facts<'_>, evaluations: &[EvaluationLine], sheet: &str) -> Table {
    let language = facts.language;
    let row = |(index, one): (usize, &EvaluationLine)| {
        let key = (index + 1).to_string();
        let field = |name: &str, value: &str| Field::new(format!("evaluations.{name}"), value).of(key.as_str());
        Row {
            cells: vec![
                Cell::field(field("kind", &one.kind)),
                Cell::field(field("year", &one.year)),
                Cell::field(field("part", &one.part)),
            ],
            key,
        }
    };
    Table {
        name: "evaluations",
        sheet: sheet.to_owned(),
        caption: language.of("評価", "Evaluations").to_owned(),
        columns: vec![
            column("kind", 24, Align::Left),
            column("year", 36, Align::Left),
            column("part", 40, Align::Left),
        ],
        head: head(&language.of(["評価", "年度", "区分"], ["Evaluation", "Fiscal year", "Part"])),
        rows: evaluations.iter().enumerate().map(row).collect(),
        repeats: true,
        empty: language.of("評価の予定は示されていない。", "The plan shows no evaluation.").to_owned(),
    }
}
