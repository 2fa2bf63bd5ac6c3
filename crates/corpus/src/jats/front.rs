//! The front of an article: what it is, who wrote it, when, who paid.
//!
//! The decision to question: each number of a group of awards is a grant of its own beside the group's funder, and who received it is left out. Publishers put
//! several numbers and the recipient's name into one group, and glued together they are numbers of nobody.

use super::article::{Article, identifier};
use super::flow::push;
use super::role::{Role, role_of};
use crate::markup::{Tag, text_of, value_of};
use crate::pubmed::date;
use crate::{DateClaim, Journal, Problem};
use mention::FieldKind;

/// The most that is kept of a licence in words.
const LICENCE_BYTES: usize = 300;

impl<'a> Article<'a, '_> {
    /// `front` of the article itself (`own`) or of one inside it.
    pub(super) fn front(&mut self, front: Tag<'a>, own: bool) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(front)? {
            match tag.name {
                "journal-meta" if own && self.is_whole() => self.journal(tag)?,
                "article-meta" => self.meta(tag, own)?,
                "notes" => {
                    self.block(tag, Role::Body)?;
                }
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    fn journal_mut(&mut self) -> &mut Journal {
        self.record.journal.get_or_insert_with(Journal::default)
    }

    fn journal(&mut self, journal: Tag<'a>) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(journal)? {
            match tag.name {
                "journal-title-group" => self.journal(tag)?,
                "journal-title" => {
                    self.journal_mut().title = value_of(&mut self.tokens, tag)?;
                    // Servers of preprints call every text an article.
                    if ["biorxiv", "medrxiv"].contains(&self.journal_mut().title.to_ascii_lowercase().as_str()) {
                        self.publication_type("Preprint");
                    }
                }
                "abbrev-journal-title" => self.journal_mut().abbreviation = value_of(&mut self.tokens, tag)?,
                "journal-id" => {
                    let kind = tag.attribute("journal-id-type").unwrap_or_default().into_owned();
                    let value = value_of(&mut self.tokens, tag)?;
                    if matches!(&*kind, "iso-abbrev" | "nlm-ta") && self.journal_mut().abbreviation.is_empty() {
                        self.journal_mut().abbreviation = value;
                    }
                }
                "issn" => {
                    let issn = value_of(&mut self.tokens, tag)?;
                    self.journal_mut().issn.push(issn);
                }
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    /// `article-meta` or `front-stub`.
    pub(super) fn meta(&mut self, meta: Tag<'a>, own: bool) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(meta)? {
            match tag.name {
                "title-group" => self.titles(tag, own)?,
                "contrib-group" => self.contributors(tag, own)?,
                "aff" => {
                    self.affiliation(tag, None)?;
                }
                "aff-alternatives" => self.contributors(tag, false)?,
                "author-notes" => {
                    self.block(tag, Role::Footnote)?;
                }
                "abstract" | "trans-abstract" => self.abstract_text(tag)?,
                "kwd-group" => self.keywords(tag)?,
                "funding-group" => self.funding(tag)?,
                "contract-num" => {
                    let number = text_of(&mut self.tokens, tag)?;
                    self.award(&[number], &[]);
                }
                "contract-sponsor" => {
                    let agency = text_of(&mut self.tokens, tag)?;
                    self.award(&[], &[agency]);
                }
                "custom-meta-group" | "custom-meta-wrap" => self.custom(tag)?,
                "related-object" | "ext-link" | "uri" => self.trial(tag)?,
                "supplementary-material" | "notes" => {
                    self.block(tag, Role::Body)?;
                }
                _ if own => self.own_meta(tag)?,
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    /// What says which article it is, and nothing about the letters inside it.
    fn own_meta(&mut self, tag: Tag<'a>) -> Result<(), Problem> {
        match tag.name {
            "article-id" => {
                let kind = tag.attribute("pub-id-type").unwrap_or_default().into_owned();
                // A version's own DOI is another identifier of the same text.
                let value = value_of(&mut self.tokens, tag)?;
                if let Some(identifier) = identifier(&kind, &value).filter(|new| !self.record.identifiers.contains(new))
                {
                    self.record.identifiers.push(identifier);
                }
            }
            "pub-date" => {
                let role = role_of_publication(tag);
                self.date(tag, role)?;
            }
            "history" => {
                while let Some(tag) = self.tokens.child(tag)? {
                    let role = tag.attribute("date-type").unwrap_or_default().into_owned();
                    self.date(tag, role)?;
                }
            }
            _ if !self.is_whole() => self.tokens.skip(tag)?,
            "article-version" | "article-version-alternatives" => {
                if value_of(&mut self.tokens, tag)?.to_ascii_lowercase().contains("preprint") {
                    self.publication_type("Preprint");
                }
            }
            "volume" => self.journal_mut().volume = value_of(&mut self.tokens, tag)?,
            "issue" => self.journal_mut().issue = value_of(&mut self.tokens, tag)?,
            "fpage" => self.journal_mut().pages = value_of(&mut self.tokens, tag)?,
            "lpage" => {
                let last = value_of(&mut self.tokens, tag)?;
                let pages = &mut self.journal_mut().pages;
                if !last.is_empty() && *pages != last {
                    pages.push('-');
                    pages.push_str(&last);
                }
            }
            "elocation-id" => {
                let number = value_of(&mut self.tokens, tag)?;
                if self.journal_mut().pages.is_empty() {
                    self.journal_mut().pages = number;
                }
            }
            "permissions" => self.permissions(tag)?,
            "related-article" => self.relation(tag)?,
            _ => self.tokens.skip(tag)?,
        }
        Ok(())
    }

    fn titles(&mut self, group: Tag<'a>, own: bool) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(group)? {
            match tag.name {
                "article-title" | "subtitle" | "trans-title" | "trans-subtitle" => {
                    let (mut text, mut waiting) = (String::new(), Vec::new());
                    push(&mut self.tokens, tag, &mut text, &mut waiting, true)?;
                    if own && tag.name == "article-title" {
                        text.trim().clone_into(&mut self.record.title);
                    } else if own && tag.name == "trans-title" && self.record.vernacular_title.is_none() {
                        self.record.vernacular_title = Some(text.trim().to_owned()).filter(|title| !title.is_empty());
                    }
                    self.field(Role::Title, &text);
                    self.waiting(waiting, Role::Footnote)?;
                }
                "trans-title-group" => self.titles(tag, own)?,
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    fn abstract_text(&mut self, tag: Tag<'a>) -> Result<(), Problem> {
        let (mut text, mut waiting) = (String::new(), Vec::new());
        self.abstract_parts(tag, &mut text, &mut waiting)?;
        self.abstracts += 1;
        let nth = self.abstracts;
        self.add(FieldKind::Abstract, &text, "", || match nth {
            1 => "abstract".to_owned(),
            _ => format!("abstract[{nth}]"),
        });
        self.waiting(waiting, Role::Body)
    }

    fn keywords(&mut self, group: Tag<'a>) -> Result<(), Problem> {
        let (mut text, mut waiting) = (String::new(), Vec::new());
        while let Some(tag) = self.tokens.child(group)? {
            if matches!(tag.name, "title" | "label") {
                self.tokens.skip(tag)?;
                continue;
            }
            if !text.is_empty() {
                text.push_str("; ");
            }
            push(&mut self.tokens, tag, &mut text, &mut waiting, true)?;
        }
        self.field(Role::Keywords, &text);
        self.waiting(waiting, Role::Body)
    }

    fn funding(&mut self, group: Tag<'a>) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(group)? {
            match tag.name {
                "award-group" => self.award_group(tag)?,
                "award-id" => {
                    let number = text_of(&mut self.tokens, tag)?;
                    self.award(&[number], &[]);
                }
                "funding-source" => {
                    let agency = self.agency(tag)?;
                    self.award(&[], &[agency]);
                }
                "open-access" => {
                    self.block(tag, Role::Funding)?;
                }
                _ => self.statement(tag, Role::Funding)?,
            }
        }
        Ok(())
    }

    fn award_group(&mut self, group: Tag<'a>) -> Result<(), Problem> {
        let (mut numbers, mut agencies) = (Vec::new(), Vec::new());
        while let Some(tag) = self.tokens.child(group)? {
            match tag.name {
                "award-id" => numbers.push(text_of(&mut self.tokens, tag)?),
                "funding-source" => agencies.push(self.agency(tag)?),
                "award-name" | "award-desc" => self.statement(tag, Role::Funding)?,
                // Who received it.
                _ => self.tokens.skip(tag)?,
            }
        }
        self.award(&numbers, &agencies);
        Ok(())
    }

    fn agency(&mut self, tag: Tag<'a>) -> Result<String, Problem> {
        let (mut text, mut waiting) = (String::new(), Vec::new());
        push(&mut self.tokens, tag, &mut text, &mut waiting, true)?;
        Ok(text)
    }

    /// Each number beside the agencies; the agencies beside all numbers, under the first.
    fn award(&mut self, numbers: &[String], agencies: &[String]) {
        let agency = agencies.join("; ");
        let mut nth = self.grants + 1;
        for (at, number) in numbers.iter().enumerate() {
            let nth = nth + at;
            self.add(FieldKind::GrantId, number, &agency, || format!("grant[{nth}].id"));
        }
        self.add(FieldKind::GrantAgency, &agency, &numbers.join(" "), || format!("grant[{nth}].agency"));
        nth += numbers.len().max(1);
        self.grants = nth - 1;
    }

    fn statement(&mut self, tag: Tag<'a>, role: Role) -> Result<(), Problem> {
        let (mut text, mut waiting) = (String::new(), Vec::new());
        push(&mut self.tokens, tag, &mut text, &mut waiting, true)?;
        self.field(role, &text);
        self.waiting(waiting, role)
    }

    /// What a publisher says in a table of his own: PLOS's data availability, eLife's summary.
    fn custom(&mut self, group: Tag<'a>) -> Result<(), Problem> {
        while let Some(meta) = self.tokens.child(group)? {
            let mut role = Role::Meta;
            while let Some(tag) = self.tokens.child(meta)? {
                match tag.name {
                    "meta-name" => role = role_of(&value_of(&mut self.tokens, tag)?).unwrap_or(Role::Meta),
                    "meta-value" => self.statement(tag, role)?,
                    _ => self.tokens.skip(tag)?,
                }
            }
        }
        Ok(())
    }

    /// A link to a register of trials or to a data base; where it shows no words, its number.
    fn trial(&mut self, tag: Tag<'a>) -> Result<(), Problem> {
        let number = tag.attribute("document-id").or_else(|| tag.attribute("xlink:href"));
        let register = tag.attribute("source-id").unwrap_or_default();
        let mut text = text_of(&mut self.tokens, tag)?;
        if text.trim().is_empty() {
            text = number.unwrap_or_default().into_owned();
        }
        let nth = self.next_number(Role::Trial);
        self.add(FieldKind::Databank, &text, &register, || format!("trial[{nth}]"));
        Ok(())
    }

    fn date(&mut self, tag: Tag<'a>, role: String) -> Result<(), Problem> {
        let iso = tag.attribute("iso-8601-date");
        let (mut year, mut month, mut day, mut words) = (None, None, None, None);
        while let Some(part) = self.tokens.child(tag)? {
            let text = value_of(&mut self.tokens, part)?;
            match part.name {
                "year" => year = date::year(&text),
                "month" => month = date::month(&text),
                "day" => day = text.parse().ok().filter(|day| (1..=31).contains(day)),
                "season" | "string-date" => words = Some(text),
                _ => {}
            }
        }
        let mut parts = iso.as_deref().unwrap_or_default().split(['-', 'T']);
        let year = year.or_else(|| parts.next().and_then(date::year));
        if month.is_none() && words.is_none() {
            month = iso.as_deref().and_then(|iso| date::month(iso.get(5..7)?));
            day = iso.as_deref().and_then(|iso| iso.get(8..10)?.parse().ok()).filter(|day| (1..=31).contains(day));
        }
        let claim = match (year, words) {
            (Some(year), words) => {
                let raw = words.map(|words| format!("{year} {words}"));
                Some(DateClaim { role, year, month, day, raw })
            }
            (None, Some(words)) => date::from_words(&role, &words),
            (None, None) => None,
        };
        self.record.dates.extend(claim);
        Ok(())
    }

    /// The address of the licence, else its words, else whose the words are.
    fn permissions(&mut self, permissions: Tag<'a>) -> Result<(), Problem> {
        let (mut address, mut words, mut owner) = (None, String::new(), String::new());
        while let Some(tag) = self.tokens.child(permissions)? {
            match tag.name {
                "license" => {
                    address = address.or_else(|| tag.attribute("xlink:href").map(std::borrow::Cow::into_owned));
                    let start = self.tokens.offset();
                    while let Some(part) = self.tokens.child(tag)? {
                        let found = if part.name.ends_with("license_ref") {
                            Some(value_of(&mut self.tokens, part)?)
                        } else {
                            self.linked_licence(part)?
                        };
                        address = address.or(found);
                    }
                    if words.is_empty() && !tag.empty {
                        self.tokens.return_to(start, tag);
                        words = value_of(&mut self.tokens, tag)?;
                    }
                }
                "copyright-statement" => owner = value_of(&mut self.tokens, tag)?,
                _ => self.tokens.skip(tag)?,
            }
        }
        let licence =
            address.filter(|address| !address.is_empty()).unwrap_or(if words.is_empty() { owner } else { words });
        let mut licence = licence.split_whitespace().collect::<Vec<_>>().join(" ");
        if licence.len() > LICENCE_BYTES {
            let end = (0..=LICENCE_BYTES).rev().find(|at| licence.is_char_boundary(*at)).unwrap_or_default();
            licence.truncate(end);
            licence.push('…');
        }
        self.record.licence = licence;
        Ok(())
    }

    /// The address that the words of a licence link to, if it is one of Creative Commons.
    fn linked_licence(&mut self, paragraph: Tag<'a>) -> Result<Option<String>, Problem> {
        let mut found = None;
        while let Some(part) = self.tokens.child(paragraph)? {
            let address = part.attribute("xlink:href").filter(|address| address.contains("//creativecommons.org/"));
            found = found.or_else(|| address.map(std::borrow::Cow::into_owned));
            self.tokens.skip(part)?;
        }
        Ok(found)
    }

    /// In PubMed's words, where it has them.
    fn relation(&mut self, tag: Tag<'a>) -> Result<(), Problem> {
        let kind = tag.attribute("related-article-type").unwrap_or_default().into_owned();
        let address = tag.attribute("xlink:href").unwrap_or_default().into_owned();
        let link = tag.attribute("ext-link-type").unwrap_or_default().into_owned();
        let words = value_of(&mut self.tokens, tag)?;
        let word = match &*kind {
            "retracted-article" => "RetractionOf",
            "retraction-forward" => "RetractionIn",
            "corrected-article" => "ErratumFor",
            "correction-forward" => "ErratumIn",
            "object-of-concern" => "ExpressionOfConcernFor",
            "concern-forward" => "ExpressionOfConcernIn",
            "commentary-article" => "CommentOn",
            "commentary" => "CommentIn",
            // The article takes up what the preprint said.
            "preprint" => "UpdateOf",
            other => other,
        };
        let number = address.trim_start_matches("https://doi.org/").trim_start_matches("http://dx.doi.org/");
        let other = match &*link {
            "pmid" | "pubmed" => identifier("pmid", number),
            "pmc" | "pmcid" => identifier("pmc", number),
            _ if number.starts_with("10.") => identifier("doi", number),
            _ => Some(if words.is_empty() { address.clone() } else { words }).filter(|words| !words.is_empty()),
        };
        if let Some(other) = other {
            self.record.relations.push((word.to_owned(), other));
        }
        Ok(())
    }
}

/// What PubMed calls the date: in print, online, of the issue. Others keep the publisher's word and publish nothing.
fn role_of_publication(tag: Tag<'_>) -> String {
    let kind = tag.attribute("pub-type").or_else(|| tag.attribute("date-type")).unwrap_or_default();
    let in_print = tag.attribute("publication-format").is_some_and(|format| format == "print");
    match &*kind {
        "epub" => "epublish",
        "ppub" => "ppublish",
        "pub" | "publication" | "" => {
            if in_print {
                "ppublish"
            } else {
                "epublish"
            }
        }
        "collection" | "epub-ppub" | "publication-year" => "pubdate",
        other => other,
    }
    .to_owned()
}
