//! One register: what a row is, what it feeds, its rows, its hand-ins, and the form.

use super::values::value_in_words;
use super::{fed_with_pages, state_of, withheld_in_words, years_in_words};
use crate::figure::grouped;
use crate::language::Language;
use crate::phrase::say;
use crate::source::{EntryHandIn, EntryPage};
use crate::table::{Cell, Table};
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::way::encode;
use crate::words::RegisterWords;
use access::{Action, Subject, allows};
use askama::Template;
use plan::FiscalYear;
use register::{Holds, Register};
use std::sync::OnceLock;

/// Rows on one page.
const ROWS_A_PAGE: usize = 50;
/// Columns of the table on the page besides the title; the rest stands on the rows' own pages and in CSV and JSON.
const COLUMNS_SHOWN: usize = 4;

/// A register.
#[derive(Template)]
#[template(path = "register.html")]
struct Page {
    frame: Frame,
    words: &'static RegisterWords,
    heading: String,
    about: String,
    filled_by: String,
    /// Indicators with their pages.
    feeds: Vec<(String, String)>,
    /// How it stands: rows, years.
    state: String,
    /// Heads of the columns shown.
    heads: Vec<String>,
    rows: Vec<Row>,
    /// What stands where there are no rows.
    none: &'static str,
    /// Which of how many.
    position: String,
    next_href: String,
    next_words: String,
    previous_href: String,
    previous_words: String,
    hand_ins: Vec<HandInRow>,
    /// Whether whoever looks may hand in; then the form is shown.
    may_hand_in: bool,
    /// Whether whoever looks may see who handed in what.
    names: bool,
    look_href: String,
    /// Where the empty sheets are, without their ending.
    template_href: String,
    undo_href: String,
    register: String,
    /// Projects to choose from for a request: id and name.
    projects: Vec<(String, String)>,
    /// Years to choose from: number and words, the last one that is over first.
    years: Vec<(String, String)>,
}

/// A row.
struct Row {
    title: String,
    href: String,
    cells: Vec<Vec<(String, String)>>,
    invented: bool,
    closed: bool,
}

/// A hand-in.
struct HandInRow {
    change: String,
    day: String,
    years: String,
    counts: String,
    by: String,
    file: String,
    because: String,
    invented: bool,
    /// That it was taken back; empty if it holds.
    undone: String,
}

/// Builds the page of a register.
pub fn page(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let Some(register) = register::builtin().iter().find(|register| register.id == id) else {
        return Err(Problem::NotFound(id.to_owned()));
    };
    let (change, language, words) = (visit.snapshot.change, visit.language(), RegisterWords::of(visit.language()));
    let mut entries = visit.site.entries(id, change, visit.actor)?;
    if visit.way.hide_invented {
        entries.retain(|entry| !entry.invented);
    }
    let hand_ins = visit.site.entry_hand_ins(id, change, visit.actor)?;
    if visit.wants_tables() {
        return visit.tables("register", &[rows_table(register, &entries), hand_ins_table(&hand_ins)]);
    }
    let states = visit.site.register_states(change, visit.actor)?;
    let state = state_of(&states, register);
    let shown = columns_shown(register);
    let total = entries.len();
    let pages = total.div_ceil(ROWS_A_PAGE).max(1);
    let number = visit.asked("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).clamp(1, pages);
    let from = (number - 1) * ROWS_A_PAGE;
    let rows = entries.iter().skip(from).take(ROWS_A_PAGE).map(|entry| row(visit, register, &shown, entry)).collect();
    let to_page = |number: usize| visit.to(&format!("/registers/{id}?page={number}"));
    let years = state.map(|state| years_in_words(&state.years)).unwrap_or_default();
    let facts = [
        visit.count(words.n_rows, total),
        withheld_in_words(visit, state),
        if years.is_empty() { String::new() } else { format!("{}: {years}", words.col_years) },
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let n = |n: usize| grouped(i128::try_from(n).unwrap_or(i128::MAX));
    let heading = language.plain(&register.title);
    let page = Page {
        frame: visit.frame(
            heading.clone(),
            Section::Registers,
            vec![
                visit.plan_crumb(),
                visit.crumb(own(words.title), "/registers"),
                visit.crumb(own(heading.clone()), ""),
            ],
            &["rows", "hand_ins"],
        ),
        words,
        heading,
        about: language.plain(&register.about),
        filled_by: language.plain(&register.filled_by),
        feeds: fed_with_pages(visit, register),
        state: facts.join(" · "),
        heads: shown.iter().map(|column| language.plain(&column.header)).collect(),
        rows,
        none: if hand_ins.is_empty() { words.rows_none } else { words.rows_other },
        position: if total == 0 {
            String::new()
        } else {
            let to = (from + ROWS_A_PAGE).min(total);
            say(words.position, &[("from", &n(from + 1)), ("to", &n(to)), ("n", &n(total))])
        },
        next_href: if number < pages { to_page(number + 1) } else { String::new() },
        next_words: say(visit.words().next_page, &[("n", &ROWS_A_PAGE.to_string())]),
        previous_href: if number > 1 { to_page(number - 1) } else { String::new() },
        previous_words: say(visit.words().previous_page, &[("n", &ROWS_A_PAGE.to_string())]),
        hand_ins: hand_ins.iter().map(|one| hand_in_row(one, words, language)).collect(),
        may_hand_in: visit.way.as_of.is_none()
            && visit.may_somewhere(access::Duty::HandIn)
            && allows(visit.actor, Action::HandIn, Subject::Registers).is_allowed(),
        names: allows(visit.actor, Action::See, Subject::HandIns).is_allowed(),
        look_href: visit.to("/registers/hand-in"),
        template_href: format!("/{}/registers/{id}", language.code()),
        undo_href: visit.to("/registers/undo"),
        register: register.id.clone(),
        projects: projects(visit),
        years: (visit.snapshot.years().start().0..=visit.snapshot.last_year().0)
            .rev()
            .chain([visit.snapshot.this_year().0])
            .map(|year| (year.to_string(), language.year_in_full(FiscalYear(year))))
            .collect(),
    };
    visit.html(&page)
}

/// Every project with its name.
fn projects(visit: &Visit<'_>) -> Vec<(String, String)> {
    let named =
        |(_, project): (&plan::Programme, &plan::Project)| (project.id.clone(), visit.language().plain(&project.title));
    visit.snapshot.plan.projects().map(named).collect()
}

/// The columns that say most of a row at a glance: its key, its dates, its codes, and its projects.
fn columns_shown(register: &Register) -> Vec<&register::Column> {
    let others = register.columns.iter().filter(|column| column.id != register.name);
    let weight = |column: &register::Column| match &column.holds {
        _ if register.key.contains(&column.id) => 0,
        _ if register.dates.values().any(|id| *id == column.id) => 1,
        Holds::Code(_) if column.required => 2,
        Holds::Project => 3,
        _ => 9,
    };
    let mut chosen: Vec<&register::Column> = others.filter(|column| weight(column) < 9).collect();
    chosen.sort_by_key(|column| weight(column));
    chosen.truncate(COLUMNS_SHOWN);
    chosen
}

fn row(visit: &Visit<'_>, register: &Register, shown: &[&register::Column], entry: &EntryPage) -> Row {
    let cell = |column: &&register::Column| {
        let value = entry.values.iter().find(|value| value.column == column.id);
        let values = value.into_iter().flat_map(|value| &value.values);
        values.map(|one| value_in_words(visit, Some(register), &column.id, one)).collect()
    };
    Row {
        title: [&entry.title, &entry.key, &entry.record]
            .into_iter()
            .find(|one| !one.is_empty())
            .cloned()
            .unwrap_or_default(),
        href: visit.to(&format!("/records/{}", encode(&entry.record))),
        cells: shown.iter().map(cell).collect(),
        invented: entry.invented,
        closed: entry.confidential_until.is_some(),
    }
}

fn hand_in_row(one: &EntryHandIn, words: &RegisterWords, language: Language) -> HandInRow {
    let years: Vec<FiscalYear> =
        one.years.iter().flat_map(|years| (years.start().0..=years.end().0).map(FiscalYear)).collect();
    HandInRow {
        change: one.change.to_string(),
        day: language.date(one.on),
        years: years_in_words(&years),
        counts: [one.added, one.changed, one.withdrawn, one.unchanged].map(|n| grouped(n.into())).join(" · "),
        by: one.by.clone(),
        file: one.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
        because: one.because.clone(),
        invented: one.invented,
        undone: one.undone.map(|change| say(words.undone, &[("change", &change.to_string())])).unwrap_or_default(),
    }
}

/// Names of the columns of a register's table, made once: tables keep names for as long as the program runs.
fn names(register: &Register) -> &'static [&'static str] {
    static NAMES: OnceLock<Vec<(&'static str, Vec<&'static str>)>> = OnceLock::new();
    let all = NAMES.get_or_init(|| {
        let of = |register: &'static Register| {
            let own = register.columns.iter().map(|column| column.id.as_str());
            (register.id.as_str(), ["record"].into_iter().chain(own).chain(["invented"]).collect())
        };
        register::builtin().iter().map(of).collect()
    });
    all.iter().find(|(id, _)| *id == register.id).map_or(&[], |(_, names)| names.as_slice())
}

/// Every column of every row that whoever looks may see; several values are a line each.
fn rows_table(register: &Register, entries: &[EntryPage]) -> Table {
    let mut table = Table::new("rows", names(register));
    for entry in entries {
        let mut row: Vec<Cell> = vec![entry.record.as_str().into()];
        for column in &register.columns {
            let value = entry.values.iter().find(|value| value.column == column.id);
            row.push(value.map(|value| value.values.join("\n")).into());
        }
        row.push(if entry.invented { "yes" } else { "no" }.into());
        table.push(row);
    }
    table
}

fn hand_ins_table(hand_ins: &[EntryHandIn]) -> Table {
    let columns = &[
        "change",
        "day",
        "first_fiscal_year",
        "last_fiscal_year",
        "added",
        "changed",
        "withdrawn",
        "unchanged",
        "by",
        "file",
        "because",
        "undone",
        "invented",
    ];
    let mut table = Table::new("hand_ins", columns);
    for one in hand_ins {
        let number = |n: u64| Cell::Whole(n.into());
        table.push(vec![
            number(one.change),
            one.on.to_string().into(),
            one.years.as_ref().map(|years| *years.start()).into(),
            one.years.as_ref().map(|years| *years.end()).into(),
            number(one.added),
            number(one.changed),
            number(one.withdrawn),
            number(one.unchanged),
            one.by.as_str().into(),
            one.file.as_str().into(),
            one.because.as_str().into(),
            one.undone.map(i128::from).into(),
            if one.invented { "yes" } else { "no" }.into(),
        ]);
    }
    table
}
