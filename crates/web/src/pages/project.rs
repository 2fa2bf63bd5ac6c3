//! Project: what is it, what did it bring?

use crate::language::{Language, Shown};
use crate::pages::forms::{FormLinks, links as form_links};
use crate::pages::overview::{columns, in_lists, readings_table};
use crate::pages::programme::{EvaluationRow, Group, axes, evaluations, groups, years_in_words};
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say};
use crate::snapshot::FIRST_YEAR;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit};
use askama::Template;
use chart::bars::{Axis, by_project};
use chart::periods::{Last, runs, years};
use documents::Subject;
use plan::{
    End, FiscalYear, Indicator, Join, JoinSubject, LinkedTo, Method, Plan, Programme, Project, Succession,
    SuccessionKind,
};

const TABLES: &[&str] = &["papers", "facts", "evaluations", "joins"];

/// One project.
#[derive(Template)]
#[template(path = "project.html")]
struct Page {
    frame: Frame,
    /// Number of its programme, for the hue.
    number: u8,
    /// Its name.
    title: Shown,
    /// What people call it.
    short: String,
    /// When it runs, what waits.
    lead: Phrase,
    /// What the plan says; empty words where nothing.
    description: Shown,
    /// Facts with their words.
    facts: Vec<Fact>,
    /// Executed budget by year.
    yen: Vec<(String, String)>,
    /// What it follows.
    predecessors: Vec<Kin>,
    /// What follows it.
    successors: Vec<Kin>,
    /// Its parts.
    parts: Vec<PartRow>,
    /// Indicators it feeds.
    groups: Vec<Group>,
    /// Its evaluations.
    evaluations: Vec<EvaluationRow>,
    /// Papers by year, wide and narrow.
    papers: [String; 2],
    /// Years' head, wide and narrow.
    papers_head: [String; 2],
    /// Where they open.
    papers_href: String,
    /// The sentence above them.
    papers_lead: String,
    /// Links that wait.
    waiting: Phrase,
    /// Grant numbers met.
    grants: Vec<Grant>,
    /// A note.
    note: Option<Shown>,
    /// Year of the readings.
    reading_year: String,
    /// The years, wide and narrow.
    head: [String; 2],
    /// The forms about it.
    forms: FormLinks,
}

/// A fact.
struct Fact {
    name: &'static str,
    values: Vec<FactValue>,
}

/// A value of a fact.
struct FactValue {
    words: String,
    /// Where it leads; empty for nowhere.
    href: String,
    /// How it is known.
    basis: String,
    /// Whether it awaits confirmation.
    waits: bool,
}

/// A predecessor or successor.
struct Kin {
    title: Shown,
    href: String,
    how: &'static str,
    years: String,
    number: u8,
}

/// A part.
struct PartRow {
    title: Shown,
    years: String,
    description: Shown,
}

/// A grant number met in the evidence.
struct Grant {
    number: String,
    records: String,
    href: String,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let plan = &snapshot.plan;
    let (programme, project) = plan.project(id).ok_or_else(|| Problem::NotFound(id.to_owned()))?;
    let papers_id = format!("papers-of-{id}");
    let papers = plan.indicators().map(|(_, indicator)| indicator).find(|indicator| indicator.id == papers_id);
    if visit.wants_tables() {
        return visit.tables("project", &tables(visit, project, papers));
    }
    let (words, language) = (visit.words(), visit.language());
    let title = language.text(&project.title);
    let programme_crumb = crate::language::Shown {
        words: format!("{} {}", programme.number, language.plain(&programme.title)),
        ..language.text(&programme.title)
    };
    let fed = feeds(plan, programme, project);
    let page = Page {
        frame: visit.frame(
            title.words.clone(),
            Section::Overview,
            vec![
                visit.plan_crumb(),
                visit.crumb(programme_crumb, &format!("/programmes/{}", programme.id)),
                visit.crumb(title.clone(), ""),
            ],
            TABLES,
        ),
        number: programme.number,
        short: project.short.clone().unwrap_or_default(),
        lead: lead(visit, project),
        description: language.text(&project.description),
        facts: facts(visit, project),
        yen: yen(visit, project),
        predecessors: plan.successions.iter().filter(|s| s.to == project.id).map(|s| kin(visit, s, true)).collect(),
        successors: plan
            .successions
            .iter()
            .filter(|s| s.from.as_deref() == Some(&project.id))
            .map(|s| kin(visit, s, false))
            .collect(),
        parts: project
            .parts
            .iter()
            .map(|part| PartRow {
                title: language.text(&part.title),
                years: part_years(visit, part),
                description: language.text(&part.description),
            })
            .collect(),
        groups: groups(visit, &fed, &axes(visit)),
        evaluations: evaluations(visit, std::iter::once(project)),
        papers: papers_drawing(visit, project, &papers_id),
        papers_head: [years_head(visit, &paper_axes(visit)[0]), years_head(visit, &paper_axes(visit)[1])],
        papers_href: visit.to(&format!("/indicators/{papers_id}")),
        papers_lead: say(words.project_records_lead, &[("title", &title.words)]),
        waiting: waiting(visit, project),
        grants: grants(visit, project),
        note: project.note.as_ref().map(|note| language.text(note)),
        reading_year: language.year(snapshot.last_year()),
        head: crate::pages::overview::heads(visit, &axes(visit)),
        forms: form_links(visit, Subject::Project, &project.id),
        title,
    };
    visit.html(&page)
}

fn lead(visit: &Visit<'_>, project: &Project) -> Phrase {
    let (words, language) = (visit.words(), visit.language());
    let start =
        project.start.year.map_or_else(|| words.overview_start_unknown.to_owned(), |year| language.year_in_full(year));
    let end = show::end(project, runs(project, visit.snapshot.this_year()), words);
    Phrase::plain(say(words.project_lead_running, &[("start", &start), ("end", &end)]))
}

/// The indicators that count this project's evidence: those of its programme, those that stand beside it, and its papers.
fn feeds<'a>(plan: &'a Plan, programme: &'a Programme, project: &Project) -> Vec<&'a Indicator> {
    let counts = |owner: &Programme, indicator: &Indicator| {
        if indicator.projects.contains(&project.id) || indicator.id == format!("papers-of-{}", project.id) {
            return true;
        }
        indicator.versions.last().is_some_and(|version| match &version.method {
            Method::Computed(definition) => match &definition.linked.to {
                LinkedTo::Programme => owner.id == programme.id,
                LinkedTo::Projects(ids) => ids.contains(&project.id),
                LinkedTo::Plan => true,
            },
            Method::Reported | Method::Qualitative => owner.id == programme.id && in_lists(indicator),
        })
    };
    plan.indicators().filter(|(owner, indicator)| counts(owner, indicator)).map(|(_, indicator)| indicator).collect()
}

/// Whether a join's subject is of a kind.
type IsKind = fn(&JoinSubject) -> bool;

fn facts(visit: &Visit<'_>, project: &Project) -> Vec<Fact> {
    let (words, language, plan) = (visit.words(), visit.language(), &visit.snapshot.plan);
    let plain = |text: String, basis: String| FactValue { words: text, href: String::new(), basis, waits: false };
    let end_basis = match &project.end {
        End::Year(claim) => &claim.basis,
        End::Open { basis } => basis,
    };
    let mut years_basis = show::basis_in_full(&project.start.basis, language);
    let end_basis = show::basis_in_full(end_basis, language);
    if end_basis != years_basis {
        years_basis = format!("{years_basis}; {end_basis}");
    }
    let mut facts = vec![
        Fact { name: words.project_years, values: vec![plain(years_in_words(visit, project), years_basis)] },
        Fact { name: words.project_operator, values: vec![plain(project.operator.clone(), String::new())] },
    ];
    if let Some(name) = &project.title_in_plan {
        facts.push(Fact { name: words.project_in_plan, values: vec![plain(name.clone(), String::new())] });
    }
    if !project.aliases.is_empty() {
        let values = project
            .aliases
            .iter()
            .map(|alias| plain(alias.name.clone(), show::basis_in_full(&alias.basis, language)))
            .collect();
        facts.push(Fact { name: words.project_also, values });
    }
    let area = |title: &plan::Text, path: String| FactValue {
        href: visit.to(&path),
        ..plain(language.plain(title), String::new())
    };
    let integrated = plan.integrated_projects.iter().filter(|one| project.integrated_projects.contains(&one.id));
    let diseases = plan.disease_areas.iter().filter(|one| project.disease_areas.contains(&one.id));
    let areas: Vec<FactValue> = integrated
        .map(|one| area(&one.title, format!("/integrated-projects#{}", one.id)))
        .chain(diseases.map(|one| area(&one.title, format!("/disease-areas#{}", one.id))))
        .collect();
    if !areas.is_empty() {
        facts.push(Fact { name: words.project_areas, values: areas });
    }
    let joins: Vec<&Join> = plan.joins.iter().filter(|join| join.project == project.id).collect();
    let kinds: [(&'static str, IsKind); 4] = [
        (words.project_scheme, |s| matches!(s, JoinSubject::Scheme(_))),
        (words.project_budget, |s| matches!(s, JoinSubject::Budget(_))),
        (words.project_prefix, |s| matches!(s, JoinSubject::Prefix(_))),
        (words.project_name_join, |s| matches!(s, JoinSubject::Name(_))),
    ];
    for (name, is) in kinds {
        let values: Vec<FactValue> =
            joins.iter().filter(|join| is(&join.subject)).map(|join| join_value(visit, join)).collect();
        if !values.is_empty() {
            facts.push(Fact { name, values });
        }
    }
    facts
}

fn join_value(visit: &Visit<'_>, join: &Join) -> FactValue {
    let (language, plan) = (visit.language(), &visit.snapshot.plan);
    let words = match &join.subject {
        JoinSubject::Scheme(id) => {
            plan.schemes.iter().find(|scheme| scheme.id == *id).map_or_else(|| id.clone(), |s| language.plain(&s.title))
        }
        JoinSubject::Budget(id) => match plan.budget_projects.iter().find(|budget| budget.id == *id) {
            Some(budget) => format!("{id} {}", language.plain(&budget.title)),
            None => id.clone(),
        },
        JoinSubject::Prefix(id) => id
            .split_once(':')
            .map_or_else(|| id.clone(), |(scheme, prefix)| format!("{prefix} ({})", scheme.to_uppercase())),
        JoinSubject::Name(id) => id.clone(),
    };
    let href = match &join.subject {
        JoinSubject::Prefix(id) => visit.to(&format!("/joins/{}", crate::way::encode(id))),
        _ => String::new(),
    };
    let limits = match (join.from, join.until) {
        (None, None) => String::new(),
        (from, until) => format!(
            " {}–{}",
            from.map(|year| year.to_string()).unwrap_or_default(),
            until.map(|year| year.to_string()).unwrap_or_default()
        ),
    };
    let decided =
        visit.snapshot.joins.iter().find(|state| state.subject == join.subject && state.project == join.project);
    let (basis, waits) = match decided {
        Some(state) => {
            let pattern = if state.verdict == evidence::Verdict::Accept {
                visit.words().join_confirmed
            } else {
                visit.words().join_refused
            };
            (say(pattern, &[("by", &state.by), ("date", &language.date(state.on)), ("because", &state.because)]), false)
        }
        None => (
            show::basis_in_full(&join.basis, language),
            !join.basis.counts() && matches!(join.subject, JoinSubject::Prefix(_)),
        ),
    };
    FactValue { words: format!("{words}{limits}"), href, basis, waits }
}

fn yen(visit: &Visit<'_>, project: &Project) -> Vec<(String, String)> {
    let plan = &visit.snapshot.plan;
    let mut by_year: std::collections::BTreeMap<FiscalYear, i64> = std::collections::BTreeMap::new();
    for join in plan.joins.iter().filter(|join| join.project == project.id) {
        let JoinSubject::Budget(id) = &join.subject else { continue };
        for budget in plan.budget_projects.iter().filter(|budget| budget.id == *id) {
            for (year, yen) in &budget.executed_million_yen {
                *by_year.entry(*year).or_default() += yen;
            }
        }
    }
    by_year
        .into_iter()
        .map(|(year, yen)| (visit.language().year(year), crate::figure::grouped(i128::from(yen))))
        .collect()
}

fn kin(visit: &Visit<'_>, succession: &Succession, before: bool) -> Kin {
    let (words, language, plan) = (visit.words(), visit.language(), &visit.snapshot.plan);
    let how = match succession.kind {
        SuccessionKind::Follows => words.project_follows,
        SuccessionKind::Merges => words.project_merges,
        SuccessionKind::BecomesPart => words.project_becomes_part,
    };
    let id = if before { succession.from.as_deref() } else { Some(succession.to.as_str()) };
    let found = id.and_then(|id| plan.project(id));
    let part = id.and_then(|id| plan.projects().flat_map(|(_, p)| p.parts.iter()).find(|part| part.id == id));
    match (found, part) {
        (Some((programme, project)), _) => Kin {
            title: language.text(&project.title),
            href: visit.to(&format!("/projects/{}", project.id)),
            how,
            years: years_in_words(visit, project),
            number: programme.number,
        },
        (None, Some(part)) => Kin {
            title: language.text(&part.title),
            href: String::new(),
            how,
            years: part_years(visit, part),
            number: 0,
        },
        (None, None) => Kin {
            title: crate::visit::own(succession.from_name.clone().unwrap_or_else(|| id.unwrap_or_default().to_owned())),
            href: String::new(),
            how,
            years: words.project_outside_plan.to_owned(),
            number: 0,
        },
    }
}

fn part_years(visit: &Visit<'_>, part: &plan::Part) -> String {
    let words = visit.words();
    let start = part.start.year.map_or_else(|| words.unknown.to_owned(), |year| year.to_string());
    let end = match &part.end {
        End::Year(claim) => claim.year.map_or_else(|| words.unknown.to_owned(), |year| year.to_string()),
        End::Open { .. } => words.overview_open.to_owned(),
    };
    format!("{start}–{end}")
}

fn paper_axes(visit: &Visit<'_>) -> [Axis; 2] {
    let last = visit.snapshot.this_year().0;
    let count = f64::from(last - FIRST_YEAR + 1);
    [
        Axis { first: FIRST_YEAR, last, step: 860.0 / count, left: 0.0 },
        Axis { first: FIRST_YEAR, last, step: 358.0 / count, left: 0.0 },
    ]
}

/// The years above rows of bars.
pub fn years_head(visit: &Visit<'_>, axis: &Axis) -> String {
    let mut out = format!(
        "<svg class=\"chart years\" viewBox=\"0 0 {0} 20\" width=\"{0}\" height=\"20\" aria-hidden=\"true\">",
        axis.right()
    );
    for year in axis.years() {
        let class = if year == visit.snapshot.last_year() { "axis now" } else { "axis" };
        let (label, size) =
            if axis.step < 34.0 { (format!("’{:02}", year.0 % 100), 12) } else { (year.to_string(), 13) };
        out.push_str(&format!(
            "<text x=\"{:.1}\" y=\"14\" text-anchor=\"middle\" font-size=\"{size}\" class=\"{class}\">{label}</text>",
            axis.x(year.0) + axis.step / 2.0
        ));
    }
    out.push_str("</svg>");
    out
}

/// The years between which a project's base line runs.
pub fn period(project: &Project) -> (i16, i16) {
    let (start, last) = years(project);
    let end = match last {
        Last::Year(year) => year.0,
        Last::Open => i16::MAX,
        Last::Unknown => start.map_or(0, |year| year.0),
    };
    (start.map_or(end, |year| year.0), end)
}

fn papers_drawing(visit: &Visit<'_>, project: &Project, papers: &str) -> [String; 2] {
    let readings = visit.snapshot.readings(papers);
    let series = columns(visit, readings);
    let most = series
        .iter()
        .filter_map(|year| if let chart::bars::Column::Figure(size, _) = year.column { Some(size) } else { None })
        .fold(0.0, f64::max);
    let described: Vec<String> = readings
        .iter()
        .map(|(year, reading)| format!("{year}: {}", crate::figure::reading_in_words(reading, visit.words())))
        .collect();
    let title = visit.language().plain(&project.title);
    let axes = paper_axes(visit);
    let strong = visit.snapshot.last_year();
    let draw = |axis: &Axis, id: &str| {
        by_project(axis, &series, period(project), most, strong, title.clone(), described.join("; ")).svg(id)
    };
    [draw(&axes[0], "papers"), draw(&axes[1], "papers-n")]
}

fn waiting(visit: &Visit<'_>, project: &Project) -> Phrase {
    let words = visit.words();
    let prefixes: Vec<&Join> = visit
        .snapshot
        .plan
        .joins
        .iter()
        .filter(|join| {
            join.project == project.id && !join.basis.counts() && matches!(join.subject, JoinSubject::Prefix(_))
        })
        .filter(|join| {
            !visit.snapshot.joins.iter().any(|state| state.subject == join.subject && state.project == join.project)
        })
        .collect();
    if prefixes.is_empty() {
        return Phrase::default();
    }
    let n = link(visit.count(words.n_items, prefixes.len()), visit.to(&format!("/joins?project={}", project.id)));
    fill(words.project_join_waiting, &[("n", n)])
}

fn grants(visit: &Visit<'_>, project: &Project) -> Vec<Grant> {
    let grants = visit.snapshot.grants_of(&project.id).iter().take(50);
    grants
        .map(|(number, records)| Grant {
            number: number.to_string(),
            records: visit.count(visit.words().n_papers, *records),
            href: visit.to(&format!("/search?q={}", crate::way::encode(number))),
        })
        .collect()
}

fn tables(visit: &Visit<'_>, project: &Project, papers: Option<&Indicator>) -> Vec<Table> {
    let mut readings = readings_table(visit, &papers.into_iter().collect::<Vec<_>>());
    readings.name = "papers";
    let mut facts_table = Table::new("facts", &["fact", "value", "known"]);
    for fact in facts(visit, project) {
        for value in fact.values {
            facts_table.push(vec![fact.name.into(), value.words.into(), value.basis.into()]);
        }
    }
    let mut marks = Table::new("evaluations", &["kind", "fiscal_year", "known", "on_chart"]);
    for mark in &project.evaluations {
        marks.push(vec![
            show::evaluation(mark.kind, Language::En.words()).into(),
            mark.when.year.into(),
            show::basis_code(&mark.when.basis).into(),
            if mark.on_chart { "yes" } else { "no" }.into(),
        ]);
    }
    let mut joins = Table::new("joins", &["kind", "id", "from", "until", "known"]);
    for join in visit.snapshot.plan.joins.iter().filter(|join| join.project == project.id) {
        let (kind, id) = match &join.subject {
            JoinSubject::Prefix(id) => ("prefix", id),
            JoinSubject::Name(id) => ("name", id),
            JoinSubject::Scheme(id) => ("scheme", id),
            JoinSubject::Budget(id) => ("budget", id),
        };
        joins.push(vec![
            kind.into(),
            id.as_str().into(),
            join.from.into(),
            join.until.into(),
            show::basis_code(&join.basis).into(),
        ]);
    }
    vec![readings, facts_table, marks, joins]
}
