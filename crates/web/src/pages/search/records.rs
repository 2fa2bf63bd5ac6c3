//! Records that were found, and where the words stand in them.

use crate::findable::{Pieces, cut, excerpt, marked};
use crate::pages::show;
use crate::source::{Head, Hit};
use crate::visit::{Problem, Visit};
use crate::way::encode;
use crate::words::{SearchWords, Words};
use mention::Mention;
use search::Query;
use std::sync::Arc;

/// Records on the page.
pub const RECORD_HITS: usize = 50;

/// A record that was found.
pub struct Found {
    /// The record.
    pub head: Head,
    /// Where the store found the words; nothing where the summary knew that it names the number.
    hit: Option<Hit>,
}

/// A record as the page shows it.
pub struct RecordHit {
    /// Its kind.
    pub kind: &'static str,
    /// Its title, the words found marked.
    pub title: Pieces,
    /// Where it opens.
    pub href: String,
    /// Journal and date.
    pub place: String,
    /// What of it holds the words.
    pub why: &'static str,
    /// The words with those around them; empty where the title holds them.
    pub excerpt: Pieces,
    /// Whether it is made up.
    pub invented: bool,
}

/// Records by what was typed, one more than shown where there are more; and whether the store failed.
pub fn find(visit: &Visit<'_>, typed: &str, number: Option<&Mention>) -> (Vec<Found>, bool) {
    match look(visit, typed, number) {
        Ok(found) => (found, false),
        Err(Problem::Failed(why) | Problem::Store(why)) => {
            eprintln!("shirube: searching the evidence: {why}");
            (Vec::new(), true)
        }
        Err(_) => (Vec::new(), true),
    }
}

fn look(visit: &Visit<'_>, typed: &str, number: Option<&Mention>) -> Result<Vec<Found>, Problem> {
    let (limit, snapshot) = (RECORD_HITS + 1, &visit.snapshot);
    let mut hits = visit.site.search(number.map_or(typed, |number| &number.value), limit)?;
    // A search knows nothing of as-of; the summary does.
    hits.retain(|hit| snapshot.row(&hit.head.id).is_some());
    let naming = number.into_iter().flat_map(|number| snapshot.naming(&number.value)).take(limit);
    let unmet: Vec<Arc<str>> = naming
        .filter(|row| !hits.iter().any(|hit| *hit.head.id == *row.record))
        .map(|row| Arc::clone(&row.record))
        .collect();
    let named = visit.site.heads(&unmet, snapshot.change)?.into_iter().map(|head| Found { head, hit: None });
    let searched = hits.into_iter().map(|hit| Found { head: hit.head.clone(), hit: Some(hit) });
    Ok(named.chain(searched).take(limit).collect())
}

/// A record as the page shows it.
pub fn shown(visit: &Visit<'_>, found: &Found, query: &Query) -> RecordHit {
    let (words, head) = (SearchWords::of(visit.language()), &found.head);
    let title = if head.title.is_empty() { head.id.clone() } else { head.title.clone() };
    let in_title = marked(query, &title);
    let (why, excerpt) = match &found.hit {
        _ if in_title.is_some() => (words.why_title, Vec::new()),
        Some(hit) if !hit.marks.is_empty() => {
            (field_in_words(&hit.field, words, visit.words()), cut(&hit.text, &hit.marks))
        }
        // Found by what a mention stands for: its short name or the normal form of its number.
        _ => {
            let named = head.words.iter().take(3).cloned().collect::<Vec<_>>().join(" · ");
            (words.why_words, excerpt(query, &named).unwrap_or_else(|| vec![(named, false)]))
        }
    };
    let place = [head.journal.clone(), head.date.map(|date| visit.language().date(date)).unwrap_or_default()];
    RecordHit {
        kind: show::record_kind(&head.kind, visit.words()),
        title: in_title.unwrap_or_else(|| vec![(title, false)]),
        href: visit.to(&format!("/records/{}", encode(&head.id))),
        place: place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        why,
        excerpt,
        invented: head.invented,
    }
}

/// A part of a record, or a field by its name: `grant[3].id`.
fn field_in_words(field: &str, words: &SearchWords, common: &Words) -> &'static str {
    match field.split(['[', '.']).next().unwrap_or(field) {
        "title" => words.why_title,
        "authors" => words.why_author,
        "journal" => words.why_journal,
        "identifiers" => words.why_id,
        "abstract" => common.field_abstract,
        "grant" if field.ends_with("agency") => common.field_grant_agency,
        "grant" => common.field_grant_id,
        "affiliation" => common.field_affiliation,
        "databank" => common.field_databank,
        "coi" => common.field_interests,
        _ => words.why_inside,
    }
}
