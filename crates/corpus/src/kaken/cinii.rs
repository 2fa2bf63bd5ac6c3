//! Projects as CiNii Research's OpenSearch answers them in JSON.
//!
//! The decision to question: the record has the id of the grant, not of CiNii's page about it, so that it meets the same grant from KAKEN; CiNii's
//! number is one more identifier. It gives no date of change: whatever KAKEN says of the grant is the later state.

use crate::ReadOptions;
use crate::json::{Head, JsonRecords, Layout, Shape, Text, Texts, Wrong, member, parsed};
use crate::read::Candidates;
use crate::{Author, Field, Grant, GrantMember, Problem, Record};
use mention::FieldKind;
use serde::Deserialize;

const ARRAYS: &[&[&str]] = &[&["items"]];
const LICENCE: &str = "CiNii Research, National Institute of Informatics; KAKEN, CC BY 4.0";

/// Whether a file that begins so is an answer of CiNii Research.
pub(crate) fn is_beginning(head: &Head<'_>) -> bool {
    let is_page = |object: Option<&[u8]>| {
        let address = object.and_then(|object| member(object, "@id"));
        address.is_some_and(|address| {
            [&b"\"https://cir.nii.ac.jp/"[..], b"\"https:\\/\\/cir.nii.ac.jp\\/"]
                .iter()
                .any(|start| address.starts_with(start))
        })
    };
    is_page(head.under(&[])) || is_page(head.under(&["items"]))
}

/// Reads the projects of an answer.
pub(crate) fn reader<'a>(options: &'a ReadOptions, candidates: &'a dyn Candidates) -> JsonRecords<'a> {
    JsonRecords::new(&Projects, options, candidates)
}

struct Projects;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Project {
    #[serde(rename = "@id")]
    address: Text,
    title: Text,
    description: Texts,
    #[serde(rename = "dc:creator")]
    creators: Texts,
    #[serde(rename = "dc:subject")]
    subjects: Texts,
    #[serde(rename = "dc:identifier")]
    identifiers: Option<Vec<Identifier>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Identifier {
    #[serde(rename = "@type")]
    kind: Text,
    #[serde(rename = "@value")]
    value: Text,
}

impl Shape for Projects {
    fn layout(&self, head: &Head<'_>) -> Layout {
        head.layout(ARRAYS, None)
    }

    /// The number of every grant is one of the programme's, and stands in no text.
    fn hides(&self, _object: &str, _candidates: &dyn Candidates) -> bool {
        true
    }

    fn keys(&self) -> &'static [&'static str] {
        &[]
    }

    fn id(&self, object: &[u8]) -> Option<String> {
        let value = member(object, "@id")?.strip_prefix(b"\"")?;
        let end = memchr::memchr(b'"', value)?;
        Some(String::from_utf8_lossy(&value[..end]).into_owned())
    }

    fn record(&self, object: &str) -> Result<Record, Wrong> {
        let project: Project = parsed(object, "a project as CiNii Research writes it")?;
        let identifiers = project.identifiers.unwrap_or_default();
        let number =
            identifiers.iter().find(|identifier| identifier.kind.0 == "cir:KAKEN").map(|one| one.value.0.trim());
        let Some(number) = number.filter(|number| !number.is_empty()) else {
            let found = "a project without one".to_owned();
            return Err(Problem::markup("a number of KAKEN in `dc:identifier`", found).into());
        };
        let id = format!("kakenhi:{number}");
        let crid = project.address.0.rsplit('/').next().unwrap_or_default();
        let mut fields = Vec::new();
        let mut field = |name: String, kind, text: &str, beside: &str| {
            if !text.is_empty() {
                fields.push(Field { name, kind, text: text.to_owned(), beside: beside.to_owned() });
            }
        };
        let own = format!("JP{number}");
        field("title".to_owned(), FieldKind::Title, &project.title.0, "");
        for (nth, text) in project.description.0.iter().enumerate() {
            let name = if nth == 0 { "abstract".to_owned() } else { format!("abstract[{}]", nth + 1) };
            field(name, FieldKind::Abstract, text, "");
        }
        for (nth, keyword) in project.subjects.0.iter().enumerate() {
            field(format!("keyword[{}]", nth + 1), FieldKind::Abstract, keyword, "");
        }
        field("grant[1].id".to_owned(), FieldKind::GrantId, &own, "科学研究費助成事業");
        let members = project
            .creators
            .0
            .iter()
            .map(|name| GrantMember { name: name.clone(), ..GrantMember::default() })
            .collect();
        Ok(Record {
            identifiers: vec![id.clone(), format!("crid:{crid}")],
            id,
            kind: "grant".to_owned(),
            version: 1,
            title: project.title.0.trim().to_owned(),
            authors: project.creators.0.into_iter().map(|family| Author { family, ..Author::default() }).collect(),
            grant: Some(Grant { number: number.to_owned(), members, ..Grant::default() }),
            licence: LICENCE.to_owned(),
            fields,
            ..Record::default()
        })
    }
}
