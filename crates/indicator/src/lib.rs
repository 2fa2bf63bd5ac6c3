#![doc = include_str!("../README.md")]

mod amount;
mod compare;
mod hand_in;
mod index;
mod missed;
mod model;
mod named;
mod period;
mod read;
mod select;
mod tally;
#[cfg(test)]
mod tests;
mod words;

pub use amount::{amount_in_words, parse_amount};
pub use compare::{Beside, Difference, beside, difference};
pub use hand_in::handed_in;
pub use index::Index;
pub use missed::{Missed, Sighted, Sightings, missed};
pub use model::*;
pub use named::Named;
pub use period::date_roles;
pub use read::{Facts, attributes_of, readings, readings_with, version_of};
pub use select::projects_counted;
pub use words::{coverage_in_words, definition_in_words, sentence, source_in_words};
