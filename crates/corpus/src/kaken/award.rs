//! One grant of KAKEN as a record.
//!
//! The decision to question: of two languages the English text is the title, as it is PubMed's, and the Japanese one the vernacular title; where
//! only one is given it is both what is shown and what is searched.

use crate::json::version_of;
use crate::markup::{Tag, Token, Tokens, push_text, text_of, value_of};
use crate::{Author, Field, Grant, GrantMember, Problem, Record};
use memchr::memmem;
use mention::FieldKind;

const LICENCE: &str = "KAKEN, National Institute of Informatics, CC BY 4.0";

/// Reads one `<grantAward>…</grantAward>`. An error comes with its offset in the text.
pub(super) fn read(text: &str) -> Result<Record, (usize, Problem)> {
    let record = Record { kind: "grant".to_owned(), version: 1, licence: LICENCE.to_owned(), ..Record::default() };
    let mut reader = Reader {
        tokens: Tokens::new(text),
        record,
        grant: Grant::default(),
        titles: Vec::new(),
        counts: Counts::default(),
    };
    match reader.award() {
        Ok(()) => Ok(reader.finish()),
        Err(problem) => Err((reader.tokens.offset(), problem)),
    }
}

/// The id in the start tag, without reading further; for messages.
pub(super) fn glance_id(text: &str) -> Option<String> {
    let start = memmem::find(text.as_bytes(), b"awardNumber=\"")? + "awardNumber=\"".len();
    Some(format!("kakenhi:{}", text[start..].split('"').next()?))
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    record: Record,
    grant: Grant,
    /// Title and its language.
    titles: Vec<(String, String)>,
    counts: Counts,
}

/// How many of each were met.
#[derive(Default)]
struct Counts {
    abstracts: usize,
    keywords: usize,
    reports: usize,
    products: usize,
}

impl<'a> Reader<'a> {
    fn award(&mut self) -> Result<(), Problem> {
        let root = match self.tokens.next()? {
            Some(Token::Start(tag)) => tag,
            _ => return Err(Problem::markup("`<grantAward>`", "something else")),
        };
        let number = root.attribute("awardNumber").unwrap_or_default().trim().to_owned();
        if number.is_empty() {
            return Err(Problem::markup("an `awardNumber` in `<grantAward>`", "a grant without one"));
        }
        self.record.id = format!("kakenhi:{number}");
        self.record.identifiers.push(self.record.id.clone());
        self.grant.number = number;
        while let Some(tag) = self.tokens.child(root)? {
            match tag.name {
                "modified" => {
                    let modified = value_of(&mut self.tokens, tag)?;
                    self.record.version = version_of(&modified).unwrap_or(1);
                }
                "summary" => self.summary(tag)?,
                "paragraphList" => {
                    let text = self.paragraphs(tag)?;
                    self.counts.reports += 1;
                    self.field(format!("report[{}]", self.counts.reports), FieldKind::Text, text, "");
                }
                "productList" => self.products(tag)?,
                _ => self.tokens.skip(tag)?,
            }
        }
        match self.tokens.next()? {
            None => Ok(()),
            Some(_) => Err(Problem::markup("the end of the record", "something after it")),
        }
    }

    fn summary(&mut self, summary: Tag<'a>) -> Result<(), Problem> {
        let language = summary.attribute("xml:lang").unwrap_or_default().into_owned();
        // The members stand in each language again; the first list is the one that counts.
        let first = self.grant.members.is_empty();
        while let Some(tag) = self.tokens.child(summary)? {
            match tag.name {
                "title" => {
                    let title = text_of(&mut self.tokens, tag)?;
                    self.titles.push((title, language.clone()));
                }
                "category" => {
                    let category = self.line_of(tag)?;
                    self.grant.categories.push(category);
                }
                "agency" => {
                    let (agency, number) = (text_of(&mut self.tokens, tag)?, format!("JP{}", self.grant.number));
                    if !self.record.fields.iter().any(|field| field.name == "grant[1].id") {
                        self.field("grant[1].id".to_owned(), FieldKind::GrantId, number.clone(), &agency);
                        self.field("grant[1].agency".to_owned(), FieldKind::GrantAgency, agency, &number);
                    }
                }
                "member" if first => self.member(tag)?,
                "projectStatus" => {
                    self.grant.status = tag.attribute("statusCode").unwrap_or_default().into_owned();
                    self.tokens.skip(tag)?;
                }
                "keywordList" => {
                    while let Some(keyword) = self.tokens.child(tag)? {
                        let text = text_of(&mut self.tokens, keyword)?;
                        self.counts.keywords += 1;
                        self.field(format!("keyword[{}]", self.counts.keywords), FieldKind::Abstract, text, "");
                    }
                }
                "paragraphList" => {
                    let text = self.paragraphs(tag)?;
                    self.counts.abstracts += 1;
                    let nth = self.counts.abstracts;
                    let name = if nth == 1 { "abstract".to_owned() } else { format!("abstract[{nth}]") };
                    self.field(name, FieldKind::Abstract, text, "");
                }
                "periodOfAward" => {
                    while let Some(year) = self.tokens.child(tag)? {
                        let value = value_of(&mut self.tokens, year)?.parse().ok();
                        match year.name {
                            "startFiscalYear" => self.grant.start_fiscal_year = value,
                            "endFiscalYear" => self.grant.end_fiscal_year = value,
                            _ => {}
                        }
                    }
                }
                "overallAwardAmount" => {
                    while let Some(amount) = self.tokens.child(tag)? {
                        let yen = value_of(&mut self.tokens, amount)?.replace(',', "").parse().ok();
                        match amount.name {
                            "directCost" => self.grant.direct_yen = yen,
                            "indirectCost" => self.grant.indirect_yen = yen,
                            "totalCost" => self.grant.total_yen = yen,
                            _ => {}
                        }
                    }
                }
                _ => self.tokens.skip(tag)?,
            }
        }
        Ok(())
    }

    /// The paragraphs of a list, one a line.
    fn paragraphs(&mut self, list: Tag<'a>) -> Result<String, Problem> {
        let mut text = String::new();
        while let Some(paragraph) = self.tokens.child(list)? {
            if !text.is_empty() {
                text.push('\n');
            }
            push_text(&mut self.tokens, paragraph, &mut text)?;
        }
        Ok(text)
    }

    fn member(&mut self, tag: Tag<'a>) -> Result<(), Problem> {
        let mut member = GrantMember {
            role: tag.attribute("role").unwrap_or_default().into_owned(),
            researcher_number: tag.attribute("eradCode").unwrap_or_default().into_owned(),
            ..GrantMember::default()
        };
        let mut author = Author::default();
        let mut affiliation = String::new();
        while let Some(part) = self.tokens.child(tag)? {
            match part.name {
                "institution" => affiliation = text_of(&mut self.tokens, part)?,
                "personalName" => {
                    while let Some(name) = self.tokens.child(part)? {
                        let text = self.line_of(name)?;
                        match name.name {
                            "fullName" => member.name = text,
                            "familyName" => author.family = text,
                            "givenName" => author.given = text,
                            _ => {}
                        }
                    }
                }
                _ => self.tokens.skip(part)?,
            }
        }
        if author.family.is_empty() {
            author.family = member.name.clone();
        }
        member.institution = affiliation.trim().to_owned();
        author.affiliations.extend(Some(member.institution.clone()).filter(|institution| !institution.is_empty()));
        self.grant.members.push(member);
        self.record.authors.push(author);
        let name = format!("affiliation[{}.1]", self.record.authors.len());
        self.field(name, FieldKind::Affiliation, affiliation, "");
        Ok(())
    }

    /// What came of the grant: its title, which is somebody's reference, and its DOI as a relation.
    fn products(&mut self, list: Tag<'a>) -> Result<(), Problem> {
        while let Some(product) = self.tokens.child(list)? {
            self.counts.products += 1;
            while let Some(part) = self.tokens.child(product)? {
                match part.name {
                    "title" => {
                        let title = text_of(&mut self.tokens, part)?;
                        self.field(format!("product[{}]", self.counts.products), FieldKind::Reference, title, "");
                    }
                    "doi" => {
                        let doi = value_of(&mut self.tokens, part)?.to_lowercase();
                        let doi = doi.trim_start_matches("https://doi.org/").trim_start_matches("http://dx.doi.org/");
                        if doi.starts_with("10.") {
                            self.record.relations.push(("product".to_owned(), format!("doi:{doi}")));
                        }
                    }
                    _ => self.tokens.skip(part)?,
                }
            }
        }
        Ok(())
    }

    /// A text without the line breaks with which files are laid out; for what is no field.
    fn line_of(&mut self, tag: Tag<'a>) -> Result<String, Problem> {
        Ok(text_of(&mut self.tokens, tag)?.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn field(&mut self, name: String, kind: FieldKind, text: String, beside: &str) {
        if !text.trim().is_empty() {
            self.record.fields.push(Field { name, kind, text, beside: beside.to_owned() });
        }
    }

    fn finish(mut self) -> Record {
        let line = |title: &str| title.split_whitespace().collect::<Vec<_>>().join(" ");
        let titles = std::mem::take(&mut self.titles);
        let english = titles.iter().find(|(_, language)| language == "en");
        let japanese = titles.iter().find(|(_, language)| language != "en");
        if let Some((title, _)) = english.or(japanese) {
            self.record.title = line(title);
            self.field("title".to_owned(), FieldKind::Title, title.clone(), "");
        }
        if let (Some(_), Some((title, _))) = (english, japanese) {
            self.record.vernacular_title = Some(line(title));
            self.field("vernacular".to_owned(), FieldKind::Title, title.clone(), "");
        }
        self.record.grant = Some(self.grant);
        self.record
    }
}
