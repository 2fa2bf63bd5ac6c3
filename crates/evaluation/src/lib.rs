//! What is judged, when, by what, and what came of it: the evaluation calendar, told from the plan's own marks and from the rules of the
//! guidelines; and the course of one evaluation, from its criteria and packets through comments to the decision and its findings.
//!
//! Pure: no database, no page, no clock; whoever asks says which year it is.

mod calendar;
mod course;
mod criteria;
mod entry;
mod ics;
mod packet;
mod refusal;
mod rules;
mod words;

pub use calendar::{Calendar, Due, Ground, Says, Standing, Subject, YearUnknown, calendar};
pub use course::{Comment, Course, Finding, Question, Settled, Stamp, State};
pub use criteria::{Aspect, Criteria, Item, Measure, Outcome, STANDARD};
pub use entry::{Entry, FindingState, LONGEST, Sentence, Sharing, sentences};
pub use ics::{Event, ics};
pub use packet::{Cell, Fate, Line, LineKind, Moved, Packet, moved};
pub use refusal::Refusal;
pub use rules::{FOLLOW_UP, RULES, SourceOfRule, source_of};
pub use words::{
    events, ground_in_words, kind_code, kind_in_words, says_in_words, standing_code, standing_in_words, title_in_words,
    unit_in_words, years_in_words,
};
