//! Trials of ClinicalTrials.gov.
//!
//! The decision to question: a study is read whole, there is no window inside it. Every study holds its own number, so a prefilter
//! would pass every one of them; and the largest, with all their results, are some megabytes long.

mod date;
mod initiated;
mod json;
mod number;
mod shape;
mod study;

pub(crate) use date::{as_version, claim};
pub(crate) use initiated::{Statements, investigator_initiated};
pub(crate) use json::{is_beginning, reader as json_reader};
pub(crate) use number::{trial_id, trial_ids};

use crate::given::give;
use crate::markup::{Token, Tokens, excerpt, tree_of};
use crate::read::{Candidates, Feeder, Progress, Sink};
use crate::{Problem, ReadError, ReadOptions, Record};
use memchr::memmem;

const START: &[u8] = b"<clinical_study";

/// Reads a file of one `<clinical_study>`.
pub(crate) struct StudyXml<'a> {
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
}

impl<'a> StudyXml<'a> {
    pub(crate) fn new(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> Self {
        Self { options, candidates }
    }
}

impl Feeder for StudyXml<'_> {
    fn feed(
        &mut self,
        bytes: &[u8],
        last: bool,
        progress: &mut Progress,
        sink: &mut Sink<'_>,
    ) -> Result<usize, ReadError> {
        if !last {
            return Ok(0);
        }
        let line = |at: usize| 1 + memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64;
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            Problem::Encoding { found: crate::format::guess(&bytes[at..]) }.on_line(line(at))
        })?;
        let start = memmem::find(bytes, START).unwrap_or_default();
        let record = study_of(&text[start..]).map_err(|(at, problem)| problem.on_line(line(start + at)))?;
        give(record, self.options, self.candidates, progress, sink)?;
        Ok(bytes.len())
    }

    fn unit(&self) -> &'static str {
        "record"
    }
}

/// The study in a text that begins with its start tag. An error comes with its offset.
fn study_of(text: &str) -> Result<Record, (usize, Problem)> {
    let mut tokens = Tokens::new(text);
    let mut read = || {
        let Some(Token::Start(root)) = tokens.next()? else {
            return Err(Problem::markup("`<clinical_study>`", "something else"));
        };
        let study = tree_of(&mut tokens, root)?;
        loop {
            match tokens.next()? {
                None => break,
                Some(Token::Text(words)) if words.trim().is_empty() => {}
                Some(Token::Text(words) | Token::Literal(words)) => {
                    return Err(Problem::markup(
                        "the end of the file after the study",
                        format!("`{}`", excerpt(words.trim())),
                    ));
                }
                Some(Token::Start(tag)) => {
                    return Err(Problem::markup("the end of the file after the study", format!("`<{}>`", tag.name)));
                }
                Some(Token::End) => {}
            }
        }
        study::read(&study, &shape::XML)
    };
    read().map_err(|problem| (tokens.offset(), problem))
}

#[cfg(test)]
mod tests;
