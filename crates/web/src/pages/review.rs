//! Review: what awaits a person? Doubtful words grouped by why, one at a time, the words large in their
//! sentence. Everything is a link or a form; the keys only press them.

use crate::language::Language;
use crate::pages::record::reason_in_words;
use crate::phrase::{Phrase, fill, say, word};
use crate::source::Waiting;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::way::encode;
use askama::Template;
use evidence::Verdict;

/// The review of doubtful words.
#[derive(Template)]
#[template(path = "review.html")]
struct Page {
    frame: Frame,
    heading: String,
    lead: Phrase,
    /// Reasons with how many wait.
    reasons: Vec<ReasonItem>,
    /// The one at hand.
    item: Option<Item>,
    act_href: String,
}

/// A reason.
struct ReasonItem {
    words: String,
    count: String,
    href: String,
    current: bool,
}

/// What is to be decided.
struct Item {
    position: String,
    reason: String,
    before: String,
    words: String,
    after: String,
    field: String,
    rule: String,
    title: String,
    href: String,
    invented: bool,
    project: String,
    project_href: String,
    next_href: String,
    previous_href: String,
    nearest: Vec<Nearest>,
    record: String,
    scheme: String,
    value: String,
    project_id: String,
    /// Where to go after the decision: what then stands in this place.
    here: String,
    /// The last decision of this reader's store, to undo.
    last: Option<Last>,
}

/// A decision taken before.
struct Nearest {
    verdict: &'static str,
    by: String,
    because: String,
    href: String,
    value: String,
}

/// The decision that `u` takes back.
struct Last {
    record: String,
    scheme: String,
    value: String,
    project: String,
}

/// Builds the page; `?reason=` narrows it, `?at=` chooses the item (from 1).
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let (words, language) = (visit.words(), visit.language());
    let all: Vec<&Waiting> =
        snapshot.waiting.iter().filter(|one| !(visit.way.hide_invented && one.head.invented)).collect();
    if visit.wants_tables() {
        return visit.tables("review", &[table(&all)]);
    }
    let reason = visit.asked("reason");
    let chosen: Vec<&Waiting> =
        all.iter().filter(|one| reason.is_none_or(|reason| one.reason == reason)).copied().collect();
    let at = visit.asked("at").and_then(|at| at.parse::<usize>().ok()).unwrap_or(1).clamp(1, chosen.len().max(1));
    let narrowed = reason.map(|reason| format!("reason={}&", encode(reason))).unwrap_or_default();
    let address = |at: usize| visit.to(&format!("/review?{narrowed}at={at}"));
    let mut codes: Vec<&str> = all.iter().map(|one| one.reason.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut reasons = vec![ReasonItem {
        words: words.review_all.to_owned(),
        count: crate::figure::grouped(all.len() as i128),
        href: visit.to("/review"),
        current: reason.is_none(),
    }];
    reasons.extend(codes.iter().map(|code| ReasonItem {
        words: reason_in_words(code, language),
        count: crate::figure::grouped(all.iter().filter(|one| one.reason == *code).count() as i128),
        href: visit.to(&format!("/review?reason={}", encode(code))),
        current: reason == Some(*code),
    }));
    let item = chosen.get(at - 1).map(|one| {
        let here = format!("/review?{narrowed}at={at}");
        let next = if at < chosen.len() { address(at + 1) } else { String::new() };
        let previous = if at > 1 { address(at - 1) } else { String::new() };
        item(visit, one, [next, previous, here], (at, chosen.len()))
    });
    let page = Page {
        frame: visit.frame(
            words.review_title,
            Section::Review,
            vec![visit.plan_crumb(), visit.crumb(own(words.nav_review), "")],
            &["awaiting"],
        ),
        heading: words.review_title.to_owned(),
        lead: if all.is_empty() {
            Phrase::plain(format!(
                "{}{}{}",
                words.review_none,
                if language == Language::En { " " } else { "" },
                words.review_none_fill
            ))
        } else {
            fill(words.review_lead, &[("n", word(visit.count(words.n_items, all.len())))])
        },
        reasons,
        item,
        act_href: visit.to("/decide"),
    };
    visit.html(&page)
}

fn item(visit: &Visit<'_>, one: &Waiting, hrefs: [String; 3], (at, of): (usize, usize)) -> Item {
    let (words, language, snapshot) = (visit.words(), visit.language(), &visit.snapshot);
    let [next_href, previous_href, here] = hrefs;
    let [before, inside, after] = one.sentence.clone();
    let mut near: Vec<&evidence::Decision> = snapshot
        .decisions
        .iter()
        .filter(|decision| decision.key.scheme == one.key.scheme && decision.key.project == one.key.project)
        .collect();
    near.sort_by_key(|decision| (decision.key.value != one.key.value, std::cmp::Reverse(decision.since)));
    let verdict = |decision: &evidence::Decision| {
        if decision.verdict == Verdict::Accept { words.record_accepted } else { words.record_rejected }
    };
    let last = snapshot.decisions.iter().max_by_key(|decision| decision.since);
    Item {
        position: say(words.review_position, &[("i", &at.to_string()), ("n", &of.to_string())]),
        reason: reason_in_words(&one.reason, language),
        before,
        words: inside,
        after,
        field: one.field.clone(),
        rule: one.rule.clone(),
        title: if one.head.title.is_empty() { one.head.id.clone() } else { one.head.title.clone() },
        href: visit.to(&format!("/records/{}", encode(&one.head.id))),
        invented: one.head.invented,
        project: snapshot
            .plan
            .project(&one.key.project)
            .map_or_else(|| words.record_outside.to_owned(), |(_, project)| language.plain(&project.title)),
        project_href: if one.key.project.is_empty() {
            String::new()
        } else {
            visit.to(&format!("/projects/{}", one.key.project))
        },
        next_href,
        previous_href,
        nearest: near
            .into_iter()
            .take(2)
            .map(|decision| Nearest {
                verdict: verdict(decision),
                by: format!("{} · {}", decision.by, language.date(decision.on)),
                because: decision.because.clone(),
                href: visit.to(&format!("/records/{}", encode(&decision.key.record))),
                value: decision.key.value.clone(),
            })
            .collect(),
        record: one.key.record.clone(),
        scheme: one.key.scheme.clone(),
        value: one.key.value.clone(),
        project_id: one.key.project.clone(),
        here,
        last: last.map(|decision| Last {
            record: decision.key.record.clone(),
            scheme: decision.key.scheme.clone(),
            value: decision.key.value.clone(),
            project: decision.key.project.clone(),
        }),
    }
}

fn table(all: &[&Waiting]) -> Table {
    let mut table = Table::new(
        "awaiting",
        &["record", "project", "scheme", "value", "reason", "field", "words", "sentence", "rule", "invented"],
    );
    for one in all {
        table.push(vec![
            one.key.record.as_str().into(),
            one.key.project.as_str().into(),
            one.key.scheme.as_str().into(),
            one.key.value.as_str().into(),
            one.reason.as_str().into(),
            one.field.as_str().into(),
            one.sentence[1].as_str().into(),
            one.sentence.concat().into(),
            one.rule.as_str().into(),
            if one.head.invented { "yes" } else { "no" }.into(),
        ]);
    }
    table
}
