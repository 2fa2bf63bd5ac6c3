//! One file: goes on where it was cut, is checked, and only then gets its name.
//!
//! The decision to question: bytes are only added to a part if the server vouches, by `If-Range` and its own name for
//! the version (`ETag`, else `Last-Modified`), that it is still the same file. Without either, a cut file starts anew.

use crate::folder::{Folder, Held};
use crate::http::{Client, Reply};
use crate::problem::Problem;
use crate::report::Event;
use crate::verify::{Check, md5_in, verify};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;

const CHUNK_BYTES: usize = 64 << 10;

/// A file at the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RemoteFile {
    /// What it is called in the folder.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// What the listing says of it; as long as that stays the same, so does the file.
    pub seen: String,
    /// Its exact length, if the listing tells it.
    pub bytes: Option<u64>,
    /// Roughly its length, if the listing tells only that.
    pub about_bytes: Option<u64>,
    /// What it is held against.
    pub check: Check,
}

/// How a file was had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Got {
    /// It came new.
    Fetched {
        /// Its length.
        bytes: u64,
    },
    /// What was there is still the same.
    Kept,
}

/// What is known of a part, so that it can go on; lies beside it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct PartNote {
    url: String,
    /// For `If-Range`.
    validator: Option<String>,
    etag: Option<String>,
    total: Option<u64>,
}

/// Fetches a file unless what is there is the same. What was there stays until the new one is whole and checked.
pub(crate) fn fetch(
    client: &Client,
    folder: &Folder,
    remote: &RemoteFile,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Got, Problem> {
    let mut part = Part { folder, remote, tell, furthest: 0 };
    client.again(|failures| {
        let before = part.furthest;
        let got = part.attempt(client);
        if part.furthest > before {
            *failures = 0;
        }
        got
    })
}

struct Part<'a> {
    folder: &'a Folder,
    remote: &'a RemoteFile,
    tell: &'a (dyn Fn(Event) + Sync),
    /// The most bytes there ever were: getting further than that is progress.
    furthest: u64,
}

impl Part<'_> {
    fn attempt(&mut self, client: &Client) -> Result<Got, Problem> {
        // Asked each time: if the file changed meanwhile, so did this.
        let md5 = match &self.remote.check {
            Check::Md5At(url) => Some(md5_in(&client.get_once(url)?)?),
            Check::Gzip { .. } => None,
        };
        let held = self.held();
        if let Some(held) = self.same_as_held(held.as_ref(), md5.as_deref(), client)? {
            return self.keep(held);
        }
        let mut note = self.note();
        let so_far = self.length();
        // A whole part is held against its checksum; without one, the server says whether it is still that version.
        if so_far == 0 || note.total != Some(so_far) || md5.is_none() {
            let etag = held.as_ref().and_then(|held| held.etag.as_deref()).filter(|_| so_far == 0 && md5.is_none());
            match self.receive(client, &mut note, so_far, etag)? {
                Received::Whole => {}
                Received::NotModified => return self.keep(held.unwrap_or_default()),
            }
        }
        let records = match self.remote.check {
            Check::Gzip { records } => records,
            Check::Md5At(_) => None,
        };
        if let Err(problem) = verify(&self.path(), md5.as_deref(), records, client.stop) {
            // Asked to stop in the middle of checking, the part is not to blame.
            if problem != Problem::Stopped {
                self.start_anew()?;
            }
            return Err(problem);
        }
        let bytes = self.folder.finish(&self.remote.name)?;
        let held = Held { bytes, seen: self.remote.seen.clone(), md5, etag: note.etag };
        self.folder.change(|state| _ = state.files.insert(self.remote.name.clone(), held))?;
        let _ = std::fs::remove_file(self.note_path());
        Ok(Got::Fetched { bytes })
    }

    /// What the state says is there, if it is.
    fn held(&self) -> Option<Held> {
        let held = self.folder.state().files.get(&self.remote.name).cloned()?;
        (self.folder.length(&self.remote.name) == Some(held.bytes)).then_some(held)
    }

    /// Whether the file that is there is the one at the source, as far as that can be told without asking for it. A file
    /// of which nothing is known (the state was lost) is read and checked.
    fn same_as_held(&self, held: Option<&Held>, md5: Option<&str>, client: &Client) -> Result<Option<Held>, Problem> {
        if let Some(held) = held {
            return Ok((md5.is_some() && held.md5.as_deref() == md5).then(|| held.clone()));
        }
        let Some(bytes) = self.folder.length(&self.remote.name) else { return Ok(None) };
        if self.remote.bytes.is_some_and(|expected| expected != bytes) {
            return Ok(None);
        }
        let records = match self.remote.check {
            Check::Gzip { records: Some(records) } if self.remote.bytes.is_some() => Some(records),
            Check::Gzip { .. } => return Ok(None),
            Check::Md5At(_) => None,
        };
        match verify(&self.folder.path(&self.remote.name), md5, records, client.stop) {
            Ok(()) => Ok(Some(Held { bytes, md5: md5.map(str::to_owned), ..Held::default() })),
            Err(Problem::Stopped) => Err(Problem::Stopped),
            Err(_) => Ok(None),
        }
    }

    fn keep(&self, held: Held) -> Result<Got, Problem> {
        let held = Held { seen: self.remote.seen.clone(), ..held };
        self.folder.change(|state| _ = state.files.insert(self.remote.name.clone(), held))?;
        Ok(Got::Kept)
    }

    fn receive(
        &mut self,
        client: &Client,
        note: &mut PartNote,
        so_far: u64,
        etag: Option<&str>,
    ) -> Result<Received, Problem> {
        let range = format!("bytes={so_far}-");
        let mut headers = Vec::new();
        if let Some(validator) = note.validator.as_deref().filter(|_| so_far > 0) {
            headers.extend([("range", range.as_str()), ("if-range", validator)]);
        } else if let Some(etag) = etag {
            headers.push(("if-none-match", etag));
        }
        let reply = client.ask(&self.remote.url, &headers)?;
        match reply.status {
            304 if etag.is_some() => return Ok(Received::NotModified),
            200 => {
                self.start_anew()?;
                *note = self.note_of(&reply);
                self.write_note(note)?;
            }
            206 if so_far > 0 && goes_on(&reply, so_far, note) => {}
            416 if so_far > 0 && note.total == Some(so_far) && note.validator.is_some() => return Ok(Received::Whole),
            206 | 416 => {
                self.start_anew()?;
                return Err(Problem::Content {
                    expected: "the rest of the same file",
                    found: reply.header("content-range").unwrap_or("no range").to_owned(),
                });
            }
            _ => return Err(client.refusal(&reply)),
        }
        if let Some(total) = note.total {
            if let Some(expected) = self.remote.bytes.filter(|expected| *expected != total) {
                self.start_anew()?;
                return Err(Problem::Length { expected, found: total });
            }
            self.folder.has_room_for(total.saturating_sub(self.length()))?;
        }
        self.copy(client, reply)?;
        let (found, expected) = (self.length(), note.total.or(self.remote.bytes));
        match expected {
            Some(expected) if found != expected => {
                if found > expected {
                    self.start_anew()?;
                }
                Err(Problem::Length { expected, found })
            }
            _ => Ok(Received::Whole),
        }
    }

    /// Adds what comes to the part.
    fn copy(&mut self, client: &Client, mut reply: Reply) -> Result<(), Problem> {
        let path = self.path();
        let trouble = |error: &std::io::Error| Problem::folder(&path, error);
        let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(|error| trouble(&error))?;
        let mut length = self.length();
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            if client.stop.is_asked() {
                return Err(Problem::Stopped);
            }
            let read = match reply.body.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(client.broken(error)),
            };
            file.write_all(&chunk[..read]).map_err(|error| trouble(&error))?;
            length += read as u64;
            self.furthest = self.furthest.max(length);
            (self.tell)(Event::Received { bytes: read as u64 });
        }
    }

    fn note_of(&self, reply: &Reply) -> PartNote {
        let etag = reply.header("etag").map(str::to_owned);
        // A weak name promises the same meaning, not the same bytes.
        let strong = etag.clone().filter(|etag| etag.starts_with('"'));
        PartNote {
            url: self.remote.url.clone(),
            validator: strong.or_else(|| reply.header("last-modified").map(str::to_owned)),
            etag,
            total: reply.length(),
        }
    }

    /// What is known of the part; nothing if it is another file's.
    fn note(&self) -> PartNote {
        let read =
            std::fs::read(self.note_path()).ok().and_then(|bytes| serde_json::from_slice::<PartNote>(&bytes).ok());
        read.filter(|note| note.url == self.remote.url).unwrap_or_default()
    }

    fn write_note(&self, note: &PartNote) -> Result<(), Problem> {
        let path = self.note_path();
        let bytes = serde_json::to_vec(note).unwrap_or_default();
        std::fs::write(&path, bytes).map_err(|error| Problem::folder(&path, &error))
    }

    fn start_anew(&self) -> Result<(), Problem> {
        let lost = self.length();
        for path in [self.note_path(), self.path()] {
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Problem::folder(&path, &error));
                }
                _ => {}
            }
        }
        if lost > 0 {
            (self.tell)(Event::ThrownAway { bytes: lost });
        }
        Ok(())
    }

    fn length(&self) -> u64 {
        std::fs::metadata(self.path()).map_or(0, |file| file.len())
    }

    fn path(&self) -> PathBuf {
        self.folder.part(&self.remote.name)
    }

    fn note_path(&self) -> PathBuf {
        self.folder.part(&format!("{}.note", self.remote.name))
    }
}

enum Received {
    Whole,
    NotModified,
}

/// Whether an answer of 206 is the rest of the same file: `content-range: bytes 100-199/200`.
fn goes_on(reply: &Reply, so_far: u64, note: &PartNote) -> bool {
    let range = reply.header("content-range").and_then(|value| value.strip_prefix("bytes ")?.split_once('/'));
    let Some((range, total)) = range else { return false };
    let starts_here = range.split_once('-').is_some_and(|(start, _)| start.parse() == Ok(so_far));
    let same_total = total.parse().map_or(total == "*", |total: u64| note.total == Some(total));
    let same_version = match (reply.header("etag"), &note.etag) {
        (Some(now), Some(then)) => now == then,
        _ => true,
    };
    starts_here && same_total && same_version
}
