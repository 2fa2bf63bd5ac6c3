//! Invented rows of the registers, so that every indicator of the plan has a reading that opens.
//!
//! The decision to question: the rows are made **from the definitions**, column by column, and not written out. A new register so has
//! rows on the demo without a line here; in return a row is plausible in each of its columns and tells no story. They go through the
//! same hand-in as an office's own, marked as invented.

mod cells;
mod subjects;

#[cfg(test)]
mod tests;

use super::invented::dice::Dice;
use super::invented::thanks::Known;
use cells::Row;
use jiff::civil::{Date, date};
use plan::{Method, Plan};
use register::{Access, Entry, Holds, Place, Precision, Register, Value};
use std::collections::BTreeMap;
use store::{HandInOptions, Store};

/// The last day for which rows are made, so that the demo says the same in every year.
const LAST: Date = date(2026, 3, 31);
/// The first fiscal year.
const FIRST_YEAR: i16 = 2014;
/// The last one.
const LAST_YEAR: i16 = 2025;
/// Until when the confidential ones are.
const CONFIDENTIAL_UNTIL: Date = date(2045, 4, 1);

/// Hands in the invented rows of every register; how many there are.
pub fn hand_in(store: &mut Store, plan: &Plan) -> anyhow::Result<u64> {
    let mut handed_in = 0;
    for register in register::builtin() {
        let entries = entries(plan, register);
        let options = HandInOptions {
            file: &format!("{}-invented.csv", register.id),
            sha256: "",
            by: "shirube demo",
            because: "デモのための架空の行 / invented rows for the demo",
            years: None,
            today: LAST,
            invented: true,
            withdraw: &[],
        };
        store.hand_in(register, &entries, &options)?;
        handed_in += entries.len() as u64;
    }
    Ok(handed_in)
}

/// The invented rows of a register, in the order in which they were made. The same plan and definition always give the same rows.
fn entries(plan: &Plan, register: &Register) -> Vec<Entry> {
    let seed = register.id.bytes().fold(20_251_125_u64, |seed, byte| seed.wrapping_mul(131) ^ u64::from(byte));
    let mut maker = Maker { register, dice: Dice::new(seed), made: Vec::new(), keys: BTreeMap::new() };
    let projects = projects(plan, register);
    for year in FIRST_YEAR..=LAST_YEAR {
        let running: Vec<&Of> =
            projects.iter().filter(|of| of.known.years.first <= year && year <= of.known.years.last).collect();
        match subjects::of(register) {
            Some((column, subjects)) => {
                let Some(of) = running.first() else { continue };
                for (index, subject) in subjects.iter().enumerate() {
                    maker.make(of, year, Some((column, subject, index)));
                }
            }
            None => {
                for of in running {
                    for _ in 0..subjects::a_year(register) {
                        maker.make(of, year, None);
                    }
                }
            }
        }
    }
    maker.made
}

/// So many invented rows of a register at least, for measurements: year by year and project by project, again and again, each row with a
/// key and values of its own. Fewer where no project has any.
pub fn many(plan: &Plan, register: &Register, rows: usize) -> Vec<Entry> {
    let mut maker = Maker { register, dice: Dice::new(20_261_125), made: Vec::new(), keys: BTreeMap::new() };
    let projects = projects(plan, register);
    let years: Vec<(&Of, i16)> = (FIRST_YEAR..=LAST_YEAR)
        .flat_map(|year| projects.iter().map(move |of| (of, year)))
        .filter(|(of, year)| of.known.years.first <= *year && *year <= of.known.years.last)
        .collect();
    loop {
        let before = maker.made.len();
        for &(of, year) in &years {
            if maker.made.len() >= rows {
                return maker.made;
            }
            maker.make(of, year, None);
        }
        if maker.made.len() == before {
            return maker.made;
        }
    }
}

/// A project that rows are made for.
struct Of {
    known: Known,
    /// Its place among the plan's projects, and its programme's among the programmes.
    place: usize,
    programme: usize,
}

/// The projects whose indicators are computed from the register; without any, those that `subjects` names.
fn projects(plan: &Plan, register: &Register) -> Vec<Of> {
    let class = register.source_class();
    let mut counted: Vec<&str> = Vec::new();
    for (_, indicator) in plan.indicators() {
        for version in &indicator.versions {
            if let Method::Computed(definition) = &version.method
                && definition.sources.contains(&class)
            {
                counted.extend(indicator::projects_counted(indicator, definition, plan));
            }
        }
    }
    if counted.is_empty() {
        counted.extend(subjects::projects(register));
    }
    let programme = |id: &str| plan.programmes.iter().position(|one| one.id == id).unwrap_or(0);
    let wanted = plan.projects().enumerate().filter(|(_, (_, one))| counted.is_empty() || counted.contains(&&*one.id));
    wanted.map(|(place, (of, one))| Of { known: Known::of(plan, one), place, programme: programme(&of.id) }).collect()
}

struct Maker<'a> {
    register: &'a Register,
    dice: Dice,
    made: Vec<Entry>,
    /// How many rows began with the same key, so that none is made twice.
    keys: BTreeMap<String, usize>,
}

impl Maker<'_> {
    fn make(&mut self, of: &Of, year: i16, subject: Option<(&'static str, &'static str, usize)>) {
        let first = plan::FiscalYear(year).first_day();
        let later = |day: Date, days: usize| {
            day.checked_add(jiff::Span::new().days(i64::try_from(days).unwrap_or(0))).unwrap_or(day)
        };
        let day = later(first, self.dice.below(365));
        let from = if subject.is_some() { first } else { later(first, self.dice.below(300)) };
        let ends = subject.is_some() || self.dice.in_hundred(60);
        let years = if subject.is_some() { 1 } else { 1 + self.dice.below(4) };
        let until = ends.then(|| later(from, 365 * years - 1)).filter(|until| *until <= LAST);
        let mut row = Row { of, year, number: self.made.len() + 1, subject, day, from, until };
        let Some(values) = self.values(&row) else { return };
        let stage = values.get("stage").cloned();
        self.keep(values.clone());
        // A seed moves on: the next stage begins the day after the last one ended.
        if let (Some(stage), Some(until)) = (stage, until)
            && self.dice.in_hundred(60)
        {
            row.from = later(until, 1);
            row.until = None;
            let mut next = values;
            next.insert("from".to_owned(), vec![Value::Date(row.from, Precision::Day)]);
            next.remove("until");
            next.insert("stage".to_owned(), cells::next_stage(self.register, &stage));
            next.insert("state".to_owned(), vec![Value::Code("supported".to_owned())]);
            self.keep(next);
        }
    }

    /// The values of a row; nothing where a column that must be filled cannot be.
    fn values(&mut self, row: &Row<'_>) -> Option<BTreeMap<String, Vec<Value>>> {
        let mut values = BTreeMap::new();
        for column in &self.register.columns {
            let needed = column.required || self.register.dates.values().any(|id| *id == column.id);
            let filled = needed || column.access == Access::Office || self.dice.in_hundred(85);
            let value = if filled { cells::value(self.register, column, row, &values, &mut self.dice) } else { None };
            match value {
                Some(value) => _ = values.insert(column.id.clone(), vec![value]),
                None if column.required => return None,
                None => {}
            }
        }
        if matches!(self.register.id.as_str(), "seeds" | "transfers" | "provisions" | "trial-notifications")
            && self.dice.in_hundred(5)
        {
            values
                .insert(register::CONFIDENTIAL_UNTIL.to_owned(), vec![Value::Date(CONFIDENTIAL_UNTIL, Precision::Day)]);
        } else {
            values.remove(register::CONFIDENTIAL_UNTIL);
        }
        Some(values)
    }

    fn keep(&mut self, values: BTreeMap<String, Vec<Value>>) {
        let part =
            |id: &String| values.get(id).and_then(|values| values.first()).map_or_else(String::new, Value::to_string);
        let key = self.register.key.iter().map(part).collect::<Vec<_>>().join("/");
        let times = self.keys.entry(key.clone()).or_default();
        *times += 1;
        // Chance made the same key again: the row would be the same one anew.
        if *times > 1 {
            return;
        }
        let row = self.made.len() as u64 + 2;
        self.made.push(Entry { key, values, place: Place { sheet: String::new(), row } });
    }
}

/// Whether a column is told by a list of codes.
fn is_code(holds: &Holds) -> bool {
    matches!(holds, Holds::Code(_))
}
