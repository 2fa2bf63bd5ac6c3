//! Gold files: what people labelled by reading, and what a gold file promises.

use anyhow::Context as _;
use mention::score::{GoldRow, Terms};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A gold file with what it promises.
pub(super) struct Gold {
    pub(super) name: String,
    pub(super) rows: Vec<GoldRow>,
    pub(super) optional: Vec<GoldRow>,
    pub(super) terms: Terms,
    /// The files or folders it labels, by name; empty if nothing says.
    pub(super) files: Vec<String>,
    pub(super) fields_left_out: Vec<String>,
}

/// Every gold file that the `GOLD.json` of a folder describes, with the files that it labels.
pub(super) fn all(folder: &Path) -> anyhow::Result<Vec<(Gold, Vec<PathBuf>)>> {
    let index = folder.join("GOLD.json");
    let text = std::fs::read_to_string(&index).with_context(|| {
        format!("`{}`: expected a folder with a GOLD.json that describes its gold files", folder.display())
    })?;
    let promises: Value = serde_json::from_str(&text).with_context(|| format!("`{}` is not JSON", index.display()))?;
    let names = promises.as_object().into_iter().flatten().filter(|(_, promise)| promise.is_object());
    let mut sets = Vec::new();
    for (name, _) in names {
        let mut gold = read_gold(&folder.join(name))?;
        gold.name.clone_from(name);
        let mut files = Vec::new();
        for file in &gold.files {
            labelled(&folder.join(file), &mut files)?;
        }
        files.sort();
        sets.push((gold, files));
    }
    anyhow::ensure!(!sets.is_empty(), "`{}`: expected gold files by name, found none", index.display());
    Ok(sets)
}

/// The file, or the files of a folder but for those that say something about the others.
fn labelled(path: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = std::fs::read_dir(path).with_context(|| format!("`{}` could not be read", path.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let describes =
            name.ends_with(".md") || name.ends_with(".tsv") || name.contains("gold") || name.contains("rejected");
        if !describes {
            labelled(&path, files)?;
        }
    }
    Ok(())
}

pub(super) fn read_gold(path: &Path) -> anyhow::Result<Gold> {
    let rows = read_rows(path)?;
    let mut gold = Gold {
        name: path.display().to_string(),
        terms: Terms { exhaustive: rows.iter().map(|row| row.scheme.clone()).collect(), ..Terms::default() },
        rows,
        optional: Vec::new(),
        files: Vec::new(),
        fields_left_out: Vec::new(),
    };
    let mut optional = Vec::new();
    if let Some(stem) = path.to_str().and_then(|path| path.strip_suffix(".jsonl")) {
        optional.push(PathBuf::from(format!("{stem}.optional.jsonl")));
    }
    if let Some((folder, promises)) = promises(path)? {
        let words = |key: &str| -> Vec<String> {
            promises[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        gold.terms = Terms {
            exhaustive: words("exhaustive").into_iter().collect(),
            recall_only: words("recall_only").into_iter().collect(),
        };
        gold.files = words("files");
        gold.fields_left_out = words("fields_left_out");
        if let Some(file) = promises["optional"].as_str() {
            optional.push(folder.join(file));
        }
    }
    optional.sort();
    optional.dedup();
    for path in optional.iter().filter(|path| path.is_file()) {
        gold.optional.extend(read_rows(path)?);
    }
    Ok(gold)
}

/// What GOLD.json, beside the gold file or in one of the two folders above, says of it.
fn promises(path: &Path) -> anyhow::Result<Option<(PathBuf, Value)>> {
    let path = std::path::absolute(path)?;
    for folder in path.ancestors().skip(1).take(3) {
        let file = folder.join("GOLD.json");
        if !file.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(&file).with_context(|| format!("`{}` could not be read", file.display()))?;
        let all: Value = serde_json::from_str(&text).with_context(|| format!("`{}` is not JSON", file.display()))?;
        let key = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if all[&key].is_object() {
            return Ok(Some((folder.to_owned(), all[&key].clone())));
        }
    }
    Ok(None)
}

pub(super) fn read_rows(path: &Path) -> anyhow::Result<Vec<GoldRow>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("`{}` could not be read", path.display()))?;
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("{}:{}", path.display(), index + 1);
        let row: Value = serde_json::from_str(line).with_context(|| format!("{}: expected a JSON object", place()))?;
        let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        for key in ["record", "scheme", "value"] {
            anyhow::ensure!(!word(key).is_empty(), "{}: expected `{key}`, found none", place());
        }
        rows.push(GoldRow {
            record: word("record"),
            ids: ids(&row["ids"]),
            scheme: word("scheme"),
            value: word("value"),
            raw: word("raw"),
            doubtful: row["doubtful"] == true,
        });
    }
    Ok(rows)
}

/// `{"pmid": "1"}` as `pmid:1`.
fn ids(ids: &Value) -> Vec<String> {
    let pairs = ids.as_object().into_iter().flatten();
    pairs.filter_map(|(kind, id)| id.as_str().map(|id| format!("{kind}:{id}"))).collect()
}
