#![doc = include_str!("../README.md")]

mod builtin;
mod check;
mod definition;
mod diagnostic;
mod diff;
mod inference;
mod keys;
mod kpi;
mod language;
mod model;
mod papers;
mod read;
pub mod timing;
mod write;
mod year;

pub use builtin::builtin;
pub use check::check;
pub use definition::*;
pub use diagnostic::{
    CalendarRule, Diagnostic, Found, Missing, Nonsense, Place, Problem, Severity, Unit, Warned, Words, nearest,
};
pub use diff::{Change, Difference, Where, diff};
pub use inference::{InferenceRule, InferredFor, Known};
pub use keys::reference_page;
pub use kpi::Kpi;
pub use language::Language;
pub use model::*;
pub use papers::NO_PAPERS;
pub use read::read;
pub use write::{digest, write};
pub use year::FiscalYear;
