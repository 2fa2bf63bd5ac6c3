//! What is offered as files: the same as the command's export, made once for a change, and nothing of what does not open.

use super::registers::hand_in_confidentially;
use super::{get, run, send, site};
use crate::arden::Arden;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use std::io::{Cursor, Read as _};
use std::sync::Arc;
use tower::ServiceExt as _;
use zip::ZipArchive;

/// A file as bytes.
async fn file(site: &Arden, path: &str) -> Vec<u8> {
    let request = Request::get(path).header(header::HOST, "localhost:8080").body(Body::empty()).expect("a request");
    let response =
        crate::server::router(Arc::clone(&site.site), true).oneshot(request).await.expect("the router answers");
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    let told: usize = response.headers()[header::CONTENT_LENGTH].to_str().expect("ASCII").parse().expect("a number");
    let body = to_bytes(response.into_body(), 64 << 20).await.expect("a body").to_vec();
    assert_eq!(body.len(), told, "{path}: as long as was said");
    body
}

#[test]
fn every_file_that_the_page_offers_is_there_and_is_the_one_of_the_archive() {
    run(async {
        let site = site(false);
        let archive = file(&site, "/open-data/shirube.zip").await;
        let mut archive = ZipArchive::new(Cursor::new(archive)).expect("a zip");
        let page = get(&site, "/en/open-data").await.body;
        let offered: Vec<String> =
            super::attributes(&page, "href").into_iter().filter(|href| href.starts_with("/open-data/")).collect();
        assert!(offered.len() > 2 * export::tables().len(), "{} files", offered.len());
        for path in offered.iter().filter(|path| !path.ends_with(".zip")) {
            let name = path.trim_start_matches("/open-data/");
            let inside = (0..archive.len())
                .find(|&at| {
                    archive
                        .name_for_index(at)
                        .is_some_and(|there| there.is_ok_and(|there| there.ends_with(&format!("/{name}"))))
                })
                .unwrap_or_else(|| panic!("{name} is in the archive"));
            let mut same = Vec::new();
            archive.by_index(inside).expect("an entry").read_to_end(&mut same).expect("inflated");
            assert!(file(&site, path).await == same, "{path}");
        }
        let work = String::from_utf8(file(&site, "/open-data/csv/work.csv").await).expect("UTF-8");
        assert!(work.lines().count() > 5 && work.contains("pmid:"), "{work}");
        assert_eq!(get(&site, "/open-data/csv/moss.csv").await.status, StatusCode::NOT_FOUND);
        for outside in ["/open-data/../arden.sqlite", "/open-data/%2E%2E/shirube.zip", "/open-data/csv", "/open-data/"]
        {
            assert_eq!(get(&site, outside).await.status, StatusCode::NOT_FOUND, "{outside}");
        }
    });
}

#[test]
fn files_are_made_once_for_a_change_and_whoever_has_them_is_told_so() {
    run(async {
        let site = site(true);
        let first = get(&site, "/open-data/README.md").await;
        let tag = first.headers[header::ETAG].clone();
        let made = |site: &Arden| site.site.open_data().files(site.site.current().change).expect("they are made");
        let before = made(&site);
        let asked = |tag: &axum::http::HeaderValue| {
            let request = Request::get("/open-data/csv/work.csv").header(header::HOST, "localhost:8080");
            request.header(header::IF_NONE_MATCH, tag).body(Body::empty()).expect("a request")
        };
        assert_eq!(send(&site, asked(&tag)).await.status, StatusCode::NOT_MODIFIED);
        get(&site, "/open-data/csv/work.csv").await;
        assert!(Arc::ptr_eq(&before, &made(&site)), "made once");
        hand_in_confidentially(&site);
        let after = send(&site, asked(&tag)).await;
        assert_eq!(after.status, StatusCode::OK, "another change, other files");
        assert_ne!(after.headers[header::ETAG], tag);
        assert!(!Arc::ptr_eq(&before, &made(&site)));
    });
}

#[test]
fn no_file_tells_of_a_confidential_row_and_the_open_one_is_there() {
    run(async {
        // With editing on, who asks by this computer's own name is the office; the files are the public's all the same.
        let site = site(true);
        hand_in_confidentially(&site);
        let mut archive = ZipArchive::new(Cursor::new(file(&site, "/open-data/shirube.zip").await)).expect("a zip");
        let mut open_row = 0;
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("inflated");
            let text = String::from_utf8_lossy(&bytes);
            for word in ["化合物 T-7", "transfers:T-7", "withheld-", "secret-name", "Secret Person"] {
                assert!(!text.contains(word), "{:?}: {word}", entry.name());
            }
            open_row += usize::from(text.contains("化合物 T-1"));
        }
        assert!(open_row >= 3, "CSV, JSON Lines and SQLite hold the open row, {open_row} files do");
    });
}
