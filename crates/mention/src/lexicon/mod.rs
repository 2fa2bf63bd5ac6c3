//! What the recogniser knows as data: the tables of `lexicons/`, embedded when the program is built.
//!
//! The decision to question: a malformed table is found by a test and by [`check_lexicons`], not at run time.
//! The embedded tables never change, so a bad row is skipped when they are loaded rather than allowed to stop
//! a scan, and the test that every row is well formed keeps bad rows out of the repository.

mod cues;
mod funders;
mod names;
mod reasons;
mod refusals;
mod schemes;
mod table;

pub use funders::{Funder, funder_info, funders};
pub use names::{Name, NameKind, names};
pub use reasons::{Reason, reason_info, reasons};
pub use refusals::{Refusal, refusal_info, refusals};
pub use schemes::{SchemeInfo, SchemeKind, scheme_info, schemes};
pub use table::{LexiconError, Problem};

pub(crate) use cues::{Family, cues};
pub(crate) use table::{Row, Table, read};

/// Everything wrong with the lexicons, all at once; empty if they are well formed.
#[must_use]
pub fn check_lexicons() -> Vec<LexiconError> {
    let mut errors = Vec::new();
    errors.extend(schemes::check());
    errors.extend(names::check());
    errors.extend(cues::check());
    errors.extend(funders::check());
    errors.extend(reasons::check());
    errors.extend(refusals::check());
    errors.extend(crate::anchor::check());
    errors
}
