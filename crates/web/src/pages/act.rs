//! What a form does: a decision on a link, a join or on two records, then back to where the reader was. Only where editing is on;
//! that the form came from this site is checked before (`server`).

use crate::visit::{Answer, Problem, Visit};
use evidence::{LinkKey, SameVerdict, Verdict};
use plan::JoinSubject;
use std::collections::BTreeMap;

pub(super) type Form = BTreeMap<String, String>;

/// A decision on a link.
pub fn decide_link(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let key = LinkKey {
        record: field(form, "record")?.to_owned(),
        scheme: field(form, "scheme")?.to_owned(),
        value: field(form, "value")?.to_owned(),
        project: field(form, "project")?.to_owned(),
    };
    visit.site.decide(visit, &key, verdict(form)?, field(form, "by")?, because(form))?;
    Ok(back(visit, form))
}

/// A decision on a join.
pub fn decide_join(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let subject = JoinSubject::Prefix(field(form, "prefix")?.to_owned());
    let project = field(form, "project")?;
    if visit.snapshot.plan.project(project).is_none() {
        return Err(Problem::BadRequest(format!("`project`: `{project}`")));
    }
    visit.site.decide_join(visit, &subject, project, verdict(form)?, field(form, "by")?, because(form))?;
    Ok(back(visit, form))
}

/// A decision on whether two records are one.
pub fn decide_same(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let verdict = match field(form, "verdict")? {
        "same" => Some(SameVerdict::Same),
        "different" => Some(SameVerdict::Different),
        "undo" => None,
        other => return Err(Problem::BadRequest(format!("`verdict`: `{other}`; `same`, `different`, `undo`"))),
    };
    let (one, other) = (field(form, "one")?, field(form, "other")?);
    visit.site.decide_same(visit, one, other, verdict, field(form, "by")?, because(form))?;
    Ok(back(visit, form))
}

pub(super) fn field<'f>(form: &'f Form, name: &str) -> Result<&'f str, Problem> {
    form.get(name)
        .map(|value| value.trim())
        .filter(|value| !value.is_empty())
        .ok_or_else(|| Problem::BadRequest(format!("`{name}`?")))
}

pub(super) fn because(form: &Form) -> &str {
    form.get("because").map_or("", |value| value.trim())
}

/// `None` takes a decision back.
fn verdict(form: &Form) -> Result<Option<Verdict>, Problem> {
    match field(form, "verdict")? {
        "accept" => Ok(Some(Verdict::Accept)),
        "reject" => Ok(Some(Verdict::Reject)),
        "undo" => Ok(None),
        other => Err(Problem::BadRequest(format!("`verdict`: `{other}`; `accept`, `reject`, `undo`"))),
    }
}

/// Back to a page of this site, whatever the form says.
fn back(visit: &Visit<'_>, form: &Form) -> Answer {
    let next = form
        .get("next")
        .map(String::as_str)
        .filter(|next| next.starts_with('/') && !next.starts_with("//") && !next.contains('\\'));
    let next = next.unwrap_or("/");
    let joined = if next.contains('?') { format!("{next}&done=1") } else { format!("{next}?done=1") };
    Answer { status: 303, media_type: "text/plain", body: visit.to(&joined) }
}
