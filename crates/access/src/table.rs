//! The decisions as a table for people, made from the function itself.

use crate::{Action, Actor, Fields, Rows, Subject, allows};
use std::fmt::Write as _;

pub(crate) const ACTORS: [Actor; 2] = [Actor::Public, Actor::Office];
pub(crate) const ACTIONS: [Action; 3] = [Action::See, Action::HandIn, Action::Undo];
pub(crate) const SUBJECTS: [Subject; 3] = [Subject::Registers, Subject::HandIns, Subject::Readings];

/// Every actor, action and subject with what is allowed, as a Markdown table.
#[must_use]
pub fn table() -> String {
    let mut table = String::from("| who | does what | with what | rows | columns |\n|---|---|---|---|---|\n");
    for actor in ACTORS {
        for action in ACTIONS {
            for subject in SUBJECTS {
                let decision = allows(actor, action, subject);
                let (rows, fields) = (rows_in_words(decision.rows), fields_in_words(decision.fields));
                let (actor, action, subject) =
                    (actor_in_words(actor), action_in_words(action), subject_in_words(subject));
                let _ = writeln!(table, "| {actor} | {action} | {subject} | {rows} | {fields} |");
            }
        }
    }
    table
}

fn actor_in_words(actor: Actor) -> &'static str {
    match actor {
        Actor::Public => "the public",
        Actor::Office => "the office",
    }
}

fn action_in_words(action: Action) -> &'static str {
    match action {
        Action::See => "see",
        Action::HandIn => "hand in, preview, withdraw",
        Action::Undo => "take back",
    }
}

fn subject_in_words(subject: Subject) -> &'static str {
    match subject {
        Subject::Registers => "rows of registers",
        Subject::HandIns => "hand-ins",
        Subject::Readings => "readings",
    }
}

fn rows_in_words(rows: Rows) -> &'static str {
    match rows {
        Rows::None => "denied",
        Rows::Open => "those that are not confidential",
        Rows::All => "all",
    }
}

fn fields_in_words(fields: Fields) -> &'static str {
    match fields {
        Fields::None => "denied",
        Fields::Public => "public ones",
        Fields::All => "all",
    }
}
