//! `shirube scan`: files to mentions as JSON Lines, without a store.

use crate::language_option::LanguageOption;
use crate::plan_option::PlanOption;
use crate::store_option::StoreOption;
use crate::{exit, plan_option};
use anyhow::{Context as _, bail};
use corpus::{Edition, Input};
use evidence::Linker;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use ingest::scan::{LEAST_MEMORY_BYTES, ScanEvent, ScanOptions, output_name, scan, scan_into};
use mention::{Recogniser, SchemeSet};
use plan::Language;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Finds mentions in files, without a store: JSON Lines on stdout, one a mention.
///
/// Reads PubMed, JATS full texts, Crossref, OpenAlex, ClinicalTrials.gov, WHO ICTRP, KAKEN, RSシステム, and JSON Lines with `record` and
/// `text`; plain, gzip, tar or zip. The format is found by looking. Each file is checked to its end before its first line is printed, so a broken file prints nothing. Lines come by file in the order of the
/// arguments, whatever the number of threads. Nothing is written but the lines, and nothing is remembered: scanning again gives the same.
/// With `--into`, each file's lines go to a file of their own, which ends with a line that says it is whole.
#[derive(clap::Args)]
pub struct Arguments {
    /// The files; `-` is standard input.
    #[arg(required_unless_present = "files_from", value_name = "FILE")]
    files: Vec<OsString>,
    /// Further files: a list of paths, one a line; `-` reads the list from standard input.
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,
    /// Write each file's lines to `DIR/NAME.mentions.jsonl` instead of stdout, with a closing line that holds checksums.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Files read at the same time. Default: as many as the machine has processors.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// What is looked for: `all`, `plan` (Japanese funders, names, resources, trials) or a list such as `amed,kakenhi,name`.
    #[arg(long, default_value = "all", value_name = "SET")]
    schemes: SchemeSet,
    /// Check the markup of every record, also of those that hold no mention.
    #[arg(long)]
    strict: bool,
    /// The most memory to take, such as `600M` or `2G`; at least 64M, which is what a thread may take. Default: 64M for each thread.
    #[arg(long, value_name = "SIZE", value_parser = memory_bytes)]
    memory: Option<u64>,
    /// The edition of PubMed files whose names do not tell it, such as `2021-1298`.
    #[arg(long, value_name = "YEAR-NUMBER")]
    edition: Option<Edition>,
    /// Tell of each file on stderr, also where that is no terminal.
    #[arg(long)]
    progress: bool,
    #[command(flatten)]
    plan: PlanOption,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    language: LanguageOption,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let mut files = arguments.files;
    if let Some(list) = &arguments.files_from {
        files.extend(listed(list).with_context(|| list.display().to_string())?);
    }
    let inputs: Vec<Input> = files.iter().map(|file| Input::from_argument(file)).collect();
    if let Some(problem) = unfit(&inputs, arguments.files_from.as_deref(), arguments.into.is_some(), language) {
        eprintln!("{}: {problem}", language.of("誤り", "error"));
        return Ok(exit::USAGE);
    }
    // The recognisers take as long to get ready as the plan, and neither knows the other. Nobody waits for the thread: whoever needs
    // what it makes waits for that, or makes it, also where the system has no thread to give.
    let schemes = arguments.schemes.clone();
    let _ = std::thread::Builder::new().spawn(move || Recogniser::new(&schemes).prepare());
    let mut store = plan_option::store_if_any(&arguments.store, "shirube scan")?;
    let plan = arguments.plan.choose(store.as_mut(), language)?;
    let options = ScanOptions {
        threads: arguments.threads.or(std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get),
        schemes: arguments.schemes,
        strict: arguments.strict,
        memory_bytes: arguments.memory,
        edition: arguments.edition,
    };
    let progress = Progress::new(&inputs, arguments.progress, language);
    let decisions = match &mut store {
        Some(store) => store.change().and_then(|change| store.join_decisions(change))?,
        None => Vec::new(),
    };
    let linker = Linker::new(&plan, &decisions);
    let show = |event| progress.show(event);
    let scanned = match &arguments.into {
        Some(folder) => scan_into(&inputs, &options, &linker, folder, &show),
        None => scan(&inputs, &options, &linker, &mut std::io::stdout().lock(), &show),
    };
    progress.bar.finish_and_clear();
    let outcome = match scanned {
        Ok(outcome) => outcome,
        // Whoever reads the lines has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(exit::DONE),
        Err(error) => return Err(error).context("the lines could not be written"),
    };
    for refusal in &outcome.refused {
        eprintln!("{}: {}", language.of("拒否", "refused"), refusal.in_words(language));
    }
    progress.say_in_the_end(&outcome);
    Ok(match (outcome.files.is_empty(), outcome.refused.is_empty()) {
        (_, true) => exit::DONE,
        (true, false) => exit::FAILED,
        (false, false) => exit::REFUSED_SOME,
    })
}

/// The paths of a list, one a line; `-` is standard input.
fn listed(list: &Path) -> std::io::Result<Vec<OsString>> {
    let text = if list == Path::new("-") {
        std::io::read_to_string(std::io::stdin())?
    } else {
        std::fs::read_to_string(list)?
    };
    Ok(text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(OsString::from).collect())
}

/// What does not fit together among the files, in words.
fn unfit(inputs: &[Input], list: Option<&Path>, into: bool, language: Language) -> Option<String> {
    let lists = usize::from(list == Some(Path::new("-")));
    let stdin = inputs.iter().filter(|input| matches!(input, Input::Stdin)).count();
    if stdin + lists > 1 {
        let ja = "標準入力 `-` はファイルとその一覧の中に一度だけ指定できますが、二度以上ありました";
        let en = "expected `-` (standard input) at most once among the files and their list, found it more often";
        return Some(language.of(ja, en).to_owned());
    }
    if into && stdin > 0 {
        let ja = "--into にはファイル名が必要ですが、標準入力 `-` には名前がありません";
        let en = "expected files with names for --into, found standard input `-`";
        return Some(language.of(ja, en).to_owned());
    }
    let mut names = BTreeSet::new();
    let twice = inputs.iter().map(output_name).find(|name| into && !names.insert(name.clone()))?;
    Some(language.of(
        format!("--into では出力ごとに別の名前が必要ですが、`{twice}` が二つになります"),
        format!("expected a name for each output of --into, found `{twice}` twice"),
    ))
}

/// `600M`, `2G`, `700000K` or bytes; powers of 1024.
fn memory_bytes(text: &str) -> anyhow::Result<u64> {
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let unit = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" | "KIB" => 1 << 10,
        "M" | "MB" | "MIB" => 1 << 20,
        "G" | "GB" | "GIB" => 1 << 30,
        unit => bail!("expected a size such as `600M` or `2G`, found the unit `{unit}`"),
    };
    let number: u64 =
        digits.parse().with_context(|| format!("expected a size such as `600M` or `2G`, found `{text}`"))?;
    match number.checked_mul(unit) {
        Some(bytes) if bytes >= LEAST_MEMORY_BYTES => Ok(bytes),
        _ => bail!("expected at least 64M, found `{text}`: less does not read a file"),
    }
}

/// A bar on a terminal, a line a file if asked for, nothing elsewhere.
struct Progress<'a> {
    inputs: &'a [Input],
    bar: ProgressBar,
    in_lines: bool,
    started: Instant,
    language: Language,
}

impl<'a> Progress<'a> {
    fn new(inputs: &'a [Input], asked: bool, language: Language) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bytes = inputs.iter().filter_map(bytes_on_disk).sum();
        // Lines on the same terminal would be torn by a bar.
        let draws = terminal && !std::io::stdout().is_terminal();
        let target = if draws { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(bytes), target);
        if let Ok(style) = ProgressStyle::with_template("{bytes}/{total_bytes} {bytes_per_sec} {wide_bar} {eta} {msg}")
        {
            bar.set_style(style);
        }
        if draws {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { inputs, bar, in_lines: asked && !draws, started: Instant::now(), language }
    }

    fn show(&self, event: ScanEvent) {
        match event {
            ScanEvent::Reading { index } => self.bar.set_message(self.inputs[index].name()),
            ScanEvent::Done { index, bytes, records, lines } => {
                self.bar.inc(bytes);
                if self.in_lines {
                    let (records, lines) = (HumanCount(records), HumanCount(lines));
                    let words = self.language.of(
                        format!("レコード {records}件、言及 {lines}件"),
                        format!("{records} records, {lines} mentions"),
                    );
                    eprintln!("{}: {words}", self.inputs[index].name());
                }
            }
            ScanEvent::Refused { index } => self.bar.inc(bytes_on_disk(&self.inputs[index]).unwrap_or(0)),
        }
    }

    fn say_in_the_end(&self, outcome: &ingest::scan::ScanOutcome) {
        if self.in_lines || !self.bar.is_hidden() {
            let records: u64 = outcome.files.iter().map(|file| file.records_read).sum();
            let (files, refused) = (outcome.files.len(), outcome.refused.len());
            let (records, lines) = (HumanCount(records), HumanCount(outcome.lines));
            let seconds = self.started.elapsed().as_secs_f64();
            let words = self.language.of(
                format!("ファイル {files}件を読み、{refused}件を拒否: レコード {records}件、言及 {lines}件（{seconds:.1} 秒）"),
                format!("{files} files read, {refused} refused: {records} records, {lines} mentions in {seconds:.1} s"),
            );
            eprintln!("{words}");
        }
    }
}

fn bytes_on_disk(input: &Input) -> Option<u64> {
    match input {
        Input::File(path) => {
            std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len())
        }
        Input::Stdin | Input::Bytes { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_of_memory_is_a_number_with_a_unit_and_not_too_small() {
        assert_eq!(memory_bytes("64M").ok(), Some(64 << 20));
        assert_eq!(memory_bytes("2G").ok(), Some(2 << 30));
        assert_eq!(memory_bytes("70000KiB").ok(), Some(70_000 << 10));
        assert_eq!(memory_bytes("100000000").ok(), Some(100_000_000));
        for wrong in ["63M", "2T", "M", "", "-1G", "99999999999999G"] {
            assert!(memory_bytes(wrong).is_err_and(|error| error.to_string().starts_with("expected")), "{wrong}");
        }
    }
}
