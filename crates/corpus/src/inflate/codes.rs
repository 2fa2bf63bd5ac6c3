//! The prefix codes of a block, as tables.
//!
//! A table is asked with the next bits and answers an [`Entry`]. Codes longer than the table is wide lead to a second table behind it.

use super::bits::Bits;
use super::damaged;
use std::io::{self, Read};

/// Bits that the first table of a code is asked with.
pub(super) const LITERAL_BITS: u32 = 11;
pub(super) const DISTANCE_BITS: u32 = 9;
const LENGTH_BITS: u32 = 7;

/// Room for the first table and all that may stand behind it: codes of 15 bits for 288 and 30 symbols need 2342 and 594.
const LITERAL_ROOM: usize = 2560;
const DISTANCE_ROOM: usize = 1024;

const LONGEST: usize = 15;
const LITERAL_SYMBOLS: usize = 286;
const DISTANCE_SYMBOLS: usize = 30;
/// The symbol that ends a block.
const END: usize = 256;

/// What a symbol means and how many bits it takes.
///
/// From the lowest bit: 8 bits for the length of code and extra bits together, 4 for that of the code alone, 4 for what kind it is
/// ([`SPECIAL`], [`SECOND`], [`OVER`]), 15 for the byte, the least length or the least distance, 1 for [`LITERAL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Entry(u32);

/// A byte as it is.
const LITERAL: u32 = 1 << 31;
/// Neither a byte nor a length or distance: one of the two below, or a code that has no meaning.
const SPECIAL: u32 = 1 << 15;
/// A second table is to be asked: in place of a value where it begins, in place of the code's bits how many it is asked with.
const SECOND: u32 = 1 << 14;
/// The block is over.
const OVER: u32 = 1 << 13;

impl Entry {
    #[inline(always)]
    pub(super) fn is_literal(self) -> bool {
        self.0 & LITERAL != 0
    }

    #[inline(always)]
    pub(super) fn is_special(self) -> bool {
        self.0 & SPECIAL != 0
    }

    #[inline(always)]
    pub(super) fn is_second(self) -> bool {
        self.0 & SECOND != 0
    }

    #[inline(always)]
    pub(super) fn is_over(self) -> bool {
        self.0 & OVER != 0
    }

    /// Bits to drop.
    #[inline(always)]
    pub(super) fn bits(self) -> u32 {
        self.0 & 0xff
    }

    #[inline(always)]
    pub(super) fn literal(self) -> u8 {
        (self.0 >> 16) as u8
    }

    /// A length or distance, from the bits before they are dropped.
    #[inline(always)]
    pub(super) fn value(self, bits: u64) -> usize {
        let extra = (bits & ((1 << (self.bits() & 63)) - 1)) >> (self.0 >> 8 & 15);
        (self.0 >> 16) as usize + extra as usize
    }

    /// Where in its table a second table answers to the bits that are left.
    #[inline(always)]
    pub(super) fn second(self, bits: u64) -> usize {
        (self.0 >> 16 & 0x3fff) as usize + (bits & ((1 << (self.0 >> 8 & 15)) - 1)) as usize
    }

    fn with_code(self, bits: u32) -> Self {
        Self(self.0 + (bits << 8 | bits))
    }
}

/// What the symbols of a code stand for.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    /// Lengths of codes, and how often they come again.
    CodeLengths,
    LiteralsAndLengths,
    Distances,
}

impl Meaning {
    /// RFC 1951, 3.2.5.
    fn of(self, symbol: usize) -> Entry {
        let based = |base: usize, extra: usize| Entry((base as u32) << 16 | extra as u32);
        match (self, symbol) {
            (Self::LiteralsAndLengths, 0..END) => Entry(LITERAL | (symbol as u32) << 16),
            (Self::LiteralsAndLengths, END) => Entry(SPECIAL | OVER),
            (Self::LiteralsAndLengths, 257..265) => based(symbol - 254, 0),
            (Self::LiteralsAndLengths, 265..285) => {
                let (extra, nth) = ((symbol - 261) / 4, (symbol - 261) % 4);
                based(3 + ((4 + nth) << extra), extra)
            }
            (Self::LiteralsAndLengths, 285) => based(258, 0),
            (Self::Distances, 0..4) => based(symbol + 1, 0),
            (Self::Distances, 4..DISTANCE_SYMBOLS) => {
                let (extra, nth) = ((symbol - 2) / 2, symbol % 2);
                based(1 + ((2 + nth) << extra), extra)
            }
            (Self::CodeLengths, _) => based(symbol, 0),
            (Self::LiteralsAndLengths | Self::Distances, _) => Entry(SPECIAL),
        }
    }
}

/// The two codes of a block.
pub(super) struct Codes {
    pub(super) literals: [Entry; LITERAL_ROOM],
    pub(super) distances: [Entry; DISTANCE_ROOM],
}

impl Default for Codes {
    fn default() -> Self {
        Self { literals: [Entry::default(); LITERAL_ROOM], distances: [Entry::default(); DISTANCE_ROOM] }
    }
}

impl Codes {
    /// RFC 1951, 3.2.6: the codes that every packer knows.
    pub(super) fn fix(&mut self) {
        let mut lengths = [8; 288];
        lengths[144..256].fill(9);
        lengths[256..280].fill(7);
        // Whole codes, both of them.
        let _ = fill(&mut self.literals, LITERAL_BITS, &lengths, Meaning::LiteralsAndLengths);
        let _ = fill(&mut self.distances, DISTANCE_BITS, &[5; 32], Meaning::Distances);
    }

    /// RFC 1951, 3.2.7: the codes of this block alone, behind their lengths, which are packed themselves.
    pub(super) fn read<R: Read>(&mut self, bits: &mut Bits<R>) -> io::Result<()> {
        const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        let wrong = || damaged("a block with a code that is none");
        let literals = bits.take(5) as usize + 257;
        let distances = bits.take(5) as usize + 1;
        let count = bits.take(4) as usize + 4;
        if literals > LITERAL_SYMBOLS || distances > DISTANCE_SYMBOLS {
            return Err(wrong());
        }
        let mut lengths = [0; ORDER.len()];
        for (nth, symbol) in ORDER.iter().take(count).enumerate() {
            if nth % 16 == 0 {
                bits.refill()?;
            }
            lengths[*symbol] = bits.take(3) as u8;
        }
        let mut table = [Entry::default(); 1 << LENGTH_BITS];
        fill(&mut table, LENGTH_BITS, &lengths, Meaning::CodeLengths).ok_or_else(wrong)?;

        // The longest repetition may begin at the last length.
        let mut lengths = [0_u8; LITERAL_SYMBOLS + DISTANCE_SYMBOLS + 138];
        let mut known = 0;
        while known < literals + distances {
            bits.refill()?;
            let entry = table[(bits.held.bits & ((1 << LENGTH_BITS) - 1)) as usize];
            if entry.is_special() {
                return Err(wrong());
            }
            let symbol = entry.value(bits.held.bits);
            bits.take(entry.bits());
            let (length, times) = match symbol {
                16 if known == 0 => return Err(wrong()),
                16 => (lengths[known - 1], 3 + bits.take(2)),
                17 => (0, 3 + bits.take(3)),
                18 => (0, 11 + bits.take(7)),
                length => (length as u8, 1),
            };
            lengths[known..known + times as usize].fill(length);
            known += times as usize;
        }
        if known > literals + distances || lengths[END] == 0 {
            return Err(wrong());
        }
        let (of_literals, of_distances) = lengths[..known].split_at(literals);
        fill(&mut self.literals, LITERAL_BITS, of_literals, Meaning::LiteralsAndLengths).ok_or_else(wrong)?;
        fill(&mut self.distances, DISTANCE_BITS, of_distances, Meaning::Distances).ok_or_else(wrong)
    }
}

/// RFC 1951, 3.2.2: fills a table of `bits` bits from the lengths of its codes, 15 at most. None if these are the lengths of no code: too many, or
/// too few; a single code of one bit is enough, and none at all where nothing is asked.
fn fill(table: &mut [Entry], bits: u32, lengths: &[u8], meaning: Meaning) -> Option<()> {
    let mut counts = [0_u32; LONGEST + 1];
    for length in lengths.iter().filter(|length| **length != 0) {
        counts[usize::from(*length)] += 1;
    }
    // How many codes of each length are still free.
    let mut free = 1_u32;
    for count in &counts[1..] {
        free = (free << 1).checked_sub(*count)?;
    }
    if free > 0 {
        let used: u32 = counts.iter().sum();
        if used > 1 || counts[1] != used {
            return None;
        }
        table[..1 << bits].fill(Entry(SPECIAL).with_code(1));
    }
    // The symbols by length, then by number.
    let mut starts = [0; LONGEST + 2];
    for length in 1..=LONGEST {
        starts[length + 1] = starts[length] + counts[length] as usize;
    }
    let mut symbols = [0_u16; 288];
    for (symbol, length) in lengths.iter().enumerate().filter(|(_, length)| **length != 0) {
        let start = &mut starts[usize::from(*length)];
        symbols[*start] = symbol as u16;
        *start += 1;
    }
    let mut symbols = symbols.iter();
    let mut code = 0_u32;
    let mut second = Second { prefix: u32::MAX, start: 0, bits: 0, next: 1 << bits };
    for length in 1..=LONGEST as u32 {
        code <<= 1;
        for nth in 0..counts[length as usize] {
            let entry = meaning.of(usize::from(*symbols.next()?));
            // Codes come from the highest bit on, everything else from the lowest.
            let reversed = code.reverse_bits() >> (32 - length);
            code += 1;
            if length <= bits {
                put(table.get_mut(..1 << bits)?, reversed, length, entry);
                continue;
            }
            let prefix = reversed & ((1 << bits) - 1);
            if prefix != second.prefix {
                second.begin(prefix, length - bits, counts[length as usize] - nth, &counts[length as usize + 1..]);
                let leads = Entry(SPECIAL | SECOND | (second.start as u32) << 16 | second.bits << 8 | bits);
                *table.get_mut(prefix as usize)? = leads;
            }
            put(table.get_mut(second.start..second.next)?, reversed >> bits, length - bits, entry);
        }
    }
    Some(())
}

/// Puts an entry wherever the bits begin with its code.
fn put(table: &mut [Entry], reversed: u32, length: u32, entry: Entry) {
    for place in table.iter_mut().skip(reversed as usize).step_by(1 << length) {
        *place = entry.with_code(length);
    }
}

/// The second table at hand: for all codes that begin with the same bits.
struct Second {
    prefix: u32,
    start: usize,
    bits: u32,
    /// Where the next one begins.
    next: usize,
}

impl Second {
    /// The next one, as wide as its codes are long: `codes` of `length` bits behind the prefix, and of each further length as many as
    /// `longer` says, until no code is free.
    fn begin(&mut self, prefix: u32, length: u32, codes: u32, longer: &[u32]) {
        let mut free = (1_u32 << length).saturating_sub(codes);
        self.bits = length;
        for count in longer {
            if free == 0 {
                break;
            }
            self.bits += 1;
            free = (free << 1).saturating_sub(*count);
        }
        (self.prefix, self.start) = (prefix, self.next);
        self.next += 1 << self.bits;
    }
}
