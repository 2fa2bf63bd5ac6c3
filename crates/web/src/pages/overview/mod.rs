//! Overview: how does the plan stand? One paragraph in words, then six bands on one column of years, so that
//! "what ran when the number rose" is read straight down.

mod indicators;
mod periods;
mod tables;
mod years;

pub use indicators::{IndicatorRow, columns, indicator_row};
pub use tables::{exact, readings_table};
pub use years::heads;

use crate::language::Shown;
use crate::pages::{calendar, show};
use crate::phrase::{Phrase, fill, link, say};
use crate::snapshot::FIRST_YEAR;
use crate::source::Head;
use crate::visit::{Answer, Frame, Problem, Section, Visit};
use crate::words::CalendarWords;
use askama::Template;
use chart::bars::Axis;
use chart::periods::runs;
use indicator::Reading;
use periods::{ProjectRow, lineages, project_row};
use plan::{EvaluationKind, FiscalYear, Indicator, Method, Plan, Programme, Project};
use tables::tables;
use years::line;

/// Names of this page's tables.
const TABLES: &[&str] = &["readings", "projects", "due"];

/// The overview.
#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    frame: Frame,
    /// The heading.
    heading: String,
    /// The paragraph.
    lead: Phrase,
    /// The years' head, wide and narrow.
    head: [String; 2],
    /// Year whose reading stands at the right.
    reading_year: String,
    /// Today's line, wide and narrow, as drawings stretched over a band.
    line: [String; 2],
    /// The bands.
    bands: Vec<Band>,
    /// What is due this year.
    due: Vec<Due>,
    /// Heads of its columns.
    due_words: &'static CalendarWords,
    /// Newest evidence.
    newest: Vec<Newest>,
}

/// A programme's band.
struct Band {
    /// 1 … 6.
    number: u8,
    /// Its name.
    title: Shown,
    /// Where it opens.
    href: String,
    /// How many run.
    running: String,
    /// Its lineages of projects.
    projects: Vec<ProjectRow>,
    /// Its indicators.
    indicators: Vec<IndicatorRow>,
}

/// An evaluation due this year.
struct Due {
    title: Shown,
    href: String,
    kind: &'static str,
    /// Programme, project or part of one.
    unit: &'static str,
    /// What says so: a mark of the plan and how its year is known, or a rule.
    ground: &'static str,
}

/// A piece of evidence.
pub struct Newest {
    /// Its kind.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Where it opens.
    pub href: String,
    /// Journal and date.
    pub place: String,
    /// For which projects it counts, or may.
    pub projects: Vec<Shown>,
    /// Whether it is made up.
    pub invented: bool,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    if visit.wants_tables() {
        return visit.tables("overview", &tables(visit));
    }
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let heading = say(words.overview_title, &[("plan", &language.plain(&snapshot.plan.title))]);
    let last = snapshot.last_axis_year();
    let axes = [
        Axis { first: FIRST_YEAR, last, step: 36.0, left: 0.0 },
        Axis { first: FIRST_YEAR, last, step: 21.0, left: 0.0 },
    ];
    let bands = snapshot
        .plan
        .programmes
        .iter()
        .enumerate()
        .map(|(index, programme)| band(visit, programme, index, &axes))
        .collect();
    let page = Overview {
        frame: visit.frame(
            heading.clone(),
            Section::Overview,
            vec![visit.crumb(crate::visit::own(words.plan), "")],
            TABLES,
        ),
        lead: lead(visit),
        head: heads(visit, &axes),
        reading_year: say(words.overview_reading, &[("year", &language.year(snapshot.last_year()))]),
        line: [line(visit, &axes[0]), line(visit, &axes[1])],
        bands,
        due: due(visit),
        due_words: CalendarWords::of(language),
        newest: newest(visit, &snapshot.newest, 6),
        heading,
    };
    visit.html(&page)
}

/// Evidence as lists show it.
pub fn newest(visit: &Visit<'_>, heads: &[Head], limit: usize) -> Vec<Newest> {
    let shown = heads.iter().filter(|head| !(visit.way.hide_invented && head.invented)).take(limit);
    shown
        .map(|head| Newest {
            kind: show::record_kind(&head.kind, visit.words()),
            title: head.title.clone(),
            href: visit.to(&format!("/records/{}", crate::way::encode(&head.id))),
            place: [head.journal.clone(), head.date.map(|date| visit.language().date(date)).unwrap_or_default()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            projects: projects_of(visit, &head.id),
            invented: head.invented,
        })
        .collect()
}

/// The projects for which a record counts or may, in the plan's order.
fn projects_of(visit: &Visit<'_>, record: &str) -> Vec<Shown> {
    let Some(row) = visit.snapshot.row(record) else { return Vec::new() };
    let linked = |project: &Project| {
        row.links.iter().any(|link| *link.project == *project.id && link.standing != indicator::Standing::Refused)
    };
    let projects = visit.snapshot.plan.projects().filter(|(_, project)| linked(project));
    projects.map(|(_, project)| show::name(project, visit.language())).collect()
}

fn lead(visit: &Visit<'_>) -> Phrase {
    let (words, snapshot) = (visit.words(), &visit.snapshot);
    let plan = &snapshot.plan;
    let this_year = snapshot.this_year();
    let running = plan.projects().filter(|(_, project)| runs(project, this_year)).count();
    let own: Vec<&Indicator> =
        snapshot.own_indicators().map(|(_, indicator)| indicator).filter(|i| in_lists(i)).collect();
    let (mut computed, mut reported, mut without) = (0, 0, 0);
    for indicator in &own {
        let number = |reading: &Reading| matches!(reading, Reading::Number(_) | Reading::DeclaredNone { .. });
        let has = snapshot.readings(&indicator.id).iter().any(|(_, reading)| number(reading));
        match indicator.versions.last().map(|version| &version.method) {
            Some(Method::Computed(_)) if has => computed += 1,
            _ if has => reported += 1,
            _ => without += 1,
        }
    }
    let to = |path: &str| visit.to(path);
    let mut phrase = fill(
        words.overview_lead,
        &[
            ("programmes", link(visit.count(words.n_programmes, plan.programmes.len()), to("/programmes"))),
            ("projects", link(visit.count(words.n_projects, plan.projects().count()), to("/projects"))),
            ("running", link(visit.count(words.n_projects, running), to("/projects?state=running"))),
            ("indicators", link(visit.count(words.n_indicators, own.len()), to("/indicators"))),
            ("computed", link(computed.to_string(), to("/indicators?how=computed"))),
            ("reported", link(reported.to_string(), to("/indicators?how=reported"))),
            ("without", link(without.to_string(), to("/indicators?how=without"))),
        ],
    );
    let blank = visit.language() == crate::language::Language::En;
    let due = due_in_words(visit, &due_now(plan, this_year));
    phrase.push(due.unwrap_or_else(|| Phrase::plain(words.overview_due_none)), blank);
    let waiting = snapshot.waiting.len();
    if waiting > 0 {
        let n = link(visit.count(words.n_records, waiting), to("/review"));
        phrase.push(fill(words.overview_waiting, &[("n", n)]), blank);
    }
    phrase
}

/// Whether an indicator stands in the plan's lists, not only on a chart page.
pub fn in_lists(indicator: &Indicator) -> bool {
    matches!(indicator.kind, plan::IndicatorKind::Output | plan::IndicatorKind::Outcome)
}

/// How many evaluations of each kind are due; none where nothing is.
pub fn due_in_words(visit: &Visit<'_>, due: &[evaluation::Due<'_>]) -> Option<Phrase> {
    let words = visit.words();
    let patterns = [
        (EvaluationKind::ExAnte, words.n_exante),
        (EvaluationKind::MidTerm, words.n_midterm),
        (EvaluationKind::ExPost, words.n_expost),
        (EvaluationKind::FollowUp, words.n_followup),
    ];
    let parts: Vec<String> = patterns
        .iter()
        .map(|(kind, pattern)| (due.iter().filter(|due| due.kind == *kind).count(), *pattern))
        .filter(|(count, _)| *count > 0)
        .map(|(count, pattern)| visit.count(pattern, count))
        .collect();
    let list = || link(show::list(&parts, visit.language()), visit.to("/#due"));
    (!parts.is_empty()).then(|| fill(words.overview_due, &[("list", list())]))
}

/// What the calendar says is due in `year`: the same evaluations as the calendar's own page counts.
pub fn due_now(plan: &Plan, year: FiscalYear) -> Vec<evaluation::Due<'_>> {
    let mut due = evaluation::calendar(plan, year).due;
    due.retain(|due| due.standing == evaluation::Standing::Now);
    due
}

fn band(visit: &Visit<'_>, programme: &Programme, index: usize, axes: &[Axis; 2]) -> Band {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let running = programme.projects.iter().filter(|project| runs(project, snapshot.this_year())).count();
    let projects = lineages(&snapshot.plan, programme, snapshot.this_year())
        .into_iter()
        .enumerate()
        .map(|(row_index, lineage)| project_row(visit, &lineage, axes, index * 100 + row_index))
        .collect();
    let indicators = programme
        .indicators
        .iter()
        .filter(|indicator| in_lists(indicator))
        .map(|indicator| indicator_row(visit, indicator, axes))
        .collect();
    Band {
        number: programme.number,
        title: language.text(&programme.title),
        href: visit.to(&format!("/programmes/{}", programme.id)),
        running: if running == 0 {
            words.overview_running_none.to_owned()
        } else {
            visit.count(words.overview_running, running)
        },
        projects,
        indicators,
    }
}

fn due(visit: &Visit<'_>) -> Vec<Due> {
    let language = visit.language();
    due_now(&visit.snapshot.plan, visit.snapshot.this_year())
        .iter()
        .map(|due| Due {
            title: language.text(due.subject.title()),
            href: visit.to(&calendar::path_of(due.subject)),
            kind: evaluation::kind_in_words(due.kind, language.into()),
            unit: evaluation::unit_in_words(due.subject, language.into()),
            ground: evaluation::ground_in_words(due, language.into()),
        })
        .collect()
}
