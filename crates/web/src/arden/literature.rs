//! What Arden published, few enough to count by hand.
//!
//! | project | fiscal year | papers | await a join | await a decision |
//! |---|---|---|---|---|
//! | herbs-2 | 2024 | 1, 2 | | |
//! | herbs-2 | 2025 | 3 | | 4 |
//! | brains | 2025 | 5, 6 (by name) | 7 | |
//!
//! 8 names KAKENHI only, so it is kept and bears on no project; 9 names nothing and is not kept.

use std::fmt::Write as _;

/// One citation.
pub struct Citation {
    /// Last digits of its PMID.
    pub number: u32,
    /// Year and month of publication.
    pub published: (i16, u8),
    /// Its title.
    pub title: &'static str,
    /// Its abstract.
    pub says: &'static str,
    /// A grant: number and agency; empty for none.
    pub grant: (&'static str, &'static str),
}

const AMED: &str = "Japan Agency for Medical Research and Development";

/// The file that every Arden store has read.
pub const LITERATURE: &[Citation] = &[
    paper(1, (2024, 6), "Moss against hay fever", "We gave moss to mice.", ("JP24ah0101001", AMED)),
    paper(2, (2025, 2), "Bark of the western forest", "We boiled bark.", ("JP24ah0101002", AMED)),
    paper(3, (2025, 9), "Single-cell atlas of the moss across seasons", "We looked at moss.", ("JP25ah0101001", AMED)),
    // The letter O stands for a zero: a person has to say whether it is a number of HERBS.
    paper(4, (2025, 10), "Needles of the spruce", "We counted needles.", ("JP25ah01O1003", AMED)),
    paper(5, (2025, 6), "Memory of deer", "This work was supported by BINDS from AMED.", ("", "")),
    paper(6, (2025, 7), "Sleep of owls", "Supported by AMED under Grant Number JP25ah0202001 (BINDS).", ("", "")),
    paper(7, (2025, 8), "Dreams of bears", "We watched bears.", ("JP25ah0202002", AMED)),
    paper(
        8,
        (2025, 5),
        "Stars over Arden",
        "We counted stars.",
        ("JP24H09993", "Japan Society for the Promotion of Science"),
    ),
    paper(9, (2025, 5), "On nothing in particular", "Nothing was found.", ("", "")),
];

/// What another file adds: one more paper of HERBS in 2025.
pub const LATER: &[Citation] = &[paper(10, (2025, 12), "Resin in winter", "We tapped trees.", ("JP25ah0101004", AMED))];

const fn paper(
    number: u32,
    published: (i16, u8),
    title: &'static str,
    says: &'static str,
    grant: (&'static str, &'static str),
) -> Citation {
    Citation { number, published, title, says, grant }
}

/// A file of PubMed with these citations, owned by Arden, so that each is known to be invented.
pub fn file(citations: &[Citation]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle, 1st January 2019//EN\" \
         \"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd\">\n<PubmedArticleSet>\n",
    );
    for Citation { number, published: (year, month), title, says, grant } in citations {
        let pmid = 99_000_000 + number;
        let grants = match grant {
            ("", _) => String::new(),
            (id, agency) => format!(
                "<GrantList CompleteYN=\"Y\"><Grant><GrantID>{id}</GrantID><Agency>{agency}</Agency><Country>Japan</Country></Grant></GrantList>"
            ),
        };
        let _ = writeln!(
            text,
            "<PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"Arden\"><PMID Version=\"1\">{pmid}</PMID><Article PubModel=\"Print\">\
             <Journal><JournalIssue CitedMedium=\"Print\"><Volume>14</Volume><PubDate><Year>{year}</Year><Month>{month:02}</Month></PubDate></JournalIssue>\
             <Title>Annals of Arden</Title><ISOAbbreviation>Ann Arden</ISOAbbreviation></Journal><ArticleTitle>{title}</ArticleTitle>\
             <Abstract><AbstractText>{says}</AbstractText></Abstract>\
             <AuthorList CompleteYN=\"Y\"><Author ValidYN=\"Y\"><LastName>Ode</LastName><ForeName>Mira</ForeName><Initials>M</Initials></Author></AuthorList>\
             <Language>eng</Language>{grants}<PublicationTypeList><PublicationType UI=\"D016428\">Journal Article</PublicationType></PublicationTypeList>\
             </Article></MedlineCitation><PubmedData><History><PubMedPubDate PubStatus=\"entrez\"><Year>{year}</Year><Month>{month}</Month><Day>3</Day></PubMedPubDate></History>\
             <PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType=\"pubmed\">{pmid}</ArticleId>\
             <ArticleId IdType=\"doi\">10.0000/arden.{number}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"
        );
    }
    text.push_str("</PubmedArticleSet>\n");
    text
}
