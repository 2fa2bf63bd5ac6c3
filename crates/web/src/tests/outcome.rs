//! The outcome, on a store that read Arden's literature: a number opens its records and a record its words; a decision moves a
//! figure and undoing it brings it back; what is read meanwhile shows, and earlier states stay as they were.

use super::{attributes, get, post, run, send, site};
use crate::arden::{self, Arden};
use axum::http::{StatusCode, header};

/// Confirmed, awaiting a mention, awaiting a join: of an indicator in a year.
async fn reading(site: &Arden, indicator: &str, year: i64, query: &str) -> [i64; 3] {
    let got = get(site, &format!("/en/indicators/{indicator}.json{query}")).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.body);
    let page: serde_json::Value = serde_json::from_str(&got.body).expect("JSON");
    let rows = page["readings"].as_array().expect("readings");
    let row = rows.iter().find(|row| row["fiscal_year"] == year).expect("the year");
    ["confirmed", "awaiting_mentions", "awaiting_joins"].map(|name| match &row[name] {
        serde_json::Value::String(text) => text.parse().expect("a whole number"),
        number => number.as_i64().unwrap_or(-1),
    })
}

async fn herbs(site: &Arden) -> [i64; 3] {
    reading(site, "papers-of-herbs-2", 2025, "").await
}

#[test]
fn figures_are_what_can_be_counted_by_hand() {
    run(async {
        let site = site(false);
        assert_eq!(reading(&site, "papers-of-herbs-2", 2024, "").await, [2, 0, 0]);
        assert_eq!(herbs(&site).await, [1, 1, 0]);
        assert_eq!(reading(&site, "papers-of-brains", 2025, "").await, [2, 0, 1]);
        assert_eq!(reading(&site, "drug-papers", 2025, "").await, [1, 1, 0]);
    });
}

#[test]
fn a_number_opens_its_records_and_a_record_its_words() {
    run(async {
        let site = site(false);
        let indicator = get(&site, "/en/indicators/papers-of-herbs-2?year=2024").await.body;
        let records: Vec<String> =
            attributes(&indicator, "href").into_iter().filter(|href| href.starts_with("/en/records/pmid:")).collect();
        assert_eq!(records, ["/en/records/pmid:99000002", "/en/records/pmid:99000001"], "newest first");
        let record = get(&site, &records[1]).await.body;
        assert!(record.contains(">JP24ah0101001</mark>"), "{record}");
        assert!(record.contains("/en/indicators/papers-of-herbs-2?year=2024"), "it says where it counts");
    });
}

#[test]
fn accepting_a_doubtful_number_moves_the_reading_and_undoing_brings_it_back() {
    run(async {
        let site = site(true);
        let before = site.site.current().change;
        let review = get(&site, "/ja/review").await.body;
        assert!(review.contains("JP25ah01O1003"), "{review}");
        let form = |verdict: &str| {
            format!(
                "record=pmid:99000004&scheme=amed&value=ah0101003&project=herbs-2&verdict={verdict}&by=Mira+Ode&because=read&next=/review"
            )
        };
        let accepted = send(&site, post("/ja/decide", "same-origin", &form("accept"))).await;
        assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.body);
        assert_eq!(accepted.headers[header::LOCATION], "/ja/review?done=1");
        assert_eq!(herbs(&site).await, [2, 0, 0]);
        let record = get(&site, "/ja/records/pmid:99000004").await.body;
        assert!(record.contains("Mira Ode"), "who decided stands there: {record}");
        assert_eq!(reading(&site, "papers-of-herbs-2", 2025, &format!("?as-of={before}")).await, [1, 1, 0]);
        send(&site, post("/ja/decide", "same-origin", &form("undo"))).await;
        assert_eq!(herbs(&site).await, [1, 1, 0]);
        let again = send(&site, post("/ja/decide", "same-origin", &form("undo"))).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.body.contains("すでに取り消されています"), "{}", again.body);
    });
}

#[test]
fn confirming_a_join_moves_what_was_said_before_and_undoing_brings_it_back() {
    run(async {
        let site = site(true);
        let page = get(&site, "/en/joins/amed:ah0202").await.body;
        assert!(page.contains("2 + 1 → 3 + 0"), "the effect is said before the act: {page}");
        assert!(page.contains("<mark>BINDS</mark>"), "the sentence with number and name: {page}");
        let form = |verdict: &str| {
            format!(
                "prefix=amed:ah0202&project=brains&verdict={verdict}&by=Mira+Ode&because=one+sentence&next=/joins/amed:ah0202"
            )
        };
        let confirmed = send(&site, post("/en/joins/decide", "same-origin", &form("accept"))).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.body);
        assert_eq!(reading(&site, "papers-of-brains", 2025, "").await, [3, 0, 0]);
        assert!(get(&site, "/en/joins/amed:ah0202").await.body.contains("Confirmed by Mira Ode"));
        send(&site, post("/en/joins/decide", "same-origin", &form("undo"))).await;
        assert_eq!(reading(&site, "papers-of-brains", 2025, "").await, [2, 0, 1]);
    });
}

#[test]
fn what_another_program_reads_in_shows_and_an_earlier_state_stays() {
    run(async {
        let site = site(false);
        let before = site.site.current().change;
        arden::read_in(&site.file, 2, arden::LATER);
        site.site.refresh().expect("the store can be read");
        assert_eq!(herbs(&site).await, [2, 1, 0]);
        assert_eq!(reading(&site, "papers-of-herbs-2", 2025, &format!("?as-of={before}")).await, [1, 1, 0]);
        assert!(get(&site, "/en/about").await.body.contains("pubmed26n0002.xml"));
    });
}

#[test]
fn hiding_what_is_invented_leaves_no_coverage_and_so_no_figure() {
    run(async {
        let site = site(false);
        let page: serde_json::Value =
            serde_json::from_str(&get(&site, "/en/indicators/drug-papers.json?invented=hide").await.body)
                .expect("JSON");
        let rows = page["readings"].as_array().expect("readings");
        assert!(rows.iter().all(|row| row["state"] == "not-collected"), "{rows:?}");
        assert_eq!(get(&site, "/en/records/pmid:99000001?invented=hide").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_store_that_does_not_answer_is_said_and_the_figures_stay() {
    run(async {
        let site = site(true);
        std::fs::write(&site.file, vec![b'x'; 65_536]).expect("the store is spoilt");
        let _ = std::fs::remove_file(site.file.with_extension("sqlite-wal"));
        let record = get(&site, "/en/records/pmid:99000001").await;
        assert_eq!(record.status, StatusCode::SERVICE_UNAVAILABLE, "{}", record.body);
        assert!(record.body.contains("The store does not answer") && !record.body.contains("arden.sqlite"));
        assert_eq!(get(&site, "/en/").await.status, StatusCode::OK);
        let search = get(&site, "/en/search?q=herbal").await;
        assert!(search.status == StatusCode::OK && search.body.contains("/en/projects/herbs-1"));
        assert!(search.body.contains("cannot be searched at the moment"), "{}", search.body);
    });
}
