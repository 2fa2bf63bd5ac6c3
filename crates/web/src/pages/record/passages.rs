//! The words: each field that holds a mention, or its sentences that do, with numbered notes beside.
//!
//! A long field (an abstract) shows only the sentences that hold a mention: the rest does not bear on the
//! question, and is not ours to print.

use crate::language::Language;
use crate::phrase::say;
use crate::visit::Visit;
use corpus::{Field, Record};
use evidence::{FoundMention, Scope, sentence_around};
use mention::{Certainty, FieldKind};
use std::ops::Range;
use std::sync::LazyLock;

/// Longest field shown whole, in bytes.
const SHORT_FIELD_BYTES: usize = 400;

/// A field, or its sentences that hold a mention.
pub struct Passage {
    /// What field it is.
    pub heading: String,
    /// Its pieces.
    pub segments: Vec<Segment>,
    /// The notes beside it.
    pub notes: Vec<Note>,
}

/// A piece of a passage.
pub struct Segment {
    /// The words.
    pub words: String,
    /// Class of the mark; empty for plain words.
    pub class: &'static str,
    /// Number of its note; 0 for plain words.
    pub number: usize,
}

/// A note beside the words.
pub struct Note {
    /// Its number.
    pub number: usize,
    /// `確か`, `疑わしい`, `数えない`.
    pub certainty: &'static str,
    /// Projects that the words name.
    pub projects: Vec<(String, String)>,
    /// Said where they name none.
    pub outside: bool,
    /// Whose number it is, and its normal form.
    pub what: String,
    /// Why it is doubtful.
    pub why: String,
    /// The rule.
    pub rule: String,
    /// What the rule does.
    pub rule_words: String,
}

static RULES: LazyLock<Vec<mention::RuleInfo>> = LazyLock::new(|| mention::Recogniser::default().rules());

/// The passages of a record, and the number of each mention's note. Notes are numbered on from `next`, so that several records of a
/// work share no number. `source` stands beside each heading, if it is not empty.
pub(super) fn passages(
    visit: &Visit<'_>,
    record: &Record,
    mentions: &[FoundMention],
    source: &str,
    next: &mut usize,
) -> (Vec<Passage>, Vec<usize>) {
    let mut numbers = vec![0; mentions.len()];
    let mut passages: Vec<Passage> = Vec::new();
    let mut seen: Vec<(&str, FieldKind)> = Vec::new();
    for field in &record.fields {
        let mut here: Vec<usize> = (0..mentions.len()).filter(|index| mentions[*index].field == field.name).collect();
        if here.is_empty() {
            continue;
        }
        // Twenty authors of one institute print one affiliation twenty times: once is enough.
        if let Some(at) = seen.iter().position(|(text, kind)| *text == field.text && *kind == field.kind) {
            for (&index, &first) in here.iter().zip(mentions_of(mentions, record, seen[at]).iter()) {
                numbers[index] = numbers[first];
            }
            continue;
        }
        here.sort_by_key(|index| mentions[*index].mention.span.start);
        for &index in &here {
            *next += 1;
            numbers[index] = *next;
        }
        seen.push((&field.text, field.kind));
        let name = field_heading(visit, field);
        let heading = if source.is_empty() { name } else { format!("{name} · {source}") };
        let segments = segments(field, &here, mentions, &numbers);
        let notes: Vec<Note> = here.iter().map(|&index| note(visit, &mentions[index], numbers[index])).collect();
        match passages.last_mut().filter(|last| last.heading == heading) {
            Some(last) => {
                last.segments.push(Segment { words: " · ".to_owned(), class: "", number: 0 });
                last.segments.extend(segments);
                last.notes.extend(notes);
            }
            None => passages.push(Passage { heading, segments, notes }),
        }
    }
    (passages, numbers)
}

fn mentions_of(mentions: &[FoundMention], record: &Record, text: (&str, FieldKind)) -> Vec<usize> {
    let Some(first) = record.fields.iter().find(|field| field.text == text.0 && field.kind == text.1) else {
        return Vec::new();
    };
    (0..mentions.len()).filter(|index| mentions[*index].field == first.name).collect()
}

fn field_heading(visit: &Visit<'_>, field: &Field) -> String {
    let words = visit.words();
    let name = match field.kind {
        FieldKind::Title => words.field_title,
        FieldKind::Abstract => words.field_abstract,
        FieldKind::GrantId => words.field_grant_id,
        FieldKind::GrantAgency => words.field_grant_agency,
        FieldKind::Affiliation => words.field_affiliation,
        FieldKind::Databank => words.field_databank,
        FieldKind::ConflictOfInterest => words.field_interests,
        FieldKind::Acknowledgement => words.field_acknowledgement,
        FieldKind::Methods => words.field_methods,
        FieldKind::Reference => words.field_reference,
        FieldKind::Text => words.field_text,
    };
    name.to_owned()
}

/// The parts of a field that are shown: all of a short one, else the sentences around its mentions.
fn shown_ranges(field: &Field, here: &[usize], mentions: &[FoundMention]) -> Vec<Range<usize>> {
    if field.text.len() <= SHORT_FIELD_BYTES {
        return std::iter::once(0..field.text.len()).collect();
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for &index in here {
        let range = sentence_around(&field.text, &mentions[index].mention.span);
        match ranges.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => ranges.push(range),
        }
    }
    ranges
}

fn segments(field: &Field, here: &[usize], mentions: &[FoundMention], numbers: &[usize]) -> Vec<Segment> {
    let plain = |words: &str| Segment { words: words.to_owned(), class: "", number: 0 };
    let mut out = Vec::new();
    for (position, range) in shown_ranges(field, here, mentions).into_iter().enumerate() {
        if position > 0 || range.start > 0 {
            out.push(plain("… "));
        }
        let mut at = range.start;
        for &index in here {
            let found = &mentions[index];
            let span = &found.mention.span;
            // A span that does not fit the text would be a fault of a reader; the words are then shown unmarked.
            let fits = span.start >= at
                && span.end <= range.end
                && field.text.is_char_boundary(span.start)
                && field.text.is_char_boundary(span.end);
            if !fits {
                continue;
            }
            if span.start > at {
                out.push(plain(&field.text[at..span.start]));
            }
            out.push(Segment {
                words: field.text[span.clone()].to_owned(),
                class: class(found, field.kind),
                number: numbers[index],
            });
            at = span.end;
        }
        if at < range.end {
            out.push(plain(&field.text[at..range.end]));
        }
        if range.end < field.text.len() {
            out.push(plain(" …"));
        }
    }
    if !field.beside.is_empty() {
        out.push(plain(&format!(" ({})", field.beside)));
    }
    out
}

fn class(found: &FoundMention, kind: FieldKind) -> &'static str {
    match (&found.mention.certainty, found.scope) {
        _ if kind == FieldKind::Reference => "not-counted",
        (Certainty::Doubtful { .. }, _) => "doubtful",
        (Certainty::Certain, Scope::Plan) => "certain",
        (Certainty::Certain, Scope::Outside | Scope::None) => "outside",
    }
}

fn note(visit: &Visit<'_>, found: &FoundMention, number: usize) -> Note {
    let (words, language, plan) = (visit.words(), visit.language(), &visit.snapshot.plan);
    let mention = &found.mention;
    let certainty = match (&mention.certainty, found.field_kind) {
        (_, FieldKind::Reference) => words.record_not_meant,
        (Certainty::Certain, _) => words.record_certain,
        (Certainty::Doubtful { .. }, _) => words.record_doubtful,
    };
    let why = match &mention.certainty {
        Certainty::Doubtful { reason } => reason_in_words(reason, language),
        Certainty::Certain => String::new(),
    };
    let what = match mention::scheme_info(&mention.scheme) {
        Some(info) if info.kind == mention::SchemeKind::Name => say(words.record_named, &[("value", &mention.value)]),
        Some(info) => format!("{} {}", info.label(language.code()), mention.value),
        None => format!("{} {}", mention.scheme, mention.value),
    };
    let rule = RULES.iter().find(|rule| rule.id == mention.rule);
    Note {
        number,
        certainty,
        projects: found
            .projects
            .iter()
            .filter_map(|id| plan.project(id))
            .map(|(_, project)| (language.plain(&project.title), visit.to(&format!("/projects/{}", project.id))))
            .collect(),
        outside: found.projects.is_empty(),
        what,
        why,
        rule: mention.rule.to_string(),
        rule_words: rule.map(|rule| rule.words(language.code()).to_owned()).unwrap_or_default(),
    }
}

/// Why words are doubtful.
pub fn reason_in_words(code: &str, language: Language) -> String {
    mention::reason_info(code).map_or_else(|| code.to_owned(), |reason| reason.words(language.code()).replace('`', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arden;
    use crate::visit::Format;
    use crate::way::Way;

    #[test]
    fn every_mention_is_marked_once_with_a_note_of_its_number() {
        let site = arden::site(false);
        let visit = Visit {
            site: &site.site,
            snapshot: site.site.current(),
            way: Way::new(Language::En),
            path: "/".to_owned(),
            query: std::collections::BTreeMap::new(),
            format: Format::Html,
            host: String::new(),
            actor: access::Actor::Public,
            account: None,
        };
        let record = arden::record();
        let mentions = arden::mentions(&record);
        let (passages, numbers) = passages(&visit, &record, &mentions, "", &mut 0);
        for passage in &passages {
            let marked: Vec<usize> =
                passage.segments.iter().filter(|piece| piece.number > 0).map(|piece| piece.number).collect();
            let noted: Vec<usize> = passage.notes.iter().map(|note| note.number).collect();
            assert_eq!(marked, noted, "{}", passage.heading);
        }
        for (found, number) in mentions.iter().zip(&numbers) {
            let piece = passages.iter().flat_map(|passage| &passage.segments).find(|piece| piece.number == *number);
            assert_eq!(piece.map(|piece| piece.words.as_str()), Some(found.raw.as_str()), "{}", found.field);
        }
        let affiliation = passages.iter().find(|passage| passage.heading == "Affiliation").expect("is there");
        let words: String = affiliation.segments.iter().map(|piece| piece.words.as_str()).collect();
        assert_eq!(words, "AMED-CREST, AMED, Tokyo, Japan", "two authors of one institute print it once");
        let abstract_is_whole =
            passages.iter().any(|passage| passage.segments.iter().any(|piece| piece.words.contains("long enough")));
        assert!(!abstract_is_whole, "a long field shows only the sentences that bear on the question");
    }
}
