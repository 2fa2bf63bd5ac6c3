//! Where the bytes come from, and whether they stayed what they were.
//!
//! The decision to question: two inflaters. The one that needs the whole file in memory is twice as fast and tells little when
//! something is wrong; the one that streams takes over for what is large, unknown or of several members, and to say what is wrong.

use crate::archive::{Overspent, Seekable};
use crate::memory::Memory;
use crate::{Input, Problem, ReadError};
use flate2::bufread::MultiGzDecoder;
use libdeflater::Decompressor;
use memchr::memmem;
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Above this size inflated, a file is read through a window.
const LARGEST_WHOLE: u64 = 400 << 20;

pub(crate) const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A file that is being read.
pub(crate) struct Opened {
    bytes: Source,
    before: Option<Metadata>,
    path: Option<std::path::PathBuf>,
}

/// The bytes as they lie there.
enum Source {
    File(BufReader<Counted<File>>),
    Stdin(BufReader<Counted<io::Stdin>>),
    Bytes(BufReader<Counted<Cursor<Vec<u8>>>>),
}

/// What is known when everything was read.
pub(crate) struct Finished {
    pub(crate) sha256: Option<String>,
    pub(crate) bytes: u64,
}

/// Counts what passes and takes its checksum.
struct Counted<R> {
    inner: R,
    bytes: Rc<Cell<u64>>,
    sha256: Option<Sha256>,
}

impl<R> Counted<R> {
    fn new(inner: R, checksum: bool) -> Self {
        Self { inner, bytes: Rc::default(), sha256: checksum.then(Sha256::new) }
    }

    fn passed(&mut self, bytes: &[u8]) {
        self.bytes.set(self.bytes.get() + bytes.len() as u64);
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(bytes);
        }
    }

    fn finished(&self) -> Finished {
        let sha256 =
            self.sha256.clone().map(|sha256| sha256.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
        Finished { sha256, bytes: self.bytes.get() }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(place)?;
        self.passed(&place[..read]);
        Ok(read)
    }
}

impl Source {
    fn buffered(&mut self) -> &mut dyn BufRead {
        match self {
            Self::File(reader) => reader,
            Self::Stdin(reader) => reader,
            Self::Bytes(reader) => reader,
        }
    }

    /// How many bytes have been read so far; goes on counting.
    fn counter(&self) -> Rc<Cell<u64>> {
        match self {
            Self::File(reader) => Rc::clone(&reader.get_ref().bytes),
            Self::Stdin(reader) => Rc::clone(&reader.get_ref().bytes),
            Self::Bytes(reader) => Rc::clone(&reader.get_ref().bytes),
        }
    }

    fn finished(&self) -> Finished {
        match self {
            Self::File(reader) => reader.get_ref().finished(),
            Self::Stdin(reader) => reader.get_ref().finished(),
            Self::Bytes(reader) => reader.get_ref().finished(),
        }
    }
}

const BUFFER: usize = 128 << 10;

impl Opened {
    pub(crate) fn open(input: &Input, checksum: bool) -> Result<Self, ReadError> {
        match input {
            Input::File(path) => {
                let file = File::open(path)?;
                let before = file.metadata()?;
                if before.is_dir() {
                    return Err(Problem::Folder.into());
                }
                if before.is_file() && before.len() == 0 {
                    return Err(Problem::Empty.into());
                }
                let bytes = Source::File(BufReader::with_capacity(BUFFER, Counted::new(file, checksum)));
                Ok(Self { bytes, before: Some(before).filter(Metadata::is_file), path: Some(path.clone()) })
            }
            Input::Stdin => {
                let bytes = Source::Stdin(BufReader::with_capacity(BUFFER, Counted::new(io::stdin(), checksum)));
                Ok(Self { bytes, before: None, path: None })
            }
            Input::Bytes { bytes, .. } => {
                let bytes =
                    Source::Bytes(BufReader::with_capacity(BUFFER, Counted::new(Cursor::new(bytes.clone()), checksum)));
                Ok(Self { bytes, before: None, path: None })
            }
        }
    }

    /// The bytes one after the other, inflated if they are packed.
    pub(crate) fn stream(&mut self) -> Result<Box<dyn Read + '_>, ReadError> {
        let reader = self.bytes.buffered();
        let packed = reader.fill_buf().map_err(failure)?.starts_with(&GZIP);
        Ok(if packed { Box::new(MultiGzDecoder::new(reader)) } else { Box::new(reader) })
    }

    /// How many bytes of the file have been read so far; goes on counting.
    pub(crate) fn counter(&self) -> Rc<Cell<u64>> {
        self.bytes.counter()
    }

    /// Whether the bytes as they lie there begin so that `is` says yes.
    pub(crate) fn begins(&mut self, is: impl Fn(&[u8]) -> bool) -> Result<bool, ReadError> {
        if let (Source::File(reader), Some(_)) = (&mut self.bytes, &self.before) {
            // Past the buffer, which would count what is read.
            let file = &mut reader.get_mut().inner;
            let mut head = Vec::with_capacity(8);
            file.take(8).read_to_end(&mut head)?;
            file.seek(SeekFrom::Start(0))?;
            return Ok(is(&head));
        }
        Ok(is(self.bytes.buffered().fill_buf().map_err(failure)?))
    }

    /// The bytes as they lie there, to go about in. They are read once from start to end before, for their checksum; what cannot
    /// be read twice is kept in a temporary file.
    pub(crate) fn seekable(&mut self) -> Result<Box<dyn Seekable + '_>, ReadError> {
        let is_file = self.before.is_some();
        match &mut self.bytes {
            Source::File(reader) if !is_file => spooled(reader),
            Source::Stdin(reader) => spooled(reader),
            Source::File(reader) => {
                io::copy(reader, &mut io::sink())?;
                Ok(Box::new(&mut reader.get_mut().inner))
            }
            Source::Bytes(reader) => {
                io::copy(reader, &mut io::sink())?;
                Ok(Box::new(&mut reader.get_mut().inner))
            }
        }
    }

    /// Checks that the file is what it was when it was opened.
    pub(crate) fn finish(self) -> Result<Finished, ReadError> {
        let finished = self.bytes.finished();
        if let (Some(before), Some(path)) = (&self.before, &self.path) {
            let after = std::fs::metadata(path).map_err(|_| Problem::Changed)?;
            let same = after.len() == before.len()
                && finished.bytes == before.len()
                && after.modified().ok() == before.modified().ok();
            if !same {
                return Err(Problem::Changed.into());
            }
        }
        Ok(finished)
    }
}

fn spooled(reader: &mut dyn BufRead) -> Result<Box<dyn Seekable>, ReadError> {
    let mut file = tempfile::tempfile()?;
    io::copy(reader, &mut file)?;
    Ok(Box::new(file))
}

/// Inflates whole files, always into the same memory.
#[derive(Default)]
pub(crate) struct Whole {
    inflater: Option<Decompressor>,
    packed: Memory,
    inflated: Memory,
}

impl Whole {
    /// The whole content of a packed file of one member that fits into `memory_bytes`; none of any other, which is then as before.
    pub(crate) fn inflate(&mut self, opened: &mut Opened, memory_bytes: u64) -> Result<Option<&[u8]>, ReadError> {
        let (Source::File(reader), Some(before)) = (&mut opened.bytes, &opened.before) else { return Ok(None) };
        let counted = reader.get_mut();
        let Some(inflated_bytes) = length_inflated(&mut counted.inner, before.len())? else { return Ok(None) };
        if inflated_bytes > LARGEST_WHOLE || inflated_bytes + before.len() + (24 << 20) > memory_bytes {
            return Ok(None);
        }
        let (Ok(packed_length), Ok(inflated_length)) = (usize::try_from(before.len()), usize::try_from(inflated_bytes))
        else {
            return Ok(None);
        };
        let packed = self.packed.take(packed_length)?;
        counted.inner.read_exact(packed).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Problem::Changed.into(),
            _ => ReadError::from(error),
        })?;
        let inflated = self.inflated.take(inflated_length)?;
        let inflater = self.inflater.get_or_insert_with(Decompressor::new);
        match inflater.gzip_decompress(packed, inflated) {
            // The library stops after the first member. Where another follows, this one's length stands before its start.
            Ok(length) if length == inflated_length && !has_second_member(packed, inflated_bytes) => {
                counted.passed(packed);
                Ok(Some(inflated))
            }
            // Several members, or something wrong: the other inflater reads the former and finds words for the latter.
            _ => {
                counted.inner.seek(SeekFrom::Start(0))?;
                Ok(None)
            }
        }
    }
}

fn has_second_member(packed: &[u8], inflated_bytes: u64) -> bool {
    let length = u32::try_from(inflated_bytes).unwrap_or(u32::MAX).to_le_bytes();
    let [a, b, c, d] = length;
    memmem::find(packed, &[a, b, c, d, GZIP[0], GZIP[1], 8]).is_some()
}

/// The length that a gzip file says it has; a hint, since a later member or 4 GiB would hide it. None if it is not packed.
fn length_inflated(file: &mut File, length: u64) -> Result<Option<u64>, ReadError> {
    let (mut start, mut end) = ([0; 2], [0; 4]);
    if length < 18 {
        return Ok(None);
    }
    file.read_exact(&mut start)?;
    file.seek(SeekFrom::End(-4))?;
    file.read_exact(&mut end)?;
    file.seek(SeekFrom::Start(0))?;
    Ok((start == GZIP).then(|| u64::from(u32::from_le_bytes(end))))
}

/// What an error of the system or of the inflater means.
pub(crate) fn failure(error: io::Error) -> ReadError {
    if let Some(overspent) = error.get_ref().and_then(|inner| inner.downcast_ref::<Overspent>()) {
        return Problem::Archive {
            expected: "an archive that grows as text does when unpacked",
            found: overspent.to_string(),
            hint: "such an archive was made to fill disks and memory; get it from its publisher",
        }
        .into();
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Problem::Truncated.into(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Problem::Corrupt(error.to_string()).into(),
        _ => error.into(),
    }
}
