//! Forms: which there are, for what, and in which formats. A page of the plan links to the forms about what it shows; this one has them all.

mod file;
mod links;
mod request;
mod returned;

pub use file::{FormFile, Reply, is_asked, reply};
pub use links::{FormLinks, links};
pub use returned::{Kept, look, take, undo};

use crate::phrase::say;
use crate::table::Table;
use crate::visit::{Answer, Frame, Problem, Section, Visit, own};
use crate::way::encode;
use crate::words::FormWords;
use askama::Template;
use documents::{FORMS, Kind, Rendering, Subject, subjects};
use plan::FiscalYear;
use store::AnswersTaken;

/// How much of what was taken over is shown.
const TAKEN_SHOWN: usize = 30;
/// The name of the form that is about two revisions.
const COMPARISON: &str = "comparison-table";

/// Every form.
#[derive(Template)]
#[template(path = "forms.html")]
struct ListPage {
    frame: Frame,
    words: &'static FormWords,
    forms: Vec<FormRow>,
    /// Years to choose from, the newest first: number, words, whether it is the one proposed.
    years: Vec<(String, String, bool)>,
    /// Where the choice is sent.
    here: String,
    as_of: String,
    hidden: bool,
    /// Whether whoever looks may hand in what came back; then the form for it is shown, with what was taken over.
    may_hand_in: bool,
    look_href: String,
    undo_href: String,
    taken: Vec<TakenRow>,
}

/// Words that were taken over.
struct TakenRow {
    change: String,
    form: String,
    fields: String,
    by: String,
    because: String,
    holds: bool,
}

/// A form.
struct FormRow {
    id: &'static str,
    title: &'static str,
    says: &'static str,
    /// What it is about, in words.
    about: &'static str,
    /// Subjects to choose from: id and name.
    subjects: Vec<(String, String)>,
    /// Earlier revisions to choose from; empty where the form needs none.
    against: Vec<(String, String)>,
    /// What the buttons send, with their words.
    formats: Vec<(&'static str, &'static str)>,
    /// What is missing for it; empty if nothing.
    missing: &'static str,
}

/// Builds the list; a choice made in it leads to the form.
pub fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    if let Some(form) = visit.asked("form") {
        return chosen(visit, form);
    }
    if visit.wants_tables() {
        return visit.tables("forms", &[table()]);
    }
    let (words, language) = (FormWords::of(visit.language()), visit.language());
    let last = visit.snapshot.last_year();
    let years = visit.snapshot.years();
    let page = ListPage {
        frame: visit.frame(
            words.title,
            Section::Forms,
            vec![visit.plan_crumb(), visit.crumb(own(words.title), "")],
            &["forms"],
        ),
        words,
        forms: FORMS.iter().map(|kind| row(visit, kind)).collect::<Result<_, _>>()?,
        years: (years.start().0..=years.end().0)
            .rev()
            .map(FiscalYear)
            .map(|year| (year.to_string(), language.year_in_full(year), year == last))
            .collect(),
        here: format!("/{}/forms", language.code()),
        as_of: visit.way.as_of.clone().unwrap_or_default(),
        hidden: visit.way.hide_invented,
        may_hand_in: visit.site.may_hand_in(visit).is_ok(),
        look_href: visit.to("/forms/read"),
        undo_href: visit.to("/forms/undo"),
        taken: visit.site.answers_taken(visit)?.iter().take(TAKEN_SHOWN).map(|one| taken(visit, one)).collect(),
    };
    visit.html(&page)
}

fn taken(visit: &Visit<'_>, one: &AnswersTaken) -> TakenRow {
    let (words, language) = (FormWords::of(visit.language()), visit.language());
    let title = documents::form(&one.form)
        .map_or(one.form.as_str(), |kind| kind.title[usize::from(language == crate::language::Language::En)]);
    TakenRow {
        change: one.change.to_string(),
        form: say(
            words.returned_form,
            &[("form", title), ("subject", &one.subject), ("year", &language.year_in_full(one.year))],
        ),
        fields: one.fields.join(" "),
        by: one.by.clone(),
        because: one.because.clone(),
        holds: one.holds,
    }
}

fn row(visit: &Visit<'_>, kind: &'static Kind) -> Result<FormRow, Problem> {
    let (words, language) = (FormWords::of(visit.language()), visit.language());
    let of = |pair: [&'static str; 2]| pair[usize::from(language == crate::language::Language::En)];
    let named = |(id, title): (String, plan::Text)| {
        let name = language.plain(&title);
        let name = match kind.about {
            Subject::BudgetProject if name.is_empty() => id.clone(),
            Subject::BudgetProject => format!("{id}　{name}"),
            _ => name,
        };
        (id, name)
    };
    let against: Vec<(String, String)> = if kind.name == COMPARISON {
        let known = visit.site.revisions()?;
        known
            .iter()
            .map(|one| {
                let (number, day) = (one.number.to_string(), language.date(one.decided_on));
                (number.clone(), say(words.revision, &[("number", &number), ("date", &day)]))
            })
            .collect()
    } else {
        Vec::new()
    };
    Ok(FormRow {
        id: kind.name,
        title: of(kind.title),
        says: of(kind.says),
        about: match kind.about {
            Subject::Plan => words.about_plan,
            Subject::Programme => words.about_programme,
            Subject::Project => words.about_project,
            Subject::BudgetProject => words.about_budget,
        },
        subjects: subjects(kind, &visit.snapshot.plan).into_iter().map(named).collect(),
        formats: Rendering::of(kind).into_iter().map(|one| (one.ending(), in_words(one))).collect(),
        missing: if kind.name == COMPARISON && against.is_empty() { words.no_revision } else { "" },
        against,
    })
}

/// The address of the form that was chosen.
fn chosen(visit: &Visit<'_>, form: &str) -> Result<Answer, Problem> {
    let asked = |name: &str| visit.asked(name).ok_or_else(|| Problem::BadRequest(format!("`{name}`?")));
    let (subject, format) = (asked("subject")?, asked("format")?);
    if documents::form(form).is_err() || Rendering::of_ending(format).is_none() {
        return Err(Problem::NotFound(form.to_owned()));
    }
    let mut query: Vec<String> = Vec::new();
    for name in ["fiscal_year", "against"] {
        query.extend(visit.asked(name).map(|value| format!("{name}={}", encode(value))));
    }
    let to = format!("/forms/{form}/{}.{format}?{}", encode(subject), query.join("&"));
    Ok(Answer { status: 303, media_type: "text/plain", body: visit.to(to.trim_end_matches('?')) })
}

/// What a rendering is called where it is chosen.
fn in_words(rendering: Rendering) -> &'static str {
    match rendering {
        Rendering::Docx => "Word",
        Rendering::Xlsx => "Excel",
        Rendering::Pdf => "PDF",
        Rendering::Csv => "CSV",
        Rendering::Html => "HTML",
        Rendering::Json => "JSON",
        Rendering::Svg => "SVG",
    }
}

fn table() -> Table {
    let mut table = Table::new("forms", &["form", "title_ja", "title_en", "about", "says_ja", "says_en"]);
    for kind in FORMS {
        let about = match kind.about {
            Subject::Plan => "plan",
            Subject::Programme => "programme",
            Subject::Project => "project",
            Subject::BudgetProject => "budget-project",
        };
        let [title_ja, title_en] = kind.title;
        let [says_ja, says_en] = kind.says;
        table.push([kind.name, title_ja, title_en, about, says_ja, says_en].map(Into::into).into());
    }
    table
}
