//! Overview: how does the plan stand? One paragraph in words, then six bands on one column of years, so that
//! "what ran when the number rose" is read straight down.

use crate::chart::bars::{Axis, Column, Year, small};
use crate::chart::periods::{Bar, Mark, row, runs, years};
use crate::figure;
use crate::language::Shown;
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say};
use crate::snapshot::{FIRST_YEAR, Snapshot};
use crate::source::Head;
use crate::table::{Cell, Table};
use crate::visit::{Answer, Frame, Problem, Section, Visit};
use askama::Template;
use indicator::Reading;
use plan::{EvaluationKind, FiscalYear, Indicator, Method, Plan, Programme, Project, Reckoning, SuccessionKind};

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

/// A row of bars.
struct ProjectRow {
    title: Shown,
    href: String,
    /// Whether the project is over.
    ended: bool,
    end: String,
    /// Wide and narrow.
    drawing: [String; 2],
}

/// A row of an indicator.
pub struct IndicatorRow {
    /// Its wording.
    pub title: Shown,
    /// Where it opens.
    pub href: String,
    /// `報告値`, `累積`, `3月31日現在`; empty for none.
    pub remark: String,
    /// The figure or the word in its place.
    pub value: String,
    /// Whether `value` is a figure.
    pub number: bool,
    /// The unit.
    pub unit: String,
    /// Change from the year before.
    pub change: String,
    /// What waits, in words; empty for nothing.
    pub waiting: String,
    /// Where the waiting opens.
    pub waiting_href: String,
    /// Wide and narrow.
    pub drawing: [String; 2],
}

/// An evaluation due this year.
struct Due {
    title: Shown,
    href: String,
    kind: &'static str,
    basis: &'static str,
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
            invented: head.invented,
        })
        .collect()
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
    phrase.push(due_in_words(visit), blank);
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

fn due_in_words(visit: &Visit<'_>) -> Phrase {
    let words = visit.words();
    let due = due_now(&visit.snapshot.plan, visit.snapshot.this_year());
    let patterns = [
        (EvaluationKind::ExAnte, words.n_exante),
        (EvaluationKind::MidTerm, words.n_midterm),
        (EvaluationKind::ExPost, words.n_expost),
        (EvaluationKind::FollowUp, words.n_followup),
    ];
    let parts: Vec<String> = patterns
        .iter()
        .map(|(kind, pattern)| (due.iter().filter(|(_, mark)| mark.kind == *kind).count(), *pattern))
        .filter(|(count, _)| *count > 0)
        .map(|(count, pattern)| visit.count(pattern, count))
        .collect();
    if parts.is_empty() {
        return Phrase::plain(words.overview_due_none);
    }
    fill(words.overview_due, &[("list", link(show::list(&parts, visit.language()), visit.to("/#due")))])
}

/// Evaluations of projects and parts that fall into `year`.
pub fn due_now(plan: &Plan, year: FiscalYear) -> Vec<(&Project, &plan::EvaluationMark)> {
    plan.projects()
        .flat_map(|(_, project)| project.evaluations.iter().map(move |mark| (project, mark)))
        .filter(|(_, mark)| mark.when.year == Some(year))
        .collect()
}

/// The years above bands, wide and narrow.
pub fn heads(visit: &Visit<'_>, axes: &[Axis; 2]) -> [String; 2] {
    [head(visit, &axes[0], false), head(visit, &axes[1], true)]
}

fn head(visit: &Visit<'_>, axis: &Axis, narrow: bool) -> String {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let mut out = format!(
        "<svg class=\"chart years\" viewBox=\"0 0 {0} 58\" width=\"{0}\" height=\"58\" aria-hidden=\"true\">",
        axis.right()
    );
    let now = axis.day(snapshot.day);
    let label = format!("{} {}", words.today, language.short_date(snapshot.day));
    let half = crate::chart::measure::width(&label, 13.0) / 2.0;
    let at = now.clamp(half, axis.right() - half);
    out.push_str(&format!(
        "<text x=\"{at:.1}\" y=\"13\" text-anchor=\"middle\" font-size=\"13\" class=\"today-word\">{label}</text>"
    ));
    for year in axis.years() {
        if narrow && (year.0 - axis.first) % 4 != 0 && year != snapshot.this_year() {
            continue;
        }
        if narrow && year != snapshot.this_year() && (year.0 - snapshot.this_year().0).abs() < 2 {
            continue;
        }
        let x = axis.x(year.0) + axis.step / 2.0;
        let x = if narrow { x.clamp(14.0, axis.right() - 14.0) } else { x };
        let class = if year == snapshot.this_year() { "axis now" } else { "axis" };
        out.push_str(&format!(
            "<text x=\"{x:.1}\" y=\"34\" text-anchor=\"middle\" font-size=\"12\" class=\"{class}\">{year}</text>\
             <text x=\"{x:.1}\" y=\"51\" text-anchor=\"middle\" font-size=\"12\" class=\"{class} era\">{}</text>",
            language.era_short(year)
        ));
    }
    out.push_str("</svg>");
    out
}

fn line(visit: &Visit<'_>, axis: &Axis) -> String {
    let x = axis.day(visit.snapshot.day);
    let (left, step) = (axis.x(visit.snapshot.this_year().0), axis.step);
    format!(
        "<svg class=\"today\" viewBox=\"0 0 {0} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">\
         <rect x=\"{left:.1}\" y=\"0\" width=\"{step:.1}\" height=\"10\" class=\"this-year\"/>\
         <line x1=\"{x:.1}\" y1=\"0\" x2=\"{x:.1}\" y2=\"10\" vector-effect=\"non-scaling-stroke\"/></svg>",
        axis.right()
    )
}

fn band(visit: &Visit<'_>, programme: &Programme, index: usize, axes: &[Axis; 2]) -> Band {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let running = programme.projects.iter().filter(|project| runs(project, snapshot.this_year())).count();
    let projects = lineages(&snapshot.plan, programme)
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

/// The projects of a programme as lineages: each ends with a project that nothing of the programme follows, and
/// begins with what it followed. What merged into another keeps a row of its own.
fn lineages<'a>(plan: &'a Plan, programme: &'a Programme) -> Vec<Vec<&'a Project>> {
    let before = |id: &str| -> Option<&'a Project> {
        let succession =
            plan.successions.iter().find(|s| s.to == id && s.kind == SuccessionKind::Follows && s.from.is_some());
        let from = succession?.from.as_deref()?;
        programme.projects.iter().find(|project| project.id == from)
    };
    let taken: Vec<&str> =
        programme.projects.iter().filter_map(|project| before(&project.id)).map(|p| p.id.as_str()).collect();
    let mut rows = Vec::new();
    for project in programme.projects.iter().filter(|project| !taken.contains(&project.id.as_str())) {
        let mut lineage = vec![project];
        while let Some(previous) = before(&lineage[0].id) {
            if lineage.iter().any(|seen| seen.id == previous.id) {
                break;
            }
            lineage.insert(0, previous);
        }
        rows.push(lineage);
    }
    rows
}

fn project_row(visit: &Visit<'_>, lineage: &[&Project], axes: &[Axis; 2], id: usize) -> ProjectRow {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let now = snapshot.this_year();
    let Some(project) = lineage.last() else {
        return ProjectRow {
            title: Shown::default(),
            href: String::new(),
            ended: true,
            end: String::new(),
            drawing: Default::default(),
        };
    };
    let running = runs(project, now);
    let bars: Vec<Bar> = lineage
        .iter()
        .map(|member| {
            let (start, last) = years(member);
            Bar { start, last, running: member.id == project.id && running }
        })
        .collect();
    let marks: Vec<Mark> = project
        .evaluations
        .iter()
        .filter(|mark| mark.when.year == Some(now))
        .take(1)
        .map(|mark| Mark {
            kind: mark.kind,
            year: now,
            glyph: show::glyph(mark.kind, words),
            title: format!("{} {}", language.year(now), show::evaluation(mark.kind, words)),
        })
        .collect();
    let end = show::end(project, running, words);
    let title = lineage
        .iter()
        .map(|member| {
            let start = member.start.year.map_or_else(
                || words.overview_start_unknown.to_owned(),
                |year| say(words.overview_from, &[("year", &year.to_string())]),
            );
            format!("{}: {start} – {}", language.plain(&member.title), show::end(member, runs(member, now), words))
        })
        .collect::<Vec<_>>()
        .join("; ");
    let start = years(project).0;
    let upcoming = start.is_some_and(|start| start > now);
    ProjectRow {
        title: language.text(&project.title),
        href: visit.to(&format!("/projects/{}", project.id)),
        ended: !running && !upcoming,
        end,
        drawing: [
            row(&axes[0], &bars, &marks, snapshot.day, title.clone()).svg(&format!("p{id}")),
            row(&axes[1], &bars, &marks, snapshot.day, title).svg(&format!("q{id}")),
        ],
    }
}

/// A row of an indicator with its small bars; `axes` wide and narrow.
pub fn indicator_row(visit: &Visit<'_>, indicator: &Indicator, axes: &[Axis; 2]) -> IndicatorRow {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let last = snapshot.last_year();
    let reading = snapshot.reading(&indicator.id, last);
    let before = snapshot.reading(&indicator.id, FiscalYear(last.0 - 1));
    let confirmed = reading.and_then(figure::confirmed);
    let value = reading.map(|reading| figure::reading_in_words(reading, words)).unwrap_or_default();
    let waits = reading.map_or(0, |reading| {
        let (mentions, joins) = figure::awaiting(reading);
        mentions + joins
    });
    let title = language.plain(&indicator.title);
    let described = series_in_words(snapshot, indicator, visit);
    let series = series(visit, &indicator.id);
    let draw = |axis: &Axis, prefix: char| {
        small(axis, &series, last, title.clone(), described.clone()).svg(&format!("{prefix}-{}", indicator.id))
    };
    let href = visit.to(&format!("/indicators/{}", indicator.id));
    IndicatorRow {
        title: language.text(&indicator.title),
        waiting_href: visit.to(&format!("/indicators/{}?year={last}&show=awaiting", indicator.id)),
        href,
        remark: remark(indicator, words).to_owned(),
        number: confirmed.is_some(),
        value,
        unit: language.plain(&indicator.unit),
        change: figure::change(before.and_then(figure::confirmed), confirmed, words),
        waiting: if waits > 0 { visit.count(words.n_waiting, waits) } else { String::new() },
        drawing: [draw(&axes[0], 'i'), draw(&axes[1], 'j')],
    }
}

fn remark(indicator: &Indicator, words: &crate::words::Words) -> &'static str {
    match indicator.versions.last().map(|version| &version.method) {
        Some(Method::Computed(definition)) => match definition.reckoning {
            Reckoning::Cumulative => words.overview_cumulative,
            Reckoning::Stock => words.overview_stock,
            Reckoning::Flow | Reckoning::Active => "",
        },
        Some(Method::Reported) => words.overview_reported,
        Some(Method::Qualitative) => words.state_qualitative,
        None => "",
    }
}

/// The readings of an indicator as columns of a drawing.
pub fn series(visit: &Visit<'_>, indicator: &str) -> Vec<Year> {
    columns(visit, visit.snapshot.readings(indicator))
}

/// Readings as columns; this year is a part year.
pub fn columns(visit: &Visit<'_>, readings: &[(FiscalYear, Reading)]) -> Vec<Year> {
    let (words, snapshot) = (visit.words(), &visit.snapshot);
    let this_year = snapshot.this_year();
    readings
        .iter()
        .map(|(year, reading)| Year {
            year: *year,
            column: column(reading, words, *year == this_year),
            part: (*year == this_year)
                .then(|| say(words.part_year, &[("date", &visit.language().short_date(snapshot.day))])),
        })
        .collect()
}

fn column(reading: &Reading, words: &crate::words::Words, open: bool) -> Column {
    match reading {
        Reading::Number(figure) => {
            // Only for the height of a bar; what is written stays exact.
            #[allow(clippy::cast_precision_loss, reason = "a bar is some pixels high")]
            let size = *figure.confirmed.numer() as f64 / *figure.confirmed.denom() as f64;
            Column::Figure(size, figure::amount(&figure.confirmed))
        }
        Reading::DeclaredNone { .. } => Column::None(words.state_none.to_owned()),
        // A year that is not over has not failed to be reported.
        Reading::NotReported if open => Column::Empty,
        other => Column::Gap(figure::state_in_words(other, words).to_owned()),
    }
}

/// The years of an indicator in a sentence, for who cannot see the bars.
fn series_in_words(snapshot: &Snapshot, indicator: &Indicator, visit: &Visit<'_>) -> String {
    let parts: Vec<String> = snapshot
        .readings(&indicator.id)
        .iter()
        .map(|(year, reading)| {
            format!("{}: {}", visit.language().year(*year), figure::reading_in_words(reading, visit.words()))
        })
        .collect();
    parts.join("; ")
}

fn due(visit: &Visit<'_>) -> Vec<Due> {
    let (words, language) = (visit.words(), visit.language());
    due_now(&visit.snapshot.plan, visit.snapshot.this_year())
        .into_iter()
        .map(|(project, mark)| Due {
            title: language.text(&project.title),
            href: visit.to(&format!("/projects/{}", project.id)),
            kind: show::evaluation(mark.kind, words),
            basis: show::basis(&mark.when.basis, words),
        })
        .collect()
}

fn tables(visit: &Visit<'_>) -> Vec<Table> {
    let snapshot = &visit.snapshot;
    let language = visit.language();
    let mut projects = Table::new("projects", &["project", "title", "programme", "start", "end", "open", "running"]);
    for (programme, project) in snapshot.plan.projects() {
        let end = match &project.end {
            plan::End::Year(claim) => claim.year,
            plan::End::Open { .. } => None,
        };
        let open = matches!(project.end, plan::End::Open { .. });
        projects.push(vec![
            project.id.as_str().into(),
            language.plain(&project.title).into(),
            programme.id.as_str().into(),
            project.start.year.into(),
            end.into(),
            if open { "yes" } else { "no" }.into(),
            if runs(project, snapshot.this_year()) { "yes" } else { "no" }.into(),
        ]);
    }
    let mut due = Table::new("due", &["project", "title", "evaluation", "fiscal_year", "known"]);
    for (project, mark) in due_now(&snapshot.plan, snapshot.this_year()) {
        due.push(vec![
            project.id.as_str().into(),
            language.plain(&project.title).into(),
            show::evaluation(mark.kind, crate::language::Language::En.words()).into(),
            mark.when.year.into(),
            show::basis_code(&mark.when.basis).into(),
        ]);
    }
    let own: Vec<&Indicator> = snapshot.own_indicators().map(|(_, indicator)| indicator).collect();
    vec![readings_table(visit, &own), projects, due]
}

/// Readings of several indicators, one row an indicator and year.
pub fn readings_table(visit: &Visit<'_>, indicators: &[&Indicator]) -> Table {
    let mut table = Table::new(
        "readings",
        &[
            "indicator",
            "title",
            "unit",
            "fiscal_year",
            "state",
            "confirmed",
            "awaiting_mentions",
            "awaiting_joins",
            "words",
        ],
    );
    for indicator in indicators {
        for (year, reading) in visit.snapshot.readings(&indicator.id) {
            let (confirmed, mentions, joins): (Cell, Cell, Cell) = match reading {
                Reading::Number(found) => {
                    (exact(&found.confirmed), exact(&found.awaiting_mentions), exact(&found.awaiting_joins))
                }
                _ => (Cell::Nothing, Cell::Nothing, Cell::Nothing),
            };
            let text = match reading {
                Reading::Qualitative { words, .. } => Cell::Words(words.clone()),
                _ => Cell::Nothing,
            };
            table.push(vec![
                indicator.id.as_str().into(),
                visit.language().plain(&indicator.title).into(),
                visit.language().plain(&indicator.unit).into(),
                (*year).into(),
                figure::state_code(reading).into(),
                confirmed,
                mentions,
                joins,
                text,
            ]);
        }
    }
    table
}

/// An exact amount as a cell: a whole number, or `7/2` in words.
pub fn exact(amount: &indicator::Amount) -> Cell {
    if amount.is_integer() { Cell::Whole(*amount.numer()) } else { Cell::Words(figure::exact(amount)) }
}
