//! Forms as readers take them from a page.

use super::{Got, attributes, get, run, send, site};
use crate::arden::Arden;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use std::io::{Cursor, Read as _, Write as _};
use std::sync::Arc;
use tower::ServiceExt as _;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn forms_on(page: &str) -> Vec<String> {
    attributes(page, "href").into_iter().filter(|href| href.contains("/forms/")).collect()
}

#[test]
fn the_pages_of_the_plan_hold_the_forms_about_what_they_show() {
    run(async {
        let site = site(false);
        for (path, form) in [
            ("/ja/programmes/drugs", "/ja/forms/programme-evaluation/drugs.docx"),
            ("/en/programmes/drugs", "/en/forms/indicator-table/drugs.xlsx"),
            ("/ja/projects/herbs-2", "/ja/forms/evaluation-mid-term/herbs-2.docx"),
            ("/ja/indicators/papers-of-herbs-2", "/ja/forms/indicator-table/"),
            ("/ja/policies", "/ja/forms/kpi-follow-up/"),
        ] {
            let page = get(&site, path).await.body;
            let forms = forms_on(&page);
            assert!(forms.iter().any(|href| href.starts_with(form)), "{path}: {form} is not among {forms:?}");
        }
        let old = forms_on(&get(&site, "/ja/projects/herbs-2?as-of=1").await.body);
        assert!(!old.is_empty() && old.iter().all(|href| href.contains("as-of=1")), "{old:?}");
    });
}

#[test]
fn a_form_comes_as_a_file_with_a_name_in_both_alphabets() {
    run(async {
        let site = site(false);
        let check = async |path: &str, media_type: &str, name: &str| {
            let got = get(&site, path).await;
            assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.body);
            assert_eq!(got.headers[header::CONTENT_TYPE], media_type, "{path}");
            let said = got.headers[header::CONTENT_DISPOSITION].to_str().expect("ASCII").to_owned();
            assert!(said.contains(name) && said.contains("filename*=UTF-8''"), "{path}: {said}");
            got.body
        };
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        check("/ja/forms/project-card/herbs-2.docx", word, "attachment; filename=\"project-card-herbs-2-2025.docx\"")
            .await;
        let csv = check(
            "/ja/forms/indicator-table/drugs.csv?fiscal_year=2024",
            "text/csv; charset=utf-8",
            "filename=\"indicator-table-drugs-2024.csv\"",
        )
        .await;
        assert!(csv.starts_with('\u{feff}'), "{csv}");
        let json = check("/en/forms/project-card/herbs-2.json", "application/json; charset=utf-8", "inline").await;
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["subject"], "herbs-2");
        let html = get(&site, "/ja/forms/project-card/herbs-2.html").await;
        assert!(
            html.headers[header::CONTENT_SECURITY_POLICY]
                .to_str()
                .expect("ASCII")
                .starts_with("default-src 'none'; style-src 'unsafe-inline'")
        );
        assert!(html.body.contains("http://localhost:8080/ja/indicators/"), "numbers lead to their evidence");
    });
}

#[test]
fn what_is_no_form_is_said_and_a_choice_leads_to_one() {
    run(async {
        let site = site(false);
        for path in [
            "/ja/forms/no-such/herbs-2.docx",
            "/ja/forms/project-card/no-such.docx",
            "/ja/forms/project-card/herbs-2.doc",
            "/ja/forms/project-card/herbs-2",
            "/ja/forms/project-card/",
        ] {
            assert_eq!(get(&site, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in [
            "/ja/forms/project-card/herbs-2.docx?fiscal_year=1900..2200",
            "/ja/forms/project-card/herbs-2.csv?table=no-such",
        ] {
            assert_eq!(get(&site, path).await.status, StatusCode::BAD_REQUEST, "{path}");
        }
        let choice = "/ja/forms?form=project-card&subject=herbs-2&format=xlsx&fiscal_year=2024&as-of=1";
        let chosen = get(&site, choice).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER);
        assert_eq!(chosen.headers[header::LOCATION], "/ja/forms/project-card/herbs-2.xlsx?fiscal_year=2024&as-of=1");
        assert_eq!(get(&site, "/ja/forms?form=no-such&subject=x&format=docx").await.status, StatusCode::NOT_FOUND);
    });
}

/// The bytes of a form.
async fn bytes(site: &Arden, path: &str) -> Vec<u8> {
    let request = Request::get(path).header(header::HOST, "localhost:8080").body(Body::empty()).expect("a request");
    let answer = crate::server::router(Arc::clone(&site.site), true).oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    to_bytes(answer.into_body(), 64 << 20).await.expect("a body").to_vec()
}

/// A Word document in whose body somebody wrote: pairs of what stood there and what stands there now.
fn written_in(bytes: Vec<u8>, pairs: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        if name == "word/document.xml" {
            let mut text = String::from_utf8(content).expect("UTF-8");
            for (old, new) in pairs {
                assert!(text.contains(old), "{old} is not there");
                text = text.replacen(old, new, 1);
            }
            content = text.into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(&content).expect("written");
    }
    writer.finish().expect("whole").into_inner()
}

async fn upload(site: &Arden, file: &[u8]) -> Got {
    let head = "--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sheet.docx\"\r\n\r\n";
    let body = [head.as_bytes(), file, b"\r\n--b1--\r\n"].concat();
    let request = Request::post("/ja/forms/read")
        .header(header::HOST, "localhost:8080")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b1")
        .body(Body::from(body))
        .expect("a request");
    send(site, request).await
}

async fn post(site: &Arden, path: &str, body: &str) -> Got {
    let request = Request::post(path)
        .header(header::HOST, "localhost:8080")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .expect("a request");
    send(site, request).await
}

#[test]
fn a_sheet_filled_in_word_comes_back_field_by_field_and_is_printed_the_next_time() {
    run(async {
        let site = site(true);
        let path = "/ja/forms/evaluation-mid-term/herbs-2";
        let sent = bytes(&site, &format!("{path}.docx?fiscal_year=2025")).await;
        let untouched = upload(&site, &sent).await;
        assert!(untouched.body.contains("変わった欄はありません"), "{}", untouched.body);
        let filled = written_in(
            sent,
            &[("【記入：文部科学省の担当課】", "苔の薬を探す"), ("薬草創薬&lt;発展&gt;事業", "別の事業")],
        );
        let looked = upload(&site, &filled).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
        assert!(looked.body.contains("苔の薬を探す") && looked.body.contains("上書きしません"), "{}", looked.body);
        let ticks: Vec<String> =
            attributes(&looked.body, "name").into_iter().filter(|one| one.starts_with("take-")).collect();
        assert_eq!(ticks.len(), 1, "{ticks:?}");
        let token = attributes(looked.body.split("name=\"token\"").nth(1).expect("a form"), "value").remove(0);
        let nothing = post(&site, "/ja/forms/take", &format!("token={token}&by=Mira")).await;
        assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
        let taken = post(&site, "/ja/forms/take", &format!("token={token}&by=Mira&{}=1", ticks[0])).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
        for ending in ["html", "json", "csv"] {
            let table = if ending == "csv" { "&table=relation" } else { "" };
            let printed = get(&site, &format!("{path}.{ending}?fiscal_year=2025{table}")).await.body;
            assert_eq!(printed.contains("苔の薬を探す"), ending != "csv", "{ending}: {printed}");
        }
        let other_year = get(&site, &format!("{path}.html?fiscal_year=2024")).await.body;
        assert!(!other_year.contains("苔の薬を探す"), "another year's sheet is another sheet");
        let list = get(&site, "/ja/forms").await.body;
        let change = attributes(list.split("name=\"change\"").nth(1).expect("an undo"), "value").remove(0);
        let undone = post(&site, "/ja/forms/undo", &format!("change={change}&by=Mira")).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
        assert!(!get(&site, &format!("{path}.html?fiscal_year=2025")).await.body.contains("苔の薬を探す"));
        let twice = post(&site, "/ja/forms/undo", &format!("change={change}&by=Mira")).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
    });
}

#[test]
fn nobody_but_the_office_writes_into_a_form_or_reads_what_was_written() {
    run(async {
        let open = site(true);
        let path = "/ja/forms/evaluation-mid-term/herbs-2";
        let sent = bytes(&open, &format!("{path}.docx?fiscal_year=2025")).await;
        let mut store = store::Store::open(&store::Location::Sqlite(open.file.clone())).expect("a store");
        let sheet = store::SheetKey { form: "evaluation-mid-term", subject: "herbs-2", year: plan::FiscalYear(2025) };
        let answer = [("need".to_owned(), "霧の秘密".to_owned())];
        store.take_answers(sheet, &answer, "Mira", "").expect("taken");
        open.site.refresh().expect("a new summary");
        assert!(get(&open, &format!("{path}.html?fiscal_year=2025")).await.body.contains("霧の秘密"));
        let from_elsewhere = Request::get(format!("{path}.html?fiscal_year=2025"))
            .header(header::HOST, "arden.example")
            .body(Body::empty())
            .expect("a request");
        assert!(!send(&open, from_elsewhere).await.body.contains("霧の秘密"));
        let closed = site(false);
        assert!(!get(&closed, "/ja/forms").await.body.contains("multipart/form-data"));
        assert_ne!(upload(&closed, &sent).await.status, StatusCode::OK);
    });
}

#[test]
fn a_request_holds_what_is_known_and_handed_back_as_it_is_changes_nothing() {
    run(async {
        let site = site(true);
        let register = register::builtin().iter().find(|register| register.id == "grants").expect("the register");
        let mut store = store::Store::open(&store::Location::Sqlite(site.file.clone())).expect("a store");
        let sheet = "課題番号,年度,機関,課題名,代表・分担の別,契約額（円）,事業\n\
                     JP25ym0126001,2025,苔大学,苔の薬,代表,1200000,herbs-2\nJP25ym0126002,2019,霧大学,霧の薬,代表,1300000,herbs-2\n";
        let read = register::read_sheets(sheet.as_bytes(), std::slice::from_ref(register), &crate::arden::plan())
            .expect("a sheet");
        assert!(read.refused.is_empty(), "{:?}", read.refused);
        let options = store::HandInOptions {
            file: "grants.csv",
            sha256: "",
            by: "Mira",
            because: "",
            years: None,
            today: crate::arden::TODAY,
            invented: false,
            withdraw: &[],
        };
        store.hand_in(register, &read.entries, &options).expect("a hand-in");
        site.site.refresh().expect("a new summary");
        assert!(get(&site, "/ja/registers/grants").await.body.contains("/ja/registers/grants/request.xlsx"));
        let path = "/ja/registers/grants/request.xlsx?project=herbs-2&fiscal_year=2025";
        let made = bytes(&site, path).await;
        let again =
            register::read_sheets(&made, std::slice::from_ref(register), &crate::arden::plan()).expect("a sheet");
        assert!(again.refused.is_empty(), "{:?}", again.refused);
        let keys: Vec<&str> = again.entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys.len(), 1, "another year's row, or a candidate, was read: {keys:?}");
        let preview = store.preview_hand_in(register, &again.entries, &options).expect("a preview");
        assert!(!preview.changes_anything && preview.unchanged == 1, "{preview:?}");
        let asked = forms::RequestAsked {
            register,
            project: "herbs-2",
            year: plan::FiscalYear(2025),
            language: plan::Language::Ja,
        };
        let snapshot = site.site.current();
        let request = forms::request(&mut store, snapshot.facts(), &asked).expect("a request");
        assert_eq!(request.confirmed, 1);
        assert!(request.found > 0, "the literature of that year names grants of the project");
        let none = get(&site, "/ja/registers/grants/request.xlsx?project=no-such").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let closed = super::site(false);
        assert_eq!(get(&closed, path).await.status, StatusCode::FORBIDDEN);
    });
}
