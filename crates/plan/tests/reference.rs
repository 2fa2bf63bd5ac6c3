//! `docs/reference/plan-toml.md` documents every key that the reader knows, and no other: it is printed from them.

mod folder;

use folder::{arden, root};

#[test]
fn the_reference_page_is_what_the_keys_print() {
    let path = root().join("docs/reference/plan-toml.md");
    let printed = plan::reference_page();
    if std::env::var_os("WRITE_REFERENCE").is_some() {
        std::fs::write(&path, &printed).expect("the page can be written");
    }
    let page = std::fs::read_to_string(&path).expect("docs/reference/plan-toml.md");
    assert!(page == printed, "docs/reference/plan-toml.md is not what `WRITE_REFERENCE=1 cargo test -p plan` prints");
}

/// The keys of the page's tables: the first cell of a row, if it is one word in backticks.
fn keys_of_page() -> Vec<String> {
    let page = plan::reference_page();
    let cells =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).map(|(key, _)| key.to_owned());
    cells.filter(|key| !key.contains([' ', '/', '.'])).collect()
}

#[test]
fn every_documented_key_is_used_by_the_plan_of_arden() {
    let text: String = arden().into_iter().map(|(_, text)| text).collect();
    let keys = keys_of_page();
    assert!(keys.len() > 100, "the page has lost its tables");
    // `parent` is written by `plan export`, into a plan that came from a store.
    for key in keys.iter().filter(|key| *key != "parent") {
        let used =
            [format!("{key} = "), format!("[[{key}]]"), format!(".{key}]")].iter().any(|form| text.contains(form));
        assert!(used, "`{key}` is documented and fixtures/arden/plan never uses it");
    }
}

#[test]
fn a_key_that_is_not_documented_is_refused() {
    let mut files = arden();
    let (path, text) = files.iter_mut().find(|(path, _)| path == "lineage.toml").expect("a lineage");
    text.push_str("since = 2014\n");
    let path = path.clone();
    let mut found = plan::read(&files).expect_err("`since` is no key");
    found.retain(|one| one.severity == plan::Severity::Error);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place.as_ref().map(|place| place.file.as_str()), Some(path.as_str()));
    assert!(!keys_of_page().contains(&"since".to_owned()));
}
