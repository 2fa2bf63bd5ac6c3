//! gzip, inflated a window at a time.
//!
//! The decision to question: an inflater of our own. What is scanned is looked at once and should never leave the processor's cache.
//! The fastest library inflates whole files only, into memory that the system hands out page by page and that two threads fetch over
//! one road; those that can stop and go on are slower than this. Measured on a PubMed file of 117 MB inflated, processor time
//! without reading it, least of seven, in the program and in the system: this 118 and 0 ms, libdeflate 88 and 71, zlib-rs 135 and 0.
//!
//! It is RFC 1951 and 1952, strictly: several members one after the other, each with its checksum and length; anything else is an error.

mod bits;
mod codes;
mod copy;

use crate::window::Fill;
use bits::Bits;
use codes::Codes;
use std::io::{self, ErrorKind, Read};

/// How far back a copy may reach.
const HISTORY: usize = 32 << 10;

/// Checksum and length at the end of a member, in bytes.
const MEMBER_END: usize = 8;

/// Inflates what a reader gives.
pub(crate) struct Inflating<R> {
    bits: Bits<R>,
    state: State,
    is_last_block: bool,
    codes: Box<Codes>,
    member: Member,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    MemberStart,
    BlockStart,
    /// In a block of bytes as they are, of which so many are still to come.
    Stored(usize),
    Coded,
    MemberEnd,
    End,
}

/// What has come out of the member at hand.
#[derive(Default)]
struct Member {
    hasher: crc32fast::Hasher,
    bytes: u64,
}

impl Member {
    fn passed(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
    }
}

/// Something that no honest packer writes.
fn damaged(found: &'static str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, found)
}

impl<R: Read> Inflating<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self {
            bits: Bits::new(reader),
            state: State::MemberStart,
            is_last_block: false,
            codes: Box::default(),
            member: Member::default(),
        }
    }

    /// RFC 1952, 2.3: the head of a member, whose name and remarks say nothing that is needed.
    fn member_start(&mut self) -> io::Result<()> {
        let mut head = [0; 10];
        for byte in &mut head {
            *byte = self.bits.byte()?;
        }
        let [0x1f, 0x8b, 8, flags, ..] = head else { return Err(damaged("an invalid gzip header")) };
        if flags & 0xe0 != 0 {
            return Err(damaged("an invalid gzip header"));
        }
        if flags & 4 != 0 {
            let length = self.bits.two_bytes()?;
            for _ in 0..length {
                self.bits.byte()?;
            }
        }
        for flag in [8, 16] {
            while flags & flag != 0 && self.bits.byte()? != 0 {}
        }
        if flags & 2 != 0 {
            self.bits.two_bytes()?;
        }
        self.member = Member::default();
        Ok(())
    }

    /// Checksum and length, and whether another member follows.
    fn member_end(&mut self) -> io::Result<State> {
        self.bits.align()?;
        let checksum = u32::from(self.bits.two_bytes()?) | u32::from(self.bits.two_bytes()?) << 16;
        let length = u64::from(self.bits.two_bytes()?) | u64::from(self.bits.two_bytes()?) << 16;
        if self.member.hasher.clone().finalize() != checksum || self.member.bytes & 0xffff_ffff != length {
            return Err(damaged("another checksum or length"));
        }
        Ok(if self.bits.is_at_end()? { State::End } else { State::MemberStart })
    }

    fn block_start(&mut self) -> io::Result<State> {
        self.bits.refill()?;
        self.is_last_block = self.bits.take(1) == 1;
        match self.bits.take(2) {
            0 => {
                self.bits.align()?;
                let length = self.bits.two_bytes()?;
                if self.bits.two_bytes()? != !length {
                    return Err(damaged("a stored block of two lengths"));
                }
                return Ok(State::Stored(usize::from(length)));
            }
            1 => self.codes.fix(),
            2 => self.codes.read(&mut self.bits)?,
            _ => return Err(damaged("a block of no known kind")),
        }
        Ok(State::Coded)
    }

    fn after_block(&self) -> State {
        if self.is_last_block { State::MemberEnd } else { State::BlockStart }
    }

    fn inflate(&mut self, window: &mut [u8], from: usize) -> io::Result<(usize, bool)> {
        // Where the bytes begin that a copy may reach back to, and those that were not counted yet.
        let mut lowest = from.saturating_sub(usize::try_from(self.member.bytes).unwrap_or(usize::MAX));
        let (mut at, mut uncounted) = (from, from);
        loop {
            self.state = match self.state {
                State::MemberStart => {
                    self.member_start()?;
                    (lowest, uncounted) = (at, at);
                    State::BlockStart
                }
                State::BlockStart => self.block_start()?,
                State::Stored(0) => self.after_block(),
                State::Stored(_) if at == window.len() => break,
                State::Stored(left) => {
                    let end = window.len().min(at + left);
                    let copied = self.bits.bytes(&mut window[at..end])?;
                    at += copied;
                    State::Stored(left - copied)
                }
                State::Coded if at + copy::MOST > window.len() => break,
                State::Coded => {
                    let is_over;
                    (at, is_over) = copy::coded(&mut self.bits, &self.codes, window, at, lowest)?;
                    if is_over { self.after_block() } else { State::Coded }
                }
                State::MemberEnd => {
                    self.member.passed(&window[uncounted..at]);
                    uncounted = at;
                    self.member_end()?
                }
                State::End => break,
            };
        }
        self.member.passed(&window[uncounted..at]);
        Ok((at, self.state == State::End))
    }
}

impl<R: Read> Fill for Inflating<R> {
    fn fill(&mut self, window: &mut [u8], from: usize) -> io::Result<(usize, bool)> {
        self.inflate(window, from).map_err(|error| {
            // What comes behind the end of a file that was cut makes no sense, but that is not what is wrong with it.
            let is_cut = error.kind() == ErrorKind::InvalidData
                && self.state != State::MemberEnd
                && self.bits.left().is_some_and(|left| left < MEMBER_END);
            if is_cut { ErrorKind::UnexpectedEof.into() } else { error }
        })
    }

    fn looks_back(&self) -> usize {
        HISTORY
    }
}

#[cfg(test)]
mod tests;
