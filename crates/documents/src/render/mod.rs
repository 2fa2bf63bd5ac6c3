//! Renderings of a document: which there are, and how a form becomes one.

mod csv;
mod drawn;
mod html;
mod json;
mod name;
mod pdf;
mod xlsx;

pub use csv::{Csv, csv};
pub use html::html;
pub use json::json;
pub use name::file_name;
pub use pdf::{has_office, pdf};
pub use xlsx::{FIELDS_SHEET, shortened, xlsx};

use crate::{Error, Kind, Made, docx};
use std::time::Duration;

/// How a form is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendering {
    /// Word.
    Docx,
    /// Excel.
    Xlsx,
    /// The Word document, converted by LibreOffice.
    Pdf,
    /// One table.
    Csv,
    /// A page to be printed.
    Html,
    /// The facts.
    Json,
    /// The drawing, where the form is one.
    Svg,
}

impl Rendering {
    /// Every rendering of words and tables, those first that people ask for most.
    pub const ALL: [Self; 6] = [Self::Docx, Self::Xlsx, Self::Pdf, Self::Csv, Self::Html, Self::Json];

    /// The renderings of a form.
    #[must_use]
    pub fn of(kind: &Kind) -> Vec<Self> {
        let mut all = Self::ALL.to_vec();
        if kind.is_drawn {
            all.insert(2, Self::Svg);
        }
        all
    }

    /// By the ending of a file, in capitals or not.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        if ending == "htm" {
            return Some(Self::Html);
        }
        Self::ALL.into_iter().chain([Self::Svg]).find(|one| one.ending() == ending)
    }

    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Json => "json",
            Self::Svg => "svg",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The form as a file. `table` chooses what CSV holds (else the first one); `patience` is how long a PDF may take, waiting included.
    ///
    /// # Errors
    /// If there is no such table, the form is no drawing, or the file cannot be made.
    pub fn bytes(self, made: &Made, table: Option<&str>, patience: Duration) -> Result<Vec<u8>, Error> {
        match self {
            Self::Docx => docx(&made.document),
            Self::Xlsx => xlsx(&made.document),
            Self::Pdf if made.sheets.is_empty() => pdf(&docx(&made.document)?, patience),
            Self::Pdf => pdf::of_sheets(&drawn::flat(&made.sheets), patience),
            Self::Svg if made.sheets.is_empty() => {
                Err(Error::NoRendering { form: made.document.form, ending: self.ending() })
            }
            Self::Svg => Ok(drawn::svg(&made.sheets).into_bytes()),
            Self::Csv => csv(&made.document, table, Csv::default()),
            Self::Html if made.sheets.is_empty() => Ok(html(&made.document).into_bytes()),
            Self::Html => Ok(drawn::html(&made.document, &made.sheets).into_bytes()),
            Self::Json => Ok(json(&made.document, &made.facts).into_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_ending_says_how_it_is_rendered() {
        assert_eq!(Rendering::of_ending("DOCX"), Some(Rendering::Docx));
        assert_eq!(Rendering::of_ending("htm"), Some(Rendering::Html));
        assert_eq!(Rendering::of_ending("doc"), None);
        assert_eq!(Rendering::of_ending(""), None);
        for one in Rendering::ALL {
            assert_eq!(Rendering::of_ending(one.ending()), Some(one));
        }
    }
}
