//! `shirube same` and `shirube different`: a person's word on whether two records are one work.

use crate::language_option::LanguageOption;
use crate::store_option::StoreOption;
use crate::{moved, plan_option};
use evidence::SameVerdict;

/// Says whether two records are one work, or takes that back.
///
/// Records never merge: a work is the records that sources, or people, call the same. A decision is kept by the two ids, so it
/// survives every new reading of the files; `different` always wins over what sources say. A later decision on the same two ids ends
/// the earlier one from now on, and figures of earlier days stay as they were. Every id of a work leads to its page, also after an undo. Prints
/// which readings moved.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// One record, by any of its ids: `pmid:34096078`.
    #[arg(required = true)]
    one: Option<String>,
    /// The other: `doi:10.1000/182`.
    #[arg(required = true)]
    other: Option<String>,
    /// Who decides.
    #[arg(long, required = true, value_name = "WHO")]
    by: Option<String>,
    /// Why.
    #[arg(long, required = true, value_name = "TEXT")]
    because: Option<String>,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Take the decision on these two back, whichever it was.
    Undo(Undoing),
}

#[derive(clap::Args)]
struct Undoing {
    /// One record.
    one: String,
    /// The other.
    other: String,
    /// Who decides.
    #[arg(long, value_name = "WHO")]
    by: String,
    /// Why.
    #[arg(long, default_value = "", value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
struct Options {
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    plan: plan_option::PlanOption,
    #[command(flatten)]
    language: LanguageOption,
}

/// What is to be done.
struct Task {
    one: String,
    other: String,
    verdict: Option<SameVerdict>,
    by: String,
    because: String,
    options: Options,
}

impl Task {
    fn of(arguments: Arguments, verdict: SameVerdict) -> anyhow::Result<Self> {
        if let Some(Action::Undo(Undoing { one, other, by, because, options })) = arguments.action {
            return Ok(Self { one, other, verdict: None, by, because, options });
        }
        let Arguments { one: Some(one), other: Some(other), by: Some(by), because: Some(because), options, .. } =
            arguments
        else {
            anyhow::bail!("expected two ids, `--by` and `--because`\nhint: `shirube same --help`")
        };
        Ok(Self { one, other, verdict: Some(verdict), by, because, options })
    }
}

/// Runs the command with the verdict that its name is; the exit code of `crate::exit`.
pub fn run(arguments: Arguments, verdict: SameVerdict) -> anyhow::Result<u8> {
    let Task { one, other, verdict, by, because, options } = Task::of(arguments, verdict)?;
    let mut store = options.store.open_existing("shirube same")?;
    let language = options.language.choose();
    let plan = options.plan.choose(Some(&mut store), language)?;
    moved::by_deciding(&mut store, &plan, language, |store| {
        store.decide_same(&one, &other, verdict, &by, &because, plan_option::today())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Whole {
        #[command(flatten)]
        arguments: Arguments,
    }

    #[test]
    fn two_ids_who_and_why_are_a_decision_and_undo_needs_no_reason() {
        let parse = |line: &str| {
            let arguments = Whole::try_parse_from(line.split(' ')).map_err(anyhow::Error::from)?.arguments;
            Task::of(arguments, SameVerdict::Different)
        };
        let decided = parse("same pmid:1 doi:10.0000/1 --by M --because proof").expect("a decision");
        assert_eq!((decided.other.as_str(), decided.verdict), ("doi:10.0000/1", Some(SameVerdict::Different)));
        let undone = parse("same undo pmid:1 doi:10.0000/1 --by M").expect("an undo");
        assert_eq!((undone.one.as_str(), undone.verdict), ("pmid:1", None));
        for wrong in ["same pmid:1 --by M --because proof", "same pmid:1 pmid:2 --by M", "same undo pmid:1 --by M"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
