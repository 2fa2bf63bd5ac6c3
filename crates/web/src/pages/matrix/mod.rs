//! The matrix: who works on which disease, with what? Grants and yen by integrated project, disease area and purpose, each cell with its
//! grants; and the same over the years, the six integrated projects of one term beside the eight of the next.

mod cube;
mod name;
mod shown;
mod tables;

use crate::figure::grouped;
use crate::pages::matrix::cube::{Axis, Grid, Measure, NOT_SAID, Withheld};
use crate::pages::matrix::name::Names;
use crate::pages::matrix::shown::{Grants, Shape, Shown, shown};
use crate::pages::roadmap::Choice;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::way::encode;
use crate::words::{MatrixWords, PolicyWords};
use askama::Template;
use indicator::Row;
use plan::FiscalYear;
use std::collections::BTreeSet;

/// The matrix.
#[derive(Template)]
#[template(path = "matrix.html")]
struct Page {
    frame: Frame,
    words: &'static MatrixWords,
    /// What the year has, in a sentence; what would fill the page, where nothing was handed in.
    lead: Phrase,
    /// What the figures leave out.
    notes: Vec<String>,
    /// Years to choose from; empty where nothing was handed in.
    years: Vec<Choice>,
    measures: Vec<Choice>,
    purposes: Vec<Choice>,
    /// Integrated projects by disease areas, purposes by disease areas.
    grids: Vec<Shown>,
    /// Over the years: integrated projects, disease areas, purposes.
    over_years: Vec<Shown>,
    /// The grants of what is chosen.
    grants: Grants,
}

/// What the reader chose.
struct Chosen {
    year: FiscalYear,
    measure: Measure,
    integrated: Option<String>,
    area: Option<String>,
    purpose: Option<String>,
}

impl Chosen {
    fn of(visit: &Visit<'_>, years: &BTreeSet<FiscalYear>) -> Result<Option<Self>, Problem> {
        let Some(&last) = years.iter().next_back() else { return Ok(None) };
        let year = match visit.asked("year") {
            None => last,
            Some(asked) => match asked.parse().map(FiscalYear) {
                Ok(year) if years.contains(&year) => year,
                _ => return Err(Problem::NotFound(visit.path.clone())),
            },
        };
        let place = |name: &str| visit.asked(name).map(str::to_owned);
        Ok(Some(Self {
            year,
            measure: if visit.asked("show") == Some("yen") { Measure::Yen } else { Measure::Grants },
            integrated: place("integrated"),
            area: place("area"),
            purpose: place("purpose"),
        }))
    }

    /// Whether a row belongs to what is chosen on an axis.
    fn holds(&self, axis: Axis, row: &Row) -> bool {
        let place = match axis {
            Axis::Year => return axis.places(row).contains(self.year.0.to_string().as_str()),
            Axis::Integrated => &self.integrated,
            Axis::Area => &self.area,
            Axis::Purpose => &self.purpose,
        };
        place.as_ref().is_none_or(|place| axis.places(row).contains(place.as_str()))
    }

    /// The address of a choice; `None` is the whole of an axis.
    fn path(&self, year: &str, integrated: Option<&str>, area: Option<&str>, purpose: Option<&str>) -> String {
        let mut path = format!("/matrix?year={}", encode(year));
        if self.measure == Measure::Yen {
            path.push_str("&show=yen");
        }
        for (name, place) in [("integrated", integrated), ("area", area), ("purpose", purpose)] {
            if let Some(place) = place {
                path.push_str(&format!("&{name}={}", encode(place)));
            }
        }
        path
    }
}

/// The years for which grants were handed in: those that a hand-in speaks for, and those that rows name.
fn years(visit: &Visit<'_>) -> BTreeSet<FiscalYear> {
    let snapshot = &visit.snapshot;
    let class = format!("register:{}", cube::REGISTER);
    let covered = snapshot.coverage.iter().filter(|one| one.classes.contains(&class));
    let mut years: BTreeSet<FiscalYear> = covered.flat_map(|one| one.records_by_year.keys().copied()).collect();
    for row in cube::of_register(&snapshot.rows).filter(|row| !row.withheld) {
        years.extend(Axis::Year.places(row).iter().filter_map(|year| year.parse().ok()).map(FiscalYear));
    }
    years
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let words = MatrixWords::of(visit.language());
    let years = years(visit);
    let chosen = Chosen::of(visit, &years)?;
    let open: Vec<&Row> = cube::of_register(&snapshot.rows).filter(|row| !row.withheld).collect();
    if visit.wants_tables() {
        return visit.tables("matrix", &tables::tables(&snapshot.rows, &open, &years, chosen.as_ref()));
    }
    let register = || link(words.register, visit.to(&format!("/registers/{}", cube::REGISTER)));
    let mut page = Page {
        frame: visit.frame(
            words.title,
            Section::Policies,
            vec![
                visit.plan_crumb(),
                visit.crumb(own(visit.words().nav_policies), "/policies"),
                visit.crumb(own(words.title), ""),
            ],
            &["cells", "years", "grants"],
        ),
        words,
        lead: fill(words.none, &[("register", register())]),
        notes: Vec::new(),
        years: Vec::new(),
        measures: Vec::new(),
        purposes: Vec::new(),
        grids: Vec::new(),
        over_years: Vec::new(),
        grants: Grants::default(),
    };
    let Some(chosen) = chosen else { return visit.html(&page) };
    let names = Names::new(visit);
    let of_the_year: Vec<&Row> = open.iter().copied().filter(|row| chosen.holds(Axis::Year, row)).collect();
    let all = cube::sum(of_the_year.iter().copied());
    page.lead = fill(
        words.lead,
        &[
            ("year", word(visit.language().year(chosen.year))),
            ("grants", word(visit.count(words.n_grants, usize::try_from(all.grants()).unwrap_or(usize::MAX)))),
            ("yen", word(grouped(all.yen))),
            ("register", register()),
        ],
    );
    page.notes = notes(visit, words, &chosen, &of_the_year, &all);
    let year = chosen.year.0.to_string();
    let in_full = |year: &FiscalYear| (year.0.to_string(), visit.language().year_in_full(*year));
    page.years = choices(years.iter().rev().map(in_full), &year);
    let measure = if chosen.measure == Measure::Yen { "yen" } else { "" };
    let measures = [("", words.show_grants), ("yen", words.show_yen)];
    page.measures = choices(measures.map(|(value, words)| (value.to_owned(), words.to_owned())), measure);
    let purposes = [(String::new(), words.all.to_owned())].into_iter();
    let purposes = purposes.chain(names.known(Axis::Purpose, chosen.year, &BTreeSet::from([NOT_SAID])));
    page.purposes = choices(purposes, chosen.purpose.as_deref().unwrap_or_default());
    page.grids = grids(visit, words, &names, &chosen, &of_the_year);
    page.over_years = over_years(visit, words, &names, &chosen, &open, &years);
    page.grants = shown::grants(visit, words, &names, &chosen, &of_the_year);
    visit.html(&page)
}

fn choices(values: impl IntoIterator<Item = (String, String)>, chosen: &str) -> Vec<Choice> {
    values.into_iter().map(|(value, words)| Choice { chosen: value == chosen, value, words }).collect()
}

fn notes(
    visit: &Visit<'_>,
    words: &MatrixWords,
    chosen: &Chosen,
    of_the_year: &[&Row],
    all: &cube::Sum<'_>,
) -> Vec<String> {
    let mut notes = Vec::new();
    if visit.snapshot.day < chosen.year.last_day() {
        notes.push(words.running.to_owned());
    }
    if all.without_yen > 0 {
        notes.push(visit.count(words.without_yen, all.without_yen));
    }
    let closed: Vec<&Row> =
        cube::of_register(&visit.snapshot.rows).filter(|row| row.withheld && chosen.holds(Axis::Year, row)).collect();
    match cube::withheld(&closed) {
        Withheld::None => {}
        Withheld::TooFew => notes.push(words.withheld_few.to_owned()),
        Withheld::Rows(rows, yen) => {
            let rows = grouped(i128::try_from(rows).unwrap_or(i128::MAX));
            notes.push(say(words.withheld, &[("rows", &rows), ("yen", &grouped(yen))]));
        }
    }
    let invented = of_the_year.iter().filter(|row| row.invented).count();
    if invented > 0 {
        notes.push(visit.count(words.invented, invented));
    }
    notes
}

/// The year: integrated projects by disease areas for the purpose chosen, and purposes by disease areas.
fn grids(
    visit: &Visit<'_>,
    words: &MatrixWords,
    names: &Names<'_>,
    chosen: &Chosen,
    of_the_year: &[&Row],
) -> Vec<Shown> {
    let year = visit.language().year(chosen.year);
    let number = chosen.year.0.to_string();
    let narrowed: Vec<&Row> = of_the_year.iter().copied().filter(|row| chosen.holds(Axis::Purpose, row)).collect();
    let purpose = chosen.purpose.as_deref();
    let named = purpose.map(|purpose| names.of(Axis::Purpose, purpose));
    let shape = |lines, heading: String| Shape {
        id: if lines == Axis::Integrated { "cells" } else { "purposes" },
        heading,
        head: if lines == Axis::Integrated { words.integrated } else { words.purpose },
        lines,
        columns: Axis::Area,
        measure: chosen.measure,
        year: chosen.year,
        has_total: true,
    };
    let heading = [Some(year.clone()), named].into_iter().flatten().collect::<Vec<_>>().join(words.comma);
    let by_cell = shape(Axis::Integrated, say(words.by_cell, &[("narrowed", &heading)]));
    let by_purpose = shape(Axis::Purpose, say(words.by_purpose, &[("year", &year)]));
    let to_cell =
        |line: Option<&str>, column: Option<&str>| visit.to(&(chosen.path(&number, line, column, purpose) + "#grants"));
    let to_purpose =
        |line: Option<&str>, column: Option<&str>| visit.to(&(chosen.path(&number, None, column, line) + "#grants"));
    vec![
        shown(&by_cell, &Grid::new(&narrowed, Axis::Integrated, Axis::Area), names, words, &[], &to_cell),
        shown(&by_purpose, &Grid::new(of_the_year, Axis::Purpose, Axis::Area), names, words, &[], &to_purpose),
    ]
}

/// Every year that was handed in.
fn over_years(
    visit: &Visit<'_>,
    words: &MatrixWords,
    names: &Names<'_>,
    chosen: &Chosen,
    open: &[&Row],
    years: &BTreeSet<FiscalYear>,
) -> Vec<Shown> {
    let axes = [
        (Axis::Integrated, "integrated-years", words.integrated_years, words.integrated),
        (Axis::Area, "area-years", words.area_years, words.area),
        (Axis::Purpose, "purpose-years", words.purpose_years, words.purpose),
    ];
    let years: Vec<String> = years.iter().map(|year| year.0.to_string()).collect();
    let table = |(axis, id, heading, head): (Axis, &'static str, &str, &'static str)| {
        let shape = Shape {
            id,
            heading: heading.to_owned(),
            head,
            lines: axis,
            columns: Axis::Year,
            measure: chosen.measure,
            year: chosen.year,
            has_total: false,
        };
        let to = |line: Option<&str>, year: Option<&str>| {
            let on = |one: Axis| line.filter(|_| one == axis);
            let year = year.unwrap_or_default();
            visit.to(&(chosen.path(year, on(Axis::Integrated), on(Axis::Area), on(Axis::Purpose)) + "#grants"))
        };
        let mut table = shown(&shape, &Grid::new(open, axis, Axis::Year), names, words, &years, &to);
        if axis == Axis::Integrated {
            table.note = words.integrated_years_note.to_owned();
            if !visit.snapshot.plan.integrated_projects.iter().any(|one| !one.follows.is_empty()) {
                let policy = PolicyWords::of(visit.language());
                table.note = format!("{} {}", table.note, policy.follows_none);
            }
        }
        table
    };
    axes.into_iter().map(table).collect()
}
