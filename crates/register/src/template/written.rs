//! A value as it is written into a sheet, so that reading it gives the same value again.

use crate::{Code, Column, Holds, Precision, Value, fold};
use jiff::civil::Date;
use plan::{Language, Plan};
use std::collections::HashMap;

/// What is written into a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Written {
    Text(String),
    Number(f64),
    Day(Date),
}

/// Names of codes and projects in one language, where they mean one thing only.
pub(super) struct Names<'a> {
    language: Language,
    projects: HashMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn new(plan: &'a Plan, language: Language) -> Self {
        let all = || plan.programmes.iter().flat_map(|programme| &programme.projects);
        let mut meant: HashMap<String, Vec<&str>> = HashMap::new();
        for project in all() {
            let names = [project.id.as_str(), &project.title.ja, &project.title.en].into_iter();
            let others = project.title_in_plan.as_deref().into_iter().chain(project.short.as_deref());
            for name in names.chain(others).chain(project.aliases.iter().map(|alias| alias.name.as_str())) {
                let ids = meant.entry(fold(name)).or_default();
                if !ids.contains(&project.id.as_str()) {
                    ids.push(&project.id);
                }
            }
        }
        let title = |project: &'a plan::Project| language.of(project.title.ja.as_str(), &project.title.en);
        let plain = |name: &str| !name.is_empty() && meant.get(&fold(name)).is_some_and(|ids| ids.len() == 1);
        let projects =
            all().filter(|project| plain(title(project))).map(|project| (project.id.as_str(), title(project)));
        Self { language, projects: projects.collect() }
    }

    /// What a project is called; its id where its name is no other's is not sure.
    pub(super) fn project<'n>(&'n self, id: &'n str) -> &'n str {
        self.projects.get(id).copied().unwrap_or(id)
    }

    /// What a code is called.
    pub(super) fn code<'c>(&self, codes: &'c [Code], code: &'c str) -> &'c str {
        let Some(known) = codes.iter().find(|known| known.code == code) else { return code };
        let title = self.language.of(known.title.ja.as_str(), &known.title.en);
        let word = fold(title);
        // The first code that goes by a word is the one that is read.
        let first = codes.iter().find(|one| {
            [&one.code, &one.title.ja, &one.title.en].into_iter().chain(&one.also).any(|name| fold(name) == word)
        });
        if !title.is_empty() && first.is_some_and(|first| first.code == code) { title } else { code }
    }

    /// The values of a cell, as they are written; none if there are none.
    pub(super) fn written(&self, column: &Column, values: &[Value]) -> Option<Written> {
        match values {
            [] => None,
            [one] => Some(self.one(column, one)),
            several => {
                let words: Vec<String> = several.iter().map(|value| self.text(column, value)).collect();
                Some(Written::Text(words.join("\n")))
            }
        }
    }

    fn one(&self, column: &Column, value: &Value) -> Written {
        match value {
            Value::Date(date, Precision::Day) if date.year() > 1900 => Written::Day(*date),
            Value::FiscalYear(year) => Written::Number(f64::from(year.0)),
            Value::Whole(number) => exactly(&number.to_string()),
            Value::Decimal(digits) => exactly(digits),
            _ => Written::Text(self.text(column, value)),
        }
    }

    /// The value in letters.
    pub(super) fn text(&self, column: &Column, value: &Value) -> String {
        match (value, &column.holds) {
            (Value::Code(code), Holds::Code(codes)) => self.code(codes, code).to_owned(),
            (Value::Project(id), _) => self.project(id).to_owned(),
            (Value::Flag(flag), _) => {
                self.language.of(["いいえ", "はい"], ["no", "yes"])[usize::from(*flag)].to_owned()
            }
            (Value::Date(date, Precision::Month), _) => format!("{:04}-{:02}", date.year(), date.month()),
            (Value::Date(date, Precision::Year), _) => format!("{:04}", date.year()),
            _ => value.to_string(),
        }
    }
}

/// A number as a number if a spreadsheet keeps and shows all its digits, else as text.
fn exactly(digits: &str) -> Written {
    let number: Option<f64> = digits.parse().ok().filter(|_| digits.len() <= 15);
    match number {
        Some(number) if number.to_string() == digits => Written::Number(number),
        _ => Written::Text(digits.to_owned()),
    }
}
