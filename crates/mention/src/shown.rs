//! The text that a string with markup shows.
//!
//! The decision to question: this never fails. Publishers deposit titles and abstracts as strings, in which markup is a habit and no
//! promise: `p < 0.05` stands beside `<jats:p>`. What is no tag and no reference stays as it is printed.

use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// A tag longer than this is no tag.
pub(crate) const LONGEST_TAG: usize = 256;

/// Markup that leaves no trace: that of the contract (`i`, `b`, `u`, `sup`, `sub`), and what JATS and HTML call the same.
const VANISHING: [&[u8]; 10] = [b"i", b"b", b"u", b"sup", b"sub", b"italic", b"bold", b"underline", b"em", b"strong"];

/// The text that a string with markup shows: `i`, `b`, `u`, `sup`, `sub` (also as `jats:italic` …) vanish, any other tag is one
/// blank, a character reference is its character, once. What looks like neither stays.
///
/// ```
/// assert_eq!(mention::shown("<jats:p>P&#x2010;<jats:italic>A</jats:italic> &amp;lt; 1 < 2</jats:p>"), " P‐A &lt; 1 < 2 ");
/// ```
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    push_shown(text.as_bytes(), &mut bytes);
    // Only whole tags and references, which are ASCII at both ends, were taken out.
    match String::from_utf8(bytes) {
        Ok(shown) => Cow::Owned(shown),
        Err(_) => Cow::Borrowed(text),
    }
}

/// The same for bytes, of which the ends may be cut anywhere.
pub(crate) fn push_shown(bytes: &[u8], shown: &mut Vec<u8>) {
    let mut rest = bytes;
    while let Some(at) = memchr2(b'<', b'&', rest) {
        shown.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        if let Some((length, vanishes)) = tag(rest) {
            if !vanishes {
                shown.push(b' ');
            }
            rest = &rest[length..];
        } else if let Some((character, length)) = reference(rest) {
            shown.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[length..];
        } else {
            shown.push(rest[0]);
            rest = &rest[1..];
        }
    }
    shown.extend_from_slice(rest);
}

/// The length of the tag that stands here, and whether it leaves no trace.
fn tag(rest: &[u8]) -> Option<(usize, bool)> {
    let body = rest.strip_prefix(b"<")?;
    let body = body.strip_prefix(b"/").unwrap_or(body);
    if !body.first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let limit = rest.len().min(LONGEST_TAG);
    let end = memchr(b'>', &rest[..limit])?;
    if memchr(b'<', &rest[1..end]).is_some() {
        return None;
    }
    let body = body.strip_prefix(b"jats:").unwrap_or(body);
    let name =
        body.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_')).count();
    Some((end + 1, VANISHING.contains(&&body[..name])))
}

/// The character that a reference stands for, and the reference's length.
fn reference(rest: &[u8]) -> Option<(char, usize)> {
    let body = rest.strip_prefix(b"&")?;
    let end = body.iter().take(12).position(|byte| *byte == b';')?;
    let character = match &body[..end] {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        b"nbsp" => '\u{a0}',
        name => {
            let digits = std::str::from_utf8(name.strip_prefix(b"#")?).ok()?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|character| *character != '\0')?
        }
    };
    Some((character, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn tags_that_only_shape_letters_vanish_and_any_other_is_one_blank() {
        check("H<sub>2</sub>O <jats:italic>in vitro</jats:italic><i class=\"x\">!</i>", "H2O in vitro!");
        check("<jats:title>Aim</jats:title><jats:p>Lakes<br/>of Arden</jats:p>", " Aim  Lakes of Arden ");
        check("<mml:mi>x</mml:mi>", " x ");
    }

    #[test]
    fn references_are_resolved_once() {
        check("A &amp; B&#x2010;C&#8211;D &lt;i&gt; &amp;lt;", "A & B‐C–D <i> &lt;");
    }

    #[test]
    fn what_is_no_markup_stays() {
        for text in ["p < 0.05 and q > 1", "a <b and c", "R&D; AT&T", "&lol;", "&#0;", "x<", "<", "&", "<1>"] {
            check(text, text);
        }
        let long = format!("a <b {} >", "x".repeat(LONGEST_TAG));
        check(&long, &long);
    }
}
