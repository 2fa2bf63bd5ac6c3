//! zip: a directory at the end that says where each member lies.
//!
//! The decision to question: a reader of our own instead of the `zip` crate. That crate takes the whole directory into memory,
//! shows only the last of two members of one name, and brings seven more crates; what is needed here is stored and deflated content,
//! the long form of zip64, and a refusal of everything else. The directory is read in parts, so memory does not grow with it.

use super::{Contents, Members, checked_name, cut_short, damaged};
use crate::source::failure;
use crate::{Problem, ReadError};
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// What can be read and gone about in.
pub(crate) trait Seekable: Read + Seek {}
impl<T: Read + Seek> Seekable for T {}

/// Where the directory ends, with the longest remark behind it.
const LONGEST_END: u64 = 22 + 65_535;
/// Entries of the directory held at once.
const ENTRIES: usize = 1024;

/// Whether bytes begin with a member of a zip, or with the end of an empty one.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Where the directory stands, and how many entries it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Directory {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) entries: u64,
}

/// An entry of the directory.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    flags: u16,
    method: u16,
    crc32: u32,
    packed_bytes: u64,
    bytes: u64,
    header: u64,
    is_link: bool,
}

/// Reads every member of a zip, in the order of its directory.
pub(crate) fn read_zip(file: &mut dyn Seekable, mut members: Members<'_, '_>) -> Result<Contents, ReadError> {
    let directory = directory(file)?;
    let (mut at, mut count, mut packed_bytes) = (directory.start, 0, 0_u64);
    while count < directory.entries {
        let most = usize::try_from(directory.entries - count).unwrap_or(usize::MAX).min(ENTRIES);
        let (entries, next) = entries(file, at, directory.end, most)?;
        at = next;
        count += entries.len() as u64;
        for entry in &entries {
            packed_bytes = packed_bytes.saturating_add(entry.packed_bytes);
            if packed_bytes > directory.start {
                return Err(Problem::Archive {
                    expected: "members that lie one behind the other",
                    found: "members that share their bytes".to_owned(),
                    hint: "such an archive was made to grow without end; get it from its publisher",
                }
                .into());
            }
            member(file, entry, &mut members)?;
        }
    }
    if at != directory.end {
        return Err(damaged("as many entries in the directory of the archive as it says", "more"));
    }
    members.finish()
}

fn member(file: &mut dyn Seekable, entry: &Entry, members: &mut Members<'_, '_>) -> Result<(), ReadError> {
    if entry.name.ends_with('/') {
        return Ok(());
    }
    if entry.is_link || entry.bytes == 0 {
        members.pass_over();
        return Ok(());
    }
    let budget = members.budget.clone();
    let content = opened(file, entry).map_err(|error| ReadError { member: Some(entry.name.clone()), ..error })?;
    members.take(&entry.name, &mut budget.metered(content))
}

/// The content of a member, held to its length and checksum.
pub(super) fn opened<'f>(file: &'f mut dyn Seekable, entry: &Entry) -> Result<Checked<'f>, ReadError> {
    let not_readable = |found: String, hint| Problem::Archive {
        expected: "members stored or deflated, without password",
        found,
        hint,
    };
    if entry.flags & 1 != 0 {
        return Err(not_readable(
            "a member locked by a password".to_owned(),
            "unpack it with the password, and give the files",
        )
        .into());
    }
    let content = content(file, entry)?;
    let inner: Box<dyn Read + 'f> = match entry.method {
        0 => Box::new(content),
        8 => Box::new(DeflateDecoder::new(BufReader::with_capacity(64 << 10, content))),
        other => {
            return Err(not_readable(
                format!("one packed by method {other}"),
                "pack it again with `zip -r`, or give the files one by one",
            )
            .into());
        }
    };
    Ok(Checked { inner, hasher: crc32fast::Hasher::new(), left: entry.bytes, crc32: entry.crc32 })
}

/// The bytes of a member as they lie there.
fn content<'a>(file: &'a mut dyn Seekable, entry: &Entry) -> Result<io::Take<&'a mut dyn Seekable>, ReadError> {
    let mut header = [0; 30];
    file.seek(SeekFrom::Start(entry.header)).map_err(failure)?;
    file.read_exact(&mut header).map_err(|_| cut_short())?;
    if !header.starts_with(b"PK\x03\x04") {
        return Err(damaged("the member where the directory of the archive says", "something else"));
    }
    let words = i64::from(u16_at(&header, 26)) + i64::from(u16_at(&header, 28));
    file.seek(SeekFrom::Current(words)).map_err(failure)?;
    Ok(file.take(entry.packed_bytes))
}

/// Finds the directory from the end of the file.
pub(super) fn directory(file: &mut dyn Seekable) -> Result<Directory, ReadError> {
    let length = file.seek(SeekFrom::End(0)).map_err(failure)?;
    let start = length.saturating_sub(LONGEST_END);
    let tail = bytes_at(file, start, usize::try_from(length - start).unwrap_or_default())?;
    let end_at = (0..tail.len().saturating_sub(21))
        .rev()
        .find(|at| {
            tail[*at..].starts_with(b"PK\x05\x06") && at + 22 + usize::from(u16_at(&tail, at + 20)) == tail.len()
        })
        .ok_or_else(cut_short)?;
    let end = &tail[end_at..];
    let mut found_at = start + end_at as u64;
    let (mut entries, mut bytes, mut offset) =
        (u64::from(u16_at(end, 10)), u64::from(u32_at(end, 12)), u64::from(u32_at(end, 16)));
    if entries == 0xffff || bytes == 0xffff_ffff || offset == 0xffff_ffff {
        let pointer = found_at.checked_sub(20).ok_or_else(cut_short)?;
        let pointer = bytes_at(file, pointer, 20)?;
        // 65,535 entries exactly need no long form.
        if pointer.starts_with(b"PK\x06\x07") {
            found_at = u64_at(&pointer, 8);
            let long = bytes_at(file, found_at, 56)?;
            if !long.starts_with(b"PK\x06\x06") {
                return Err(damaged("the long form of the directory's end", "something else"));
            }
            (entries, bytes, offset) = (u64_at(&long, 32), u64_at(&long, 40), u64_at(&long, 48));
        }
    }
    match offset.checked_add(bytes) {
        Some(end) if end == found_at => Ok(Directory { start: offset, end, entries }),
        _ => Err(damaged("the directory of the archive right before its end", "a gap")),
    }
}

/// The entries of the directory from `at` on, and where the next one stands.
pub(super) fn entries(file: &mut dyn Seekable, at: u64, end: u64, most: usize) -> Result<(Vec<Entry>, u64), ReadError> {
    file.seek(SeekFrom::Start(at)).map_err(failure)?;
    let mut reader = BufReader::with_capacity(64 << 10, file.take(end - at));
    let (mut entries, mut at) = (Vec::new(), at);
    let fewer = |_| damaged("as many entries in the directory of the archive as it says", "fewer");
    // Names may be of any length up to 64 KiB; so the entries held are limited by their words, too.
    let mut words_held = 0;
    while entries.len() < most && words_held < 1 << 20 {
        let mut fixed = [0; 46];
        reader.read_exact(&mut fixed).map_err(fewer)?;
        if !fixed.starts_with(b"PK\x01\x02") {
            return Err(damaged("an entry in the directory of the archive", "something else"));
        }
        let lengths = [28, 30, 32].map(|at| usize::from(u16_at(&fixed, at)));
        let mut words = vec![0; lengths.iter().sum()];
        reader.read_exact(&mut words).map_err(fewer)?;
        let mut entry = Entry {
            name: checked_name(&words[..lengths[0]])?,
            flags: u16_at(&fixed, 8),
            method: u16_at(&fixed, 10),
            crc32: u32_at(&fixed, 16),
            packed_bytes: u64::from(u32_at(&fixed, 20)),
            bytes: u64::from(u32_at(&fixed, 24)),
            header: u64::from(u32_at(&fixed, 42)),
            is_link: u32_at(&fixed, 38) >> 16 & 0xf000 == 0xa000,
        };
        lengthen(&mut entry, &words[lengths[0]..lengths[0] + lengths[1]])?;
        at += 46 + words.len() as u64;
        words_held += words.len();
        entries.push(entry);
    }
    Ok((entries, at))
}

/// Where a number is too long for its place, zip64 has it among the extras.
fn lengthen(entry: &mut Entry, mut extras: &[u8]) -> Result<(), ReadError> {
    let wrong = || damaged("extras of a member in their form", "something else");
    let long = |value: u64| value == 0xffff_ffff;
    if !(long(entry.bytes) || long(entry.packed_bytes) || long(entry.header)) {
        return Ok(());
    }
    while extras.len() >= 4 {
        let (kind, length) = (u16_at(extras, 0), usize::from(u16_at(extras, 2)));
        let extra = extras.get(4..4 + length).ok_or_else(wrong)?;
        if kind == 1 {
            let mut at = 0;
            for place in [&mut entry.bytes, &mut entry.packed_bytes, &mut entry.header] {
                if long(*place) {
                    *place = extra.get(at..at + 8).map(|bytes| u64_at(bytes, 0)).ok_or_else(wrong)?;
                    at += 8;
                }
            }
            return Ok(());
        }
        extras = &extras[4 + length..];
    }
    Ok(())
}

fn bytes_at(file: &mut dyn Seekable, at: u64, length: usize) -> Result<Vec<u8>, ReadError> {
    let mut bytes = vec![0; length];
    file.seek(SeekFrom::Start(at)).map_err(failure)?;
    file.read_exact(&mut bytes).map_err(|_| cut_short())?;
    Ok(bytes)
}

/// Numbers stand with their smallest byte first; a number that is not there is none.
fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map_or(0, u16::from_le_bytes)
}

/// Content that is held to its length and checksum when it has been read to its end.
pub(super) struct Checked<'a> {
    inner: Box<dyn Read + 'a>,
    hasher: crc32fast::Hasher,
    left: u64,
    crc32: u32,
}

impl Read for Checked<'_> {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(place)?;
        self.hasher.update(&place[..read]);
        let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(wrong("more content than the archive says")),
        }
        if read == 0 && !place.is_empty() {
            if self.left > 0 {
                return Err(wrong("less content than the archive says"));
            }
            if self.hasher.clone().finalize() != self.crc32 {
                return Err(wrong("another checksum"));
            }
        }
        Ok(read)
    }
}
