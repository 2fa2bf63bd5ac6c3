//! How the network is reached: proxies and whom to trust.
//!
//! The decision to question: no list of certificates comes with the program. The system's own are trusted, so that those
//! of an organisation's proxy are, and so that a withdrawn one goes when the system is updated.

use crate::problem::Problem;
use std::sync::Arc;
use std::time::Duration;
use ureq::Proxy;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

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

/// What stands before `://`.
pub(crate) fn scheme(url: &str) -> Option<&str> {
    url.split_once("://").map(|(scheme, _)| scheme)
}

/// The proxy for one kind of address, if there is one.
pub(crate) fn proxy(network: &Network, secure: bool) -> Result<Option<Proxy>, Problem> {
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
pub(crate) fn tls() -> Result<TlsConfig, Problem> {
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
