//! Policy: its points, its commitments, its measures, and what answers them. Nothing is tied that no source ties.

use crate::language::Shown;
use crate::pages::forms::{FormLinks, links as form_links};
use crate::pages::policies::{
    CommitmentRow, commitment, commitments_table, decided_in_words, period, push_commitments,
};
use crate::pages::show;
use crate::phrase::say;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::PolicyWords;
use askama::Template;
use documents::Subject;
use plan::{IndicatorKind, Policy, PolicyPoint, Programme};

const TABLES: &[&str] = &["points", "commitments", "measures", "bottlenecks"];

/// One policy.
#[derive(Template)]
#[template(path = "policy.html")]
struct Page {
    frame: Frame,
    /// The forms about the whole plan.
    forms: FormLinks,
    words: &'static PolicyWords,
    /// Its name.
    title: Shown,
    /// Who, when, where in the plan.
    facts: Vec<(&'static str, Vec<String>)>,
    /// A note to show.
    note: Option<Shown>,
    /// Said where the annex is not in the text; else empty.
    missing: String,
    /// What answers it, as far as a source says.
    answered: Vec<Answering>,
    /// Its dated commitments.
    commitments: Vec<CommitmentRow>,
    /// Its measures.
    measures: Vec<MeasureRow>,
    /// The bottlenecks they answer.
    bottlenecks: Vec<BottleneckRow>,
    /// Whether any measure is tied to a bottleneck.
    tied: bool,
    /// Its points.
    blocks: Vec<Block>,
    /// The policy before it; empty for none.
    previous: Option<(Shown, String)>,
    /// The policy after it.
    next: Option<(Shown, String)>,
}

/// A programme that answers a policy.
struct Answering {
    number: u8,
    title: Shown,
    href: String,
    projects: String,
    projects_href: String,
    indicators: String,
    indicators_href: String,
}

/// A numbered measure.
struct MeasureRow {
    id: String,
    number: u8,
    title: Shown,
    points: Vec<Shown>,
    /// Bottlenecks it answers, with their anchors.
    answers: Vec<(Shown, String)>,
}

/// A bottleneck.
struct BottleneckRow {
    id: String,
    text: Shown,
    /// Measures that answer it, with their anchors.
    measures: Vec<(String, String)>,
}

/// A heading, or the points up to the next one.
enum Block {
    /// A heading of that depth: 3 to 6.
    Heading(u8, Point),
    /// Points.
    Points(Vec<Point>),
}

/// A point.
struct Point {
    id: String,
    text: Shown,
    /// Whether the page puts a mark before it: the print brings one of its own to some.
    bullet: bool,
    /// How deep under its heading: 1 to 3.
    depth: u8,
    /// Programmes that answer it.
    programmes: Vec<(Shown, String)>,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let plan = &snapshot.plan;
    let at = plan.policies.iter().position(|policy| policy.id == id);
    let at = at.ok_or_else(|| Problem::NotFound(id.to_owned()))?;
    let policy = &plan.policies[at];
    if visit.wants_tables() {
        return visit.tables("policy", &tables(visit, policy));
    }
    let (words, language) = (PolicyWords::of(visit.language()), visit.language());
    let title = language.text(&policy.title);
    let beside = |policy: &Policy| (language.text(&policy.title), visit.to(&format!("/policies/{}", policy.id)));
    let page = Page {
        frame: visit.frame(
            title.words.clone(),
            Section::Policies,
            vec![
                visit.plan_crumb(),
                visit.crumb(own(visit.words().nav_policies), "/policies"),
                visit.crumb(title.clone(), ""),
            ],
            TABLES,
        ),
        forms: form_links(visit, Subject::Plan, &plan.id),
        words,
        facts: facts(visit, policy),
        note: policy.note.as_ref().map(|note| language.text(note)),
        missing: if policy.annex_in_text {
            String::new()
        } else {
            say(words.annex_missing, &[("n", &policy.annex.to_string())])
        },
        answered: plan
            .programmes
            .iter()
            .filter(|programme| policy.points.iter().any(|point| point.programmes.contains(&programme.id)))
            .map(|programme| answering(visit, programme))
            .collect(),
        commitments: policy.commitments.iter().map(|one| commitment(visit, policy, one, false)).collect(),
        measures: measures(visit, policy),
        bottlenecks: bottlenecks(visit, policy),
        tied: policy.measures.iter().any(|measure| !measure.answers.is_empty()),
        blocks: blocks(visit, &policy.points),
        previous: at.checked_sub(1).and_then(|before| plan.policies.get(before)).map(beside),
        next: plan.policies.get(at + 1).map(beside),
        title,
    };
    visit.html(&page)
}

fn facts(visit: &Visit<'_>, policy: &Policy) -> Vec<(&'static str, Vec<String>)> {
    let (words, language) = (PolicyWords::of(visit.language()), visit.language());
    let mut facts = vec![(words.fact_decided, vec![decided_in_words(visit, policy)])];
    if !policy.amended_on.is_empty() {
        facts.push((words.fact_amended, policy.amended_on.iter().map(|on| language.era_date(*on)).collect()));
    }
    facts.push((words.fact_annex, vec![say(words.annex, &[("n", &policy.annex.to_string())])]));
    facts.push((words.col_period, vec![period(visit, policy)]));
    let shared = if policy.shared_between_ministries { words.shared_yes } else { words.shared_no };
    facts.push((words.shared, vec![shared.to_owned()]));
    facts
}

fn answering(visit: &Visit<'_>, programme: &Programme) -> Answering {
    let words = visit.words();
    let own = programme.indicators.iter().filter(|one| one.kind != IndicatorKind::ProjectPapers).count();
    let href = format!("/programmes/{}", programme.id);
    Answering {
        number: programme.number,
        title: visit.language().text(&programme.title),
        projects: visit.count(words.n_projects, programme.projects.len()),
        projects_href: visit.to(&format!("{href}#focuses")),
        indicators: visit.count(words.n_indicators, own),
        indicators_href: visit.to(&format!("{href}#indicators")),
        href: visit.to(&href),
    }
}

fn measures(visit: &Visit<'_>, policy: &Policy) -> Vec<MeasureRow> {
    let language = visit.language();
    let row = |measure: &plan::Measure| MeasureRow {
        id: measure.id.clone(),
        number: measure.number,
        title: language.text(&measure.title),
        points: measure.points.iter().map(|point| language.text(point)).collect(),
        answers: policy
            .bottlenecks
            .iter()
            .filter(|one| measure.answers.contains(&one.id))
            .map(|one| (language.text(&one.text), format!("#{}", one.id)))
            .collect(),
    };
    policy.measures.iter().map(row).collect()
}

fn bottlenecks(visit: &Visit<'_>, policy: &Policy) -> Vec<BottleneckRow> {
    let row = |one: &plan::Bottleneck| BottleneckRow {
        id: one.id.clone(),
        text: visit.language().text(&one.text),
        measures: policy
            .measures
            .iter()
            .filter(|measure| measure.answers.contains(&one.id))
            .map(|measure| (measure.number.to_string(), format!("#{}", measure.id)))
            .collect(),
    };
    policy.bottlenecks.iter().map(row).collect()
}

/// Points in the order of the annex. Depth follows the headings that are there: a chapter's sections may skip
/// a level in print, and a page's outline must not.
fn blocks(visit: &Visit<'_>, points: &[PolicyPoint]) -> Vec<Block> {
    let (language, plan) = (visit.language(), &visit.snapshot.plan);
    let mut headings: Vec<u8> = Vec::new();
    let mut blocks: Vec<Block> = Vec::new();
    for point in points {
        let programmes = plan
            .programmes
            .iter()
            .filter(|programme| point.programmes.contains(&programme.id))
            .map(|programme| (language.text(&programme.title), visit.to(&format!("/programmes/{}", programme.id))))
            .collect();
        let above = headings.last().copied().unwrap_or(0);
        let depth = point.level.saturating_sub(above).clamp(1, 3);
        let text = language.text(&point.text);
        let shown = Point { id: point.id.clone(), bullet: !brings_a_mark(&text.words), text, depth, programmes };
        if point.heading {
            headings.retain(|level| *level < point.level);
            headings.push(point.level);
            let tag = u8::try_from(headings.len()).unwrap_or(4).saturating_add(2).min(6);
            blocks.push(Block::Heading(tag, shown));
        } else if let Some(Block::Points(list)) = blocks.last_mut() {
            list.push(shown);
        } else {
            blocks.push(Block::Points(vec![shown]));
        }
    }
    blocks
}

/// `○ …`, `※ …`, `① …`, `１．…`
fn brings_a_mark(text: &str) -> bool {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some('○' | '●' | '◯' | '•' | '・' | '※' | '＊' | '①'..='⑳'), _) => true,
        (Some(first), Some(second)) => first.is_numeric() && matches!(second, '.' | '．' | '、'),
        _ => false,
    }
}

fn tables(visit: &Visit<'_>, policy: &Policy) -> Vec<Table> {
    let language = visit.language();
    let mut points = Table::new("points", &["policy", "point", "level", "heading", "text", "programmes"]);
    for point in &policy.points {
        points.push(vec![
            policy.id.as_str().into(),
            point.id.as_str().into(),
            usize::from(point.level).into(),
            show::yes(point.heading).into(),
            language.plain(&point.text).into(),
            point.programmes.join(" ").into(),
        ]);
    }
    let mut commitments = commitments_table();
    push_commitments(visit, &mut commitments, policy);
    let mut measures = Table::new("measures", &["policy", "measure", "number", "title", "points", "answers"]);
    for measure in &policy.measures {
        let text: Vec<String> = measure.points.iter().map(|point| language.plain(point)).collect();
        measures.push(vec![
            policy.id.as_str().into(),
            measure.id.as_str().into(),
            usize::from(measure.number).into(),
            language.plain(&measure.title).into(),
            text.join(" | ").into(),
            measure.answers.join(" ").into(),
        ]);
    }
    let mut bottlenecks = Table::new("bottlenecks", &["policy", "bottleneck", "text"]);
    for one in &policy.bottlenecks {
        bottlenecks.push(vec![policy.id.as_str().into(), one.id.as_str().into(), language.plain(&one.text).into()]);
    }
    vec![points, commitments, measures, bottlenecks]
}
