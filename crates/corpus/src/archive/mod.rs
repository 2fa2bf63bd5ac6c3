//! Archives: several files in one, each read as if it lay by itself.
//!
//! The decision to question: members are judged by their beginning alone. PMC's packages hold pictures, PDFs and licences beside the
//! article, and Shirube would be of no use if it refused them; so what is of no readable format is passed over and counted. What
//! *is* of a readable format and broken refuses the whole archive, since nobody would notice the records that are missing.
//!
//! Names of members appear in messages and nowhere else: nothing is ever written under them.

mod budget;
mod parts;
mod tar;
mod zip;

use crate::format::member_format;
use crate::inflate::Inflating;
use crate::read::{Candidates, Progress, Sink, feeder_of};
use crate::source::failure;
use crate::window::{Fill, Plain, Window, pieces};
use crate::{Edition, Format, Problem, ReadError, ReadOptions};
use std::borrow::Cow;
use std::io::{BufReader, Read};

pub(crate) use budget::{Budget, Overspent};
pub(crate) use parts::Parts;
pub(crate) use tar::{is_tar, read_tar};
pub(crate) use zip::{Seekable, is_zip, read_zip};

/// What is known of an archive when all its members were read.
#[derive(Debug)]
pub(crate) struct Contents {
    /// The format of the members; the first one's, where a source has several.
    pub(crate) format: Format,
    /// The edition that the members' names tell, if all tell the same.
    pub(crate) edition: Option<Edition>,
    pub(crate) bytes_inflated: u64,
    pub(crate) members_read: u64,
    pub(crate) members_passed_over: u64,
}

/// Takes the members of an archive one after the other.
pub(crate) struct Members<'a, 's> {
    options: &'a ReadOptions,
    candidates: &'a dyn Candidates,
    window: &'a mut Vec<u8>,
    budget: Budget,
    progress: &'a mut Progress,
    sink: &'a mut Sink<'s>,
    /// Format and name of the first that was read.
    first: Option<(Format, String)>,
    editions: Vec<Edition>,
    bytes_inflated: u64,
    read: u64,
    passed_over: u64,
}

impl<'a, 's> Members<'a, 's> {
    pub(crate) fn new(
        options: &'a ReadOptions,
        candidates: &'a dyn Candidates,
        window: &'a mut Vec<u8>,
        budget: Budget,
        progress: &'a mut Progress,
        sink: &'a mut Sink<'s>,
    ) -> Self {
        Self {
            options,
            candidates,
            window,
            budget,
            progress,
            sink,
            first: None,
            editions: Vec::new(),
            bytes_inflated: 0,
            read: 0,
            passed_over: 0,
        }
    }

    /// Something that is no file, or none to look into.
    fn pass_over(&mut self) {
        self.passed_over += 1;
    }

    /// Reads a member if it is of a readable format, and passes over it otherwise. `bytes` need not be read to their end.
    fn take(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), ReadError> {
        self.take_unnamed(name, bytes).map_err(|error| match error.problem {
            // Whoever takes the records has nothing to do with the member.
            Problem::Stopped(_) => error,
            _ => ReadError { member: Some(name.to_owned()), ..error },
        })
    }

    fn take_unnamed(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), ReadError> {
        let mut buffered = BufReader::with_capacity(32 << 10, bytes);
        let packed = std::io::BufRead::fill_buf(&mut buffered).map_err(failure)?.starts_with(&crate::source::GZIP);
        let mut source: Box<dyn Fill + '_> =
            if packed { Box::new(self.budget.metered(Inflating::new(buffered))) } else { Box::new(Plain(buffered)) };
        let (options, candidates, first) = (self.options, self.candidates, &self.first);
        let read = pieces(
            Window::open(self.window, &mut *source)?,
            &mut |head| {
                // An archive in an archive is somebody's supplement, and a member of no record format at any rate.
                let Some(format) = member_format(head).filter(|_| !is_tar(head)).transpose()? else { return Ok(None) };
                check_source(format, first.as_ref())?;
                Ok(Some((format, feeder_of(format, options, candidates))))
            },
            self.progress,
            self.sink,
        )?;
        let Some((format, length)) = read else {
            self.pass_over();
            return Ok(());
        };
        self.read += 1;
        self.bytes_inflated += length;
        self.first.get_or_insert_with(|| (format, name.to_owned()));
        if format == Format::PubMed {
            self.note_edition(name)?;
        }
        Ok(())
    }

    /// One file is one batch, and a batch of PubMed's has one edition.
    fn note_edition(&mut self, name: &str) -> Result<(), ReadError> {
        let file_name = name.rsplit('/').next().unwrap_or(name);
        let Some(edition) = Edition::of_file_name(file_name) else { return Ok(()) };
        if let Some(other) = self.editions.iter().find(|other| **other != edition) {
            return Err(Problem::Archive {
                expected: "PubMed files of one edition in an archive",
                found: format!("the editions {other} and {edition}"),
                hint: "give PubMed's files as they are, one by one: which state of a citation holds is decided by edition",
            }
            .into());
        }
        if self.editions.is_empty() {
            self.editions.push(edition);
        }
        Ok(())
    }

    /// What the archive came to.
    fn finish(self) -> Result<Contents, ReadError> {
        let Some((format, _)) = self.first else {
            return Err(Problem::Archive {
                expected: "at least one file of records in the archive",
                found: match self.passed_over {
                    0 => "an empty archive".to_owned(),
                    1 => "one file of no format that can be read".to_owned(),
                    many => format!("{many} files of no format that can be read"),
                },
                hint: "look into it with `tar tf` or `unzip -l`; archives inside an archive are not opened",
            }
            .into());
        };
        Ok(Contents {
            format,
            edition: self.editions.first().copied(),
            bytes_inflated: self.bytes_inflated,
            members_read: self.read,
            members_passed_over: self.passed_over,
        })
    }
}

/// A batch has one source.
fn check_source(format: Format, first: Option<&(Format, String)>) -> Result<(), ReadError> {
    match first {
        Some((other, name)) if other.source() != format.source() => Err(Problem::Archive {
            expected: "files of one source in an archive",
            found: format!("{} here and {} in `{name}`", format.name(), other.name()),
            hint: "make an archive for each source, or give the files one by one",
        }
        .into()),
        _ => Ok(()),
    }
}

/// A member's name as it should be read; refused where it leads out of the folder in which it would be unpacked.
fn checked_name(raw: &[u8]) -> Result<String, ReadError> {
    let name = name_in_words(raw);
    let absolute = name.starts_with(['/', '\\']) || (name.as_bytes().get(1) == Some(&b':'));
    if absolute || name.split(['/', '\\']).any(|part| part == "..") {
        return Err(Problem::Archive {
            expected: "names of members that stay inside the archive",
            found: format!("`{}`", crate::markup::excerpt(&name)),
            hint: "such an archive was made to write elsewhere when unpacked; get it from its publisher",
        }
        .into());
    }
    Ok(name)
}

/// UTF-8 where it is UTF-8, else the code page of Japanese Windows, whose zips say nothing about their names.
fn name_in_words(raw: &[u8]) -> String {
    let words: Cow<'_, str> = match std::str::from_utf8(raw) {
        Ok(name) => Cow::Borrowed(name),
        Err(_) => encoding_rs::SHIFT_JIS.decode_without_bom_handling(raw).0,
    };
    words.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

/// An archive that ends before its end.
fn cut_short() -> ReadError {
    Problem::Archive {
        expected: "the end of the archive",
        found: "the end of the data before it".to_owned(),
        hint: "the download was cut short; get the file again",
    }
    .into()
}

/// An archive that contradicts itself.
fn damaged(expected: &'static str, found: impl Into<String>) -> ReadError {
    Problem::Archive { expected, found: found.into(), hint: "the archive was damaged on its way; get it again" }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_utf_8_or_in_the_code_page_of_japanese_windows() {
        assert_eq!(name_in_words("基本情報.csv".as_bytes()), "基本情報.csv");
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("①髙橋.csv");
        assert_eq!(name_in_words(&bytes), "①髙橋.csv");
        assert_eq!(name_in_words(b"a\nb"), "a\u{fffd}b");
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_refused() {
        for wrong in ["/etc/passwd", "../a.xml", "a/../../b.xml", "..\\a.xml", "C:\\a.xml", "\\\\host\\a", "a/.."] {
            assert!(checked_name(wrong.as_bytes()).is_err(), "{wrong}");
        }
        for right in ["a.xml", "./a.xml", "a/b..c/..d.xml", "a/PMC1.nxml"] {
            assert!(checked_name(right.as_bytes()).is_ok(), "{right}");
        }
    }
}
