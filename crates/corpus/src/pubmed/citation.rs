//! One citation of PubMed as a record.
//!
//! The decision to question: the record's own identifiers come only from the list directly under `PubmedData`.
//! Reference lists hold lists of the same name, with the identifiers of other papers.

use super::date;
use crate::markup::{Tag, Token, Tokens, push_text, text_of, value_of};
use crate::orcid::orcid;
use crate::{Author, DateClaim, Field, Journal, Problem, Record};
use mention::FieldKind;
use std::ops::Range;

/// Whose words they are: abstracts belong to publishers or authors, the rest is the National Library of Medicine's.
const LICENCE: &str = "PubMed, courtesy of the U.S. National Library of Medicine; abstracts may be under copyright";

/// Who owns the invented citations of a demonstration: `<MedlineCitation Owner="Arden">`. PubMed knows no such owner,
/// and a mark inside the citation stays with it wherever the file goes and whatever it is called.
const INVENTED_OWNER: &str = "Arden";
const INVENTED_LICENCE: &str = "invented; nobody's words";

/// What is wanted of a citation.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'h> {
    /// All of it.
    Whole,
    /// Its id, and the fields that these places touch.
    FieldsAt {
        /// Counted from the same byte as `start`.
        places: &'h [Range<usize>],
        /// Where the citation starts.
        start: usize,
    },
}

impl Wanted<'_> {
    fn is_whole(self) -> bool {
        matches!(self, Self::Whole)
    }

    fn holds(self, from: usize, to: usize) -> bool {
        match self {
            Self::Whole => true,
            Self::FieldsAt { places, start } => {
                places.iter().any(|place| place.start < start + to && place.end > start + from)
            }
        }
    }
}

/// Reads one `<PubmedArticle>…</PubmedArticle>`. An error comes with its offset in the text.
pub(crate) fn read(text: &str, wanted: Wanted<'_>) -> Result<Record, (usize, Problem)> {
    let mut reader = Reader {
        wanted,
        tokens: Tokens::new(text),
        record: Record { kind: "paper".to_owned(), version: 1, licence: LICENCE.to_owned(), ..Record::default() },
        references: 0,
        other_abstracts: 0,
        notes: 0,
    };
    match reader.article() {
        Ok(()) => Ok(reader.record),
        Err(problem) => Err((reader.tokens.offset(), problem)),
    }
}

struct Reader<'a, 'h> {
    wanted: Wanted<'h>,
    tokens: Tokens<'a>,
    record: Record,
    references: usize,
    other_abstracts: usize,
    notes: usize,
}

impl<'a> Reader<'a, '_> {
    fn article(&mut self) -> Result<(), Problem> {
        let root = self.root()?;
        while let Some(tag) = self.tokens.child(root)? {
            match tag.name {
                "MedlineCitation" => self.medline(tag)?,
                "PubmedData" => self.data(tag)?,
                _ => self.tokens.skip(tag)?,
            }
        }
        match self.tokens.next()? {
            None if !self.record.id.is_empty() => Ok(()),
            None => Err(Problem::markup("a `PMID`", "a record without one")),
            Some(_) => Err(Problem::markup("the end of the record", "something after it")),
        }
    }

    fn root(&mut self) -> Result<Tag<'a>, Problem> {
        match self.tokens.next()? {
            Some(Token::Start(tag)) => Ok(tag),
            _ => Err(Problem::markup("`<PubmedArticle>`", "something else")),
        }
    }

    /// Whether the element that `tag` opened is to be read; if not, it was passed over.
    fn wants(&mut self, tag: Tag<'a>) -> Result<bool, Problem> {
        if self.wanted.is_whole() {
            return Ok(true);
        }
        let start = self.tokens.offset();
        self.tokens.skip(tag)?;
        let wants = !tag.empty && self.wanted.holds(start, self.tokens.offset());
        if wants {
            self.tokens.return_to(start, tag);
        }
        Ok(wants)
    }

    fn medline(&mut self, medline: Tag<'a>) -> Result<(), Problem> {
        if medline.attribute("Owner").is_some_and(|owner| owner == INVENTED_OWNER) {
            self.record.invented = true;
            self.record.licence = INVENTED_LICENCE.to_owned();
        }
        while let Some(tag) = self.tokens.child(medline)? {
            match tag.name {
                "PMID" => self.pmid(tag)?,
                "Article" => self.article_proper(tag)?,
                "OtherAbstract" => {
                    self.other_abstracts += 1;
                    if self.wants(tag)? {
                        let name = format!("other-abstract[{}]", self.other_abstracts);
                        self.abstract_text(tag, name)?;
                    }
                }
                "GeneralNote" => {
                    self.notes += 1;
                    if self.wants(tag)? {
                        let text = text_of(&mut self.tokens, tag)?;
                        self.field(format!("note[{}]", self.notes), FieldKind::Text, text, "");
                    }
                }
                _ if !self.wants(tag)? => {}
                "DateCompleted" => self.date(tag, "completed")?,
                "DateRevised" => self.date(tag, "revised")?,
                "MeshHeadingList" => self.mesh(tag)?,
                "CommentsCorrectionsList" => self.relations(tag)?,
                "CoiStatement" => {
                    let text = text_of(&mut self.tokens, tag)?;
                    self.field("coi".to_owned(), FieldKind::ConflictOfInterest, text, "");
                }
                "InvestigatorList" => {
                    self.people(tag, "Investigator", "investigator-affiliation")?;
                }
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    fn pmid(&mut self, tag: Tag<'a>) -> Result<(), Problem> {
        let version = tag.attribute("Version").and_then(|version| version.parse().ok());
        let number = value_of(&mut self.tokens, tag)?;
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Problem::markup("a `PMID` of digits", format!("`{number}`")));
        }
        self.record.id = format!("pmid:{number}");
        self.record.version = version.unwrap_or(1);
        let own = self.record.id.clone();
        self.identifier(own);
        Ok(())
    }

    fn article_proper(&mut self, article: Tag<'a>) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(article)? {
            match tag.name {
                _ if !self.wants(tag)? => {}
                "Journal" => self.journal(tag)?,
                "ArticleTitle" => {
                    let text = text_of(&mut self.tokens, tag)?;
                    self.record.title = text.trim().to_owned();
                    self.field("title".to_owned(), FieldKind::Title, text, "");
                }
                "VernacularTitle" => {
                    let text = text_of(&mut self.tokens, tag)?;
                    self.record.vernacular_title = Some(text.trim().to_owned()).filter(|title| !title.is_empty());
                    self.field("vernacular".to_owned(), FieldKind::Title, text, "");
                }
                "Pagination" => {
                    while let Some(page) = self.tokens.child(tag)? {
                        let pages = value_of(&mut self.tokens, page)?;
                        if page.name == "MedlinePgn" {
                            self.journal_mut().pages = pages;
                        }
                    }
                }
                "ELocationID" => {
                    let kind = tag.attribute("EIdType");
                    let valid = tag.attribute("ValidYN").is_none_or(|valid| valid == "Y");
                    let value = value_of(&mut self.tokens, tag)?;
                    if let Some(kind) = kind.filter(|_| valid) {
                        self.article_id(&kind, &value);
                    }
                }
                "Abstract" => self.abstract_text(tag, "abstract".to_owned())?,
                "AuthorList" => {
                    let people = self.people(tag, "Author", "affiliation")?;
                    self.record.authors.extend(people);
                }
                "Language" => {
                    let language = value_of(&mut self.tokens, tag)?;
                    self.record.languages.push(language);
                }
                "DataBankList" => self.databanks(tag)?,
                "GrantList" => self.grants(tag)?,
                "PublicationTypeList" => {
                    while let Some(kind) = self.tokens.child(tag)? {
                        let kind = value_of(&mut self.tokens, kind)?;
                        self.record.publication_types.push(kind);
                    }
                }
                "ArticleDate" => self.date(tag, "article")?,
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
                "ISSN" => {
                    let issn = value_of(&mut self.tokens, tag)?;
                    self.journal_mut().issn.push(issn);
                }
                "Title" => self.journal_mut().title = value_of(&mut self.tokens, tag)?,
                "ISOAbbreviation" => self.journal_mut().abbreviation = value_of(&mut self.tokens, tag)?,
                "JournalIssue" => {
                    while let Some(part) = self.tokens.child(tag)? {
                        match part.name {
                            "Volume" => self.journal_mut().volume = value_of(&mut self.tokens, part)?,
                            "Issue" => self.journal_mut().issue = value_of(&mut self.tokens, part)?,
                            "PubDate" => self.date(part, "pubdate")?,
                            _ => self.tokens.skip(part)?,
                        }
                    }
                }
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    /// Parts joined by a newline, a label as `LABEL: `.
    fn abstract_text(&mut self, tag: Tag<'a>, name: String) -> Result<(), Problem> {
        let mut text = String::new();
        let mut parts = 0;
        while let Some(part) = self.tokens.child(tag)? {
            if part.name != "AbstractText" {
                self.tokens.skip(part)?;
                continue;
            }
            if parts > 0 {
                text.push('\n');
            }
            parts += 1;
            if let Some(label) = part.attribute("Label").filter(|label| !label.is_empty()) {
                text.push_str(&label);
                text.push_str(": ");
            }
            push_text(&mut self.tokens, part, &mut text)?;
        }
        self.field(name, FieldKind::Abstract, text, "");
        Ok(())
    }

    /// Authors or investigators; their affiliations become fields `name[person.affiliation]`.
    fn people(&mut self, list: Tag<'a>, element: &str, name: &str) -> Result<Vec<Author>, Problem> {
        let mut people = Vec::new();
        while let Some(tag) = self.tokens.child(list)? {
            if tag.name != element {
                self.tokens.skip(tag)?;
                continue;
            }
            let mut author = Author::default();
            if !self.wants(tag)? {
                people.push(author);
                continue;
            }
            while let Some(part) = self.tokens.child(tag)? {
                match part.name {
                    "LastName" => author.family = value_of(&mut self.tokens, part)?,
                    "CollectiveName" => {
                        author.family = value_of(&mut self.tokens, part)?;
                        author.collective = true;
                    }
                    "ForeName" => author.given = value_of(&mut self.tokens, part)?,
                    "Initials" => author.initials = value_of(&mut self.tokens, part)?,
                    "Identifier" => {
                        let is_orcid =
                            part.attribute("Source").is_some_and(|source| source.eq_ignore_ascii_case("orcid"));
                        let value = value_of(&mut self.tokens, part)?;
                        if is_orcid {
                            author.orcid = orcid(&value).or(author.orcid);
                        }
                    }
                    "AffiliationInfo" => {
                        while let Some(inner) = self.tokens.child(part)? {
                            self.affiliation(inner, &mut author, name, people.len() + 1)?;
                        }
                    }
                    _ => self.affiliation(part, &mut author, name, people.len() + 1)?,
                }
            }
            people.push(author);
        }
        Ok(people)
    }

    fn affiliation(&mut self, tag: Tag<'a>, author: &mut Author, name: &str, nth: usize) -> Result<(), Problem> {
        if tag.name != "Affiliation" {
            return self.tokens.skip(tag);
        }
        let text = text_of(&mut self.tokens, tag)?;
        author.affiliations.push(text.trim().to_owned());
        let name = format!("{name}[{nth}.{}]", author.affiliations.len());
        self.field(name, FieldKind::Affiliation, text, "");
        Ok(())
    }

    fn databanks(&mut self, list: Tag<'a>) -> Result<(), Problem> {
        let mut nth = 0;
        while let Some(bank) = self.tokens.child(list)? {
            nth += 1;
            if !self.wants(bank)? {
                continue;
            }
            let (mut name, mut numbers) = (String::new(), String::new());
            while let Some(part) = self.tokens.child(bank)? {
                match part.name {
                    "DataBankName" => name = text_of(&mut self.tokens, part)?,
                    "AccessionNumberList" => {
                        while let Some(number) = self.tokens.child(part)? {
                            if !numbers.is_empty() {
                                numbers.push(' ');
                            }
                            push_text(&mut self.tokens, number, &mut numbers)?;
                        }
                    }
                    _ => self.tokens.skip(part)?,
                }
            }
            self.field(format!("databank[{nth}]"), FieldKind::Databank, numbers, &name);
        }
        Ok(())
    }

    fn grants(&mut self, list: Tag<'a>) -> Result<(), Problem> {
        let mut nth = 0;
        while let Some(grant) = self.tokens.child(list)? {
            nth += 1;
            // Number and agency are judged together.
            if !self.wants(grant)? {
                continue;
            }
            let (mut number, mut agency) = (String::new(), String::new());
            while let Some(part) = self.tokens.child(grant)? {
                match part.name {
                    "GrantID" => number = text_of(&mut self.tokens, part)?,
                    "Agency" => agency = text_of(&mut self.tokens, part)?,
                    _ => self.tokens.skip(part)?,
                }
            }
            self.field(format!("grant[{nth}].id"), FieldKind::GrantId, number.clone(), &agency);
            self.field(format!("grant[{nth}].agency"), FieldKind::GrantAgency, agency, &number);
        }
        Ok(())
    }

    /// A MeSH term is its descriptor; with qualifiers, one term for each: `Drosophila/metabolism`.
    fn mesh(&mut self, list: Tag<'a>) -> Result<(), Problem> {
        while let Some(heading) = self.tokens.child(list)? {
            let mut descriptor = String::new();
            let mut qualified = false;
            while let Some(part) = self.tokens.child(heading)? {
                let term = value_of(&mut self.tokens, part)?;
                match part.name {
                    "DescriptorName" => descriptor = term,
                    "QualifierName" => {
                        self.record.mesh.push(format!("{descriptor}/{term}"));
                        qualified = true;
                    }
                    _ => {}
                }
            }
            if !qualified && !descriptor.is_empty() {
                self.record.mesh.push(descriptor);
            }
        }
        Ok(())
    }

    /// Names the other paper by its PMID, or by the words of its source if it has none.
    fn relations(&mut self, list: Tag<'a>) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(list)? {
            let kind = tag.attribute("RefType").unwrap_or_default().into_owned();
            let (mut source, mut pmid) = (String::new(), None);
            while let Some(part) = self.tokens.child(tag)? {
                match part.name {
                    "RefSource" => source = value_of(&mut self.tokens, part)?,
                    "PMID" => pmid = Some(format!("pmid:{}", value_of(&mut self.tokens, part)?)),
                    _ => self.tokens.skip(part)?,
                }
            }
            self.record.relations.push((kind, pmid.unwrap_or(source)));
        }
        Ok(())
    }

    fn data(&mut self, data: Tag<'a>) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(data)? {
            match tag.name {
                _ if !self.wants(tag)? => {}
                "History" => self.history(tag)?,
                "ArticleIdList" => {
                    while let Some(id) = self.tokens.child(tag)? {
                        let kind = id.attribute("IdType").unwrap_or_default().into_owned();
                        let value = value_of(&mut self.tokens, id)?;
                        self.article_id(&kind, &value);
                    }
                }
                "ReferenceList" => self.reference_list(tag)?,
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    fn history(&mut self, history: Tag<'a>) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(history)? {
            let status = tag.attribute("PubStatus").unwrap_or_default();
            self.date(tag, history_role(&status))?;
        }
        Ok(())
    }

    fn reference_list(&mut self, list: Tag<'a>) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(list)? {
            match tag.name {
                // Lists may stand in lists, as sections of a bibliography.
                "ReferenceList" => self.reference_list(tag)?,
                "Reference" => {
                    self.references += 1;
                    if !self.wants(tag)? {
                        continue;
                    }
                    while let Some(part) = self.tokens.child(tag)? {
                        if part.name == "Citation" {
                            let text = text_of(&mut self.tokens, part)?;
                            let name = format!("reference[{}]", self.references);
                            self.field(name, FieldKind::Reference, text, "");
                        } else {
                            self.tokens.skip(part)?;
                        }
                    }
                }
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    fn date(&mut self, tag: Tag<'a>, role: &str) -> Result<(), Problem> {
        self.record.dates.extend(read_date(&mut self.tokens, tag, role)?);
        Ok(())
    }

    fn article_id(&mut self, kind: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let identifier = match kind {
            // A DOI is the same in capitals and small letters.
            "doi" => format!("doi:{}", value.to_ascii_lowercase()),
            "pubmed" => format!("pmid:{value}"),
            "pmc" | "pmcid" => format!("pmcid:{value}"),
            _ => format!("{kind}:{value}"),
        };
        self.identifier(identifier);
    }

    fn identifier(&mut self, identifier: String) {
        if !self.record.identifiers.contains(&identifier) {
            self.record.identifiers.push(identifier);
        }
    }

    fn field(&mut self, name: String, kind: FieldKind, text: String, beside: &str) {
        if !text.is_empty() {
            self.record.fields.push(Field { name, kind, text, beside: beside.to_owned() });
        }
    }
}

/// What a status of the history is called here: `revised` in the history is the manuscript, elsewhere the citation.
pub(crate) fn history_role(status: &str) -> &str {
    if status == "revised" { "manuscript-revised" } else { status }
}

/// A date of year, month and day, or of words.
pub(crate) fn read_date<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>, role: &str) -> Result<Option<DateClaim>, Problem> {
    let (mut year, mut month, mut day, mut words) = (None, None, None, None);
    while let Some(part) = tokens.child(tag)? {
        let text = value_of(tokens, part)?;
        match part.name {
            "Year" => year = date::year(&text),
            "Month" => month = date::month(&text),
            "Day" => day = text.parse().ok().filter(|day| (1..=31).contains(day)),
            "Season" | "MedlineDate" => words = Some(text),
            _ => {}
        }
    }
    Ok(match (year, words) {
        (Some(year), None) => Some(DateClaim { role: role.to_owned(), year, month, day, raw: None }),
        (Some(year), Some(season)) => {
            Some(DateClaim { role: role.to_owned(), year, month, day, raw: Some(format!("{year} {season}")) })
        }
        (None, Some(words)) => date::from_words(role, &words),
        (None, None) => None,
    })
}
