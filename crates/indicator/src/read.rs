//! Readings: for each indicator and year the version that applies, the rows of that year, and what they add up to.
//!
//! The decision to question: **what was handed in stands in only where nothing can be computed.** Inside
//! coverage the number is the one that opens, and the reported one stands beside it (`beside`). Outside, a
//! register that nobody filled reads 未報告, and saying so after somebody handed in the figure would be false.

use crate::index::holds;
use crate::period::{Period, Window};
use crate::select::{Candidate, Selection, projects_of};
use crate::{Change, Coverage, HandIn, Index, Reading, Row, handed_in, tally};
use jiff::civil::Date;
use plan::{Definition, FiscalYear, Indicator, IndicatorVersion, Method, Of, Plan, Reckoning, ValueOf, YearBasis};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Rows from which on a second thread gains more than starting it costs.
const WORTH_THREADS: usize = 10_000;

/// Readings are asked for while pages are served: a large machine is not taken whole for them.
const MOST_THREADS: usize = 4;

/// Everything that readings depend on besides the definition.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The plan: which projects a programme has.
    pub plan: &'a Plan,
    /// The rows of evidence, in any order.
    pub rows: &'a [Row],
    /// What has been read.
    pub coverage: &'a [Coverage],
    /// What was handed in.
    pub hand_ins: &'a [HandIn],
    /// The change at which all of them are seen.
    pub as_of: Change,
    /// The day shown: a stock before the end of its year is that of this day.
    pub today: Date,
}

/// Readings of several indicators over the same rows, each with every year in order.
///
/// Rows, links, coverage and hand-ins hold at `as_of` if `since <= as_of` and `until`, if any, is later. The order of
/// rows does not matter. A year that has not begun on `today` reads what was handed in for it, else
/// 未収集: nobody can have looked. A year for which no version of the definition holds reads the same.
#[must_use]
#[allow(clippy::too_many_arguments, reason = "the facts a reading depends on")]
pub fn readings(
    indicators: &[&Indicator],
    plan: &Plan,
    rows: &[Row],
    coverage: &[Coverage],
    hand_ins: &[HandIn],
    years: RangeInclusive<FiscalYear>,
    as_of: Change,
    today: Date,
) -> Vec<Vec<(FiscalYear, Reading)>> {
    let facts = Facts { plan, rows, coverage, hand_ins, as_of, today };
    readings_with(&facts, &Index::new(plan, rows, as_of), indicators, years)
}

/// The same with an [`Index`] that is kept. It must have been made from the very same plan, rows and change.
#[must_use]
pub fn readings_with(
    facts: &Facts<'_>,
    index: &Index,
    indicators: &[&Indicator],
    years: RangeInclusive<FiscalYear>,
) -> Vec<Vec<(FiscalYear, Reading)>> {
    let read = Read::new(facts, index);
    let of_one = |indicator: &Indicator| {
        let mut selections = Selections::default();
        (years.start().0..=years.end().0)
            .map(FiscalYear)
            .map(|year| (year, read.reading(indicator, year, &mut selections)))
            .collect()
    };
    let threads = match facts.rows.len() {
        0..WORTH_THREADS => 1,
        _ => std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS),
    };
    each(indicators, threads, &of_one)
}

/// `work` for each indicator, in their order, by several threads: none knows of another, and who is free takes the next.
fn each<T: Send>(indicators: &[&Indicator], threads: usize, work: &(impl Fn(&Indicator) -> T + Sync)) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let place = || next.fetch_add(1, Ordering::Relaxed);
        let mine = std::iter::from_fn(|| Some(place()).filter(|&at| at < indicators.len()));
        mine.map(|at| (at, work(indicators[at]))).collect::<Vec<_>>()
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(indicators.len())).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, work)| work).collect()
}

/// What is computed for one year, whatever was handed in; for a method that computes nothing, its empty state.
pub(crate) fn computed(facts: &Facts<'_>, index: &Index, indicator: &Indicator, year: FiscalYear) -> Reading {
    Read::new(facts, index).without_hand_ins(indicator, year, &mut Selections::default())
}

/// The attributes of rows that readings of these indicators depend on, whichever version applies. Whoever wants nothing but readings need
/// not gather the others.
#[must_use]
pub fn attributes_of(indicators: &[&Indicator]) -> BTreeSet<String> {
    let mut attributes = BTreeSet::new();
    for version in indicators.iter().flat_map(|indicator| &indicator.versions) {
        let Method::Computed(definition) = &version.method else { continue };
        if let Of::Attribute(attribute) = &definition.of {
            attributes.insert(attribute.clone());
        }
        if let ValueOf::Sum(attribute) | ValueOf::Last(attribute) | ValueOf::Max(attribute) = &definition.value {
            attributes.insert(attribute.clone());
        }
        let conditions = definition.conditions.iter().chain(&definition.of_which);
        attributes.extend(conditions.map(|condition| condition.attribute.clone()));
    }
    attributes
}

/// The version of an indicator's definition that applies to a fiscal year; the last one where several claim it.
#[must_use]
pub fn version_of(indicator: &Indicator, year: FiscalYear) -> Option<&IndicatorVersion> {
    indicator
        .versions
        .iter()
        .rev()
        .find(|version| version.from.is_none_or(|from| from <= year) && version.until.is_none_or(|until| year <= until))
}

/// The rows of the definitions met so far, so that each selects its rows once for all its years.
type Selections<'a> = Vec<Selection<'a>>;

struct Read<'a> {
    facts: &'a Facts<'a>,
    index: &'a Index,
    /// Shared by every figure: a thousand editions are not copied eight hundred times.
    coverage: Vec<Arc<Coverage>>,
}

impl<'a> Read<'a> {
    fn new(facts: &'a Facts<'a>, index: &'a Index) -> Self {
        let live = facts.coverage.iter().filter(|one| holds(one.since, one.until, facts.as_of));
        Self { facts, index, coverage: live.cloned().map(Arc::new).collect() }
    }

    fn reading(&self, indicator: &'a Indicator, year: FiscalYear, selections: &mut Selections<'a>) -> Reading {
        let read = self.without_hand_ins(indicator, year, selections);
        let handed_in = || handed_in(self.facts.hand_ins, &indicator.id, year, self.facts.as_of);
        if matches!(read, Reading::Number(_) | Reading::Withheld) { read } else { handed_in().unwrap_or(read) }
    }

    fn without_hand_ins(&self, indicator: &'a Indicator, year: FiscalYear, selections: &mut Selections<'a>) -> Reading {
        let Some(version) = version_of(indicator, year) else { return Reading::NotCollected };
        let Method::Computed(definition) = &version.method else {
            let begun = Period::of(year, YearBasis::Fiscal).first <= self.facts.today;
            return if begun { Reading::NotReported } else { Reading::NotCollected };
        };
        let period = Period::of(year, definition.basis);
        if self.facts.today < period.first {
            return Reading::NotCollected;
        }
        let covering: Vec<Arc<Coverage>> =
            self.coverage.iter().filter(|one| covers(one, definition, year)).map(Arc::clone).collect();
        if covering.is_empty() {
            return without_rows(definition);
        }
        let selection = self.selection(indicator, definition, selections);
        let window = Window::of(definition, year, self.facts.today);
        let of_the_year: Vec<&Candidate<'_>> =
            selection.candidates.iter().filter(|one| window.holds(one.start, one.end)).collect();
        let provisional = definition.reckoning == Reckoning::Stock && self.facts.today < period.last;
        let figure = tally::figure(selection, &of_the_year, covering, provisional.then_some(self.facts.today));
        figure.unwrap_or_else(|| without_rows(definition))
    }

    fn selection<'s>(
        &self,
        indicator: &'a Indicator,
        definition: &'a Definition,
        selections: &'s mut Selections<'a>,
    ) -> &'s Selection<'a> {
        let known = selections.iter().position(|selection| std::ptr::eq(selection.definition, definition));
        let at = known.unwrap_or_else(|| {
            let projects = projects_of(indicator, definition, self.facts.plan, self.index);
            selections.push(Selection::new(definition, &projects, self.facts.rows, self.index));
            selections.len() - 1
        });
        &selections[at]
    }
}

/// Whether a source that was read serves the definition and holds that year. A cumulative figure or a stock needs
/// its own year; whether the years before were read too, its sentence says.
fn covers(coverage: &Coverage, definition: &Definition, year: FiscalYear) -> bool {
    let serves = definition.sources.iter().any(|class| coverage.classes.contains(class));
    serves
        && match definition.basis {
            YearBasis::Fiscal => coverage.records_by_year.contains_key(&year),
            YearBasis::Calendar => coverage.records_by_calendar_year.contains_key(&year.0),
        }
}

/// Nothing was read: whoever fills the register has not, or nobody looked.
fn without_rows(definition: &Definition) -> Reading {
    let registers_only = definition.sources.iter().all(|class| class.starts_with("register:"));
    if registers_only && !definition.sources.is_empty() { Reading::NotReported } else { Reading::NotCollected }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_share_the_work_and_keep_its_order() {
        let plan = plan::builtin();
        let indicators: Vec<&Indicator> = plan.indicators().map(|(_, indicator)| indicator).collect();
        assert!(indicators.len() > 8);
        let ids: Vec<&str> = indicators.iter().map(|indicator| indicator.id.as_str()).collect();
        for threads in [1, 2, 3, indicators.len() + 1] {
            assert_eq!(each(&indicators, threads, &|indicator| indicator.id.clone()), ids, "{threads} threads");
        }
        assert!(each(&[], 2, &|indicator| indicator.id.clone()).is_empty());
    }
}
