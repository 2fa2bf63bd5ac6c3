//! A folder that is written beside its place and moved there when it is whole.

use crate::Error;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// File of checksums, in the form that `sha256sum --check` reads.
const SUMS: &str = "SHA256SUMS";
/// What changes from run to run; it has no checksum.
pub(crate) const META: &str = "meta";

/// A folder being written.
pub(crate) struct Folder {
    place: PathBuf,
    new: PathBuf,
    done: bool,
}

impl Folder {
    /// Begins a folder. What is at its place stays until [`Folder::put_in_place`].
    pub(crate) fn begin(place: &Path) -> Result<Self, Error> {
        refuse_what_is_no_export(place)?;
        let place = std::path::absolute(place).map_err(|error| Error::write(place, error))?;
        let (Some(parent), Some(_)) = (place.parent(), place.file_name()) else {
            return Err(Error::write(&place, "it is no folder that can be made"));
        };
        std::fs::create_dir_all(parent).map_err(|error| Error::write(parent, error))?;
        let new = beside(&place, "new");
        std::fs::create_dir(&new).map_err(|error| Error::write(&new, error))?;
        Ok(Self { place, new, done: false })
    }

    /// Where to write.
    pub(crate) fn path(&self) -> &Path {
        &self.new
    }

    /// Writes a file of text.
    pub(crate) fn text(&self, name: &str, text: &str) -> Result<(), Error> {
        let path = self.new.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| Error::write(parent, error))?;
        }
        std::fs::write(&path, text).map_err(|error| Error::write(&path, error))
    }

    /// Adds the checksums and moves the folder to its place; an earlier export there goes. Gives the number of files.
    pub(crate) fn put_in_place(mut self) -> Result<usize, Error> {
        let mut sums = String::new();
        let files = files(&self.new).map_err(|error| Error::write(&self.new, error))?;
        for name in files.iter().filter(|name| !is_meta(name)) {
            let path = self.new.join(name);
            let sum = sha256(&path).map_err(|error| Error::write(&path, error))?;
            let _ = writeln!(sums, "{sum}  {name}");
        }
        self.text(SUMS, &sums)?;
        // Again: an hour may have passed.
        refuse_what_is_no_export(&self.place)?;
        let old = beside(&self.place, "old");
        let move_there = || -> std::io::Result<()> {
            if self.place.exists() {
                std::fs::rename(&self.place, &old)?;
            }
            if let Err(error) = std::fs::rename(&self.new, &self.place) {
                if old.exists() {
                    std::fs::rename(&old, &self.place)?;
                }
                return Err(error);
            }
            if old.exists() { std::fs::remove_dir_all(&old) } else { Ok(()) }
        };
        move_there().map_err(|error| Error::write(&self.place, error))?;
        self.done = true;
        Ok(files.len() + 1)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.done {
            // That what was begun could not be taken away is the lesser news.
            let _ = std::fs::remove_dir_all(&self.new);
        }
    }
}

fn beside(place: &Path, what: &str) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.{what}-{}", std::process::id()))
}

/// An earlier export is known by its checksums: every file of the folder stands there, or tells of the run.
fn refuse_what_is_no_export(place: &Path) -> Result<(), Error> {
    let refuse = |found: &str| Err(Error::Occupied { folder: place.to_owned(), found: found.to_owned() });
    if place.exists() && !place.is_dir() {
        return refuse("a file");
    }
    if !place.exists() {
        return Ok(());
    }
    let sums = std::fs::read_to_string(place.join(SUMS)).unwrap_or_default();
    let known: BTreeSet<&str> = sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name).collect();
    let found = files(place).map_err(|error| Error::write(place, error))?;
    match found.iter().find(|name| *name != SUMS && !is_meta(name) && !known.contains(name.as_str())) {
        Some(name) => refuse(name),
        None if known.is_empty() && !found.is_empty() => refuse(&found[0]),
        None => Ok(()),
    }
}

fn is_meta(name: &str) -> bool {
    name.strip_prefix(META).is_some_and(|rest| rest.starts_with('/'))
}

/// Every file, by its path from the folder with slashes, sorted. A folder without files counts as one, so that it is not taken for nothing.
fn files(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((path, name)) = folders.pop() {
        let before = found.len() + folders.len();
        for entry in std::fs::read_dir(&path)? {
            let entry = entry?;
            let inside = format!("{name}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), format!("{inside}/")));
            } else {
                found.push(inside);
            }
        }
        if !name.is_empty() && found.len() + folders.len() == before {
            found.push(name);
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn sha256(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
    }
    Ok(hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export(place: &Path, text: &str) -> Result<usize, Error> {
        let folder = Folder::begin(place)?;
        folder.text("csv/moss.csv", text)?;
        folder.text("meta/run.json", "{}")?;
        folder.put_in_place()
    }

    #[test]
    fn an_earlier_export_is_replaced_whole_and_sums_hold() {
        let home = tempfile::tempdir().expect("a folder");
        let place = home.path().join("open/data");
        assert_eq!(export(&place, "one").expect("written"), 3);
        assert_eq!(export(&place, "two").expect("written again"), 3);
        assert_eq!(std::fs::read_to_string(place.join("csv/moss.csv")).expect("there"), "two");
        let sums = std::fs::read_to_string(place.join(SUMS)).expect("there");
        assert_eq!(sums, format!("{}  csv/moss.csv\n", sha256(&place.join("csv/moss.csv")).expect("read")));
        assert_eq!(
            std::fs::read_dir(home.path().join("open")).expect("a folder").count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn a_folder_with_anything_else_in_it_is_refused_and_left_as_it_is() {
        let home = tempfile::tempdir().expect("a folder");
        let place = home.path().join("data");
        export(&place, "one").expect("written");
        for stranger in ["notes.txt", "csv/notes.csv", "mine/notes.txt"] {
            let path = place.join(stranger);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(&path, "mine").expect("written");
            let refused = export(&place, "two").expect_err("refused").to_string();
            assert!(refused.contains(stranger) && refused.contains("hint:"), "{refused}");
            assert_eq!(std::fs::read_to_string(place.join("csv/moss.csv")).expect("there"), "one");
            std::fs::remove_file(&path).expect("removed");
        }
        std::fs::create_dir(home.path().join("other")).expect("made");
        std::fs::write(home.path().join("other/notes.txt"), "mine").expect("written");
        assert!(export(&home.path().join("other"), "one").is_err(), "no export at all");
        assert!(export(&home.path().join("other/notes.txt"), "one").is_err(), "a file");
    }

    #[test]
    fn what_was_begun_and_not_finished_leaves_nothing() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = Folder::begin(&home.path().join("data")).expect("begun");
        folder.text("csv/moss.csv", "half").expect("written");
        drop(folder);
        assert_eq!(std::fs::read_dir(home.path()).expect("a folder").count(), 0);
    }
}
