//! Invented PubMed files, made by code: every citation's number, year and grant follow from its place,
//! so that a test can say what has to come out. Nothing in them is a real paper.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::fmt::Write as _;

/// One invented citation.
#[derive(Debug, Clone)]
pub struct Citation {
    /// PMID.
    pub pmid: u32,
    /// PMID version.
    pub version: u32,
    /// Year and month of publication.
    pub published: (i16, u8),
    /// Title.
    pub title: String,
    /// Abstract, one part.
    pub summary: String,
    /// Grants: number and agency.
    pub grants: Vec<(String, String)>,
    /// Affiliation of the only author.
    pub affiliation: String,
}

impl Citation {
    /// A citation without any mention.
    pub fn new(pmid: u32) -> Self {
        Self {
            pmid,
            version: 1,
            published: (2021, 6),
            title: format!("On the lakes of Arden, part {pmid}"),
            summary: "We measured the depth of a lake and found it deep.".to_owned(),
            grants: Vec::new(),
            affiliation: "Department of Lakes, University of Arden, Arden".to_owned(),
        }
    }

    /// With a grant.
    pub fn grant(mut self, number: &str, agency: &str) -> Self {
        self.grants.push((number.to_owned(), agency.to_owned()));
        self
    }

    /// With words in the abstract.
    pub fn says(mut self, words: &str) -> Self {
        self.summary = format!("{} {words}", self.summary);
        self
    }

    /// Published in another month.
    pub fn published(mut self, year: i16, month: u8) -> Self {
        self.published = (year, month);
        self
    }

    fn xml(&self) -> String {
        let (year, month) = self.published;
        let mut grants = String::new();
        for (number, agency) in &self.grants {
            let _ = write!(
                grants,
                "<Grant><GrantID>{number}</GrantID><Agency>{agency}</Agency><Country>Japan</Country></Grant>"
            );
        }
        if !grants.is_empty() {
            grants = format!("<GrantList CompleteYN=\"Y\">{grants}</GrantList>");
        }
        format!(
            "  <PubmedArticle>\n    <MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\">\n      <PMID Version=\"{version}\">{pmid}</PMID>\n      \
             <Article PubModel=\"Print\">\n        <Journal><ISSN IssnType=\"Print\">0000-0019</ISSN><JournalIssue CitedMedium=\"Print\"><Volume>1</Volume><PubDate><Year>{year}</Year><Month>{month:02}</Month></PubDate></JournalIssue>\
             <Title>Annals of Arden</Title><ISOAbbreviation>Ann Arden</ISOAbbreviation></Journal>\n        <ArticleTitle>{title}</ArticleTitle>\n        \
             <Abstract><AbstractText>{summary}</AbstractText></Abstract>\n        <AuthorList CompleteYN=\"Y\"><Author ValidYN=\"Y\"><LastName>Ode</LastName><ForeName>Mira</ForeName><Initials>M</Initials>\
             <AffiliationInfo><Affiliation>{affiliation}</Affiliation></AffiliationInfo></Author></AuthorList>\n        <Language>eng</Language>{grants}\
             <PublicationTypeList><PublicationType UI=\"D016428\">Journal Article</PublicationType></PublicationTypeList>\n      </Article>\n    </MedlineCitation>\n    \
             <PubmedData><History><PubMedPubDate PubStatus=\"entrez\"><Year>{year}</Year><Month>{month}</Month><Day>3</Day></PubMedPubDate></History>\
             <PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType=\"pubmed\">{pmid}</ArticleId><ArticleId IdType=\"doi\">10.0000/arden.{pmid}</ArticleId></ArticleIdList></PubmedData>\n  </PubmedArticle>\n",
            version = self.version,
            pmid = self.pmid,
            title = self.title,
            summary = self.summary,
            affiliation = self.affiliation,
        )
    }
}

/// A whole file of citations and deletions.
pub fn pubmed(citations: &[Citation], deleted: &[u32]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle, 1st January 2019//EN\" \
         \"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd\">\n<PubmedArticleSet>\n",
    );
    for citation in citations {
        text.push_str(&citation.xml());
    }
    if !deleted.is_empty() {
        text.push_str("  <DeleteCitation>\n");
        for pmid in deleted {
            let _ = writeln!(text, "<PMID Version=\"1\">{pmid}</PMID>");
        }
        text.push_str("  </DeleteCitation>\n");
    }
    text.push_str("</PubmedArticleSet>\n");
    text
}

/// `count` citations from `first` on: of every ten, one names a grant of BINDS's first phase by number, one
/// P-CREATE by name, one a KAKENHI number, one only a foreign trial, and six name nothing.
pub fn citations(first: u32, count: u32) -> Vec<Citation> {
    (first..first + count)
        .map(|pmid| {
            let citation = Citation::new(pmid).published(2019 + i16::try_from(pmid % 4).expect("small"), 6);
            match pmid % 10 {
                1 => citation.grant(
                    &format!("JP21am0101{:03}", pmid % 1000),
                    "Japan Agency for Medical Research and Development",
                ),
                3 => citation.says("This work was supported by P-CREATE from AMED."),
                5 => {
                    citation.grant(&format!("JP18H{:05}", pmid % 100_000), "Japan Society for the Promotion of Science")
                }
                7 => citation.says(&format!("Registered as NCT{pmid:08}.")),
                _ => citation,
            }
        })
        .collect()
}
