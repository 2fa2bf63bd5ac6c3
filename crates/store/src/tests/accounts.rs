//! Accounts, sessions and the trail, on both databases.

use super::everywhere;
use crate::{Account, HeldRole, Invitation, Store};
use access::{Grant, Role, Scope};
use jiff::Timestamp;
use people::audit::{self, Kind};
use people::{Passphrase, Token};

const WORDS: &str = "four lakes and a ferry";

fn noon() -> Timestamp {
    "2026-11-25T12:00:00Z".parse().expect("a time")
}

fn after_eight_days() -> Timestamp {
    "2026-12-03T12:00:01Z".parse().expect("a time")
}

fn in_three_hours() -> Timestamp {
    "2026-11-25T15:00:01Z".parse().expect("a time")
}

/// Moss, who has followed the invitation.
fn moss(store: &mut Store) -> Account {
    let token = store.invite("Moss", "苔野 アーデン", "command line").expect("invited");
    let passphrase = Passphrase::make(WORDS, "moss").expect("fit");
    let found = store.accept_invitation(&token, &passphrase).expect("written");
    assert!(matches!(found, Invitation::Open(_)), "{found:?}");
    store.account("moss").expect("read").expect("an account")
}

#[test]
fn a_store_without_accounts_has_none_and_an_empty_trail() {
    everywhere(|place| {
        let mut store = place.open();
        assert_eq!(store.accounts().expect("read"), []);
        assert_eq!(store.session(&Token::draw().expect("random")).expect("read"), None);
        assert_eq!(store.audit_head().expect("read").number, 0);
    });
}

#[test]
fn a_link_is_used_once_and_says_so_and_ends_after_a_week() {
    everywhere(|place| {
        let mut store = place.open();
        store.use_clock(noon);
        let passphrase = Passphrase::make(WORDS, "moss").expect("fit");
        let first = store.invite("moss", "Moss", "command line").expect("invited");
        let second = store.invite("moss", "Moss", "command line").expect("invited again");
        assert_eq!(store.invitation(&first).expect("read"), Invitation::Used, "a later link takes its place");
        store.use_clock(after_eight_days);
        assert_eq!(store.accept_invitation(&second, &passphrase).expect("read"), Invitation::Expired);
        store.use_clock(noon);
        assert!(matches!(store.accept_invitation(&second, &passphrase).expect("written"), Invitation::Open(_)));
        assert_eq!(store.accept_invitation(&second, &passphrase).expect("read"), Invitation::Used);
        assert_eq!(store.invitation(&Token::draw().expect("random")).expect("read"), Invitation::Unknown);
    });
}

#[test]
fn a_session_ends_by_itself_by_hand_and_with_the_passphrase() {
    everywhere(|place| {
        let mut store = place.open();
        store.use_clock(noon);
        let moss = moss(&mut store);
        assert!(store.passphrase(&moss).expect("read").expect("kept").matches(WORDS));
        let tokens: Vec<Token> = (0..3).map(|_| store.begin_session(&moss, "Ferry/1.0").expect("a session")).collect();
        let sessions = store.sessions(&moss).expect("read");
        assert_eq!(sessions.len(), 3);
        store.use_clock(in_three_hours);
        assert_eq!(store.session(&tokens[0]).expect("read"), None, "idle");
        store.use_clock(noon);
        assert!(store.session(&tokens[0]).expect("read").is_some());
        assert_eq!(store.end_sessions(&moss, Some(sessions[0].id), "moss").expect("ended"), 1);
        assert_eq!(store.session(&tokens[2]).expect("read"), None);
        let other = Passphrase::make("another ferry altogether", "moss").expect("fit");
        store.change_passphrase(&moss, &other).expect("changed");
        assert_eq!(store.sessions(&moss).expect("read"), []);
    });
}

#[test]
fn a_reset_and_a_closed_account_let_nobody_in() {
    everywhere(|place| {
        let mut store = place.open();
        let moss = moss(&mut store);
        let token = store.begin_session(&moss, "").expect("a session");
        store.invite("moss", "Moss", "secretariat").expect("reset");
        assert_eq!(store.session(&token).expect("read"), None);
        assert_eq!(store.passphrase(&moss).expect("read"), None);
        let token = store.invite("moss", "Moss", "secretariat").expect("a link");
        store.close_account(&moss, "secretariat").expect("closed");
        assert_eq!(store.invitation(&token).expect("read"), Invitation::Used);
        assert!(store.account("moss").expect("read").expect("kept").closed);
    });
}

#[test]
fn a_role_is_given_once_and_taken() {
    everywhere(|place| {
        let mut store = place.open();
        let moss = moss(&mut store);
        let grant = Grant { role: Role::ProgrammeOfficer, scope: Scope::Project("ferry".to_owned()) };
        store.grant(&moss, &grant, "command line").expect("given");
        store.grant(&moss, &grant, "command line").expect("given");
        assert_eq!(store.account("MOSS ").expect("read").expect("kept").grants, std::slice::from_ref(&grant));
        store.revoke(&moss, &grant, "command line").expect("taken");
        assert_eq!(store.account("moss").expect("read").expect("kept").grants, []);
        assert!(store.revoke(&moss, &grant, "command line").is_err());
    });
}

#[test]
fn a_role_that_was_taken_is_still_listed_with_its_dates() {
    everywhere(|place| {
        let mut store = place.open();
        assert_eq!(store.held_roles().expect("read"), []);
        store.use_clock(noon);
        let moss = moss(&mut store);
        let grant = Grant { role: Role::Chair, scope: Scope::Plan };
        store.grant(&moss, &grant, "command line").expect("given");
        assert_eq!(store.held_roles().expect("read")[0].until_at, None);
        store.use_clock(in_three_hours);
        store.revoke(&moss, &grant, "command line").expect("taken");
        let (since_at, until_at) = (noon().as_second(), Some(in_three_hours().as_second()));
        let expected = HeldRole { account_id: moss.id, grant, since_at, until_at };
        assert_eq!(store.held_roles().expect("read"), [expected]);
    });
}

#[test]
fn a_name_that_does_not_fit_is_refused() {
    everywhere(|place| {
        let mut store = place.open();
        for (sign_in, name) in [("", "x"), ("a b", "x"), ("moss", ""), ("mo\nss", "x"), ("moss", &"x".repeat(81))] {
            assert!(store.invite(sign_in, name, "command line").is_err(), "{sign_in:?} {name:?}");
        }
        assert_eq!(store.accounts().expect("read"), []);
    });
}

#[test]
fn the_trail_holds_and_a_forgotten_look_leaves_it_whole() {
    everywhere(|place| {
        let mut store = place.open();
        store.use_clock(noon);
        moss(&mut store);
        store.enter_audit(Kind::Look, "moss", "saw", "/registers/seeds", "").expect("entered");
        let noted = store.audit_head().expect("read");
        assert_eq!(store.forget_looks("2026-11-26T00:00:00Z", "command line").expect("forgotten"), 1);
        let trail = store.audit_trail().expect("read");
        let head = audit::verify(&trail, Some(&noted)).expect("whole");
        assert_eq!(head, store.audit_head().expect("read"));
        assert!(trail[2].content.is_none());
        let done: Vec<&str> = trail.iter().filter_map(|entry| Some(entry.content.as_ref()?.what.as_str())).collect();
        assert_eq!(done, ["invited", "accepted", "forgot-looks"]);
        assert_eq!(store.newest_audit(Some("moss"), 10).expect("read").len(), 1);
    });
}
