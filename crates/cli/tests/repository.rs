//! What the repository promises in prose, held as tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository's root")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Words in backticks that look like a path: they hold a slash, and no blank or wildcard.
fn paths_in(markdown: &str) -> BTreeSet<String> {
    let mut inside_fence = false;
    let mut paths = BTreeSet::new();
    for line in markdown.lines() {
        if line.starts_with("```") {
            inside_fence = !inside_fence;
            continue;
        }
        if inside_fence {
            continue;
        }
        for word in line.split('`').skip(1).step_by(2) {
            let path_like = word.contains('/')
                && !word.starts_with(['/', '-', '.'])
                && !word.contains([' ', '*', '<', '{', '…', ':', '?']);
            if path_like {
                paths.insert(word.to_owned());
            }
        }
    }
    paths
}

#[test]
fn every_path_that_architecture_names_exists() {
    let missing: Vec<String> =
        paths_in(&read("ARCHITECTURE.md")).into_iter().filter(|path| !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names {missing:?}, which do not exist");
}

#[test]
fn a_path_in_backticks_is_seen_and_a_near_miss_is_not() {
    let seen = paths_in("see `crates/plan/` and `and/or this`, `amed.systematic@1`\n```\n`a/b`\n```\n");
    assert_eq!(seen, BTreeSet::from(["crates/plan/".to_owned()]));
}

/// Every page written for people, by its path from the root.
fn pages() -> Vec<String> {
    let mut pages: Vec<String> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ARCHITECTURE.md", "demo/README.md", "lexicons/README.md"]
            .map(str::to_owned)
            .into();
    for folder in ["docs", "docs/guides", "docs/reference"] {
        let entries = std::fs::read_dir(root().join(folder)).expect("a folder of pages");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        pages.extend(names.filter(|name| name.ends_with(".md")).map(|name| format!("{folder}/{name}")));
    }
    pages
}

/// Where the links of a page lead, those to other sites and within the page left out.
fn links_in(markdown: &str) -> Vec<&str> {
    let targets = markdown.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .map(|target| target.split('#').next().unwrap_or_default())
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .collect()
}

#[test]
fn every_link_from_a_page_to_a_file_finds_it() {
    let mut broken = Vec::new();
    for page in pages() {
        let text = read(&page);
        let folder = root().join(&page).parent().expect("a folder").to_owned();
        for target in links_in(&text) {
            if !folder.join(target).exists() {
                broken.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn every_guide_and_reference_page_stands_in_the_index_of_docs() {
    let index = read("docs/README.md");
    let missing: Vec<String> = pages()
        .into_iter()
        .filter_map(|page| page.strip_prefix("docs/").map(str::to_owned))
        .filter(|page| page != "README.md" && !index.contains(&format!("]({page})")))
        .collect();
    assert!(missing.is_empty(), "docs/README.md does not name {missing:?}");
}

#[test]
fn a_link_is_seen_with_its_fragment_cut_and_a_link_elsewhere_is_not() {
    assert_eq!(links_in("[a](b/c.md#d) [e](https://arden.example/) [f](#g)"), ["b/c.md"]);
}

/// The lines `room <- others` of ARCHITECTURE.md.
fn allowed_dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let crates = std::fs::read_dir(root().join("crates")).expect("the rooms");
    let rooms: BTreeSet<String> =
        crates.map(|room| room.expect("a room").file_name().to_string_lossy().into_owned()).collect();
    let mut allowed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in read("ARCHITECTURE.md").lines().filter(|line| line.contains("<-")) {
        let mut room = None;
        let words: Vec<&str> = line.split_whitespace().collect();
        for (index, word) in words.iter().enumerate() {
            if words.get(index + 1) == Some(&"<-") {
                room = Some((*word).to_owned());
                allowed.entry((*word).to_owned()).or_default();
            } else if let Some(room) = &room
                && rooms.contains(*word)
            {
                allowed.get_mut(room).expect("entered above").insert((*word).to_owned());
            }
        }
    }
    allowed
}

#[test]
fn no_room_knows_more_than_architecture_allows() {
    let allowed = allowed_dependencies();
    assert_eq!(allowed["indicator"], BTreeSet::from(["plan".to_owned()]), "the lines `room <- others` were not read");
    for (room, others) in &allowed {
        if room == "cli" {
            continue;
        }
        let manifest = read(&format!("crates/{room}/Cargo.toml"));
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap_or_default();
        let dependencies = dependencies.split("\n[").next().unwrap_or_default();
        let known: BTreeSet<String> = dependencies
            .lines()
            .filter_map(|line| line.split(['.', ' ', '=']).next())
            .filter(|name| allowed.contains_key(*name))
            .map(str::to_owned)
            .collect();
        let too_much: Vec<&String> = known.difference(others).collect();
        assert!(too_much.is_empty(), "`{room}` depends on {too_much:?}; ARCHITECTURE.md allows {others:?}");
    }
}

#[test]
fn every_exit_code_is_documented_and_no_other() {
    let source = read("crates/cli/src/main.rs");
    let codes: BTreeSet<&str> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub const "))
        .filter_map(|line| line.split_once(": u8 = "))
        .map(|(_, code)| code.trim_end_matches(';'))
        .collect();
    let page = read("docs/reference/exit-codes.md");
    let documented: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|line| line.split(' ').next())
        .filter(|cell| cell.parse::<u8>().is_ok())
        .collect();
    assert_eq!(codes, documented);
    assert_eq!(codes.len(), 4);
}

/// A licence expression is allowed if one of its `OR` sides has every `AND` part in the list.
fn allowed_licence(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" OR ").any(|side| side.split(" AND ").all(|part| allowed.contains(part.trim())))
}

#[test]
fn a_licence_is_allowed_only_if_all_its_parts_are() {
    let allowed = BTreeSet::from(["MIT".to_owned(), "Unicode-3.0".to_owned()]);
    assert!(allowed_licence("MIT/Apache-2.0", &allowed));
    assert!(allowed_licence("GPL-3.0 OR MIT AND Unicode-3.0", &allowed));
    assert!(!allowed_licence("MIT AND OpenSSL", &allowed));
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let deny: toml::Table = read("deny.toml").parse().expect("deny.toml is TOML");
    let allowed: BTreeSet<String> = deny["licenses"]["allow"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    assert!(packages.len() > 50, "only {} packages were read", packages.len());
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(|licence| allowed_licence(licence, &allowed)))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "licences outside deny.toml:\n{}", refused.join("\n"));
}
