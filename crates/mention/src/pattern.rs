//! Shapes of numbers as regular expressions over the folded text.

use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use std::ops::Range;
use std::sync::LazyLock;

/// A shape. Compiled when first used; one that does not compile finds nothing, and then its rule's hit fails.
pub(crate) struct Pattern {
    regex: LazyLock<Option<Regex>, fn() -> Option<Regex>>,
}

/// A pattern from its text.
macro_rules! pattern {
    ($text:expr) => {
        $crate::pattern::Pattern::new(|| regex_automata::meta::Regex::new($text).ok())
    };
}
pub(crate) use pattern;

impl Pattern {
    pub(crate) const fn new(compile: fn() -> Option<Regex>) -> Self {
        Self { regex: LazyLock::new(compile) }
    }

    /// Every place where the shape stands by itself: no letter or digit touches it.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.all(text).filter(move |found| crate::context::stands_alone(text, &found.span))
    }

    /// Every place where the shape stands, whatever touches it.
    pub(crate) fn all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.regex
            .as_ref()
            .into_iter()
            .flat_map(move |regex| regex.captures_iter(text))
            .filter_map(move |captures| Match::new(text, captures))
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
