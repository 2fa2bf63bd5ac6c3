//! Where the bytes come from, and whether they stayed what they were.

use crate::archive::{Overspent, Seekable};
use crate::inflate::Inflating;
use crate::window::{Fill, Plain};
use crate::{Input, Problem, ReadError};
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

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

/// Smaller than what is asked for at once, so that it is passed by.
const BUFFER: usize = 32 << 10;

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

    /// What fills a window with its bytes, inflated if they are packed.
    pub(crate) fn source(&mut self) -> Result<Box<dyn Fill + '_>, ReadError> {
        let reader = self.bytes.buffered();
        let is_packed = reader.fill_buf().map_err(failure)?.starts_with(&GZIP);
        Ok(if is_packed { Box::new(Inflating::new(reader)) } else { Box::new(Plain(reader)) })
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

    /// Whether the file is no longer what it was when it was opened.
    pub(crate) fn has_changed(&self) -> bool {
        let (Some(before), Some(path)) = (&self.before, &self.path) else { return false };
        std::fs::metadata(path)
            .map_or(true, |after| after.len() != before.len() || after.modified().ok() != before.modified().ok())
    }

    /// Checks that the file is what it was when it was opened, and was read to its end.
    pub(crate) fn finish(self) -> Result<Finished, ReadError> {
        let finished = self.bytes.finished();
        let is_whole = self.before.as_ref().is_none_or(|before| finished.bytes == before.len());
        if self.has_changed() || !is_whole { Err(Problem::Changed.into()) } else { Ok(finished) }
    }
}

fn spooled(reader: &mut dyn BufRead) -> Result<Box<dyn Seekable>, ReadError> {
    let mut file = tempfile::tempfile()?;
    io::copy(reader, &mut file)?;
    Ok(Box::new(file))
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
