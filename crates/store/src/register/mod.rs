//! What offices hand in: typed tables made from definitions, and hand-ins that can each be taken back.
//!
//! The decision to question: **a hand-in is a layer.** It says something of each of its rows, also of those that it finds as they are, and
//! of the layers in force the latest that says anything of a row decides what the row is. So the state is a function of the hand-ins
//! in force and never of what was undone in between; taking one back needs no permission of those that came after, and what they
//! said stands.

mod cell;
mod hand_in;
mod history;
mod model;
mod page;
mod private;
mod rows;
mod said;
mod shape;
mod undo;
mod version;

pub(crate) use page::{entry_of, find, head, heads_in_private, places};
pub(crate) use private::{found, halves_belong_together};
pub(crate) use rows::{Filling, fill};

pub use model::{
    ColumnChange, EntryHandIn, EntryPage, EntryState, EntryValue, HandInOptions, HandInOutcome, Preview, RegisterState,
    RowChange, UndoOutcome,
};

/// Rule of the links that rows of registers have: a person handed them in for the project.
pub(crate) const RULE: &str = "register.row@1";

/// What stands as the scheme of such a link; its value is the register's id.
pub(crate) const SCHEME: &str = "register";

/// The start of every register's source: `register:seeds`.
pub(crate) const SOURCE: &str = "register:";
