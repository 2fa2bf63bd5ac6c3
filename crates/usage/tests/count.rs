//! Logs counted: what each line is counted as, broken logs, and a real one.

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write as _;
use usage::{Counter, Error, Requests, Robots, Usage};

const ROBOTS: &[u8] =
    br#"[{"pattern": "bot", "last_changed": "2024-04-22"}, {"pattern": "^.?$", "last_changed": "2017-08-08"}]"#;

fn line(address: &str, second: u32, request: &str, status: u16, agent: &str) -> String {
    let (minute, second) = (second / 60, second % 60);
    format!(
        "{address} - - [10/Apr/2024:09:{minute:02}:{second:02} +0900] \"{request} HTTP/1.1\" {status} 99 \"-\" \"{agent}\"\n"
    )
}

fn count(log: &[u8]) -> Result<Usage, Error> {
    let mut counter = Counter::new(Robots::read(ROBOTS)?, None)?;
    counter.file("arden.log", log)?;
    Ok(counter.usage())
}

#[track_caller]
fn april(log: &str) -> (Requests, u64, u64) {
    let usage = count(log.as_bytes()).expect("a log");
    let month = usage.months["2024-04"];
    assert_eq!(usage.fiscal_years[&2024], month, "a year of one month");
    (month.requests, month.users, month.users_all)
}

#[test]
fn each_line_is_counted_as_one_thing() {
    let log = [
        line("192.0.2.1", 0, "GET /entry/1", 200, "Firefox"),
        line("192.0.2.1", 10, "GET /entry/1", 200, "Firefox"),
        line("192.0.2.1", 50, "GET /entry/1", 304, "Firefox"),
        line("192.0.2.1", 50, "GET /style.CSS", 200, "Firefox"),
        line("192.0.2.2", 0, "GET /entry/1", 200, "ArdenBot"),
        line("192.0.2.2", 0, "GET /entry/1", 404, "ArdenBot"),
        line("192.0.2.3", 0, "HEAD /entry/1", 200, "Firefox"),
        line("192.0.2.4", 0, "POST /search?q=seed", 200, "Firefox"),
    ];
    let (requests, users, users_all) = april(&log.concat());
    let expected = Requests { all: 8, counted: 3, failed: 1, other_methods: 1, parts: 1, robots: 1, double_clicks: 1 };
    assert_eq!(requests, expected);
    assert_eq!((users, users_all), (2, 4));
}

#[test]
fn one_address_with_two_programs_is_two_users() {
    let log = [line("192.0.2.1", 0, "GET /", 200, "Firefox"), line("192.0.2.1", 1, "GET /", 200, "Safari")];
    assert_eq!(april(&log.concat()).1, 2);
}

#[test]
fn only_the_paths_asked_for_count_where_they_are_named() {
    let log =
        [line("192.0.2.1", 0, "GET /entry/1", 200, "Firefox"), line("192.0.2.1", 0, "GET /about", 200, "Firefox")];
    let mut counter = Counter::new(Robots::read(ROBOTS).expect("a list"), Some("^/entry/")).expect("a counter");
    counter.file("arden.log", log.concat().as_bytes()).expect("a log");
    let requests = counter.usage().fiscal_years[&2024].requests;
    assert_eq!((requests.all, requests.counted, requests.parts), (2, 1, 1));
    let wrong = Counter::new(Robots::read(ROBOTS).expect("a list"), Some("(")).err().expect("no expression");
    assert!(wrong.to_string().contains("found `(`"), "{wrong}");
}

#[test]
fn packed_logs_of_several_members_give_the_same() {
    let log = [line("192.0.2.1", 0, "GET /a", 200, "Firefox"), line("192.0.2.1", 0, "GET /b", 200, "Firefox")];
    let pack = |text: &str| {
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        out.write_all(text.as_bytes()).expect("memory");
        out.finish().expect("memory")
    };
    let packed = [pack(&log[0]), pack(&log[1])].concat();
    assert_eq!(count(&packed).expect("a log"), count(log.concat().as_bytes()).expect("a log"));

    let cut = &packed[..packed.len() - 5];
    let error = count(cut).expect_err("cut");
    assert!(matches!(error, Error::Read { line: 1 | 2, .. }), "{error}");
}

#[test]
fn lines_that_are_none_are_named_and_the_others_count() {
    let good = line("192.0.2.1", 0, "GET /a", 200, "Firefox");
    let log = format!("{good}<html>\n{good}{}\n#comment\n\n{good}", "x".repeat(200_000));
    let usage = count(log.as_bytes()).expect("a log");
    assert_eq!((usage.lines, usage.refused), (5, 2));
    let places: Vec<_> = usage.refused_lines.iter().map(|one| (one.line, one.missing)).collect();
    assert_eq!(places, [(2, "time"), (4, "end")]);
    assert_eq!(usage.months["2024-04"].requests.all, 3);
}

#[test]
fn an_empty_file_is_an_error() {
    assert!(matches!(count(b""), Err(Error::Empty { .. })));
}

#[test]
fn a_real_log_is_read_to_its_last_line() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real/usage");
    let (Ok(log), Ok(list)) =
        (std::fs::read(folder.join("apache_access_1.log")), std::fs::read(folder.join("COUNTER_Robots_list.json")))
    else {
        eprintln!("SKIPPED: no real log at {}", folder.display());
        return;
    };
    let mut counter = Counter::new(Robots::read(&list).expect("the list"), None).expect("a counter");
    counter.file("apache_access_1.log", &log[..]).expect("a log");
    let usage = counter.usage();
    assert_eq!((usage.lines, usage.refused), (6000, 0));
    let year = usage.fiscal_years[&2015];
    assert_eq!(year.requests.all, 6000);
    // A robot's users are among all users only.
    assert!(year.users < year.users_all && year.requests.robots > 0 && year.requests.double_clicks > 0, "{year:?}");
}

proptest! {
    /// Whatever a log holds, each line that could be read is one thing, and years are never the sum of their months' users.
    #[test]
    fn every_request_is_one_thing(
        lines in prop::collection::vec((0..4_u8, 0..200_u32, 0..3_usize, 0..3_usize, 0..3_usize), 0..80),
    ) {
        prop_assume!(!lines.is_empty());
        let log: String = lines
            .iter()
            .map(|&(address, second, request, status, agent)| {
                let request = ["GET /a", "GET /b.js", "HEAD /a"][request];
                line(&format!("192.0.2.{address}"), second, request, [200, 304, 500][status], ["Firefox", "Bot", "-"][agent])
            })
            .collect();
        let usage = count(log.as_bytes()).expect("a log");
        let Requests { all, counted, failed, other_methods, parts, robots, double_clicks } =
            usage.fiscal_years[&2024].requests;
        prop_assert_eq!(all, lines.len() as u64);
        prop_assert_eq!(all, counted + failed + other_methods + parts + robots + double_clicks);
    }

    /// Bytes that are no log never stop the counter.
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 1..400)) {
        let _ = count(&bytes);
    }
}
