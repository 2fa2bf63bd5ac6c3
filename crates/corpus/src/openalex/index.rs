//! Abstracts that are indexes from words to positions: `{"Lakes":[0,3],"of":[1]}`.

use crate::json::{skip_blanks, string_end};
use memchr::memmem;

const KEY: &[u8] = b"\"abstract_inverted_index\"";

/// Whether `holds` is true for the text, still written as JSON writes it, of an index in the object. One that cannot be laid out
/// counts as if it were.
pub(super) fn any_text(object: &[u8], holds: impl Fn(&[u8]) -> bool) -> bool {
    memmem::find_iter(object, KEY).any(|at| {
        let colon = skip_blanks(object, at + KEY.len());
        if object.get(colon) != Some(&b':') {
            return false;
        }
        let value = skip_blanks(object, colon + 1);
        object.get(value) == Some(&b'{') && laid_out(&object[value..]).is_none_or(|text| holds(&text))
    })
}

/// The text of the index that `bytes` begins with; none if it is no such index.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let mut written = vec![b'"'];
    written.extend(laid_out(bytes)?);
    written.push(b'"');
    serde_json::from_slice(&written).ok()
}

/// The words in the order of their positions, one blank between them, with their escapes. Only the order of the positions counts:
/// a number as large as it likes takes no memory.
fn laid_out(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut words: Vec<(u64, &[u8])> = Vec::with_capacity(256);
    let mut length = 0;
    let mut at = skip_blanks(bytes, 1);
    while bytes.get(at)? != &b'}' {
        if bytes.get(at)? != &b'"' {
            return None;
        }
        let end = string_end(bytes, at + 1)?;
        let word = &bytes[at + 1..end - 1];
        at = after(bytes, end, b':')?;
        at = after(bytes, at, b'[')?;
        while bytes.get(at)? != &b']' {
            let (position, end) = number(bytes, at)?;
            words.push((position, word));
            length += word.len() + 1;
            at = skip_blanks(bytes, end);
            if bytes.get(at)? == &b',' {
                at = skip_blanks(bytes, at + 1);
            }
        }
        at = skip_blanks(bytes, at + 1);
        if bytes.get(at)? == &b',' {
            at = skip_blanks(bytes, at + 1);
        }
    }
    words.sort_by_key(|(position, _)| *position);
    let mut text = Vec::with_capacity(length);
    for (nth, (_, word)) in words.iter().enumerate() {
        if nth > 0 {
            text.push(b' ');
        }
        text.extend_from_slice(word);
    }
    Some(text)
}

/// What follows upon `byte`, which must come next.
fn after(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    let at = skip_blanks(bytes, at);
    (bytes.get(at)? == &byte).then(|| skip_blanks(bytes, at + 1))
}

fn number(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || digits > 18 {
        return None;
    }
    let value = bytes[at..at + digits].iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
    Some((value, at + digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stand_in_the_order_of_their_positions() {
        let check =
            |index: &str, expected: Option<&str>| assert_eq!(text(index.as_bytes()).as_deref(), expected, "{index}");
        check("{\"of\":[1],\"Lakes\":[0,3],\"Arden,\":[2]}", Some("Lakes of Arden, Lakes"));
        check("{ \"\\u0041MED\" : [ 7 ] , \"by\" : [ 999999999999 ] }", Some("AMED by"));
        check("{}", Some(""));
        check("{\"a\":[]}", Some(""));
        for broken in [
            "{\"a\":1}",
            "{\"a\":[-1]}",
            "{\"a\":[1",
            "{\"a\"",
            "{1:[1]}",
            "{\"a\":[1.5]}",
            "{\"a\":[99999999999999999999]}",
        ] {
            check(broken, None);
        }
    }

    #[test]
    fn only_an_index_under_its_key_is_looked_at() {
        let holds = |object: &str| any_text(object.as_bytes(), |text| text == b"Agency for Medical");
        assert!(holds("{\"abstract_inverted_index\": {\"for\":[1],\"Medical\":[2],\"Agency\":[0]}}"));
        assert!(holds("{\"abstract_inverted_index\":{\"for\":1}}"));
        assert!(!holds("{\"title\":\"\\\"abstract_inverted_index\\\"\",\"abstract_inverted_index\":null}"));
    }

    proptest! {
        #[test]
        fn a_text_is_itself_again(words in proptest::collection::vec("[^ ]{1,8}", 0..40)) {
            let mut index: Vec<(String, Vec<usize>)> = Vec::new();
            for (position, word) in words.iter().enumerate() {
                match index.iter_mut().find(|(known, _)| known == word) {
                    Some((_, positions)) => positions.push(position),
                    None => index.push((word.clone(), vec![position])),
                }
            }
            index.reverse();
            let written: Vec<String> = index.iter().map(|(word, positions)| format!("{}:{positions:?}", serde_json::json!(word))).collect();
            let written = format!("{{{}}}", written.join(","));
            prop_assert_eq!(text(written.as_bytes()), Some(words.join(" ")));
        }
    }
}
