//! What stands in a cell, as far as a spreadsheet tells it.
//!
//! The decision to question: a number keeps the digits of the file and how its format shows them, and nothing is made of the two here.
//! Whether `45383` shown as a day is a day depends on who reads it.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// As the spreadsheet counts it, from 1.
    pub number: u64,
    /// Whether the spreadsheet hides it, by hand or by a filter.
    pub hidden: bool,
    /// From column A on; those at the end may be absent.
    pub cells: Vec<Content>,
}

/// What a cell holds. Of a formula that is its last result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number {
        /// As the file writes it: `45383`, `1.5E-3`.
        digits: String,
        /// How it is shown.
        shown: Shown,
    },
    /// `TRUE` or `FALSE`.
    Flag(bool),
    /// An error such as `#REF!`.
    Error(String),
    /// A formula that nobody has worked out yet.
    Unvalued,
}

impl Content {
    /// Whether nothing but blanks stands there.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// With its digits.
    #[default]
    Plain,
    /// With zeros before it, up to so many digits: `042`.
    Padded(usize),
    /// As a day, or as much of it as the format shows.
    Day {
        /// Whether its year is seen.
        year: bool,
        /// Whether its month is seen.
        month: bool,
        /// Whether its day of the month is seen.
        day: bool,
    },
    /// As a time of day.
    Time,
    /// As `1.23E+12`.
    Scientific,
    /// As per cent.
    Percent,
    /// Divided by a thousand, so many times.
    Thousands(usize),
}

/// Which day a spreadsheet's day 0 is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Calendar {
    /// Day 1 is 1 January 1900; day 60 is 29 February 1900, which there never was.
    #[default]
    From1900,
    /// Day 0 is 1 January 1904.
    From1904,
}

impl Calendar {
    /// The day of a number as a file writes it; a time of day is dropped. None if it is no day, or one that never was.
    #[must_use]
    pub fn day(self, digits: &str) -> Option<Date> {
        let days: f64 = digits.parse().ok()?;
        if !(0.0..3_000_000.0).contains(&days) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked just before")]
        let days = days as i64;
        let origin = match self {
            Self::From1904 => date(1904, 1, 1),
            Self::From1900 => match days {
                0 | 60 => return None,
                1..60 => date(1899, 12, 31),
                _ => date(1899, 12, 30),
            },
        };
        origin.checked_add(days.days()).ok()
    }
}

impl Shown {
    /// What a number format such as `yyyy/m/d` or `0.00E+00` makes of a number.
    #[must_use]
    pub fn by_format(code: &str) -> Self {
        // What is negative, zero or text may be shown otherwise; the first part is for the rest.
        let bare = bare_of(code);
        if bare.is_empty() || bare.eq_ignore_ascii_case("general") || bare == "@" {
            return Self::Plain;
        }
        let letters = bare.to_ascii_lowercase();
        let scientific = ["0e+", "0e-", "#e+", "#e-"].iter().any(|mark| letters.contains(mark));
        if scientific {
            return Self::Scientific;
        }
        let year = letters.contains(['y', 'e', 'g']);
        let day = letters.contains('d');
        let clock = letters.contains(['h', 's']);
        if year || day || (letters.contains('m') && !clock) {
            return Self::Day { year, month: letters.contains('m'), day };
        }
        if clock {
            return Self::Time;
        }
        if letters.contains('%') {
            return Self::Percent;
        }
        let digits = letters.trim_end_matches(|sign: char| !matches!(sign, '0' | '#' | '?' | ','));
        let thousands = digits.len() - digits.trim_end_matches(',').len();
        if thousands > 0 {
            return Self::Thousands(thousands);
        }
        if letters.len() > 1 && letters.bytes().all(|byte| byte == b'0') {
            Self::Padded(letters.len())
        } else {
            Self::Plain
        }
    }

    /// What a format that every spreadsheet knows by number makes of a number; those of Japanese spreadsheets included.
    #[must_use]
    pub fn by_number(id: u32) -> Self {
        let (year, month, day) = match id {
            14 | 15 | 22 | 27..=31 | 36 | 50 | 51 | 54 | 57 | 58 => (true, true, true),
            16 | 35 | 53 | 56 => (false, true, true),
            17 | 34 | 52 | 55 => (true, true, false),
            18..=21 | 32 | 33 | 45..=47 => return Self::Time,
            11 | 48 => return Self::Scientific,
            9 | 10 => return Self::Percent,
            _ => return Self::Plain,
        };
        Self::Day { year, month, day }
    }
}

/// The first part of a format without what stands in quotes or brackets, or is there for looks.
fn bare_of(code: &str) -> String {
    let (mut bare, mut signs) = (String::new(), code.chars());
    while let Some(sign) = signs.next() {
        match sign {
            '"' => drop(signs.by_ref().take_while(|sign| *sign != '"').count()),
            '[' => {
                let inside: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                // `[h]` counts hours beyond a day.
                if matches!(inside.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    bare.push('h');
                }
            }
            '\\' | '_' | '*' => drop(signs.next()),
            ';' => break,
            _ => bare.push(sign),
        }
    }
    bare.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_tells_what_is_seen_of_a_number() {
        let seen = |year, month, day| Shown::Day { year, month, day };
        for (code, expected) in [
            ("General", Shown::Plain),
            ("@", Shown::Plain),
            ("#,##0", Shown::Plain),
            ("#,##0,", Shown::Thousands(1)),
            ("#,##0,,\"百万円\"", Shown::Thousands(2)),
            ("0.00E+00", Shown::Scientific),
            ("0.0%", Shown::Percent),
            ("000000", Shown::Padded(6)),
            ("yyyy/m/d", seen(true, true, true)),
            ("[$-411]ggge\"年\"m\"月\"d\"日\";@", seen(true, true, true)),
            ("yyyy\"年\"m\"月\"", seen(true, true, false)),
            ("m\"月\"d\"日\"", seen(false, true, true)),
            ("[Red]yyyy", seen(true, false, false)),
            ("h:mm:ss", Shown::Time),
            ("[h]:mm", Shown::Time),
            ("\"day\" 0", Shown::Plain),
            ("0_ ;[Red]\\-0\\ ", Shown::Plain),
        ] {
            assert_eq!(Shown::by_format(code), expected, "{code}");
        }
    }

    #[test]
    fn days_are_counted_from_1900_or_1904_and_the_one_that_never_was_is_none() {
        for (calendar, digits, expected) in [
            (Calendar::From1900, "1", Some(date(1900, 1, 1))),
            (Calendar::From1900, "59", Some(date(1900, 2, 28))),
            (Calendar::From1900, "60", None),
            (Calendar::From1900, "61", Some(date(1900, 3, 1))),
            (Calendar::From1900, "45383.75", Some(date(2024, 4, 1))),
            (Calendar::From1900, "0", None),
            (Calendar::From1904, "0", Some(date(1904, 1, 1))),
            (Calendar::From1904, "43921", Some(date(2024, 4, 1))),
            (Calendar::From1900, "-1", None),
            (Calendar::From1900, "1e300", None),
            (Calendar::From1900, "x", None),
        ] {
            assert_eq!(calendar.day(digits), expected, "{calendar:?} {digits}");
        }
    }
}
