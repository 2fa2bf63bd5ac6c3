//! A package: a zip of parts, as Word and Excel write them. Written without times, so that the same parts give the same bytes.

use crate::Error;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The most that one part is inflated to: no form comes near, and a file made to fill the memory is refused.
const LARGEST_PART: u64 = 256 << 20;
/// The most parts.
const MOST_PARTS: usize = 4_096;

/// A part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in the package.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Part {
    /// A part of text.
    pub fn text(name: &str, text: impl Into<String>) -> Self {
        Self { name: name.to_owned(), bytes: text.into().into_bytes() }
    }
}

/// The parts in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// The parts.
    pub parts: Vec<Part>,
}

impl Package {
    /// Reads a package; `file` is its name for messages.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        let wrong = |problem: String| Error::Read {
            place: file.to_owned(),
            problem,
            hint: "give a .docx or .xlsx as Word, Excel or LibreOffice saves it".to_owned(),
        };
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| wrong(format!("no package: {error}")))?;
        if archive.len() > MOST_PARTS {
            return Err(wrong(format!("expected at most {MOST_PARTS} parts, found {}", archive.len())));
        }
        let mut parts = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).map_err(|error| wrong(error.to_string()))?;
            if entry.is_dir() {
                continue;
            }
            let name = entry.name().map_err(|error| wrong(error.to_string()))?.into_owned();
            let mut bytes = Vec::new();
            let read = entry.by_ref().take(LARGEST_PART + 1).read_to_end(&mut bytes);
            read.map_err(|error| wrong(format!("`{name}`: {error}")))?;
            if bytes.len() as u64 > LARGEST_PART {
                return Err(wrong(format!("`{name}` is larger than {} MiB", LARGEST_PART >> 20)));
            }
            parts.push(Part { name, bytes });
        }
        Ok(Self { parts })
    }

    /// The package as a file.
    pub fn bytes(&self) -> Result<Vec<u8>, Error> {
        let wrong = |error: &dyn std::fmt::Display| Error::Write(error.to_string());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        for part in &self.parts {
            writer.start_file(part.name.as_str(), options).map_err(|error| wrong(&error))?;
            writer.write_all(&part.bytes).map_err(|error| wrong(&error))?;
        }
        Ok(writer.finish().map_err(|error| wrong(&error))?.into_inner())
    }

    /// The bytes of a part.
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.iter().find(|part| part.name == name).map(|part| part.bytes.as_slice())
    }

    /// The text of a part; nothing if it is not there.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Error> {
        self.part(name).map(|bytes| std::str::from_utf8(bytes)).transpose().map_err(|error| Error::Read {
            place: name.to_owned(),
            problem: format!("expected UTF-8, found other bytes at {}", error.valid_up_to()),
            hint: "save the file again with Word, Excel or LibreOffice".to_owned(),
        })
    }

    /// Puts a part in the place of the one of that name, or at the end.
    pub fn put(&mut self, part: Part) {
        match self.parts.iter_mut().find(|known| known.name == part.name) {
            Some(known) => *known = part,
            None => self.parts.push(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_read_as_it_was_written_and_written_the_same_twice() {
        let package = Package { parts: vec![Part::text("a.xml", "<a/>"), Part::text("b/c.xml", "苔".repeat(999))] };
        let bytes = package.bytes().expect("written");
        assert_eq!(bytes, package.bytes().expect("written again"));
        assert_eq!(Package::read("f.docx", &bytes).expect("read"), package);
    }

    #[test]
    fn what_is_no_package_or_a_broken_one_is_refused() {
        assert!(Package::read("f.docx", b"<html>").is_err());
        let bytes = Package { parts: vec![Part::text("a.xml", "x".repeat(500))] }.bytes().expect("written");
        for end in 0..bytes.len() {
            assert!(Package::read("f.docx", &bytes[..end]).is_err(), "cut at {end}");
        }
    }
}
