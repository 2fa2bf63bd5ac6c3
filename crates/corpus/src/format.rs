//! What kind of file it is, by looking at its beginning.
//!
//! The decision to question: the name plays no part. A page of HTML saved as `pubmed21n1298.xml.gz` is the most common broken
//! download, and a file renamed by hand the most common good one.

use crate::crossref;
use crate::encoding::{by_declaration, shown_head};
use crate::json::Head;
use crate::kaken;
use crate::openalex;
use crate::table;
use crate::trials;
use crate::{Problem, ReadError};
use memchr::memmem;

/// How much of the beginning is looked at.
pub(crate) const HEAD: usize = 64 << 10;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `PubmedArticleSet`, as PubMed's baseline and update files have it.
    PubMed,
    /// Full text: `article`, or several in `articles` or `pmc-articleset`.
    Jats,
    /// JSON Lines with `record` and `text`.
    Texts,
    /// JSON Lines of [`crate::Record`].
    Records,
    /// Works as Crossref writes them: answers of its API, its public data file, JSON Lines.
    Crossref,
    /// One study of ClinicalTrials.gov as its old site gave it, `clinical_study`.
    StudyXml,
    /// Studies of ClinicalTrials.gov as its API gives them, the first and the second: answers and single studies.
    StudyJson,
    /// Works as OpenAlex writes them: partitions of its snapshot, answers of its API.
    OpenAlex,
    /// Grants as KAKEN writes them in XML: `grantAwards`.
    Kaken,
    /// Projects of KAKEN as CiNii Research answers them in JSON.
    CiNii,
    /// An export of WHO's ICTRP as XML, `Trials_downloaded_from_ICTRP`.
    IctrpXml,
    /// An export of WHO's ICTRP as a table.
    IctrpTable,
    /// A table of 行政事業レビュー as RSシステム offers it.
    RsTable,
}

impl Format {
    /// Its name, as the batch keeps it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PubMed => "pubmed-xml",
            Self::Jats => "jats-xml",
            Self::Texts => "json-lines-texts",
            Self::Records => "json-lines-records",
            Self::Crossref => "crossref-json",
            Self::StudyXml => "clinicaltrials-xml",
            Self::StudyJson => "clinicaltrials-json",
            Self::OpenAlex => "openalex-json",
            Self::Kaken => "kaken-xml",
            Self::CiNii => "cinii-json",
            Self::IctrpXml => "ictrp-xml",
            Self::IctrpTable => "ictrp-table",
            Self::RsTable => "rs-table",
        }
    }

    /// The source whose format it is, by the name that coverage and history use.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::PubMed => "pubmed",
            Self::Jats => "jats",
            Self::Texts | Self::Records => "texts",
            Self::Crossref => "crossref",
            Self::StudyXml | Self::StudyJson => "clinicaltrials",
            Self::OpenAlex => "openalex",
            Self::Kaken | Self::CiNii => "kaken",
            Self::IctrpXml | Self::IctrpTable => "ictrp",
            Self::RsTable => "rs",
        }
    }
}

/// The format of a file (inflated) that begins so.
///
/// # Errors
/// If it is none that can be read: empty, not UTF-8, a page of HTML, a document type with declarations of its own.
pub fn detect(head: &[u8]) -> Result<Format, ReadError> {
    if head.iter().all(|byte| byte.is_ascii_whitespace()) {
        return Err(Problem::Empty.into());
    }
    if let Some(found) = wide_encoding(head) {
        return Err(Problem::Encoding { found: found.to_owned() }.into());
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match head.first() {
        Some(b'<') => markup(head),
        Some(b'{' | b'[') => json(head),
        _ => match shown_head(head).ok().and_then(|head| table::format_of_text(&head)) {
            Some(format) => Ok(format),
            None => Err(unknown(head).into()),
        },
    }
}

/// UTF-16 and UTF-32 show by their mark, or by a zero beside the first sign.
fn wide_encoding(head: &[u8]) -> Option<&'static str> {
    match head {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'<' | b'{', 0, ..] | [0, b'<' | b'{', ..] => Some("UTF-16"),
        _ => None,
    }
}

fn markup(head: &[u8]) -> Result<Format, ReadError> {
    let (problem, name) = root(head);
    // These are read in any encoding that their declaration names.
    let in_any = matches!(of_root(&name), Some(Format::StudyXml | Format::IctrpXml)) && by_declaration(head).is_some();
    match problem {
        Some(ReadError { problem: Problem::Encoding { .. }, .. }) if in_any => {
            of_root(&name).ok_or_else(|| unknown_root(&name).into())
        }
        Some(problem) => Err(problem),
        None => of_root(&name).ok_or_else(|| unknown_root(&name).into()),
    }
}

/// The format of XML with this root element.
fn of_root(name: &str) -> Option<Format> {
    match name {
        "PubmedArticleSet" => Some(Format::PubMed),
        "clinical_study" => Some(Format::StudyXml),
        "grantAwards" => Some(Format::Kaken),
        "article" | "articles" | "pmc-articleset" => Some(Format::Jats),
        "Trials_downloaded_from_ICTRP" => Some(Format::IctrpXml),
        _ => None,
    }
}

fn unknown_root(name: &str) -> Problem {
    if name.eq_ignore_ascii_case("html") {
        return Problem::Format {
            found: "a page of HTML".to_owned(),
            hint: "the server sent a page, often an error, instead of the file; open it in a browser, then get the file again",
        };
    }
    Problem::Format {
        found: format!("XML with the root element `{name}`"),
        hint: "PubMed's files have the root element `PubmedArticleSet`, full texts `article`, `articles` or `pmc-articleset`",
    }
}

/// The name of the root element of XML that begins so, and what must not stand before it.
fn root(head: &[u8]) -> (Option<ReadError>, String) {
    let (mut rest, mut problem) = (head, None);
    loop {
        rest = rest.trim_ascii_start();
        let passed = if rest.starts_with(b"<?") {
            let end = memmem::find(rest, b"?>").unwrap_or(rest.len());
            if rest.starts_with(b"<?xml") {
                problem = problem.or(check_declared_encoding(&rest[..end]).err());
            }
            end + 2
        } else if rest.starts_with(b"<!--") {
            memmem::find(rest, b"-->").unwrap_or(rest.len()) + 3
        } else if starts_with_any_case(rest, b"<!doctype") {
            let end = rest.iter().position(|byte| matches!(byte, b'>' | b'[')).unwrap_or(rest.len());
            if rest.get(end) == Some(&b'[') {
                // What follows is never read; the declaration itself names the root element.
                let name = rest[b"<!doctype".len()..].trim_ascii_start();
                return (problem.or(Some(Problem::Entities.into())), name_at(name));
            }
            end + 1
        } else {
            break;
        };
        rest = rest.get(passed..).unwrap_or_default();
    }
    (problem, name_at(rest.strip_prefix(b"<").unwrap_or_default()))
}

fn name_at(bytes: &[u8]) -> String {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-');
    String::from_utf8_lossy(&bytes[..bytes.iter().take_while(|byte| is_name(byte)).count()]).into_owned()
}

/// The format of a member of an archive that begins so; none if it is no file of records. What would be one and is broken
/// already at its beginning is an error.
pub(crate) fn member_format(head: &[u8]) -> Option<Result<Format, ReadError>> {
    let head = &head[..head.len().min(HEAD)];
    match detect(head) {
        Ok(format) => Some(Ok(format)),
        Err(error) => {
            let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
            of_root(&root(head).1).map(|_| Err(error))
        }
    }
}

fn check_declared_encoding(declaration: &[u8]) -> Result<(), ReadError> {
    let declaration = String::from_utf8_lossy(declaration);
    let Some((_, value)) = declaration.split_once("encoding") else { return Ok(()) };
    let value: String = value
        .chars()
        .skip_while(|character| !matches!(character, '"' | '\''))
        .skip(1)
        .take_while(|character| !matches!(character, '"' | '\''))
        .collect();
    if ["utf-8", "utf8", "us-ascii", "ascii"].contains(&value.to_ascii_lowercase().as_str()) {
        return Ok(());
    }
    Err(ReadError {
        member: None,
        line: Some(1),
        record: None,
        problem: Problem::Encoding { found: format!("the declaration `encoding=\"{value}\"`") },
    })
}

fn starts_with_any_case(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Whose records they are shows in the keys of the first one, of which the head may hold only a part.
fn json(head: &[u8]) -> Result<Format, ReadError> {
    let found = Head::new(head);
    if crossref::is_beginning(&found) {
        return Ok(Format::Crossref);
    }
    if trials::is_beginning(&found) {
        return Ok(Format::StudyJson);
    }
    if openalex::is_beginning(&found) {
        return Ok(Format::OpenAlex);
    }
    if kaken::is_cinii(&found) {
        return Ok(Format::CiNii);
    }
    if head.first() == Some(&b'[') {
        return Err(no_known_keys(&top_level_keys(found.first())));
    }
    json_lines(head)
}

fn no_known_keys(keys: &[String]) -> ReadError {
    ReadError {
        member: None,
        line: Some(1),
        record: None,
        problem: Problem::Format {
            found: format!("a JSON object with the keys {}", listed(keys)),
            hint: "docs/guides/sources names the formats that are read; JSON Lines of texts need `record` (an id) and `text`",
        },
    }
}

fn json_lines(head: &[u8]) -> Result<Format, ReadError> {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    let keys = top_level_keys(line);
    let has = |key: &str| keys.iter().any(|found| found == key);
    // A line longer than the head may hold the other key behind it; reading it will tell.
    let cut = line.len() == head.len() && head.len() >= HEAD;
    if has("id") && (has("fields") || (cut && !has("record"))) {
        Ok(Format::Records)
    } else if (has("record") && has("text")) || (cut && (has("record") || has("text"))) {
        Ok(Format::Texts)
    } else {
        // An object over many lines has no key on its first.
        Err(no_known_keys(&if keys.is_empty() { top_level_keys(head) } else { keys }))
    }
}

fn listed(keys: &[String]) -> String {
    if keys.is_empty() {
        return "(none)".to_owned();
    }
    keys.iter().take(8).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

/// The keys of an object of which the end may be missing.
fn top_level_keys(line: &[u8]) -> Vec<String> {
    let (mut keys, mut depth, mut at) = (Vec::new(), 0_u32, 0);
    while at < line.len() {
        match line[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let start = at + 1;
                at = start;
                while at < line.len() && line[at] != b'"' {
                    at += if line[at] == b'\\' { 2 } else { 1 };
                }
                let end = at.min(line.len());
                let is_key = line.get(at + 1..).is_some_and(|rest| rest.trim_ascii_start().first() == Some(&b':'));
                if depth == 1 && is_key {
                    keys.push(String::from_utf8_lossy(&line[start..end]).into_owned());
                }
            }
            _ => {}
        }
        at += 1;
    }
    keys
}

fn unknown(head: &[u8]) -> Problem {
    let head = &head[..head.len().min(4096)];
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_some() => Problem::Encoding { found: guess(&head[error.valid_up_to()..]) },
        _ => {
            let text = String::from_utf8_lossy(&head[..head.len().min(160)]);
            let start: String =
                text.chars().take(30).map(|character| if character.is_control() { ' ' } else { character }).collect();
            Problem::Format { found: format!("`{}`", start.trim()), hint: "docs/guides/sources lists what can be read" }
        }
    }
}

/// What bytes that are no UTF-8 seem to be.
pub(crate) fn guess(bytes: &[u8]) -> String {
    let first = bytes.first().copied().unwrap_or_default();
    match bytes {
        [0x81..=0x9f | 0xe0..=0xfc, 0x40..=0x7e | 0x80..=0xfc, ..] => format!("byte 0x{first:02x}, probably Shift_JIS"),
        [0xa1..=0xfe, 0xa1..=0xfe, ..] => format!("byte 0x{first:02x}, probably EUC-JP"),
        _ => format!("byte 0x{first:02x}"),
    }
}
