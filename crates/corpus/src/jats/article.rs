//! One article as a record.
//!
//! The decision to question: a field is one paragraph, one row of a table, one footnote, and not a section. What the store keeps of a
//! record is the whole text of each field that holds a mention, and a person who opens it wants to see the place, not ten pages.

use super::flow::Texts;
use super::people::People;
use super::role::Role;
use crate::markup::{Tag, Token, Tokens, Vanishing};
use crate::read::Candidates;
use crate::{Field, Problem, Record};
use mention::FieldKind;

/// What is wanted of an article.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'c> {
    /// All of it.
    Whole,
    /// All of it, and to know whether anything could be in it.
    WholeIfAny(&'c dyn Candidates),
    /// Its id, its dates, and the fields in which something could be.
    FieldsWith(&'c dyn Candidates),
}

/// An article, and whether something could be in it.
pub(super) struct Read {
    pub(super) record: Record,
    pub(super) holds: bool,
}

/// Reads one `<article>…</article>`. An error comes with its offset in the text.
pub(super) fn read(text: &str, wanted: Wanted<'_>) -> Result<Read, (usize, Problem)> {
    let mut article = Article {
        tokens: Tokens::of(text, Vanishing::Jats),
        wanted,
        record: Record { kind: "paper".to_owned(), version: 1, ..Record::default() },
        holds: false,
        counts: [0; 14],
        grants: 0,
        abstracts: 0,
        people: People::default(),
        texts: Texts::default(),
    };
    match article.article() {
        Ok(()) => Ok(Read { record: article.record, holds: article.holds }),
        Err(problem) => Err((article.tokens.offset(), problem)),
    }
}

/// An identifier as records name it; none of a kind that names nothing outside its journal.
pub(super) fn identifier(kind: &str, value: &str) -> Option<String> {
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    match kind {
        // A DOI is the same in capitals and small letters.
        "doi" => Some(format!("doi:{}", value.to_ascii_lowercase())),
        "pmid" => Some(format!("pmid:{value}")),
        // Older files leave out the letters.
        "pmc" | "pmcid" => Some(format!("pmcid:PMC{}", value.trim_start_matches(['P', 'M', 'C', 'p', 'm', 'c']))),
        _ => None,
    }
}

pub(super) struct Article<'a, 'c> {
    pub(super) tokens: Tokens<'a>,
    wanted: Wanted<'c>,
    pub(super) record: Record,
    holds: bool,
    /// Fields counted so far, by role.
    counts: [usize; 14],
    pub(super) grants: usize,
    pub(super) abstracts: usize,
    pub(super) people: People,
    pub(super) texts: Texts,
}

impl<'a> Article<'a, '_> {
    pub(super) fn is_whole(&self) -> bool {
        !matches!(self.wanted, Wanted::FieldsWith(_))
    }

    fn article(&mut self) -> Result<(), Problem> {
        let Some(Token::Start(root)) = self.tokens.next()? else {
            return Err(Problem::markup("`<article>`", "something else"));
        };
        if self.is_whole() {
            self.record.languages.extend(root.attribute("xml:lang").map(std::borrow::Cow::into_owned));
            self.article_type(&root.attribute("article-type").unwrap_or_default());
        }
        while let Some(tag) = self.tokens.child(root)? {
            match tag.name {
                "front" => self.front(tag, true)?,
                _ => self.other_part(tag)?,
            }
        }
        if self.tokens.next()?.is_some() {
            return Err(Problem::markup("the end of the article", "something after it"));
        }
        self.name_affiliations();
        self.choose_id()
    }

    fn other_part(&mut self, tag: Tag<'a>) -> Result<(), Problem> {
        match tag.name {
            "body" | "back" | "floats-group" | "floats-wrap" => self.block(tag, Role::Body).map(|_| ()),
            // Letters of the review, answers, translations: their words are the article's, their identifiers are not.
            "sub-article" | "response" => {
                while let Some(part) = self.tokens.child(tag)? {
                    match part.name {
                        "front" => self.front(part, false)?,
                        "front-stub" => self.meta(part, false)?,
                        _ => self.other_part(part)?,
                    }
                }
                Ok(())
            }
            _ => self.tokens.skip(tag),
        }
    }

    /// PubMed Central's number, else the DOI, else the PMID.
    fn choose_id(&mut self) -> Result<(), Problem> {
        let first = |prefix: &str| self.record.identifiers.iter().find(|identifier| identifier.starts_with(prefix));
        match first("pmcid:").or_else(|| first("doi:")).or_else(|| first("pmid:")) {
            Some(id) => {
                self.record.id.clone_from(id);
                Ok(())
            }
            None => Err(Problem::markup("an `article-id` of type `pmcid`, `doi` or `pmid`", "an article without one")),
        }
    }

    /// Adds a field under the next number of its role, if it is wanted.
    pub(super) fn field(&mut self, role: Role, text: &str) {
        let number = self.next_number(role);
        self.add(role.kind(), text, "", || match role {
            // The article's own title needs no number.
            Role::Title if number == 1 => role.field().to_owned(),
            _ => format!("{}[{number}]", role.field()),
        });
    }

    pub(super) fn next_number(&mut self, role: Role) -> usize {
        let count = &mut self.counts[role as usize];
        *count += 1;
        *count
    }

    /// Adds a field, if it is wanted; gives its place.
    pub(super) fn add(
        &mut self,
        kind: FieldKind,
        text: &str,
        beside: &str,
        name: impl FnOnce() -> String,
    ) -> Option<usize> {
        if text.trim().is_empty() {
            return None;
        }
        let could_hold = |candidates: &dyn Candidates| [text, beside].iter().any(|words| candidates.stands_in(words));
        match self.wanted {
            Wanted::Whole => self.holds = true,
            Wanted::WholeIfAny(candidates) => self.holds = self.holds || could_hold(candidates),
            Wanted::FieldsWith(candidates) => {
                if !could_hold(candidates) {
                    return None;
                }
                self.holds = true;
            }
        }
        self.record.fields.push(Field { name: name(), kind, text: text.to_owned(), beside: beside.to_owned() });
        Some(self.record.fields.len() - 1)
    }

    /// PubMed's word for a kind of article, or the publisher's where PubMed has none.
    fn article_type(&mut self, kind: &str) {
        let word = match kind {
            "" => return,
            "research-article" => "Journal Article",
            "review-article" | "systematic-review" => "Review",
            "retraction" => "Retraction of Publication",
            "correction" => "Published Erratum",
            "expression-of-concern" => "Expression of Concern",
            "editorial" => "Editorial",
            "letter" => "Letter",
            "case-report" => "Case Reports",
            "article-commentary" => "Comment",
            "preprint" => "Preprint",
            "news" => "News",
            other => other,
        };
        self.publication_type(word);
    }

    pub(super) fn publication_type(&mut self, word: &str) {
        if !self.record.publication_types.iter().any(|known| known == word) {
            self.record.publication_types.push(word.to_owned());
        }
    }
}
