//! About: what the figures rest on. Sources and how much of them was read, what is kept, the rules, and what is not known.

use crate::figure::grouped;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::snapshot::Snapshot;
use crate::table::{Cell, Table};
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::AboutWords;
use askama::Template;
use indicator::{Coverage, Reading};
use mention::{Recogniser, RuleInfo};
use plan::{Basis, End, JoinSubject, Method};
use std::collections::BTreeSet;
use std::sync::LazyLock;

const TABLES: &[&str] = &["coverage", "counts", "batches", "rules"];

/// Batches on the page.
const BATCHES: usize = 20;

static RULES: LazyLock<Vec<RuleInfo>> = LazyLock::new(|| Recogniser::default().rules());

/// Sources and coverage.
#[derive(Template)]
#[template(path = "about.html")]
struct Page {
    frame: Frame,
    words: &'static AboutWords,
    /// On what the figures rest, or that nothing was read.
    lead: Phrase,
    /// What to do where nothing was read; else empty.
    empty: &'static str,
    /// What has been read.
    coverage: Vec<CoverageRow>,
    /// What is kept, by kind.
    kinds: Vec<(&'static str, String, String)>,
    /// How it is tied to the plan.
    standing: Vec<(&'static str, String, String)>,
    /// What people decided.
    decided: Vec<(&'static str, String, String)>,
    /// Newest batches first.
    batches: Vec<BatchRow>,
    /// Said where not all are shown.
    batches_more: String,
    /// What is not known.
    unknown: Vec<Phrase>,
    /// The rules that find words.
    rules: Vec<(&'static str, Vec<(&'static str, bool)>)>,
    /// The rules that tie records to projects.
    link_rules: Vec<(&'static str, &'static str)>,
    /// The state now: in words and where it opens again.
    state: Phrase,
    /// Where the plan's words come from.
    licence_plan: String,
}

/// A source.
struct CoverageRow {
    source: String,
    invented: bool,
    files: String,
    editions: String,
    years: String,
    classes: String,
    licence: &'static str,
}

/// A batch.
struct BatchRow {
    number: String,
    file: String,
    edition: String,
    on: String,
    read: String,
    kept: String,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    if visit.wants_tables() {
        return visit.tables("about", &tables(visit));
    }
    let snapshot = visit.snapshot.clone();
    let (common, words, language) = (visit.words(), AboutWords::of(visit.language()), visit.language());
    let number = |count: usize| grouped(count as i128);
    let counts = &snapshot.counts;
    let page = Page {
        frame: visit.frame(
            words.title,
            Section::About,
            vec![visit.plan_crumb(), visit.crumb(own(common.nav_about), "")],
            TABLES,
        ),
        words,
        lead: lead(visit, words),
        empty: if snapshot.batches.is_empty() { words.lead_empty_do } else { "" },
        coverage: snapshot.coverage.iter().map(|coverage| coverage_row(visit, coverage)).collect(),
        kinds: counts
            .kinds
            .iter()
            .map(|(kind, (real, invented))| {
                (crate::pages::show::record_kind(kind, common), number(*real), number(*invented))
            })
            .collect(),
        standing: vec![
            (words.linked_counted, number(counts.counted), visit.to("/records")),
            (words.linked_waiting, number(counts.waiting), visit.to("/review")),
            (words.linked_none, number(counts.outside), String::new()),
            (words.retracted, number(counts.retracted), String::new()),
        ],
        decided: vec![
            (words.decisions_links, number(snapshot.decisions.len()), visit.to("/review")),
            (words.decisions_joins, number(snapshot.joins.len()), visit.to("/joins")),
        ],
        batches: snapshot.batches.iter().rev().take(BATCHES).map(|batch| batch_row(visit, batch)).collect(),
        batches_more: if snapshot.batches.len() > BATCHES {
            say(words.batches_more, &[("shown", &BATCHES.to_string())])
        } else {
            String::new()
        },
        unknown: unknown(visit, words),
        rules: RULES.iter().map(|rule| (rule.id, quoted(rule.words(language.code())))).collect(),
        link_rules: evidence::LINK_RULES
            .iter()
            .map(|rule| (*rule, if rule.starts_with("link.name") { words.link_name } else { words.link_prefix }))
            .collect(),
        state: link_to_state(visit, words),
        licence_plan: say(words.licence_plan, &[("source", &snapshot.plan.source)]),
    };
    visit.html(&page)
}

fn lead(visit: &Visit<'_>, words: &AboutWords) -> Phrase {
    let snapshot = &visit.snapshot;
    if snapshot.batches.is_empty() {
        return Phrase::plain(words.lead_empty);
    }
    let files = visit.count(words.n_files, snapshot.batches.len());
    let records = visit.count(visit.words().n_records, snapshot.open_rows());
    fill(
        words.lead,
        &[
            ("files", link(files, visit.to("/about#batches"))),
            ("records", link(records, visit.to("/records"))),
            ("plan", link(words.this_plan, visit.to("/plan"))),
            ("change", word(snapshot.change.to_string())),
        ],
    )
}

fn link_to_state(visit: &Visit<'_>, words: &AboutWords) -> Phrase {
    let change = visit.snapshot.change;
    let mut way = visit.way.clone();
    way.as_of = Some(change.to_string());
    let state = say(words.change, &[("change", &change.to_string())]);
    Phrase(vec![link(state, way.to("/"))])
}

fn coverage_row(visit: &Visit<'_>, coverage: &Coverage) -> CoverageRow {
    let (words, language) = (AboutWords::of(visit.language()), visit.language());
    let read = grouped(i128::from(coverage.files_read));
    let editions: Vec<&String> = coverage.editions.iter().collect();
    let records: u64 = coverage.records_by_year.values().sum();
    let span = coverage.records_by_year.keys().next().zip(coverage.records_by_year.keys().next_back());
    CoverageRow {
        source: visit.language().source(&coverage.source),
        invented: coverage.invented,
        files: match coverage.files_total_at_least {
            Some(total) => say(words.files_of, &[("read", &read), ("total", &grouped(i128::from(total)))]),
            None => say(words.files_unknown, &[("read", &read)]),
        },
        editions: match editions.as_slice() {
            [] => String::new(),
            [first, .., last] if editions.len() > 4 => {
                say(words.editions_more, &[("first", first), ("last", last), ("n", &grouped(editions.len() as i128))])
            }
            few => few.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(visit.words().comma),
        },
        years: match span {
            Some((first, last)) => say(
                words.years_span,
                &[
                    ("first", &language.year(*first)),
                    ("last", &language.year(*last)),
                    ("n", &grouped(i128::from(records))),
                ],
            ),
            None => words.years_none.to_owned(),
        },
        classes: coverage
            .classes
            .iter()
            .map(|class| class_in_words(class, words))
            .collect::<Vec<_>>()
            .join(visit.words().comma),
        licence: match coverage.source.as_str() {
            _ if coverage.invented => words.licence_invented,
            "pubmed" => words.licence_pubmed,
            _ => words.licence_unknown,
        },
    }
}

/// A source class that definitions ask for, in words.
fn class_in_words(class: &str, words: &AboutWords) -> String {
    match class.split_once(':') {
        Some(("register", name)) => say(words.class_register, &[("name", name)]),
        _ if class == "abstracts" => words.class_abstracts.to_owned(),
        _ if class == "full-text" => words.class_full_text.to_owned(),
        _ if class == "trials" => words.class_trials.to_owned(),
        _ if class == "grants" => words.class_grants.to_owned(),
        _ => class.to_owned(),
    }
}

fn batch_row(visit: &Visit<'_>, batch: &crate::source::Batch) -> BatchRow {
    BatchRow {
        number: batch.number.to_string(),
        file: batch.file.clone(),
        edition: batch.edition.clone(),
        on: visit.language().date(batch.on),
        read: grouped(i128::from(batch.read)),
        kept: grouped(i128::from(batch.kept)),
    }
}

/// A sentence in pieces; what stands between backticks is shown as it is written.
fn quoted(words: &'static str) -> Vec<(&'static str, bool)> {
    words
        .split('`')
        .enumerate()
        .map(|(at, piece)| (piece, at % 2 == 1))
        .filter(|(piece, _)| !piece.is_empty())
        .collect()
}

/// What can be counted of what is not known, each with where to look.
fn unknown(visit: &Visit<'_>, words: &AboutWords) -> Vec<Phrase> {
    let snapshot = &visit.snapshot;
    let plan = &snapshot.plan;
    let counted = |pattern: &str, number: usize, path: &str| {
        (number > 0).then(|| fill(pattern, &[("n", link(grouped(number as i128), visit.to(path)))]))
    };
    let no_year = |end: &End| matches!(end, End::Year(claim) if claim.year.is_none());
    let years = plan.projects().filter(|(_, one)| one.start.year.is_none() || no_year(&one.end)).count();
    let marks = plan
        .projects()
        .flat_map(|(_, project)| &project.evaluations)
        .filter(|mark| mark.when.year.is_none() || matches!(mark.when.basis, Basis::Inferred { .. }))
        .count();
    let joins = plan.joins.iter().filter(|join| matches!(join.subject, JoinSubject::Prefix(_)) && !join.basis.counts());
    let waiting = joins.filter(|join| !snapshot.joins.iter().any(|state| decided(state, join))).count();
    let without = snapshot.own_indicators().filter(|(_, one)| !has_figure(snapshot, &one.id)).count();
    let annexes: Vec<String> = plan
        .policies
        .iter()
        .filter(|policy| !policy.annex_in_text)
        .map(|policy| visit.language().plain(&policy.title))
        .collect();
    let unread: Vec<String> = unread_classes(snapshot).iter().map(|class| class_in_words(class, words)).collect();
    let listed = |pattern: &str, items: Vec<String>| {
        (!items.is_empty()).then(|| Phrase::plain(say(pattern, &[("list", &items.join(visit.words().comma))])))
    };
    [
        counted(words.unknown_indicators, without, "/indicators?how=without"),
        listed(words.unknown_sources, unread),
        counted(words.unknown_joins, waiting, "/joins"),
        counted(words.unknown_years, years, "/projects"),
        counted(words.unknown_marks, marks, "/roadmap"),
        listed(words.unknown_annexes, annexes),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn decided(state: &crate::source::JoinState, join: &plan::Join) -> bool {
    state.subject == join.subject && state.project == join.project
}

fn has_figure(snapshot: &Snapshot, indicator: &str) -> bool {
    let figure = |reading: &Reading| matches!(reading, Reading::Number(_) | Reading::DeclaredNone { .. });
    snapshot.readings(indicator).iter().any(|(_, reading)| figure(reading))
}

/// Source classes that definitions ask for and no coverage serves.
fn unread_classes(snapshot: &Snapshot) -> BTreeSet<String> {
    let versions = snapshot.plan.indicators().flat_map(|(_, indicator)| &indicator.versions);
    let asked = versions.filter_map(|version| match &version.method {
        Method::Computed(definition) => Some(definition.sources.iter()),
        Method::Reported | Method::Qualitative => None,
    });
    let read = |class: &String| snapshot.coverage.iter().any(|coverage| coverage.classes.contains(class));
    asked.flatten().filter(|class| !read(class)).cloned().collect()
}

fn tables(visit: &Visit<'_>) -> Vec<Table> {
    let snapshot = &visit.snapshot;
    let mut coverage = Table::new(
        "coverage",
        &["source", "invented", "files_read", "files_total_at_least", "editions", "classes", "fiscal_year", "records"],
    );
    for one in &snapshot.coverage {
        let whole = |number: u64| Cell::Whole(i128::from(number));
        let row = |year: Cell, records: Cell| {
            vec![
                one.source.as_str().into(),
                crate::pages::show::yes(one.invented).into(),
                whole(one.files_read),
                one.files_total_at_least.map_or(Cell::Nothing, whole),
                one.editions.iter().cloned().collect::<Vec<_>>().join(" ").into(),
                one.classes.iter().cloned().collect::<Vec<_>>().join(" ").into(),
                year,
                records,
            ]
        };
        for (year, records) in &one.records_by_year {
            coverage.push(row((*year).into(), whole(*records)));
        }
        if one.records_by_year.is_empty() {
            coverage.push(row(Cell::Nothing, Cell::Nothing));
        }
    }
    let mut counts = Table::new("counts", &["kind", "real", "invented"]);
    for (kind, (real, invented)) in &snapshot.counts.kinds {
        counts.push(vec![kind.as_str().into(), (*real).into(), (*invented).into()]);
    }
    let mut batches = Table::new("batches", &["batch", "file", "source", "edition", "on", "read", "kept"]);
    for batch in &snapshot.batches {
        batches.push(vec![
            Cell::Whole(i128::from(batch.number)),
            batch.file.as_str().into(),
            batch.source.as_str().into(),
            batch.edition.as_str().into(),
            batch.on.to_string().into(),
            Cell::Whole(i128::from(batch.read)),
            Cell::Whole(i128::from(batch.kept)),
        ]);
    }
    let mut rules = Table::new("rules", &["rule", "does"]);
    for rule in RULES.iter() {
        rules.push(vec![rule.id.into(), rule.words(visit.language().code()).into()]);
    }
    vec![coverage, counts, batches, rules]
}
