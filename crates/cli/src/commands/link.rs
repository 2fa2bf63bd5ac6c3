//! `shirube link`: a person's word on what a record has to do with a project.

use crate::language_option::LanguageOption;
use crate::store_option::StoreOption;
use crate::{moved, plan_option};
use evidence::{LinkKey, Verdict};

/// Accepts, rejects or undoes a link between a record and a project.
///
/// A decision is kept by record, number or name, and project, so it survives every new reading of the file and every new rule.
/// Nothing is overwritten: a later decision, or `undo`, ends the earlier one from now on, and figures of earlier days stay
/// as they were. Prints which readings moved.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// The words name the project: the link counts.
    Accept(Decision),
    /// They do not: the link does not count.
    Reject(Decision),
    /// Take the decision back; the rules decide again.
    Undo(Undoing),
}

#[derive(clap::Args)]
struct Decision {
    #[command(flatten)]
    about: About,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    because: String,
}

#[derive(clap::Args)]
struct Undoing {
    #[command(flatten)]
    about: About,
    /// Why.
    #[arg(long, default_value = "", value_name = "TEXT")]
    because: String,
}

#[derive(clap::Args)]
struct About {
    /// The record: `pmid:34096078`.
    record: String,
    /// The words that make the link, as scheme and normal form: `amed:gm1210008`, `name:BINDS`.
    #[arg(value_parser = mention)]
    mention: Mention,
    /// The project's id.
    project: String,
    /// Who decides.
    #[arg(long, value_name = "WHO")]
    by: String,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    plan: plan_option::PlanOption,
    #[command(flatten)]
    language: LanguageOption,
}

#[derive(Clone)]
struct Mention {
    scheme: String,
    value: String,
}

fn mention(text: &str) -> Result<Mention, String> {
    match text.split_once(':') {
        Some((scheme, value)) if !scheme.is_empty() && !value.is_empty() => {
            Ok(Mention { scheme: scheme.to_owned(), value: value.to_owned() })
        }
        _ => Err("expected a scheme and a value, such as `amed:gm1210008` or `name:BINDS`".to_owned()),
    }
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let (about, verdict, because) = match arguments.action {
        Action::Accept(Decision { about, because }) => (about, Some(Verdict::Accept), because),
        Action::Reject(Decision { about, because }) => (about, Some(Verdict::Reject), because),
        Action::Undo(Undoing { about, because }) => (about, None, because),
    };
    let mut store = about.store.open_existing("shirube link")?;
    let language = about.language.choose();
    let plan = about.plan.choose(Some(&mut store), language)?;
    let Mention { scheme, value } = about.mention;
    let key = LinkKey { record: about.record, scheme, value, project: about.project };
    moved::by_deciding(&mut store, &plan, language, |store| {
        store.decide_link(&key, verdict, &about.by, &because, plan_option::today())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_is_a_scheme_and_a_value() {
        assert!(mention("amed:gm1210008").is_ok_and(|it| (&*it.scheme, &*it.value) == ("amed", "gm1210008")));
        assert!(mention("name:P-CREATE").is_ok());
        for wrong in ["gm1210008", ":x", "amed:", ""] {
            assert!(mention(wrong).is_err(), "{wrong}");
        }
    }
}
