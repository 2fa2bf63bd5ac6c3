//! What cannot be shown, said in words: not there (and what may have been meant), not allowed (and whom to ask),
//! not understood, our own fault.

use crate::pages::search::kind_in_words;
use crate::visit::{Answer, Frame, Gone, Problem, Section, Visit, own};
use askama::Template;

/// A page that is none.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    /// What is the matter.
    heading: String,
    /// In a sentence, with what to do.
    lead: String,
    /// What may have been meant.
    near: Vec<Near>,
}

/// Something that may have been meant.
struct Near {
    kind: &'static str,
    words: String,
    href: String,
}

/// The answer to a problem.
pub fn explain(visit: &Visit<'_>, problem: Problem) -> Answer {
    let words = visit.words();
    let (status, heading, lead, near) = match problem {
        Problem::NotFound(path) => {
            let near = near(visit, &path);
            let lead = if near.is_empty() {
                words.error_404_none.to_owned()
            } else {
                crate::phrase::say(words.error_404_lead, &[("path", &path)])
            };
            (404, words.error_404_title, lead, near)
        }
        Problem::NotAllowed if visit.site.accounts.is_some() => {
            (403, words.error_role_title, words.error_role_lead.to_owned(), Vec::new())
        }
        Problem::NotAllowed => (403, words.error_403_title, words.error_403_lead.to_owned(), Vec::new()),
        Problem::SignIn => (403, words.error_sign_in_title, words.error_sign_in_lead.to_owned(), Vec::new()),
        Problem::BadRequest(why) => (400, words.error_400_title, why, Vec::new()),
        Problem::Gone(gone) => {
            let lead = match gone {
                Gone::Link => words.error_gone_link,
                Gone::Project => words.error_gone_project,
                Gone::Decision => words.error_gone_decision,
            };
            (409, words.error_gone_title, lead.to_owned(), Vec::new())
        }
        Problem::Busy(who) => {
            let who = if who.is_empty() { words.error_busy_somebody } else { &who };
            (503, words.error_busy_title, crate::phrase::say(words.error_busy_lead, &[("who", who)]), Vec::new())
        }
        Problem::Store(why) => {
            eprintln!("shirube: {}: {why}", visit.path);
            (503, words.error_store_title, words.error_store_lead.to_owned(), Vec::new())
        }
        Problem::Failed(why) => {
            eprintln!("shirube: {}: {why}", visit.path);
            (500, words.error_500_title, words.error_500_lead.to_owned(), Vec::new())
        }
    };
    if visit.wants_tables() {
        let body = serde_json::json!({ "error": heading, "why": lead }).to_string();
        return Answer { status, media_type: "application/json; charset=utf-8", body };
    }
    let page = ErrorPage {
        frame: visit.frame(heading, Section::None, vec![visit.plan_crumb(), visit.crumb(own(heading), "")], &[]),
        heading: heading.to_owned(),
        lead,
        near,
    };
    visit.html_with(status, &page).unwrap_or_else(|_| Answer {
        status: 500,
        media_type: "text/plain; charset=utf-8",
        body: words.error_500_title.to_owned(),
    })
}

/// Things of the plan that are spelt like the address, best first.
fn near(visit: &Visit<'_>, path: &str) -> Vec<Near> {
    let last = path.rsplit('/').next().unwrap_or(path);
    let near = visit.snapshot.findable.near(last, 8).into_iter().map(|entry| Near {
        kind: kind_in_words(entry.kind, visit.language()),
        words: visit.language().plain(&entry.title),
        href: visit.to(&entry.path),
    });
    near.collect()
}
