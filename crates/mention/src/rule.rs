//! What a rule is: its name and version, its words, its examples, and the code that applies it.

use crate::context::Context;
use crate::{FieldKind, Passage};
use std::ops::Range;

/// A rule of the recogniser, for documentation and for the record of what read a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleInfo {
    /// Rule and version: `amed.systematic@1`.
    pub id: &'static str,
    /// The schemes it can find.
    pub schemes: &'static [&'static str],
    /// What it does, in English.
    pub words_en: &'static str,
    /// What it does, in Japanese.
    pub words_ja: &'static str,
    /// A text in which it finds something.
    pub hit: Example,
    /// A text that looks alike and holds nothing of the kind.
    pub near_miss: Example,
}

impl RuleInfo {
    /// The version: the number after `@`.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.id.rsplit_once('@').and_then(|(_, version)| version.parse().ok()).unwrap_or(0)
    }

    /// What it does, in `ja` or else in English.
    #[must_use]
    pub fn words(&self, language: &str) -> &'static str {
        if language == "ja" { self.words_ja } else { self.words_en }
    }
}

/// A text for which a rule's answer is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The text.
    pub text: &'static str,
    /// The kind of field it stands in.
    pub kind: FieldKind,
    /// What stands beside it.
    pub beside: &'static str,
    /// What is found: scheme, value, and the reason's code if it is doubtful.
    pub found: &'static [(&'static str, &'static str, &'static str)],
}

impl Example {
    pub(crate) const fn text(text: &'static str, found: &'static [(&'static str, &'static str, &'static str)]) -> Self {
        Self { text, kind: FieldKind::Acknowledgement, beside: "", found }
    }

    pub(crate) const fn grant(
        text: &'static str,
        agency: &'static str,
        found: &'static [(&'static str, &'static str, &'static str)],
    ) -> Self {
        Self { text, kind: FieldKind::GrantId, beside: agency, found }
    }

    /// The example as the recogniser takes it.
    #[must_use]
    pub fn passage(&self) -> Passage<'static> {
        Passage { text: self.text, kind: self.kind, beside: self.beside }
    }
}

/// A rule with its code.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) info: RuleInfo,
    pub(crate) find: fn(&Context<'_>, &mut Vec<Found>),
}

/// Something found in the folded text.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) scheme: &'static str,
    pub(crate) value: String,
    /// In the view.
    pub(crate) span: Range<usize>,
    pub(crate) fiscal_year: Option<i16>,
    /// Code of the reason, empty if certain.
    pub(crate) doubt: &'static str,
}

impl Found {
    pub(crate) fn certain(scheme: &'static str, value: impl Into<String>, span: Range<usize>) -> Self {
        Self { scheme, value: value.into(), span, fiscal_year: None, doubt: "" }
    }

    pub(crate) fn doubtful(mut self, reason: &'static str) -> Self {
        self.doubt = reason;
        self
    }

    pub(crate) fn in_year(mut self, year: Option<i16>) -> Self {
        self.fiscal_year = year;
        self
    }
}
