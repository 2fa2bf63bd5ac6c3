//! What the commands on accounts and on the audit trail share: the store, the language, and roles in words.

use crate::language_option::LanguageOption;
use crate::store_option::StoreOption;
use access::{Role, Scope};
use plan::Language;
use store::{Error, Store};

/// Options of `shirube account` and `shirube audit`, before or behind what is to be done.
#[derive(Debug, Clone, clap::Args)]
#[command(mut_arg("store", |option| option.global(true)), mut_arg("lang", |option| option.global(true)))]
pub struct PeopleOptions {
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    language: LanguageOption,
}

impl PeopleOptions {
    /// Opens the store for a command of this name.
    ///
    /// # Errors
    /// If it is not there or cannot be opened.
    pub fn open(&self, command: &str) -> Result<Store, Error> {
        self.store.open_existing(command)
    }

    /// The words of both languages: the Japanese ones or the English ones.
    pub fn pick<T>(&self, japanese: T, english: T) -> T {
        match self.language() {
            Language::Ja => japanese,
            Language::En => english,
        }
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        self.language.choose()
    }

    /// A role where it holds, in words: `事務局（プラン全体）`.
    pub fn role_in_words(&self, role: Role, scope: &Scope) -> String {
        let (kind, id) = match scope {
            Scope::Plan => (self.pick("プラン全体", "the whole plan"), ""),
            Scope::Programme(id) => (self.pick("プログラム ", "programme "), id.as_str()),
            Scope::Project(id) => (self.pick("事業 ", "project "), id.as_str()),
            Scope::Evaluation(id) => (self.pick("評価 ", "evaluation "), id.as_str()),
        };
        let role = self.pick(role.in_japanese(), role.in_english());
        let (open, close) = self.pick(("（", "）"), (" (", ")"));
        format!("{role}{open}{kind}{id}{close}")
    }

    /// The same from the codes that the audit trail holds: `secretariat plan`. What is unknown stays as it is.
    pub fn codes_in_words(&self, codes: &str) -> String {
        let read = |(role, scope)| Role::from_code(role).zip(Scope::from_code(scope));
        let known = codes.split_once(' ').and_then(read);
        known.map_or_else(|| codes.to_owned(), |(role, scope)| self.role_in_words(role, &scope))
    }
}
