#![doc = include_str!("../README.md")]

mod role;
mod table;

pub use role::{Duty, Grant, Place, Role, Scope, may_grant, may_keep, may_somewhere, permits, role_table};
pub use table::table;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Actor {
    /// Anybody: whoever is not known to be somebody else.
    #[default]
    Public,
    /// The office that runs the plan: whoever runs a command on the store, or edits on the computer's own address.
    Office,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Look at it.
    See,
    /// Hand rows in, see beforehand what that would change, or withdraw rows.
    HandIn,
    /// Take a whole hand-in back.
    Undo,
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Rows of registers: lists, pages, search, exports, forms.
    Registers,
    /// Who handed in what and when: files and names.
    HandIns,
    /// Figures added up from rows.
    Readings,
}

/// Which rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rows {
    /// None.
    None,
    /// Those that are not confidential. The others are counted, from the register's threshold on, and open to nobody.
    Open,
    /// Every row.
    All,
}

/// Which columns of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fields {
    /// None.
    None,
    /// Those that the register's definition calls public.
    Public,
    /// Every column.
    All,
}

/// What is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decision {
    /// Which rows.
    pub rows: Rows,
    /// Which columns.
    pub fields: Fields,
}

impl Decision {
    const DENIED: Self = Self { rows: Rows::None, fields: Fields::None };
    const PUBLIC: Self = Self { rows: Rows::Open, fields: Fields::Public };
    const ALL: Self = Self { rows: Rows::All, fields: Fields::All };

    /// Whether anything is.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        self != Self::DENIED
    }

    /// Whether confidential rows are shown too.
    #[must_use]
    pub fn shows_confidential_rows(self) -> bool {
        self.rows == Rows::All
    }

    /// Whether columns are shown that the register keeps to the office.
    #[must_use]
    pub fn shows_office_columns(self) -> bool {
        self.fields == Fields::All
    }
}

/// Whether an actor may do something, and with which rows and columns. Whatever is not named is denied.
#[must_use]
pub fn allows(actor: Actor, action: Action, subject: Subject) -> Decision {
    match (actor, action, subject) {
        (Actor::Public, Action::See, Subject::Registers | Subject::Readings) => Decision::PUBLIC,
        (Actor::Office, Action::See, _) => Decision::ALL,
        (Actor::Office, Action::HandIn | Action::Undo, Subject::Registers | Subject::HandIns) => Decision::ALL,
        _ => Decision::DENIED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_changes_nothing_and_sees_no_confidential_row() {
        for subject in table::SUBJECTS {
            for action in [Action::HandIn, Action::Undo] {
                assert!(!allows(Actor::Public, action, subject).is_allowed(), "{action:?} {subject:?}");
            }
            let seen = allows(Actor::Public, Action::See, subject);
            assert!(!seen.shows_confidential_rows() && !seen.shows_office_columns(), "{subject:?}");
        }
    }

    #[test]
    fn nobody_hands_in_a_reading() {
        for actor in table::ACTORS {
            assert!(!allows(actor, Action::HandIn, Subject::Readings).is_allowed(), "{actor:?}");
        }
    }

    #[test]
    fn whoever_is_not_known_is_the_public() {
        assert_eq!(Actor::default(), Actor::Public);
    }
}
