#![doc = include_str!("../README.md")]

mod anchor;
mod context;
mod escaped;
mod explain;
mod forms;
mod landmark;
mod lexicon;
mod model;
mod pattern;
mod prefilter;
mod recogniser;
mod rule;
mod rules;
pub mod score;
mod sentence;
mod set;
mod shown;
mod spelling;
mod view;

pub use explain::{Explanation, Refused};
pub use lexicon::{
    Funder, LexiconError, Name, NameKind, Problem, Reason, Refusal, SchemeInfo, SchemeKind, check_lexicons,
    funder_info, funders, names, reason_info, reasons, refusal_info, refusals, scheme_info, schemes,
};
pub use model::*;
pub use prefilter::Prefilter;
pub use recogniser::Recogniser;
pub use rule::{Example, RuleInfo};
pub use set::{SchemeSet, UnknownScheme};
pub use shown::shown;
