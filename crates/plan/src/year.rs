//! Fiscal years. Year Y runs from 1 April Y to 31 March Y+1.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A Japanese fiscal year, named by the calendar year in which it begins.
///
/// ```
/// use plan::FiscalYear;
/// assert_eq!(FiscalYear(2019).era_ja(), "令和元年度");
/// assert_eq!(FiscalYear(2018).era_ja(), "平成30年度");
/// assert_eq!(FiscalYear::of(jiff::civil::date(2022, 3, 31)), FiscalYear(2021));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i16);

impl FiscalYear {
    /// The fiscal year that holds `date`.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self(if date.month() >= 4 { date.year() } else { date.year() - 1 })
    }

    /// 1 April of the year.
    #[must_use]
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.0, 4, 1)
    }

    /// 31 March of the following calendar year.
    #[must_use]
    pub fn last_day(self) -> Date {
        jiff::civil::date(self.0 + 1, 3, 31)
    }

    /// `令和元年度`, `平成26年度`, `昭和60年度`. FY2019 is 令和元年度 here; official
    /// texts call the same year 平成31年度 as well.
    #[must_use]
    pub fn era_ja(self) -> String {
        let (era, n) = self.era();
        let name = match era {
            'R' => "令和",
            'H' => "平成",
            _ => "昭和",
        };
        if n == 1 { format!("{name}元年度") } else { format!("{name}{n}年度") }
    }

    /// The short form of a chart axis: `平26`, `令元`, `令7`.
    #[must_use]
    pub fn era_short_ja(self) -> String {
        let (era, n) = self.era();
        let name = match era {
            'R' => '令',
            'H' => '平',
            _ => '昭',
        };
        if n == 1 { format!("{name}元") } else { format!("{name}{n}") }
    }

    /// `Reiwa 7`, `Heisei 26`. Never `FY7`, which an English reader takes for 2007.
    #[must_use]
    pub fn era_en(self) -> String {
        let (era, n) = self.era();
        let name = match era {
            'R' => "Reiwa",
            'H' => "Heisei",
            _ => "Showa",
        };
        format!("{name} {n}")
    }

    fn era(self) -> (char, i16) {
        match self.0 {
            y if y >= 2019 => ('R', y - 2018),
            y if y >= 1989 => ('H', y - 1988),
            y => ('S', y - 1925),
        }
    }
}

impl std::fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}
