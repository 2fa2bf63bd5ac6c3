//! Programme: what did it promise, what came of it? And the lists of programmes and of all projects.

use crate::language::Shown;
use crate::pages::forms::{FormLinks, links as form_links};
use crate::pages::overview::{IndicatorRow, indicator_row, readings_table};
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::snapshot::FIRST_YEAR;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use askama::Template;
use chart::bars::Axis;
use chart::periods::{Bar, row, runs, span_of, years};
use documents::Subject;
use plan::{FiscalYear, Indicator, Programme, Project};

const TABLES: &[&str] = &["readings", "projects"];

/// One programme.
#[derive(Template)]
#[template(path = "programme.html")]
struct Page {
    frame: Frame,
    /// 1 … 6.
    number: u8,
    /// Its name.
    title: Shown,
    /// How many projects, how many run, by what it is judged.
    lead: Phrase,
    /// What the plan says it is.
    summary: Shown,
    /// Its focus sentences with their projects.
    focuses: Vec<FocusRow>,
    /// Its indicators by where they stand in the plan.
    groups: Vec<Group>,
    /// Evaluations known, by year.
    evaluations: Vec<EvaluationRow>,
    /// Where to read on.
    policies_href: String,
    /// The roadmap of this programme.
    roadmap_href: String,
    /// Year of the readings.
    reading_year: String,
    /// The years, wide and narrow.
    head: [String; 2],
    /// The forms about it.
    forms: FormLinks,
}

/// A focus sentence.
struct FocusRow {
    text: Shown,
    page: String,
    projects: Vec<ProjectItem>,
}

/// A project in a list.
pub struct ProjectItem {
    /// Its name.
    pub title: Shown,
    /// Where it opens.
    pub href: String,
    /// Its years in words.
    pub years: String,
    /// Whether it runs.
    pub running: bool,
    /// Number of its programme.
    pub number: u8,
    /// Bar of its years, wide and narrow; empty where the list has none.
    pub drawing: [String; 2],
}

/// Indicators of one kind.
pub struct Group {
    /// The kind in words.
    pub heading: &'static str,
    /// Its indicators.
    pub rows: Vec<IndicatorRow>,
}

/// An evaluation of a project.
pub struct EvaluationRow {
    /// The year; empty where unknown.
    pub year: String,
    /// Which evaluation.
    pub kind: &'static str,
    /// Its sign.
    pub glyph: &'static str,
    /// Done, this year, to come.
    pub state: &'static str,
    /// The project.
    pub title: Shown,
    /// Where it opens.
    pub href: String,
    /// How it is known.
    pub basis: String,
}

/// Builds the page of a programme.
pub fn page(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let programme = snapshot.plan.programme(id).ok_or_else(|| Problem::NotFound(id.to_owned()))?;
    if visit.wants_tables() {
        let indicators: Vec<&Indicator> = programme.indicators.iter().collect();
        let mut projects = projects_table();
        for project in &programme.projects {
            push_project(visit, &mut projects, programme, project);
        }
        return visit.tables("programme", &[readings_table(visit, &indicators), projects]);
    }
    let (words, language) = (visit.words(), visit.language());
    let now = snapshot.this_year();
    let running = programme.projects.iter().filter(|project| runs(project, now)).count();
    let own_count = programme.indicators.iter().filter(|i| i.kind != plan::IndicatorKind::ProjectPapers).count();
    let lead = fill(
        words.programme_lead,
        &[
            ("projects", link(visit.count(words.n_projects, programme.projects.len()), "#focuses")),
            ("running", word(visit.count(words.n_projects, running))),
            ("indicators", link(visit.count(words.n_indicators, own_count), "#indicators")),
        ],
    );
    let title = language.text(&programme.title);
    let axes = axes(visit);
    let page = Page {
        frame: visit.frame(
            title.words.clone(),
            Section::Overview,
            vec![visit.plan_crumb(), visit.crumb(title.clone(), "")],
            TABLES,
        ),
        number: programme.number,
        lead,
        summary: language.text(&programme.summary),
        focuses: programme
            .focuses
            .iter()
            .map(|focus| FocusRow {
                text: language.text(&focus.text),
                page: say(words.programme_page, &[("page", &focus.page.to_string())]),
                projects: programme
                    .projects
                    .iter()
                    .filter(|project| project.focus == focus.id)
                    .map(|project| item(visit, programme, project, None, 0))
                    .collect(),
            })
            .collect(),
        groups: groups(visit, &programme.indicators.iter().collect::<Vec<_>>(), &axes),
        evaluations: evaluations(visit, programme.projects.iter()),
        policies_href: visit.to("/policies"),
        roadmap_href: visit.to(&format!("/roadmap?programme={}", programme.id)),
        reading_year: language.year(snapshot.last_year()),
        head: crate::pages::overview::heads(visit, &axes),
        forms: form_links(visit, Subject::Programme, &programme.id),
        title,
    };
    visit.html(&page)
}

/// Wide and narrow axes of readings: to this year, since figures have no future.
pub fn axes(visit: &Visit<'_>) -> [Axis; 2] {
    let last = visit.snapshot.last_axis_year();
    [Axis { first: FIRST_YEAR, last, step: 36.0, left: 0.0 }, Axis { first: FIRST_YEAR, last, step: 21.0, left: 0.0 }]
}

/// Indicators by kind, in the plan's order.
pub fn groups(visit: &Visit<'_>, indicators: &[&Indicator], axes: &[Axis; 2]) -> Vec<Group> {
    use plan::IndicatorKind::{ChartPage, Outcome, Output, ProjectPapers};
    [Output, Outcome, ChartPage, ProjectPapers]
        .into_iter()
        .map(|kind| Group {
            heading: show::indicator_kind(kind, visit.words()),
            rows: indicators
                .iter()
                .filter(|indicator| indicator.kind == kind)
                .map(|indicator| indicator_row(visit, indicator, axes))
                .collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect()
}

/// Evaluations in the order of their years, unknown ones last.
pub fn evaluations<'p>(visit: &Visit<'_>, projects: impl Iterator<Item = &'p Project>) -> Vec<EvaluationRow> {
    let (words, language) = (visit.words(), visit.language());
    let now = visit.snapshot.this_year();
    let mut rows: Vec<(Option<FiscalYear>, EvaluationRow)> = projects
        .flat_map(|project| project.evaluations.iter().map(move |mark| (project, mark)))
        .map(|(project, mark)| {
            let year = mark.when.year;
            let row = EvaluationRow {
                year: year.map_or_else(|| words.unknown.to_owned(), |year| language.year(year)),
                kind: show::evaluation(mark.kind, words),
                glyph: chart::roadmap::glyph(mark.kind),
                state: match year {
                    Some(year) if year == now => "now",
                    Some(year) if year > now => "planned",
                    _ => "past",
                },
                title: language.text(&project.title),
                href: visit.to(&format!("/projects/{}", project.id)),
                basis: show::basis_in_full(&mark.when.basis, language),
            };
            (year, row)
        })
        .collect();
    rows.sort_by_key(|(year, _)| year.map_or(i16::MAX, |year| year.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The years of a project in words: `2021–2028`.
pub fn years_in_words(visit: &Visit<'_>, project: &Project) -> String {
    let words = visit.words();
    let (start, _) = years(project);
    let start = start.map_or_else(
        || words.overview_start_unknown.to_owned(),
        |year| say(words.overview_from, &[("year", &year.to_string())]),
    );
    let end = show::end(project, runs(project, visit.snapshot.this_year()), words);
    match visit.language() {
        crate::language::Language::Ja => format!("{start}、{end}"),
        crate::language::Language::En => format!("{start}, {end}"),
    }
}

fn item(
    visit: &Visit<'_>,
    programme: &Programme,
    project: &Project,
    axes: Option<&[Axis; 2]>,
    id: usize,
) -> ProjectItem {
    let snapshot = &visit.snapshot;
    let running = runs(project, snapshot.this_year());
    let title = show::name(project, visit.language());
    let drawing = axes.map_or_else(Default::default, |axes| {
        let bar = |axis: &Axis| [Bar { span: span_of(axis, snapshot.this_year(), project), running }];
        let words = format!("{}: {}", title.words, years_in_words(visit, project));
        [
            row(&axes[0], &bar(&axes[0]), &[], snapshot.day, words.clone()).svg(&format!("w{id}")),
            row(&axes[1], &bar(&axes[1]), &[], snapshot.day, words).svg(&format!("n{id}")),
        ]
    });
    ProjectItem {
        href: visit.to(&format!("/projects/{}", project.id)),
        years: years_in_words(visit, project),
        running,
        number: programme.number,
        drawing,
        title,
    }
}

/// Every project on one page.
#[derive(Template)]
#[template(path = "projects.html")]
struct ProjectsPage {
    frame: Frame,
    /// The heading.
    heading: String,
    /// How many are shown.
    shown: String,
    /// Whether only running ones are shown.
    only_running: bool,
    /// The other list.
    all_href: String,
    /// Running ones.
    running_href: String,
    /// The projects.
    projects: Vec<ProjectItem>,
}

/// Builds the list of projects; `?state=running` narrows it.
pub fn projects(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let only_running = visit.asked("state") == Some("running");
    let chosen: Vec<(&Programme, &Project)> =
        snapshot.plan.projects().filter(|(_, project)| !only_running || runs(project, snapshot.this_year())).collect();
    if visit.wants_tables() {
        let mut table = projects_table();
        for (programme, project) in &chosen {
            push_project(visit, &mut table, programme, project);
        }
        return visit.tables("projects", &[table]);
    }
    let words = visit.words();
    let axes = axes(visit);
    let page = ProjectsPage {
        frame: visit.frame(
            words.projects_title,
            Section::Overview,
            vec![visit.plan_crumb(), visit.crumb(own(words.projects), "")],
            &["projects"],
        ),
        heading: words.projects_title.to_owned(),
        shown: visit.count(words.n_projects, chosen.len()),
        only_running,
        all_href: visit.to("/projects"),
        running_href: visit.to("/projects?state=running"),
        projects: chosen
            .iter()
            .enumerate()
            .map(|(id, (programme, project))| item(visit, programme, project, Some(&axes), id))
            .collect(),
    };
    visit.html(&page)
}

/// Every programme.
#[derive(Template)]
#[template(path = "programmes.html")]
struct ProgrammesPage {
    frame: Frame,
    heading: String,
    programmes: Vec<ProgrammeItem>,
}

/// A programme in the list.
struct ProgrammeItem {
    number: u8,
    title: Shown,
    href: String,
    summary: Shown,
    counts: String,
}

/// Builds the list of programmes.
pub fn programmes(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let (words, language) = (visit.words(), visit.language());
    if visit.wants_tables() {
        let mut table = Table::new("programmes", &["programme", "number", "title", "projects", "indicators"]);
        for programme in &snapshot.plan.programmes {
            table.push(vec![
                programme.id.as_str().into(),
                usize::from(programme.number).into(),
                language.plain(&programme.title).into(),
                programme.projects.len().into(),
                programme.indicators.iter().filter(|i| i.kind != plan::IndicatorKind::ProjectPapers).count().into(),
            ]);
        }
        return visit.tables("programmes", &[table]);
    }
    let item = |programme: &Programme| ProgrammeItem {
        number: programme.number,
        title: language.text(&programme.title),
        href: visit.to(&format!("/programmes/{}", programme.id)),
        summary: language.text(&programme.summary),
        counts: format!(
            "{}{}{}",
            visit.count(words.n_projects, programme.projects.len()),
            words.comma,
            visit.count(
                words.n_indicators,
                programme.indicators.iter().filter(|i| i.kind != plan::IndicatorKind::ProjectPapers).count()
            )
        ),
    };
    let page = ProgrammesPage {
        frame: visit.frame(
            words.programmes_title,
            Section::Overview,
            vec![visit.plan_crumb(), visit.crumb(own(words.programmes), "")],
            &["programmes"],
        ),
        heading: words.programmes_title.to_owned(),
        programmes: snapshot.plan.programmes.iter().map(item).collect(),
    };
    visit.html(&page)
}

fn projects_table() -> Table {
    Table::new(
        "projects",
        &["project", "title", "programme", "focus", "operator", "start", "start_known", "end", "end_known", "open"],
    )
}

fn push_project(visit: &Visit<'_>, table: &mut Table, programme: &Programme, project: &Project) {
    let (end, known, open) = match &project.end {
        plan::End::Year(claim) => (claim.year, show::basis_code(&claim.basis), "no"),
        plan::End::Open { basis } => (None, show::basis_code(basis), "yes"),
    };
    table.push(vec![
        project.id.as_str().into(),
        visit.language().plain(&project.title).into(),
        programme.id.as_str().into(),
        project.focus.as_str().into(),
        project.operator.as_str().into(),
        project.start.year.into(),
        show::basis_code(&project.start.basis).into(),
        end.into(),
        known.into(),
        open.into(),
    ]);
}
