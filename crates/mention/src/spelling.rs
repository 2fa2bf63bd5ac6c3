//! Long names in whatever spelling: with and without articles, `&` or `and`, singular or plural, one or two words,
//! British or American.
//!
//! The decision to question: names are compared word by word after dropping what authors vary without meaning anything by it,
//! and only names of four words or more that carry meaning. The lexicon would otherwise have to hold every combination (one ministry
//! has been printed in more than thirty), and short names would be found in sentences that only resemble them (`a biobank in Japan`).

use std::collections::HashMap;
use std::ops::Range;

/// Names of fewer words say too little without their articles.
const LEAST_WORDS: usize = 4;
/// No word of a name is longer.
const LONGEST_WORD: usize = 24;
/// Words that may be there or not.
const SMALL_WORDS: &[&str] = &["a", "an", "and", "by", "for", "in", "of", "on", "the", "to"];
/// Words that are one and the same.
const SAME: &[(&str, &str)] = &[
    ("centre", "center"),
    ("japanese", "japan"),
    ("labour", "labor"),
    ("organisation", "organization"),
    ("programme", "program"),
];
/// Words that are printed as two.
const COMPOUNDS: &[(&str, &str)] = &[("bio", "bank"), ("bio", "resource"), ("mega", "bank")];

/// The forms of the lexicon as sequences of words.
#[derive(Default)]
pub(crate) struct Spellings {
    /// From a node and a word to the next node; node 0 is the start.
    next: HashMap<(u32, u64), u32>,
    /// Which form ends at a node.
    ends: HashMap<u32, usize>,
    nodes: u32,
    /// Bits of the words with which a form begins: most words of a text begin none.
    first: [u64; 16],
}

/// A word that carries meaning.
struct Word {
    /// Hash of what is compared.
    key: u64,
    span: Range<usize>,
    /// Whether nothing that would end a name stands between the word before and this one.
    continues: bool,
}

impl Spellings {
    /// Adds a form under its number; one with too few words is left to be found exactly.
    pub(crate) fn add(&mut self, form: &str, number: usize) {
        let words = words(form);
        if words.len() < LEAST_WORDS || words.iter().skip(1).any(|word| !word.continues) {
            return;
        }
        let mut node = 0;
        for word in &words {
            let fresh = self.nodes + 1;
            node = *self.next.entry((node, word.key)).or_insert(fresh);
            self.nodes = self.nodes.max(node);
        }
        let (slot, bit) = bit(words[0].key);
        self.first[slot] |= bit;
        self.ends.entry(node).or_insert(number);
    }

    /// Where a form stands in some spelling, with its number: the longest at each place, in text order. The work grows
    /// with the text.
    pub(crate) fn find(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let words = words(text);
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for (at, first) in words.iter().enumerate() {
            let (slot, bit) = bit(first.key);
            if self.first[slot] & bit == 0 || found.last().is_some_and(|(span, _)| first.span.start < span.end) {
                continue;
            }
            let mut node = 0;
            let mut longest = None;
            for (index, word) in words[at..].iter().enumerate() {
                let next = self.next.get(&(node, word.key)).filter(|_| index == 0 || word.continues);
                let Some(next) = next else { break };
                node = *next;
                longest = self.ends.get(&node).map(|number| (word.span.end, *number)).or(longest);
            }
            if let Some((end, number)) = longest {
                found.push((first.span.start..end, number));
            }
        }
        found
    }
}

fn bit(key: u64) -> (usize, u64) {
    let bit = usize::try_from(key % 1024).unwrap_or(0);
    (bit / 64, 1 << (bit % 64))
}

/// The words of a text that carry meaning.
fn words(text: &str) -> Vec<Word> {
    let bytes = text.as_bytes();
    let mut words = Vec::with_capacity(bytes.len() / 8);
    let mut at = 0;
    let mut continues = false;
    while at < bytes.len() {
        if !is_letter(bytes[at]) {
            continues &= matches!(bytes[at], b' ' | b',' | b'-' | b'&' | b'/');
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        // `BioResource` is two words; `AMED` is one.
        while at < bytes.len()
            && is_letter(bytes[at])
            && !(bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
        {
            at += 1;
        }
        let mut buffer = [0; LONGEST_WORD];
        let word = folded(&bytes[start..at], &mut buffer);
        if SMALL_WORDS.contains(&word) {
            continue;
        }
        let compound = COMPOUNDS.iter().find(|(one, other)| {
            word.len() == one.len() + other.len() && word.starts_with(one) && word.ends_with(other)
        });
        if let Some((one, other)) = compound {
            words.push(Word { key: hash(one), span: start..at, continues });
            words.push(Word { key: hash(other), span: start..at, continues: true });
        } else {
            words.push(Word { key: hash(word), span: start..at, continues });
        }
        continues = true;
    }
    words
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// Small letters, singular, one of two spellings; empty for what can be no word of a name.
fn folded<'b>(word: &[u8], buffer: &'b mut [u8; LONGEST_WORD]) -> &'b str {
    let Some(target) = buffer.get_mut(..word.len()) else { return "" };
    target.copy_from_slice(word);
    target.make_ascii_lowercase();
    let mut length = target.len();
    if length > 4 && target.ends_with(b"ies") {
        target[length - 3] = b'y';
        length -= 2;
    } else if length > 3 && target.ends_with(b"s") && !target.ends_with(b"ss") {
        length -= 1;
    }
    let word = std::str::from_utf8(&buffer[..length]).unwrap_or_default();
    SAME.iter().find(|(one, _)| *one == word).map_or(word, |(_, other)| other)
}

/// FNV-1a: words are short and nobody chooses them to collide.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks in which words of the text the form is found.
    #[track_caller]
    fn check(form: &str, text: &str, expected: Option<&str>) {
        let mut spellings = Spellings::default();
        spellings.add(form, 7);
        let found = spellings.find(text);
        assert_eq!(found.first().map(|(span, _)| &text[span.clone()]), expected, "`{form}` in `{text}`");
        assert!(found.iter().all(|(_, number)| *number == 7));
    }

    const FORM: &str = "Program for Arden Labour and Science Centre of Biobanks";

    #[test]
    fn a_long_name_is_known_whatever_its_small_words() {
        let spelt = "programmes for the Arden Labor & Sciences Center of Bio-Bank";
        check(FORM, &format!("by {spelt} in Arden"), Some(spelt));
        check(
            FORM,
            "Program, Arden Labour, Science, Centre Bio Bank",
            Some("Program, Arden Labour, Science, Centre Bio Bank"),
        );
        check(FORM, "PROGRAM FOR ARDEN LABOUR AND SCIENCE CENTRE OF BIOBANKS", Some(FORM.to_uppercase().as_str()));
    }

    #[test]
    fn other_words_a_full_stop_and_a_piece_are_no_name() {
        check(FORM, "Program for Arden Labour and Health Science Centre of Biobanks", None);
        check(FORM, "Program for Arden Labour. Science Centre of Biobanks", None);
        check(FORM, "Program for Arden Labour and Science Centre of Biobanking", None);
        check("Biobank of Arden", "a biobank in Arden", None);
    }
}
