//! What people wrote into forms: taken over, overruled, taken back, and seen by nobody else.

use super::everywhere;
use crate::{Error, SheetKey, Store};
use access::Actor;
use plan::FiscalYear;

const SHEET: SheetKey<'_> = SheetKey { form: "evaluation-mid-term", subject: "lake", year: FiscalYear(2024) };

fn said(store: &mut Store, as_of: u64) -> Vec<(String, String)> {
    store.answers(SHEET, as_of).expect("answers").into_iter().collect()
}

fn take(store: &mut Store, field: &str, words: &str) -> u64 {
    store.take_answers(SHEET, &[(field.to_owned(), words.to_owned())], "Mira", "as agreed").expect("taken")
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

#[test]
fn an_answer_holds_until_a_later_one_and_each_state_stays_what_it_was() {
    everywhere(|place| {
        let mut store = place.open();
        store.see_as(Actor::Office);
        assert!(said(&mut store, 0).is_empty());
        let first = take(&mut store, "need", "霧");
        let second = take(&mut store, "need", "苔\n二行目");
        let third = take(&mut store, "criteria.item@lake", "湖");
        assert_eq!(said(&mut store, first), pairs(&[("need", "霧")]));
        assert_eq!(said(&mut store, second), pairs(&[("need", "苔\n二行目")]));
        assert_eq!(said(&mut store, third), pairs(&[("criteria.item@lake", "湖"), ("need", "苔\n二行目")]));
        let other = SheetKey { year: FiscalYear(2025), ..SHEET };
        assert!(store.answers(other, third).expect("answers").is_empty(), "another year is another sheet");
        let taken = store.answers_taken(third).expect("taken");
        let holds: Vec<(u64, bool)> = taken.iter().map(|one| (one.change, one.holds)).collect();
        assert_eq!(holds, [(third, true), (second, true), (first, false)]);
        assert_eq!((taken[1].by.as_str(), taken[1].because.as_str()), ("Mira", "as agreed"));
    });
}

#[test]
fn taking_back_says_again_what_was_said_before_and_only_the_last_can_be() {
    everywhere(|place| {
        let mut store = place.open();
        store.see_as(Actor::Office);
        let first = take(&mut store, "need", "霧");
        let second = take(&mut store, "need", "苔");
        assert!(matches!(store.undo_answers(first, "Ode", ""), Err(Error::NothingToUndo)), "a later one stands");
        let undone = store.undo_answers(second, "Ode", "").expect("taken back");
        assert_eq!(said(&mut store, undone), pairs(&[("need", "霧")]));
        assert_eq!(said(&mut store, second), pairs(&[("need", "苔")]), "the state before is what it was");
        assert!(matches!(store.undo_answers(second, "Ode", ""), Err(Error::NothingToUndo)));
        assert!(matches!(store.undo_answers(999, "Ode", ""), Err(Error::NothingToUndo)));
        let now = store.change().expect("a change");
        assert_eq!(now, undone, "what was refused left no change");
    });
}

#[test]
fn the_public_sees_no_answer_and_its_half_holds_none() {
    everywhere(|place| {
        let mut store = place.open();
        let change = take(&mut store, "need", "霧の秘密");
        assert!(said(&mut store, change).is_empty() && store.answers_taken(change).expect("taken").is_empty());
        if let crate::Location::Sqlite(file) = &place.location {
            let bytes = std::fs::read(file).expect("the public half");
            let secret = "霧の秘密".as_bytes();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
        }
        store.see_as(Actor::Office);
        assert_eq!(said(&mut store, change), pairs(&[("need", "霧の秘密")]));
    });
}
