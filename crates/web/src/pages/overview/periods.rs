//! Projects as lineages of bars, one row for what followed each other.

use crate::chart::bars::Axis;
use crate::chart::periods::{Bar, Mark, row, runs, years};
use crate::language::Shown;
use crate::pages::show;
use crate::phrase::say;
use crate::visit::Visit;
use plan::{Plan, Programme, Project, SuccessionKind};

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

/// The projects of a programme as lineages: each ends with a project that nothing of the programme follows, and
/// begins with what it followed. What merged into another keeps a row of its own.
pub fn lineages<'a>(plan: &'a Plan, programme: &'a Programme) -> Vec<Vec<&'a Project>> {
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

pub fn project_row(visit: &Visit<'_>, lineage: &[&Project], axes: &[Axis; 2], id: usize) -> ProjectRow {
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
