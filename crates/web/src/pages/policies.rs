//! Policies: what does the plan answer to? All of them with who decided and when, and every dated commitment.

use crate::language::Shown;
use crate::pages::forms::{FormLinks, links as form_links};
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say, word};
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::{MatrixWords, PolicyWords};
use askama::Template;
use documents::Subject;
use plan::{Commitment, Policy};

const TABLES: &[&str] = &["policies", "commitments"];

/// The list of policies.
#[derive(Template)]
#[template(path = "policies.html")]
struct Page {
    frame: Frame,
    /// The forms about the whole plan.
    forms: FormLinks,
    words: &'static PolicyWords,
    /// Under which goal, to how many.
    lead: Phrase,
    /// The policies.
    policies: Vec<PolicyRow>,
    /// Every dated commitment, by due year.
    commitments: Vec<CommitmentRow>,
    /// The plan's head and the two cross-cuts.
    more: Vec<(String, String)>,
}

/// A policy in the list.
struct PolicyRow {
    title: Shown,
    href: String,
    /// `＊` or nothing.
    mark: &'static str,
    annex: String,
    /// By whom and when, and each amendment.
    decided: Vec<String>,
    period: String,
    /// What of it is held here, in words.
    holds: String,
}

/// A dated commitment.
pub struct CommitmentRow {
    /// Its anchor on the policy's page.
    pub id: String,
    /// By when.
    pub due: String,
    /// Whether that is past.
    pub state: &'static str,
    /// What was promised.
    pub text: Shown,
    /// The policy; empty on the policy's own page.
    pub policy: Shown,
    /// Where it opens.
    pub href: String,
    /// What is known of it.
    pub progress: Shown,
    /// How that is known.
    pub basis: String,
}

/// Builds the list.
pub fn list(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let plan = &snapshot.plan;
    if visit.wants_tables() {
        return visit.tables("policies", &tables(visit));
    }
    let words = PolicyWords::of(visit.language());
    let mut commitments: Vec<(&Policy, &Commitment)> =
        plan.policies.iter().flat_map(|policy| policy.commitments.iter().map(move |one| (policy, one))).collect();
    commitments.sort_by_key(|(_, one)| one.due.map_or(i16::MAX, |year| year.0));
    let page = Page {
        frame: visit.frame(
            words.title,
            Section::Policies,
            vec![visit.plan_crumb(), visit.crumb(own(visit.words().nav_policies), "")],
            TABLES,
        ),
        forms: form_links(visit, Subject::Plan, &plan.id),
        words,
        lead: lead(visit, words),
        policies: plan.policies.iter().map(|policy| policy_row(visit, policy)).collect(),
        commitments: commitments.into_iter().map(|(policy, one)| commitment(visit, policy, one, true)).collect(),
        more: more(visit),
    };
    visit.html(&page)
}

fn lead(visit: &Visit<'_>, words: &PolicyWords) -> Phrase {
    let plan = &visit.snapshot.plan;
    if plan.policies.is_empty() {
        return Phrase::plain(words.none);
    }
    let goal = say(words.goal, &[("number", &plan.goal_number)]);
    let mut lead = fill(
        words.lead,
        &[
            ("goal", link(goal, visit.to("/plan"))),
            ("policies", word(visit.count(words.n_policies, plan.policies.len()))),
        ],
    );
    let shared = plan.policies.iter().filter(|policy| policy.shared_between_ministries).count();
    if shared > 0 {
        let n = visit.count(visit.words().n_items, shared);
        lead.push(
            Phrase::plain(say(words.lead_shared, &[("n", &n)])),
            visit.language() == crate::language::Language::En,
        );
    }
    lead
}

fn policy_row(visit: &Visit<'_>, policy: &Policy) -> PolicyRow {
    let (words, language) = (PolicyWords::of(visit.language()), visit.language());
    let mut holds = Vec::new();
    for (pattern, number) in [
        (words.n_points, policy.points.len()),
        (words.n_measures, policy.measures.len()),
        (words.n_commitments, policy.commitments.len()),
    ] {
        if number > 0 {
            holds.push(visit.count(pattern, number));
        }
    }
    if !policy.annex_in_text {
        holds.push(words.annex_missing_short.to_owned());
    }
    let mut decided = vec![decided_in_words(visit, policy)];
    decided.extend(policy.amended_on.iter().map(|on| say(words.amended, &[("date", &language.era_date(*on))])));
    PolicyRow {
        title: language.text(&policy.title),
        href: visit.to(&format!("/policies/{}", policy.id)),
        mark: if policy.shared_between_ministries { words.shared_mark } else { "" },
        annex: say(words.annex, &[("n", &policy.annex.to_string())]),
        decided,
        period: period(visit, policy),
        holds: holds.join(visit.words().comma),
    }
}

/// By whom and when.
pub fn decided_in_words(visit: &Visit<'_>, policy: &Policy) -> String {
    let language = visit.language();
    let (by, date) = (language.plain(&policy.decided_by), language.era_date(policy.decided_on));
    say(PolicyWords::of(language).decided, &[("by", &by), ("date", &date)])
}

/// The years that a policy names for itself.
pub fn period(visit: &Visit<'_>, policy: &Policy) -> String {
    let (words, language) = (PolicyWords::of(visit.language()), visit.language());
    match (policy.first_year, policy.last_year) {
        (Some(first), Some(last)) => {
            say(words.period, &[("first", &language.year(first)), ("last", &language.year(last))])
        }
        (Some(first), None) => say(words.since, &[("first", &language.year(first))]),
        _ => words.period_none.to_owned(),
    }
}

/// A commitment as the tables show it.
pub fn commitment(visit: &Visit<'_>, policy: &Policy, one: &Commitment, with_policy: bool) -> CommitmentRow {
    let (words, language) = (PolicyWords::of(visit.language()), visit.language());
    let now = visit.snapshot.this_year();
    CommitmentRow {
        id: one.id.clone(),
        due: one
            .due
            .map_or_else(|| words.due_none.to_owned(), |year| say(words.due_by, &[("year", &language.year(year))])),
        state: match one.due {
            Some(year) if year < now => words.due_past,
            Some(year) if year == now => words.due_now,
            Some(_) => words.due_ahead,
            None => "",
        },
        text: language.text(&one.text),
        policy: if with_policy { language.text(&policy.title) } else { Shown::default() },
        href: visit.to(&format!("/policies/{}#{}", policy.id, one.id)),
        progress: if one.progress.ja.is_empty() { own(words.progress_none) } else { language.text(&one.progress) },
        basis: if one.progress.ja.is_empty() { String::new() } else { show::basis_in_full(&one.basis, language) },
    }
}

/// The plan's head and the two cross-cuts, where the plan has them.
pub fn more(visit: &Visit<'_>) -> Vec<(String, String)> {
    let (words, plan) = (PolicyWords::of(visit.language()), &visit.snapshot.plan);
    let mut more = vec![(words.plan_title.to_owned(), visit.to("/plan"))];
    if !plan.integrated_projects.is_empty() {
        more.push((words.integrated_title.to_owned(), visit.to("/integrated-projects")));
    }
    if !plan.disease_areas.is_empty() {
        more.push((words.disease_title.to_owned(), visit.to("/disease-areas")));
    }
    more.push((MatrixWords::of(visit.language()).title.to_owned(), visit.to("/matrix")));
    more
}

fn tables(visit: &Visit<'_>) -> Vec<Table> {
    let language = visit.language();
    let mut policies = Table::new(
        "policies",
        &[
            "policy",
            "title",
            "annex",
            "annex_in_text",
            "decided_by",
            "decided_on",
            "amended_on",
            "shared",
            "first_year",
            "last_year",
            "points",
            "measures",
            "commitments",
        ],
    );
    let mut commitments = commitments_table();
    for policy in &visit.snapshot.plan.policies {
        let amended: Vec<String> = policy.amended_on.iter().map(ToString::to_string).collect();
        policies.push(vec![
            policy.id.as_str().into(),
            language.plain(&policy.title).into(),
            usize::from(policy.annex).into(),
            show::yes(policy.annex_in_text).into(),
            language.plain(&policy.decided_by).into(),
            policy.decided_on.to_string().into(),
            amended.join(" ").into(),
            show::yes(policy.shared_between_ministries).into(),
            policy.first_year.into(),
            policy.last_year.into(),
            policy.points.len().into(),
            policy.measures.len().into(),
            policy.commitments.len().into(),
        ]);
        push_commitments(visit, &mut commitments, policy);
    }
    vec![policies, commitments]
}

/// An empty table of commitments.
pub fn commitments_table() -> Table {
    Table::new("commitments", &["policy", "commitment", "due", "text", "progress", "known"])
}

/// Adds the commitments of a policy.
pub fn push_commitments(visit: &Visit<'_>, table: &mut Table, policy: &Policy) {
    for one in &policy.commitments {
        table.push(vec![
            policy.id.as_str().into(),
            one.id.as_str().into(),
            one.due.into(),
            visit.language().plain(&one.text).into(),
            visit.language().plain(&one.progress).into(),
            show::basis_code(&one.basis).into(),
        ]);
    }
}
