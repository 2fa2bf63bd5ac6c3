//! `shirube sync` as a program: what it prints, what it ends with, and how it is stopped.

#[path = "../../sync/tests/world/mod.rs"]
mod world;

use std::path::Path;
use std::process::{Command, Output};
use world::{Fault, Server, files, gzip, md5, noise};

const NAME: &str = "arden26n0001.xml.gz";

fn listing(server: &Server, names: &[&str]) {
    let link = |name: &&str| format!("<a href=\"{name}\">{name}</a>  2026-01-30 14:05  12K  \n");
    server.put("", names.iter().map(link).collect::<String>(), None);
    for name in names {
        let body = gzip(&noise(1, 500));
        server.put(&format!("{name}.md5"), md5(&body), None);
        server.put(name, body, Some("one"));
    }
}

fn command(server: &Server, folder: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command
        .args(["sync", "pubmed-baseline", "--lang", "en", "--base-url", &server.url, "--into"])
        .arg(folder)
        .args(more);
    for name in ["http_proxy", "all_proxy", "ALL_PROXY", "SHIRUBE_MAILTO"] {
        command.env_remove(name);
    }
    command
}

fn run(server: &Server, folder: &Path, more: &[&str]) -> Output {
    command(server, folder, more).output().expect("the program starts")
}

fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn new_files_are_listed_and_a_run_with_nothing_new_is_silent() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    listing(&server, &[NAME]);
    let (code, out, err) = told(&run(&server, folder.path(), &[]));
    assert_eq!((code, out), (Some(0), format!("{}\n", folder.path().join(NAME).display())));
    assert!(err.starts_with("1 new files ("), "{err}");
    assert_eq!(told(&run(&server, folder.path(), &[])), (Some(0), String::new(), String::new()));
}

#[test]
fn a_dry_run_prints_names_and_bytes() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    listing(&server, &[NAME]);
    let (code, out, err) = told(&run(&server, &folder.path().join("new"), &["--dry-run"]));
    assert_eq!((code, out), (Some(0), format!("{NAME}\t12288\t-\n")));
    assert!(err.contains("nothing was written"), "{err}");
    let (_, _, err) = told(&run(&server, &folder.path().join("new"), &["--dry-run", "--lang", "ja"]));
    assert!(err.contains("何も書き込んでいません") || err.contains("cannot be used multiple times"), "{err}");
}

#[test]
fn a_refusal_ends_with_three_and_with_one_if_there_is_nothing_at_all() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    listing(&server, &[NAME]);
    server.fail(NAME, Fault::Status(404, None));
    let (code, out, err) = told(&run(&server, folder.path(), &[]));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains(&format!("refused: {NAME}: expected the file, found HTTP status 404\n")), "{err}");
    listing(&server, &[NAME, "arden26n0002.xml.gz"]);
    server.fail(NAME, Fault::Status(404, None));
    assert_eq!(told(&run(&server, folder.path(), &[])).0, Some(3));
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn wrong_usage_ends_with_two_and_says_what_to_do() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    let check = |arguments: &[&str], words: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
        command
            .args(["sync", "--lang", "en", "--into"])
            .arg(folder.path())
            .args(arguments)
            .env_remove("SHIRUBE_MAILTO");
        let (code, _, err) = told(&command.output().expect("the program starts"));
        assert!(code == Some(2) && err.contains(words), "{arguments:?}: {err}");
    };
    check(&["crossref", "--base-url", &server.url], "hint: give --mailto ADDRESS");
    check(&["crossref", "--mailto", "nobody"], "--mailto: expected an address");
    check(&["openalex", "--filter", "a"], "--filter: expected");
    check(&["pubmed-baseline", "--from", "2026-01-01"], "--from: expected");
    check(&["openalex", "--base-url", "ftp://arden.example/"], "--base-url: expected");
    check(&["nowhere"], "pubmed-baseline");
    assert!(server.paths().is_empty());
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_it_and_the_same_command_goes_on() {
    let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
    listing(&server, &[NAME]);
    server.fail(NAME, Fault::Hang(3000));
    let mut child = command(&server, folder.path(), &[]);
    let child = child.stderr(std::process::Stdio::piped()).spawn().expect("the program starts");
    let part = folder.path().join(".shirube-sync/part").join(NAME);
    while std::fs::metadata(&part).map_or(0, |file| file.len()) < 3000 {
        std::thread::yield_now();
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(killed.success());
    let (code, _, err) = told(&child.wait_with_output().expect("it ends"));
    assert!(code == Some(1) && err.contains("error: stopped") && err.contains("goes on where"), "{code:?} {err}");
    server.requests();
    assert_eq!(told(&run(&server, folder.path(), &[])).0, Some(0));
    let asked = server.requests().into_iter().find(|request| request.path == NAME).expect("the file");
    assert_eq!(asked.headers["range"], "bytes=3000-");
}
