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

/// Breaks `words` into lines of at most `limit` pixels: Latin at blanks, Japanese after punctuation or の, before a common word,
/// or at a change from katakana or brackets where there is one, else anywhere but before a sign that may not begin
/// a line. Lines broken at words are as even as their number allows. A single character wider than `limit` still gets its line.
#[must_use]
pub fn lines(words: &str, size: f64, limit: f64) -> Vec<String> {
    let (mut best, cuts) = greedy_lines(words, size, limit);
    let mut narrower = width(words, size).min(limit) - size / 2.0;
    while cuts == 0 && best.len() > 1 && narrower > size {
        let (lines, cut) = greedy_lines(words, size, narrower);
        if lines.len() > best.len() || cut > 0 {
            break;
        }
        best = lines;
        narrower -= size / 2.0;
    }
    best
}

/// Lines as long as they may be, and how many of them had to be cut inside a word.
fn greedy_lines(words: &str, size: f64, limit: f64) -> (Vec<String>, usize) {
    let mut lines = Vec::new();
    let mut cuts = 0;
    let mut rest = words.trim();
    while width(rest, size) > limit {
        let mut fits = 0;
        let mut good = 0;
        let mut used = 0.0;
        let mut previous: Option<char> = None;
        for (index, character) in rest.char_indices() {
            if previous.is_some_and(|previous| may_break(previous, character) || begins_word(&rest[index..], previous))
            {
                good = index;
            }
            used += em(character) * size;
            if used > limit {
                break;
            }
            fits = index + character.len_utf8();
            previous = Some(character);
        }
        let at = if good > 0 { good } else { hard_break(rest, fits) };
        cuts += usize::from(good == 0);
        if at >= rest.len() {
            break;
        }
        lines.push(rest[..at].trim_end().to_owned());
        rest = rest[at..].trim_start();
    }
    lines.push(rest.to_owned());
    (lines, cuts)
}

/// The last place up to `fits` where a line may be cut inside a word; at least one character is taken.
fn hard_break(rest: &str, fits: usize) -> usize {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let mut at = fits.max(first);
    while at > first
        && rest[at..].starts_with([
            'ー', '）', ')', '」', '、', '。', '・', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ッ', 'ャ', 'ュ', 'ョ',
        ])
    {
        at = rest[..at].char_indices().next_back().map_or(first, |(index, _)| index);
    }
    at.max(first)
}

/// Words with which names of programmes go on: a line may begin with them, inside a run of katakana or kanji too.
const WORDS: [&str; 17] = [
    "プロジェクト",
    "プログラム",
    "プラットフォーム",
    "ネットワーク",
    "データベース",
    "イノベーション",
    "イニシアティブ",
    "バイオリソース",
    "ライフサイエンス",
    "バイオバンク",
    "事業",
    "研究",
    "計画",
    "推進",
    "開発",
    "技術",
    "支援",
];

fn begins_word(rest: &str, previous: char) -> bool {
    !matches!(previous, '（' | '「') && WORDS.iter().any(|word| rest.starts_with(word))
}

fn may_break(before: char, after: char) -> bool {
    let katakana = |c: char| ('ァ'..='ヺ').contains(&c) || c == 'ー';
    before == ' '
        || (matches!(before, '・' | '、' | '。' | '）' | '：' | 'の')
            && !matches!(after, '）' | '」' | '、' | '。' | '・'))
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

    #[test]
    fn a_line_neither_overflows_nor_begins_with_a_closing_sign() {
        assert_eq!(lines("研究開発（第二）", 10.0, 75.0), ["研究開発", "（第二）"]);
        assert_eq!(
            lines("ナショナルバイオリソースプロジェクト", 10.0, 140.0),
            ["ナショナルバイオリソース", "プロジェクト"]
        );
        assert_eq!(lines("難病研究", 10.0, 35.0), ["難病", "研究"]);
        assert_eq!(lines("医療分野国際科学系", 10.0, 40.0), ["医療分野", "国際科学", "系"]);
        assert_eq!(lines("創薬ネットワーク", 10.0, 40.0), ["創薬", "ネット", "ワーク"]);
        assert_eq!(lines("ゲーム", 10.0, 15.0).concat(), "ゲーム");
        assert_eq!(lines("長い", 10.0, 4.0), ["長", "い"], "too narrow for anything, one character a line");
    }
}
