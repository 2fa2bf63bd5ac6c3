//! How two works that are not one bear on each other: preprint and article, correction, retraction, comment.
//!
//! Sources have their own words for it (PubMed's `RetractionOf`, Crossref's `is-preprint-of`); the table gives each its meaning. A word that
//! is not in it is shown as it stands and alters nothing.

use corpus::Record;

/// What the first of two works is to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// It is the preprint of the other.
    PreprintOf,
    /// The other is its preprint.
    HasPreprint,
    /// It corrects the other.
    Corrects,
    /// The other corrects it.
    CorrectedBy,
    /// It says that the other is retracted.
    Retracts,
    /// The other says that it is retracted.
    RetractedBy,
    /// It utters concern about the other.
    DoubtsOf,
    /// The other utters concern about it.
    DoubtedBy,
    /// It is a later version of the other.
    Updates,
    /// The other is a later version of it.
    UpdatedBy,
    /// It comments on the other.
    CommentsOn,
    /// The other comments on it.
    CommentedBy,
}

/// The words of sources, without case and signs, and what they mean.
const WORDS: &[(&str, Relation)] = &[
    ("ispreprintof", Relation::PreprintOf),
    ("preprintof", Relation::PreprintOf),
    ("haspreprint", Relation::HasPreprint),
    ("erratumfor", Relation::Corrects),
    ("correctionof", Relation::Corrects),
    ("corrects", Relation::Corrects),
    ("correctedandrepublishedfrom", Relation::Corrects),
    ("erratumin", Relation::CorrectedBy),
    ("correctionin", Relation::CorrectedBy),
    ("correctedby", Relation::CorrectedBy),
    ("correctedandrepublishedin", Relation::CorrectedBy),
    ("retractionof", Relation::Retracts),
    ("retracts", Relation::Retracts),
    ("retractionin", Relation::RetractedBy),
    ("retractedby", Relation::RetractedBy),
    ("expressionofconcernfor", Relation::DoubtsOf),
    ("expressionofconcernin", Relation::DoubtedBy),
    ("updateof", Relation::Updates),
    ("isversionof", Relation::Updates),
    ("updatein", Relation::UpdatedBy),
    ("hasversion", Relation::UpdatedBy),
    ("commenton", Relation::CommentsOn),
    ("iscommenton", Relation::CommentsOn),
    ("commentin", Relation::CommentedBy),
    ("hascomment", Relation::CommentedBy),
];

impl Relation {
    /// What a source's word means; none if it is not known.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let word = crate::plain(word);
        WORDS.iter().find(|(known, _)| *known == word).map(|(_, relation)| *relation)
    }

    /// What the second work is to the first.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::PreprintOf => Self::HasPreprint,
            Self::HasPreprint => Self::PreprintOf,
            Self::Corrects => Self::CorrectedBy,
            Self::CorrectedBy => Self::Corrects,
            Self::Retracts => Self::RetractedBy,
            Self::RetractedBy => Self::Retracts,
            Self::DoubtsOf => Self::DoubtedBy,
            Self::DoubtedBy => Self::DoubtsOf,
            Self::Updates => Self::UpdatedBy,
            Self::UpdatedBy => Self::Updates,
            Self::CommentsOn => Self::CommentedBy,
            Self::CommentedBy => Self::CommentsOn,
        }
    }

    /// Its code, as JSON has it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PreprintOf => "preprint-of",
            Self::HasPreprint => "has-preprint",
            Self::Corrects => "corrects",
            Self::CorrectedBy => "corrected-by",
            Self::Retracts => "retracts",
            Self::RetractedBy => "retracted-by",
            Self::DoubtsOf => "doubts-of",
            Self::DoubtedBy => "doubted-by",
            Self::Updates => "updates",
            Self::UpdatedBy => "updated-by",
            Self::CommentsOn => "comments-on",
            Self::CommentedBy => "commented-by",
        }
    }
}

/// Whether a record says of itself that it was retracted: whole, not in part.
#[must_use]
pub fn is_retracted(record: &Record) -> bool {
    record.publication_types.iter().any(|sort| sort == "Retracted Publication")
        || record.relations.iter().any(|(word, _)| Relation::of(word) == Some(Relation::RetractedBy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_sources_mean_the_same_whatever_their_signs() {
        assert_eq!(Relation::of("RetractionOf"), Some(Relation::Retracts));
        assert_eq!(Relation::of("is-preprint-of"), Some(Relation::PreprintOf));
        assert_eq!(Relation::of("PartialRetractionIn"), None);
        for (word, relation) in WORDS {
            assert_eq!(Relation::of(word), Some(*relation));
            assert_eq!(relation.turned().turned(), *relation);
        }
    }

    #[test]
    fn a_paper_is_retracted_by_its_type_or_its_notice_and_a_notice_is_not() {
        let with = |types: &[&str], relations: &[(&str, &str)]| Record {
            publication_types: types.iter().map(|&sort| sort.to_owned()).collect(),
            relations: relations.iter().map(|&(sort, id)| (sort.to_owned(), id.to_owned())).collect(),
            ..Record::default()
        };
        assert!(is_retracted(&with(&["Journal Article", "Retracted Publication"], &[])));
        assert!(is_retracted(&with(&["Journal Article"], &[("RetractionIn", "pmid:2")])));
        assert!(!is_retracted(&with(&["Retraction of Publication"], &[("RetractionOf", "pmid:1")])));
        assert!(!is_retracted(&with(&["Journal Article"], &[("PartialRetractionIn", "pmid:2")])));
    }
}
