//! The page of a work that several sources know: whose each word and field is, why they are one, and a person's word on it.

use super::{get, post, run, send, site};
use crate::arden::{self, Arden};
use axum::http::{StatusCode, header};
use corpus::{Author, DateClaim, Field, Input, Record};
use ingest::{IngestOptions, ingest};
use mention::FieldKind;
use store::{Location, Store};

/// A record of another source that names a grant of HERBS.
pub(super) fn record(id: &str, others: &[&str], title: &str, year: i16) -> Record {
    let field = |name: &str, kind, text: &str, beside: &str| Field {
        name: name.to_owned(),
        kind,
        text: text.to_owned(),
        beside: beside.to_owned(),
    };
    let agency = "AMED, Tokyo";
    Record {
        id: id.to_owned(),
        kind: "paper".to_owned(),
        version: 1,
        identifiers: std::iter::once(&id).chain(others).map(|&id| id.to_owned()).collect(),
        title: title.to_owned(),
        authors: vec![Author { family: "Ode".to_owned(), ..Author::default() }],
        dates: vec![DateClaim { role: "article".to_owned(), year, month: Some(6), day: None, raw: None }],
        fields: vec![
            field("grant[1].id", FieldKind::GrantId, "JP24ah0101001", agency),
            field("grant[1].agency", FieldKind::GrantAgency, agency, "JP24ah0101001"),
        ],
        licence: "none given".to_owned(),
        invented: true,
        ..Record::default()
    }
}

pub(super) fn read_in(site: &Arden, records: &[Record]) {
    let mut store = Store::open(&Location::Sqlite(site.file.clone())).expect("a store");
    let lines: Vec<String> =
        records.iter().map(|record| serde_json::to_string(record).expect("a record is JSON")).collect();
    let input = Input::Bytes { name: "records.jsonl".to_owned(), bytes: lines.join("\n").into_bytes() };
    let outcome = ingest(&[input], &IngestOptions::default(), &mut store, &arden::plan(), &|_| {}).expect("read");
    assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
    site.site.refresh().expect("the store can be read");
}

async fn papers_of_2024(site: &Arden) -> String {
    let page: serde_json::Value =
        serde_json::from_str(&get(site, "/en/indicators/papers-of-herbs-2.json").await.body).expect("JSON");
    let rows = page["readings"].as_array().expect("readings").clone();
    rows.iter().find(|row| row["fiscal_year"] == 2024).expect("the year")["confirmed"].to_string().replace('"', "")
}

const PAPER: &str = "pmid:99000001";
const ARTICLE: &str = "doi:10.0000/arden.1";

fn form(one: &str, other: &str, verdict: &str) -> String {
    format!("one={one}&other={other}&verdict={verdict}&by=Mira+Ode&because=read&next=/records/{PAPER}")
}

#[test]
fn a_work_shows_whose_each_field_is_and_where_sources_disagree_and_counts_once() {
    run(async {
        let site = site(false);
        read_in(&site, &[record(ARTICLE, &["openalex:W1"], "Moss against hay fever, revisited", 2023)]);
        for id in [ARTICLE, "openalex:W1"] {
            let moved = get(&site, &format!("/en/records/{id}")).await;
            assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY, "{id}");
            assert_eq!(moved.headers[header::LOCATION], format!("/en/records/{PAPER}").as_str());
        }
        let page = get(&site, &format!("/en/records/{PAPER}")).await.body;
        for expected in [
            "2 source records are one work",
            "<strong>Moss against hay fever, revisited</strong>",
            "<strong>June 2023</strong>",
            "<strong>AMED, Tokyo</strong>",
            "field.first-source@1",
            "PubMed: the source names the other identifier (same.stated@1)",
            "OPENALEX W1",
        ] {
            assert!(page.contains(expected), "{expected}: {page}");
        }
        assert!(page.contains("Moss against hay fever</h1>"), "PubMed is asked first");
        assert_eq!(page.matches(">JP24ah0101001</mark>").count(), 2, "each source has its own words");
        assert!(!page.contains("method=\"post\""), "only editors decide");
        assert_eq!(papers_of_2024(&site).await, "2");
        let japanese = get(&site, &format!("/ja/records/{PAPER}")).await.body;
        assert!(japanese.contains("出典の記録2件を一つの根拠とし"), "{japanese}");
        let json: serde_json::Value =
            serde_json::from_str(&get(&site, &format!("/en/records/{PAPER}.json")).await.body).expect("JSON");
        assert_eq!(json["records"].as_array().map(Vec::len), Some(2));
        let disagree =
            json["fields"].as_array().expect("fields").iter().filter(|row| row["disagrees"] == "yes").count();
        assert_eq!(disagree, 3, "title, year and funder: {}", json["fields"]);
        assert_eq!(json["ties"][0]["state"], "joins");
    });
}

#[test]
fn different_is_one_click_and_its_undo_another() {
    run(async {
        let site = site(true);
        read_in(&site, &[record(ARTICLE, &[], "Moss against hay fever, revisited", 2024)]);
        assert_eq!(papers_of_2024(&site).await, "2");
        let page = get(&site, &format!("/en/records/{PAPER}")).await.body;
        assert!(page.contains("action=\"/en/same/decide\"") && page.contains("value=\"different\""), "{page}");
        let done = send(&site, post("/en/same/decide", "same-origin", &form(PAPER, ARTICLE, "different"))).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(get(&site, &format!("/en/records/{ARTICLE}")).await.status, StatusCode::OK, "a work of its own");
        assert_eq!(papers_of_2024(&site).await, "3");
        let page = get(&site, &format!("/en/records/{PAPER}")).await.body;
        assert!(page.contains("kept apart") && page.contains("Mira Ode") && page.contains("value=\"undo\""), "{page}");
        send(&site, post("/en/same/decide", "same-origin", &form(ARTICLE, PAPER, "undo"))).await;
        assert_eq!(get(&site, &format!("/en/records/{ARTICLE}")).await.status, StatusCode::MOVED_PERMANENTLY);
        assert_eq!(papers_of_2024(&site).await, "2");
        let foreign = send(&site, post("/en/same/decide", "cross-site", &form(PAPER, ARTICLE, "different"))).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN);
        let wrong = send(&site, post("/en/same/decide", "same-origin", &form(PAPER, ARTICLE, "alike"))).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn a_record_that_resembles_another_is_asked_about_and_joined_by_a_click() {
    run(async {
        let site = site(true);
        read_in(&site, &[record("text:copy", &[], "Moss against Hay Fever.", 2024)]);
        assert_eq!(papers_of_2024(&site).await, "3", "nothing is joined without a person");
        for id in [PAPER, "text:copy"] {
            let page = get(&site, &format!("/en/records/{id}")).await.body;
            assert!(page.contains("waits for a person") && page.contains("same.resembles@1"), "{page}");
            assert!(page.contains("value=\"same\"") && page.contains("value=\"different\""), "{page}");
        }
        send(&site, post("/en/same/decide", "same-origin", &form(PAPER, "text:copy", "same"))).await;
        assert_eq!(papers_of_2024(&site).await, "2");
        assert_eq!(get(&site, "/en/records/text:copy").await.headers[header::LOCATION], "/en/records/pmid:99000001");
        assert!(get(&site, &format!("/en/records/{PAPER}")).await.body.contains("said that they are one"));
    });
}

#[test]
fn works_that_bear_on_each_other_name_each_other() {
    run(async {
        let site = site(false);
        let mut preprint = record("doi:10.0000/preprint", &[], "Moss against hay fever", 2023);
        preprint.relations = vec![("is-preprint-of".to_owned(), ARTICLE.to_owned())];
        read_in(&site, &[preprint]);
        let page = get(&site, &format!("/en/records/{PAPER}")).await.body;
        assert!(page.contains("has a preprint") && page.contains("/en/records/doi:10.0000/preprint"), "{page}");
        let page = get(&site, "/ja/records/doi:10.0000/preprint").await.body;
        assert!(page.contains("次の論文の査読前の稿") && page.contains("/ja/records/pmid:99000001"), "{page}");
    });
}
