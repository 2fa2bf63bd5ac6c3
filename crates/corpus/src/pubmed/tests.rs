use crate::{Candidates, Input, Item, Precision, ReadError, ReadOptions, Record, read};
use mention::FieldKind;
use std::ops::Range;

/// Takes every `☆` (a sign no other text has) for a candidate.
struct Stars;

impl Candidates for Stars {
    fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        memchr::memmem::find(&bytes[from..], "☆".as_bytes()).map(|at| from + at)
    }

    fn collect(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        places.extend(
            memchr::memmem::find_iter(&bytes[range.clone()], "☆".as_bytes())
                .map(|at| range.start + at..range.start + at + 3),
        );
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle//EN\" \"https://arden.example/pubmed.dtd\">\n<PubmedArticleSet>\n";

fn file(records: &[String]) -> String {
    format!("{HEAD}{}</PubmedArticleSet>\n", records.concat())
}

/// A citation of which only the parts given are filled.
fn citation(pmid: u32, article: &str, medline: &str, data: &str) -> String {
    format!(
        "<PubmedArticle>\n <MedlineCitation><PMID Version=\"2\">{pmid}</PMID>\n  <Article>{article}</Article>{medline}</MedlineCitation>\n \
         <PubmedData>{data}</PubmedData>\n</PubmedArticle>\n"
    )
}

fn items(content: &str, options: &ReadOptions) -> Result<Vec<Item>, ReadError> {
    let mut items = Vec::new();
    let input = Input::Bytes { name: "pubmed26n0001.xml".to_owned(), bytes: content.as_bytes().to_vec() };
    read(&input, options, &Stars, &mut |item| {
        items.push(item);
        Ok(())
    })?;
    Ok(items)
}

fn records(content: &str, options: &ReadOptions) -> Result<Vec<Record>, ReadError> {
    Ok(items(content, options)?
        .into_iter()
        .filter_map(|item| if let Item::Record(record) = item { Some(record) } else { None })
        .collect())
}

fn every() -> ReadOptions {
    ReadOptions { every_record: true, ..ReadOptions::default() }
}

fn only(article: &str, medline: &str, data: &str) -> Record {
    let mut found = records(&file(&[citation(7, article, medline, data)]), &every()).expect("a good file");
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn texts(record: &Record) -> Vec<(&str, &str, &str)> {
    record.fields.iter().map(|field| (field.name.as_str(), field.text.as_str(), field.beside.as_str())).collect()
}

#[test]
fn fields_have_their_names_and_the_text_as_printed() {
    let record = only(
        "<ArticleTitle>The <i>Ardenia</i> of H<sub>2</sub>O &amp; <m:x>y</m:x>.</ArticleTitle>\
         <Abstract><AbstractText Label=\"AIM\">One.</AbstractText><AbstractText>Two\n lines.</AbstractText><CopyrightInformation>©</CopyrightInformation></Abstract>\
         <AuthorList><Author><LastName>Ode</LastName><ForeName>Mira</ForeName><Initials>M</Initials>\
         <Identifier Source=\"ORCID\">https://orcid.org/0000-0001-5462-697x</Identifier></Author>\
         <Author><CollectiveName>Arden Group</CollectiveName><AffiliationInfo><Affiliation>Lakes</Affiliation></AffiliationInfo>\
         <AffiliationInfo><Affiliation>Hills</Affiliation></AffiliationInfo></Author></AuthorList>\
         <DataBankList><DataBank><DataBankName>Bank</DataBankName><AccessionNumberList><AccessionNumber>A1</AccessionNumber>\n<AccessionNumber>A2</AccessionNumber></AccessionNumberList></DataBank></DataBankList>\
         <GrantList><Grant><Agency>Fund</Agency></Grant><Grant><GrantID>12</GrantID><Agency>Arden Fund</Agency></Grant></GrantList>\
         <VernacularTitle>アーデンの湖</VernacularTitle>",
        "<OtherAbstract Type=\"Publisher\" Language=\"ard\"><AbstractText>Oto.</AbstractText></OtherAbstract><CoiStatement>None.</CoiStatement>\
         <GeneralNote>A note.</GeneralNote>",
        "<ReferenceList><Title>Books</Title><Reference><Citation>A book.</Citation><ArticleIdList><ArticleId IdType=\"doi\">10.1/other</ArticleId></ArticleIdList></Reference>\
         <ReferenceList><Reference><Citation>Another.</Citation></Reference></ReferenceList></ReferenceList>",
    );
    assert_eq!(
        texts(&record),
        [
            ("title", "The Ardenia of H2O &  y .", ""),
            ("abstract", "AIM: One.\nTwo\n lines.", ""),
            ("affiliation[2.1]", "Lakes", ""),
            ("affiliation[2.2]", "Hills", ""),
            ("databank[1]", "A1 A2", "Bank"),
            ("grant[1].agency", "Fund", ""),
            ("grant[2].id", "12", "Arden Fund"),
            ("grant[2].agency", "Arden Fund", "12"),
            ("vernacular", "アーデンの湖", ""),
            ("other-abstract[1]", "Oto.", ""),
            ("coi", "None.", ""),
            ("note[1]", "A note.", ""),
            ("reference[1]", "A book.", ""),
            ("reference[2]", "Another.", ""),
        ]
    );
    assert_eq!(record.fields[4].kind, FieldKind::Databank);
    assert_eq!(record.authors[0].orcid.as_deref(), Some("0000-0001-5462-697X"));
    assert!(record.authors[1].collective);
    assert_eq!(record.identifiers, ["pmid:7"], "identifiers of references are not the record's own");
    assert_eq!((record.id.as_str(), record.version), ("pmid:7", 2));
}

#[test]
fn facts_are_read_with_their_roles() {
    let record = only(
        "<Journal><ISSN>0000-0019</ISSN><JournalIssue><Volume>1</Volume><Issue>2</Issue><PubDate><Year>2021</Year><Season>Spring</Season></PubDate></JournalIssue>\
         <Title>Annals of Arden</Title><ISOAbbreviation>Ann Arden</ISOAbbreviation></Journal><Pagination><MedlinePgn>1-9</MedlinePgn></Pagination>\
         <ELocationID EIdType=\"doi\" ValidYN=\"Y\">10.1/ARDEN</ELocationID><ELocationID EIdType=\"doi\" ValidYN=\"N\">10.1/wrong</ELocationID><Language>ard</Language>\
         <PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>\
         <ArticleDate DateType=\"Electronic\"><Year>2021</Year><Month>03</Month><Day>28</Day></ArticleDate>",
        "<DateRevised><Year>2022</Year><Month>01</Month><Day>02</Day></DateRevised>\
         <CommentsCorrectionsList><CommentsCorrections RefType=\"ErratumIn\"><RefSource>Ann Arden. 2</RefSource><PMID>8</PMID></CommentsCorrections>\
         <CommentsCorrections RefType=\"CommentIn\"><RefSource>Ann Arden. 3</RefSource></CommentsCorrections></CommentsCorrectionsList>\
         <MeshHeadingList><MeshHeading><DescriptorName>Lakes</DescriptorName></MeshHeading><MeshHeading><DescriptorName>Hills</DescriptorName>\
         <QualifierName>history</QualifierName><QualifierName>trends</QualifierName></MeshHeading></MeshHeadingList>",
        "<History><PubMedPubDate PubStatus=\"revised\"><Year>2021</Year><Month>2</Month><Day>1</Day></PubMedPubDate>\
         <PubMedPubDate PubStatus=\"entrez\"><Year>2021</Year><Month>4</Month><Day>1</Day></PubMedPubDate></History>\
         <ArticleIdList><ArticleId IdType=\"pubmed\">7</ArticleId><ArticleId IdType=\"pmc\">PMC12</ArticleId><ArticleId IdType=\"doi\">10.1/arden</ArticleId><ArticleId IdType=\"pii\">S1</ArticleId></ArticleIdList>",
    );
    assert_eq!(record.identifiers, ["pmid:7", "doi:10.1/arden", "pmcid:PMC12", "pii:S1"]);
    let roles: Vec<(&str, i16, Option<i8>)> =
        record.dates.iter().map(|date| (date.role.as_str(), date.year, date.month)).collect();
    assert_eq!(
        roles,
        [
            ("pubdate", 2021, None),
            ("article", 2021, Some(3)),
            ("revised", 2022, Some(1)),
            ("manuscript-revised", 2021, Some(2)),
            ("entrez", 2021, Some(4))
        ]
    );
    assert_eq!(record.dates[0].raw.as_deref(), Some("2021 Spring"));
    assert_eq!(record.mesh, ["Lakes", "Hills/history", "Hills/trends"]);
    assert_eq!(
        record.relations,
        [("ErratumIn".to_owned(), "pmid:8".to_owned()), ("CommentIn".to_owned(), "Ann Arden. 3".to_owned())]
    );
    let journal = record.journal.as_ref().expect("a journal");
    assert_eq!(
        (journal.title.as_str(), journal.volume.as_str(), journal.pages.as_str()),
        ("Annals of Arden", "1", "1-9")
    );
    let published = record.publication_date().expect("a date");
    assert_eq!((published.date.to_string().as_str(), published.precision), ("2021-03-28", Precision::Day));
}

#[test]
fn only_records_with_a_candidate_are_given_and_with_only_candidates_only_their_fields() {
    let grant = |number: &str| {
        format!(
            "<ArticleTitle>Lakes</ArticleTitle><GrantList><Grant><GrantID>1</GrantID></Grant><Grant><GrantID>{number}</GrantID><Agency>Fund</Agency></Grant></GrantList>"
        )
    };
    let content = file(&[
        citation(1, &grant("2"), "", ""),
        citation(2, &grant("☆3"), "", ""),
        citation(3, "<Abstract><AbstractText Label=\"☆\">x</AbstractText></Abstract>", "", ""),
    ]);
    let ids = |options: &ReadOptions| {
        records(&content, options).expect("a good file").iter().map(|record| record.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&ReadOptions::default()), ["pmid:2", "pmid:3"]);
    let light = ReadOptions { only_candidates: true, ..ReadOptions::default() };
    let found = records(&content, &light).expect("a good file");
    assert_eq!(texts(&found[0]), [("grant[2].id", "☆3", "Fund"), ("grant[2].agency", "Fund", "☆3")]);
    assert_eq!(texts(&found[1]), [("abstract", "☆: x", "")]);
}

#[test]
fn every_citation_is_seen_with_the_date_of_a_full_parse_and_deletions_are_listed() {
    let dates = [
        (
            "<Journal><JournalIssue><PubDate><MedlineDate>2020 Nov-Dec</MedlineDate></PubDate></JournalIssue></Journal>",
            "",
        ),
        (
            "<Journal><JournalIssue><PubDate><Year>2021</Year></PubDate></JournalIssue></Journal>",
            "<History><PubMedPubDate PubStatus=\"entrez\"><Year>2021</Year><Month>6</Month><Day>7</Day></PubMedPubDate></History>",
        ),
        (
            "<ArticleDate><Year>2021</Year><Month>05</Month></ArticleDate><ArticleDate><Year>2021</Year><Month>04</Month></ArticleDate>",
            "",
        ),
        ("", ""),
    ];
    let all: Vec<String> =
        dates.iter().zip(1..).map(|((article, data), pmid)| citation(pmid, article, "", data)).collect();
    let content = format!(
        "{HEAD}{}<DeleteCitation>\n<PMID Version=\"1\">98</PMID>\n<PMID Version=\"3\">99</PMID></DeleteCitation></PubmedArticleSet>",
        all.concat()
    );
    let found = items(&content, &ReadOptions { every_id: true, every_record: true, ..ReadOptions::default() })
        .expect("a good file");
    assert_eq!(found.last(), Some(&Item::Deleted(vec![(98, 1), (99, 3)])));
    let mut pairs = 0;
    for pair in found[..8].chunks(2) {
        let [Item::Seen { id, version, published }, Item::Record(record)] = pair else {
            panic!("an id and its record")
        };
        assert_eq!((id, *version), (&record.id, record.version));
        assert_eq!(*published, record.publication_date().map(|found| found.date));
        pairs += 1;
    }
    assert_eq!(pairs, 4);
}

#[track_caller]
fn refused(content: &str, options: &ReadOptions, beginning: &str) {
    let error = items(content, options).expect_err("a broken file").to_string();
    assert!(error.starts_with(beginning), "expected `{beginning}…`, found `{error}`");
    assert!(error.contains("\nhint: "), "{error}");
}

#[test]
fn a_broken_file_is_refused_with_line_and_record() {
    let good = |pmid| citation(pmid, "<ArticleTitle>Lakes ☆</ArticleTitle>", "", "");
    let whole = file(&[good(1), good(2)]);
    let options = ReadOptions::default();
    assert_eq!(records(&whole, &options).expect("a good file").len(), 2);
    refused(
        &whole.replace("</PubmedArticleSet>", ""),
        &options,
        "line 15: expected `<PubmedArticle>` or `</PubmedArticleSet>`, found the end of the file",
    );
    refused(
        &whole[..whole.len() - 60],
        &options,
        "line 12: pmid:2: expected `</PubmedArticle>`, found the end of the file",
    );
    refused(
        &whole.replacen("</PubmedArticle>", "", 1),
        &options,
        "line 9: pmid:1: expected `</PubmedArticle>`, found a second `<PubmedArticle>`",
    );
    refused(
        &whole.replacen("</ArticleTitle>", "</Title>", 1),
        &options,
        "line 6: pmid:1: expected `</ArticleTitle>`, found `</Title>`",
    );
    refused(&whole.replacen("Lakes", "&lol;", 1), &options, "line 6: pmid:1: expected `&amp;` or a reference");
    refused(
        &whole.replacen("<PMID Version=\"2\">2</PMID>", "", 1),
        &options,
        "line 13: expected a `PMID`, found a record without one",
    );
    refused(
        &whole.replacen("</PubmedArticle>\n", "</PubmedArticle>\n<Article/>", 1),
        &options,
        "line 9: expected `<PubmedArticle>` or `</PubmedArticleSet>`, found `<Article/>",
    );
    refused(
        &format!("{whole}<more/>"),
        &options,
        "line 15: expected the end of the file after `</PubmedArticleSet>`, found `<more/>`",
    );
}

#[test]
fn markup_of_other_records_is_checked_when_asked_for() {
    let broken = file(&[citation(1, "<ArticleTitle>Lakes</Title>", "", "")]);
    assert_eq!(items(&broken, &ReadOptions::default()).map(|items| items.len()).ok(), Some(0));
    refused(
        &broken,
        &ReadOptions { strict: true, ..ReadOptions::default() },
        "line 6: pmid:1: expected `</ArticleTitle>`, found `</Title>`",
    );
}

#[test]
fn a_citation_owned_by_arden_is_invented_and_any_other_is_not() {
    let owned_by = |owner: &str| {
        let text = file(&[citation(7, "<ArticleTitle>On ☆ lakes</ArticleTitle>", "", "")])
            .replace("<MedlineCitation>", &format!("<MedlineCitation Owner=\"{owner}\">"));
        let found = records(&text, &ReadOptions::default()).expect("a good file");
        (found[0].invented, found[0].licence.clone())
    };
    assert_eq!(owned_by("Arden"), (true, "invented; nobody's words".to_owned()));
    assert!(!owned_by("NLM").0);
}
