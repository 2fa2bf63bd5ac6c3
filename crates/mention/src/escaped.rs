//! Raw bytes of JSON in, places that could hold a mention out.
//!
//! The decision to question: as in [`crate::prefilter`], bytes are looked at before anything is parsed, and nothing is missed. The proof:
//!
//! 1. The recogniser looks at a text only if an anchor stands in it. A text is one JSON string, decoded; titles and abstracts are
//!    besides what [`crate::shown`] makes of it.
//! 2. An anchor holds no `\`, `<`, `>` and `&`. It stands in the raw bytes as it is, unless an escape, a tag or a reference stands
//!    inside it; and each of these begins with `\`, `<` or `&`: the signs.
//! 3. What a check asks to stand before an anchor can be hidden by an escape alone (`\nAMED` ends in an `n`, `\u2010CREATE` in a
//!    zero): tags and references end in `>` and `;`, which every check lets pass. After it, it is hidden by nothing: `\` passes, too.
//! 4. So where an anchor could run through a sign, or begin right behind an escape, the bytes around are decoded, first as JSON,
//!    then as markup, and the anchors looked for after each step.
//!
//! Whether an anchor could run through a sign is told by the two characters that would then be neighbours: nearly all signs are
//! dismissed so, which matters in files that write every slash as `\/`.

use crate::prefilter::Prefilter;
use crate::shown::{LONGEST_TAG, push_shown};
use memchr::{memchr, memchr3};
use std::ops::Range;

/// Signs that follow each other closely for so long are not looked at in detail.
const LONGEST_CLUSTER: usize = 16 * 1024;

/// What an escape before an anchor is long, and what a check looks at behind it.
const AROUND: usize = 32;

impl Prefilter {
    /// As [`Prefilter::collect`], for bytes of JSON: adds every place in `range` that could be (part of) a mention, in order of
    /// their starts. The range must begin outside of a string.
    pub fn collect_in_json(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        let known = places.len();
        let bytes = &bytes[..range.end.min(bytes.len())];
        self.collect_plain(bytes, range.clone(), places);
        Signs { prefilter: self, bytes, json: Vec::new(), text: Vec::new() }.collect(range.start, places);
        places[known..].sort_unstable_by_key(|place| place.start);
    }
}

/// Looks at what may hide an anchor.
struct Signs<'a> {
    prefilter: &'a Prefilter,
    bytes: &'a [u8],
    /// What was decoded, in memory that is used again.
    json: Vec<u8>,
    text: Vec<u8>,
}

/// A sign and what it stands for.
struct Sign {
    /// Where the search for the next sign goes on.
    next: usize,
    /// Where what belongs to it ends.
    end: usize,
    means: Means,
}

#[derive(Clone, Copy)]
enum Means {
    /// Nothing: an `&` or `<` by itself.
    Itself,
    /// A byte that an escape writes, and that can stand in an anchor.
    Escaped(u8),
    /// A character, written as an escape, that stands in no anchor.
    Foreign,
    /// A tag that may be a blank or nothing.
    Tag,
    /// What is known only after decoding.
    Anything,
}

/// What stands before or behind a sign.
#[derive(Clone, Copy)]
enum Neighbour {
    Byte(u8),
    /// Another sign, or markup.
    Unknown,
    /// Nothing, or what no anchor holds.
    Nothing,
}

impl Signs<'_> {
    fn collect(mut self, from: usize, places: &mut Vec<Range<usize>>) {
        let (mut at, mut last_end, mut before_next) = (from, usize::MAX, Neighbour::Nothing);
        while let Some(found) = memchr3(b'\\', b'<', b'&', &self.bytes[at..]) {
            let start = at + found;
            let sign = self.sign(start);
            let before = if last_end == start { before_next } else { self.before(start, from) };
            (last_end, before_next) = (sign.end, after_sign(sign.means));
            at = sign.next;
            if self.may_hide(&sign, before) {
                at = self.cluster(start, from, &sign, places);
                last_end = usize::MAX;
            } else if self.begins_behind(&sign) {
                let end = (sign.end + self.reach()).min(self.bytes.len());
                if self.shows(start..end) {
                    places.push(start..end);
                }
            }
        }
    }

    /// As far as an anchor reaches, with what its check looks at.
    fn reach(&self) -> usize {
        self.prefilter.anchors().longest() + AROUND
    }

    fn before(&self, start: usize, from: usize) -> Neighbour {
        match start.checked_sub(1).filter(|at| *at >= from).map(|at| self.bytes[at]) {
            None => Neighbour::Nothing,
            Some(b'>' | b';') => Neighbour::Unknown,
            Some(byte) => Neighbour::Byte(byte),
        }
    }

    fn after(&self, end: usize) -> Neighbour {
        match self.bytes.get(end..).unwrap_or_default() {
            [b'\\', b'n' | b'r' | b't' | b'"' | b'\\', ..] | [] => Neighbour::Nothing,
            [b'\\', b'/', ..] => Neighbour::Byte(b'/'),
            [b'\\' | b'<' | b'&', ..] => Neighbour::Unknown,
            [byte, ..] => Neighbour::Byte(*byte),
        }
    }

    fn sign(&self, start: usize) -> Sign {
        let rest = &self.bytes[start..];
        match rest {
            [b'\\', b'u', ..] => match escaped(rest) {
                Some((character, length)) => {
                    let end = start + length;
                    let means = match character {
                        ' '..='~' => Means::Anything,
                        '\u{80}'.. => {
                            let mut buffer = [0; 4];
                            let coded = character.encode_utf8(&mut buffer).as_bytes();
                            let known = self.prefilter.anchors().have_pair(coded[0], coded[1]);
                            if known { Means::Anything } else { Means::Foreign }
                        }
                        _ => Means::Foreign,
                    };
                    // The end of a tag that is written in escapes belongs to it, too.
                    let end = if character == '<' { tag_end(self.bytes, end).unwrap_or(end) } else { end };
                    Sign { next: start + length, end, means }
                }
                None => Sign { next: start + 2, end: start + 2, means: Means::Anything },
            },
            [b'\\', b'/', ..] => Sign { next: start + 2, end: start + 2, means: Means::Escaped(b'/') },
            [b'\\', ..] => {
                let end = (start + 2).min(self.bytes.len());
                Sign { next: end, end, means: Means::Foreign }
            }
            [b'<', ..] => {
                let shaped = rest.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'\\'));
                match tag_end(self.bytes, start + 1).filter(|_| shaped) {
                    Some(end) => Sign { next: start + 1, end, means: Means::Tag },
                    None => Sign { next: start + 1, end: start + 1, means: Means::Itself },
                }
            }
            _ => {
                let length =
                    rest[1..].iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#');
                let end = start + 1 + length.count();
                let means = match self.bytes.get(end) {
                    Some(b';' | b'\\') => Means::Anything,
                    _ => Means::Itself,
                };
                Sign { next: start + 1, end: end.max(start + 1), means }
            }
        }
    }

    /// Whether an anchor could run through the sign.
    fn may_hide(&self, sign: &Sign, before: Neighbour) -> bool {
        let anchors = self.prefilter.anchors();
        let after = self.after(sign.end);
        // Whether what stands before or behind could be joined to `byte` in an anchor.
        let joins = |byte: u8| {
            let before = match before {
                Neighbour::Byte(before) => anchors.have_pair(before, byte),
                Neighbour::Unknown => anchors.may_follow(byte),
                Neighbour::Nothing => false,
            };
            before
                || match after {
                    Neighbour::Byte(after) => anchors.have_pair(byte, after),
                    Neighbour::Unknown => anchors.may_lead(byte),
                    Neighbour::Nothing => false,
                }
        };
        match sign.means {
            Means::Itself | Means::Foreign => false,
            Means::Anything => true,
            Means::Escaped(byte) => joins(byte),
            Means::Tag => {
                joins(b' ')
                    || match (before, after) {
                        (Neighbour::Nothing, _) | (_, Neighbour::Nothing) => false,
                        (Neighbour::Byte(before), Neighbour::Byte(after)) => anchors.have_pair(before, after),
                        _ => true,
                    }
            }
        }
    }

    /// Whether an anchor could begin right behind an escape.
    fn begins_behind(&self, sign: &Sign) -> bool {
        matches!(sign.means, Means::Foreign | Means::Escaped(_))
            && match self.bytes.get(sign.end..sign.end + 2) {
                Some([first, second]) => self.prefilter.anchors().may_start(*first, *second),
                _ => false,
            }
    }

    /// Looks at the sign together with all that follow it closely; says where the search goes on.
    fn cluster(&mut self, start: usize, from: usize, first: &Sign, places: &mut Vec<Range<usize>>) -> usize {
        let reach = self.reach();
        let (mut next, mut end) = (first.next, first.end);
        let mut too_long = false;
        loop {
            let until = (end.max(next) + reach).min(self.bytes.len());
            let Some(found) = memchr3(b'\\', b'<', b'&', &self.bytes[next..until]) else { break };
            let sign = self.sign(next + found);
            next = sign.next;
            end = end.max(sign.end);
            too_long = end - start > LONGEST_CLUSTER;
            if too_long {
                break;
            }
        }
        let mut begin = start.saturating_sub(reach).max(from);
        // In the middle of backslashes nobody can tell what they mean.
        while begin > from && self.bytes[begin - 1] == b'\\' {
            begin -= 1;
        }
        let span = begin..(end.max(next) + reach).min(self.bytes.len());
        if too_long || self.shows(span.clone()) {
            places.push(span);
        }
        next
    }

    /// Whether an anchor shows when the bytes are decoded.
    fn shows(&mut self, span: Range<usize>) -> bool {
        let anchors = self.prefilter.anchors();
        self.json.clear();
        push_decoded(&self.bytes[span], &mut self.json);
        if anchors.find(&self.json, 0).is_some() {
            return true;
        }
        if memchr::memchr2(b'<', b'&', &self.json).is_none() {
            return false;
        }
        self.text.clear();
        push_shown(&self.json, &mut self.text);
        anchors.find(&self.text, 0).is_some()
    }
}

/// What the next sign finds before itself, if it begins where this one ends.
fn after_sign(means: Means) -> Neighbour {
    match means {
        Means::Escaped(byte) => Neighbour::Byte(byte),
        Means::Foreign => Neighbour::Nothing,
        Means::Itself | Means::Tag | Means::Anything => Neighbour::Unknown,
    }
}

/// Where a tag ends whose `<` ends at `from`, its `>` written plainly or as an escape. A letter takes at most six bytes.
fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let body = &bytes[from..(from + 6 * LONGEST_TAG).min(bytes.len())];
    let plain = memchr(b'>', body).map(|at| at + 1);
    let body = &body[..plain.unwrap_or(body.len())];
    let escaped = memchr::memmem::find_iter(body, b"\\u003")
        .find(|at| body.get(at + 5).is_some_and(|byte| matches!(byte, b'e' | b'E')))
        .map(|at| at + 6);
    escaped.or(plain).map(|length| from + length)
}

/// The character that `\u0041` stands for, and the length of what writes it; a half of a pair by itself is the character that
/// stands for nothing.
fn escaped(rest: &[u8]) -> Option<(char, usize)> {
    let unit = |at: usize| -> Option<u32> {
        let digits = rest.get(at..at + 6)?.strip_prefix(b"\\u")?;
        digits.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(*digit).to_digit(16)?))
    };
    let first = unit(0)?;
    if let (0xd800..=0xdbff, Some(second @ 0xdc00..=0xdfff)) = (first, unit(6)) {
        let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return Some((char::from_u32(code)?, 12));
    }
    Some((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6))
}

/// The bytes with their escapes resolved; what is no escape stays.
fn push_decoded(bytes: &[u8], decoded: &mut Vec<u8>) {
    let mut rest = bytes;
    while let Some(at) = memchr(b'\\', rest) {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.get(1) {
            Some(b'u') => match escaped(rest) {
                Some((character, length)) => {
                    decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                    length
                }
                None => 1,
            },
            Some(b'n' | b'r' | b't' | b'b' | b'f') => {
                decoded.push(b'\n');
                2
            }
            Some(byte) => {
                decoded.push(*byte);
                2
            }
            None => 1,
        };
        rest = &rest[length..];
    }
    decoded.extend_from_slice(rest);
}
