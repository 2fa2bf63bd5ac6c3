//! JPCOAR schema 2.1: what Japanese repositories exchange, with the funding of each paper.

use super::organisation::Organisation;
use super::paper::{Grant, Paper, author_name};
use super::xml::Xml;
use plan::Plan;

/// The element `jpcoar:jpcoar` of a work, in the order of the schema.
pub fn paper(xml: &mut Xml, paper: &Paper, plan: &Plan, page: &str) {
    xml.open(
        "jpcoar:jpcoar",
        &[
            ("xmlns:jpcoar", "https://github.com/JPCOAR/schema/blob/master/2.1/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:datacite", "https://schema.datacite.org/meta/kernel-4/"),
            ("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "https://github.com/JPCOAR/schema/blob/master/2.1/ https://raw.githubusercontent.com/JPCOAR/schema/master/2.1/jpcoar_scm.xsd",
            ),
        ],
    );
    // Titles of PubMed and of registers are English; the original one has a language of its own that nobody tells.
    let language = if paper.title.is_empty() { "" } else { "en" };
    xml.leaf("dc:title", &[("xml:lang", language)], paper.title());
    if !paper.title.is_empty() {
        xml.leaf("dcterms:alternative", &[], &paper.original_title);
    }
    for author in &paper.authors {
        let name = author_name(author);
        if name.is_empty() {
            continue;
        }
        xml.open("jpcoar:creator", &[]);
        if let Some(orcid) = &author.orcid {
            let address = format!("https://orcid.org/{orcid}");
            let scheme = [("nameIdentifierScheme", "ORCID"), ("nameIdentifierURI", address.as_str())];
            xml.leaf("jpcoar:nameIdentifier", &scheme, orcid);
        }
        xml.leaf(
            "jpcoar:creatorName",
            &[("nameType", if author.collective { "Organizational" } else { "Personal" })],
            &name,
        );
        xml.close();
    }
    let only_metadata = [("rdf:resource", "http://purl.org/coar/access_right/c_14cb")];
    xml.leaf("dcterms:accessRights", &only_metadata, "metadata only access");
    for subject in &paper.subjects {
        xml.leaf("jpcoar:subject", &[("xml:lang", "en"), ("subjectScheme", "MeSH")], subject);
    }
    if paper.invented {
        let other = |language| [("xml:lang", language), ("descriptionType", "Other")];
        xml.leaf("datacite:description", &other("ja"), "架空の記録（デモ用）");
        xml.leaf("datacite:description", &other("en"), "An invented record, made for a demonstration");
    }
    xml.leaf("datacite:date", &[("dateType", "Issued")], &paper.published);
    for language in &paper.languages {
        xml.leaf("dc:language", &[], language);
    }
    let (kind, label) = match paper.is_trial {
        true => ("http://purl.org/coar/resource_type/c_1843", "other"),
        false => ("http://purl.org/coar/resource_type/c_6501", "journal article"),
    };
    xml.leaf("dc:type", &[("rdf:resource", kind)], label);
    xml.leaf("jpcoar:identifier", &[("identifierType", "URI")], page);
    for (kind, address) in related(paper) {
        xml.open("jpcoar:relation", &[("relationType", "isIdenticalTo")]);
        xml.leaf("jpcoar:relatedIdentifier", &[("identifierType", kind)], &address);
        xml.close();
    }
    for grant in &paper.grants {
        funding(xml, grant, plan);
    }
    for issn in &paper.issn {
        xml.leaf("jpcoar:sourceIdentifier", &[("identifierType", "ISSN")], issn);
    }
    xml.leaf("jpcoar:sourceTitle", &[], &paper.journal);
    xml.leaf("jpcoar:volume", &[], &paper.volume);
    xml.leaf("jpcoar:issue", &[], &paper.issue);
    let (first, last) = paper.first_and_last_page();
    xml.leaf("jpcoar:pageStart", &[], &first.map(|page| page.to_string()).unwrap_or_default());
    xml.leaf("jpcoar:pageEnd", &[], &last.map(|page| page.to_string()).unwrap_or_default());
    xml.close();
}

fn related(paper: &Paper) -> Vec<(&'static str, String)> {
    let doi = paper.id_of("doi").map(|doi| ("DOI", format!("https://doi.org/{doi}")));
    let pmid = paper.id_of("pmid").filter(|pmid| pmid.bytes().all(|byte| byte.is_ascii_digit()));
    doi.into_iter().chain(pmid.map(|pmid| ("PMID", pmid.to_owned()))).collect()
}

fn funding(xml: &mut Xml, grant: &Grant, plan: &Plan) {
    let Organisation { ja, en, funder_id, .. } = grant.funder;
    xml.open("jpcoar:fundingReference", &[]);
    let kind = [("funderIdentifierType", "Crossref Funder")];
    let address = if funder_id.is_empty() { String::new() } else { format!("https://doi.org/10.13039/{funder_id}") };
    xml.leaf("jpcoar:funderIdentifier", &kind, &address);
    xml.leaf("jpcoar:funderName", &[("xml:lang", "ja")], ja);
    xml.leaf("jpcoar:funderName", &[("xml:lang", "en")], en);
    if let Some((_, project)) = grant.project.as_deref().and_then(|id| plan.project(id)) {
        xml.leaf("jpcoar:fundingStream", &[("xml:lang", "ja")], &project.title.ja);
        xml.leaf("jpcoar:fundingStream", &[("xml:lang", "en")], &project.title.en);
    }
    match &grant.japan_grant_number {
        Some(number) => xml.leaf("jpcoar:awardNumber", &[("awardNumberType", "JGN")], number),
        None => xml.leaf("jpcoar:awardNumber", &[], &grant.value),
    }
    xml.close();
}
