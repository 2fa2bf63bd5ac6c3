//! The words that were found, where they stand.

use search::Query;
use std::ops::Range;

/// A text in pieces, those found marked.
pub type Pieces = Vec<(String, bool)>;

/// Characters before the first word of an excerpt; twice as many follow it.
const AROUND: usize = 40;

/// A whole text in pieces. `None` where nothing was found in it.
#[must_use]
pub fn marked(query: &Query, text: &str) -> Option<Pieces> {
    let places = query.marks(text);
    (!places.is_empty()).then(|| pieces(text, 0..text.len(), &places))
}

/// A text cut around the first word found in it. `None` where nothing was found in it.
#[must_use]
pub fn excerpt(query: &Query, text: &str) -> Option<Pieces> {
    let places = query.marks(text);
    (!places.is_empty()).then(|| cut(text, &places))
}

/// A text cut around the first of these places, all of them marked.
#[must_use]
pub fn cut(text: &str, places: &[Range<usize>]) -> Pieces {
    let Some(first) = places.first() else { return Vec::new() };
    let from = text[..first.start].char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let until = text[first.end..].char_indices().nth(2 * AROUND).map_or(text.len(), |(at, _)| first.end + at);
    let mut cut = pieces(text, from..until, places);
    if from > 0 {
        cut.insert(0, ("…".to_owned(), false));
    }
    if until < text.len() {
        cut.push(("…".to_owned(), false));
    }
    cut
}

fn pieces(text: &str, within: Range<usize>, places: &[Range<usize>]) -> Pieces {
    let mut pieces = Vec::new();
    let mut at = within.start;
    for place in places.iter().filter(|place| place.start >= within.start && place.end <= within.end) {
        if place.start > at {
            pieces.push((text[at..place.start].to_owned(), false));
        }
        pieces.push((text[place.clone()].to_owned(), true));
        at = place.end;
    }
    if at < within.end {
        pieces.push((text[at..within.end].to_owned(), false));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_excerpt_is_cut_around_the_first_word_and_marks_every_one() {
        let text = "あ".repeat(50) + "薬草の研究と薬草の保存";
        let cut = excerpt(&Query::parse("薬草"), &text).expect("found");
        assert_eq!(cut[0], ("…".to_owned(), false));
        assert_eq!(cut[1].0.chars().count(), AROUND + 1);
        assert_eq!(cut.iter().filter(|(_, mark)| *mark).count(), 2);
        assert_eq!(excerpt(&Query::parse("鉱物"), &text), None);
    }

    proptest! {
        #[test]
        fn the_pieces_of_a_marked_text_are_the_text(text in "[薬草の a-c1]{0,30}", typed in "[薬草a-c1]{1,3}") {
            if let Some(pieces) = marked(&Query::parse(&typed), &text) {
                prop_assert_eq!(pieces.iter().map(|(words, _)| words.as_str()).collect::<String>(), text);
            }
        }
    }
}
