//! Registers on the pages: handed in by a form, looked at first, taken back; and what the public never meets.

use super::{Got, attributes, get, run, send, site};
use crate::arden::{Arden, TODAY};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use store::{HandInOptions, Location, Store};

const HEAD: &str = "導出番号,導出したもの,導出の種別,導出日,導出先,事業,公開可能日\n";

fn row(number: &str, day: &str, until: &str) -> String {
    format!("{number},苔の化合物 {number},実施許諾,{day},アーデン製薬,herbs-2,{until}\n")
}

async fn post(site: &Arden, path: &str, form: &str) -> Got {
    send(site, super::post(path, "same-origin", form)).await
}

/// Sends the form of a register with a file.
async fn choose(site: &Arden, content: &str, years: &str) -> Got {
    let mut body = String::new();
    for (name, value) in
        [("register", "transfers"), ("by", "Mira Ode"), ("because", ""), ("first", years), ("last", "")]
    {
        body.push_str(&format!("--b1\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    body.push_str(&format!(
        "--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"transfers.csv\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--b1--\r\n"
    ));
    let request = Request::post("/ja/registers/hand-in")
        .header(header::HOST, "localhost:8080")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b1")
        .body(Body::from(body))
        .expect("a request");
    send(site, request).await
}

fn token(page: &str) -> Option<String> {
    let field = page.split("name=\"token\"").nth(1)?;
    attributes(field, "value").into_iter().next()
}

async fn rows(site: &Arden) -> Vec<String> {
    let page: serde_json::Value =
        serde_json::from_str(&get(site, "/ja/registers/transfers.json").await.body).expect("JSON");
    let rows = page["rows"].as_array().expect("rows").clone();
    rows.iter().map(|row| format!("{} {}", row["transfer-number"], row["date"]).replace('"', "")).collect()
}

#[test]
fn a_sheet_is_looked_at_written_and_taken_back() {
    run(async {
        let site = site(true);
        assert!(get(&site, "/ja/registers").await.body.contains("提出なし"));
        let looked =
            choose(&site, &(HEAD.to_owned() + &row("T-1", "2024-06-01", "") + &row("T-2", "令和6年7月1日", "")), "")
                .await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
        assert!(
            looked.body.contains("まだ何も書き込んでいません") && looked.body.contains("対象年度：2024"),
            "{}",
            looked.body
        );
        assert!(rows(&site).await.is_empty(), "looking writes nothing");
        let token = token(&looked.body).expect("it can be written");
        let written = post(&site, "/ja/registers/write", &format!("token={token}")).await;
        assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.body);
        assert_eq!(rows(&site).await, ["T-1 2024-06-01", "T-2 2024-07-01"]);
        let again = post(&site, "/ja/registers/write", &format!("token={token}")).await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST, "it is written once");
        let same = choose(&site, &(HEAD.to_owned() + &row("T-1", "2024-06-01", "")), "").await;
        assert!(same.body.contains("提出済みの内容と同じです") && self::token(&same.body).is_none(), "{}", same.body);

        let page = get(&site, "/ja/registers/transfers").await.body;
        assert!(page.contains("Mira Ode") && page.contains("/ja/records/transfers:T-1"), "{page}");
        let record = get(&site, "/en/records/transfers:T-1").await.body;
        assert!(record.contains("A row of the register") && record.contains("苔の化合物 T-1"), "{record}");
        let change = attributes(page.split("name=\"change\"").nth(1).expect("a form"), "value").remove(0);
        let undone =
            post(&site, "/ja/registers/undo", &format!("register=transfers&change={change}&by=Mira&because=wrong"))
                .await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
        assert!(rows(&site).await.is_empty());
        assert_eq!(get(&site, "/en/records/transfers:T-1").await.status, StatusCode::NOT_FOUND);
        let twice = post(&site, "/ja/registers/undo", &format!("register=transfers&change={change}&by=Mira")).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
    });
}

#[test]
fn what_cannot_be_understood_is_told_and_only_the_rest_can_be_written() {
    run(async {
        let site = site(true);
        let looked =
            choose(&site, &(HEAD.to_owned() + &row("T-1", "2024-06-01", "") + &row("T-2", "June", "")), "").await;
        assert!(looked.body.contains("June") && looked.body.contains("読み取れた行だけ書き込む"), "{}", looked.body);
        let nothing = choose(&site, HEAD, "").await;
        assert!(nothing.body.contains("行がありません") && token(&nothing.body).is_none(), "{}", nothing.body);
        let of_a_year = choose(&site, HEAD, "2024").await;
        assert!(token(&of_a_year.body).is_some(), "{}", of_a_year.body);
        assert_eq!(choose(&site, HEAD, "令和6").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(choose(&site, "lake,depth\n1,2\n", "").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn nobody_hands_in_where_editing_is_off_or_from_another_site() {
    run(async {
        let site = site(false);
        assert!(!get(&site, "/ja/registers/transfers").await.body.contains("multipart/form-data"));
        assert_eq!(
            choose(&site, &(HEAD.to_owned() + &row("T-1", "2024-06-01", "")), "").await.status,
            StatusCode::FORBIDDEN
        );
        let large = choose(&site, &"x".repeat(100_000), "").await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE, "no large body is read");
        let site = super::site(true);
        let request = Request::post("/ja/registers/hand-in")
            .header(header::HOST, "localhost:8080")
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b1")
            .body(Body::from("--b1--"))
            .expect("a request");
        assert_eq!(send(&site, request).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn only_who_comes_by_this_computers_own_name_is_the_office() {
    let site = site(true);
    for own in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.9.9.9", "[::1]:8080"] {
        assert_eq!(site.site.actor_of(own), access::Actor::Office, "{own}");
    }
    for other in
        ["arden.example", "arden.example:8080", "localhost.arden.example", "10.0.0.1", "127.0.0.1.arden.example", ""]
    {
        assert_eq!(site.site.actor_of(other), access::Actor::Public, "{other}");
    }
    assert_eq!(super::site(false).site.actor_of("localhost"), access::Actor::Public);
}

/// Hands in two transfers: T-1 is open, T-7 is confidential for long, and so are the file's name and who sent it.
pub(super) fn hand_in_confidentially(site: &Arden) -> Store {
    let mut store = Store::open(&Location::Sqlite(site.file.clone())).expect("a store");
    let sheet = HEAD.to_owned() + &row("T-1", "2024-06-01", "") + &row("T-7", "2024-06-01", "2190-04-01");
    let register = register::builtin().iter().find(|register| register.id == "transfers").expect("the register");
    let handed_in = register::read_sheets(sheet.as_bytes(), std::slice::from_ref(register), &crate::arden::plan())
        .expect("a sheet");
    assert!(handed_in.refused.is_empty(), "{:?}", handed_in.refused);
    let options = HandInOptions {
        file: "secret-name.csv",
        sha256: "",
        by: "Secret Person",
        because: "",
        years: None,
        today: TODAY,
        invented: false,
        withdraw: &[],
    };
    store.hand_in(register, &handed_in.entries, &options).expect("a hand-in");
    site.site.refresh().expect("a new summary");
    store
}

#[test]
fn a_confidential_row_is_nowhere_for_the_public_but_in_the_count() {
    run(async {
        let site = site(false);
        let mut store = hand_in_confidentially(&site);
        let now = store.change().expect("a change");
        let withheld = store.rows(now).expect("rows").into_iter().find(|row| row.withheld).expect("it is counted");
        let id = withheld.record.replace(':', "%3A");
        for path in [
            "/ja/",
            "/ja/registers",
            "/ja/registers.json",
            "/ja/registers/transfers",
            "/ja/registers/transfers.csv",
            "/en/registers/transfers.json",
            "/ja/records",
            "/ja/records.csv",
            "/ja/search?q=%E8%8B%94",
            "/ja/projects/herbs-2",
            "/ja/projects/herbs-2.json",
            "/ja/records/transfers%3AT-7",
            "/ja/about",
            "/ja/about.json",
        ] {
            let body = get(&site, path).await.body;
            for word in ["化合物 T-7", "withheld-", "secret-name", "Secret Person"] {
                assert!(!body.contains(word), "{path}: {word}");
            }
        }
        assert!(get(&site, "/ja/registers/transfers").await.body.contains("化合物 T-1"), "the open row is there");
        assert_eq!(get(&site, "/ja/records/transfers%3AT-7").await.status, StatusCode::NOT_FOUND);
        let told = get(&site, &format!("/ja/records/{id}")).await;
        assert!(told.status == StatusCode::OK && told.body.contains("公開前の行"), "{}", told.body);
        for word in ["T-7", "2024", "herbs-2", "2190"] {
            let main = told.body.split("<main ").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a page");
            assert!(!main.contains(word), "{word}: {main}");
        }
        let json = get(&site, &format!("/ja/records/{id}.json")).await.body;
        assert!(!json.contains("T-7") && !json.contains("herbs-2"), "{json}");
    });
}
