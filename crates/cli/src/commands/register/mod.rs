//! `shirube register`: what offices hand in, seen from the command line. Handing in itself is `shirube ingest`.

mod change;
mod list;
mod show;
mod template;

use crate::exit;
use crate::language_option::LanguageOption;
use crate::state::unknown;
use crate::store_option::StoreOption;
use access::Actor;
use plan::Language;
use register::Register;
use store::Store;

/// Lists registers and their hand-ins, and takes hand-ins back.
///
/// A register is one kind of record that offices hand in as a spreadsheet: `shirube ingest FILE --by WHO` takes it, `--preview` shows
/// beforehand what it would change. Every hand-in has a change
/// number, by which it can be taken back whole; nothing is ever overwritten, so the figures of earlier days can still be read.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// List the registers: what each feeds, how many rows it has, and when somebody last handed in.
    List(list::Arguments),
    /// Show one register: its columns and what each holds.
    Show(show::Arguments),
    /// Write the sheet that an office fills, as XLSX or CSV.
    Template(template::Arguments),
    /// List hand-ins, the newest first.
    History(list::HistoryArguments),
    /// Take a whole hand-in back, by its change number. Its rows say again what they said before it, or what a later hand-in says.
    Undo(change::UndoArguments),
    /// Withdraw rows by their keys. It is a hand-in of its own and can be taken back.
    Withdraw(change::WithdrawArguments),
}

/// The options of what reads or writes a store.
#[derive(clap::Args)]
struct Options {
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    language: LanguageOption,
}

impl Options {
    /// The store as the office sees it, and the language.
    fn open(&self) -> anyhow::Result<(Store, Language)> {
        let mut store = self.store.open_existing("shirube register")?;
        store.see_as(Actor::Office);
        Ok((store, self.language.choose()))
    }
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    match arguments.action {
        Action::List(arguments) => list::run(&arguments),
        Action::Show(arguments) => show::run(&arguments),
        Action::Template(arguments) => template::run(&arguments),
        Action::History(arguments) => list::history(&arguments),
        Action::Undo(arguments) => change::undo(&arguments),
        Action::Withdraw(arguments) => change::withdraw(&arguments),
    }
}

/// The register of that id; what is wrong is said on stderr.
fn named<'r>(registers: &'r [Register], id: &str, language: Language) -> Result<&'r Register, u8> {
    let found = registers.iter().find(|register| register.id == id);
    found.ok_or_else(|| {
        let known = registers.iter().map(|register| register.id.as_str());
        eprintln!("{}: {}", language.of("誤り", "error"), no_register(id, known, language));
        exit::USAGE
    })
}

/// That there is no such register, with the nearest one if one is near.
pub fn no_register<'a>(id: &str, known: impl Iterator<Item = &'a str>, language: Language) -> String {
    unknown(language, language.of("台帳", "register"), id, known)
}

/// Words in the language chosen; Japanese where there is no English.
fn words(text: &plan::Text, language: Language) -> &str {
    if language == Language::En && !text.en.is_empty() { &text.en } else { &text.ja }
}

/// Fiscal years in a few words: `2021–2023, 2025`.
fn years_in_words(years: &[i16]) -> String {
    let mut runs: Vec<(i16, i16)> = Vec::new();
    for &year in years {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => runs.push((year, year)),
        }
    }
    let run = |(first, last): &(i16, i16)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_side_by_side_are_one_run() {
        assert_eq!(years_in_words(&[2021, 2022, 2023, 2025]), "2021–2023, 2025");
        assert_eq!(years_in_words(&[]), "");
    }
}
