//! What somebody handed in, as a reading.

use crate::index::holds;
use crate::{Change, Declared, Figure, HandIn, Reading, parse_amount};
use plan::FiscalYear;

/// The hand-in for an indicator and a year that holds at `as_of`, as a reading; the latest where several do.
///
/// A figure that cannot be read as a number (`約40`) is kept as the words it is.
#[must_use]
pub fn handed_in(hand_ins: &[HandIn], indicator: &str, year: FiscalYear, as_of: Change) -> Option<Reading> {
    hand_ins
        .iter()
        .filter(|one| one.indicator == indicator && one.year == year && holds(one.since, one.until, as_of))
        .max_by_key(|one| (one.since, &one.by))
        .map(reading)
}

fn reading(hand_in: &HandIn) -> Reading {
    let by = hand_in.by.clone();
    match &hand_in.declared {
        Declared::Figure(text) => match parse_amount(text) {
            Some(amount) => {
                Reading::Number(Box::new(Figure { confirmed: amount, reported_by: Some(by), ..Figure::default() }))
            }
            None => Reading::Qualitative { words: text.clone(), by },
        },
        Declared::None => Reading::DeclaredNone { by },
        Declared::Words(words) => Reading::Qualitative { words: words.clone(), by },
        Declared::Withheld => Reading::Withheld,
    }
}
