//! Where in a JSON file its records lie, told by its beginning.

use super::walk::{Members, is_blank, skip_blanks, value_end};

/// Where the records lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One object a line: JSON Lines.
    Lines,
    /// The values of the file, one after the other; mostly it is one object over many lines.
    Values,
    /// The elements of the array under these keys; of the file itself, if there are none.
    Elements(&'static [&'static str]),
    /// The one object under these keys.
    Member(&'static [&'static str]),
}

/// The beginning of a JSON file.
pub(crate) struct Head<'a> {
    bytes: &'a [u8],
}

impl<'a> Head<'a> {
    /// `bytes` are the first of a file, of which the rest may be missing.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Self { bytes: &bytes[skip_blanks(bytes, 0)..] }
    }

    /// The first object, or the first element if the file is an array.
    pub(crate) fn first(&self) -> &'a [u8] {
        match self.bytes {
            [b'[', rest @ ..] => &rest[skip_blanks(rest, 0)..],
            bytes => bytes,
        }
    }

    /// What is under these keys, from there to the end of the head; the first value of all if there are none. An array gives its
    /// first element.
    pub(crate) fn under(&self, keys: &[&str]) -> Option<&'a [u8]> {
        let mut value = self.first();
        for key in keys {
            value = member(value, key)?;
        }
        match value {
            [b'[', rest @ ..] => Some(&rest[skip_blanks(rest, 0)..]),
            value => Some(value),
        }
    }

    /// Whether there is an array under these keys.
    pub(crate) fn is_array(&self, keys: &[&str]) -> bool {
        let mut value = self.bytes;
        for key in keys {
            match member(value, key) {
                Some(under) => value = under,
                None => return false,
            }
        }
        value.first() == Some(&b'[')
    }

    /// The layout of a file that holds its records in an array under the first of these keys that it has, else as the one object under
    /// `member`, else directly.
    pub(crate) fn layout(&self, arrays: &[&'static [&'static str]], member: Option<&'static [&'static str]>) -> Layout {
        if self.bytes.first() == Some(&b'[') {
            return Layout::Elements(&[]);
        }
        if let Some(keys) = arrays.iter().find(|keys| self.is_array(keys)) {
            return Layout::Elements(keys);
        }
        match member.filter(|keys| self.under(keys).is_some_and(|value| value.first() == Some(&b'{'))) {
            Some(keys) => Layout::Member(keys),
            None if self.is_lines() => Layout::Lines,
            None => Layout::Values,
        }
    }

    /// Whether the first line is a whole value, or longer than the head.
    fn is_lines(&self) -> bool {
        match memchr::memchr(b'\n', self.bytes) {
            Some(end) => {
                let line = &self.bytes[..end];
                value_end(line, 0)
                    .is_ok_and(|value| value.is_some_and(|value| line[value..].iter().all(|byte| is_blank(*byte))))
            }
            None => true,
        }
    }
}

/// Whether the object that `object` begins with has the key, as far as its bytes go.
pub(crate) fn has_key(object: &[u8], key: &str) -> bool {
    member(object, key).is_some()
}

/// The value under a key, from there to the end of the bytes.
pub(crate) fn member<'a>(object: &'a [u8], key: &str) -> Option<&'a [u8]> {
    if object.first() != Some(&b'{') {
        return None;
    }
    let mut members = Members::new(object);
    let found = members.by_ref().find(|member| member.key == key.as_bytes()).map(|member| member.value.start);
    let start =
        found.or_else(|| members.unfinished().filter(|(found, _)| *found == key.as_bytes()).map(|(_, at)| at))?;
    object.get(start..)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARRAYS: &[&[&str]] = &[&["message", "items"], &["items"]];

    #[track_caller]
    fn check(head: &str, expected: Layout) {
        assert_eq!(Head::new(head.as_bytes()).layout(ARRAYS, Some(&["message"])), expected, "{head}");
    }

    #[test]
    fn the_layout_is_told_by_the_beginning() {
        check("{\"status\":\"ok\",\"message\":{\"total\":2,\"items\":[{\"DOI\":\"10.1/a", Layout::Elements(ARRAYS[0]));
        check(" {\"items\" : [", Layout::Elements(ARRAYS[1]));
        check("{\"status\":\"ok\",\n\"message\":{\"DOI\":\"10.1/a\"", Layout::Member(&["message"]));
        check("{\"DOI\":\"10.1/a\"}\n{\"DOI\"", Layout::Lines);
        check("{\"DOI\":\"10.1/a\"}", Layout::Lines);
        check("{\"DOI\":\"10.1/a\",\"message\":\"items\",\"tit", Layout::Lines);
        check("\u{feff}{\n \"DOI\":\"10.1/a\"\n}", Layout::Values);
        check("[{\"DOI\":", Layout::Elements(&[]));
    }

    #[test]
    fn what_is_under_keys_is_found_though_it_is_cut() {
        let head = Head::new(b"{\"a\":{\"b\":[ {\"c\":1},");
        assert_eq!(head.under(&["a", "b"]), Some(&b"{\"c\":1},"[..]));
        assert_eq!(head.under(&["a", "c"]), None);
        assert!(has_key(b"{\"x\":\"y\",\"c\":1", "c"));
    }
}
