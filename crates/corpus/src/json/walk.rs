//! The structure of JSON in raw bytes: where a value ends, and what its members are.
//!
//! The decision to question: only strings and brackets are followed, and nothing is parsed: every bracket is closed by its own kind and
//! every string is closed, but a comma too many is seen only in records that are parsed, or with `strict`. That is what makes passing
//! over a record cost a fraction of reading it.

use memchr::memchr2;

/// Deeper than any real file nests, and as deep as the parser of records goes.
const DEEPEST: u32 = 128;

/// What is wrong with the structure, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) at: usize,
    pub(crate) expected: &'static str,
}

/// Where the value that begins at `at` ends; none if the bytes end before it does. A number or a word ends only where something follows.
pub(crate) fn value_end(bytes: &[u8], at: usize) -> Result<Option<usize>, Broken> {
    match bytes.get(at) {
        None => Ok(None),
        Some(b'"') => Ok(string_end(bytes, at + 1)),
        Some(b'{' | b'[') => container_end(bytes, at),
        Some(byte) if byte.is_ascii_alphanumeric() || *byte == b'-' => {
            let length = bytes[at..].iter().position(|byte| matches!(byte, b',' | b']' | b'}') || is_blank(*byte));
            Ok(length.map(|length| at + length))
        }
        Some(_) => Err(Broken { at, expected: "a value" }),
    }
}

pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// The first byte at or after `at` that is no blank; the end of the bytes if there is none.
pub(crate) fn skip_blanks(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| !is_blank(*byte)).map_or(bytes.len(), |blanks| at + blanks)
}

/// Where the string ends whose first byte inside stands at `at`: behind its closing quote.
pub(crate) fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        at = quote_or_backslash(bytes, at)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The first `"` or `\` at or after `at`. Most strings are short: eight bytes at a time are looked at before a search is started.
fn quote_or_backslash(bytes: &[u8], at: usize) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut at = at;
    for _ in 0..4 {
        let Some(Ok(eight)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) else { break };
        let word = u64::from_le_bytes(eight);
        let (quotes, backslashes) = (word ^ (ONES * 0x22), word ^ (ONES * 0x5c));
        // The lowest bit that is set belongs to a byte that is zero, thus to one that was looked for.
        let found = (quotes.wrapping_sub(ONES) & !quotes | backslashes.wrapping_sub(ONES) & !backslashes) & HIGH;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr2(b'"', b'\\', bytes.get(at..)?).map(|found| at + found)
}

fn container_end(bytes: &[u8], start: usize) -> Result<Option<usize>, Broken> {
    // One bit for each open bracket, the innermost last: 1 for `[`.
    let (mut open, mut depth, mut at) = (0_u128, 0_u32, start);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => match string_end(bytes, at + 1) {
                Some(end) => {
                    at = end;
                    continue;
                }
                None => return Ok(None),
            },
            b'{' | b'[' => {
                if depth == DEEPEST {
                    return Err(Broken { at, expected: "brackets that nest at most 128 deep" });
                }
                open = open << 1 | u128::from(*byte == b'[');
                depth += 1;
            }
            b'}' | b']' => {
                if (open & 1 == 1) != (*byte == b']') {
                    return Err(Broken { at, expected: if open & 1 == 1 { "`]`" } else { "`}`" } });
                }
                open >>= 1;
                depth -= 1;
                if depth == 0 {
                    return Ok(Some(at + 1));
                }
            }
            _ => {}
        }
        at += 1;
    }
    Ok(None)
}

/// A member of an object: its key as it stands between the quotes, and where its value stands.
pub(crate) struct Member<'a> {
    pub(crate) key: &'a [u8],
    pub(crate) value: std::ops::Range<usize>,
}

/// The members of the object that `bytes` begins with, as far as they are complete.
pub(crate) struct Members<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Members<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 1 }
    }

    /// The key of a member that is not complete, and where its value begins.
    pub(crate) fn unfinished(&self) -> Option<(&'a [u8], usize)> {
        self.key()
    }

    /// Whether all members were given: nothing but the closing bracket follows.
    pub(crate) fn is_whole(&self) -> bool {
        self.bytes.get(skip_blanks(self.bytes, self.at.min(self.bytes.len()))) == Some(&b'}')
    }

    fn key(&self) -> Option<(&'a [u8], usize)> {
        let mut at = skip_blanks(self.bytes, self.at.min(self.bytes.len()));
        if self.bytes.get(at) == Some(&b',') {
            at = skip_blanks(self.bytes, at + 1);
        }
        if self.bytes.get(at) != Some(&b'"') {
            return None;
        }
        let end = string_end(self.bytes, at + 1)?;
        let key = &self.bytes[at + 1..end - 1];
        let colon = skip_blanks(self.bytes, end);
        (self.bytes.get(colon) == Some(&b':')).then(|| (key, skip_blanks(self.bytes, colon + 1)))
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Member<'a>> {
        let (key, start) = self.key()?;
        let end = value_end(self.bytes, start).ok()??;
        self.at = end;
        Some(Member { key, value: start..end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn ends(text: &str, expected: Option<usize>) {
        assert_eq!(value_end(text.as_bytes(), 0), Ok(expected), "{text}");
    }

    #[test]
    fn a_value_ends_where_its_bracket_is_closed() {
        ends("{\"a\":[1,{\"b\":\"}]\\\"}\"}]}, ", Some(23));
        ends("[]x", Some(2));
        ends("\"a long string of more than thirty-two bytes, with \\\\\" ", Some(54));
        ends("12.5e3,", Some(6));
        ends("true\n", Some(4));
    }

    #[test]
    fn a_value_that_is_cut_has_no_end() {
        let text = "{\"arden\":[\"lake\\\"s\",{\"of\":\"\\\\\"}],\"n\":-1}";
        for length in 0..text.len() {
            ends(&text[..length], None);
        }
        ends(text, Some(text.len()));
        ends("12", None);
    }

    #[test]
    fn brackets_that_do_not_match_are_named() {
        let check = |text: &str, at, expected| assert_eq!(value_end(text.as_bytes(), 0), Err(Broken { at, expected }));
        check("{\"a\":[1}", 7, "`]`");
        check("[{]", 2, "`}`");
        check("}", 0, "a value");
        check(&"[".repeat(200), 128, "brackets that nest at most 128 deep");
    }

    #[test]
    fn members_are_given_as_far_as_they_are_complete() {
        let text = b" {\"a\" : 1, \"b\":{\"c\":[2]},\"d\":\"x".trim_ascii_start();
        let mut members = Members::new(text);
        let found: Vec<(&[u8], &[u8])> = members.by_ref().map(|member| (member.key, &text[member.value])).collect();
        assert_eq!(found, [(&b"a"[..], &b"1"[..]), (b"b", b"{\"c\":[2]}")]);
        assert_eq!(members.unfinished().map(|(key, _)| key), Some(&b"d"[..]));
    }

    proptest! {
        #[test]
        fn what_the_parser_takes_ends_at_its_end(text in "[ \"\\\\\\[\\]{}:,a-c0-9]{0,40}", strings in proptest::collection::vec("\\PC{0,50}", 0..6)) {
            let value = serde_json::json!({ "a": strings, "b": [{ "c": text }, null, 1.5] }).to_string();
            prop_assert_eq!(value_end(value.as_bytes(), 0), Ok(Some(value.len())));
        }
    }
}
