//! Evaluations: the list with open findings, and the page of one, from its packet to its findings.
//!
//! The decision to question: an evaluation that is closed to a reader answers as one that does not exist, so that nobody learns from an address what is
//! being evaluated.

mod act;
mod one;
mod packet;

pub use act::act;
pub use one::page;

use crate::language::Shown;
use crate::phrase::say;
use crate::routes::may;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::EvaluationWords;
use access::Duty;
use askama::Template;
use evaluation::{Course, Entry, FindingState, Stamp, State};
use plan::{EvaluationKind, FiscalYear};
use store::EvaluationEntry;

/// An evaluation with its id.
pub struct Held {
    id: String,
    course: Course,
}

/// The list.
#[derive(Template)]
#[template(path = "evaluations.html")]
struct ListPage {
    frame: Frame,
    words: &'static EvaluationWords,
    lead: String,
    rows: Vec<Row>,
    findings: Vec<FindingRow>,
    may_open: bool,
    /// Subjects to choose from: id, name, whether chosen.
    subjects: Vec<(String, String, bool)>,
    /// Phases: code, words, whether chosen.
    phases: Vec<(&'static str, &'static str, bool)>,
    year: String,
}

/// One evaluation.
struct Row {
    href: String,
    subject: Shown,
    phase: &'static str,
    year: String,
    state: &'static str,
    invented: bool,
}

/// A finding that is open.
struct FindingRow {
    href: String,
    words: String,
    subject: Shown,
    owner: String,
    due: String,
    state: &'static str,
}

const TABLES: &[&str] = &["evaluations", "findings"];

/// Builds the list.
pub fn list(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (words, today) = (EvaluationWords::of(visit.language()), visit.site.today());
    let mut all = held(visit, None)?;
    all.retain(|held| is_seen(visit, held) || !held.course.open_results(today).is_empty());
    if visit.wants_tables() {
        return visit.tables("evaluations", &tables(&all));
    }
    let findings = all.iter().flat_map(|held| held.course.findings.iter().map(move |finding| (held, finding)));
    let findings = findings.filter(|(_, finding)| finding.state.is_open());
    let plan = &visit.snapshot.plan;
    let projects = plan.projects().map(|(_, project)| (&project.id, &project.title));
    let programmes = plan.programmes.iter().map(|programme| (&programme.id, &programme.title));
    let chosen = |name: &str, value: &str| visit.asked(name) == Some(value);
    let page = ListPage {
        frame: visit.frame(
            words.title,
            Section::Calendar,
            vec![visit.plan_crumb(), visit.crumb(own(words.title), "")],
            TABLES,
        ),
        words,
        lead: say(words.lead, &[("n", &visit.count(words.n_items, all.len()))]),
        rows: all
            .iter()
            .map(|held| Row {
                href: visit.to(&format!("/evaluations/{}", held.id)),
                subject: subject(visit, &held.course),
                phase: phase_in_words(held.course.phase, words),
                year: visit.language().year(FiscalYear(held.course.year)),
                state: state_in_words(held.course.state(), words),
                invented: held.course.invented,
            })
            .collect(),
        findings: findings
            .map(|(held, finding)| FindingRow {
                href: visit.to(&format!("/evaluations/{}#f{}", held.id, finding.stamp.number)),
                words: finding.words.clone(),
                subject: subject(visit, &held.course),
                owner: finding.owner.clone(),
                due: visit.language().date(finding.due),
                state: finding_state(finding.state, words),
            })
            .collect(),
        may_open: may(visit, Duty::OpenEvaluation, ""),
        subjects: projects
            .chain(programmes)
            .map(|(id, title)| (id.clone(), visit.language().plain(title), chosen("subject", id)))
            .collect(),
        phases: PHASES
            .map(|kind| {
                let code = evaluation::kind_code(kind);
                (code, phase_in_words(kind, words), chosen("phase", code))
            })
            .to_vec(),
        year: visit.asked("year").map_or_else(|| visit.snapshot.this_year().0.to_string(), str::to_owned),
    };
    visit.html(&page)
}

const PHASES: [EvaluationKind; 4] =
    [EvaluationKind::ExAnte, EvaluationKind::MidTerm, EvaluationKind::ExPost, EvaluationKind::FollowUp];

fn tables(all: &[Held]) -> Vec<Table> {
    let columns = &["id", "subject", "phase", "fiscal_year", "state", "invented"];
    let mut evaluations = Table::new("evaluations", columns);
    let mut findings = Table::new("findings", &["evaluation", "finding", "words", "owner", "due", "state"]);
    for Held { id, course } in all {
        evaluations.push(vec![
            id.as_str().into(),
            course.subject.as_str().into(),
            evaluation::kind_code(course.phase).into(),
            Some(FiscalYear(course.year)).into(),
            state_code(course.state()).into(),
            if course.invented { "yes" } else { "no" }.into(),
        ]);
        for finding in &course.findings {
            findings.push(vec![
                id.as_str().into(),
                finding.stamp.number.to_string().into(),
                finding.words.as_str().into(),
                finding.owner.as_str().into(),
                finding.due.to_string().into(),
                finding.state.code().into(),
            ]);
        }
    }
    vec![evaluations, findings]
}

/// Evaluations of the store, or the one with this id.
fn held(visit: &Visit<'_>, id: Option<&str>) -> Result<Vec<Held>, Problem> {
    let entries = visit.site.source().read_people(|store| store.evaluation_entries(id))?;
    let mut all = Vec::new();
    for entries in entries.chunk_by(|one, next| one.evaluation == next.evaluation) {
        if let (Some(first), Some(course)) = (entries.first(), course(entries)) {
            all.push(Held { id: first.evaluation.clone(), course });
        }
    }
    Ok(all)
}

/// An evaluation told from its entries; none where there are none.
fn course(entries: &[EvaluationEntry]) -> Option<Course> {
    let read = |entry: &EvaluationEntry| {
        let stamp =
            Stamp { number: entry.number, at: entry.at.clone(), who: entry.who.clone(), name: entry.name.clone() };
        // What a later version of the program wrote is passed over here, as an entry that could not follow is.
        Some((stamp, serde_json::from_str::<Entry>(&entry.content).ok()?))
    };
    Course::of(entries.iter().filter_map(read))
}

/// Whether the reader sees its packet.
fn is_seen(visit: &Visit<'_>, held: &Held) -> bool {
    may(visit, Duty::SeePacket, &held.id)
}

fn subject(visit: &Visit<'_>, course: &Course) -> Shown {
    let plan = &visit.snapshot.plan;
    let title = plan.project(&course.subject).map(|(_, project)| &project.title);
    let title = title.or_else(|| plan.programme(&course.subject).map(|programme| &programme.title));
    title.map_or_else(|| own(course.subject.clone()), |title| visit.language().text(title))
}

fn phase_in_words(kind: EvaluationKind, words: &EvaluationWords) -> &'static str {
    match kind {
        EvaluationKind::ExAnte => words.phase_ex_ante,
        EvaluationKind::MidTerm => words.phase_mid_term,
        EvaluationKind::ExPost => words.phase_ex_post,
        EvaluationKind::FollowUp => words.phase_follow_up,
    }
}

fn state_in_words(state: State, words: &EvaluationWords) -> &'static str {
    match state {
        State::Opened => words.state_opened,
        State::Reading => words.state_reading,
        State::Composing => words.state_composing,
        State::Settled => words.state_settled,
    }
}

fn state_code(state: State) -> &'static str {
    match state {
        State::Opened => "opened",
        State::Reading => "reading",
        State::Composing => "composing",
        State::Settled => "settled",
    }
}

fn finding_state(state: FindingState, words: &EvaluationWords) -> &'static str {
    match state {
        FindingState::Open => words.find_open,
        FindingState::UnderWay => words.find_under_way,
        FindingState::Done => words.find_done,
        FindingState::Declined => words.find_declined,
    }
}
