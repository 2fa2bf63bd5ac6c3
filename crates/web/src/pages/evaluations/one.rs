//! The page of one evaluation. Whoever sees its packet sees its workings; everybody else its result, from its day on.

use super::packet::is_page;
use super::{Held, finding_state, held, is_seen, phase_in_words, state_in_words, subject};
use crate::pages::people::in_tokyo;
use crate::phrase::say;
use crate::routes::may;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::EvaluationWords;
use access::Duty;
use askama::Template;
use documents::{Stretch, words_changed};
use evaluation::{Course, Finding, FindingState, LineKind, Packet, Sentence, Settled, Sharing, moved};
use plan::FiscalYear;

/// One evaluation.
#[derive(Template)]
#[template(path = "evaluation.html")]
struct Page {
    frame: Frame,
    words: &'static EvaluationWords,
    heading: String,
    id: String,
    state: &'static str,
    invented: bool,
    opened: String,
    /// Why something was not taken; empty for nothing.
    said: String,
    criteria: Vec<Criterion>,
    criteria_because: String,
    /// Whether the reader sees the workings.
    inside: bool,
    versions: Vec<Version>,
    /// Number of the version shown.
    shown: usize,
    /// Number of the newest one.
    newest: usize,
    standing: String,
    newer: String,
    groups: Vec<Group>,
    /// Packets of the same subject in other years: words and address.
    other_years: Vec<(String, String)>,
    changes_heading: String,
    changes: Vec<Change>,
    questions: Vec<QuestionRow>,
    comments: Vec<CommentRow>,
    comments_hidden: String,
    own_words: String,
    own_version: usize,
    outcomes: Vec<(String, String, bool)>,
    composed: String,
    has_draft: bool,
    /// Results, the one in force first.
    results: Vec<ResultRow>,
    findings: Vec<FindingRow>,
    states: Vec<(&'static str, &'static str)>,
    longest: usize,
    may_freeze: bool,
    may_comment: bool,
    may_answer: bool,
    may_compose: bool,
    may_settle: bool,
    is_settled: bool,
    opens: String,
}

struct Criterion {
    aspect: &'static str,
    item: String,
    standard: String,
    measure: &'static str,
    phases: String,
}

struct Version {
    name: String,
    at: String,
    by: String,
    sum: String,
    href: String,
    is_shown: bool,
    changes: String,
}

/// Lines that stand together: a heading, a paragraph, or a table.
#[derive(Default)]
struct Group {
    heading: String,
    paragraph: String,
    head: Vec<Vec<Cell>>,
    rows: Vec<Vec<Cell>>,
}

struct Cell {
    words: String,
    href: String,
    columns: usize,
    rows: usize,
}

struct Change {
    place: String,
    old: Vec<Stretch>,
    new: Vec<Stretch>,
}

struct QuestionRow {
    number: u64,
    title: String,
    words: String,
    answer_title: String,
    answer: String,
}

struct CommentRow {
    number: u64,
    title: String,
    words: String,
    replaced: bool,
}

struct ResultRow {
    outcome: String,
    /// Words and sources of each sentence; no sources for the public.
    sentences: Vec<(String, String)>,
    settled: String,
    because: String,
    in_force: bool,
}

struct FindingRow {
    number: u64,
    words: String,
    owner: String,
    due: String,
    state: &'static str,
    responses: Vec<(String, String, String)>,
}

/// Builds the page. `tried` is why a comment was not taken, and the comment.
pub fn page(visit: &Visit<'_>, id: &str, tried: Option<(String, String)>) -> Result<Answer, Problem> {
    let (words, today) = (EvaluationWords::of(visit.language()), visit.site.today());
    let closed = || Problem::NotFound(visit.path.clone());
    let all = held(visit, Some(id))?;
    let one = all.first().ok_or_else(closed)?;
    let (course, inside) = (&one.course, is_seen(visit, one));
    let open = course.open_results(today);
    if !inside && open.is_empty() || visit.wants_tables() {
        return Err(closed());
    }
    let language: plan::Language = visit.language().into();
    let may = |duty| may(visit, duty, id);
    let who = visit.account.as_ref().map(|signed| signed.account.sign_in.as_str()).unwrap_or_default();
    let comments = if inside { course.comments_for(who, may(Duty::Compose)) } else { Vec::new() };
    let (said, typed) = tried.unwrap_or_default();
    let newest = course.packets.len();
    let asked = visit.asked("packet").and_then(|number| number.parse().ok()).filter(|n| (1..=newest).contains(n));
    let shown = asked.unwrap_or(newest);
    let packet = shown.checked_sub(1).and_then(|at| course.packets.get(at)).filter(|_| inside);
    let draft = course.own_draft(who).filter(|_| !who.is_empty());
    let (changes_heading, changes) = changes(visit, course, shown, inside, who)?;
    let results: Vec<&Settled> = if inside { course.settled.iter().collect() } else { open };
    let subject = subject(visit, course).words;
    let year = visit.language().year(FiscalYear(course.year));
    let phase = phase_in_words(course.phase, words);
    let heading = say(words.heading, &[("subject", &subject), ("phase", phase), ("year", &year)]);
    let title = visit.crumb(own(words.title), "/evaluations");
    let others = if inside { other_years(visit, course, id)? } else { Vec::new() };
    let composed = course.composed.as_ref().filter(|_| inside);
    let chosen = course.result_in_force().filter(|_| inside).map(|one| (&one.outcome, &one.sentences));
    let chosen = chosen.or(composed.map(|(_, outcome, sentences)| (outcome, sentences)));
    let hides = inside && comments.len() < course.comments.len();
    let page = Page {
        frame: visit.frame(
            heading.clone(),
            Section::Calendar,
            vec![visit.plan_crumb(), title, visit.crumb(own(heading.clone()), "")],
            &[],
        ),
        words,
        heading,
        id: id.to_owned(),
        state: state_in_words(course.state(), words),
        invented: course.invented,
        opened: match inside {
            true => say(words.opened_by, &[("date", &moment(&course.opened.at)), ("who", &course.opened.name)]),
            false => String::new(),
        },
        said,
        criteria: criteria(course, language, words),
        criteria_because: match course.criteria_because.is_empty() {
            true => String::new(),
            false => say(words.criteria_changed, &[("why", &course.criteria_because)]),
        },
        inside,
        versions: if inside { versions(visit, course, id, shown) } else { Vec::new() },
        shown,
        newest,
        standing: packet.map(|(stamp, packet)| standing(words, shown, &moment(&stamp.at), packet)).unwrap_or_default(),
        newer: match inside && shown < newest {
            true => say(words.newer, &[("n", &newest.to_string())]),
            false => String::new(),
        },
        groups: packet.map(|(_, packet)| groups(packet, language)).unwrap_or_default(),
        other_years: others,
        changes_heading,
        changes,
        questions: if inside { questions(course, words) } else { Vec::new() },
        comments: comments
            .iter()
            .map(|one| CommentRow {
                number: one.stamp.number,
                title: say(
                    words.comment,
                    &[
                        ("n", &one.stamp.number.to_string()),
                        ("who", &one.stamp.name),
                        ("version", &say(words.version, &[("n", &one.version.to_string())])),
                    ],
                ),
                words: one.words.clone(),
                replaced: one.replaced,
            })
            .collect(),
        comments_hidden: match (hides, course.sharing) {
            (false, _) => String::new(),
            (true, Sharing::AfterOwn) => say(words.comments_hidden, &[("when", words.sharing_own)]),
            (true, Sharing::AfterSettled) => say(words.comments_hidden, &[("when", words.sharing_settled)]),
        },
        own_words: if typed.is_empty() { draft.map(|(_, words)| words.clone()).unwrap_or_default() } else { typed },
        own_version: shown,
        outcomes: course
            .criteria
            .outcomes
            .iter()
            .map(|one| {
                let name = language.of(one.ja.as_str(), one.en.as_str()).to_owned();
                (one.id.clone(), name, chosen.is_some_and(|(outcome, _)| *outcome == one.id))
            })
            .collect(),
        composed: chosen.map(|(_, sentences)| as_typed(sentences)).unwrap_or_default(),
        has_draft: composed.is_some() && course.settled.is_empty(),
        results: results
            .iter()
            .rev()
            .enumerate()
            .map(|(at, one)| result(visit, course, one, at == 0, inside))
            .collect(),
        findings: course.findings.iter().map(|one| finding(visit, one, words)).collect(),
        states: FindingState::ALL.map(|state| (state.code(), finding_state(state, words))).to_vec(),
        longest: evaluation::LONGEST,
        may_freeze: may(Duty::Compose) && course.settled.is_empty(),
        may_comment: may(Duty::Comment) && course.settled.is_empty() && newest > 0,
        may_answer: may(Duty::Answer),
        may_compose: may(Duty::Compose),
        may_settle: may(Duty::Settle) && newest > 0,
        is_settled: !course.settled.is_empty(),
        opens: today.to_string(),
    };
    visit.html(&page)
}

fn criteria(course: &Course, language: plan::Language, words: &EvaluationWords) -> Vec<Criterion> {
    let phases = super::PHASES;
    let of = |item: &evaluation::Item| Criterion {
        aspect: item.aspect.in_words(language),
        item: language.of(item.ja.as_str(), item.en.as_str()).to_owned(),
        standard: language.of(item.standard_ja.as_str(), item.standard_en.as_str()).to_owned(),
        measure: item.measure.in_words(language),
        phases: phases
            .iter()
            .filter(|kind| item.phases.iter().any(|code| code == evaluation::kind_code(**kind)))
            .map(|kind| phase_in_words(*kind, words))
            .collect::<Vec<_>>()
            .join(language.of("・", ", ")),
    };
    course.criteria.of(course.phase).map(of).collect()
}

fn versions(visit: &Visit<'_>, course: &Course, id: &str, shown: usize) -> Vec<Version> {
    let words = EvaluationWords::of(visit.language());
    let rows = (1..).zip(&course.packets).map(|(number, (stamp, packet))| Version {
        name: say(words.version, &[("n", &number.to_string())]),
        at: moment(&stamp.at),
        by: stamp.name.clone(),
        sum: packet.sum(),
        href: visit.to(&format!("/evaluations/{id}?packet={number}#packet")),
        is_shown: number == shown,
        changes: match number {
            1 => String::new(),
            _ => visit.to(&format!("/evaluations/{id}?packet={number}&since={}#changes", number - 1)),
        },
    });
    rows.collect()
}

fn standing(words: &EvaluationWords, number: usize, at: &str, packet: &Packet) -> String {
    say(
        words.standing,
        &[
            ("n", &number.to_string()),
            ("at", at),
            ("change", &packet.change.to_string()),
            ("sum", &packet.sum()),
            ("head", &packet.audit_head),
        ],
    )
}

/// What changed: since the version asked for, since the packet of another evaluation, or, unasked, since the version that the reader last wrote about.
fn changes(
    visit: &Visit<'_>,
    course: &Course,
    shown: usize,
    inside: bool,
    who: &str,
) -> Result<(String, Vec<Change>), Problem> {
    let words = EvaluationWords::of(visit.language());
    let packet = |course: &Course, number: usize| {
        number.checked_sub(1).and_then(|at| course.packets.get(at)).map(|(_, packet)| packet.clone())
    };
    let Some(new) = packet(course, shown).filter(|_| inside) else { return Ok((String::new(), Vec::new())) };
    let (heading, old) = if let Some(id) = visit.asked("against") {
        let all = held(visit, Some(id))?;
        let other = all.first().filter(|other| is_seen(visit, other) && other.course.subject == course.subject);
        let Some(Held { course: other, .. }) = other else { return Err(Problem::NotFound(id.to_owned())) };
        let years = [("old", &*other.year.to_string()), ("new", &*course.year.to_string())];
        (say(words.changes_years, &years), packet(other, other.packets.len()))
    } else {
        let read = course.comments.iter().rfind(|one| one.stamp.who == who && !who.is_empty()).map(|one| one.version);
        let read = course.own_draft(who).filter(|_| !who.is_empty()).map(|(version, _)| *version).or(read);
        let asked = visit.asked("since").and_then(|number| number.parse().ok());
        let since = asked.or(read.filter(|version| *version < shown)).unwrap_or(shown.saturating_sub(1));
        let versions = [("old", &*since.to_string()), ("new", &*shown.to_string())];
        (say(words.changes, &versions), packet(course, since))
    };
    let Some(old) = old else { return Ok((String::new(), Vec::new())) };
    let language = visit.language().into();
    let found = moved(old.lines(language), new.lines(language)).into_iter().map(|one| {
        let [old, new] = words_changed(&one.old, &one.new);
        Change { place: one.key, old, new }
    });
    Ok((heading, found.collect()))
}

fn other_years(visit: &Visit<'_>, course: &Course, id: &str) -> Result<Vec<(String, String)>, Problem> {
    let all = held(visit, None)?;
    let others = all.iter().filter(|one| {
        one.id != id && one.course.subject == course.subject && !one.course.packets.is_empty() && is_seen(visit, one)
    });
    let link = |one: &Held| {
        let year = visit.language().year(FiscalYear(one.course.year));
        (year, visit.to(&format!("/evaluations/{id}?against={}#changes", one.id)))
    };
    Ok(others.map(link).collect())
}

fn groups(packet: &Packet, language: plan::Language) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in packet.lines(language) {
        let words = || line.text();
        let cells = || {
            let cell = |one: &evaluation::Cell| Cell {
                words: one.words.clone(),
                // Addresses were made here; whatever else stands in one is no link.
                href: if is_page(&one.path) { one.path.clone() } else { String::new() },
                columns: one.columns,
                rows: one.rows,
            };
            line.cells.iter().map(cell).collect::<Vec<_>>()
        };
        match line.kind {
            LineKind::Heading => groups.push(Group { heading: words(), ..Group::default() }),
            LineKind::Words => groups.push(Group { paragraph: words(), ..Group::default() }),
            LineKind::Head => match groups.last_mut().filter(|last| !last.head.is_empty() && last.rows.is_empty()) {
                Some(last) => last.head.push(cells()),
                None => groups.push(Group { head: vec![cells()], ..Group::default() }),
            },
            LineKind::Row => match groups.last_mut().filter(|last| !last.head.is_empty() || !last.rows.is_empty()) {
                Some(last) => last.rows.push(cells()),
                None => groups.push(Group { rows: vec![cells()], ..Group::default() }),
            },
        }
    }
    groups
}

fn questions(course: &Course, words: &EvaluationWords) -> Vec<QuestionRow> {
    let rows = course.questions.iter().map(|one| QuestionRow {
        number: one.stamp.number,
        title: say(words.question, &[("n", &one.stamp.number.to_string()), ("who", &one.stamp.name)]),
        words: one.words.clone(),
        answer_title: match &one.answer {
            Some((stamp, _)) => say(words.answer, &[("who", &stamp.name)]),
            None => String::new(),
        },
        answer: one.answer.as_ref().map(|(_, words)| words.clone()).unwrap_or_default(),
    });
    rows.collect()
}

fn result(visit: &Visit<'_>, course: &Course, one: &Settled, in_force: bool, inside: bool) -> ResultRow {
    let words = EvaluationWords::of(visit.language());
    let language: plan::Language = visit.language().into();
    let outcome = course.criteria.outcomes.iter().find(|known| known.id == one.outcome);
    let (date, opens) = (moment(&one.stamp.at), visit.language().date(one.opens));
    ResultRow {
        outcome: outcome
            .map_or_else(|| one.outcome.clone(), |known| language.of(known.ja.as_str(), known.en.as_str()).to_owned()),
        sentences: one
            .sentences
            .iter()
            .map(|sentence| (sentence.words.clone(), if inside { sentence.sources.join(" ") } else { String::new() }))
            .collect(),
        settled: say(words.settled_on, &[("date", &date), ("who", &one.stamp.name), ("opens", &opens)]),
        because: match one.because.is_empty() {
            true => String::new(),
            false => say(words.corrected, &[("why", &one.because)]),
        },
        in_force,
    }
}

fn finding(visit: &Visit<'_>, one: &Finding, words: &EvaluationWords) -> FindingRow {
    let response = |(stamp, state, said, evidence): &(evaluation::Stamp, FindingState, String, String)| {
        let head = format!("{} {} {}", moment(&stamp.at), stamp.name, finding_state(*state, words));
        (head, said.clone(), evidence.clone())
    };
    FindingRow {
        number: one.stamp.number,
        words: one.words.clone(),
        owner: one.owner.clone(),
        due: visit.language().date(one.due),
        state: finding_state(one.state, words),
        responses: one.responses.iter().map(response).collect(),
    }
}

/// Sentences as they are typed.
fn as_typed(sentences: &[Sentence]) -> String {
    let line = |one: &Sentence| match one.sources.is_empty() {
        true => one.words.clone(),
        false => format!("{}[{}]", one.words, one.sources.join(" ")),
    };
    sentences.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// To the minute, in Tokyo.
fn moment(at: &str) -> String {
    at.parse().map_or_else(|_| at.to_owned(), in_tokyo)
}
