//! The list of robots, and whether a program is one of them.

use crate::Error;
use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;

/// The most names of programs whose answer is remembered; a log has some thousands.
const REMEMBERED: usize = 200_000;

/// A list of robots: COUNTER's `COUNTER_Robots_list.json` (<https://github.com/atmire/COUNTER-Robots>), or one of the same shape.
#[derive(Debug, Clone)]
pub struct Robots {
    regex: Regex,
    /// The newest change of any of its patterns, as the list has it: `2024-04-22`.
    pub date: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// How many patterns it has.
    pub patterns: usize,
}

#[derive(Deserialize)]
struct Pattern {
    pattern: String,
    #[serde(default)]
    last_changed: String,
}

impl Robots {
    /// Reads a list: a JSON array of objects with `pattern` and `last_changed`. Patterns match anywhere, whatever the case.
    ///
    /// # Errors
    /// If it is no such list, or a pattern of it is no regular expression: every one that is not is named.
    pub fn read(json: &[u8]) -> Result<Self, Error> {
        let list: Vec<Pattern> = serde_json::from_slice(json).map_err(|error| Error::Robots(error.to_string()))?;
        if list.is_empty() {
            return Err(Error::Robots("a list without patterns".to_owned()));
        }
        let build = |patterns: &[&str]| {
            Regex::builder().syntax(syntax::Config::new().case_insensitive(true)).build_many(patterns).ok()
        };
        let patterns: Vec<&str> = list.iter().map(|one| one.pattern.as_str()).collect();
        let regex = build(&patterns).ok_or_else(|| {
            let wrong: Vec<String> =
                patterns.iter().filter(|one| build(&[one]).is_none()).map(|one| format!("`{one}`")).collect();
            Error::Robots(format!("patterns that are no regular expressions: {}", wrong.join(", ")))
        })?;
        let mut sha256 = String::new();
        for byte in Sha256::digest(json) {
            let _ = write!(sha256, "{byte:02x}");
        }
        let date = list.iter().map(|one| one.last_changed.clone()).max().unwrap_or_default();
        Ok(Self { regex, date, sha256, patterns: list.len() })
    }

    /// Whether a program that calls itself so is a robot. One that does not say what it is, is one: COUNTER's list has a pattern
    /// for the empty name.
    #[must_use]
    pub fn is_robot(&self, agent: &str) -> bool {
        self.regex.is_match(agent)
    }
}

/// The answers given so far: a log names the same few thousand programs again and again.
#[derive(Default)]
pub(crate) struct Known(HashMap<Vec<u8>, bool>);

impl Known {
    pub(crate) fn is_robot(&mut self, robots: &Robots, agent: &[u8]) -> bool {
        if let Some(known) = self.0.get(agent) {
            return *known;
        }
        let answer = robots.is_robot(&String::from_utf8_lossy(agent));
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert(agent.to_vec(), answer);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"[{"pattern": "bot", "last_changed": "2017-08-08"},
        {"pattern": "^Buck\\/[0-9]", "last_changed": "2019-11-19"}, {"pattern": "^.?$", "last_changed": "2017-08-08"}]"#;

    #[test]
    fn a_program_is_a_robot_if_a_pattern_says_so_whatever_the_case() {
        let robots = Robots::read(LIST.as_bytes()).expect("a list");
        let check = |agent: &str, expected| assert_eq!(robots.is_robot(agent), expected, "{agent}");
        check("ArdenBOT/1.0", true);
        check("Buck/2", true);
        check("Roebuck/2", false);
        check("", true);
        check("-", true);
        check("Mozilla/5.0 (X11) Firefox/130.0", false);
        assert_eq!((robots.date.as_str(), robots.patterns), ("2019-11-19", 3));
        assert_eq!(robots.sha256.len(), 64);
    }

    #[test]
    fn every_pattern_that_is_none_is_named() {
        let wrong = Robots::read(br#"[{"pattern": "bot"}, {"pattern": "(a"}, {"pattern": "b["}]"#).expect_err("wrong");
        assert!(wrong.to_string().contains("`(a`, `b[`"), "{wrong}");
        assert!(Robots::read(b"[]").is_err());
        assert!(Robots::read(b"<html>").is_err());
    }

    #[test]
    fn the_list_of_counter_is_read() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real/usage/COUNTER_Robots_list.json");
        let Ok(json) = std::fs::read(path) else {
            eprintln!("SKIPPED: no list of robots at {path}");
            return;
        };
        let robots = Robots::read(&json).expect("the list");
        assert!(robots.patterns > 300);
        assert!(robots.is_robot("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"));
        assert!(!robots.is_robot("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"));
    }
}
