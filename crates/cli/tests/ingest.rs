//! `shirube ingest`, `link` and `join` as people and scripts meet them: broken files, exit codes, stores that cannot be
//! opened, doing it twice, and decisions that last.

#[path = "../../ingest/tests/arden/mod.rs"]
mod arden;

use arden::{Citation, citations, pubmed};
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn file(&self, name: &str, content: &[u8]) -> String {
        std::fs::write(self.path(name), content).expect("a file");
        self.path(name)
    }

    /// Runs a command on the store of this place.
    fn shirube(&self, arguments: &[&str]) -> Output {
        run(&self.path("arden.sqlite"), arguments)
    }

    /// What the store counts, for comparing.
    fn state(&self) -> String {
        let location = store::Location::parse(&self.path("arden.sqlite")).expect("a path");
        let mut store = store::Store::open(&location).expect("a store");
        let change = store.change().expect("a change");
        format!("{change} {:?} {:?}", store.rows(change).expect("rows"), store.coverage(change).expect("coverage"))
    }
}

fn run(store: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(arguments)
        .env("SHIRUBE_STORE", store)
        .env("LANG", "en")
        .output()
        .expect("the program starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(output)))
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn a_broken_file_is_refused_with_its_place_and_nothing_of_it_is_kept() {
    let place = Place::new();
    let whole = pubmed(&citations(1, 60), &[]);
    let good = place.file("pubmed26n0001.xml", whole.as_bytes());
    assert_eq!(place.shirube(&["ingest", &good]).status.code(), Some(0));
    let before = place.state();
    let zipped = packed(whole.as_bytes());
    let mut wrong_sum = zipped.clone();
    let at = wrong_sum.len() - 6;
    wrong_sum[at] ^= 0xff;
    let mut latin = whole.replace("lakes", "l\u{1}kes").into_bytes();
    latin.iter_mut().filter(|byte| **byte == 1).for_each(|byte| *byte = 0xe4);
    let bomb = whole.replacen(
        "<!DOCTYPE PubmedArticleSet",
        "<!DOCTYPE PubmedArticleSet [<!ENTITY a \"lake\"><!ENTITY b \"&a;&a;\">]",
        1,
    );
    let long_line = format!("{{\"record\":\"a\",\"text\":\"{}\"}}\n", "x".repeat(40 << 20));
    std::fs::create_dir(place.path("pubmed26n0007.xml")).expect("a folder");
    let broken = [
        place.file("pubmed26n0002.xml.gz", &zipped[..zipped.len() / 2]),
        place.file("pubmed26n0003.xml.gz", &wrong_sum),
        place.file("pubmed26n0004.xml", whole.replacen("</AbstractText>", "</Abstract>", 30).as_bytes()),
        place.file("pubmed26n0005.xml", &latin),
        place.file("pubmed26n0006.xml", b""),
        place.path("pubmed26n0007.xml"),
        place.file("long.jsonl", long_line.as_bytes()),
        place.file("pubmed26n0008.xml", bomb.as_bytes()),
        place.file("download.xml", whole.as_bytes()),
        place.path("pubmed26n0009.xml"),
    ];
    let all: Vec<&str> = std::iter::once("ingest").chain(broken.iter().map(String::as_str)).collect();
    let refused = place.shirube(&all);
    assert_eq!(refused.status.code(), Some(1), "{}", stderr(&refused));
    for file in &broken {
        assert!(stderr(&refused).contains(&format!("refused: {file}: ")), "{file}: {}", stderr(&refused));
    }
    assert_eq!(place.state(), before);
    let second = place.file("pubmed26n0010.xml", pubmed(&citations(100, 20), &[]).as_bytes());
    let some = place.shirube(&["ingest", "--format", "json", &broken[0], &second]);
    assert_eq!(some.status.code(), Some(3));
    let told = json(&some);
    assert_eq!(told["files"][0]["file"], second.as_str());
    assert_eq!(told["refused"][0]["file"], broken[0].as_str());
    let reasons = ["reason", "reason_ja"].map(|key| told["refused"][0][key].as_str().unwrap_or_default().to_owned());
    assert!(reasons[0].contains("expected ") && reasons[1].contains("期待: "), "{reasons:?}");
    assert_ne!(place.state(), before);
}

#[test]
fn the_same_file_twice_changes_nothing_and_an_edition_can_be_given() {
    let place = Place::new();
    let file = place.file("download.xml", pubmed(&citations(1, 40), &[]).as_bytes());
    let once = place.shirube(&["ingest", "--edition", "2026-1", "--format", "json", &file]);
    assert_eq!(once.status.code(), Some(0), "{}", stderr(&once));
    let once = json(&once);
    assert_eq!((&once["files"][0]["read"], &once["files"][0]["kept"]), (&40.into(), &12.into()));
    assert_eq!(once["files"][0]["edition"], "2026-1");
    let before = place.state();
    let twice = json(&place.shirube(&["ingest", "--edition", "2026-1", "--format", "json", &file]));
    assert_eq!((&twice["files"][0]["unchanged"], &twice["moved"]), (&true.into(), &Value::Array(Vec::new())));
    assert_eq!(place.state(), before);
}

#[test]
fn a_decision_on_a_join_moves_readings_is_undone_and_survives_a_new_reading() {
    let place = Place::new();
    let citation =
        Citation::new(1).published(2021, 6).grant("JP21cm0106001", "Japan Agency for Medical Research and Development");
    let file = place.file("pubmed26n0001.xml", pubmed(std::slice::from_ref(&citation), &[]).as_bytes());
    assert_eq!(place.shirube(&["ingest", &file]).status.code(), Some(0));
    let waiting = json(&place.shirube(&["join", "list", "--waiting", "--format", "json"]));
    let joins = waiting["joins"].as_array().expect("a list");
    assert!(joins.iter().any(|join| join["subject"] == "amed:cm0106" && join["project"] == "p-create"), "{waiting}");
    let decide =
        |action: &str| place.shirube(&["join", action, "cm0106", "p-create", "--by", "Mira Ode", "--because", "read"]);
    let confirmed = decide("confirm");
    let told = String::from_utf8_lossy(&confirmed.stdout).into_owned();
    assert_eq!(confirmed.status.code(), Some(0), "{}", stderr(&confirmed));
    assert!(told.contains("papers-of-p-create  FY2021  0 (and 1 awaiting) → 1\n"), "{told}");
    let state = |project: &str| {
        let list = json(&place.shirube(&["join", "list", "--format", "json"]));
        let joins = list["joins"].as_array().expect("a list").clone();
        joins.into_iter().find(|join| join["subject"] == "amed:cm0106" && join["project"] == project).expect("the join")
            ["state"]
            .clone()
    };
    assert_eq!(state("p-create"), "confirmed");
    // The same paper in a later file: the decision still holds.
    let later = place.file("pubmed26n0002.xml", pubmed(&[Citation { version: 2, ..citation }], &[]).as_bytes());
    assert_eq!(place.shirube(&["ingest", &later]).status.code(), Some(0));
    assert_eq!(state("p-create"), "confirmed");
    let link =
        ["link", "reject", "pmid:1", "amed:cm0106001", "p-create", "--by", "Mira Ode", "--because", "another grant"];
    let rejected = place.shirube(&link);
    assert!(String::from_utf8_lossy(&rejected.stdout).contains("papers-of-p-create  FY2021  1 → 0\n"), "{rejected:?}");
    let undone = place.shirube(&["link", "undo", "pmid:1", "amed:cm0106001", "p-create", "--by", "Mira Ode"]);
    assert!(String::from_utf8_lossy(&undone.stdout).contains("papers-of-p-create  FY2021  0 → 1\n"), "{undone:?}");
    let undone = place.shirube(&["join", "undo", "cm0106", "p-create", "--by", "Mira Ode"]);
    assert!(String::from_utf8_lossy(&undone.stdout).contains("→ 0 (and 1 awaiting)\n"), "{undone:?}");
    assert_eq!(state("p-create"), "unconfirmed");
}

#[test]
fn a_decision_about_nothing_and_a_word_that_is_none_are_refused() {
    let place = Place::new();
    let file = place.file("pubmed26n0001.xml", pubmed(&citations(1, 10), &[]).as_bytes());
    assert_eq!(place.shirube(&["ingest", &file]).status.code(), Some(0));
    let about = ["pmid:999", "amed:cm0106001", "p-create", "--by", "Mira Ode", "--because", "read"];
    let none = place.shirube(&[&["link", "accept"][..], &about[..]].concat());
    assert_eq!(none.status.code(), Some(1));
    assert!(stderr(&none).contains("expected a link to decide on"), "{}", stderr(&none));
    let wrong =
        place.shirube(&["join", "confirm", "am0101", "no-such-project", "--by", "Mira Ode", "--because", "read"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(stderr(&wrong).contains("no-such-project"), "{}", stderr(&wrong));
    assert_eq!(place.shirube(&["join", "confirm", "am0101", "p-create", "--by", "Mira Ode"]).status.code(), Some(2));
    assert_eq!(
        place
            .shirube(&["link", "accept", "pmid:1", "cm0106001", "p-create", "--by", "M", "--because", "x"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn a_store_that_cannot_be_opened_is_told_and_a_password_never() {
    let place = Place::new();
    let file = place.file("pubmed26n0001.xml", pubmed(&citations(1, 10), &[]).as_bytes());
    let check = |store: &str, told: &str| {
        let output = run(store, &["ingest", &file]);
        assert_eq!(output.status.code(), Some(1), "{store}");
        let said = stderr(&output) + &String::from_utf8_lossy(&output.stdout);
        assert!(said.contains(told), "{store}: {said}");
        assert!(!said.contains("secret"), "{store}: {said}");
    };
    check(&place.folder.path().display().to_string(), "expected");
    check("mysql://mira:secret@db.arden/plan", "mysql://");
    check("postgres://mira:secret@127.0.0.1:1/plan", "127.0.0.1");
    check(&place.file("notes.txt", b"lakes of Arden, and no database at all"), "expected");
    assert!(!Path::new("notes.txt-journal").exists());
    let missing = run(&place.path("absent.sqlite"), &["join", "list"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("expected a store at"), "{}", stderr(&missing));
    for lang in [&["--lang", "ja"][..], &["--lang=ja"]] {
        let missing = run(&place.path("absent.sqlite"), &[&["join", "list"][..], lang].concat());
        assert!(stderr(&missing).contains("に保存先、実際: なし\n対処: "), "{}", stderr(&missing));
    }
    assert!(!Path::new(&place.path("absent.sqlite")).exists());
    let help = run("postgres://mira:secret@127.0.0.1:1/plan", &["ingest", "--help"]);
    assert!(!String::from_utf8_lossy(&help.stdout).contains("secret"));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    let place = Place::new();
    let file = place.file("pubmed26n0001.xml", pubmed(&citations(1, 20_000), &[]).as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["ingest", "--lang", "en", "--plan", "builtin", "--store", &place.path("arden.sqlite"), &file])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Somebody is still writing to it, from before it is opened until after it is closed.
    let mut writer = std::fs::OpenOptions::new().append(true).open(&file).expect("the file");
    while child.try_wait().expect("a state").is_none() {
        writer.write_all(b"\n").expect("written");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let output = child.wait_with_output().expect("its end");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("changed while it was read"), "{}", stderr(&output));
    assert_eq!(place.state(), Place::new().state());
}

#[test]
fn a_line_of_five_gigabytes_is_refused_without_being_read_to_its_end() {
    let place = Place::new();
    let path = place.file("long.jsonl", b"{\"record\":\"a\",\"text\":\"");
    // What is not written takes no room on the disk and reads as zeros.
    std::fs::OpenOptions::new().write(true).open(&path).expect("the file").set_len(5 << 30).expect("a long file");
    let refused = place.shirube(&["ingest", &path]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("expected a line of at most 32 MiB"), "{}", stderr(&refused));
}

#[cfg(target_os = "linux")]
#[test]
fn a_store_that_may_not_be_made_is_told_with_its_place() {
    let place = Place::new();
    let file = place.file("pubmed26n0001.xml", pubmed(&citations(1, 10), &[]).as_bytes());
    // Not even the administrator may make a file there.
    let refused = run("/proc/arden.sqlite", &["ingest", &file]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("/proc/arden.sqlite"), "{}", stderr(&refused));
}

#[test]
fn a_decision_survives_a_new_revision_of_the_plan() {
    let place = Place::new();
    let citation =
        Citation::new(1).published(2021, 6).grant("JP21cm0106001", "Japan Agency for Medical Research and Development");
    let file = place.file("pubmed26n0001.xml", pubmed(&[citation], &[]).as_bytes());
    let done = |arguments: &[&str]| {
        let output = place.shirube(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../plans/life-science");
    done(&["plan", "publish", folder, "--decided", "2025-01-17", "--by", "the council"]);
    done(&["ingest", &file]);
    done(&["join", "confirm", "cm0106", "p-create", "--by", "Mira Ode", "--because", "read"]);
    done(&["link", "reject", "pmid:1", "amed:cm0106001", "p-create", "--by", "Mira Ode", "--because", "another grant"]);
    let verdicts = || {
        let location = store::Location::parse(&place.path("arden.sqlite")).expect("a path");
        let mut store = store::Store::open(&location).expect("a store");
        let change = store.change().expect("a change");
        let page = store.record("pmid:1", change).expect("a record").expect("it is there");
        page.links.into_iter().map(|link| (link.link, link.standing, link.decision)).collect::<Vec<_>>()
    };
    let before = verdicts();
    assert!(before.iter().any(|(_, _, decision)| decision.is_some()), "{before:?}");
    let revised = place.path("revised");
    done(&["plan", "export", &revised]);
    let head = Path::new(&revised).join("plan.toml");
    let text = std::fs::read_to_string(&head).expect("the head of the plan");
    std::fs::write(&head, text.replace("Responding to challenges", "Answering to challenges")).expect("written");
    done(&["plan", "publish", &revised, "--decided", "2026-04-01", "--by", "the council"]);
    assert_eq!(verdicts(), before);
}
