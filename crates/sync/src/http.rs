//! Requests: who asks, how often, and what is tried again.
//!
//! The decision to question: redirections are followed by hand. A file of `https:` is never taken from anywhere else,
//! and where a chain ends is known.

use crate::clock::{Clock, Stop};
use crate::network::{Network, proxy, scheme, tls};
use crate::problem::Problem;
use std::io::Read;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use ureq::http::{HeaderMap, Uri};
use ureq::{Agent, BodyReader};

/// How often a request is tried before its problem is told.
const ATTEMPTS: u32 = 6;
/// The first wait after a failure; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// The longest wait of our own.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// The longest wait that a server may ask for; beyond it the run ends and says so.
const LONGEST_PATIENCE: Duration = Duration::from_secs(3600);
/// Redirections followed.
const REDIRECTIONS: usize = 5;
/// The largest answer that is held in memory: pages of a thousand records, manifests.
const MOST_IN_MEMORY_BYTES: u64 = 512 << 20;

/// Asks one source.
pub(crate) struct Client<'a> {
    agent: Agent,
    user_agent: String,
    silence: Duration,
    pace: Mutex<Pace>,
    pub clock: &'a dyn Clock,
    pub stop: &'a Stop,
}

/// Not more than one request in so long.
struct Pace {
    least: Duration,
    next: Option<jiff::Timestamp>,
}

/// The answer to one request, its body still to be read.
pub(crate) struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: BodyReader<'static>,
}

impl Reply {
    /// A header's value, if it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The bytes announced.
    pub fn length(&self) -> Option<u64> {
        self.header("content-length").and_then(|value| value.parse().ok())
    }
}

impl<'a> Client<'a> {
    /// A client for one base address.
    pub fn new(
        base_url: &str,
        network: &Network,
        mailto: Option<&str>,
        pace: Duration,
        clock: &'a dyn Clock,
        stop: &'a Stop,
    ) -> Result<Self, Problem> {
        let secure = match scheme(base_url) {
            Some("https") => true,
            Some("http") => false,
            _ => {
                return Err(Problem::Option {
                    name: "--base-url",
                    expected: "an address that begins with https:// or http://",
                    found: base_url.to_owned(),
                });
            }
        };
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .accept_encoding("identity")
            .timeout_resolve(Some(network.silence))
            .timeout_connect(Some(network.silence))
            .timeout_per_read(Some(network.silence))
            .timeout_per_write(Some(network.silence))
            .proxy(proxy(network, secure)?);
        if secure {
            config = config.tls_config(tls()?);
        }
        let user_agent = match mailto {
            Some(address) => format!("shirube/{} (mailto:{address})", env!("CARGO_PKG_VERSION")),
            None => format!("shirube/{}", env!("CARGO_PKG_VERSION")),
        };
        Ok(Self {
            agent: config.build().new_agent(),
            user_agent,
            silence: network.silence,
            pace: Mutex::new(Pace { least: pace, next: None }),
            clock,
            stop,
        })
    }

    /// Breaks all connections: whoever waits for a byte is told at once.
    pub fn hang_up(&self) {
        self.agent.clone().shutdown();
    }

    /// One request, redirections followed; any status is an answer.
    pub fn ask(&self, url: &str, headers: &[(&str, &str)]) -> Result<Reply, Problem> {
        let mut url = url.to_owned();
        for _ in 0..=REDIRECTIONS {
            self.wait_for_turn()?;
            let mut request = self.agent.get(&url).header("user-agent", &self.user_agent);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let response = request.call().map_err(|error| self.problem(&error))?;
            let (parts, body) = response.into_parts();
            let body = body.into_with_config().limit(u64::MAX).reader();
            let reply = Reply { status: parts.status.as_u16(), headers: parts.headers, body };
            self.learn_pace(&reply);
            if !matches!(reply.status, 301 | 302 | 303 | 307 | 308) {
                return Ok(reply);
            }
            let to = reply.header("location").unwrap_or_default();
            url = follow(&url, to).ok_or_else(|| Problem::Redirect { to: to.to_owned() })?;
        }
        Err(Problem::Redirect { to: url })
    }

    /// Asks until there is an answer that `read` takes.
    pub fn get_as<T>(&self, url: &str, read: impl Fn(&[u8]) -> Result<T, Problem>) -> Result<(T, Vec<u8>), Problem> {
        self.again(|_| {
            let bytes = self.get_once(url)?;
            Ok((read(&bytes)?, bytes))
        })
    }

    /// Asks once; the whole body of an answer of 200.
    pub fn get_once(&self, url: &str) -> Result<Vec<u8>, Problem> {
        let mut reply = self.ask(url, &[])?;
        if reply.status != 200 {
            return Err(self.refusal(&reply));
        }
        let announced = reply.length();
        let mut bytes = Vec::new();
        let mut body = (&mut reply.body).take(MOST_IN_MEMORY_BYTES + 1);
        body.read_to_end(&mut bytes).map_err(|error| self.broken(error))?;
        if bytes.len() as u64 > MOST_IN_MEMORY_BYTES {
            return Err(Problem::Length { expected: MOST_IN_MEMORY_BYTES, found: bytes.len() as u64 });
        }
        match announced {
            Some(expected) if expected != bytes.len() as u64 => {
                Err(Problem::Length { expected, found: bytes.len() as u64 })
            }
            _ => Ok(bytes),
        }
    }

    /// Tries until it goes well, may not be tried again, or was tried often enough. Waits grow from two seconds to two
    /// minutes, half of each by chance; a server's own wish comes first. Whoever gets further than before may set the
    /// count of failures back to 0.
    pub fn again<T>(&self, mut attempt: impl FnMut(&mut u32) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut failures = 0;
        loop {
            if self.stop.is_asked() {
                return Err(Problem::Stopped);
            }
            let problem = match attempt(&mut failures) {
                Ok(done) => return Ok(done),
                Err(problem) => problem,
            };
            // A connection that was hung up on purpose looks broken.
            if self.stop.is_asked() {
                return Err(Problem::Stopped);
            }
            failures += 1;
            if !problem.may_pass() || failures >= ATTEMPTS {
                return Err(problem);
            }
            let own = back_off(failures, self.clock.jitter());
            let wait = match &problem {
                Problem::Status { retry_after: Some(asked), .. } if *asked > LONGEST_PATIENCE => return Err(problem),
                Problem::Status { retry_after: Some(asked), .. } => own.max(*asked),
                _ => own,
            };
            self.clock.wait(wait, self.stop);
        }
    }

    /// The problem in an answer that is no file.
    pub fn refusal(&self, reply: &Reply) -> Problem {
        let retry_after = reply.header("retry-after").and_then(|value| retry_after(value, self.clock.now()));
        Problem::Status { status: reply.status, retry_after }
    }

    /// The problem behind a body that broke off.
    pub fn broken(&self, error: std::io::Error) -> Problem {
        if self.stop.is_asked() {
            return Problem::Stopped;
        }
        self.problem(&ureq::Error::from(error))
    }

    fn problem(&self, error: &ureq::Error) -> Problem {
        match error {
            ureq::Error::Timeout(_) => Problem::Silent { seconds: self.silence.as_secs() },
            other if is_about_trust(other) => Problem::Untrusted { found: other.to_string() },
            other => Problem::Network { found: other.to_string() },
        }
    }

    fn wait_for_turn(&self) -> Result<(), Problem> {
        loop {
            if self.stop.is_asked() {
                return Err(Problem::Stopped);
            }
            let now = self.clock.now();
            let wait = {
                let mut pace = self.pace();
                let turn = pace.next.filter(|next| *next > now).unwrap_or(now);
                if turn == now {
                    pace.next = now.checked_add(pace.least).ok();
                    return Ok(());
                }
                turn.duration_since(now).unsigned_abs()
            };
            self.clock.wait(wait, self.stop);
        }
    }

    /// Goes slower if the source says how many requests it takes (Crossref: `x-rate-limit-limit` in
    /// `x-rate-limit-interval`). Never faster than was agreed.
    fn learn_pace(&self, reply: &Reply) {
        let limit = reply.header("x-rate-limit-limit").and_then(|value| value.trim().parse::<u32>().ok());
        let interval = reply
            .header("x-rate-limit-interval")
            .and_then(|value| value.trim().trim_end_matches('s').parse::<u32>().ok());
        if let (Some(limit @ 1..), Some(seconds)) = (limit, interval) {
            let least = (Duration::from_secs(seconds.into()) / limit).min(LONGEST_WAIT);
            let mut pace = self.pace();
            pace.least = pace.least.max(least);
        }
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the other side showed a certificate that is not trusted; asking again does not help.
fn is_about_trust(error: &ureq::Error) -> bool {
    let found = match error {
        ureq::Error::Rustls(found) => Some(found),
        ureq::Error::Io(error) => error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()),
        _ => None,
    };
    matches!(found, Some(rustls::Error::InvalidCertificate(_)))
}

/// How long to wait after the n-th failure in a row: half of it sure, half by chance.
fn back_off(failures: u32, jitter: f64) -> Duration {
    let whole = FIRST_WAIT.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(LONGEST_WAIT);
    whole.mul_f64(0.5 + jitter.clamp(0.0, 1.0) / 2.0)
}

/// `120`, or `Wed, 25 Nov 2026 01:00:00 GMT`, as what is still to wait.
fn retry_after(value: &str, now: jiff::Timestamp) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = jiff::fmt::rfc2822::parse(value.trim()).ok()?.timestamp();
    Some(if at > now { at.duration_since(now).unsigned_abs() } else { Duration::ZERO })
}

/// Where a redirection leads, if it stays with the same kind of address.
fn follow(from: &str, to: &str) -> Option<String> {
    let base: Uri = from.parse().ok()?;
    let (kind, authority) = (base.scheme_str()?, base.authority()?);
    if to.starts_with("//") {
        return Some(format!("{kind}:{to}"));
    }
    if to.starts_with('/') {
        return Some(format!("{kind}://{authority}{to}"));
    }
    match scheme(to) {
        Some(other) if other.eq_ignore_ascii_case(kind) => Some(to.to_owned()),
        Some(_) => None,
        None if to.is_empty() || to.contains(':') => None,
        None => {
            let folder = base.path().rsplit_once('/').map_or("", |(folder, _)| folder);
            Some(format!("{kind}://{authority}{folder}/{to}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit_and_are_half_chance() {
        assert_eq!(back_off(1, 0.0), Duration::from_secs(1));
        assert_eq!(back_off(1, 1.0), Duration::from_secs(2));
        assert_eq!(back_off(3, 1.0), Duration::from_secs(8));
        assert_eq!(back_off(40, 1.0), LONGEST_WAIT);
    }

    #[test]
    fn a_certificate_that_is_not_trusted_is_no_passing_trouble() {
        let untrusted = || rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        assert!(is_about_trust(&ureq::Error::Rustls(untrusted())));
        assert!(is_about_trust(&ureq::Error::Io(std::io::Error::other(untrusted()))));
        assert!(!is_about_trust(&ureq::Error::Io(std::io::Error::other("reset"))));
        assert!(!Problem::Untrusted { found: String::new() }.may_pass());
    }

    #[test]
    fn a_servers_wish_is_seconds_or_a_date() {
        let now: jiff::Timestamp = "2026-11-25T01:00:00Z".parse().expect("a time");
        assert_eq!(retry_after("120", now), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("Wed, 25 Nov 2026 01:00:30 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(retry_after("Wed, 25 Nov 2026 00:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }

    #[test]
    fn a_redirection_keeps_to_its_kind_of_address() {
        let from = "https://arden.example/a/b.gz?c=d";
        let check = |to: &str, expected: Option<&str>| assert_eq!(follow(from, to).as_deref(), expected, "{to}");
        check("https://mirror.example/b.gz", Some("https://mirror.example/b.gz"));
        check("//mirror.example/b.gz", Some("https://mirror.example/b.gz"));
        check("/e.gz", Some("https://arden.example/e.gz"));
        check("e.gz", Some("https://arden.example/a/e.gz"));
        check("http://arden.example/a/b.gz", None);
        check("file:///etc/passwd", None);
        check("", None);
    }
}
