//! Which schemes are looked for.

use crate::lexicon::{scheme_info, schemes};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// A set of schemes: all of them, those that bear on a Japanese plan, or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeSet {
    schemes: BTreeSet<&'static str>,
}

impl SchemeSet {
    /// Every scheme.
    #[must_use]
    pub fn all() -> Self {
        Self { schemes: schemes().iter().map(|info| info.scheme).collect() }
    }

    /// Japanese funders, names, resources, and trials of the registries that Japanese papers cite.
    #[must_use]
    pub fn plan() -> Self {
        Self { schemes: schemes().iter().filter(|info| info.in_plan_set).map(|info| info.scheme).collect() }
    }

    /// Whether the scheme is in the set.
    #[must_use]
    pub fn contains(&self, scheme: &str) -> bool {
        self.schemes.contains(scheme)
    }

    /// The schemes, by code.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.schemes.iter().copied()
    }
}

impl Default for SchemeSet {
    fn default() -> Self {
        Self::all()
    }
}

/// A list of schemes names one that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownScheme {
    found: String,
}

impl fmt::Display for UnknownScheme {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = schemes().iter().map(|info| info.scheme).collect();
        writeln!(formatter, "expected `all`, `plan` or a list of schemes, found `{}`", self.found)?;
        write!(formatter, "hint: the schemes are {}", known.join(", "))
    }
}

impl std::error::Error for UnknownScheme {}

impl FromStr for SchemeSet {
    type Err = UnknownScheme;

    /// `all`, `plan`, or codes separated by commas; `plan` may stand in a list.
    fn from_str(list: &str) -> Result<Self, UnknownScheme> {
        let mut set = BTreeSet::new();
        for word in list.split(',').map(str::trim) {
            match word {
                "all" => set.extend(Self::all().schemes),
                "plan" => set.extend(Self::plan().schemes),
                _ => {
                    let info = scheme_info(word).ok_or_else(|| UnknownScheme { found: word.to_owned() })?;
                    set.insert(info.scheme);
                }
            }
        }
        Ok(Self { schemes: set })
    }
}
