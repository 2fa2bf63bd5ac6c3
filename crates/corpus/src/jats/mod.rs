//! JATS, the markup of full texts: one article a file, or many in `<articles>` or `<pmc-articleset>`.
//!
//! The decision to question: names are split by tags and hyphens are written as references, so the prefilter looks at a field's text
//! when it has been put together, and only fields in which something could be are kept. What stands in the raw bytes of a full text says
//! little: nearly every article holds some anchor somewhere, and of its hundreds of paragraphs three.

mod article;
mod flow;
mod front;
mod people;
mod role;
#[cfg(test)]
mod tests;

use crate::markup::{self, Token, Tokens, excerpt};
use crate::read::{Candidates, Feeder, Item, Progress, Sink, count_lines, seen};
use crate::window::LONGEST;
use crate::{Problem, ReadError, ReadOptions};
use article::Wanted;
use memchr::memmem::{self, Finder};

const START: &[u8] = b"<article";
const END: &[u8] = b"</article";

/// Reads the bytes of one file.
pub(crate) struct Jats<'a> {
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
    start: Finder<'static>,
    end: Finder<'static>,
    position: Position,
    /// `</articles>`; absent where an article stands alone.
    root_end: Option<Vec<u8>>,
    /// Line ends before the bytes at hand.
    lines: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Before,
    Inside,
    After,
}

/// What stands between two articles.
enum Between {
    Article(usize),
    /// Something that is no article, up to here.
    Passed(usize),
    RootEnd(usize),
    NeedsMore,
}

impl<'a> Jats<'a> {
    pub(crate) fn new(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> Self {
        Self {
            options,
            candidates,
            start: Finder::new(START),
            end: Finder::new(END),
            position: Position::Before,
            root_end: None,
            lines: 0,
        }
    }

    fn failed(&self, bytes: &[u8], at: usize, problem: Problem) -> ReadError {
        problem.on_line(self.lines + 1 + count_lines(&bytes[..at]))
    }

    fn in_article(&self, bytes: &[u8], start: usize, at: usize, problem: Problem) -> ReadError {
        let mut error = self.failed(bytes, at, problem);
        error.record = glance_id(&String::from_utf8_lossy(&bytes[start..bytes.len().min(start + (16 << 10))]));
        error
    }

    fn encoding(&self, bytes: &[u8], at: usize) -> ReadError {
        self.failed(bytes, at, Problem::Encoding { found: crate::format::guess(&bytes[at..]) })
    }

    /// What stands at `from`, where no article is open.
    fn between(&self, bytes: &[u8], from: usize, last: bool) -> Result<Between, ReadError> {
        let at = from + bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let rest = &bytes[at..];
        let before = self.position == Position::Before;
        let expected = match &self.root_end {
            _ if before => "`<article>`, `<articles>` or `<pmc-articleset>`".to_owned(),
            Some(root_end) => format!("`<article>` or `{}`", String::from_utf8_lossy(root_end)),
            None => "the end of the file after `</article>`".to_owned(),
        };
        if rest.len() < 64 && !last {
            return Ok(Between::NeedsMore);
        }
        if starts_element(rest, START) && self.position != Position::After {
            return Ok(Between::Article(at));
        }
        if let Some(root_end) = self.root_end.as_ref().filter(|root_end| rest.starts_with(root_end)) {
            return Ok(Between::RootEnd(at + root_end.len()));
        }
        let passed: &[(&[u8], &[u8])] = &[
            (b"<!--", b"-->"),
            (b"<?", b"?>"),
            // A document type with declarations of its own was refused at the beginning; later ones are passed over without.
            (b"<!DOCTYPE", b">"),
            // PMC's word for an article that it does not have.
            (b"<Reply", b"/>"),
            (b"\xef\xbb\xbf", b""),
        ];
        if let Some((start, end)) = passed.iter().find(|(start, _)| rest.starts_with(start)) {
            let Some(length) = memmem::find(&rest[start.len()..], end) else {
                if !last {
                    return Ok(Between::NeedsMore);
                }
                let wanted = format!("`{}`", String::from_utf8_lossy(end));
                return Err(self.failed(bytes, bytes.len(), Problem::markup(wanted, "the end of the file")));
            };
            let length = start.len() + length + end.len();
            if rest[..length].contains(&b'[') && *start == b"<!DOCTYPE" {
                return Err(self.failed(bytes, at, Problem::Entities));
            }
            return Ok(Between::Passed(at + length));
        }
        if rest.is_empty() && self.position == Position::After {
            return Ok(Between::NeedsMore);
        }
        let shown = if rest.is_empty() {
            "the end of the file".to_owned()
        } else {
            format!("`{}`", excerpt(&String::from_utf8_lossy(&rest[..rest.len().min(80)])))
        };
        Err(self.failed(bytes, at, Problem::markup(expected, shown)))
    }

    /// The root's start tag, if it is not the article's own; gives where it ends.
    fn root(&mut self, bytes: &[u8], from: usize, last: bool) -> Result<Option<usize>, ReadError> {
        let mut at = from;
        loop {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let rest = &bytes[at..];
            for name in ["articles", "pmc-articleset"] {
                if starts_element(rest, format!("<{name}").as_bytes()) {
                    let Some(end) = memchr::memchr(b'>', rest) else {
                        return if last { self.between(bytes, at + 1, true).map(|_| None) } else { Ok(None) };
                    };
                    self.position = if rest[..end].ends_with(b"/") { Position::After } else { Position::Inside };
                    self.root_end = Some(format!("</{name}>").into_bytes());
                    return Ok(Some(at + end + 1));
                }
            }
            match self.between(bytes, at, last)? {
                Between::Article(start) => {
                    self.position = Position::Inside;
                    return Ok(Some(start));
                }
                Between::Passed(end) => at = end,
                Between::RootEnd(_) | Between::NeedsMore => return Ok(None),
            }
        }
    }

    /// Where the article that starts at `start` ends; none if it ends in bytes yet to come.
    fn article_end(&self, bytes: &[u8], start: usize, last: bool) -> Result<Option<usize>, ReadError> {
        let mut from = start + START.len();
        while let Some(at) = self.end.find(&bytes[from..]).map(|at| from + at) {
            from = at + END.len();
            let blanks = bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if bytes.get(from + blanks) == Some(&b'>') {
                self.no_second_start(bytes, start, at)?;
                return Ok(Some(from + blanks + 1));
            }
        }
        if last {
            let problem = Problem::markup("`</article>`", "the end of the file");
            return Err(self.in_article(bytes, start, bytes.len(), problem));
        }
        Ok(None)
    }

    fn no_second_start(&self, bytes: &[u8], start: usize, end: usize) -> Result<(), ReadError> {
        let mut from = start + START.len();
        while let Some(at) = self.start.find(&bytes[from..end]).map(|at| from + at) {
            if starts_element(&bytes[at..], START) {
                let problem = Problem::markup("`</article>`", "a second `<article>` inside the article");
                return Err(self.in_article(bytes, start, at, problem));
            }
            from = at + START.len();
        }
        Ok(())
    }

    fn article(
        &self,
        bytes: &[u8],
        start: usize,
        end: usize,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        if end - start > LONGEST {
            let problem = Problem::TooLong { what: "full text", limit_bytes: LONGEST };
            return Err(self.in_article(bytes, start, start, problem));
        }
        progress.records_read += 1;
        let text = std::str::from_utf8(&bytes[start..end])
            .map_err(|error| self.encoding(bytes, start + error.valid_up_to()))?;
        let wrong = |(offset, problem)| self.in_article(bytes, start, start + offset, problem);
        if self.options.strict {
            markup::check(text).map_err(wrong)?;
        }
        let wanted = match (self.options.every_record, self.options.only_candidates) {
            (_, true) => Wanted::FieldsWith(self.candidates),
            (true, false) => Wanted::Whole,
            (false, false) => Wanted::WholeIfAny(self.candidates),
        };
        let read = article::read(text, wanted).map_err(wrong)?;
        if self.options.every_id {
            progress.give(seen(&read.record), sink)?;
        }
        if read.holds || self.options.every_record {
            progress.records_parsed += 1;
            progress.give(Item::Record(read.record), sink)?;
        }
        Ok(())
    }

    fn walk(
        &mut self,
        bytes: &[u8],
        mut at: usize,
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        while self.position == Position::Inside {
            match self.between(bytes, at, last)? {
                Between::Article(start) => {
                    let Some(end) = self.article_end(bytes, start, last)? else { break };
                    self.article(bytes, start, end, progress, sink)?;
                    at = end;
                    if self.root_end.is_none() {
                        self.position = Position::After;
                    }
                }
                Between::Passed(end) => at = end,
                Between::RootEnd(end) => {
                    self.position = Position::After;
                    self.root_end = None;
                    return Ok(end);
                }
                Between::NeedsMore => break,
            }
        }
        Ok(at)
    }

    fn after(&self, bytes: &[u8], mut at: usize, last: bool) -> Result<usize, ReadError> {
        loop {
            match self.between(bytes, at, last)? {
                Between::Passed(end) => at = end,
                _ if last => return Ok(bytes.len()),
                _ => return Ok(at),
            }
        }
    }
}

impl Feeder for Jats<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        let mut at = 0;
        if self.position == Position::Before {
            match self.root(bytes, 0, last)? {
                Some(end) => at = end,
                None => return Ok(0),
            }
        }
        at = self.walk(bytes, at, last, progress, sink)?;
        if self.position == Position::After {
            at = self.after(bytes, at, last)?;
        }
        if !last {
            self.lines += count_lines(&bytes[..at]);
        }
        Ok(at)
    }

    fn unit(&self) -> &'static str {
        "full text"
    }
}

/// Whether bytes begin with a tag of this name, `<` included, and not of a longer one.
fn starts_element(bytes: &[u8], tag: &[u8]) -> bool {
    bytes.starts_with(tag)
        && bytes.get(tag.len()).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
}

/// The first identifier of an article, for a message.
fn glance_id(text: &str) -> Option<String> {
    let mut from = 0;
    while let Some(at) = memmem::find(&text.as_bytes()[from..], b"<article-id").map(|at| from + at) {
        from = at + 1;
        let mut tokens = Tokens::new(&text[at..]);
        let Ok(Some(Token::Start(tag))) = tokens.next() else { return None };
        let Ok(Some(Token::Text(value))) = tokens.next() else { continue };
        let kind = tag.attribute("pub-id-type").unwrap_or_default();
        if let Some(identifier) = article::identifier(&kind, value) {
            return Some(identifier);
        }
    }
    None
}
