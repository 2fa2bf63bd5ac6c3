//! The pages as a reader meets them: through the router, without a socket.

mod calendar;
mod evaluations;
mod forms;
mod harvest;
mod matrix;
mod members;
mod open_data;
mod outcome;
mod people;
mod policies;
mod registers;
mod roadmap;
mod search;
mod work;

use crate::arden::{self, Arden};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use tower::ServiceExt as _;

fn site(editor: bool) -> Arden {
    arden::site(editor)
}

struct Got {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

async fn send(site: &Arden, request: Request<Body>) -> Got {
    let response =
        crate::server::router(Arc::clone(&site.site), true).oneshot(request).await.expect("the router answers");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 64 << 20).await.expect("a body");
    // Workbooks, archives and databases are no text.
    let is_text = !body.starts_with(b"PK") && !body.starts_with(b"SQLite format 3");
    let body = if !is_text { String::new() } else { String::from_utf8(body.to_vec()).expect("UTF-8") };
    Got { status: parts.status, headers: parts.headers, body }
}

async fn get(site: &Arden, path: &str) -> Got {
    send(site, Request::get(path).header(header::HOST, "localhost:8080").body(Body::empty()).expect("a request")).await
}

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future)
}

/// Values of an attribute in a page, entities undone.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<String> {
    let needle = format!(" {name}=\"");
    page.split(needle.as_str())
        .skip(1)
        .filter_map(|rest: &'p str| rest.split('"').next())
        .map(|value| value.replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}

#[test]
fn every_internal_link_in_both_languages_leads_somewhere() {
    run(async {
        let site = site(true);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut queue: VecDeque<(String, String)> =
            [("/ja/", "start"), ("/en/", "start"), ("/ja/?invented=hide", "start")]
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .into();
        let mut broken = Vec::new();
        while let Some((path, from)) = queue.pop_front() {
            let bare = path.split('#').next().unwrap_or_default().to_owned();
            if !seen.insert(bare.clone()) {
                continue;
            }
            let got = get(&site, &bare).await;
            if got.status != StatusCode::OK {
                broken.push(format!("{bare} ({}) from {from}", got.status));
                continue;
            }
            let kind = got.headers[header::CONTENT_TYPE].to_str().expect("ASCII").to_owned();
            if kind.starts_with("text/html") && bare.contains("/forms/") {
                assert!(got.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII").contains("'none'"));
            } else if kind.starts_with("text/html") {
                check_page(&bare, &got.body);
                // A PDF takes LibreOffice seconds; `tests/documents/run` makes every one.
                let leads_on = |href: &String| href.starts_with('/') && !href.contains(".pdf");
                for href in attributes(&got.body, "href").into_iter().filter(leads_on) {
                    queue.push_back((href, bare.clone()));
                }
            } else if kind.starts_with("application/json;") {
                serde_json::from_str::<serde_json::Value>(&got.body).unwrap_or_else(|error| panic!("{bare}: {error}"));
            } else if kind.starts_with("text/csv") {
                check_csv(&bare, &got.body);
            }
        }
        assert!(broken.is_empty(), "{} of {} addresses are broken:\n{}", broken.len(), seen.len(), broken.join("\n"));
        assert!(seen.len() > 100, "only {} addresses were met", seen.len());
    });
}

/// What every page promises: its language, one first heading, a title, no slot left unfilled, ids once, no inline styles.
fn check_page(path: &str, page: &str) {
    let language = &path[1..3];
    assert!(page.contains(&format!("<html lang=\"{language}\">")), "{path}: language");
    assert_eq!(page.matches("<h1").count(), 1, "{path}: one h1");
    assert_eq!(page.matches("<main ").count(), 1, "{path}: one main");
    assert!(page.contains("class=\"skip\""), "{path}: skip link");
    assert!(
        !page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick="),
        "{path}: inline style or script"
    );
    let text = page.split("<main ").nth(1).unwrap_or_default();
    assert!(
        !text.contains('{') && !text.contains('}'),
        "{path}: a slot is not filled: {:?}",
        text.find('{').map(|at| text[at..].chars().take(60).collect::<String>())
    );
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    for id in attributes(page, "id") {
        *ids.entry(id).or_default() += 1;
    }
    let twice: Vec<&String> = ids.iter().filter(|(_, count)| **count > 1).map(|(id, _)| id).collect();
    assert!(twice.is_empty(), "{path}: ids twice: {twice:?}");
}

/// Every line has as many cells as the head.
fn check_csv(path: &str, text: &str) {
    let mut cells = 1;
    let mut quoted = false;
    let mut columns = None;
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells += 1,
            '\n' if !quoted => {
                assert_eq!(*columns.get_or_insert(cells), cells, "{path}: ragged");
                cells = 1;
            }
            _ => {}
        }
    }
    assert!(columns.is_some() && !quoted, "{path}: {text:?}");
}

#[test]
fn the_root_goes_where_the_browser_wishes() {
    run(async {
        let site = site(false);
        let english =
            Request::get("/").header(header::ACCEPT_LANGUAGE, "en-GB,en;q=0.9").body(Body::empty()).expect("a request");
        assert_eq!(send(&site, english).await.headers[header::LOCATION], "/en/");
        assert_eq!(get(&site, "/").await.headers[header::LOCATION], "/ja/");
        assert_eq!(get(&site, "/en").await.headers[header::LOCATION], "/en/");
    });
}

#[test]
fn a_page_that_is_none_offers_what_may_have_been_meant() {
    run(async {
        let site = site(false);
        let got = get(&site, "/en/projects/herbs-3").await;
        assert_eq!(got.status, StatusCode::NOT_FOUND);
        assert!(got.body.contains("/en/projects/herbs-2"), "{}", got.body);
        assert_eq!(get(&site, "/fr/whatever").await.status, StatusCode::NOT_FOUND);
        assert_eq!(get(&site, "/ja/indicators/drug-papers?year=1812").await.status, StatusCode::NOT_FOUND);
        assert_eq!(get(&site, "/ja/projects/none.json").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn words_of_the_plan_and_of_a_reader_are_escaped() {
    run(async {
        let site = site(false);
        let got = get(&site, "/ja/projects/herbs-2").await;
        assert!(got.body.contains("薬草創薬&#60;発展&#62;事業") || got.body.contains("薬草創薬&lt;発展&gt;事業"));
        assert!(!got.body.contains("薬草創薬<発展>"));
        let got = get(&site, "/ja/%3Cscript%3Ealert(1)%3C/script%3E?q=%22%3E%3Cscript%3E").await;
        assert!(!got.body.contains("<script>"), "{}", got.body);
    });
}

fn post(path: &str, site_header: &str, form: &str) -> Request<Body> {
    Request::post(path)
        .header(header::HOST, "localhost:8080")
        .header("sec-fetch-site", site_header)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .expect("a request")
}

#[test]
fn what_another_site_sends_is_refused() {
    run(async {
        let site = site(true);
        let got = send(&site, post("/ja/decide", "cross-site", "verdict=accept")).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN);
        assert!(got.body.contains("別のサイト"), "{}", got.body);
    });
}

#[test]
fn without_the_editor_nothing_is_recorded() {
    run(async {
        let got = send(&site(false), post("/en/decide", "same-origin", "verdict=accept")).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN);
        assert!(got.body.contains("--editor"), "{}", got.body);
        assert!(!get(&site(false), "/ja/joins/amed:ah0202").await.body.contains("method=\"post\""));
    });
}

#[test]
fn a_form_that_lacks_its_fields_is_not_understood() {
    run(async {
        let got = send(&site(true), post("/en/decide", "same-origin", "record=x&verdict=accept")).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST);
        let long = Request::post("/en/decide")
            .header(header::CONTENT_LENGTH, 1_000_000)
            .body(Body::from(vec![b'a'; 1_000_000]))
            .expect("a request");
        assert_eq!(send(&site(true), long).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    });
}

#[test]
fn every_answer_is_guarded_and_the_style_sheet_may_be_kept() {
    run(async {
        let site = site(false);
        let got = get(&site, "/ja/").await;
        let policy = got.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(got.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(
            got.headers.get(header::STRICT_TRANSPORT_SECURITY).is_none(),
            "a browser would refuse plain loopback for a year"
        );
        let style = get(&site, crate::assets::style_address()).await;
        assert!(style.headers[header::CACHE_CONTROL].to_str().expect("ASCII").contains("immutable"));
    });
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    run(async {
        for path in [
            "/ja/overview.csv",
            "/ja/overview.json",
            "/en/indicators/drug-papers.json",
            "/ja/projects/herbs-2.csv",
            "/en/",
        ] {
            let (a, b) = (get(&site(false), path).await, get(&site(false), path).await);
            assert_eq!(a.status, StatusCode::OK, "{path}");
            assert_eq!(a.body, b.body, "{path}");
        }
    });
}

#[test]
fn a_link_keeps_as_of_and_the_switch() {
    run(async {
        let got = get(&site(false), "/ja/?invented=hide").await;
        let lost: Vec<String> = attributes(&got.body, "href")
            .into_iter()
            .filter(|href| href.starts_with("/ja/") && !href.contains("invented=hide") && *href != "/ja/")
            .collect();
        assert!(lost.is_empty(), "{lost:?}");
    });
}

#[test]
fn an_unofficial_translation_is_marked_and_explained_once() {
    run(async {
        let got = get(&site(false), "/en/").await;
        assert!(got.body.contains("class=\"translated\""));
        assert_eq!(got.body.matches("class=\"translation-note\"").count(), 1);
        let japanese = get(&site(false), "/ja/").await;
        assert!(!japanese.body.contains("class=\"translated\""));
        // A project without any English keeps its Japanese name, marked as such for who hears the page.
        assert!(got.body.contains("<span lang=\"ja\">苔の再生医療ネットワークプログラム</span>"));
    });
}
