//! People and their roles, as who keeps them meets them, and as who may not.

use super::people::{ask, member, site, store};
use super::{Got, run, send};
use crate::arden::Arden;
use access::{Grant, Role, Scope};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use people::Token;
use std::sync::Arc;

fn whole(role: Role) -> [Grant; 1] {
    [Grant { role, scope: Scope::Plan }]
}

fn id(site: &Arden, sign_in: &str) -> i64 {
    store(site).account(sign_in).expect("read").expect("an account").id
}

async fn sent(site: &Arden, path: &str, form: String, token: &Token) -> Got {
    ask(site, Some(&form), path, Some(token)).await
}

/// The secret in the first invitation on a page.
fn secret(page: &str) -> Option<Token> {
    page.split("/invitation?token=").nth(1).and_then(|rest| Token::read(rest.get(..64)?))
}

#[test]
fn an_invitation_begins_as_the_site_was_told() {
    run(async {
        let mut site = site();
        let moss = member(&site, "moss", &whole(Role::Administrator));
        let told = "https://plan.arden.example".parse().expect("an address");
        Arc::get_mut(&mut site.site).expect("nobody else has it").public_address = Some(told);
        let form = "sign-in=Reed&name=Reed+Arden".to_owned();
        let made = sent(&site, "/en/people/invite", form, &moss).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        assert!(made.body.contains("https://plan.arden.example/en/invitation?token="), "{}", made.body);
        assert!(!made.body.contains("localhost:8080/en/invitation"), "{}", made.body);
    });
}

#[test]
fn an_invitation_is_made_with_its_role_and_its_link_is_shown_once() {
    run(async {
        let site = site();
        let moss = member(&site, "moss", &whole(Role::Administrator));
        let alone = ask(&site, None, "/en/people", Some(&moss)).await;
        assert!(alone.status == StatusCode::OK && alone.body.contains("Nobody else"), "{}", alone.body);
        let form = "sign-in=Fern&name=Fern+Arden&role=programme-officer&scope=project:brains";
        let made = sent(&site, "/en/people/invite", form.to_owned(), &moss).await;
        assert_eq!((made.status, made.headers[header::CACHE_CONTROL].as_bytes()), (StatusCode::OK, &b"no-store"[..]));
        let link = secret(&made.body).expect("a link");
        assert!(made.body.contains("http://localhost:8080/en/invitation?token="), "{}", made.body);
        assert_eq!(made.body.matches(link.secret()).count(), 1, "in no citation and no other link");
        let open = ask(&site, None, &format!("/en/invitation?token={}", link.secret()), None).await;
        assert!(open.status == StatusCode::OK && open.body.contains("Fern Arden"), "{}", open.body);

        let page = ask(&site, None, &format!("/en/people/{}", id(&site, "fern")), Some(&moss)).await.body;
        assert!(!page.contains("token=") && page.contains("programme officer"), "{page}");
        let list = ask(&site, None, "/ja/people", Some(&moss)).await.body;
        assert!(list.contains("プログラム・オフィサー（") && !list.contains("ほかの利用者はまだ"), "{list}");
        let trail = store(&site).audit_trail().expect("read");
        let by_moss: Vec<&str> = trail
            .iter()
            .filter_map(|one| one.content.as_ref().filter(|content| content.who == "moss" && content.subject == "fern"))
            .map(|content| content.what.as_str())
            .collect();
        assert_eq!(by_moss, ["invited", "granted"]);
    });
}

#[test]
fn a_role_is_given_and_ended_and_its_days_stay() {
    run(async {
        let site = site();
        let moss = member(&site, "moss", &whole(Role::Secretariat));
        member(&site, "fern", &[]);
        let fern = id(&site, "fern");
        let form = format!("account={fern}&role=evaluator&scope=plan");
        let given = sent(&site, "/en/people/grant", form.clone(), &moss).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER);
        assert_eq!(store(&site).account("fern").expect("read").expect("kept").grants, whole(Role::Evaluator));
        let page = ask(&site, None, &format!("/en/people/{fern}"), Some(&moss)).await.body;
        assert!(page.contains("/en/people/revoke"), "{page}");
        assert_eq!(sent(&site, "/en/people/revoke", form.clone(), &moss).await.status, StatusCode::SEE_OTHER);
        assert_eq!(store(&site).account("fern").expect("read").expect("kept").grants, []);
        let page = ask(&site, None, &format!("/en/people/{fern}"), Some(&moss)).await.body;
        assert!(page.contains("evaluator</th>") && !page.contains("/en/people/revoke"), "{page}");
        assert_eq!(sent(&site, "/en/people/revoke", form, &moss).await.status, StatusCode::CONFLICT, "ended already");
    });
}

#[test]
fn the_secretariat_neither_makes_nor_takes_over_an_administrator_and_nobody_keeps_themselves() {
    run(async {
        let site = site();
        let moss = member(&site, "moss", &whole(Role::Secretariat));
        member(&site, "reed", &whole(Role::Administrator));
        member(&site, "fern", &[]);
        let [moss_id, reed, fern] = ["moss", "reed", "fern"].map(|name| id(&site, name));
        let before = store(&site).accounts().expect("read");
        for (path, form) in [
            ("grant", format!("account={fern}&role=administrator&scope=plan")),
            ("grant", format!("account={fern}&role=auditor&scope=plan")),
            ("grant", format!("account={moss_id}&role=evaluator&scope=plan")),
            ("revoke", format!("account={reed}&role=administrator&scope=plan")),
            ("renew", format!("account={reed}")),
            ("end", format!("account={reed}")),
            ("close", format!("account={reed}")),
            ("close", format!("account={moss_id}")),
            ("invite", "sign-in=new&name=New&role=administrator&scope=plan".to_owned()),
        ] {
            let got = sent(&site, &format!("/en/people/{path}"), form.clone(), &moss).await;
            assert_eq!((got.status, secret(&got.body)), (StatusCode::FORBIDDEN, None), "{path} {form}");
        }
        assert_eq!(store(&site).accounts().expect("read"), before);
        let page = ask(&site, None, &format!("/en/people/{reed}"), Some(&moss)).await.body;
        assert!(page.contains("Ask an administrator") && !page.contains("/en/people/renew"), "{page}");
        // The near miss: the same acts on somebody without such a role.
        let renewed = sent(&site, "/en/people/renew", format!("account={fern}"), &moss).await;
        assert!(renewed.status == StatusCode::OK && secret(&renewed.body).is_some(), "{}", renewed.body);
        assert_eq!(
            sent(&site, "/en/people/close", format!("account={fern}"), &moss).await.status,
            StatusCode::SEE_OTHER
        );
        assert!(store(&site).account("fern").expect("read").expect("kept").closed);
    });
}

#[test]
fn sessions_of_another_are_listed_and_ended() {
    run(async {
        let site = site();
        let moss = member(&site, "moss", &whole(Role::Secretariat));
        let fern = member(&site, "fern", &[]);
        let path = format!("/en/people/{}", id(&site, "fern"));
        assert!(ask(&site, None, &path, Some(&moss)).await.body.contains("Ferry/1.0"));
        assert_eq!(ask(&site, None, "/en/account", Some(&fern)).await.status, StatusCode::OK);
        let ended = sent(&site, "/en/people/end", format!("account={}", id(&site, "fern")), &moss).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER);
        assert_eq!(ask(&site, None, "/en/account", Some(&fern)).await.status, StatusCode::FORBIDDEN);
        assert!(ask(&site, None, &path, Some(&moss)).await.body.contains("Not signed in anywhere"));
    });
}

#[test]
fn who_has_no_such_duty_learns_nothing_of_who_has_an_account() {
    run(async {
        let site = site();
        let fern = member(&site, "fern", &whole(Role::Observer));
        let refused = ask(&site, None, "/en/people", Some(&fern)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!refused.body.contains(">People<"), "no menu entry: {}", refused.body);
        for path in ["/en/people/1", "/en/people/999", "/en/people/nobody"] {
            let got = ask(&site, None, path, Some(&fern)).await;
            let heading = |got: &Got| {
                got.body.split("<h1>").nth(1).and_then(|rest| rest.split("</main>").next()).map(str::to_owned)
            };
            assert_eq!((got.status, heading(&got)), (refused.status, heading(&refused)), "{path}");
        }
        assert_eq!(ask(&site, None, "/en/people", None).await.status, StatusCode::FORBIDDEN);
        let without = crate::arden::site(true);
        assert_eq!(ask(&without, None, "/en/people", None).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_does_not_fit_is_said_and_makes_nobody() {
    run(async {
        let site = site();
        let moss = member(&site, "moss", &whole(Role::Administrator));
        member(&site, "fern", &[]);
        let too_long = "x".repeat(81);
        for (form, status, said) in [
            ("sign-in=FERN&name=Fern".to_owned(), StatusCode::CONFLICT, "has an account already"),
            ("sign-in=a+b&name=Fern".to_owned(), StatusCode::BAD_REQUEST, "no blanks"),
            (format!("sign-in=new&name={too_long}"), StatusCode::BAD_REQUEST, "80 characters"),
            (
                "sign-in=new&name=N&role=auditor&scope=project:brains".to_owned(),
                StatusCode::BAD_REQUEST,
                "whole plan only",
            ),
            ("sign-in=new&name=N&role=hub&scope=project:none".to_owned(), StatusCode::BAD_REQUEST, "project:none"),
            ("sign-in=new&name=N&role=king&scope=plan".to_owned(), StatusCode::BAD_REQUEST, "king"),
            ("sign-in=&name=N".to_owned(), StatusCode::BAD_REQUEST, "sign-in"),
        ] {
            let got = sent(&site, "/en/people/invite", form.clone(), &moss).await;
            assert!(got.status == status && got.body.contains(said), "{form}: {} {}", got.status, got.body);
            assert_eq!(secret(&got.body), None, "{form}");
        }
        let script = sent(&site, "/en/people/invite", "sign-in=a+b&name=%3Cscript%3E".to_owned(), &moss).await.body;
        assert!(!script.contains("<script>"), "{script}");
        assert_eq!(
            sent(&site, "/en/people/close", "account=999".to_owned(), &moss).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(store(&site).accounts().expect("read").len(), 2);
    });
}

#[test]
fn a_form_from_another_site_invites_nobody() {
    run(async {
        let site = site();
        let moss = member(&site, "moss", &whole(Role::Administrator));
        let request = Request::post("/en/people/invite")
            .header(header::HOST, "localhost:8080")
            .header(header::COOKIE, format!("shirube-session={}", moss.secret()))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site")
            .body(Body::from("sign-in=fern&name=Fern"))
            .expect("a request");
        assert_eq!(send(&site, request).await.status, StatusCode::FORBIDDEN);
        assert_eq!(store(&site).account("fern").expect("read"), None);
    });
}
