//! From the plan to lines of the drawing: names, bars, marks, and what has to be said in words.

use crate::chart::bars::Axis;
use crate::chart::periods::{marked, runs, span};
use crate::chart::roadmap::{Follow, Line, MOST_MARKS, Place, Sign};
use crate::pages::show;
use crate::phrase::say;
use crate::visit::Visit;
use crate::words::RoadmapWords;
use plan::{
    Basis, End, EvaluationKind, EvaluationMark, FiscalYear, Part, Plan, Project, SuccessionKind, Text, YearClaim,
};

/// A project as a line with its parts.
pub fn line(visit: &Visit<'_>, axis: &Axis, project: &Project) -> Line {
    let now = visit.snapshot.this_year();
    let mut made = bare(visit, axis, &project.title, &project.start, &project.end, &project.evaluations, None);
    made.name = show::name(project, visit.language()).words;
    made.href = visit.to(&format!("/projects/{}", project.id));
    made.running = runs(project, now);
    let origin = project.origin.as_ref().and_then(|origin| origin.year);
    let earliest = [origin, project.start.year].into_iter().flatten().min();
    if made.span.notched
        && let Some(year) = earliest.filter(|year| year.0 < axis.first)
    {
        made.margin = year.to_string();
    }
    let last = match &project.end {
        End::Year(claim) => claim.year,
        End::Open { .. } => Some(FiscalYear(axis.last)),
    };
    let within = project.start.year.zip(last).map(|(first, last)| (first.0, last.0));
    made.parts = project.parts.iter().map(|part| part_line(visit, axis, part, within)).collect();
    let words = RoadmapWords::of(visit.language());
    let nobody_knows = |part: &Line| part.notes.first().is_some_and(|note| note == words.years_unknown);
    if made.parts.len() > 1 && made.parts.iter().all(nobody_knows) {
        made.parts.iter_mut().for_each(|part| drop(part.notes.remove(0)));
        made.notes.push(words.parts_unknown.to_owned());
    }
    made
}

/// A part as a line; `within` are the years of its project.
pub fn part_line(visit: &Visit<'_>, axis: &Axis, part: &Part, within: Option<(i16, i16)>) -> Line {
    bare(visit, axis, &part.title, &part.start, &part.end, &part.evaluations, within)
}

fn bare(
    visit: &Visit<'_>,
    axis: &Axis,
    title: &Text,
    start: &YearClaim,
    end: &End,
    evaluations: &[EvaluationMark],
    within: Option<(i16, i16)>,
) -> Line {
    let shown = visit.language().text(title);
    let mut made = Line {
        name: shown.words,
        known_as: title.ja.clone(),
        lang: shown.lang,
        href: String::new(),
        running: false,
        span: span(axis, visit.snapshot.this_year(), start, end, &marked(evaluations), within),
        notes: notes_on_years(visit, axis, start, end),
        before: None,
        marks: Vec::new(),
        margin: String::new(),
        parts: Vec::new(),
    };
    place_marks(visit, axis, start, evaluations, &mut made);
    made
}

/// What a reader must know of the years that the bar cannot say.
fn notes_on_years(visit: &Visit<'_>, axis: &Axis, start: &YearClaim, end: &End) -> Vec<String> {
    let words = RoadmapWords::of(visit.language());
    let doubtful = |claim: &YearClaim| claim.year.is_none() || !claim.basis.counts();
    let (end_doubtful, end_year) = match end {
        End::Year(claim) => (doubtful(claim), claim.year),
        End::Open { .. } => (false, None),
    };
    let open = matches!(end, End::Open { .. });
    let mut notes = Vec::new();
    if let (Some(from), Some(to)) = (start.year, end_year)
        && (from.0 > axis.last || to.0 < axis.first)
    {
        notes.push(say(words.outside_axis, &[("from", &from.to_string()), ("to", &to.to_string())]));
    }
    match (doubtful(start), end_doubtful) {
        (true, true) if start.year.is_none() && end_year.is_none() => notes.push(words.years_unknown.to_owned()),
        (true, true) => notes.push(words.both_unconfirmed.to_owned()),
        (true, false) => notes.push(words.start_unconfirmed.to_owned()),
        (false, true) => notes.push(words.end_unconfirmed.to_owned()),
        (false, false) => {}
    }
    if open {
        notes.push(words.open.to_owned());
    }
    notes
}

/// Puts each mark before the name, on the bar, or, where it has no place, into words.
fn place_marks(visit: &Visit<'_>, axis: &Axis, start: &YearClaim, evaluations: &[EvaluationMark], line: &mut Line) {
    let words = RoadmapWords::of(visit.language());
    let mut unknown: Vec<&'static str> = Vec::new();
    let mut seen: Vec<(EvaluationKind, FiscalYear)> = Vec::new();
    for mark in evaluations {
        let glyph = show::glyph(mark.kind, visit.words());
        let Some(year) = mark.when.year else {
            if !unknown.contains(&glyph) {
                unknown.push(glyph);
            }
            continue;
        };
        if seen.contains(&(mark.kind, year)) {
            continue;
        }
        seen.push((mark.kind, year));
        let sign = sign(visit, mark, year);
        let before_start = start.year.is_none_or(|start| year < start);
        let that_year = line.marks.iter().filter(|other| other.year == Some(year)).count();
        if mark.kind == EvaluationKind::ExAnte && before_start && line.before.is_none() {
            line.before = Some(sign);
        } else if line.span.holds(axis, year) && that_year < MOST_MARKS {
            line.marks.push(sign);
        } else {
            let kind = show::evaluation(mark.kind, visit.words());
            line.notes.push(say(words.mark_elsewhere, &[("kind", kind), ("year", &visit.language().year(year))]));
        }
    }
    if !unknown.is_empty() {
        line.notes.push(say(words.marks_unknown, &[("kinds", &unknown.join(words.and_kinds))]));
    }
}

fn sign(visit: &Visit<'_>, mark: &EvaluationMark, year: FiscalYear) -> Sign {
    let words = RoadmapWords::of(visit.language());
    let now = visit.snapshot.this_year();
    let title = say(
        words.mark_title,
        &[
            ("year", &visit.language().year(year)),
            ("kind", show::evaluation(mark.kind, visit.words())),
            ("basis", show::basis(&mark.when.basis, visit.words())),
        ],
    );
    Sign {
        year: Some(year),
        glyph: show::glyph(mark.kind, visit.words()),
        class: look(now, year, &mark.when.basis),
        title,
    }
}

/// Done, this year or to come; dashed where nobody states the year.
pub fn look(now: FiscalYear, year: FiscalYear, basis: &Basis) -> &'static str {
    match (year.cmp(&now), basis.counts()) {
        (std::cmp::Ordering::Less, true) => "past",
        (std::cmp::Ordering::Less, false) => "past inferred",
        (std::cmp::Ordering::Equal, true) => "now",
        (std::cmp::Ordering::Equal, false) => "now inferred",
        (std::cmp::Ordering::Greater, true) => "planned",
        (std::cmp::Ordering::Greater, false) => "planned inferred",
    }
}

/// The project of an id, or that of the part of that id.
fn place(projects: &[&Project], id: &str) -> Option<Place> {
    projects.iter().enumerate().find_map(|(index, project)| {
        if project.id == id {
            return Some(Place { project: index, part: None });
        }
        project.parts.iter().position(|part| part.id == id).map(|part| Place { project: index, part: Some(part) })
    })
}

/// What follows what among these projects, successors before mergers, so that a successor takes the row.
pub fn follows(plan: &Plan, projects: &[&Project]) -> Vec<Follow> {
    let mut found: Vec<(SuccessionKind, Follow)> = plan
        .successions
        .iter()
        .filter_map(|succession| {
            let from = place(projects, succession.from.as_deref()?)?;
            let to = place(projects, &succession.to)?;
            let becomes_part = succession.kind == SuccessionKind::BecomesPart;
            (from != to)
                .then_some((succession.kind, Follow { from, to, becomes_part, certain: succession.basis.counts() }))
        })
        .collect();
    found.sort_by_key(|(kind, _)| *kind != SuccessionKind::Follows);
    found.into_iter().map(|(_, follow)| follow).collect()
}

/// The focus on whose sheet each project stands: that of the youngest it is bound to, so that no line leaves its sheet.
pub fn focuses<'p>(plan: &Plan, projects: &[&'p Project]) -> Vec<&'p str> {
    let follows = follows(plan, projects);
    let mut group: Vec<usize> = (0..projects.len()).collect();
    for _ in 0..projects.len() {
        for follow in &follows {
            let least = group[follow.from.project].min(group[follow.to.project]);
            group[follow.from.project] = least;
            group[follow.to.project] = least;
        }
    }
    let youngest = |of: usize| {
        let members = (0..projects.len()).filter(|index| group[*index] == of);
        members.max_by_key(|index| (projects[*index].start.year, std::cmp::Reverse(*index))).unwrap_or(of)
    };
    (0..projects.len()).map(|index| projects[youngest(group[index])].focus.as_str()).collect()
}
