//! A row of a register on its page: its columns, and what it was before. A withheld one says that it is, and nothing else.

use crate::pages::registers::{column_header, value_in_words};
use crate::phrase::say;
use crate::source::EntryPage;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::RegisterWords;
use askama::Template;
use register::Register;

/// The row.
pub struct EntryView {
    /// Our words.
    pub words: &'static RegisterWords,
    /// Until when only the office sees it; empty if everybody does.
    pub closed: String,
    /// Its columns.
    pub rows: Vec<EntryRow>,
    /// What it was and is, newest first.
    pub states: Vec<StateRow>,
}

/// A column with what stands in it.
pub struct EntryRow {
    /// Its header.
    pub header: String,
    /// Its values, each with where it leads.
    pub values: Vec<(String, String)>,
}

/// A state of the row.
pub struct StateRow {
    /// Its day.
    pub day: String,
    /// The change number of the hand-in that says so.
    pub change: String,
    /// What differs from the state before.
    pub lines: Vec<String>,
}

/// A page that says no more than that there is a row.
#[derive(Template)]
#[template(path = "withheld.html")]
struct WithheldPage {
    frame: Frame,
    heading: &'static str,
    lead: &'static str,
}

fn definition(entry: &EntryPage) -> Option<&'static Register> {
    register::builtin().iter().find(|register| register.id == entry.register)
}

/// `台帳「シーズ」の行`.
pub fn kind(visit: &Visit<'_>, entry: &EntryPage) -> String {
    let words = RegisterWords::of(visit.language());
    let title =
        definition(entry).map_or_else(|| entry.register.clone(), |register| visit.language().plain(&register.title));
    say(words.row_of, &[("register", &title)])
}

/// What the page shows of a row that opens.
pub fn view(visit: &Visit<'_>, entry: &EntryPage) -> EntryView {
    let (words, language, register) = (RegisterWords::of(visit.language()), visit.language(), definition(entry));
    let rows = entry
        .values
        .iter()
        .map(|value| EntryRow {
            header: column_header(register, &value.column, language),
            values: value.values.iter().map(|one| value_in_words(visit, register, &value.column, one)).collect(),
        })
        .collect();
    let side = |column: &str, values: &[String]| {
        let shown: Vec<String> = values.iter().map(|one| value_in_words(visit, register, column, one).0).collect();
        if shown.is_empty() { words.nothing.to_owned() } else { shown.join(words.comma) }
    };
    let states = entry
        .history
        .iter()
        .map(|state| StateRow {
            day: language.date(state.on),
            change: state.hand_in.to_string(),
            lines: state
                .columns
                .iter()
                .filter(|one| !(one.old.is_empty() && one.new.is_empty()))
                .map(|one| {
                    let header = column_header(register, &one.column, language);
                    let (old, new) = (side(&one.column, &one.old), side(&one.column, &one.new));
                    if one.old.is_empty() { format!("{header}: {new}") } else { format!("{header}: {old} → {new}") }
                })
                .collect(),
        })
        .collect();
    EntryView {
        words,
        closed: match entry.confidential_until {
            Some(day) => say(words.closed_until, &[("date", &language.date(day))]),
            None => String::new(),
        },
        rows,
        states,
    }
}

/// The page of a row that does not open. It has no tables.
pub fn withheld(visit: &Visit<'_>, entry: &EntryPage) -> Result<Answer, Problem> {
    if visit.wants_tables() {
        let mut table = Table::new("record", &["record", "withheld"]);
        table.push(vec![entry.record.as_str().into(), "yes".into()]);
        return visit.tables("record", &[table]);
    }
    let words = RegisterWords::of(visit.language());
    let page = WithheldPage {
        frame: visit.frame(
            words.withheld_title,
            Section::Records,
            vec![visit.plan_crumb(), visit.crumb(own(visit.words().nav_records), "/records")],
            &[],
        ),
        heading: words.withheld_title,
        lead: words.withheld_lead,
    };
    visit.html(&page)
}

/// The row for programs.
pub fn table(entry: &EntryPage) -> Table {
    let mut table = Table::new("entry", &["column", "value"]);
    for value in &entry.values {
        for one in &value.values {
            table.push(vec![value.column.as_str().into(), one.as_str().into()]);
        }
    }
    table
}
