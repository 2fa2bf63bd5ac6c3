//! Who signs in: cookies, waiting after failures, and whose session a request belongs to.
//!
//! The decision to question: the cookie is `__Host-` and Secure everywhere but under this computer's own name, where there may be no HTTPS. Over a
//! network without HTTPS a browser keeps no such cookie, so signing in does not work there rather than working unsafely.

use crate::source::Source;
use people::{Delays, Passphrase, Token};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use store::{Account, Error, Session};

const COOKIE: &str = "shirube-session";
const SECURE_COOKIE: &str = "__Host-shirube-session";
/// What accounts need in memory.
pub struct Accounts {
    delays: Mutex<Delays>,
    /// Held while a passphrase is checked: one at a time, since each takes 19 MiB for a while.
    checking: Mutex<()>,
    begun: Instant,
}

impl Default for Accounts {
    fn default() -> Self {
        Self { delays: Mutex::new(Delays::default()), checking: Mutex::new(()), begun: Instant::now() }
    }
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// The session.
    pub session: Session,
}

/// How a try to sign in ended.
pub enum Tried {
    /// Signed in: the session's token.
    In(Token),
    /// Wait so many seconds first; the passphrase was not looked at.
    Wait(u64),
    /// Name or passphrase is wrong; which, nobody is told.
    Wrong,
}

impl Accounts {
    /// Tries to sign in. A name that nobody has takes as long as a wrong passphrase.
    pub fn try_in(
        &self,
        source: &Source,
        sign_in: &str,
        passphrase: &str,
        network: &str,
        browser: &str,
    ) -> Result<Tried, Error> {
        let name: String = sign_in.trim().to_lowercase().chars().take(80).collect();
        let _one = self.checking.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.begun.elapsed().as_secs();
        let wait = self.delays().wait(&name, network, now);
        if wait > 0 {
            return Ok(Tried::Wait(wait));
        }
        let account = source.read_people(|store| store.account(&name))?;
        let kept = match &account {
            Some(account) => source.read_people(|store| store.passphrase(account))?,
            None => None,
        };
        let matches = kept.unwrap_or_else(|| Passphrase::kept("")).matches(passphrase);
        match account.filter(|_| matches) {
            Some(account) => {
                self.delays().succeeded(&name, network);
                Ok(Tried::In(source.write_people(|store| store.begin_session(&account, browser))?))
            }
            None => {
                self.delays().failed(&name, network, self.begun.elapsed().as_secs());
                Ok(Tried::Wrong)
            }
        }
    }

    /// Whether the passphrase of an account is this one; failures count as those of signing in do.
    pub fn is_own(&self, source: &Source, account: &Account, passphrase: &str, network: &str) -> Result<bool, Error> {
        let _one = self.checking.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.begun.elapsed().as_secs();
        if self.delays().wait(&account.sign_in, network, now) > 0 {
            return Ok(false);
        }
        let kept = source.read_people(|store| store.passphrase(account))?;
        let matches = kept.is_some_and(|kept| kept.matches(passphrase));
        if !matches {
            self.delays().failed(&account.sign_in, network, self.begun.elapsed().as_secs());
        }
        Ok(matches)
    }

    fn delays(&self) -> std::sync::MutexGuard<'_, Delays> {
        self.delays.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whose session a request belongs to, by its cookies.
pub fn signed_in(source: &Source, cookies: &str, is_own_name: bool) -> Result<Option<SignedIn>, Error> {
    let wanted = if is_own_name { COOKIE } else { SECURE_COOKIE };
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    let token = pairs.find(|(name, _)| *name == wanted).and_then(|(_, value)| Token::read(value));
    let Some(token) = token else { return Ok(None) };
    let Some((session, account)) = source.read_people(|store| store.session(&token))? else { return Ok(None) };
    // Where another program writes for long, the session holds all the same.
    if session_needs_noting(&session)
        && let Err(error) = source.write_people(|store| store.note_session(&session))
    {
        eprintln!("shirube: the use of a session could not be noted: {error}");
    }
    Ok(Some(SignedIn { account, session }))
}

/// Whether it was noted so long ago that the store is asked to note it again.
fn session_needs_noting(session: &Session) -> bool {
    jiff::Timestamp::now().as_second() >= session.seen_at.saturating_add(60)
}

/// The cookie for a token; one without a token ends it.
pub fn cookie(token: Option<&Token>, is_own_name: bool) -> String {
    let (name, secure) = if is_own_name { (COOKIE, "") } else { (SECURE_COOKIE, "; Secure") };
    match token {
        Some(token) => format!("{name}={}; Path=/; HttpOnly; SameSite=Lax{secure}", token.secret()),
        None => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    }
}
