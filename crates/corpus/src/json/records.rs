//! Takes a JSON file piece by piece, cuts its records out, and gives those in which something could be.

use super::walk::{Broken, Members, is_blank, skip_blanks, string_end, value_end};
use super::{Head, Layout, Shape, Wrong};
use crate::format::HEAD;
use crate::markup::excerpt;
use crate::read::{Candidates, Feeder, Found, Item, Progress, Sink, count_lines};
use crate::window::LONGEST;
use crate::{Problem, ReadError, ReadOptions};
use memchr::memchr;
use serde::de::IgnoredAny;
use std::ops::Range;

/// Bytes that are looked through together while they are in the cache.
const BATCH: usize = 512 << 10;

/// The mark with which some files in UTF-8 begin.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads the records of one JSON file.
pub(crate) struct JsonRecords<'a> {
    shape: &'a dyn Shape,
    /// Known when the first bytes have come.
    layout: Layout,
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
    position: Position,
    /// Lines before the bytes at hand.
    lines: u64,
    /// Complete records not yet looked through, and what was found in them; their memory is used again.
    records: Vec<Range<usize>>,
    places: Vec<Range<usize>>,
}

/// Where in the file the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    /// Nothing has come yet.
    Untouched,
    /// Before the first value, or between two of them.
    Start,
    /// In the object that is `level` keys deep; `first`: no member was met in it.
    Members { level: usize, first: bool },
    /// In the array of the records.
    Elements { first: bool },
    /// After everything.
    End,
}

enum Step {
    Record(Range<usize>, usize),
    Passed(usize),
    NeedsMore,
    Done,
}

impl<'a> JsonRecords<'a> {
    pub(crate) fn new(shape: &'a dyn Shape, options: &'a ReadOptions, candidates: &'a dyn Candidates) -> Self {
        let (layout, position, lines) = (Layout::Values, Position::Untouched, 0);
        Self { shape, layout, options, candidates, position, lines, records: Vec::new(), places: Vec::new() }
    }

    fn failed(&self, bytes: &[u8], at: usize, problem: Problem) -> ReadError {
        let before = &bytes[..at.min(bytes.len())];
        problem.on_line(self.lines + count_lines(before) + 1)
    }

    fn expected(&self, bytes: &[u8], at: usize, expected: &str) -> ReadError {
        let rest = bytes.get(at..).unwrap_or_default();
        let shown = match rest {
            [] => "the end of the file".to_owned(),
            rest => format!("`{}`", excerpt(&String::from_utf8_lossy(&rest[..rest.len().min(80)]))),
        };
        self.failed(bytes, at, Problem::markup(expected, shown))
    }

    fn in_record(&self, bytes: &[u8], start: usize, mut error: ReadError) -> ReadError {
        error.record = self.shape.id(&bytes[start..]);
        error
    }

    fn step(&mut self, bytes: &[u8], at: usize, last: bool) -> Result<Step, ReadError> {
        if self.layout == Layout::Lines {
            return self.line(bytes, at, last);
        }
        let at = skip_blanks(bytes, at);
        let Some(byte) = bytes.get(at).copied() else {
            let may_end =
                self.position == Position::End || (self.position, self.layout) == (Position::Start, Layout::Values);
            return match last {
                true if may_end => Ok(Step::Done),
                true => Err(self.expected(bytes, at, self.awaited())),
                false => Ok(Step::NeedsMore),
            };
        };
        match self.position {
            Position::Untouched | Position::Start => match self.layout {
                Layout::Elements([]) => {
                    self.enter(bytes, at, byte, b'[', Position::Elements { first: true }).map(Step::Passed)
                }
                Layout::Elements(_) | Layout::Member(_) => {
                    self.enter(bytes, at, byte, b'{', Position::Members { level: 0, first: true }).map(Step::Passed)
                }
                Layout::Lines | Layout::Values => self.record_at(bytes, at, last),
            },
            Position::Members { level, first } => self.member(bytes, at, last, level, first),
            Position::Elements { first } => match byte {
                b']' => {
                    self.position = match self.layout {
                        Layout::Elements([_, inside @ ..]) => Position::Members { level: inside.len(), first: false },
                        _ => Position::End,
                    };
                    Ok(Step::Passed(at + 1))
                }
                b',' if !first => match skip_blanks(bytes, at + 1) {
                    start if start < bytes.len() => self.record_at(bytes, start, last),
                    _ if last => Err(self.expected(bytes, bytes.len(), "a record")),
                    _ => Ok(Step::NeedsMore),
                },
                _ if first => {
                    let step = self.record_at(bytes, at, last)?;
                    if matches!(step, Step::Record(..)) {
                        self.position = Position::Elements { first: false };
                    }
                    Ok(step)
                }
                _ => Err(self.expected(bytes, at, "`,` or `]` after a record")),
            },
            Position::End => Err(self.expected(bytes, at, "the end of the file")),
        }
    }

    fn awaited(&self) -> &'static str {
        match self.position {
            Position::Untouched | Position::Start => "`{` or `[`",
            Position::Members { .. } => "`}`",
            Position::Elements { .. } => "`]` after the last record",
            Position::End => "the end of the file",
        }
    }

    fn enter(&mut self, bytes: &[u8], at: usize, byte: u8, open: u8, then: Position) -> Result<usize, ReadError> {
        if byte != open {
            return Err(self.expected(bytes, at, if open == b'[' { "`[`" } else { "`{`" }));
        }
        self.position = then;
        Ok(at + 1)
    }

    /// A member of an object on the way to the records, or the object's end.
    fn member(&mut self, bytes: &[u8], at: usize, last: bool, level: usize, first: bool) -> Result<Step, ReadError> {
        let mut at = at;
        match bytes[at] {
            b'}' => {
                self.position = match level.checked_sub(1) {
                    Some(level) => Position::Members { level, first: false },
                    None => Position::End,
                };
                return Ok(Step::Passed(at + 1));
            }
            b',' if !first => at = skip_blanks(bytes, at + 1),
            b'"' if first => {}
            _ => return Err(self.expected(bytes, at, if first { "a key or `}`" } else { "`,` or `}`" })),
        }
        let more =
            |at: usize, expected| if last { Err(self.expected(bytes, at, expected)) } else { Ok(Step::NeedsMore) };
        match bytes.get(at) {
            Some(b'"') => {}
            Some(_) => return Err(self.expected(bytes, at, "a key")),
            None => return more(at, "a key"),
        }
        let Some(end) = string_end(bytes, at + 1) else { return more(bytes.len(), "`\"` after a key") };
        let key = &bytes[at + 1..end - 1];
        let colon = skip_blanks(bytes, end);
        match bytes.get(colon) {
            Some(b':') => {}
            Some(_) => return Err(self.expected(bytes, colon, "`:` after a key")),
            None => return more(colon, "`:` after a key"),
        }
        let value = skip_blanks(bytes, colon + 1);
        let Some(byte) = bytes.get(value).copied() else { return more(value, "a value") };
        let (Layout::Elements(keys) | Layout::Member(keys)) = self.layout else { return Ok(Step::NeedsMore) };
        let here = keys.get(level).is_some_and(|wanted| wanted.as_bytes() == key);
        let deepest = level + 1 == keys.len();
        match (here, deepest, byte) {
            (true, false, b'{') => {
                self.position = Position::Members { level: level + 1, first: true };
                Ok(Step::Passed(value + 1))
            }
            (true, true, b'[') if matches!(self.layout, Layout::Elements(_)) => {
                self.position = Position::Elements { first: true };
                Ok(Step::Passed(value + 1))
            }
            (true, true, b'{') if matches!(self.layout, Layout::Member(_)) => {
                let step = self.record_at(bytes, value, last)?;
                if matches!(step, Step::Record(..)) {
                    self.position = Position::Members { level, first: false };
                }
                Ok(step)
            }
            _ => Ok(match self.value_end(bytes, value, last)? {
                Some(end) => {
                    self.position = Position::Members { level, first: false };
                    Step::Passed(end)
                }
                None => Step::NeedsMore,
            }),
        }
    }

    fn record_at(&mut self, bytes: &[u8], at: usize, last: bool) -> Result<Step, ReadError> {
        if bytes[at] != b'{' {
            return Err(self.expected(bytes, at, "`{` at the beginning of a record"));
        }
        let end = self.value_end(bytes, at, last).map_err(|error| self.in_record(bytes, at, error))?;
        Ok(match end {
            Some(end) => Step::Record(at..end, end),
            None => Step::NeedsMore,
        })
    }

    fn value_end(&self, bytes: &[u8], at: usize, last: bool) -> Result<Option<usize>, ReadError> {
        match value_end(bytes, at) {
            Ok(None) if last => Err(self.expected(bytes, bytes.len(), "the end of a value")),
            Ok(end) => Ok(end),
            Err(Broken { at, expected }) => Err(self.expected(bytes, at, expected)),
        }
    }

    fn line(&mut self, bytes: &[u8], at: usize, last: bool) -> Result<Step, ReadError> {
        let (end, next) = match memchr(b'\n', &bytes[at..]) {
            Some(length) => (at + length, at + length + 1),
            None if !last => return Ok(Step::NeedsMore),
            None if at == bytes.len() => return Ok(Step::Done),
            None => (bytes.len(), bytes.len()),
        };
        let start = skip_blanks(&bytes[..end], at);
        let blanks = bytes[start..end].iter().rev().take_while(|byte| is_blank(**byte)).count();
        let end = end - blanks;
        match &bytes[start..end] {
            [] => Ok(Step::Passed(next)),
            [b'{', .., b'}'] => Ok(Step::Record(start..end, next)),
            [b'{', ..] => {
                let error = self.expected(&bytes[..end], end, "`}` at the end of a line");
                Err(self.in_record(&bytes[..end], start, error))
            }
            _ => Err(self.expected(bytes, start, "a JSON object on the line")),
        }
    }

    /// Checks, looks through and parses the records gathered.
    fn flush(&mut self, bytes: &[u8], from: usize, to: usize, found: &mut Found<'_, '_>) -> Result<(), ReadError> {
        std::str::from_utf8(&bytes[from..to]).map_err(|error| self.encoding(bytes, from + error.valid_up_to()))?;
        let records = std::mem::take(&mut self.records);
        found.progress.records_read += records.len() as u64;
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        if !self.options.every_record {
            self.candidates.collect_in_json(bytes, from..to, &mut places);
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
            self.look(bytes, record, &inside, found)?;
        }
        self.places = places;
        self.records = records;
        self.records.clear();
        Ok(())
    }

    fn look(
        &self,
        bytes: &[u8],
        record: &Range<usize>,
        inside: &[Range<usize>],
        found: &mut Found<'_, '_>,
    ) -> Result<(), ReadError> {
        // The batch was found to be UTF-8, and both ends of a record are ASCII.
        let object = std::str::from_utf8(&bytes[record.clone()])
            .map_err(|error| self.encoding(bytes, record.start + error.valid_up_to()))?;
        let wrong = |wrong: Wrong| {
            let mut error = self.failed(bytes, record.start, wrong.problem);
            error.line = error.line.map(|line| line + wrong.lines);
            self.in_record(bytes, record.start, error)
        };
        if self.options.every_id {
            found.give(self.shape.seen(object).map_err(wrong)?)?;
        }
        let wanted = self.options.every_record
            || self.touches(object.as_bytes(), record.start, inside)
            || self.shape.hides(object, self.candidates);
        if wanted {
            let record = self.shape.record(object).map_err(wrong)?;
            found.progress.records_parsed += 1;
            found.give(Item::Record(record))?;
        } else if self.options.strict {
            super::parsed::<IgnoredAny>(object, "sound JSON").map_err(wrong)?;
        }
        Ok(())
    }

    /// Whether one of the places lies in a value that holds fields.
    fn touches(&self, object: &[u8], start: usize, inside: &[Range<usize>]) -> bool {
        let keys = self.shape.keys();
        if inside.is_empty() || keys.is_empty() {
            return !inside.is_empty();
        }
        let mut members = Members::new(object);
        let touched = members.by_ref().any(|member| {
            // A key that is written with escapes may be any.
            let holds = memchr(b'\\', member.key).is_some() || keys.iter().any(|key| key.as_bytes() == member.key);
            let value = start + member.value.start..start + member.value.end;
            holds && inside.iter().any(|place| place.start < value.end && place.end > value.start)
        });
        // What has no members to the end is broken, and parsing it will say how.
        touched || !members.is_whole()
    }

    fn encoding(&self, bytes: &[u8], at: usize) -> ReadError {
        self.failed(bytes, at, Problem::Encoding { found: crate::format::guess(&bytes[at..]) })
    }
}

impl Feeder for JsonRecords<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        let mut at = 0;
        if self.position == Position::Untouched {
            if bytes.len() < MARK.len() && !last {
                return Ok(0);
            }
            self.layout = self.shape.layout(&Head::new(&bytes[..bytes.len().min(HEAD)]));
            self.position = Position::Start;
            at = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
        }
        let mut from = at;
        let found = &mut Found { sink, progress };
        loop {
            match self.step(bytes, at, last)? {
                Step::Record(record, next) => {
                    if record.len() > LONGEST {
                        let problem = Problem::TooLong { what: "record", limit_bytes: LONGEST };
                        let error = self.failed(bytes, record.start, problem);
                        return Err(self.in_record(bytes, record.start, error));
                    }
                    self.records.push(record);
                    at = next;
                }
                Step::Passed(next) => at = next,
                Step::NeedsMore | Step::Done => break,
            }
            if at - from >= BATCH {
                self.flush(bytes, from, at, found)?;
                from = at;
            }
        }
        let end = if last { bytes.len() } else { at };
        self.flush(bytes, from, end, found)?;
        if !last {
            self.lines += count_lines(&bytes[..at]);
        }
        Ok(end)
    }

    fn unit(&self) -> &'static str {
        "record"
    }
}
