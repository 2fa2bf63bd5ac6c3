//! Numbers and amounts: exact, whatever the spreadsheet did to them.

use crate::sheet::Reason;
use crate::sheet::words::plain;

/// Units of money, the longer first.
const UNITS: [(&str, i64); 12] = [
    ("million yen", 1_000_000),
    ("thousand yen", 1_000),
    ("jpy million", 1_000_000),
    ("jpy thousand", 1_000),
    ("百万円", 1_000_000),
    ("十万円", 100_000),
    ("億円", 100_000_000),
    ("万円", 10_000),
    ("千円", 1_000),
    ("円", 1),
    ("yen", 1),
    ("jpy", 1),
];

/// A unit of money: how it is written, and how many yen it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sheet) struct Unit {
    pub(in crate::sheet) name: &'static str,
    pub(in crate::sheet) yen: i64,
}

/// The unit that words end with, and what stands before it.
pub(in crate::sheet) fn unit_at_end(words: &str) -> Option<(&str, Unit)> {
    UNITS.iter().find_map(|(name, yen)| {
        let at = words.len().checked_sub(name.len())?;
        let end = words.get(at..).filter(|end| end.eq_ignore_ascii_case(name))?;
        Some((words[..words.len() - end.len()].trim_end(), Unit { name, yen: *yen }))
    })
}

/// A number without its looks: sign, digits, and digits behind the point without zeros at their end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exact {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Exact {
    /// The number that a text is: `1,234.5`, `▲12`, `△ 3`, `(5)`, `¥100`.
    pub(super) fn of_text(text: &str) -> Result<Self, Reason> {
        let text = plain(text).replace(['−', '‐', '–', '—'], "-");
        if text.ends_with('%') {
            return Err(Reason::PercentFormat);
        }
        let (bracketed, bare) = match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
            Some(inside) => (true, inside),
            None => (false, text.as_str()),
        };
        let bare = bare.trim_start_matches(['¥', '\\']).trim_start();
        let signed = bare.strip_prefix(['-', '▲', '△', '▼']);
        let bare = signed.or_else(|| bare.strip_prefix('+')).unwrap_or(bare).trim_start();
        let bare = bare.trim_start_matches(['¥', '\\']);
        let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
        let whole = ungrouped(whole).ok_or(Reason::NotANumber)?;
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || bare.ends_with('.') || bracketed && signed.is_some() {
            // `1.23E+12` is what a spreadsheet makes of a long number, and its digits are lost.
            return Err(if is_scientific(&text) { Reason::Scientific } else { Reason::NotANumber });
        }
        Ok(Self::of(bracketed || signed.is_some(), &whole, fraction))
    }

    /// The number that a workbook holds, to the fifteen digits that a spreadsheet shows.
    pub(super) fn of_workbook(digits: &str) -> Result<Self, Reason> {
        if digits.len() <= 15 && !digits.contains(['e', 'E']) {
            return Self::of_text(digits);
        }
        let number: f64 = digits.parse().map_err(|_| Reason::NotANumber)?;
        if !number.is_finite() {
            return Err(Reason::NotANumber);
        }
        let shown = format!("{number:.14e}");
        let (mantissa, exponent) = shown.split_once('e').ok_or(Reason::NotANumber)?;
        let exponent: i32 = exponent.parse().map_err(|_| Reason::NotANumber)?;
        if !(-30..=30).contains(&exponent) {
            return Err(Reason::NumberOutOfRange);
        }
        let negative = mantissa.starts_with('-');
        let letters: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        // The point stands behind so many of the letters.
        let point = exponent + 1;
        let (whole, fraction) = match usize::try_from(point) {
            Ok(point) if point >= letters.len() => (format!("{letters:0<point$}"), String::new()),
            Ok(point) => (letters[..point].to_owned(), letters[point..].to_owned()),
            Err(_) => ("0".to_owned(), "0".repeat(usize::try_from(-point).unwrap_or_default()) + &letters),
        };
        Ok(Self::of(negative, &whole, fraction.trim_end_matches('0')))
    }

    fn of(negative: bool, whole: &str, fraction: &str) -> Self {
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole }.to_owned();
        let significant = fraction.trim_end_matches('0');
        let negative = negative && (whole != "0" || !significant.is_empty());
        Self { negative, whole, fraction: fraction.to_owned() }
    }

    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    /// So many times itself, if that is whole and can be held.
    pub(super) fn times(&self, factor: i64) -> Result<i64, Reason> {
        let mut digits = self.fraction.trim_end_matches('0').to_owned();
        let places = u32::try_from(digits.len()).unwrap_or(u32::MAX);
        digits.insert_str(0, &self.whole);
        let scale = 10_i128.checked_pow(places).ok_or(Reason::NotWhole)?;
        let number: i128 = digits.parse().map_err(|_| Reason::NumberOutOfRange)?;
        let scaled = number.checked_mul(i128::from(factor)).ok_or(Reason::NumberOutOfRange)?;
        if scaled % scale != 0 {
            return Err(Reason::NotWhole);
        }
        let result = scaled / scale;
        i64::try_from(if self.negative { -result } else { result }).map_err(|_| Reason::NumberOutOfRange)
    }

    /// With its digits behind the point as they were written.
    pub(super) fn decimal(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        if self.fraction.is_empty() {
            format!("{sign}{}", self.whole)
        } else {
            format!("{sign}{}.{}", self.whole, self.fraction)
        }
    }
}

/// Digits without the commas between groups of three; none if anything else stands there.
fn ungrouped(whole: &str) -> Option<String> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let sound = digits(first)
        && (rest.is_empty() || first.len() <= 3)
        && rest.iter().all(|group| group.len() == 3 && digits(group));
    sound.then(|| first.to_owned() + &rest.concat())
}

/// Whether a text is what a spreadsheet makes of a long number: `1.23E+12`.
pub(super) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e']) else { return false };
    let signed = exponent.strip_prefix(['+', '-']);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    signed.is_some_and(digits) && digits(&mantissa.replacen('.', "", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_exact_in_any_dress() {
        for (text, expected) in [
            ("1,234", "1234"),
            ("１２３４", "1234"),
            ("▲1,234.50", "-1234.50"),
            ("△ 3", "-3"),
            ("−7", "-7"),
            ("(5)", "-5"),
            ("¥100", "100"),
            ("￥-100", "-100"),
            ("007", "7"),
            ("-0", "0"),
            ("+2", "2"),
        ] {
            assert_eq!(Exact::of_text(text).map(|exact| exact.decimal()), Ok(expected.to_owned()), "{text}");
        }
        for text in ["1,23", "12,34,567", "約10", "10件", "1.2.3", "1.", "", "-", "1 2", "十", "--1", "(-1)"] {
            assert_eq!(Exact::of_text(text), Err(Reason::NotANumber), "{text}");
        }
        assert_eq!(Exact::of_text("1.23E+12"), Err(Reason::Scientific));
        assert_eq!(Exact::of_text("12%"), Err(Reason::PercentFormat));
    }

    #[test]
    fn a_number_of_a_workbook_is_what_the_spreadsheet_shows() {
        for (digits, expected) in [
            ("1234.5600000000001", "1234.56"),
            ("0.10000000000000001", "0.1"),
            ("1.2E+12", "1200000000000"),
            ("1.5E-3", "0.0015"),
            ("-2.5", "-2.5"),
            ("123456789012345678", "123456789012346000"),
        ] {
            assert_eq!(Exact::of_workbook(digits).map(|exact| exact.decimal()), Ok(expected.to_owned()), "{digits}");
        }
        assert!(Exact::of_workbook("1e400").is_err() && Exact::of_workbook("nan").is_err());
    }

    #[test]
    fn a_unit_makes_whole_yen_or_nothing() {
        let times = |text, factor| Exact::of_text(text).and_then(|exact| exact.times(factor));
        assert_eq!(times("12.5", 1_000_000), Ok(12_500_000));
        assert_eq!(times("0.1", 1_000), Ok(100));
        assert_eq!(times("▲0.001", 1_000), Ok(-1));
        assert_eq!(times("0.0001", 1_000), Err(Reason::NotWhole));
        assert_eq!(times("99999999999999999999", 1), Err(Reason::NumberOutOfRange));
        assert_eq!(times("1.00", 1), Ok(1));
    }

    #[test]
    fn a_unit_is_known_at_the_end_of_words() {
        assert_eq!(unit_at_end("契約額 百万円").map(|(words, unit)| (words, unit.yen)), Some(("契約額", 1_000_000)));
        assert_eq!(unit_at_end("12千円").map(|(words, unit)| (words, unit.yen)), Some(("12", 1_000)));
        assert_eq!(unit_at_end("ドル"), None);
    }
}
