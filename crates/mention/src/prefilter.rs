//! Raw bytes in, places that could hold a mention out.
//!
//! The decision to question: this looks at bytes before anything is parsed, and still never misses. The proof:
//!
//! 1. The recogniser looks at a text only if an anchor (`lexicons/anchors.tsv`) stands in it or beside it.
//! 2. An anchor stands in the raw bytes as it is, unless something of XML stands inside it. It holds no `&`,
//!    `<` or `>`, so that something is a character reference or markup that vanishes (`<i>`, `<sub>`, …), a
//!    comment or a CDATA section. Any other tag is a blank in the text and would break the anchor there too, unless the
//!    anchor has a blank just there: PubMed's fields hold no other tag but those of formulas, and no formula stands
//!    for the blank in a funder's name. JATS, whose fields hold many, is looked through when they have been put together.
//! 3. Each of these begins with one of the few [`SIGNS`]. Around a sign the bytes are decoded and the anchors
//!    looked for again; where that is not possible (a comment, CDATA) the place counts as found.
//!
//! Texts that stand in JSON may write a letter as `\u0041`: [`crate::escaped`] is for them, this is for XML.

use crate::SchemeSet;
use crate::anchor::Anchors;
use aho_corasick::{AhoCorasick, Input, MatchKind, Span, packed};
use memchr::memchr;
use std::ops::Range;

/// What may hide an anchor: the beginnings of markup that vanishes in a text …
const SIGNS: &[&[u8]] = &[
    b"<i>", b"<b>", b"<u>", b"<sup", b"<sub", b"</i", b"</b", b"</u", b"</sup", b"</sub", b"<!-", b"<![", b"<i ",
    b"<b ", b"<u ",
];
/// … and of character references, which are looked for apart: two bytes among the others would slow all of them. The second byte is the rarer one
/// by far, and a search for a single byte is twice as fast.
const REFERENCE: [u8; 2] = *b"&#";

/// Bytes looked at by one engine after the other while they are in the cache.
const BLOCK: usize = 32 * 1024;

/// Longer than any tag or reference that vanishes.
const TAG: usize = 16;

/// Markup that follows upon markup for so long is not looked at in detail.
const CLUSTER: usize = 2 * 1024;

/// What a block sees of the next: more than an anchor and what its check looks at, or a sign's surroundings.
const OVERLAP: usize = 4 * 1024;

/// Finds the places in raw bytes that could hold (part of) a mention.
#[derive(Debug, Clone)]
pub struct Prefilter {
    anchors: Anchors,
    signs: Signs,
}

#[derive(Debug, Clone)]
enum Signs {
    Packed(Box<packed::Searcher>),
    Automaton(Box<AhoCorasick>),
    None,
}

impl Prefilter {
    /// For the mentions of these schemes.
    #[must_use]
    pub fn new(set: &SchemeSet) -> Self {
        let signs = match packed::Config::new().builder().extend(SIGNS).build() {
            Some(searcher) => Signs::Packed(Box::new(searcher)),
            None => AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostFirst)
                .build(SIGNS)
                .map_or(Signs::None, |automaton| Signs::Automaton(Box::new(automaton))),
        };
        Self { anchors: Anchors::new(set), signs }
    }

    /// Calls `found` with the offsets, in order, of everything that could be (part of) a mention, until it
    /// returns `false`. Offsets point at the start of the anchor or sign, which is rarely the mention's start:
    /// what is meant is "something in the record around here".
    pub fn candidates(&self, bytes: &[u8], found: &mut dyn FnMut(usize) -> bool) {
        let mut from = 0;
        while let Some(at) = self.find(bytes, from) {
            if !found(at) {
                return;
            }
            from = at + 1;
        }
    }

    /// The first such offset at or after `from`. Cheap to call again from the end of a record.
    #[must_use]
    pub fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        // Block by block, so that a rare anchor far ahead is not looked for again at every call.
        let mut start = from;
        while start < bytes.len() {
            let end = (start + BLOCK).min(bytes.len());
            let overlapping = (end + OVERLAP).min(bytes.len());
            if let Some(found) = self.find_in_block(&bytes[..overlapping], start).filter(|found| *found < end) {
                return Some(found);
            }
            start = end;
        }
        None
    }

    /// Whether anything could be in a text in which nothing hides an anchor, since its markup and references are resolved. The work is a
    /// part of that of [`Prefilter::find`].
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        self.anchors.stand_in(text)
    }

    /// Adds to `places` every place in `range` that could be (part of) a mention, in order of their starts: anchors, and
    /// the surroundings of what may hide one, which may reach beyond `range`. Each engine passes over each byte once.
    pub fn collect(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        let known = places.len();
        let mut start = range.start;
        while start < range.end {
            let end = (start + BLOCK).min(range.end);
            let bytes = &bytes[..(end + OVERLAP).min(range.end)];
            self.anchors.collect(bytes, start..end, places);
            self.collect_hidden(bytes, start..end, places, |bytes, at| self.sign(bytes, at));
            self.collect_hidden(bytes, start..end, places, next_reference);
            start = end;
        }
        places[known..].sort_unstable_by_key(|place| place.start);
    }

    /// The surroundings of every sign in `range` that hides an anchor.
    fn collect_hidden(
        &self,
        bytes: &[u8],
        range: Range<usize>,
        places: &mut Vec<Range<usize>>,
        find: impl Fn(&[u8], usize) -> Option<usize>,
    ) {
        let mut at = range.start;
        while at < range.end {
            let Some(sign) = find(&bytes[..range.end], at) else { return };
            at = sign + 1;
            if self.may_break_anchor(bytes, sign) {
                let cluster = self.cluster(bytes, sign);
                at = (cluster.end - self.anchors.longest()).max(at);
                if self.hides_anchor(&bytes[cluster.clone()]) {
                    places.push(cluster);
                }
            }
        }
    }

    /// Adds every anchor in `range` that stands there as it is, in no order.
    pub(crate) fn collect_plain(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        let mut start = range.start;
        while start < range.end {
            let end = (start + BLOCK).min(range.end);
            self.anchors.collect(&bytes[..(end + OVERLAP).min(range.end)], start..end, places);
            start = end;
        }
    }

    pub(crate) fn anchors(&self) -> &Anchors {
        &self.anchors
    }

    fn find_in_block(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let anchor = self.anchors.find(bytes, from);
        let limit = anchor.unwrap_or(bytes.len());
        let markup = self.hidden(bytes, from, limit, |bytes, at| self.sign(bytes, at));
        let limit = markup.unwrap_or(limit);
        let reference = self.hidden(bytes, from, limit, next_reference);
        reference.or(markup).or(anchor)
    }

    /// The first sign before `limit` that hides an anchor.
    fn hidden(
        &self,
        bytes: &[u8],
        from: usize,
        limit: usize,
        find: impl Fn(&[u8], usize) -> Option<usize>,
    ) -> Option<usize> {
        let mut at = from;
        while at < limit {
            let sign = find(&bytes[..limit], at)?;
            if !self.may_break_anchor(bytes, sign) {
                at = sign + 1;
                continue;
            }
            let cluster = self.cluster(bytes, sign);
            if self.hides_anchor(&bytes[cluster.clone()]) {
                return Some(sign);
            }
            // The next sign that is not in this cluster; an anchor is shorter than the gap between the two.
            at = cluster.end.saturating_sub(self.anchors.longest()).max(sign + 1);
        }
        None
    }

    /// Whether a tag stands between two characters that follow each other in some anchor, or beside other markup.
    fn may_break_anchor(&self, bytes: &[u8], sign: usize) -> bool {
        if !bytes[sign..].starts_with(b"<") || bytes[sign..].starts_with(b"<!") {
            return true;
        }
        let before = sign.checked_sub(1).map(|at| bytes[at]);
        let tag = bytes[sign..].iter().take(TAG).position(|byte| *byte == b'>');
        let after = tag.and_then(|length| bytes.get(sign + length + 1).copied());
        match (before, after) {
            (None | Some(b'>' | b';'), _) | (_, None | Some(b'<' | b'&')) => true,
            (Some(before), Some(after)) => self.anchors.have_pair(before, after),
        }
    }

    /// The bytes around a sign in which an anchor that it breaks would lie: on both sides as far as markup or
    /// references follow each other closely, and as much as an anchor is long.
    fn cluster(&self, bytes: &[u8], sign: usize) -> Range<usize> {
        let reach = self.anchors.longest();
        let opens = |byte: &u8| matches!(byte, b'<' | b'&');
        let (mut start, mut end) = (sign, sign);
        while end - sign < CLUSTER {
            let after = end + 1..(end + 1 + TAG + reach).min(bytes.len());
            match bytes.get(after).and_then(|after| after.iter().rposition(opens)) {
                Some(next) => end += 1 + next,
                None => break,
            }
        }
        while sign - start < CLUSTER {
            let before = start.saturating_sub(TAG + reach)..start;
            match bytes[before.clone()].iter().position(opens) {
                Some(previous) => start = before.start + previous,
                None => break,
            }
        }
        start.saturating_sub(reach)..(end + TAG + reach).min(bytes.len())
    }

    fn sign(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let span = Span { start: from, end: bytes.len() };
        match &self.signs {
            Signs::Packed(searcher) => searcher.find_in(bytes, span).map(|found| found.start()),
            Signs::Automaton(automaton) => automaton.find(Input::new(bytes).span(span)).map(|found| found.start()),
            Signs::None => (from < bytes.len()).then_some(from),
        }
    }

    /// Whether an anchor shows when the bytes are decoded; a cluster too long to be prose counts as one.
    fn hides_anchor(&self, cluster: &[u8]) -> bool {
        if cluster.len() > 2 * CLUSTER {
            return true;
        }
        decode(cluster).is_none_or(|decoded| self.anchors.find(&decoded, 0).is_some())
    }
}

/// Where the next character reference begins.
fn next_reference(bytes: &[u8], from: usize) -> Option<usize> {
    let [first, second] = REFERENCE;
    let mut at = from + 1;
    loop {
        let found = at + memchr(second, bytes.get(at..)?)?;
        if bytes[found - 1] == first {
            return Some(found - 1);
        }
        at = found + 1;
    }
}

/// The bytes with references resolved and vanishing markup removed; `None` where that takes a parser.
fn decode(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(b"<!-") || rest.starts_with(b"<![") {
            return None;
        }
        if let Some(length) = vanishing_tag(rest) {
            at += length;
        } else if let Some((character, length)) = reference(rest) {
            let mut buffer = [0; 4];
            decoded.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
            at += length;
        } else {
            decoded.push(rest[0]);
            at += 1;
        }
    }
    Some(decoded)
}

/// The length of a tag that leaves no trace in the text.
fn vanishing_tag(rest: &[u8]) -> Option<usize> {
    let body = rest.strip_prefix(b"<")?;
    let body = body.strip_prefix(b"/").unwrap_or(body);
    let name = body.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    if !matches!(&body[..name], b"i" | b"b" | b"u" | b"sup" | b"sub") {
        return None;
    }
    rest.iter().position(|byte| *byte == b'>').map(|end| end + 1)
}

/// A character reference, and its length.
fn reference(rest: &[u8]) -> Option<(char, usize)> {
    let body = rest.strip_prefix(b"&#")?;
    let end = body.iter().take(12).position(|byte| *byte == b';')?;
    let digits = std::str::from_utf8(&body[..end]).ok()?;
    let code = match digits.strip_prefix('x') {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((char::from_u32(code)?, end + 3))
}
