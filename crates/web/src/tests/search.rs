//! Search: in the plan by its words, in the evidence by the store.

use super::{get, run, site};
use axum::http::{StatusCode, header};

#[test]
fn a_search_marks_the_words_it_found_and_says_what_each_hit_is() {
    run(async {
        let page = get(&site(false), "/ja/search?q=%E8%96%AC%E8%8D%89").await.body; // 薬草
        assert!(page.contains("<mark>薬草</mark>創薬"), "{page}");
        assert!(page.contains(">課題</td>") && page.contains(">上位施策の項目</td>"));
        let escaped = get(&site(false), "/ja/search?q=%3Cb%3E").await;
        assert_eq!(escaped.status, StatusCode::OK);
        assert!(!escaped.body.contains("<b>"));
    });
}

#[test]
fn what_is_exactly_named_comes_first_and_once() {
    run(async {
        let page = get(&site(false), "/en/search?q=HERBS").await.body;
        let main = page.split("id=\"exact\"").nth(1).expect("an exact hit");
        assert_eq!(
            main.matches("/en/projects/herbs-2\"").count(),
            3,
            "the project, and below its scheme and its budget: {main}"
        );
        assert!(main.contains("<mark>HERBS</mark>"), "{main}");
    });
}

#[test]
fn a_number_goes_to_the_project_whose_prefix_it_bears() {
    run(async {
        let page = get(&site(false), "/en/search?q=JP25ah0101001").await.body;
        let exact = page.split("Exact").nth(1).unwrap_or_default();
        assert!(exact.contains("/en/projects/herbs-2") && exact.contains("<mark>ah0101</mark>"), "{page}");
        assert!(page.contains("number ah0101001"));
        assert!(!get(&site(false), "/en/search?q=JP25zz9999001").await.body.contains("Exact"));
    });
}

#[test]
fn a_search_that_finds_nothing_offers_what_may_have_been_meant() {
    run(async {
        let page = get(&site(false), "/en/search?q=Herbul+Drogs+Programme").await.body;
        assert!(page.contains("Perhaps") && page.contains("/en/projects/herbs-1"), "{page}");
        let empty = get(&site(false), "/en/search").await.body;
        assert!(empty.contains("For instance") && !empty.contains("<table"), "{empty}");
        let long = get(&site(false), &format!("/en/search?q={}", "a".repeat(201))).await;
        assert!(long.status == StatusCode::OK && long.body.contains("at most 200"));
    });
}

#[test]
fn evidence_is_found_by_its_title_its_author_and_its_number() {
    run(async {
        let site = site(false);
        let page = get(&site, "/en/search?q=moss+seasons").await.body;
        assert!(page.contains("Single-cell atlas of the <mark>moss</mark> across <mark>seasons</mark>"), "{page}");
        assert!(get(&site, "/en/search?q=Ode").await.body.contains("<mark>Ode</mark>"));
        // The same grant in two years: the papers of both.
        let csv = get(&site, "/en/search.csv?q=JP21ah0101001&table=records").await.body;
        assert!(
            csv.contains("pmid:99000001,") && csv.contains("pmid:99000003,") && !csv.contains("pmid:99000002"),
            "{csv}"
        );
    });
}

#[test]
fn a_doi_goes_to_the_record_and_its_address_to_the_public_one() {
    run(async {
        let site = site(false);
        let page = get(&site, "/en/search?q=https://doi.org/10.0000/arden.3").await.body;
        let exact = page.split("Exact").nth(1).unwrap_or_default();
        assert!(exact.contains("/en/records/pmid:99000003"), "{page}");
        let moved = get(&site, "/en/records/doi:10.0000/arden.3").await;
        assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY);
        assert_eq!(moved.headers[header::LOCATION], "/en/records/pmid:99000003");
    });
}

#[test]
fn what_was_not_yet_read_is_not_found_in_an_earlier_state() {
    run(async {
        let site = site(false);
        let before = site.site.current().change;
        crate::arden::read_in(&site.file, 2, crate::arden::LATER);
        site.site.refresh().expect("the store can be read");
        assert!(get(&site, "/en/search?q=resin").await.body.contains("pmid:99000010"));
        assert!(!get(&site, &format!("/en/search?q=resin&as-of={before}")).await.body.contains("pmid:99000010"));
        assert!(!get(&site, "/en/search?q=resin&invented=hide").await.body.contains("pmid:99000010"));
    });
}
