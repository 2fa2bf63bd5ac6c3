//! The two languages in which this crate speaks.

use serde::{Deserialize, Serialize};

/// A language of messages. Japanese comes first; neither falls back on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// 日本語
    Ja,
    /// English
    En,
}

impl Language {
    /// The one of the two wordings that is in this language.
    #[must_use]
    pub fn of<T>(self, ja: T, en: T) -> T {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }
}
