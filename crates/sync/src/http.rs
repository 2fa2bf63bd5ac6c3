//! Requests: who asks, how often, through which proxy, and what is tried again.
//!
//! The decision to question: redirections are followed by hand. A file of `https:` is never taken from anywhere else,
//! and where a chain ends is known.

use crate::clock::{Clock, Stop};
use crate::problem::Problem;
use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use ureq::http::{HeaderMap, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, BodyReader, Proxy};

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

/// How the network is reached.
#[derive(Debug, Clone)]
pub struct Network {
    /// The proxy for `https:` addresses, such as `http://proxy.arden.example:3128`.
    pub https_proxy: Option<String>,
    /// The proxy for `http:` addresses.
    pub http_proxy: Option<String>,
    /// Hosts that are reached without a proxy, with commas between: `localhost,.arden.example`.
    pub no_proxy: Option<String>,
    /// How long nothing may come before a request is given up.
    pub silence: Duration,
}

impl Default for Network {
    /// No proxy, a minute of silence.
    fn default() -> Self {
        Self { https_proxy: None, http_proxy: None, no_proxy: None, silence: Duration::from_secs(60) }
    }
}

impl Network {
    /// As the environment says: `https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`, in small letters or capitals (of
    /// `http_proxy` only the small ones, since a web server may set the other).
    #[must_use]
    pub fn of_environment() -> Self {
        let read = |names: &[&str]| {
            names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
        };
        Self {
            https_proxy: read(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]),
            http_proxy: read(&["http_proxy", "all_proxy", "ALL_PROXY"]),
            no_proxy: read(&["no_proxy", "NO_PROXY"]),
            ..Self::default()
        }
    }
}

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

fn scheme(url: &str) -> Option<&str> {
    url.split_once("://").map(|(scheme, _)| scheme)
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

fn proxy(network: &Network, secure: bool) -> Result<Option<Proxy>, Problem> {
    let address = if secure { &network.https_proxy } else { &network.http_proxy };
    let Some(address) = address else { return Ok(None) };
    // What a password in the address is, is not repeated in a message.
    let host = address.rsplit('@').next().unwrap_or_default();
    let wrong = || Problem::Option {
        name: if secure { "https_proxy" } else { "http_proxy" },
        expected: "the address of an HTTP proxy, such as http://proxy.example:3128",
        found: host.to_owned(),
    };
    let given = Proxy::new(address).map_err(|_| wrong())?;
    if scheme(address).is_some_and(|kind| !matches!(kind, "http" | "https")) {
        return Err(wrong());
    }
    let mut builder = Proxy::builder(given.protocol()).host(given.host()).port(given.port());
    if let Some(name) = given.username() {
        builder = builder.username(name);
    }
    if let Some(password) = given.password() {
        builder = builder.password(password);
    }
    for host in network.no_proxy.as_deref().unwrap_or_default().split(',') {
        let host = host.trim();
        builder = builder.no_proxy(host);
        // Elsewhere `arden.example` also means everything below it.
        if !host.is_empty() && !host.starts_with(['.', '*']) {
            builder = builder.no_proxy(&format!(".{host}"));
        }
    }
    builder.build().map(Some).map_err(|_| wrong())
}

/// TLS by rustls with ring, trusting what the system trusts (or `SSL_CERT_FILE`).
fn tls() -> Result<TlsConfig, Problem> {
    let found = rustls_native_certs::load_native_certs();
    if found.certs.is_empty() {
        let found = found.errors.first().map_or_else(|| "none".to_owned(), ToString::to_string);
        return Err(Problem::NoRoots { found });
    }
    let roots = found.certs.iter().map(|certificate| Certificate::from_der(certificate.as_ref()).to_owned()).collect();
    Ok(TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build())
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

    #[test]
    fn a_proxy_is_chosen_by_kind_of_address_and_left_out_for_named_hosts() {
        let network = Network {
            https_proxy: Some("http://user:secret@proxy.example:3128".to_owned()),
            no_proxy: Some("localhost, arden.example".to_owned()),
            ..Network::default()
        };
        let chosen = proxy(&network, true).expect("an address").expect("a proxy");
        assert_eq!((chosen.host(), chosen.port(), chosen.password()), ("proxy.example", 3128, Some("secret")));
        let left_out = |url: &str| chosen.is_no_proxy(&url.parse().expect("an address"));
        assert!(left_out("https://arden.example/") && left_out("https://ftp.arden.example/"));
        assert!(!left_out("https://harden.example/"));
        assert!(proxy(&network, false).expect("nothing to read").is_none());
        let wrong = Network { https_proxy: Some("socks5://user:secret@proxy.example:1".to_owned()), ..network };
        let problem = proxy(&wrong, true).expect_err("no HTTP proxy").to_string();
        assert!(problem.contains("proxy.example:1") && !problem.contains("secret"), "{problem}");
    }
}
