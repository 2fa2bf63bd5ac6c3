//! Every key of the plan's TOML, once: the reader refuses what is not here, the reference page
//! `docs/reference/plan-toml.md` is printed from here, and the labels of differences are taken from here.

mod indicator;
mod page;
mod tables;

pub(crate) use indicator::*;
pub use page::reference_page;
pub(crate) use tables::*;

use crate::Language;

/// What may stand behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Words in one language, never empty.
    Words,
    /// Words in both languages: `"日本語"` or `{ ja = "…", en = "…" }`.
    Text,
    /// Kebab-case ASCII.
    Id,
    /// A whole number.
    Number,
    /// A decimal as words, `"0.5"`.
    Decimal,
    /// A fiscal year as a number.
    Year,
    /// A day, without quotes.
    Date,
    /// `true` or `false`.
    Flag,
    /// `true`, or words.
    FlagOrWords,
    /// A year with how it is known, or `"unknown"`.
    Claim,
    /// As [`Shape::Claim`], or `{ open = true, … }`.
    End,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `"word"` (one of the first), or a table with one of the second as its key.
    ChoiceOrTable(&'static [&'static str], &'static [&'static str]),
    /// `"programme"`, `"plan"` or a list of project ids.
    LinkedTo,
    /// A list of words.
    ListOfWords,
    /// A list of texts in both languages.
    ListOfTexts,
    /// A list of days.
    ListOfDates,
    /// A list of these words.
    ListOfChoices(&'static [&'static str]),
    /// A table from fiscal year to whole number.
    AmountByYear,
    /// One table.
    Table(&'static TableKind),
    /// A list of tables.
    Tables(&'static TableKind),
}

impl Shape {
    /// How the expected value is described.
    pub(crate) fn words(self, language: Language) -> String {
        let quoted = |words: &[&str]| words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ");
        match self {
            Self::Words => language.of("引用符の中の文字列", "words in quotes").to_owned(),
            Self::Text => language
                .of("`\"日本語\"` または `{ ja = \"…\", en = \"…\" }`", "`\"日本語\"` or `{ ja = \"…\", en = \"…\" }`")
                .to_owned(),
            Self::Id => language
                .of(
                    "id（小文字の英数字とハイフン: `\"binds-2\"`）",
                    "an id (lower-case letters, digits, hyphens: `\"binds-2\"`)",
                )
                .to_owned(),
            Self::Number => language.of("整数", "a whole number").to_owned(),
            Self::Decimal => language
                .of("小数の文字列（`\"0.5\"`）または整数", "a decimal in quotes (`\"0.5\"`) or a whole number")
                .to_owned(),
            Self::Year => language.of("年度（`2024`）", "a fiscal year (`2024`)").to_owned(),
            Self::Date => {
                language.of("引用符のない日付（`2025-01-17`）", "a day without quotes (`2025-01-17`)").to_owned()
            }
            Self::Flag => language.of("`true` または `false`", "`true` or `false`").to_owned(),
            Self::FlagOrWords => language.of("`true` または引用符の中の文字列", "`true` or words in quotes").to_owned(),
            Self::Claim => language
                .of(
                    "`{ year = 2024, stated = \"…\" }` または `\"unknown\"`",
                    "`{ year = 2024, stated = \"…\" }` or `\"unknown\"`",
                )
                .to_owned(),
            Self::End => language
                .of(
                    "`{ year = 2024, stated = \"…\" }`、`{ open = true, stated = \"…\" }` または `\"unknown\"`",
                    "`{ year = 2024, stated = \"…\" }`, `{ open = true, stated = \"…\" }` or `\"unknown\"`",
                )
                .to_owned(),
            Self::Choice(words) => {
                language.of(format!("{}のどれか", quoted(words)), format!("one of {}", quoted(words)))
            }
            Self::ChoiceOrTable(words, keys) => {
                let tables = keys.iter().map(|key| format!("`{{ {key} = \"…\" }}`")).collect::<Vec<_>>().join(", ");
                language.of(format!("{}、または {tables}", quoted(words)), format!("{} or {tables}", quoted(words)))
            }
            Self::LinkedTo => language
                .of(
                    "`\"programme\"`、`\"plan\"` または課題のidの並び",
                    "`\"programme\"`, `\"plan\"` or a list of project ids",
                )
                .to_owned(),
            Self::ListOfWords => language.of("文字列の並び `[\"…\"]`", "a list of words `[\"…\"]`").to_owned(),
            Self::ListOfTexts => language
                .of("`\"日本語\"` または `{ ja, en }` の並び", "a list of `\"日本語\"` or `{ ja, en }`")
                .to_owned(),
            Self::ListOfDates => language.of("日付の並び `[2025-01-17]`", "a list of days `[2025-01-17]`").to_owned(),
            Self::ListOfChoices(words) => {
                language.of(format!("{}の並び", quoted(words)), format!("a list of {}", quoted(words)))
            }
            Self::AmountByYear => language
                .of("年度ごとの整数 `{ 2023 = 1466 }`", "whole numbers by fiscal year `{ 2023 = 1466 }`")
                .to_owned(),
            Self::Table(kind) => language.of(format!("表（{}）", kind.ja), format!("a table ({})", kind.en)),
            Self::Tables(kind) => {
                language.of(format!("表の並び（{}）", kind.ja), format!("a list of tables ({})", kind.en))
            }
        }
    }
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It must.
    Required,
    /// Nothing is meant by its absence but absence.
    Optional,
    /// Absent, it is as if this stood there.
    Default(&'static str),
}

/// One key of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) need: Need,
    /// Its meaning in a few words, also its label where values are compared.
    pub(crate) ja: &'static str,
    /// See `ja`.
    pub(crate) en: &'static str,
}

/// Whether the table says how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BasisKeys {
    /// It does not.
    None,
    /// By the keys of a basis, beside its own.
    Beside,
    /// As `Beside`, but `on` or `because` mean something else here, so that a person's decision stands in `basis`.
    BesideNotConfirmed,
}

/// One kind of table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TableKind {
    /// How it is written: `[[project]]`.
    pub(crate) name: &'static str,
    /// In which file.
    pub(crate) file: &'static str,
    pub(crate) ja: &'static str,
    pub(crate) en: &'static str,
    pub(crate) keys: &'static [Key],
    pub(crate) basis: BasisKeys,
}

impl TableKind {
    /// Every key that may stand in it.
    pub(crate) fn all_keys(&self) -> impl Iterator<Item = &'static Key> {
        let (basis, confirmed): (&'static [Key], &'static [Key]) = match self.basis {
            BasisKeys::None => (&[], &[]),
            BasisKeys::Beside => (BASIS_KEYS, CONFIRMED_KEYS),
            BasisKeys::BesideNotConfirmed => (BASIS_KEYS, &[]),
        };
        self.keys.iter().chain(basis).chain(confirmed)
    }

    /// The key of that name.
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.all_keys().find(|key| key.name == name)
    }
}
