//! `shirube indicators` and `shirube evidence` on a small store of Arden: three invented papers.

use corpus::Input;
use ingest::{IngestOptions, ingest};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use store::{Location, Store};

const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/arden/plan");

/// A citation of that month, with a grant of the invented prefixes.
fn citation(pmid: u32, year: u16, month: u8, grant: &str) -> String {
    format!(
        "<PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\"><PMID Version=\"1\">{pmid}</PMID>\
         <Article PubModel=\"Print\"><Journal><ISSN>0000-0000</ISSN><JournalIssue CitedMedium=\"Print\"><PubDate>\
         <Year>{year}</Year><Month>{month:02}</Month><Day>10</Day></PubDate></JournalIssue><Title>Annals of Arden</Title>\
         </Journal><ArticleTitle>Herbs of the forest, part {pmid}, and 薬草</ArticleTitle><GrantList CompleteYN=\"Y\"><Grant>\
         <GrantID>{grant}</GrantID><Agency>Japan Agency for Medical Research and Development</Agency><Country>Japan</Country>\
         </Grant></GrantList><PublicationTypeList><PublicationType UI=\"D016428\">Journal Article</PublicationType>\
         </PublicationTypeList></Article></MedlineCitation><PubmedData><ArticleIdList>\
         <ArticleId IdType=\"pubmed\">{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n"
    )
}

/// A store with two papers of `herbs-1` in fiscal year 2017, and one that waits for the join of `herbs-2` in 2020.
fn store(folder: &Path) -> String {
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<PubmedArticleSet>\n{}{}{}</PubmedArticleSet>\n",
        citation(11, 2017, 5, "JP17zz0101001"),
        citation(12, 2018, 3, "JP16zz0101002"),
        citation(13, 2020, 6, "JP20zz0202001"),
    );
    let mut files = Vec::new();
    collect(Path::new(PLAN), Path::new(PLAN), &mut files);
    files.sort();
    let plan = plan::read(&files).expect("the plan of Arden").value;
    let path = folder.join("arden.sqlite");
    let mut store = Store::open(&Location::Sqlite(path.clone())).expect("a store");
    let inputs = [Input::Bytes { name: "pubmed21n0001.xml".to_owned(), bytes: file.into_bytes() }];
    let outcome = ingest(&inputs, &IngestOptions::default(), &mut store, &plan, &|_| {}).expect("read");
    assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
    format!("sqlite:{}", path.display())
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("within").to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).expect("text")));
        }
    }
}

fn shirube(store: &str, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_shirube");
    let common = ["--store", store, "--plan", PLAN];
    Command::new(program).args(arguments).args(common).output().expect("the program ends")
}

#[track_caller]
fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn readings_have_both_figures_their_states_in_words_and_their_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    let ask = |more: &[&str]| {
        let ids = ["indicators", "papers-of-herbs-1", "papers-of-herbs-2", "--fiscal-year", "2017..2020"];
        said(&shirube(&store, &[&ids[..], more].concat()))
    };

    let json: Value = serde_json::from_str(&ask(&["--format", "json", "--lang", "en"])).expect("JSON");
    let readings = json["readings"].as_array().expect("a list");
    let of = |id: &str, year: i64| {
        let found = readings.iter().find(|one| one["indicator"] == id && one["fiscal_year"] == year);
        found.unwrap_or_else(|| panic!("no reading of {id} in {year}"))
    };
    assert_eq!(readings.len(), 8);
    assert_eq!(of("papers-of-herbs-1", 2017)["confirmed"], "2");
    assert_eq!(of("papers-of-herbs-1", 2018)["state"], "not-collected", "no paper of that year was read");
    assert_eq!(of("papers-of-herbs-1", 2020)["confirmed"], "0", "that year was read");
    let waiting = of("papers-of-herbs-2", 2020);
    assert_eq!((&waiting["confirmed"], &waiting["awaiting_joins"]), (&"0".into(), &"1".into()));
    assert!(waiting["sentence"].as_str().is_some_and(|words| words.contains("1 awaiting confirmation of a join")));
    assert_eq!(json["meta"]["change"], 1);

    let table = ask(&["--lang", "ja"]);
    assert!(table.lines().next().is_some_and(|head| head.starts_with("指標") && head.contains("対応付け待ち")));
    assert!(table.contains("未収集"), "{table}");
    let csv = ask(&["--format", "csv", "--lang", "en"]);
    assert_eq!(csv, ask(&["--format", "csv", "--lang", "en"]));
    assert!(csv.contains("papers-of-herbs-1,drugs,2017,number,2,0,0,"), "{csv}");

    let before = ask(&["--format", "json", "--as-of", "0"]);
    let before: Value = serde_json::from_str(&before).expect("JSON");
    let states = before["readings"].as_array().expect("a list").iter().map(|one| one["state"].clone());
    assert!(states.eq(std::iter::repeat_n(Value::from("not-collected"), 8)), "before anything was read");
}

#[test]
fn every_record_behind_a_reading_shows_the_words_that_link_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    let evidence = |indicator: &str, year: &str, more: &[&str]| {
        let asked = ["evidence", "--indicator", indicator, "--fiscal-year", year, "--lang", "en"];
        said(&shirube(&store, &[&asked[..], more].concat()))
    };
    let json: Value =
        serde_json::from_str(&evidence("papers-of-herbs-1", "2017", &["--format", "json"])).expect("JSON");
    let rows = json["evidence"].as_array().expect("a list");
    let words: Vec<_> = rows.iter().map(|row| (row["record"].as_str(), row["words"].as_str())).collect();
    assert_eq!(words, [(Some("pmid:11"), Some("JP17zz0101001")), (Some("pmid:12"), Some("JP16zz0101002"))]);
    assert_eq!(rows[0]["field"], "grant[1].id");

    assert_eq!(evidence("papers-of-herbs-2", "2020", &["--format", "csv"]).lines().count(), 1, "nothing counts yet");
    let awaiting = evidence("papers-of-herbs-2", "2020", &["--awaiting", "--format", "csv"]);
    assert!(awaiting.contains("pmid:13,2020-06-10,") && awaiting.contains(",awaiting-join,amed,"), "{awaiting}");
    assert!(awaiting.contains(",JP20zz0202001,"), "{awaiting}");
    assert!(evidence("papers-of-herbs-1", "2017", &[]).contains("JP17zz0101001"));
}

#[test]
fn what_is_not_there_is_said_with_a_hint_and_the_exit_code_of_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    let wrong = |arguments: &[&str], code: i32, words: &str| {
        let output = shirube(&store, arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{errors}");
        assert!(errors.contains(words), "{errors}");
        assert!(output.stdout.is_empty());
    };
    wrong(&["indicators", "paper-of-herbs-1", "--lang", "en"], 2, "did you mean `papers-of-herbs-1`?");
    wrong(&["indicators", "--programme", "drug", "--lang", "ja"], 2, "`drugs` のことか");
    wrong(&["indicators", "--fiscal-year", "21"], 2, "expected a fiscal year");
    wrong(
        &["evidence", "--indicator", "papers-of-herbs-1", "--fiscal-year", "2017..2018"],
        2,
        "expected one fiscal year",
    );
    wrong(&["indicators", "--as-of", "99", "--lang", "en"], 1, "expected a change up to 1, found `99`");
}

#[test]
fn every_key_is_documented() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    let page = include_str!("../../../docs/reference/indicators-json.md");
    let asked = [
        &["indicators", "--all", "--fiscal-year", "2017..2020", "--format", "json"][..],
        &["evidence", "--indicator", "papers-of-herbs-1", "--fiscal-year", "2017", "--format", "json"],
    ];
    for arguments in asked {
        let json: Value = serde_json::from_str(&said(&shirube(&store, arguments))).expect("JSON");
        let mut keys = Vec::new();
        names(&json, &mut keys);
        assert!(keys.len() > 20, "{keys:?}");
        for key in keys {
            assert!(page.contains(&format!("`{key}`")) || page.contains(&format!("\"{key}\"")), "{key}");
        }
    }
}

fn names(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| names(one, into)),
        Value::Object(map) => {
            for (key, value) in map {
                into.push(key.clone());
                names(value, into);
            }
        }
        _ => {}
    }
}
