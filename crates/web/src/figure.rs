//! Figures in words: grouped digits, what is no number as its word, and the change from the year before.
//! Exact all the way: a fraction is cut to two digits only here, where it is shown.

use crate::words::Words;
pub use chart::bars::grouped;
use indicator::{Amount, Reading};

/// `2,702`; fractions with two digits, rounded half up.
#[must_use]
pub fn amount(value: &Amount) -> String {
    if value.is_integer() {
        return grouped(*value.numer());
    }
    let negative = *value.numer() < 0;
    let (numerator, denominator) = (value.numer().abs(), *value.denom());
    let hundredths = (numerator * 200 + denominator) / (denominator * 2);
    format!("{}{}.{:02}", if negative { "−" } else { "" }, grouped(hundredths / 100), hundredths % 100)
}

/// Exact, for CSV and JSON: `5`, `7/2`.
#[must_use]
pub fn exact(value: &Amount) -> String {
    value.to_string()
}

/// The confirmed figure, where the reading is a number.
#[must_use]
pub fn confirmed(reading: &Reading) -> Option<&Amount> {
    match reading {
        Reading::Number(figure) => Some(&figure.confirmed),
        _ => None,
    }
}

/// How many records wait, for a mention and for a join.
#[must_use]
pub fn awaiting(reading: &Reading) -> (usize, usize) {
    match reading {
        Reading::Number(figure) => (figure.awaiting_mention_records.len(), figure.awaiting_join_records.len()),
        _ => (0, 0),
    }
}

/// The number or the word that stands in its place.
#[must_use]
pub fn reading_in_words(reading: &Reading, words: &Words) -> String {
    match reading {
        Reading::Number(figure) => amount(&figure.confirmed),
        other => state_in_words(other, words).to_owned(),
    }
}

/// The word for what is no number.
#[must_use]
pub fn state_in_words(reading: &Reading, words: &Words) -> &'static str {
    match reading {
        Reading::Number(_) => "",
        Reading::DeclaredNone { .. } => words.state_none,
        Reading::NotReported => words.state_not_reported,
        Reading::NotCollected => words.state_not_collected,
        Reading::Qualitative { .. } => words.state_qualitative,
        Reading::Withheld => words.state_withheld,
    }
}

/// The code of a reading's kind in CSV and JSON.
#[must_use]
pub fn state_code(reading: &Reading) -> &'static str {
    match reading {
        Reading::Number(_) => "number",
        Reading::DeclaredNone { .. } => "none",
        Reading::NotReported => "not-reported",
        Reading::NotCollected => "not-collected",
        Reading::Qualitative { .. } => "qualitative",
        Reading::Withheld => "withheld",
    }
}

/// The change from `before` to `now`: in per cent from 20 up, where one more or less is no longer most of it; else the
/// difference. Empty where there is nothing to compare.
#[must_use]
pub fn change(before: Option<&Amount>, now: Option<&Amount>, words: &Words) -> String {
    let (Some(before), Some(now)) = (before, now) else { return String::new() };
    let difference = now - before;
    let zero = Amount::from_integer(0);
    if difference == zero {
        return words.same.to_owned();
    }
    if *before >= Amount::from_integer(20) {
        let percent = (difference * Amount::from_integer(100) / before).round().to_integer();
        let sign = if difference > zero { "+" } else { "" };
        return format!("{sign}{}%", grouped(percent));
    }
    let sign = if difference > zero { "+" } else { "" };
    format!("{sign}{}", amount(&difference))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::JA;

    #[test]
    fn figures_are_grouped_and_fractions_keep_two_digits() {
        assert_eq!(amount(&Amount::from_integer(1_234_567)), "1,234,567");
        assert_eq!(amount(&Amount::new(7, 3)), "2.33");
        assert_eq!(amount(&Amount::new(-1, 2)), "−0.50");
        assert_eq!(exact(&Amount::new(7, 3)), "7/3");
    }

    #[test]
    fn a_change_is_per_cent_only_where_the_base_is_not_small() {
        let say = |a: i128, b: i128| change(Some(&Amount::from_integer(a)), Some(&Amount::from_integer(b)), &JA);
        assert_eq!(say(100, 110), "+10%");
        assert_eq!(say(100, 93), "−7%");
        assert_eq!(say(9, 7), "−2");
        assert_eq!(say(0, 3), "+3");
        assert_eq!(say(5, 5), "同じ");
        assert_eq!(change(None, None, &JA), "");
    }
}
