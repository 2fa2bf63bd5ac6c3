//! The twelve months of a reading, and what lies in them.

use jiff::civil::{Date, date};
use plan::{Definition, FiscalYear, Reckoning, YearBasis};

/// The role of the date on which something ends to be in force; that day still is.
const END_ROLE: &str = "until";

/// First and last day of a year under one basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub first: Date,
    pub last: Date,
}

impl Period {
    /// April to March, or January to December of the year of that number.
    pub fn of(year: FiscalYear, basis: YearBasis) -> Self {
        match basis {
            YearBasis::Fiscal => Self { first: year.first_day(), last: year.last_day() },
            YearBasis::Calendar => Self { first: date(year.0, 1, 1), last: date(year.0, 12, 31) },
        }
    }
}

/// The role of the date from which a record counts, and of the one until which it is in force, if that matters.
#[must_use]
pub fn date_roles(definition: &Definition) -> (&str, Option<&'static str>) {
    match definition.reckoning {
        Reckoning::Flow | Reckoning::Cumulative => (&definition.date_role, None),
        // `from` and `until` are one pair; whichever a definition names, the first begins it.
        Reckoning::Stock | Reckoning::Active if definition.date_role == END_ROLE => ("from", Some(END_ROLE)),
        Reckoning::Stock | Reckoning::Active => (&definition.date_role, Some(END_ROLE)),
    }
}

/// Which records belong to a year: the reckoning of a definition with its days worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Begins within, both days included.
    Within(Period),
    /// Begins on that day or before, and has not ended before it.
    On(Date),
    /// In force on at least one day.
    Touching(Period),
    /// Begins on the last day or before, and not before the first, if there is one.
    UpTo { first: Option<Date>, last: Date },
}

impl Window {
    /// The window of a year as seen on `today`; a stock before the end of its year is that of today.
    pub fn of(definition: &Definition, year: FiscalYear, today: Date) -> Self {
        let period = Period::of(year, definition.basis);
        match definition.reckoning {
            Reckoning::Flow => Self::Within(period),
            Reckoning::Stock => Self::On(period.last.min(today)),
            Reckoning::Active => Self::Touching(period),
            Reckoning::Cumulative => Self::UpTo {
                first: definition.from.map(|from| Period::of(from, definition.basis).first),
                last: period.last,
            },
        }
    }

    /// Whether what begins on `start` and ends on `end` (that day included; `None`: not yet) belongs.
    pub fn holds(self, start: Date, end: Option<Date>) -> bool {
        match self {
            Self::Within(period) => period.first <= start && start <= period.last,
            Self::On(day) => start <= day && end.is_none_or(|end| day <= end),
            Self::Touching(period) => start <= period.last && end.is_none_or(|end| period.first <= end && start <= end),
            Self::UpTo { first, last } => first.is_none_or(|first| first <= start) && start <= last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: Period = Period { first: date(2021, 4, 1), last: date(2022, 3, 31) };

    #[test]
    fn a_fiscal_year_holds_its_first_and_last_day_and_no_other() {
        assert_eq!(Period::of(FiscalYear(2021), YearBasis::Fiscal), YEAR);
        let window = Window::Within(YEAR);
        assert!(window.holds(date(2021, 4, 1), None) && window.holds(date(2022, 3, 31), None));
        assert!(!window.holds(date(2021, 3, 31), None) && !window.holds(date(2022, 4, 1), None));
    }

    #[test]
    fn a_stock_holds_what_ends_on_its_day_but_not_the_day_before() {
        let window = Window::On(date(2022, 3, 31));
        assert!(window.holds(date(2020, 1, 1), Some(date(2022, 3, 31))));
        assert!(!window.holds(date(2020, 1, 1), Some(date(2022, 3, 30))));
        assert!(window.holds(date(2022, 3, 31), None));
        assert!(!window.holds(date(2022, 4, 1), None));
    }

    #[test]
    fn what_was_in_force_on_one_day_was_active_in_the_year() {
        let window = Window::Touching(YEAR);
        assert!(window.holds(date(2019, 1, 1), Some(date(2021, 4, 1))));
        assert!(window.holds(date(2022, 3, 31), None));
        assert!(!window.holds(date(2019, 1, 1), Some(date(2021, 3, 31))));
        assert!(!window.holds(date(2021, 6, 2), Some(date(2021, 6, 1))), "ended before it began");
    }

    #[test]
    fn a_cumulative_count_starts_with_its_term() {
        let window = Window::UpTo { first: Some(date(2020, 4, 1)), last: date(2022, 3, 31) };
        assert!(window.holds(date(2020, 4, 1), None) && window.holds(date(2022, 3, 31), None));
        assert!(!window.holds(date(2020, 3, 31), None) && !window.holds(date(2022, 4, 1), None));
    }
}
