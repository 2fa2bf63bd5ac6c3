#![doc = include_str!("../README.md")]

mod fold;
mod query;
mod token;

pub use query::Query;
pub use token::{Split, tokens, tsvector};

/// The tokeniser that an FTS5 table over [`tokens`] is to be made with: it splits at blanks and takes every
/// character beyond ASCII as part of a word. `unicode61` would split at kanji younger than its tables.
pub const FTS5_TOKENIZER: &str = "ascii";
