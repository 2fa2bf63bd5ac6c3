//! Simple Dublin Core (`oai_dc`), of every item.

use super::items::Kind;
use super::organisation::organisation;
use super::paper::{Paper, author_name};
use super::xml::Xml;
use plan::Plan;

/// The element `oai_dc:dc` of a work.
pub fn paper(xml: &mut Xml, paper: &Paper, page: &str) {
    begin(xml);
    xml.leaf("dc:title", &[], paper.title());
    if paper.original_title != paper.title() {
        xml.leaf("dc:title", &[], &paper.original_title);
    }
    for author in &paper.authors {
        xml.leaf("dc:creator", &[], &author_name(author));
    }
    for subject in &paper.subjects {
        xml.leaf("dc:subject", &[], subject);
    }
    if paper.invented {
        xml.leaf("dc:description", &[("xml:lang", "ja")], "架空の記録（デモ用）");
        xml.leaf("dc:description", &[("xml:lang", "en")], "An invented record, made for a demonstration");
    }
    xml.leaf("dc:date", &[], &paper.published);
    xml.leaf("dc:type", &[], if paper.is_trial { "clinical trial" } else { "journal article" });
    xml.leaf("dc:identifier", &[], page);
    for address in paper.addresses() {
        xml.leaf("dc:identifier", &[], &address);
    }
    xml.leaf("dc:source", &[], &paper.journal);
    for language in &paper.languages {
        xml.leaf("dc:language", &[], language);
    }
    for grant in &paper.grants {
        let number = grant.japan_grant_number.as_deref().unwrap_or(&grant.value);
        xml.leaf("dc:relation", &[], &format!("info:eu-repo/grantAgreement/{}//{number}", grant.funder.code));
    }
    xml.close();
}

/// The element `oai_dc:dc` of what is no work.
pub fn other(xml: &mut Xml, kind: &Kind, plan: &Plan, page: &str) {
    begin(xml);
    match kind {
        Kind::Project(id) => {
            let Some((programme, project)) = plan.project(id) else { return xml.close() };
            for (language, text) in [("ja", &project.title.ja), ("en", &project.title.en)] {
                xml.leaf("dc:title", &[("xml:lang", language)], text);
            }
            xml.leaf("dc:creator", &[], &project.operator);
            xml.leaf("dc:description", &[("xml:lang", "ja")], &project.description.ja);
            xml.leaf("dc:description", &[("xml:lang", "en")], &project.description.en);
            xml.leaf("dc:date", &[], &project.start.year.map(|year| year.0.to_string()).unwrap_or_default());
            xml.leaf("dc:type", &[], "research project");
            xml.leaf("dc:identifier", &[], page);
            xml.leaf("dc:relation", &[("xml:lang", "ja")], &programme.title.ja);
        }
        Kind::Funding { scheme, value, projects } => {
            xml.leaf("dc:title", &[], value);
            xml.leaf("dc:creator", &[], organisation(scheme).map_or("", |one| one.en));
            xml.leaf("dc:type", &[], "grant");
            xml.leaf("dc:identifier", &[], &format!("{scheme}:{value}"));
            for (_, project) in projects.iter().filter_map(|id| plan.project(id)) {
                xml.leaf("dc:relation", &[("xml:lang", "ja")], &project.title.ja);
            }
        }
        Kind::OrgUnit(code) => {
            let Some(one) = organisation(code) else { return xml.close() };
            xml.leaf("dc:title", &[("xml:lang", "ja")], one.ja);
            xml.leaf("dc:title", &[("xml:lang", "en")], one.en);
            xml.leaf("dc:type", &[], "organisation");
        }
        Kind::Publication(_) | Kind::Gone | Kind::GoneFunding => {}
    }
    xml.close();
}

fn begin(xml: &mut Xml) {
    xml.open(
        "oai_dc:dc",
        &[
            ("xmlns:oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
            ),
        ],
    );
}
