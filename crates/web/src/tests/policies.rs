//! What the plan answers to, and what is said of what nobody knows.

use super::{get, run, site};

#[test]
fn a_policy_ties_only_what_a_source_ties() {
    run(async {
        let page = get(&site(false), "/en/policies/forest-strategy").await.body;
        // The first measure answers a bottleneck, the second none: one tie each way, and no more.
        assert_eq!(page.matches("href=\"#few-seeds\"").count(), 1, "{page}");
        assert_eq!(page.matches("href=\"#measure-1\"").count(), 1);
        assert!(!page.contains("href=\"#few-hands\"") && !page.contains("href=\"#measure-2\""));
        assert!(page.contains("/en/programmes/drugs") && !page.contains("/en/programmes/basic\""));
        let missing = get(&site(false), "/ja/policies/moss-economy").await.body;
        assert!(missing.contains("手元のプランの文書に含まれていません"), "{missing}");
    });
}

#[test]
fn the_outline_of_an_annex_skips_no_level() {
    run(async {
        let page = get(&site(false), "/ja/policies/forest-strategy").await.body;
        assert!(page.contains("<h3 id=\"p-1\">") && page.contains("<h4 id=\"p-1-1\">"), "{page}");
        assert!(page.contains("<li id=\"p-1-1-a\" class=\"depth-1 bullet\">"));
        assert!(page.contains("<li id=\"p-1-1-b\" class=\"depth-2 bullet\">"));
    });
}

#[test]
fn a_commitment_says_whether_its_year_has_passed_and_what_is_known() {
    run(async {
        let page = get(&site(false), "/ja/policies").await.body;
        assert!(page.contains("2023年度末<br><span class=\"second\">期限は過ぎた</span>"), "{page}");
        assert!(page.contains("期限の記載なし") && page.contains("状況を述べた資料は手元にありません"));
        let csv = get(&site(false), "/ja/policies.csv?table=commitments").await.body;
        assert!(csv.contains("forest-strategy,seedbeds,2023,"), "{csv}");
    });
}

#[test]
fn about_says_that_nothing_was_read_and_what_is_not_known() {
    run(async {
        let page = get(&crate::arden::empty_site(), "/en/about").await.body;
        assert!(page.contains("shirube ingest") && page.contains("Moss Economy Strategy"), "{page}");
        assert!(page.contains("amed.systematic@"));
    });
}
