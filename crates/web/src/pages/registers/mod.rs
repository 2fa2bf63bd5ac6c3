//! Registers: what do offices hand in, what does it feed, and what has come in? A register's page shows its rows and hand-ins and, where
//! somebody may hand in, the form.

mod hand_in;
mod one;
mod values;

pub use hand_in::{Pending, look, undo, write};
pub use one::page;
pub use values::{column_header, value_in_words};

use crate::figure::grouped;
use crate::source::RegisterState;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::RegisterWords;
use askama::Template;
use plan::FiscalYear;
use register::{Register, feeds};

/// Every register.
#[derive(Template)]
#[template(path = "registers.html")]
struct ListPage {
    frame: Frame,
    words: &'static RegisterWords,
    rows: Vec<Row>,
}

/// A register in the list.
struct Row {
    title: String,
    href: String,
    /// How many rows open, and how many do not.
    rows: String,
    withheld: String,
    last: String,
    years: String,
    /// Indicators with their pages.
    feeds: Vec<(String, String)>,
}

/// Builds the list.
pub fn list(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let states = visit.site.register_states(visit.snapshot.change, visit.actor)?;
    let registers = register::builtin();
    if visit.wants_tables() {
        let columns =
            &["register", "title_ja", "title_en", "rows", "withheld", "last_hand_in", "fiscal_years", "feeds"];
        let mut table = Table::new("registers", columns);
        for register in registers {
            let state = state_of(&states, register);
            let years: Vec<String> = state.iter().flat_map(|one| &one.years).map(|year| year.0.to_string()).collect();
            let fed: Vec<&str> =
                feeds(register, &visit.snapshot.plan).into_iter().map(|(_, one)| one.id.as_str()).collect();
            table.push(vec![
                register.id.as_str().into(),
                register.title.ja.as_str().into(),
                register.title.en.as_str().into(),
                i128::from(state.map_or(0, |state| state.open)).into(),
                i128::from(state.map_or(0, |state| state.withheld)).into(),
                state.and_then(|state| state.last).map(|day| day.to_string()).into(),
                years.join(" ").into(),
                fed.join(" ").into(),
            ]);
        }
        return visit.tables("registers", &[table]);
    }
    let (words, language) = (RegisterWords::of(visit.language()), visit.language());
    let rows = registers
        .iter()
        .map(|register| {
            let state = state_of(&states, register);
            Row {
                title: language.plain(&register.title),
                href: visit.to(&format!("/registers/{}", register.id)),
                rows: grouped(state.map_or(0, |state| state.open).into()),
                withheld: withheld_in_words(visit, state),
                last: state
                    .and_then(|state| state.last)
                    .map_or_else(|| words.never.to_owned(), |day| language.date(day)),
                years: state.map(|state| years_in_words(&state.years)).unwrap_or_default(),
                feeds: fed_with_pages(visit, register),
            }
        })
        .collect();
    let page = ListPage {
        frame: visit.frame(
            words.title,
            Section::Registers,
            vec![visit.plan_crumb(), visit.crumb(own(words.title), "")],
            &["registers"],
        ),
        words,
        rows,
    };
    visit.html(&page)
}

fn state_of<'s>(states: &'s [RegisterState], register: &Register) -> Option<&'s RegisterState> {
    states.iter().find(|state| state.register == register.id)
}

/// `ほかに公開前12行`; empty if none is told.
fn withheld_in_words(visit: &Visit<'_>, state: Option<&RegisterState>) -> String {
    match state.map_or(0, |state| state.withheld) {
        0 => String::new(),
        n => visit.count(RegisterWords::of(visit.language()).and_withheld, usize::try_from(n).unwrap_or(usize::MAX)),
    }
}

/// The indicators that a register feeds, with their pages.
fn fed_with_pages(visit: &Visit<'_>, register: &Register) -> Vec<(String, String)> {
    feeds(register, &visit.snapshot.plan)
        .into_iter()
        .map(|(_, one)| (visit.language().plain(&one.title), visit.to(&format!("/indicators/{}", one.id))))
        .collect()
}

/// Years side by side as one run: `2021–2023, 2025`.
fn years_in_words(years: &[FiscalYear]) -> String {
    let mut runs: Vec<(i16, i16)> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == year.0 => *last = year.0,
            _ => runs.push((year.0, year.0)),
        }
    }
    let run = |(first, last): &(i16, i16)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_side_by_side_are_one_run() {
        let years = [2021, 2022, 2024].map(FiscalYear);
        assert_eq!(years_in_words(&years), "2021–2022, 2024");
    }
}
