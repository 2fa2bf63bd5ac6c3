//! What can go wrong between facts and a file.

use std::path::PathBuf;

/// Why a form was not made, or not read back.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no form of that name.
    #[error("expected the name of a form, found `{found}`\nhint: one of {known}")]
    NoForm {
        /// The name asked for.
        found: String,
        /// The names there are.
        known: String,
    },
    /// The form is about something that was not named or is not there.
    #[error("form `{form}` is about {what}, found `{found}`\nhint: {hint}")]
    NoSubject {
        /// The form.
        form: &'static str,
        /// What it is about.
        what: &'static str,
        /// The id given.
        found: String,
        /// What to do.
        hint: String,
    },
    /// A table that the form does not have.
    #[error("the form has no table `{found}`\nhint: one of {known}")]
    NoTable {
        /// The name asked for.
        found: String,
        /// The names there are.
        known: String,
    },
    /// A rendering that the form does not have.
    #[error("form `{form}` is no drawing, so there is no `{ending}` of it\nhint: docx, xlsx, pdf, csv, html or json")]
    NoRendering {
        /// The form.
        form: &'static str,
        /// The ending asked for.
        ending: &'static str,
    },
    /// Evidence could not be looked up; the caller's words.
    #[error("the evidence could not be looked up: {0}")]
    Evidence(String),
    /// A package (docx, xlsx) could not be written.
    #[error("the file could not be made: {0}")]
    Write(String),
    /// A file that is not what it should be.
    #[error("{place}: {problem}\nhint: {hint}")]
    Read {
        /// The part of the package, or the file.
        place: String,
        /// What was expected and found.
        problem: String,
        /// What to do.
        hint: String,
    },
    /// The program that makes PDF is not there.
    #[error(
        "expected LibreOffice to make a PDF, found no `soffice` in PATH\nhint: apt-get install libreoffice-writer-nogui (or set \
         SHIRUBE_SOFFICE to the program), or write HTML and print it from a browser"
    )]
    NoOffice,
    /// Others were first, and their turns took longer than anybody waits.
    #[error("other documents are being converted to PDF\nhint: try again in a while, or take another format")]
    OfficeBusy,
    /// The program that makes PDF failed.
    #[error("{program} made no PDF: {problem}")]
    Office {
        /// The program.
        program: PathBuf,
        /// What it said.
        problem: String,
    },
}
