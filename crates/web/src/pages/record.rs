//! Record: what is it, and why does it count here? The words stand highlighted in their sentence, numbered, each with a
//! side note; below, to what they are linked and by whom.
//!
//! A long field (an abstract) shows only the sentences that hold a mention: the rest does not bear on the
//! question, and is not ours to print.

use crate::figure;
use crate::language::Language;
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::snapshot::Snapshot;
use crate::source::{Event, LinkState, RecordPage};
use crate::table::Table;
use crate::visit::{Answer, Format, Frame, Problem, Section, Visit, own};
use crate::way::{Way, encode};
use crate::words::Words;
use askama::Template;
use corpus::{Field, Precision, PublicationDate, Record};
use evidence::{FoundMention, Scope, Verdict, sentence_around};
use indicator::{Amount, Reading, Standing};
use mention::{Certainty, FieldKind};
use plan::{FiscalYear, IndicatorKind};
use std::ops::Range;
use std::sync::LazyLock;

const TABLES: &[&str] = &["mentions", "links", "identifiers"];

/// Longest field shown whole, in bytes.
const SHORT_FIELD_BYTES: usize = 400;

/// One record.
#[derive(Template)]
#[template(path = "record.html")]
struct Page {
    frame: Frame,
    /// `論文`.
    kind: &'static str,
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
    /// Identifiers with where they lead outside.
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
    /// Its history.
    history: Vec<(String, String)>,
    /// Where a decision is sent.
    act_href: String,
    /// This page, to come back to.
    here: String,
}

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

/// A link with its forms.
struct LinkRow {
    title: crate::language::Shown,
    href: String,
    role: &'static str,
    /// Numbers of the words that justify it.
    numbers: String,
    why: String,
    who: String,
    standing: &'static str,
    waits: bool,
    decided: bool,
    scheme: String,
    value: String,
    project: String,
    record: String,
}

static RULES: LazyLock<Vec<mention::RuleInfo>> = LazyLock::new(|| mention::Recogniser::default().rules());

/// Builds the page.
pub fn page(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let Some(found) = visit.site.record(id, snapshot.change)? else { return Err(Problem::NotFound(id.to_owned())) };
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
    if visit.wants_tables() {
        return visit.tables("record", &tables(&found));
    }
    let (words, language) = (visit.words(), visit.language());
    let record = &found.record;
    let title = if record.title.is_empty() { record.id.clone() } else { record.title.clone() };
    let (passages, numbers) = passages(visit, record, &found.mentions);
    let kind = show::record_kind(&record.kind, words);
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
        vernacular: record.vernacular_title.clone().unwrap_or_default(),
        authors: authors(record, words),
        journal: journal(record),
        published: match &found.published {
            Some(date) => say(
                words.record_published,
                &[("date", &as_precise(date, language)), ("year", &language.year(FiscalYear::of(date.date)))],
            ),
            None => words.record_undated.to_owned(),
        },
        published_note: found
            .published
            .as_ref()
            .map(|date| date_note(&date.role, date.precision, language))
            .unwrap_or_default(),
        identifiers: record.identifiers.iter().map(|id| identifier(id)).collect(),
        lead: lead(visit, &found),
        retracted: snapshot.row(&found.id).is_some_and(|row| row.retracted),
        links: found.links.iter().map(|state| link_row(visit, state, &found.mentions, &numbers)).collect(),
        effect: effect(visit, &found),
        history: found.history.iter().map(|event| history_line(visit, event)).collect(),
        act_href: visit.to("/decide"),
        here: format!("/records/{}", encode(&found.id)),
        passages,
        title,
    };
    visit.html(&page)
}

fn authors(record: &Record, words: &Words) -> String {
    let name = |author: &corpus::Author| {
        let given = if author.initials.is_empty() { &author.given } else { &author.initials };
        if given.is_empty() { author.family.clone() } else { format!("{} {given}", author.family) }
    };
    let shown: Vec<String> = record.authors.iter().take(6).map(name).collect();
    let rest = record.authors.len().saturating_sub(6);
    if rest == 0 { shown.join(", ") } else { format!("{}, {} {rest}", shown.join(", "), words.more) }
}

fn journal(record: &Record) -> String {
    let Some(journal) = &record.journal else { return String::new() };
    let name = if journal.abbreviation.is_empty() { &journal.title } else { &journal.abbreviation };
    let issue = if journal.issue.is_empty() { String::new() } else { format!("({})", journal.issue) };
    let place = [format!("{}{issue}", journal.volume), journal.pages.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    if place.is_empty() { name.clone() } else { format!("{name} {}", place.join(", ")) }
}

/// A date to the day only where the day is known.
fn as_precise(date: &PublicationDate, language: Language) -> String {
    match (date.precision, language) {
        (Precision::Day, _) => language.date(date.date),
        (Precision::Month, _) => language.month(date.date),
        (Precision::Year | Precision::Assumed, Language::Ja) => format!("{}年", date.date.year()),
        (Precision::Year | Precision::Assumed, Language::En) => date.date.year().to_string(),
    }
}

/// Which of a record's dates it is; a code that is not known stays as it is.
fn date_role<'r>(role: &'r str, words: &'static Words) -> &'r str {
    match role {
        "article" => words.date_article,
        "pubdate" => words.date_issue,
        "epublish" => words.date_online,
        "ppublish" => words.date_print,
        "entrez" => words.date_entered,
        other => other,
    }
}

fn date_note(role: &str, precision: Precision, language: Language) -> String {
    let precision = match (precision, language) {
        (Precision::Day, Language::Ja) => "日まで分かる",
        (Precision::Day, Language::En) => "known to the day",
        (Precision::Month, Language::Ja) => "月まで分かる",
        (Precision::Month, Language::En) => "known to the month",
        (Precision::Year, Language::Ja) => "年だけが記され、登録日を使う",
        (Precision::Year, Language::En) => "only the year is printed; the entry date is used",
        (Precision::Assumed, Language::Ja) => "年だけが分かり、7月1日とみなす",
        (Precision::Assumed, Language::En) => "only the year is known; 1 July is assumed",
    };
    say(
        language.words().record_published_note,
        &[("role", date_role(role, language.words())), ("precision", precision)],
    )
}

/// Label, value, and where it leads outside (empty if nowhere safe).
fn identifier(id: &str) -> (String, String, String) {
    let (scheme, value) = id.split_once(':').unwrap_or(("", id));
    let href = match scheme {
        "pmid" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("https://pubmed.ncbi.nlm.nih.gov/{value}/")
        }
        "pmcid" => format!("https://pmc.ncbi.nlm.nih.gov/articles/{}/", encode(value)),
        "doi" => format!("https://doi.org/{}", encode(value)),
        _ => String::new(),
    };
    (scheme.to_uppercase(), value.to_owned(), href)
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

fn passages(visit: &Visit<'_>, record: &Record, mentions: &[FoundMention]) -> (Vec<Passage>, Vec<usize>) {
    let mut numbers = vec![0; mentions.len()];
    let mut next = 0;
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
            next += 1;
            numbers[index] = next;
        }
        seen.push((&field.text, field.kind));
        let heading = field_heading(visit, field);
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

fn link_row(visit: &Visit<'_>, state: &LinkState, mentions: &[FoundMention], numbers: &[usize]) -> LinkRow {
    let (words, language, plan) = (visit.words(), visit.language(), &visit.snapshot.plan);
    let key = &state.link.key;
    let title = plan
        .project(&key.project)
        .map_or_else(|| own(key.project.clone()), |(_, project)| language.text(&project.title));
    let mut behind: Vec<usize> = mentions
        .iter()
        .zip(numbers)
        .filter(|(found, _)| found.mention.scheme == key.scheme && found.mention.value == key.value)
        .map(|(_, number)| *number)
        .collect();
    behind.sort_unstable();
    behind.dedup();
    let flags: Vec<&str> = state
        .link
        .flags
        .iter()
        .filter_map(|code| evidence::flag(code))
        .map(|flag| if language == Language::Ja { flag.ja } else { flag.en })
        .collect();
    let separator = if language == Language::Ja { "。" } else { "; " };
    let label = mention::scheme_info(&key.scheme).map_or(key.scheme.as_str(), |info| info.label(language.code()));
    let why = if flags.is_empty() { format!("{label} {}", key.value) } else { flags.join(separator) };
    let who = match &state.decision {
        Some(decision) => {
            let verdict =
                if decision.verdict == Verdict::Accept { words.record_accepted } else { words.record_rejected };
            format!("{} · {} {verdict} “{}”", decision.by, language.date(decision.on), decision.because)
        }
        None if state.standing == Standing::Counted => format!("{} ({})", words.record_by_rule, state.link.rule),
        None => words.record_undecided.to_owned(),
    };
    LinkRow {
        title,
        href: visit.to(&format!("/projects/{}", key.project)),
        role: show::role(state.link.role, words),
        numbers: behind.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        why,
        who,
        standing: show::standing(state.standing, words),
        waits: matches!(state.standing, Standing::AwaitingMention | Standing::AwaitingJoin),
        decided: state.decision.is_some(),
        scheme: key.scheme.clone(),
        value: key.value.clone(),
        project: key.project.clone(),
        record: key.record.clone(),
    }
}

/// What accepting the first waiting link does to its project's papers.
fn effect(visit: &Visit<'_>, found: &RecordPage) -> String {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let Some(state) =
        found.links.iter().find(|state| matches!(state.standing, Standing::AwaitingMention | Standing::AwaitingJoin))
    else {
        return String::new();
    };
    let Some(year) = found.published.as_ref().map(|date| FiscalYear::of(date.date)) else { return String::new() };
    let project = &state.link.key.project;
    let Some((_, of)) = snapshot.plan.project(project) else { return String::new() };
    let Some(Reading::Number(now)) = snapshot.reading(&format!("papers-of-{project}"), year) else {
        return String::new();
    };
    let counted = now.records.binary_search_by(|record| (**record).cmp(&found.id)).is_ok();
    let after = if counted { now.confirmed } else { now.confirmed + Amount::from_integer(1) };
    say(
        words.record_effect,
        &[
            ("project", &language.plain(&of.title)),
            ("year", &language.year(year)),
            ("before", &figure::amount(&now.confirmed)),
            ("after", &figure::amount(&after)),
        ],
    )
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

fn tables(found: &RecordPage) -> Vec<Table> {
    let mut mentions = Table::new(
        "mentions",
        &["field", "start", "end", "raw", "scheme", "value", "certainty", "reason", "rule", "scope", "projects"],
    );
    for one in &found.mentions {
        let (certainty, reason) = match &one.mention.certainty {
            Certainty::Certain => ("certain", ""),
            Certainty::Doubtful { reason } => ("doubtful", reason.as_ref()),
        };
        let scope = match one.scope {
            Scope::Plan => "plan",
            Scope::Outside => "outside",
            Scope::None => "none",
        };
        mentions.push(vec![
            one.field.as_str().into(),
            one.mention.span.start.into(),
            one.mention.span.end.into(),
            one.raw.as_str().into(),
            one.mention.scheme.as_ref().into(),
            one.mention.value.as_str().into(),
            certainty.into(),
            reason.into(),
            one.mention.rule.as_ref().into(),
            scope.into(),
            one.projects.join(" ").into(),
        ]);
    }
    let mut links = Table::new(
        "links",
        &["project", "role", "scheme", "value", "standing", "rule", "flags", "decided_by", "because"],
    );
    for state in &found.links {
        let english = Language::En.words();
        links.push(vec![
            state.link.key.project.as_str().into(),
            show::role(state.link.role, english).into(),
            state.link.key.scheme.as_str().into(),
            state.link.key.value.as_str().into(),
            show::standing_code(state.standing).into(),
            state.link.rule.as_str().into(),
            state.link.flags.join(" ").into(),
            state.decision.as_ref().map(|decision| decision.by.clone()).into(),
            state.decision.as_ref().map(|decision| decision.because.clone()).into(),
        ]);
    }
    let mut identifiers = Table::new("identifiers", &["identifier"]);
    for id in &found.record.identifiers {
        identifiers.push(vec![id.as_str().into()]);
    }
    vec![mentions, links, identifiers]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arden;
    use crate::visit::Format;

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
        };
        let record = arden::record();
        let mentions = arden::mentions(&record);
        let (passages, numbers) = passages(&visit, &record, &mentions);
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

    #[test]
    fn an_identifier_leads_out_only_where_the_address_is_known() {
        assert_eq!(identifier("doi:10.1/a b").2, "https://doi.org/10.1/a%20b");
        assert_eq!(identifier("pmid:12").2, "https://pubmed.ncbi.nlm.nih.gov/12/");
        assert_eq!(identifier("pmid:<1>").2, "");
        assert_eq!(identifier("text:x"), ("TEXT".to_owned(), "x".to_owned(), String::new()));
    }
}
