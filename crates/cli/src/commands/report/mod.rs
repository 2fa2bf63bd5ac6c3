//! `shirube report`: forms out, and what was written into them back.
//!
//! Facts are read once; the file's ending chooses the rendering. What a person still has to fill is said on stderr.

mod returned;

use crate::commands::indicators::years;
use crate::exit;
use crate::plan_option;
use crate::state::{State, StateOption};
use crate::whole;
use documents::{Against, Kind, Listed, Made, Rendering, Subject};
use forms::Asked;
use indicator::Index;
use plan::{FiscalYear, Plan};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Makes a form from what the store holds, and reads one that came back.
///
/// The file's ending says how it is rendered: docx, xlsx, pdf, csv, html or json. Making a form writes nothing to the store, and an existing file
/// is replaced only once the new one is whole. The same state gives the same bytes (pdf excepted). `--read` shows what was changed in a file that
/// came back; only `--take` and `--undo` write, each under a change number of its own.
#[derive(clap::Args)]
pub struct Arguments {
    /// Which form; `shirube report --list` shows them.
    #[arg(long, value_name = "NAME", required_unless_present_any = ["list", "read", "undo"])]
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
    #[arg(long, short, value_name = "FILE", required_unless_present_any = ["list", "read", "undo"])]
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
    /// For docx and pdf: a Word master of the office's own, whose content controls bear the fields as tags; `builtin` gives the built-in one,
    /// to begin with.
    #[arg(long, value_name = "FILE|builtin")]
    master: Option<String>,
    /// A form that came back (docx, xlsx): shows each field whose text was changed, and what else was.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "output"])]
    read: Option<PathBuf>,
    /// With `--read`: takes the change of this field over; may be given several times. What is made of facts is never overwritten.
    #[arg(long, value_name = "FIELD", requires = "read", requires = "by")]
    take: Vec<String>,
    /// With `--read`: takes over every change that is somebody's words.
    #[arg(long, requires = "read", requires = "by", conflicts_with = "take")]
    take_all: bool,
    /// Takes back what was taken over with this change.
    #[arg(long, value_name = "CHANGE", requires = "by", conflicts_with_all = ["list", "read", "form", "output"])]
    undo: Option<indicator::Change>,
    /// With `--take` or `--undo`: who does so.
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// With `--take` or `--undo`: why.
    #[arg(long, default_value = "", value_name = "TEXT")]
    because: String,
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

/// Longest that LibreOffice may take: the largest form takes a tenth of it.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    if arguments.list {
        list();
        return Ok(exit::DONE);
    }
    if let Some(file) = &arguments.read {
        return returned::read(&arguments, file);
    }
    if let Some(change) = arguments.undo {
        return returned::undo(&arguments, change);
    }
    let (Some(name), Some(output)) = (&arguments.form, &arguments.output) else { return Ok(exit::USAGE) };
    let kind = match documents::form(name) {
        Ok(kind) => kind,
        Err(error) => return Ok(usage(&error)),
    };
    let Some(rendering) = rendering_of(output) else {
        let found = output.display();
        return Ok(usage(&format!(
            "expected a file that ends in docx, xlsx, pdf, csv, html, json or svg, found `{found}`"
        )));
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
    if let Some(master) = &arguments.master {
        return mastered(&state, &made, master, rendering, output);
    }
    let bytes = match rendering.bytes(&made, arguments.table.as_deref(), PATIENCE) {
        Err(error @ (documents::Error::NoTable { .. } | documents::Error::NoRendering { .. })) => {
            return Ok(usage(&error));
        }
        bytes => bytes?,
    };
    whole::write(output, &bytes)?;
    tell(&state, &made, output);
    Ok(exit::DONE)
}

/// The form on an office's own master, or the built-in master itself.
fn mastered(state: &State, made: &Made, master: &str, rendering: Rendering, output: &Path) -> anyhow::Result<u8> {
    if !matches!(rendering, Rendering::Docx | Rendering::Pdf) {
        return Ok(usage(&format!("expected docx or pdf for a form on a master, found `{}`", output.display())));
    }
    if master == "builtin" {
        if rendering != Rendering::Docx {
            return Ok(usage(&"the built-in master is a Word document: --output FILE.docx"));
        }
        whole::write(output, &documents::master(&made.document)?)?;
        eprintln!("{}", output.display());
        return Ok(exit::DONE);
    }
    let bytes = std::fs::read(master).map_err(|error| anyhow::anyhow!("{master}: {error}"))?;
    let (docx, told) = documents::fill(&bytes, &made.document).map_err(|error| anyhow::anyhow!("{master}: {error}"))?;
    let bytes = if rendering == Rendering::Pdf { documents::pdf(&docx, PATIENCE)? } else { docx };
    whole::write(output, &bytes)?;
    let (language, missing, unknown) = (state.language, told.missing.join(" "), told.unknown.join(" "));
    if !missing.is_empty() {
        eprintln!(
            "{} {missing}",
            language.of("ひな形に置き場所のない欄：", "fields that the master has no place for:")
        );
    }
    if !unknown.is_empty() {
        eprintln!("{} {unknown}", language.of("この様式にないタグ：", "tags that the form does not know:"));
    }
    tell(state, made, output);
    Ok(exit::DONE)
}

/// How a file is rendered, by its ending.
fn rendering_of(path: &Path) -> Option<Rendering> {
    Rendering::of_ending(path.extension()?.to_str()?)
}

/// The form with the facts of a state.
fn filled(
    state: &mut State,
    kind: &'static Kind,
    arguments: &Arguments,
    against: Option<&Plan>,
) -> Result<Made, documents::Error> {
    let years = arguments.fiscal_year.clone().unwrap_or_else(|| state.last_year()..=state.last_year());
    let (store, facts, language) = state.split();
    let index = Index::new(facts.plan, facts.rows, facts.as_of);
    let asked = Asked {
        kind,
        subject: &arguments.subject,
        years,
        language,
        site: arguments.site.as_deref(),
        evidence: match arguments.evidence {
            Evidence::None => Listed::None,
            Evidence::Year => Listed::LastYear,
            Evidence::All => Listed::All,
        },
        against: against.map(|plan| Against { plan, new_at_right: arguments.new_at_right, whole: arguments.whole }),
    };
    forms::make(store, facts, &index, &asked)
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
