//! CSV as RFC 4180 has it: UTF-8, a head, lines that end with CR and LF.

use crate::Error;
use crate::table::{Cell, Table};
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// A table's file.
pub(crate) struct Csv {
    path: PathBuf,
    file: BufWriter<File>,
    line: String,
}

impl Csv {
    pub(crate) fn new(path: &Path, table: &Table) -> Result<Self, Error> {
        let file = File::create(path).map_err(|error| Error::write(path, error))?;
        let mut csv = Self { path: path.to_owned(), file: BufWriter::new(file), line: String::new() };
        let head: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        csv.write(&head.join(","))?;
        Ok(csv)
    }

    pub(crate) fn push(&mut self, row: &[Cell]) -> Result<(), Error> {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                line.push(',');
            }
            quoted(&cell.plain(), &mut line);
        }
        let written = self.write(&line);
        self.line = line;
        written
    }

    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.file.flush().map_err(|error| Error::write(&self.path, error))
    }

    fn write(&mut self, line: &str) -> Result<(), Error> {
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.write_all(b"\r\n"));
        written.map_err(|error| Error::write(&self.path, error))
    }
}

fn quoted(text: &str, line: &mut String) {
    // Blanks at the ends are part of the text, and some readers strip them where nothing says so.
    let bare = !text.contains([',', '"', '\n', '\r']) && text.trim().len() == text.len();
    if bare {
        line.push_str(text);
        return;
    }
    line.push('"');
    line.push_str(&text.replace('"', "\"\""));
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_break_a_line_is_quoted_and_nothing_else() {
        let check = |text: &str, expected: &str| {
            let mut line = String::new();
            quoted(text, &mut line);
            assert_eq!(line, expected);
        };
        check("苔の論文", "苔の論文");
        check("moss, fern", "\"moss, fern\"");
        check("a \"moss\"", "\"a \"\"moss\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        check(" moss", "\" moss\"");
        check("", "");
    }
}
