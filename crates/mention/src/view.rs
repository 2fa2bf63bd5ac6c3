//! The text as it is matched, with the way back to the text as it is printed.
//!
//! The decision to question: not plain NFKC. Only what real files vary without meaning is folded (full width,
//! hyphens, blanks, soft hyphens, compatibility kanji, quotes, a word broken at a line end). Superscripts,
//! Roman numerals and mathematical letters stay: `10²` must not become `102`.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A folded text. Spans in it lead back to the bytes they came from.
pub(crate) struct View<'a> {
    /// The folded text.
    pub(crate) text: Cow<'a, str>,
    /// Pieces in order; empty if nothing was folded.
    pieces: Vec<Piece>,
}

/// A stretch of the folded text and where it came from.
#[derive(Debug, Clone, Copy)]
struct Piece {
    view_start: usize,
    original_start: usize,
    original_length: usize,
    /// Whether the bytes are the same, so that positions inside it map one to one.
    same: bool,
}

impl<'a> View<'a> {
    /// Folds `original`.
    pub(crate) fn new(original: &'a str) -> Self {
        if is_plain(original) {
            return Self { text: Cow::Borrowed(original), pieces: Vec::new() };
        }
        let mut builder = Builder::default();
        let mut at = 0;
        while let Some(first) = original[at..].chars().next() {
            at += builder.take(&original[at..], at, first);
        }
        Self { text: Cow::Owned(builder.text), pieces: builder.pieces }
    }

    /// Where a non-empty span of the view stands in the original text.
    pub(crate) fn original(&self, span: Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.piece(span.start);
        let start =
            if start.same { start.original_start + span.start - start.view_start } else { start.original_start };
        let last = self.piece(span.end - 1);
        let end = if last.same {
            last.original_start + span.end - last.view_start
        } else {
            last.original_start + last.original_length
        };
        start..end
    }

    fn piece(&self, position: usize) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.view_start <= position);
        self.pieces[after - 1]
    }
}

/// Nothing to fold: ASCII, no control characters, no doubled blank.
fn is_plain(text: &str) -> bool {
    // Piece by piece and without a way out inside one, so that many bytes are looked at at once.
    const PIECE: usize = 128;
    let bytes = text.as_bytes();
    let is_printed = |piece: &[u8]| piece.iter().fold(true, |all, byte| all & (b' '..=b'~').contains(byte));
    let is_doubled = |(one, next): (&[u8], &[u8])| {
        one.iter().zip(next).fold(false, |any, (one, next)| any | ((*one == b' ') & (*next == b' ')))
    };
    let behind = bytes.get(1..).unwrap_or_default();
    bytes.chunks(PIECE).all(is_printed) && !bytes.chunks(PIECE).zip(behind.chunks(PIECE)).any(is_doubled)
}

#[derive(Default)]
struct Builder {
    text: String,
    pieces: Vec<Piece>,
}

impl Builder {
    /// Takes the next character (or cluster) of `rest` and returns how many bytes it was.
    fn take(&mut self, rest: &str, at: usize, first: char) -> usize {
        let width = first.len_utf8();
        if is_invisible(first) {
            return width;
        }
        if first.is_whitespace() || first.is_control() {
            return self.blank(rest, at);
        }
        if is_hyphen(first) {
            if let Some(length) = self.broken_word(rest, width) {
                return length;
            }
            self.put("-", at, width, first == '-');
            return width;
        }
        match first {
            '\u{ff01}'..='\u{ff5e}' => {
                let plain = u32::from(first) - 0xff01 + 0x21;
                let mut buffer = [0; 4];
                let plain = char::from_u32(plain).unwrap_or(first).encode_utf8(&mut buffer).to_owned();
                self.put(&plain, at, width, false);
                width
            }
            '\u{2018}' | '\u{2019}' | '\u{2032}' => {
                self.put("'", at, width, false);
                width
            }
            '\u{201c}' | '\u{201d}' => {
                self.put("\"", at, width, false);
                width
            }
            '\u{2e80}'..='\u{2fdf}'
            | '\u{3300}'..='\u{33ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fb00}'..='\u{fb06}'
            | '\u{ff5f}'..='\u{ff9f}'
            | '\u{ffe0}'..='\u{ffe6}' => {
                // A half-width kana and its voicing mark are one character.
                let mark = rest[width..].chars().next().filter(|next| matches!(next, '\u{ff9e}' | '\u{ff9f}'));
                let length = width + mark.map_or(0, char::len_utf8);
                let folded: String = rest[..length].nfkc().collect();
                self.put(&folded, at, length, false);
                length
            }
            _ => {
                self.put(&rest[..width], at, width, true);
                width
            }
        }
    }

    /// A run of blanks is one blank; none at the start, none between two characters of Japanese.
    fn blank(&mut self, rest: &str, at: usize) -> usize {
        let length: usize = rest
            .chars()
            .take_while(|next| next.is_whitespace() || next.is_control() || is_invisible(*next))
            .map(char::len_utf8)
            .sum();
        let before = self.text.chars().next_back();
        let after = rest[length..].chars().next();
        let between_japanese = before.is_some_and(is_japanese) && after.is_some_and(is_japanese);
        if before.is_some_and(|last| last != ' ') && !between_japanese {
            self.put(" ", at, length, length == 1 && rest.starts_with(' '));
        }
        length
    }

    /// `Insti-` at a line end, `tute` on the next: the hyphen and the break vanish.
    fn broken_word(&self, rest: &str, width: usize) -> Option<usize> {
        if !self.text.ends_with(|last: char| last.is_ascii_lowercase()) {
            return None;
        }
        let tail = &rest[width..];
        let trimmed = tail.trim_start_matches([' ', '\t', '\r', '\n']);
        let gap = &tail[..tail.len() - trimmed.len()];
        (gap.contains('\n') && trimmed.starts_with(|next: char| next.is_ascii_lowercase())).then_some(width + gap.len())
    }

    fn put(&mut self, folded: &str, at: usize, length: usize, same: bool) {
        if folded.is_empty() {
            return;
        }
        let continues = same
            && self.pieces.last().is_some_and(|last| last.same && last.original_start + last.original_length == at);
        if continues {
            if let Some(last) = self.pieces.last_mut() {
                last.original_length += length;
            }
        } else {
            self.pieces.push(Piece { view_start: self.text.len(), original_start: at, original_length: length, same });
        }
        self.text.push_str(folded);
    }
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

fn is_japanese(character: char) -> bool {
    matches!(character, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the folded text, and that the folded words `found` stand as `printed` on the page.
    #[track_caller]
    fn check(original: &str, folded: &str, found: &str, printed: &str) {
        let view = View::new(original);
        assert_eq!(view.text, folded);
        let start = folded.find(found).expect("the words are in the folded text");
        assert_eq!(&original[view.original(start..start + found.len())], printed);
    }

    #[test]
    fn spans_lead_back_to_the_words_on_the_page() {
        check("see JP19aa0000001 there", "see JP19aa0000001 there", "JP19aa0000001", "JP19aa0000001");
        check("番号ＪＰ１９ａａ。", "番号JP19aa。", "JP19aa", "ＪＰ１９ａａ");
        check("P\u{2010}ARDEN\u{a0}\u{a0}x", "P-ARDEN x", "P-ARDEN", "P\u{2010}ARDEN");
        check("JP\u{ad}19", "JP19", "JP19", "JP\u{ad}19");
        check("the  Arden\n Fund", "the Arden Fund", "Arden Fund", "Arden\n Fund");
        check("Insti-\ntute of", "Institute of", "Institute", "Insti-\ntute");
        check("令和 ４ 年", "令和 4 年", "4", "４");
        check("日本 医療", "日本医療", "日本医療", "日本 医療");
        check("ﾌﾟﾗﾝ A", "プラン A", "プ", "ﾌﾟ");
    }

    #[test]
    fn only_what_needs_no_folding_is_left_as_it_is_wherever_it_stands() {
        let plain = "Supported by the Arden Fund. ".repeat(20).trim_end().to_owned();
        assert!(is_plain(&plain) && is_plain("") && is_plain("a") && is_plain(" "));
        for at in 0..plain.len() {
            for other in ["  ", "\n", "é", "\u{7f}"] {
                assert!(!is_plain(&[&plain[..at], other, &plain[at..]].concat()), "{other:?} at {at}");
            }
        }
    }

    #[test]
    fn a_superscript_is_no_digit() {
        assert_eq!(View::new("10²").text, "10²");
    }

    proptest::proptest! {
        #[test]
        fn every_span_of_a_view_is_a_slice_of_the_text(original in "\\PC*|[ -～\\n－‐ア゙ﾊﾟ]{0,40}") {
            let view = View::new(&original);
            let boundaries: Vec<usize> = view.text.char_indices().map(|(at, _)| at).chain([view.text.len()]).collect();
            for pair in boundaries.windows(2) {
                let span = view.original(pair[0]..pair[1]);
                proptest::prop_assert!(original.get(span).is_some_and(|slice| !slice.is_empty()));
            }
        }
    }
}
