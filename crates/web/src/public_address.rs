//! Where readers find the site: what every address that leaves it begins with, in harvests, calendars, forms and data.
//!
//! The decision to question: **a setting, never a header of a proxy**. `X-Forwarded-Proto` and its kin can be sent by anybody who reaches the server past the
//! proxy, and a harvester keeps for years what it was once told. Without the setting the address is `http://` and the name by which the reader came, which is
//! right where nothing stands between.

use std::fmt;
use std::str::FromStr;

/// Scheme, host and port of the site as its readers write them: `https://plan.example.org`, without a `/` at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress(String);

impl PublicAddress {
    /// The address: `https://plan.example.org`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is no public address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoAddress {
    given: String,
    because: &'static str,
}

impl fmt::Display for NoAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no address of a site: {}\nhint: give scheme and host, such as `https://plan.example.org`",
            self.given, self.because
        )
    }
}

impl std::error::Error for NoAddress {}

impl FromStr for PublicAddress {
    type Err = NoAddress;

    fn from_str(given: &str) -> Result<Self, NoAddress> {
        let wrong = |because| NoAddress { given: given.to_owned(), because };
        let uri: axum::http::Uri = given.parse().map_err(|_| wrong("it is not written as one"))?;
        let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"));
        let scheme = scheme.ok_or_else(|| wrong("it does not begin with `https://` or `http://`"))?;
        let authority = uri.authority().ok_or_else(|| wrong("it has no host"))?;
        if authority.as_str().contains('@') {
            return Err(wrong("it holds a name to sign in with"));
        }
        if authority.as_str().ends_with(':') {
            return Err(wrong("its port is missing"));
        }
        // Pages link to one another from the root.
        if !uri.path().trim_matches('/').is_empty() || uri.query().is_some() || given.contains('#') {
            return Err(wrong("the site stands at the root of its host, and something follows the host"));
        }
        Ok(Self(format!("{scheme}://{}", authority.as_str().to_ascii_lowercase())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_scheme_and_a_host_and_nothing_more() {
        for (given, expected) in [
            ("https://plan.example.org", "https://plan.example.org"),
            ("https://Plan.Example.org/", "https://plan.example.org"),
            ("http://10.0.0.1:8080", "http://10.0.0.1:8080"),
            ("https://[::1]:8443/", "https://[::1]:8443"),
        ] {
            assert_eq!(given.parse::<PublicAddress>().map(|address| address.0), Ok(expected.to_owned()), "{given}");
        }
        for given in [
            "",
            "plan.example.org",
            "plan.example.org:443",
            "ftp://plan.example.org",
            "https://",
            "https://plan.example.org:",
            "https://mira@plan.example.org",
            "https://plan.example.org/shirube",
            "https://plan.example.org/?a=1",
            "https://plan.example.org#top",
            "https://plan example.org",
        ] {
            let error = given.parse::<PublicAddress>().expect_err(given).to_string();
            assert!(error.contains("hint: ") && error.contains(&format!("`{given}`")), "{error}");
        }
    }
}
