//! From claims about years to a bar: what is known is solid, what is not is hatched, and nothing is made up.

use crate::bars::Axis;
use plan::{End, FiscalYear, YearClaim};

/// How far an unknown end or beginning is hatched, in years.
const UNKNOWN_YEARS: i16 = 2;

/// A bar on the axis, in pixels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Span {
    /// Its left end; where it lies outside the axis, the edge.
    pub from: f64,
    /// Its right end; not beyond `from` where nothing can be drawn.
    pub to: f64,
    /// Stretches that nobody knows for certain, left to right.
    pub hatched: Vec<(f64, f64)>,
    /// Whether it began before the first year.
    pub notched: bool,
    /// Whether it has no planned end.
    pub open: bool,
}

impl Span {
    /// Whether there is a bar at all.
    #[must_use]
    pub fn visible(&self) -> bool {
        self.to > self.from
    }

    /// Whether the middle of `year` lies on the bar.
    #[must_use]
    pub fn holds(&self, axis: &Axis, year: FiscalYear) -> bool {
        let middle = axis.x(year.0) + axis.step / 2.0;
        self.visible() && (self.from..self.to).contains(&middle)
    }
}

/// The bar of a project or part. A year that nobody states is hatched where it is claimed; an unknown one for two years,
/// or as far as `marked` (the years of its evaluations) says that it ran, or over the years of the project that it is a part of (`within`).
#[must_use]
pub fn span(
    axis: &Axis,
    this_year: FiscalYear,
    start: &YearClaim,
    end: &End,
    marked: &[FiscalYear],
    within: Option<(i16, i16)>,
) -> Span {
    let first_mark = marked.iter().map(|year| year.0).min().unwrap_or(i16::MAX);
    let last_mark = marked.iter().map(|year| year.0).max().unwrap_or(i16::MIN);
    let (claim, open) = match end {
        End::Year(claim) => (claim.year.map(|year| year.0), false),
        End::Open { .. } => (None, true),
    };
    let mut hatched = Vec::new();
    let (first, last) = match (start.year.map(|year| year.0), claim, open) {
        (Some(first), Some(last), _) => (first, last.max(first)),
        (Some(first), None, true) => (first, axis.last),
        (Some(first), None, false) => {
            let last = within.map_or(first + UNKNOWN_YEARS, |(_, last)| last).max(last_mark).max(first + 1);
            hatched.push((first + 1, last));
            (first, last)
        }
        (None, Some(last), _) => {
            let first = within.map_or(last - UNKNOWN_YEARS, |(first, _)| first).min(first_mark).min(last - 1);
            hatched.push((first, last - 1));
            (first, last)
        }
        (None, None, true) => {
            hatched.push((axis.first, this_year.0));
            (axis.first, axis.last)
        }
        (None, None, false) => {
            let (first, last) = within.unwrap_or((axis.first, axis.last));
            hatched.push((first, last));
            (first, last)
        }
    };
    if start.year.is_some() && !start.basis.counts() {
        hatched.push((first, first));
    }
    if let End::Year(claim) = end
        && claim.year.is_some()
        && !claim.basis.counts()
    {
        hatched.push((last, last));
    }
    let x = |year: i16| axis.x(year.clamp(axis.first, axis.last + 1));
    hatched.sort_unstable();
    hatched.dedup();
    Span {
        from: x(first),
        to: if open && first <= axis.last { axis.right() } else { x(last.saturating_add(1)) },
        hatched: hatched
            .into_iter()
            .map(|(from, to)| (x(from), x(to.saturating_add(1))))
            .filter(|(from, to)| to > from)
            .collect(),
        notched: first < axis.first && start.year.is_some(),
        open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plan::Basis;

    const AXIS: Axis = Axis { first: 2014, last: 2030, step: 10.0, left: 0.0 };

    fn stated(year: i16) -> YearClaim {
        YearClaim { year: Some(FiscalYear(year)), basis: Basis::Stated { source: "Arden Gazette".to_owned() } }
    }

    fn unconfirmed(year: i16) -> YearClaim {
        YearClaim { year: Some(FiscalYear(year)), basis: Basis::Unconfirmed { source: None } }
    }

    fn unknown() -> YearClaim {
        YearClaim { year: None, basis: Basis::Unknown }
    }

    /// Checks the first and last year of the bar and of what is hatched.
    #[track_caller]
    fn check(start: YearClaim, end: End, within: Option<(i16, i16)>, bar: (i16, i16), hatched: &[(i16, i16)]) {
        let found = span(&AXIS, FiscalYear(2026), &start, &end, &[], within);
        assert_eq!((found.from, found.to), (AXIS.x(bar.0), AXIS.x(bar.1 + 1)));
        let expected: Vec<(f64, f64)> = hatched.iter().map(|(from, to)| (AXIS.x(*from), AXIS.x(*to + 1))).collect();
        assert_eq!(found.hatched, expected);
    }

    #[test]
    fn what_is_stated_is_solid_and_what_is_not_is_hatched() {
        let open = || End::Open { basis: Basis::Unknown };
        check(stated(2015), End::Year(stated(2019)), None, (2015, 2019), &[]);
        check(unconfirmed(2015), End::Year(stated(2019)), None, (2015, 2019), &[(2015, 2015)]);
        check(stated(2015), End::Year(unconfirmed(2019)), None, (2015, 2019), &[(2019, 2019)]);
        check(unknown(), End::Year(stated(2019)), None, (2017, 2019), &[(2017, 2018)]);
        check(stated(2015), End::Year(unknown()), None, (2015, 2017), &[(2016, 2017)]);
        check(stated(2015), End::Year(unknown()), Some((2014, 2022)), (2015, 2022), &[(2016, 2022)]);
        check(unknown(), End::Year(unknown()), Some((2016, 2020)), (2016, 2020), &[(2016, 2020)]);
        check(unknown(), End::Year(unknown()), None, (2014, 2030), &[(2014, 2030)]);
        check(stated(2028), open(), None, (2028, 2030), &[]);
        check(unknown(), open(), None, (2014, 2030), &[(2014, 2026)]);
    }

    #[test]
    fn a_mark_shows_that_it_ran_then() {
        let end = End::Year(unknown());
        let found = span(&AXIS, FiscalYear(2026), &stated(2015), &end, &[FiscalYear(2020)], None);
        assert_eq!(found.to, AXIS.x(2021));
        assert!(found.holds(&AXIS, FiscalYear(2020)) && !found.holds(&AXIS, FiscalYear(2021)));
    }

    #[test]
    fn what_lies_outside_the_axis_is_no_bar() {
        let before = span(&AXIS, FiscalYear(2026), &stated(2005), &End::Year(stated(2009)), &[], None);
        let after = span(&AXIS, FiscalYear(2026), &stated(2040), &End::Year(stated(2045)), &[], None);
        assert!(!before.visible() && !after.visible());
        let across = span(&AXIS, FiscalYear(2026), &stated(2008), &End::Year(stated(2015)), &[], None);
        assert!(across.visible() && across.notched);
    }
}
