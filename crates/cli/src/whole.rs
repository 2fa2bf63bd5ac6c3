//! Files that are written whole or not at all.

use anyhow::Context as _;
use std::path::Path;

/// Writes a file: beside its place first, then into it, so that whoever reads it never sees a part.
pub fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wrong = || format!("`{}` cannot be written", path.display());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.part", std::process::id()));
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // The reason is what counts; a part that stays is told by its name.
        let _ = std::fs::remove_file(&beside);
    }
    written.with_context(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_stays_where_it_cannot_be() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("苔.csv");
        write(&path, b"one").expect("written");
        write(&path, b"other").expect("replaced");
        assert_eq!(std::fs::read(&path).expect("the file"), b"other");
        assert!(write(&folder.path().join("no/such/folder.csv"), b"x").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}
