//! Joins: which grant numbers belong to which project? The page gathers what speaks for a join, says what confirming
//! it would do ("0 + n → n + 0"), and takes the owner's word.

use crate::figure;
use crate::language::Shown;
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::way::encode;
use askama::Template;
use evidence::Verdict;
use indicator::Reading;
use plan::{Join, JoinSubject, Project};
use std::collections::BTreeSet;
use std::sync::Arc;

const SHOWN_TOGETHER: usize = 40;

/// One prefix with its projects.
#[derive(Template)]
#[template(path = "join.html")]
struct Page {
    frame: Frame,
    heading: String,
    /// How many records, in how many the name stands beside.
    lead: Phrase,
    /// The projects it may belong to.
    candidates: Vec<Candidate>,
    /// Where name and number stand together.
    together: Vec<TogetherRow>,
    /// Said where there are more.
    more: String,
    /// Where a decision is sent.
    act_href: String,
    /// This page, to come back to.
    here: String,
    /// The prefix with its scheme.
    prefix: String,
}

/// A project to which the prefix may belong.
struct Candidate {
    title: Shown,
    href: String,
    project: String,
    /// How the join is known, or what a person said.
    basis: String,
    years: String,
    /// Whether a person decided.
    decided: bool,
    /// `0 + 12 → 12 + 0`.
    sum: String,
    /// The same in a sentence.
    effect: String,
    papers_href: String,
}

/// A sentence with name and number.
struct TogetherRow {
    title: String,
    href: String,
    invented: bool,
    /// The sentence in three to five pieces: plain, marked, plain …
    pieces: Vec<(String, bool)>,
    projects: Vec<String>,
}

/// Builds the page of `amed:am0101`.
pub fn page(visit: &Visit<'_>, prefix: &str) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let subject = JoinSubject::Prefix(prefix.to_owned());
    let joins: Vec<&Join> = snapshot.plan.joins.iter().filter(|join| join.subject == subject).collect();
    let decided: Vec<&str> =
        snapshot.joins.iter().filter(|state| state.subject == subject).map(|state| state.project.as_str()).collect();
    if joins.is_empty() && decided.is_empty() {
        return Err(Problem::NotFound(prefix.to_owned()));
    }
    let evidence = visit.site.join_evidence(&snapshot, prefix)?;
    let words = visit.words();
    let together: Vec<_> =
        evidence.together.iter().filter(|one| !(visit.way.hide_invented && one.head.invented)).collect();
    if visit.wants_tables() {
        let mut table = Table::new("together", &["record", "name", "number", "projects", "sentence", "invented"]);
        for one in &together {
            table.push(vec![
                one.head.id.as_str().into(),
                one.name.as_str().into(),
                one.number.as_str().into(),
                one.projects.join(" ").into(),
                one.sentence.as_str().into(),
                if one.head.invented { "yes" } else { "no" }.into(),
            ]);
        }
        return visit.tables("join", &[table]);
    }
    let mut ids: Vec<String> = joins.iter().map(|join| join.project.clone()).collect();
    for id in decided {
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    let with_prefix: BTreeSet<&str> = evidence.records.iter().map(|record| &**record).collect();
    let candidates: Vec<Candidate> = ids
        .iter()
        .filter_map(|id| snapshot.plan.project(id))
        .map(|(_, project)| {
            candidate(
                visit,
                &subject,
                project,
                joins.iter().find(|join| join.project == project.id).copied(),
                &with_prefix,
            )
        })
        .collect();
    let bare = prefix.split_once(':').map_or(prefix, |(_, bare)| bare).to_owned();
    let heading = match candidates.as_slice() {
        [only] => say(words.join_title, &[("prefix", &bare), ("project", &only.title.words)]),
        _ => say(words.join_title_many, &[("prefix", &bare)]),
    };
    let distinct: BTreeSet<&str> = together.iter().map(|one| one.head.id.as_str()).collect();
    let lead = fill(
        words.join_lead,
        &[
            (
                "records",
                link(
                    visit.count(words.n_records, evidence.records.len()),
                    visit.to(&format!("/search?q={}", encode(&bare))),
                ),
            ),
            ("together", word(visit.count(words.n_items, distinct.len()))),
        ],
    );
    let page = Page {
        frame: visit.frame(
            heading.clone(),
            Section::Joins,
            vec![visit.plan_crumb(), visit.crumb(own(words.nav_joins), "/joins"), visit.crumb(own(bare), "")],
            &["together"],
        ),
        heading,
        lead,
        candidates,
        more: if together.len() > SHOWN_TOGETHER {
            format!("{} {}", words.more, together.len() - SHOWN_TOGETHER)
        } else {
            String::new()
        },
        together: together.iter().take(SHOWN_TOGETHER).map(|one| together_row(visit, one)).collect(),
        act_href: visit.to("/joins/decide"),
        here: format!("/joins/{}", encode(prefix)),
        prefix: prefix.to_owned(),
    };
    visit.html(&page)
}

fn candidate(
    visit: &Visit<'_>,
    subject: &JoinSubject,
    project: &Project,
    join: Option<&Join>,
    with_prefix: &BTreeSet<&str>,
) -> Candidate {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let state = snapshot.joins.iter().find(|state| state.subject == *subject && state.project == project.id);
    let waits = state.is_none() && join.is_some_and(|join| !join.basis.counts());
    let papers = format!("papers-of-{}", project.id);
    let (mut counted, mut waiting, mut moving) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (_, reading) in snapshot.readings(&papers) {
        let Reading::Number(figure) = reading else { continue };
        counted.extend(figure.records.iter().map(Arc::clone));
        for record in &figure.awaiting_join_records {
            waiting.insert(Arc::clone(record));
            if with_prefix.contains(&**record) {
                moving.insert(Arc::clone(record));
            }
        }
    }
    let number = |n: usize| figure::grouped(n as i128);
    let after: BTreeSet<&Arc<str>> = counted.iter().chain(&moving).collect();
    let slots = [
        ("counted", number(counted.len())),
        ("waiting", number(waiting.len())),
        ("after", number(after.len())),
        ("rest", number(waiting.len() - moving.len())),
    ];
    let title = language.text(&project.title);
    let mut filled: Vec<(&str, &str)> = slots.iter().map(|(name, words)| (*name, words.as_str())).collect();
    let sum = say(words.join_effect_sum, &filled);
    filled.push(("project", &title.words));
    Candidate {
        href: visit.to(&format!("/projects/{}", project.id)),
        papers_href: visit.to(&format!("/indicators/{papers}")),
        project: project.id.clone(),
        basis: match (state, join) {
            (Some(state), _) => {
                let pattern = if state.verdict == Verdict::Accept { words.join_confirmed } else { words.join_refused };
                say(pattern, &[("by", &state.by), ("date", &language.date(state.on)), ("because", &state.because)])
            }
            (None, Some(join)) => show::basis_in_full(&join.basis, language),
            (None, None) => String::new(),
        },
        years: join.map(join_years).unwrap_or_default(),
        decided: state.is_some(),
        sum: if waits { sum } else { String::new() },
        effect: if waits { say(words.join_effect_words, &filled) } else { String::new() },
        title,
    }
}

fn join_years(join: &Join) -> String {
    match (join.from, join.until) {
        (None, None) => String::new(),
        (from, until) => {
            let year = |year: Option<plan::FiscalYear>| year.map(|year| year.to_string()).unwrap_or_default();
            format!("{}–{}", year(from), year(until))
        }
    }
}

fn together_row(visit: &Visit<'_>, one: &crate::source::Together) -> TogetherRow {
    TogetherRow {
        title: if one.head.title.is_empty() { one.head.id.clone() } else { one.head.title.clone() },
        href: visit.to(&format!("/records/{}", encode(&one.head.id))),
        invented: one.head.invented,
        pieces: marked(&one.sentence, &[&one.name, &one.number]),
        projects: one
            .projects
            .iter()
            .filter_map(|id| visit.snapshot.plan.project(id))
            .map(|(_, project)| visit.language().plain(&project.title))
            .collect(),
    }
}

/// A sentence cut at the first place of each of `needles`.
fn marked(sentence: &str, needles: &[&str]) -> Vec<(String, bool)> {
    let mut spans: Vec<(usize, usize)> = needles
        .iter()
        .filter(|needle| !needle.is_empty())
        .filter_map(|needle| sentence.find(needle).map(|at| (at, at + needle.len())))
        .collect();
    spans.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = 0;
    for (start, end) in spans {
        if start < at {
            continue;
        }
        if start > at {
            pieces.push((sentence[at..start].to_owned(), false));
        }
        pieces.push((sentence[start..end].to_owned(), true));
        at = end;
    }
    if at < sentence.len() {
        pieces.push((sentence[at..].to_owned(), false));
    }
    pieces
}

/// All joins of prefixes.
#[derive(Template)]
#[template(path = "joins.html")]
struct ListPage {
    frame: Frame,
    heading: String,
    waiting: Vec<JoinRow>,
    settled: Vec<JoinRow>,
}

/// A join in the list.
struct JoinRow {
    prefix: String,
    scheme: String,
    href: String,
    title: Shown,
    project_href: String,
    years: String,
    basis: String,
    waits: String,
}

/// Builds the list; `?project=` narrows it.
pub fn list(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let (words, language) = (visit.words(), visit.language());
    let wanted = visit.asked("project");
    let joins: Vec<&Join> = snapshot
        .plan
        .joins
        .iter()
        .filter(|join| {
            matches!(join.subject, JoinSubject::Prefix(_)) && wanted.is_none_or(|project| join.project == project)
        })
        .collect();
    let state = |join: &Join| {
        snapshot.joins.iter().find(|state| state.subject == join.subject && state.project == join.project)
    };
    if visit.wants_tables() {
        let mut table = Table::new("joins", &["prefix", "project", "from", "until", "known", "decision", "by"]);
        for join in &joins {
            let JoinSubject::Prefix(prefix) = &join.subject else { continue };
            let decided = state(join);
            let verdict = decided.map(|state| if state.verdict == Verdict::Accept { "confirmed" } else { "refused" });
            table.push(vec![
                prefix.as_str().into(),
                join.project.as_str().into(),
                join.from.into(),
                join.until.into(),
                show::basis_code(&join.basis).into(),
                verdict.into(),
                decided.map(|state| state.by.clone()).into(),
            ]);
        }
        return visit.tables("joins", &[table]);
    }
    let row = |join: &Join| {
        let JoinSubject::Prefix(prefix) = &join.subject else { return None };
        let (scheme, bare) = prefix.split_once(':').unwrap_or(("", prefix));
        let (_, project) = snapshot.plan.project(&join.project)?;
        let waiting: usize = snapshot
            .readings(&format!("papers-of-{}", join.project))
            .iter()
            .map(|(_, reading)| figure::awaiting(reading).1)
            .sum();
        Some(JoinRow {
            prefix: bare.to_owned(),
            scheme: scheme.to_uppercase(),
            href: visit.to(&format!("/joins/{}", encode(prefix))),
            title: language.text(&project.title),
            project_href: visit.to(&format!("/projects/{}", project.id)),
            years: join_years(join),
            basis: match state(join) {
                Some(state) => {
                    let pattern =
                        if state.verdict == Verdict::Accept { words.join_confirmed } else { words.join_refused };
                    say(pattern, &[("by", &state.by), ("date", &language.date(state.on)), ("because", &state.because)])
                }
                None => show::basis_in_full(&join.basis, language),
            },
            waits: if waiting > 0 { visit.count(words.n_papers, waiting) } else { String::new() },
        })
    };
    let is_waiting = |join: &&&Join| !join.basis.counts() && state(join).is_none();
    let page = ListPage {
        frame: visit.frame(
            words.joins_title,
            Section::Joins,
            vec![visit.plan_crumb(), visit.crumb(own(words.nav_joins), "")],
            &["joins"],
        ),
        heading: words.joins_title.to_owned(),
        waiting: joins.iter().filter(is_waiting).filter_map(|join| row(join)).collect(),
        settled: joins.iter().filter(|join| !is_waiting(join)).filter_map(|join| row(join)).collect(),
    };
    visit.html(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_number_are_marked_in_their_sentence() {
        let pieces = marked("by HERBS (JP21ah0101001).", &["JP21ah0101001", "HERBS"]);
        let marks: Vec<&str> = pieces.iter().filter(|(_, mark)| *mark).map(|(words, _)| words.as_str()).collect();
        assert_eq!(marks, ["HERBS", "JP21ah0101001"]);
        assert_eq!(pieces.iter().map(|(words, _)| words.as_str()).collect::<String>(), "by HERBS (JP21ah0101001).");
    }
}
