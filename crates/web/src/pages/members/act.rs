//! What the forms on people do. Whether the reader may is asked in the same go as it is done.

use super::{list_page, person_page};
use crate::pages::act::{Form, field};
use crate::pages::people::{see_other, signed};
use crate::phrase::say;
use crate::visit::{Answer, Problem, Visit};
use crate::words::MemberWords;
use access::{Grant, Role, Scope, may_grant, may_keep};
use store::{Account, Error, Store};

/// A form sent to one of the addresses below `/people`.
pub fn act(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    match visit.path.as_str() {
        "/people/invite" => invite(visit, form),
        "/people/grant" => give(visit, form),
        "/people/revoke" => take(visit, form),
        "/people/end" => end(visit, form),
        "/people/renew" => renew(visit, form),
        "/people/close" => close(visit, form),
        path => Err(Problem::NotFound(path.to_owned())),
    }
}

fn invite(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let (words, keeper) = (MemberWords::of(visit.language()), &signed(visit)?.account);
    let (sign_in, name) = (field(form, "sign-in")?, field(form, "name")?);
    let grant = match form.get("role").map(|role| role.trim()).filter(|role| !role.is_empty()) {
        Some(_) => Some(wanted(visit, form)?),
        None => None,
    };
    if let Some(grant) = &grant {
        if !may_grant(&keeper.grants, grant.role) {
            return Err(Problem::NotAllowed);
        }
        if !fits(grant) {
            return list_page(visit, 400, words.not_the_plan.to_owned(), form);
        }
    }
    let done = visit.site.source().write_people(|store| {
        if store.account(sign_in)?.is_some() {
            return Ok(None);
        }
        let token = store.invite(sign_in, name, &keeper.sign_in)?;
        let Some(account) = store.account(sign_in)? else { return Ok(None) };
        if let Some(grant) = &grant {
            store.grant(&account, grant, &keeper.sign_in)?;
        }
        Ok(store.account(sign_in)?.map(|account| (account, token)))
    });
    match done {
        Ok(Some((account, token))) => person_page(visit, 200, &account, String::new(), Some(&token)),
        Ok(None) => list_page(visit, 409, say(words.known, &[("sign_in", sign_in)]), form),
        Err(Error::AccountName(_)) => list_page(visit, 400, words.bad_name.to_owned(), form),
        Err(error) => Err(error.into()),
    }
}

fn give(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let (words, keeper) = (MemberWords::of(visit.language()), &signed(visit)?.account);
    let grant = wanted(visit, form)?;
    let may = |_: &Account| may_grant(&keeper.grants, grant.role);
    if !fits(&grant) {
        let (account, ()) = keep(visit, form, may, |_, _| Ok(()))?;
        return person_page(visit, 400, &account, words.not_the_plan.to_owned(), None);
    }
    keep(visit, form, may, |store, account| store.grant(account, &grant, &keeper.sign_in))
        .map(|(account, ())| done(visit, &account))
}

fn take(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let keeper = &signed(visit)?.account;
    // What the plan no longer has can still be taken.
    let grant = Grant { role: role(form)?, scope: scope(form)? };
    let may = |_: &Account| may_grant(&keeper.grants, grant.role);
    keep(visit, form, may, |store, account| store.revoke(account, &grant, &keeper.sign_in))
        .map(|(account, ())| done(visit, &account))
}

/// Ends one session, or without `session` all of them.
fn end(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let keeper = &signed(visit)?.account;
    let only = match form.get("session") {
        Some(session) => Some(session.parse().map_err(|_| Problem::BadRequest("`session`?".to_owned()))?),
        None => None,
    };
    let may = |account: &Account| may_keep(&keeper.grants, &account.grants);
    keep(visit, form, may, |store, account| store.end_sessions(account, only, &keeper.sign_in))
        .map(|(account, _)| done(visit, &account))
}

/// A new link for who forgot a passphrase or lost a computer.
fn renew(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let keeper = &signed(visit)?.account;
    let may = |account: &Account| may_keep(&keeper.grants, &account.grants);
    let (_, (account, token)) = keep(visit, form, may, |store, account| {
        let token = store.invite(&account.sign_in, &account.name, &keeper.sign_in)?;
        Ok((store.account(&account.sign_in)?, token))
    })?;
    let account = account.ok_or_else(|| Problem::NotFound(visit.path.clone()))?;
    person_page(visit, 200, &account, String::new(), Some(&token))
}

fn close(visit: &Visit<'_>, form: &Form) -> Result<Answer, Problem> {
    let keeper = &signed(visit)?.account;
    let may = |account: &Account| may_keep(&keeper.grants, &account.grants);
    keep(visit, form, may, |store, account| store.close_account(account, &keeper.sign_in))
        .map(|(account, ())| done(visit, &account))
}

/// Does something to the account that the form names, if it is another's and `may` allows it. Asked and done in one go, so that this server gives
/// the account no higher role in between.
fn keep<T>(
    visit: &Visit<'_>,
    form: &Form,
    may: impl FnOnce(&Account) -> bool,
    act: impl FnOnce(&mut Store, &Account) -> Result<T, Error>,
) -> Result<(Account, T), Problem> {
    let keeper = &signed(visit)?.account;
    let id: i64 = field(form, "account")?.parse().map_err(|_| Problem::BadRequest("`account`?".to_owned()))?;
    visit.site.source().write_people(|store| {
        let Some(account) = store.accounts()?.into_iter().find(|account| account.id == id) else {
            return Ok(Err(Problem::NotFound(visit.path.clone())));
        };
        if account.id == keeper.id || !may(&account) {
            return Ok(Err(Problem::NotAllowed));
        }
        let done = act(store, &account)?;
        Ok(Ok((account, done)))
    })?
}

fn done(visit: &Visit<'_>, account: &Account) -> Answer {
    see_other(visit, &format!("/people/{}?done=1", account.id))
}

/// The role that a form gives, at a place that the plan has.
fn wanted(visit: &Visit<'_>, form: &Form) -> Result<Grant, Problem> {
    let grant = Grant { role: role(form)?, scope: scope(form)? };
    let plan = &visit.snapshot.plan;
    let is_there = match &grant.scope {
        Scope::Plan => true,
        Scope::Programme(id) => plan.programme(id).is_some(),
        Scope::Project(id) => plan.project(id).is_some(),
        Scope::Evaluation(_) => false,
    };
    if is_there { Ok(grant) } else { Err(Problem::BadRequest(format!("`scope`: `{}`", grant.scope.code()))) }
}

/// Who reads the trail or keeps accounts does so for all of the plan: at a smaller place these roles would open nothing.
fn fits(grant: &Grant) -> bool {
    grant.scope == Scope::Plan || !matches!(grant.role, Role::Auditor | Role::Administrator)
}

fn role(form: &Form) -> Result<Role, Problem> {
    let code = field(form, "role")?;
    Role::from_code(code).ok_or_else(|| Problem::BadRequest(format!("`role`: `{code}`")))
}

fn scope(form: &Form) -> Result<Scope, Problem> {
    let code = field(form, "scope")?;
    Scope::from_code(code).ok_or_else(|| Problem::BadRequest(format!("`scope`: `{code}`")))
}
