//! What an invented paper means to name is what our recognisers find in it, and what links the joins allow.

use super::papers::{WAITING_PREFIX, papers};
use super::{FILE, citation::Citation, file};
use corpus::{Edition, Input, Item, ReadOptions, Record};
use evidence::{JoinDecision, Linker, Verdict};
use indicator::Standing;
use mention::{Certainty, Passage, Prefilter, Recogniser, SchemeSet};
use plan::{JoinSubject, Plan};
use std::collections::{BTreeMap, BTreeSet};

fn the_plan() -> Plan {
    plan::builtin()
}

/// The records of a file, found as `ingest` finds them: only those in which the prefilter sees anything.
fn read(xml: &str) -> Vec<Record> {
    let input = Input::Bytes { name: FILE.to_owned(), bytes: xml.as_bytes().to_vec() };
    let options = ReadOptions { strict: true, ..ReadOptions::default() };
    let prefilter = Prefilter::new(&SchemeSet::all());
    let mut records = Vec::new();
    let summary = corpus::read(&input, &options, &prefilter, &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })
    .expect("a good file");
    assert_eq!(summary.edition, Edition::of_file_name(FILE));
    assert!(summary.edition.is_some_and(Edition::is_sample));
    records
}

type Named = Vec<(String, String)>;

fn named(record: &Record, recogniser: &Recogniser) -> (Named, Named) {
    let (mut all, mut doubtful) = (BTreeSet::new(), BTreeSet::new());
    for field in &record.fields {
        for mention in recogniser.mentions(Passage { text: &field.text, kind: field.kind, beside: &field.beside }) {
            let key = (mention.scheme.into_owned(), mention.value);
            if !matches!(mention.certainty, Certainty::Certain) {
                doubtful.insert(key.clone());
            }
            all.insert(key);
        }
    }
    (all.into_iter().collect(), doubtful.into_iter().collect())
}

#[test]
fn each_citation_names_exactly_what_it_means_to_and_a_near_miss_names_nothing() {
    let citations = papers(&the_plan());
    let recogniser = Recogniser::new(&SchemeSet::all());
    let records: BTreeMap<String, Record> =
        read(&file(&the_plan())).into_iter().map(|record| (record.id.clone(), record)).collect();
    let mut wrong = Vec::new();
    for citation in &citations {
        let found = records.get(&format!("pmid:{}", citation.pmid)).map(|record| named(record, &recogniser));
        let found = found.unwrap_or_default();
        if found != (citation.named.clone(), citation.doubtful.clone()) {
            wrong.push(format!(
                "{:?} {:?} {:?}: found {found:?}, meant {:?} {:?}",
                citation.sentences, citation.japanese, citation.grants, citation.named, citation.doubtful
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), citations.len(), wrong[..wrong.len().min(12)].join("\n"));
    assert!(citations.iter().filter(|citation| citation.named.is_empty()).count() >= 40);
}

#[test]
fn every_citation_says_that_it_is_invented_and_can_be_nobodys() {
    let records = read(&file(&the_plan()));
    assert!(records.len() > 1_000 && records.len() < 2_500, "{} records", records.len());
    for record in records {
        assert!(record.invented, "{}", record.id);
        assert!(record.id.starts_with("pmid:9") && record.id.len() == "pmid:900000000".len(), "{}", record.id);
        assert!(record.identifiers.iter().all(|id| !id.starts_with("doi:")));
        let journal = record.journal.expect("a journal").title;
        assert!(journal.contains("Arden") || journal.contains("Reedwick"), "{journal}");
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    assert!(file(&the_plan()) == file(&the_plan()));
}

#[test]
fn no_number_of_amed_is_older_than_amed_or_younger_than_its_paper() {
    let recogniser = Recogniser::new(&SchemeSet::all());
    let mut numbers = 0;
    for record in read(&file(&the_plan())) {
        let published = corpus::fiscal_year(record.publication_date().expect("a date").date);
        for field in &record.fields {
            for mention in recogniser.mentions(Passage { text: &field.text, kind: field.kind, beside: &field.beside }) {
                if let (true, Some(year)) = (mention.scheme == "amed", mention.fiscal_year) {
                    numbers += 1;
                    assert!((2015..=published).contains(&year), "{}: {year} in {published}", record.id);
                }
            }
        }
    }
    assert!(numbers > 500, "{numbers}");
}

#[test]
fn there_are_doubtful_retracted_and_many_sided_papers_but_few() {
    let citations = papers(&the_plan());
    let check = |what: &str, range: std::ops::Range<usize>, is: &dyn Fn(&Citation) -> bool| {
        let count = citations.iter().filter(|citation| is(citation)).count();
        assert!(range.contains(&count), "{count} {what}");
    };
    check("doubtful", 10..80, &|citation| !citation.doubtful.is_empty());
    check("retracted", 2..30, &|citation| citation.retracted);
    check("with a Japanese title", 100..400, &|citation| citation.vernacular_title.is_some());
    check("with an abstract in Japanese", 50..600, &|citation| !citation.japanese.is_empty());
    check("with a statement of interests", 5..60, &|citation| citation.interests.is_some());
}

/// The links of every record to a project, by standing, and in how many records its name stands beside a number of its own.
fn links_to(project: &str, decisions: &[JoinDecision]) -> (BTreeMap<Standing, usize>, usize) {
    let plan = the_plan();
    let linker = Linker::new(&plan, decisions);
    let recogniser = Recogniser::new(&SchemeSet::all());
    let (mut standings, mut with_evidence) = (BTreeMap::new(), 0);
    for record in read(&file(&plan)) {
        let mentions = ingest::recognise(&record, &recogniser, &linker);
        let published = record.publication_date().map(|published| published.date);
        let links = linker.link(&record, published, &mentions);
        let best = links.iter().filter(|link| link.key.project == project).map(|link| link.standing).min();
        if let Some(standing) = best {
            *standings.entry(standing).or_default() += 1;
            let is_own = |index: usize| mentions[index].projects.iter().any(|own| own == project);
            let pairs = evidence::together(&record.fields, &mentions);
            with_evidence += usize::from(pairs.iter().any(|pair| is_own(pair.name) && is_own(pair.number)));
        }
    }
    (standings, with_evidence)
}

#[test]
fn one_prefix_waits_with_good_evidence_and_confirming_it_moves_the_whole_reading() {
    let subject = JoinSubject::Prefix(WAITING_PREFIX.to_owned());
    let plan = the_plan();
    let join = plan.joins.iter().find(|join| join.subject == subject).expect("the plan joins it");
    assert!(!join.basis.counts(), "{WAITING_PREFIX} is no longer waiting: choose another");
    let (before, with_evidence) = links_to(&join.project, &[]);
    assert_eq!(before.keys().collect::<Vec<_>>(), [&Standing::AwaitingJoin]);
    assert!(with_evidence >= 5, "only {with_evidence} records make the case");
    let confirmed = JoinDecision {
        subject,
        project: join.project.clone(),
        verdict: Verdict::Accept,
        by: "Mira Ode".to_owned(),
        because: "name and number stand in one sentence".to_owned(),
        on: jiff::civil::date(2026, 11, 1),
        since: 1,
        until: None,
    };
    let (after, _) = links_to(&join.project, &[confirmed]);
    assert_eq!(after, BTreeMap::from([(Standing::Counted, before[&Standing::AwaitingJoin])]));
}

#[test]
fn every_kind_of_link_a_person_should_meet_is_there() {
    let plan = the_plan();
    let linker = Linker::new(&plan, &[]);
    let recogniser = Recogniser::new(&SchemeSet::all());
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for record in read(&file(&plan)) {
        let mentions = ingest::recognise(&record, &recogniser, &linker);
        for link in linker.link(&record, record.publication_date().map(|published| published.date), &mentions) {
            *met.entry(format!("{:?}", link.standing)).or_default() += 1;
            link.flags.into_iter().for_each(|flag| *met.entry(flag).or_default() += 1);
        }
    }
    for kind in ["Counted", "AwaitingJoin", "AwaitingMention", "after-end", "name-and-number-disagree"] {
        assert!(met.get(kind).is_some_and(|&count| count >= 2), "{kind} in {met:?}");
    }
}
