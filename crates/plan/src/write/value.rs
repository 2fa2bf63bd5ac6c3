//! Values and tables of TOML as text.

use crate::{Basis, End, FiscalYear, Text, YearClaim};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// A value that would make a wider line is broken into one line an item.
const WIDE: usize = 120;

/// One table: its heading and its keys, a line each.
#[derive(Default)]
pub(super) struct Table {
    out: String,
}

impl Table {
    /// `[[heading]]`
    pub(super) fn headed(heading: &str) -> Self {
        Self { out: format!("[[{heading}]]\n") }
    }

    /// `[heading]`
    pub(super) fn one(heading: &str) -> Self {
        Self { out: format!("[{heading}]\n") }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    pub(super) fn put(&mut self, key: &str, value: String) {
        let _ = writeln!(self.out, "{key} = {value}");
    }

    pub(super) fn words(&mut self, key: &str, value: &str) {
        self.put(key, words(value));
    }

    pub(super) fn optional_words(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.words(key, value);
        }
    }

    /// A text; an empty one is left out.
    pub(super) fn text(&mut self, key: &str, value: &Text) {
        if !value.ja.is_empty() {
            self.put(key, text(value));
        }
    }

    pub(super) fn optional_text(&mut self, key: &str, value: Option<&Text>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    pub(super) fn year(&mut self, key: &str, value: Option<FiscalYear>) {
        if let Some(value) = value {
            self.put(key, value.to_string());
        }
    }

    /// A flag, if it is not as without it.
    pub(super) fn flag(&mut self, key: &str, value: bool, absent: bool) {
        if value != absent {
            self.put(key, value.to_string());
        }
    }

    pub(super) fn word(&mut self, key: &str, value: impl Serialize) {
        self.put(key, word(value));
    }

    /// A list of words; an empty one is left out.
    pub(super) fn list(&mut self, key: &str, value: &[String]) {
        if !value.is_empty() {
            self.put(key, list(value.iter().map(|one| words(one))));
        }
    }

    /// A list with a line for each item; an empty one is left out.
    pub(super) fn items(&mut self, key: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        if !items.is_empty() {
            let lines: String = items.iter().map(|item| format!("  {item},\n")).collect();
            self.put(key, format!("[\n{lines}]"));
        }
    }

    pub(super) fn basis(&mut self, basis: &Basis) {
        for (key, value) in basis_in_table(basis) {
            self.put(key, value);
        }
    }

    /// As `basis`, in a table where `on` or `because` mean something else.
    pub(super) fn basis_not_confirmed(&mut self, basis: &Basis) {
        if matches!(basis, Basis::Confirmed { .. }) {
            self.put("basis", inline(basis_in_table(basis)));
        } else {
            self.basis(basis);
        }
    }
}

/// The keys of a basis.
pub(super) fn basis_in_table(basis: &Basis) -> Vec<(&'static str, String)> {
    match basis {
        Basis::Stated { source } => vec![("stated", words(source))],
        Basis::Confirmed { by, on, because } => {
            vec![("confirmed", words(by)), ("on", on.to_string()), ("because", words(because))]
        }
        Basis::Inferred { rule } => vec![("inferred", words(rule))],
        Basis::Unconfirmed { source: Some(source) } => vec![("unconfirmed", words(source))],
        Basis::Unconfirmed { source: None } => vec![("unconfirmed", "true".to_owned())],
        Basis::Unknown => vec![("unknown", "true".to_owned())],
    }
}

pub(super) fn claim(claim: &YearClaim) -> String {
    match claim.year {
        None => words("unknown"),
        Some(year) => inline(std::iter::once(("year", year.to_string())).chain(basis_in_table(&claim.basis))),
    }
}

pub(super) fn end(end: &End) -> String {
    match end {
        End::Year(year) => claim(year),
        End::Open { basis } => inline(std::iter::once(("open", "true".to_owned())).chain(basis_in_table(basis))),
    }
}

pub(super) fn text(text: &Text) -> String {
    if text.en.is_empty() {
        return words(&text.ja);
    }
    let mut pairs = vec![("ja", words(&text.ja)), ("en", words(&text.en))];
    if text.en_official {
        pairs.push(("official", "true".to_owned()));
    }
    let line = inline(pairs.clone());
    if line.width() <= WIDE {
        return line;
    }
    let lines: String = pairs.into_iter().map(|(key, value)| format!("  {key} = {value},\n")).collect();
    format!("{{\n{lines}}}")
}

pub(super) fn by_year(amounts: &BTreeMap<FiscalYear, i64>) -> String {
    let pairs = amounts.iter().map(|(year, amount)| format!("{year} = {amount}")).collect::<Vec<_>>();
    format!("{{ {} }}", pairs.join(", "))
}

/// `{ key = value, … }`
pub(super) fn inline(pairs: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let pairs = pairs.into_iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>();
    format!("{{ {} }}", pairs.join(", "))
}

/// `[value, …]`, broken into lines where it is wide.
pub(super) fn list(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.collect();
    let line = format!("[{}]", values.join(", "));
    if line.width() <= WIDE {
        return line;
    }
    let lines: String = values.iter().map(|value| format!("  {value},\n")).collect();
    format!("[\n{lines}]")
}

/// The word by which the model calls a choice.
pub(super) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => words(&word),
        _ => unreachable!("a choice without data is one word"),
    }
}

/// Words in quotes: on one line, or between three quotes where they are several lines.
pub(super) fn words(words: &str) -> String {
    let several_lines = words.contains('\n');
    let mut out = String::from(if several_lines { "\"\"\"\n" } else { "\"" });
    for character in words.chars() {
        match character {
            '\n' => out.push('\n'),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            control if control.is_ascii_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push_str(if several_lines { "\"\"\"" } else { "\"" });
    out
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_quoted_so_that_toml_reads_them_back() {
        for text in
            ["苔", "a \"b\" \\ c", "一行\n二行", "\n\n", "tab\tand bell\u{7}", "\r\n", "\"\"\"", "ends with \"\n\""]
        {
            let document = format!("key = {}", words(text));
            let table: toml::Table = document.parse().unwrap_or_else(|error| panic!("{document}: {error}"));
            assert_eq!(table["key"].as_str(), Some(text));
        }
    }
}
