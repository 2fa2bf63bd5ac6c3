//! Sentences whose numbers are links.
//!
//! A sentence is one whole string per language with `{slots}`, never glued from halves: the two languages
//! order their words differently, and a translator must see the sentence.

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub words: String,
    /// Where they lead; empty for plain words.
    pub href: String,
}

/// A sentence or paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase(pub Vec<Piece>);

impl Phrase {
    /// Plain words.
    #[must_use]
    pub fn plain(words: impl Into<String>) -> Self {
        Self(vec![Piece { words: words.into(), href: String::new() }])
    }

    /// Adds another sentence; English gets a blank between, Japanese none.
    pub fn push(&mut self, other: Self, blank: bool) {
        if blank && !self.0.is_empty() && !other.0.is_empty() {
            self.0.push(Piece { words: " ".to_owned(), href: String::new() });
        }
        self.0.extend(other.0);
    }

    /// Without the links.
    #[must_use]
    pub fn words(&self) -> String {
        self.0.iter().map(|piece| piece.words.as_str()).collect()
    }
}

/// A link for [`fill`].
#[must_use]
pub fn link(words: impl Into<String>, href: impl Into<String>) -> Piece {
    Piece { words: words.into(), href: href.into() }
}

/// Words for [`fill`].
#[must_use]
pub fn word(words: impl Into<String>) -> Piece {
    Piece { words: words.into(), href: String::new() }
}

/// Fills the `{slots}` of a sentence. A slot without a value is shown as it is, so that a test
/// (and any reader) sees it; braces in values are never looked at again.
#[must_use]
pub fn fill(sentence: &str, slots: &[(&str, Piece)]) -> Phrase {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        if open > 0 {
            pieces.push(word(&rest[..open]));
        }
        let name = &rest[open + 1..close];
        pieces.push(match slots.iter().find(|(slot, _)| *slot == name) {
            Some((_, piece)) => piece.clone(),
            None => word(&rest[open..=close]),
        });
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        pieces.push(word(rest));
    }
    Phrase(pieces)
}

/// [`fill`] where nothing is a link.
#[must_use]
pub fn say(sentence: &str, slots: &[(&str, &str)]) -> String {
    let slots: Vec<(&str, Piece)> = slots.iter().map(|(name, words)| (*name, word(*words))).collect();
    fill(sentence, &slots).words()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_becomes_a_link_and_an_unknown_slot_stays_in_sight() {
        let phrase = fill("there are {n} in {place}.", &[("n", link("3", "/x"))]);
        assert_eq!(phrase.words(), "there are 3 in {place}.");
        assert_eq!(phrase.0[1].href, "/x");
        assert_eq!(say("{a}{b}", &[("a", "{b}"), ("b", "2")]), "{b}2");
    }
}
