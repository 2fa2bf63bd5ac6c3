#![doc = include_str!("../README.md")]

#[cfg(test)]
#[path = "../tests/arden/mod.rs"]
mod arden;
mod hand_in;
mod into_store;
mod outcome;
mod prepare;
mod queue;
mod recognise;
mod rules;
pub mod scan;

pub use hand_in::{HandedIn, Unread, read_hand_in};
pub use into_store::{IngestError, IngestOptions, ingest};
pub use outcome::{Event, FileOutcome, Outcome, Refusal};
pub use prepare::{Prepared, prepare};
pub use recognise::recognise;
pub use rules::Rules;
