//! Dates as registers of trials write them.
//!
//! The decision to question: `03/04/2020` gives the year alone, with the words. Registers write both the third of April and the
//! fourth of March so, sometimes in one file, and a guess would move a trial into another fiscal year.

use crate::DateClaim;
use crate::pubmed::date::named_month;

/// The date in these words, in this role; none if they hold no year.
pub(crate) fn claim(role: &str, words: &str) -> Option<DateClaim> {
    let words = words.trim();
    let plain = |year, month, day| DateClaim { role: role.to_owned(), year, month, day, raw: None };
    if let Some((year, month, day)) = parse(words) {
        return Some(plain(year, month, day));
    }
    let year = words.split(|character: char| !character.is_ascii_digit()).find_map(year_of)?;
    Some(DateClaim { raw: Some(words.to_owned()), ..plain(year, None, None) })
}

/// The date as a number such as `20200131`, as versions have it; none unless the day is known.
pub(crate) fn as_version(claim: &DateClaim) -> Option<u32> {
    let (month, day) = (u32::try_from(claim.month?).ok()?, u32::try_from(claim.day?).ok()?);
    Some(u32::try_from(claim.year).ok()? * 10_000 + month * 100 + day)
}

type Parts = (i16, Option<i8>, Option<i8>);

fn parse(words: &str) -> Option<Parts> {
    // A time of day tells nothing here.
    let date = words.split_once('T').filter(|(date, _)| date.len() == 10).map_or(words, |(date, _)| date);
    let date = match date.split_once(' ') {
        Some((date, time)) if time.contains(':') => date,
        _ => date,
    };
    let numbers: Option<Vec<&str>> = {
        let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
        parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(parts)
    };
    match numbers.as_deref() {
        Some([packed]) if packed.len() == 8 => {
            sound(year_of(&packed[..4])?, Some(packed[4..6].parse().ok()?), Some(packed[6..].parse().ok()?))
        }
        Some([year]) => sound(year_of(year)?, None, None),
        Some([year, month]) => sound(year_of(year)?, Some(month.parse().ok()?), None),
        Some([year, month, day]) if year.len() == 4 => {
            sound(year_of(year)?, Some(month.parse().ok()?), Some(day.parse().ok()?))
        }
        Some([first, second, year]) => {
            let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
            match (first > 12, second > 12) {
                (true, false) => sound(year_of(year)?, Some(second), Some(first)),
                (false, true) => sound(year_of(year)?, Some(first), Some(second)),
                _ if first == second => sound(year_of(year)?, Some(first), Some(second)),
                _ => None,
            }
        }
        Some(_) => None,
        None => in_words(words),
    }
}

/// `May 11, 2018`, `November 2003`, `17 February 2020`.
fn in_words(words: &str) -> Option<Parts> {
    let parts: Vec<&str> = words.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [month, year] => sound(year_of(year)?, Some(month_of(month)?), None),
        [first, second, year] => match (month_of(first), month_of(second)) {
            (Some(month), None) => sound(year_of(year)?, Some(month), Some(second.parse().ok()?)),
            (None, Some(month)) => sound(year_of(year)?, Some(month), Some(first.parse().ok()?)),
            _ => None,
        },
        _ => None,
    }
}

fn year_of(word: &str) -> Option<i16> {
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    (1900..=2100).contains(&year).then_some(year)
}

fn month_of(word: &str) -> Option<i8> {
    named_month(word.trim_end_matches('.'))
}

/// Only if there is such a day.
fn sound(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Parts> {
    jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    Some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<(i16, Option<i8>, Option<i8>)>, raw: bool) {
        let found = claim("start", words);
        assert_eq!(found.as_ref().map(|found| (found.year, found.month, found.day)), expected, "{words}");
        assert_eq!(found.is_some_and(|found| found.raw.is_some()), raw, "{words}");
    }

    #[test]
    fn a_date_is_read_in_the_forms_of_the_registers() {
        let day = |day| Some((2020, Some(1), Some(day)));
        for words in [
            "2020-01-27",
            "27/01/2020",
            "1/27/2020 4:11:24 PM",
            "January 27, 2020",
            "27 January 2020",
            "20200127",
            "2020/1/27",
            "27 Jan 2020",
            "2020-01-27T00:00:00",
            " 2020-01-27 ",
        ] {
            check(words, day(27), false);
        }
        check("November 2003", Some((2003, Some(11), None)), false);
        check("2003-11", Some((2003, Some(11), None)), false);
        check("2003", Some((2003, None, None)), false);
        check("05/05/2020", Some((2020, Some(5), Some(5))), false);
    }

    #[test]
    fn a_day_that_could_be_a_month_is_not_guessed() {
        check("03/04/2020", Some((2020, None, None)), true);
        check("2020-02-31", Some((2020, None, None)), true);
        check("spring of 2020", Some((2020, None, None)), true);
    }

    #[test]
    fn words_without_a_year_are_no_date() {
        for words in ["", "N/A", "soon", "31/12", "12345"] {
            check(words, None, false);
        }
    }

    #[test]
    fn a_version_is_the_day_as_a_number() {
        let version = |words| claim("updated", words).as_ref().and_then(as_version);
        assert_eq!(version("May 1, 2018"), Some(20_180_501));
        assert_eq!(version("May 2018"), None);
    }
}
