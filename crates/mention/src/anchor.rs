//! The words without which nothing is looked for.
//!
//! The decision to question: the recogniser does not look at a text at all unless one of these literal words
//! stands in it or beside it. That costs spellings nobody has met, and buys the prefilter a proof: whatever is
//! recognised has an anchor in its text, so bytes without any anchor hold no mention.

use crate::SchemeSet;
use crate::lexicon::{LexiconError, Problem, Row, Table, read, scheme_info};
use aho_corasick::{AhoCorasick, Input, Span, packed};
use memchr::memmem;
use std::ops::Range;

const TABLE: Table = Table {
    file: "lexicons/anchors.tsv",
    text: include_str!("../../../lexicons/anchors.tsv"),
    columns: &["anchor", "stem", "check", "schemes", "why"],
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
    /// The piece that is searched for, and where it begins in the word.
    stem: &'static [u8],
    stem_at: usize,
    check: Check,
}

/// The anchors of a set of schemes, ready to be looked for.
#[derive(Debug, Clone)]
pub(crate) struct Anchors {
    engines: Vec<Engine>,
    longest: usize,
    /// Which two bytes follow each other in any anchor.
    pairs: Vec<bool>,
    /// Which two bytes an anchor begins with.
    starts: Vec<bool>,
    /// Which bytes have another behind them in any anchor, and which have one before them.
    leads: Vec<bool>,
    follows: Vec<bool>,
}

/// A search for the stems of some anchors.
#[derive(Debug, Clone)]
struct Engine {
    search: Search,
    /// In the order of their stems.
    anchors: Vec<Anchor>,
    /// Which of them have a stem that begins with a byte.
    by_first_byte: Vec<Range<usize>>,
}

#[derive(Debug, Clone)]
enum Search {
    One(Box<memmem::Finder<'static>>),
    Packed(Box<packed::Searcher>),
    Automaton(Box<AhoCorasick>),
}

/// How many stems one vector search takes. Up to half as many, it looks at 32 bytes at a time instead of 16. Measured on 117 MB of
/// PubMed XML in the cache: 22 stems of three bytes take 8 ms, 25 of four 13 ms, 60 of four 21 ms (57 ms in an order that
/// [`beside_their_like`] does not make), the automaton 264 ms.
const STEMS: usize = 64;

/// Stems in the order in which the vector search puts like with like. It deals them out to buckets in turn and looks closer wherever
/// each byte could belong to some stem of one bucket: a bucket that holds capitals and small letters lets everything through.
fn beside_their_like(mut stems: Vec<&'static [u8]>) -> Vec<&'static [u8]> {
    let kind = |byte: &u8| match byte {
        b'a'..=b'z' => 0,
        b' ' => 1,
        b'A'..=b'Z' => 2,
        b'0'..=b'9' => 3,
        _ => 4,
    };
    let kinds = |stem: &[u8]| stem.iter().take(4).map(kind).collect::<Vec<u8>>();
    stems.sort_by_cached_key(|stem| (kinds(stem), *stem));
    let buckets = if stems.len() > STEMS / 2 { 16 } else { 8 };
    // As even as they go, so that a turn is as long as there are buckets but for the last.
    let (each, longer) = (stems.len() / buckets, stems.len() % buckets);
    let first = |bucket: usize| bucket * each + bucket.min(longer);
    (0..=each)
        .flat_map(|turn| (0..buckets).map(move |bucket| (turn, bucket)))
        .filter(|(turn, bucket)| *turn < each || *bucket < longer)
        .map(|(turn, bucket)| stems[first(bucket) + turn])
        .collect()
}

impl Engine {
    fn new(anchors: &[Anchor], stems: &[&'static [u8]]) -> Option<Self> {
        let search = match stems {
            [stem] => Search::One(Box::new(memmem::Finder::new(*stem))),
            _ => match packed::Config::new().builder().extend(stems).build() {
                Some(searcher) => Search::Packed(Box::new(searcher)),
                None => Search::Automaton(Box::new(AhoCorasick::new(stems).ok()?)),
            },
        };
        let mut anchors: Vec<Anchor> = anchors.iter().filter(|anchor| stems.contains(&anchor.stem)).copied().collect();
        anchors.sort_by_key(|anchor| anchor.stem);
        let by_first_byte = (0..=u8::MAX)
            .map(|byte| {
                let start = anchors.partition_point(|anchor| anchor.stem[0] < byte);
                start..anchors.partition_point(|anchor| anchor.stem[0] <= byte)
            })
            .collect();
        Some(Self { search, anchors, by_first_byte })
    }

    /// Where the next stem stands.
    fn find_stem(&self, bytes: &[u8], from: usize) -> Option<usize> {
        match &self.search {
            Search::One(finder) => finder.find(bytes.get(from..)?).map(|at| from + at),
            Search::Packed(searcher) => {
                searcher.find_in(bytes, Span { start: from, end: bytes.len() }).map(|found| found.start())
            }
            Search::Automaton(automaton) => automaton.find(Input::new(bytes).range(from..)).map(|found| found.start()),
        }
    }

    /// The anchors whose stem may be the one that stands at `hit`.
    fn anchors_at(&self, bytes: &[u8], hit: usize) -> &[Anchor] {
        &self.anchors[self.by_first_byte[usize::from(bytes[hit])].clone()]
    }

    /// Where the first anchor with a stem at or after `from` stands.
    fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while let Some(hit) = self.find_stem(bytes, at) {
            let starts = self.anchors_at(bytes, hit).iter().filter_map(|anchor| anchor.around(bytes, hit));
            if let Some(start) = starts.filter(|start| *start >= from).min() {
                return Some(start);
            }
            at = hit + 1;
        }
        None
    }
}

impl Anchor {
    /// Where the anchor begins if its stem stands at `hit` and all else fits.
    fn around(&self, bytes: &[u8], hit: usize) -> Option<usize> {
        let start = hit.checked_sub(self.stem_at)?;
        let end = start + self.word.len();
        (bytes.get(start..end)? == self.word && self.check.holds(bytes, start..end)).then_some(start)
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
        let mut stems: Vec<&'static [u8]> = anchors.iter().map(|anchor| anchor.stem).collect();
        stems.sort_by_key(|stem| (stem.len(), *stem));
        stems.dedup();
        let (short, long): (Vec<_>, Vec<_>) = stems.into_iter().partition(|stem| stem.len() < 4);
        let (tiny, short): (Vec<_>, Vec<_>) = short.into_iter().partition(|stem| stem.len() < 3);
        let groups = tiny.chunks(1).chain(short.chunks(STEMS)).chain(long.chunks(STEMS));
        let groups = groups.map(|stems| beside_their_like(stems.to_vec()));
        let engines = groups.filter_map(|stems| Engine::new(&anchors, &stems)).collect();
        let (mut pairs, mut starts) = (vec![false; 1 << 16], vec![false; 1 << 16]);
        let (mut leads, mut follows) = (vec![false; 1 << 8], vec![false; 1 << 8]);
        for anchor in &anchors {
            for (at, pair) in anchor.word.windows(2).enumerate() {
                pairs[pair_index(pair[0], pair[1])] = true;
                leads[usize::from(pair[0])] = true;
                follows[usize::from(pair[1])] = true;
                starts[pair_index(pair[0], pair[1])] |= at == 0;
            }
        }
        Self {
            engines,
            pairs,
            starts,
            leads,
            follows,
            longest: anchors.iter().map(|anchor| anchor.word.len()).max().unwrap_or(0),
        }
    }

    /// Where the first anchor at or after `from` stands (of anchors that overlap, one of them).
    pub(crate) fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut first: Option<usize> = None;
        for engine in &self.engines {
            // Nothing beyond the first one found so far is of interest; its own surroundings are.
            let end = first.map_or(bytes.len(), |first| (first + AROUND).min(bytes.len()));
            if let Some(found) = engine.find(&bytes[..end], from) {
                first = Some(first.map_or(found, |first| first.min(found)));
            }
        }
        first
    }

    /// Adds every anchor whose stem begins in `range`, in no order.
    pub(crate) fn collect(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        let bytes = &bytes[..(range.end + AROUND).min(bytes.len())];
        for engine in &self.engines {
            let mut at = range.start;
            while let Some(hit) = engine.find_stem(bytes, at).filter(|hit| *hit < range.end) {
                for anchor in engine.anchors_at(bytes, hit) {
                    places.extend(anchor.around(bytes, hit).map(|start| start..start + anchor.word.len()));
                }
                at = hit + 1;
            }
        }
    }

    /// Whether any anchor stands in `text`.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.engines.iter().any(|engine| engine.find(text.as_bytes(), 0).is_some())
    }

    /// Whether the two bytes follow each other in any anchor.
    pub(crate) fn have_pair(&self, first: u8, second: u8) -> bool {
        self.pairs[pair_index(first, second)]
    }

    /// Whether any anchor begins with the two bytes.
    pub(crate) fn may_start(&self, first: u8, second: u8) -> bool {
        self.starts[pair_index(first, second)]
    }

    /// Whether the byte has another behind it in any anchor.
    pub(crate) fn may_lead(&self, byte: u8) -> bool {
        self.leads[usize::from(byte)]
    }

    /// Whether the byte has another before it in any anchor.
    pub(crate) fn may_follow(&self, byte: u8) -> bool {
        self.follows[usize::from(byte)]
    }

    /// The longest anchor, in bytes.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }
}

fn pair_index(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}

/// More than an anchor and what its check looks at.
const AROUND: usize = 128;

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
        let Some(stem_at) = cells[0].find(cells[1]).filter(|_| cells[1].len() >= 2) else {
            unknown("stem", cells[1], "a piece of the anchor, two bytes or longer");
            continue;
        };
        if cells[0].contains(['&', '<', '>', '\\']) {
            unknown("anchor", cells[0], "a word without `&`, `<`, `>` and `\\`, which are markup in raw files");
        }
        let Some(check) = Check::parse(cells[2]) else {
            unknown("check", cells[2], "`any`, `hyphen`, `in`, `number` or `word`");
            continue;
        };
        let schemes: Vec<&str> = cells[3].split('|').collect();
        for scheme in &schemes {
            if scheme_info(scheme).is_none() {
                unknown("schemes", scheme, "schemes of lexicons/schemes.tsv separated by `|`");
            }
        }
        anchors.push((Anchor { word: cells[0].as_bytes(), stem: cells[1].as_bytes(), stem_at, check }, schemes));
    }
    (anchors, errors)
}
