//! From the plan to lines of the drawing: names, bars, marks, and what has to be said in words.

use super::words::{self, Doubt};
use super::{Follow, Line, MOST_MARKS, Place, Setting, Sheet, Sign};
use crate::bars::Axis;
use crate::periods::{marked, runs, span};
use jiff::civil::Date;
use plan::{
    Basis, End, EvaluationKind, EvaluationMark, FiscalYear, Language, Part, Plan, Programme, Project, SuccessionKind,
    Text, YearClaim,
};

/// What is drawn of a plan, and for whom.
pub struct View<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The language of the names and notes.
    pub language: Language,
    /// The day shown.
    pub today: Date,
    /// Where a project opens; empty for nowhere.
    pub href: &'a dyn Fn(&Project) -> String,
    /// Whether notes are left out that the signs of the key say alone (years not confirmed, no planned end): on paper, where room is dear.
    pub terse: bool,
}

impl View<'_> {
    /// The fiscal year of the day shown.
    #[must_use]
    pub fn this_year(&self) -> FiscalYear {
        FiscalYear::of(self.today)
    }

    /// The plan's words with their language where it is not that of the drawing.
    pub(super) fn text(&self, text: &Text) -> (String, &'static str) {
        match self.language {
            Language::Ja => (text.ja.clone(), ""),
            Language::En if text.en.is_empty() => (text.ja.clone(), "ja"),
            Language::En => (text.en.clone(), ""),
        }
    }

    /// The name of a project with how people call it.
    fn name(&self, project: &Project) -> String {
        let (name, _) = self.text(&project.title);
        match project.short.as_ref().filter(|short| !name.contains(short.as_str())) {
            Some(short) => self.language.of(format!("{name}（{short}）"), format!("{name} ({short})")),
            None => name,
        }
    }

    /// These projects on one sheet.
    #[must_use]
    pub fn sheet(&self, projects: &[&Project], axis: &Axis, setting: Setting) -> Sheet {
        Sheet {
            axis: *axis,
            today: self.today,
            lines: projects.iter().map(|project| line(self, axis, project)).collect(),
            follows: follows(self.plan, projects),
            follows_words: self.language.of("「{name}」から", "from “{name}”"),
            comma: self.language.of("、", ", "),
            setting,
        }
    }

    /// The projects of each focus of a programme in the plan's order. What follows each other stands together, with the youngest.
    #[must_use]
    pub fn by_focus<'p>(&self, programme: &'p Programme, projects: &[&'p Project]) -> Vec<(&'p str, Vec<&'p Project>)> {
        let mut found: Vec<(&str, Vec<&Project>)> =
            programme.focuses.iter().map(|focus| (focus.id.as_str(), Vec::new())).collect();
        for (focus, project) in focuses(self.plan, projects).into_iter().zip(projects) {
            match found.iter_mut().find(|(known, _)| *known == focus) {
                Some((_, there)) => there.push(project),
                None => found.push((focus, vec![project])),
            }
        }
        found.retain(|(_, projects)| !projects.is_empty());
        found
    }
}

/// A project as a line with its parts.
#[must_use]
pub fn line(view: &View<'_>, axis: &Axis, project: &Project) -> Line {
    let now = view.this_year();
    let mut made = bare(view, axis, &project.title, &project.start, &project.end, &project.evaluations, None);
    made.name = view.name(project);
    made.href = (view.href)(project);
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
    made.parts = project.parts.iter().map(|part| part_line(view, axis, part, within)).collect();
    let language = view.language;
    let nobody_knows =
        |part: &Line| part.notes.first().is_some_and(|note| note == words::doubt(&Doubt::Years, language));
    if made.parts.len() > 1 && made.parts.iter().all(nobody_knows) {
        made.parts.iter_mut().for_each(|part| drop(part.notes.remove(0)));
        made.notes.push(words::doubt(&Doubt::Parts, language).to_owned());
    }
    made
}

/// A part as a line; `within` are the years of its project.
#[must_use]
pub fn part_line(view: &View<'_>, axis: &Axis, part: &Part, within: Option<(i16, i16)>) -> Line {
    bare(view, axis, &part.title, &part.start, &part.end, &part.evaluations, within)
}

fn bare(
    view: &View<'_>,
    axis: &Axis,
    title: &Text,
    start: &YearClaim,
    end: &End,
    evaluations: &[EvaluationMark],
    within: Option<(i16, i16)>,
) -> Line {
    let (name, lang) = view.text(title);
    let mut made = Line {
        name,
        known_as: title.ja.clone(),
        lang,
        href: String::new(),
        running: false,
        span: span(axis, view.this_year(), start, end, &marked(evaluations), within),
        notes: notes_on_years(view, axis, start, end),
        before: None,
        marks: Vec::new(),
        margin: String::new(),
        parts: Vec::new(),
    };
    place_marks(view, axis, start, evaluations, &mut made);
    made
}

/// What a reader must know of the years that the bar cannot say.
fn notes_on_years(view: &View<'_>, axis: &Axis, start: &YearClaim, end: &End) -> Vec<String> {
    let language = view.language;
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
        notes.push(format!("{from}{}{to}", language.of("〜", "–")));
    }
    if view.terse {
        return notes;
    }
    match (doubtful(start), end_doubtful) {
        (true, true) if start.year.is_none() && end_year.is_none() => {
            notes.push(words::doubt(&Doubt::Years, language).to_owned())
        }
        (true, true) => notes.push(words::doubt(&Doubt::Both, language).to_owned()),
        (true, false) => notes.push(words::doubt(&Doubt::Start, language).to_owned()),
        (false, true) => notes.push(words::doubt(&Doubt::End, language).to_owned()),
        (false, false) => {}
    }
    if open {
        notes.push(words::open(language).to_owned());
    }
    notes
}

/// Puts each mark before the name, on the bar, or, where it has no place, into words.
fn place_marks(view: &View<'_>, axis: &Axis, start: &YearClaim, evaluations: &[EvaluationMark], line: &mut Line) {
    let language = view.language;
    let mut unknown: Vec<&'static str> = Vec::new();
    let mut seen: Vec<(EvaluationKind, FiscalYear)> = Vec::new();
    for mark in evaluations {
        let glyph = words::glyph(mark.kind);
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
        let sign = sign(view, mark, year);
        let before_start = start.year.is_none_or(|start| year < start);
        let that_year = line.marks.iter().filter(|other| other.year == Some(year)).count();
        if mark.kind == EvaluationKind::ExAnte && before_start && line.before.is_none() {
            line.before = Some(sign);
        } else if line.span.holds(axis, year) && that_year < MOST_MARKS {
            line.marks.push(sign);
        } else {
            line.notes.push(words::mark_elsewhere(mark.kind, year, language));
        }
    }
    if !unknown.is_empty() {
        line.notes.push(words::marks_unknown(&unknown, language));
    }
}

fn sign(view: &View<'_>, mark: &EvaluationMark, year: FiscalYear) -> Sign {
    Sign {
        year: Some(year),
        glyph: words::glyph(mark.kind),
        class: look(view.this_year(), year, &mark.when.basis),
        title: words::mark(mark.kind, year, &mark.when.basis, view.language),
    }
}

/// Done, this year or to come; dashed where nobody states the year.
#[must_use]
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
#[must_use]
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
#[must_use]
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
