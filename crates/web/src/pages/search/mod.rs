//! Search: where is …? One box for numbers, names, titles and words; each hit says what it is and why it was found.
//!
//! A number goes first to what it exactly names. The plan is looked through in memory, the evidence by the store.

mod kinds;
mod number;
mod records;

pub use kinds::kind_in_words;

use crate::findable::{Entry, Hit, Kind, Pieces, excerpt, marked};
use crate::language::Language;
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::way::encode;
use crate::words::SearchWords;
use askama::Template;
use kinds::{kind_code, kind_of_code, what_in_words};
use mention::Mention;
use number::{joined, number, record_id};
use plan::JoinSubject;
use records::{Found, RECORD_HITS, RecordHit};
use search::Query;

const TABLES: &[&str] = &["plan", "records"];

/// Most characters of a query; a longer one is not searched for.
const LONGEST_QUERY: usize = 200;
/// Things of the plan that the query exactly names; they are not shown again below.
const EXACT_HITS: usize = 5;
/// Hits of the plan on the page before a kind is chosen.
const PLAN_HITS: usize = 30;

/// What was found.
#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    frame: Frame,
    words: &'static SearchWords,
    /// The heading.
    heading: String,
    /// What was typed.
    typed: String,
    /// How many were found, or what can be searched for.
    lead: Phrase,
    /// How a number was read.
    read_as: Phrase,
    /// Examples, where nothing was typed.
    examples: Vec<(&'static str, String, String)>,
    /// What the query exactly names.
    exact: Vec<Row>,
    /// Kinds of hits in the plan, to choose from.
    kinds: Vec<KindTab>,
    /// Hits in the plan.
    plan: Vec<Row>,
    /// Said where not all of them are shown.
    plan_more: String,
    /// Records.
    records: Vec<RecordHit>,
    /// Said above or in place of the records.
    records_note: &'static str,
    /// What may have been meant.
    meant: Vec<Row>,
}

/// A hit in the plan.
struct Row {
    kind: &'static str,
    number: u8,
    /// The title in pieces, those found marked.
    title: Pieces,
    lang: &'static str,
    unofficial: bool,
    href: String,
    /// What holds the words, and the words around them.
    why: &'static str,
    excerpt: Pieces,
}

/// A choice of kind.
struct KindTab {
    words: &'static str,
    count: String,
    href: String,
    current: bool,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let words = SearchWords::of(visit.language());
    let typed = visit.asked("q").unwrap_or_default().trim().to_owned();
    let query = Query::parse(&typed);
    let too_long = typed.chars().count() > LONGEST_QUERY;
    if query.is_empty() || too_long {
        let lead = if too_long {
            say(words.too_long, &[("n", &LONGEST_QUERY.to_string())])
        } else {
            words.empty_lead.to_owned()
        };
        return if visit.wants_tables() { visit.tables("search", &empty_tables()) } else { start(visit, words, lead) };
    }
    let snapshot = visit.snapshot.clone();
    let number = number(&typed);
    let all = snapshot.findable.find(&typed, &query);
    let chosen = visit.asked("kind").and_then(kind_of_code);
    let hits: Vec<&Hit<'_>> = all.iter().filter(|hit| chosen.is_none_or(|kind| hit.entry.kind == kind)).collect();
    let named = if chosen.is_none() { all.iter().filter(|hit| hit.exact).count().min(EXACT_HITS) } else { 0 };
    let (records, failed) = records::find(visit, &typed, number.as_ref());
    if visit.wants_tables() {
        return visit.tables("search", &tables(visit, &hits, &records));
    }
    let exact = exact(visit, &typed, number.as_ref(), &all, &query);
    let more_records = records.len() > RECORD_HITS;
    let nothing = hits.is_empty() && records.is_empty() && exact.is_empty();
    let shown = if chosen.is_some() { hits.len() } else { hits.len().min(PLAN_HITS + named) };
    let page = Page {
        frame: frame(visit, words),
        words,
        heading: say(words.title_for, &[("q", &typed)]),
        lead: if number.is_some() && all.is_empty() && records.is_empty() && !exact.is_empty() {
            // How the number was read already says that no evidence names it.
            Phrase::default()
        } else if nothing {
            lost(visit, words, &typed)
        } else {
            found(visit, words, (all.len(), named), records.len())
        },
        read_as: number.as_ref().map(|number| read_as(visit, number, records.len())).unwrap_or_default(),
        examples: Vec::new(),
        kinds: kinds(visit, &all, chosen, &typed),
        plan: hits.iter().take(shown).skip(named).map(|hit| row(visit, hit, &query)).collect(),
        plan_more: if shown < hits.len() {
            say(words.showing, &[("shown", &shown.to_string()), ("n", &hits.len().to_string())])
        } else {
            String::new()
        },
        records: records.iter().take(RECORD_HITS).map(|found| records::shown(visit, found, &query)).collect(),
        records_note: if failed {
            words.records_failed
        } else if records.is_empty() {
            words.records_none
        } else if more_records {
            words.records_more
        } else {
            ""
        },
        meant: if nothing { meant(visit, &typed) } else { Vec::new() },
        exact,
        typed,
    };
    visit.html(&page)
}

/// The page before anything is typed.
fn start(visit: &Visit<'_>, words: &'static SearchWords, lead: String) -> Result<Answer, Problem> {
    let to = |q: &str| visit.to(&format!("/search?q={}", encode(q)));
    let plan = &visit.snapshot.plan;
    let prefix = plan.joins.iter().find_map(|join| match &join.subject {
        JoinSubject::Prefix(prefix) => prefix.split_once(':').map(|(_, bare)| bare.to_owned()),
        _ => None,
    });
    let short = plan.projects().find_map(|(_, project)| project.short.clone());
    let focus = plan.programmes.first().map(|programme| visit.language().plain(&programme.title));
    let examples = [
        (words.example_number, prefix.unwrap_or_else(|| "JP21am0101084".to_owned())),
        (words.example_paper, "pmid:34096078".to_owned()),
        (words.example_trial, "NCT04000000".to_owned()),
        (words.example_name, short.unwrap_or_else(|| "AMED".to_owned())),
        (words.example_words, focus.unwrap_or_default()),
    ];
    let page = Page {
        frame: frame(visit, words),
        words,
        heading: words.title.to_owned(),
        typed: String::new(),
        lead: Phrase::plain(lead),
        read_as: Phrase::default(),
        examples: examples.into_iter().filter(|(_, q)| !q.is_empty()).map(|(what, q)| (what, to(&q), q)).collect(),
        exact: Vec::new(),
        kinds: Vec::new(),
        plan: Vec::new(),
        plan_more: String::new(),
        records: Vec::new(),
        records_note: "",
        meant: Vec::new(),
    };
    visit.html(&page)
}

fn frame(visit: &Visit<'_>, words: &SearchWords) -> Frame {
    let crumbs = vec![visit.plan_crumb(), visit.crumb(own(words.title), "")];
    visit.frame(words.title, Section::None, crumbs, TABLES)
}

/// What the query exactly names: a record by its id, projects by a number's prefix, a name or id of the plan.
fn exact(visit: &Visit<'_>, typed: &str, number: Option<&Mention>, all: &[Hit<'_>], query: &Query) -> Vec<Row> {
    let snapshot = &visit.snapshot;
    let mut rows = Vec::new();
    if let Some(id) = record_id(typed) {
        let found = visit.site.record(&id, snapshot.change, visit.actor).ok().flatten();
        if let Some(found) = found.filter(|found| !(visit.way.hide_invented && found.record.invented)) {
            rows.push(Row {
                kind: show::record_kind(&found.record.kind, visit.words()),
                number: 0,
                title: vec![(found.record.title.clone(), false)],
                lang: "en",
                unofficial: false,
                href: visit.to(&format!("/records/{}", encode(&found.id))),
                why: SearchWords::of(visit.language()).why_id,
                excerpt: vec![(id, true)],
            });
        }
    }
    if let Some((prefix, projects)) = number.and_then(|number| joined(&visit.snapshot.plan, number)) {
        let words = SearchWords::of(visit.language());
        for id in projects {
            let Some((programme, project)) = snapshot.plan.project(&id) else { continue };
            let title = visit.language().text(&project.title);
            rows.push(Row {
                kind: words.kind_project,
                number: programme.number,
                title: vec![(title.words, false)],
                lang: title.lang,
                unofficial: title.unofficial,
                href: visit.to(&format!("/projects/{id}")),
                why: words.why_prefix,
                excerpt: vec![(prefix.clone(), true)],
            });
        }
    }
    rows.extend(all.iter().filter(|hit| hit.exact).take(EXACT_HITS).map(|hit| row(visit, hit, query)));
    rows
}

fn read_as(visit: &Visit<'_>, number: &Mention, records: usize) -> Phrase {
    let words = SearchWords::of(visit.language());
    let info = mention::scheme_info(&number.scheme);
    let scheme = info.map_or(number.scheme.as_ref(), |info| info.label(visit.language().code()));
    let what = match visit.language() {
        Language::Ja => format!("{scheme}の番号 {}", number.value),
        Language::En => format!("{scheme} number {}", number.value),
    };
    let pattern = if records == 0 { words.number_unmet } else { words.number_read };
    Phrase::plain(say(pattern, &[("what", &what)]))
}

fn found(visit: &Visit<'_>, words: &SearchWords, (plan, named): (usize, usize), records: usize) -> Phrase {
    // Where everything is named exactly, nothing is left to stand below.
    let anchor = if plan > named { "#plan" } else { "#exact" };
    let pattern = if records > RECORD_HITS { words.found_more } else { words.found };
    let n = |number: usize, anchor: &str| {
        let counted = visit.count(words.n_found, number);
        if number > 0 { link(counted, anchor) } else { word(counted) }
    };
    fill(pattern, &[("plan", n(plan, anchor)), ("records", n(records.min(RECORD_HITS), "#records"))])
}

fn lost(visit: &Visit<'_>, words: &SearchWords, typed: &str) -> Phrase {
    let mut phrase = Phrase::plain(say(words.nothing, &[("q", typed)]));
    let about = link(words.nothing_about, visit.to("/about"));
    phrase.push(fill(words.nothing_advice, &[("about", about)]), visit.language() == Language::En);
    phrase
}

fn meant(visit: &Visit<'_>, typed: &str) -> Vec<Row> {
    visit.snapshot.findable.near(typed, 6).into_iter().map(|entry| plain_row(visit, entry)).collect()
}

fn plain_row(visit: &Visit<'_>, entry: &Entry) -> Row {
    let title = visit.language().text(&entry.title);
    Row {
        kind: kind_in_words(entry.kind, visit.language()),
        number: entry.number,
        title: vec![(title.words, false)],
        lang: title.lang,
        unofficial: title.unofficial,
        href: visit.to(&entry.path),
        why: "",
        excerpt: Vec::new(),
    }
}

fn row(visit: &Visit<'_>, hit: &Hit<'_>, query: &Query) -> Row {
    let mut row = plain_row(visit, hit.entry);
    let title: String = row.title.iter().map(|(words, _)| words.as_str()).collect();
    if let Some(pieces) = marked(query, &title) {
        row.title = pieces;
    }
    row.why = what_in_words(hit.what, visit.language());
    if hit.raw != title {
        row.excerpt = excerpt(query, hit.raw).unwrap_or_default();
    }
    row
}

fn kinds(visit: &Visit<'_>, all: &[Hit<'_>], chosen: Option<Kind>, typed: &str) -> Vec<KindTab> {
    let mut found: Vec<(Kind, usize)> = Vec::new();
    for hit in all {
        match found.iter_mut().find(|(kind, _)| *kind == hit.entry.kind) {
            Some((_, count)) => *count += 1,
            None => found.push((hit.entry.kind, 1)),
        }
    }
    if found.len() < 2 && chosen.is_none() {
        return Vec::new();
    }
    found.sort_by_key(|(kind, _)| *kind);
    let here = format!("/search?q={}", encode(typed));
    let mut tabs = vec![KindTab {
        words: SearchWords::of(visit.language()).all_kinds,
        count: all.len().to_string(),
        href: visit.to(&here),
        current: chosen.is_none(),
    }];
    tabs.extend(found.into_iter().map(|(kind, count)| KindTab {
        words: kind_in_words(kind, visit.language()),
        count: count.to_string(),
        href: visit.to(&format!("{here}&kind={}", kind_code(kind))),
        current: chosen == Some(kind),
    }));
    tabs
}

fn empty_tables() -> [Table; 2] {
    [
        Table::new("plan", &["kind", "title", "address", "found_in", "words"]),
        Table::new("records", &["record", "kind", "published", "title", "journal", "words", "invented"]),
    ]
}

fn tables(visit: &Visit<'_>, hits: &[&Hit<'_>], records: &[Found]) -> [Table; 2] {
    let [mut plan, mut evidence] = empty_tables();
    for hit in hits {
        plan.push(vec![
            kind_code(hit.entry.kind).into(),
            visit.language().plain(&hit.entry.title).into(),
            visit.to(&hit.entry.path).into(),
            what_in_words(hit.what, Language::En).into(),
            hit.raw.into(),
        ]);
    }
    for Found { head, .. } in records.iter().take(RECORD_HITS) {
        evidence.push(vec![
            head.id.as_str().into(),
            head.kind.as_str().into(),
            head.date.map(|date| date.to_string()).into(),
            head.title.as_str().into(),
            head.journal.as_str().into(),
            head.words.join(" | ").into(),
            show::yes(head.invented).into(),
        ]);
    }
    [plan, evidence]
}
