//! Definitions and readings in words, both languages.
//!
//! Made from the algebra and nothing else, so that the words cannot say what the figure does not do: every field
//! of a definition alters them, and a test holds two different definitions to different words.

mod en;
mod ja;

use crate::read::version_of;
use crate::{Coverage, Reading};
use plan::{FiscalYear, Indicator, IndicatorVersion, Language, LinkedTo, Plan, Text};
use std::fmt::Write as _;

/// A definition in plain words, a line for each of its parts: what is counted and when, for whom, shared how, and
/// what must have been read.
#[must_use]
pub fn definition_in_words(version: &IndicatorVersion, plan: &Plan, language: Language) -> String {
    let names = Names { plan, language };
    match language {
        Language::Ja => ja::method(&version.method, &names),
        Language::En => en::method(&version.method, &names),
    }
}

/// What a reading says and leaves out, with its coverage: the sentence beside a figure.
#[must_use]
pub fn sentence(indicator: &Indicator, year: FiscalYear, reading: &Reading, plan: &Plan, language: Language) -> String {
    let names = Names { plan, language };
    let method = version_of(indicator, year).map(|version| &version.method);
    let said = Said { indicator, method, year, names: &names };
    match language {
        Language::Ja => ja::reading(&said, reading),
        Language::En => en::reading(&said, reading),
    }
}

/// The name of a source, as [`crate::Coverage`] has it: `pubmed` is PubMed.
#[must_use]
pub fn source_in_words(source: &str, language: Language) -> String {
    match language {
        Language::Ja => ja::source_in_words(source),
        Language::En => en::source_in_words(source),
    }
}

/// What was read of a source, as the sentence of a reading says it: `PubMed 1,274ファイルのうち1`.
#[must_use]
pub fn coverage_in_words(coverage: &Coverage, language: Language) -> String {
    match language {
        Language::Ja => ja::coverage(coverage),
        Language::En => en::coverage(coverage),
    }
}

/// What a sentence is about.
struct Said<'a> {
    indicator: &'a Indicator,
    method: Option<&'a plan::Method>,
    year: FiscalYear,
    names: &'a Names<'a>,
}

/// Names from the plan.
struct Names<'a> {
    plan: &'a Plan,
    language: Language,
}

impl Names<'_> {
    fn text<'t>(&self, text: &'t Text) -> &'t str {
        if self.language == Language::En && !text.en.is_empty() { &text.en } else { &text.ja }
    }

    /// The name of a project; with its id where the name alone does not tell which, and just the id of one that
    /// the plan lacks.
    fn project(&self, id: &str) -> String {
        let Some((_, project)) = self.plan.project(id) else { return id.to_owned() };
        let title = self.text(&project.title);
        let alone = self.plan.projects().filter(|(_, other)| self.text(&other.title) == title).count() == 1;
        match (alone, self.language) {
            (true, _) => title.to_owned(),
            (false, Language::Ja) => format!("{title}（{id}）"),
            (false, Language::En) => format!("{title} ({id})"),
        }
    }

    /// The programme of an indicator of the plan.
    fn programme_of(&self, indicator: &Indicator) -> Option<&str> {
        let found = self.plan.indicators().find(|(_, other)| other.id == indicator.id);
        found.map(|(programme, _)| self.text(&programme.title))
    }
}

/// The ids of the projects that a definition names, each by its name.
fn named_projects(to: &LinkedTo, names: &Names<'_>) -> Vec<String> {
    match to {
        LinkedTo::Projects(ids) => ids.iter().map(|id| names.project(id)).collect(),
        LinkedTo::Programme | LinkedTo::Plan => Vec::new(),
    }
}

/// Joins as `a, b and c` with the given separators.
fn list<S: AsRef<str>>(items: &[S], between: &str, before_last: &str) -> String {
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        let separator = match index {
            0 => "",
            last if last + 1 == items.len() => before_last,
            _ => between,
        };
        let _ = write!(out, "{separator}{}", item.as_ref());
    }
    out
}

/// Years of a cumulative figure that no source of its coverage holds, among those from `first` on.
fn years_not_read(figure: &crate::Figure, basis: plan::YearBasis, first: FiscalYear, last: FiscalYear) -> Vec<i16> {
    let read = |year: i16| {
        figure.coverage.iter().any(|one| match basis {
            plan::YearBasis::Fiscal => one.records_by_year.contains_key(&FiscalYear(year)),
            plan::YearBasis::Calendar => one.records_by_calendar_year.contains_key(&year),
        })
    };
    (first.0..=last.0).filter(|year| !read(*year)).collect()
}
