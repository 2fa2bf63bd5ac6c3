//! `shirube plan` as scripts meet it: exit codes, what goes to stdout and what to stderr, folders that are whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs `shirube` with a data folder of its own, so that no store of whoever runs the tests is looked at.
fn shirube(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(arguments)
        .env("XDG_DATA_HOME", home)
        .env("HOME", home)
        .env("LOCALAPPDATA", home)
        .env_remove("SHIRUBE_STORE")
        .env("LC_ALL", "en_GB.UTF-8")
        .output()
        .expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn ends_with(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}{}", stdout(output), stderr(output));
}

fn arden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/arden/plan")
}

/// A copy of the plan of Arden to be changed.
fn copy_of_arden(folder: &Path) {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let path = entry.expect("an entry").path();
            let to = to.join(path.file_name().expect("a name"));
            if path.is_dir() { copy(&path, &to) } else { fs::copy(&path, &to).map(|_| ()).expect("copied") }
        }
    }
    copy(&arden(), folder);
}

fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("a file");
    assert!(text.contains(from), "no `{from}` in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn check_ends_with_one_if_something_is_wrong_and_with_nought_if_something_is_unknown() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("plan");
    copy_of_arden(&folder);
    let path = folder.to_str().expect("UTF-8");
    let sound = shirube(home.path(), &["plan", "check", path]);
    ends_with(&sound, 0);
    assert!(stdout(&sound).ends_with("0 errors, 0 warnings, 1 note\n"), "{}", stdout(&sound));

    change(&folder.join("lineage.toml"), "to = \"herbs-2\"", "to = \"herbs-3\"");
    let wrong = shirube(home.path(), &["plan", "check", path]);
    ends_with(&wrong, 1);
    let place = format!("{}:3:6: error: the plan has no project `herbs-3`", folder.join("lineage.toml").display());
    assert!(stdout(&wrong).contains(&place), "{}", stdout(&wrong));
    let japanese = shirube(home.path(), &["plan", "check", path, "--lang", "ja"]);
    assert!(stdout(&japanese).contains("課題 `herbs-3` はプランにない"), "{}", stdout(&japanese));

    let json = shirube(home.path(), &["plan", "check", path, "--format", "json"]);
    ends_with(&json, 1);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let error = json["diagnostics"].as_array().expect("a list").iter().find(|one| one["severity"] == "error");
    let error = error.expect("an error");
    assert_eq!((&error["problem"]["kind"], &error["place"]["line"]), (&"unknown-reference".into(), &3.into()));
    assert_eq!(json["notes"], 1);
}

#[test]
fn the_built_in_plan_is_sound_and_shown_in_both_languages() {
    let home = tempfile::tempdir().expect("a folder");
    ends_with(&shirube(home.path(), &["plan", "check", "builtin"]), 0);
    let shown = shirube(home.path(), &["plan", "show"]);
    ends_with(&shown, 0);
    assert_eq!(stderr(&shown), "plan: the built-in life-science plan\n");
    assert!(stdout(&shown).contains("[binds-2]"));
    let project = shirube(home.path(), &["plan", "show", "binds-2", "--lang", "ja"]);
    ends_with(&project, 0);
    assert!(stdout(&project).contains("  期間: 2022–2026\n"), "{}", stdout(&project));
    ends_with(&shirube(home.path(), &["plan", "show", "nobody"]), 1);
    let path = arden();
    let of_arden = shirube(home.path(), &["plan", "show", path.to_str().expect("UTF-8")]);
    assert!(
        stdout(&of_arden).contains("2015–  Brain and Mind Research Programme  [brains]\n"),
        "{}",
        stdout(&of_arden)
    );
}

#[test]
fn export_writes_a_plan_that_is_the_same_and_never_over_another_folder() {
    let home = tempfile::tempdir().expect("a folder");
    let arden = arden();
    let arden = arden.to_str().expect("UTF-8");
    let out = home.path().join("exported");
    let path = out.to_str().expect("UTF-8");
    ends_with(&shirube(home.path(), &["plan", "export", path, "--plan", arden]), 0);
    let same = shirube(home.path(), &["plan", "diff", arden, path]);
    ends_with(&same, 0);
    assert_eq!(stdout(&same), "");

    let again = shirube(home.path(), &["plan", "export", path, "--plan", arden]);
    ends_with(&again, 1);
    assert!(stderr(&again).contains("--force"), "{}", stderr(&again));
    ends_with(&shirube(home.path(), &["plan", "export", path, "--plan", "builtin", "--force"]), 0);
    ends_with(&shirube(home.path(), &["plan", "diff", "builtin", path]), 0);

    // What is no plan is not replaced, whatever is said.
    let other = home.path().join("letters");
    fs::create_dir(&other).expect("a folder");
    fs::write(other.join("letter.txt"), "Dear Ann").expect("written");
    ends_with(&shirube(home.path(), &["plan", "export", other.to_str().expect("UTF-8"), "--force"]), 1);
    assert_eq!(fs::read_to_string(other.join("letter.txt")).expect("still there"), "Dear Ann");
    let left: Vec<_> =
        fs::read_dir(home.path()).expect("a folder").map(|one| one.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 2, "something was left beside the folders: {left:?}");
}

#[test]
fn diff_ends_with_one_where_plans_differ() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("plan");
    copy_of_arden(&folder);
    change(&folder.join("programmes/1-drugs.toml"), "薬草創薬発展事業", "薬草創薬展開事業");
    let arden = arden();
    let (old, new) = (arden.to_str().expect("UTF-8"), folder.to_str().expect("UTF-8"));
    let text = shirube(home.path(), &["plan", "diff", old, new, "--lang", "ja"]);
    ends_with(&text, 1);
    assert_eq!(
        stdout(&text),
        "課題 herbs-2（薬草創薬展開事業）: 改称\n  旧: 薬草創薬【発展】事業\n  新: 薬草創薬【展開】事業\n"
    );
    let json = shirube(home.path(), &["plan", "diff", old, new, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json["differences"][0]["change"], "renamed");
    ends_with(&shirube(home.path(), &["plan", "diff", old, "nowhere"]), 1);
    ends_with(&shirube(home.path(), &["plan", "diff", old]), 2);
}

#[test]
fn a_revision_is_published_exported_changed_and_published_again() {
    let home = tempfile::tempdir().expect("a folder");
    let store = home.path().join("arden.sqlite");
    let store = store.to_str().expect("UTF-8");
    let publish = |folder: &Path, decided: &str| {
        let folder = folder.to_str().expect("UTF-8");
        shirube(
            home.path(),
            &["plan", "publish", folder, "--decided", decided, "--by", "Forest Council", "--store", store],
        )
    };
    let first = publish(&arden(), "2025-01-17");
    ends_with(&first, 0);
    let digest = stdout(&first).trim().to_owned();
    assert_eq!(digest.len(), 64);

    // The same folder once more was not made from the revision that is now the latest.
    let refused = publish(&arden(), "2026-04-01");
    ends_with(&refused, 1);
    assert!(stderr(&refused).contains(&digest) && stderr(&refused).contains("hint: "), "{}", stderr(&refused));

    let folder = home.path().join("next");
    let path = folder.to_str().expect("UTF-8");
    let exported = shirube(home.path(), &["plan", "export", path, "--store", store]);
    ends_with(&exported, 0);
    assert!(stderr(&exported).contains("plan: revision 1 of 2025-01-17"), "{}", stderr(&exported));
    let head = fs::read_to_string(folder.join("plan.toml")).expect("a head");
    assert!(head.contains(&format!("parent = \"{digest}\"")), "{head}");
    change(&folder.join("lineage.toml"), "kind = \"follows\"", "kind = \"merges\"");
    ends_with(&publish(&folder, "2026-04-01"), 0);

    let differ = shirube(home.path(), &["plan", "diff", "1", "2", "--store", store]);
    ends_with(&differ, 1);
    assert!(stdout(&differ).contains("succession herbs-1 → herbs-2: `kind` changed"), "{}", stdout(&differ));
    let check = shirube(home.path(), &["plan", "check", "1", "--store", store]);
    ends_with(&check, 0);

    // A folder with something wrong in it makes no revision.
    change(&folder.join("lineage.toml"), "to = \"herbs-2\"", "to = \"herbs-9\"");
    let wrong = publish(&folder, "2026-05-01");
    ends_with(&wrong, 1);
    assert!(stderr(&wrong).contains("herbs-9"), "{}", stderr(&wrong));
    ends_with(&shirube(home.path(), &["plan", "show", "3", "--store", store]), 1);
}

#[test]
fn scan_says_of_which_project_a_number_is() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("texts.jsonl");
    let texts = "{\"record\":\"arden:1\",\"text\":\"Funded by AMED under JP17am0101001.\"}\n";
    fs::write(&file, texts).expect("written");
    let path = file.to_str().expect("UTF-8");
    let scanned = shirube(home.path(), &["scan", path]);
    ends_with(&scanned, 0);
    let line = stdout(&scanned).lines().find(|line| line.contains("am0101001")).expect("a mention").to_owned();
    assert!(line.contains("\"scope\":\"plan\"") && line.contains("\"projects\":[\"binds-1\"]"), "{line}");
    let arden = arden();
    let of_arden = shirube(home.path(), &["scan", path, "--plan", arden.to_str().expect("UTF-8")]);
    let line = stdout(&of_arden).lines().find(|line| line.contains("am0101001")).expect("a mention").to_owned();
    assert!(line.contains("\"scope\":\"outside\",\"projects\":[]"), "{line}");
}
