//! `shirube ingest`: files into the store.

mod progress;
mod report;

use crate::language_option::LanguageOption;
use crate::store_option::StoreOption;
use crate::{exit, moved, plan_option};
use anyhow::bail;
use corpus::{Edition, Input};
use evidence::Keep;
use ingest::{IngestOptions, ingest};
use progress::Progress;
use std::ffi::OsString;
use std::num::NonZeroUsize;

/// Reads files into the store: what bears on Japanese research funding is kept and tied to the projects of the plan.
///
/// Reads PubMed, JATS full texts, Crossref, OpenAlex, ClinicalTrials.gov, WHO ICTRP, KAKEN, RSシステム, and JSON Lines with `record` and
/// `text`; plain, gzip, tar or zip. The format is found by looking. Each file is checked to
/// its end and then written in one step: a broken file leaves nothing behind, and a program that is stopped leaves the store as it
/// was before the file it was at. Run the same command again to go on. The same file twice changes nothing. Nothing in a store is
/// overwritten, so the figures of earlier days can still be read; a file cannot be taken out again.
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
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let inputs: Vec<Input> = arguments.files.iter().map(|file| Input::from_argument(file)).collect();
    if inputs.iter().filter(|input| matches!(input, Input::Stdin)).count() > 1 {
        let ja = "誤り: 標準入力 `-` はファイルの中に一度だけ指定できますが、二度以上ありました";
        let en = "error: expected `-` (standard input) at most once among the files, found it more often";
        eprintln!("{}", language.of(ja, en));
        return Ok(exit::USAGE);
    }
    let mut store = arguments.store.open("shirube ingest")?;
    let plan = arguments.plan.choose(Some(&mut store), language)?;
    let options = IngestOptions {
        threads: arguments.threads.or(std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get),
        edition: arguments.edition,
        keep: match arguments.keep {
            Kept::Japanese => Keep::Japanese,
            Kept::All => Keep::All,
        },
        ..IngestOptions::default()
    };
    let before = moved::Readings::now(&mut store, &plan)?;
    let progress = Progress::new(&inputs, language);
    let ingested = ingest(&inputs, &options, &mut store, &plan, &|event| progress.show(&event));
    progress.finish();
    let outcome = match ingested {
        Ok(outcome) => outcome,
        Err(error) => {
            let ja = "それより前に取り込まれたファイルは残っています。同じコマンドをもう一度実行すると続きから進みます";
            let en = "files that went in before it stay; run the same command again to go on";
            bail!("{error}\n{}: {}", language.of("ヒント", "hint"), language.of(ja, en));
        }
    };
    for refusal in &outcome.refused {
        eprintln!("{}: {refusal}", language.of("拒否", "refused"));
    }
    let moved = before.moved_to(&moved::Readings::now(&mut store, &plan)?);
    match arguments.format {
        Format::Text => print!("{}", report::text(&outcome, &moved, progress.seconds(), language)),
        Format::Json => println!("{:#}", report::json(&outcome, &moved, progress.seconds())),
    }
    Ok(match (outcome.files.is_empty(), outcome.refused.is_empty()) {
        (_, true) => exit::DONE,
        (true, false) => exit::FAILED,
        (false, false) => exit::REFUSED_SOME,
    })
}
