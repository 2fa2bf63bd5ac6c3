//! What is sent to an evaluation. Each act is one entry; whether it may follow is asked inside the transaction.

use super::{Held, course, held, packet};
use crate::pages::act::{Form, because, field};
use crate::phrase::say;
use crate::visit::{Answer, Problem, Visit};
use crate::words::EvaluationWords;
use access::{Grant, Role, Scope};
use evaluation::{Course, Entry, FindingState, Refusal, STANDARD, Sharing, sentences};
use jiff::civil::Date;

/// Does what was sent.
pub fn act(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    if visit.path == "/evaluations/open" {
        return open(visit, form);
    }
    let id = field(form, "evaluation")?;
    let text = |name: &str| form.get(name).map(|text| text.replace("\r\n", "\n")).unwrap_or_default();
    let entry = match visit.path.as_str() {
        "/evaluations/freeze" => {
            let all = held(visit, None)?;
            let found = all.iter().find(|one| one.id == id).ok_or_else(|| refused(visit, &Refusal::NotOpen))?;
            Entry::Froze { packet: packet::packet(visit, &found.course, &all)? }
        }
        "/evaluations/comment" => {
            let version = number(visit, form, "version")?;
            match form.contains_key("draft") {
                true => Entry::Drafted { version, words: text("words") },
                false => Entry::HandedIn { version, knows_of_newer: form.contains_key("knows"), words: text("words") },
            }
        }
        "/evaluations/ask" => Entry::Asked { words: text("words") },
        "/evaluations/answer" => Entry::Answered { question: number(visit, form, "question")?, words: text("words") },
        "/evaluations/compose" => Entry::Composed { outcome: text("outcome"), sentences: sentences(&text("words")) },
        "/evaluations/settle" => Entry::Settled {
            outcome: text("outcome"),
            sentences: sentences(&text("words")),
            opens: day(visit, form, "opens")?,
            because: because(form).to_owned(),
        },
        "/evaluations/find" => {
            Entry::Found { words: text("words"), owner: text("owner"), due: day(visit, form, "due")? }
        }
        "/evaluations/respond" => {
            let state = field(form, "state")?;
            Entry::Responded {
                finding: number(visit, form, "finding")?,
                state: FindingState::from_code(state).ok_or_else(|| wrong(visit, "state", state))?,
                words: text("words"),
                evidence: text("evidence"),
            }
        }
        _ => return Err(Problem::NotFound(visit.path.clone())),
    };
    match enter(visit, id, &entry, form)? {
        Ok(()) => Ok(see_other(visit, &format!("/evaluations/{id}?done=1"))),
        // What a member wrote is shown again with what is in the way.
        Err(refusal) if matches!(entry, Entry::HandedIn { .. } | Entry::Drafted { .. }) => {
            let said = refusal.in_words(visit.language().into());
            super::page(visit, id, Some((said, text("words"))))
        }
        Err(refusal) => Err(refused(visit, &refusal)),
    }
}

fn open(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let words = EvaluationWords::of(visit.language());
    let subject = field(form, "subject")?;
    let plan = &visit.snapshot.plan;
    if plan.project(subject).is_none() && plan.programme(subject).is_none() {
        return Err(Problem::BadRequest(say(words.no_subject, &[("name", subject)])));
    }
    let (phase, year) = (field(form, "phase")?, number(visit, form, "year")?);
    let names = |name: &str| -> Vec<String> {
        let typed = form.get(name).map(String::as_str).unwrap_or_default();
        let mut names: Vec<String> = typed
            .split([' ', ',', '、', '　', '\n', '\r'])
            .filter(|one| !one.is_empty())
            .map(str::to_lowercase)
            .collect();
        names.sort();
        names.dedup();
        names
    };
    let (members, chairs) = (names("members"), names("chair"));
    let people = visit.site.source().read_people(|store| store.accounts())?;
    for name in members.iter().chain(&chairs) {
        if !people.iter().any(|account| account.sign_in == *name && !account.closed) {
            return Err(Problem::BadRequest(say(words.no_account, &[("name", name)])));
        }
    }
    let all = held(visit, None)?;
    let before = all.iter().filter(|one| one.course.subject == subject && one.course.year < year);
    let before = before.max_by_key(|one| one.course.year).map(|one: &Held| one.course.criteria_text.as_str());
    let typed = form.get("criteria").map(|text| text.replace("\r\n", "\n")).filter(|text| !text.trim().is_empty());
    let criteria = typed.unwrap_or_else(|| before.unwrap_or(STANDARD).to_owned());
    let changed = before.is_some_and(|before| before != criteria);
    if changed && because(form).is_empty() {
        return Err(refused(visit, &Refusal::CriteriaNeedReason));
    }
    let entry = Entry::Opened {
        subject: subject.to_owned(),
        phase: phase.to_owned(),
        year,
        criteria,
        criteria_because: if changed { because(form).to_owned() } else { String::new() },
        members: members.clone(),
        chair: chairs.first().cloned().unwrap_or_default(),
        sharing: match form.get("sharing").map(String::as_str) {
            Some("after-settled") => Sharing::AfterSettled,
            _ => Sharing::AfterOwn,
        },
        invented: false,
    };
    let id = Course::id(phase, subject, year);
    enter(visit, &id, &entry, form)?.map_err(|refusal| refused(visit, &refusal))?;
    let (by, _) = who(visit, form);
    let roles = members.iter().map(|name| (name, Role::Evaluator)).chain(chairs.iter().map(|name| (name, Role::Chair)));
    for (name, role) in roles {
        if let Some(account) = people.iter().find(|account| account.sign_in == *name) {
            let grant = Grant { role, scope: Scope::Evaluation(id.clone()) };
            visit.site.source().write_people(|store| store.grant(account, &grant, &by))?;
        }
    }
    Ok(see_other(visit, &format!("/evaluations/{id}?done=1")))
}

/// Enters one entry, in the name of who is signed in.
fn enter(visit: &Visit<'_>, id: &str, entry: &Entry, form: &Form) -> Result<Result<(), Refusal>, Problem> {
    let (who, name) = who(visit, form);
    let content = serde_json::to_string(entry).map_err(|error| Problem::Failed(error.to_string()))?;
    let detail = match entry {
        Entry::Froze { packet } => packet.sum(),
        _ => String::new(),
    };
    let what = visit.path.trim_start_matches("/evaluations/");
    let what = format!("evaluation-{what}");
    let entered = visit.site.source().write_people(|store| {
        store.enter_evaluation(id, [&who, &name, &what], |before| {
            Course::check(course(before).as_ref(), entry).map(|()| (content, detail))
        })
    })?;
    Ok(entered.map(|_| ()))
}

/// Sign-in name and name of who acts; where nobody signs in, the office.
fn who(visit: &Visit<'_>, form: &Form) -> (String, String) {
    match &visit.account {
        Some(signed) => (signed.account.sign_in.clone(), signed.account.name.clone()),
        None => {
            let typed = form.get("by").map(|name| name.trim()).filter(|name| !name.is_empty());
            ("office".to_owned(), typed.unwrap_or("事務局").to_owned())
        }
    }
}

fn number<T: std::str::FromStr>(visit: &Visit<'_>, form: &Form, name: &'static str) -> Result<T, Problem> {
    let typed = field(form, name)?;
    typed.parse().map_err(|_| wrong(visit, name, typed))
}

fn day(visit: &Visit<'_>, form: &Form, name: &'static str) -> Result<Date, Problem> {
    number(visit, form, name)
}

fn wrong(visit: &Visit<'_>, name: &str, found: &str) -> Problem {
    let words = EvaluationWords::of(visit.language());
    Problem::BadRequest(say(words.wrong_field, &[("name", name), ("found", found)]))
}

fn refused(visit: &Visit<'_>, refusal: &Refusal) -> Problem {
    Problem::BadRequest(refusal.in_words(visit.language().into()))
}

fn see_other(visit: &Visit<'_>, path: &str) -> Answer {
    Answer { status: 303, media_type: "text/plain", body: visit.to(path) }
}
