//! 指標一覧: one programme's indicators over the years, how they are counted, what was reported, and the records behind them.

use super::definitions::{DefinitionLine, Remark, definitions, definitions_table, remarks, remarks_table};
use super::evidence::{EvidenceLine, evidence, evidence_table};
use super::readings::{Line, lines, table};
use super::{About, Described, Kind, Made, Subject, as_json};
use crate::words;
use crate::{Block, Document, Error, Facts, Field, Inline, Listed, Paragraph, Style};
use plan::{Indicator, IndicatorKind};
use serde::Serialize;

pub const KIND: Kind = Kind {
    name: "indicator-table",
    title: ["指標一覧", "Indicator table"],
    says: [
        "一つのプログラムの指標を年度を横に並べて示し、定義の注と根拠の一覧を付ける。",
        "One programme's indicators with the years across, notes on how they are counted, and the evidence as an annex.",
    ],
    about: Subject::Programme,
    years: 5,
    is_drawn: false,
    fields: FIELDS,
    make,
};

const FIELDS: &[Described] = &[
    Described { id: "output.", says: ["アウトプット指標の表", "the table of output indicators"] },
    Described { id: "outcome.", says: ["アウトカム指標の表", "the table of outcome indicators"] },
    Described {
        id: "chart.", says: ["工程表にのみ記載の指標の表", "the table of indicators on chart pages only"]
    },
    Described { id: "definitions.", says: ["指標の定義と数え方", "how the indicators are counted"] },
    Described {
        id: "remarks.", says: ["報告値と計算値、報告者の説明", "reported beside computed figures"]
    },
    Described { id: "evidence.", says: ["別添の根拠一覧", "the annex of evidence"] },
];

/// The facts of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorTable {
    /// The programme's id.
    pub programme: String,
    /// Its name.
    pub title: String,
    /// The fiscal years shown.
    pub fiscal_years: Vec<i16>,
    /// Output indicators.
    pub output: Vec<Line>,
    /// Outcome indicators.
    pub outcome: Vec<Line>,
    /// Those that stand on chart pages only.
    pub chart: Vec<Line>,
    /// How they are counted.
    pub definitions: Vec<DefinitionLine>,
    /// What was handed in.
    pub remarks: Vec<Remark>,
    /// The records behind the figures.
    pub evidence: Vec<EvidenceLine>,
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
    let of = |kind: IndicatorKind| -> Vec<&Indicator> {
        programme.indicators.iter().filter(|indicator| indicator.kind == kind).collect()
    };
    let groups = [IndicatorKind::Output, IndicatorKind::Outcome, IndicatorKind::ChartPage].map(of);
    let all: Vec<&Indicator> = groups.iter().flatten().copied().collect();
    let [output, outcome, chart] = groups.map(|indicators| lines(facts, &indicators));
    let table = IndicatorTable {
        programme: programme.id.clone(),
        title: facts.text_of(&programme.title),
        fiscal_years: facts.all_years().map(|year| year.0).collect(),
        output,
        outcome,
        chart,
        definitions: definitions(facts, &all),
        remarks: remarks(facts, &all),
        evidence: evidence(facts, &all)?,
    };
    Ok(Made::new(as_json(&table)?, document(facts, &table)))
}

fn document(facts: &Facts<'_>, form: &IndicatorTable) -> Document {
    let language = facts.language;
    let year = words::year(facts.year(), language);
    let sheet = language.of("指標", "Indicators");
    let mut blocks = Vec::new();
    let groups = [
        ("output", IndicatorKind::Output, &form.output),
        ("outcome", IndicatorKind::Outcome, &form.outcome),
        ("chart", IndicatorKind::ChartPage, &form.chart),
    ];
    for (number, (name, kind, lines)) in groups.into_iter().enumerate() {
        if !lines.is_empty() {
            let caption = format!("{}　{}", number + 1, words::indicator_kind(kind, language));
            blocks.push(Block::Table(table(facts, name, &caption, sheet, lines)));
        }
    }
    blocks.push(Block::Table(definitions_table(facts, &form.definitions)));
    if !form.remarks.is_empty() {
        blocks.push(Block::Table(remarks_table(facts, &form.remarks)));
    }
    if facts.evidence != Listed::None {
        let mut annex = evidence_table(facts, &form.evidence);
        annex.caption = match facts.evidence {
            Listed::All => language.of("別添　根拠一覧".to_owned(), "Annex: evidence".to_owned()),
            _ => language.of(format!("別添　根拠一覧（{year}）"), format!("Annex: evidence for {year}")),
        };
        blocks.push(Block::PageBreak);
        blocks.push(Block::Table(annex));
    }
    Document {
        form: KIND.name,
        subject: form.programme.clone(),
        language,
        title: language.of(format!("{year}　指標一覧"), format!("Indicators, {year}")),
        lead: lead(facts, &form.title),
        landscape: true,
        blocks,
        standing: facts.standing(),
    }
}

/// The lines under a title: the day at the right, the plan, what the form is about.
pub fn lead(facts: &Facts<'_>, about: &str) -> Vec<Paragraph> {
    let field = |id: &str, value: String| Inline::Field(Field::new(id, value));
    let language = facts.language;
    let mut lead = vec![
        Paragraph { style: Style::Right, inlines: vec![field("date", facts.standing().as_of)] },
        Paragraph { style: Style::Body, inlines: vec![field("plan", facts.text_of(&facts.plan().title))] },
    ];
    if !about.is_empty() {
        lead.push(Paragraph { style: Style::Body, inlines: vec![field("about", about.to_owned())] });
    }
    if language == plan::Language::En {
        let note = "English wordings of the plan are unofficial translations unless an official name exists.";
        lead.push(Paragraph::styled(Style::Note, note));
    }
    lead
}
