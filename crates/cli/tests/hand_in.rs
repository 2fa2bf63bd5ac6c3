//! Hand-ins of offices as people and scripts meet them: looked at, written, counted, opened and taken back.

use serde_json::Value;
use std::process::{Command, Output};

struct Place {
    folder: tempfile::TempDir,
}

const HEAD: &str = "導出番号,導出したもの,導出の種別,導出日,導出先,事業,公開可能日\n";

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn file(&self, name: &str, content: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("a file");
        path.display().to_string()
    }

    fn shirube(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_shirube"))
            .args(arguments)
            .env("SHIRUBE_STORE", self.folder.path().join("arden.sqlite"))
            .env("LANG", "en")
            .output()
            .expect("the program starts")
    }

    /// Runs a command that has to end so, and gives what it printed.
    #[track_caller]
    fn check(&self, arguments: &[&str], code: i32) -> String {
        let output = self.shirube(arguments);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
        format!("{out}{err}")
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.shirube(arguments);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
    }

    /// The transfers of the first programme in fiscal 2023, as the office or the public sees them.
    fn reading(&self, more: &[&str]) -> Value {
        let ask = ["indicators", "--plan", "builtin", "--fiscal-year", "2023", "--format", "json"];
        let all = self.json(&[&ask, more].concat());
        let readings = all["readings"].as_array().expect("readings").clone();
        readings.into_iter().find(|one| one["indicator"] == INDICATOR).expect("the indicator is there")
    }
}

const INDICATOR: &str = "base-technology-transfers";

/// A transfer of base technology.
fn row(number: &str, kind: &str, day: &str, until: &str) -> String {
    format!("{number},湖の化合物 {number},{kind},{day},アーデン製薬,smart-bio,{until}\n")
}

#[test]
fn a_hand_in_is_looked_at_written_counted_opened_and_taken_back() {
    let place = Place::new();
    let rows = row("T-1", "実施許諾", "令和5年6月1日", "") + &row("T-2", "権利譲渡", "２０２３/７/１", "");
    let file = place.file("transfers.csv", &(HEAD.to_owned() + &rows));
    assert!(place.check(&["ingest", &file], 2).contains("--by WHO"), "who hands in has to be said");
    let seen = place.check(&["ingest", &file, "--preview"], 0);
    assert!(seen.contains("2 rows added") && seen.contains("FY2023"), "{seen}");
    assert_eq!(place.reading(&[])["state"], "not-reported", "a preview writes nothing");
    let written = place.check(&["ingest", &file, "--by", "a hub"], 0);
    assert!(written.contains("2 rows added"), "{written}");
    let again = place.check(&["ingest", &file, "--by", "a hub"], 0);
    assert!(again.contains("nothing changed"), "{again}");
    assert_eq!(place.reading(&[])["confirmed"], "2");
    let evidence =
        ["evidence", "--plan", "builtin", "--indicator", INDICATOR, "--fiscal-year", "2023", "--format", "csv"];
    assert!(place.check(&evidence, 0).contains("transfers:T-2,2023-07-01,湖の化合物 T-2,smart-bio"));

    let changed = place.file("transfers-2.csv", &(HEAD.to_owned() + &row("T-2", "実施許諾", "2024-07-01", "")));
    let seen = place.check(&["ingest", &changed, "--preview", "--lang", "ja"], 0);
    assert!(seen.contains("T-2  導出日: 2023-07-01 → 2024-07-01"), "{seen}");
    place.check(&["ingest", &changed, "--by", "a hub"], 0);
    assert_eq!(place.reading(&[])["confirmed"], "1");
    assert_eq!(place.reading(&["--as-of", "1"])["confirmed"], "2", "as it was");
    let history = place.json(&["register", "history", "--format", "json"]);
    assert_eq!(history["hand_ins"][0]["change"], 2);
    let undone = place.check(&["register", "undo", "2", "--by", "a hub", "--because", "wrong day"], 0);
    assert!(undone.contains("1 say again what they said before"), "{undone}");
    assert_eq!(place.reading(&[])["confirmed"], "2");
    assert!(place.check(&["register", "undo", "2", "--by", "a hub"], 1).contains("shirube register history"));
    place.check(&["register", "withdraw", "transfers", "T-1", "--by", "a hub"], 0);
    assert_eq!(place.reading(&[])["confirmed"], "1");
    place.check(&["register", "withdraw", "transfers", "T-1", "--by", "a hub"], 1);
}

#[test]
fn where_a_row_is_refused_nothing_of_the_file_is_written_unless_it_is_asked_for() {
    let place = Place::new();
    let rows = row("T-1", "実施許諾", "2023-06-01", "") + &row("T-2", "貸与", "2023-06-01", "");
    let file = place.file("transfers.csv", &(HEAD.to_owned() + &rows));
    let refused = place.check(&["ingest", &file, "--by", "a hub"], 1);
    assert!(refused.contains("貸与") && refused.contains("--keep-rest"), "{refused}");
    assert_eq!(place.reading(&[])["state"], "not-reported");
    place.check(&["ingest", &file, "--by", "a hub", "--keep-rest"], 3);
    assert_eq!(place.reading(&[])["confirmed"], "1");
}

#[test]
fn a_year_without_rows_is_handed_in_by_naming_it() {
    let place = Place::new();
    let file = place.file("transfers.csv", HEAD);
    assert!(place.check(&["ingest", &file, "--by", "a hub"], 1).contains("--fiscal-year"));
    place.check(&["ingest", &file, "--by", "a hub", "--fiscal-year", "2023"], 0);
    assert_eq!((&place.reading(&[])["state"], &place.reading(&[])["confirmed"]), (&"number".into(), &"0".into()));
}

#[test]
fn confidential_rows_tell_the_public_nothing_and_count_from_the_threshold_on() {
    let place = Place::new();
    let rows: String =
        (1..=9).map(|number| row(&format!("T-{number}"), "実施許諾", "2023-06-01", "2190-04-01")).collect();
    let one = place.file("one.csv", &(HEAD.to_owned() + &row("T-1", "実施許諾", "2023-06-01", "2190-04-01")));
    place.check(&["ingest", &one, "--by", "a hub"], 0);
    assert_eq!(place.reading(&["--public"])["state"], "withheld");
    assert_eq!(place.reading(&[])["confirmed"], "1", "the office sees it");
    let all = place.file("all.csv", &(HEAD.to_owned() + &rows));
    place.check(&["ingest", &all, "--by", "a hub"], 0);
    let public = place.reading(&["--public"]);
    assert_eq!((&public["confirmed"], &public["withheld_rows"]), (&"9".into(), &9.into()));
    let evidence =
        ["evidence", "--plan", "builtin", "--indicator", INDICATOR, "--fiscal-year", "2023", "--format", "csv"];
    assert!(place.check(&evidence, 0).contains("湖の化合物 T-9"));
    let public = place.check(&[&evidence[..], &["--public"]].concat(), 0);
    assert!(!public.contains("T-9"), "{public}");
}

#[test]
fn registers_are_listed_and_shown_and_an_unknown_one_is_told_with_the_nearest() {
    let place = Place::new();
    let list = place.json(&["register", "list", "--plan", "builtin", "--format", "json"]);
    let transfers = list["registers"].as_array().expect("registers").iter().find(|one| one["register"] == "transfers");
    let feeds = transfers.expect("the register")["feeds"].as_array().expect("a list").clone();
    assert!(feeds.contains(&INDICATOR.into()), "{feeds:?}");
    assert!(place.check(&["register", "show", "transfers", "--lang", "ja"], 0).contains("導出番号"));
    assert!(place.check(&["register", "show", "transfer"], 2).contains("`transfers`"));
    let file = place.file("transfers.csv", HEAD);
    assert!(place.check(&["ingest", &file, "--register", "transfer", "--by", "a hub"], 2).contains("`transfers`"));
}

#[test]
fn an_export_holds_the_open_row_and_of_a_confidential_one_only_that_it_counts() {
    let place = Place::new();
    let rows = row("T-1", "実施許諾", "2023-06-01", "") + &row("T-7", "権利譲渡", "2023-07-01", "2190-04-01");
    let file = place.file("transfers.csv", &(HEAD.to_owned() + &rows));
    place.check(&["ingest", &file, "--by", "a hub"], 0);
    let folder = place.folder.path().join("open");
    place.check(&["export", &folder.display().to_string()], 0);
    let mut tables = String::new();
    for entry in std::fs::read_dir(folder.join("csv")).expect("a folder") {
        tables += &std::fs::read_to_string(entry.expect("an entry").path()).expect("text");
    }
    assert!(tables.contains("transfers:T-1") && tables.contains("湖の化合物 T-1"), "the open row is there");
    assert!(!tables.contains("T-7"), "the confidential one is not");
    let behind = std::fs::read_to_string(folder.join("csv/reading_row.csv")).expect("text");
    assert!(behind.contains(INDICATOR) && behind.contains("transfers:T-1"), "{behind}");
}
