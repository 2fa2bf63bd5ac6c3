//! Tables with their places: each value that is read leaves the place where it stands, under the path by which the
//! checks name it.

use crate::diagnostic::{Diagnostic, Found, Place, Problem, nearest};
use crate::keys::{Key, Need, Shape, TableKind};
use crate::{FiscalYear, Language, Plan};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A day that stands where none could be read; no check speaks of it, since the reader did.
const NO_DAY: Date = jiff::civil::date(1, 1, 1);

/// One table of a file.
pub(super) struct Table<'a> {
    entries: &'a DeTable<'a>,
    pub(super) kind: &'static TableKind,
    pub(super) path: String,
    file: usize,
}

impl Table<'_> {
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    pub(super) fn path_of(&self, key: &str) -> String {
        join(&self.path, key)
    }
}

impl<'a> Table<'a> {
    pub(super) fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        debug_assert!(self.kind.key(key).is_some(), "`{key}` is no key of `{}`", self.kind.name);
        self.entries.get(key)
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// What was found, and where things stand.
pub(super) struct Reader<'a> {
    files: &'a [(String, String)],
    found: Vec<Diagnostic>,
    places: BTreeMap<String, (usize, Range<usize>)>,
    /// Paths of which the reader has already said that they are wrong.
    broken: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(files: &'a [(String, String)]) -> Self {
        Self { files, found: Vec::new(), places: BTreeMap::new(), broken: BTreeSet::new() }
    }

    pub(super) fn name(&self, file: usize) -> &'a str {
        &self.files[file].0
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.files.iter().any(|(path, _)| path == name)
    }

    pub(super) fn is_broken(&self, path: &str) -> bool {
        self.broken.contains(path)
    }

    pub(super) fn report(&mut self, problem: Problem, path: impl Into<String>) {
        let path = path.into();
        self.broken.insert(path.clone());
        self.found.push(Diagnostic::new(problem, path));
    }

    /// As `report`, at a place that no path names.
    pub(super) fn report_at(&mut self, problem: Problem, path: &str, file: usize, span: Range<usize>) {
        let mut diagnostic = Diagnostic::new(problem, path);
        diagnostic.place = Some(Place::of(&self.files[file].0, &self.files[file].1, span));
        self.broken.insert(path.to_owned());
        self.found.push(diagnostic);
    }

    /// Everything found, with what the checks say of the plan, each with its place, in the order of files and lines.
    pub(super) fn finish(mut self, plan: &Plan, all_parsed: bool) -> Vec<Diagnostic> {
        // What refers to a file that could not be read would all be reported as missing.
        if all_parsed {
            let checked = crate::check::check(plan);
            // What could not be read has been reported, and a check would judge the value that stands in for it.
            let broken = |path: &str| {
                let around = path.rfind(['.', '[']).map_or("", |end| &path[..end]);
                self.is_broken(path) || self.is_broken(around)
            };
            let of_broken = |diagnostic: &Diagnostic| {
                broken(&diagnostic.path) || diagnostic.also.as_ref().is_some_and(|(path, _)| broken(path))
            };
            let sound: Vec<Diagnostic> = checked.into_iter().filter(|diagnostic| !of_broken(diagnostic)).collect();
            self.found.extend(sound);
        }
        let mut found = std::mem::take(&mut self.found);
        for diagnostic in &mut found {
            if diagnostic.place.is_none() {
                diagnostic.place = self.locate(&diagnostic.path);
            }
            if let Some((path, place)) = &mut diagnostic.also {
                *place = self.locate(path);
            }
        }
        let order: BTreeMap<&str, usize> =
            self.files.iter().enumerate().map(|(index, (path, _))| (path.as_str(), index)).collect();
        found.sort_by_key(|diagnostic| {
            diagnostic.place.as_ref().map(|place| (order.get(place.file.as_str()).copied(), place.line, place.column))
        });
        found
    }

    /// The place of a path, or of the nearest thing around it.
    fn locate(&self, path: &str) -> Option<Place> {
        let mut path = path;
        loop {
            if let Some((file, span)) = self.places.get(path) {
                return Some(Place::of(&self.files[*file].0, &self.files[*file].1, span.clone()));
            }
            let end = path.rfind(['.', '['])?;
            path = &path[..end];
        }
    }

    /// The table that a whole file is.
    pub(super) fn root(
        &mut self,
        kind: &'static TableKind,
        path: String,
        document: &'a (usize, Spanned<DeTable<'a>>),
    ) -> Table<'a> {
        let (file, table) = document;
        // The first line stands for the file: its whole span would underline nothing a person could mend.
        let first_line = self.files[*file].1.find('\n').unwrap_or(self.files[*file].1.len());
        self.open(kind, path, *file, 0..first_line, table.get_ref())
    }

    /// A table, after a look at its keys.
    pub(super) fn open(
        &mut self,
        kind: &'static TableKind,
        path: String,
        file: usize,
        span: Range<usize>,
        entries: &'a DeTable<'a>,
    ) -> Table<'a> {
        for (key, value) in entries {
            if kind.key(key.get_ref()).is_none() {
                let known: Vec<&str> = kind.all_keys().map(|key| key.name).collect();
                let problem = Problem::UnknownKey {
                    table: kind.name.to_owned(),
                    key: key.get_ref().to_string(),
                    nearest: nearest(key.get_ref(), known.iter().copied()),
                    known: known.into_iter().map(str::to_owned).collect(),
                };
                self.report_at(problem, &join(&path, key.get_ref()), file, key.span());
            } else {
                self.places.insert(join(&path, key.get_ref()), (file, value.span()));
            }
        }
        self.places.insert(path.clone(), (file, span));
        for key in kind.keys.iter().filter(|key| key.need == Need::Required) {
            if !entries.contains_key(key.name) {
                let problem = Problem::MissingKey { table: kind.name.to_owned(), key: key.name.to_owned() };
                self.report(problem, join(&path, key.name));
            }
        }
        Table { entries, kind, path, file }
    }

    pub(super) fn wrong_type(&mut self, shape: Shape, value: &DeValue<'_>, path: &str) {
        let problem = Problem::WrongType {
            expected_ja: shape.words(Language::Ja),
            expected_en: shape.words(Language::En),
            found: found(value),
        };
        self.report(problem, path);
    }

    fn key(table: &Table<'_>, key: &str) -> &'static Key {
        table.kind.key(key).unwrap_or_else(|| panic!("`{key}` is no key of `{}`", table.kind.name))
    }

    /// Words; empty if they are missing or no words.
    pub(super) fn words(&mut self, table: &Table<'_>, key: &str) -> String {
        self.optional_words(table, key).unwrap_or_default()
    }

    pub(super) fn optional_words(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        let value = table.value(key)?;
        self.words_of(Self::key(table, key).shape, value.get_ref(), &table.path_of(key))
    }

    pub(super) fn words_of(&mut self, shape: Shape, value: &DeValue<'_>, path: &str) -> Option<String> {
        match value {
            DeValue::String(words) if words.trim().is_empty() => {
                self.report(Problem::Empty, path);
                None
            }
            DeValue::String(words) => Some(words.to_string()),
            other => {
                self.wrong_type(shape, other, path);
                None
            }
        }
    }

    pub(super) fn number<T: TryFrom<i64> + Default>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        least: i64,
        most: i64,
    ) -> T {
        let Some(value) = table.value(key) else { return T::default() };
        let path = table.path_of(key);
        let Some(number) = self.integer(Shape::Number, value.get_ref(), &path) else { return T::default() };
        match T::try_from(number) {
            Ok(fits) if (least..=most).contains(&number) => fits,
            _ => {
                self.report(Problem::NumberOutOfRange { found: number.to_string(), least, most }, path);
                T::default()
            }
        }
    }

    pub(super) fn integer(&mut self, shape: Shape, value: &DeValue<'_>, path: &str) -> Option<i64> {
        let DeValue::Integer(integer) = value else {
            self.wrong_type(shape, value, path);
            return None;
        };
        let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        if number.is_none() {
            let problem = Problem::NumberOutOfRange { found: integer.to_string(), least: i64::MIN, most: i64::MAX };
            self.report(problem, path);
        }
        number
    }

    pub(super) fn year(&mut self, table: &Table<'_>, key: &str) -> Option<FiscalYear> {
        let value = table.value(key)?;
        self.year_of(value.get_ref(), &table.path_of(key))
    }

    pub(super) fn year_of(&mut self, value: &DeValue<'_>, path: &str) -> Option<FiscalYear> {
        let number = self.integer(Shape::Year, value, path)?;
        match i16::try_from(number) {
            Ok(year) => Some(FiscalYear(year)),
            Err(_) => {
                self.report(Problem::NumberOutOfRange { found: number.to_string(), least: 1945, most: 2100 }, path);
                None
            }
        }
    }

    pub(super) fn date(&mut self, table: &Table<'_>, key: &str) -> Date {
        let Some(value) = table.value(key) else { return NO_DAY };
        self.date_of(Self::key(table, key).shape, value.get_ref(), &table.path_of(key)).unwrap_or(NO_DAY)
    }

    fn date_of(&mut self, shape: Shape, value: &DeValue<'_>, path: &str) -> Option<Date> {
        if let DeValue::Datetime(datetime) = value
            && let (Some(date), None) = (datetime.date, datetime.time)
            && let (Ok(year), Ok(month), Ok(day)) = (date.year.try_into(), date.month.try_into(), date.day.try_into())
            && let Ok(date) = Date::new(year, month, day)
        {
            return Some(date);
        }
        self.wrong_type(shape, value, path);
        None
    }

    pub(super) fn dates(&mut self, table: &Table<'a>, key: &str) -> Vec<Date> {
        self.items(table, key, |reader, value, path| reader.date_of(Shape::Date, value, path))
    }

    pub(super) fn flag(&mut self, table: &Table<'_>, key: &str, absent: bool) -> bool {
        match table.value(key).map(Spanned::get_ref) {
            None => absent,
            Some(DeValue::Boolean(flag)) => *flag,
            Some(other) => {
                self.wrong_type(Shape::Flag, other, &table.path_of(key));
                absent
            }
        }
    }

    /// A flag that is either there and true, or not there.
    pub(super) fn only_true(&mut self, table: &Table<'_>, key: &str) -> bool {
        if table.has(key) && !self.flag(table, key, true) {
            self.report(Problem::FlagOnlyTrue { key: key.to_owned() }, table.path_of(key));
        }
        table.has(key)
    }

    /// One of the words of a choice.
    pub(super) fn choice<T: DeserializeOwned>(&mut self, table: &Table<'_>, key: &str) -> Option<T> {
        let value = table.value(key)?;
        let shape = Self::key(table, key).shape;
        let Shape::Choice(known) = shape else { unreachable!("`{key}` is a choice") };
        self.choice_of(shape, known, value.get_ref(), &table.path_of(key))
    }

    fn choice_of<T: DeserializeOwned>(
        &mut self,
        shape: Shape,
        known: &[&str],
        value: &DeValue<'_>,
        path: &str,
    ) -> Option<T> {
        let word = self.words_of(shape, value, path)?;
        if known.contains(&word.as_str())
            && let Ok(value) = serde_json::from_value(serde_json::Value::String(word.clone()))
        {
            return Some(value);
        }
        self.unknown_word(&word, known, path);
        None
    }

    pub(super) fn unknown_word(&mut self, word: &str, known: &[&str], path: &str) {
        let problem = Problem::UnknownWord {
            found: word.to_owned(),
            known: known.iter().map(|&word| word.to_owned()).collect(),
            nearest: nearest(word, known.iter().copied()),
        };
        self.report(problem, path);
    }

    pub(super) fn choices<T: DeserializeOwned>(&mut self, table: &Table<'a>, key: &str) -> Vec<T> {
        let Shape::ListOfChoices(known) = Self::key(table, key).shape else {
            unreachable!("`{key}` is a list of choices")
        };
        self.items(table, key, |reader, value, path| reader.choice_of(Shape::Choice(known), known, value, path))
    }

    pub(super) fn list(&mut self, table: &Table<'a>, key: &str) -> Vec<String> {
        self.items(table, key, |reader, value, path| reader.words_of(Shape::Words, value, path))
    }

    /// The items of a list that can be read.
    pub(super) fn items<T>(
        &mut self,
        table: &Table<'a>,
        key: &str,
        mut item: impl FnMut(&mut Self, &'a DeValue<'a>, &str) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = table.value(key) else { return Vec::new() };
        let path = table.path_of(key);
        let DeValue::Array(values) = value.get_ref() else {
            self.wrong_type(Self::key(table, key).shape, value.get_ref(), &path);
            return Vec::new();
        };
        let mut items = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let path = format!("{path}[{index}]");
            self.places.insert(path.clone(), (table.file, value.span()));
            items.extend(item(self, value.get_ref(), &path));
        }
        items
    }

    /// The tables of a list.
    pub(super) fn tables<T>(
        &mut self,
        table: &Table<'a>,
        key: &str,
        mut read: impl FnMut(&mut Self, &Table<'a>) -> T,
    ) -> Vec<T> {
        let Shape::Tables(kind) = Self::key(table, key).shape else { unreachable!("`{key}` is a list of tables") };
        let Some(value) = table.value(key) else { return Vec::new() };
        let path = table.path_of(key);
        let DeValue::Array(values) = value.get_ref() else {
            self.wrong_type(Shape::Tables(kind), value.get_ref(), &path);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let DeValue::Table(entries) = value.get_ref() else {
                self.places.insert(path.clone(), (table.file, value.span()));
                self.wrong_type(Shape::Table(kind), value.get_ref(), &path);
                continue;
            };
            let opened = self.open(kind, path, table.file, value.span(), entries);
            tables.push(read(self, &opened));
        }
        tables
    }

    /// The table behind a key.
    pub(super) fn table(&mut self, table: &Table<'a>, key: &str, kind: &'static TableKind) -> Option<Table<'a>> {
        let value = table.value(key)?;
        let path = table.path_of(key);
        match value.get_ref() {
            DeValue::Table(entries) => Some(self.open(kind, path, table.file, value.span(), entries)),
            other => {
                self.wrong_type(Self::key(table, key).shape, other, &path);
                None
            }
        }
    }

    /// A value that may be a table, opened as one.
    pub(super) fn open_value(
        &mut self,
        kind: &'static TableKind,
        path: &str,
        table: &Table<'a>,
        entries: &'a DeTable<'a>,
    ) -> Table<'a> {
        let span = self.places.get(path).map_or(0..0, |(_, span)| span.clone());
        self.open(kind, path.to_owned(), table.file, span, entries)
    }
}

fn found(value: &DeValue<'_>) -> Found {
    match value {
        DeValue::String(words) => Found::Words(words.to_string()),
        DeValue::Integer(number) => Found::Number(number.to_string()),
        DeValue::Float(number) => Found::Decimal(number.to_string()),
        DeValue::Boolean(flag) => Found::Flag(*flag),
        DeValue::Datetime(date) => Found::Date(date.to_string()),
        DeValue::Array(_) => Found::List,
        DeValue::Table(_) => Found::Table,
    }
}
