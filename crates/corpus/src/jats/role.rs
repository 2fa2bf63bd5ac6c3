//! What a part of an article is for, by the words that name it.
//!
//! The decision to question: headings decide as much as attributes. Half of the publishers say `notes-type="funding-information"`, the other
//! half print a heading, and what a mention means depends on it: thanks support, methods use, references count for nothing.

use mention::FieldKind;

/// What a part of an article is for; with it goes the name of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Methods,
    KeyResources,
    Acknowledgement,
    Funding,
    DataAvailability,
    Footnote,
    Interests,
    Keywords,
    Meta,
    Trial,
    Title,
    Affiliation,
    Reference,
}

impl Role {
    /// The name of its fields, before their number.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Methods => "methods",
            Self::KeyResources => "key-resources",
            Self::Acknowledgement => "acknowledgement",
            Self::Funding => "funding",
            Self::DataAvailability => "data-availability",
            Self::Footnote => "footnote",
            Self::Interests => "coi",
            Self::Keywords => "keywords",
            Self::Meta => "meta",
            Self::Trial => "trial",
            Self::Title => "title",
            Self::Affiliation => "affiliation",
            Self::Reference => "reference",
        }
    }

    pub(super) fn kind(self) -> FieldKind {
        match self {
            Self::Methods | Self::KeyResources => FieldKind::Methods,
            Self::Acknowledgement | Self::Funding => FieldKind::Acknowledgement,
            Self::Interests => FieldKind::ConflictOfInterest,
            Self::Trial => FieldKind::Databank,
            Self::Title => FieldKind::Title,
            Self::Affiliation => FieldKind::Affiliation,
            Self::Reference => FieldKind::Reference,
            Self::Body | Self::DataAvailability | Self::Footnote | Self::Keywords | Self::Meta => FieldKind::Text,
        }
    }
}

/// Words of a heading or of an attribute, and the role that they give; the first that is found decides.
const WORDS: &[(Role, &[&str])] = &[
    (Role::KeyResources, &["key resource"]),
    (Role::Acknowledgement, &["acknowledg", "acknowledment", "謝辞"]),
    (
        Role::Funding,
        &[
            "funding",
            "financial-disclosure",
            "financial disclosure",
            "financial support",
            "grant support",
            "grant information",
            "supported-by",
            "sources of support",
            "研究費",
            "助成",
        ],
    ),
    (
        Role::Interests,
        &[
            "competing",
            "conflict",
            "coi-statement",
            "declaration of interest",
            "declarations of interest",
            "disclosure",
            "利益相反",
        ],
    ),
    (
        Role::DataAvailability,
        &["data avail", "data-avail", "availability of data", "data access", "data and materials avail", "accession"],
    ),
    (Role::Methods, &["method", "materials and", "experimental procedure", "subjects and", "patients and", "方法"]),
];

/// A heading is short; a sentence that stands in its place says nothing about what follows.
const LONGEST_HEADING: usize = 80;

/// The role that a heading or an attribute gives, if it gives one.
pub(super) fn role_of(words: &str) -> Option<Role> {
    let words = words.trim();
    if words.is_empty() || words.len() > LONGEST_HEADING {
        return None;
    }
    let words = words.to_lowercase();
    WORDS.iter().find(|(_, any)| any.iter().any(|part| words.contains(part))).map(|(role, _)| *role)
}

/// The role that the first words of a footnote give: `Funding: …`, `Conflicts of interest. …`.
pub(super) fn role_of_start(text: &str) -> Option<Role> {
    let start = text.trim_start();
    let end = start.find([':', '.', '\n']).filter(|end| *end <= 48)?;
    role_of(&start[..end]).filter(|role| !matches!(role, Role::Methods | Role::KeyResources))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_attributes_give_a_role() {
        let check = |words: &str, expected: Option<Role>| assert_eq!(role_of(words), expected, "{words}");
        check("Materials and Methods", Some(Role::Methods));
        check("materials|methods", Some(Role::Methods));
        check("Key Resources Table", Some(Role::KeyResources));
        check("Acknowledgements", Some(Role::Acknowledgement));
        check("Funding", Some(Role::Funding));
        check("financial-disclosure", Some(Role::Funding));
        check("Conflict of interest", Some(Role::Interests));
        check("Disclosure", Some(Role::Interests));
        check("Availability of data and materials", Some(Role::DataAvailability));
        check("謝辞", Some(Role::Acknowledgement));
        check("Results", None);
        check("", None);
        check(&"We thank the methods of Arden. ".repeat(4), None);
    }

    #[test]
    fn the_first_words_of_a_footnote_give_its_role() {
        assert_eq!(role_of_start(" Funding: the Arden Fund."), Some(Role::Funding));
        assert_eq!(role_of_start("Competing interests. None."), Some(Role::Interests));
        assert_eq!(role_of_start("Methods: see above."), None);
        assert_eq!(role_of_start("Present address: the lakes of Arden"), None);
        assert_eq!(role_of_start("The authors have no conflict"), None);
    }
}
