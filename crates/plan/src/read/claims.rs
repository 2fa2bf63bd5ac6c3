//! Texts, and claims with how they are known.

use super::table::{Reader, Table};
use crate::diagnostic::Problem;
use crate::keys::{self, BasisKeys, Shape};
use crate::{Basis, End, EvaluationMark, Text, YearClaim};
use toml::de::DeValue;

const BASIS_KEYS: &[&str] = &["stated", "confirmed", "inferred", "unconfirmed", "unknown"];

impl<'a> Reader<'a> {
    /// Words in both languages; empty if they are missing.
    pub(super) fn text(&mut self, table: &Table<'a>, key: &str) -> Text {
        self.optional_text(table, key).unwrap_or_default()
    }

    pub(super) fn optional_text(&mut self, table: &Table<'a>, key: &str) -> Option<Text> {
        let value = table.value(key)?;
        self.text_of(table, value.get_ref(), &table.path_of(key))
    }

    pub(super) fn texts(&mut self, table: &Table<'a>, key: &str) -> Vec<Text> {
        self.items(table, key, |reader, value, path| reader.text_of(table, value, path))
    }

    fn text_of(&mut self, table: &Table<'a>, value: &'a DeValue<'a>, path: &str) -> Option<Text> {
        match value {
            DeValue::Table(entries) => {
                let table = self.open_value(&keys::TEXT, path, table, entries);
                let ja = self.words(&table, "ja");
                let en = self.words(&table, "en");
                let en_official = self.flag(&table, "official", false);
                if en_official && !table.has("en") {
                    let problem = Problem::KeyWithout { key: "official".to_owned(), other: "en".to_owned() };
                    self.report(problem, table.path_of("official"));
                }
                Some(Text { ja, en, en_official })
            }
            DeValue::String(_) => {
                self.words_of(Shape::Text, value, path).map(|ja| Text { ja, en: String::new(), en_official: false })
            }
            other => {
                self.wrong_type(Shape::Text, other, path);
                None
            }
        }
    }

    /// How the table's claim is known: by its own keys, or by its key `basis`.
    pub(super) fn basis(&mut self, table: &Table<'a>) -> Basis {
        if table.has("basis") {
            let beside: Vec<String> = self.basis_keys(table);
            if !beside.is_empty() {
                let found = std::iter::once("basis".to_owned()).chain(beside).collect();
                self.several(table, found);
            }
            return match self.table(table, "basis", &keys::BASIS) {
                Some(basis) => self.basis_beside(&basis),
                None => Basis::Unknown,
            };
        }
        self.basis_beside(table)
    }

    /// The keys of a basis that stand in the table.
    fn basis_keys(&self, table: &Table<'a>) -> Vec<String> {
        let own = |key: &&&str| table.kind.key(key).is_some() && table.has(key);
        BASIS_KEYS.iter().filter(own).map(|&key| key.to_owned()).collect()
    }

    fn several(&mut self, table: &Table<'a>, found: Vec<String>) {
        let keys = BASIS_KEYS.iter().map(|&key| key.to_owned()).collect();
        self.report(Problem::SeveralKeys { keys, found }, table.path.as_str());
    }

    fn basis_beside(&mut self, table: &Table<'a>) -> Basis {
        let found = self.basis_keys(table);
        if found.len() > 1 {
            self.several(table, found);
            return Basis::Unknown;
        }
        let confirms = table.kind.basis != BasisKeys::BesideNotConfirmed;
        let Some(key) = found.first() else {
            let keys = BASIS_KEYS.iter().map(|&key| key.to_owned()).collect();
            self.report(Problem::NoneOfKeys { keys }, table.path.as_str());
            return Basis::Unknown;
        };
        if confirms {
            self.only_together(table, key == "confirmed");
        }
        match key.as_str() {
            "stated" => Basis::Stated { source: self.words(table, "stated") },
            "confirmed" => Basis::Confirmed {
                by: self.words(table, "confirmed"),
                on: self.date(table, "on"),
                because: self.words(table, "because"),
            },
            "inferred" => Basis::Inferred { rule: self.words(table, "inferred") },
            "unconfirmed" => match table.value("unconfirmed").map(toml::Spanned::get_ref) {
                Some(DeValue::Boolean(_)) => {
                    self.only_true(table, "unconfirmed");
                    Basis::Unconfirmed { source: None }
                }
                _ => Basis::Unconfirmed { source: self.optional_words(table, "unconfirmed") },
            },
            _ => {
                self.only_true(table, "unknown");
                Basis::Unknown
            }
        }
    }

    /// `on` and `because` stand beside `confirmed`, and only there.
    fn only_together(&mut self, table: &Table<'a>, confirmed: bool) {
        for key in ["on", "because"] {
            let problem = match (confirmed, table.has(key)) {
                (true, false) => Problem::MissingKey { table: "confirmed".to_owned(), key: key.to_owned() },
                (false, true) => Problem::KeyWithout { key: key.to_owned(), other: "confirmed".to_owned() },
                _ => continue,
            };
            self.report(problem, table.path_of(key));
        }
    }

    /// A year with how it is known; unknown if it is missing.
    pub(super) fn claim(&mut self, table: &Table<'a>, key: &str) -> YearClaim {
        self.optional_claim(table, key).unwrap_or_else(unknown)
    }

    pub(super) fn optional_claim(&mut self, table: &Table<'a>, key: &str) -> Option<YearClaim> {
        let value = table.value(key)?;
        let path = table.path_of(key);
        match value.get_ref() {
            DeValue::String(words) if words == "unknown" => Some(unknown()),
            DeValue::Table(entries) => {
                let table = self.open_value(&keys::CLAIM, &path, table, entries);
                Some(self.year_claim(&table))
            }
            other => {
                self.wrong_type(Shape::Claim, other, &path);
                Some(unknown())
            }
        }
    }

    pub(super) fn end(&mut self, table: &Table<'a>, key: &str) -> End {
        let Some(value) = table.value(key) else { return End::Year(unknown()) };
        let path = table.path_of(key);
        match value.get_ref() {
            DeValue::String(words) if words == "unknown" => End::Year(unknown()),
            DeValue::Table(entries) => {
                let table = self.open_value(&keys::END, &path, table, entries);
                if !table.has("open") {
                    return End::Year(self.year_claim(&table));
                }
                self.only_true(&table, "open");
                if table.has("year") {
                    let keys = vec!["year".to_owned(), "open".to_owned()];
                    self.report(Problem::SeveralKeys { keys: keys.clone(), found: keys }, table.path.as_str());
                }
                End::Open { basis: self.basis(&table) }
            }
            other => {
                self.wrong_type(Shape::End, other, &path);
                End::Year(unknown())
            }
        }
    }

    /// The keys `year` and those of the basis, which must agree on whether the year is known.
    fn year_claim(&mut self, table: &Table<'a>) -> YearClaim {
        let year = self.year(table, "year");
        let basis = self.basis(table);
        let unknown_is_said = table.has("unknown") || table.has("basis") && basis == Basis::Unknown;
        match (year, unknown_is_said) {
            (Some(year), true) => self.report(Problem::YearGivenAndUnknown { year: year.0 }, table.path_of("year")),
            (None, false) if !table.has("year") && !self.is_broken(&table.path) => {
                self.report(Problem::YearMissing, table.path.as_str());
            }
            _ => {}
        }
        YearClaim { year, basis }
    }

    pub(super) fn marks(&mut self, table: &Table<'a>) -> Vec<EvaluationMark> {
        let marks = self.tables(table, "evaluations", |reader, table| {
            let kind = reader.choice(table, "kind");
            let when = reader.year_claim(table);
            kind.map(|kind| EvaluationMark { kind, when, on_chart: reader.flag(table, "on-chart", true) })
        });
        marks.into_iter().flatten().collect()
    }
}

fn unknown() -> YearClaim {
    YearClaim { year: None, basis: Basis::Unknown }
}
