//! One study of ClinicalTrials.gov, in whatever shape, as a record.
//!
//! The decision to question: every text is read, not only those with a name of their own. Numbers of other trials stand in outcomes,
//! arms and results as well; what is left out is people, places and terms that the register added, and numbers are no text.

use super::date;
use super::initiated::{Statements, investigator_initiated};
use super::number::{trial_id, trial_ids};
use super::shape::{Item, Shape};
use crate::{Field, Problem, Record, Trial};
use mention::FieldKind;
use serde_json::Value;

const LICENCE: &str =
    "ClinicalTrials.gov, U.S. National Library of Medicine; public domain, name the source and its date";

/// A text shorter than this and not named in the shape is a term or a number.
const SHORTEST: usize = 8;

/// Reads a study.
pub(super) fn read(study: &Value, shape: &'static Shape) -> Result<Record, Problem> {
    let number = words(study, shape.own_number).into_iter().next().unwrap_or_default().trim().to_owned();
    let id = trial_id(&number).filter(|id| id.starts_with("nct:")).ok_or_else(|| {
        let found = if number.is_empty() { "a study without one".to_owned() } else { format!("`{number}`") };
        Problem::markup("a number such as `NCT01234567` as the study's own", found)
    })?;
    let mut reader = Reader {
        study,
        shape,
        named: Vec::new(),
        record: Record { id, kind: "trial".to_owned(), licence: LICENCE.to_owned(), ..Record::default() },
    };
    reader.identity();
    reader.texts();
    reader.facts();
    reader.rest();
    Ok(reader.record)
}

struct Reader<'v> {
    study: &'v Value,
    shape: &'static Shape,
    /// The paths that were read under a name of their own.
    named: Vec<&'static str>,
    record: Record,
}

impl<'v> Reader<'v> {
    fn identity(&mut self) {
        let own = self.record.id.clone();
        self.identifier(own);
        for number in self.take(self.shape.own_number) {
            self.field("id".to_owned(), FieldKind::Databank, number, "ClinicalTrials.gov");
        }
        for (index, number) in self.take(self.shape.aliases).into_iter().enumerate() {
            trial_id(number).into_iter().for_each(|id| self.identifier(id));
            self.field(format!("alias[{}]", index + 1), FieldKind::Databank, number, "ClinicalTrials.gov");
        }
        for (name, item) in
            [("org-study-id", &self.shape.organisation_number), ("secondary-id", &self.shape.other_number)]
        {
            for (index, (number, beside, link)) in self.items(item).into_iter().enumerate() {
                trial_ids(number).into_iter().for_each(|id| self.identifier(id));
                self.field(format!("{name}[{}]", index + 1), FieldKind::Databank, number, &beside);
                self.field(format!("{name}[{}].link", index + 1), FieldKind::Text, link, "");
            }
        }
    }

    fn texts(&mut self) {
        let shape = self.shape;
        let title = self.take(shape.brief_title).into_iter().next().unwrap_or_default();
        self.record.title = title.trim().to_owned();
        self.field("title".to_owned(), FieldKind::Title, title, "");
        for title in self.take(shape.official_title) {
            self.field("official-title".to_owned(), FieldKind::Title, title, "");
        }
        for &(name, kind, path) in shape.texts {
            for text in self.take(path) {
                self.field(name.to_owned(), kind, text, "");
            }
        }
        for text in self.take(shape.summary) {
            self.field("abstract".to_owned(), FieldKind::Abstract, text, "");
        }
        let mut index = 0;
        for text in self.take(shape.description) {
            for paragraph in paragraphs(text) {
                index += 1;
                self.field(format!("description[{index}]"), FieldKind::Text, paragraph, "");
            }
        }
        for text in self.take(shape.eligibility) {
            self.field("eligibility".to_owned(), FieldKind::Text, text, "");
        }
        for (name, kind, item) in [
            ("sponsor", FieldKind::Text, &shape.sponsor),
            ("collaborator", FieldKind::Text, &shape.collaborator),
            ("link", FieldKind::Text, &shape.link),
        ] {
            for (index, (text, beside, _)) in self.items(item).into_iter().enumerate() {
                self.field(format!("{name}[{}]", index + 1), kind, text, "");
                if name == "link" {
                    self.field(format!("link[{}].description", index + 1), FieldKind::Text, &beside, "");
                }
            }
        }
        self.references();
        let affiliations: Vec<&str> = shape.affiliations.iter().flat_map(|path| self.take(path)).collect();
        for (name, places) in [("affiliation", affiliations), ("facility", self.take(shape.facility))] {
            for (index, place) in each_once(places).into_iter().enumerate() {
                self.field(format!("{name}[{}]", index + 1), FieldKind::Affiliation, place, "");
            }
        }
    }

    fn references(&mut self) {
        let mut index = 0;
        for item in self.shape.references {
            for reference in values(self.study, item.list) {
                index += 1;
                for citation in words(reference, item.text) {
                    self.field(format!("reference[{index}]"), FieldKind::Reference, citation, "");
                }
                let kind = match self.shape.reference_type {
                    "" => item.list.strip_suffix("_reference").unwrap_or_default(),
                    path => words(reference, path).into_iter().next().unwrap_or_default(),
                };
                // Background is no paper of this study.
                let relation = match kind.to_ascii_lowercase().as_str() {
                    "result" | "results" => "TrialResult",
                    "derived" => "TrialDerived",
                    _ => continue,
                };
                for pmid in words(reference, self.shape.reference_pmid) {
                    self.record.relations.push((relation.to_owned(), format!("pmid:{}", pmid.trim())));
                }
            }
            self.named.push(item.list);
        }
    }

    fn facts(&mut self) {
        let shape = self.shape;
        for &(role, path) in shape.dates {
            let known = self.record.dates.iter().any(|claim| claim.role == role);
            let found = self.take(path).into_iter().find_map(|text| date::claim(role, text));
            self.record.dates.extend(found.filter(|_| !known));
        }
        let updated = self.record.dates.iter().find(|claim| claim.role == "updated");
        self.record.version = updated.and_then(date::as_version).unwrap_or(1);
        for path in shape.mesh {
            let terms = self.take(path);
            self.record.mesh.extend(terms.into_iter().map(|term| term.trim().to_owned()));
        }
        let (sponsor, sponsor_class) = self
            .items(&shape.sponsor)
            .into_iter()
            .next()
            .map(|(name, class, _)| (name.trim().to_owned(), class))
            .unwrap_or_default();
        let one =
            |reader: &mut Self, path| reader.take(path).iter().map(|text| text.trim()).collect::<Vec<_>>().join("/");
        let countries = shape.countries.iter().map(|path| self.take(path)).find(|found| !found.is_empty());
        let study_type = one(self, shape.study_type);
        let responsible = one(self, shape.responsible);
        let titles: Vec<&str> =
            [shape.brief_title, shape.official_title].iter().flat_map(|path| words(self.study, path)).collect();
        let investigator_initiated = investigator_initiated(&Statements {
            ids: &self.record.identifiers,
            sponsor: &sponsor,
            sponsor_class: &sponsor_class,
            responsible: &responsible,
            designations: &titles,
        });
        self.record.trial = Some(Trial {
            sponsor,
            sponsor_class,
            phase: one(self, shape.phase),
            study_type,
            status: one(self, shape.status),
            countries: each_once(countries.unwrap_or_default()).into_iter().map(str::to_owned).collect(),
            investigator_initiated,
        });
    }

    /// Every other text, under its path.
    fn rest(&mut self) {
        let mut path = String::new();
        let mut plain = String::new();
        walk(self.study, &mut path, &mut plain, &mut |path, plain, text| {
            let is_under = |list: &[&str]| {
                list.iter()
                    .any(|known| plain.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
            };
            let is_text = text.trim().len() >= SHORTEST && text.chars().any(char::is_alphabetic);
            if is_text && !is_under(&self.named) && !is_under(self.shape.left_out) {
                let kind = if text.starts_with("http") { FieldKind::Text } else { kind_of_rest(plain) };
                self.record.fields.push(Field {
                    name: path.to_owned(),
                    kind,
                    text: text.to_owned(),
                    beside: String::new(),
                });
            }
        });
    }

    /// The texts at a path, which is then done with.
    fn take(&mut self, path: &'static str) -> Vec<&'v str> {
        self.named.push(path);
        words(self.study, path)
    }

    /// The texts of a list with what stands beside each and its address.
    fn items(&mut self, item: &Item) -> Vec<(&'v str, String, &'v str)> {
        self.named.push(item.list);
        let first = |value: &'v Value, path: &str| match path {
            "" => "",
            "." => value.as_str().unwrap_or_default(),
            path => words(value, path).into_iter().next().unwrap_or_default(),
        };
        values(self.study, item.list)
            .into_iter()
            .filter(|value| !first(value, item.text).trim().is_empty())
            .map(|value| {
                let beside = [item.beside, item.also_beside].map(|path| first(value, path).trim());
                let beside: Vec<&str> = beside.into_iter().filter(|part| !part.is_empty()).collect();
                (first(value, item.text), beside.join(" "), first(value, item.link))
            })
            .collect()
    }

    fn field(&mut self, name: String, kind: FieldKind, text: &str, beside: &str) {
        if !text.trim().is_empty() {
            self.record.fields.push(Field { name, kind, text: text.to_owned(), beside: beside.to_owned() });
        }
    }

    fn identifier(&mut self, id: String) {
        if !self.record.identifiers.contains(&id) {
            self.record.identifiers.push(id);
        }
    }
}

/// What a study does is told in its arms and outcomes.
fn kind_of_rest(path: &str) -> FieldKind {
    let lower = path.to_ascii_lowercase();
    if lower.contains("arm") || lower.contains("outcome") || lower.contains("intervention") || lower.contains("design")
    {
        FieldKind::Methods
    } else {
        FieldKind::Text
    }
}

/// The values at a path, lists opened.
fn values<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![value];
    for key in path.split('.') {
        found = found.into_iter().flat_map(|value| opened(value.get(key))).collect();
    }
    found
}

fn opened(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list.iter().collect(),
        Some(value) => vec![value],
    }
}

/// The texts at a path that are not blank.
fn words<'v>(value: &'v Value, path: &str) -> Vec<&'v str> {
    values(value, path).into_iter().filter_map(Value::as_str).filter(|text| !text.trim().is_empty()).collect()
}

fn each_once(texts: Vec<&str>) -> Vec<&str> {
    let mut seen = std::collections::HashSet::new();
    texts.into_iter().map(str::trim).filter(|text| seen.insert(*text)).collect()
}

/// The paragraphs of a text: what blank lines part.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            found.push(&text[start..at]);
            start = at + line.len();
        }
        at += line.len();
    }
    found.push(&text[start..]);
    found.retain(|paragraph| !paragraph.trim().is_empty());
    found
}

/// Calls `leaf` with every text, its path with and without places in lists.
fn walk(value: &Value, path: &mut String, plain: &mut String, leaf: &mut dyn FnMut(&str, &str, &str)) {
    match value {
        Value::String(text) => leaf(path, plain, text),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                let length = path.len();
                path.push_str(&format!("[{}]", index + 1));
                walk(value, path, plain, leaf);
                path.truncate(length);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                let lengths = (path.len(), plain.len());
                for whole in [&mut *path, &mut *plain] {
                    if !whole.is_empty() && !key.is_empty() {
                        whole.push('.');
                    }
                    whole.push_str(key);
                }
                walk(value, path, plain, leaf);
                path.truncate(lengths.0);
                plain.truncate(lengths.1);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
