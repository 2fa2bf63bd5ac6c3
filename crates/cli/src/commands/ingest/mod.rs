//! `shirube ingest`: files into the store.

mod hand_in;
mod progress;
mod report;

use crate::language_option::LanguageOption;
use crate::store_option::StoreOption;
use crate::{exit, moved, plan_option};
use access::Actor;
use corpus::{Edition, Input};
use evidence::Keep;
use ingest::{IngestOptions, ingest};
use plan::{Language, Plan};
use progress::Progress;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::time::Instant;
use store::Store;

/// Reads files into the store: what bears on Japanese research funding is kept and tied to the projects of the plan.
///
/// What offices hand in (CSV or XLSX with the head of a register) goes in by the same command; `shirube register` lists the registers.
///
/// Reads PubMed, JATS full texts, Crossref, OpenAlex, ClinicalTrials.gov, WHO ICTRP, KAKEN, RSシステム, and JSON Lines with `record` and
/// `text`; plain, gzip, tar or zip. The format is found by looking. Each file is checked to
/// its end and then written in one step: a broken file leaves nothing behind, and a program that is stopped leaves the store as it
/// was before the file it was at. Run the same command again to go on. The same file twice changes nothing. Nothing in a store is
/// overwritten, so the figures of earlier days can still be read; a file of the world cannot be taken out again, a hand-in can (`shirube
/// register undo`).
#[derive(clap::Args)]
pub struct Arguments {
    /// The files; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<OsString>,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    plan: plan_option::PlanOption,
    /// The edition of PubMed files whose names do not tell it, such as `2021-1298`.
    #[arg(long, value_name = "YEAR-NUMBER")]
    edition: Option<Edition>,
    /// What is kept: records that bear on Japanese research funding, or all with any mention.
    #[arg(long, value_enum, default_value_t = Kept::Japanese)]
    keep: Kept,
    /// Files read at the same time. Default: as many as the machine has processors.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    #[command(flatten)]
    hand_in: hand_in::HandInArguments,
    /// How to print what came of it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    language: LanguageOption,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kept {
    /// Records that name a Japanese funder, number, scheme, programme or resource.
    Japanese,
    /// Records that name foreign grants or trials only, too.
    All,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A few lines.
    Text,
    /// One JSON object, documented in docs/reference/ingest.md.
    Json,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(mut arguments: Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    if arguments.files.iter().filter(|file| *file == "-").count() > 1 {
        let ja = "標準入力 `-` はファイルの中に一度だけ指定できますが、二度以上ありました";
        let en = "expected `-` (standard input) at most once among the files, found it more often";
        return usage(language.of(ja, en), language);
    }
    let Some(registers) = arguments.hand_in.registers() else {
        let known = register::builtin().iter().map(|register| register.id.as_str());
        return usage(&super::register::no_register(arguments.hand_in.named(), known, language), language);
    };
    let mut store = arguments.store.open("shirube ingest")?;
    store.see_as(Actor::Office);
    let plan = arguments.plan.choose(Some(&mut store), language)?;
    if !arguments.hand_in.is_preview() {
        store.open_due(plan_option::today())?;
    }
    let mut refused = Vec::new();
    let handed_in = hand_in::tell_apart(&mut arguments, registers, &plan, &mut refused);
    if arguments.hand_in.is_preview() && !arguments.files.is_empty() {
        let ja = "`--preview` は台帳の提出だけを対象にしますが、ほかのファイルがありました";
        let en = "expected hand-ins of registers alone with `--preview`, found other files";
        return usage(language.of(ja, en), language);
    }
    if !handed_in.is_empty() && !arguments.hand_in.names_who() {
        let ja = "台帳の提出には提出者が必要ですが、ありませんでした\nhint: `--by 名前` を付けます。書き込む前に見るには `--preview` を付けます";
        let en = "expected who hands in, found nobody\nhint: add `--by WHO`, or `--preview` to look before anything is written";
        return usage(language.of(ja, en), language);
    }
    let started = Instant::now();
    let before = moved::Readings::now(&mut store, &plan)?;
    let mut outcome = of_the_world(&arguments, &mut store, &plan, language)?;
    let hand_ins = arguments.hand_in.take(handed_in, &mut store, language, &mut refused)?;
    outcome.refused.extend(refused);
    for refusal in &outcome.refused {
        eprintln!("{}: {}", language.of("拒否", "refused"), refusal.in_words(language));
    }
    let moved = before.moved_to(&moved::Readings::now(&mut store, &plan)?);
    let seconds = started.elapsed().as_secs_f64();
    match arguments.format {
        Format::Text => print!("{}", report::text(&outcome, &hand_ins, &moved, seconds, language)),
        Format::Json => println!("{:#}", report::json(&outcome, &hand_ins, &moved, seconds)),
    }
    let nothing_taken = outcome.files.is_empty() && !hand_ins.iter().any(hand_in::Outcome::is_taken);
    Ok(match (nothing_taken, outcome.refused.is_empty()) {
        (_, true) => exit::DONE,
        (true, false) => exit::FAILED,
        (false, false) => exit::REFUSED_SOME,
    })
}

fn usage(problem: &str, language: Language) -> anyhow::Result<u8> {
    eprintln!("{}: {problem}", language.of("誤り", "error"));
    Ok(exit::USAGE)
}

/// Ingests what is no hand-in.
fn of_the_world(
    arguments: &Arguments,
    store: &mut Store,
    plan: &Plan,
    language: Language,
) -> anyhow::Result<ingest::Outcome> {
    let inputs: Vec<Input> = arguments.files.iter().map(|file| Input::from_argument(file)).collect();
    if inputs.is_empty() {
        return Ok(ingest::Outcome::default());
    }
    let options = IngestOptions {
        threads: arguments.threads.or(std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get),
        edition: arguments.edition,
        keep: match arguments.keep {
            Kept::Japanese => Keep::Japanese,
            Kept::All => Keep::All,
        },
        ..IngestOptions::default()
    };
    let progress = Progress::new(&inputs, language);
    let ingested = ingest(&inputs, &options, store, plan, &|event| progress.show(&event));
    progress.finish();
    ingested.map_err(|error| {
        let ja = "それより前に取り込まれたファイルは残っています。同じコマンドをもう一度実行すると続きから進みます";
        let en = "files that went in before it stay; run the same command again to go on";
        let (what, hint) = (error.error.in_words(language), language.of("対処", "hint"));
        anyhow::anyhow!("{}: {what}\n{hint}: {}", error.file, language.of(ja, en))
    })
}
