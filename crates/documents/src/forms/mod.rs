//! The forms: what each is about, what its fields mean, and how it is made.
//!
//! A form is a module with one documented struct (its facts, serialised as they are), a function that fills it, and one that
//! lays it out as a [`Document`]. Its line in [`FORMS`] is all that the command, the pages and the reference need.

mod annex;
mod comparison_table;
mod definitions;
mod evaluation_sheet;
mod evidence;
mod indicator_table;
mod kpi;
mod policy_evaluation;
mod programme_evaluation;
mod project_card;
mod readings;
mod roadmap;
mod rs;

use crate::{Document, Error, Facts};
pub use comparison_table::Against;
use plan::{BudgetProject, Plan, Programme, Project, Text};
use serde::Serialize;
use serde_json::Value;

/// A form that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Its facts as JSON.
    pub facts: Value,
    /// The same laid out.
    pub document: Document,
    /// Sheets of paper that are drawings, as SVG: what it is as PDF, SVG and HTML. Empty for forms that are words and tables.
    pub sheets: Vec<String>,
}

impl Made {
    /// A form of words and tables.
    fn new(facts: Value, document: Document) -> Self {
        Self { facts, document, sheets: Vec::new() }
    }
}

/// A kind of form.
pub struct Kind {
    /// Its name on the command line: `indicator-table`.
    pub name: &'static str,
    /// Its title, Japanese and English.
    pub title: [&'static str; 2],
    /// What it is for.
    pub says: [&'static str; 2],
    /// What it is about.
    pub about: Subject,
    /// How many years it shows up to the one reported, unless a range is asked for.
    pub years: i16,
    /// Whether it is a drawing: then its PDF, HTML and SVG are sheets of paper, and the rest says the same in tables.
    pub is_drawn: bool,
    /// What its fields mean, besides those that every form has.
    pub fields: &'static [Described],
    /// Fills it and lays it out.
    make: fn(&Facts<'_>, &About<'_>) -> Result<Made, Error>,
}

/// What a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The whole plan.
    Plan,
    /// A programme.
    Programme,
    /// A project, or several separated by commas where the form says so.
    Project,
    /// A budget project (予算事業ID).
    BudgetProject,
}

/// A field in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// Its id without the number of a year: `output.value-`.
    pub id: &'static str,
    /// What stands in it, Japanese and English.
    pub says: [&'static str; 2],
}

/// What a form is about, found in the plan.
#[derive(Debug, Clone, Copy)]
enum About<'a> {
    Plan,
    Programme(&'a Programme),
    Project(&'a Project),
    BudgetProject(&'a BudgetProject),
}

/// Every form, in the order of the reference.
pub const FORMS: &[Kind] = &[
    indicator_table::KIND,
    project_card::KIND,
    evaluation_sheet::EX_ANTE,
    evaluation_sheet::MID_TERM,
    evaluation_sheet::EX_POST,
    programme_evaluation::KIND,
    policy_evaluation::POLICY,
    policy_evaluation::AGENCY,
    kpi::KIND,
    roadmap::KIND,
    annex::PAPERS,
    annex::TRIALS,
    annex::TRANSFERS,
    annex::GRANTS,
    comparison_table::KIND,
    rs::POLICIES,
    rs::BUDGETS,
    rs::GOALS,
    rs::EDGES,
    rs::REVIEW,
];

/// The fields that every form has.
pub const COMMON: &[Described] = &[
    Described { id: "title", says: ["表題", "the title"] },
    Described { id: "plan", says: ["プランの名称", "the plan's name"] },
    Described { id: "about", says: ["対象のプログラム又は課題", "the programme or project it is about"] },
    Described { id: "date", says: ["基準日", "the day shown"] },
    Described { id: "as-of", says: ["基準日（各ページの下）", "the day shown, at the foot of each page"] },
    Described { id: "revision", says: ["プランの版（各ページの下）", "the plan's revision, at the foot"] },
    Described {
        id: "coverage", says: ["収集範囲の要約（各ページの下）", "what was read, in short, at the foot"]
    },
    Described {
        id: "invented",
        says: ["架空の根拠を含むこと（該当するとき）", "that some evidence is invented, where it is"],
    },
    Described {
        id: "standing-", says: ["末尾の「この書類の基準」", "what the document rests on, at the end"]
    },
];

/// The form of that name.
///
/// # Errors
/// If there is none.
pub fn form(name: &str) -> Result<&'static Kind, Error> {
    FORMS.iter().find(|kind| kind.name == name).ok_or_else(|| Error::NoForm {
        found: name.to_owned(),
        known: FORMS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", "),
    })
}

/// Makes a form about a subject: the id of a programme or a project; nothing for the plan.
///
/// # Errors
/// If the subject is not what the form is about, or the evidence cannot be looked up.
pub fn make(kind: &Kind, facts: &Facts<'_>, subject: &str) -> Result<Made, Error> {
    let plan = facts.plan();
    let missing = |what: &'static str, known: Vec<&str>| Error::NoSubject {
        form: kind.name,
        what,
        found: subject.to_owned(),
        hint: format!("--subject one of {}", known.join(", ")),
    };
    let about = match kind.about {
        Subject::Plan => About::Plan,
        Subject::Programme => match plan.programme(subject) {
            Some(programme) => About::Programme(programme),
            None => {
                let known = plan.programmes.iter().map(|programme| programme.id.as_str()).collect();
                return Err(missing("a programme of the plan", known));
            }
        },
        Subject::BudgetProject => match plan.budget_projects.iter().find(|one| one.id == subject) {
            Some(budget) => About::BudgetProject(budget),
            None => {
                let known = plan.budget_projects.iter().map(|one| one.id.as_str()).collect();
                return Err(missing("a budget project of the plan", known));
            }
        },
        Subject::Project => match plan.project(subject) {
            Some((_, project)) => About::Project(project),
            None => {
                let known = plan.projects().map(|(_, project)| project.id.as_str()).collect();
                return Err(missing("a project of the plan", known));
            }
        },
    };
    let mut made = (kind.make)(facts, &about)?;
    answer(&mut made.document, facts);
    Ok(made)
}

/// Puts what people answered into the fields that nothing else fills.
fn answer(document: &mut Document, facts: &Facts<'_>) {
    if facts.answers.is_empty() {
        return;
    }
    document.each_field_mut(&mut |field| {
        if let (true, Some(answer)) = (field.to_fill.is_some(), facts.answers.get(&field.path())) {
            field.value.clone_from(answer);
        }
    });
}

/// What a field of a form is, in words: its own, else those of the fields that every form has; its path where nobody said.
#[must_use]
pub fn described(kind: &Kind, path: &str, language: plan::Language) -> String {
    let (id, key) = path.split_once('@').unwrap_or((path, ""));
    let fits = |one: &&Described| one.id == id || (one.id.ends_with(['.', '-']) && id.starts_with(one.id));
    let found = kind.fields.iter().chain(COMMON).find(fits);
    let words = found.map_or(path, |one| language.of(one.says[0], one.says[1]));
    match (key, id.split_once('.')) {
        _ if found.is_none() => words.to_owned(),
        ("", None) => words.to_owned(),
        ("", Some((_, column))) => language.of(format!("{words}（{column}）"), format!("{words} ({column})")),
        (key, Some((_, column))) => {
            language.of(format!("{words}（{key}、{column}）"), format!("{words} ({key}, {column})"))
        }
        (key, None) => language.of(format!("{words}（{key}）"), format!("{words} ({key})")),
    }
}

/// What a form can be about, with names, in the plan's order: for the plan itself its id.
#[must_use]
pub fn subjects(kind: &Kind, plan: &Plan) -> Vec<(String, Text)> {
    match kind.about {
        Subject::Plan => vec![(plan.id.clone(), plan.title.clone())],
        Subject::Programme => plan.programmes.iter().map(|one| (one.id.clone(), one.title.clone())).collect(),
        Subject::Project => plan.projects().map(|(_, one)| (one.id.clone(), one.title.clone())).collect(),
        Subject::BudgetProject => plan.budget_projects.iter().map(|one| (one.id.clone(), one.title.clone())).collect(),
    }
}

/// The form's struct as JSON.
fn as_json(facts: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(facts).map_err(|error| Error::Write(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_a_wrong_one_is_answered_with_those_there_are() {
        let mut names: Vec<&str> = FORMS.iter().map(|kind| kind.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        let error = form("indicator").err().expect("no form").to_string();
        assert!(error.contains("indicator-table"), "{error}");
    }
}
