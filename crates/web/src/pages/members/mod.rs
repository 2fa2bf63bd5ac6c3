//! People and their roles, for who keeps them: invited, given roles, signed out, invited anew, closed.
//!
//! The decision to question: nobody changes their own roles or closes their own account here, so that an administrator always remains and no keeper
//! becomes an evaluator alone. On the machine itself `shirube account` does it, and the trail says so.

mod act;

pub use act::act;

use super::people::{SessionRow, moment, role_in_words, scope_in_words, session_rows, signed};
use crate::language::Language;
use crate::pages::act::Form;
use crate::phrase::say;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::{MemberWords, PeopleWords};
use access::{Role, Scope, may_grant, may_keep};
use askama::Template;
use people::Token;
use std::collections::BTreeMap;
use store::{Account, HeldRole};

/// Everybody with an account.
#[derive(Template)]
#[template(path = "members.html")]
struct ListPage {
    frame: Frame,
    words: &'static MemberWords,
    /// What went wrong; empty for nothing.
    said: String,
    /// Whether only the reader has an account.
    only_you: bool,
    rows: Vec<Row>,
    choices: Choices,
    /// What was typed before something went wrong.
    typed_name: String,
    typed_sign_in: String,
}

/// An account in the list.
struct Row {
    href: String,
    name: String,
    sign_in: String,
    state: &'static str,
    roles: Vec<String>,
}

/// Roles that the reader may give, and where: code, words, whether chosen.
struct Choices {
    roles: Vec<(&'static str, &'static str)>,
    scopes: Vec<(String, String)>,
}

/// One account.
#[derive(Template)]
#[template(path = "member.html")]
struct PersonPage {
    frame: Frame,
    words: &'static MemberWords,
    people: &'static PeopleWords,
    name: String,
    lead: String,
    said: String,
    /// The address of an invitation that was just made; else empty.
    link: String,
    link_note: String,
    id: i64,
    /// Why nothing, or not everything, can be done here; else empty.
    limits: &'static str,
    /// Whether roles can be given here.
    may_give: bool,
    /// Whether sessions and the account itself can be ended.
    may_keep: bool,
    is_closed: bool,
    roles: Vec<HeldRow>,
    choices: Choices,
    sessions: Vec<SessionRow>,
}

/// A role that the account has or had.
struct HeldRow {
    role: &'static str,
    scope: String,
    since: String,
    until: String,
    /// What the form that ends it sends; none where the reader may not.
    ends: Option<(&'static str, String)>,
}

/// Everybody with an account.
pub fn list(visit: &Visit<'_>) -> Result<Answer, Problem> {
    list_page(visit, 200, String::new(), &Form::new())
}

/// One account, by its number.
pub fn page(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let account = match id.parse() {
        Ok(id) => account_of(visit, id)?,
        // Where a form was sent: whoever changes the language there gets the list.
        Err(_) if crate::routes::is_sent(&visit.path) => return Ok(super::people::see_other(visit, "/people")),
        Err(_) => None,
    };
    let account = account.ok_or_else(|| Problem::NotFound(visit.path.clone()))?;
    person_page(visit, 200, &account, String::new(), None)
}

fn account_of(visit: &Visit<'_>, id: i64) -> Result<Option<Account>, Problem> {
    let accounts = visit.site.source().read_people(|store| store.accounts())?;
    Ok(accounts.into_iter().find(|account| account.id == id))
}

fn list_page(visit: &Visit<'_>, status: u16, said: String, typed: &Form) -> Result<Answer, Problem> {
    let visit = &at(visit, "/people".to_owned());
    let words = MemberWords::of(visit.language());
    let (accounts, held) =
        visit.site.source().read_people(|store| Ok::<_, store::Error>((store.accounts()?, store.held_roles()?)))?;
    let mut roles: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for one in held.iter().filter(|one| one.until_at.is_none()) {
        roles.entry(one.account_id).or_default().push(held_in_words(visit, words, one));
    }
    let typed = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let page = ListPage {
        frame: visit.frame(
            words.title,
            Section::People,
            vec![visit.plan_crumb(), visit.crumb(own(words.title), "")],
            &[],
        ),
        words,
        said,
        only_you: accounts.len() < 2,
        rows: accounts
            .into_iter()
            .map(|account| Row {
                href: visit.to(&format!("/people/{}", account.id)),
                state: state(&account, words),
                roles: roles.remove(&account.id).unwrap_or_default(),
                name: account.name,
                sign_in: account.sign_in,
            })
            .collect(),
        choices: choices(visit)?,
        typed_name: typed("name"),
        typed_sign_in: typed("sign-in"),
    };
    visit.html_with(status, &page)
}

/// `made` is a link that was just made: it is shown in this answer and nowhere else.
fn person_page(
    visit: &Visit<'_>,
    status: u16,
    account: &Account,
    said: String,
    made: Option<&Token>,
) -> Result<Answer, Problem> {
    let visit = &at(visit, format!("/people/{}", account.id));
    let (words, keeper) = (MemberWords::of(visit.language()), &signed(visit)?.account);
    let (held, sessions) = visit
        .site
        .source()
        .read_people(|store| Ok::<_, store::Error>((store.held_roles()?, store.sessions(account)?)))?;
    let is_own = keeper.id == account.id;
    let keeps = !is_own && may_keep(&keeper.grants, &account.grants);
    let page = PersonPage {
        frame: visit.frame(
            account.name.clone(),
            Section::People,
            vec![
                visit.plan_crumb(),
                visit.crumb(own(words.title), "/people"),
                visit.crumb(own(account.name.clone()), ""),
            ],
            &[],
        ),
        words,
        people: PeopleWords::of(visit.language()),
        name: account.name.clone(),
        lead: say(words.person_lead, &[("sign_in", &account.sign_in), ("state", state(account, words))]),
        said,
        link: made.map(|token| address(visit, token)).unwrap_or_default(),
        link_note: say(words.link_note, &[("name", &account.name)]),
        id: account.id,
        limits: match (is_own, keeps) {
            (true, _) => words.own,
            (false, false) => words.too_high,
            (false, true) => "",
        },
        may_give: !is_own && !account.closed,
        may_keep: keeps,
        is_closed: account.closed,
        roles: held
            .iter()
            .rev()
            .filter(|one| one.account_id == account.id)
            .map(|one| HeldRow {
                role: role_in_words(visit, one.grant.role),
                scope: scope_in_words(visit, &one.grant.scope),
                since: moment(one.since_at),
                until: one.until_at.map(moment).unwrap_or_default(),
                ends: (one.until_at.is_none() && !is_own && may_grant(&keeper.grants, one.grant.role))
                    .then(|| (one.grant.role.code(), one.grant.scope.code())),
            })
            .collect(),
        choices: choices(visit)?,
        sessions: session_rows(sessions, None),
    };
    visit.html_with(status, &page)
}

/// The visit as if this address had been looked at, so that what stands around a page that answers a form leads somewhere.
fn at<'v>(visit: &Visit<'v>, path: String) -> Visit<'v> {
    let query = if visit.path == path { visit.query.clone() } else { BTreeMap::new() };
    Visit { path, query, ..visit.clone() }
}

/// The whole address of an invitation. Where the cookie needs HTTPS, so does the link, unless the site was told how its addresses begin.
fn address(visit: &Visit<'_>, token: &Token) -> String {
    let mut begins = visit.address().to_owned();
    if visit.site.public_address.is_none() && !visit.is_own_name() {
        begins = begins.replacen("http://", "https://", 1);
    }
    format!("{begins}/{}/invitation?token={}", visit.language().code(), token.secret())
}

fn state(account: &Account, words: &MemberWords) -> &'static str {
    match (account.closed, account.has_passphrase) {
        (true, _) => words.state_closed,
        (false, true) => words.state_open,
        (false, false) => words.state_invited,
    }
}

fn held_in_words(visit: &Visit<'_>, words: &MemberWords, one: &HeldRole) -> String {
    let since = moment(one.since_at);
    let since = since.split(' ').next().unwrap_or_default();
    let scope = scope_in_words(visit, &one.grant.scope);
    say(words.held, &[("role", role_in_words(visit, one.grant.role)), ("scope", &scope), ("since", since)])
}

fn choices(visit: &Visit<'_>) -> Result<Choices, Problem> {
    let grants = &signed(visit)?.account.grants;
    let roles = Role::ALL.into_iter().filter(|role| may_grant(grants, *role));
    let plan = &visit.snapshot.plan;
    let programmes = plan.programmes.iter().map(|programme| Scope::Programme(programme.id.clone()));
    let projects = plan.projects().map(|(_, project)| Scope::Project(project.id.clone()));
    let of_the_plan = std::iter::once(Scope::Plan).chain(programmes).chain(projects);
    let kind = |scope: &Scope| match (scope, visit.language()) {
        (Scope::Programme(_), Language::Ja) => "プログラム：",
        (Scope::Programme(_), Language::En) => "programme: ",
        (Scope::Project(_), Language::Ja) => "課題：",
        (Scope::Project(_), Language::En) => "project: ",
        _ => "",
    };
    Ok(Choices {
        roles: roles.map(|role| (role.code(), role_in_words(visit, role))).collect(),
        scopes: of_the_plan
            .map(|scope| (scope.code(), format!("{}{}", kind(&scope), scope_in_words(visit, &scope))))
            .collect(),
    })
}
