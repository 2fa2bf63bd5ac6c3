//! PubMed's XML, a window at a time.
//!
//! The decision to question: records are cut out by looking for their end tags as bytes, and only those that could hold a mention
//! are parsed. Always checked are UTF-8, the chain of records (what stands between two of them, a start for each end) and the
//! closing root tag; the markup inside the other records only if asked for (`strict`).

mod citation;
pub(crate) mod date;

use crate::markup::{self, Token, Tokens, excerpt};
use crate::publication_date::publication_date;
use crate::read::{Candidates, Feeder, Found, Item, Progress, Sink, count_lines};
use crate::window::LONGEST;
use crate::{DateClaim, Problem, ReadError, ReadOptions};
use citation::Wanted;
use memchr::memmem::{self, Finder};
use std::ops::Range;

const START: &[u8] = b"<PubmedArticle>";
/// Start and end tag in one search.
const TAIL: &[u8] = b"PubmedArticle>";
const ROOT_END: &[u8] = b"</PubmedArticleSet>";

/// As many bytes of records as stay in the processor's cache while they are checked, looked through and parsed.
const WINDOW: usize = 128 * 1024;

/// Reads the bytes of one file.
pub(crate) struct PubMed<'a> {
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
    tail: Finder<'static>,
    position: Position,
    /// Line ends before the bytes at hand.
    lines: u64,
    records: Vec<Range<usize>>,
    places: Vec<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Before,
    Inside,
    After,
}

/// What stands between two records.
enum Between {
    Record(usize),
    /// Something that is no record, up to here.
    Passed(usize),
    /// A list of what is taken back, up to here.
    Deleted(Vec<(u32, u32)>, usize),
    RootEnd(usize),
    NeedsMore,
}

impl<'a> PubMed<'a> {
    pub(crate) fn new(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> Self {
        Self {
            options,
            candidates,
            tail: Finder::new(TAIL),
            position: Position::Before,
            lines: 0,
            records: Vec::new(),
            places: Vec::new(),
        }
    }

    fn failed(&self, bytes: &[u8], at: usize, problem: Problem) -> ReadError {
        problem.on_line(self.lines + 1 + count_lines(&bytes[..at]))
    }

    /// Where the root's start tag ends.
    fn root(&mut self, bytes: &[u8], last: bool) -> Result<Option<usize>, ReadError> {
        let start = memmem::find(bytes, b"<PubmedArticleSet");
        let end = start.and_then(|start| memchr::memchr(b'>', &bytes[start..]).map(|end| start + end));
        let Some(end) = end else {
            if last {
                let problem = Problem::markup("`<PubmedArticleSet>`", "the end of the file");
                return Err(self.failed(bytes, bytes.len(), problem));
            }
            return Ok(None);
        };
        std::str::from_utf8(&bytes[..end]).map_err(|error| self.encoding(bytes, error.valid_up_to()))?;
        self.position = if bytes[end - 1] == b'/' { Position::After } else { Position::Inside };
        Ok(Some(end + 1))
    }

    fn encoding(&self, bytes: &[u8], at: usize) -> ReadError {
        self.failed(bytes, at, Problem::Encoding { found: crate::format::guess(&bytes[at..]) })
    }

    fn between(&self, bytes: &[u8], from: usize, last: bool) -> Result<Between, ReadError> {
        let blanks = bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let at = from + blanks;
        let rest = &bytes[at..];
        if rest.starts_with(START) {
            return Ok(Between::Record(at));
        }
        if rest.starts_with(ROOT_END) {
            return Ok(Between::RootEnd(at + ROOT_END.len()));
        }
        for (start, end) in [
            (&b"<!--"[..], &b"-->"[..]),
            (b"<DeleteCitation>", b"</DeleteCitation>"),
            (b"<DeleteDocument>", b"</DeleteDocument>"),
            (b"<PubmedBookArticle>", b"</PubmedBookArticle>"),
        ] {
            if !rest.starts_with(start) {
                continue;
            }
            let Some(length) = memmem::find(&rest[start.len()..], end).map(|length| start.len() + length + end.len())
            else {
                let name = String::from_utf8_lossy(end);
                return self.more_or(last, bytes, bytes.len(), &format!("`{name}`"), "the end of the file");
            };
            let text =
                std::str::from_utf8(&rest[..length]).map_err(|error| self.encoding(bytes, at + error.valid_up_to()))?;
            if start == b"<DeleteCitation>" {
                let deleted = deletions(text).map_err(|(offset, problem)| self.failed(bytes, at + offset, problem))?;
                return Ok(Between::Deleted(deleted, at + length));
            }
            return Ok(Between::Passed(at + length));
        }
        if rest.len() < 24 && !last {
            return Ok(Between::NeedsMore);
        }
        let shown = if rest.is_empty() {
            "the end of the file".to_owned()
        } else {
            format!("`{}`", excerpt(&String::from_utf8_lossy(&rest[..rest.len().min(80)])))
        };
        Err(self.failed(bytes, at, Problem::markup("`<PubmedArticle>` or `</PubmedArticleSet>`", shown)))
    }

    fn more_or(&self, last: bool, bytes: &[u8], at: usize, expected: &str, shown: &str) -> Result<Between, ReadError> {
        if last { Err(self.failed(bytes, at, Problem::markup(expected, shown))) } else { Ok(Between::NeedsMore) }
    }

    /// Where the record that starts at `start` ends; none if it ends in bytes yet to come.
    fn record_end(&self, bytes: &[u8], start: usize, last: bool) -> Result<Option<usize>, ReadError> {
        let mut from = start + START.len();
        while let Some(at) = self.tail.find(&bytes[from..]).map(|at| from + at) {
            let end = at + TAIL.len();
            if bytes[..at].ends_with(b"</") {
                return Ok(Some(end));
            }
            if bytes[at - 1] == b'<' {
                let problem = Problem::markup("`</PubmedArticle>`", "a second `<PubmedArticle>` inside the record");
                return Err(self.in_record(bytes, start, at - 1, problem));
            }
            from = end;
        }
        if last {
            let problem = Problem::markup("`</PubmedArticle>`", "the end of the file");
            return Err(self.in_record(bytes, start, bytes.len(), problem));
        }
        Ok(None)
    }

    fn in_record(&self, bytes: &[u8], start: usize, at: usize, problem: Problem) -> ReadError {
        let mut error = self.failed(bytes, at, problem);
        error.record = glance_id(&String::from_utf8_lossy(&bytes[start..bytes.len().min(start + 2048)]))
            .map(|(pmid, _)| format!("pmid:{pmid}"));
        error
    }

    /// Checks, looks through and parses the records gathered.
    fn flush(&mut self, bytes: &[u8], from: usize, to: usize, found: &mut Found<'_, '_>) -> Result<(), ReadError> {
        std::str::from_utf8(&bytes[from..to]).map_err(|error| self.encoding(bytes, from + error.valid_up_to()))?;
        let records = std::mem::take(&mut self.records);
        found.progress.records_read += records.len() as u64;
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        if !self.options.every_record || self.options.only_candidates {
            self.candidates.collect(bytes, from..to, &mut places);
        }
        let mut inside: Vec<Range<usize>> = Vec::new();
        let mut next = 0;
        for record in &records {
            // A place may begin in one record and reach into the next.
            inside.retain(|place| place.end > record.start);
            while let Some(place) = places.get(next).filter(|place| place.start < record.end) {
                if place.end > record.start {
                    inside.push(place.clone());
                }
                next += 1;
            }
            let parse = self.options.every_record || !inside.is_empty();
            if !(parse || self.options.strict || self.options.every_id) {
                continue;
            }
            // The window was found to be UTF-8, and both ends of a record are ASCII.
            let text = std::str::from_utf8(&bytes[record.clone()])
                .map_err(|error| self.encoding(bytes, record.start + error.valid_up_to()))?;
            let wrong = |(offset, problem)| self.in_record(bytes, record.start, record.start + offset, problem);
            if self.options.every_id {
                let item = glance(text).map_err(wrong)?;
                found.give(item)?;
            }
            if parse {
                let wanted = if self.options.only_candidates {
                    Wanted::FieldsAt { places: &inside, start: record.start }
                } else {
                    Wanted::Whole
                };
                let record = citation::read(text, wanted).map_err(wrong)?;
                found.progress.records_parsed += 1;
                found.give(Item::Record(record))?;
            } else if self.options.strict {
                markup::check(text).map_err(wrong)?;
            }
        }
        self.places = places;
        self.records = records;
        self.records.clear();
        Ok(())
    }

    fn walk(&mut self, bytes: &[u8], from: usize, last: bool, found: &mut Found<'_, '_>) -> Result<usize, ReadError> {
        let (mut from, mut at) = (from, from);
        loop {
            let between = self.between(bytes, at, last)?;
            match between {
                Between::Record(start) => {
                    let Some(end) = self.record_end(bytes, start, last)? else { break };
                    if end - start > LONGEST {
                        let problem = Problem::TooLong { what: "record", limit_bytes: LONGEST };
                        return Err(self.in_record(bytes, start, start, problem));
                    }
                    self.records.push(start..end);
                    at = end;
                }
                Between::Passed(end) => at = end,
                Between::Deleted(deleted, end) => {
                    self.flush(bytes, from, at, found)?;
                    (from, at) = (end, end);
                    found.progress.deleted += deleted.len() as u64;
                    found.give(Item::Deleted(deleted))?;
                }
                Between::RootEnd(end) => {
                    self.flush(bytes, from, at, found)?;
                    self.position = Position::After;
                    return Ok(end);
                }
                Between::NeedsMore => break,
            }
            if at - from >= WINDOW {
                self.flush(bytes, from, at, found)?;
                from = at;
            }
        }
        self.flush(bytes, from, at, found)?;
        Ok(at)
    }

    fn after_root(&self, bytes: &[u8], from: usize, last: bool) -> Result<usize, ReadError> {
        let mut at = from;
        loop {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let rest = &bytes[at..];
            if rest.is_empty() || (rest.len() < 4 && !last) {
                return Ok(at);
            }
            match memmem::find(rest, b"-->").filter(|_| rest.starts_with(b"<!--")) {
                Some(end) => at += end + 3,
                None if rest.starts_with(b"<!--") && !last => return Ok(at),
                None => {
                    let shown = format!("`{}`", excerpt(&String::from_utf8_lossy(&rest[..rest.len().min(80)])));
                    return Err(self.failed(
                        bytes,
                        at,
                        Problem::markup("the end of the file after `</PubmedArticleSet>`", shown),
                    ));
                }
            }
        }
    }
}

impl Feeder for PubMed<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        let mut at = 0;
        if self.position == Position::Before {
            match self.root(bytes, last)? {
                Some(end) => at = end,
                None => return Ok(0),
            }
        }
        if self.position == Position::Inside {
            at = self.walk(bytes, at, last, &mut Found { sink, progress })?;
        }
        if self.position == Position::After {
            at = self.after_root(bytes, at, last)?;
        }
        if !last {
            self.lines += count_lines(&bytes[..at]);
        }
        Ok(at)
    }

    fn unit(&self) -> &'static str {
        "record"
    }
}

/// The PMIDs and versions of a `DeleteCitation` list.
fn deletions(text: &str) -> Result<Vec<(u32, u32)>, (usize, Problem)> {
    let mut tokens = Tokens::new(text);
    let mut deleted = Vec::new();
    loop {
        let at = tokens.offset();
        match tokens.next().map_err(|problem| (at, problem))? {
            Some(Token::Start(tag)) if tag.name == "PMID" => {
                let version = tag.attribute("Version").and_then(|version| version.parse().ok()).unwrap_or(1);
                let number = markup::value_of(&mut tokens, tag).map_err(|problem| (at, problem))?;
                let pmid = number
                    .parse()
                    .map_err(|_| (at, Problem::markup("a `PMID` of digits", format!("`{}`", excerpt(&number)))))?;
                deleted.push((pmid, version));
            }
            Some(_) => {}
            None => return Ok(deleted),
        }
    }
}

/// PMID and version of a citation, from the first of its tags.
fn glance_id(text: &str) -> Option<(u32, u32)> {
    let start = memmem::find(text.as_bytes(), b"<PMID")?;
    let mut tokens = Tokens::new(&text[start..]);
    let Ok(Some(Token::Start(tag))) = tokens.next() else { return None };
    let version = tag.attribute("Version").and_then(|version| version.parse().ok()).unwrap_or(1);
    let Ok(Some(Token::Text(number))) = tokens.next() else { return None };
    Some((number.trim().parse().ok()?, version))
}

/// Identity and publication date without parsing the rest.
fn glance(text: &str) -> Result<Item, (usize, Problem)> {
    let (pmid, version) =
        glance_id(text).ok_or_else(|| (0, Problem::markup("a `PMID` of digits", "a record without one")))?;
    let mut dates: Vec<DateClaim> = Vec::new();
    for (start, role) in [("<PubDate", Some("pubdate")), ("<ArticleDate", Some("article")), ("<History", None)] {
        let mut from = 0;
        while let Some(at) = memmem::find(&text.as_bytes()[from..], start.as_bytes()).map(|at| from + at) {
            from = at + start.len();
            glance_dates(&text[at..], role, &mut dates).map_err(|(offset, problem)| (at + offset, problem))?;
            // Only an article can have several dates of its own; the others stand once, far from the end.
            if role != Some("article") {
                break;
            }
        }
    }
    let published = publication_date(&dates).map(|published| published.date);
    Ok(Item::Seen { id: format!("pmid:{pmid}"), version, published })
}

/// The dates in the element that `text` begins with.
fn glance_dates(text: &str, role: Option<&str>, dates: &mut Vec<DateClaim>) -> Result<(), (usize, Problem)> {
    let mut tokens = Tokens::new(text);
    let mut read = || -> Result<(), Problem> {
        let Some(Token::Start(tag)) = tokens.next()? else { return Ok(()) };
        match role {
            Some(role) => dates.extend(citation::read_date(&mut tokens, tag, role)?),
            None => {
                while let Some(entry) = tokens.child(tag)? {
                    let status = entry.attribute("PubStatus").unwrap_or_default();
                    dates.extend(citation::read_date(&mut tokens, entry, citation::history_role(&status))?);
                }
            }
        }
        Ok(())
    };
    read().map_err(|problem| (tokens.offset(), problem))
}

#[cfg(test)]
mod tests;
