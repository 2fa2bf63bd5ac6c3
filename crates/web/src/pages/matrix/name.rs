//! The places of an axis by their names, in the order in which the plan and the register have them.

use super::cube::{Axis, NOT_SAID, REGISTER};
use crate::language::Language;
use crate::phrase::say;
use crate::visit::Visit;
use crate::words::MatrixWords;
use plan::{FiscalYear, Plan, Text};
use register::{Code, Holds};
use std::collections::BTreeSet;

/// Names of places.
pub struct Names<'a> {
    plan: &'a Plan,
    language: Language,
    words: &'static MatrixWords,
}

impl<'a> Names<'a> {
    /// Those of the plan that a reader sees.
    pub fn new(visit: &'a Visit<'_>) -> Self {
        Self { plan: &visit.snapshot.plan, language: visit.language(), words: MatrixWords::of(visit.language()) }
    }

    /// The name of a place: as the register says it, which tells the terms apart; else as the plan does; else what stands in the row.
    pub fn of(&self, axis: Axis, place: &str) -> String {
        if place == NOT_SAID {
            return self.words.not_said.to_owned();
        }
        if axis == Axis::Year {
            return place.parse().map_or_else(|_| place.to_owned(), |year| self.language.year(FiscalYear(year)));
        }
        let code = codes(axis).iter().find(|code| code.code == place).map(|code| &code.title);
        let title = code.or_else(|| self.in_plan(axis).into_iter().find(|one| one.id == place).map(|one| one.title));
        title.map_or_else(|| place.to_owned(), |title| self.language.plain(title))
    }

    /// Where a place came from: the integrated projects of the term before, where a source says so.
    pub fn follows(&self, axis: Axis, place: &str) -> String {
        let one = self.plan.integrated_projects.iter().find(|one| axis == Axis::Integrated && one.id == place);
        let before: Vec<String> = one.into_iter().flat_map(|one| &one.follows).map(|id| self.of(axis, id)).collect();
        if before.is_empty() {
            String::new()
        } else {
            say(self.words.follows, &[("names", &before.join(self.words.comma))])
        }
    }

    /// Places with their names: those that hold in the year, and the others that rows name. The one of rows that do not say stands last.
    pub fn known(&self, axis: Axis, year: FiscalYear, named: &BTreeSet<&str>) -> Vec<(String, String)> {
        let holds = |one: &InPlan<'_>| one.first <= year && one.last.is_none_or(|last| year <= last);
        let of_the_year = self.in_plan(axis).into_iter().filter(holds).map(|one| one.id.to_owned()).collect();
        self.listed(axis, of_the_year, named)
    }

    /// The same for the whole time.
    pub fn ever(&self, axis: Axis, named: &BTreeSet<&str>) -> Vec<(String, String)> {
        self.listed(axis, self.in_plan(axis).into_iter().map(|one| one.id.to_owned()).collect(), named)
    }

    /// Whether a place holds in a year; what the plan does not date always may.
    pub fn holds_in(&self, axis: Axis, place: &str, year: FiscalYear) -> bool {
        let dated = self.in_plan(axis).into_iter().find(|one| one.id == place);
        dated.is_none_or(|one| one.first <= year && one.last.is_none_or(|last| year <= last))
    }

    fn listed(&self, axis: Axis, mut places: Vec<String>, named: &BTreeSet<&str>) -> Vec<(String, String)> {
        if axis == Axis::Purpose {
            places = codes(axis).iter().map(|code| code.code.clone()).collect();
        }
        // In the order of the register, then whatever no list knows.
        let known = codes(axis).iter().map(|code| code.code.as_str()).filter(|code| named.contains(code));
        let others = named.iter().copied().filter(|place| *place != NOT_SAID);
        for place in known.chain(others).map(str::to_owned) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if axis != Axis::Year {
            places.push(NOT_SAID.to_owned());
        }
        let named = |place: String| {
            let name = self.of(axis, &place);
            (place, name)
        };
        places.into_iter().map(named).collect()
    }

    fn in_plan(&self, axis: Axis) -> Vec<InPlan<'_>> {
        match axis {
            Axis::Integrated => {
                let all = self.plan.integrated_projects.iter();
                all.map(|one| InPlan {
                    id: &one.id,
                    title: &one.title,
                    first: one.first_year,
                    last: Some(one.last_year),
                })
                .collect()
            }
            Axis::Area => {
                let all = self.plan.disease_areas.iter();
                all.map(|one| InPlan { id: &one.id, title: &one.title, first: one.first_year, last: one.last_year })
                    .collect()
            }
            Axis::Year | Axis::Purpose => Vec::new(),
        }
    }
}

/// A place that the plan knows.
struct InPlan<'a> {
    id: &'a str,
    title: &'a Text,
    first: FiscalYear,
    last: Option<FiscalYear>,
}

/// The code list of the register's column.
fn codes(axis: Axis) -> &'static [Code] {
    let register = register::builtin().iter().find(|register| register.id == REGISTER);
    match register.and_then(|register| register.column(axis.column())).map(|column| &column.holds) {
        Some(Holds::Code(codes)) => codes,
        _ => &[],
    }
}
