//! Sources that are asked page by page, and PMC's bundles, against a server that misbehaves.

mod world;

use std::collections::BTreeMap;
use std::path::Path;
use sync::{Options, Problem, Source};
use world::{Fault, QuickClock, Server, files, gunzip, gzip, md5, names, options, run, run_at};

/// The address of a page of Crossref.
fn crossref_path(kind: &str, from: &str, until: &str, mark: &str) -> String {
    let mark = mark.replace('*', "%2A");
    format!(
        "works?filter=has-funder%3Atrue%2Cfrom-{kind}-date%3A{from}%2Cuntil-{kind}-date%3A{until}\
         &rows=1000&cursor={mark}&mailto=office%40arden.example"
    )
}

/// A window of Crossref: pages of works, each page's mark leading to the next one.
fn crossref(server: &Server, kind: &str, from: &str, until: &str, pages: &[&[&str]]) {
    let total: usize = pages.iter().map(|page| page.len()).sum();
    for (index, page) in pages.iter().chain([&&[][..]]).enumerate() {
        let mark = if index == 0 { "*".to_owned() } else { format!("mark{index}") };
        let items: Vec<String> = page.iter().map(|doi| format!(r#"{{"DOI":"{doi}"}}"#)).collect();
        let body = format!(
            r#"{{"status":"ok","message":{{"total-results":{total},"next-cursor":"mark{}","items":[{}]}}}}"#,
            index + 1,
            items.join(",")
        );
        server.put(&crossref_path(kind, from, until, &mark), body, None);
    }
}

fn from_october(server: &Server, into: &Path) -> Options {
    let mut options = options(Source::Crossref, server, into);
    options.from = Some(jiff::civil::date(2026, 10, 1));
    crossref(server, "created", "2026-10-01", "2026-10-31", &[&["10.1/a", "10.1/b"], &["10.1/c"]]);
    crossref(server, "created", "2026-11-01", "2026-11-23", &[&["10.1/d"]]);
    options
}

fn dois(folder: &Path) -> BTreeMap<String, usize> {
    files(folder).into_iter().map(|(name, bytes)| (name, gunzip(&bytes).matches("DOI").count())).collect()
}

fn expected(pages: &[(&str, usize)]) -> BTreeMap<String, usize> {
    pages.iter().map(|(name, works)| ((*name).to_owned(), *works)).collect()
}

const OCTOBER: [(&str, usize); 3] = [
    ("crossref_created-2026-10_00001.json.gz", 2),
    ("crossref_created-2026-10_00002.json.gz", 1),
    ("crossref_created-2026-11_00001.json.gz", 1),
];

#[test]
fn months_of_creation_come_first_and_then_days_of_change() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let options = from_october(&server, folder.path());
    let outcome = run(&options).expect("a run");
    assert!(outcome.refused.is_empty() && outcome.ended.is_none(), "{outcome:?}");
    assert_eq!((outcome.fetched.len(), dois(folder.path())), (3, expected(&OCTOBER)));
    // Two days later: the day on which the first run began, and yesterday.
    crossref(&server, "index", "2026-11-24", "2026-11-24", &[&["10.1/a"]]);
    crossref(&server, "index", "2026-11-25", "2026-11-25", &[&["10.1/b", "10.1/d"]]);
    server.requests();
    let later = run_at(&options, &QuickClock::at("2026-11-26")).expect("a run");
    assert_eq!(
        names(&later),
        ["crossref_indexed-2026-11-24_00001.json.gz", "crossref_indexed-2026-11-25_00001.json.gz"]
    );
    assert_eq!(later.kept, 3);
    assert!(server.paths().iter().all(|path| path.contains("index-date")));
    let again = run_at(&options, &QuickClock::at("2026-11-26")).expect("a run");
    assert_eq!((again.fetched.len(), again.kept, server.paths().len()), (0, 5, 0));
}

#[test]
fn a_cut_window_goes_on_at_its_mark_and_begins_anew_if_the_mark_is_no_longer_known() {
    let second = crossref_path("created", "2026-10-01", "2026-10-31", "mark1");
    for known in [true, false] {
        let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
        let options = from_october(&server, folder.path());
        (0..6).for_each(|_| server.fail(&second, Fault::Status(503, None)));
        let cut = run(&options).expect("a run");
        assert_eq!(cut.refused[0].0, "created-2026-10");
        assert_eq!(dois(folder.path()).get(OCTOBER[0].0), Some(&2));
        server.requests();
        if !known {
            server.fail(&second, Fault::Status(404, None));
        }
        let good = run(&options).expect("a run");
        assert!(good.refused.is_empty(), "{good:?}");
        assert_eq!(dois(folder.path()), expected(&OCTOBER));
        let paths = server.paths();
        assert_eq!((paths[0] == second, paths.len()), (true, if known { 1 } else { 3 }), "{paths:?}");
    }
}

#[test]
fn a_page_that_is_no_page_is_never_written() {
    let first = crossref_path("created", "2026-10-01", "2026-10-31", "*");
    for fault in [Fault::Html, Fault::Cut(30), Fault::CutUnannounced(60), Fault::Drop, Fault::Status(429, Some("5"))] {
        let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
        let options = from_october(&server, folder.path());
        server.fail(&first, fault.clone());
        assert!(run(&options).expect("a run").refused.is_empty(), "{fault:?}");
        assert_eq!(dois(folder.path()), expected(&OCTOBER), "{fault:?}");
        (0..6).for_each(|_| server.fail(&first, fault.clone()));
        let lasting = Options { into: folder.path().join("another"), ..options };
        let refused = run(&lasting).expect("a run").refused;
        assert_eq!(refused[0].0, "created-2026-10", "{fault:?}");
        assert_eq!(dois(&lasting.into), expected(&OCTOBER[2..]), "{fault:?}");
    }
}

#[test]
fn a_window_that_lost_records_is_read_once_more_and_then_refused() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let options = from_october(&server, folder.path());
    let second = crossref_path("created", "2026-10-01", "2026-10-31", "mark1");
    // The mark moved on without the page: what follows is the end.
    server.put(&second, r#"{"status":"ok","message":{"total-results":3,"next-cursor":"x","items":[]}}"#, None);
    let outcome = run(&options).expect("a run");
    assert_eq!(outcome.refused, [("created-2026-10".to_owned(), Problem::Records { expected: 3, found: 2 })]);
    let good = from_october(&server, folder.path());
    assert!(run(&good).expect("a run").refused.is_empty());
    assert_eq!(dois(folder.path()), expected(&OCTOBER));
}

#[test]
fn pages_of_a_longer_try_do_not_stay() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let options = from_october(&server, folder.path());
    let third = crossref_path("created", "2026-10-01", "2026-10-31", "mark2");
    crossref(&server, "created", "2026-10-01", "2026-10-31", &[&["10.1/a"], &["10.1/b"], &["10.1/c"]]);
    (0..6).for_each(|_| server.fail(&third, Fault::Status(503, None)));
    run(&options).expect("a run");
    // Meanwhile the source has one work less, and has forgotten the mark.
    crossref(&server, "created", "2026-10-01", "2026-10-31", &[&["10.1/a", "10.1/b"]]);
    server.fail(&third, Fault::Status(404, None));
    let good = run(&options).expect("a run");
    assert!(good.refused.is_empty(), "{good:?}");
    assert_eq!(dois(folder.path()), expected(&[OCTOBER[0], OCTOBER[2]]));
}

#[test]
fn crossref_wants_to_know_whom_to_write_to() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let mut options = options(Source::Crossref, &server, folder.path());
    options.mailto = None;
    assert_eq!(run(&options).expect_err("an address is missing"), Problem::Mailto);
    for wrong in ["nobody", "a@b", "a@arden.example\r\nx: y", "a b@arden.example"] {
        options.mailto = Some(wrong.to_owned());
        assert!(run(&options).expect_err("no address").is_usage(), "{wrong}");
    }
    assert!(server.paths().is_empty());
}

#[test]
fn studies_come_by_token_and_a_dry_run_tells_how_many() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let first = "studies?format=json&pageSize=500&countTotal=true&filter.advanced=AREA%5BLocationCountry%5DArden";
    server.put(first, r#"{"totalCount":3,"studies":[{"n":1},{"n":2}],"nextPageToken":"b"}"#, None);
    server.put(&format!("{first}&pageToken=b"), r#"{"totalCount":3,"studies":[{"n":3}]}"#, None);
    let count = first.replace("pageSize=500", "pageSize=1");
    server.put(&count, r#"{"totalCount":3,"studies":[{"n":1}],"nextPageToken":"b"}"#, None);
    let mut options = options(Source::Clinicaltrials, &server, folder.path());
    options.filter = Some("AREA[LocationCountry]Arden".to_owned());
    options.dry_run = true;
    let dry = run(&options).expect("a run");
    assert_eq!((dry.planned[0].records, files(folder.path()).len()), (Some(3), 0));
    options.dry_run = false;
    options.limit = Some(1);
    assert_eq!(names(&run(&options).expect("a run")), ["clinicaltrials_all_00001.json.gz"]);
    options.limit = None;
    assert_eq!(names(&run(&options).expect("a run")), ["clinicaltrials_all_00002.json.gz"]);
    options.filter = None;
    assert!(matches!(run(&options).expect_err("another filter"), Problem::Mixed { .. }));
}

/// PMC's bucket as of a day: articles, each `(identifier, version, text)`.
fn pmc(server: &Server, day: &str, articles: &[(u32, u16, &str)]) {
    let root = "inventory-reports/pmc-oa-opendata/metadata/";
    let mut rows = String::new();
    for (id, version, text) in articles {
        let tag = md5(text.as_bytes());
        rows.push_str(&format!(
            "\"pmc-oa-opendata\",\"metadata/PMC{id}.{version}.json\",\"{day}T02:00:00.000Z\",\"{tag}\"\n"
        ));
        let body = format!("<article>{text}</article>");
        server.put(&format!("PMC{id}.{version}/PMC{id}.{version}.xml"), body.clone(), Some(&md5(body.as_bytes())));
    }
    let packed = gzip(&rows);
    let manifest = format!(
        r#"{{"fileFormat":"CSV","fileSchema":"Bucket, Key, LastModifiedDate, ETag","files":[{{"key":"inv/{day}.csv.gz","size":{},"MD5checksum":"{}"}}]}}"#,
        packed.len(),
        md5(&packed)
    );
    server.put(&format!("inv/{day}.csv.gz"), packed, None);
    server.put(&format!("{root}{day}T01-00Z/manifest.json"), manifest, None);
    let listing = format!(
        "<ListBucketResult><CommonPrefixes><Prefix>{root}{day}T01-00Z/</Prefix></CommonPrefixes>\
         <CommonPrefixes><Prefix>{root}hive/</Prefix></CommonPrefixes></ListBucketResult>"
    );
    server.put("?list-type=2&delimiter=%2F&prefix=inventory-reports%2Fpmc-oa-opendata%2Fmetadata%2F", listing, None);
}

/// The texts of all bundles.
fn texts(folder: &Path) -> Vec<String> {
    let bundles = files(folder).into_values().map(|bytes| gunzip(&bytes));
    let texts = bundles.flat_map(|tar| {
        let texts =
            tar.split("<article>").skip(1).map(|rest| rest.split("</article>").next().unwrap_or_default().to_owned());
        texts.collect::<Vec<_>>()
    });
    texts.collect()
}

#[test]
fn articles_are_bundled_and_only_what_changed_is_asked_for() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let options = options(Source::PmcOa, &server, folder.path());
    pmc(&server, "2026-11-23", &[(1001, 1, "a"), (1002, 1, "b"), (1002, 2, "b2"), (2500, 1, "c")]);
    let outcome = run(&options).expect("a run");
    assert!(outcome.refused.is_empty() && outcome.ended.is_none(), "{outcome:?}");
    assert_eq!(names(&outcome), ["pmc-oa_PMC000001xxx.tar.gz", "pmc-oa_PMC000002xxx.tar.gz"]);
    assert_eq!(texts(folder.path()), ["a", "b2", "c"]);
    // One changed, one new, one withdrawn.
    pmc(&server, "2026-11-24", &[(1001, 1, "a"), (1002, 3, "b3"), (1500, 1, "d"), (2501, 1, "e")]);
    server.requests();
    assert_eq!(run(&options).expect("a run").fetched.len(), 2);
    assert_eq!(texts(folder.path()), ["a", "b3", "d", "e"]);
    let asked: Vec<String> = server.paths().into_iter().filter(|path| path.ends_with(".xml")).collect();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert_eq!(run(&options).expect("a run").kept, 2);
}

#[test]
fn a_bundle_that_was_damaged_is_made_whole_again() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let options = options(Source::PmcOa, &server, folder.path());
    pmc(&server, "2026-11-23", &[(1001, 1, "a"), (1002, 1, "b")]);
    run(&options).expect("a run");
    let path = folder.path().join("pmc-oa_PMC000001xxx.tar.gz");
    let mut bytes = std::fs::read(&path).expect("the bundle");
    bytes[12..40].fill(0xff);
    std::fs::write(&path, bytes).expect("written");
    pmc(&server, "2026-11-24", &[(1001, 1, "a"), (1002, 1, "b"), (1003, 1, "c")]);
    let outcome = run(&options).expect("a run");
    assert!(outcome.refused.is_empty() && outcome.ended.is_none(), "{outcome:?}");
    assert_eq!(texts(folder.path()), ["a", "b", "c"]);
}

#[test]
fn only_articles_that_were_named_come_and_what_came_stays_up_to_date() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let mut options = options(Source::PmcOa, &server, folder.path());
    pmc(&server, "2026-11-23", &[(1001, 1, "a"), (1002, 1, "b"), (2500, 1, "c")]);
    options.ids = Some(sync::pmc_ids("PMC1002").expect("identifiers"));
    run(&options).expect("a run");
    assert_eq!(texts(folder.path()), ["b"]);
    pmc(&server, "2026-11-24", &[(1001, 1, "a"), (1002, 1, "b again"), (2500, 1, "c")]);
    options.ids = Some(sync::pmc_ids("PMC2500").expect("identifiers"));
    run(&options).expect("a run");
    assert_eq!(texts(folder.path()), ["b again", "c"]);
}

#[test]
fn an_article_that_fails_is_told_and_comes_later_and_one_that_is_missing_is_asked_for_once() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let options = options(Source::PmcOa, &server, folder.path());
    let articles = [(1001, 1, "a"), (1002, 1, "b"), (1003, 1, "c")];
    pmc(&server, "2026-11-23", &articles);
    let (lied, missing) = ("PMC1002.1/PMC1002.1.xml", "PMC1003.1/PMC1003.1.xml");
    (0..6).for_each(|_| server.fail(lied, Fault::Corrupt));
    server.take_away(missing);
    let outcome = run(&options).expect("a run");
    assert_eq!(outcome.refused[0].0, "PMC1002.1.xml");
    assert!(matches!(outcome.refused[0].1, Problem::Checksum { .. }));
    assert_eq!(texts(folder.path()), ["a"]);
    server.requests();
    assert!(run(&options).expect("a run").refused.is_empty());
    assert_eq!(texts(folder.path()), ["a", "b"]);
    assert!(!server.paths().contains(&missing.to_owned()));
    // The same as if nothing had failed.
    let clean = tempfile::tempdir().expect("a folder");
    run(&Options { into: clean.path().to_owned(), ..options }).expect("a run");
    assert_eq!(files(clean.path()), files(folder.path()));
}

#[test]
fn an_inventory_that_is_being_written_is_passed_over_and_one_that_lies_refused() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let options = options(Source::PmcOa, &server, folder.path());
    pmc(&server, "2026-11-23", &[(1001, 1, "a")]);
    let listing = "?list-type=2&delimiter=%2F&prefix=inventory-reports%2Fpmc-oa-opendata%2Fmetadata%2F";
    let prefix = |day: &str| format!("<Prefix>inventory-reports/pmc-oa-opendata/metadata/{day}T01-00Z/</Prefix>");
    let both = format!("<ListBucketResult>{}{}</ListBucketResult>", prefix("2026-11-24"), prefix("2026-11-23"));
    server.put(listing, both, None);
    server.put("inv/2026-11-23.csv.gz", gzip("another"), None);
    assert!(matches!(run(&options).expect_err("a lie"), Problem::Checksum { .. }));
    pmc(&server, "2026-11-23", &[(1001, 1, "a")]);
    run(&options).expect("a run");
    assert_eq!(texts(folder.path()), ["a"]);
}
