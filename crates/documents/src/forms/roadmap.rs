//! 工程表: the plan's own chart, on sheets of A4 on their side, in black on white; in Word, Excel and CSV the same as a table.
//!
//! The decision to question: the drawing is that of the page, sheet by sheet (`chart`). Word gets the table and not the picture: what an office
//! changes in a plan are names and years, and in a picture nobody can.

use super::indicator_table::lead;
use super::readings::{column, head};
use super::{About, Described, Kind, Made, Subject, as_json};
use crate::words;
use crate::{Align, Block, Cell, Document, Error, Facts, Field, Row, Table};
use chart::Drawing;
use chart::roadmap::{FIRST_YEAR, Heads, View, WIDTH_MM, last_year, paper};
use plan::{EvaluationMark, Part, Programme, Project};
use serde::Serialize;

pub const KIND: Kind = Kind {
    name: "roadmap",
    title: ["工程表", "Roadmap"],
    says: [
        "プランの工程表。研究開発課題の期間、評価、前身と後継をA4横の図（PDF、SVG、HTML）又は表で示す。",
        "The plan's chart: years, evaluations and successions of its projects, drawn on A4 landscape (PDF, SVG, HTML) or as a table.",
    ],
    about: Subject::Plan,
    years: 1,
    is_drawn: true,
    fields: FIELDS,
    make,
};

const FIELDS: &[Described] = &[Described { id: "lines.", says: ["工程表の行", "the lines of the chart"] }];

/// The facts of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Roadmap {
    /// First and last fiscal year of the chart.
    pub axis: [i16; 2],
    /// How many sheets of A4 it takes.
    pub sheets: usize,
    /// The projects in the plan's order, each followed by its parts.
    pub lines: Vec<ChartLine>,
}

/// A project, or a part of one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartLine {
    /// The project's id.
    pub project: String,
    /// The part's id; nothing for the project itself.
    pub part: Option<String>,
    /// The programme's name.
    pub programme: String,
    /// The sentence under which it stands.
    pub focus: String,
    /// Its name.
    pub title: String,
    /// Its years in words, with marks where they are not sure.
    pub years: String,
    /// Its evaluations in words.
    pub evaluations: Vec<String>,
    /// What it follows.
    pub predecessors: Vec<String>,
}

fn make(facts: &Facts<'_>, _: &About<'_>) -> Result<Made, Error> {
    let (plan, language) = (facts.plan(), facts.language);
    let view = View { plan, language, today: facts.readings.today, href: &|_: &Project| String::new(), terse: false };
    let axis = (FIRST_YEAR, last_year(plan, view.this_year()));
    let chosen: Vec<(&Programme, Vec<&Project>)> =
        plan.programmes.iter().map(|programme| (programme, programme.projects.iter().collect())).collect();
    let standing = facts.standing();
    let title = facts.text_of(&plan.title);
    let heads = Heads {
        title: language.of(format!("{title}　工程表"), format!("{title}: roadmap")),
        standing: format!("{} · {}", standing.revision, standing.as_of),
        source: language
            .of(
                "課題名と期間はプランのもの。年度が推定・未確認のものはその記号で示す。",
                "Names and years are the plan’s; signs say which years are inferred or not confirmed.",
            )
            .to_owned(),
    };
    let sheets: Vec<String> = paper(&view, &chosen, axis, &heads)
        .into_iter()
        .map(|sheet| Drawing::sheets_in_ink(&[sheet], WIDTH_MM))
        .collect();
    let roadmap = Roadmap { axis: [axis.0, axis.1], sheets: sheets.len(), lines: lines(facts) };
    Ok(Made { sheets, ..Made::new(as_json(&roadmap)?, document(facts, &heads.title, &roadmap)) })
}

fn lines(facts: &Facts<'_>) -> Vec<ChartLine> {
    let plan = facts.plan();
    let mut lines = Vec::new();
    for programme in &plan.programmes {
        for project in &programme.projects {
            let focus = programme.focuses.iter().find(|focus| focus.id == project.focus);
            let of = |part: Option<&Part>| ChartLine {
                project: project.id.clone(),
                part: part.map(|part| part.id.clone()),
                programme: facts.text_of(&programme.title),
                focus: focus.map(|focus| facts.text_of(&focus.text)).unwrap_or_default(),
                title: facts.text_of(part.map_or(&project.title, |part| &part.title)),
                years: match part {
                    None => words::period(project, facts.language),
                    Some(part) => words::between(&part.start, &part.end, facts.language),
                },
                evaluations: evaluations(facts, part.map_or(&project.evaluations, |part| &part.evaluations)),
                predecessors: if part.is_none() { predecessors(facts, project) } else { Vec::new() },
            };
            lines.push(of(None));
            lines.extend(project.parts.iter().map(|part| of(Some(part))));
        }
    }
    lines
}

fn evaluations(facts: &Facts<'_>, marks: &[EvaluationMark]) -> Vec<String> {
    let language = facts.language;
    let said = |mark: &EvaluationMark| {
        let (kind, year) = (words::evaluation(mark.kind, language), words::claim(&mark.when, language));
        language.of(format!("{kind}：{year}"), format!("{kind}: {year}"))
    };
    marks.iter().map(said).collect()
}

fn predecessors(facts: &Facts<'_>, project: &Project) -> Vec<String> {
    let plan = facts.plan();
    let name = |id: &str| plan.project(id).map_or_else(|| id.to_owned(), |(_, one)| facts.text_of(&one.title));
    let from = |one: &plan::Succession| one.from.as_deref().map(name).or_else(|| one.from_name.clone());
    plan.successions.iter().filter(|one| one.to == project.id).filter_map(from).collect()
}

fn document(facts: &Facts<'_>, title: &str, roadmap: &Roadmap) -> Document {
    let language = facts.language;
    let row = |line: &ChartLine| {
        let key = line.part.as_ref().map_or_else(|| line.project.clone(), |part| format!("{}/{part}", line.project));
        let field = |name: &str, value: &str| Cell::field(Field::new(format!("lines.{name}"), value).of(key.as_str()));
        // A part stands under its project, a little to the right.
        let title = if line.part.is_some() { format!("　{}", line.title) } else { line.title.clone() };
        Row {
            cells: vec![
                field("programme", &line.programme),
                field("title", &title),
                field("years", &line.years),
                field("evaluations", &line.evaluations.join("\n")),
                field("predecessors", &line.predecessors.join("\n")),
            ],
            key,
        }
    };
    Document {
        form: KIND.name,
        subject: facts.plan().id.clone(),
        language,
        title: title.to_owned(),
        lead: lead(facts, ""),
        landscape: true,
        blocks: vec![Block::Table(Table {
            name: "lines",
            sheet: language.of("工程表", "Roadmap").to_owned(),
            columns: vec![
                column("programme", 22, Align::Left),
                column("title", 34, Align::Left),
                column("years", 20, Align::Left),
                column("evaluations", 22, Align::Left),
                column("predecessors", 24, Align::Left),
            ],
            head: head(&language.of(
                ["プログラム", "研究開発課題", "実施期間", "評価", "前身"],
                ["Programme", "Project", "Period", "Evaluations", "Follows"],
            )),
            rows: roadmap.lines.iter().map(row).collect(),
            repeats: true,
            empty: language.of("研究開発課題はない。", "There is no project.").to_owned(),
            ..Table::default()
        })],
        standing: facts.standing(),
    }
}
