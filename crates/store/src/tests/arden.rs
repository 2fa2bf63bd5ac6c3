//! Papers, files and a plan of Arden.

use crate::{FileOutcome, FileToWrite, KeptRecord, Store};
use corpus::{Author, DateClaim, Edition, Field, FileSummary, Format, Journal, Record, publication_date};
use evidence::{FoundMention, Keep, Scope};
use mention::{Certainty, FieldKind, Mention};
use plan::{Basis, End, FiscalYear, Join, JoinSubject, Plan, Programme, Project, Text, YearClaim};
use std::collections::BTreeMap;
use std::time::Duration;

pub(crate) fn stated() -> Basis {
    Basis::Stated { source: "Arden Gazette 12".into() }
}

fn project(id: &str, first: i16, last: i16) -> Project {
    let year = |year| YearClaim { year: Some(FiscalYear(year)), basis: stated() };
    Project {
        id: id.into(),
        title: Text::default(),
        title_in_plan: None,
        short: None,
        aliases: Vec::new(),
        description: Text::default(),
        focus: String::new(),
        start: year(first),
        end: End::Year(year(last)),
        origin: None,
        operator: "AMED".into(),
        parts: Vec::new(),
        evaluations: Vec::new(),
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        note: None,
    }
}

pub(crate) fn prefix(text: &str) -> JoinSubject {
    JoinSubject::Prefix(format!("amed:{text}"))
}

/// Three projects: the first by number and name, the second by a number that nobody confirmed and by name, the third
/// by nothing yet.
pub(crate) fn plan() -> Plan {
    let join =
        |subject, project: &str, basis| Join { subject, project: project.into(), from: None, until: None, basis };
    Plan {
        id: "arden".into(),
        title: Text::default(),
        goal_number: "1".into(),
        goal: Text::default(),
        summary: Text::default(),
        decisions: Vec::new(),
        parent: None,
        source: String::new(),
        policies: Vec::new(),
        programmes: vec![Programme {
            id: "lakes".into(),
            number: 1,
            title: Text::default(),
            summary: Text::default(),
            focuses: Vec::new(),
            projects: vec![project("bench", 2017, 2021), project("seeds", 2016, 2030), project("shores", 2020, 2030)],
            evaluations: Vec::new(),
            indicators: Vec::new(),
        }],
        integrated_projects: Vec::new(),
        disease_areas: Vec::new(),
        successions: Vec::new(),
        budget_projects: Vec::new(),
        schemes: Vec::new(),
        joins: vec![
            join(prefix("am0101"), "bench", stated()),
            join(JoinSubject::Name("BENCH".into()), "bench", stated()),
            join(prefix("cm0106"), "seeds", Basis::Unconfirmed { source: None }),
            join(JoinSubject::Name("SEEDS".into()), "seeds", stated()),
        ],
    }
}

/// A paper whose abstract says `words`; numbers such as `21am0101001` and names in capitals among them are its mentions.
pub(crate) fn paper(id: &str, words: &str) -> KeptRecord {
    let text = format!("We measured the lakes. Funded {words} They were deep.");
    let mut mentions = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive([' ', '.', ',', '(', ')']) {
        let bare = word.trim_end_matches([' ', '.', ',', '(', ')']);
        let number = bare.len() == 11 && bare.starts_with("2");
        let name = ["BENCH", "SEEDS", "AMED"].contains(&bare.trim_end_matches('?'));
        if number || name {
            let raw = bare.trim_end_matches('?');
            let doubtful = bare.ends_with('?');
            mentions.push(FoundMention {
                field: "abstract".into(),
                field_kind: FieldKind::Abstract,
                mention: Mention {
                    scheme: if number { "amed" } else { "name" }.into(),
                    value: if number { bare[2..].to_owned() } else { raw.to_owned() },
                    span: at..at + raw.len(),
                    fiscal_year: number.then(|| 2000 + bare[..2].parse::<i16>().expect("a year")),
                    rule: if number { "amed.systematic@1" } else { "name.word@1" }.into(),
                    certainty: if doubtful {
                        Certainty::Doubtful { reason: "shape-only".into() }
                    } else {
                        Certainty::Certain
                    },
                },
                raw: raw.to_owned(),
                scope: Scope::None,
                projects: Vec::new(),
            });
        }
        at += word.len();
    }
    let digits = id.split_once(':').map_or(id, |(_, digits)| digits);
    let record = Record {
        id: id.into(),
        kind: "paper".into(),
        version: 1,
        identifiers: if id.starts_with("pmid:") {
            vec![id.into(), format!("doi:10.0000/{digits}")]
        } else {
            vec![id.into()]
        },
        title: format!("湖の深さについて On the lakes of Arden, part {digits}"),
        authors: vec![Author { family: "Ode".into(), given: "Mira".into(), initials: "M".into(), ..Author::default() }],
        journal: Some(Journal {
            title: "Annals of Arden".into(),
            abbreviation: "Ann Arden".into(),
            ..Journal::default()
        }),
        dates: vec![DateClaim { role: "pubdate".into(), year: 2020, month: Some(6), day: None, raw: None }],
        publication_types: vec!["Journal Article".into()],
        fields: vec![Field { name: "abstract".into(), kind: FieldKind::Abstract, text, beside: String::new() }],
        licence: "none given".into(),
        ..Record::default()
    };
    KeptRecord { published: publication_date(&record.dates), record, mentions }
}

/// A file that can be written.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) summary: FileSummary,
    pub(crate) records: Vec<KeptRecord>,
    pub(crate) seen: Vec<(u32, u32)>,
    pub(crate) seen_elsewhere: Vec<(String, u32)>,
    pub(crate) deleted: Vec<(u32, u32)>,
    pub(crate) rules: Vec<String>,
}

impl File {
    /// A file of that edition, or of a source without any if it is empty. What it keeps it has seen.
    pub(crate) fn new(edition: &str, records: Vec<KeptRecord>) -> Self {
        let edition: Option<Edition> = match edition.strip_prefix("sample-") {
            Some(number) => Some(Edition { year: 0, number: number.parse().expect("a number") }),
            None if edition.is_empty() => None,
            None => Some(edition.parse().expect("an edition")),
        };
        let (mut seen, mut seen_elsewhere) = (Vec::new(), Vec::new());
        for Record { id, version, .. } in records.iter().map(|kept| &kept.record) {
            match id.strip_prefix("pmid:").filter(|_| edition.is_some()) {
                Some(pmid) => seen.push((pmid.parse().expect("a PMID"), *version)),
                None => seen_elsewhere.push((id.clone(), *version)),
            }
        }
        let summary = FileSummary {
            name: "arden".into(),
            sha256: None,
            bytes: 1000,
            bytes_inflated: 5000,
            edition,
            format: if edition.is_some() { Format::PubMed } else { Format::Records },
            members_read: 1,
            members_passed_over: 0,
            records_read: records.len() as u64,
            records_parsed: records.len() as u64,
            deleted: 0,
            records_by_fiscal_year: BTreeMap::from([(2020, records.len() as u64)]),
            records_by_calendar_year: BTreeMap::from([(2020, records.len() as u64)]),
            records_without_date: 0,
            duration: Duration::ZERO,
        };
        Self { summary, records, seen, seen_elsewhere, deleted: Vec::new(), rules: vec!["amed.systematic@1".into()] }
    }

    /// With citations that it holds and does not keep.
    pub(crate) fn sees(mut self, pmids: &[u32]) -> Self {
        self.seen.extend(pmids.iter().map(|&pmid| (pmid, 1)));
        self
    }

    /// With records of a source without editions that it holds and does not keep.
    pub(crate) fn sees_elsewhere(mut self, records: &[(&str, u32)]) -> Self {
        self.seen_elsewhere.extend(records.iter().map(|&(id, version)| (id.to_owned(), version)));
        self
    }

    /// With citations that it takes back.
    pub(crate) fn deletes(mut self, pmids: &[u32]) -> Self {
        self.deleted.extend(pmids.iter().map(|&pmid| (pmid, 1)));
        self
    }

    /// Read under other rules.
    pub(crate) fn rules(mut self, rules: &str) -> Self {
        self.rules = vec![rules.into()];
        self
    }

    pub(crate) fn write(&self, store: &mut Store) -> FileOutcome {
        self.write_under(store, &plan())
    }

    pub(crate) fn write_under(&self, store: &mut Store, plan: &Plan) -> FileOutcome {
        self.write_with(&self.sha256(), store, plan)
    }

    /// As if the bytes were those of another one.
    pub(crate) fn write_as(&self, other: &Self, store: &mut Store) -> FileOutcome {
        self.write_with(&other.sha256(), store, &plan())
    }

    fn sha256(&self) -> String {
        // Any change of the content is another checksum.
        let File { summary, records, seen, seen_elsewhere, deleted, .. } = self;
        let content = format!("{:?} {records:?} {seen:?} {seen_elsewhere:?} {deleted:?}", summary.edition);
        let sum = content.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        format!("{sum:064x}")
    }

    fn write_with(&self, sha256: &str, store: &mut Store, plan: &Plan) -> FileOutcome {
        let summary = FileSummary { sha256: Some(sha256.to_owned()), ..self.summary.clone() };
        let name = self.summary.edition.map_or("notes.jsonl".to_owned(), |edition| format!("arden-{edition}.xml"));
        let file = FileToWrite {
            file: &name,
            summary: &summary,
            records: &self.records,
            seen: &self.seen,
            seen_elsewhere: &self.seen_elsewhere,
            deleted: &self.deleted,
            with_mentions: self.records.len() as u64,
            rules: &self.rules,
            keep: Keep::Japanese,
        };
        store.write_file(&file, plan, "a test").expect("the file is written")
    }
}
