#![doc = include_str!("../README.md")]

mod back;
mod comparison;
mod document;
mod docx;
mod error;
mod facts;
mod forms;
mod grid;
mod package;
mod render;
mod words;
mod xml;

pub use back::{Opened, Returned, ReturnedField, Sent, Tagged, is_docx, normal, read_docx};
pub use comparison::{Comparison, ComparisonRow, Fate, Mark, Passage, Piece, compare, text as plan_text};
pub use comparison::{Stretch, words_changed};
pub use document::*;
pub use docx::{Told, docx, fill, master};
pub use error::Error;
pub use facts::{Citation, Cite, Facts, Listed};
pub use forms::{Against, COMMON, Described, FORMS, Kind, Made, Subject, described, form, make, subjects};
pub use render::{Csv, FIELDS_SHEET, Rendering, csv, file_name, has_office, html, json, pdf, shortened, xlsx};
