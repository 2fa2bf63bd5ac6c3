//! Authors and where they work.
//!
//! The decision to question: an affiliation that ten authors share is one field, named after the first of them. Written ten times, it would be ten mentions.

use super::article::Article;
use super::flow::push;
use super::role::Role;
use crate::markup::{Tag, value_of};
use crate::{Author, Problem};
use mention::FieldKind;
use std::collections::BTreeMap;

/// So much text of affiliations is copied to authors; an article that makes more of it was made to.
const MOST_COPIED: usize = 4 << 20;

/// What is known of authors and affiliations until both have been read.
#[derive(Default)]
pub(super) struct People {
    /// Authors of the article itself so far.
    authors: usize,
    /// For each author in order, what points to an affiliation, by its id or by its place in `affiliations`.
    pointers: Vec<Vec<Pointer>>,
    affiliations: Vec<Affiliation>,
    /// The author and number under which an id was named first.
    first: BTreeMap<String, (usize, usize)>,
}

enum Pointer {
    Id(String),
    At(usize),
}

struct Affiliation {
    id: String,
    /// Where it stands in the record, if it is wanted.
    field: Option<usize>,
    text: String,
    /// Author and number, where it stands inside the author.
    inside: Option<(usize, usize)>,
}

impl<'a> Article<'a, '_> {
    /// A group of contributors; `listed`: its authors are the article's.
    pub(super) fn contributors(&mut self, group: Tag<'a>, listed: bool) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(group)? {
            match tag.name {
                "contrib" => {
                    let is_author = tag
                        .attribute("contrib-type")
                        .is_none_or(|kind| kind.to_ascii_lowercase().starts_with("author"));
                    self.contributor(tag, listed && is_author)?;
                }
                "aff" => {
                    self.affiliation(tag, None)?;
                }
                "aff-alternatives" => self.contributors(tag, listed)?,
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    fn contributor(&mut self, contributor: Tag<'a>, listed: bool) -> Result<(), Problem> {
        let mut author = Author::default();
        let (mut pointers, mut waiting) = (Vec::new(), Vec::new());
        if listed {
            self.people.authors += 1;
        }
        let nth = self.people.authors;
        while let Some(tag) = self.tokens.child(contributor)? {
            match tag.name {
                "xref" => {
                    if listed && tag.attribute("ref-type").is_none_or(|kind| kind == "aff") {
                        for id in tag.attribute("rid").unwrap_or_default().split_ascii_whitespace() {
                            pointers.push(Pointer::Id(id.to_owned()));
                            self.people.first.entry(id.to_owned()).or_insert((nth, pointers.len()));
                        }
                    }
                    self.tokens.skip(tag)?;
                }
                "aff" => {
                    let inside = listed.then_some((nth, pointers.len() + 1));
                    pointers.push(Pointer::At(self.affiliation(tag, inside)?));
                }
                "collab" => {
                    author.collective = true;
                    let mut words = String::new();
                    push(&mut self.tokens, tag, &mut words, &mut waiting, false)?;
                    words.trim().clone_into(&mut author.family);
                }
                _ if !self.is_whole() || !listed => self.tokens.skip(tag)?,
                "name" | "string-name" => self.name(tag, &mut author)?,
                "name-alternatives" => {
                    while let Some(name) = self.tokens.child(tag)? {
                        if author.family.is_empty() {
                            self.name(name, &mut author)?;
                        } else {
                            self.tokens.skip(name)?;
                        }
                    }
                }
                "contrib-id" => {
                    let is_orcid =
                        tag.attribute("contrib-id-type").is_some_and(|kind| kind.eq_ignore_ascii_case("orcid"));
                    let value = value_of(&mut self.tokens, tag)?;
                    if is_orcid {
                        author.orcid = crate::orcid::orcid(&value).or(author.orcid);
                    }
                }
                _ => self.tokens.skip(tag)?,
            }
        }
        if listed {
            self.people.pointers.push(pointers);
            if self.is_whole() {
                self.record.authors.push(author);
            }
        }
        // The members of a group are named in it; they are not authors besides it.
        self.waiting(waiting, Role::Body)
    }

    fn name(&mut self, name: Tag<'a>, author: &mut Author) -> Result<(), Problem> {
        let start = self.tokens.offset();
        while let Some(part) = self.tokens.child(name)? {
            match part.name {
                "surname" => author.family = value_of(&mut self.tokens, part)?,
                "given-names" => {
                    let initials = part.attribute("initials").map(std::borrow::Cow::into_owned);
                    author.given = value_of(&mut self.tokens, part)?;
                    author.initials = initials.unwrap_or_else(|| initials_of(&author.given));
                }
                _ => self.tokens.skip(part)?,
            }
        }
        // A name in one piece.
        if author.family.is_empty() && author.given.is_empty() && !name.empty {
            self.tokens.return_to(start, name);
            author.family = value_of(&mut self.tokens, name)?;
        }
        Ok(())
    }

    /// Reads an affiliation; gives its place among them.
    pub(super) fn affiliation(&mut self, tag: Tag<'a>, inside: Option<(usize, usize)>) -> Result<usize, Problem> {
        let id = tag.attribute("id").unwrap_or_default().into_owned();
        let (mut text, mut waiting) = (String::new(), Vec::new());
        push(&mut self.tokens, tag, &mut text, &mut waiting, false)?;
        // Its name is known when all authors have been read.
        let field = self.add(FieldKind::Affiliation, &text, "", String::new);
        self.people.affiliations.push(Affiliation { id, field, text, inside });
        let at = self.people.affiliations.len() - 1;
        self.waiting(waiting, Role::Footnote)?;
        Ok(at)
    }

    /// Names the fields of affiliations by their first author, and gives authors what they point to.
    pub(super) fn name_affiliations(&mut self) {
        let People { affiliations, first, pointers, .. } = std::mem::take(&mut self.people);
        let (mut unnamed, mut by_id) = (0, BTreeMap::new());
        for affiliation in &affiliations {
            let place = affiliation.inside.or_else(|| first.get(&affiliation.id).copied());
            let name = match place {
                Some((author, nth)) => format!("{}[{author}.{nth}]", Role::Affiliation.field()),
                None => {
                    unnamed += 1;
                    format!("{}[{unnamed}]", Role::Affiliation.field())
                }
            };
            if let Some(field) = affiliation.field.and_then(|field| self.record.fields.get_mut(field)) {
                field.name = name;
            }
            if !affiliation.id.is_empty() {
                by_id.entry(affiliation.id.as_str()).or_insert(affiliation.text.trim());
            }
        }
        let mut copied = 0;
        for (author, pointers) in self.record.authors.iter_mut().zip(&pointers) {
            let texts = pointers.iter().filter_map(|pointer| match pointer {
                Pointer::Id(id) => by_id.get(id.as_str()).copied(),
                Pointer::At(at) => affiliations.get(*at).map(|affiliation| affiliation.text.trim()),
            });
            for text in texts.filter(|text| !text.is_empty()) {
                copied += text.len();
                if copied > MOST_COPIED {
                    return;
                }
                author.affiliations.push(text.to_owned());
            }
        }
    }
}

/// `Mara Lin` is `ML`.
fn initials_of(given: &str) -> String {
    given.split([' ', '-', '.']).filter_map(|part| part.chars().next()).filter(|first| first.is_alphabetic()).collect()
}
