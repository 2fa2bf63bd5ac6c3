//! The `shirube` command: one of the two doors. Results go to stdout, the rest to stderr.

mod commands;
mod demo;
mod language_option;
mod moved;
mod people_options;
mod plan_folder;
mod plan_option;
mod state;
mod store_option;
mod table;
mod whole;

use clap::{Parser, Subcommand};
use plan::Language;
use std::process::ExitCode;

/// Reading a hand-in or a work asks for millions of small pieces of memory; the allocator of the system's library took a quarter of that time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs a research-and-development plan: every number opens.
#[derive(Parser)]
#[command(name = "shirube", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check, show, compare, export and publish plans.
    Plan(commands::plan::Arguments),
    /// Find mentions in files, without a store: JSON Lines on stdout.
    Scan(commands::scan::Arguments),
    /// Tell what is found in a text, and why the rest is not.
    Explain(commands::explain::Arguments),
    /// Measure the recognisers against gold files.
    Score(commands::score::Arguments),
    /// Get the world's files into a folder.
    Sync(commands::sync::Arguments),
    /// Read files into the store.
    Ingest(commands::ingest::Arguments),
    /// List registers and hand-ins, and take hand-ins back.
    Register(commands::register::Arguments),
    /// Tell which evaluations are due, by the plan and by the rules.
    Calendar(commands::calendar::Arguments),
    /// Show readings.
    Indicators(commands::indicators::Arguments),
    /// Show the rows behind one reading.
    Evidence(commands::evidence::Arguments),
    /// Write everything public as open data.
    Export(commands::export::Arguments),
    /// Make a form, or read a returned one.
    Report(commands::report::Arguments),
    /// Write the sheet of a register that an office is asked to fill, with what is known already.
    Request(commands::request::Arguments),
    /// Accept, reject or undo a link.
    Link(commands::link::Arguments),
    /// Confirm or refuse a join of a number prefix and a project.
    Join(commands::join::Arguments),
    /// Say that two records are one work.
    Same(commands::same::Arguments),
    /// Say that two records are different works, whatever sources say.
    Different(commands::same::Arguments),
    /// Invite people, give and take roles, end sessions.
    Account(commands::account::Arguments),
    /// Show, check and export who saw and did what.
    Audit(commands::audit::Arguments),
    /// Serve the pages of a store.
    Serve(commands::serve::Arguments),
    /// Serve the life-science plan with sample evidence.
    Demo(commands::demo::Arguments),
    /// Count the access logs of a database: requests and distinct users, by COUNTER's rules.
    Usage(commands::usage::Arguments),
    /// Measure what the README promises, here and now.
    Figures(commands::figures::Arguments),
}

/// Exit codes, the same for every command; documented in docs/reference/exit-codes.md.
pub mod exit {
    /// Done.
    pub const DONE: u8 = 0;
    /// Failed, or everything was refused; the store is unchanged.
    pub const FAILED: u8 = 1;
    /// Wrong usage.
    pub const USAGE: u8 = 2;
    /// Done, but something was refused.
    pub const REFUSED_SOME: u8 = 3;
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Plan(arguments) => commands::plan::run(arguments),
        Command::Scan(arguments) => commands::scan::run(arguments),
        Command::Explain(arguments) => commands::explain::run(arguments),
        Command::Score(arguments) => commands::score::run(arguments),
        Command::Sync(arguments) => commands::sync::run(arguments),
        Command::Ingest(arguments) => commands::ingest::run(arguments),
        Command::Register(arguments) => commands::register::run(arguments),
        Command::Calendar(arguments) => commands::calendar::run(arguments),
        Command::Indicators(arguments) => commands::indicators::run(arguments),
        Command::Evidence(arguments) => commands::evidence::run(arguments),
        Command::Export(arguments) => commands::export::run(arguments),
        Command::Report(arguments) => commands::report::run(arguments),
        Command::Request(arguments) => commands::request::run(&arguments),
        Command::Link(arguments) => commands::link::run(arguments),
        Command::Join(arguments) => commands::join::run(arguments),
        Command::Same(arguments) => commands::same::run(arguments, evidence::SameVerdict::Same),
        Command::Different(arguments) => commands::same::run(arguments, evidence::SameVerdict::Different),
        Command::Account(arguments) => commands::account::run(arguments),
        Command::Audit(arguments) => commands::audit::run(arguments),
        Command::Serve(arguments) => commands::serve::run(arguments),
        Command::Demo(arguments) => commands::demo::run(arguments),
        Command::Usage(arguments) => commands::usage::run(arguments),
        Command::Figures(arguments) => commands::figures::run(arguments),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("shirube: {}", in_words(&error, language_option::of_arguments()));
            ExitCode::from(exit::FAILED)
        }
    }
}

/// An error with all that led to it; what a store or a reader says, in that language.
fn in_words(error: &anyhow::Error, language: Language) -> String {
    let one = |cause: &(dyn std::error::Error + 'static)| {
        if let Some(error) = cause.downcast_ref::<store::Error>() {
            return error.in_words(language);
        }
        match cause.downcast_ref::<corpus::ReadError>() {
            Some(error) => language.of(error.in_japanese(), error.to_string()),
            None => cause.to_string(),
        }
    };
    error.chain().map(one).collect::<Vec<_>>().join(": ")
}
