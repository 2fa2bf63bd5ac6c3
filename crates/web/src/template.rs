//! The sheets that offices fill, as files: `/ja/registers/seeds.xlsx`, `/ja/registers/seeds-template.csv`.
//!
//! The decision to question: they stand beside the pages and not among them. A page is text and answers from the summary; a workbook is made
//! when somebody asks for it. `.csv` alone is the register's rows, as at any page, so the empty sheet has a name of its own.

use crate::language::Language;
use plan::Plan;
use register::{Register, TemplateError, template, template_csv};

/// A sheet that was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    register: &'static Register,
    language: Language,
    is_workbook: bool,
}

impl Template {
    /// The sheet that a path asks for, if it is one.
    #[must_use]
    pub fn asked(path: &str) -> Option<Self> {
        let (code, rest) = path.strip_prefix('/')?.split_once('/')?;
        let language = Language::from_code(code)?;
        let file = rest.strip_prefix("registers/")?;
        let (id, is_workbook) = match file.strip_suffix(".xlsx") {
            Some(id) => (id, true),
            None => (file.strip_suffix("-template.csv")?, false),
        };
        let register = register::builtin().iter().find(|register| register.id == id)?;
        Some(Self { register, language, is_workbook })
    }

    /// The file. Cost: some ten milliseconds.
    ///
    /// # Errors
    /// If the register's definition holds more than a workbook can.
    pub fn bytes(&self, plan: &Plan) -> Result<Vec<u8>, TemplateError> {
        let language = match self.language {
            Language::Ja => plan::Language::Ja,
            Language::En => plan::Language::En,
        };
        if self.is_workbook {
            template(self.register, plan, language)
        } else {
            Ok(template_csv(self.register, plan, language))
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        if self.is_workbook {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        } else {
            "text/csv; charset=utf-8"
        }
    }

    /// The name under which it is kept. Ids are ASCII.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}{}", self.register.id, if self.is_workbook { ".xlsx" } else { "-template.csv" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_asks_for_a_sheet_only_of_a_register_that_is_there() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(Template::asked(path).map(|file| file.name()).as_deref(), expected, "{path}");
        };
        check("/ja/registers/seeds.xlsx", Some("seeds.xlsx"));
        check("/en/registers/seeds-template.csv", Some("seeds-template.csv"));
        check("/ja/registers/seeds.csv", None);
        check("/ja/registers/moss.xlsx", None);
        check("/fr/registers/seeds.xlsx", None);
        check("/ja/registers/../seeds.xlsx", None);
    }

    #[test]
    fn a_workbook_is_a_workbook_and_a_csv_begins_with_its_mark() {
        let file = |path: &str| Template::asked(path).expect("a sheet").bytes(&plan::builtin()).expect("made");
        assert!(file("/ja/registers/seeds.xlsx").starts_with(b"PK"));
        assert!(file("/ja/registers/seeds-template.csv").starts_with("\u{feff}".as_bytes()));
    }
}
