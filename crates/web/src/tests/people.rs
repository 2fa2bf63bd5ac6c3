//! Accounts as people meet them: invited, signed in, kept to their roles, signed out.

use super::{Got, arden, run, send};
use crate::arden::Arden;
use crate::routes::ROUTES;
use access::{Duty, Grant, Place, Role, Scope, permits};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use people::{Passphrase, Token};
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};
use store::{Location, Store};

const WORDS: &str = "four lakes and a ferry";

/// A site where people sign in.
pub(super) fn site() -> Arden {
    let mut arden = arden::site(false);
    let site = Arc::into_inner(arden.site).expect("nobody else holds it");
    arden.site = Arc::new(site.with_accounts());
    arden
}

pub(super) fn store(site: &Arden) -> Store {
    Store::open_existing(&Location::Sqlite(site.file.clone())).expect("the store")
}

/// An account with this role, if any, and its session.
pub(super) fn member(site: &Arden, name: &str, grants: &[Grant]) -> Token {
    static KEPT: OnceLock<Passphrase> = OnceLock::new();
    let kept = KEPT.get_or_init(|| Passphrase::make(WORDS, "").expect("fit"));
    let mut store = store(site);
    let token = store.invite(name, name, "command line").expect("invited");
    store.accept_invitation(&token, kept).expect("accepted");
    let account = store.account(name).expect("read").expect("an account");
    for grant in grants {
        store.grant(&account, grant, "command line").expect("granted");
    }
    store.begin_session(&account, "Ferry/1.0").expect("a session")
}

pub(super) async fn ask(site: &Arden, sent: Option<&str>, path: &str, token: Option<&Token>) -> Got {
    let request = if sent.is_some() { Request::post(path) } else { Request::get(path) };
    let mut request = request.header(header::HOST, "localhost:8080");
    if let Some(token) = token {
        request = request.header(header::COOKIE, format!("a=b; shirube-session={}", token.secret()));
    }
    if sent.is_some() {
        let form = "application/x-www-form-urlencoded";
        request = request.header(header::CONTENT_TYPE, form).header("sec-fetch-site", "same-origin");
    }
    send(site, request.body(Body::from(sent.unwrap_or_default().to_owned())).expect("a request")).await
}

fn cookie(got: &Got) -> String {
    got.headers[header::SET_COOKIE].to_str().expect("ASCII").to_owned()
}

#[test]
fn every_address_opens_to_exactly_the_roles_that_the_table_names() {
    run(async {
        let site = site();
        let whole = |role: Role| vec![Grant { role, scope: Scope::Plan }];
        let mut people: Vec<(String, Option<Vec<Grant>>)> = vec![("the public".to_owned(), None)];
        people.push(("no-role".to_owned(), Some(Vec::new())));
        people.extend(Role::ALL.map(|role| (role.code().to_owned(), Some(whole(role)))));
        people.push((
            "elsewhere".to_owned(),
            Some(vec![Grant { role: Role::Secretariat, scope: Scope::Project("none".to_owned()) }]),
        ));
        for (who, grants) in &people {
            for route in ROUTES {
                // A new session each time: some addresses end it.
                let token = grants.as_ref().map(|grants| member(&site, who, grants));
                let path = format!("/en/{}", route.path.trim_start_matches('/'));
                let got = ask(&site, route.is_sent.then_some("nothing=1"), &path, token.as_ref()).await;
                let allowed = permits(grants.as_deref(), route.duty, &Place::Plan);
                let refused = got.status == StatusCode::FORBIDDEN;
                assert_eq!(!refused, allowed, "{who} {path} {}", got.status);
            }
        }
    });
}

#[test]
fn the_reference_prints_the_table_of_addresses() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/routes.md");
    let mut page = String::from(
        "# Which address needs what\n\nEvery request passes this table (`crates/web/src/routes.rs`) before any page is asked; an address without a row answers 404. \
         Which role may do what stands in [access.md](access.md). `SHIRUBE_BLESS=1 cargo test -p web` writes it anew.\n\n| how | address | needs |\n|---|---|---|\n",
    );
    for route in ROUTES {
        let (how, under) = if route.is_sent { ("sent", "") } else { ("seen", " and below") };
        let path = route.path.trim_start_matches('/');
        let _ = writeln!(page, "| {how} | `/{{language}}/{path}`{under} | {} |", route.duty.in_english());
    }
    if std::env::var_os("SHIRUBE_BLESS").is_some() {
        std::fs::write(path, &page).expect("the page is written");
    }
    assert_eq!(
        std::fs::read_to_string(path).expect("the page"),
        page,
        "run with SHIRUBE_BLESS=1 and look at the change"
    );
}

#[test]
fn only_who_may_see_confidential_rows_is_taken_for_the_office() {
    for role in Role::ALL {
        let grants = [Grant { role, scope: Scope::Plan }];
        let sees = permits(Some(&grants), Duty::SeeConfidential, &Place::Plan);
        assert_eq!(sees, matches!(role, Role::PlanOwner | Role::Secretariat), "{role:?}");
    }
}

#[test]
fn an_invited_person_chooses_a_passphrase_signs_in_and_signs_out() {
    run(async {
        let site = site();
        let link = store(&site).invite("moss", "Moss Arden", "command line").expect("invited");
        let path = format!("/en/invitation?token={}", link.secret());
        let got = ask(&site, None, &path, None).await;
        assert_eq!(got.headers[header::CACHE_CONTROL], "no-store");
        assert!(got.body.contains("Moss Arden"), "{}", got.body);
        assert_eq!(got.body.matches("name=\"token\"").count(), 1, "only the form that uses it carries the token");
        assert!(!got.body.contains("id=\"as-of\""), "an invitation has no earlier state");
        let chosen = format!("token={}&passphrase=four+lakes+and+a+ferry", link.secret());
        let short =
            ask(&site, Some(&format!("token={}&passphrase=short", link.secret())), "/en/invitation", None).await;
        assert_eq!(short.status, StatusCode::BAD_REQUEST);
        let common = format!("token={}&passphrase=P%40ssw0rd-2026", link.secret());
        let common = ask(&site, Some(&common), "/en/invitation", None).await;
        assert!(common.status == StatusCode::BAD_REQUEST && common.body.contains("common words"), "{}", common.body);
        assert_eq!(ask(&site, Some(&chosen), "/en/invitation", None).await.status, StatusCode::SEE_OTHER);
        let again = ask(&site, Some(&chosen), "/en/invitation", None).await;
        assert!(again.status == StatusCode::GONE && again.body.contains("used already"), "{}", again.body);

        let got = ask(&site, Some("name=Moss&passphrase=four+lakes+and+a+ferry"), "/en/sign-in", None).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER);
        let set = cookie(&got);
        assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
        let secret = set.split(['=', ';']).nth(1).expect("a value");
        let token = Token::read(secret).expect("a token");
        let page = ask(&site, None, "/en/account", Some(&token)).await;
        assert!(page.body.contains("Moss Arden") && page.body.contains("this one"), "{}", page.body);
        assert_eq!(ask(&site, Some(""), "/en/sign-out", Some(&token)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(ask(&site, None, "/en/account", Some(&token)).await.status, StatusCode::FORBIDDEN);
        let trail = store(&site).audit_trail().expect("read");
        let done: Vec<&str> = trail.iter().filter_map(|one| Some(one.content.as_ref()?.what.as_str())).collect();
        assert_eq!(done, ["invited", "accepted", "signed-in", "ended-sessions"]);
    });
}

#[test]
fn a_decision_carries_the_account_whatever_name_was_typed() {
    run(async {
        let site = site();
        let form = "prefix=amed:ah0202&project=brains&verdict=accept&by=Somebody+Else&because=one+sentence&next=/joins/amed:ah0202";
        let secretariat = member(&site, "moss", &[Grant { role: Role::Secretariat, scope: Scope::Plan }]);
        let observer = member(&site, "fern", &[Grant { role: Role::Observer, scope: Scope::Plan }]);
        let refused = ask(&site, Some(form), "/en/joins/decide", Some(&observer)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "an observer decides nothing");
        let decided = ask(&site, Some(form), "/en/joins/decide", Some(&secretariat)).await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
        let page = ask(&site, None, "/en/joins/amed:ah0202", None).await.body;
        assert!(page.contains("Confirmed by moss") && !page.contains("Somebody Else"), "{page}");
    });
}

#[test]
fn a_wrong_name_and_a_wrong_passphrase_say_the_same_and_then_both_wait() {
    run(async {
        let site = site();
        member(&site, "moss", &[]);
        let page = |got: Got| got.body.replace("value=\"moss\"", "").replace("value=\"nobody\"", "");
        for _ in 0..4 {
            let known = ask(&site, Some("name=moss&passphrase=wrong"), "/en/sign-in", None).await;
            let unknown = ask(&site, Some("name=nobody&passphrase=wrong"), "/en/sign-in", None).await;
            assert_eq!((known.status, unknown.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
            assert_eq!(page(known), page(unknown));
        }
        // Each failure doubles the wait, so that a slow machine meets it after a few more.
        let mut waits = ask(&site, Some("name=moss&passphrase=wrong"), "/en/sign-in", None).await;
        for _ in 0..4 {
            if waits.status != StatusCode::TOO_MANY_REQUESTS {
                waits = ask(&site, Some("name=moss&passphrase=wrong"), "/en/sign-in", None).await;
            }
        }
        assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(waits.body.contains("not locked"), "{}", waits.body);
    });
}

#[test]
fn who_may_see_confidential_rows_leaves_a_look_and_others_do_not() {
    run(async {
        let site = site();
        let secretariat = member(&site, "moss", &[Grant { role: Role::Secretariat, scope: Scope::Plan }]);
        let observer = member(&site, "fern", &[Grant { role: Role::Observer, scope: Scope::Plan }]);
        for token in [&secretariat, &observer] {
            assert_eq!(ask(&site, None, "/en/registers/transfers", Some(token)).await.status, StatusCode::OK);
        }
        let trail = store(&site).audit_trail().expect("read");
        let contents =
            trail.iter().filter(|one| one.kind == people::audit::Kind::Look).filter_map(|one| one.content.as_ref());
        let looks: Vec<(&str, &str)> = contents.map(|one| (one.who.as_str(), one.subject.as_str())).collect();
        assert_eq!(looks, [("moss", "/registers/transfers")]);
    });
}

#[test]
fn a_cookie_is_secure_everywhere_but_on_this_computers_own_name() {
    let token = Token::draw().expect("random bytes");
    let there = crate::accounts::cookie(Some(&token), false);
    assert!(there.starts_with("__Host-") && there.contains("; Secure") && there.contains("Path=/"), "{there}");
    assert!(!crate::accounts::cookie(Some(&token), true).contains("Secure"));
}

#[test]
fn without_accounts_nobody_signs_in() {
    run(async {
        let site = arden::site(true);
        assert_eq!(ask(&site, None, "/ja/sign-in", None).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ask(&site, Some("name=moss&passphrase=x"), "/ja/sign-in", None).await.status, StatusCode::NOT_FOUND);
        assert!(!ask(&site, None, "/ja/", None).await.body.contains("/ja/sign-in"));
    });
}
