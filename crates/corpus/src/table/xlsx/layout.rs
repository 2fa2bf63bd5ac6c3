//! What stands around the rows of a sheet: hidden columns before them, merged cells behind them.

use super::row::{column_of, data_start};
use crate::read::{Feeder, Progress, Sink};
use crate::table::{Layout, Merged};
use crate::{Problem, ReadError};
use memchr::memmem;
use std::cell::RefCell;
use std::rc::Rc;

/// What is held of a sheet besides its rows.
const MOST_BEHIND: usize = 16 << 20;

/// Looks at what stands around the rows and passes over the rows.
pub(crate) struct Around {
    layout: Rc<RefCell<Layout>>,
    end: Option<Vec<u8>>,
    behind: bool,
}

impl Around {
    pub(crate) fn new(layout: Rc<RefCell<Layout>>) -> Self {
        Self { layout, end: None, behind: false }
    }
}

impl Feeder for Around {
    fn feed(&mut self, bytes: &[u8], last: bool, _: &mut Progress, _: &mut Sink<'_>) -> Result<usize, ReadError> {
        let mut at = 0;
        let end = match &self.end {
            Some(end) => end,
            None => {
                let Some((prefix, start, end)) = data_start(bytes) else {
                    return Ok(if last { bytes.len() } else { 0 });
                };
                note_columns(&bytes[..start], &mut self.layout.borrow_mut());
                self.behind = bytes[start..end].ends_with(b"/>");
                at = end;
                self.end.insert([b"</", prefix, b"sheetData>"].concat())
            }
        };
        if !self.behind {
            let Some(found) = memmem::find(&bytes[at..], end) else {
                // The end may lie across the edge of the window.
                return Ok(if last { bytes.len() } else { bytes.len().saturating_sub(end.len()).max(at) });
            };
            at += found + end.len();
            self.behind = true;
        }
        if bytes.len() - at > MOST_BEHIND {
            return Err(Problem::TooLong { what: "list of merged cells", limit_bytes: MOST_BEHIND }.into());
        }
        if last {
            note_merged(&bytes[at..], &mut self.layout.borrow_mut())?;
            at = bytes.len();
        }
        Ok(at)
    }

    fn unit(&self) -> &'static str {
        "sheet"
    }
}

/// The text of each tag of this name.
fn tags<'b>(bytes: &'b [u8], name: &'static str) -> impl Iterator<Item = &'b str> {
    memmem::find_iter(bytes, name).filter_map(move |at| {
        let opens = matches!(bytes.get(at.wrapping_sub(1)), Some(b'<' | b':'));
        let tag =
            bytes.get(at + name.len()..).filter(|rest| opens && rest.first().is_some_and(u8::is_ascii_whitespace))?;
        std::str::from_utf8(&tag[..memchr::memchr(b'>', tag)?]).ok()
    })
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, after) = after[1..].split_once(quote)?;
        if key.trim() == name {
            return Some(value);
        }
        rest = after;
    }
}

fn note_columns(bytes: &[u8], layout: &mut Layout) {
    for tag in tags(bytes, "col") {
        let number = |name| attribute(tag, name).and_then(|value| value.parse::<usize>().ok());
        let set = |name| attribute(tag, name).is_some_and(|value| value == "1" || value == "true");
        let narrow = attribute(tag, "width").is_some_and(|width| width.parse() == Ok(0.0_f64));
        if let (true, Some(from), Some(to)) = (set("hidden") || narrow, number("min"), number("max"))
            && from >= 1
            && from <= to
        {
            layout.hidden_columns.push(from - 1..to);
        }
    }
}

fn note_merged(bytes: &[u8], layout: &mut Layout) -> Result<(), Problem> {
    for tag in tags(bytes, "mergeCell") {
        let Some(range) = attribute(tag, "ref") else { continue };
        let (first, second) = range.split_once(':').unwrap_or((range, range));
        let row = |place: &str| place.trim_start_matches(|sign: char| sign.is_ascii_alphabetic()).parse::<u64>().ok();
        if let (Some(top), Some(bottom)) = (row(first), row(second)) {
            let (left, right) = (column_of(first)?, column_of(second)?);
            if top <= bottom && left <= right {
                layout.merged.push(Merged { rows: top..=bottom, columns: left..=right });
            }
        }
    }
    Ok(())
}
