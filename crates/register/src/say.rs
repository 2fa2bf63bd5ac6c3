//! The words for what definitions of indicators name by id.

use crate::{Holds, builtin};
use plan::{Term, Text};

/// The words for a register, a column or a code of the built-in registers; nothing for any other source or id.
///
/// ```
/// use plan::Term;
///
/// let head = register::say("register:seeds", Term::Column("seed-number")).expect("a column");
/// assert_eq!(head.ja, "シーズ番号");
/// assert!(register::say("pubmed", Term::Source).is_none());
/// ```
#[must_use]
pub fn say(source: &str, term: Term<'_>) -> Option<Text> {
    let id = source.strip_prefix("register:")?;
    let register = builtin().iter().find(|register| register.id == id)?;
    match term {
        Term::Source => Some(register.title.clone()),
        Term::Column(column) => Some(register.column(column)?.header.clone()),
        Term::Code(column, code) => match &register.column(column)?.holds {
            Holds::Code(codes) => codes.iter().find(|one| one.code == code).map(|one| one.title.clone()),
            _ => None,
        },
    }
}
