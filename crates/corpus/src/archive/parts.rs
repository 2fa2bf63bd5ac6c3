//! A zip that is one document, such as a workbook: few members, each known by its name.
//!
//! The decision to question: such a zip is no archive of records, though it is a zip. What it is shows in one member that
//! every document of its kind has.

use super::zip::{Entry, Seekable, directory, entries, opened};
use super::{Budget, cut_short};
use crate::{Problem, ReadError};
use std::io::Read;

/// A document has some tens of members; what has more is none.
const MOST: u64 = 4096;

/// The members of a document.
pub(crate) struct Parts {
    entries: Vec<Entry>,
}

impl Parts {
    /// The members of a zip, if one of them has this name.
    pub(crate) fn of(file: &mut dyn Seekable, mark: &str) -> Result<Option<Self>, ReadError> {
        let directory = directory(file)?;
        if directory.entries > MOST {
            return Ok(None);
        }
        let (mut found, mut at) = (Vec::new(), directory.start);
        while (found.len() as u64) < directory.entries {
            let left = directory.entries - found.len() as u64;
            let (more, next) = entries(file, at, directory.end, usize::try_from(left).unwrap_or(usize::MAX))?;
            if more.is_empty() {
                return Err(cut_short());
            }
            at = next;
            found.extend(more);
        }
        Ok(found.iter().any(|entry| entry.name == mark).then_some(Self { entries: found }))
    }

    /// The content of a member; none if there is none of this name.
    pub(crate) fn open<'f>(
        &self,
        file: &'f mut dyn Seekable,
        name: &str,
        budget: &Budget,
    ) -> Result<Option<Box<dyn Read + 'f>>, ReadError> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name) else { return Ok(None) };
        Ok(Some(Box::new(budget.metered(opened(file, entry)?))))
    }

    /// The whole of a member that is held in memory, as text; empty if there is none of this name.
    pub(crate) fn text(
        &self,
        file: &mut dyn Seekable,
        name: &str,
        limit_bytes: usize,
        budget: &Budget,
    ) -> Result<String, ReadError> {
        let Some(content) = self.open(file, name, budget)? else { return Ok(String::new()) };
        let mut bytes = Vec::new();
        content.take(limit_bytes as u64 + 1).read_to_end(&mut bytes).map_err(crate::source::failure)?;
        if bytes.len() > limit_bytes {
            return Err(Problem::TooLong { what: "part of a workbook", limit_bytes }.into());
        }
        String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            Problem::Encoding { found: crate::format::guess(&error.as_bytes()[at..]) }.into()
        })
    }
}
