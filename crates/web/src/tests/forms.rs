//! Forms as readers take them from a page.

use super::{attributes, get, run, site};
use axum::http::{StatusCode, header};

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
