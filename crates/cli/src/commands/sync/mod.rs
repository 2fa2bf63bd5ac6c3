//! `shirube sync`: the world's files into a folder.

mod progress;
mod words;

use crate::exit;
use crate::language_option::LanguageOption;
use anyhow::Context as _;
use indicatif::HumanBytes;
use jiff::civil::Date;
use plan::Language;
use progress::Progress;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use sync::{Network, Options, Outcome, Problem, Source, Stop, WallClock};
use words::in_words;

/// Gets the world's files: what is new or changed at a source, into a folder of its own.
///
/// The folder holds whole, checked files only, at any moment; what is under way lies hidden in `.shirube-sync` below it. A run
/// that was cut or stopped (Ctrl-C) goes on where it was when the same command is given again; a second run fetches only what is
/// new or changed. A file that changed at the source takes the place of the old one when it is whole. Nothing is taken away
/// without `--prune`. The paths of new files are printed to stdout, one a line. Sizes are large: see `--dry-run` and `--limit`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Where the files come from.
    #[arg(value_enum, value_name = "SOURCE")]
    source: Chosen,
    /// The folder, which is made if it is not there; one for each source.
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// An e-mail address at which the source can reach you; told to the source and to nobody else. Crossref requires it.
    #[arg(long, value_name = "ADDRESS", env = "SHIRUBE_MAILTO")]
    mailto: Option<String>,
    /// The first day: of creation (crossref), of the last change (openalex, clinicaltrials, pmc-oa).
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Which records, in the source's own words. Default: `has-funder:true` (crossref), all (clinicaltrials).
    #[arg(long, value_name = "FILTER")]
    filter: Option<String>,
    /// Only these articles (pmc-oa): a file with one identifier a line, such as PMC1234567.
    #[arg(long, value_name = "FILE")]
    ids: Option<PathBuf>,
    /// Fetch at most so many files (pubmed, openalex), pages (crossref, clinicaltrials) or bundles (pmc-oa).
    #[arg(long, value_name = "N")]
    limit: Option<NonZeroUsize>,
    /// Requests at the same time; never more than the source takes.
    #[arg(long, value_name = "N")]
    parallel: Option<NonZeroUsize>,
    /// Another address that has the same: a mirror.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Say what would be fetched and how long it is, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Take away files that are no longer at the source, once all others are here (pubmed, openalex).
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    language: LanguageOption,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Chosen {
    /// PubMed's yearly files
    PubmedBaseline,
    /// PubMed's daily files since then
    PubmedUpdates,
    /// OpenAlex' works, a quarterly snapshot
    Openalex,
    /// Crossref's works, by its API
    Crossref,
    /// The studies of ClinicalTrials.gov, by its API
    Clinicaltrials,
    /// Full texts of PubMed Central's article datasets
    PmcOa,
}

impl From<Chosen> for Source {
    fn from(chosen: Chosen) -> Self {
        match chosen {
            Chosen::PubmedBaseline => Self::PubmedBaseline,
            Chosen::PubmedUpdates => Self::PubmedUpdates,
            Chosen::Openalex => Self::Openalex,
            Chosen::Crossref => Self::Crossref,
            Chosen::Clinicaltrials => Self::Clinicaltrials,
            Chosen::PmcOa => Self::PmcOa,
        }
    }
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let stop = stop_at_signals()?;
    let ids = match &arguments.ids {
        None => None,
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            match sync::pmc_ids(&text) {
                Ok(ids) => Some(ids),
                Err(problem) => return Ok(failed(&problem, language)),
            }
        }
    };
    let options = Options {
        base_url: arguments.base_url,
        mailto: arguments.mailto.filter(|address| !address.is_empty()),
        parallel: arguments.parallel.map(NonZeroUsize::get),
        limit: arguments.limit.map(NonZeroUsize::get),
        from: arguments.from,
        filter: arguments.filter,
        ids,
        dry_run: arguments.dry_run,
        prune: arguments.prune,
        network: Network::of_environment(),
        ..Options::new(arguments.source.into(), arguments.into)
    };
    let progress = Progress::new(language);
    let synced = sync::sync(&options, &WallClock, &stop, &|event| progress.show(event));
    progress.finish();
    match synced {
        Ok(outcome) => tell(&outcome, &options, language),
        Err(problem) => Ok(failed(&problem, language)),
    }
}

/// Ctrl-C and a service's end are a wish to stop; the second one ends the program at once, which costs nothing but the
/// files under way.
fn stop_at_signals() -> anyhow::Result<Stop> {
    let stop = Stop::default();
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, i32::from(exit::FAILED), stop.flag())?;
        signal_hook::flag::register(signal, stop.flag())?;
    }
    Ok(stop)
}

fn failed(problem: &Problem, language: Language) -> u8 {
    eprintln!("{}: {}", language.of("誤り", "error"), in_words(problem, language));
    if problem.is_usage() { exit::USAGE } else { exit::FAILED }
}

/// The files to stdout, the rest to stderr.
fn tell(outcome: &Outcome, options: &Options, language: Language) -> anyhow::Result<u8> {
    for (name, problem) in &outcome.refused {
        eprintln!("{}: {name}: {}", language.of("拒否", "refused"), in_words(problem, language));
    }
    let printed = if options.dry_run { print_plan(outcome) } else { print_files(outcome) };
    match printed {
        // Whoever reads the list has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        other => other.context(language.of("一覧を書き出せませんでした", "the list could not be written"))?,
    }
    let nothing_new = outcome.fetched.is_empty() && outcome.refused.is_empty() && outcome.gone.is_empty();
    let quiet = nothing_new && outcome.ended.is_none();
    if options.dry_run || !quiet || std::io::stderr().is_terminal() {
        eprint!("{}", summary(outcome, options, language));
    }
    if let Some(problem) = &outcome.ended {
        return Ok(failed(problem, language));
    }
    Ok(match (outcome.fetched.is_empty() && outcome.kept == 0, outcome.refused.is_empty()) {
        (_, true) => exit::DONE,
        (true, false) => exit::FAILED,
        (false, false) => exit::REFUSED_SOME,
    })
}

fn print_files(outcome: &Outcome) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    outcome.fetched.iter().try_for_each(|path| writeln!(out, "{}", path.display()))
}

/// One a line: the name, bytes, records; `-` where the source does not tell.
fn print_plan(outcome: &Outcome) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let told = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    outcome
        .planned
        .iter()
        .try_for_each(|planned| writeln!(out, "{}\t{}\t{}", planned.name, told(planned.bytes), told(planned.records)))
}

fn summary(outcome: &Outcome, options: &Options, language: Language) -> String {
    let mut lines = Vec::new();
    let (kept, refused, left) = (outcome.kept, outcome.refused.len(), outcome.left);
    if options.dry_run {
        let bytes: u64 = outcome.planned.iter().filter_map(|planned| planned.bytes).sum();
        let records: u64 = outcome.planned.iter().filter_map(|planned| planned.records).sum();
        let (planned, bytes) = (outcome.planned.len(), HumanBytes(bytes));
        lines.push(language.of(
            format!("取得の予定 {planned}件（分かっている限り {bytes}、{records}レコード）、取得済み {kept}件、上限のため残す {left}件。何も書き込んでいません"),
            format!("{planned} would be fetched ({bytes} and {records} records, as far as the source tells), {kept} are here already, {left} left by the limit; nothing was written"),
        ));
    } else {
        let (fetched, bytes) = (outcome.fetched.len(), HumanBytes(outcome.bytes));
        lines.push(language.of(
            format!(
                "新しいファイル {fetched}件（{bytes}）、変わりなし {kept}件、拒否 {refused}件、次回に残す {left}件"
            ),
            format!("{fetched} new files ({bytes}), {kept} unchanged, {refused} refused, {left} left for another run"),
        ));
    }
    let gone = outcome.gone.len();
    if gone > 0 {
        lines.push(match outcome.pruned {
            true => language.of(
                format!("取得元からなくなったファイル {gone}件を削除しました"),
                format!("{gone} files that are no longer at the source were taken away"),
            ),
            false => language.of(
                format!("取得元からなくなったファイルが{gone}件あります（--prune で削除します）"),
                format!("{gone} files are no longer at the source (--prune takes them away)"),
            ),
        });
    }
    if outcome.ended == Some(Problem::Stopped) {
        let ja = "同じコマンドをもう一度実行すると続きから進みます";
        lines.push(language.of(ja, "the same command goes on where this one was").to_owned());
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
