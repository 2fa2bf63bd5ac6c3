//! The sentence around a span, in Japanese and English, without a dictionary.
//!
//! A splitter that is sometimes wrong is enough here, but the direction matters: what is
//! shown and exported is at most the sentence around a mention, so a full stop that
//! might only abbreviate (`Nos. JP…`, `Dr. Sato`) does not end one, while a newline (the
//! parts of an abstract) always does. The price is an occasional sentence too long.

use std::ops::Range;

/// Words after which a full stop does not end a sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "al", "approx", "bros", "ca", "cf", "co", "corp", "dept", "dr", "ed", "eds", "eq", "etc", "fig", "figs", "gov",
    "inc", "jr", "ltd", "mr", "mrs", "ms", "no", "nos", "nr", "num", "op", "prof", "ref", "refs", "sp", "spp", "sr",
    "st", "subsp", "suppl", "var", "vol", "vs", "resp", "univ",
];

/// The sentences of `text` in order, as byte ranges without surrounding blanks. Together
/// they hold everything but blanks.
///
/// ```
/// let text = "Funded by the Arden Fund (Nos. 1 and 2). We thank Dr. B. 本研究は助成を受けた。";
/// let found: Vec<&str> = evidence::sentences(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["Funded by the Arden Fund (Nos. 1 and 2).", "We thank Dr. B. 本研究は助成を受けた。"]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut quotes = 0_usize;
    let mut characters = text.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        let end = index + character.len_utf8();
        let ends = match character {
            '\n' | '\r' => {
                quotes = 0;
                true
            }
            '「' | '『' => {
                quotes += 1;
                false
            }
            '」' | '』' => {
                quotes = quotes.saturating_sub(1);
                false
            }
            '。' | '．' | '！' | '？' => quotes == 0 && !closes_next(characters.peek()),
            '.' | '!' | '?' => ends_here(text, index, end),
            _ => false,
        };
        if ends {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// The sentence that holds `span`; where a span reaches over several, all of them.
/// A span outside the text gives the empty range at its end.
#[must_use]
pub fn sentence_around(text: &str, span: &Range<usize>) -> Range<usize> {
    let mut around: Option<Range<usize>> = None;
    for sentence in sentences(text) {
        if sentence.start < span.end.max(span.start + 1) && span.start < sentence.end {
            around = Some(around.map_or(sentence.start, |range| range.start)..sentence.end);
        }
    }
    around.unwrap_or(text.len()..text.len())
}

/// A Japanese full stop directly before a closing bracket belongs inside it.
fn closes_next(next: Option<&(usize, char)>) -> bool {
    matches!(next, Some((_, '）' | ')' | '」' | '』' | '】')))
}

fn ends_here(text: &str, stop: usize, end: usize) -> bool {
    let rest = &text[end..];
    // Closing brackets and quotation marks belong to the sentence; where they follow, the
    // blank after them decides, and the mark before them is then no longer looked at.
    let Some(next) = rest.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let follows = rest.trim_start().chars().next();
    if follows.is_some_and(|character| character.is_lowercase() || matches!(character, ',' | ';' | ')')) {
        return false;
    }
    if !text[stop..].starts_with('.') {
        return true;
    }
    let word_start = text[..stop]
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let word = &text[word_start..stop];
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = text[..word_start].ends_with('.') && word.chars().count() == 1;
    !(initial || dotted || ABBREVIATIONS.contains(&word.to_lowercase().as_str()))
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        found.push(start..start + trimmed.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_full_stop_and_a_blank_end_a_sentence_and_an_abbreviation_does_not() {
        check("One. Two.", &["One.", "Two."]);
        check("Grant Nos. AF12 and AF13. Next", &["Grant Nos. AF12 and AF13.", "Next"]);
        check("by Dr. Sato of U.S. Steel Inc. Arden", &["by Dr. Sato of U.S. Steel Inc. Arden"]);
        check("value of 0.5 mg. then lower case", &["value of 0.5 mg. then lower case"]);
        check("Is it? Yes! Good.", &["Is it?", "Yes!", "Good."]);
    }

    #[test]
    fn a_newline_always_ends_a_sentence() {
        check("METHODS: we did\nRESULTS: we found", &["METHODS: we did", "RESULTS: we found"]);
    }

    #[test]
    fn a_japanese_full_stop_ends_a_sentence_but_not_inside_quotation_marks() {
        check("助成を受けた。感謝する。", &["助成を受けた。", "感謝する。"]);
        check("「助成。研究。」と呼ぶ。次", &["「助成。研究。」と呼ぶ。", "次"]);
        check("受けた（番号１。）次。", &["受けた（番号１。）次。"]);
    }

    #[test]
    fn the_sentence_around_a_span_is_the_one_that_holds_it() {
        let text = "First one. Second AF12 here. Third.";
        let start = text.find("AF12").expect("is there");
        assert_eq!(&text[sentence_around(text, &(start..start + 4))], "Second AF12 here.");
        assert_eq!(&text[sentence_around(text, &(0..start + 4))], "First one. Second AF12 here.");
        assert_eq!(sentence_around(text, &(900..901)), text.len()..text.len());
    }

    proptest! {
        #[test]
        fn sentences_hold_everything_but_blanks_and_never_overlap(text in "[ a-zA-Z.!?,。「」（）0-9\n本研]{0,80}") {
            let found = sentences(&text);
            let mut position = 0;
            for range in &found {
                prop_assert!(range.start >= position && range.end > range.start);
                prop_assert!(text[position..range.start].trim().is_empty());
                position = range.end;
            }
            prop_assert!(text[position..].trim().is_empty());
        }
    }
}
