//! Days and fiscal years as offices write them.
//!
//! The decision to question: what can be read in two ways is refused, also where one of them is likelier. `4/1/2024` is
//! 1 April to one reader and 4 January to another, and a wrong day is found by nobody.

use crate::Precision;
use crate::sheet::Reason;
use crate::sheet::words::plain;
use jiff::civil::Date;
use plan::FiscalYear;

/// The first and the last year that a day may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

type Day = (Date, Precision);

/// The day that a text is.
pub(super) fn date(text: &str) -> Result<Day, Reason> {
    let text = plain(text);
    let text = without_weekday(without_time(&text));
    if text.contains("年度") || text.to_ascii_uppercase().starts_with("FY") {
        return Err(Reason::FiscalYearForDate);
    }
    if let Some(day) = english(text) {
        return day;
    }
    let (era, rest) = era_of(text);
    let numbers = numbers_of(rest).ok_or(Reason::NotADate)?;
    match (era, numbers.as_slice()) {
        (Some(era), [year]) => day_of(era.year(*year)?, None, None),
        (Some(era), [year, month]) => day_of(era.year(*year)?, Some(*month), None),
        (Some(era), [year, month, day]) => day_of(era.year(*year)?, Some(*month), Some(*day)),
        (None, [number]) => digits(rest, *number),
        (None, [year, 1]) if *year >= 1000 && rest.ends_with(".1") => Err(Reason::MonthAsNumber),
        (None, [year, month]) if *year >= 1000 => day_of(*year, Some(*month), None),
        (None, [year, month, day]) if *year >= 1000 => day_of(*year, Some(*month), Some(*day)),
        (None, [0..100, _] | [0..100, _, _]) => Err(Reason::AmbiguousDate),
        _ => Err(Reason::NotADate),
    }
}

/// Digits alone: `20240401`, `202404`, `2024`; five of them are what a spreadsheet counts days by.
fn digits(text: &str, number: i64) -> Result<Day, Reason> {
    match text.trim_end_matches('年').len() {
        4 => day_of(number, None, None),
        6 if YEARS.contains(&i16::try_from(number / 100).unwrap_or_default()) => {
            day_of(number / 100, Some(number % 100), None)
        }
        8 => day_of(number / 10_000, Some(number / 100 % 100), Some(number % 100)),
        5 => Err(Reason::SerialNumber),
        _ => Err(Reason::NotADate),
    }
}

fn day_of(year: i64, month: Option<i64>, day: Option<i64>) -> Result<Day, Reason> {
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year)).ok_or(Reason::DateOutOfRange)?;
    let precision = match (month, day) {
        (None, _) => Precision::Year,
        (Some(_), None) => Precision::Month,
        (Some(_), Some(_)) => Precision::Day,
    };
    let small = |number: Option<i64>| i8::try_from(number.unwrap_or(1)).map_err(|_| Reason::NoSuchDay);
    let date = Date::new(year, small(month)?, small(day)?).map_err(|_| Reason::NoSuchDay)?;
    Ok((date, precision))
}

/// The day that a workbook's number is, as much of it as is shown.
pub(super) fn shown_date(day: Option<Date>, (year, month, shows_day): (bool, bool, bool)) -> Result<Day, Reason> {
    let date = day.ok_or(Reason::NoSuchDay)?;
    if !year {
        return Err(Reason::DateWithoutYear);
    }
    if !YEARS.contains(&date.year()) {
        return Err(Reason::DateOutOfRange);
    }
    let precision = match (month, shows_day) {
        (_, true) => Precision::Day,
        (true, false) => Precision::Month,
        (false, false) => Precision::Year,
    };
    let first = match precision {
        Precision::Day => date,
        Precision::Month => date.first_of_month(),
        Precision::Year => date.first_of_year(),
    };
    Ok((first, precision))
}

/// The fiscal year that a text is.
pub(super) fn fiscal_year(text: &str) -> Result<FiscalYear, Reason> {
    let text = plain(text).replace(' ', "");
    let bare = text.trim_start_matches("FY").trim_end_matches("FY").trim_start_matches("fy");
    let (era, rest) = era_of(bare);
    let number = rest.trim_end_matches("年度").trim_end_matches('年');
    let year = match (era, numbers_of(number).as_deref()) {
        (Some(era), Some([year])) => era.year(*year).map_err(|_| Reason::NotAFiscalYear)?,
        (None, Some([year])) if number.len() == 4 => *year,
        (None, Some([0..100])) if number.len() <= 2 => return Err(Reason::YearWithoutEra),
        (_, Some([_, _] | [_, _, _])) => return Err(Reason::DateForFiscalYear),
        _ => return Err(Reason::NotAFiscalYear),
    };
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year)).ok_or(Reason::DateOutOfRange)?;
    Ok(FiscalYear(year))
}

/// An era by the year before its first.
#[derive(Clone, Copy)]
struct Era {
    before: i64,
    last: i64,
}

impl Era {
    /// A year of it in the Western calendar. A year beyond the last is met in texts that looked ahead (平成35年度) and is plain.
    fn year(self, year: i64) -> Result<i64, Reason> {
        if (1..=self.last).contains(&year) { Ok(self.before + year) } else { Err(Reason::NoSuchDay) }
    }
}

const ERAS: [(&[&str], Era); 5] = [
    (&["令和", "令", "r"], Era { before: 2018, last: 99 }),
    (&["平成", "平", "h"], Era { before: 1988, last: 60 }),
    (&["昭和", "昭", "s"], Era { before: 1925, last: 64 }),
    (&["大正", "大", "t"], Era { before: 1911, last: 15 }),
    (&["明治", "明", "m"], Era { before: 1867, last: 45 }),
];

/// The era that a text begins with, and the rest.
fn era_of(text: &str) -> (Option<Era>, &str) {
    for (names, era) in ERAS {
        for name in names {
            let Some(head) = text.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name)) else { continue };
            let rest = text[head.len()..].trim_start_matches([' ', '.']);
            if rest.starts_with('元') || rest.starts_with(|sign: char| sign.is_ascii_digit()) {
                return (Some(era), rest);
            }
        }
    }
    (None, text)
}

/// The numbers of a date, parted by what parts dates; none if anything else stands there.
fn numbers_of(text: &str) -> Option<Vec<i64>> {
    let text = text.replace('元', "1");
    let mut numbers = Vec::new();
    let mut rest = text.as_str();
    loop {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 || length > 9 || numbers.len() == 3 {
            return None;
        }
        numbers.push(rest[..length].parse().ok()?);
        rest = rest[length..].trim_start();
        let Some(sign) = rest.chars().next() else { return Some(numbers) };
        if !matches!(sign, '年' | '月' | '日' | '/' | '-' | '.' | '‐' | '−' | '–') {
            return None;
        }
        rest = rest[sign.len_utf8()..].trim_start();
        if rest.is_empty() {
            return matches!(sign, '年' | '月' | '日').then_some(numbers);
        }
    }
}

fn without_time(text: &str) -> &str {
    if !text.contains(':') {
        return text;
    }
    let cut = text.find('T').filter(|at| text[..*at].ends_with(|sign: char| sign.is_ascii_digit()));
    cut.or_else(|| text.rfind(' ')).map_or(text, |at| text[..at].trim_end())
}

fn without_weekday(text: &str) -> &str {
    let Some((before, inside)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else { return text };
    let weekday = inside.trim_end_matches("曜日").trim_end_matches('曜');
    if matches!(weekday, "月" | "火" | "水" | "木" | "金" | "土" | "日") { before.trim_end() } else { text }
}

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

/// `1 April 2024`, `Apr. 1, 2024`, `1-Apr-2024`, `April 2024`; none if no month is named.
fn english(text: &str) -> Option<Result<Day, Reason>> {
    // The shortest month has three letters.
    text.bytes().filter(u8::is_ascii_alphabetic).nth(2)?;
    let words: Vec<String> = text
        .split(|sign: char| !sign.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let month_of = |word: &str| {
        let found = MONTHS
            .iter()
            .position(|month| word.len() >= 3 && month.starts_with(word) || word == "sept" && *month == "september")?;
        i64::try_from(found).ok().map(|found| found + 1)
    };
    let number = |word: &str| {
        let bare = word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        bare.parse::<i64>().ok()
    };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (month, others) = match words.as_slice() {
        [one, other] => match (month_of(one), month_of(other)) {
            (Some(month), None) => (month, vec![number(other)?]),
            (None, Some(month)) => (month, vec![number(one)?]),
            _ => return None,
        },
        [one, two, three] => match (month_of(one), month_of(two)) {
            (Some(month), None) => (month, vec![number(two)?, number(three)?]),
            (None, Some(month)) => (month, vec![number(one)?, number(three)?]),
            _ => return None,
        },
        _ => return None,
    };
    Some(match others.as_slice() {
        [year] if *year >= 1000 => day_of(*year, Some(month), None),
        [day @ 1..=31, year] | [year, day @ 1..=31] if *year >= 1000 => day_of(*year, Some(month), Some(*day)),
        _ => Err(Reason::AmbiguousDate),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[track_caller]
    fn check(texts: &[&str], expected: Day) {
        for text in texts {
            assert_eq!(date(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_day_is_read_as_offices_write_it() {
        check(
            &[
                "2024-04-01",
                "2024/4/1",
                "2024.4.1",
                "２０２４年４月１日",
                "2024年4月1日(月)",
                "2024 年 4 月 1 日",
                "20240401",
                "令和6年4月1日",
                "令和 ６年 ４月 １日",
                "R6.4.1",
                "r06/04/01",
                "R.6.4.1",
                "令6.4.1",
                "平成36年4月1日",
                "2024/4/1 0:00",
                "2024-04-01T09:30:00",
                "1 April 2024",
                "Apr. 1, 2024",
                "1-Apr-2024",
                "2024 Apr 1",
                "April 1st, 2024",
            ],
            (day(2024, 4, 1), Precision::Day),
        );
        check(&["令和元年5月1日", "R1.5.1", "平成31年5月1日", "H31.5.1"], (day(2019, 5, 1), Precision::Day));
        check(&["昭和64年1月7日", "S64.1.7"], (day(1989, 1, 7), Precision::Day));
        check(
            &["2024-04", "2024/4", "2024年4月", "R6.4", "202404", "April 2024", "2024.4"],
            (day(2024, 4, 1), Precision::Month),
        );
        check(&["2024", "2024年", "令和6年", "R6"], (day(2024, 1, 1), Precision::Year));
        check(&["2024-10", "2024.10"], (day(2024, 10, 1), Precision::Month));
    }

    #[test]
    fn what_is_no_day_or_two_is_refused_with_the_reason() {
        for (text, expected) in [
            ("4/1/2024", Reason::AmbiguousDate),
            ("24/4/1", Reason::AmbiguousDate),
            ("4/1", Reason::AmbiguousDate),
            ("1 Apr 24", Reason::AmbiguousDate),
            ("2024-02-30", Reason::NoSuchDay),
            ("2023/2/29", Reason::NoSuchDay),
            ("20241301", Reason::NoSuchDay),
            ("令和0年4月1日", Reason::NoSuchDay),
            ("昭和65年1月1日", Reason::NoSuchDay),
            ("令和6年度", Reason::FiscalYearForDate),
            ("FY2024", Reason::FiscalYearForDate),
            ("45383", Reason::SerialNumber),
            ("2024.1", Reason::MonthAsNumber),
            ("0224-04-01", Reason::AmbiguousDate),
            ("2224-04-01", Reason::DateOutOfRange),
            ("未定", Reason::NotADate),
            ("2024年春", Reason::NotADate),
            ("2024-04-01から", Reason::NotADate),
            ("2024/4/", Reason::NotADate),
            ("令和", Reason::NotADate),
            ("99999999999", Reason::NotADate),
        ] {
            let found = date(text);
            // A year of three digits is no date in any reading.
            let also = text.starts_with("0224") && found == Err(Reason::NotADate);
            assert!(also || found == Err(expected.clone()), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_fiscal_year_needs_four_digits_or_an_era() {
        for (text, expected) in [
            ("2024", Ok(FiscalYear(2024))),
            ("2024年度", Ok(FiscalYear(2024))),
            ("令和６年度", Ok(FiscalYear(2024))),
            ("R6", Ok(FiscalYear(2024))),
            ("令6", Ok(FiscalYear(2024))),
            ("平成31年度", Ok(FiscalYear(2019))),
            ("令和元年度", Ok(FiscalYear(2019))),
            ("FY2024", Ok(FiscalYear(2024))),
            ("6", Err(Reason::YearWithoutEra)),
            ("FY7", Err(Reason::YearWithoutEra)),
            ("2024-04-01", Err(Reason::DateForFiscalYear)),
            ("R6.4.1", Err(Reason::DateForFiscalYear)),
            ("来年度", Err(Reason::NotAFiscalYear)),
            ("20244", Err(Reason::NotAFiscalYear)),
        ] {
            assert_eq!(fiscal_year(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_of_a_workbook_is_known_as_far_as_it_is_shown() {
        let on = Some(day(2024, 4, 15));
        assert_eq!(shown_date(on, (true, true, true)), Ok((day(2024, 4, 15), Precision::Day)));
        assert_eq!(shown_date(on, (true, true, false)), Ok((day(2024, 4, 1), Precision::Month)));
        assert_eq!(shown_date(on, (true, false, false)), Ok((day(2024, 1, 1), Precision::Year)));
        assert_eq!(shown_date(on, (false, true, true)), Err(Reason::DateWithoutYear));
        assert_eq!(shown_date(None, (true, true, true)), Err(Reason::NoSuchDay));
    }
}
