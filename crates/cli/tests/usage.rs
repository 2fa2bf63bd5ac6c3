//! Access logs, counted, handed in and read as an indicator.

use serde_json::Value;
use std::fmt::Write as _;
use std::process::{Command, Output};

const ROBOTS: &str = r#"[{"pattern": "bot", "last_changed": "2024-04-22"}]"#;

/// Logs are counted where there is no store; the other commands have one.
fn shirube(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirube"));
    command.args(arguments).current_dir(folder.path()).env("LANG", "en");
    if arguments.first() == Some(&"usage") {
        command.env_remove("SHIRUBE_STORE").env("HOME", folder.path()).env("XDG_DATA_HOME", folder.path());
    } else {
        command.env("SHIRUBE_STORE", folder.path().join("arden.sqlite"));
    }
    command.output().expect("the program starts")
}

#[track_caller]
fn check(folder: &tempfile::TempDir, arguments: &[&str], code: i32) -> String {
    let output = shirube(folder, arguments);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
    format!("{out}{err}")
}

/// Two users in each month, one of them the same all the time; a robot; fiscal 2023 whole, of fiscal 2024 two months.
fn log() -> String {
    const MONTHS: [&str; 14] = [
        "Apr/2023", "May/2023", "Jun/2023", "Jul/2023", "Aug/2023", "Sep/2023", "Oct/2023", "Nov/2023", "Dec/2023",
        "Jan/2024", "Feb/2024", "Mar/2024", "Apr/2024", "May/2024",
    ];
    let mut log = String::new();
    for (at, month) in MONTHS.iter().enumerate() {
        for (address, program) in [(200, "Firefox"), (at, "Firefox"), (201, "ArdenBot")] {
            let time = format!("10/{month}:09:00:00 +0900");
            let _ = writeln!(log, "192.0.2.{address} - - [{time}] \"GET /moss/1 HTTP/1.1\" 200 99 \"-\" \"{program}\"");
        }
    }
    log
}

const COUNT: [&str; 4] = ["usage", "arden.log", "--robots", "robots.json"];
const OF: [&str; 6] = ["--database", "アーデン苔DB", "--scope", "integrated", "--project", "life-science-base"];

fn users(folder: &tempfile::TempDir, year: &str) -> Value {
    let ask = ["indicators", "--plan", "builtin", "--fiscal-year", year, "--format", "json"];
    let output = shirube(folder, &ask);
    let all: Value = serde_json::from_slice(&output.stdout).expect("readings");
    let readings = all["readings"].as_array().expect("a list");
    readings.iter().find(|one| one["indicator"] == "integrated-database-users").expect("the indicator").clone()
}

fn place() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("arden.log"), log()).expect("a log");
    std::fs::write(folder.path().join("robots.json"), ROBOTS).expect("a list");
    folder
}

#[test]
fn a_count_is_handed_in_and_users_of_a_year_are_not_those_of_its_months_added_up() {
    for sheet in ["usage.csv", "usage.xlsx"] {
        let folder = place();
        let said = check(&folder, &[&COUNT[..], &["--register", sheet], &OF].concat(), 0);
        assert!(said.contains("13 rows"), "12 months and a year\n{said}");
        assert!(said.contains("no rows for FY2024") && said.contains("2024-06, 2024-07"), "{said}");
        let written = check(&folder, &["ingest", sheet, "--by", "the database's office"], 0);
        assert!(written.contains("13 rows added"), "{written}");
        assert_eq!(users(&folder, "2023")["confirmed"], "13", "12 who came once and one who came every month");
        assert_eq!(users(&folder, "2024")["state"], "not-reported", "two months are no year, and not nobody");
        check(&folder, &[&COUNT[..], &["--register", sheet], &OF].concat(), 0);
        let again = check(&folder, &["ingest", sheet, "--by", "the database's office"], 0);
        assert!(again.contains("nothing changed"), "{again}");
    }
}

#[test]
fn a_sheet_that_could_not_be_handed_in_is_refused_before_the_logs_are_read() {
    let folder = place();
    check(&folder, &[&COUNT[..], &["--register", "usage.csv"]].concat(), 2);
    let ending = check(&folder, &[&COUNT[..], &["--register", "usage.ods"], &OF].concat(), 2);
    assert!(ending.contains("xlsx or csv"), "{ending}");
    let unknown = ["--database", "moss", "--scope", "integrated", "--project", "moss"];
    let project = check(&folder, &[&COUNT[..], &["--register", "usage.csv"], &unknown].concat(), 2);
    assert!(project.contains("found `moss`") && project.contains("hint:"), "{project}");
    let blank = ["--database", " ", "--scope", "integrated", "--project", "life-science-base"];
    check(&folder, &[&COUNT[..], &["--register", "usage.csv"], &blank].concat(), 2);
    assert!(!folder.path().join("usage.csv").exists());
}
