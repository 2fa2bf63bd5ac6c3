//! What harvesters get: what exists and is public, in portions that lose nothing, and what is gone.

use super::work::{read_in, record};
use super::{get, run, send, site};
use crate::arden::Arden;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use corpus::Record;
use evidence::{LinkKey, Verdict};
use jiff::Timestamp;
use std::sync::Arc;
use store::{Location, Store};

const LIST: &str = "verb=ListRecords&metadataPrefix=jpcoar_2.1";

fn real(number: usize) -> Record {
    Record { invented: false, ..record(&format!("doi:10.0000/arden.{number}"), &[], "Moss & <fern>", 2024) }
}

async fn asked(site: &Arden, query: &str) -> String {
    let got = get(site, &format!("/oai?{query}")).await;
    assert_eq!(got.status, StatusCode::OK, "{query}");
    assert!(got.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("text/xml")), "{query}");
    got.body
}

fn ids(answer: &str) -> Vec<&str> {
    answer.split("<identifier>").skip(1).filter_map(|rest| rest.split('<').next()).collect()
}

/// What stands in a token; none if the list is whole.
fn token(answer: &str) -> Option<String> {
    let (token, _) = answer.split("<resumptionToken ").nth(1)?.split_once("</resumptionToken>")?;
    Some(crate::way::encode(&token.split_once('>')?.1.replace("&amp;", "&")))
}

#[test]
fn a_paper_is_given_with_its_funding_and_an_invented_one_never() {
    run(async {
        let site = site(false);
        assert!(asked(&site, LIST).await.contains("code=\"noRecordsMatch\""), "all of Arden’s papers are invented");
        read_in(&site, &[real(98), record("doi:10.0000/arden.97", &[], "Oak", 2024)]);
        let answer = asked(&site, LIST).await;
        assert_eq!(ids(&answer).len(), 1, "{answer}");
        for expected in ["Moss &amp; &lt;fern&gt;", "awardNumberType=\"JGN\">JP24ah0101001<", "10.13039/100009619"] {
            assert!(answer.contains(expected), "{expected}: {answer}");
        }
        let grant = "verb=ListRecords&metadataPrefix=oai_cerif_openaire_v1_2&set=openaire_cris_funding";
        assert!(asked(&site, grant).await.contains("Fundings/amed:ah0101001"));
    });
}

#[test]
fn a_list_comes_in_portions_that_lose_nothing_though_something_arrives_meanwhile() {
    run(async {
        let site = site(false);
        read_in(&site, &(100..350).map(real).collect::<Vec<_>>());
        let mut answer = asked(&site, LIST).await;
        let mut taken: Vec<String> = Vec::new();
        let mut portions = 0;
        loop {
            taken.extend(ids(&answer).into_iter().map(str::to_owned));
            portions += 1;
            let Some(token) = token(&answer) else { break };
            if portions == 1 {
                read_in(&site, &[real(99)]);
            }
            answer = asked(&site, &format!("verb=ListRecords&resumptionToken={token}")).await;
        }
        taken.sort_unstable();
        let all = taken.len();
        taken.dedup();
        assert_eq!(
            (portions, all, taken.len()),
            (3, 251, 251),
            "what came meanwhile stands at the end, and nothing twice"
        );
    });
}

/// Says of a paper's link to HERBS, at a time of the test's own, that it is wrong.
fn refuse(site: &Arden, number: usize, clock: fn() -> Timestamp) {
    let mut store = Store::open(&Location::Sqlite(site.file.clone())).expect("a store");
    store.use_clock(clock);
    let (record, scheme) = (format!("doi:10.0000/arden.{number}"), "amed".to_owned());
    let key = LinkKey { record, scheme, value: "ah0101001".to_owned(), project: "herbs-2".to_owned() };
    let day = jiff::civil::date(2100, 1, 1);
    store.decide_link(&key, Some(Verdict::Reject), "Mira Ode", "the paper was read", day).expect("decided");
    site.site.refresh().expect("the store can be read");
}

fn first_visit() -> Timestamp {
    "2100-01-01T00:00:00Z".parse().expect("a time")
}

fn second_visit() -> Timestamp {
    "2100-01-02T00:00:00Z".parse().expect("a time")
}

#[test]
fn what_ends_is_told_to_whoever_asks_from_their_last_visit_on() {
    run(async {
        let site = site(false);
        read_in(&site, &[real(98), real(97)]);
        const SINCE: &str = "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2100-01-0";
        assert!(asked(&site, &format!("{SINCE}1")).await.contains("code=\"noRecordsMatch\""));
        refuse(&site, 98, first_visit);
        let answer = asked(&site, &format!("{SINCE}1")).await;
        assert_eq!(ids(&answer), ["oai:shirube.arden:Publications/doi:10.0000/arden.98"], "the other names the grant");
        assert!(answer.contains("<datestamp>2100-01-01T00:00:00Z<") && !answer.contains("deleted"), "{answer}");
        refuse(&site, 97, second_visit);
        let answer = asked(&site, &format!("{SINCE}2")).await;
        let grant = "oai:shirube.arden:Fundings/amed:ah0101001";
        let paper = "oai:shirube.arden:Publications/doi:10.0000/arden.97";
        assert_eq!(ids(&answer), [grant, "oai:shirube.arden:Projects/herbs-2", paper]);
        assert_eq!(answer.matches("<header status=\"deleted\">").count(), 1, "{answer}");
        let of_project = asked(&site, &format!("{SINCE}2&set=project:herbs-2")).await;
        assert!(ids(&of_project).contains(&grant), "whoever takes the project alone is told: {of_project}");
        let told = asked(&site, &format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={grant}")).await;
        assert!(told.contains("status=\"deleted\"") && !told.contains("<metadata>"), "{told}");
        let never = asked(&site, &format!("verb=GetRecord&metadataPrefix=jpcoar_2.1&identifier={grant}")).await;
        assert!(never.contains("code=\"cannotDisseminateFormat\""), "{never}");
        let before = asked(&site, "verb=ListIdentifiers&metadataPrefix=oai_dc&until=2099-12-31").await;
        assert!(!before.contains("arden.97<") && !before.contains("herbs-2<"), "each stands at its last change only");
    });
}

#[test]
fn addresses_begin_as_the_site_was_told_and_never_as_a_header_says() {
    run(async {
        let mut site = site(false);
        let forwarded = async |site: &Arden, path: &str| {
            let request =
                Request::get(path).header(header::HOST, "localhost:8080").header("x-forwarded-proto", "https");
            let request = request.header("x-forwarded-host", "elsewhere.example").body(Body::empty());
            send(site, request.expect("a request")).await.body
        };
        const PATHS: [&str; 3] = ["/oai?verb=Identify", "/en/overview.json", "/en/calendar.ics"];
        for path in PATHS {
            let answer = forwarded(&site, path).await;
            assert!(answer.contains("http://localhost:8080/") && !answer.contains("elsewhere"), "{path}: {answer}");
        }
        let told = "https://plan.arden.example".parse().expect("an address");
        Arc::get_mut(&mut site.site).expect("nobody else has it").public_address = Some(told);
        for path in PATHS {
            let answer = forwarded(&site, path).await;
            assert!(answer.contains("https://plan.arden.example/"), "{path}: {answer}");
            assert!(!answer.contains("localhost") && !answer.contains("elsewhere"), "{path}: {answer}");
        }
    });
}
