//! The window through which every file is read.
//!
//! The decision to question: a window that starts small. Bytes are inflated, checked and looked through while they are in the processor's
//! cache, and the window grows only for records that need it.

use crate::read::{Feeder, Progress, Sink};
use crate::source::failure;
use crate::{Format, Problem, ReadError};
use std::io::{self, Read};

/// The window at first.
const FIRST: usize = 256 << 10;
/// The most that it may grow to: no record and no line may be longer.
pub(crate) const LONGEST: usize = 32 << 20;
/// Less room than this is none.
const ROOM: usize = 4 << 10;

/// What fills a window.
pub(crate) trait Fill {
    /// Writes into the window from `from` on; gives where it ends, and whether nothing more comes. Some room at the end may stay free.
    /// Before `from` stands what it gave last, as much of it as [`Fill::looks_back`] says.
    fn fill(&mut self, window: &mut [u8], from: usize) -> io::Result<(usize, bool)>;

    /// How many of the bytes given last must stay in the window.
    fn looks_back(&self) -> usize {
        0
    }
}

/// Bytes as a reader gives them.
pub(crate) struct Plain<R>(pub(crate) R);

impl<R: Read> Fill for Plain<R> {
    fn fill(&mut self, window: &mut [u8], from: usize) -> io::Result<(usize, bool)> {
        let mut filled = from;
        while filled < window.len() {
            match self.0.read(&mut window[filled..]) {
                Ok(0) => return Ok((filled, true)),
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok((filled, false))
    }
}

/// Bytes of a file in memory that is used again, and what more of them comes from.
pub(crate) struct Window<'w> {
    bytes: &'w mut Vec<u8>,
    source: &'w mut dyn Fill,
    /// Where the bytes begin that nobody took yet, and where they end.
    start: usize,
    filled: usize,
    is_last: bool,
    /// How many came in all.
    total: u64,
}

impl<'w> Window<'w> {
    /// At the beginning of a file.
    pub(crate) fn open(bytes: &'w mut Vec<u8>, source: &'w mut dyn Fill) -> Result<Self, ReadError> {
        if bytes.is_empty() {
            bytes.resize(FIRST, 0);
        }
        let mut window = Self { bytes, source, start: 0, filled: 0, is_last: false, total: 0 };
        window.fill().map_err(failure)?;
        Ok(window)
    }

    /// The bytes that nobody took yet.
    pub(crate) fn ahead(&self) -> &[u8] {
        &self.bytes[self.start..self.filled]
    }

    fn fill(&mut self) -> io::Result<()> {
        let (filled, is_last) = self.source.fill(self.bytes, self.filled)?;
        self.total += (filled - self.filled) as u64;
        (self.filled, self.is_last) = (filled, is_last);
        Ok(())
    }

    /// More bytes behind those that nobody took. `unit`: what must fit into the window at once.
    fn go_on(&mut self, unit: &'static str) -> Result<(), ReadError> {
        let kept = self.start.min(self.filled.saturating_sub(self.source.looks_back()));
        self.bytes.copy_within(kept..self.filled, 0);
        self.start -= kept;
        self.filled -= kept;
        if self.filled - self.start > self.bytes.len() / 2 && self.bytes.len() < LONGEST {
            self.bytes.resize(self.bytes.len() * 2, 0);
        }
        if self.bytes.len() - self.filled < ROOM {
            return Err(Problem::TooLong { what: unit, limit_bytes: LONGEST }.into());
        }
        self.fill().map_err(failure)
    }
}

/// The bytes one after the other, for whoever cannot use a window.
impl Read for Window<'_> {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        if self.start == self.filled && !self.is_last {
            let kept = self.filled.saturating_sub(self.source.looks_back());
            self.bytes.copy_within(kept..self.filled, 0);
            self.filled -= kept;
            self.start = self.filled;
            self.fill()?;
        }
        let length = place.len().min(self.filled - self.start);
        place[..length].copy_from_slice(&self.bytes[self.start..self.start + length]);
        self.start += length;
        Ok(length)
    }
}

/// What chooses a feeder by the beginning of a file; none: the file is passed over.
type Begin<'b, 'a> = dyn FnMut(&[u8]) -> Result<Option<(Format, Box<dyn Feeder + 'a>)>, ReadError> + 'b;

/// Reads a file through its window. Gives its format and its length inflated; none if it was passed over, and then perhaps not
/// read to its end.
pub(crate) fn pieces<'a>(
    mut window: Window<'_>,
    begin: &mut Begin<'_, 'a>,
    progress: &mut Progress,
    sink: &mut Sink<'_>,
) -> Result<Option<(Format, u64)>, ReadError> {
    let Some((format, mut feeder)) = begin(window.ahead())? else { return Ok(None) };
    loop {
        let taken = feeder.feed(window.ahead(), window.is_last, progress, sink)?;
        if window.is_last {
            return Ok(Some((format, window.total)));
        }
        window.start += taken;
        window.go_on(feeder.unit())?;
    }
}

/// Reads until the place is full or nothing more comes.
pub(crate) fn fill(source: &mut dyn Read, place: &mut [u8]) -> Result<usize, ReadError> {
    Plain(source).fill(place, 0).map(|(filled, _)| filled).map_err(failure)
}
