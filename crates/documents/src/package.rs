//! A package: a zip of parts, as Word and Excel write them. Written without times, so that the same parts give the same bytes.

use crate::Error;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

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
    use std::io::Read as _;
    use zip::ZipArchive;

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
