//! An invented citation, and how PubMed would print it.

use jiff::civil::Date;
use std::fmt::Write as _;

/// A paper of Arden.
#[derive(Debug, Clone)]
pub struct Citation {
    /// Above every PMID that PubMed gave or will give for a long time.
    pub pmid: u32,
    /// Title.
    pub title: String,
    /// Title in Japanese; then PubMed prints the English one in brackets.
    pub vernacular_title: Option<String>,
    /// Sentences of the abstract.
    pub sentences: Vec<String>,
    /// Sentences of an abstract in Japanese.
    pub japanese: Vec<String>,
    /// Authors: family and given name.
    pub authors: Vec<(&'static str, &'static str)>,
    /// Where the first of them works.
    pub affiliation: String,
    /// Journal: title and abbreviation.
    pub journal: (&'static str, &'static str),
    /// When it came out.
    pub published: Date,
    /// How its journal prints the date.
    pub date: DateStyle,
    /// Grants: number and agency.
    pub grants: Vec<(String, String)>,
    /// Statement of interests.
    pub interests: Option<String>,
    /// Publication types besides `Journal Article`.
    pub types: Vec<&'static str>,
    /// Whether it was retracted.
    pub retracted: bool,
    /// What it names, as the recognisers have to find it: scheme and value, each once, sorted.
    pub named: Vec<(String, String)>,
    /// Of that, what they have to call doubtful.
    pub doubtful: Vec<(String, String)>,
}

/// How a journal prints the date of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// The day online, the month of the issue.
    OnlineFirst,
    /// The month of the issue alone.
    Month,
    /// The year alone; the entry date tells more.
    Year,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Citation {
    /// Notes what it names.
    pub fn name(&mut self, scheme: &str, value: &str) {
        self.named.push((scheme.to_owned(), value.to_owned()));
    }

    /// The citation as `<PubmedArticle>…</PubmedArticle>`, owned by Arden: the mark by which every reader knows it as invented.
    pub fn write(&self, xml: &mut String) {
        let (year, month) = (self.published.year(), self.published.month());
        let month_name = MONTHS[usize::try_from(month - 1).unwrap_or(0)];
        let issue = match self.date {
            DateStyle::Year => format!("<Year>{year}</Year>"),
            DateStyle::OnlineFirst | DateStyle::Month => format!("<Year>{year}</Year><Month>{month_name}</Month>"),
        };
        let title = match self.vernacular_title {
            Some(_) => format!("[{}].", self.title),
            None => format!("{}.", self.title),
        };
        let _ = writeln!(
            xml,
            "<PubmedArticle><MedlineCitation Status=\"Publisher\" Owner=\"Arden\"><PMID Version=\"1\">{pmid}</PMID>\n\
             <Article PubModel=\"Print\"><Journal><JournalIssue CitedMedium=\"Print\"><Volume>{volume}</Volume><PubDate>{issue}</PubDate></JournalIssue>\
             <Title>{journal}</Title><ISOAbbreviation>{abbreviation}</ISOAbbreviation></Journal>\n<ArticleTitle>{title}</ArticleTitle>",
            pmid = self.pmid,
            volume = year - 1990,
            journal = self.journal.0,
            abbreviation = self.journal.1,
            title = escape(&title),
        );
        let _ =
            writeln!(xml, "<Abstract><AbstractText>{}</AbstractText></Abstract>", escape(&self.sentences.join(" ")));
        self.write_authors(xml);
        xml.push_str(if self.vernacular_title.is_some() {
            "<Language>jpn</Language>"
        } else {
            "<Language>eng</Language>"
        });
        self.write_grants(xml);
        xml.push_str("<PublicationTypeList><PublicationType UI=\"D016428\">Journal Article</PublicationType>");
        for kind in &self.types {
            let _ = write!(xml, "<PublicationType UI=\"\">{kind}</PublicationType>");
        }
        xml.push_str("</PublicationTypeList>\n");
        if let Some(title) = &self.vernacular_title {
            let _ = writeln!(xml, "<VernacularTitle>{}</VernacularTitle>", escape(title));
        }
        if self.date == DateStyle::OnlineFirst {
            let _ = writeln!(xml, "<ArticleDate DateType=\"Electronic\">{}</ArticleDate>", numbers(self.published));
        }
        xml.push_str("</Article>");
        if self.retracted {
            let _ = write!(
                xml,
                "<CommentsCorrectionsList><CommentsCorrections RefType=\"RetractionIn\"><RefSource>{}. {}</RefSource></CommentsCorrections></CommentsCorrectionsList>",
                self.journal.1,
                year + 1
            );
        }
        if !self.japanese.is_empty() {
            let _ = write!(
                xml,
                "<OtherAbstract Type=\"Publisher\" Language=\"jpn\"><AbstractText>{}</AbstractText></OtherAbstract>",
                escape(&self.japanese.concat())
            );
        }
        if let Some(interests) = &self.interests {
            let _ = write!(xml, "<CoiStatement>{}</CoiStatement>", escape(interests));
        }
        let _ = writeln!(
            xml,
            "</MedlineCitation>\n<PubmedData><History><PubMedPubDate PubStatus=\"entrez\">{}</PubMedPubDate></History>\
             <PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType=\"pubmed\">{}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>",
            numbers(self.published),
            self.pmid
        );
    }

    fn write_authors(&self, xml: &mut String) {
        xml.push_str("<AuthorList CompleteYN=\"Y\">");
        for (index, (family, given)) in self.authors.iter().enumerate() {
            let _ = write!(
                xml,
                "<Author ValidYN=\"Y\"><LastName>{family}</LastName><ForeName>{given}</ForeName><Initials>{}</Initials>",
                &given[..1]
            );
            if index == 0 {
                let _ = write!(
                    xml,
                    "<AffiliationInfo><Affiliation>{}</Affiliation></AffiliationInfo>",
                    escape(&self.affiliation)
                );
            }
            xml.push_str("</Author>");
        }
        xml.push_str("</AuthorList>\n");
    }

    fn write_grants(&self, xml: &mut String) {
        if self.grants.is_empty() {
            return;
        }
        xml.push_str("<GrantList CompleteYN=\"Y\">");
        for (number, agency) in &self.grants {
            let _ = write!(
                xml,
                "<Grant><GrantID>{}</GrantID><Agency>{}</Agency><Country>Japan</Country></Grant>",
                escape(number),
                escape(agency)
            );
        }
        xml.push_str("</GrantList>\n");
    }
}

fn numbers(date: Date) -> String {
    format!("<Year>{}</Year><Month>{}</Month><Day>{}</Day>", date.year(), date.month(), date.day())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The citations as a file of PubMed's format.
pub fn document(citations: &[Citation]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Invented for the demonstration: no paper, person or journal in here exists. -->\n\
         <PubmedArticleSet>\n",
    );
    for citation in citations {
        citation.write(&mut xml);
    }
    xml.push_str("</PubmedArticleSet>\n");
    xml
}
