//! The date by which papers are counted.
//!
//! The decision to question: the *earliest* complete date wins, in print or online, since that is when the world
//! could read the paper. Nearly a fifth of the papers that have both fall into different fiscal years, so
//! the role of the date that was used travels with it.

use crate::{DateClaim, Precision, PublicationDate};
use jiff::civil::Date;

/// Roles that publish, the more telling first.
const PUBLISHING: [&str; 4] = ["article", "pubdate", "epublish", "ppublish"];

/// The publication date: the earliest claim with year and month among `article`, `pubdate`, `epublish` and
/// `ppublish`. Of two in the same month the one with a day is taken. If only a year is known: the entry
/// date (`entrez`) when it lies in that year, else 1 July. None if nothing says when it was published.
#[must_use]
pub fn publication_date(dates: &[DateClaim]) -> Option<PublicationDate> {
    let publishing = || PUBLISHING.iter().flat_map(|role| dates.iter().filter(move |claim| claim.role == *role));
    let complete = publishing()
        .filter_map(|claim| {
            let month = claim.month?;
            let day = claim.day.and_then(|day| Date::new(claim.year, month, day).ok());
            let date = day.or_else(|| Date::new(claim.year, month, 1).ok())?;
            let precision = if day.is_some() { Precision::Day } else { Precision::Month };
            Some(PublicationDate { date, role: claim.role.clone(), precision })
        })
        .min_by_key(|found| (found.date.year(), found.date.month(), found.precision != Precision::Day, found.date));
    if complete.is_some() {
        return complete;
    }
    let claim = publishing().min_by_key(|claim| claim.year)?;
    let entered = dates
        .iter()
        .filter(|entry| entry.role == "entrez" && entry.year == claim.year)
        .find_map(|entry| Date::new(entry.year, entry.month?, entry.day?).ok());
    match entered {
        Some(date) => Some(PublicationDate { date, role: "entrez".to_owned(), precision: Precision::Year }),
        None => {
            let date = Date::new(claim.year, 7, 1).ok()?;
            Some(PublicationDate { date, role: claim.role.clone(), precision: Precision::Assumed })
        }
    }
}

/// The Japanese fiscal year of a date: from 1 April.
///
/// ```
/// use jiff::civil::date;
///
/// assert_eq!(corpus::fiscal_year(date(2021, 3, 31)), 2020);
/// assert_eq!(corpus::fiscal_year(date(2021, 4, 1)), 2021);
/// ```
#[must_use]
pub fn fiscal_year(date: Date) -> i16 {
    if date.month() >= 4 { date.year() } else { date.year() - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(text: &str) -> DateClaim {
        let (role, date) = text.split_once(' ').expect("role and date");
        let mut parts = date.split('-');
        DateClaim {
            role: role.to_owned(),
            year: parts.next().and_then(|year| year.parse().ok()).expect("year"),
            month: parts.next().and_then(|month| month.parse().ok()),
            day: parts.next().and_then(|day| day.parse().ok()),
            raw: None,
        }
    }

    #[track_caller]
    fn check(claims: &[&str], expected: Option<(&str, &str, Precision)>) {
        let claims: Vec<DateClaim> = claims.iter().map(|text| claim(text)).collect();
        let found = publication_date(&claims).map(|found| (found.date.to_string(), found.role, found.precision));
        let expected = expected.map(|(date, role, precision)| (date.to_owned(), role.to_owned(), precision));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_earliest_complete_date_is_used() {
        check(&["pubdate 2021-6", "article 2021-3-28"], Some(("2021-03-28", "article", Precision::Day)));
        check(&["pubdate 2020-12", "article 2021-3-28"], Some(("2020-12-01", "pubdate", Precision::Month)));
        check(
            &["pubdate 2021", "epublish 2021-2-3", "ppublish 2021-5-1"],
            Some(("2021-02-03", "epublish", Precision::Day)),
        );
        check(&["ppublish 2019-5-1", "article 2021-3-28"], Some(("2019-05-01", "ppublish", Precision::Day)));
    }

    #[test]
    fn of_two_dates_in_one_month_the_one_with_a_day_is_used() {
        check(&["pubdate 2021-3", "article 2021-3-28"], Some(("2021-03-28", "article", Precision::Day)));
        check(&["pubdate 2021-3-9", "article 2021-3-28"], Some(("2021-03-09", "pubdate", Precision::Day)));
    }

    #[test]
    fn a_date_with_a_month_wins_over_an_earlier_year_alone() {
        check(&["pubdate 2020", "article 2021-3-28"], Some(("2021-03-28", "article", Precision::Day)));
    }

    #[test]
    fn a_year_alone_takes_the_entry_date_when_it_lies_in_that_year() {
        check(&["pubdate 2021", "entrez 2021-6-7"], Some(("2021-06-07", "entrez", Precision::Year)));
    }

    #[test]
    fn a_year_alone_is_the_first_of_july_when_the_entry_date_lies_elsewhere() {
        check(&["pubdate 2021", "entrez 2022-1-7"], Some(("2021-07-01", "pubdate", Precision::Assumed)));
        check(&["pubdate 2021"], Some(("2021-07-01", "pubdate", Precision::Assumed)));
    }

    #[test]
    fn a_day_that_does_not_exist_leaves_the_month() {
        check(&["pubdate 2021-2-30"], Some(("2021-02-01", "pubdate", Precision::Month)));
    }

    #[test]
    fn dates_that_publish_nothing_give_no_date() {
        check(&["entrez 2021-6-7", "received 2021-1-1", "revised 2021-6-8"], None);
        check(&[], None);
    }
}
