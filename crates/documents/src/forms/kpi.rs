//! 推進計画フォローアップ: the KPIs of the policies above, beside what this plan's projects have.
//!
//! The decision to question: the figure that a policy sets and the plan's part stand in different columns and are never divided by each other: nobody has
//! said how much of the whole this plan should give.

use super::indicator_table::lead;
use super::readings::{Line, column, lines};
use super::{About, Described, Kind, Made, Subject, as_json};
use crate::words;
use crate::{Align, Block, Cell, Document, Error, Facts, Field, Paragraph, Row, Style, Table};
use plan::{Basis, Indicator, Kpi};
use serde::Serialize;

pub const KIND: Kind = Kind {
    name: "kpi-follow-up",
    title: ["KPIフォローアップ", "KPI follow-up"],
    says: [
        "上位施策のKPI（年間・期間の目標値）と、そのうち本プランの課題分を並べる。",
        "KPIs of the policies above (yearly and total figures) beside what this plan's projects have.",
    ],
    about: Subject::Plan,
    years: 5,
    is_drawn: false,
    fields: FIELDS,
    make,
};

const FIELDS: &[Described] = &[Described { id: "kpi.", says: ["KPIの表", "the table of KPIs"] }];

/// The facts of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FollowUp {
    /// The fiscal years shown.
    pub fiscal_years: Vec<i16>,
    /// The KPIs whose term meets the years shown.
    pub kpis: Vec<KpiLine>,
}

/// A KPI.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KpiLine {
    /// Its id.
    pub kpi: String,
    /// The policy that it stands under.
    pub policy: String,
    /// Its wording.
    pub title: String,
    /// Whose figure it is.
    pub of: String,
    /// Which document set it.
    pub set_by: String,
    /// The figure for each year of the term, as set; nothing where none is.
    pub yearly: Option<String>,
    /// The figure for the whole term.
    pub total: Option<String>,
    /// Whether a source states the figures.
    pub is_stated: bool,
    /// The plan's part over the years shown.
    pub part: Line,
}

fn make(facts: &Facts<'_>, _: &About<'_>) -> Result<Made, Error> {
    let (first, last) = (*facts.years.start(), *facts.years.end());
    let met: Vec<(&plan::Policy, &Kpi)> = facts
        .plan()
        .policies
        .iter()
        .flat_map(|policy| policy.kpis.iter().map(move |kpi| (policy, kpi)))
        .filter(|(_, kpi)| kpi.first_year <= last && first <= kpi.last_year)
        .collect();
    let indicators: Vec<Indicator> = met.iter().map(|(_, kpi)| kpi.indicator()).collect();
    let parts = lines(facts, &indicators.iter().collect::<Vec<_>>());
    let kpis = met.into_iter().zip(parts).map(|((policy, kpi), part)| KpiLine {
        kpi: kpi.id.clone(),
        policy: facts.text_of(&policy.title),
        title: facts.text_of(&kpi.title),
        of: facts.text_of(&kpi.of),
        set_by: facts.text_of(&kpi.set_by),
        yearly: kpi.yearly.clone(),
        total: kpi.total.clone(),
        is_stated: matches!(kpi.basis, Basis::Stated { .. } | Basis::Confirmed { .. }),
        part,
    });
    let form = FollowUp { fiscal_years: facts.all_years().map(|year| year.0).collect(), kpis: kpis.collect() };
    Ok(Made::new(as_json(&form)?, document(facts, &form)))
}

fn document(facts: &Facts<'_>, form: &FollowUp) -> Document {
    let language = facts.language;
    let year = words::year(facts.year(), language);
    let note = language.of(
        "「目標値」は各KPIを定めた文書が示すもので、「誰の値か」の欄の全体に対するもの。本プランに割り当てられた目標ではない。年度の値は本プランの課題分。",
        "Figures to reach are those of the document that set the KPI, for the whole named beside it. They are no targets of this plan. Figures by year are this plan's part.",
    );
    Document {
        form: KIND.name,
        subject: facts.plan().id.clone(),
        language,
        title: language.of(format!("{year}　KPIフォローアップ"), format!("KPI follow-up, {year}")),
        lead: lead(facts, ""),
        landscape: true,
        blocks: vec![Block::Paragraph(Paragraph::styled(Style::Note, note)), Block::Table(table(facts, form))],
        standing: facts.standing(),
    }
}

fn table(facts: &Facts<'_>, form: &FollowUp) -> Table {
    let language = facts.language;
    let mut columns = vec![
        column("title", 26, Align::Left),
        column("of", 14, Align::Left),
        column("set-by", 20, Align::Left),
        column("yearly", 9, Align::Right),
        column("total", 9, Align::Right),
    ];
    let mut heads: Vec<Cell> = language
        .of(
            ["KPI", "誰の値か", "定めた文書", "目標値（年間）", "目標値（期間）"],
            ["KPI", "Whose", "Set by", "To reach, a year", "To reach, the term"],
        )
        .map(Cell::head)
        .into();
    for (at, year) in facts.all_years().enumerate() {
        columns.push(column(&format!("value-{}", at + 1), 10, Align::Right));
        let field = Field::new(format!("kpi.year-{}", at + 1), words::year_head(year, language));
        heads.push(Cell { head: true, ..Cell::field(field) });
    }
    Table {
        name: "kpi",
        sheet: "KPI".to_owned(),
        columns,
        head: vec![Row { key: String::new(), cells: heads }],
        rows: form.kpis.iter().map(|one| row(facts, one)).collect(),
        repeats: true,
        empty: language.of("この期間にかかるKPIはない。", "No KPI's term meets these years.").to_owned(),
        ..Table::default()
    }
}

fn row(facts: &Facts<'_>, one: &KpiLine) -> Row {
    let language = facts.language;
    let field = |column: &str, value: &str| Field::new(format!("kpi.{column}"), value).of(one.kpi.as_str());
    let set = |value: &Option<String>| {
        let unsure = if one.is_stated { "" } else { language.of("（未確認）", " (unconfirmed)") };
        match value {
            Some(value) => format!("{value}{unsure}"),
            None => language.of("示されていない", "not given").to_owned(),
        }
    };
    let mut cells = vec![
        Cell::field(field("title", &one.title)),
        Cell::field(field("of", &one.of)),
        Cell::field(field("set-by", &one.set_by)),
        Cell::field(field("yearly", &set(&one.yearly))),
        Cell::field(field("total", &set(&one.total))),
    ];
    for (at, year) in one.part.years.iter().enumerate() {
        cells.push(Cell::field(Field {
            beside: year.beside.clone(),
            ..field(&format!("value-{}", at + 1), &year.shown)
        }));
    }
    Row { key: one.kpi.clone(), cells }
}
