//! Integrated projects: the terms side by side, so that what became of each is seen across.

use crate::pages::cross_cut::{Division, Divisions, members, members_table, push_roles, roles, roles_table};
use crate::pages::show;
use crate::phrase::{Phrase, fill, link, say};
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::PolicyWords;
use askama::Template;
use plan::{FiscalYear, IntegratedProject};

const TABLES: &[&str] = &["integrated_projects", "roles", "members"];

/// Every integrated project.
#[derive(Template)]
#[template(path = "integrated.html")]
struct Page {
    frame: Frame,
    words: &'static PolicyWords,
    /// What the division is.
    lead: Phrase,
    /// The terms, oldest first.
    terms: Vec<Term>,
}

/// A term.
struct Term {
    heading: String,
    count: String,
    divisions: Divisions,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let plan = &snapshot.plan;
    if visit.wants_tables() {
        return visit.tables("integrated-projects", &tables(visit));
    }
    let (words, language) = (PolicyWords::of(visit.language()), visit.language());
    let mut terms: Vec<(FiscalYear, FiscalYear)> =
        plan.integrated_projects.iter().map(|one| (one.first_year, one.last_year)).collect();
    terms.sort_unstable();
    terms.dedup();
    let term = |(at, (first, last)): (usize, &(FiscalYear, FiscalYear))| {
        let of = |one: &&IntegratedProject| (one.first_year, one.last_year) == (*first, *last);
        let projects: Vec<Division> =
            plan.integrated_projects.iter().filter(of).map(|one| division(visit, one)).collect();
        Term {
            heading: say(words.term, &[("first", &language.year(*first)), ("last", &language.year(*last))]),
            count: visit.count(words.n_integrated, projects.len()),
            divisions: Divisions::new(projects, at > 0, words),
        }
    };
    let page = Page {
        frame: visit.frame(
            words.integrated_title,
            Section::Policies,
            vec![
                visit.plan_crumb(),
                visit.crumb(own(visit.words().nav_policies), "/policies"),
                visit.crumb(own(words.integrated_title), ""),
            ],
            TABLES,
        ),
        words,
        lead: if terms.is_empty() {
            Phrase::plain(words.integrated_none)
        } else {
            let programmes = visit.count(visit.words().n_programmes, plan.programmes.len());
            fill(words.integrated_lead, &[("programmes", link(programmes, visit.to("/programmes")))])
        },
        terms: terms.iter().enumerate().map(term).collect(),
    };
    visit.html(&page)
}

fn division(visit: &Visit<'_>, one: &IntegratedProject) -> Division {
    let (language, plan) = (visit.language(), &visit.snapshot.plan);
    let named = |other: &IntegratedProject| (language.text(&other.title), format!("#{}", other.id));
    Division {
        id: one.id.clone(),
        title: language.text(&one.title),
        years: String::new(),
        description: language.text(&one.description),
        basis: show::basis_in_full(&one.basis, language),
        roles: roles(visit, &one.roles),
        members: members(visit, |project| project.integrated_projects.contains(&one.id)),
        follows: plan.integrated_projects.iter().filter(|other| one.follows.contains(&other.id)).map(named).collect(),
        followed: plan.integrated_projects.iter().filter(|other| other.follows.contains(&one.id)).map(named).collect(),
    }
}

fn tables(visit: &Visit<'_>) -> Vec<Table> {
    let language = visit.language();
    let mut divisions = Table::new(
        "integrated_projects",
        &["integrated_project", "title", "description", "first_year", "last_year", "follows", "known"],
    );
    let mut people = roles_table();
    for one in &visit.snapshot.plan.integrated_projects {
        divisions.push(vec![
            one.id.as_str().into(),
            language.plain(&one.title).into(),
            language.plain(&one.description).into(),
            one.first_year.into(),
            one.last_year.into(),
            one.follows.join(" ").into(),
            show::basis_code(&one.basis).into(),
        ]);
        push_roles(&mut people, &one.id, &one.roles);
    }
    vec![divisions, people, members_table(visit, |project| &project.integrated_projects)]
}
