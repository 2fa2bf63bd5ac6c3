#![doc = include_str!("../README.md")]

#[cfg(test)]
#[path = "../tests/arden/mod.rs"]
mod arden;
mod outcome;
mod prepare;
mod recognise;
mod rules;
pub mod scan;

pub use outcome::{Event, FileOutcome, Outcome, Refusal};
pub use prepare::{Prepared, PreparedRecord, prepare};
pub use recognise::recognise;
pub use rules::Rules;
