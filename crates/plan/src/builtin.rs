//! The life-science plan, compiled in.

use crate::Plan;
use std::sync::OnceLock;

/// Each file of plans/life-science with its text; a test holds the list against the folder.
macro_rules! files {
    ($($path:literal,)*) => {
        &[$(($path, include_str!(concat!("../../../plans/life-science/", $path))),)*]
    };
}

const FILES: &[(&str, &str)] = files![
    "plan.toml",
    "policies/1-basic-plan.toml",
    "policies/2-integrated-innovation-strategy.toml",
    "policies/3-healthcare-policy.toml",
    "policies/4-medical-rd-plan.toml",
    "policies/5-vaccine-strategy.toml",
    "policies/6-bioeconomy-strategy.toml",
    "programmes/1-drugs-devices.toml",
    "programmes/2-regenerative.toml",
    "programmes/3-genome-data.toml",
    "programmes/4-disease-basics.toml",
    "programmes/5-seeds-base.toml",
    "programmes/6-research-base.toml",
    "integrated-projects.toml",
    "disease-areas.toml",
    "lineage.toml",
    "joins.toml",
];

/// The life-science plan as the repository holds it in `plans/life-science/`.
///
/// # Panics
///
/// Never in a build that was tested: a test reads the same files.
#[must_use]
pub fn builtin() -> Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    let read = || {
        let files: Vec<(String, String)> =
            FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        crate::read(&files).map(|warned| warned.value).unwrap_or_else(|found| {
            panic!("{}", found.iter().map(|one| one.text(crate::Language::En)).collect::<String>())
        })
    };
    PLAN.get_or_init(read).clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn paths(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            let name = format!("{prefix}{}", path.file_name().and_then(|name| name.to_str()).expect("UTF-8"));
            if path.is_dir() {
                paths(&path, &format!("{name}/"), found);
            } else if name.ends_with(".toml") {
                found.push(name);
            }
        }
    }

    #[test]
    fn every_file_of_the_life_science_plan_is_compiled_in() {
        let mut in_folder = Vec::new();
        paths(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/life-science"), "", &mut in_folder);
        in_folder.sort();
        let mut listed: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        listed.sort_unstable();
        assert_eq!(listed, in_folder);
        assert_eq!(builtin().id, "life-science");
    }
}
