//! `shirube scan` as scripts meet it: exit codes, what goes to stdout and what to stderr, pipes.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn scan(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .arg("scan")
        .args(arguments)
        .env("LANG", "en")
        .env_remove("LC_ALL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments does not wait for its input.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("the program ends")
}

const TEXT: &str = "{\"record\":\"arden:1\",\"text\":\"Registered as NCT01234567.\"}\n";

#[test]
fn mentions_go_to_stdout_and_the_exit_code_says_what_was_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    };
    let (good, empty) = (path("good.jsonl", TEXT), path("empty.jsonl", ""));
    let lines = |output: &Output| String::from_utf8_lossy(&output.stdout).lines().count();

    let all_read = scan(&[&good], "");
    assert_eq!((all_read.status.code(), lines(&all_read)), (Some(0), 1));
    let some = scan(&["--threads", "2", &good, &empty, &good], "");
    assert_eq!((some.status.code(), lines(&some)), (Some(3), 2));
    let refusal =
        format!("refused: {empty}: expected a file of records, found an empty file\nhint: get the file again\n");
    assert!(String::from_utf8_lossy(&some.stderr).contains(&refusal));
    let japanese = scan(&["--lang", "ja", &good, &empty], "");
    let refusal = format!("拒否: {empty}: 期待: レコードのファイル、実際: 空のファイル\n対処: ファイルを取り直す\n");
    assert!(String::from_utf8_lossy(&japanese.stderr).contains(&refusal));
    let none = scan(&[&empty], "");
    assert_eq!((none.status.code(), lines(&none)), (Some(1), 0));
}

#[test]
fn standard_input_is_read_once() {
    let output = scan(&["-"], TEXT);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        String::from_utf8_lossy(&output.stdout)
            .contains("\"source\":\"-\",\"scheme\":\"nct\",\"value\":\"NCT01234567\"")
    );
    assert_eq!(scan(&["-", "-"], TEXT).status.code(), Some(2));
}

#[test]
fn wrong_usage_is_told_and_ends_with_two() {
    for wrong in [
        &["--schemes", "nobody", "-"][..],
        &["--memory", "1M", "-"],
        &["--edition", "21", "-"],
        &["--threads", "0", "-"],
        &[],
    ] {
        let output = scan(wrong, "");
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{wrong:?}");
    }
}

#[test]
fn a_pipe_that_is_closed_early_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["scan", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    child.stdin.take().expect("a pipe").write_all(TEXT.repeat(5000).as_bytes()).expect("the program reads");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn a_list_of_files_comes_from_standard_input_and_each_has_its_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["a.jsonl", "b.jsonl"].map(|name| folder.path().join(name).display().to_string());
    files.iter().for_each(|file| std::fs::write(file, TEXT).expect("a file"));
    let into = folder.path().join("mentions");
    let into = into.to_str().expect("UTF-8");
    let output = scan(&["--files-from", "-", "--into", into], &format!("{}\n\n{}\n", files[0], files[1]));
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.is_empty());
    for (name, file) in [("a.jsonl", &files[0]), ("b.jsonl", &files[1])] {
        let text =
            std::fs::read_to_string(folder.path().join(format!("mentions/{name}.mentions.jsonl"))).expect("an output");
        let (mention, closing) = text.split_once('\n').expect("two lines");
        assert_eq!(format!("{mention}\n"), String::from_utf8_lossy(&scan(&[file], "").stdout));
        assert!(closing.starts_with(&format!("{{\"closing\":{{\"source\":\"{name}\"")), "{closing}");
    }
    for wrong in [
        &["--files-from", "-", "-"][..],
        &["--into", into, "-"],
        &["--into", into, &files[0], &files[0]],
        &["--into", into],
    ] {
        assert_eq!(scan(wrong, "").status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(scan(&["--files-from", "no-such-list"], "").status.code(), Some(1));
}
