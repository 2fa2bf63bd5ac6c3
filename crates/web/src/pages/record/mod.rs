//! Record: what is it, and why does it count here? The words stand highlighted in their sentence, numbered, each with a
//! side note; below, to what they are linked and by whom, and from which sources the work is known.
//!
//! The page is that of the work: every source record of it has its own words here, and every other id leads to it.

mod entry;
mod facts;
mod links;
mod passages;
mod tables;
mod work;

pub use passages::{Passage, reason_in_words};

use crate::language::Language;
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::snapshot::Snapshot;
use crate::source::{Event, LinkState, RecordPage};
use crate::visit::{Answer, Format, Frame, Problem, Section, Visit, own};
use crate::way::{Way, encode};
use askama::Template;
use corpus::{PublicationDate, Record};
use entry::EntryView;
use evidence::{FoundMention, Verdict};
use facts::{as_precise, authors, date_note, identifier, journal};
use indicator::{Reading, Standing};
use links::{LinkRow, effect, link_row};
use passages::passages;
use plan::{FiscalYear, IndicatorKind};
use tables::{TABLES, tables};
use work::WorkView;

/// One record.
#[derive(Template)]
#[template(path = "record.html")]
struct Page {
    frame: Frame,
    /// `論文`; of a register's row the register.
    kind: String,
    /// Whether it is made up.
    invented: bool,
    /// Its title.
    title: String,
    /// Its title in the original language.
    vernacular: String,
    /// Authors in a line.
    authors: String,
    /// Journal, volume, pages.
    journal: String,
    /// When published, with the year it counts in.
    published: String,
    /// How that date is known.
    published_note: String,
    /// Every identifier of the work with where it leads outside.
    identifiers: Vec<(String, String, String)>,
    /// For what it counts.
    lead: Phrase,
    /// Whether it was retracted.
    retracted: bool,
    /// The words.
    passages: Vec<Passage>,
    /// The links.
    links: Vec<LinkRow>,
    /// What accepting would do, where something waits.
    effect: String,
    /// Its source records, and why they are one work.
    work: WorkView,
    /// The row of a register that it is, if it is one.
    entry: Option<EntryView>,
    /// Its history.
    history: Vec<(String, String)>,
    /// Where a decision is sent.
    act_href: String,
    /// This page, to come back to.
    here: String,
}

/// One of the records of the work.
struct Part<'f> {
    source: &'f str,
    record: &'f Record,
    published: &'f Option<PublicationDate>,
    mentions: &'f [FoundMention],
    links: &'f [LinkState],
}

/// The records of the work, the first one first.
fn parts(found: &RecordPage) -> Vec<Part<'_>> {
    let first = Part {
        source: &found.source,
        record: &found.record,
        published: &found.published,
        mentions: &found.mentions,
        links: &found.links,
    };
    let others = found.others.iter().map(|other| Part {
        source: &other.source,
        record: &other.record,
        published: &other.published,
        mentions: &other.mentions,
        links: &other.links,
    });
    std::iter::once(first).chain(others).collect()
}

/// Builds the page.
pub fn page(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let Some(found) = visit.site.record(id, snapshot.change, visit.actor)? else {
        return Err(Problem::NotFound(id.to_owned()));
    };
    if visit.way.hide_invented && found.record.invented {
        return Err(Problem::NotFound(id.to_owned()));
    }
    if found.id != id {
        // Every other id of a work leads to its public one, for ever.
        let suffix = match visit.format {
            Format::Html => "",
            Format::Csv => ".csv",
            Format::Json => ".json",
        };
        let to = visit.to(&format!("/records/{}{suffix}", encode(&found.id)));
        return Ok(Answer { status: 301, media_type: "text/plain", body: to });
    }
    if let Some(entry) = found.entry.as_ref().filter(|entry| entry.withheld) {
        return entry::withheld(visit, entry);
    }
    if visit.wants_tables() {
        let mut tables = tables(&found, &parts(&found));
        tables.extend(found.entry.iter().map(entry::table));
        return visit.tables("record", &tables);
    }
    let parts = parts(&found);
    let (words, language) = (visit.words(), visit.language());
    let record = &found.record;
    // A field comes from the first source that has it: `evidence::FIELD_RULE`.
    let first = |has: fn(&Part<'_>) -> bool| parts.iter().find(|part| has(part)).map_or(record, |part| part.record);
    let title = title_of(first(|part| !title_of(part.record).is_empty()));
    let title = if title.is_empty() { found.id.clone() } else { title.to_owned() };
    let date = parts.iter().find_map(|part| part.published.as_ref());
    let (passages, links) = words_and_links(visit, &parts);
    let kind = match &found.entry {
        Some(entry) => entry::kind(visit, entry),
        None => show::record_kind(&record.kind, words).to_owned(),
    };
    let mut frame = visit.frame(
        title.clone(),
        Section::Records,
        vec![
            visit.plan_crumb(),
            visit.crumb(own(words.nav_records), "/records"),
            visit.crumb(own(found.id.clone()), ""),
        ],
        TABLES,
    );
    if record.invented {
        // Hiding what is invented hides this page, too.
        frame.switch_href = Way { hide_invented: true, ..visit.way.clone() }.to("/records");
    }
    let page = Page {
        frame,
        kind,
        invented: record.invented,
        vernacular: record.vernacular_title.clone().filter(|vernacular| *vernacular != title).unwrap_or_default(),
        authors: authors(first(|part| !part.record.authors.is_empty()), words),
        journal: journal(first(|part| part.record.journal.is_some())),
        published: match date {
            Some(date) => say(
                words.record_published,
                &[("date", &as_precise(date, language)), ("year", &language.year(FiscalYear::of(date.date)))],
            ),
            None => words.record_undated.to_owned(),
        },
        published_note: date.map(|date| date_note(&date.role, date.precision, language)).unwrap_or_default(),
        identifiers: every_id(&found, &parts).into_iter().map(identifier).collect(),
        lead: lead(visit, &found),
        retracted: snapshot.row(&found.id).is_some_and(|row| row.retracted),
        links,
        effect: effect(visit, &found),
        work: work::view(visit, &found, &parts),
        entry: found.entry.as_ref().map(|entry| entry::view(visit, entry)),
        history: found.history.iter().map(|event| history_line(visit, event)).collect(),
        act_href: visit.to("/decide"),
        here: format!("/records/{}", encode(&found.id)),
        passages,
        title,
    };
    visit.html(&page)
}

/// Every id of the work, then those that its records print and that tie nothing (an article number of a journal).
fn every_id<'f>(found: &'f RecordPage, parts: &[Part<'f>]) -> Vec<&'f str> {
    let mut ids: Vec<&str> = found.ids.iter().map(String::as_str).collect();
    for id in parts.iter().flat_map(|part| &part.record.identifiers) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    ids
}

/// A title as shown: the original one where there is no other.
fn title_of(record: &Record) -> &str {
    match &record.vernacular_title {
        Some(original) if record.title.is_empty() => original,
        _ => &record.title,
    }
}

/// The words and links of every record. Where there are several, each says whose it is.
fn words_and_links(visit: &Visit<'_>, parts: &[Part<'_>]) -> (Vec<Passage>, Vec<LinkRow>) {
    let mut next = 0;
    let (mut words, mut links) = (Vec::new(), Vec::new());
    for part in parts {
        let source = if parts.len() > 1 { visit.language().source(part.source) } else { String::new() };
        let (passages, numbers) = passages(visit, part.record, part.mentions, &source, &mut next);
        words.extend(passages);
        let rows = part.links.iter().map(|state| link_row(visit, state, part.mentions, &numbers, source.clone()));
        links.extend(rows);
    }
    (words, links)
}

fn lead(visit: &Visit<'_>, found: &RecordPage) -> Phrase {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let blank = language == Language::En;
    let counted = counted_in(snapshot, &found.id);
    let mut phrase = if counted.is_empty() {
        Phrase::plain(words.record_not_counted_lead)
    } else {
        let mut list = Phrase::default();
        for (index, (id, title, year)) in counted.iter().enumerate() {
            if index > 0 {
                list.0.push(word(words.comma));
            }
            let words =
                say(words.record_counted_in, &[("indicator", &language.plain(title)), ("year", &language.year(*year))]);
            list.0.push(link(words, visit.to(&format!("/indicators/{id}?year={year}"))));
        }
        let around = fill(words.record_counted_lead, &[]);
        splice(&around, "{list}", list)
    };
    let waiting = found
        .links
        .iter()
        .chain(found.others.iter().flat_map(|other| &other.links))
        .filter(|state| matches!(state.standing, Standing::AwaitingMention | Standing::AwaitingJoin))
        .count();
    if waiting > 0 {
        let n = link(visit.count(words.n_items, waiting), "#links");
        phrase.push(fill(words.record_waiting_lead, &[("n", n)]), blank);
    }
    phrase
}

/// Puts a phrase in the place of a slot.
fn splice(around: &Phrase, slot: &str, inner: Phrase) -> Phrase {
    let mut out = Phrase::default();
    for piece in &around.0 {
        if piece.words == slot {
            out.0.extend(inner.0.clone());
        } else {
            out.0.push(piece.clone());
        }
    }
    out
}

/// The indicators for which a record counts, each with its year; the plan's own first.
fn counted_in<'s>(snapshot: &'s Snapshot, record: &str) -> Vec<(&'s str, &'s plan::Text, FiscalYear)> {
    let mut found = Vec::new();
    let mut papers = Vec::new();
    for (_, indicator) in snapshot.plan.indicators() {
        for (year, reading) in snapshot.readings(&indicator.id) {
            let Reading::Number(figure) = reading else { continue };
            if figure.records.binary_search_by(|one| (**one).cmp(record)).is_ok() {
                let list = if indicator.kind == IndicatorKind::ProjectPapers { &mut papers } else { &mut found };
                list.push((indicator.id.as_str(), &indicator.title, *year));
                break;
            }
        }
    }
    found.extend(papers);
    found
}

fn history_line(visit: &Visit<'_>, event: &Event) -> (String, String) {
    let (words, language) = (visit.words(), visit.language());
    let date = language.date(event.on());
    let line = match event {
        Event::Read { batch, file, .. } => {
            format!("{} · {file}", say(words.footer_batch, &[("number", &batch.to_string()), ("date", &date)]))
        }
        Event::Decided(decision) => {
            let verdict =
                if decision.verdict == Verdict::Accept { words.record_accepted } else { words.record_rejected };
            let project = visit
                .snapshot
                .plan
                .project(&decision.key.project)
                .map(|(_, project)| language.plain(&project.title))
                .unwrap_or_default();
            format!("{} · {project} · {verdict} “{}”", decision.by, decision.because)
        }
    };
    (date, line)
}
