//! 政策評価 and 法人評価: every indicator of the plan with targets and figures, and the records behind them as an annex.

use super::evidence::{EvidenceLine, evidence, evidence_table};
use super::indicator_table::lead;
use super::readings::{Line, lines, table};
use super::{About, Described, Kind, Made, Subject, as_json};
use crate::words;
use crate::{Block, Document, Error, Facts, Inline, Listed, Row, Table};
use plan::{Indicator, IndicatorKind, LinkedTo, Method, Programme};
use serde::Serialize;

const FIELDS: &[Described] = &[
    Described { id: "figures.", says: ["プログラムごとの指標の値", "figures by programme"] },
    Described { id: "evidence.", says: ["別添の根拠一覧", "the annex of evidence"] },
];

/// Whose evaluation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// The ministry's, of the policy goal.
    Policy,
    /// That of AMED as a body.
    Agency,
}

pub const POLICY: Kind = Kind {
    name: "policy-evaluation",
    title: ["政策評価（事前分析表・実績評価書）の指標別紙", "Policy evaluation: annex of indicators"],
    says: [
        "施策目標の下の全ての指標を、目標値・実績値と根拠とともに示す。",
        "Every indicator under the policy goal with targets, figures and evidence.",
    ],
    about: Subject::Plan,
    years: 5,
    is_drawn: false,
    fields: FIELDS,
    make: |facts, about| make(Whose::Policy, "policy-evaluation", facts, about),
};

pub const AGENCY: Kind = Kind {
    name: "agency-evaluation",
    title: ["法人評価の指標別紙", "Agency evaluation: annex of indicators"],
    says: [
        "AMEDが実施する課題に関わる指標を、目標値・実績値と根拠とともに示す。AMED全体の数値ではない。",
        "The indicators of projects that AMED runs, with targets, figures and evidence; not the figures of all of AMED.",
    ],
    about: Subject::Plan,
    years: 5,
    is_drawn: false,
    fields: FIELDS,
    make: |facts, about| make(Whose::Agency, "agency-evaluation", facts, about),
};

/// The facts of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// The policy goal, with its number.
    pub goal: String,
    /// The fiscal years shown.
    pub fiscal_years: Vec<i16>,
    /// The programmes with their indicators.
    pub programmes: Vec<ProgrammeFigures>,
    /// The records behind the figures.
    pub evidence: Vec<EvidenceLine>,
}

/// A programme's figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgrammeFigures {
    /// The programme's id.
    pub programme: String,
    /// Its name.
    pub title: String,
    /// Its indicators, output before outcome.
    pub figures: Vec<Line>,
}

fn make(whose: Whose, form: &'static str, facts: &Facts<'_>, _: &About<'_>) -> Result<Made, Error> {
    let plan = facts.plan();
    let of = |programme: &'_ Programme| -> Vec<usize> {
        let listed = |one: &Indicator| matches!(one.kind, IndicatorKind::Output | IndicatorKind::Outcome);
        (0..programme.indicators.len())
            .filter(|at| {
                let one = &programme.indicators[*at];
                listed(one) && (whose == Whose::Policy || is_of_amed(programme, one))
            })
            .collect()
    };
    let mut all: Vec<&Indicator> = Vec::new();
    let mut programmes = Vec::new();
    for programme in &plan.programmes {
        let chosen: Vec<&Indicator> = of(programme).into_iter().map(|at| &programme.indicators[at]).collect();
        if chosen.is_empty() {
            continue;
        }
        programmes.push(ProgrammeFigures {
            programme: programme.id.clone(),
            title: facts.text_of(&programme.title),
            figures: lines(facts, &chosen),
        });
        all.extend(chosen);
    }
    let evaluation = Evaluation {
        goal: format!("{}　{}", plan.goal_number, facts.text_of(&plan.goal)),
        fiscal_years: facts.all_years().map(|year| year.0).collect(),
        programmes,
        evidence: evidence(facts, &all)?,
    };
    Ok(Made::new(as_json(&evaluation)?, document(whose, form, facts, &evaluation)))
}

/// Whether any project that an indicator counts is run by AMED.
fn is_of_amed(programme: &Programme, indicator: &Indicator) -> bool {
    let counted = |definition: &plan::Definition| {
        programme.projects.iter().any(|project| {
            let named = match &definition.linked.to {
                LinkedTo::Projects(ids) => ids.contains(&project.id),
                LinkedTo::Programme | LinkedTo::Plan => true,
            };
            named && project.operator == "AMED"
        })
    };
    indicator.versions.iter().any(|version| match &version.method {
        Method::Computed(definition) => counted(definition),
        Method::Reported | Method::Qualitative => programme.projects.iter().any(|project| project.operator == "AMED"),
    })
}

fn document(whose: Whose, form: &'static str, facts: &Facts<'_>, evaluation: &Evaluation) -> Document {
    let language = facts.language;
    let year = words::year(facts.year(), language);
    let sheet = language.of("指標", "Indicators");
    let mut blocks: Vec<Block> = evaluation
        .programmes
        .iter()
        .map(|one| Block::Table(of_programme(table(facts, "figures", &one.title, sheet, &one.figures), &one.programme)))
        .collect();
    if facts.evidence != Listed::None {
        let mut annex = evidence_table(facts, &evaluation.evidence);
        annex.caption = language.of("別添　根拠一覧", "Annex: evidence").to_owned();
        blocks.extend([Block::PageBreak, Block::Table(annex)]);
    }
    let (ja, en) = match whose {
        Whose::Policy => ("政策評価　指標別紙", "Policy evaluation: indicators"),
        Whose::Agency => {
            ("法人評価　指標別紙（本プランの課題分）", "Agency evaluation: indicators of this plan's projects")
        }
    };
    Document {
        form,
        subject: facts.plan().id.clone(),
        language,
        title: language.of(format!("{year}　{ja}"), format!("{en}, {year}")),
        lead: lead(facts, &evaluation.goal),
        landscape: true,
        blocks,
        standing: facts.standing(),
    }
}

/// The heads of several tables of one name are fields of their programmes.
fn of_programme(mut table: Table, programme: &str) -> Table {
    let heads: &mut Vec<Row> = &mut table.head;
    for cell in heads.iter_mut().flat_map(|row| &mut row.cells) {
        for inline in &mut cell.inlines {
            if let Inline::Field(field) = inline {
                field.key = programme.to_owned();
            }
        }
    }
    table
}
