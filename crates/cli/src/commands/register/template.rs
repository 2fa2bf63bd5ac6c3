//! The sheet that an office fills.

use super::named;
use crate::exit;
use crate::language_option::LanguageOption;
use crate::plan_option::{PlanOption, store_if_any};
use crate::store_option::StoreOption;
use crate::whole;
use register::{template, template_csv};
use std::path::PathBuf;

/// Writes the sheet that an office fills: heads, drop-downs, notes and an example, in both languages.
///
/// The file's ending chooses the form: xlsx or csv. Names of projects are those of the plan. Handed in as it is, it holds no row.
#[derive(clap::Args)]
pub struct Arguments {
    /// The register: `seeds`.
    #[arg(value_name = "NAME")]
    register: String,
    /// Where to write it. Default: `NAME.xlsx`.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    plan: PlanOption,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    language: LanguageOption,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let register = match named(register::builtin(), &arguments.register, language) {
        Ok(register) => register,
        Err(code) => return Ok(code),
    };
    let output = arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.xlsx", register.id)));
    let ending = output.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if ending != "xlsx" && ending != "csv" {
        let found = output.display();
        eprintln!(
            "{}",
            language.of(
                format!("誤り: xlsx又はcsvで終わるファイル名を期待したが、`{found}` が指定された"),
                format!("error: expected a file that ends in xlsx or csv, found `{found}`"),
            )
        );
        return Ok(exit::USAGE);
    }
    let mut store = store_if_any(&arguments.store, "shirube register")?;
    let plan = arguments.plan.choose(store.as_mut(), language)?;
    let bytes = match ending.as_str() {
        "csv" => template_csv(register, &plan, language),
        _ => template(register, &plan, language)?,
    };
    whole::write(&output, &bytes)?;
    eprintln!("{}: {}", output.display(), super::words(&register.title, language));
    Ok(exit::DONE)
}
