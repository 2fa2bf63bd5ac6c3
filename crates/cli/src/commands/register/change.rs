//! Taking a hand-in back, and withdrawing rows.

use super::{Options, named};
use crate::language_option::LanguageOption;
use crate::plan_option::{PlanOption, today};
use crate::store_option::StoreOption;
use crate::{exit, moved};
use indicator::Change;
use store::HandInOptions;

/// Takes a hand-in back.
#[derive(clap::Args)]
pub struct UndoArguments {
    /// The change number of the hand-in; `shirube register history` lists them.
    #[arg(value_name = "CHANGE")]
    change: Change,
    /// Who takes it back.
    #[arg(long, value_name = "WHO")]
    by: String,
    /// Why.
    #[arg(long, default_value = "", value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    plan: PlanOption,
}

pub(super) fn undo(arguments: &UndoArguments) -> anyhow::Result<u8> {
    let (mut store, language) = arguments.options.open()?;
    let plan = arguments.plan.choose(Some(&mut store), language)?;
    moved::by_deciding(&mut store, &plan, language, |store| {
        let outcome = store.undo_hand_in(arguments.change, &arguments.by, &arguments.because, today())?;
        let (ended, restored, kept) = (outcome.ended, outcome.restored, outcome.kept);
        let ja = format!("{ended}行がなくなり、{restored}行が前の内容に戻り、{kept}行は後の提出にもあるため残りました");
        let en = format!(
            "{ended} rows are gone, {restored} say again what they said before, {kept} stay since a later hand-in says them too"
        );
        println!("{}", language.of(ja, en));
        Ok(outcome.change)
    })
}

/// Withdraws rows.
#[derive(clap::Args)]
pub struct WithdrawArguments {
    /// The register: `seeds`.
    #[arg(value_name = "NAME")]
    register: String,
    /// Keys of the rows, as the pages of the register show them.
    #[arg(required = true, value_name = "KEY")]
    keys: Vec<String>,
    /// Who withdraws them.
    #[arg(long, value_name = "WHO")]
    by: String,
    /// Why.
    #[arg(long, default_value = "", value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    plan: PlanOption,
    #[command(flatten)]
    language: LanguageOption,
}

pub(super) fn withdraw(arguments: &WithdrawArguments) -> anyhow::Result<u8> {
    let mut store = arguments.store.open_existing("shirube register")?;
    store.see_as(access::Actor::Office);
    let language = arguments.language.choose();
    let register = match named(register::builtin(), &arguments.register, language) {
        Ok(register) => register,
        Err(code) => return Ok(code),
    };
    let plan = arguments.plan.choose(Some(&mut store), language)?;
    let options = HandInOptions {
        file: "",
        sha256: "",
        by: &arguments.by,
        because: &arguments.because,
        years: None,
        today: today(),
        invented: false,
        withdraw: &arguments.keys,
    };
    let before = moved::Readings::now(&mut store, &plan)?;
    let outcome = store.hand_in(register, std::iter::empty::<register::Entry>(), &options)?;
    for key in &outcome.preview.not_there {
        let ja = format!("台帳「{}」に行 `{key}` はありません", register.title.ja);
        let en = format!("the register `{}` has no row `{key}`", register.id);
        eprintln!("{}: {}", language.of("拒否", "refused"), language.of(ja, en));
    }
    let Some(change) = outcome.change else { return Ok(exit::FAILED) };
    let gone = outcome.preview.withdrawn.len();
    println!("{}", language.of(format!("{gone}行を取り下げました"), format!("{gone} rows withdrawn")));
    print!("{}", moved::as_text(&before.moved_to(&moved::Readings::now(&mut store, &plan)?), language));
    eprintln!("{} {change}", language.of("変更番号", "change"));
    Ok(if outcome.preview.not_there.is_empty() { exit::DONE } else { exit::REFUSED_SOME })
}
