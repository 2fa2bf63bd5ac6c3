//! How wide words will be, before a browser has set them.
//!
//! An estimate on the safe side: full-width characters one em, Latin by three classes. A font that is narrower
//! leaves a little more air; no font of the stack is wider by more than a hair.

use std::ops::Range;
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
    let text = Text::of(words.trim(), size);
    let mut best = text.broken(limit);
    let mut narrower = width(words, size).min(limit) - size / 2.0;
    while best.cuts == 0 && best.lines.len() > 1 && narrower > size {
        // Down to its widest line, a limit changes nothing.
        let widest = best.lines.iter().map(|line| text.width(line)).fold(0.0, f64::max);
        let steps = ((narrower - widest) / (size / 2.0)).ceil().max(0.0);
        narrower -= steps * size / 2.0;
        let tried = text.broken(narrower);
        if tried.lines.len() > best.lines.len() || tried.cuts > 0 {
            break;
        }
        best = tried;
        narrower -= size / 2.0;
    }
    best.lines.into_iter().map(|line| text.words(line).to_owned()).collect()
}

/// A text measured once, to be broken at several widths.
struct Text<'a> {
    words: &'a str,
    characters: Vec<Character>,
}

struct Character {
    /// Where it begins in the words, in bytes.
    at: usize,
    is: char,
    /// Pixels.
    width: f64,
    /// Whether a line may begin with it.
    begins: bool,
}

/// A text in lines, each a range of characters.
struct Broken {
    lines: Vec<Range<usize>>,
    /// How many of them had to be cut inside a word.
    cuts: usize,
}

impl<'a> Text<'a> {
    fn of(words: &'a str, size: f64) -> Self {
        let mut previous = None;
        let characters = words
            .char_indices()
            .map(|(at, is)| {
                let begins = previous
                    .replace(is)
                    .is_some_and(|before| may_break(before, is) || begins_word(&words[at..], before));
                Character { at, is, width: em(is) * size, begins }
            })
            .collect();
        Self { words, characters }
    }

    fn words(&self, line: Range<usize>) -> &'a str {
        let byte = |index: usize| self.characters.get(index).map_or(self.words.len(), |character| character.at);
        self.words[byte(line.start)..byte(line.end)].trim()
    }

    fn width(&self, line: &Range<usize>) -> f64 {
        self.characters[line.clone()].iter().map(|character| character.width).sum()
    }

    /// Lines as long as they may be.
    fn broken(&self, limit: f64) -> Broken {
        let mut broken = Broken { lines: Vec::new(), cuts: 0 };
        let mut start = 0;
        let count = self.characters.len();
        loop {
            let mut used = 0.0;
            let mut good = start;
            let mut fits = start;
            while fits < count {
                let character = &self.characters[fits];
                if fits > start && character.begins {
                    good = fits;
                }
                used += character.width;
                if used > limit {
                    break;
                }
                fits += 1;
            }
            if fits == count {
                break;
            }
            let end = if good > start { good } else { self.hard_break(start, fits) };
            broken.cuts += usize::from(good == start);
            if end >= count {
                break;
            }
            broken.lines.push(start..end);
            start = end;
            while self.characters[start].is.is_whitespace() {
                start += 1;
            }
        }
        broken.lines.push(start..count);
        broken
    }

    /// The last place up to `fits` where a line may be cut inside a word; at least one character is taken.
    fn hard_break(&self, start: usize, fits: usize) -> usize {
        let mut at = fits.max(start + 1);
        while at > start + 1 && self.characters.get(at).is_some_and(|character| never_first(character.is)) {
            at -= 1;
        }
        at
    }
}

/// Whether a line may never begin with it.
fn never_first(character: char) -> bool {
    matches!(
        character,
        'ー' | '）' | ')' | '」' | '、' | '。' | '・' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ'
    )
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
    // Nearly every text is asked at nearly every character: most end here.
    let may = rest.starts_with(|c| {
        matches!(c, 'プ' | 'ネ' | 'デ' | 'イ' | 'バ' | 'ラ' | '事' | '研' | '計' | '推' | '開' | '技' | '支')
    });
    may && !matches!(previous, '（' | '「') && WORDS.iter().any(|word| rest.starts_with(word))
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
    fn the_first_signs_of_the_common_words_are_all_known() {
        for word in WORDS {
            assert!(begins_word(word, '医'), "{word}");
        }
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
