//! What the recogniser is told and what it answers.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// Words in a text that name something. `&text[mention.span.clone()]` is exactly
/// what stands on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// `amed`, `kakenhi`, … `name`: the table of schemes in docs/reference/schemes.md.
    pub scheme: Cow<'static, str>,
    /// The normal form.
    pub value: String,
    /// UTF-8 byte offsets into the text.
    pub span: Range<usize>,
    /// The fiscal year written in the number, if it has one.
    pub fiscal_year: Option<i16>,
    /// Rule and version: `amed.systematic@1`.
    pub rule: Cow<'static, str>,
    /// Whether figures may rely on it.
    pub certainty: Certainty,
}

/// Whether figures may rely on a mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Counted.
    Certain,
    /// Waits for a person; the reason is a code such as `amed-database-or-agency`,
    /// whose words stand in the lexicon of reasons.
    Doubtful {
        /// The code.
        reason: Cow<'static, str>,
    },
}

/// In what kind of field a text stands: decides what may be recognised there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// A title.
    Title,
    /// An abstract.
    Abstract,
    /// A grant number in a list of grants; `beside` is the agency.
    GrantId,
    /// An agency in a list of grants; `beside` is the number.
    GrantAgency,
    /// Where an author works.
    Affiliation,
    /// A list of database entries and trials; `beside` is the databank's name.
    Databank,
    /// A statement of conflicts of interest.
    ConflictOfInterest,
    /// Funding statement or acknowledgements.
    Acknowledgement,
    /// Methods and key resources.
    Methods,
    /// A reference list: mentions there count for nothing.
    Reference,
    /// Any other text.
    Text,
}

/// A text with what is known of its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// The text as shown.
    pub text: &'a str,
    /// The kind of field.
    pub kind: FieldKind,
    /// What stands beside it in the record (the agency of a grant number, the
    /// databank of an accession number); empty if nothing.
    pub beside: &'a str,
}

impl Passage<'_> {
    /// Whether it is a number of a trial's own record, whose register is not named.
    pub(crate) fn is_own_number(&self) -> bool {
        self.kind == FieldKind::Databank && self.beside.is_empty()
    }
}
