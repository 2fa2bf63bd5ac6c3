//! Projects as lineages of bars, one row for what followed each other.

use crate::language::Shown;
use crate::pages::show;
use crate::phrase::say;
use crate::visit::Visit;
use chart::bars::Axis;
use chart::periods::{Bar, Mark, row, runs, span_of, years};
use plan::{FiscalYear, Plan, Programme, Project, SuccessionKind};
use std::collections::BTreeMap;

/// A row of bars.
pub struct ProjectRow {
    /// Its name.
    pub title: Shown,
    /// Where it opens.
    pub href: String,
    /// Whether the project is over.
    pub ended: bool,
    /// When it ends, in words.
    pub end: String,
    /// Wide and narrow.
    pub drawing: [String; 2],
}

/// A project with what it followed, oldest first.
pub struct Lineage<'a> {
    /// What nothing of the programme follows.
    project: &'a Project,
    before: Vec<&'a Project>,
}

/// The projects of a programme as lineages, those that run first. Where several became one, the first of them leads into
/// it and the others have rows of their own; what became a part leads into the whole only where it was alone.
pub fn lineages<'a>(plan: &'a Plan, programme: &'a Programme, now: FiscalYear) -> Vec<Lineage<'a>> {
    let mut taken: Vec<&str> = Vec::new();
    let mut before: BTreeMap<&str, &'a Project> = BTreeMap::new();
    for project in &programme.projects {
        let of_kind = |kind: SuccessionKind| {
            let successions = plan.successions.iter().filter(move |s| s.to == project.id && s.kind == kind);
            successions.filter_map(|s| programme.projects.iter().find(|p| Some(p.id.as_str()) == s.from.as_deref()))
        };
        let parts: Vec<&Project> = of_kind(SuccessionKind::BecomesPart).collect();
        let whole = of_kind(SuccessionKind::Follows).chain(of_kind(SuccessionKind::Merges));
        let alone = (parts.len() == 1).then(|| parts[0]);
        if let Some(previous) = whole.chain(alone).find(|previous| !taken.contains(&previous.id.as_str())) {
            taken.push(&previous.id);
            before.insert(&project.id, previous);
        }
    }
    let mut found: Vec<Lineage<'a>> = Vec::new();
    for project in programme.projects.iter().filter(|project| !taken.contains(&project.id.as_str())) {
        let mut lineage = Lineage { project, before: Vec::new() };
        let mut first = project;
        while let Some(previous) = before.remove(first.id.as_str()) {
            lineage.before.insert(0, previous);
            first = previous;
        }
        found.push(lineage);
    }
    found.sort_by_key(|lineage| !runs(lineage.project, now));
    found
}

/// A lineage as a row; this year's evaluation is marked.
pub fn project_row(visit: &Visit<'_>, lineage: &Lineage<'_>, axes: &[Axis; 2], id: usize) -> ProjectRow {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let now = snapshot.this_year();
    let project = lineage.project;
    let running = runs(project, now);
    let members = || lineage.before.iter().copied().chain([project]);
    let bars = |axis: &Axis| -> Vec<Bar> {
        let bar =
            |member: &Project| Bar { span: span_of(axis, now, member), running: member.id == project.id && running };
        members().map(bar).collect()
    };
    let marks: Vec<Mark> = project
        .evaluations
        .iter()
        .filter(|mark| mark.when.year == Some(now))
        .map(|mark| Mark {
            year: now,
            glyph: chart::roadmap::glyph(mark.kind),
            class: if mark.when.basis.counts() { "now" } else { "now inferred" },
            title: format!("{} {}", language.year(now), show::evaluation(mark.kind, words)),
        })
        .collect();
    let described = |member: &Project| {
        let start = member.start.year.map_or_else(
            || words.overview_start_unknown.to_owned(),
            |year| say(words.overview_from, &[("year", &year.to_string())]),
        );
        format!("{}: {start} – {}", language.plain(&member.title), show::end(member, runs(member, now), words))
    };
    let title = members().map(described).collect::<Vec<_>>().join("; ");
    let upcoming = years(project).0.is_some_and(|start| start > now);
    let draw = |axis: &Axis, prefix: char| {
        row(axis, &bars(axis), &marks, snapshot.day, title.clone()).svg(&format!("{prefix}{id}"))
    };
    ProjectRow {
        title: show::name(project, language),
        href: visit.to(&format!("/projects/{}", project.id)),
        ended: !running && !upcoming,
        end: show::end(project, running, words),
        drawing: [draw(&axes[0], 'p'), draw(&axes[1], 'q')],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lineage_ends_with_what_nothing_follows_and_what_runs_comes_first() {
        let plan = crate::arden::plan();
        let rows = lineages(&plan, &plan.programmes[0], FiscalYear(2026));
        let ids = |lineage: &Lineage<'_>| -> Vec<String> {
            lineage.before.iter().chain([&lineage.project]).map(|project| project.id.clone()).collect()
        };
        assert_eq!(rows.iter().map(ids).collect::<Vec<_>>(), [vec!["herbs-1", "herbs-2"], vec!["moss"]]);
    }

    #[test]
    fn every_project_of_the_life_science_plan_stands_in_one_row() {
        let plan = plan::builtin();
        for programme in &plan.programmes {
            let rows = lineages(&plan, programme, FiscalYear(2026));
            let mut shown: Vec<&str> =
                rows.iter().flat_map(|row| row.before.iter().chain([&row.project])).map(|p| p.id.as_str()).collect();
            let mut all: Vec<&str> = programme.projects.iter().map(|project| project.id.as_str()).collect();
            shown.sort_unstable();
            all.sort_unstable();
            assert_eq!(shown, all, "{}", programme.id);
        }
    }
}
