//! The roadmap: the drawings and the table below them say the same.

use super::{get, run, site};
use axum::http::StatusCode;

#[test]
fn the_roadmap_draws_every_project_and_its_table_says_the_same() {
    run(async {
        let got = get(&site(false), "/ja/roadmap").await;
        let (drawings, table) = got.body.split_once("class=\"roadmap-tables\"").expect("a table below the drawings");
        for id in ["herbs-1", "herbs-2", "moss", "brains"] {
            let href = format!("href=\"/ja/projects/{id}\"");
            assert!(drawings.contains(&href) && table.contains(&href), "{id}");
        }
        assert!(drawings.contains("脳地図") && table.contains("脳地図"), "the part of brains");
        assert!(
            drawings.contains("開始年度は未確認") && table.contains("未確認〜2019"),
            "moss began nobody knows when"
        );
        assert!(
            table.contains("2021〜2028") && table.contains("事後2028") && table.contains("2012〜定めなし"),
            "{table}"
        );
        assert!(drawings.contains("role=\"group\""), "what stands inside an image cannot be reached");
        let json = get(&site(false), "/en/roadmap.json").await;
        let document: serde_json::Value = serde_json::from_str(&json.body).expect("JSON");
        assert_eq!(document["lines"].as_array().map(Vec::len), Some(5), "four projects and a part");
        assert_eq!(document["successions"][0]["kind"], "follows");
    });
}

#[test]
fn a_filter_of_the_roadmap_shows_what_it_says_in_page_and_tables() {
    run(async {
        let got = get(&site(false), "/en/roadmap?programme=basic").await;
        assert!(got.body.contains("/en/projects/brains") && !got.body.contains("/en/projects/herbs-2"), "{}", got.body);
        assert!(got.body.contains("only those of “Basic Research on Diseases"), "{}", got.body);
        let csv = get(&site(false), "/en/roadmap.csv?programme=basic").await;
        assert_eq!(csv.body.lines().count(), 3, "head, project, part: {}", csv.body);
        let running = get(&site(false), "/ja/roadmap?state=running").await;
        assert!(
            running.body.contains("/ja/projects/herbs-2\"") && !running.body.contains("href=\"/ja/projects/moss\"")
        );
        assert_eq!(get(&site(false), "/ja/roadmap?programme=none").await.status, StatusCode::NOT_FOUND);
        assert_eq!(get(&site(false), "/ja/roadmap?area=none").await.status, StatusCode::NOT_FOUND);
    });
}
