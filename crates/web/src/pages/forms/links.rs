//! Links from a page to the forms about what it shows.

use super::{COMPARISON, in_words};
use crate::language::Language;
use crate::phrase::say;
use crate::visit::Visit;
use crate::way::encode;
use crate::words::FormWords;
use documents::{FORMS, Rendering, Subject};

/// The forms about one thing.
pub struct FormLinks {
    /// Our words.
    pub words: &'static FormWords,
    /// For which year they are made.
    pub year: String,
    /// The forms.
    pub forms: Vec<FormLink>,
    /// Where all forms stand.
    pub all_href: String,
}

/// A form with its formats.
pub struct FormLink {
    /// Its name.
    pub form: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it is for.
    pub says: &'static str,
    /// Formats with their addresses.
    pub links: Vec<(&'static str, String)>,
}

impl FormLinks {
    /// The form of that name alone.
    pub fn only(mut self, form: &str) -> Self {
        self.forms.retain(|one| one.form == form);
        self
    }
}

/// The forms about a thing of the plan, for the last year that is over.
pub fn links(visit: &Visit<'_>, about: Subject, id: &str) -> FormLinks {
    let (words, language) = (FormWords::of(visit.language()), visit.language());
    let of = |pair: [&'static str; 2]| pair[usize::from(language == Language::En)];
    let year = visit.snapshot.last_year();
    let address = |form: &str, one: Rendering| {
        visit.to(&format!("/forms/{form}/{}.{}?fiscal_year={year}", encode(id), one.ending()))
    };
    let kinds = FORMS.iter().filter(|kind| kind.about == about && kind.name != COMPARISON);
    FormLinks {
        words,
        year: say(words.for_year, &[("year", &language.year_in_full(year))]),
        forms: kinds
            .map(|kind| FormLink {
                form: kind.name,
                title: of(kind.title),
                says: of(kind.says),
                links: Rendering::of(kind).into_iter().map(|one| (in_words(one), address(kind.name, one))).collect(),
            })
            .collect(),
        all_href: visit.to("/forms"),
    }
}
