//! From codes to bytes: the loop in which nearly all of inflating is done.

use super::bits::{AHEAD, Bits, Held};
use super::codes::{Codes, DISTANCE_BITS, LITERAL_BITS};
use super::damaged;
use std::io::{self, ErrorKind, Read};

/// The longest copy.
const LONGEST: usize = 258;
/// Copies are made in pieces of this length, or of the other where a copy runs into itself; what is written too much is written over later.
const PIECE: usize = 32;
const SMALL_PIECE: usize = 8;
/// The most that one turn writes: two bytes as they are, and a copy.
pub(super) const MOST: usize = 2 + LONGEST + PIECE;

/// Inflates a block's codes into `window` from `at` on, until the block is over, the window has no room for one more turn, or the
/// packed bytes at hand are used up. Gives where it ends, and whether the block is over. Copies may reach back to `lowest`.
pub(super) fn coded<R: Read>(
    bits: &mut Bits<R>,
    codes: &Codes,
    window: &mut [u8],
    at: usize,
    lowest: usize,
) -> io::Result<(usize, bool)> {
    let packed = bits.ahead()?;
    // Zeros behind the last byte were taken for codes.
    if packed.held.at + AHEAD > packed.bytes.len() {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    let mut held = packed.held;
    let turned = turns(&mut held, packed.bytes, codes, window, at, lowest);
    bits.held = held;
    turned
}

/// As [`coded`], without the reader. `place` is left where the trouble begins if there is any.
fn turns(
    place: &mut Held,
    packed: &[u8],
    codes: &Codes,
    window: &mut [u8],
    mut at: usize,
    lowest: usize,
) -> io::Result<(usize, bool)> {
    // A copy stays in registers.
    let mut held = *place;
    let literal = |held: &Held| codes.literals[(held.bits & ((1 << LITERAL_BITS) - 1)) as usize];
    held.refill(packed);
    let mut entry = literal(&held);
    // A turn begins with the entry that its bits lead to, and fills the bits up to 56.
    while at + MOST <= window.len() {
        let Some(ahead) = packed.get(held.at..).and_then(|ahead| ahead.first_chunk::<AHEAD>()) else { break };
        let past = held.refill_from(ahead, 0);
        // Two codes of the first table and any length leave enough bits for the first table of distances.
        for _ in 0..2 {
            if !entry.is_literal() {
                break;
            }
            window[at] = entry.literal();
            at += 1;
            held.drop(entry.bits());
            entry = literal(&held);
        }
        if entry.is_special() {
            if entry.is_second() {
                held.drop(entry.bits());
                entry = codes.literals.get(entry.second(held.bits)).copied().ok_or_else(|| no_code(place, held))?;
            }
            if entry.is_over() {
                held.drop(entry.bits());
                *place = held;
                return Ok((at, true));
            }
            if entry.is_special() {
                return Err(no_code(place, held));
            }
        }
        if entry.is_literal() {
            window[at] = entry.literal();
            at += 1;
            held.drop(entry.bits());
            entry = literal(&held);
            continue;
        }
        let length = entry.value(held.bits);
        held.drop(entry.bits());

        let mut entry_of_distance = codes.distances[(held.bits & ((1 << DISTANCE_BITS) - 1)) as usize];
        held.refill_from(ahead, past);
        if entry_of_distance.is_special() {
            if entry_of_distance.is_second() {
                held.drop(entry_of_distance.bits());
                let second = entry_of_distance.second(held.bits);
                entry_of_distance = codes.distances.get(second).copied().ok_or_else(|| no_code(place, held))?;
            }
            if entry_of_distance.is_special() {
                return Err(no_code(place, held));
            }
        }
        let distance = entry_of_distance.value(held.bits);
        held.drop(entry_of_distance.bits());
        if distance > at - lowest {
            *place = held;
            return Err(damaged("a copy of what stands before the beginning"));
        }
        // The next entry is on its way while the bytes are copied.
        entry = literal(&held);
        copy(window, at, distance, length);
        at += length;
    }
    *place = held;
    Ok((at, false))
}

#[cold]
fn no_code(place: &mut Held, held: Held) -> io::Error {
    *place = held;
    damaged("a code that is none")
}

/// Repeats what stands `distance` bytes before, which may run into what is just being written.
#[inline(always)]
fn copy(window: &mut [u8], at: usize, distance: usize, length: usize) {
    let from = at - distance;
    if distance >= PIECE {
        let (before, behind) = window.split_at_mut(at);
        if let (Some(piece), Some(place)) = (before[from..].first_chunk::<PIECE>(), behind.first_chunk_mut::<PIECE>()) {
            *place = *piece;
        }
        for done in (PIECE..length).step_by(PIECE) {
            window.copy_within(from + done..from + done + PIECE, at + done);
        }
    } else if distance >= SMALL_PIECE {
        for done in (0..length).step_by(SMALL_PIECE) {
            window.copy_within(from + done..from + done + SMALL_PIECE, at + done);
        }
    } else if distance == 1 {
        let byte = window[from];
        window[at..at + length].fill(byte);
    } else {
        for done in 0..length {
            window[at + done] = window[from + done];
        }
    }
}
