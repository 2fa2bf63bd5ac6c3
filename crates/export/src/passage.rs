//! What of a text goes out: the sentence around the words, and no more.

use evidence::sentence_around;
use std::ops::Range;

/// The longest passage, in bytes. A text without full stops is no sentence, however long.
const MOST: usize = 1_000;
/// What stands for an e-mail address.
const BLANK: &str = "…@…";

/// The sentence that holds `span`, cut to what stands near it where it is very long, without e-mail addresses.
pub(crate) fn passage(text: &str, span: &Range<usize>) -> String {
    let sentence = sentence_around(text, span);
    let room = MOST.saturating_sub(span.len()) / 2;
    let start = boundary(text, sentence.start.max(span.start.saturating_sub(room)));
    let end = boundary(text, sentence.end.min(span.end.saturating_add(room)).max(start));
    let mut passage = without_addresses(text.get(start..end).unwrap_or_default());
    if start > sentence.start {
        passage.insert(0, '…');
    }
    if end < sentence.end {
        passage.push('…');
    }
    passage
}

/// The last place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn without_addresses(text: &str) -> String {
    let in_address = |character: char| character.is_ascii_alphanumeric() || "._%+-".contains(character);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let before = rest[..at].trim_end_matches(in_address);
        let after = rest[at + 1..].trim_start_matches(in_address);
        let is_address = before.len() < at && after.len() < rest.len() - at - 1;
        if is_address {
            out.push_str(before);
            out.push_str(BLANK);
            // A full stop behind the address ends the sentence.
            let stop = rest[..rest.len() - after.len()].ends_with('.');
            out.push_str(if stop { "." } else { "" });
            rest = after;
        } else {
            out.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_goes_out_and_its_neighbours_do_not() {
        let text = "We measured lakes. Funded by Arden (12). They were deep.";
        let at = text.find("12").expect("there");
        assert_eq!(passage(text, &(at..at + 2)), "Funded by Arden (12).");
    }

    #[test]
    fn a_text_without_full_stops_is_cut() {
        let text = format!("{}12{}", "苔 ".repeat(2_000), " moss".repeat(2_000));
        let at = text.find("12").expect("there");
        let cut = passage(&text, &(at..at + 2));
        assert!(cut.len() < 1_010 && cut.contains("12") && cut.starts_with('…') && cut.ends_with('…'), "{cut}");
    }

    #[test]
    fn addresses_of_persons_are_blanked_and_other_signs_stay() {
        let check = |text: &str, expected: &str| assert_eq!(without_addresses(text), expected);
        check("Lake Office, Arden. ann.arden@lakes.example.", "Lake Office, Arden. …@….");
        check("write to (a-b@c.example) or x@y.example; thanks", "write to (…@…) or …@…; thanks");
        check("amed.systematic @ 1", "amed.systematic @ 1");
        check("@", "@");
    }
}
