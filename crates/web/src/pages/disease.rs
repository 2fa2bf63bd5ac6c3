//! Disease areas: what they are, who coordinates them, and which projects belong to them, as far as a source says.

use crate::pages::cross_cut::{Division, Divisions, members, members_table, push_roles, roles, roles_table};
use crate::pages::show;
use crate::phrase::say;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::PolicyWords;
use askama::Template;
use plan::DiseaseArea;

const TABLES: &[&str] = &["disease_areas", "roles", "members"];

/// Every disease area.
#[derive(Template)]
#[template(path = "disease.html")]
struct Page {
    frame: Frame,
    words: &'static PolicyWords,
    /// What the division is.
    lead: &'static str,
    /// The areas.
    areas: Divisions,
}

/// Builds the page.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let snapshot = visit.snapshot.clone();
    let areas = &snapshot.plan.disease_areas;
    if visit.wants_tables() {
        return visit.tables("disease-areas", &tables(visit));
    }
    let words = PolicyWords::of(visit.language());
    let page = Page {
        frame: visit.frame(
            words.disease_title,
            Section::Policies,
            vec![
                visit.plan_crumb(),
                visit.crumb(own(visit.words().nav_policies), "/policies"),
                visit.crumb(own(words.disease_title), ""),
            ],
            TABLES,
        ),
        words,
        lead: if areas.is_empty() { words.disease_none } else { words.disease_lead },
        areas: Divisions::new(areas.iter().map(|one| area(visit, one)).collect(), false, words),
    };
    visit.html(&page)
}

fn area(visit: &Visit<'_>, one: &DiseaseArea) -> Division {
    let (words, language) = (PolicyWords::of(visit.language()), visit.language());
    let first = language.year(one.first_year);
    Division {
        id: one.id.clone(),
        title: language.text(&one.title),
        years: match one.last_year {
            Some(last) => say(words.term, &[("first", &first), ("last", &language.year(last))]),
            None => say(words.since, &[("first", &first)]),
        },
        description: language.text(&one.description),
        basis: show::basis_in_full(&one.basis, language),
        roles: roles(visit, &one.roles),
        members: members(visit, |project| project.disease_areas.contains(&one.id)),
        follows: Vec::new(),
        followed: Vec::new(),
    }
}

fn tables(visit: &Visit<'_>) -> Vec<Table> {
    let language = visit.language();
    let mut areas =
        Table::new("disease_areas", &["disease_area", "title", "description", "first_year", "last_year", "known"]);
    let mut people = roles_table();
    for one in &visit.snapshot.plan.disease_areas {
        areas.push(vec![
            one.id.as_str().into(),
            language.plain(&one.title).into(),
            language.plain(&one.description).into(),
            one.first_year.into(),
            one.last_year.into(),
            show::basis_code(&one.basis).into(),
        ]);
        push_roles(&mut people, &one.id, &one.roles);
    }
    vec![areas, people, members_table(visit, |project| &project.disease_areas)]
}
