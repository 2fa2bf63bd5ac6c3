//! `shirube figures`: what the README promises, measured here and now.
//!
//! The decision to question: programs are timed as whole processes against whole processes, output to /dev/null, in turns, and the
//! least of the runs counts. That is what a person waits for; a loop inside the program would leave out its start, its checks
//! and its end. What is promised "at the server" or "over records" is measured where it is promised.

mod build;
mod figure;
mod hand_in;
mod http;
mod kill;
mod literature;
mod memory;
mod pages;
mod process;
mod readings;
mod recognisers;
mod server;
mod speed;
mod stores;
mod usage;

use crate::exit;
use figure::{Figure, Row};
use serde_json::json;
use std::path::PathBuf;

/// Measures what the README promises, here and now, and says which promises hold.
///
/// Takes some minutes. Writes only to a temporary folder, which is removed. Figures of a debug build mean nothing; build with
/// `cargo build --release` first.
#[derive(clap::Args)]
pub struct Arguments {
    /// Rows to measure; default: all but the builds and the log of ten million lines.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "ROW,…")]
    only: Vec<Row>,
    /// The folder with labelled texts and a PubMed file.
    #[arg(long, default_value = "../shared/real", value_name = "FOLDER")]
    real: PathBuf,
    /// A packed PubMed file to measure scanning with; default: the one in that folder.
    #[arg(long, value_name = "FILE.xml.gz")]
    file: Option<PathBuf>,
    /// Runs of each program; the least counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// The URL of a PostgreSQL server, in which a schema of its own is made and left.
    #[arg(long, env = "SHIRUBE_TEST_POSTGRES", hide_env_values = true, value_name = "URL")]
    postgres: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Only write an invented literature of so many citations into this folder, for measurements of your own.
    #[arg(long, value_name = "FOLDER", requires = "records")]
    write_literature: Option<PathBuf>,
    /// Citations in the invented literature.
    #[arg(long, default_value_t = 100_000, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    records: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table.
    Text,
    /// One JSON object, documented in docs/reference/figures.md.
    Json,
}

/// What the rows are measured with.
struct Bench {
    real: PathBuf,
    /// A packed PubMed file.
    file: PathBuf,
    runs: u32,
    records: u32,
    /// A PostgreSQL server, if there is one.
    postgres: Option<String>,
    /// Emptied and removed at the end.
    folder: process::Scratch,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    if let Some(folder) = &arguments.write_literature {
        for file in literature::write(folder, arguments.records, &literature::prefixes())? {
            println!("{}", file.display());
        }
        return Ok(exit::DONE);
    }
    if cfg!(debug_assertions) {
        eprintln!("warning: this is a debug build, so its figures mean nothing\nhint: cargo build --release");
    }
    let file = arguments.file.unwrap_or_else(|| arguments.real.join("pubmed21n1298-even.xml.gz"));
    let bench = Bench {
        real: arguments.real,
        file,
        runs: arguments.runs,
        records: arguments.records,
        postgres: arguments.postgres,
        folder: process::Scratch::new()?,
    };
    let rows = if arguments.only.is_empty() { Row::usual() } else { arguments.only };
    let mut figures = Vec::new();
    for row in rows {
        eprintln!("measuring {}", row.code());
        figures.extend(row.measure(&bench).unwrap_or_else(|error| vec![Figure::failed(row, &error)]));
    }
    match arguments.format {
        Format::Text => print!("{}", figure::table(&figures)),
        Format::Json => println!(
            "{:#}",
            json!({
                "figures": figures.iter().map(Figure::as_json).collect::<Vec<_>>(),
                "meta": {
                    "version": env!("CARGO_PKG_VERSION"),
                    "debug_build": cfg!(debug_assertions),
                    "processors": std::thread::available_parallelism().map_or(1, usize::from),
                    "runs": bench.runs,
                    "records": bench.records,
                },
            })
        ),
    }
    Ok(if figures.iter().any(Figure::is_broken) { exit::FAILED } else { exit::DONE })
}
