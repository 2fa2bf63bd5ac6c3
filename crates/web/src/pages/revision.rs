//! The plan's head: its goal, its summary, and who decided what when.

use crate::language::Shown;
use crate::pages::policies::more;
use crate::pages::show;
use crate::phrase::say;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::PolicyWords;
use askama::Template;
use plan::{PlanDecision, PlanDecisionKind};

const TABLES: &[&str] = &["decisions", "head"];

/// The plan's head.
#[derive(Template)]
#[template(path = "revision.html")]
struct Page {
    frame: Frame,
    words: &'static PolicyWords,
    /// The plan's name.
    title: Shown,
    /// `施策目標9-3`.
    goal_number: String,
    /// The goal.
    goal: Shown,
    /// Its summary.
    summary: Shown,
    /// Newest first.
    decisions: Vec<DecisionRow>,
    /// Where the text came from.
    source: String,
    /// Where to read on.
    contents: Vec<(String, String)>,
}

/// A decision on the plan.
struct DecisionRow {
    /// In the era, and in the common calendar.
    on: String,
    kind: &'static str,
    by: Shown,
    basis: String,
    /// Whether it made the revision shown.
    this: bool,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let plan = &snapshot.plan;
    let (common, words, language) = (visit.words(), PolicyWords::of(visit.language()), visit.language());
    if visit.wants_tables() {
        return visit.tables("plan", &tables(visit));
    }
    let row = |(at, decision): (usize, &PlanDecision)| DecisionRow {
        on: match language {
            crate::language::Language::Ja => format!("{}（{}年）", language.era_date(decision.on), decision.on.year()),
            crate::language::Language::En => language.date(decision.on),
        },
        kind: match decision.kind {
            PlanDecisionKind::Adopted => words.adopted,
            PlanDecisionKind::Amended => words.amended_plan,
        },
        by: language.text(&decision.by),
        basis: show::basis_in_full(&decision.basis, language),
        this: at + 1 == plan.decisions.len(),
    };
    let mut decisions: Vec<DecisionRow> = plan.decisions.iter().enumerate().map(row).collect();
    decisions.reverse();
    let mut contents = vec![
        (visit.count(words.n_policies, plan.policies.len()), visit.to("/policies")),
        (visit.count(common.n_programmes, plan.programmes.len()), visit.to("/programmes")),
        (visit.count(common.n_projects, plan.projects().count()), visit.to("/projects")),
        (visit.count(common.n_indicators, snapshot.own_indicators().count()), visit.to("/indicators")),
    ];
    contents.extend(more(visit).into_iter().skip(1));
    let page = Page {
        frame: visit.frame(
            words.plan_title,
            Section::Policies,
            vec![visit.plan_crumb(), visit.crumb(own(words.plan_title), "")],
            TABLES,
        ),
        words,
        title: language.text(&plan.title),
        goal_number: say(words.goal, &[("number", &plan.goal_number)]),
        goal: language.text(&plan.goal),
        summary: language.text(&plan.summary),
        decisions,
        source: plan.source.clone(),
        contents,
    };
    visit.html(&page)
}

fn tables(visit: &Visit<'_>) -> Vec<Table> {
    let (language, plan) = (visit.language(), &visit.snapshot.plan);
    let mut decisions = Table::new("decisions", &["on", "kind", "by", "known"]);
    for decision in &plan.decisions {
        decisions.push(vec![
            decision.on.to_string().into(),
            match decision.kind {
                PlanDecisionKind::Adopted => "adopted",
                PlanDecisionKind::Amended => "amended",
            }
            .into(),
            language.plain(&decision.by).into(),
            show::basis_code(&decision.basis).into(),
        ]);
    }
    let mut head = Table::new("head", &["plan", "title", "goal_number", "goal", "summary", "source"]);
    head.push(vec![
        plan.id.as_str().into(),
        language.plain(&plan.title).into(),
        plan.goal_number.as_str().into(),
        language.plain(&plan.goal).into(),
        language.plain(&plan.summary).into(),
        plan.source.as_str().into(),
    ]);
    vec![decisions, head]
}
