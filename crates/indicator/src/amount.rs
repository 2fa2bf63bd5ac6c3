//! Exact amounts: read from what people write, added without ever rounding, shown with two digits.

use crate::Amount;

/// Reads `40`, `-0.5`, `1,234,567`, `7/2` or the same in full-width characters; `None` for anything else, also
/// for what does not fit exactly.
///
/// ```
/// use indicator::{Amount, parse_amount};
/// assert_eq!(parse_amount("1,234.50"), Some(Amount::new(2469, 2)));
/// assert_eq!(parse_amount("７/２"), Some(Amount::new(7, 2)));
/// assert_eq!(parse_amount("12,34"), None);
/// assert_eq!(parse_amount("約40"), None);
/// ```
#[must_use]
pub fn parse_amount(text: &str) -> Option<Amount> {
    let narrow: String = text.trim().chars().map(narrow).collect();
    let (negative, digits) = match narrow.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, narrow.strip_prefix('+').unwrap_or(&narrow)),
    };
    let magnitude = match digits.split_once('/') {
        Some((above, below)) => {
            let below = whole(below)?;
            (below != 0).then_some(())?;
            Amount::new(whole(above)?, below)
        }
        None => decimal(digits)?,
    };
    Some(if negative { -magnitude } else { magnitude })
}

/// `2,702`; fractions with two digits, the half away from zero; a real minus.
#[must_use]
pub fn amount_in_words(value: &Amount) -> String {
    let sign = if *value < Amount::from_integer(0) { "−" } else { "" };
    let (above, below) = (value.numer().unsigned_abs(), value.denom().unsigned_abs());
    if below == 1 {
        return format!("{sign}{}", grouped(above));
    }
    // The rest is below the denominator, so that only an amount nobody has (10^36) could overflow here.
    let (units, rest) = (above / below, above % below);
    let hundredths = rest.saturating_mul(200).saturating_add(below) / below.saturating_mul(2);
    format!("{sign}{}.{:02}", grouped(units + hundredths / 100), hundredths % 100)
}

/// The sum, or `None` where it does not fit: never a wrapped or rounded one.
pub(crate) fn plus(left: Amount, right: Amount) -> Option<Amount> {
    let (a, b, c, d) = (*left.numer(), *left.denom(), *right.numer(), *right.denom());
    let common = greatest_common_divisor(b, d);
    let above = a.checked_mul(d / common)?.checked_add(c.checked_mul(b / common)?)?;
    Some(Amount::new(above, b.checked_mul(d / common)?))
}

/// The product, or `None` where it does not fit.
pub(crate) fn times(left: Amount, right: Amount) -> Option<Amount> {
    let (a, b, c, d) = (*left.numer(), *left.denom(), *right.numer(), *right.denom());
    let (first, second) = (greatest_common_divisor(a, d), greatest_common_divisor(c, b));
    Some(Amount::new((a / first).checked_mul(c / second)?, (b / second).checked_mul(d / first)?))
}

/// Of two numbers of which at least one is not zero; never negative.
fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn narrow(character: char) -> char {
    match character {
        '０'..='９' | '．' | '，' | '／' | '＋' | '－' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '−' => '-',
        other => other,
    }
}

fn decimal(text: &str) -> Option<Amount> {
    let (units, places) = text.split_once('.').unwrap_or((text, "0"));
    if places.is_empty() || !places.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let scale = 10_i128.checked_pow(u32::try_from(places.len()).ok()?)?;
    let above = whole(units)?.checked_mul(scale)?.checked_add(places.parse().ok()?)?;
    Some(Amount::new(above, scale))
}

/// Digits, possibly grouped by threes.
fn whole(text: &str) -> Option<i128> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let grouped = text.contains(',');
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(first) || (grouped && first.len() > 3) || !groups.all(|group| group.len() == 3 && digits(group)) {
        return None;
    }
    text.replace(',', "").parse().ok()
}

fn grouped(value: u128) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_write_is_read_exactly_or_not_at_all() {
        for (text, expected) in [
            ("40", Some(Amount::from_integer(40))),
            (" 0.1 ", Some(Amount::new(1, 10))),
            ("-2.50", Some(Amount::new(-5, 2))),
            ("−3", Some(Amount::from_integer(-3))),
            ("１，３４０", Some(Amount::from_integer(1340))),
            ("58/13", Some(Amount::new(58, 13))),
            ("7/0", None),
            ("1.", None),
            (".5", None),
            ("", None),
            ("1e3", None),
            ("1234,567", None),
            ("40件", None),
            ("999999999999999999999999999999999999999999", None),
        ] {
            assert_eq!(parse_amount(text), expected, "{text}");
        }
    }

    #[test]
    fn a_fraction_is_cut_only_where_it_is_shown() {
        assert_eq!(amount_in_words(&Amount::from_integer(-1_234_567)), "−1,234,567");
        assert_eq!(amount_in_words(&Amount::new(7, 3)), "2.33");
        assert_eq!(amount_in_words(&Amount::new(1999, 1000)), "2.00");
        assert_eq!(amount_in_words(&Amount::new(-1, 2)), "−0.50");
    }

    #[test]
    fn what_does_not_fit_is_no_sum() {
        let huge = Amount::from_integer(i128::MAX);
        assert_eq!(plus(huge, Amount::from_integer(1)), None);
        assert_eq!(times(huge, Amount::from_integer(2)), None);
        assert_eq!(times(huge, Amount::new(0, 1)), Some(Amount::from_integer(0)));
    }

    proptest! {
        #[test]
        fn sums_and_products_are_those_of_rationals(a in -999_i128..999, b in 1_i128..99, c in -999_i128..999, d in 1_i128..99) {
            let (left, right) = (Amount::new(a, b), Amount::new(c, d));
            prop_assert_eq!(plus(left, right), Some(left + right));
            prop_assert_eq!(times(left, right), Some(left * right));
            prop_assert_eq!(parse_amount(&left.to_string()), Some(left));
        }
    }
}
