//! Why something was not fetched.
//!
//! The decision to question: a problem is data without words of place. Whoever asked for the file knows its name and
//! says it first; `Display` is English, and whoever speaks another language words the same data again.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// What went wrong with one request, one file or a whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It was asked to stop.
    Stopped,
    /// No connection, or it broke.
    Network {
        /// What the system says.
        found: String,
    },
    /// Nothing came for too long.
    Silent {
        /// How long was waited, in seconds.
        seconds: u64,
    },
    /// The server said no.
    Status {
        /// The HTTP status.
        status: u16,
        /// When it asks to be asked again.
        retry_after: Option<Duration>,
    },
    /// It leads to another kind of address, or round in circles.
    Redirect {
        /// Where it leads.
        to: String,
    },
    /// Not as many bytes as were announced.
    Length {
        /// Bytes announced.
        expected: u64,
        /// Bytes that came.
        found: u64,
    },
    /// The checksum is another.
    Checksum {
        /// The MD5 announced.
        expected: String,
        /// The MD5 of what came.
        found: String,
    },
    /// It is no whole gzip file.
    Gzip {
        /// What is wrong with it.
        found: String,
    },
    /// Not as many records as were announced.
    Records {
        /// Records announced.
        expected: u64,
        /// Records that came.
        found: u64,
    },
    /// It is something else than was asked for.
    Content {
        /// What was asked for.
        expected: &'static str,
        /// What came: its beginning.
        found: String,
    },
    /// The listing names a file that may not be written.
    Name {
        /// The name.
        found: String,
    },
    /// The folder could not be read or written.
    Folder {
        /// Which file of it.
        path: PathBuf,
        /// What the system says.
        found: String,
    },
    /// The disk is too full.
    Space {
        /// Bytes needed.
        needed: u64,
        /// Bytes free.
        free: u64,
    },
    /// Another program is at work in the folder.
    Locked {
        /// What that program wrote about itself.
        by: String,
    },
    /// The folder holds something else.
    Mixed {
        /// What the folder holds: `crossref has-funder:true`.
        holds: String,
        /// What was asked for.
        asked: String,
    },
    /// The source wants to know whom to write to.
    Mailto,
    /// An option does not fit.
    Option {
        /// Which one.
        name: &'static str,
        /// What it takes.
        expected: &'static str,
        /// What was given.
        found: String,
    },
    /// The server's certificate is not trusted.
    Untrusted {
        /// What is wrong with it.
        found: String,
    },
    /// The machine knows no certificates to trust.
    NoRoots {
        /// What the system says.
        found: String,
    },
}

impl Problem {
    /// Whether trying again may help.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504),
            Self::Network { .. }
            | Self::Silent { .. }
            | Self::Length { .. }
            | Self::Checksum { .. }
            | Self::Gzip { .. }
            | Self::Records { .. }
            | Self::Content { .. } => true,
            _ => false,
        }
    }

    /// Whether nothing else in the run can go well either.
    #[must_use]
    pub fn ends_the_run(&self) -> bool {
        matches!(
            self,
            Self::Stopped
                | Self::Folder { .. }
                | Self::Space { .. }
                | Self::Locked { .. }
                | Self::Mixed { .. }
                | Self::Mailto
                | Self::Option { .. }
                | Self::Untrusted { .. }
                | Self::NoRoots { .. }
        )
    }

    /// Whether the command was used wrongly.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Mailto | Self::Option { .. })
    }

    /// The trouble of a file of the folder.
    pub(crate) fn folder(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Folder { path: path.to_owned(), found: error.to_string() }
    }

    /// Something else than was asked for, by its beginning.
    pub(crate) fn content(expected: &'static str, bytes: &[u8]) -> Self {
        let start: String = String::from_utf8_lossy(&bytes[..bytes.len().min(200)])
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .filter(|character| !character.is_control())
            .take(60)
            .collect();
        Self::Content { expected, found: start }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped => write!(f, "stopped"),
            Self::Network { found } => write!(f, "the connection failed: {found}"),
            Self::Silent { seconds } => write!(f, "nothing came for {seconds} seconds"),
            Self::Status { status, retry_after: None } => write!(f, "expected the file, found HTTP status {status}"),
            Self::Status { status, retry_after: Some(after) } => {
                write!(
                    f,
                    "expected the file, found HTTP status {status} and the wish to be asked again in {} seconds",
                    after.as_secs()
                )
            }
            Self::Redirect { to } => {
                write!(f, "expected the file, found a redirection to `{to}`, which is not followed")
            }
            Self::Length { expected, found } => write!(f, "expected {expected} bytes, found {found}"),
            Self::Checksum { expected, found } => write!(f, "expected the MD5 {expected}, found {found}"),
            Self::Gzip { found } => write!(f, "expected a whole gzip file, found: {found}"),
            Self::Records { expected, found } => write!(f, "expected {expected} records, found {found}"),
            Self::Content { expected, found } => write!(f, "expected {expected}, found `{found}`"),
            Self::Name { found } => write!(f, "expected the name of a file, found `{found}`"),
            Self::Folder { path, found } => write!(f, "{}: {found}", path.display()),
            Self::Space { needed, free } => write!(
                f,
                "{needed} bytes are needed and {free} are free\nhint: make room, take another folder, or fetch a part with --limit"
            ),
            Self::Locked { by } => write!(
                f,
                "another program is at work in this folder: {by}\nhint: wait until it is done, or take another folder"
            ),
            Self::Mixed { holds, asked } => write!(
                f,
                "this folder holds `{holds}`, and `{asked}` was asked for\nhint: take a folder of its own for each source and filter"
            ),
            Self::Mailto => write!(
                f,
                "this source asks for an address to write to\nhint: give --mailto ADDRESS, or set SHIRUBE_MAILTO"
            ),
            Self::Option { name, expected, found } => write!(f, "{name}: expected {expected}, found `{found}`"),
            Self::Untrusted { found } => write!(
                f,
                "expected a certificate that is trusted, found: {found}\nhint: if a proxy of your organisation stands between, name its certificate in SSL_CERT_FILE"
            ),
            Self::NoRoots { found } => write!(
                f,
                "no certificates to trust were found: {found}\nhint: install the package `ca-certificates`, or name a file of certificates in SSL_CERT_FILE"
            ),
        }
    }
}

impl std::error::Error for Problem {}
