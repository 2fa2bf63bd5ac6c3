//! All readings of a plan of the usual size over 100,000 records, in one line:
//!
//! `cargo bench -p indicator --bench readings`
//!
//! The peer is one plain pass that counts the rows of each project and year without asking anything else; the
//! ratio says what the algebra costs over looking at every row once. The smallest of five runs each, in turns.

use indicator::{Coverage, Named, Row, RowLink, Standing, readings};
use jiff::civil::date;
use plan::{
    Basis, Definition, Direction, End, FiscalYear, Indicator, IndicatorKind, IndicatorVersion, Linked, LinkedTo,
    Method, Of, Plan, Programme, Project, Reckoning, Role, Split, Text, ValueOf, YearBasis, YearClaim,
};
use std::collections::{BTreeSet, HashMap};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

const RECORDS: u64 = 100_000;
const PROGRAMMES: usize = 6;
const PROJECTS_EACH: usize = 7;
const YEARS: std::ops::RangeInclusive<FiscalYear> = FiscalYear(2014)..=FiscalYear(2026);

fn main() {
    let plan = plan();
    let rows = rows();
    let coverage = coverage();
    let indicators: Vec<&Indicator> = plan.indicators().map(|(_, indicator)| indicator).collect();
    let (mut best, mut pass) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        let started = Instant::now();
        black_box(readings(&indicators, &plan, &rows, &coverage, &[], YEARS, 1, date(2026, 11, 24)));
        best = best.min(started.elapsed());
        let started = Instant::now();
        black_box(plain_pass(&rows));
        pass = pass.min(started.elapsed());
    }
    println!(
        "readings: {} indicators x {} years over {RECORDS} records in {:.3} s, {:.1} times a plain pass over the rows ({:.3} s)",
        indicators.len(),
        YEARS.end().0 - YEARS.start().0 + 1,
        best.as_secs_f64(),
        best.as_secs_f64() / pass.as_secs_f64(),
        pass.as_secs_f64()
    );
}

/// Rows of each project and year.
fn plain_pass(rows: &[Row]) -> HashMap<(&str, i16), u64> {
    let mut counts = HashMap::new();
    for row in rows {
        let Some(published) = row.dates.get("publication") else { continue };
        let year = FiscalYear::of(*published).0;
        for link in row.links.iter().filter(|link| link.standing == Standing::Counted) {
            *counts.entry((&*link.project, year)).or_default() += 1;
        }
    }
    counts
}

/// The same numbers every time: a linear congruential generator.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn rows() -> Vec<Row> {
    let mut numbers = Numbers(9);
    let mut row = |record: u64| {
        let year = 2014 + numbers.below(12) as i16;
        let day = date(year, 1 + numbers.below(12) as i8, 1 + numbers.below(28) as i8);
        let links = (0..1 + numbers.below(3)).map(|_| RowLink {
            project: project_id(numbers.below((PROGRAMMES * PROJECTS_EACH) as u64)).into(),
            role: if numbers.below(5) == 0 { Role::Supported } else { Role::Funded },
            standing: match numbers.below(10) {
                0 => Standing::AwaitingJoin,
                1 => Standing::AwaitingMention,
                _ => Standing::Counted,
            },
            since: 1,
            until: None,
        });
        Row {
            links: links.collect(),
            record: format!("pmid:{}", 30_000_000 + record * 7 % 10_000_000).into(),
            kind: "paper".into(),
            source: "pubmed".into(),
            dates: Named::from([("entry".into(), day), ("publication".into(), day)]),
            attributes: Named::from([("gene".into(), vec![Arc::from(format!("G{}", record % 5000))])]),
            types: vec!["Journal Article".into(), "Research Support, Non-U.S. Gov't".into()],
            since: 1,
            until: None,
            retracted: record.is_multiple_of(500),
            withheld: false,
            threshold: 0,
            invented: false,
        }
    };
    (0..RECORDS).map(&mut row).collect()
}

/// As many editions as PubMed has files.
fn coverage() -> Vec<Coverage> {
    vec![Coverage {
        source: "pubmed".to_owned(),
        classes: BTreeSet::from(["abstracts".to_owned()]),
        editions: (1..=1274).map(|number| format!("2026-{number:04}")).collect(),
        files_read: 1274,
        files_total_at_least: Some(1274),
        records_by_year: (2014..=2026).map(|year| (FiscalYear(year), 1)).collect(),
        records_by_calendar_year: (2014..=2026).map(|year| (year, 1)).collect(),
        invented: false,
        since: 1,
        until: None,
    }]
}

fn project_id(number: u64) -> String {
    format!("project-{number}")
}

/// Six programmes of seven projects, as the life-science plan has them: each counts its papers and its shared papers, and
/// each project its own; one counts the genes found since 2020, and five await a report.
fn plan() -> Plan {
    let programme = |number: usize| {
        let ids: Vec<String> =
            (number * PROJECTS_EACH..(number + 1) * PROJECTS_EACH).map(|project| project_id(project as u64)).collect();
        let genes = Definition {
            of: Of::Attribute("gene".to_owned()),
            reckoning: Reckoning::Cumulative,
            from: Some(FiscalYear(2020)),
            ..papers()
        };
        let shared = Definition { split: Split::Fractional, ..papers() };
        let computed = |definition| Method::Computed(Box::new(definition));
        let third = if number == 0 { computed(genes) } else { Method::Reported };
        let mut indicators: Vec<Indicator> =
            [("papers", computed(papers())), ("shared", computed(shared)), ("third", third)]
                .into_iter()
                .map(|(name, method)| indicator(&format!("{name}-{number}"), method))
                .collect();
        indicators.extend(ids.iter().map(|id| {
            let linked = Linked { to: LinkedTo::Projects(vec![id.clone()]), roles: Vec::new() };
            indicator(&format!("papers-of-{id}"), computed(Definition { linked, ..papers() }))
        }));
        Programme {
            id: format!("programme-{number}"),
            number: 1,
            title: Text::default(),
            summary: Text::default(),
            focuses: Vec::new(),
            projects: ids.into_iter().map(project).collect(),
            evaluations: Vec::new(),
            indicators,
        }
    };
    Plan {
        id: "bench".to_owned(),
        title: Text::default(),
        goal_number: String::new(),
        goal: Text::default(),
        summary: Text::default(),
        decisions: Vec::new(),
        parent: None,
        source: String::new(),
        policies: Vec::new(),
        programmes: (0..PROGRAMMES).map(programme).collect(),
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        successions: Vec::new(),
        budget_projects: Vec::new(),
        schemes: Vec::new(),
        joins: Vec::new(),
    }
}

fn papers() -> Definition {
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
        excluding_types: ["Preprint", "Published Erratum", "Retraction of Publication", "Comment", "News"]
            .map(str::to_owned)
            .to_vec(),
        sources: vec!["abstracts".to_owned()],
    }
}

fn indicator(id: &str, method: Method) -> Indicator {
    Indicator {
        id: id.to_owned(),
        kind: IndicatorKind::Output,
        title: Text::default(),
        aliases: Vec::new(),
        projects: Vec::new(),
        unit: Text::default(),
        direction: Direction::Up,
        reported_by: Text::default(),
        versions: vec![IndicatorVersion {
            number: 1,
            from: None,
            until: None,
            method,
            basis: Basis::Unknown,
            because: Text::default(),
            targets: Vec::new(),
        }],
        note: None,
    }
}

fn project(id: String) -> Project {
    Project {
        id,
        title: Text::default(),
        title_in_plan: None,
        short: None,
        aliases: Vec::new(),
        description: Text::default(),
        focus: String::new(),
        start: YearClaim { year: None, basis: Basis::Unknown },
        end: End::Open { basis: Basis::Unknown },
        origin: None,
        operator: String::new(),
        parts: Vec::new(),
        evaluations: Vec::new(),
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        note: None,
    }
}
