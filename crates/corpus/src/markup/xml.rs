//! Tokens of one record's markup.
//!
//! The decision to question: a tokenizer of our own instead of an XML library. A record is a complete piece of valid
//! UTF-8 in memory without declarations, half of it is passed over, and speed is what scanning is about: this one looks
//! for `<` and `>` with vector instructions and copies nothing. It is strict about what it meets: every tag is closed by its
//! own name, every reference is known.

use super::text::unescape;
use crate::Problem;
use memchr::{memchr, memchr3, memmem};
use std::borrow::Cow;

/// A piece of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<Name …>`, also `<Name …/>`.
    Start(Tag<'a>),
    /// `</Name>`.
    End,
    /// Text with its references.
    Text(&'a str),
    /// Text as it is (CDATA).
    Literal(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    attributes: &'a str,
    /// Whether it closes itself: no end follows.
    pub(crate) empty: bool,
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes;
        loop {
            let (key, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, after) = after[1..].split_once(quote)?;
            if key.trim() == name {
                return Some(unescape(value).unwrap_or(Cow::Borrowed(value)));
            }
            rest = after;
        }
    }
}

/// Which tags leave no trace in the text of a field: those that only change how letters look. Any other is one blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vanishing {
    /// PubMed's five.
    PubMed,
    /// Those of full texts in JATS besides.
    Jats,
}

impl Vanishing {
    /// Whether a tag of this name vanishes.
    pub(crate) fn vanishes(self, name: &str) -> bool {
        match name {
            "i" | "b" | "u" | "sup" | "sub" => true,
            "italic" | "bold" | "underline" | "sc" | "monospace" | "roman" | "sans-serif" | "styled-content"
            | "named-content" => self == Self::Jats,
            _ => false,
        }
    }
}

/// So many elements inside each other; real ones stay below a hundred, and readers may follow them in depth.
const DEEPEST: usize = 512;

/// The tokens of a text, in order, with the open tags.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    open: Vec<&'a str>,
    vanishing: Vanishing,
}

impl<'a> Tokens<'a> {
    /// Of PubMed's markup.
    pub(crate) fn new(text: &'a str) -> Self {
        Self::of(text, Vanishing::PubMed)
    }

    /// Of markup in which these tags vanish.
    pub(crate) fn of(text: &'a str, vanishing: Vanishing) -> Self {
        Self { text, at: 0, open: Vec::with_capacity(16), vanishing }
    }

    /// Which tags vanish in the text of a field.
    pub(crate) fn vanishing(&self) -> Vanishing {
        self.vanishing
    }

    /// Where the next token starts.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// The next token; none at the end, when everything is closed.
    pub(crate) fn next(&mut self) -> Result<Option<Token<'a>>, Problem> {
        loop {
            let rest = &self.text[self.at..];
            let bytes = rest.as_bytes();
            match bytes {
                [] => {
                    return match self.open.last() {
                        Some(name) => Err(Problem::markup(format!("`</{name}>`"), "the end of the record")),
                        None => Ok(None),
                    };
                }
                [b'<', b'/', ..] => return self.end(rest).map(Some),
                [b'<', b'!', b'[', ..] if rest.starts_with("<![CDATA[") => {
                    let end =
                        memmem::find(bytes, b"]]>").ok_or_else(|| Problem::markup("`]]>`", "the end of the record"))?;
                    self.at += end + 3;
                    return Ok(Some(Token::Literal(&rest[9..end])));
                }
                [b'<', b'!', b'-', b'-', ..] => {
                    let end = memmem::find(&bytes[4..], b"-->")
                        .ok_or_else(|| Problem::markup("`-->`", "the end of the record"))?;
                    self.at += 4 + end + 3;
                }
                [b'<', b'?', ..] => {
                    let end =
                        memmem::find(bytes, b"?>").ok_or_else(|| Problem::markup("`?>`", "the end of the record"))?;
                    self.at += end + 2;
                }
                [b'<', b'!', ..] => return Err(Problem::markup("a tag", "a declaration inside a record")),
                [b'<', ..] => return self.start(rest).map(Some),
                _ => {
                    let end = memchr(b'<', bytes).unwrap_or(bytes.len());
                    self.at += end;
                    return Ok(Some(Token::Text(&rest[..end])));
                }
            }
        }
    }

    fn start(&mut self, rest: &'a str) -> Result<Token<'a>, Problem> {
        let bytes = rest.as_bytes();
        let name_length = bytes[1..].iter().take_while(|byte| is_name_byte(**byte)).count();
        if name_length == 0 {
            return Err(Problem::markup("a tag or `&lt;`", format!("`{}`", excerpt(rest))));
        }
        let name = &rest[1..=name_length];
        let mut at = 1 + name_length;
        // Most tags have no attributes: no search is needed to see that.
        if bytes.get(at) == Some(&b'>') {
            self.at += at + 1;
            self.opened(name)?;
            return Ok(Token::Start(Tag { name, attributes: "", empty: false }));
        }
        loop {
            let unfinished = || Problem::markup(format!("`>` at the end of `<{name}`"), "the end of the record");
            let next = at + memchr3(b'>', b'"', b'\'', &bytes[at..]).ok_or_else(unfinished)?;
            if bytes[next] == b'>' {
                at = next;
                break;
            }
            at = next + 1 + memchr(bytes[next], &bytes[next + 1..]).ok_or_else(unfinished)? + 1;
        }
        let empty = bytes[at - 1] == b'/';
        let attributes = &rest[1 + name_length..at - usize::from(empty)];
        if attributes.contains('<') {
            return Err(Problem::markup(format!("`>` at the end of `<{name}`"), format!("`{}`", excerpt(rest))));
        }
        self.at += at + 1;
        if !empty {
            self.opened(name)?;
        }
        Ok(Token::Start(Tag { name, attributes, empty }))
    }

    fn opened(&mut self, name: &'a str) -> Result<(), Problem> {
        if self.open.len() >= DEEPEST {
            return Err(Problem::markup(format!("at most {DEEPEST} elements inside each other"), "more"));
        }
        self.open.push(name);
        Ok(())
    }

    fn end(&mut self, rest: &'a str) -> Result<Token<'a>, Problem> {
        // Nearly always it is the end that is due, and then no search is needed.
        if let Some(open) = self.open.last()
            && rest[2..].strip_prefix(open).is_some_and(|after| after.starts_with('>'))
        {
            self.at += 2 + open.len() + 1;
            self.open.pop();
            return Ok(Token::End);
        }
        let end = memchr(b'>', rest.as_bytes()).ok_or_else(|| Problem::markup("`>`", "the end of the record"))?;
        let name = rest[2..end].trim_end();
        match self.open.pop() {
            Some(open) if open == name => {
                self.at += end + 1;
                Ok(Token::End)
            }
            Some(open) => Err(Problem::markup(format!("`</{open}>`"), format!("`</{}>`", excerpt(name)))),
            None => Err(Problem::markup("a start tag", format!("`</{}>`", excerpt(name)))),
        }
    }

    /// Passes over the rest of the element that `tag` opened.
    pub(crate) fn skip(&mut self, tag: Tag<'a>) -> Result<(), Problem> {
        if tag.empty {
            return Ok(());
        }
        let depth = self.open.len();
        while self.open.len() >= depth {
            self.next()?;
        }
        Ok(())
    }

    /// Goes back to the beginning of the element that `tag` opened and that was passed over, `offset` being where it stood then.
    pub(crate) fn return_to(&mut self, offset: usize, tag: Tag<'a>) {
        self.at = offset;
        self.open.push(tag.name);
    }

    /// Goes on behind an element that was returned to, where the reading had come before.
    pub(crate) fn go_on_at(&mut self, offset: usize) {
        self.at = offset;
    }

    /// The elements directly inside the one that `tag` opened, one a call; none when it is closed. Each must be read
    /// or passed over to its end before the next call.
    pub(crate) fn child(&mut self, tag: Tag<'a>) -> Result<Option<Tag<'a>>, Problem> {
        if tag.empty {
            return Ok(None);
        }
        loop {
            match self.next()? {
                Some(Token::Start(child)) => return Ok(Some(child)),
                Some(Token::End) | None => return Ok(None),
                Some(Token::Text(_) | Token::Literal(_)) => {}
            }
        }
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.') || !byte.is_ascii()
}

/// The beginning of a text, for a message.
pub(crate) fn excerpt(text: &str) -> String {
    let mut words: String =
        text.chars().take(40).map(|character| if character.is_control() { ' ' } else { character }).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}

/// Whether the markup of a whole text is sound: tags closed in order, references known.
pub(crate) fn check(text: &str) -> Result<(), (usize, Problem)> {
    let mut tokens = Tokens::new(text);
    loop {
        let at = tokens.offset();
        match tokens.next() {
            Ok(None) => return Ok(()),
            Ok(Some(Token::Text(words))) => {
                unescape(words).map_err(|problem| (at, problem))?;
            }
            Ok(Some(_)) => {}
            Err(problem) => return Err((at, problem)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn broken(text: &str, expected: &str, found: &str) {
        let (_, problem) = check(text).expect_err(text);
        let message = problem.to_string();
        assert!(message.starts_with(&format!("expected {expected}, found {found}\n")), "{text}: {message}");
    }

    #[test]
    fn markup_that_is_closed_in_order_is_sound() {
        for text in
            ["<a><b/>x &amp; y<!-- < --><?p <?><![CDATA[ < & ]]></a>", "<a x='>' y=\"'>\">1 > 0</a >", "", "words"]
        {
            assert!(check(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_broken_is_named() {
        broken("<a><b></a></b>", "`</b>`", "`</a>`");
        broken("<a>", "`</a>`", "the end of the record");
        broken("<a></a></b>", "a start tag", "`</b>`");
        broken("<a>1 < 2</a>", "a tag or `&lt;`", "`< 2</a>`");
        broken("<a b='1", "`>` at the end of `<a`", "the end of the record");
        broken("<a <b></b></a>", "`>` at the end of `<a`", "`<a <b></b></a>`");
        broken("<a>&lol;</a>", "`&amp;` or a reference that XML knows", "`&lol;`");
        broken("<a><!ENTITY x 'y'></a>", "a tag", "a declaration inside a record");
        broken("<a><![CDATA[ x</a>", "`]]>`", "the end of the record");
    }

    #[test]
    fn attributes_are_found_by_name() {
        let mut tokens = Tokens::new("<a xLabel='no' Label = \"A &amp; B\" empty=''/>");
        let Ok(Some(Token::Start(tag))) = tokens.next() else { panic!("a tag") };
        assert_eq!(tag.attribute("Label").as_deref(), Some("A & B"));
        assert_eq!(tag.attribute("empty").as_deref(), Some(""));
        assert_eq!(tag.attribute("none"), None);
        assert!(tag.empty);
    }
}
