//! The same in words: the table below the drawing, and the tables as CSV and JSON.

use crate::language::{Language, Shown};
use crate::pages::show;
use crate::phrase::say;
use crate::table::{Cell, Table};
use crate::visit::Visit;
use crate::words::RoadmapWords;
use chart::bars::Axis;
use chart::periods::{Bar, Mark, row as slim, runs};
use chart::roadmap::{Line, Sign, line as drawn, look};
use plan::{End, EvaluationMark, Part, Programme, Project, Succession, SuccessionKind, YearClaim};

/// A row: a project or a part of one.
pub struct Row {
    /// The focus sentence above the row; empty where it is that of the row before.
    pub focus: Shown,
    pub title: Shown,
    /// Where it opens; empty for a part.
    pub href: String,
    /// Whose part it is, in words; empty for a project.
    pub part_of: String,
    /// Whether it runs now.
    pub running: bool,
    /// Its years in words.
    pub years: String,
    /// Its evaluations.
    pub evaluations: Vec<Evaluation>,
    /// What it follows, and what follows it.
    pub before: Vec<Neighbour>,
    pub after: Vec<Neighbour>,
    /// How its years are known.
    pub known: String,
    /// Its bar and marks for a narrow page.
    pub drawing: String,
}

/// An evaluation in a row.
pub struct Evaluation {
    pub glyph: &'static str,
    /// Its look, as in the drawing.
    pub look: &'static str,
    pub words: String,
}

/// A predecessor or successor.
pub struct Neighbour {
    pub title: Shown,
    /// Where it opens; empty for what lies outside the plan.
    pub href: String,
    /// How it followed, where it is more than a successor.
    pub how: &'static str,
}

/// The rows of a programme: by focus, each project followed by its parts.
pub fn rows(visit: &Visit<'_>, programme: &Programme, projects: &[&Project], narrow: &Axis) -> Vec<Row> {
    let language = visit.language();
    let href = |project: &Project| visit.to(&format!("/projects/{}", project.id));
    let view = super::view(visit, &href);
    let mut found: Vec<Row> = Vec::new();
    let mut focus = "";
    let mut sorted = projects.to_vec();
    sorted.sort_by_key(|project| programme.focuses.iter().position(|known| known.id == project.focus));
    for project in sorted {
        let line = drawn(&view, narrow, project);
        let mut row = row(visit, project, &line);
        if project.focus != focus {
            focus = &project.focus;
            let known = programme.focuses.iter().find(|known| known.id == project.focus);
            row.focus = known.map(|known| language.text(&known.text)).unwrap_or_default();
        }
        let parts = project.parts.iter().zip(&line.parts).map(|(part, line)| (part_row(visit, project, part), line));
        for (mut row, line) in std::iter::once((row, &line)).chain(parts) {
            let title = format!("{}: {}", row.title.words, row.years);
            let id = format!("slim-{}-{}", programme.number, found.len());
            let bar = Bar { span: line.span.clone(), running: row.part_of.is_empty() };
            let marks: Vec<Mark> = line.before.iter().chain(&line.marks).filter_map(mark).collect();
            row.drawing = slim(narrow, &[bar], &marks, visit.snapshot.day, title).svg(&id);
            found.push(row);
        }
    }
    found
}

/// A sign of the drawing as a mark of a slim row.
fn mark(sign: &Sign) -> Option<Mark> {
    Some(Mark { year: sign.year?, glyph: sign.glyph, class: sign.class, title: sign.title.clone() })
}

fn row(visit: &Visit<'_>, project: &Project, line: &Line) -> Row {
    let plan = &visit.snapshot.plan;
    let id = project.id.as_str();
    let before = plan.successions.iter().filter(|succession| succession.to == id);
    let after = plan.successions.iter().filter(|succession| succession.from.as_deref() == Some(id));
    Row {
        focus: Shown::default(),
        title: show::name(project, visit.language()),
        href: line.href.clone(),
        part_of: String::new(),
        running: line.running,
        years: years(visit, &project.start, &project.end),
        evaluations: evaluations(visit, &project.evaluations),
        before: before.filter_map(|succession| neighbour(visit, succession, succession.from.as_deref())).collect(),
        after: after.filter_map(|succession| neighbour(visit, succession, Some(&succession.to))).collect(),
        known: known(visit, &project.start, &project.end),
        drawing: String::new(),
    }
}

fn part_row(visit: &Visit<'_>, project: &Project, part: &Part) -> Row {
    let (words, language) = (RoadmapWords::of(visit.language()), visit.language());
    Row {
        focus: Shown::default(),
        title: language.text(&part.title),
        href: String::new(),
        part_of: say(words.part_of, &[("project", &language.plain(&project.title))]),
        running: false,
        years: years(visit, &part.start, &part.end),
        evaluations: evaluations(visit, &part.evaluations),
        before: Vec::new(),
        after: Vec::new(),
        known: known(visit, &part.start, &part.end),
        drawing: String::new(),
    }
}

fn neighbour(visit: &Visit<'_>, succession: &Succession, id: Option<&str>) -> Option<Neighbour> {
    let words = visit.words();
    let how = match succession.kind {
        SuccessionKind::Follows => "",
        SuccessionKind::Merges => words.project_merges,
        SuccessionKind::BecomesPart => words.project_becomes_part,
    };
    let Some(id) = id else {
        let title = Shown {
            words: succession.from_name.clone()?,
            lang: if visit.language() == Language::En { "ja" } else { "" },
            unofficial: false,
        };
        return Some(Neighbour { title, href: String::new(), how: words.project_outside_plan });
    };
    let plan = &visit.snapshot.plan;
    if let Some((_, project)) = plan.project(id) {
        let href = visit.to(&format!("/projects/{id}"));
        return Some(Neighbour { title: visit.language().text(&project.title), href, how });
    }
    let (_, part) = plan
        .projects()
        .flat_map(|(_, project)| project.parts.iter().map(move |part| (project, part)))
        .find(|(_, part)| part.id == id)?;
    Some(Neighbour { title: visit.language().text(&part.title), href: String::new(), how })
}

/// `2014〜2018`, `2022〜定めなし`, `未確認〜2019`.
fn years(visit: &Visit<'_>, start: &YearClaim, end: &End) -> String {
    let words = RoadmapWords::of(visit.language());
    let year = |claim: &YearClaim| claim.year.map_or_else(|| words.year_unknown.to_owned(), |year| year.to_string());
    let end = match end {
        End::Year(claim) => year(claim),
        End::Open { .. } => words.no_end.to_owned(),
    };
    say(words.from_to, &[("from", &year(start)), ("to", &end)])
}

fn evaluations(visit: &Visit<'_>, marks: &[EvaluationMark]) -> Vec<Evaluation> {
    let words = RoadmapWords::of(visit.language());
    let now = visit.snapshot.this_year();
    let mut sorted: Vec<&EvaluationMark> = marks.iter().collect();
    sorted.sort_by_key(|mark| (mark.when.year.is_none(), mark.when.year, mark.kind));
    let made = |mark: &EvaluationMark| {
        let kind = show::evaluation(mark.kind, visit.words());
        Evaluation {
            glyph: chart::roadmap::glyph(mark.kind),
            look: mark.when.year.map_or("past inferred", |year| look(now, year, &mark.when.basis)),
            words: match mark.when.year {
                Some(year) => {
                    let pattern = if mark.when.basis.counts() { words.evaluation_in } else { words.evaluation_perhaps };
                    say(pattern, &[("kind", kind), ("year", &year.to_string())])
                }
                None => say(words.evaluation_unknown, &[("kind", kind)]),
            },
        }
    };
    sorted.into_iter().map(made).collect()
}

/// How the years are known: in one word where both are known alike.
fn known(visit: &Visit<'_>, start: &YearClaim, end: &End) -> String {
    let end = match end {
        End::Year(claim) => &claim.basis,
        End::Open { basis } => basis,
    };
    let (start, end) = (show::basis(&start.basis, visit.words()), show::basis(end, visit.words()));
    if start == end {
        return start.to_owned();
    }
    say(RoadmapWords::of(visit.language()).known_both, &[("start", start), ("end", end)])
}

/// The tables as CSV and JSON.
pub fn tables(visit: &Visit<'_>, chosen: &[(&Programme, Vec<&Project>)]) -> Vec<Table> {
    let language = visit.language();
    let mut all = Table::new(
        "lines",
        &[
            "programme",
            "focus",
            "project",
            "part",
            "title",
            "start",
            "start_known",
            "end",
            "end_known",
            "open",
            "running",
            "operator",
        ],
    );
    let mut marks = Table::new("evaluations", &["project", "part", "evaluation", "fiscal_year", "known", "on_chart"]);
    let mut successions = Table::new("successions", &["from", "from_name", "to", "kind", "known"]);
    let yes = |yes: bool| Cell::from(if yes { "yes" } else { "no" });
    let mut push_marks = |project: &str, part: Option<&str>, evaluations: &[EvaluationMark]| {
        for mark in evaluations {
            marks.push(vec![
                project.into(),
                part.into(),
                show::evaluation(mark.kind, Language::En.words()).into(),
                mark.when.year.into(),
                show::basis_code(&mark.when.basis).into(),
                yes(mark.on_chart),
            ]);
        }
    };
    for (programme, projects) in chosen {
        for project in projects {
            let mut push = |part: Option<&Part>| {
                let (start, end) = part.map_or((&project.start, &project.end), |part| (&part.start, &part.end));
                let (last, last_known, open) = match end {
                    End::Year(claim) => (claim.year, &claim.basis, false),
                    End::Open { basis } => (None, basis, true),
                };
                all.push(vec![
                    programme.id.as_str().into(),
                    project.focus.as_str().into(),
                    project.id.as_str().into(),
                    part.map(|part| part.id.as_str()).into(),
                    language.plain(part.map_or(&project.title, |part| &part.title)).into(),
                    start.year.into(),
                    show::basis_code(&start.basis).into(),
                    last.into(),
                    show::basis_code(last_known).into(),
                    yes(open),
                    yes(part.is_none() && runs(project, visit.snapshot.this_year())),
                    project.operator.as_str().into(),
                ]);
            };
            push(None);
            project.parts.iter().for_each(|part| push(Some(part)));
            push_marks(&project.id, None, &project.evaluations);
            for part in &project.parts {
                push_marks(&project.id, Some(&part.id), &part.evaluations);
            }
        }
    }
    let shown = |id: &str| {
        let parts = |project: &&Project| project.id == id || project.parts.iter().any(|part| part.id == id);
        chosen.iter().flat_map(|(_, projects)| projects).any(parts)
    };
    for succession in visit.snapshot.plan.successions.iter().filter(|succession| shown(&succession.to)) {
        successions.push(vec![
            succession.from.as_deref().into(),
            succession.from_name.as_deref().into(),
            succession.to.as_str().into(),
            match succession.kind {
                SuccessionKind::Follows => "follows",
                SuccessionKind::Merges => "merges",
                SuccessionKind::BecomesPart => "becomes-part",
            }
            .into(),
            show::basis_code(&succession.basis).into(),
        ]);
    }
    vec![all, marks, successions]
}
