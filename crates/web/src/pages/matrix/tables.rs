//! The matrix as data: every cell of every year, the years with what does not open, and the rows of what is chosen.

use super::Chosen;
use super::cube::{self, Axis, Withheld};
use super::shown::in_cell;
use crate::table::{Cell, Table};
use indicator::Row;
use plan::FiscalYear;
use std::collections::BTreeSet;

/// The tables `cells`, `years` and `grants`. In `cells` a row that names several places stands in each; in `years` it counts once.
pub fn tables(all: &[Row], open: &[&Row], years: &BTreeSet<FiscalYear>, chosen: Option<&Chosen>) -> Vec<Table> {
    let mut cells = Table::new(
        "cells",
        &["fiscal_year", "integrated_project", "disease_area", "purpose", "grants", "yen", "rows", "rows_without_yen"],
    );
    for (places, sum) in cube::cube(open) {
        let mut row: Vec<Cell> = places.into_iter().map(Cell::from).collect();
        row.extend([sum.grants().into(), sum.yen.into(), sum.rows.into(), sum.without_yen.into()]);
        cells.push(row);
    }
    let columns = &[
        "fiscal_year",
        "grants",
        "yen",
        "rows",
        "rows_without_yen",
        "withheld_rows",
        "withheld_yen",
        "withheld_too_few",
    ];
    let mut totals = Table::new("years", columns);
    for &year in years {
        let number = year.0.to_string();
        let is_of_year = |row: &&Row| Axis::Year.places(row).contains(number.as_str());
        let sum = cube::sum(open.iter().copied().filter(is_of_year));
        let closed: Vec<&Row> = cube::of_register(all).filter(|row| row.withheld).filter(is_of_year).collect();
        let (rows, yen, too_few) = match cube::withheld(&closed) {
            Withheld::None => (Some(0), Some(0), "no"),
            Withheld::TooFew => (None, None, "yes"),
            Withheld::Rows(rows, yen) => (Some(rows), Some(yen), "no"),
        };
        totals.push(vec![
            year.into(),
            sum.grants().into(),
            sum.yen.into(),
            sum.rows.into(),
            sum.without_yen.into(),
            rows.into(),
            yen.into(),
            too_few.into(),
        ]);
    }
    let columns = &[
        "record",
        "fiscal_year",
        "grant",
        "title",
        "institution",
        "integrated_project",
        "disease_area",
        "purpose",
        "yen",
        "invented",
    ];
    let mut grants = Table::new("grants", columns);
    let is_chosen = |row: &&&Row| chosen.is_some_and(|chosen| chosen.holds(Axis::Year, row) && in_cell(chosen, row));
    for row in open.iter().filter(is_chosen) {
        let said = |column: &str| cube::values(row, column).join(" ");
        grants.push(vec![
            (&*row.record).into(),
            said("fiscal-year").into(),
            said("grant").into(),
            said("title").into(),
            said("institution").into(),
            said("integrated-project").into(),
            said("disease-area").into(),
            said("purpose").into(),
            cube::yen(row).into(),
            if row.invented { "yes" } else { "no" }.into(),
        ]);
    }
    vec![cells, totals, grants]
}
