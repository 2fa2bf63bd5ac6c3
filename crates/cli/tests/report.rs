//! Forms as people and scripts meet them: made, compared with the readings, read back by the reader of their source.

use corpus::{Input, Item, ReadOptions};
use mention::{Prefilter, SchemeSet};
use serde_json::Value;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// A store with three transfers of base technology, of which two were in fiscal 2023.
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a folder") };
        let rows = "導出番号,導出したもの,導出の種別,導出日,導出先,事業,公開可能日\n\
                    T-1,湖の化合物,実施許諾,2023-06-01,アーデン製薬,smart-bio,\n\
                    T-2,苔の化合物,権利譲渡,2023-07-01,アーデン製薬,smart-bio,\n\
                    T-3,霧の化合物,権利譲渡,2024-07-01,アーデン製薬,smart-bio,\n";
        std::fs::write(place.path("transfers.csv"), rows).expect("a file");
        place.check(&["ingest", "--by", "Arden", "--plan", "builtin", &place.text("transfers.csv")], 0);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    fn shirube(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_shirube"))
            .args(arguments)
            .env("SHIRUBE_STORE", self.path("arden.sqlite"))
            .env("LANG", "en")
            .output()
            .expect("the program starts")
    }

    #[track_caller]
    fn check(&self, arguments: &[&str], code: i32) -> String {
        let output = self.shirube(arguments);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
        format!("{out}{err}")
    }

    /// Makes a form and gives the bytes of the file.
    #[track_caller]
    fn report(&self, file: &str, more: &[&str]) -> Vec<u8> {
        let output = self.text(file);
        self.check(&[&["report", "--plan", "builtin", "--output", &output], more].concat(), 0);
        std::fs::read(output).expect("the form")
    }
}

#[test]
fn a_form_says_what_the_readings_say() {
    let place = Place::new();
    let form = ["--form", "indicator-table", "--subject", "drugs-devices", "--fiscal-year", "2023..2024"];
    let made: Value = serde_json::from_slice(&place.report("t.json", &form)).expect("JSON");
    let lines = made["facts"]["chart"].as_array().expect("the indicators of chart pages");
    let line = lines.iter().find(|line| line["indicator"] == "base-technology-transfers").expect("the indicator");
    let values: Vec<&str> =
        line["years"].as_array().expect("years").iter().filter_map(|y| y["value"].as_str()).collect();
    assert_eq!(values, ["2", "1"]);
    let evidence = made["facts"]["evidence"].as_array().expect("evidence");
    assert!(evidence.iter().any(|line| line["record"]["title"] == "霧の化合物"), "{evidence:?}");

    let lines = String::from_utf8(place.report("t.csv", &[&form[..], &["--table", "chart"]].concat())).expect("UTF-8");
    let line = lines.lines().find(|line| line.contains("base technologies")).expect("the row");
    assert!(line.contains(",2,1,"), "{line}");
    for file in ["t.docx", "t.xlsx"] {
        let bytes = place.report(file, &form);
        assert!(bytes.starts_with(b"PK") && bytes == place.report(file, &form), "{file} is not the same twice");
    }
}

#[test]
fn an_annex_lists_the_rows_with_the_words_of_their_codes() {
    let place = Place::new();
    let form = ["--form", "annex-transfers", "--subject", "smart-bio", "--fiscal-year", "2023"];
    let lines = String::from_utf8(place.report("a.csv", &[&form[..], &["--lang", "ja"]].concat())).expect("UTF-8");
    assert!(lines.contains("湖の化合物") && lines.contains("実施許諾") && lines.contains("導出先"), "{lines}");
    assert!(!lines.contains("霧の化合物"), "another year's: {lines}");
}

#[test]
fn a_sheet_fills_facts_and_leaves_judgements() {
    let place = Place::new();
    let form = ["--form", "evaluation-mid-term", "--subject", "smart-bio", "--fiscal-year", "2024", "--lang", "ja"];
    let output = place.text("sheet.json");
    let said = place.check(&[&["report", "--plan", "builtin", "--output", &output], &form[..]].concat(), 0);
    for judgement in ["progress", "necessity", "effectiveness", "efficiency", "outcome-of-evaluation"] {
        assert!(said.contains(&format!("  {judgement}  ")), "{judgement} is not asked for: {said}");
    }
    let made: Value = serde_json::from_slice(&std::fs::read(output).expect("the sheet")).expect("JSON");
    let facts = &made["facts"];
    assert_eq!(facts["project"]["period"], "令和6年度～令和10年度");
    assert_eq!(facts["project"]["budget"][0]["id"], "6842");
    let counted = facts["counted"].as_array().expect("kinds");
    assert!(counted.iter().any(|one| one["kind"] == "transfer" && one["years"][4] == 1), "{counted:?}");
}

#[test]
fn what_is_wrong_is_usage_and_writes_nothing() {
    let place = Place::new();
    let check = |more: &[&str], expected: &str| {
        let output = place.text("x.csv");
        let said = place.check(&[&["report", "--plan", "builtin", "--output", &output], more].concat(), 2);
        assert!(said.contains(expected), "{said}");
        assert!(!place.path("x.csv").exists());
    };
    check(&["--form", "indicators"], "indicator-table");
    check(&["--form", "project-card", "--subject", "moss"], "binds-2");
    check(&["--form", "rs-2-1", "--subject", "1"], "6839");
    check(&["--form", "indicator-table", "--subject", "drugs-devices", "--table", "moss"], "output");
    check(&["--form", "comparison-table"], "--against");
    let said = place.check(&["report", "--form", "project-card", "--subject", "binds-2", "--output", "x.doc"], 2);
    assert!(said.contains("x.doc"), "{said}");
}

#[test]
fn a_plan_beside_a_changed_one_shows_the_change_and_beside_itself_none() {
    let place = Place::new();
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/life-science");
    let earlier = place.path("earlier");
    copy(&plan, &earlier);
    let programme = earlier.join("programmes/1-drugs-devices.toml");
    let text = std::fs::read_to_string(&programme).expect("a programme");
    std::fs::write(&programme, text.replace("革新的な医薬品・医療機器の創出に資する", "新しい医薬品の創出に資する"))
        .expect("written");
    let form = ["--form", "comparison-table", "--against"];
    let page = place.report("c.html", &[&form[..], &[&earlier.display().to_string(), "--lang", "ja"]].concat());
    let page = String::from_utf8(page).expect("UTF-8");
    assert!(page.contains("新しい") && page.contains("改正前") && page.contains("（略）"), "{page}");
    let same = place.report("s.json", &[&form[..], &["builtin"]].concat());
    let same: Value = serde_json::from_slice(&same).expect("JSON");
    let rows = same["facts"]["rows"].as_array().expect("rows");
    assert!(rows.iter().all(|row| row["fate"] == "omitted" || row["fate"] == "context"), "{rows:?}");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the plan") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[test]
fn a_budget_sheet_is_read_back_with_the_same_sums() {
    let place = Place::new();
    let bytes = place.report("2-1_RS_2024.csv", &["--form", "rs-2-1", "--subject", "6839", "--fiscal-year", "2024"]);
    assert!(bytes.starts_with("\u{feff}".as_bytes()) && bytes.ends_with(b"\r\n"));
    let mut records = Vec::new();
    let input = Input::Bytes { name: "2-1_RS_2024.csv".to_owned(), bytes };
    let options = ReadOptions { every_record: true, ..ReadOptions::default() };
    corpus::read(&input, &options, &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })
    .expect("read back");
    assert_eq!(records.len(), 1);
    let budget = records[0].budget.as_ref().expect("sums");
    assert_eq!((budget.table.as_str(), budget.sheet_year), ("2-1", 2024));
    let plan = plan::builtin();
    let known = plan.budget_projects.iter().find(|one| one.id == "6839").expect("the budget project");
    let executed: Vec<(i16, i64)> = budget
        .rows
        .iter()
        .filter(|row| row.item.contains("執行額"))
        .filter_map(|row| Some((row.fiscal_year?, row.amount_yen?)))
        .collect();
    let expected: Vec<(i16, i64)> = known
        .executed_million_yen
        .iter()
        .filter(|(year, _)| year.0 < 2024)
        .map(|(year, million)| (year.0, million * 1_000_000))
        .rev()
        .collect();
    assert!(!expected.is_empty());
    assert_eq!(executed, expected);
}

#[test]
fn the_heads_of_sheets_are_those_of_the_system() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real/rs/csv-2024");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: no sheets of RSシステム at {}", folder.display());
        return;
    };
    let place = Place::new();
    let mut held = 0;
    for file in files {
        let path = file.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(number) =
            ["1-3", "2-1", "3-2", "4-1"].into_iter().find(|one| name.starts_with(&format!("{one}_RS_2024")))
        else {
            continue;
        };
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let form = format!("rs-{number}");
        let made = place.report("made.csv", &["--form", &form, "--subject", "6839", "--fiscal-year", "2024"]);
        let made = String::from_utf8(made).expect("UTF-8");
        let plain = |line: &str| line.trim_start_matches('\u{feff}').trim_end().replace('"', "");
        assert_eq!(
            plain(made.lines().next().unwrap_or_default()),
            plain(text.lines().next().unwrap_or_default()),
            "{name}"
        );
        held += 1;
    }
    assert!(held > 0, "no table was held against its real one");
}

/// A Word document in whose body somebody wrote.
fn written_in(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        if name == "word/document.xml" {
            let text = String::from_utf8(content).expect("UTF-8");
            assert!(text.contains(old), "{old} is not there");
            content = text.replacen(old, new, 1).into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(&content).expect("written");
    }
    writer.finish().expect("whole").into_inner()
}

#[test]
fn what_was_written_into_a_form_is_shown_taken_over_printed_and_taken_back() {
    let place = Place::new();
    let form = ["--form", "evaluation-mid-term", "--subject", "smart-bio", "--fiscal-year", "2024", "--lang", "ja"];
    let sent = place.report("sheet.docx", &form);
    let filled = written_in(&sent, "【記入：文部科学省の担当課】", "霧の薬が要る");
    std::fs::write(place.path("filled.docx"), written_in(&filled, "令和6年度～令和10年度", "令和6年度～令和20年度"))
        .expect("written");
    let read = |more: &[&str], code| {
        place.check(&[&["report", "--plan", "builtin", "--read", &place.text("filled.docx")], more].concat(), code)
    };
    let shown = read(&[], 0);
    assert!(shown.contains("霧の薬が要る") && shown.contains("--take need"), "{shown}");
    assert!(shown.contains("/ja/projects/smart-bio") && !shown.contains("--take period"), "{shown}");
    read(&["--take", "need"], 2);
    assert!(read(&["--take", "period", "--by", "Mira"], 1).contains("not overwritten"));
    assert!(read(&["--take", "other", "--by", "Mira"], 1).contains("other"));
    let taken = read(&["--take-all", "--by", "Mira"], 0);
    let change = taken.split("--undo ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a change").to_owned();
    let printed = || String::from_utf8(place.report("again.html", &form)).expect("UTF-8");
    assert!(printed().contains("霧の薬が要る") && !printed().contains("令和20年度"));
    place.check(&["report", "--plan", "builtin", "--undo", &change, "--by", "Mira"], 0);
    assert!(!printed().contains("霧の薬が要る"));
    place.check(&["report", "--plan", "builtin", "--undo", &change, "--by", "Mira"], 1);
    std::fs::write(place.path("filled.docx"), b"no form").expect("written");
    assert!(read(&[], 1).contains("filled.docx"));
}

#[test]
fn a_master_is_filled_and_what_does_not_fit_is_told() {
    let place = Place::new();
    let form = ["--form", "project-card", "--subject", "smart-bio", "--lang", "ja"];
    let master = place.report("master.docx", &[&form[..], &["--master", "builtin"]].concat());
    let master = written_in(&master, "w:val=\"facts.period\"", "w:val=\"facts.perriod\"");
    std::fs::write(place.path("own.docx"), master).expect("written");
    let (own, output) = (place.text("own.docx"), place.text("card.docx"));
    let said =
        place.check(&[&["report", "--plan", "builtin", "--master", &own, "--output", &output], &form[..]].concat(), 0);
    assert!(said.contains("facts.period") && said.contains("facts.perriod"), "{said}");
    let csv = place.text("card.csv");
    place.check(&[&["report", "--plan", "builtin", "--master", &own, "--output", &csv], &form[..]].concat(), 2);
}

#[test]
fn the_roadmap_is_two_sheets_and_other_forms_are_no_drawing() {
    let place = Place::new();
    let drawn = String::from_utf8(place.report("r.svg", &["--form", "roadmap"])).expect("UTF-8");
    assert!(drawn.contains("height=\"420mm\""), "two sheets of 210 mm");
    let output = place.text("card.svg");
    let form = ["--form", "project-card", "--subject", "smart-bio"];
    place.check(&[&["report", "--plan", "builtin", "--output", &output], &form[..]].concat(), 2);
}

#[test]
fn a_request_opens_with_the_rows_of_its_year_and_hands_nothing_in() {
    let place = Place::new();
    let output = place.text("request.xlsx");
    let request = ["request", "--plan", "builtin", "--register", "transfers", "--output", &output];
    let said = place.check(&[&request[..], &["--project", "smart-bio", "--fiscal-year", "2023"]].concat(), 0);
    assert!(said.contains("2 rows confirmed, 0 found"), "{said}");
    let again = place.check(&["ingest", "--by", "Arden", "--plan", "builtin", &output], 0);
    assert!(again.contains('2'), "{again}");
    let next = place.text("next.xlsx");
    let said = place.check(
        &[
            "request",
            "--plan",
            "builtin",
            "--register",
            "transfers",
            "--output",
            &next,
            "--project",
            "smart-bio",
            "--fiscal-year",
            "2024",
        ],
        0,
    );
    assert!(said.contains("1 rows confirmed"), "{said}");
    place.check(&[&request[..], &["--project", "moss"]].concat(), 2);
    place.check(&["request", "--register", "moss", "--project", "smart-bio", "--output", &next], 2);
}
