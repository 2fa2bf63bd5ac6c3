//! Joins and successions: each once, none in a circle, prefixes that a number can begin with.

use super::Found;
use crate::diagnostic::Problem;
use crate::{FiscalYear, Join, JoinSubject, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// Schemes of numbers that Shirube knows to have prefixes; AMED's are told apart more closely.
const NUMBER_SCHEMES: &[&str] = &["kakenhi", "jst", "jsps", "nedo", "mext", "jpj", "mhlw", "ncc"];

pub(super) fn check(plan: &Plan, found: &mut Found) {
    joins(plan, found);
    successions(plan, found);
}

fn joins(plan: &Plan, found: &mut Found) {
    let mut first: BTreeMap<(&JoinSubject, &str), usize> = BTreeMap::new();
    let mut certain: BTreeMap<&str, Vec<(usize, &Join)>> = BTreeMap::new();
    for (index, join) in plan.joins.iter().enumerate() {
        let path = format!("join[{index}]");
        match first.get(&(&join.subject, join.project.as_str())) {
            Some(earlier) => {
                let problem =
                    Problem::JoinTwice { subject: join.subject.words().to_owned(), project: join.project.clone() };
                found.report_also(problem, format!("{path}.{}", join.subject.key()), format!("join[{earlier}]"));
            }
            None => {
                first.insert((&join.subject, &join.project), index);
            }
        }
        if let JoinSubject::Prefix(prefix) = &join.subject {
            if !is_prefix(prefix) {
                found.report(Problem::PrefixForm { prefix: prefix.clone() }, format!("{path}.prefix"));
            }
            if join.basis.counts() {
                certain.entry(prefix).or_default().push((index, join));
            }
        }
    }
    for (prefix, joins) in certain {
        let clash = joins.iter().enumerate().find_map(|(at, (_, a))| {
            let other = joins[at + 1..].iter().find(|(_, b)| a.project != b.project && overlap(a, b));
            other.map(|(index, b)| (*index, a, b))
        });
        if let Some((index, a, b)) = clash {
            let projects = vec![a.project.clone(), b.project.clone()];
            found.report(
                Problem::PrefixOfSeveral { prefix: prefix.to_owned(), projects },
                format!("join[{index}].prefix"),
            );
        }
    }
}

impl JoinSubject {
    /// The key under which it stands in TOML.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Prefix(_) => "prefix",
            Self::Name(_) => "name",
            Self::Scheme(_) => "scheme",
            Self::Budget(_) => "budget",
        }
    }

    /// Its words: the prefix, the name or the id.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Prefix(words) | Self::Name(words) | Self::Scheme(words) | Self::Budget(words) => words,
        }
    }
}

fn overlap(a: &Join, b: &Join) -> bool {
    let last = |year: Option<FiscalYear>| year.unwrap_or(FiscalYear(i16::MAX));
    a.from.max(b.from).unwrap_or(FiscalYear(i16::MIN)) <= last(a.until).min(last(b.until))
}

/// A scheme of numbers and what its numbers can begin with: for AMED two lower-case letters, or three letters and digits,
/// then digits, nine characters at most.
fn is_prefix(text: &str) -> bool {
    let Some((scheme, prefix)) = text.split_once(':') else { return false };
    if scheme != "amed" {
        return NUMBER_SCHEMES.contains(&scheme) && !prefix.is_empty() && prefix.bytes().all(|b| b.is_ascii_graphic());
    }
    let word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let letters = prefix.bytes().take(3).all(word) && prefix.bytes().take(3).any(|byte| byte.is_ascii_lowercase());
    letters && (2..=9).contains(&prefix.len()) && prefix.bytes().skip(3).all(|byte| byte.is_ascii_digit())
}

fn successions(plan: &Plan, found: &mut Found) {
    let mut seen = BTreeSet::new();
    let mut after: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (index, succession) in plan.successions.iter().enumerate() {
        let from = succession.from.as_deref().or(succession.from_name.as_deref()).unwrap_or_default();
        if !seen.insert((from, succession.to.as_str())) {
            let problem = Problem::SuccessionTwice { from: from.to_owned(), to: succession.to.clone() };
            found.report(problem, format!("succession[{index}]"));
        }
        let Some(from) = succession.from.as_deref() else { continue };
        // Each succession is held against those before it, so that a circle is told once, where it closes.
        if from == succession.to || reaches(&after, &succession.to, from) {
            found.report(Problem::SuccessionInCircle { id: from.to_owned() }, format!("succession[{index}].from"));
        }
        after.entry(from).or_default().push(&succession.to);
    }
}

fn reaches(after: &BTreeMap<&str, Vec<&str>>, from: &str, to: &str) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            open.extend(after.get(id).into_iter().flatten());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_prefix;

    #[test]
    fn a_prefix_begins_like_a_number_after_its_year() {
        for prefix in
            ["amed:am0101", "amed:ama121", "amed:6f0", "amed:wm", "amed:dm0307007", "jst:JPMJCR", "mext:JPMXS05"]
        {
            assert!(is_prefix(prefix), "{prefix}");
        }
        for prefix in
            ["am0101", "amed:", "amed:AM0101", "amed:JP17am0101", "amed:17am0101", "amed:am01010011", "fund:a", "jst:"]
        {
            assert!(!is_prefix(prefix), "{prefix}");
        }
    }
}
