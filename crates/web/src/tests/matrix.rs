//! The matrix of grants on the pages: nothing yet, cells that open, and what does not open.

use super::{attributes, get, run, site};
use crate::arden::{Arden, TODAY};
use axum::http::StatusCode;
use serde_json::Value;
use store::{HandInOptions, Location, Store};

const HEAD: &str =
    "課題番号,年度,機関,課題名,代表・分担の別,契約額（円）,統合プロジェクト,疾患領域,開発目的,事業,公開可能日\n";

/// Moss has two institutions and two areas; fern says no area; reed is of the year before, in another term.
const OPEN: &str = "JP25ym0126001,2025,アーデン大学,苔の創薬,代表,300,drugs-2025,がん;難病,治療,herbs-2,\n\
    JP25ym0126001,2025,苔研究所,苔の創薬,分担,50,drugs-2025,がん,治療,herbs-2,\n\
    JP25ym0126002,2025,アーデン大学,シダの診断,代表,13,devices-2025,,診断,herbs-2,\n\
    JP24ym0126003,2024,アーデン大学,葦の予防,代表,7,drugs-2020,がん,予防,herbs-2,\n";

/// Hands in rows of grants.
fn hand_in(site: &Arden, rows: &str) {
    let mut store = Store::open(&Location::Sqlite(site.file.clone())).expect("a store");
    let register = register::builtin().iter().find(|register| register.id == "grants").expect("the register");
    let sheet = HEAD.to_owned() + rows;
    let read = register::read_sheets(sheet.as_bytes(), std::slice::from_ref(register), &crate::arden::plan())
        .expect("a sheet");
    assert!(read.refused.is_empty(), "{:?}", read.refused);
    let options = HandInOptions {
        file: "grants.csv",
        sha256: "",
        by: "Mira Ode",
        because: "",
        years: None,
        today: TODAY,
        invented: false,
        withdraw: &[],
    };
    store.hand_in(register, &read.entries, &options).expect("a hand-in");
    site.site.refresh().expect("a new summary");
}

async fn json(site: &Arden, path: &str) -> Value {
    serde_json::from_str(&get(site, path).await.body).expect("JSON")
}

#[test]
fn before_any_hand_in_the_matrix_says_what_would_fill_it() {
    run(async {
        let site = site(false);
        let got = get(&site, "/ja/matrix").await;
        assert_eq!(got.status, StatusCode::OK);
        assert!(got.body.contains("採択課題はまだ提出されていません") && !got.body.contains("<table"), "{}", got.body);
        assert!(attributes(&got.body, "href").contains(&"/ja/registers/grants".to_owned()));
        assert_eq!(json(&site, "/en/matrix.json").await["cells"], Value::Array(Vec::new()));
        hand_in(&site, OPEN);
        assert!(!get(&site, "/ja/matrix").await.body.contains("まだ提出されていません"));
    });
}

#[test]
fn a_cell_of_the_matrix_opens_its_grants_and_no_others() {
    run(async {
        let site = site(false);
        hand_in(&site, OPEN);
        let page = get(&site, "/ja/matrix?year=2025").await.body;
        assert!(page.contains("2課題、契約額は363円"), "{page}");
        let cell = "/ja/matrix?year=2025&integrated=drugs-2025&area=cancer#grants".to_owned();
        assert!(attributes(&page, "href").contains(&cell), "{page}");
        let opened = get(&site, "/ja/matrix?year=2025&integrated=drugs-2025&area=cancer").await.body;
        let list = opened.split("id=\"grants\"").nth(1).expect("the list");
        assert!(list.contains("苔研究所") && list.contains("苔の創薬") && !list.contains("シダ"), "{list}");
        let unsaid = get(&site, "/en/matrix?year=2025&integrated=devices-2025&area=not-said").await.body;
        let list = unsaid.split("id=\"grants\"").nth(1).expect("the list");
        assert!(
            list.contains("シダの診断") && list.contains("Disease area Not said") && !list.contains("苔の創薬"),
            "{list}"
        );
        let csv = get(&site, "/ja/matrix.csv?year=2025&integrated=drugs-2025&area=cancer&table=grants").await.body;
        assert_eq!(csv.lines().count(), 3, "{csv}");
        assert_eq!(get(&site, "/ja/matrix?year=2019").await.status, StatusCode::NOT_FOUND, "nobody handed in");
        assert_eq!(get(&site, "/ja/matrix?year=moss").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn both_terms_of_integrated_projects_stand_side_by_side() {
    run(async {
        let site = site(false);
        hand_in(&site, OPEN);
        let page = get(&site, "/ja/matrix?show=yen").await.body;
        let years = page.split("id=\"integrated-years\"").nth(1).and_then(|rest| rest.split("</table>").next());
        let years = years.expect("the table of years");
        assert!(years.contains("医薬品（第2期）") && years.contains("医薬品（第3期）"), "{years}");
        assert!(years.contains("葉の統合プロジェクトから"), "the plan says what follows what: {years}");
        let totals = json(&site, "/ja/matrix.json").await["years"].clone();
        let yen: Vec<i64> = totals.as_array().expect("years").iter().filter_map(|row| row["yen"].as_i64()).collect();
        assert_eq!(yen, [7, 363], "{totals}");
    });
}

#[test]
fn rows_that_do_not_open_are_in_no_cell_of_the_matrix() {
    run(async {
        let site = site(false);
        let closed = |from: usize, to: usize| -> String {
            let row = |n: usize| {
                format!(
                    "JP25ym01269{n:02},2025,秘密の大学,秘密の課題,代表,1000,drugs-2025,感染症,治療,herbs-2,2190-04-01\n"
                )
            };
            (from..to).map(row).collect()
        };
        hand_in(&site, &(OPEN.to_owned() + &closed(0, 2)));
        let few = get(&site, "/ja/matrix?year=2025").await.body;
        assert!(few.contains("2課題、契約額は363円") && few.contains("少数のため件数も示しません"), "{few}");
        hand_in(&site, &closed(2, 6));
        let many = get(&site, "/ja/matrix?year=2025").await.body;
        assert!(many.contains("公開前の行が6行、6,000円") && many.contains("2課題、契約額は363円"), "{many}");
        for path in ["/ja/matrix?year=2025&area=infectious", "/ja/matrix.json?year=2025", "/ja/matrix.csv?table=grants"]
        {
            let body = get(&site, path).await.body;
            assert!(!body.contains("秘密") && !body.contains("ym01269"), "{path}: {body}");
        }
    });
}
