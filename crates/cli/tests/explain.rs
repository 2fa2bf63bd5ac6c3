//! `shirube explain` as a person meets it, in both languages, and as a script does.

use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

fn explain(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .arg("explain")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("the program ends")
}

fn printed(arguments: &[&str]) -> String {
    String::from_utf8(explain(arguments, "").stdout).expect("UTF-8")
}

#[test]
fn what_is_found_and_what_is_refused_stand_under_their_words() {
    let told = printed(&["--lang", "en", "JSPS (18H00001), the Arden Foundation (23659001) and NCT0123456"]);
    let expected = "\
        JSPS (18H00001), the Arden Foundation (23659001) and NCT0123456\n\
        ^^^^  ^^^^^^^^                         ........      ..........\n\
        1     2                                a             b\n";
    assert!(told.starts_with(expected), "{told}");
    assert!(told.contains("kakenhi.eight-digits@1  somebody else's name is nearer: `Foundation`"), "{told}");
    assert!(told.contains("nct.number@1  it begins like one of these numbers"), "{told}");
}

#[test]
fn a_full_width_character_is_two_columns_wide_and_the_words_are_japanese() {
    let told = printed(&["--lang", "ja", "学術振興会の１８Ｈ００００１と科研費"]);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[1], format!("{}{}  {}", " ".repeat(12), "^".repeat(16), "^".repeat(6)));
    assert!(told.contains("見つかったもの") && told.contains("確か; 年度 2018"), "{told}");
}

#[test]
fn what_stands_beside_a_number_decides_and_the_field_follows() {
    let of = |agency: &str| {
        let output = explain(&["--format", "json", "--beside", agency, "-"], "23659001\n");
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")
    };
    let ours = of("Japan Society for the Promotion of Science");
    assert_eq!((ours["field"].as_str(), ours["text"].as_str()), (Some("grant-id"), Some("23659001")));
    assert_eq!(ours["mentions"][0]["value"], "23659001");
    let nobodys = of("Arden Fund");
    assert_eq!(nobodys["mentions"].as_array().map(Vec::len), Some(0));
    let refused = nobodys["refused"].as_array().expect("a list");
    assert!(refused.iter().any(|one| one["why"] == "other-funder-nearer" && one["by"] == "Arden Fund"), "{nobodys:#}");
}

#[test]
fn an_unknown_field_and_bytes_that_are_no_text_are_told() {
    let wrong = explain(&["--field", "margin", "x"], "");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("expected one of title, abstract"));
}
