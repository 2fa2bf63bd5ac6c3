//! `shirube plan`: check, show, compare, export and publish plans.

mod check;
mod diff;
mod export;
mod publish;
mod show;

use clap::Subcommand;

/// Arguments of `shirube plan`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say everything that is wrong with a plan, doubtful or unknown.
    Check(check::Arguments),
    /// Show a plan, a programme or a project.
    Show(show::Arguments),
    /// Say what one plan says otherwise than another.
    Diff(diff::Arguments),
    /// Write a plan as a folder of TOML.
    Export(export::Arguments),
    /// Make a folder of TOML the next revision of a store.
    Publish(publish::Arguments),
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON object, documented in docs/reference/plan-json.md.
    Json,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    match arguments.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Export(arguments) => export::run(arguments),
        Command::Publish(arguments) => publish::run(arguments),
    }
}
