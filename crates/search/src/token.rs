//! The token stream. The decision to question: a Japanese character is always indexed with its successor, and the
//! last of a run alone. So a run of `n` characters is `n` tokens, any part of it of two or more is a phrase of pairs,
//! and a single character is a prefix: no second index for one-character words.

use crate::fold::{Class, Folded, fold};
use std::collections::BTreeMap;
use std::ops::Range;

/// Longest word that is told apart from one that begins alike, in characters.
const LONGEST_WORD: usize = 64;

/// Shortest part of an identifier that can be found by itself, in characters: `p53` and `CD4` have none.
const SHORTEST_PART: usize = 4;

/// Most parts of one word: no identifier has more, and a line of a sequence shall not grow without end.
const MOST_PARTS: usize = 8;

/// A text split once, to be looked through many times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split(pub(crate) Vec<Token>);

impl Split {
    /// Splits a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(split(text))
    }

    /// Whether another text has the same words, and no others, in the same order.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.0.iter().map(|token| &token.text).eq(other.0.iter().map(|token| &token.text))
    }
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) kind: Kind,
    /// Where it stands in the original text.
    pub(crate) range: Range<usize>,
    /// Of a pair: where its first character stands.
    pub(crate) first: Range<usize>,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A Japanese character with its successor.
    Pair,
    /// The last Japanese character of a run.
    Last,
    /// A word of letters.
    Word,
    /// A number.
    Number,
    /// A word of letters and digits.
    Mixed,
    /// The end of the word before it, from a change between letters and digits on.
    Part,
}

/// A text as blank-joined tokens, in text order, so that words that follow each other do so in the index.
///
/// Two texts are put into one index by joining their tokens with a blank; a quoted phrase can then match across the seam,
/// a run of Japanese characters cannot.
#[must_use]
pub fn tokens(text: &str) -> String {
    let mut joined = String::with_capacity(text.len() * 2);
    each(&fold(text), &mut |letters, _| {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.extend(letters.iter().take(LONGEST_WORD).map(|one| one.character));
    });
    joined
}

/// Tokens, as [`tokens`] gives them, in PostgreSQL's notation of a `tsvector`: to be cast, not parsed, so that
/// no configuration of the server decides what a word is.
///
/// ```
/// assert_eq!(search::tsvector("ips 細胞 胞 ips"), "'ips':1,4 '細胞':2 '胞':3");
/// ```
#[must_use]
pub fn tsvector(tokens: &str) -> String {
    let mut positions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, token) in tokens.split_whitespace().enumerate() {
        positions.entry(token).or_default().push(index + 1);
    }
    let lexemes = positions.into_iter().map(|(token, positions)| {
        let positions: Vec<String> = positions.iter().map(usize::to_string).collect();
        format!("'{}':{}", token.replace('\\', "\\\\").replace('\'', "''"), positions.join(","))
    });
    lexemes.collect::<Vec<_>>().join(" ")
}

/// The tokens of a text with their places.
pub(crate) fn split(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    each(&fold(text), &mut |letters, kind| {
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return };
        let range = first.range.start..last.range.end;
        tokens.push(Token {
            text: letters.iter().take(LONGEST_WORD).map(|one| one.character).collect(),
            kind,
            first: if kind == Kind::Pair { first.range.clone() } else { range.clone() },
            range,
        });
    });
    tokens
}

/// The letters of each token, of which the first [`LONGEST_WORD`] count, and its kind, in order. Tokens of one text are not made one by one where only their letters are wanted.
fn each(folded: &[Folded], take: &mut dyn FnMut(&[Folded], Kind)) {
    for run in folded.chunk_by(|before, after| is_same_run(before.class, after.class)) {
        match run[0].class {
            Class::Break => {}
            Class::Japanese => {
                run.windows(2).for_each(|pair| take(pair, Kind::Pair));
                take(&run[run.len() - 1..], Kind::Last);
            }
            Class::Letter | Class::Digit => each_of_word(run, take),
        }
    }
}

fn is_same_run(before: Class, after: Class) -> bool {
    let is_word = |class| matches!(class, Class::Letter | Class::Digit);
    before == after || is_word(before) && is_word(after)
}

/// A word, and if it is of letters and digits, its ends from each change between the two.
fn each_of_word(run: &[Folded], take: &mut dyn FnMut(&[Folded], Kind)) {
    let is_mixed = run.iter().any(|one| one.class != run[0].class);
    let kind = match (is_mixed, run[0].class) {
        (true, _) => Kind::Mixed,
        (false, Class::Digit) => Kind::Number,
        (false, _) => Kind::Word,
    };
    take(run, kind);
    if !is_mixed {
        return;
    }
    let changes = (1..run.len()).filter(|at| run[at - 1].class != run[*at].class);
    for start in changes.filter(|at| run.len() - at >= SHORTEST_PART).take(MOST_PARTS) {
        take(&run[start..], Kind::Part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(tokens(text), expected);
    }

    #[test]
    fn japanese_goes_in_pairs_and_the_rest_in_words() {
        check("脳", "脳");
        check("再生医療", "再生 生医 医療 療");
        check("ゲノム・創薬", "ゲノ ノム ム 創薬 薬");
        check("令和４年度", "令和 和 4 年度 度");
        check("Stem-cell therapy, 2nd", "stem cell therapy 2nd");
        check("β-catenin", "β catenin");
        check("", "");
        check("。、!?\0", "");
    }

    #[test]
    fn an_identifier_goes_in_whole_and_by_its_ends() {
        check("JP21am0101001", "jp21am0101001 21am0101001 am0101001 0101001");
        check("18K19688", "18k19688 k19688 19688");
        check("10.1038/s41586-020-2649-2", "10 1038 s41586 41586 020 2649 2");
        check("pmid:34096078", "pmid 34096078");
        check("p53 CD4", "p53 cd4");
    }

    #[test]
    fn the_same_words_in_another_dress_say_the_same() {
        assert!(Split::new("Ｐ‐CREATE").says_the_same(&Split::new("p create")));
        assert!(!Split::new("P-CREATE").says_the_same(&Split::new("P-CREATE 2")));
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(tokens(&"a".repeat(5000)).len(), LONGEST_WORD);
        assert!(tokens(&"a1".repeat(5000)).len() < (MOST_PARTS + 1) * (LONGEST_WORD + 1));
    }

    #[test]
    fn a_quote_in_foreign_tokens_stays_inside_its_lexeme() {
        assert_eq!(tsvector(r"a'b \"), r"'\\':2 'a''b':1");
    }
}
