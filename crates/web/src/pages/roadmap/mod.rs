//! Roadmap: what runs when, and what follows what? The plan's own chart on one column of years, and the same as a table.
//!
//! On a narrow page the chart turns: the table carries a slim bar in each row, and the drawing is left out.

mod filter;
mod tables;

use crate::language::{Language, Shown};
use crate::pages::overview;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::snapshot::FIRST_YEAR;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::RoadmapWords;
use askama::Template;
use chart::Drawing;
use chart::bars::Axis;
use chart::periods::runs;
use chart::roadmap::{self, Heads, Setting, View, WIDTH_MM};
pub use filter::Choice;
use filter::Filter;
use plan::{EvaluationKind, FiscalYear, Programme, Project};
use std::sync::Arc;
use tables::Row;

/// Names of this page's tables.
const TABLES: &[&str] = &["lines", "evaluations", "successions"];

/// The roadmap.
#[derive(Template)]
#[template(path = "roadmap.html")]
struct Page {
    frame: Frame,
    words: &'static RoadmapWords,
    /// How many projects, how many run, what is due; what is left out.
    lead: Phrase,
    /// What the filter leaves out, and how to see everything; empty where everything is shown.
    narrowed: String,
    /// A sentence on what a disease area does not find; empty without one.
    area_note: &'static str,
    /// The whole roadmap.
    all_href: String,
    /// Programmes to choose from.
    programmes: Vec<Choice>,
    /// Disease areas to choose from; empty where the plan has none.
    areas: Vec<Choice>,
    /// Whether only what runs is shown.
    only_running: bool,
    /// The words of the key.
    key_words: roadmap::Key,
    /// The marks of the key, with their words.
    key: Vec<KeyMark>,
    /// Whether any succession shown is doubtful.
    doubtful_successions: bool,
    /// The years above the drawings.
    head: String,
    /// The years above the slim bars of a narrow page.
    narrow_head: String,
    /// The grid, this year and today, stretched behind each programme.
    behind: String,
    /// The programmes.
    sections: Vec<ProgrammeSection>,
    /// The sheets of paper on which it prints: the same as the form.
    paper: Arc<Vec<String>>,
}

/// Marks of the key that share their words.
struct KeyMark {
    glyphs: Vec<&'static str>,
    class: &'static str,
    words: &'static str,
}

/// A programme of the roadmap.
struct ProgrammeSection {
    /// 1 … 6.
    number: u8,
    /// Its name.
    title: Shown,
    /// Where it opens.
    href: String,
    /// Its drawings, one a focus.
    sheets: Vec<FocusSheet>,
    /// Its table.
    rows: Vec<Row>,
}

/// A focus sentence with its drawing.
struct FocusSheet {
    text: Shown,
    drawing: String,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let filter = Filter::read(visit)?;
    let chosen: Vec<(&Programme, Vec<&Project>)> = snapshot
        .plan
        .programmes
        .iter()
        .map(|programme| (programme, programme.projects.iter().filter(|p| filter.takes(visit, programme, p)).collect()))
        .filter(|(_, projects): &(_, Vec<&Project>)| !projects.is_empty())
        .collect();
    if visit.wants_tables() {
        return visit.tables("roadmap", &tables::tables(visit, &chosen));
    }
    let words = RoadmapWords::of(visit.language());
    let last = snapshot.last_axis_year();
    let axis = roadmap::axis(FIRST_YEAR, last);
    let narrow = Axis { first: FIRST_YEAR, last, step: 21.0, left: 0.0 };
    let sections = chosen
        .iter()
        .map(|(programme, projects)| ProgrammeSection {
            number: programme.number,
            title: visit.language().text(&programme.title),
            href: visit.to(&format!("/programmes/{}", programme.id)),
            sheets: sheets(visit, programme, projects, &axis),
            rows: tables::rows(visit, programme, projects, &narrow),
        })
        .collect();
    let page = Page {
        frame: visit.frame(
            words.title,
            Section::Roadmap,
            vec![visit.plan_crumb(), visit.crumb(own(words.chart), "")],
            TABLES,
        ),
        words,
        lead: lead(visit, &chosen, last),
        narrowed: filter.in_words(visit),
        area_note: if filter.area.is_some() { words.area_note } else { "" },
        all_href: visit.to("/roadmap"),
        programmes: filter.programmes(visit),
        areas: filter.areas(visit),
        only_running: filter.running,
        key_words: roadmap::key(visit.language().into()),
        key: key(visit),
        doubtful_successions: snapshot.plan.successions.iter().any(|s| s.from.is_some() && !s.basis.counts()),
        head: head(visit, &axis),
        narrow_head: overview::heads(visit, &[narrow, narrow])[1].clone(),
        behind: behind(visit, &axis),
        paper: if filter.is_open() {
            snapshot.roadmap_on_paper(visit.language(), || paper(visit, &chosen, last))
        } else {
            Arc::new(paper(visit, &chosen, last))
        },
        sections,
    };
    visit.html(&page)
}

/// How many are shown, how many of them run, and what is due this year.
fn lead(visit: &Visit<'_>, chosen: &[(&Programme, Vec<&Project>)], last: i16) -> Phrase {
    let (words, ours, language) = (visit.words(), RoadmapWords::of(visit.language()), visit.language());
    let now = visit.snapshot.this_year();
    let projects = || chosen.iter().flat_map(|(_, projects)| projects.iter().copied());
    if projects().next().is_none() {
        return Phrase::plain(ours.none);
    }
    let mut phrase = fill(
        ours.lead,
        &[
            ("first", word(language.year(FiscalYear(FIRST_YEAR)))),
            ("last", word(language.year(FiscalYear(last)))),
            ("projects", link(visit.count(words.n_projects, projects().count()), visit.to("/projects"))),
            ("year", word(language.year(now))),
            (
                "running",
                link(
                    visit.count(words.n_projects, projects().filter(|project| runs(project, now)).count()),
                    visit.to("/projects?state=running"),
                ),
            ),
        ],
    );
    let mut due = overview::due_now(&visit.snapshot.plan, now);
    due.retain(|due| due.subject.project().is_some_and(|project| projects().any(|shown| shown.id == project.id)));
    let blank = language == Language::En;
    if let Some(due) = overview::due_in_words(visit, &due) {
        phrase.push(due, blank);
    }
    phrase.push(Phrase::plain(ours.lead_end), blank);
    phrase
}

fn key(visit: &Visit<'_>) -> Vec<KeyMark> {
    let said = roadmap::key(visit.language().into());
    vec![
        KeyMark {
            glyphs: vec![
                roadmap::glyph(EvaluationKind::ExAnte),
                roadmap::glyph(EvaluationKind::MidTerm),
                roadmap::glyph(EvaluationKind::ExPost),
            ],
            class: "past",
            words: said.done,
        },
        KeyMark { glyphs: vec![roadmap::glyph(EvaluationKind::MidTerm)], class: "now", words: said.now },
        KeyMark { glyphs: vec![roadmap::glyph(EvaluationKind::ExPost)], class: "planned", words: said.planned },
        KeyMark { glyphs: vec![roadmap::glyph(EvaluationKind::MidTerm)], class: "past inferred", words: said.inferred },
    ]
}

/// The years in both eras, with today's date above its line.
fn head(visit: &Visit<'_>, axis: &Axis) -> String {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let wide = roadmap::width(axis);
    let mut out = format!(
        "<svg class=\"chart years\" viewBox=\"0 0 {wide} 60\" width=\"{wide}\" height=\"60\" role=\"img\" aria-label=\"{}\">",
        chart::escape(&format!("{}–{}", language.year(FiscalYear(axis.first)), language.year(FiscalYear(axis.last))))
    );
    let label = format!("{} {}", words.today, language.short_date(snapshot.day));
    let half = chart::measure::width(&label, 13.0) / 2.0;
    let at = axis.day(snapshot.day).clamp(half, wide - half);
    out.push_str(&format!(
        "<text x=\"{at:.1}\" y=\"13\" text-anchor=\"middle\" font-size=\"13\" class=\"today-word\">{label}</text>"
    ));
    for year in axis.years() {
        let x = axis.x(year.0) + axis.step / 2.0;
        let class = if year == snapshot.this_year() { "axis now" } else { "axis" };
        out.push_str(&format!(
            "<text x=\"{x:.1}\" y=\"34\" text-anchor=\"middle\" font-size=\"13\" class=\"{class} year\">{year}</text>\
             <text x=\"{x:.1}\" y=\"51\" text-anchor=\"middle\" font-size=\"12\" class=\"{class} era\">{}</text>",
            roadmap::era(year, language.into())
        ));
    }
    out.push_str("</svg>");
    out
}

/// Boundaries of years, this year's column and today's line, to be stretched over any height.
fn behind(visit: &Visit<'_>, axis: &Axis) -> String {
    let now = axis.day(visit.snapshot.day);
    let mut out = format!(
        "<svg class=\"today\" viewBox=\"0 0 {} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">\
         <rect x=\"{:.1}\" y=\"0\" width=\"{:.1}\" height=\"10\" class=\"this-year\"/>",
        roadmap::width(axis),
        axis.x(visit.snapshot.this_year().0),
        axis.step
    );
    for year in axis.first..=axis.last + 1 {
        let x = axis.x(year);
        out.push_str(&format!("<path d=\"M{x:.1} 0V10\" class=\"grid\" vector-effect=\"non-scaling-stroke\"/>"));
    }
    out.push_str(&format!(
        "<line x1=\"{now:.1}\" y1=\"0\" x2=\"{now:.1}\" y2=\"10\" vector-effect=\"non-scaling-stroke\"/></svg>"
    ));
    out
}

/// What of the plan is drawn, as this visit sees it.
fn view<'a>(visit: &'a Visit<'_>, href: &'a dyn Fn(&Project) -> String) -> View<'a> {
    View {
        plan: &visit.snapshot.plan,
        language: visit.language().into(),
        today: visit.snapshot.day,
        href,
        terse: false,
    }
}

/// The sheets of paper, each a drawing of its own.
fn paper(visit: &Visit<'_>, chosen: &[(&Programme, Vec<&Project>)], last: i16) -> Vec<String> {
    let (words, language) = (RoadmapWords::of(visit.language()), visit.language());
    let revision = visit.snapshot.revision_date().map(|date| language.era_date(date)).unwrap_or_default();
    let heads = Heads {
        title: say(words.paper_title, &[("plan", &language.plain(&visit.snapshot.plan.title))]),
        standing: say(
            words.paper_standing,
            &[("revision", &revision), ("day", &language.era_date(visit.snapshot.day))],
        ),
        source: say(words.paper_source, &[("path", &visit.to("/roadmap"))]),
    };
    let sheets = roadmap::paper(&view(visit, &|_| String::new()), chosen, (FIRST_YEAR, last), &heads);
    sheets.into_iter().map(|sheet| Drawing::sheets_in_ink(&[sheet], WIDTH_MM)).collect()
}

/// The drawings of a programme, one for each focus.
fn sheets(visit: &Visit<'_>, programme: &Programme, projects: &[&Project], axis: &Axis) -> Vec<FocusSheet> {
    let (words, language) = (RoadmapWords::of(visit.language()), visit.language());
    let mut found = Vec::new();
    let mut said = Shown::default();
    let href = |project: &Project| visit.to(&format!("/projects/{}", project.id));
    let view = view(visit, &href);
    for (focus, projects) in view.by_focus(programme, projects) {
        let text = programme.focuses.iter().find(|known| known.id == focus).map(|known| language.text(&known.text));
        let mut text = text.unwrap_or_default();
        let sheet = view.sheet(&projects, axis, Setting::SCREEN);
        let title = say(words.drawing, &[("programme", &language.plain(&programme.title)), ("focus", &text.words)]);
        let says = say(words.drawing_says, &[("n", &visit.count(visit.words().n_projects, projects.len()))]);
        let id = format!("{}-{}", programme.number, found.len());
        let drawing = sheet.draw(title, says).svg(&format!("s{id}"));
        // Two chart pages of one programme may bear the same sentence: once is enough.
        if text == said {
            text = Shown::default();
        } else {
            said.clone_from(&text);
        }
        found.push(FocusSheet { text, drawing });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::Format;
    use crate::way::Way;

    /// Draws every programme of a plan in both languages, for screen and paper, and gives all words that were drawn.
    #[track_caller]
    fn check(plan: plan::Plan) -> String {
        let site = crate::arden::empty_site_of(plan).site;
        let mut drawn = String::new();
        for language in [Language::Ja, Language::En] {
            let visit = Visit {
                snapshot: site.current(),
                site: &site,
                way: Way::new(language),
                path: "/roadmap".to_owned(),
                query: Default::default(),
                format: Format::Html,
                host: String::new(),
                actor: access::Actor::Public,
                account: None,
            };
            let axis = roadmap::axis(FIRST_YEAR, visit.snapshot.last_axis_year());
            for programme in &visit.snapshot.plan.programmes {
                let projects: Vec<&Project> = programme.projects.iter().collect();
                let view = view(&visit, &|_| "/x".to_owned());
                for (focus, projects) in view.by_focus(programme, &projects) {
                    for setting in [Setting::SCREEN, Setting::PAPER] {
                        let drawing = view.sheet(&projects, &axis, setting).draw("t".to_owned(), "d".to_owned());
                        assert_eq!(drawing.faults(), [""; 0], "{focus} {language:?}: {}", drawing.svg("t"));
                        drawn.push_str(&drawing.svg("t"));
                    }
                }
            }
        }
        drawn
    }

    #[test]
    fn nothing_meets_in_the_life_science_plan() {
        let drawn = check(plan::builtin());
        assert!(drawn.contains("再生医療実現拠点ネットワークプログラム") && drawn.contains("succession doubtful"));
    }

    #[test]
    fn nothing_meets_in_the_plan_of_arden() {
        let drawn = check(crate::arden::plan());
        assert!(drawn.contains("class=\"succession\"") && drawn.contains("class=\"hatch\""), "{drawn}");
    }
}
