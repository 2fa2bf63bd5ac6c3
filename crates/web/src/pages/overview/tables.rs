//! The tables of the overview, and the table of readings that other pages share.

use super::due_now;
use crate::figure;
use crate::pages::calendar;
use crate::table::{Cell, Table};
use crate::visit::Visit;
use chart::periods::runs;
use indicator::Reading;
use plan::Indicator;

/// Readings, projects and what is due.
pub fn tables(visit: &Visit<'_>) -> Vec<Table> {
    let snapshot = &visit.snapshot;
    let language = visit.language();
    let mut projects = Table::new("projects", &["project", "title", "programme", "start", "end", "open", "running"]);
    for (programme, project) in snapshot.plan.projects() {
        let end = match &project.end {
            plan::End::Year(claim) => claim.year,
            plan::End::Open { .. } => None,
        };
        let open = matches!(project.end, plan::End::Open { .. });
        projects.push(vec![
            project.id.as_str().into(),
            language.plain(&project.title).into(),
            programme.id.as_str().into(),
            project.start.year.into(),
            end.into(),
            if open { "yes" } else { "no" }.into(),
            if runs(project, snapshot.this_year()) { "yes" } else { "no" }.into(),
        ]);
    }
    let due = calendar::due_table(&due_now(&snapshot.plan, snapshot.this_year()));
    let own: Vec<&Indicator> = snapshot.own_indicators().map(|(_, indicator)| indicator).collect();
    vec![readings_table(visit, &own), projects, due]
}

/// Readings of several indicators, one row an indicator and year.
pub fn readings_table(visit: &Visit<'_>, indicators: &[&Indicator]) -> Table {
    let mut table = Table::new(
        "readings",
        &[
            "indicator",
            "title",
            "unit",
            "fiscal_year",
            "state",
            "confirmed",
            "awaiting_mentions",
            "awaiting_joins",
            "words",
        ],
    );
    for indicator in indicators {
        for (year, reading) in visit.snapshot.readings(&indicator.id) {
            let (confirmed, mentions, joins): (Cell, Cell, Cell) = match reading {
                Reading::Number(found) => {
                    (exact(&found.confirmed), exact(&found.awaiting_mentions), exact(&found.awaiting_joins))
                }
                _ => (Cell::Nothing, Cell::Nothing, Cell::Nothing),
            };
            let text = match reading {
                Reading::Qualitative { words, .. } => Cell::Words(words.clone()),
                _ => Cell::Nothing,
            };
            table.push(vec![
                indicator.id.as_str().into(),
                visit.language().plain(&indicator.title).into(),
                visit.language().plain(&indicator.unit).into(),
                (*year).into(),
                figure::state_code(reading).into(),
                confirmed,
                mentions,
                joins,
                text,
            ]);
        }
    }
    table
}

/// An exact amount as a cell: a whole number, or `7/2` in words.
pub fn exact(amount: &indicator::Amount) -> Cell {
    if amount.is_integer() { Cell::Whole(*amount.numer()) } else { Cell::Words(figure::exact(amount)) }
}
