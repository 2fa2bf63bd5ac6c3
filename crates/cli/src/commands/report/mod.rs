//! `shirube report`: forms out.
//!
//! Facts are read once; the file's ending chooses the rendering. What a person still has to fill is said on stderr.

use crate::commands::indicators::years;
use crate::exit;
use crate::plan_option;
use crate::state::{State, StateOption};
use crate::whole;
use documents::{Against, Citation, Csv, Facts, Kind, Listed, Made, Subject};
use indicator::Index;
use plan::{FiscalYear, Plan};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Makes a form from what the store holds.
///
/// The file's ending says how it is rendered: docx, xlsx, pdf, csv, html or json. Nothing is written to the store, and an existing file is
/// replaced only once the new one is whole. The same state gives the same bytes (pdf excepted).
#[derive(clap::Args)]
pub struct Arguments {
    /// Which form; `shirube report --list` shows them.
    #[arg(long, value_name = "NAME", required_unless_present = "list")]
    form: Option<String>,
    /// Shows the forms there are.
    #[arg(long, conflicts_with = "form")]
    list: bool,
    /// What it is about: the id of a programme, a project or a budget project (予算事業ID).
    #[arg(long, value_name = "ID", default_value = "")]
    subject: String,
    /// The fiscal year reported (years before it are shown as the form needs them), or the first and the last: `2024`, `2020..2024`.
    /// Default: the last one that is over.
    #[arg(long, value_name = "YEAR|FIRST..LAST", value_parser = years)]
    fiscal_year: Option<RangeInclusive<FiscalYear>>,
    /// Where to write it.
    #[arg(long, short, value_name = "FILE", required_unless_present = "list")]
    output: Option<PathBuf>,
    /// Of which years the records behind the figures are listed.
    #[arg(long, value_enum, default_value = "year", value_name = "YEARS")]
    evidence: Evidence,
    /// For the comparison table: the earlier plan, a folder or a revision of the store.
    #[arg(long, value_name = "DIR|REVISION")]
    against: Option<String>,
    /// For the comparison table: the later plan at the right; ministries mostly set it at the left.
    #[arg(long, requires = "against")]
    new_at_right: bool,
    /// For the comparison table: what stayed too, and not （略）.
    #[arg(long, requires = "against")]
    whole: bool,
    /// Where the pages are served, so that each number links to its evidence: `https://plan.example`. Default: addresses are printed.
    #[arg(long, value_name = "URL")]
    site: Option<String>,
    /// For csv: which table. Default: the first.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    #[command(flatten)]
    state: StateOption,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Evidence {
    /// No list.
    None,
    /// Of the year reported.
    Year,
    /// Of every year shown.
    All,
}

/// How a form is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rendering {
    Docx,
    Xlsx,
    Pdf,
    Csv,
    Html,
    Json,
}

impl Rendering {
    /// By the file's ending.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "docx" => Some(Self::Docx),
            "xlsx" => Some(Self::Xlsx),
            "pdf" => Some(Self::Pdf),
            "csv" => Some(Self::Csv),
            "html" | "htm" => Some(Self::Html),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    if arguments.list {
        list();
        return Ok(exit::DONE);
    }
    let (Some(name), Some(output)) = (&arguments.form, &arguments.output) else { return Ok(exit::USAGE) };
    let kind = match documents::form(name) {
        Ok(kind) => kind,
        Err(error) => return Ok(usage(&error)),
    };
    let Some(rendering) = Rendering::of(output) else {
        let found = output.display();
        return Ok(usage(&format!("expected a file that ends in docx, xlsx, pdf, csv, html or json, found `{found}`")));
    };
    let mut state = arguments.state.read("shirube report")?;
    let against = match &arguments.against {
        Some(wanted) => Some(plan_option::named(wanted, Some(&mut state.store), state.language)?.plan),
        None => None,
    };
    let made = match filled(&mut state, kind, &arguments, against.as_ref()) {
        Err(error @ documents::Error::NoSubject { .. }) => return Ok(usage(&error)),
        made => made?,
    };
    let bytes = match rendering {
        Rendering::Docx => documents::docx(&made.document)?,
        Rendering::Pdf => documents::pdf(&documents::docx(&made.document)?)?,
        Rendering::Xlsx => documents::xlsx(&made.document)?,
        Rendering::Csv => match documents::csv(&made.document, arguments.table.as_deref(), Csv::default()) {
            Err(error @ documents::Error::NoTable { .. }) => return Ok(usage(&error)),
            bytes => bytes?,
        },
        Rendering::Html => documents::html(&made.document).into_bytes(),
        Rendering::Json => documents::json(&made.document, &made.facts).into_bytes(),
    };
    whole::write(output, &bytes)?;
    tell(&state, &made, output);
    Ok(exit::DONE)
}

/// The form with the facts of a state.
fn filled(
    state: &mut State,
    kind: &Kind,
    arguments: &Arguments,
    against: Option<&Plan>,
) -> Result<Made, documents::Error> {
    let years = match &arguments.fiscal_year {
        Some(years) if years.start() != years.end() => years.clone(),
        one => {
            let last = one.as_ref().map_or_else(|| state.last_year(), |one| *one.end());
            FiscalYear(last.0 - (kind.years - 1))..=last
        }
    };
    let (store, facts, language) = state.split();
    let index = Index::new(facts.plan, facts.rows, facts.as_of);
    let store = RefCell::new(store);
    let cite = |records: &[Arc<str>]| -> Result<Vec<Citation>, String> {
        let heads = store.borrow_mut().heads(records, facts.as_of).map_err(|error| error.to_string())?;
        Ok(heads.into_iter().map(citation).collect())
    };
    let facts = Facts {
        readings: facts,
        index: &index,
        years: &years,
        language,
        site: arguments.site.as_deref(),
        evidence: match arguments.evidence {
            Evidence::None => Listed::None,
            Evidence::Year => Listed::LastYear,
            Evidence::All => Listed::All,
        },
        cite: &cite,
        say: &register::say,
        against: against.map(|plan| Against { plan, new_at_right: arguments.new_at_right, whole: arguments.whole }),
        answers: &BTreeMap::new(),
    };
    documents::make(kind, &facts, &arguments.subject)
}

/// A record of the store as an annex lists it.
fn citation(head: store::Head) -> Citation {
    Citation {
        id: head.id,
        kind: head.kind,
        title: head.title,
        authors: head.authors,
        journal: head.journal,
        date: head.date,
        invented: head.invented,
        words: head.words,
    }
}

fn usage(problem: &impl std::fmt::Display) -> u8 {
    eprintln!("error: {problem}");
    exit::USAGE
}

/// What was written, and what a person still has to fill.
fn tell(state: &State, made: &Made, output: &Path) {
    let (language, document) = (state.language, &made.document);
    eprintln!("{}: {}", output.display(), document.title);
    let unfilled = document.unfilled();
    if unfilled.is_empty() {
        return;
    }
    let count = unfilled.len();
    eprintln!("{}", language.of(format!("記入が必要な欄 {count}："), format!("{count} fields to be filled:")));
    for field in unfilled {
        let by = field.to_fill.as_deref().unwrap_or_default();
        eprintln!("  {}  {by}", field.path());
    }
}

fn list() {
    for kind in documents::FORMS {
        let [ja, en] = kind.title;
        let about = match kind.about {
            Subject::Plan => "plan",
            Subject::Programme => "programme",
            Subject::Project => "project",
            Subject::BudgetProject => "budget-project",
        };
        println!("{:<22} {:<10} {ja} / {en}", kind.name, about);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_ending_says_how_it_is_rendered() {
        assert_eq!(Rendering::of(Path::new("a/b.DOCX")), Some(Rendering::Docx));
        assert_eq!(Rendering::of(Path::new("b.json")), Some(Rendering::Json));
        assert_eq!(Rendering::of(Path::new("b.doc")), None);
        assert_eq!(Rendering::of(Path::new("docx")), None);
    }
}
