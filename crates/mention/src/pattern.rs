//! Shapes of numbers as regular expressions over the folded text.

use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use regex_syntax::hir::{Class, Hir, HirKind};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// A shape. Compiled when first used; one that does not compile finds nothing, and then its rule's hit fails.
pub(crate) struct Pattern {
    text: fn() -> Cow<'static, str>,
    shape: OnceLock<Option<Shape>>,
}

struct Shape {
    regex: Regex,
    /// Wherever it stands, so many digits (or letters O, which scanned text writes for zeros) stand side by side.
    digits: usize,
}

/// A pattern from its text.
macro_rules! pattern {
    ($text:expr) => {
        $crate::pattern::Pattern::new(|| std::borrow::Cow::Borrowed($text))
    };
}
pub(crate) use pattern;

impl Pattern {
    pub(crate) const fn new(text: fn() -> Cow<'static, str>) -> Self {
        Self { text, shape: OnceLock::new() }
    }

    fn shape(&self) -> Option<&Shape> {
        self.shape.get_or_init(|| Shape::new(&(self.text)())).as_ref()
    }

    /// Whether the shape can stand in a text whose longest [`digits_side_by_side`] are so many. Most texts hold no long number, and
    /// no shape of one need be looked for in them.
    pub(crate) fn may_stand_among(&self, digits: usize) -> bool {
        self.shape().is_some_and(|shape| shape.digits <= digits)
    }

    /// Every place where the shape stands by itself: no letter or digit touches it.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.all(text).filter(move |found| crate::context::stands_alone(text, &found.span))
    }

    /// Every place where the shape stands, whatever touches it.
    pub(crate) fn all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.shape()
            .into_iter()
            .flat_map(move |shape| shape.regex.captures_iter(text))
            .filter_map(move |captures| Match::new(text, captures))
    }
}

impl Shape {
    fn new(text: &str) -> Option<Self> {
        let hir = regex_syntax::parse(text).ok()?;
        let regex = Regex::builder().build_from_hir(&hir).ok()?;
        Some(Self { regex, digits: Digits::of(&hir).side_by_side })
    }
}

/// The longest digits side by side in a text, and letters O among them.
pub(crate) fn digits_side_by_side(text: &str) -> usize {
    let (mut longest, mut now) = (0, 0);
    for byte in text.bytes() {
        now = if is_digit(byte) { now + 1 } else { 0 };
        longest = longest.max(now);
    }
    longest
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'O'
}

/// What a piece of a shape says about digits wherever it stands.
#[derive(Debug, Clone, Copy)]
struct Digits {
    /// At least so many side by side.
    side_by_side: usize,
    /// Whether there is nothing but digits.
    only: bool,
}

impl Digits {
    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self { side_by_side: 0, only: true },
            HirKind::Literal(literal) => {
                let bytes = literal.0.iter();
                Self::in_turn(bytes.map(|byte| Self { side_by_side: is_digit(*byte).into(), only: is_digit(*byte) }))
            }
            HirKind::Class(class) => {
                let only = match class {
                    Class::Unicode(class) => class.iter().all(|range| {
                        (range.start()..=range.end()).take(11).all(|letter| letter.is_ascii_digit() || letter == 'O')
                    }),
                    Class::Bytes(class) => class.iter().all(|range| (range.start()..=range.end()).all(is_digit)),
                };
                Self { side_by_side: only.into(), only }
            }
            HirKind::Repetition(repetition) => {
                let once = Self::of(&repetition.sub);
                let least = repetition.min as usize;
                let times = if once.only { least } else { least.min(1) };
                Self { side_by_side: once.side_by_side * times, only: once.only }
            }
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(pieces) => Self::in_turn(pieces.iter().map(Self::of)),
            HirKind::Alternation(pieces) => {
                let pieces: Vec<Self> = pieces.iter().map(Self::of).collect();
                Self {
                    side_by_side: pieces.iter().map(|piece| piece.side_by_side).min().unwrap_or(0),
                    only: pieces.iter().all(|piece| piece.only),
                }
            }
        }
    }

    fn in_turn(pieces: impl Iterator<Item = Self>) -> Self {
        let (mut longest, mut now, mut only) = (0, 0, true);
        for piece in pieces {
            now = if piece.only { now + piece.side_by_side } else { 0 };
            longest = now.max(longest).max(piece.side_by_side);
            only &= piece.only;
        }
        Self { side_by_side: longest, only }
    }
}

/// A place where a shape stands.
pub(crate) struct Match<'t> {
    text: &'t str,
    pub(crate) span: Range<usize>,
    captures: Captures,
}

impl<'t> Match<'t> {
    fn new(text: &'t str, captures: Captures) -> Option<Self> {
        let span = captures.get_match()?.range();
        (!span.is_empty()).then_some(Self { text, span, captures })
    }

    /// The whole of it.
    pub(crate) fn all(&self) -> &'t str {
        &self.text[self.span.clone()]
    }

    /// A group, empty if it took no part.
    pub(crate) fn group(&self, index: usize) -> &'t str {
        self.captures.get_group(index).map_or("", |span| &self.text[span.range()])
    }

    /// Where a group stands.
    pub(crate) fn group_span(&self, index: usize) -> Option<Range<usize>> {
        self.captures.get_group(index).map(|span| span.range())
    }

    /// What follows it.
    pub(crate) fn after(&self) -> &'t str {
        &self.text[self.span.end..]
    }

    /// What precedes it.
    pub(crate) fn before(&self) -> &'t str {
        &self.text[..self.span.start]
    }
}

/// The digits of a text, nothing else.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A text without its blanks and hyphens.
pub(crate) fn tight(text: &str) -> String {
    text.chars().filter(|character| !matches!(character, ' ' | '-')).collect()
}

/// The year 20NN of two digits, if it can be a fiscal year of systematic numbers.
pub(crate) fn year_of(two_digits: &str) -> Option<i16> {
    two_digits.parse::<i16>().ok().map(|year| 2000 + year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, digits: usize) {
        assert_eq!(Shape::new(pattern).map(|shape| shape.digits), Some(digits), "{pattern}");
    }

    #[test]
    fn a_shape_knows_how_many_digits_stand_side_by_side_wherever_it_stands() {
        check(r"(JP)?([0-9]{2})([a-z]{2})([0-9]{7})", 7);
        check(r"[0-9]{2}[0-9O]{5}-?[0-9]?", 7);
        check(r"[0-9]{3} ?[0-9]{3}", 3);
        check(r"[0-9]{9}|[0-9]{6}|A[0-9]{7}", 6);
        check(r"(?:[0-9]{2}-){1,3}x1+", 2);
        check(r"20[0-9]{2}", 4);
        check(r"(?:[A-Z][0-9]{4})?X", 0);
        check(r"[A-Z0-9]{6}|[^a]{3}|.", 0);
        check(r"(?i:o)[0-9]+", 1);
    }

    proptest::proptest! {
        #[test]
        fn a_shape_stands_in_no_text_with_fewer_digits(text in "[0-9OJPab]{0,12}[ -]{0,2}[0-9OJPab]{0,12}") {
            for pattern in [r"(JP)?[0-9]{2}([a-z]{2})([0-9]{3})", r"[0-9]{3}-?[0-9O]{2}|O[0-9]{4}", r"(?:P[0-9]{2}){2}", r"[0-9]{4}O?"] {
                let shape = Shape::new(pattern).expect("a shape");
                proptest::prop_assert!(!shape.regex.is_match(&text) || shape.digits <= digits_side_by_side(&text));
            }
        }
    }
}
