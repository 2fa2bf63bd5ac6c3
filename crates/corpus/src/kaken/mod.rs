//! Grants of the KAKENHI programmes: KAKEN's XML (`grantAwards`) and CiNii Research's JSON of projects.
//!
//! The decision to question: a grant names its own number. It is a field like any other (`grant[1].id`), so that what a plan promised is
//! found at the grant as it is found at a paper; and the papers that a report lists are relations, never the grant's own identity.
//!
//! Read: number, titles, members with their institutions, category, period, amounts, outlines, keywords, the paragraphs of reports,
//! products. Passed over: the yearly copies of all that (`grantList`), what KAKEN matched itself (`productListEnriched`), files.

mod award;
mod cinii;

pub(crate) use cinii::{is_beginning as is_cinii, reader as cinii};

use crate::markup::{self, excerpt};
use crate::read::{Candidates, Feeder, Item, Progress, Sink, count_lines, seen};
use crate::window::LONGEST;
use crate::{Problem, ReadError, ReadOptions, Record};
use memchr::{memchr, memmem};

const ROOT: &[u8] = b"<grantAwards";
const ROOT_END: &[u8] = b"</grantAwards>";
const START: &[u8] = b"<grantAward";
const END: &[u8] = b"</grantAward>";

/// Reads KAKEN's XML.
pub(crate) struct Kaken<'a> {
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
    position: Position,
    /// Lines before the bytes at hand.
    lines: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Before,
    Inside,
    After,
}

/// What stands at a place of the file; each up to the offset given.
enum Piece {
    Grant(usize),
    Passed(usize),
    NeedsMore,
}

impl<'a> Kaken<'a> {
    pub(crate) fn new(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> Self {
        Self { options, candidates, position: Position::Before, lines: 0 }
    }

    fn failed(&self, bytes: &[u8], at: usize, problem: Problem) -> ReadError {
        problem.on_line(self.lines + 1 + count_lines(&bytes[..at.min(bytes.len())]))
    }

    fn expected(&self, bytes: &[u8], at: usize, expected: &str) -> ReadError {
        let rest = &bytes[at.min(bytes.len())..];
        let shown = match rest {
            [] => "the end of the file".to_owned(),
            rest => format!("`{}`", excerpt(&String::from_utf8_lossy(&rest[..rest.len().min(80)]))),
        };
        self.failed(bytes, at, Problem::markup(expected, shown))
    }

    /// The end of what begins at `at`, which is no blank.
    fn piece(&mut self, bytes: &[u8], at: usize, last: bool) -> Result<Piece, ReadError> {
        let rest = &bytes[at..];
        let until = |end: &[u8]| memmem::find(rest, end).map(|found| at + found + end.len());
        let (found, expected) = match self.position {
            Position::Before => {
                let start = memmem::find(rest, ROOT);
                let end = start.and_then(|start| memchr(b'>', &rest[start..]).map(|end| at + start + end + 1));
                if end.is_some() {
                    self.position = Position::Inside;
                }
                (end.map(Piece::Passed), "`<grantAwards>`")
            }
            Position::Inside if rest.starts_with(ROOT_END) => {
                self.position = Position::After;
                (Some(Piece::Passed(at + ROOT_END.len())), "")
            }
            Position::Inside
                if rest.starts_with(START) && rest.get(START.len()).is_some_and(|byte| !is_name(*byte)) =>
            {
                (until(END).map(Piece::Grant), "`</grantAward>`")
            }
            Position::Inside | Position::After if rest.starts_with(b"<!--") => {
                (until(b"-->").map(Piece::Passed), "`-->`")
            }
            Position::Inside if rest.len() < ROOT_END.len() && !last => (None, ""),
            Position::Inside if rest.starts_with(b"<") && rest.get(1).copied().is_some_and(is_name) => {
                // A count of the answer: one line, in one element.
                let name = 1 + rest[1..].iter().take_while(|byte| is_name(**byte)).count();
                let end = [b"</", &rest[1..name], b">"].concat();
                let empty = memchr(b'>', rest).filter(|end| rest[..*end].ends_with(b"/")).map(|end| at + end + 1);
                (empty.or_else(|| until(&end)).map(Piece::Passed), "the end of an element between the grants")
            }
            Position::Inside => return Err(self.expected(bytes, at, "`<grantAward>` or `</grantAwards>`")),
            Position::After => return Err(self.expected(bytes, at, "the end of the file after `</grantAwards>`")),
        };
        match found {
            Some(piece) => Ok(piece),
            None if last => Err(self.expected(bytes, bytes.len(), expected)),
            None => Ok(Piece::NeedsMore),
        }
    }

    /// Looks through and parses one grant.
    fn grant(
        &self,
        bytes: &[u8],
        start: usize,
        end: usize,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        if end - start > LONGEST {
            let problem = Problem::TooLong { what: "record", limit_bytes: LONGEST };
            return Err(self.failed(bytes, start, problem));
        }
        let text = std::str::from_utf8(&bytes[start..end]).map_err(|error| {
            let at = start + error.valid_up_to();
            self.failed(bytes, at, Problem::Encoding { found: crate::format::guess(&bytes[at..]) })
        })?;
        progress.records_read += 1;
        // Nearly every grant names a scheme of its funder: looking first would spare next to nothing.
        let record = award::read(text).map_err(|(offset, problem)| {
            let mut error = self.failed(bytes, start + offset, problem);
            error.record = award::glance_id(text);
            error
        })?;
        if self.options.every_id {
            progress.give(seen(&record), sink)?;
        }
        if self.options.every_record || holds(&record, self.candidates) {
            progress.records_parsed += 1;
            progress.give(Item::Record(record), sink)?;
        } else if self.options.strict {
            markup::check(text).map_err(|(offset, problem)| self.failed(bytes, start + offset, problem))?;
        }
        Ok(())
    }
}

fn holds(record: &Record, candidates: &dyn Candidates) -> bool {
    let any = |text: &str| candidates.find(text.as_bytes(), 0).is_some();
    record.fields.iter().any(|field| any(&field.text) || any(&field.beside))
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':' | b'.')
}

impl Feeder for Kaken<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        let mut at = 0;
        loop {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if at == bytes.len() {
                match self.position {
                    Position::After => {}
                    _ if last => return Err(self.expected(bytes, at, "`</grantAwards>`")),
                    _ => {}
                }
                break;
            }
            match self.piece(bytes, at, last)? {
                Piece::Grant(end) => {
                    self.grant(bytes, at, end, progress, sink)?;
                    at = end;
                }
                Piece::Passed(end) => at = end,
                Piece::NeedsMore => break,
            }
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

#[cfg(test)]
mod tests;
