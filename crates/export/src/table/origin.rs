//! Where content comes from, and under which licence it stands.
//!
//! The decision to question: **a column has one origin, and records have licences of their own.** A table of citations from five sources cannot
//! have one licence, so its column says "that of its record" and the record's row says which.

use super::Both;

/// Where content comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The plan's own text.
    Plan,
    /// A source that was read: PubMed, Crossref, a trial register …
    Literature,
    /// Computed, or found, by Shirube.
    Shirube,
    /// Decided or handed in by a person.
    People,
    /// An office's register.
    Register,
}

impl Origin {
    /// Every origin, in the order of the licence file.
    pub const ALL: [Self; 5] = [Self::Plan, Self::Literature, Self::Shirube, Self::People, Self::Register];

    /// Who says it.
    #[must_use]
    pub fn source(self) -> Both {
        match self {
            Self::Plan => ["研究開発プラン（文部科学省）", "The research and development plan (MEXT)"],
            Self::Literature => {
                ["記録の出典（表 record の列 source）", "The record's source (column `source` of table `record`)"]
            }
            Self::Shirube => ["しるべの計算・抽出", "Computed or found by Shirube"],
            Self::People => ["記録した人", "The person who recorded it"],
            Self::Register => ["台帳に届け出た機関（列 source）", "The office that handed it in (column `source`)"],
        }
    }

    /// Under which licence it stands.
    #[must_use]
    pub fn licence(self) -> Both {
        match self {
            Self::Plan => [
                "文部科学省ウェブサイトの利用規約による。出典を記載すること",
                "The terms of MEXT's website apply: name the source",
            ],
            Self::Literature => [
                "記録ごとの利用条件（表 record の列 licence）による。抄録・本文は含まず、語句の立つ一文まで",
                "That of its record (column `licence` of table `record`); no abstract or full text, at most the sentence around the words",
            ],
            Self::Shirube => ["元になった出典の利用条件による", "The licences of the sources behind it apply"],
            Self::People => ["公開者の定める利用条件による", "The terms of whoever publishes this export apply"],
            Self::Register => ["届け出た機関の定める利用条件による", "The terms of the office that handed it in apply"],
        }
    }
}
