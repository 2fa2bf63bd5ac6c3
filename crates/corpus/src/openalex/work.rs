//! One work of OpenAlex as a record.
//!
//! The decision to question: an author's name stays whole, in the place of the family name. OpenAlex does not say which part is
//! which, and nothing is guessed here.

use super::{index, work_id};
use crate::json::{Text, Texts, Wrong, day_of, member, parsed, version_of};
use crate::orcid::orcid;
use crate::{Author, DateClaim, Field, Journal, Problem, Record};
use mention::{FieldKind, shown};
use serde::Deserialize;

const LICENCE: &str = "OpenAlex, CC0; abstracts may be under copyright";

#[derive(Deserialize, Default)]
#[serde(default)]
struct Work {
    id: Text,
    doi: Text,
    title: Text,
    display_name: Text,
    publication_date: Text,
    publication_year: Text,
    ids: Option<Ids>,
    language: Text,
    primary_location: Option<Location>,
    r#type: Text,
    authorships: Option<Vec<Authorship>>,
    biblio: Option<Biblio>,
    is_retracted: Option<bool>,
    mesh: Option<Vec<Mesh>>,
    grants: Option<Vec<Grant>>,
    awards: Option<Vec<Award>>,
    funders: Option<Vec<Funder>>,
    updated_date: Text,
    created_date: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Ids {
    pmid: Text,
    pmcid: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Location {
    source: Option<Source>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Source {
    display_name: Text,
    issn: Texts,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Authorship {
    author: Option<Person>,
    raw_author_name: Text,
    raw_affiliation_strings: Texts,
    affiliations: Option<Vec<Affiliation>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Affiliation {
    raw_affiliation_string: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Person {
    display_name: Text,
    orcid: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Biblio {
    volume: Text,
    issue: Text,
    first_page: Text,
    last_page: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Mesh {
    descriptor_name: Text,
    qualifier_name: Text,
}

/// Until 2025.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Grant {
    funder_display_name: Text,
    award_id: Text,
}

/// Since then.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Award {
    display_name: Text,
    funder_award_id: Text,
    funder_display_name: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Funder {
    display_name: Text,
}

/// Reads one work.
pub(super) fn read(object: &str) -> Result<Record, Wrong> {
    let work: Work = parsed(object, "a work as OpenAlex writes it")?;
    let Some(id) = work_id(&work.id.0) else {
        return Err(Problem::markup("an `id` such as `https://openalex.org/W1`", format!("`{}`", work.id.0)).into());
    };
    let title = if work.title.0.is_empty() { &work.display_name.0 } else { &work.title.0 };
    let title = shown(title).into_owned();
    let mut record = Record {
        identifiers: identifiers(&id, &work),
        id,
        kind: "paper".to_owned(),
        version: version_of(&work.updated_date.0).unwrap_or(1),
        title: title.trim().to_owned(),
        journal: journal(&work),
        dates: dates(&work),
        publication_types: publication_types(&work),
        languages: Some(work.language.0.clone()).filter(|language| !language.is_empty()).into_iter().collect(),
        licence: LICENCE.to_owned(),
        ..Record::default()
    };
    field(&mut record, "title".to_owned(), FieldKind::Title, title, "");
    if let Some(index) = member(object.as_bytes(), "abstract_inverted_index").filter(|index| index.starts_with(b"{")) {
        let expected = "words with their positions in `abstract_inverted_index`";
        let words = index::text(index).ok_or_else(|| Problem::markup(expected, "something else in it"))?;
        field(&mut record, "abstract".to_owned(), FieldKind::Abstract, words, "");
    }
    for mesh in work.mesh.into_iter().flatten() {
        record.mesh.push(match mesh.qualifier_name.0.as_str() {
            "" => mesh.descriptor_name.0,
            qualifier => format!("{}/{qualifier}", mesh.descriptor_name.0),
        });
    }
    people(work.authorships.unwrap_or_default(), &mut record);
    grants(work.grants, work.awards, work.funders, &mut record);
    Ok(record)
}

fn field(record: &mut Record, name: String, kind: FieldKind, text: String, beside: &str) {
    if !text.is_empty() {
        record.fields.push(Field { name, kind, text, beside: beside.to_owned() });
    }
}

fn identifiers(id: &str, work: &Work) -> Vec<String> {
    let mut identifiers = vec![id.to_owned()];
    let doi = work.doi.0.trim().to_lowercase();
    identifiers.extend(doi.strip_prefix("https://doi.org/").map(|doi| format!("doi:{doi}")));
    // The last part of an address: `https://pubmed.ncbi.nlm.nih.gov/40653270`, `https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1`.
    let number = |address: &Text| {
        let last = address.0.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let digits = last.trim_start_matches("PMC");
        (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.to_owned())
    };
    if let Some(ids) = &work.ids {
        identifiers.extend(number(&ids.pmid).map(|pmid| format!("pmid:{pmid}")));
        identifiers.extend(number(&ids.pmcid).map(|pmcid| format!("pmcid:PMC{pmcid}")));
    }
    identifiers
}

fn journal(work: &Work) -> Option<Journal> {
    let source = work.primary_location.as_ref().and_then(|location| location.source.as_ref());
    let biblio = work.biblio.as_ref();
    let part = |part: fn(&Biblio) -> &Text| biblio.map(|biblio| part(biblio).0.clone()).unwrap_or_default();
    let (first, last) = (part(|biblio| &biblio.first_page), part(|biblio| &biblio.last_page));
    let journal = Journal {
        title: source.map(|source| source.display_name.0.clone()).unwrap_or_default(),
        issn: source.map(|source| source.issn.0.clone()).unwrap_or_default(),
        volume: part(|biblio| &biblio.volume),
        issue: part(|biblio| &biblio.issue),
        pages: if last.is_empty() || last == first { first } else { format!("{first}-{last}") },
        ..Journal::default()
    };
    (journal != Journal::default()).then_some(journal)
}

/// The publication date and the day on which OpenAlex first had the work.
///
/// OpenAlex writes 1 January where only the year is known, and a real 1 January the same; the claim is then the year.
fn dates(work: &Work) -> Vec<DateClaim> {
    let mut dates = Vec::new();
    let claim = |role: &str, year, month, day| DateClaim { role: role.to_owned(), year, month, day, raw: None };
    match day_of(&work.publication_date.0) {
        Some((year, 1, 1)) => {
            dates.push(DateClaim { raw: Some(work.publication_date.0.clone()), ..claim("pubdate", year, None, None) });
        }
        Some((year, month, day)) => dates.push(claim("pubdate", year, Some(month), Some(day))),
        None => {
            let year = work.publication_year.0.parse().ok().filter(|year| (1000..=2999).contains(year));
            dates.extend(year.map(|year| claim("pubdate", year, None, None)));
        }
    }
    dates.extend(day_of(&work.created_date.0).map(|(year, month, day)| claim("entrez", year, Some(month), Some(day))));
    dates
}

/// The type in PubMed's words where it has any.
fn publication_types(work: &Work) -> Vec<String> {
    let types: &[&str] = match work.r#type.0.as_str() {
        "article" => &["Journal Article"],
        "review" => &["Journal Article", "Review"],
        "preprint" => &["Preprint"],
        "erratum" => &["Published Erratum"],
        "retraction" => &["Retraction Notice"],
        "letter" => &["Letter"],
        "editorial" => &["Editorial"],
        "dissertation" => &["Academic Dissertation"],
        "dataset" => &["Dataset"],
        "" => &[],
        other => &[other],
    };
    let retracted = work.is_retracted.unwrap_or_default().then_some("Retracted Publication");
    types.iter().copied().chain(retracted).map(str::to_owned).collect()
}

fn people(people: Vec<Authorship>, record: &mut Record) {
    for (nth, authorship) in people.into_iter().enumerate() {
        let person = authorship.author.unwrap_or_default();
        let mut affiliations = authorship.raw_affiliation_strings.0;
        for affiliation in authorship.affiliations.into_iter().flatten().map(|one| one.raw_affiliation_string.0) {
            if !affiliation.is_empty() && !affiliations.contains(&affiliation) {
                affiliations.push(affiliation);
            }
        }
        for (place, text) in affiliations.iter().enumerate() {
            let name = format!("affiliation[{}.{}]", nth + 1, place + 1);
            field(record, name, FieldKind::Affiliation, text.clone(), "");
        }
        let printed = authorship.raw_author_name.0;
        record.authors.push(Author {
            family: if printed.is_empty() { person.display_name.0 } else { printed },
            orcid: orcid(&person.orcid.0),
            affiliations: affiliations.into_iter().map(|text| text.trim().to_owned()).collect(),
            ..Author::default()
        });
    }
}

/// One grant for each award in either shape, and for each funder that has none.
fn grants(grants: Option<Vec<Grant>>, awards: Option<Vec<Award>>, funders: Option<Vec<Funder>>, record: &mut Record) {
    let old = grants.into_iter().flatten().map(|grant| (grant.award_id.0, grant.funder_display_name.0, String::new()));
    let new = awards
        .into_iter()
        .flatten()
        .map(|award| (award.funder_award_id.0, award.funder_display_name.0, award.display_name.0));
    let mut all: Vec<(String, String, String)> = old.chain(new).collect();
    for funder in funders.into_iter().flatten().map(|funder| funder.display_name.0) {
        if !all.iter().any(|(_, agency, _)| *agency == funder) {
            all.push((String::new(), funder, String::new()));
        }
    }
    for (nth, (number, agency, title)) in all.into_iter().enumerate() {
        let name = |part: &str| format!("grant[{}].{part}", nth + 1);
        field(record, name("id"), FieldKind::GrantId, number.clone(), &agency);
        field(record, name("agency"), FieldKind::GrantAgency, agency.clone(), &number);
        field(record, name("title"), FieldKind::Text, title, &agency);
    }
}
