//! One work of Crossref as a record.
//!
//! The decision to question: where Crossref and PubMed say the same thing, it is said in PubMed's words (`Preprint`, `RetractionOf`,
//! `epublish`), so that whoever counts need not know where a record came from.

use crate::json::{Text, Texts, Wrong, parsed, version_of};
use crate::orcid::orcid;
use crate::{Author, DateClaim, Field, Journal, Problem, Record};
use mention::{FieldKind, shown};
use serde::Deserialize;
use std::collections::BTreeMap;

const LICENCE: &str = "Crossref metadata, free to reuse; abstracts may be under copyright";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", default)]
#[derive(Default)]
struct Work {
    #[serde(rename = "DOI")]
    doi: Text,
    title: Texts,
    subtitle: Texts,
    original_title: Texts,
    r#abstract: Text,
    r#type: Text,
    subtype: Text,
    author: Option<Vec<Person>>,
    funder: Option<Vec<Funder>>,
    clinical_trial_number: Option<Vec<Trial>>,
    reference: Option<Vec<Reference>>,
    container_title: Texts,
    short_container_title: Texts,
    #[serde(rename = "ISSN")]
    issn: Texts,
    volume: Text,
    issue: Text,
    page: Text,
    article_number: Text,
    language: Text,
    published_online: Option<Date>,
    published_print: Option<Date>,
    issued: Option<Date>,
    posted: Option<Date>,
    accepted: Option<Date>,
    created: Option<Date>,
    deposited: Option<Date>,
    indexed: Option<Date>,
    update_to: Option<Vec<Update>>,
    updated_by: Option<Vec<Update>>,
    relation: Option<BTreeMap<String, Vec<Related>>>,
    license: Option<Vec<Licence>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Person {
    family: Text,
    given: Text,
    suffix: Text,
    name: Text,
    #[serde(rename = "ORCID")]
    orcid: Text,
    affiliation: Option<Vec<Affiliation>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Affiliation {
    name: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", default)]
struct Funder {
    name: Text,
    award: Texts,
    award_info: Option<Vec<Award>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", default)]
struct Award {
    award_number: Texts,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", default)]
struct Trial {
    clinical_trial_number: Text,
    registry: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Reference {
    unstructured: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", default)]
struct Date {
    date_parts: Option<Vec<Texts>>,
    date_time: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Update {
    #[serde(rename = "DOI")]
    doi: Text,
    r#type: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", default)]
struct Related {
    id_type: Text,
    id: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Licence {
    #[serde(rename = "URL")]
    url: Text,
}

/// Reads one work.
pub(super) fn read(object: &str) -> Result<Record, Wrong> {
    let work: Work = parsed(object, "a work as Crossref writes it")?;
    let doi = work.doi.0.trim().to_lowercase();
    if doi.is_empty() {
        return Err(Problem::markup("a `DOI`", "a work without one").into());
    }
    let id = format!("doi:{doi}");
    let title = work.title.0.first().map(|title| shown(title).trim().to_owned()).unwrap_or_default();
    let mut record = Record {
        identifiers: vec![id.clone()],
        id,
        kind: "paper".to_owned(),
        version: version(&work),
        title,
        vernacular_title: work.original_title.0.first().map(|title| shown(title).trim().to_owned()),
        journal: journal(&work),
        dates: dates(&work),
        publication_types: publication_types(&work),
        relations: relations(&work),
        languages: Some(work.language.0.clone()).filter(|language| !language.is_empty()).into_iter().collect(),
        licence: licence(&work),
        ..Record::default()
    };
    texts(&work, &mut record);
    people(work.author.unwrap_or_default(), &mut record);
    grants(work.funder.unwrap_or_default(), &mut record);
    for (nth, trial) in work.clinical_trial_number.unwrap_or_default().into_iter().enumerate() {
        let name = format!("trial[{}]", nth + 1);
        field(&mut record, name, FieldKind::Databank, trial.clinical_trial_number.0, &trial.registry.0);
    }
    for (nth, reference) in work.reference.unwrap_or_default().into_iter().enumerate() {
        let text = shown(&reference.unstructured.0).into_owned();
        field(&mut record, format!("reference[{}]", nth + 1), FieldKind::Reference, text, "");
    }
    Ok(record)
}

fn field(record: &mut Record, name: String, kind: FieldKind, text: String, beside: &str) {
    if !text.is_empty() {
        record.fields.push(Field { name, kind, text, beside: beside.to_owned() });
    }
}

fn texts(work: &Work, record: &mut Record) {
    let several = [(&work.title, "title"), (&work.subtitle, "subtitle"), (&work.original_title, "vernacular")];
    for (texts, name) in several {
        for (nth, text) in texts.0.iter().enumerate() {
            let name = if nth == 0 { name.to_owned() } else { format!("{name}[{}]", nth + 1) };
            field(record, name, FieldKind::Title, shown(text).into_owned(), "");
        }
    }
    field(record, "abstract".to_owned(), FieldKind::Abstract, shown(&work.r#abstract.0).into_owned(), "");
}

fn people(people: Vec<Person>, record: &mut Record) {
    for (nth, person) in people.into_iter().enumerate() {
        let collective = person.family.0.is_empty() && !person.name.0.is_empty();
        let given = match person.suffix.0.as_str() {
            "" => person.given.0,
            suffix => format!("{} {suffix}", person.given.0).trim_start().to_owned(),
        };
        let affiliations: Vec<String> =
            person.affiliation.unwrap_or_default().into_iter().map(|one| shown(&one.name.0).into_owned()).collect();
        for (place, text) in affiliations.iter().enumerate() {
            let name = format!("affiliation[{}.{}]", nth + 1, place + 1);
            field(record, name, FieldKind::Affiliation, text.clone(), "");
        }
        record.authors.push(Author {
            family: if collective { person.name.0 } else { person.family.0 },
            given,
            collective,
            orcid: orcid(&person.orcid.0),
            affiliations: affiliations.into_iter().map(|text| text.trim().to_owned()).collect(),
            ..Author::default()
        });
    }
}

/// One grant for each award, and for each funder without any. The same award in both shapes is one.
fn grants(funders: Vec<Funder>, record: &mut Record) {
    let mut nth = 0;
    for funder in funders {
        let mut awards = funder.award.0;
        for award in funder.award_info.unwrap_or_default().into_iter().flat_map(|info| info.award_number.0) {
            if !awards.contains(&award) {
                awards.push(award);
            }
        }
        let agency = shown(&funder.name.0).into_owned();
        if awards.is_empty() {
            awards.push(String::new());
        }
        for award in awards {
            nth += 1;
            let award = shown(&award).into_owned();
            field(record, format!("grant[{nth}].id"), FieldKind::GrantId, award.clone(), &agency);
            field(record, format!("grant[{nth}].agency"), FieldKind::GrantAgency, agency.clone(), &award);
        }
    }
}

/// The day on which Crossref last indexed the work, which it does whenever the record changes.
fn version(work: &Work) -> u32 {
    let day = |date: &Option<Date>| date.as_ref().and_then(|date| version_of(&date.date_time.0));
    day(&work.indexed).or_else(|| day(&work.deposited)).unwrap_or(1)
}

fn journal(work: &Work) -> Option<Journal> {
    let first = |texts: &Texts| texts.0.first().map(|text| shown(text).into_owned()).unwrap_or_default();
    let pages = if work.page.0.is_empty() { &work.article_number.0 } else { &work.page.0 };
    let journal = Journal {
        title: first(&work.container_title),
        abbreviation: first(&work.short_container_title),
        issn: work.issn.0.clone(),
        volume: work.volume.0.clone(),
        issue: work.issue.0.clone(),
        pages: pages.clone(),
    };
    (journal != Journal::default()).then_some(journal)
}

/// The dates under the roles that PubMed gives them: in print, online, of the issue, and the entry into the database. `issued` is the
/// earliest of the others and says something only where there are none.
fn dates(work: &Work) -> Vec<DateClaim> {
    let roles = [
        ("epublish", &work.published_online),
        ("ppublish", &work.published_print),
        // A preprint is posted; nothing else says when it was published.
        ("epublish", &work.posted),
        ("pubdate", &work.issued),
        ("accepted", &work.accepted),
        ("entrez", &work.created),
        ("deposited", &work.deposited),
    ];
    let mut dates: Vec<DateClaim> = Vec::new();
    for (role, date) in roles {
        let told = role == "pubdate" && !dates.is_empty();
        dates.extend(date.as_ref().filter(|_| !told).and_then(|date| claim(role, date)));
    }
    dates
}

fn claim(role: &str, date: &Date) -> Option<DateClaim> {
    let parts = &date.date_parts.as_ref()?.first()?.0;
    let year = parts.first()?.parse().ok().filter(|year| (1000..=2999).contains(year))?;
    let month = parts.get(1).and_then(|month| month.parse().ok()).filter(|month| (1..=12).contains(month));
    let day = parts.get(2).and_then(|day| day.parse().ok()).filter(|day| (1..=31).contains(day) && month.is_some());
    Some(DateClaim { role: role.to_owned(), year, month, day, raw: None })
}

/// The type in PubMed's words where it has any, and what updates say of the work itself.
fn publication_types(work: &Work) -> Vec<String> {
    let mut types: Vec<String> = Vec::new();
    types.push(
        match (work.r#type.0.as_str(), work.subtype.0.as_str()) {
            ("journal-article", _) => "Journal Article",
            ("posted-content", "preprint" | "") => "Preprint",
            ("posted-content", subtype) => subtype,
            ("dataset", _) => "Dataset",
            ("dissertation", _) => "Academic Dissertation",
            (other, _) => other,
        }
        .to_owned(),
    );
    let said = |updates: &Option<Vec<Update>>, kinds: &[&str]| {
        updates.iter().flatten().any(|update| kinds.contains(&update.r#type.0.as_str()))
    };
    for (kinds, notice) in
        [(RETRACTIONS, "Retraction Notice"), (CORRECTIONS, "Published Erratum"), (CONCERNS, "Expression of Concern")]
    {
        if said(&work.update_to, kinds) {
            types.push(notice.to_owned());
        }
    }
    if said(&work.updated_by, RETRACTIONS) {
        types.push("Retracted Publication".to_owned());
    }
    types.retain(|kind| !kind.is_empty());
    types
}

const RETRACTIONS: &[&str] = &["retraction", "partial_retraction", "withdrawal", "removal"];
const CORRECTIONS: &[&str] = &["correction", "corrigendum", "erratum"];
const CONCERNS: &[&str] = &["expression_of_concern"];

/// Updates in PubMed's words, other relations in Crossref's.
fn relations(work: &Work) -> Vec<(String, String)> {
    let mut relations = Vec::new();
    let updates = [
        (&work.update_to, ["RetractionOf", "ErratumFor", "ExpressionOfConcernFor", "UpdateOf"]),
        (&work.updated_by, ["RetractionIn", "ErratumIn", "ExpressionOfConcernIn", "UpdateIn"]),
    ];
    for (updates, [retraction, correction, concern, other]) in updates {
        for update in updates.iter().flatten() {
            let kind = match update.r#type.0.as_str() {
                kind if RETRACTIONS.contains(&kind) => retraction,
                kind if CORRECTIONS.contains(&kind) => correction,
                kind if CONCERNS.contains(&kind) => concern,
                _ => other,
            };
            relations.push((kind.to_owned(), format!("doi:{}", update.doi.0.trim().to_lowercase())));
        }
    }
    for (kind, others) in work.relation.iter().flatten() {
        for other in others {
            let id = other.id.0.trim();
            let id = match other.id_type.0.as_str() {
                "doi" => format!("doi:{}", id.trim_start_matches("https://doi.org/").to_lowercase()),
                "pmcid" => format!("pmcid:{id}"),
                scheme => format!("{scheme}:{id}"),
            };
            relations.push((kind.clone(), id));
        }
    }
    relations
}

/// Under which licence the words are; an open one of the work is that of its abstract.
fn licence(work: &Work) -> String {
    let open = work.license.iter().flatten().map(|licence| licence.url.0.as_str());
    match open.into_iter().find(|url| url.contains("creativecommons.org")) {
        Some(url) => format!("Crossref metadata, free to reuse; abstract under {url}"),
        None => LICENCE.to_owned(),
    }
}
