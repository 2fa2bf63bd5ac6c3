//! The rows of each table, without the columns that all share.

use super::Number;
use super::chain::Goal;
use super::header::{BUDGETS, EDGES, FIRST_YEAR, GOALS, LAST_YEAR, POLICIES, REVIEW};
use crate::Facts;
use crate::words::era_date;
use plan::{BudgetProject, Language};
use std::collections::BTreeMap;

/// So many budget years a sheet shows, its own the last.
const BUDGET_YEARS: i16 = 5;

/// The columns of a table after the shared ones.
pub fn columns(number: Number) -> Vec<String> {
    let words: &[&str] = match number {
        Number::Policies => &POLICIES,
        Number::Budgets => &BUDGETS,
        Number::Goals => &GOALS,
        Number::Edges => &EDGES,
        Number::Review => &REVIEW,
    };
    let years = (FIRST_YEAR..=LAST_YEAR).map(|year| year.to_string()).filter(|_| number == Number::Goals);
    words.iter().copied().map(str::to_owned).chain(years).collect()
}

/// Puts a value into the column of that name.
fn put(cells: &mut [String], columns: &[&str], name: &str, value: impl Into<String>) {
    if let Some(cell) = columns.iter().position(|column| *column == name).and_then(|at| cells.get_mut(at)) {
        *cell = value.into();
    }
}

/// 1-3: the policy goal that the plan serves, and a row for each policy that it answers to.
pub fn policies(facts: &Facts<'_>) -> Vec<Vec<String>> {
    let plan = facts.plan();
    let goal = format!("{} {}", full_width(&plan.goal_number), plan.goal.ja);
    let policies = plan.policies.iter().map(|policy| {
        let decided = era_date(policy.decided_on, Language::Ja);
        format!("{}（{decided}{}決定）", policy.title.ja, policy.decided_by.ja)
    });
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, policy) in policies.enumerate() {
        let mut cells = vec![String::new(); POLICIES.len()];
        put(&mut cells, &POLICIES, "番号（関係する計画・通知等）", (at + 1).to_string());
        put(&mut cells, &POLICIES, "計画通知名", policy);
        rows.push(cells);
    }
    if rows.is_empty() {
        rows.push(vec![String::new(); POLICIES.len()]);
    }
    put(&mut rows[0], &POLICIES, "番号（政策・施策）", "1");
    put(&mut rows[0], &POLICIES, "施策", goal);
    rows
}

/// `９－３`, as the sheets write the number of a goal.
fn full_width(number: &str) -> String {
    let wide = |character: char| match character {
        '0'..='9' => char::from_u32(u32::from(character) - u32::from('0') + u32::from('０')).unwrap_or(character),
        '-' => '－',
        other => other,
    };
    number.chars().map(wide).collect()
}

/// 2-1: a row for each budget year of which anything is known, the sheet's own first. The second list says what is coarser than it looks.
pub fn budgets(facts: &Facts<'_>, budget: &BudgetProject) -> (Vec<Vec<String>>, Vec<String>) {
    let handed_in = handed_in(facts, &budget.id);
    let sheet = facts.year().0;
    let (mut rows, mut coarse) = (Vec::new(), Vec::new());
    for year in (sheet - BUDGET_YEARS + 1..=sheet).rev() {
        let of =
            |year: i16, column: &str| handed_in.get(&year).and_then(|row| row.get(column)).cloned().unwrap_or_default();
        let mut cells = vec![String::new(); BUDGETS.len()];
        for (name, value) in [
            ("当初予算（合計）", of(year, "initial")),
            ("補正予算（合計）", of(year, "supplementary")),
            ("前年度からの繰越し（合計）", of(year, "carried-in")),
            ("翌年度への繰越し(合計）", of(year, "carried-over")),
            ("翌年度要求額（合計）", of(year.saturating_add(1), "request")),
        ] {
            put(&mut cells, &BUDGETS, name, value);
        }
        // What is spent in the sheet's own year is not known before it is over.
        if year < sheet {
            let mut executed = of(year, "executed");
            if executed.is_empty()
                && let Some(million) = budget.executed_million_yen.get(&plan::FiscalYear(year))
            {
                executed = million.saturating_mul(1_000_000).to_string();
                coarse.push(facts.language.of(
                    format!("{year}年度の執行額は百万円単位で知られる値を円に直したもの。"),
                    format!("The sum executed in FY{year} is known in million yen only."),
                ));
            }
            put(&mut cells, &BUDGETS, "執行額（合計）", executed);
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            put(&mut cells, &BUDGETS, "予算年度", year.to_string());
            rows.push(cells);
        }
    }
    (rows, coarse)
}

/// What was handed in of a budget project, by fiscal year and column; what may not be shown is left out.
fn handed_in(facts: &Facts<'_>, id: &str) -> BTreeMap<i16, BTreeMap<String, String>> {
    let as_of = facts.readings.as_of;
    let live = facts.readings.rows.iter().filter(|row| {
        &*row.kind == "budget" && !row.withheld && row.since <= as_of && row.until.is_none_or(|until| as_of < until)
    });
    let mut found: BTreeMap<i16, BTreeMap<String, String>> = BTreeMap::new();
    for row in live {
        let first = |name: &str| row.attributes.get(name).and_then(|values| values.first());
        if first("budget-project").is_none_or(|of| **of != *id) {
            continue;
        }
        let Some(year) = first("fiscal-year").and_then(|year| year.parse().ok()) else { continue };
        let cells = found.entry(year).or_default();
        for (name, values) in &row.attributes {
            if let Some(value) = values.first() {
                cells.insert(name.to_string(), value.to_string());
            }
        }
    }
    found
}

/// 3-1: one row for an activity, four for whatever is measured.
pub fn goals(chain: &[Goal]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for goal in chain {
        let mut cells = vec![String::new(); columns(Number::Goals).len()];
        for (name, value) in [
            ("アクティビティ・アウトプット・アウトカムの番号", goal.number.to_string()),
            ("種別（アクティビティ・アウトプット・アウトカム）", goal.kind.to_owned()),
            ("成果目標の種類", goal.nature.to_owned()),
            ("アクティビティ／活動目標／成果目標", goal.goal.clone()),
            ("活動指標／成果指標", goal.measure.clone()),
            ("単位", goal.unit.clone()),
            ("改善の上向き／下向き", goal.direction.to_owned()),
            ("成果実績及び目標値の根拠として用いた統計・データ名（出典）", goal.source.clone()),
            ("定性的なアウトカムに関する成果実績", goal.qualitative.clone()),
        ] {
            put(&mut cells, &GOALS, name, value);
        }
        if goal.measure.is_empty() {
            rows.push(cells);
            continue;
        }
        let aimed: BTreeMap<i16, String> = goal.targets.keys().map(|year| (*year, "1".to_owned())).collect();
        for (name, values) in [
            ("1.目標年度", &aimed),
            ("2.目標値", &goal.targets),
            ("3.実績値", &goal.results),
            ("4.達成率", &goal.rates),
        ] {
            let mut cells = cells.clone();
            put(&mut cells, &GOALS, "目標年度／目標値／実績値／達成率", name);
            for (year, value) in values {
                let at = usize::try_from(year - FIRST_YEAR).ok().map(|offset| GOALS.len() + offset);
                if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
                    cell.clone_from(value);
                }
            }
            rows.push(cells);
        }
    }
    rows
}

/// 3-2: what leads to what, as far as the plan says.
pub fn edges(chain: &[Goal]) -> Vec<Vec<String>> {
    let of = |kind: &'static str| chain.iter().filter(move |goal| goal.kind == kind);
    let mut rows = Vec::new();
    let mut edge = |from: Option<&Goal>, to: &Goal| {
        let mut cells = vec![String::new(); EDGES.len()];
        let said = |goal: &Goal| if goal.goal.is_empty() { goal.measure.clone() } else { goal.goal.clone() };
        if let Some(from) = from {
            put(&mut cells, &EDGES, EDGES[0], from.number.to_string());
            put(&mut cells, &EDGES, EDGES[1], from.kind);
            put(&mut cells, &EDGES, EDGES[3], said(from));
        }
        put(&mut cells, &EDGES, EDGES[4], to.number.to_string());
        put(&mut cells, &EDGES, EDGES[5], to.kind);
        put(&mut cells, &EDGES, EDGES[7], said(to));
        rows.push(cells);
    };
    for activity in of("アクティビティ") {
        of("アウトプット")
            .filter(|output| output.programme == activity.programme)
            .for_each(|output| edge(Some(activity), output));
    }
    for outcome in of("アウトカム") {
        let mut outputs = of("アウトプット").filter(|output| output.programme == outcome.programme);
        match (outputs.next(), outputs.next()) {
            (Some(only), None) => edge(Some(only), outcome),
            _ => edge(None, outcome),
        }
    }
    rows
}
