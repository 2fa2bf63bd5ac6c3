//! What registers there are, how they stand, and what was handed in.

use super::{Options, named, words, years_in_words};
use crate::exit;
use crate::language_option::LanguageOption;
use crate::plan_option::PlanOption;
use crate::state::Format;
use crate::store_option::StoreOption;
use crate::table::Table;
use access::Actor;
use plan::FiscalYear;
use register::{Register, feeds};
use serde_json::{Value, json};
use store::{EntryHandIn, RegisterState};

/// Lists the registers.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    plan: PlanOption,
    #[command(flatten)]
    language: LanguageOption,
    /// How to print.
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    format: Format,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let registers = register::builtin();
    // Without a store the registers can be listed all the same: nobody has handed anything in.
    let mut store = match arguments.store.open_existing("shirube register") {
        Ok(store) => Some(store),
        Err(store::Error::Missing(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let plan = arguments.plan.choose(store.as_mut(), language)?;
    let states = match &mut store {
        Some(store) => {
            store.see_as(Actor::Office);
            let now = store.change()?;
            store.register_states(now)?
        }
        None => Vec::new(),
    };
    let state_of = |register: &Register| states.iter().find(|state| state.register == register.id);
    let fed =
        |register: &Register| feeds(register, &plan).into_iter().map(|(_, one)| one.id.clone()).collect::<Vec<_>>();
    if arguments.format == Format::Json {
        let list: Vec<Value> = registers.iter().map(|one| as_json(one, state_of(one), &fed(one))).collect();
        println!("{:#}", json!({"registers": list}));
        return Ok(exit::DONE);
    }
    let people = language.of(
        ["台帳", "名称", "行数", "うち公開前", "最終提出日", "年度", "使う指標"],
        ["register", "name", "rows", "confidential", "last hand-in", "fiscal years", "feeds"],
    );
    let codes = ["register", "title", "rows", "confidential", "last_hand_in", "fiscal_years", "feeds"];
    let for_people = arguments.format == Format::Table;
    let mut table = Table::new(if for_people { &people } else { &codes }, &[2, 3]);
    for register in registers {
        let state = state_of(register);
        let years: Vec<i16> = state.map(|state| state.years.iter().map(|year| year.0).collect()).unwrap_or_default();
        table.push(vec![
            register.id.clone(),
            words(&register.title, language).to_owned(),
            state.map_or(0, |state| state.open + state.withheld).to_string(),
            state.map_or(0, |state| state.confidential).to_string(),
            state.and_then(|state| state.last).map(|day| day.to_string()).unwrap_or_default(),
            years_in_words(&years),
            fed(register).join(if for_people { ", " } else { " " }),
        ]);
    }
    print!("{}", if for_people { table.aligned() } else { table.csv() });
    Ok(exit::DONE)
}

fn as_json(register: &Register, state: Option<&RegisterState>, feeds: &[String]) -> Value {
    let years: Vec<i16> = state.map(|state| state.years.iter().map(|year| year.0).collect()).unwrap_or_default();
    json!({
        "register": register.id,
        "title": {"ja": register.title.ja, "en": register.title.en},
        "rows": state.map_or(0, |state| state.open + state.withheld),
        "confidential": state.map_or(0, |state| state.confidential),
        "last_hand_in": state.and_then(|state| state.last).map(|day| day.to_string()),
        "fiscal_years": years,
        "feeds": feeds,
    })
}

/// Lists hand-ins.
#[derive(clap::Args)]
pub struct HistoryArguments {
    /// Of this register alone.
    #[arg(value_name = "NAME")]
    register: Option<String>,
    #[command(flatten)]
    options: Options,
    /// How to print.
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    format: Format,
}

pub(super) fn history(arguments: &HistoryArguments) -> anyhow::Result<u8> {
    let (mut store, language) = arguments.options.open()?;
    let now = store.change()?;
    let list = store.entry_hand_ins(arguments.register.as_deref(), now)?;
    if let Some(id) = arguments.register.as_deref().filter(|_| list.is_empty())
        && let Err(code) = named(register::builtin(), id, language)
    {
        return Ok(code);
    }
    if arguments.format == Format::Json {
        println!("{:#}", json!({"hand_ins": list.iter().map(hand_in_as_json).collect::<Vec<_>>()}));
        return Ok(exit::DONE);
    }
    let people = language.of(
        ["変更番号", "日付", "台帳", "年度", "追加", "変更", "取下げ", "同じ", "提出者", "ファイル", "状態", "備考"],
        [
            "change",
            "day",
            "register",
            "fiscal years",
            "added",
            "changed",
            "withdrawn",
            "same",
            "by",
            "file",
            "state",
            "remark",
        ],
    );
    let codes = [
        "change",
        "day",
        "register",
        "fiscal_years",
        "added",
        "changed",
        "withdrawn",
        "unchanged",
        "by",
        "file",
        "undone",
        "because",
    ];
    let for_people = arguments.format == Format::Table;
    let mut table = Table::new(if for_people { &people } else { &codes }, &[0, 4, 5, 6, 7]);
    for one in &list {
        let undone = match (one.undone, for_people) {
            (Some(change), true) => language.of(format!("取消（{change}）"), format!("taken back ({change})")),
            (Some(change), false) => change.to_string(),
            (None, _) => String::new(),
        };
        table.push(vec![
            one.change.to_string(),
            one.on.to_string(),
            one.register.clone(),
            years_in_words(&years_of(one)),
            one.added.to_string(),
            one.changed.to_string(),
            one.withdrawn.to_string(),
            one.unchanged.to_string(),
            one.by.clone(),
            one.file.clone(),
            undone,
            one.because.clone(),
        ]);
    }
    print!("{}", if for_people { table.aligned() } else { table.csv() });
    Ok(exit::DONE)
}

fn years_of(hand_in: &EntryHandIn) -> Vec<i16> {
    let years = hand_in.years.as_ref().map(|years| (years.start().0..=years.end().0).map(FiscalYear));
    years.into_iter().flatten().map(|year| year.0).collect()
}

fn hand_in_as_json(one: &EntryHandIn) -> Value {
    json!({
        "change": one.change,
        "day": one.on.to_string(),
        "register": one.register,
        "fiscal_years": years_of(one),
        "added": one.added,
        "changed": one.changed,
        "withdrawn": one.withdrawn,
        "unchanged": one.unchanged,
        "by": one.by,
        "file": one.file,
        "because": one.because,
        "undone": one.undone,
        "invented": one.invented,
    })
}

#[cfg(test)]
mod tests {
    use crate::commands::register::no_register;
    use plan::Language;

    #[test]
    fn a_register_that_is_not_there_is_told_with_the_nearest() {
        let known = || ["seeds", "transfers"].into_iter();
        assert!(no_register("seed", known(), Language::En).contains("`seeds`"));
        assert!(!no_register("papers", known(), Language::Ja).contains("hint"));
    }
}
