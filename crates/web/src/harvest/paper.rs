//! A work as every format tells of it: taken out of its records once.

use super::organisation::{Organisation, japan_grant_number, organisation};
use crate::source::RecordPage;
use corpus::{Author, Precision, Record};
use indicator::Standing;
use mention::{Certainty, SchemeKind, scheme_info};
use plan::Plan;
use std::collections::{BTreeMap, BTreeSet};

/// A paper or a trial.
#[derive(Debug, Default)]
pub struct Paper {
    pub id: String,
    pub is_trial: bool,
    pub title: String,
    pub original_title: String,
    pub authors: Vec<Author>,
    /// As exact as it is known: `2021-03-28`, `2021-03` or `2021`.
    pub published: String,
    /// ISO 639-2 codes.
    pub languages: Vec<String>,
    pub subjects: Vec<String>,
    pub journal: String,
    pub issn: Vec<String>,
    pub volume: String,
    pub issue: String,
    pub pages: String,
    /// Ids of the work by their prefix: `doi`, `pmid` …
    pub ids: Vec<(String, String)>,
    pub grants: Vec<Grant>,
    /// Projects for which it counts, in the order of the plan.
    pub projects: Vec<String>,
    pub invented: bool,
}

/// A grant that it names.
#[derive(Debug, PartialEq, Eq)]
pub struct Grant {
    pub scheme: String,
    pub value: String,
    pub funder: &'static Organisation,
    /// 体系的番号, where it can be told.
    pub japan_grant_number: Option<String>,
    /// A project of the plan for which it counts.
    pub project: Option<String>,
}

impl Paper {
    /// What its records say together: the first that says anything decides.
    pub fn of(page: &RecordPage, plan: &Plan) -> Self {
        let all: Vec<&Record> =
            std::iter::once(&page.record).chain(page.others.iter().map(|one| &one.record)).collect();
        let first = |take: fn(&Record) -> &str| {
            all.iter().map(|record| take(record).trim()).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
        };
        let journal = all.iter().find_map(|record| record.journal.clone()).unwrap_or_default();
        let published = page.published.iter().chain(page.others.iter().filter_map(|one| one.published.as_ref())).next();
        let published = published.map(|one| {
            let day = one.date.to_string();
            let length = match one.precision {
                Precision::Day => 10,
                Precision::Month => 7,
                Precision::Year | Precision::Assumed => 4,
            };
            day.get(..length).unwrap_or(&day).to_owned()
        });
        let language = |code: &&String| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_lowercase());
        let languages: BTreeSet<&String> = all.iter().flat_map(|record| &record.languages).filter(language).collect();
        Self {
            id: page.id.clone(),
            is_trial: page.record.kind == "trial",
            title: first(|record| &record.title),
            original_title: first(|record| record.vernacular_title.as_deref().unwrap_or_default()),
            authors: all
                .iter()
                .map(|record| &record.authors)
                .find(|list| !list.is_empty())
                .cloned()
                .unwrap_or_default(),
            published: published.unwrap_or_default(),
            languages: languages.into_iter().cloned().collect(),
            subjects: all
                .iter()
                .flat_map(|record| &record.mesh)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .cloned()
                .collect(),
            journal: if journal.title.is_empty() { journal.abbreviation } else { journal.title },
            issn: journal.issn.into_iter().filter(|issn| is_issn(issn)).collect::<BTreeSet<_>>().into_iter().collect(),
            volume: journal.volume,
            issue: journal.issue,
            pages: journal.pages,
            ids: page
                .ids
                .iter()
                .filter_map(|id| id.split_once(':'))
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .collect(),
            grants: grants(page),
            projects: projects(page, plan),
            invented: page.record.invented,
        }
    }

    /// What is shown as its title, whatever is known.
    pub fn title(&self) -> &str {
        [&self.title, &self.original_title, &self.id]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", String::as_str)
    }

    /// Its id of a kind: `doi`.
    pub fn id_of(&self, prefix: &str) -> Option<&str> {
        self.ids.iter().find(|(kind, _)| kind == prefix).map(|(_, id)| id.as_str())
    }

    /// Addresses at which others know it.
    pub fn addresses(&self) -> Vec<String> {
        let address = |(kind, id): &(String, String)| match kind.as_str() {
            "doi" => Some(format!("https://doi.org/{id}")),
            "pmid" => Some(format!("https://pubmed.ncbi.nlm.nih.gov/{id}/")),
            "pmcid" => Some(format!("https://pmc.ncbi.nlm.nih.gov/articles/{id}/")),
            "nct" => Some(format!("https://clinicaltrials.gov/study/{id}")),
            _ => None,
        };
        self.ids.iter().filter_map(address).collect()
    }

    /// First and last page, where they are numbers: `123-9` ends on 129.
    pub fn first_and_last_page(&self) -> (Option<u64>, Option<u64>) {
        let mut parts = self.pages.split(['-', '–']).map(str::trim);
        let first = parts.next().filter(|text| !text.starts_with('0'));
        let (first, last) = (first.unwrap_or_default(), parts.next().unwrap_or_default());
        let Ok(start) = first.parse::<u64>() else { return (None, None) };
        let whole = match first.len().checked_sub(last.len()) {
            Some(kept) if kept > 0 => format!("{}{last}", first.get(..kept).unwrap_or_default()),
            _ => last.to_owned(),
        };
        (Some(start), whole.parse().ok().filter(|end| *end >= start && !last.is_empty()))
    }
}

/// `Arden, Ann`; the name of a group as it is.
pub fn author_name(author: &Author) -> String {
    let given = if author.given.is_empty() { &author.initials } else { &author.given };
    if given.is_empty() || author.collective { author.family.clone() } else { format!("{}, {given}", author.family) }
}

fn is_issn(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: &[u8]| range.iter().all(u8::is_ascii_digit);
    matches!(bytes, [_, _, _, _, b'-', _, _, _, last] if digits(&bytes[..4]) && digits(&bytes[5..8])
        && (last.is_ascii_digit() || *last == b'X'))
}

/// Numbers of funders that are known here, each once: certain ones, and those whose link counts.
fn grants(page: &RecordPage) -> Vec<Grant> {
    let links = || page.links.iter().chain(page.others.iter().flat_map(|one| &one.links));
    let mut counted: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for link in links().filter(|link| link.standing == Standing::Counted) {
        counted.entry((&link.link.key.scheme, &link.link.key.value)).or_insert(&link.link.key.project);
    }
    let mut found: BTreeMap<(&str, &str), Option<String>> = BTreeMap::new();
    for one in page.mentions.iter().chain(page.others.iter().flat_map(|one| &one.mentions)) {
        let key = (one.mention.scheme.as_ref(), one.mention.value.as_str());
        let is_grant = scheme_info(key.0).is_some_and(|info| info.kind == SchemeKind::Grant);
        let holds = one.mention.certainty == Certainty::Certain || counted.contains_key(&key);
        if is_grant && holds {
            let number = found.entry(key).or_default();
            *number = number.take().or_else(|| japan_grant_number(key.0, key.1, one.mention.fiscal_year));
        }
    }
    let grant = |((scheme, value), number): ((&str, &str), Option<String>)| {
        Some(Grant {
            scheme: scheme.to_owned(),
            value: value.to_owned(),
            funder: organisation(scheme)?,
            japan_grant_number: number,
            project: counted.get(&(scheme, value)).map(|&project| project.to_owned()),
        })
    };
    found.into_iter().filter_map(grant).collect()
}

fn projects(page: &RecordPage, plan: &Plan) -> Vec<String> {
    let links = page.links.iter().chain(page.others.iter().flat_map(|one| &one.links));
    let counted = links.filter(|link| link.standing == Standing::Counted);
    let ids: BTreeSet<&str> = counted.map(|link| link.link.key.project.as_str()).collect();
    plan.projects().map(|(_, project)| project.id.clone()).filter(|id| ids.contains(id.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbers_or_nothing() {
        let check = |pages: &str, expected: (Option<u64>, Option<u64>)| {
            let paper = Paper { pages: pages.to_owned(), ..Paper::default() };
            assert_eq!(paper.first_and_last_page(), expected, "{pages}");
        };
        check("123-9", (Some(123), Some(129)));
        check("99-105", (Some(99), Some(105)));
        check("7", (Some(7), None));
        check("e1004", (None, None));
        check("12-3", (Some(12), Some(13)));
        check("12-e3", (Some(12), None));
        check("", (None, None));
    }

    #[test]
    fn an_issn_has_its_shape() {
        for (text, expected) in [("1880-697X", true), ("0000-0000", true), ("1880697X", false), ("1880-69XX", false)] {
            assert_eq!(is_issn(text), expected, "{text}");
        }
    }
}
