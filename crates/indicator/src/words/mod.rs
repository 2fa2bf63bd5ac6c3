//! Definitions and readings in words, both languages.
//!
//! Made from the algebra and nothing else, so that the words cannot say what the figure does not do: every field
//! of a definition alters them, and a test holds two different definitions to different words.

mod en;
mod ja;

use crate::read::version_of;
use crate::{Coverage, Reading};
use plan::{
    Condition, Definition, FiscalYear, Indicator, IndicatorVersion, Language, LinkedTo, Method, Of, Plan, Say, Term,
    Text, ValueOf,
};
use std::fmt::Write as _;

/// A definition in plain words, a line for each of its parts: what is counted and when, for whom, shared how, and
/// what must have been read. `say` has the words for columns and codes of registers; what it does not know stands by its id.
#[must_use]
pub fn definition_in_words(version: &IndicatorVersion, plan: &Plan, say: &Say<'_>, language: Language) -> String {
    let names = Names { plan, say, language };
    let method = names.method(&version.method);
    match language {
        Language::Ja => ja::method(&method, &names),
        Language::En => en::method(&method, &names),
    }
}

/// What a reading says and leaves out, with its coverage: the sentence beside a figure.
#[must_use]
pub fn sentence(
    indicator: &Indicator,
    year: FiscalYear,
    reading: &Reading,
    plan: &Plan,
    say: &Say<'_>,
    language: Language,
) -> String {
    let names = Names { plan, say, language };
    let method = version_of(indicator, year).map(|version| names.method(&version.method));
    let said = Said { indicator, method: method.as_ref(), year, names: &names };
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
    method: Option<&'a Method>,
    year: FiscalYear,
    names: &'a Names<'a>,
}

/// Names from the plan and from registers.
struct Names<'a> {
    plan: &'a Plan,
    say: &'a Say<'a>,
    language: Language,
}

impl Names<'_> {
    fn text<'t>(&self, text: &'t Text) -> &'t str {
        if self.language == Language::En && !text.en.is_empty() { &text.en } else { &text.ja }
    }

    /// A method as it is shown: ids of columns, codes and registers give way to their words.
    fn method(&self, method: &Method) -> Method {
        let Method::Computed(definition) = method else { return method.clone() };
        let said = |term: Term<'_>, id: &str| {
            let words = definition.sources.iter().find_map(|source| (self.say)(source, term));
            words.map_or_else(|| id.to_owned(), |words| self.text(&words).to_owned())
        };
        let column = |id: &String| said(Term::Column(id), id);
        let condition = |condition: &Condition| Condition {
            attribute: column(&condition.attribute),
            op: condition.op,
            values: condition.values.iter().map(|value| said(Term::Code(&condition.attribute, value), value)).collect(),
        };
        Method::Computed(Box::new(Definition {
            of: match &definition.of {
                Of::Records => Of::Records,
                Of::Attribute(attribute) => Of::Attribute(column(attribute)),
            },
            value: match &definition.value {
                ValueOf::Count => ValueOf::Count,
                ValueOf::Sum(attribute) => ValueOf::Sum(column(attribute)),
                ValueOf::Last(attribute) => ValueOf::Last(column(attribute)),
                ValueOf::Max(attribute) => ValueOf::Max(column(attribute)),
            },
            conditions: definition.conditions.iter().map(condition).collect(),
            of_which: definition.of_which.iter().map(condition).collect(),
            sources: definition.sources.iter().map(|source| self.source_class(source)).collect(),
            ..(**definition).clone()
        }))
    }

    /// A source class with the register's title in the place of its id.
    fn source_class(&self, source: &str) -> String {
        let title = (self.say)(source, Term::Source);
        title.map_or_else(|| source.to_owned(), |title| format!("register:{}", self.text(&title)))
    }

    /// What was read of a source.
    fn coverage(&self, coverage: &Coverage) -> String {
        let named = Coverage { source: self.source_class(&coverage.source), ..coverage.clone() };
        coverage_in_words(&named, self.language)
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
