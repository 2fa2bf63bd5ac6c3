//! The characters as they are compared, each with the bytes it came from.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One character as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) character: char,
    pub(crate) class: Class,
    /// Where it stands in the original text. Characters made of one original share its range.
    pub(crate) range: Range<usize>,
}

/// What a character does to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Kanji and kana: written without blanks.
    Japanese,
    /// A letter of another script.
    Letter,
    Digit,
    /// Ends a word.
    Break,
}

/// Folds a text: NFKC, lower case, accents, and blanks within Japanese.
pub(crate) fn fold(text: &str) -> Vec<Folded> {
    let mut folded = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            let blank = &text[at..at + blank_length(&text[at..])];
            let next = text[at + blank.len()..].chars().next();
            let between = folded.last().is_some_and(|last: &Folded| last.class == Class::Japanese)
                && next.is_some_and(|next| class_of(composed(next)) == Class::Japanese);
            if !between || blank.matches('\n').count() > 1 {
                folded.push(Folded { character: ' ', class: Class::Break, range: at..at + blank.len() });
            }
            at += blank.len();
        } else if is_plain(first) && text[at + first.len_utf8()..].chars().next().is_none_or(is_plain) {
            let range = at..at + first.len_utf8();
            at = range.end;
            let character = first.to_ascii_lowercase();
            folded.push(Folded { character, class: class_of(character), range });
        } else if is_invisible(first) {
            at += first.len_utf8();
        } else {
            let length = cluster_length(&text[at..]);
            let range = at..at + length;
            for character in text[range.clone()].nfkc().flat_map(char::to_lowercase) {
                fold_character(character, &range, &mut folded);
            }
            at += length;
        }
    }
    folded
}

fn fold_character(character: char, range: &Range<usize>, folded: &mut Vec<Folded>) {
    let mut push = |character: char| {
        folded.push(Folded { character, class: class_of(character), range: range.clone() });
    };
    if character.is_ascii() {
        return push(character);
    }
    if class_of(character) == Class::Japanese {
        return push(character);
    }
    if let Some(letters) = without_stroke(character) {
        return letters.chars().for_each(push);
    }
    // Accents go from the letters of Europe only; in other scripts a mark makes another letter.
    let mut parts = std::iter::once(character).nfd();
    let base = parts.next().unwrap_or(character);
    match base {
        'a'..='z' | 'α'..='ω' => push(base),
        _ if is_accent(character) => {}
        _ => push(character),
    }
}

/// Letters that carry their difference in the stroke, not in a mark that could be taken off.
fn without_stroke(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        'ς' => "σ",
        _ => return None,
    })
}

fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

fn class_of(character: char) -> Class {
    match character {
        '0'..='9' => Class::Digit,
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '\u{3005}'..='\u{3007}'
        | '\u{303b}'
        | '\u{3041}'..='\u{3096}'
        | '\u{3099}'..='\u{309a}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3fffd}' => Class::Japanese,
        _ if character.is_numeric() => Class::Digit,
        _ if character.is_alphanumeric() || is_combining_mark(character) => Class::Letter,
        _ => Class::Break,
    }
}

/// A compatibility form by its first character; any other as it is.
fn composed(character: char) -> char {
    std::iter::once(character).nfkc().next().unwrap_or(character)
}

fn blank_length(text: &str) -> usize {
    text.chars().take_while(|next| next.is_whitespace() || is_invisible(*next)).map(char::len_utf8).sum()
}

/// A character with the marks that belong to it; half-width kana have voicing marks of their own.
fn cluster_length(text: &str) -> usize {
    let mut characters = text.chars();
    let first = characters.next().map_or(0, char::len_utf8);
    let marks = characters.take_while(|next| is_combining_mark(*next) || matches!(next, '\u{ff9e}' | '\u{ff9f}'));
    // Nobody writes more marks than these on a letter; a longer row is an attack on the memory.
    first + marks.take(8).map(char::len_utf8).sum::<usize>()
}

/// A letter that folding leaves as it is, but for the case of ASCII, and that is no mark of the one before it. Nearly all letters are, and
/// asking the tables of Unicode for each of them took most of the time.
fn is_plain(character: char) -> bool {
    character.is_ascii()
        || matches!(character, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fff}')
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(original: &str, expected: &str) {
        assert_eq!(fold(original).iter().map(|folded| folded.character).collect::<String>(), expected);
    }

    #[test]
    fn what_looks_alike_is_compared_alike() {
        check("ＡＭＥＤ", "amed");
        check("Émile Œuvre Straße Łódź", "emile oeuvre strasse lodz");
        check("ｹﾞﾉﾑ", "ゲノム");
        check("か\u{3099}ん", "がん");
        check("㈱", "(株)");
        check("IFN-Γ", "ifn-γ");
        check("再 生　医\n療", "再生医療");
        check("soft\u{ad}ware", "software");
    }

    #[test]
    fn what_differs_stays_different() {
        check("か が は ぱ", "かがはぱ");
        check("再生\n\n医療", "再生 医療");
        check("й", "й");
    }

    #[test]
    fn a_plain_letter_is_folded_as_the_tables_of_unicode_fold_it() {
        for letter in ('\0'..='\u{ffff}').filter(|letter| is_plain(*letter)) {
            let folded: Vec<char> = letter.nfkc().flat_map(char::to_lowercase).collect();
            assert_eq!(folded, [letter.to_ascii_lowercase()], "{letter:?}");
            assert!(!is_combining_mark(letter) && !is_invisible(letter) && !is_accent(letter), "{letter:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_character_comes_from_a_slice_of_the_text(original in "\\PC*|[a-zé゙ﾊﾟ再生 \\n\\u{301}]{0,30}") {
            let mut last = 0;
            for folded in fold(&original) {
                proptest::prop_assert!(original.get(folded.range.clone()).is_some_and(|slice| !slice.is_empty()));
                proptest::prop_assert!(folded.range.start >= last);
                last = folded.range.start;
            }
        }
    }
}
