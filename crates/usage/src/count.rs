//! Log files in, two series out.

use crate::line::{Line, Unreadable};
use crate::order::{Order, Request, Settled};
use crate::robots::Known;
use crate::tally::{Sort, Tally};
use crate::{Error, Period, Robots};
use flate2::bufread::MultiGzDecoder;
use regex_automata::meta::Regex;
use serde::Serialize;
use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead, BufReader, Read};

/// The longest line that is read, in bytes: servers cut requests at some thousand.
const LONGEST_LINE: usize = 64 << 10;
/// How much is read at a time.
const AT_A_TIME: usize = 256 << 10;
/// Lines that could not be read and are named.
const NAMED: usize = 20;

/// Ends of paths that are parts of a page and no use of a database.
const PARTS: [&[u8]; 17] = [
    b".css",
    b".js",
    b".mjs",
    b".map",
    b".png",
    b".jpg",
    b".jpeg",
    b".gif",
    b".svg",
    b".ico",
    b".webp",
    b".avif",
    b".woff",
    b".woff2",
    b".ttf",
    b".eot",
    b"/robots.txt",
];

/// What a count says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Usage {
    /// By month in Japan: `2024-04`.
    pub months: BTreeMap<String, Period>,
    /// By fiscal year in Japan.
    pub fiscal_years: BTreeMap<i16, Period>,
    /// Lines read.
    pub lines: u64,
    /// Lines that are none of a log.
    pub refused: u64,
    /// The first of them.
    pub refused_lines: Vec<Refused>,
    /// Requests written more than ten minutes after a later one: second clicks among them may have been missed.
    pub late: u64,
    /// The list of robots: its date, its checksum, how many patterns.
    pub robots_date: String,
    /// See `robots_date`.
    pub robots_sha256: String,
    /// See `robots_date`.
    pub robots_patterns: usize,
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Refused {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// What was not found in it: `time`, `request`, `status`, or `end` of a line that is too long.
    pub missing: &'static str,
}

/// Counts the lines of logs.
pub struct Counter {
    robots: Robots,
    paths: Option<Regex>,
    known: Known,
    order: Order,
    tally: Tally,
    items: RandomState,
    lines: u64,
    refused: u64,
    refused_lines: Vec<Refused>,
}

impl Counter {
    /// Counts with a list of robots, and only paths that match `paths` where it is given; otherwise all but parts of pages.
    ///
    /// # Errors
    /// If `paths` is no regular expression.
    pub fn new(robots: Robots, paths: Option<&str>) -> Result<Self, Error> {
        let compile = |paths: &str| {
            Regex::new(paths).map_err(|error| Error::Paths { found: paths.to_owned(), why: error.to_string() })
        };
        Ok(Self {
            robots,
            paths: paths.map(compile).transpose()?,
            known: Known::default(),
            order: Order::default(),
            tally: Tally::default(),
            items: RandomState::new(),
            lines: 0,
            refused: 0,
            refused_lines: Vec::new(),
        })
    }

    /// Counts the lines of a file, packed by gzip or not. Cost: about as much as inflating it; memory for ten minutes of requests,
    /// and eight bytes or so for each user.
    ///
    /// # Errors
    /// If it cannot be read to its end. The counter is then of no more use: a part of the file is in it.
    pub fn file(&mut self, name: &str, file: impl Read) -> Result<(), Error> {
        let wrong =
            |line: u64, error: std::io::Error| Error::Read { file: name.to_owned(), line, why: error.to_string() };
        let mut file = BufReader::with_capacity(AT_A_TIME, file);
        let head = file.fill_buf().map_err(|error| wrong(0, error))?;
        if head.is_empty() {
            return Err(Error::Empty { file: name.to_owned() });
        }
        let packed = head.starts_with(&[0x1f, 0x8b]);
        let lines = if packed {
            let inflated = BufReader::with_capacity(AT_A_TIME, MultiGzDecoder::new(file));
            self.read_lines(name, inflated)
        } else {
            self.read_lines(name, file)
        };
        lines.map_err(|(line, error)| wrong(line, error))?;
        let tally = &mut self.tally;
        self.order.end(&mut |settled| settle(tally, settled));
        Ok(())
    }

    fn read_lines(&mut self, name: &str, mut lines: impl BufRead) -> Result<(), (u64, std::io::Error)> {
        let mut line = Vec::new();
        let mut number = 0;
        loop {
            line.clear();
            let most = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX);
            let read = lines.by_ref().take(most).read_until(b'\n', &mut line).map_err(|error| (number, error))?;
            if read == 0 {
                return Ok(());
            }
            number += 1;
            self.lines += 1;
            if read == LONGEST_LINE && line.last() != Some(&b'\n') {
                self.refuse(name, number, "end");
                skip_line(&mut lines).map_err(|error| (number, error))?;
                continue;
            }
            let text = line.trim_ascii_end();
            if text.is_empty() || text.starts_with(b"#") {
                self.lines -= 1;
                continue;
            }
            match Line::read(text) {
                Ok(line) => self.line(&line),
                Err(Unreadable::Time) => self.refuse(name, number, "time"),
                Err(Unreadable::Request) => self.refuse(name, number, "request"),
                Err(Unreadable::Status) => self.refuse(name, number, "status"),
            }
        }
    }

    fn refuse(&mut self, file: &str, line: u64, missing: &'static str) {
        self.refused += 1;
        if self.refused_lines.len() < NAMED {
            self.refused_lines.push(Refused { file: file.to_owned(), line, missing });
        }
    }

    fn line(&mut self, line: &Line<'_>) {
        let agent = line.agent.unwrap_or_default();
        let user = self.tally.user(line.at, line.address, line.user, agent);
        let sort = self.sort(line);
        self.tally.line(line.at, sort, user);
        if sort == Sort::Person {
            let item = self.items.hash_one((line.path, line.query));
            let tally = &mut self.tally;
            self.order.take(Request { at: line.at, user, item }, &mut |settled| settle(tally, settled));
        }
    }

    fn sort(&mut self, line: &Line<'_>) -> Sort {
        if line.status != 200 && line.status != 304 {
            Sort::Failed
        } else if line.method != b"GET" && line.method != b"POST" {
            Sort::OtherMethod
        } else if !self.is_use(line.path) {
            Sort::Part
        // The common format does not say which program asked; nobody can be called a robot for that.
        } else if line.agent.is_some_and(|agent| self.known.is_robot(&self.robots, agent)) {
            Sort::Robot
        } else {
            Sort::Person
        }
    }

    fn is_use(&self, path: &[u8]) -> bool {
        match &self.paths {
            Some(paths) => paths.is_match(path),
            None => !PARTS
                .iter()
                .any(|end| path.len() >= end.len() && path[path.len() - end.len()..].eq_ignore_ascii_case(end)),
        }
    }

    /// What was counted.
    #[must_use]
    pub fn usage(&self) -> Usage {
        let (months, fiscal_years) = self.tally.series();
        Usage {
            months,
            fiscal_years,
            lines: self.lines,
            refused: self.refused,
            refused_lines: self.refused_lines.clone(),
            late: self.order.late,
            robots_date: self.robots.date.clone(),
            robots_sha256: self.robots.sha256.clone(),
            robots_patterns: self.robots.patterns,
        }
    }
}

fn settle(tally: &mut Tally, settled: Settled) {
    match settled {
        Settled::Counted(request) => tally.counted(request.at, request.user),
        Settled::Replaced { at } => tally.replaced(at),
    }
}

fn skip_line(lines: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let held = lines.fill_buf()?;
        let (skipped, done) = match memchr::memchr(b'\n', held) {
            Some(end) => (end + 1, true),
            None => (held.len(), held.is_empty()),
        };
        lines.consume(skipped);
        if done {
            return Ok(());
        }
    }
}
