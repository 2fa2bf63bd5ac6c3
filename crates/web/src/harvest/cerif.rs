//! OpenAIRE's profile of CERIF, version 1.2: publications, projects, funding, organisations.
//!
//! Where an element names another item it gives its id and nothing else: what is said of an item is said in one place.

use super::items::Kind;
use super::organisation::organisation;
use super::paper::{Paper, author_name};
use super::xml::Xml;
use plan::{End, FiscalYear, Plan};

pub const NAMESPACE: &str = "https://www.openaire.eu/cerif-profile/1.2/";
const PUBLICATION_TYPES: &str = "https://www.openaire.eu/cerif-profile/vocab/COAR_Publication_Types";
const FUNDING_TYPES: &str = "https://www.openaire.eu/cerif-profile/vocab/OpenAIRE_Funding_Types";

/// The sets that the guidelines name, with what stands in them; those of which there is nothing are empty.
pub const SETS: &[(&str, &str)] = &[
    ("openaire_cris_publications", "OpenAIRE_CRIS_publications"),
    ("openaire_cris_products", "OpenAIRE_CRIS_products"),
    ("openaire_cris_patents", "OpenAIRE_CRIS_patents"),
    ("openaire_cris_persons", "OpenAIRE_CRIS_persons"),
    ("openaire_cris_orgunits", "OpenAIRE_CRIS_orgunits"),
    ("openaire_cris_projects", "OpenAIRE_CRIS_projects"),
    ("openaire_cris_funding", "OpenAIRE_CRIS_funding"),
    ("openaire_cris_events", "OpenAIRE_CRIS_events"),
    ("openaire_cris_equipments", "OpenAIRE_CRIS_equipments"),
];

/// The element `Service` of `Identify`.
pub fn service(xml: &mut Xml, repository: &str, name: [&str; 2], site: &str, base: &str) {
    xml.open("Service", &[("xmlns", NAMESPACE), ("id", "Services/shirube")]);
    let compatibility = "https://www.openaire.eu/cerif-profile/vocab/OpenAIRE_Service_Compatibility";
    xml.leaf("Compatibility", &[("xmlns", compatibility)], &format!("{compatibility}#1.2"));
    xml.leaf("Acronym", &[], repository);
    xml.leaf("Name", &[("xml:lang", "ja")], name[0]);
    xml.leaf("Name", &[("xml:lang", "en")], name[1]);
    xml.leaf("WebsiteURL", &[], site);
    xml.leaf("OAIPMHBaseURL", &[], base);
    xml.close();
}

/// The element `Publication` of a work.
pub fn paper(xml: &mut Xml, paper: &Paper, known: &dyn Fn(&str) -> bool) {
    xml.open("Publication", &[("xmlns", NAMESPACE), ("id", &format!("Publications/{}", paper.id))]);
    let kind = if paper.is_trial { "c_7877" } else { "c_6501" };
    xml.leaf("Type", &[("xmlns", PUBLICATION_TYPES)], &format!("http://purl.org/coar/resource_type/{kind}"));
    xml.leaf("Title", &[("xml:lang", if paper.title.is_empty() { "" } else { "en" })], paper.title());
    if !paper.journal.is_empty() {
        xml.open("PublishedIn", &[]);
        xml.open("Publication", &[]);
        xml.leaf("Type", &[("xmlns", PUBLICATION_TYPES)], "http://purl.org/coar/resource_type/c_0640");
        xml.leaf("Title", &[], &paper.journal);
        for issn in &paper.issn {
            xml.leaf("ISSN", &[], issn);
        }
        xml.close();
        xml.close();
    }
    xml.leaf("PublicationDate", &[], &paper.published);
    xml.leaf("Volume", &[], &paper.volume);
    xml.leaf("Issue", &[], &paper.issue);
    let (first, last) = paper.first_and_last_page();
    xml.leaf("StartPage", &[], &first.map(|page| page.to_string()).unwrap_or_default());
    xml.leaf("EndPage", &[], &last.map(|page| page.to_string()).unwrap_or_default());
    let doi = paper.id_of("doi").filter(|doi| is_doi(doi));
    xml.leaf("DOI", &[], doi.unwrap_or_default());
    xml.leaf("PMCID", &[], paper.id_of("pmcid").unwrap_or_default());
    if doi.is_none() {
        xml.leaf("URL", &[], paper.addresses().first().map_or("", String::as_str));
    }
    let authors: Vec<_> = paper.authors.iter().filter(|author| !author_name(author).is_empty()).collect();
    if !authors.is_empty() {
        xml.open("Authors", &[]);
        for author in authors {
            xml.open("Author", &[]);
            xml.leaf("DisplayName", &[], &author_name(author));
            if author.collective {
                xml.open("OrgUnit", &[]);
                xml.leaf("Name", &[], &author.family);
                xml.close();
            } else {
                xml.open("Person", &[]);
                xml.open("PersonName", &[]);
                xml.leaf("FamilyNames", &[], &author.family);
                xml.leaf("FirstNames", &[], &author.given);
                xml.close();
                if let Some(orcid) = author.orcid.as_ref().filter(|orcid| is_given_out(orcid)) {
                    xml.leaf("ORCID", &[], &format!("https://orcid.org/{orcid}"));
                }
                xml.close();
            }
            xml.close();
        }
        xml.close();
    }
    for subject in &paper.subjects {
        xml.leaf("Keyword", &[("xml:lang", "en")], subject);
    }
    for project in &paper.projects {
        names(xml, "OriginatesFrom", "Project", &format!("Projects/{project}"));
    }
    for grant in &paper.grants {
        let id = format!("Fundings/{}:{}", grant.scheme, grant.value);
        if known(&id) {
            names(xml, "OriginatesFrom", "Funding", &id);
        }
    }
    let access = "http://purl.org/coar/access_right";
    xml.leaf("Access", &[("xmlns", access)], &format!("{access}/c_14cb"));
    xml.close();
}

/// The element of what is no work; `fundings` are the local ids of a project's grants.
pub fn other(xml: &mut Xml, kind: &Kind, plan: &Plan, local: &str, fundings: &[String]) {
    match kind {
        Kind::Project(id) => {
            let Some((_, project)) = plan.project(id) else { return };
            xml.open("Project", &[("xmlns", NAMESPACE), ("id", local)]);
            xml.leaf("Acronym", &[], project.short.as_deref().unwrap_or_default());
            xml.leaf("Title", &[("xml:lang", "ja")], &project.title.ja);
            xml.leaf("Title", &[("xml:lang", "en")], &project.title.en);
            let day = |year: Option<FiscalYear>, day: fn(FiscalYear) -> jiff::civil::Date| {
                year.map(|year| day(year).to_string()).unwrap_or_default()
            };
            xml.leaf("StartDate", &[], &day(project.start.year, FiscalYear::first_day));
            if let End::Year(claim) = &project.end {
                xml.leaf("EndDate", &[], &day(claim.year, FiscalYear::last_day));
            }
            if let Some(one) = organisation(&project.operator) {
                xml.open("Funded", &[]);
                names(xml, "By", "OrgUnit", &format!("OrgUnits/{}", one.code));
                xml.close();
            }
            for funding in fundings {
                xml.open("Funded", &[]);
                names(xml, "As", "Funding", funding);
                xml.close();
            }
            xml.leaf("Abstract", &[("xml:lang", "ja")], &project.description.ja);
            xml.leaf("Abstract", &[("xml:lang", "en")], &project.description.en);
            xml.close();
        }
        Kind::Funding { scheme, value, .. } => {
            xml.open("Funding", &[("xmlns", NAMESPACE), ("id", local)]);
            xml.leaf("Type", &[("xmlns", FUNDING_TYPES)], &format!("{FUNDING_TYPES}#Grant"));
            xml.leaf("Name", &[], value);
            xml.leaf("Identifier", &[("type", "https://w3id.org/cerif/vocab/IdentifierTypes#AwardNumber")], value);
            if let Some(one) = organisation(scheme) {
                names(xml, "Funder", "OrgUnit", &format!("OrgUnits/{}", one.code));
            }
            xml.close();
        }
        Kind::OrgUnit(code) => {
            let Some(one) = organisation(code) else { return };
            xml.open("OrgUnit", &[("xmlns", NAMESPACE), ("id", local)]);
            xml.leaf("Acronym", &[], one.code);
            xml.leaf("Name", &[("xml:lang", "ja")], one.ja);
            xml.leaf("Name", &[("xml:lang", "en")], one.en);
            if !one.funder_id.is_empty() {
                xml.leaf("FundRefID", &[], &format!("https://doi.org/10.13039/{}", one.funder_id));
            }
            xml.close();
        }
        Kind::Publication(_) | Kind::Gone | Kind::GoneFunding => {}
    }
}

/// A link that names another item by its id.
fn names(xml: &mut Xml, link: &'static str, kind: &'static str, id: &str) {
    xml.open(link, &[]);
    xml.empty(kind, &[("id", id)]);
    xml.close();
}

/// Whether the profile takes a DOI: a registrant of four digits or more, with parts of digits, and a suffix without blanks.
fn is_doi(doi: &str) -> bool {
    let Some((registrant, suffix)) = doi.strip_prefix("10.").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    registrant.split('.').all(is_number)
        && registrant.split('.').next().is_some_and(|first| first.len() >= 4)
        && !suffix.is_empty()
        && !suffix.contains(char::is_whitespace)
}

/// Whether an ORCID iD lies in the ranges that ORCID gives out, which the profile asks for.
fn is_given_out(orcid: &str) -> bool {
    let digits = orcid.replace('-', "");
    let Some((body, check)) = digits.split_at_checked(15) else { return false };
    let Ok(number) = body.parse::<u64>() else { return false };
    let is_check = check.len() == 1 && check.chars().all(|one| one.is_ascii_digit() || one == 'X');
    let in_range = (15_000_000..35_000_000).contains(&number) || (900_000_000_000..900_100_000_000).contains(&number);
    orcid.len() == 19 && is_check && in_range
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_the_profile_refuses_are_told_from_those_it_takes() {
        assert!(is_doi("10.1000/a(1)2") && is_doi("10.1000.10/a"));
        assert!(!["10.1/a", "10.1000/", "10.1000", "10.1000/a b", "11.1000/a", "10.1000.x/a"].into_iter().any(is_doi));
        assert!(is_given_out("0000-0002-1825-0097") && is_given_out("0009-0001-0000-000X"));
        let refused = ["0000-0004-0000-0000", "0000-0001-0000-0009", "0000-0002-1825", "", "岩岩岩"];
        assert!(!refused.into_iter().any(is_given_out));
    }
}
