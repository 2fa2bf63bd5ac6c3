//! `shirube account` and `shirube audit`, in both languages, on an empty store.

use std::path::Path;
use std::process::{Command, Output};
use store::{Location, Store};

fn store(folder: &Path) -> String {
    let path = folder.join("arden.sqlite");
    Store::open(&Location::Sqlite(path.clone())).expect("a store");
    format!("sqlite:{}", path.display())
}

fn shirube(store: &str, line: &[&str], language: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_shirube");
    let common = ["--store", store, "--lang", language];
    Command::new(program).args(line).args(common).output().expect("the program ends")
}

#[track_caller]
fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn accounts_and_their_trail_are_told_in_japanese_and_in_english() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    let run = |line: &[&str], language: &str| shirube(&store, line, language);

    assert_eq!(said(&run(&["account", "list"], "ja")), "アカウントはまだありません。\n");
    assert_eq!(said(&run(&["audit", "show"], "en")), "There is no entry.\n");
    let invited = run(&["account", "invite", "moss", "--name", "Moss Arden", "--role", "secretariat"], "en");
    assert!(said(&invited).starts_with("/en/invitation?token="));
    assert!(String::from_utf8_lossy(&invited.stderr).contains("within 7 days"));
    said(&run(&["account", "grant", "moss", "hub", "--scope", "project:ferry"], "ja"));

    let japanese = said(&run(&["account", "list"], "ja"));
    assert!(japanese.contains("招待中") && japanese.contains("事務局（プラン全体）、拠点（事業 ferry）"), "{japanese}");
    let english = said(&run(&["account", "list"], "en"));
    assert!(english.contains("secretariat (the whole plan), hub (project ferry)"), "{english}");
    let csv = |language: &str| said(&run(&["account", "list", "--format", "csv"], language));
    assert_eq!(csv("ja"), csv("en"), "codes do not depend on the language");
    assert!(csv("ja").ends_with("moss,Moss Arden,invited,secretariat plan; hub project:ferry\n"), "{}", csv("ja"));

    let trail = said(&run(&["audit", "show"], "ja"));
    assert!(trail.contains("コマンドの利用者がmossに役割「事務局（プラン全体）」を与えました。"), "{trail}");
    let trail = said(&run(&["audit", "show", "--who", "command line"], "en"));
    assert!(trail.contains("Whoever runs commands invited moss (Moss Arden)."), "{trail}");
    assert_eq!(said(&run(&["audit", "show", "--who", "fern"], "en")), "There is no entry.\n");
}

#[test]
fn what_is_wrong_is_said_in_the_language_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    let wrong = |line: &[&str], language: &str, words: &str| {
        let output = shirube(&store, line, language);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(errors.contains(words), "{errors}");
    };
    wrong(&["account", "close", "nobody"], "ja", "`nobody`のアカウントはありません");
    wrong(&["account", "close", "nobody"], "en", "found none that signs in as `nobody`");
    said(&shirube(&store, &["account", "invite", "moss", "--name", "Moss Arden"], "ja"));
    wrong(&["account", "invite", "moss", "--name", "Moss Arden"], "ja", "もうアカウントがあります");
    wrong(&["account", "revoke", "moss", "hub"], "en", "has no role “hub (the whole plan)”");
    let noted = format!("7:{}", "0".repeat(64));
    wrong(&["audit", "verify", "--head", &noted], "ja", "末尾が切り取られたか");
    wrong(&["audit", "verify", "--head", &noted], "en", "it was cut or made anew");
    assert!(said(&shirube(&store, &["audit", "verify"], "ja")).starts_with("1:"));
}
