//! What is judged, and when: the evaluation calendar, told from the plan's own marks and from the rules of the guidelines.
//!
//! Pure: no database, no page, no clock; whoever asks says which year it is.

mod calendar;
mod ics;
mod rules;
mod words;

pub use calendar::{Calendar, Due, Ground, Says, Standing, Subject, YearUnknown, calendar};
pub use ics::{Event, ics};
pub use rules::{FOLLOW_UP, RULES, SourceOfRule, source_of};
pub use words::{
    events, ground_in_words, kind_code, kind_in_words, says_in_words, standing_code, standing_in_words, title_in_words,
    unit_in_words, years_in_words,
};
