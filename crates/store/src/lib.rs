#![doc = include_str!("../README.md")]

mod accounts;
mod answers;
mod body;
mod code;
mod connection;
mod decide;
mod dictionary;
mod error;
mod evaluations;
mod location;
mod migrate;
mod model;
mod read;
mod register;
mod revision;
mod seen;
mod store;
#[cfg(test)]
mod tests;
mod write;

pub use accounts::{Account, HeldRole, Invitation, Session};
pub use answers::{AnswersTaken, SheetKey};
pub use dictionary::{Column, Table, dictionary};
pub use error::{Error, Holder};
pub use evaluations::EvaluationEntry;
pub use location::Location;
pub use model::*;
pub use read::{FoundGrant, GoneRecord, Moment, WholeRecord};
pub use register::{
    ColumnChange, EntryHandIn, EntryPage, EntryState, EntryValue, HandInOptions, HandInOutcome, Preview, RegisterState,
    RowChange, UndoOutcome,
};
pub use store::Store;
