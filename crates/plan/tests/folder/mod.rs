//! Folders of plans as the reader takes them, and the plan of Arden with words in it changed.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::{Path, PathBuf};

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of a folder, in the order of their paths.
pub fn files(folder: &Path) -> Vec<(String, String)> {
    fn walk(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_str().expect("UTF-8");
            let inside = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
            if path.is_dir() {
                walk(&path, &inside, files);
            } else {
                files.push((inside, std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found);
    found.sort();
    found
}

/// The files of the plan of Arden.
pub fn arden() -> Vec<(String, String)> {
    files(&root().join("fixtures/arden/plan"))
}

/// The files of the plan of Arden in which the first `from` after `behind` is `to`, in the one file that has them.
#[track_caller]
pub fn arden_with(behind: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let mut files = arden();
    let place = files.iter_mut().find_map(|(_, text)| {
        let start = text.find(behind)? + behind.len();
        let at = start + text[start..].find(from)?;
        Some((text, at))
    });
    let (text, at) = place.unwrap_or_else(|| panic!("no `{from}` behind `{behind}` in fixtures/arden/plan"));
    text.replace_range(at..at + from.len(), to);
    files
}
