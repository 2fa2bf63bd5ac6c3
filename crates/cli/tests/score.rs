//! `shirube score --all` on a folder of gold files, as it is documented.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn score(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["score", "--all"])
        .arg(folder)
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// Two gold files: one for a folder with a text that is read and a file that is not, one of whose files nothing can be read.
fn arden() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write(
        "GOLD.json",
        r#"{"texts/gold.jsonl": {"files": ["texts"], "exhaustive": ["amed", "nct"], "recall_only": ["nih"]},
            "pictures/gold.jsonl": {"files": ["pictures"], "exhaustive": ["amed"], "recall_only": []}}"#,
    );
    write(
        "texts/gold.jsonl",
        r#"{"record": "arden:1", "scheme": "amed", "value": "aa0001002"}
{"record": "doi:10.1/arden", "ids": {"arden": "1"}, "scheme": "nct", "value": "NCT01234567"}
{"record": "arden:1", "scheme": "nct", "value": "NCT07654321"}
"#,
    );
    write(
        "texts/texts.jsonl",
        "{\"record\": \"arden:1\", \"text\": \"AMED (JP19aa0001002, JP19aa0001003), NCT01234567\"}\n",
    );
    write("texts/README.md", "About the texts.");
    write("texts/page.html", "<html><body>not found</body></html>");
    write("pictures/gold.jsonl", "{\"record\": \"arden:9\", \"scheme\": \"amed\", \"value\": \"aa0001002\"}\n");
    write("pictures/one.png", "\u{1}\u{2}");
    folder
}

#[test]
fn every_gold_file_of_a_folder_is_scored_by_kind_by_file_and_by_rule() {
    let folder = arden();
    let output = score(folder.path(), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let scored: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let counts = |tally: &Value| ["hits", "misses", "false_alarms"].map(|key| tally[key].as_u64());
    assert_eq!(counts(&scored["kinds"]["texts"]), [Some(2), Some(1), Some(1)]);
    assert_eq!(counts(&scored["sets"]["texts/gold.jsonl"]), [Some(2), Some(1), Some(1)]);
    assert_eq!(scored["left_out"], serde_json::json!(["pictures/gold.jsonl"]));
    let rule = scored["rules"].as_array().expect("a list").iter().find(|rule| rule["rule"] == "amed.systematic@1");
    let rule = rule.expect("the rule has a row");
    assert_eq!([&rule["right"], &rule["wrong"], &rule["labelled"]].map(Value::as_u64), [Some(1), Some(1), Some(1)]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("page.html") && told.contains("one.png") && !told.contains("README"), "{told}");
}

#[test]
fn the_tables_and_the_counts_of_rules_are_printed_for_the_documentation() {
    let folder = arden();
    let printed = |format: &str| String::from_utf8(score(folder.path(), &["--format", format]).stdout).expect("UTF-8");
    let tables = printed("markdown");
    assert!(tables.contains("| texts | 2 | 1 | 1 | 0.667 (0.208–0.939) | 0.667 (0.208–0.939) |"), "{tables}");
    let rules = printed("rules");
    assert!(
        rules.starts_with("rule\tright\twrong\tlabelled\n") && rules.contains("\nnct.number@1\t1\t0\t2\n"),
        "{rules}"
    );
}

#[test]
fn a_folder_without_gold_and_gold_without_files_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = score(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("expected a folder with a GOLD.json"));
    assert_eq!(score(arden().path(), &["--min", "0.9"]).status.code(), Some(1));
    assert_eq!(score(arden().path(), &["--gold", "x.jsonl"]).status.code(), Some(2));
}
