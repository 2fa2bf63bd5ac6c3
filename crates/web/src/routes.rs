//! What each address needs: the one table that every request passes, before any page is asked.
//!
//! The decision to question: an address without a row is no address. A page added to the dispatcher and not to this table answers 404, so it cannot
//! be forgotten; what a row allows is decided by `access`, never here.

use crate::visit::{Problem, Visit};
use access::{Duty, Place, permits};
use std::collections::BTreeMap;

/// One address, or all below one.
pub struct Route {
    /// Whether it is sent to (POST) or looked at (GET).
    pub is_sent: bool,
    /// First part of the path where it is looked at, whole path where it is sent to; without the language.
    pub path: &'static str,
    /// What it needs.
    pub duty: Duty,
}

const fn look(path: &'static str, duty: Duty) -> Route {
    Route { is_sent: false, path, duty }
}

const fn send(path: &'static str, duty: Duty) -> Route {
    Route { is_sent: true, path, duty }
}

/// Every address. Pages narrow what they show by `access::allows`; this says who gets to them at all.
pub const ROUTES: &[Route] = &[
    look("", Duty::Read),
    look("programmes", Duty::Read),
    look("projects", Duty::Read),
    look("indicators", Duty::Read),
    look("records", Duty::Read),
    look("registers", Duty::Read),
    look("forms", Duty::Read),
    look("calendar", Duty::Read),
    look("calendar.ics", Duty::Read),
    look("evaluations", Duty::Read),
    look("joins", Duty::Read),
    look("review", Duty::Read),
    look("policies", Duty::Read),
    look("plan", Duty::Read),
    look("integrated-projects", Duty::Read),
    look("disease-areas", Duty::Read),
    look("matrix", Duty::Read),
    look("search", Duty::Read),
    look("about", Duty::Read),
    look("roadmap", Duty::Read),
    look("open-data", Duty::Read),
    look("sign-in", Duty::Enter),
    look("invitation", Duty::Enter),
    look("account", Duty::OwnAccount),
    look("people", Duty::KeepPeople),
    send("/sign-in", Duty::Enter),
    send("/invitation", Duty::Enter),
    send("/sign-out", Duty::OwnAccount),
    send("/account/passphrase", Duty::OwnAccount),
    send("/account/end", Duty::OwnAccount),
    send("/people/invite", Duty::KeepPeople),
    send("/people/grant", Duty::KeepPeople),
    send("/people/revoke", Duty::KeepPeople),
    send("/people/end", Duty::KeepPeople),
    send("/people/renew", Duty::KeepPeople),
    send("/people/close", Duty::KeepPeople),
    send("/registers/hand-in", Duty::HandIn),
    send("/registers/write", Duty::HandIn),
    send("/registers/undo", Duty::HandIn),
    send("/forms/read", Duty::HandIn),
    send("/forms/take", Duty::HandIn),
    send("/forms/undo", Duty::HandIn),
    send("/evaluations/open", Duty::OpenEvaluation),
    send("/evaluations/freeze", Duty::Compose),
    send("/evaluations/comment", Duty::Comment),
    send("/evaluations/ask", Duty::Comment),
    send("/evaluations/answer", Duty::Answer),
    send("/evaluations/compose", Duty::Compose),
    send("/evaluations/settle", Duty::Settle),
    send("/evaluations/find", Duty::Compose),
    send("/evaluations/respond", Duty::Answer),
    send("/decide", Duty::Decide),
    send("/same/decide", Duty::Decide),
    send("/joins/decide", Duty::Decide),
];

/// Whether a form may be sent to this path.
pub fn is_sent(path: &str) -> bool {
    ROUTES.iter().any(|route| route.is_sent && route.path == path)
}

/// Refuses what the table does not allow. `form` is what was sent, none where a page is looked at.
pub fn check(visit: &Visit<'_>, form: Option<&BTreeMap<String, String>>) -> Result<(), Problem> {
    let path = visit.path.as_str();
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let wanted = if form.is_some() { path } else { first };
    let route = ROUTES.iter().find(|route| route.is_sent == form.is_some() && route.path == wanted);
    let Some(route) = route else { return Err(Problem::NotFound(path.to_owned())) };
    let Some(_) = &visit.site.accounts else {
        return match route.duty {
            Duty::Read => Ok(()),
            duty if is_of_the_office(duty) && visit.site.editor => Ok(()),
            duty if is_of_the_office(duty) => Err(Problem::NotAllowed),
            _ => Err(Problem::NotFound(path.to_owned())),
        };
    };
    let project = form.and_then(|form| form.get("project")).map(|project| project.trim()).filter(|id| !id.is_empty());
    let place = match project {
        // Only where the decision is on that very project: a field that the act does not read must not widen it.
        Some(project) if matches!(route.path, "/decide" | "/joins/decide") => {
            let all = visit.snapshot.plan.projects();
            let programmes =
                all.filter(|(_, one)| one.id == project).map(|(programme, _)| programme.id.as_str()).collect();
            Place::Project { project, programmes }
        }
        // Every act on an evaluation reads this very field.
        _ if route.is_sent && path.starts_with("/evaluations/") => {
            match form.and_then(|form| form.get("evaluation")).map(|id| id.trim()).filter(|id| !id.is_empty()) {
                Some(id) if route.duty != Duty::OpenEvaluation => Place::Evaluation(id),
                _ => Place::Plan,
            }
        }
        _ => Place::Plan,
    };
    let grants = visit.account.as_ref().map(|signed| signed.account.grants.as_slice());
    match permits(grants, route.duty, &place) {
        true => Ok(()),
        false if grants.is_none() => Err(Problem::SignIn),
        false => Err(Problem::NotAllowed),
    }
}

/// What the office may do where nobody signs in: all but what is somebody's own.
fn is_of_the_office(duty: Duty) -> bool {
    matches!(
        duty,
        Duty::Decide
            | Duty::HandIn
            | Duty::OpenEvaluation
            | Duty::SeePacket
            | Duty::Compose
            | Duty::Answer
            | Duty::Settle
    )
}

/// Whether the reader may do this to an evaluation.
pub fn may(visit: &Visit<'_>, duty: Duty, evaluation: &str) -> bool {
    let place = if duty == Duty::OpenEvaluation { Place::Plan } else { Place::Evaluation(evaluation) };
    match (&visit.site.accounts, &visit.account) {
        (None, _) => visit.site.editor && visit.actor == access::Actor::Office && is_of_the_office(duty),
        (Some(_), signed) => permits(signed.as_ref().map(|signed| signed.account.grants.as_slice()), duty, &place),
    }
}
