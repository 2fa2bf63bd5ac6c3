//! The pages, one module each: a documented struct for its template, and the function that fills it.

pub mod about;
pub mod act;
pub mod calendar;
mod cross_cut;
pub mod disease;
pub mod error;
pub mod evaluations;
pub mod forms;
pub mod indicator;
pub mod indicators;
pub mod integrated;
pub mod join;
pub mod matrix;
pub mod members;
pub mod open_data;
pub mod overview;
pub mod people;
pub mod policies;
pub mod policy;
pub mod programme;
pub mod project;
pub mod record;
pub mod records;
pub mod registers;
pub mod review;
pub mod revision;
pub mod roadmap;
pub mod search;
pub mod show;

use crate::upload::Sent;
use crate::visit::{Answer, Problem, Visit};

/// The page at this address.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    crate::routes::check(visit, None)?;
    let path = visit.path.clone();
    let mut parts = path.trim_start_matches('/').splitn(2, '/');
    let (first, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match (first, rest) {
        ("", "") => overview::page(visit),
        ("programmes", "") => programme::programmes(visit),
        ("programmes", id) => programme::page(visit, id),
        ("projects", "") => programme::projects(visit),
        ("projects", id) => project::page(visit, id),
        ("indicators", "") => indicators::list(visit),
        ("indicators", id) => indicator::page(visit, id),
        ("records", "") => records::list(visit),
        ("records", id) => record::page(visit, id),
        ("registers", "") => registers::list(visit),
        ("registers", id) => registers::page(visit, id),
        ("calendar", "") => calendar::page(visit),
        ("calendar.ics", "") => calendar::ics(visit),
        ("evaluations", "") => evaluations::list(visit),
        ("evaluations", id) => evaluations::page(visit, id, None),
        ("forms", "") => forms::page(visit),
        ("joins", "") => join::list(visit),
        ("joins", prefix) => join::page(visit, prefix),
        ("review", "") => review::page(visit),
        ("policies", "") => policies::list(visit),
        ("policies", id) => policy::page(visit, id),
        ("plan", "") => revision::page(visit),
        ("integrated-projects", "") => integrated::page(visit),
        ("disease-areas", "") => disease::page(visit),
        ("matrix", "") => matrix::page(visit),
        ("search", "") => search::page(visit),
        ("about", "") => about::page(visit),
        ("open-data", "") => open_data::page(visit),
        ("roadmap", "") => roadmap::page(visit),
        ("sign-in", "") => people::sign_in(visit),
        ("invitation", "") => people::invitation(visit),
        ("account", "") => people::account(visit),
        ("people", "") => members::list(visit),
        ("people", id) => members::page(visit, id),
        _ => Err(Problem::NotFound(visit.path.clone())),
    }
}

/// A form sent to this address.
pub fn act(visit: &Visit<'_>, sent: &Sent) -> Result<Answer, Problem> {
    let mut sent = sent.clone();
    if let Some(signed) = &visit.account {
        // Whoever is signed in decides in their own name, whatever the form says.
        sent.fields.insert("by".to_owned(), signed.account.name.clone());
    }
    let sent = &sent;
    let form = &sent.fields;
    match visit.path.as_str() {
        "/registers/hand-in" => registers::look(visit, sent),
        "/registers/write" => registers::write(visit, form),
        "/forms/read" => forms::look(visit, sent),
        "/forms/take" => forms::take(visit, form),
        "/forms/undo" => forms::undo(visit, form),
        "/registers/undo" => registers::undo(visit, form),
        path if path.starts_with("/evaluations/") => evaluations::act(visit, form),
        "/decide" => act::decide_link(visit, form),
        "/same/decide" => act::decide_same(visit, form),
        "/joins/decide" => act::decide_join(visit, form),
        path if path.starts_with("/people/") => members::act(visit, form),
        _ => Err(Problem::NotFound(visit.path.clone())),
    }
}
