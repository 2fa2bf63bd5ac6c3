//! What stands in a column, as people read it.

use crate::language::Language;
use crate::visit::Visit;
use crate::words::RegisterWords;
use register::{Holds, Register};

/// The words at the head of a column; its id where nobody knows it any more.
pub fn column_header(register: Option<&Register>, column: &str, language: Language) -> String {
    let column_of = register.and_then(|register| register.column(column));
    column_of.map_or_else(|| column.to_owned(), |column| language.plain(&column.header))
}

/// A value in words, and where it leads; codes by their titles, projects by their names.
pub fn value_in_words(visit: &Visit<'_>, register: Option<&Register>, column: &str, value: &str) -> (String, String) {
    let (language, plain) = (visit.language(), || (value.to_owned(), String::new()));
    let Some(column) = register.and_then(|register| register.column(column)) else { return plain() };
    match &column.holds {
        Holds::Code(codes) => {
            let title = codes.iter().find(|code| code.code == value).map(|code| language.plain(&code.title));
            (title.unwrap_or_else(|| value.to_owned()), String::new())
        }
        Holds::Flag => {
            let words = RegisterWords::of(language);
            (if value == "yes" { words.yes } else { words.no }.to_owned(), String::new())
        }
        Holds::Project => match visit.snapshot.plan.project(value) {
            Some((_, project)) => (language.plain(&project.title), visit.to(&format!("/projects/{value}"))),
            None => plain(),
        },
        Holds::Whole | Holds::Yen => match value.parse::<i128>() {
            Ok(number) => (crate::figure::grouped(number), String::new()),
            Err(_) => plain(),
        },
        Holds::Date => match value.parse() {
            Ok(day) => (language.date(day), String::new()),
            // A month or a year, where no more is known.
            Err(_) => plain(),
        },
        Holds::FiscalYear => match value.parse() {
            Ok(year) => (language.year(plan::FiscalYear(year)), String::new()),
            Err(_) => plain(),
        },
        Holds::Address if value.starts_with("https://") || value.starts_with("http://") => {
            (value.to_owned(), value.to_owned())
        }
        _ => plain(),
    }
}
