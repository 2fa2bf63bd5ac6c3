#![doc = include_str!("../README.md")]

mod bearing;
mod builtin;
mod definition;
mod entries;
mod entry;
mod feeds;
mod fold;
mod keys;
mod problem;
mod read;
mod reference;
mod say;
mod sheet;
mod standard;
mod template;

pub use bearing::{Bearing, bearing};
pub use builtin::builtin;
pub use definition::*;
pub use entries::{Entries, EntriesIter};
pub use entry::*;
pub use feeds::feeds;
pub use fold::fold;
pub use keys::IDENTIFIERS;
pub use problem::{Problem, Wrong};
pub use read::read;
pub use reference::reference_page;
pub use say::say;
pub use sheet::{
    ColumnPlace, HandIn, NearRegister, Note, NoteKind, Reason, Refusal, SheetError, read_sheets, read_sheets_each,
};
pub use template::{RequestRow, TemplateError, request, template, template_csv, template_csv_with, template_with};
