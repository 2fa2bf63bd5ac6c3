//! How far apart evaluations lie, in fiscal years.
//!
//! "About" is taken as one year more: three years between evaluations may be four, five may be six.

/// A project from this length on has a mid-term evaluation.
pub const LONG_YEARS: i16 = 5;
/// "Of about five years": such a project may do with an ex-post evaluation before its end.
pub const ABOUT_FIVE_YEARS: i16 = 6;
/// The years from one evaluation of a project to the next.
pub const THREE_YEARS: i16 = 3;
/// The most years from one evaluation of a project to the next.
pub const ABOUT_THREE_YEARS: i16 = 4;
/// The years from one evaluation of a programme to the next.
pub const PROGRAMME_YEARS: i16 = 5;
/// The most years from one evaluation of a programme to the next.
pub const ABOUT_PROGRAMME_YEARS: i16 = 6;
