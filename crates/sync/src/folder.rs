//! The folder: what it holds, who works in it, and how a file comes in.
//!
//! The decision to question: everything unfinished lies in a hidden folder below (`.shirube-sync`), so that at any moment
//! the folder itself holds whole, checked files only, and `DIR/*.gz` is safe to read while a run is under way.

use crate::problem::Problem;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Where a run keeps what is its own.
const HIDDEN: &str = ".shirube-sync";
/// Room that is left on the disk in any case.
const SPARE_BYTES: u64 = 64 << 20;

/// A folder under the lock of this run.
pub(crate) struct Folder {
    root: PathBuf,
    state: Mutex<State>,
    /// Held until the run ends; absent in a dry run.
    _lock: Option<File>,
}

/// What a folder holds; `.shirube-sync/state.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    /// The source's name.
    pub source: String,
    /// The filter, exactly as given.
    pub filter: String,
    /// Files that were fetched whole, by name.
    pub files: BTreeMap<String, Held>,
    /// Parts of a source that is read page by page, by name.
    pub windows: BTreeMap<String, Window>,
    /// The first day whose changes are still to be asked for.
    pub changes_from: Option<Date>,
}

/// A file that was fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Held {
    /// Its length.
    pub bytes: u64,
    /// What the listing said of it.
    pub seen: String,
    /// Its MD5, if the source tells one.
    pub md5: Option<String>,
    /// The server's name for this version of it.
    pub etag: Option<String>,
}

/// A part of a source that is read page by page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Window {
    /// Whether all pages are here.
    pub done: bool,
    /// Pages fetched.
    pub pages: u32,
    /// Records in them.
    pub records: u64,
    /// Records that the source said there are.
    pub total: Option<u64>,
    /// The source's mark for the next page.
    pub next: Option<String>,
}

impl Folder {
    /// Opens the folder, makes it if it is not there, and locks it. A dry run makes, locks and writes nothing.
    pub fn open(root: &Path, source: &str, filter: &str, dry_run: bool, now: jiff::Timestamp) -> Result<Self, Problem> {
        let hidden = root.join(HIDDEN);
        let lock = if dry_run {
            None
        } else {
            let parts = hidden.join("part");
            std::fs::create_dir_all(&parts).map_err(|error| Problem::folder(&parts, &error))?;
            Some(lock(&hidden.join("lock"), now)?)
        };
        let path = hidden.join("state.json");
        let state = match std::fs::read(&path) {
            // A state that cannot be read is no loss: what is there is checked and taken over.
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => State::default(),
            Err(error) => return Err(Problem::folder(&path, &error)),
        };
        let folder = Self { root: root.to_owned(), state: Mutex::new(state), _lock: lock };
        {
            let mut state = folder.state();
            if state.source.is_empty() {
                (state.source, state.filter) = (source.to_owned(), filter.to_owned());
            } else if state.source != source || state.filter != filter {
                return Err(Problem::Mixed {
                    holds: format!("{} {}", state.source, state.filter).trim().to_owned(),
                    asked: format!("{source} {filter}").trim().to_owned(),
                });
            }
        }
        Ok(folder)
    }

    /// What it holds.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what it holds, on disk too.
    pub fn change(&self, change: impl FnOnce(&mut State)) -> Result<(), Problem> {
        let mut state = self.state();
        change(&mut state);
        let bytes = serde_json::to_vec_pretty(&*state).unwrap_or_default();
        // Under the lock, so that an older state never follows a newer one.
        self.write_hidden("state.json", &bytes)
    }

    /// A file under its final name.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The same file while it is not whole.
    pub fn part(&self, name: &str) -> PathBuf {
        self.root.join(HIDDEN).join("part").join(name)
    }

    /// A file of the run's own.
    pub fn hidden(&self, name: &str) -> PathBuf {
        self.root.join(HIDDEN).join(name)
    }

    /// The length of a whole file, if it is there.
    pub fn length(&self, name: &str) -> Option<u64> {
        std::fs::metadata(self.path(name)).ok().filter(std::fs::Metadata::is_file).map(|file| file.len())
    }

    /// Gives a whole file its final name: on disk first, then renamed in one step over what was there.
    pub fn finish(&self, name: &str) -> Result<u64, Problem> {
        let (part, path) = (self.part(name), self.path(name));
        let bytes = put(&part, &path).map_err(|error| Problem::folder(&path, &error))?;
        Ok(bytes)
    }

    /// Writes a small file of the run's own in one step.
    pub fn write_hidden(&self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        let path = self.hidden(name);
        let fresh = self.part(&format!("{}.new", name.replace('/', "_")));
        let write = || {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&fresh, bytes)?;
            put(&fresh, &path)
        };
        write().map(|_| ()).map_err(|error| Problem::folder(&path, &error))
    }

    /// Throws away what is left of files that nobody will ask for any more.
    pub fn forget_parts(&self, wanted: &[String]) {
        let Ok(parts) = std::fs::read_dir(self.hidden("part")) else { return };
        for part in parts.flatten() {
            let name = part.file_name();
            let name = name.to_string_lossy();
            if !wanted.iter().any(|wanted| name == wanted.as_str() || name.strip_suffix(".note") == Some(wanted)) {
                let _ = std::fs::remove_file(part.path());
            }
        }
    }

    /// Takes a whole file away.
    pub fn remove(&self, name: &str) -> Result<(), Problem> {
        let path = self.path(name);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Problem::folder(&path, &error)),
            _ => Ok(()),
        }
    }

    /// Whether so many more bytes have room, and some to spare.
    pub fn has_room_for(&self, bytes: u64) -> Result<(), Problem> {
        // A folder that is still to be made lies on the disk of the nearest one that is there.
        let there = self.root.ancestors().find(|folder| folder.exists()).unwrap_or(&self.root);
        match free_bytes(there) {
            Some(free) if free < bytes.saturating_add(SPARE_BYTES) => Err(Problem::Space { needed: bytes, free }),
            _ => Ok(()),
        }
    }
}

/// Whether a name from outside may be a file's name here: one plain part of a path, not hidden.
pub(crate) fn checked_name(name: &str) -> Result<&str, Problem> {
    let plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-' | '=' | '+');
    if !name.is_empty() && name.len() <= 200 && !name.starts_with(['.', '-']) && name.chars().all(plain) {
        Ok(name)
    } else {
        Err(Problem::Name { found: name.chars().filter(|character| !character.is_control()).take(100).collect() })
    }
}

fn put(from: &Path, to: &Path) -> std::io::Result<u64> {
    let file = OpenOptions::new().append(true).open(from)?;
    file.sync_all()?;
    let bytes = file.metadata()?.len();
    drop(file);
    std::fs::rename(from, to)?;
    // The new name is on disk only when the folder is. Where folders cannot be opened, the system sees to it.
    if let Some(folder) = to.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
    Ok(bytes)
}

fn lock(path: &Path, now: jiff::Timestamp) -> Result<File, Problem> {
    let trouble = |error: &std::io::Error| Problem::folder(path, error);
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path)
        .map_err(|error| trouble(&error))?;
    match file.try_lock() {
        Ok(()) => {
            // For whoever has to wait; the lock itself is the system's and goes away with the program.
            let text = format!("process {}, since {now}", std::process::id());
            file.set_len(0).and_then(|()| file.write_all(text.as_bytes())).map_err(|error| trouble(&error))?;
            Ok(file)
        }
        Err(TryLockError::WouldBlock) => {
            let by = std::fs::read_to_string(path).unwrap_or_default();
            Err(Problem::Locked { by: if by.is_empty() { "it did not say which".to_owned() } else { by } })
        }
        Err(TryLockError::Error(error)) => Err(trouble(&error)),
    }
}

#[cfg(unix)]
fn free_bytes(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

/// Not known here; a full disk is then met in writing.
#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(root: &Path, source: &str, filter: &str) -> Result<Folder, Problem> {
        Folder::open(root, source, filter, false, jiff::Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_name_from_outside_is_one_plain_part_of_a_path() {
        for good in ["pubmed26n0001.xml.gz", "works_2026-06-24_part_0000.gz", "updated_date=2026-06-24"] {
            assert_eq!(checked_name(good), Ok(good));
        }
        for bad in ["", ".", "..", "../a.gz", "a/b.gz", "a\\b.gz", ".hidden", "-rf", "a\nb", "a b", "é.gz", "C:a"] {
            assert!(matches!(checked_name(bad), Err(Problem::Name { .. })), "{bad}");
        }
    }

    #[test]
    fn two_runs_do_not_work_in_one_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = open(folder.path(), "openalex", "").expect("the first run");
        let Err(Problem::Locked { by }) = open(folder.path(), "openalex", "") else { panic!("expected the lock") };
        assert!(by.starts_with("process ") && by.contains("1970-01-01"), "{by}");
        drop(first);
        assert!(open(folder.path(), "openalex", "").is_ok());
    }

    #[test]
    fn a_folder_is_for_one_source_and_one_filter() {
        let folder = tempfile::tempdir().expect("a folder");
        open(folder.path(), "crossref", "has-funder:true").and_then(|opened| opened.change(|_| ())).expect("a run");
        let Err(Problem::Mixed { holds, asked }) = open(folder.path(), "crossref", "") else { panic!("expected no") };
        assert_eq!((holds.as_str(), asked.as_str()), ("crossref has-funder:true", "crossref"));
        assert!(matches!(open(folder.path(), "openalex", ""), Err(Problem::Mixed { .. })));
    }

    #[test]
    fn a_disk_that_is_too_full_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let opened = open(folder.path(), "openalex", "").expect("a folder");
        assert_eq!(opened.has_room_for(1), Ok(()));
        if cfg!(unix) {
            assert!(matches!(opened.has_room_for(u64::MAX - 1), Err(Problem::Space { .. })));
        }
    }
}
