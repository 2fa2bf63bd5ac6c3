//! Sources that are a listing of files: PubMed and OpenAlex, against a server that misbehaves.

mod world;

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;
use sync::{Problem, Source, Stop};
use world::{Fault, QuickClock, Server, TODAY, files, gzip, md5, names, noise, options, run, run_at};

const FIRST: &str = "arden26n0001.xml.gz";
const SECOND: &str = "arden26n0002.xml.gz";

/// PubMed's folder with these files, each `(name, content, when it was changed)`.
fn pubmed(server: &Server, things: &[(&str, &[u8], &str)]) {
    let mut page = "<html><pre><a href=\"../\">Parent Directory</a>  -  \n".to_owned();
    for (name, body, changed) in things {
        page.push_str(&format!("<a href=\"{name}\">{name}</a>  {changed}  {}  \n", body.len()));
        page.push_str(&format!("<a href=\"{name}.md5\">{name}.md5</a>  {changed}  60  \n"));
        server.put(name, *body, Some(&format!("v{}", md5(body))));
        server.put(&format!("{name}.md5"), format!("MD5({name})= {}\n", md5(body)), None);
    }
    server.put("", page, None);
}

/// A server with one file that is about 18 kB long, and that file.
fn one() -> (Server, Vec<u8>) {
    let (server, body) = (Server::start(), gzip(&noise(1, 2000)));
    pubmed(&server, &[(FIRST, &body, "2026-01-30 14:05")]);
    (server, body)
}

#[test]
fn a_first_run_fetches_all_and_a_second_one_asks_for_the_listing_only() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let (first, second) = (gzip(&noise(1, 50)), gzip(&noise(2, 50)));
    pubmed(&server, &[(FIRST, &first, "2026-01-30 14:05"), (SECOND, &second, "2026-01-30 14:07")]);
    let options = options(Source::PubmedBaseline, &server, folder.path());
    let outcome = run(&options).expect("a run");
    assert_eq!((names(&outcome), outcome.kept), (vec![FIRST.to_owned(), SECOND.to_owned()], 0));
    assert_eq!(outcome.bytes, (first.len() + second.len()) as u64);
    assert_eq!(files(folder.path()), BTreeMap::from([(FIRST.to_owned(), first), (SECOND.to_owned(), second)]));
    let agents: Vec<_> = server.requests().into_iter().map(|request| request.headers["user-agent"].clone()).collect();
    let expected = format!("shirube/{} (mailto:office@arden.example)", env!("CARGO_PKG_VERSION"));
    assert!(agents.iter().all(|agent| *agent == expected), "{agents:?}");

    let again = run(&options).expect("a run");
    assert_eq!((names(&again).len(), again.kept, server.paths()), (0, 2, vec![String::new()]));
}

#[test]
fn what_misbehaves_once_is_had_in_the_same_run() {
    let new = gzip(&noise(9, 2000));
    let faults: Vec<(&str, Vec<Fault>)> = vec![
        ("cut", vec![Fault::Cut(5000)]),
        ("cut twice", vec![Fault::Cut(5000), Fault::Cut(9000)]),
        ("cut without a length", vec![Fault::CutUnannounced(5000)]),
        ("hangs", vec![Fault::Hang(5000)]),
        ("hangs at once", vec![Fault::Hang(0)]),
        ("drops", vec![Fault::Drop, Fault::Drop]),
        ("busy", vec![Fault::Status(503, Some("7")), Fault::Status(429, None)]),
        ("broken", vec![Fault::Status(500, None)]),
        ("a page", vec![Fault::Html]),
        ("a wrong byte", vec![Fault::Corrupt]),
        ("another part", vec![Fault::Cut(5000), Fault::WrongRange]),
        ("a page after a cut", vec![Fault::Cut(5000), Fault::Html]),
    ];
    for (what, faults) in faults {
        let ((server, body), folder) = (one(), tempfile::tempdir().expect("a folder"));
        for fault in faults {
            server.fail(FIRST, fault);
        }
        let outcome = run(&options(Source::PubmedBaseline, &server, folder.path())).expect(what);
        assert!(outcome.refused.is_empty() && outcome.ended.is_none(), "{what}: {outcome:?}");
        assert_eq!(files(folder.path()), BTreeMap::from([(FIRST.to_owned(), body)]), "{what}");
    }
    let ((server, old), folder) = (one(), tempfile::tempdir().expect("a folder"));
    server.fail(FIRST, Fault::ChangeAfter(5000, new.clone(), "new"));
    // As at PubMed: the checksum beside changes with the file.
    server.put(&format!("{FIRST}.md5"), md5(&new), None);
    run(&options(Source::PubmedBaseline, &server, folder.path())).expect("a run");
    assert_eq!(files(folder.path()), BTreeMap::from([(FIRST.to_owned(), new)]));
    assert_ne!(files(folder.path())[FIRST], old);
}

#[test]
fn a_cut_file_goes_on_where_it_was_also_in_a_later_run() {
    let ((server, body), folder) = (one(), tempfile::tempdir().expect("a folder"));
    server.fail(FIRST, Fault::Cut(5000));
    for _ in 0..5 {
        server.fail(FIRST, Fault::Status(503, None));
    }
    let options = options(Source::PubmedBaseline, &server, folder.path());
    let cut = run(&options).expect("a run");
    assert!(matches!(cut.refused[0].1, Problem::Status { status: 503, .. }), "{cut:?}");
    assert!(files(folder.path()).is_empty());
    server.behave();
    server.requests();
    run(&options).expect("a run");
    let asked = server.requests().into_iter().find(|request| request.path == FIRST).expect("the file");
    assert_eq!(asked.headers.get("range").map(String::as_str), Some("bytes=5000-"));
    assert_eq!(asked.headers["if-range"], format!("\"v{}\"", md5(&body)));
    assert_eq!(files(folder.path())[FIRST], body);
}

#[test]
fn what_stays_wrong_is_refused_with_its_reason_and_never_gets_its_name() {
    let check = |what: &str, spoil: &dyn Fn(&Server), expected: &str| {
        let ((server, _), folder) = (one(), tempfile::tempdir().expect("a folder"));
        spoil(&server);
        let outcome = run(&options(Source::PubmedBaseline, &server, folder.path())).expect(what);
        let (name, problem) = &outcome.refused[0];
        assert!(name == FIRST && problem.to_string().contains(expected), "{what}: {problem}");
        assert!(files(folder.path()).is_empty(), "{what}");
    };
    let always = |fault: Fault| move |server: &Server| (0..9).for_each(|_| server.fail(FIRST, fault.clone()));
    check("a lie", &|server| server.put(&format!("{FIRST}.md5"), md5(b"another file"), None), "expected the MD5");
    check("no checksum", &|server| server.take_away(&format!("{FIRST}.md5")), "status 404");
    check("a page for a checksum", &|server| server.put(&format!("{FIRST}.md5"), "<html>", None), "found `<html>`");
    check("gone", &|server| server.take_away(FIRST), "status 404");
    check("forbidden", &always(Fault::Status(403, None)), "status 403");
    check("a page", &always(Fault::Html), "expected a gzip file, found `<html><body>Please sign in");
    check("silence", &always(Fault::Hang(0)), "nothing came for");
    check("elsewhere", &always(Fault::Redirect("https://arden.example/a".to_owned())), "redirection to `https:");
    check("a file of this machine", &always(Fault::Redirect("file:///etc/passwd".to_owned())), "redirection to `file:");
    check("round in circles", &always(Fault::Redirect(format!("/{FIRST}"))), "redirection to");
    check("come back tomorrow", &always(Fault::Status(429, Some("86400"))), "again in 86400 seconds");
}

#[test]
fn a_redirection_within_http_is_followed() {
    let ((server, body), folder) = (one(), tempfile::tempdir().expect("a folder"));
    let mirror = Server::start();
    mirror.put("elsewhere.gz", body.clone(), None);
    server.fail(FIRST, Fault::Redirect(format!("{}elsewhere.gz", mirror.url)));
    run(&options(Source::PubmedBaseline, &server, folder.path())).expect("a run");
    assert_eq!(files(folder.path())[FIRST], body);
}

#[test]
fn waits_grow_and_a_servers_wish_comes_first() {
    let ((server, _), folder) = (one(), tempfile::tempdir().expect("a folder"));
    let clock = QuickClock::at(TODAY);
    for after in [None, None, Some("100"), None] {
        server.fail(FIRST, Fault::Status(503, after));
    }
    run_at(&options(Source::PubmedBaseline, &server, folder.path()), &clock).expect("a run");
    let waits: Vec<Duration> = clock.waits().into_iter().filter(|wait| *wait >= Duration::from_secs(1)).collect();
    assert_eq!(waits, [1500, 3000, 100_000, 12_000].map(Duration::from_millis));
}

#[test]
fn requests_keep_the_pace_that_the_source_asks_for() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    pubmed(&server, &[(FIRST, &gzip("a"), "x"), (SECOND, &gzip("b"), "x")]);
    let clock = QuickClock::at(TODAY);
    let mut options = options(Source::PubmedBaseline, &server, folder.path());
    options.parallel = Some(1);
    run_at(&options, &clock).expect("a run");
    // Five requests: the listing, and two for each file.
    assert_eq!(clock.waits(), [Duration::from_millis(334); 4]);
}

#[test]
fn a_file_that_changed_is_fetched_again_and_the_old_one_stays_until_then() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let (old, new) = (gzip("old"), gzip("new and longer"));
    let options = options(Source::PubmedUpdates, &server, folder.path());
    pubmed(&server, &[(FIRST, &old, "2026-01-30 14:05")]);
    run(&options).expect("a run");
    pubmed(&server, &[(FIRST, &new, "2026-01-31 09:00")]);
    (0..6).for_each(|_| server.fail(FIRST, Fault::Corrupt));
    assert_eq!(run(&options).expect("a run").refused.len(), 1);
    assert_eq!(files(folder.path())[FIRST], old);
    assert_eq!(names(&run(&options).expect("a run")), [FIRST]);
    assert_eq!(files(folder.path())[FIRST], new);
    // Listed with another time, and still the same by its checksum.
    pubmed(&server, &[(FIRST, &new, "2026-02-01 00:00")]);
    server.requests();
    assert_eq!(run(&options).expect("a run").kept, 1);
    assert_eq!(server.paths(), ["", &format!("{FIRST}.md5")]);
}

#[test]
fn a_folder_whose_state_was_lost_is_checked_and_taken_over() {
    let ((server, body), folder) = (one(), tempfile::tempdir().expect("a folder"));
    let options = options(Source::PubmedBaseline, &server, folder.path());
    run(&options).expect("a run");
    std::fs::write(folder.path().join(".shirube-sync/state.json"), "{ torn").expect("written");
    server.requests();
    assert_eq!(run(&options).expect("a run").kept, 1);
    assert!(!server.paths().contains(&FIRST.to_owned()));
    // A file that somebody damaged is not taken over.
    std::fs::write(folder.path().join(FIRST), &body[..body.len() - 1]).expect("written");
    run(&options).expect("a run");
    assert_eq!(files(folder.path())[FIRST], body);
}

#[test]
fn what_is_gone_at_the_source_is_told_and_taken_away_only_if_asked() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let (first, second) = (gzip("a"), gzip("b"));
    let mut options = options(Source::PubmedBaseline, &server, folder.path());
    pubmed(&server, &[(FIRST, &first, "x")]);
    run(&options).expect("a run");
    pubmed(&server, &[(SECOND, &second, "x")]);
    std::fs::write(folder.path().join(".shirube-sync/part/arden25n0001.xml.gz"), "old").expect("written");
    let told = run(&options).expect("a run");
    assert!(!folder.path().join(".shirube-sync/part/arden25n0001.xml.gz").exists());
    assert_eq!((told.gone.len(), told.pruned, files(folder.path()).len()), (1, false, 2));
    options.prune = true;
    // Not while anything else is missing.
    pubmed(&server, &[(SECOND, &second, "y")]);
    server.fail(&format!("{SECOND}.md5"), Fault::Status(403, None));
    assert!(!run(&options).expect("a run").pruned);
    assert_eq!(files(folder.path()).len(), 2);
    assert!(run(&options).expect("a run").pruned);
    assert_eq!(files(folder.path()), BTreeMap::from([(SECOND.to_owned(), second)]));
}

#[test]
fn a_dry_run_says_what_would_come_and_writes_nothing() {
    let ((server, body), folder) = (one(), tempfile::tempdir().expect("a folder"));
    let mut options = options(Source::PubmedBaseline, &server, &folder.path().join("new"));
    options.dry_run = true;
    let outcome = run(&options).expect("a run");
    assert_eq!((outcome.planned[0].name.as_str(), outcome.planned[0].bytes), (FIRST, Some(body.len() as u64)));
    assert!(!folder.path().join("new").exists());
}

#[test]
fn a_limit_leaves_the_rest_for_another_run() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    pubmed(&server, &[(FIRST, &gzip("a"), "x"), (SECOND, &gzip("b"), "x")]);
    let mut options = options(Source::PubmedBaseline, &server, folder.path());
    options.limit = Some(1);
    let outcome = run(&options).expect("a run");
    assert_eq!((names(&outcome), outcome.left), (vec![FIRST.to_owned()], 1));
    assert_eq!(names(&run(&options).expect("a run")), [SECOND]);
}

#[test]
fn a_listing_cannot_write_outside_the_folder() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let inner = folder.path().join("inner");
    pubmed(&server, &[("../evil.xml.gz", &gzip("a"), "x"), (FIRST, &gzip("b"), "x")]);
    let outcome = run(&options(Source::PubmedBaseline, &server, &inner)).expect("a run");
    assert!(matches!(outcome.refused[0].1, Problem::Name { .. }));
    assert_eq!((files(folder.path()).len(), files(&inner).len()), (0, 1));
}

#[test]
fn a_network_that_is_away_ends_the_run_after_a_few_files() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let body = gzip("a");
    let things: Vec<String> = (1..=20).map(|number| format!("arden26n{number:04}.xml.gz")).collect();
    let things: Vec<(&str, &[u8], &str)> = things.iter().map(|name| (name.as_str(), body.as_slice(), "x")).collect();
    pubmed(&server, &things);
    for (name, ..) in &things {
        (0..6).for_each(|_| server.fail(&format!("{name}.md5"), Fault::Status(503, None)));
    }
    let mut options = options(Source::PubmedBaseline, &server, folder.path());
    options.parallel = Some(1);
    let outcome = run(&options).expect("a run");
    assert_eq!((outcome.refused.len(), outcome.left), (3, 17));
}

#[test]
fn asked_to_stop_a_run_ends_at_once_and_goes_on_later() {
    let ((server, body), folder) = (one(), tempfile::tempdir().expect("a folder"));
    server.fail(FIRST, Fault::Hang(5000));
    let mut options = options(Source::PubmedBaseline, &server, folder.path());
    // Longer than anybody waits for this test: only hanging up ends it.
    options.network.silence = Duration::from_secs(3600);
    let stop = Stop::default();
    let received = std::sync::atomic::AtomicU64::new(0);
    let outcome = sync::sync(&options, &QuickClock::at(TODAY), &stop, &|event| {
        if let sync::Event::Received { bytes } = event {
            let so_far = received.fetch_add(bytes, std::sync::atomic::Ordering::SeqCst) + bytes;
            if so_far >= 5000 {
                stop.ask();
            }
        }
    })
    .expect("a run");
    assert_eq!((outcome.ended, outcome.refused.len()), (Some(Problem::Stopped), 0));
    assert!(files(folder.path()).is_empty());
    run(&options).expect("a run");
    assert_eq!(files(folder.path())[FIRST], body);
}

#[test]
fn a_proxy_is_used_and_left_out_for_named_hosts() {
    let ((server, _), proxy) = (one(), Server::start());
    let (folder, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let mut through = options(Source::PubmedBaseline, &server, folder.path());
    through.network.http_proxy = Some(proxy.url.clone());
    run(&through).expect("a run");
    let host = server.url.trim_start_matches("http://").trim_end_matches('/');
    assert_eq!(proxy.paths(), vec![format!("CONNECT {host}"); 3]);
    through.into = other.path().to_owned();
    through.network.no_proxy = Some("127.0.0.1".to_owned());
    run(&through).expect("a run");
    assert!(proxy.paths().is_empty());
    assert_eq!(files(other.path()), files(folder.path()));
}

/// OpenAlex' manifest with these parts, each `(part, content, records)`.
fn openalex(server: &Server, date: &str, parts: &[(&str, &[u8], u64)]) {
    let entry = |(part, body, records): &(&str, &[u8], u64)| {
        let path = format!("data/jsonl/works/{part}");
        server.put(&path, *body, Some(&md5(body)));
        format!(
            r#"{{"url":"s3://openalex/{path}","meta":{{"content_length":{},"record_count":{records}}}}}"#,
            body.len()
        )
    };
    let entries: Vec<String> = parts.iter().map(entry).collect();
    let manifest = format!(r#"{{"date":"{date}","format":"jsonl","entity":"works","files":[{}]}}"#, entries.join(","));
    server.put("data/jsonl/works/manifest.json", manifest, None);
}

#[test]
fn a_part_is_held_against_length_checksum_and_number_of_records() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let (good, short) = (gzip("{}\n{}\n"), gzip("{}\n"));
    let part = "updated_date=2026-09-01/part_0000.gz";
    openalex(&server, "2026-09-30", &[(part, &good, 2), ("updated_date=2026-09-02/part_0000.gz", &short, 2)]);
    let options = options(Source::Openalex, &server, folder.path());
    let outcome = run(&options).expect("a run");
    assert_eq!(names(&outcome), ["works_2026-09-01_part_0000.gz"]);
    assert_eq!(outcome.refused[0].1, Problem::Records { expected: 2, found: 1 });
    // Another length than the manifest says.
    server.put(&format!("data/jsonl/works/{part}"), gzip(&noise(3, 5)), Some("other"));
    std::fs::remove_file(folder.path().join("works_2026-09-01_part_0000.gz")).expect("removed");
    assert!(matches!(run(&options).expect("a run").refused[0].1, Problem::Length { .. }));
}

#[test]
fn a_new_release_asks_whether_a_part_is_the_same_and_keeps_it() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let body = gzip("{}\n");
    let part = "updated_date=2026-09-01/part_0000.gz";
    openalex(&server, "2026-09-30", &[(part, &body, 1)]);
    let options = options(Source::Openalex, &server, folder.path());
    run(&options).expect("a run");
    openalex(&server, "2026-12-31", &[(part, &body, 1)]);
    server.requests();
    let outcome = run(&options).expect("a run");
    assert_eq!((outcome.kept, outcome.fetched.len()), (1, 0));
    assert_eq!(server.requests()[1].headers["if-none-match"], format!("\"{}\"", md5(&body)));
    let changed = gzip("[]\n");
    openalex(&server, "2027-03-31", &[(part, &changed, 1)]);
    run(&options).expect("a run");
    assert_eq!(files(folder.path())["works_2026-09-01_part_0000.gz"], changed);
}

fn any_fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        (0..20_000usize).prop_map(Fault::Cut),
        (0..20_000usize).prop_map(Fault::CutUnannounced),
        Just(Fault::Drop),
        Just(Fault::Html),
        Just(Fault::Corrupt),
        Just(Fault::WrongRange),
        Just(Fault::Status(503, Some("3"))),
        Just(Fault::Status(404, None)),
        Just(Fault::Redirect("https://arden.example/".to_owned())),
        (0..20_000usize).prop_map(|bytes| Fault::ChangeAfter(bytes, gzip(&noise(7, 1500)), "seven")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever fails in whatever order, a file under its final name is one that the source had whole, and after the
    /// first run that goes well the folder is the same as if nothing had ever failed.
    #[test]
    fn after_any_failures_a_good_run_ends_with_the_same_folder(
        faults in prop::collection::vec((0..2usize, any_fault()), 0..24),
        openalex_too in any::<bool>(),
    ) {
        let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
        let (first, second, seven) = (gzip(&noise(1, 2000)), gzip(&noise(2, 100)), gzip(&noise(7, 1500)));
        let (source, paths) = if openalex_too {
            (Source::Openalex, ["data/jsonl/works/updated_date=2026-09-01/p.gz", "data/jsonl/works/updated_date=2026-09-02/p.gz"])
        } else {
            (Source::PubmedBaseline, [FIRST, SECOND])
        };
        let set_up = || if openalex_too {
            openalex(&server, "2026-09-30", &[("updated_date=2026-09-01/p.gz", &first, 2000), ("updated_date=2026-09-02/p.gz", &second, 100)]);
        } else {
            pubmed(&server, &[(FIRST, &first, "x"), (SECOND, &second, "x")]);
        };
        let options = options(source, &server, folder.path());
        set_up();
        for some in faults.chunks(8) {
            for (which, fault) in some {
                server.fail(paths[*which], fault.clone());
            }
            run(&options).expect("a run");
            server.behave();
            let whole = [&first, &second, &seven];
            prop_assert!(files(folder.path()).values().all(|file| whole.contains(&file)));
        }
        set_up();
        let outcome = run(&options).expect("a run");
        prop_assert!(outcome.refused.is_empty(), "{outcome:?}");
        let contents: Vec<Vec<u8>> = files(folder.path()).into_values().collect();
        prop_assert_eq!(contents, vec![first, second]);
        let parts = std::fs::read_dir(folder.path().join(".shirube-sync/part")).expect("the parts").count();
        prop_assert_eq!(parts, 0);
    }
}
