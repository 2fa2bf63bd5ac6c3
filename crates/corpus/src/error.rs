//! Why a file was not read.
//!
//! The decision to question: the name of the file is not in here. Whoever opened the file knows it and says it
//! first (`pubmed21n1298.xml.gz: line 41: …`); an error only adds the place inside.

use std::fmt;

/// Why a file was refused: the place, what was expected and found, and what to do.
#[derive(Debug)]
pub struct ReadError {
    /// The file inside an archive that it lies in, as the archive names it.
    pub member: Option<String>,
    /// The line, counted from 1, where the trouble starts; absent if it has no line.
    pub line: Option<u64>,
    /// The record it lies in: `pmid:34096078`.
    pub record: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug)]
pub enum Problem {
    /// The system could not read it.
    Io(std::io::Error),
    /// A folder was named instead of a file.
    Folder,
    /// There is nothing in it.
    Empty,
    /// The packed data end before their end.
    Truncated,
    /// Checksum, length or content of the packed data are wrong.
    Corrupt(String),
    /// It is not UTF-8.
    Encoding {
        /// What it seems to be: `Shift_JIS`, `UTF-16`, `byte 0x8f`.
        found: String,
    },
    /// It is of no format that can be read.
    Format {
        /// What was found instead.
        found: String,
        /// What may help.
        hint: &'static str,
    },
    /// Its document type declaration brings entities of its own.
    Entities,
    /// The markup is broken.
    Markup {
        /// What should stand there.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// A table is no table of its kind.
    Table {
        /// What should stand there.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// A line is no JSON object of the kind expected.
    Json {
        /// What should stand there.
        expected: &'static str,
        /// What the JSON reader says.
        found: String,
    },
    /// A record or a line is larger than any real one.
    TooLong {
        /// `record` or `line`.
        what: &'static str,
        /// The limit in bytes.
        limit_bytes: usize,
    },
    /// An archive is broken, made to harm, or holds what cannot be read together.
    Archive {
        /// What should be there.
        expected: &'static str,
        /// What is there.
        found: String,
        /// What may help.
        hint: &'static str,
    },
    /// The file changed while it was read.
    Changed,
    /// Whoever asked for the records could not go on.
    Stopped(Stop),
}

/// Why whoever takes the records could not take one more.
#[derive(Debug)]
pub struct Stop(pub Box<dyn std::error::Error + Send + Sync>);

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Stop {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

impl From<Problem> for ReadError {
    fn from(problem: Problem) -> Self {
        Self { member: None, line: None, record: None, problem }
    }
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        Problem::Io(error).into()
    }
}

impl ReadError {
    /// The member of an archive and the line, each followed by a colon and a blank; empty if neither is known.
    #[must_use]
    pub fn place(&self) -> String {
        let member = self.member.as_ref().map(|member| format!("member {member}: ")).unwrap_or_default();
        let line = self.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        member + &line
    }
}

impl Problem {
    pub(crate) fn markup(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Markup { expected: expected.into(), found: found.into() }
    }

    pub(crate) fn on_line(self, line: u64) -> ReadError {
        ReadError { member: None, line: Some(line), record: None, problem: self }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whatever a test makes a reader say is held to its Japanese, too.
        #[cfg(test)]
        crate::japanese::speaks_japanese(self);
        formatter.write_str(&self.place())?;
        if let Some(record) = &self.record {
            write!(formatter, "{record}: ")?;
        }
        self.problem.fmt(formatter)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(formatter, "expected a file that can be read, found: {error}"),
            Self::Folder => write!(
                formatter,
                "expected a file, found a folder\nhint: name the files in it, such as `FOLDER/*.xml.gz`"
            ),
            Self::Empty => {
                write!(formatter, "expected a file of records, found an empty file\nhint: get the file again")
            }
            Self::Truncated => write!(
                formatter,
                "expected the end of the packed data, found the end of the data before it\nhint: the download was cut short; get the file again"
            ),
            Self::Corrupt(found) => write!(
                formatter,
                "expected packed data that agrees with its checksum and length, found {found}\nhint: the file was damaged on its way; get it again"
            ),
            Self::Encoding { found } => write!(
                formatter,
                "expected UTF-8, found {found}\nhint: convert it first, for example with `iconv -f ENCODING -t UTF-8`"
            ),
            Self::Format { found, hint } => {
                write!(formatter, "expected a format that can be read, found {found}\nhint: {hint}")
            }
            Self::Entities => write!(
                formatter,
                "expected a document type without declarations of its own, found `[` in `<!DOCTYPE`\n\
                 hint: entities declared in a file can make it grow without end and are never read; get the original from its publisher"
            ),
            Self::Markup { expected, found } => write!(
                formatter,
                "expected {expected}, found {found}\nhint: the file was damaged or changed; get it again from its publisher"
            ),
            Self::Table { expected, found } => write!(
                formatter,
                "expected {expected}, found {found}\nhint: export the table again, and give it as it was exported"
            ),
            Self::Json { expected, found } => {
                write!(formatter, "expected {expected}, found {found}\nhint: one JSON object a line, in UTF-8")
            }
            Self::TooLong { what, limit_bytes } => write!(
                formatter,
                "expected a {what} of at most {} MiB, found a longer one\nhint: is this one {what} of a file of this kind?",
                limit_bytes >> 20
            ),
            Self::Archive { expected, found, hint } => {
                write!(formatter, "expected {expected}, found {found}\nhint: {hint}")
            }
            Self::Changed => write!(
                formatter,
                "expected a file that stays as it is, found that its length or time changed while it was read\nhint: wait until it is written, then read it again"
            ),
            Self::Stopped(stop) => stop.0.fmt(formatter),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Io(error) => Some(error),
            _ => None,
        }
    }
}
