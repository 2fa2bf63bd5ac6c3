//! The words without which nothing is looked for.
//!
//! The decision to question: the recogniser does not look at a text at all unless one of these literal words
//! stands in it or beside it. That costs spellings nobody has met, and buys the prefilter a proof: whatever is
//! recognised has an anchor in its text, so bytes without any anchor hold no mention.

use crate::SchemeSet;
use crate::lexicon::{LexiconError, Problem, Row, Table, read, scheme_info};
use aho_corasick::{AhoCorasick, Input, packed};
use std::ops::Range;

const TABLE: Table = Table {
    file: "lexicons/anchors.tsv",
    text: include_str!("../../../lexicons/anchors.tsv"),
    columns: &["anchor", "check", "schemes", "why"],
    key_columns: 1,
    may_be_empty: &[],
};

/// What must stand around an anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Check {
    /// Nothing in particular.
    Any,
    /// A hyphen, or something that may hide one, before it.
    Hyphen,
    /// `in`, or something that may hide it, before it.
    In,
    /// Something that may be a number after it.
    Number,
    /// No ASCII letter or digit on either side.
    Word,
}

impl Check {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "any" => Self::Any,
            "hyphen" => Self::Hyphen,
            "in" => Self::In,
            "number" => Self::Number,
            "word" => Self::Word,
            _ => return None,
        })
    }

    /// Whether `bytes` may hold what the check asks for around `span`. Bytes that stand for something else in
    /// XML (`&`, `<`, `>`, `;`) and bytes that are not ASCII always may: they are looked at after decoding.
    fn holds(self, bytes: &[u8], span: Range<usize>) -> bool {
        let before = span.start.checked_sub(1).map(|at| bytes[at]);
        match self {
            Self::Any => true,
            Self::Hyphen => before.is_some_and(|byte| byte == b'-' || byte == b' ' || is_opaque(byte)),
            Self::In => before.is_some_and(|byte| matches!(byte, b'n' | b'N' | b'-' | b' ') || is_opaque(byte)),
            Self::Number => {
                let after = &bytes[span.end..];
                let skipped =
                    after.iter().take(24).take_while(|byte| b" \t\r\n:.,#-([/CTRNSabcs".contains(byte)).count();
                after.get(skipped).is_some_and(|byte| {
                    byte.is_ascii_digit() || matches!(byte, b'l' | b'I' | b'O' | b'o') || is_opaque(*byte)
                }) || skipped == 24
            }
            Self::Word => {
                let after = bytes.get(span.end).copied();
                !before.is_some_and(|byte| byte.is_ascii_alphanumeric())
                    && !after.is_some_and(|byte| byte.is_ascii_alphanumeric())
            }
        }
    }
}

fn is_opaque(byte: u8) -> bool {
    !byte.is_ascii() || matches!(byte, b'&' | b'<' | b'>' | b';' | b'\\')
}

#[derive(Debug, Clone, Copy)]
struct Anchor {
    word: &'static [u8],
    check: Check,
}

/// The anchors of a set of schemes, ready to be looked for.
#[derive(Debug, Clone)]
pub(crate) struct Anchors {
    anchors: Vec<Anchor>,
    engines: Vec<Engine>,
}

/// A search for at most [`ENGINE_SIZE`] words.
#[derive(Debug, Clone)]
enum Engine {
    Packed(Box<packed::Searcher>),
    Automaton(Box<AhoCorasick>),
}

/// Beyond this many words the vector search is not offered.
const ENGINE_SIZE: usize = 60;

impl Engine {
    fn new(words: &[&[u8]]) -> Option<Self> {
        match packed::Config::new().builder().extend(words).build() {
            Some(searcher) => Some(Self::Packed(Box::new(searcher))),
            None => AhoCorasick::new(words).ok().map(|automaton| Self::Automaton(Box::new(automaton))),
        }
    }

    fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::Packed(searcher) => {
                searcher.find_in(bytes, aho_corasick::Span { start: from, end: bytes.len() }).map(|found| found.start())
            }
            Self::Automaton(automaton) => automaton.find(Input::new(bytes).range(from..)).map(|found| found.start()),
        }
    }
}

impl Anchors {
    pub(crate) fn new(set: &SchemeSet) -> Self {
        let anchors: Vec<Anchor> = load()
            .0
            .into_iter()
            .filter(|(_, schemes)| schemes.iter().any(|scheme| set.contains(scheme)))
            .map(|(anchor, _)| anchor)
            .collect();
        let words: Vec<&[u8]> = anchors.iter().map(|anchor| anchor.word).collect();
        let engines = words.chunks(ENGINE_SIZE).filter_map(Engine::new).collect();
        Self { anchors, engines }
    }

    /// Where the first anchor at or after `from` stands.
    pub(crate) fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut first = None;
        for engine in &self.engines {
            let bytes = &bytes[..first.map_or(bytes.len(), |at: usize| (at + 64).min(bytes.len()))];
            let mut at = from;
            while let Some(hit) = engine.find(bytes, at) {
                if first.is_some_and(|first| hit >= first) {
                    break;
                }
                if self.stands_at(bytes, hit) {
                    first = Some(hit);
                    break;
                }
                at = hit + 1;
            }
        }
        first
    }

    /// Whether any anchor stands in `text`.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.find(text.as_bytes(), 0).is_some()
    }

    fn stands_at(&self, bytes: &[u8], at: usize) -> bool {
        let rest = &bytes[at..];
        self.anchors.iter().any(|anchor| {
            anchor.word[0] == rest[0]
                && rest.starts_with(anchor.word)
                && anchor.check.holds(bytes, at..at + anchor.word.len())
        })
    }

    /// The longest anchor, in bytes.
    pub(crate) fn longest(&self) -> usize {
        self.anchors.iter().map(|anchor| anchor.word.len()).max().unwrap_or(0)
    }
}

pub(crate) fn check() -> Vec<LexiconError> {
    load().1
}

fn load() -> (Vec<(Anchor, Vec<&'static str>)>, Vec<LexiconError>) {
    let (found, mut errors) = read(&TABLE);
    let mut anchors = Vec::new();
    for Row { line, cells } in found {
        let mut unknown = |column, found: &str, expected| {
            let problem = Problem::Unknown { column, found: found.to_owned(), expected };
            errors.push(LexiconError { file: TABLE.file, line, problem });
        };
        let Some(check) = Check::parse(cells[1]) else {
            unknown("check", cells[1], "`any`, `hyphen`, `in`, `number` or `word`");
            continue;
        };
        let schemes: Vec<&str> = cells[2].split('|').collect();
        for scheme in &schemes {
            if scheme_info(scheme).is_none() {
                unknown("schemes", scheme, "schemes of lexicons/schemes.tsv separated by `|`");
            }
        }
        anchors.push((Anchor { word: cells[0].as_bytes(), check }, schemes));
    }
    (anchors, errors)
}
