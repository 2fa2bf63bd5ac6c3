//! Packed bytes, taken bit by bit.

use std::io::{self, ErrorKind, Read};

/// Packed bytes held at once.
const HELD: usize = 128 << 10;
/// Zeros behind the last byte, so that the end is not asked for at every turn.
const PADDING: usize = 64;
/// More than one turn of inflating takes or looks at.
pub(super) const AHEAD: usize = 32;
/// Bytes that may be given back: those whose bits are held and were not taken.
const GIVEN_BACK: usize = 8;

/// A reader's bytes as bits, the lowest first.
pub(super) struct Bits<R> {
    reader: R,
    bytes: Vec<u8>,
    /// The end of what was read into `bytes`.
    filled: usize,
    is_whole: bool,
    pub(super) held: Held,
}

/// Bits at hand, and where the next come from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Held {
    pub(super) at: usize,
    pub(super) bits: u64,
    /// How many of them count; what stands above is either zero or what a refill would put there.
    pub(super) count: u32,
}

impl Held {
    /// At least 56 bits, if 8 bytes are left.
    #[inline(always)]
    pub(super) fn refill(&mut self, bytes: &[u8]) -> Option<()> {
        let next = bytes.get(self.at..)?.first_chunk::<8>()?;
        self.bits |= u64::from_le_bytes(*next) << (self.count & 63);
        self.at += (63_u32.wrapping_sub(self.count) >> 3 & 7) as usize;
        self.count |= 56;
        Some(())
    }

    /// The same from the bytes at a place from which `past` were used up since; gives how many then are. Their bounds are known, so
    /// that nothing need be asked.
    #[inline(always)]
    pub(super) fn refill_from(&mut self, ahead: &[u8; AHEAD], past: usize) -> usize {
        let next = ahead[past..].first_chunk::<8>().copied().unwrap_or_default();
        self.bits |= u64::from_le_bytes(next) << (self.count & 63);
        let more = (63_u32.wrapping_sub(self.count) >> 3 & 7) as usize;
        self.at += more;
        self.count |= 56;
        past + more
    }

    #[inline(always)]
    pub(super) fn drop(&mut self, count: u32) {
        self.bits >>= count & 63;
        self.count = self.count.wrapping_sub(count);
    }
}

/// Packed bytes, and the place in them.
pub(super) struct Ahead<'b> {
    pub(super) held: Held,
    pub(super) bytes: &'b [u8],
}

fn ended() -> io::Error {
    ErrorKind::UnexpectedEof.into()
}

impl<R: Read> Bits<R> {
    pub(super) fn new(reader: R) -> Self {
        let bytes = vec![0; HELD + PADDING];
        Self { reader, bytes, filled: 0, is_whole: false, held: Held::default() }
    }

    /// What to take bits from: more than [`PADDING`] bytes beyond the place, or all there are with zeros behind them.
    pub(super) fn ahead(&mut self) -> io::Result<Ahead<'_>> {
        self.read_on()?;
        let end = if self.is_whole { self.filled + PADDING } else { self.filled };
        Ok(Ahead { held: self.held, bytes: &self.bytes[..end] })
    }

    fn read_on(&mut self) -> io::Result<()> {
        if self.is_whole || self.held.at + PADDING < self.filled {
            return Ok(());
        }
        let kept = self.held.at.saturating_sub(GIVEN_BACK);
        self.bytes.copy_within(kept..self.filled, 0);
        self.held.at -= kept;
        self.filled -= kept;
        while self.filled < HELD {
            match self.reader.read(&mut self.bytes[self.filled..HELD]) {
                Ok(0) => {
                    self.is_whole = true;
                    self.bytes[self.filled..self.filled + PADDING].fill(0);
                    break;
                }
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// At least 56 bits, zeros behind the end among them.
    pub(super) fn refill(&mut self) -> io::Result<()> {
        let Ahead { mut held, bytes } = self.ahead()?;
        held.refill(bytes).ok_or_else(ended)?;
        self.held = held;
        Ok(())
    }

    /// The next bits as a number; no more than are held.
    pub(super) fn take(&mut self, count: u32) -> u32 {
        let mask = (1 << count) - 1;
        let taken = self.held.bits & mask;
        self.held.drop(count);
        u32::try_from(taken).unwrap_or(u32::MAX)
    }

    /// Goes on at the next whole byte.
    pub(super) fn align(&mut self) -> io::Result<()> {
        self.held.at = self.held.at.saturating_sub((self.held.count >> 3) as usize);
        (self.held.bits, self.held.count) = (0, 0);
        if self.held.at > self.filled { Err(ended()) } else { Ok(()) }
    }

    /// The next byte, where no bits are held.
    pub(super) fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.bytes(&mut byte)?;
        Ok(byte[0])
    }

    /// The next two bytes as a number, where no bits are held.
    pub(super) fn two_bytes(&mut self) -> io::Result<u16> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// As many of the next bytes as are at hand, at least one, where no bits are held.
    pub(super) fn bytes(&mut self, place: &mut [u8]) -> io::Result<usize> {
        self.read_on()?;
        let length = place.len().min(self.filled.saturating_sub(self.held.at));
        if length == 0 && !place.is_empty() {
            return Err(ended());
        }
        place[..length].copy_from_slice(&self.bytes[self.held.at..self.held.at + length]);
        self.held.at += length;
        Ok(length)
    }

    /// Whole bytes that nobody took yet, once all are at hand.
    pub(super) fn left(&self) -> Option<usize> {
        let taken = self.held.at.saturating_sub((self.held.count >> 3) as usize);
        self.is_whole.then(|| self.filled.saturating_sub(taken))
    }

    /// Whether no byte follows, where no bits are held.
    pub(super) fn is_at_end(&mut self) -> io::Result<bool> {
        self.read_on()?;
        Ok(self.held.at >= self.filled)
    }
}
