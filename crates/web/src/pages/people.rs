//! Signing in, following an invitation, the own account. None of it works without accounts (`serve --accounts`).

use crate::accounts::{self, Accounts, SignedIn, Tried};
use crate::language::Language;
use crate::pages::act::{Form, field};
use crate::phrase::say;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::words::PeopleWords;
use access::{Role, Scope};
use askama::Template;
use people::{Passphrase, Token, Unfit};
use store::Invitation;

/// An answer that sets a cookie.
pub struct WithCookie {
    /// The answer.
    pub answer: Answer,
    /// The cookie.
    pub cookie: Option<String>,
}

/// Signing in, or choosing a passphrase.
#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    words: &'static PeopleWords,
    heading: &'static str,
    lead: String,
    /// What went wrong, or what was done.
    said: String,
    /// Whether there is something to fill in.
    is_open: bool,
    /// Where it is sent.
    action: String,
    /// The invitation's token; empty where one signs in.
    token: String,
    /// The name as it was typed.
    typed: String,
}

/// The own account.
#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    words: &'static PeopleWords,
    lead: String,
    said: String,
    /// Roles and where they hold.
    roles: Vec<(&'static str, String)>,
    sessions: Vec<SessionRow>,
}

/// A browser that is signed in.
pub(super) struct SessionRow {
    pub(super) id: i64,
    pub(super) begun: String,
    pub(super) seen: String,
    pub(super) browser: String,
    is_this: bool,
}

/// Sessions as rows; `this` is the reader's own.
pub(super) fn session_rows(sessions: Vec<store::Session>, this: Option<i64>) -> Vec<SessionRow> {
    let row = |one: store::Session| SessionRow {
        is_this: this == Some(one.id),
        id: one.id,
        begun: moment(one.begun_at),
        seen: moment(one.seen_at),
        browser: one.browser,
    };
    sessions.into_iter().map(row).collect()
}

/// The page where one signs in.
pub fn sign_in(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let words = PeopleWords::of(visit.language());
    let said = if visit.asked("chosen").is_some() { words.invitation_done } else { "" };
    sign_in_page(visit, 200, said.to_owned(), "")
}

/// The page that an invitation opens.
pub fn invitation(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let token = visit.asked("token").and_then(Token::read);
    let found = match &token {
        Some(token) => visit.site.source().read_people(|store| store.invitation(token))?,
        None => Invitation::Unknown,
    };
    invitation_page(visit, &found, token.as_ref(), String::new())
}

/// The own account.
pub fn account(visit: &Visit<'_>) -> Result<Answer, Problem> {
    account_page(visit, 200, String::new())
}

/// What is sent to these addresses; none if it is another one.
pub fn act(visit: &Visit<'_>, form: &Form, network: &str, browser: &str) -> Option<Result<WithCookie, Problem>> {
    let accounts = visit.site.accounts.as_ref()?;
    Some(match visit.path.as_str() {
        "/sign-in" => enter(visit, accounts, form, network, browser),
        "/invitation" => choose(visit, form),
        "/sign-out" => leave(visit),
        "/account/end" => end(visit, form),
        "/account/passphrase" => change(visit, accounts, form, network),
        _ => return None,
    })
}

fn enter(
    visit: &Visit<'_>,
    accounts: &Accounts,
    form: &Form,
    network: &str,
    browser: &str,
) -> Result<WithCookie, Problem> {
    let words = PeopleWords::of(visit.language());
    let (name, passphrase) = (field(form, "name")?, form.get("passphrase").map(String::as_str).unwrap_or_default());
    match accounts.try_in(visit.site.source(), name, passphrase, network, browser)? {
        Tried::In(token) => {
            // A session before this one ends: what a browser carried earlier opens nothing any more.
            if let Some(signed) = &visit.account {
                end_own(visit, signed, Some(signed.session.id))?;
            }
            let cookie = accounts::cookie(Some(&token), visit.is_own_name());
            Ok(WithCookie { answer: see_other(visit, "/"), cookie: Some(cookie) })
        }
        Tried::Wait(seconds) => plain(sign_in_page(visit, 429, say(words.wait, &[("n", &seconds.to_string())]), name)),
        Tried::Wrong => plain(sign_in_page(visit, 403, words.wrong.to_owned(), name)),
    }
}

fn choose(visit: &Visit<'_>, form: &Form) -> Result<WithCookie, Problem> {
    let words = PeopleWords::of(visit.language());
    let token = form.get("token").and_then(|text| Token::read(text));
    let Some(token) = token else { return plain(invitation_page(visit, &Invitation::Unknown, None, String::new())) };
    let source = visit.site.source();
    let found = source.read_people(|store| store.invitation(&token))?;
    let Invitation::Open(account) = &found else {
        return plain(invitation_page(visit, &found, None, String::new()));
    };
    let typed = form.get("passphrase").map(String::as_str).unwrap_or_default();
    let passphrase = match Passphrase::make(typed, &account.sign_in) {
        Ok(passphrase) => passphrase,
        Err(unfit) => return plain(invitation_page(visit, &found, Some(&token), unfit_in_words(unfit, words))),
    };
    match source.write_people(|store| store.accept_invitation(&token, &passphrase))? {
        Invitation::Open(_) => plain(Ok(see_other(visit, "/sign-in?chosen=1"))),
        other => plain(invitation_page(visit, &other, None, String::new())),
    }
}

fn leave(visit: &Visit<'_>) -> Result<WithCookie, Problem> {
    let signed = signed(visit)?;
    end_own(visit, signed, Some(signed.session.id))?;
    Ok(gone(visit))
}

/// Ends one session, or without `session` all of them.
fn end(visit: &Visit<'_>, form: &Form) -> Result<WithCookie, Problem> {
    let signed = signed(visit)?;
    match form.get("session") {
        None => {
            end_own(visit, signed, None)?;
            Ok(gone(visit))
        }
        Some(session) => {
            let session = session.parse().map_err(|_| Problem::BadRequest("`session`?".to_owned()))?;
            end_own(visit, signed, Some(session))?;
            plain(Ok(see_other(visit, "/account?done=1")))
        }
    }
}

fn change(visit: &Visit<'_>, accounts: &Accounts, form: &Form, network: &str) -> Result<WithCookie, Problem> {
    let (words, signed) = (PeopleWords::of(visit.language()), signed(visit)?);
    let typed = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    if !accounts.is_own(visit.site.source(), &signed.account, typed("old"), network)? {
        return plain(account_page(visit, 400, words.old_wrong.to_owned()));
    }
    match Passphrase::make(typed("new"), &signed.account.sign_in) {
        Ok(passphrase) => {
            visit.site.source().write_people(|store| store.change_passphrase(&signed.account, &passphrase))?;
            Ok(WithCookie { answer: see_other(visit, "/sign-in?chosen=1"), ..gone(visit) })
        }
        Err(unfit) => plain(account_page(visit, 400, unfit_in_words(unfit, words))),
    }
}

fn end_own(visit: &Visit<'_>, signed: &SignedIn, only: Option<i64>) -> Result<(), Problem> {
    let by = signed.account.sign_in.as_str();
    visit.site.source().write_people(|store| store.end_sessions(&signed.account, only, by))?;
    Ok(())
}

pub(super) fn signed<'v>(visit: &'v Visit<'_>) -> Result<&'v SignedIn, Problem> {
    visit.account.as_ref().ok_or(Problem::SignIn)
}

fn plain(answer: Result<Answer, Problem>) -> Result<WithCookie, Problem> {
    Ok(WithCookie { answer: answer?, cookie: None })
}

fn gone(visit: &Visit<'_>) -> WithCookie {
    WithCookie { answer: see_other(visit, "/sign-in"), cookie: Some(accounts::cookie(None, visit.is_own_name())) }
}

pub(super) fn see_other(visit: &Visit<'_>, path: &str) -> Answer {
    Answer { status: 303, media_type: "text/plain", body: visit.to(path) }
}

fn frame(visit: &Visit<'_>, title: &'static str) -> Frame {
    visit.frame(title, Section::None, vec![visit.plan_crumb(), visit.crumb(own(title), "")], &[])
}

fn sign_in_page(visit: &Visit<'_>, status: u16, said: String, typed: &str) -> Result<Answer, Problem> {
    let words = PeopleWords::of(visit.language());
    let page = SignInPage {
        frame: frame(visit, words.sign_in_title),
        words,
        heading: words.sign_in_title,
        lead: words.sign_in_lead.to_owned(),
        said,
        is_open: true,
        action: visit.to("/sign-in"),
        token: String::new(),
        typed: typed.to_owned(),
    };
    visit.html_with(status, &page)
}

fn invitation_page(
    visit: &Visit<'_>,
    found: &Invitation,
    token: Option<&Token>,
    said: String,
) -> Result<Answer, Problem> {
    let words = PeopleWords::of(visit.language());
    let (status, lead) = match found {
        Invitation::Open(account) => {
            let lead = say(words.invitation_lead, &[("name", &account.name), ("sign_in", &account.sign_in)]);
            (if said.is_empty() { 200 } else { 400 }, lead)
        }
        Invitation::Used => (410, words.invitation_used.to_owned()),
        Invitation::Expired => (410, words.invitation_expired.to_owned()),
        Invitation::Unknown => (404, words.invitation_unknown.to_owned()),
    };
    let token = token.filter(|_| matches!(found, Invitation::Open(_)));
    let mut frame = frame(visit, words.invitation_title);
    // The link is a secret: it stands in no citation and in no form that leads elsewhere.
    frame.cite = String::new();
    frame.report = String::new();
    frame.kept = Vec::new();
    frame.here = String::new();
    let page = SignInPage {
        frame,
        words,
        heading: words.invitation_title,
        lead,
        said,
        is_open: token.is_some(),
        action: visit.to("/invitation"),
        token: token.map(|token| token.secret().to_owned()).unwrap_or_default(),
        typed: String::new(),
    };
    visit.html_with(status, &page)
}

fn account_page(visit: &Visit<'_>, status: u16, said: String) -> Result<Answer, Problem> {
    let (words, signed) = (PeopleWords::of(visit.language()), signed(visit)?);
    let sessions = visit.site.source().read_people(|store| store.sessions(&signed.account))?;
    let page = AccountPage {
        frame: frame(visit, words.account_title),
        words,
        lead: say(words.account_lead, &[("name", &signed.account.name), ("sign_in", &signed.account.sign_in)]),
        said,
        roles: signed
            .account
            .grants
            .iter()
            .map(|grant| (role_in_words(visit, grant.role), scope_in_words(visit, &grant.scope)))
            .collect(),
        sessions: session_rows(sessions, Some(signed.session.id)),
    };
    visit.html_with(status, &page)
}

/// A role's name.
pub(super) fn role_in_words(visit: &Visit<'_>, role: Role) -> &'static str {
    match visit.language() {
        Language::Ja => role.in_japanese(),
        Language::En => role.in_english(),
    }
}

/// Where a role holds: the plan, or what of it by name.
pub(super) fn scope_in_words(visit: &Visit<'_>, scope: &Scope) -> String {
    let plan = &visit.snapshot.plan;
    let title = match scope {
        Scope::Plan => return PeopleWords::of(visit.language()).scope_plan.to_owned(),
        Scope::Programme(id) => plan.programme(id).map(|programme| &programme.title),
        Scope::Project(id) => plan.project(id).map(|(_, project)| &project.title),
        Scope::Evaluation(_) => None,
    };
    title.map_or_else(|| scope.code(), |title| visit.language().plain(title))
}

/// To the minute, in Tokyo: `2026-11-25 19:30`.
pub(super) fn moment(seconds: i64) -> String {
    in_tokyo(jiff::Timestamp::from_second(seconds).unwrap_or_default())
}

/// The same of a moment.
pub(super) fn in_tokyo(at: jiff::Timestamp) -> String {
    let there = jiff::tz::Offset::constant(9).to_datetime(at);
    format!("{} {:02}:{:02}", there.date(), there.hour(), there.minute())
}

fn unfit_in_words(unfit: Unfit, words: &PeopleWords) -> String {
    match unfit {
        Unfit::Short => words.unfit_short,
        Unfit::Long => words.unfit_long,
        Unfit::Simple => words.unfit_simple,
        Unfit::Common => words.unfit_common,
        Unfit::NotKept => words.unfit_kept,
    }
    .to_owned()
}
