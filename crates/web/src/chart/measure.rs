//! How wide words will be, before a browser has set them.
//!
//! An estimate on the safe side: full-width characters one em, Latin by three classes. A font that is narrower
//! leaves a little more air; no font of the stack is wider by more than a hair.

use unicode_width::UnicodeWidthChar as _;

/// Width of `words` at `size` pixels.
#[must_use]
pub fn width(words: &str, size: f64) -> f64 {
    words.chars().map(em).sum::<f64>() * size
}

fn em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.30,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '/' | '-' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.90,
        'A'..='Z' => 0.66,
        '−' | '→' | '–' => 0.60,
        _ => match character.width() {
            Some(2) => 1.0,
            Some(0) | None => 0.0,
            _ => 0.57,
        },
    }
}

/// Breaks `words` into lines of at most `limit` pixels: Latin at blanks, Japanese after punctuation
/// or at a change from katakana or brackets where there is one, else anywhere.
#[must_use]
#[allow(dead_code, reason = "the roadmap breaks long names")]
pub fn lines(words: &str, size: f64, limit: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = words.trim();
    while width(rest, size) > limit {
        let mut fits = 0;
        let mut good = 0;
        let mut used = 0.0;
        let mut previous: Option<char> = None;
        for (index, character) in rest.char_indices() {
            if previous.is_some_and(|previous| may_break(previous, character)) {
                good = index;
            }
            used += em(character) * size;
            if used > limit {
                break;
            }
            fits = index + character.len_utf8();
            previous = Some(character);
        }
        let at = if good > 0 { good } else { fits };
        if at == 0 || at >= rest.len() {
            break;
        }
        lines.push(rest[..at].trim_end().to_owned());
        rest = rest[at..].trim_start();
    }
    lines.push(rest.to_owned());
    lines
}

#[allow(dead_code, reason = "see `lines`")]
fn may_break(before: char, after: char) -> bool {
    let katakana = |c: char| ('ァ'..='ヺ').contains(&c) || c == 'ー';
    before == ' '
        || matches!(before, '・' | '、' | '。' | '）' | '：')
        || matches!(after, '（' | '「')
        || (katakana(after) && !katakana(before) && !matches!(before, '（' | '「'))
        || (katakana(before) && !katakana(after) && !matches!(after, '）' | '」' | '、' | '。' | '・'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_is_one_em_and_latin_about_half() {
        assert!((width("医療", 10.0) - 20.0).abs() < 0.01);
        let latin = width("Arden", 10.0);
        assert!((24.0..32.0).contains(&latin), "{latin}");
    }

    #[test]
    fn a_long_name_breaks_at_a_word() {
        assert_eq!(
            lines("再生医療実現拠点ネットワークプログラム", 10.0, 150.0),
            ["再生医療実現拠点", "ネットワークプログラム"]
        );
        assert_eq!(lines("Arden brain programme", 10.0, 75.0), ["Arden brain", "programme"]);
        assert_eq!(lines("short", 10.0, 75.0), ["short"]);
    }
}
