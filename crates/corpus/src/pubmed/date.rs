//! Dates that are words: `2020 Nov-Dec`, `1998 Dec-1999 Jan`, `2020 Spring`.
//!
//! The decision to question: a range counts as its beginning, without a day, since that is the earliest time at which the
//! paper can have been published. A season is not a month: it leaves the year alone.

use crate::DateClaim;

/// The claim in words such as `2020 Nov-Dec`; none if no year stands in them.
pub(crate) fn from_words(role: &str, words: &str) -> Option<DateClaim> {
    let tokens: Vec<&str> = words.split([' ', '-', '–', '/', ',', '.']).filter(|token| !token.is_empty()).collect();
    let year_at = tokens.iter().position(|token| year(token).is_some())?;
    let claim_year = year(tokens[year_at])?;
    // `Fall 2019` and `Dec 2019` put the year last.
    let month = tokens.get(year_at + 1).and_then(|token| month(token));
    let month = month.or_else(|| year_at.checked_sub(1).and_then(|before| named_month(tokens[before])));
    let is_plain = tokens.len() == 3 && year_at == 0;
    let day =
        if is_plain && month.is_some() { tokens[2].parse().ok().filter(|day| (1..=31).contains(day)) } else { None };
    Some(DateClaim { role: role.to_owned(), year: claim_year, month, day, raw: Some(words.to_owned()) })
}

/// A month as PubMed prints it: `02`, `2`, `Feb`, `February`.
pub(crate) fn month(text: &str) -> Option<i8> {
    match text.parse::<i8>() {
        Ok(number) => (1..=12).contains(&number).then_some(number),
        Err(_) => named_month(text),
    }
}

/// A month in English words, whole or cut to three letters and more.
pub(crate) fn named_month(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.to_ascii_lowercase();
    if text.len() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .position(|name| name.starts_with(&text) || text == "sept" && *name == "september")
        .and_then(|at| i8::try_from(at + 1).ok())
}

/// A year of four digits.
pub(crate) fn year(text: &str) -> Option<i16> {
    text.parse().ok().filter(|year| text.len() == 4 && (1000..=2999).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<(i16, Option<i8>, Option<i8>)>) {
        assert_eq!(from_words("pubdate", words).map(|claim| (claim.year, claim.month, claim.day)), expected, "{words}");
    }

    #[test]
    fn a_range_counts_as_its_beginning() {
        check("2020 Nov-Dec", Some((2020, Some(11), None)));
        check("1998 Dec-1999 Jan", Some((1998, Some(12), None)));
        check("2020 Dec 15-30", Some((2020, Some(12), None)));
        check("2020 Dec 31-2021 Jan 6", Some((2020, Some(12), None)));
        check("2019-2020", Some((2019, None, None)));
    }

    #[test]
    fn a_season_is_not_a_month() {
        check("2020 Spring", Some((2020, None, None)));
        check("2020 Fall-Winter", Some((2020, None, None)));
        check("Winter 2019-2020", Some((2019, None, None)));
        check("2020 1st Quart", Some((2020, None, None)));
    }

    #[test]
    fn a_plain_date_in_words_keeps_its_day() {
        check("2020 Dec 15", Some((2020, Some(12), Some(15))));
        check("2020 September", Some((2020, Some(9), None)));
        check("2020 Sept", Some((2020, Some(9), None)));
        check("Dec 2020", Some((2020, Some(12), None)));
    }

    #[test]
    fn words_without_a_year_are_no_date() {
        check("Spring", None);
        check("", None);
        check("99 Dec", None);
    }
}
