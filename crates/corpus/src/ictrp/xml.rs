//! The export as XML: `Trial` after `Trial`, each a row whose columns are elements.

use super::record::{self, Column};
use crate::given::give;
use crate::markup::{Token, Tokens, excerpt, value_of};
use crate::read::{Candidates, Feeder, Progress, Sink, count_lines};
use crate::window::LONGEST;
use crate::{Problem, ReadError, ReadOptions, Record};
use memchr::memmem;

const ROOT: &[u8] = b"<Trials_downloaded_from_ICTRP";
const ROOT_END: &[u8] = b"</Trials_downloaded_from_ICTRP>";
const START: &[u8] = b"<Trial>";
const END: &[u8] = b"</Trial>";

/// Reads `<Trials_downloaded_from_ICTRP>`.
pub(crate) struct TrialsXml<'a> {
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
    position: Position,
    /// Line ends before the bytes at hand.
    lines: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Before,
    Inside,
    After,
}

impl<'a> TrialsXml<'a> {
    pub(crate) fn new(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> Self {
        Self { options, candidates, position: Position::Before, lines: 0 }
    }

    fn failed(&self, bytes: &[u8], at: usize, problem: Problem) -> ReadError {
        problem.on_line(self.lines + 1 + count_lines(&bytes[..at.min(bytes.len())]))
    }

    fn cut_off(&self, bytes: &[u8], expected: &[u8]) -> ReadError {
        let expected = format!("`{}`", String::from_utf8_lossy(expected));
        self.failed(bytes, bytes.len(), Problem::markup(expected, "the end of the file"))
    }

    fn record(&self, bytes: &[u8], at: usize, end: usize) -> Result<Record, ReadError> {
        let text = std::str::from_utf8(&bytes[at..end]).map_err(|error| {
            let wrong = at + error.valid_up_to();
            self.failed(bytes, wrong, Problem::Encoding { found: crate::format::guess(&bytes[wrong..]) })
        })?;
        trial(text).map_err(|(offset, problem)| self.failed(bytes, at + offset, problem))
    }
}

impl Feeder for TrialsXml<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        let mut at = 0;
        if self.position == Position::Before {
            let root = memmem::find(bytes, ROOT);
            match root.and_then(|root| memchr::memchr(b'>', &bytes[root..]).map(|end| root + end)) {
                Some(end) => {
                    self.position = if bytes[end - 1] == b'/' { Position::After } else { Position::Inside };
                    at = end + 1;
                }
                None if last => return Err(self.cut_off(bytes, ROOT)),
                None => return Ok(0),
            }
        }
        loop {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let rest = &bytes[at..];
            if rest.starts_with(b"<!--") {
                match memmem::find(rest, b"-->") {
                    Some(end) => at += end + 3,
                    None if last => return Err(self.cut_off(bytes, b"-->")),
                    None => break,
                }
            } else if self.position == Position::After {
                match rest {
                    [] => break,
                    _ if rest.len() < 4 && !last => break,
                    _ => return Err(self.unexpected(bytes, at, "the end of the file")),
                }
            } else if rest.starts_with(START) {
                match memmem::find(rest, END) {
                    Some(length) => {
                        let end = at + length + END.len();
                        if end - at > LONGEST {
                            return Err(self.failed(
                                bytes,
                                at,
                                Problem::TooLong { what: "record", limit_bytes: LONGEST },
                            ));
                        }
                        let record = self.record(bytes, at, end)?;
                        give(record, self.options, self.candidates, progress, sink)?;
                        at = end;
                    }
                    None if last => return Err(self.cut_off(bytes, END)),
                    None => break,
                }
            } else if rest.starts_with(ROOT_END) {
                self.position = Position::After;
                at += ROOT_END.len();
            } else if rest.len() < ROOT_END.len() && !last {
                break;
            } else if rest.is_empty() {
                return Err(self.cut_off(bytes, ROOT_END));
            } else {
                return Err(self.unexpected(bytes, at, "`<Trial>` or `</Trials_downloaded_from_ICTRP>`"));
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

impl TrialsXml<'_> {
    fn unexpected(&self, bytes: &[u8], at: usize, expected: &str) -> ReadError {
        let rest = String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 80)]).into_owned();
        self.failed(bytes, at, Problem::markup(expected, format!("`{}`", excerpt(&rest))))
    }
}

/// The record of one `<Trial>…</Trial>`. An error comes with its offset.
fn trial(text: &str) -> Result<Record, (usize, Problem)> {
    let mut tokens = Tokens::new(text);
    let mut read = || {
        let Some(Token::Start(root)) = tokens.next()? else {
            return Err(Problem::markup("`<Trial>`", "something else"));
        };
        let mut cells: Vec<(Column, String)> = Vec::new();
        while let Some(tag) = tokens.child(root)? {
            cells.push((Column::new(tag.name), value_of(&mut tokens, tag)?));
        }
        record::of(cells.iter().map(|(column, cell)| (column, cell.as_str())))
    };
    read().map_err(|problem| (tokens.offset(), problem))
}
