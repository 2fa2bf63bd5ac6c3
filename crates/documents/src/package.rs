//! A package: a zip of parts, as Word and Excel write them. Written without times, so that the same parts give the same bytes.

use crate::Error;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Most parts that are read: a document with a picture for each project has some hundred.
const MOST_PARTS: usize = 4_000;
/// Most bytes of all parts together once they are inflated: the largest form takes a tenth of it.
const MOST_BYTES: u64 = 256 << 20;

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
    /// Opens a file.
    ///
    /// # Errors
    /// If it is no zip, is damaged, or grows beyond what any form takes.
    pub fn open(bytes: &[u8]) -> Result<Self, Error> {
        let wrong = |problem: String| Error::Read {
            place: "the file".to_owned(),
            problem,
            hint: "save it as a Word document (.docx) or an Excel workbook (.xlsx), without a password".to_owned(),
        };
        let damaged = |error: &dyn std::fmt::Display| wrong(format!("expected a package of Office, found: {error}"));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > MOST_PARTS {
            return Err(wrong(format!("expected at most {MOST_PARTS} parts, found {}", archive.len())));
        }
        let mut package = Self::default();
        let mut left = MOST_BYTES;
        for index in 0..archive.len() {
            let part = archive.by_index(index).map_err(|error| damaged(&error))?;
            if part.is_dir() {
                continue;
            }
            let name = part.name().map_err(|error| damaged(&error))?.into_owned();
            let mut bytes = Vec::new();
            part.take(left + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
            left = left
                .checked_sub(bytes.len() as u64)
                .ok_or_else(|| wrong(format!("it grows beyond {} MiB", MOST_BYTES >> 20)))?;
            package.parts.push(Part { name, bytes });
        }
        Ok(package)
    }

    /// A part by its name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.iter().find(|part| part.name == name).map(|part| part.bytes.as_slice())
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_program_reads_what_was_written_and_twice_it_is_the_same() {
        let package = Package { parts: vec![Part::text("a.xml", "<a/>"), Part::text("b/c.xml", "苔".repeat(999))] };
        let bytes = package.bytes().expect("written");
        assert_eq!(bytes, package.bytes().expect("written again"));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        assert_eq!(archive.len(), 2);
        let mut text = String::new();
        archive.by_name("b/c.xml").expect("the part").read_to_string(&mut text).expect("whole");
        assert_eq!(text, "苔".repeat(999));
    }
}
