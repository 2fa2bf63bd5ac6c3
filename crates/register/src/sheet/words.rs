//! Words of a sheet: without their dress, cut short, and the known one that is nearest.

use crate::fold;
use unicode_normalization::UnicodeNormalization as _;

/// Text with its compatibility forms resolved and one blank at most between words.
pub(super) fn plain(text: &str) -> String {
    let text: String = if text.is_ascii() { text.to_owned() } else { text.nfkc().collect() };
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// The nearest of the known words (given folded, with what is to be said for each), if one is near.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let word: Vec<char> = fold(word).chars().take(60).collect();
    let mut best: Option<(usize, &str)> = None;
    for (candidate, said) in known {
        let other: Vec<char> = candidate.chars().take(60).collect();
        let longer = word.len().max(other.len());
        let contained = word.len() >= 2
            && other.len() >= 2
            && (other.windows(word.len()).any(|part| part == word)
                || word.windows(other.len()).any(|part| part == other));
        let distance = distance(&word, &other);
        let near = distance * 3 <= longer || contained;
        if near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, said));
        }
    }
    best.map(|(_, said)| said.to_owned())
}

/// How many letters have to be changed, left out or put in.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut before = at;
        let mut left = at + 1;
        for (place, known) in row.iter_mut().skip(1).zip(other) {
            let changed = before + usize::from(letter != known);
            before = *place;
            left = changed.min(left + 1).min(before + 1);
            *place = left;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The beginning of what was found, for a message.
pub(super) fn cut(text: &str) -> String {
    let mut words: String =
        text.trim().chars().take(60).map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    if text.trim().chars().nth(60).is_some() {
        words.push('…');
    }
    words
}

/// The letters of a column, counted from 0: `A`, `AB`.
pub(crate) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(b'A' + u8::try_from((left - 1) % 26).unwrap_or_default());
        left = (left - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_have_one_blank_between_them() {
        assert_eq!(plain(" ａ\u{3000} b\n c "), "a b c");
    }

    #[test]
    fn the_nearest_word_is_near_or_none() {
        let known = [("導出日", "導出日"), ("導出先", "導出先")];
        assert_eq!(nearest("導出曰", known.into_iter()).as_deref(), Some("導出日"));
        assert_eq!(nearest("導出先企業名", known.into_iter()).as_deref(), Some("導出先"));
        assert_eq!(nearest("湖", known.into_iter()), None);
        assert_eq!(nearest("", known.into_iter()), None);
    }

    #[test]
    fn columns_have_letters() {
        for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), expected);
        }
    }
}
