//! Every form in every rendering, over the built-in plan without evidence: what is not known is said, and every rendering says the same.

use documents::{Against, Citation, Csv, FORMS, Facts, Listed, Made, Subject, csv, docx, html, json, make, xlsx};
use indicator::Index;
use jiff::civil::date;
use plan::{FiscalYear, Language};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::sync::Arc;
use zip::ZipArchive;

fn each(mut look: impl FnMut(&Made, Language)) {
    let plan = plan::builtin();
    let index = Index::new(&plan, &[], 7);
    let mut earlier = plan.clone();
    earlier.title.ja.push('案');
    let cite = |_: &[Arc<str>]| -> Result<Vec<Citation>, String> { Ok(Vec::new()) };
    for language in [Language::Ja, Language::En] {
        let facts = Facts {
            readings: indicator::Facts {
                plan: &plan,
                rows: &[],
                coverage: &[],
                hand_ins: &[],
                as_of: 7,
                today: date(2026, 11, 25),
            },
            index: &index,
            years: &(FiscalYear(2021)..=FiscalYear(2025)),
            language,
            site: Some("https://arden.example"),
            evidence: Listed::LastYear,
            cite: &cite,
            say: &|_, _| None,
            against: Some(Against { plan: &earlier, new_at_right: language == Language::En, whole: false }),
            answers: &BTreeMap::new(),
        };
        for kind in FORMS {
            let subjects: Vec<&str> = match kind.about {
                Subject::Plan => vec![""],
                Subject::Programme => plan.programmes.iter().map(|programme| programme.id.as_str()).collect(),
                Subject::BudgetProject => plan.budget_projects.iter().map(|budget| budget.id.as_str()).collect(),
                Subject::Project => plan.projects().map(|(_, project)| project.id.as_str()).collect(),
            };
            for subject in subjects {
                look(&make(kind, &facts, subject).expect("a form"), language);
            }
            if kind.about != Subject::Plan {
                let error = make(kind, &facts, "no-such").expect_err("no subject").to_string();
                assert!(error.contains("no-such"), "{error}");
            }
        }
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn every_field_has_a_name_of_its_own_and_is_tagged_in_word() {
    each(|made, _| {
        let document = &made.document;
        let mut paths = BTreeSet::new();
        for field in document.fields() {
            assert!(paths.insert(field.path()), "{} twice in {}", field.path(), document.title);
            assert!(!field.id.is_empty() && field.id.len() <= 64, "{}", field.id);
        }
        let words = docx(document).expect("a docx");
        assert_eq!(words, docx(document).expect("again"), "the same bytes");
        let body = part(&words, "word/document.xml");
        for field in document.fields() {
            assert!(body.contains(&format!("w:val=\"{}\"", field.id)), "{} is not tagged", field.id);
        }
    });
}

#[test]
fn no_figure_is_shown_where_nothing_was_read() {
    each(|made, language| {
        let text = html(&made.document);
        assert!(text.contains(language.of("lang=\"ja\"", "lang=\"en\"")));
        for field in made.document.fields() {
            let is_reading = field.id.contains(".value-");
            assert!(!is_reading || field.number.is_none(), "{} is a number: {}", field.path(), field.value);
        }
    });
}

#[test]
fn every_other_rendering_is_made() {
    each(|made, _| {
        let workbook = xlsx(&made.document).expect("an xlsx");
        assert!(part(&workbook, "xl/workbook.xml").contains("<sheet "));
        let table = made.document.tables().first().map(|table| table.name);
        let lines = csv(&made.document, table, Csv::default()).expect("a csv");
        assert!(String::from_utf8_lossy(&lines).lines().count() >= 1);
        let text = json(&made.document, &made.facts);
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
        assert!(csv(&made.document, Some("no-such"), Csv::default()).is_err());
    });
}
