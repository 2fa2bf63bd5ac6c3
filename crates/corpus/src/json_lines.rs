//! JSON Lines: texts with an id, or records as we write them ourselves.
//!
//! The decision to question: a line with a backslash is decoded before it is looked through. In `\nAMED` the letter before the
//! name is an `n`, and in `\u0041MED` it is no letter at all; what a text says is known only after decoding.

use crate::read::{Candidates, Feeder, Item, Progress, Sink, seen};
use crate::window::LONGEST;
use crate::{Field, Format, Problem, ReadError, ReadOptions, Record};
use memchr::memchr;
use mention::FieldKind;
use serde::Deserialize;

/// Reads the lines of one file.
pub(crate) struct JsonLines<'a> {
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
    format: Format,
    line: u64,
}

/// A text with its id; other keys are passed over.
#[derive(Deserialize)]
struct Text {
    record: String,
    text: String,
}

impl<'a> JsonLines<'a> {
    pub(crate) fn new(format: Format, options: &'a ReadOptions, candidates: &'a dyn Candidates) -> Self {
        Self { options, candidates, format, line: 0 }
    }

    fn line(&mut self, line: &[u8], progress: &mut Progress, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        self.line += 1;
        let number = self.line;
        if line.len() > LONGEST {
            return Err(Problem::TooLong { what: "line", limit_bytes: LONGEST }.on_line(number));
        }
        let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        let text = std::str::from_utf8(line).map_err(|error| {
            Problem::Encoding { found: crate::format::guess(&line[error.valid_up_to()..]) }.on_line(number)
        })?;
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        progress.records_read += 1;
        let hidden = memchr(b'\\', line).is_some();
        let wanted = self.options.every_record || hidden || self.candidates.find(line, 0).is_some();
        let is_record = self.format == Format::Records;
        if !(wanted || self.options.strict || self.options.every_id) {
            if !(text.starts_with('{') && text.ends_with('}')) {
                let found = format!("`{}`", text.chars().take(30).collect::<String>());
                return Err(Problem::Json { expected: "a JSON object", found }.on_line(number));
            }
            return Ok(());
        }
        let record = if is_record { whole_record(text) } else { record_of_text(text) };
        let record = record.map_err(|problem| problem.on_line(number))?;
        if self.options.every_id {
            progress.give(seen(&record), sink)?;
        }
        let holds = |text: &str| self.candidates.find(text.as_bytes(), 0).is_some();
        let keep = self.options.every_record
            || (wanted && (!hidden || record.fields.iter().any(|field| holds(&field.text) || holds(&field.beside))));
        if keep {
            progress.records_parsed += 1;
            progress.give(Item::Record(record), sink)?;
        }
        Ok(())
    }
}

fn record_of_text(line: &str) -> Result<Record, Problem> {
    let text: Text = serde_json::from_str(line).map_err(|error| Problem::Json {
        expected: "a JSON object with the texts `record` and `text`",
        found: in_words(&error),
    })?;
    if text.record.is_empty() {
        return Err(Problem::Json { expected: "an id in `record`", found: "an empty one".to_owned() });
    }
    Ok(Record {
        identifiers: vec![text.record.clone()],
        id: text.record,
        kind: "text".to_owned(),
        version: 1,
        fields: vec![Field { name: "text".to_owned(), kind: FieldKind::Text, text: text.text, beside: String::new() }],
        ..Record::default()
    })
}

/// What the JSON reader says, without its line, which is always the first.
fn in_words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    match words.split_once(" at line ") {
        Some((what, _)) => format!("{what} (column {})", error.column()),
        None => words,
    }
}

fn whole_record(line: &str) -> Result<Record, Problem> {
    serde_json::from_str(line)
        .map_err(|error| Problem::Json { expected: "a record as Shirube writes it", found: in_words(&error) })
}

impl Feeder for JsonLines<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        let mut at = 0;
        while let Some(length) = memchr(b'\n', &bytes[at..]) {
            self.line(&bytes[at..at + length], progress, sink)?;
            at += length + 1;
        }
        if last && at < bytes.len() {
            self.line(&bytes[at..], progress, sink)?;
            at = bytes.len();
        }
        Ok(at)
    }

    fn unit(&self) -> &'static str {
        "line"
    }
}
