//! Where a link leads: every internal link carries the reader's language, as-of and the switch for invented
//! evidence, so that travelling in time is not lost with the next click. Nothing is kept in a cookie.

use crate::language::Language;

/// What a reader carries from page to page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Language of the page.
    pub language: Language,
    /// `?as-of=` as it was asked for.
    pub as_of: Option<String>,
    /// `?invented=hide`.
    pub hide_invented: bool,
}

impl Way {
    /// A way without as-of.
    #[cfg(test)]
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, as_of: None, hide_invented: false }
    }

    /// The address of `path` (which begins with `/` and may have `?` and `#`) for this reader.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        let (path, fragment) = path.split_once('#').map_or((path, None), |(path, rest)| (path, Some(rest)));
        let (path, query) = path.split_once('?').map_or((path, ""), |(path, query)| (path, query));
        let mut query = query.to_owned();
        let mut add = |name: &str, value: &str| {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(name);
            query.push('=');
            query.push_str(&encode(value));
        };
        if let Some(as_of) = &self.as_of {
            add("as-of", as_of);
        }
        if self.hide_invented {
            add("invented", "hide");
        }
        let mut address = format!("/{}{path}", self.language.code());
        if !query.is_empty() {
            address.push('?');
            address.push_str(&query);
        }
        if let Some(fragment) = fragment {
            address.push('#');
            address.push_str(fragment);
        }
        address
    }

    /// The same in the other language.
    #[must_use]
    pub fn translated(&self) -> Self {
        Self { language: self.language.other(), ..self.clone() }
    }
}

/// Percent-encodes a query value or a path segment; `:` and `/` stay, since ids are full of them.
#[must_use]
pub fn encode(value: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'/' => {
                out.push(char::from(byte))
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Undoes [`encode`]; what is not well-formed stays as it is.
#[must_use]
pub fn decode(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let hex = (bytes[index] == b'%')
            .then(|| value.get(index + 1..index + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match hex {
            Some(byte) => {
                out.push(byte);
                index += 3;
            }
            None => {
                out.push(bytes[index]);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_carries_as_of_and_the_switch_before_its_fragment() {
        let way = Way { language: Language::En, as_of: Some("2026-01-01".to_owned()), hide_invented: true };
        assert_eq!(
            way.to("/records/pmid:1?page=2#links"),
            "/en/records/pmid:1?page=2&as-of=2026-01-01&invented=hide#links"
        );
        assert_eq!(Way::new(Language::Ja).to("/"), "/ja/");
    }

    #[test]
    fn encoding_is_undone_by_decoding() {
        for text in ["doi:10.1/a b&c", "医療 100%", "%zz"] {
            assert_eq!(decode(&encode(text)), text);
        }
        assert_eq!(decode("%zz%4"), "%zz%4");
    }
}
