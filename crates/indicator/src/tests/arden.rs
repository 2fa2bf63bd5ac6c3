//! Arden's plan with its three projects in two programmes, and the rows of `fixtures/arden/rows`.

use crate::{Change, Coverage, Row, RowLink, Standing};
use jiff::civil::Date;
use plan::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A day on which every year of the fixtures is over.
pub const TODAY: Date = jiff::civil::date(2026, 11, 24);

pub fn text(ja: &str, en: &str) -> Text {
    Text { ja: ja.to_owned(), en: en.to_owned(), en_official: true }
}

fn stated() -> Basis {
    Basis::Stated { source: "Arden Gazette 12".to_owned() }
}

fn project(id: &str, ja: &str, en: &str) -> Project {
    Project {
        id: id.to_owned(),
        title: text(ja, en),
        title_in_plan: None,
        short: None,
        aliases: Vec::new(),
        description: Text::default(),
        focus: "f-1".to_owned(),
        start: YearClaim { year: Some(FiscalYear(2019)), basis: stated() },
        end: End::Open { basis: stated() },
        origin: None,
        operator: "AMED".to_owned(),
        parts: Vec::new(),
        evaluations: Vec::new(),
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        note: None,
    }
}

/// Papers in the fiscal year of their publication, linked to the projects of the programme, counted whole.
pub fn papers() -> Definition {
    Definition {
        counts: vec!["paper".to_owned()],
        of: Of::Records,
        value: ValueOf::Count,
        reckoning: Reckoning::Flow,
        from: None,
        linked: Linked { to: LinkedTo::Programme, roles: Vec::new() },
        conditions: Vec::new(),
        of_which: Vec::new(),
        split: Split::Whole,
        date_role: "publication".to_owned(),
        basis: YearBasis::Fiscal,
        excluding_types: vec!["Preprint".to_owned()],
        sources: vec!["abstracts".to_owned()],
    }
}

/// Something from a register of Arden.
pub fn register(kind: &str, name: &str) -> Definition {
    Definition {
        counts: vec![kind.to_owned()],
        date_role: "event".to_owned(),
        linked: Linked { to: LinkedTo::Plan, roles: Vec::new() },
        sources: vec![format!("register:{name}")],
        excluding_types: Vec::new(),
        ..papers()
    }
}

/// The projects of that id only.
pub fn of(projects: &[&str]) -> Linked {
    Linked { to: LinkedTo::Projects(projects.iter().map(|id| (*id).to_owned()).collect()), roles: Vec::new() }
}

pub fn condition(attribute: &str, op: ConditionOp, values: &[&str]) -> Condition {
    Condition { attribute: attribute.to_owned(), op, values: values.iter().map(|value| (*value).to_owned()).collect() }
}

pub fn version(method: Method) -> IndicatorVersion {
    IndicatorVersion {
        number: 1,
        from: None,
        until: None,
        method,
        basis: stated(),
        because: Text::default(),
        targets: Vec::new(),
    }
}

pub fn indicator(id: &str, method: Method) -> Indicator {
    Indicator {
        id: id.to_owned(),
        kind: IndicatorKind::Output,
        title: text(id, id),
        aliases: Vec::new(),
        projects: Vec::new(),
        unit: text("報", "papers"),
        direction: Direction::Up,
        reported_by: text("アーデン基金が毎年度報告する。", "The Arden Fund reports it every year."),
        versions: vec![version(method)],
        note: None,
    }
}

pub fn computed(id: &str, definition: Definition) -> Indicator {
    indicator(id, Method::Computed(Box::new(definition)))
}

/// The plan: programme `green` with `herbs` and `moss`, programme `minds` with `brains`.
pub fn plan(green: Vec<Indicator>) -> Plan {
    let programme = |id: &str, ja: &str, en: &str, projects, indicators| Programme {
        id: id.to_owned(),
        number: 1,
        title: text(ja, en),
        summary: Text::default(),
        focuses: Vec::new(),
        projects,
        evaluations: Vec::new(),
        indicators,
    };
    Plan {
        id: "arden".to_owned(),
        title: text("アーデン研究開発プラン", "Research Plan of Arden"),
        goal_number: "9-3".to_owned(),
        goal: Text::default(),
        summary: Text::default(),
        decisions: Vec::new(),
        parent: None,
        source: "Arden Gazette 12".to_owned(),
        policies: Vec::new(),
        programmes: vec![
            programme(
                "green",
                "緑のプログラム",
                "Green Programme",
                vec![
                    project("herbs", "薬草創薬事業", "Herbal Drugs"),
                    project("moss", "苔の再生医療", "Moss Medicine"),
                ],
                green,
            ),
            programme(
                "minds",
                "脳と心のプログラム",
                "Minds",
                vec![project("brains", "脳と心", "Brain and Mind")],
                Vec::new(),
            ),
        ],
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        successions: Vec::new(),
        budget_projects: Vec::new(),
        schemes: Vec::new(),
        joins: Vec::new(),
    }
}

/// What Arden's library has read: PubMed of the fiscal years 2020 to 2022 (one file of four), and its registers of 2021.
pub fn coverage() -> Vec<Coverage> {
    let one = |source: &str, class: &str, years: std::ops::RangeInclusive<i16>, total: Option<u64>| Coverage {
        source: source.to_owned(),
        classes: BTreeSet::from([class.to_owned()]),
        editions: BTreeSet::new(),
        files_read: 1,
        files_total_at_least: total,
        records_by_year: years.clone().map(|year| (FiscalYear(year), 100)).collect(),
        records_by_calendar_year: years.map(|year| (year, 100)).collect(),
        invented: false,
        since: 1,
        until: None,
    };
    vec![
        one("pubmed", "abstracts", 2020..=2022, Some(4)),
        one("register:seeds", "register:seeds", 2020..=2022, Some(1)),
        one("register:trials", "register:trials", 2021..=2021, Some(1)),
        one("register:data", "register:data", 2021..=2022, None),
    ]
}

/// The rows of the fixture, in its order.
pub fn rows() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/arden/rows/rows.tsv");
    let table = std::fs::read_to_string(path).expect("the fixture stands in the repository");
    table.lines().skip(1).map(row).collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.split('\t').collect();
    let [record, kind, source, dates, attributes, types, links, since, until, marks] = cells[..] else {
        panic!("expected ten cells, found {}: {line}", cells.len());
    };
    let pairs = |cell: &str| -> Vec<(Arc<str>, String)> {
        let pairs = cell.split(';').filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (Arc::from(name), value.to_owned())).collect()
    };
    let since: Change = since.parse().expect("a change number");
    Row {
        record: record.into(),
        kind: kind.into(),
        source: source.into(),
        dates: pairs(dates).into_iter().map(|(role, day)| (role, day.parse().expect("a date"))).collect(),
        attributes: pairs(attributes)
            .into_iter()
            .map(|(name, values)| (name, values.split('|').map(Arc::from).collect()))
            .collect(),
        types: types.split(';').filter(|one| !one.is_empty()).map(Arc::from).collect(),
        links: links.split(';').map(|one| link(one, since)).collect(),
        since,
        until: (!until.is_empty()).then(|| until.parse().expect("a change number")),
        retracted: marks.contains("retracted"),
        withheld: marks.contains("withheld"),
        threshold: 0,
        invented: marks.contains("invented"),
    }
}

/// `project:role:standing`, with `@CHANGE` where it holds from a later change than its row.
fn link(cell: &str, since: Change) -> RowLink {
    let (cell, since) =
        cell.split_once('@').map_or((cell, since), |(cell, change)| (cell, change.parse().expect("a change number")));
    let parts: Vec<&str> = cell.split(':').collect();
    let role = match parts[1] {
        "funded" => Role::Funded,
        "supported" => Role::Supported,
        "used" => Role::Used,
        other => panic!("expected a role, found {other}"),
    };
    let standing = match parts[2] {
        "counted" => Standing::Counted,
        "awaiting-join" => Standing::AwaitingJoin,
        "awaiting-mention" => Standing::AwaitingMention,
        "refused" => Standing::Refused,
        other => panic!("expected a standing, found {other}"),
    };
    RowLink { project: parts[0].into(), role, standing, since, until: None }
}
