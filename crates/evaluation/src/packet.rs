//! What the committee gets: a frozen version of every fact, and how two of them differ.
//!
//! The decision to question: a packet keeps its lines as they were printed, in both languages, and not questions that could be asked again. Later changes
//! of the store, of a rule or of this program alter no packet; that costs some hundred kilobytes each.

use plan::Language;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A frozen version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packet {
    /// The change number of the store whose facts these are.
    pub change: u64,
    /// The revision of the plan, in words.
    pub revision: String,
    /// Number and sum of the newest entry of the audit trail when it was frozen.
    pub audit_head: String,
    /// Its lines in Japanese.
    pub ja: Vec<Line>,
    /// The same in English.
    pub en: Vec<Line>,
}

/// A line: a heading, a paragraph, or a row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// What it is about, the same in every version: the heading, the table and the row. Lines of two versions with one key are compared.
    pub key: String,
    /// What it says; one cell for headings and paragraphs.
    pub cells: Vec<Cell>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// A heading.
    Heading,
    /// A paragraph.
    Words,
    /// The head of a table.
    Head,
    /// A row of it.
    Row,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it says.
    pub words: String,
    /// Where it opens, from the root of the site, with the language; empty for nowhere.
    pub path: String,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
}

impl Line {
    /// What it says, cells parted by a bar.
    #[must_use]
    pub fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.words.as_str()).collect::<Vec<_>>().join("｜")
    }
}

impl Packet {
    /// Its lines in a language.
    #[must_use]
    pub fn lines(&self, language: Language) -> &[Line] {
        if language == Language::Ja { &self.ja } else { &self.en }
    }

    /// SHA-256 over everything in it, in hexadecimal. Two packets with one sum say the same.
    #[must_use]
    pub fn sum(&self) -> String {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(&bytes).iter().fold(String::new(), |mut sum, byte| {
            let _ = write!(sum, "{byte:02x}");
            sum
        })
    }

    /// Whether it tells the committee the same facts as another: the change number and the audit head, which move by themselves, left aside.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.revision == other.revision && self.ja == other.ja && self.en == other.en
    }
}

/// What happened to a line from one version to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It says something else.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// A line that is not the same in two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its key.
    pub key: String,
    /// What happened.
    pub fate: Fate,
    /// What it said; empty where it is new.
    pub old: String,
    /// What it says; empty where it is gone.
    pub new: String,
}

/// What is not the same in two versions, in the order of the new one, with what is gone at the end. Lines are held against each other by key; of several with
/// one key the first against the first.
#[must_use]
pub fn moved(old: &[Line], new: &[Line]) -> Vec<Moved> {
    let number = |lines: &[Line]| -> Vec<(String, String)> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        lines
            .iter()
            .map(|line| {
                let times = seen.entry(line.key.clone()).or_default();
                *times += 1;
                let key = if *times == 1 { line.key.clone() } else { format!("{} ({times})", line.key) };
                (key, line.text())
            })
            .collect()
    };
    let (before, after) = (number(old), number(new));
    let said: BTreeMap<&str, &str> = before.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
    let mut found: Vec<Moved> = after
        .iter()
        .filter_map(|(key, text)| match said.get(key.as_str()) {
            Some(old) if *old == text => None,
            Some(old) => {
                Some(Moved { key: key.clone(), fate: Fate::Changed, old: (*old).to_owned(), new: text.clone() })
            }
            None => Some(Moved { key: key.clone(), fate: Fate::Added, old: String::new(), new: text.clone() }),
        })
        .collect();
    let says: BTreeSet<&str> = after.iter().map(|(key, _)| key.as_str()).collect();
    let gone = before.iter().filter(|(key, _)| !says.contains(key.as_str()));
    found.extend(gone.map(|(key, text)| Moved {
        key: key.clone(),
        fate: Fate::Removed,
        old: text.clone(),
        new: String::new(),
    }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, words: &str) -> Line {
        let cell = |words: &str| Cell { words: words.to_owned(), path: String::new(), columns: 1, rows: 1 };
        Line { kind: LineKind::Row, key: key.to_owned(), cells: vec![cell(key), cell(words)] }
    }

    #[test]
    fn a_line_is_held_against_the_one_of_its_key_wherever_it_stands() {
        let old = [row("papers", "3"), row("seeds", "1"), row("trials", "2")];
        let new = [row("seeds", "1"), row("papers", "4"), row("ferries", "9")];
        let found: Vec<_> = moved(&old, &new).into_iter().map(|one| (one.key, one.fate)).collect();
        let expected = [("papers", Fate::Changed), ("ferries", Fate::Added), ("trials", Fate::Removed)];
        assert_eq!(found, expected.map(|(key, fate)| (key.to_owned(), fate)));
        assert!(moved(&old, &old).is_empty());
    }

    #[test]
    fn two_lines_with_one_key_are_told_apart_by_their_order() {
        let found = moved(&[row("a", "1"), row("a", "2")], &[row("a", "1"), row("a", "3")]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].old.as_str(), found[0].new.as_str()), ("a｜2", "a｜3"));
    }

    #[test]
    fn a_sum_moves_with_a_single_character() {
        let packet = Packet { ja: vec![row("papers", "3")], ..Packet::default() };
        let other = Packet { ja: vec![row("papers", "4")], ..Packet::default() };
        let later = Packet { change: 9, ..packet.clone() };
        assert!(packet.sum() == packet.clone().sum() && packet.sum() != other.sum() && packet.sum() != later.sum());
        assert!(packet.says_the_same(&later) && !packet.says_the_same(&other));
    }
}
