//! Tables with their places.

use crate::keys::{Shape, TableKind};
use crate::{Problem, Wrong};
use plan::{Language, Place, nearest};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// One table of the file.
pub(super) struct Table<'a> {
    entries: &'a DeTable<'a>,
    kind: &'static TableKind,
    path: String,
}

impl<'a> Table<'a> {
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    pub(super) fn value(&self, key: &str) -> Option<&'a DeValue<'a>> {
        self.entries.get(key).map(toml::Spanned::get_ref)
    }

    pub(super) fn path_of(&self, key: &str) -> String {
        join(&self.path, key)
    }

    fn shape(&self, key: &str) -> Shape {
        self.kind.key(key).map_or(Shape::Words, |key| key.shape)
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// What was found, and where things stand.
pub(super) struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<Problem>,
    places: BTreeMap<String, Range<usize>>,
    /// Paths of which something wrong was said already.
    broken: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, found: Vec::new(), places: BTreeMap::new(), broken: BTreeSet::new() }
    }

    /// The file's name without its folder and its ending.
    pub(super) fn stem(&self) -> &'a str {
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or(self.file);
        name.strip_suffix(".toml").unwrap_or(name)
    }

    /// Everything found, in the order of lines.
    pub(super) fn finish(&mut self) -> Vec<Problem> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|problem| (problem.place.line, problem.place.column));
        found
    }

    pub(super) fn is_broken(&self, path: &str) -> bool {
        self.broken.contains(path)
    }

    pub(super) fn note(&mut self, path: &str, span: Range<usize>) {
        self.places.insert(path.to_owned(), span);
    }

    /// Says what is wrong with the value at a path, or with the nearest thing around it.
    pub(super) fn report(&mut self, wrong: Wrong, path: &str) {
        self.broken.insert(path.to_owned());
        let span = self.span(path);
        self.report_span(wrong, span);
    }

    pub(super) fn report_span(&mut self, wrong: Wrong, span: Range<usize>) {
        self.found.push(Problem { wrong, place: Place::of(self.file, self.text, span) });
    }

    /// The line at which a path stands.
    pub(super) fn line(&self, path: &str) -> usize {
        Place::of(self.file, self.text, self.span(path)).line
    }

    fn span(&self, path: &str) -> Range<usize> {
        let mut path = path;
        loop {
            if let Some(span) = self.places.get(path) {
                return span.clone();
            }
            path = &path[..path.rfind(['.', '[']).unwrap_or(0)];
            if path.is_empty() {
                return self.places.get("").cloned().unwrap_or(0..0);
            }
        }
    }

    /// A table, after a look at its keys.
    pub(super) fn open(
        &mut self,
        kind: &'static TableKind,
        path: String,
        span: Range<usize>,
        entries: &'a DeTable<'a>,
    ) -> Table<'a> {
        self.note(&path, span);
        for (key, value) in entries {
            let key_path = join(&path, key.get_ref());
            if kind.key(key.get_ref()).is_none() {
                let known: Vec<&str> = kind.keys.iter().map(|key| key.name).collect();
                let wrong = Wrong::UnknownKey {
                    table: kind.name.to_owned(),
                    key: key.get_ref().to_string(),
                    nearest: nearest(key.get_ref(), known.iter().copied()),
                    known: known.into_iter().map(str::to_owned).collect(),
                };
                self.note(&key_path, key.span());
                self.report(wrong, &key_path);
            } else {
                self.note(&key_path, value.span());
            }
        }
        for key in kind.keys.iter().filter(|key| key.required && !entries.contains_key(key.name)) {
            let wrong = Wrong::MissingKey { table: kind.name.to_owned(), key: key.name.to_owned() };
            self.report(wrong, &join(&path, key.name));
        }
        Table { entries, kind, path }
    }

    /// A table that is the value at a path already noted.
    pub(super) fn open_at(&mut self, kind: &'static TableKind, path: String, entries: &'a DeTable<'a>) -> Table<'a> {
        let span = self.span(&path);
        self.open(kind, path, span, entries)
    }

    pub(super) fn wrong_type(&mut self, shape: Shape, value: &DeValue<'_>, path: &str) {
        let expected = [Language::Ja, Language::En].map(|language| shape.words(language).to_owned());
        let found = match value {
            DeValue::String(_) => "\"…\"",
            DeValue::Integer(_) => "1, 2 …",
            DeValue::Float(_) => "0.5 …",
            DeValue::Boolean(_) => "true, false",
            DeValue::Datetime(_) => "2026-04-01 …",
            DeValue::Array(_) => "[…]",
            DeValue::Table(_) => "{…}",
        };
        self.report(Wrong::WrongType { expected, found }, path);
    }

    pub(super) fn unknown_word(&mut self, word: &str, known: &[&str], path: &str) {
        let wrong = Wrong::UnknownWord {
            found: word.to_owned(),
            known: known.iter().map(|&word| word.to_owned()).collect(),
            nearest: nearest(word, known.iter().copied()),
        };
        self.report(wrong, path);
    }

    /// Words; empty if they are missing or no words.
    pub(super) fn words(&mut self, table: &Table<'a>, key: &str) -> String {
        let Some(value) = table.value(key) else { return String::new() };
        self.words_of(value, &table.path_of(key)).unwrap_or_default()
    }

    pub(super) fn words_of(&mut self, value: &DeValue<'_>, path: &str) -> Option<String> {
        match value {
            DeValue::String(words) if words.trim().is_empty() => {
                self.report(Wrong::Empty, path);
                None
            }
            DeValue::String(words) => Some(words.trim().to_owned()),
            other => {
                self.wrong_type(Shape::Words, other, path);
                None
            }
        }
    }

    /// One of the words of a choice; empty if it is missing or another.
    pub(super) fn choice(&mut self, table: &Table<'a>, key: &str) -> String {
        let word = self.words(table, key);
        let Shape::Choice(known) = table.shape(key) else { return word };
        if !word.is_empty() && !known.contains(&word.as_str()) {
            self.unknown_word(&word, known, &table.path_of(key));
            return String::new();
        }
        word
    }

    pub(super) fn flag(&mut self, table: &Table<'a>, key: &str) -> bool {
        match table.value(key) {
            None => false,
            Some(DeValue::Boolean(flag)) => *flag,
            Some(other) => {
                self.wrong_type(Shape::Flag, other, &table.path_of(key));
                false
            }
        }
    }

    pub(super) fn count(&mut self, table: &Table<'a>, key: &str) -> u32 {
        let Some(value) = table.value(key) else { return 1 };
        let number = match value {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        number.filter(|number| *number > 0).unwrap_or_else(|| {
            self.wrong_type(Shape::Count, value, &table.path_of(key));
            1
        })
    }

    pub(super) fn list(&mut self, table: &Table<'a>, key: &str) -> Vec<String> {
        let Some(value) = table.value(key) else { return Vec::new() };
        let path = table.path_of(key);
        let DeValue::Array(values) = value else {
            self.wrong_type(Shape::List, value, &path);
            return Vec::new();
        };
        let mut words = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let path = format!("{path}[{index}]");
            self.note(&path, value.span());
            words.push(self.words_of(value.get_ref(), &path).unwrap_or_default());
        }
        words
    }

    /// The tables of a list.
    pub(super) fn tables<T>(
        &mut self,
        table: &Table<'a>,
        key: &str,
        kind: &'static TableKind,
        mut read: impl FnMut(&mut Self, &Table<'a>) -> T,
    ) -> Vec<T> {
        let Some(value) = table.value(key) else { return Vec::new() };
        let path = table.path_of(key);
        let DeValue::Array(values) = value else {
            self.wrong_type(Shape::Tables, value, &path);
            return Vec::new();
        };
        if values.is_empty() {
            self.report(Wrong::NothingListed, &path);
        }
        let mut tables = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let DeValue::Table(entries) = value.get_ref() else {
                self.note(&path, value.span());
                self.wrong_type(Shape::Tables, value.get_ref(), &path);
                // The numbers of those that follow would no longer be theirs.
                return Vec::new();
            };
            let opened = self.open(kind, path, value.span(), entries);
            tables.push(read(self, &opened));
        }
        tables
    }
}
