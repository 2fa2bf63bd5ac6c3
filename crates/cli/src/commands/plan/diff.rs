//! `shirube plan diff`.

use super::Format;
use crate::language_option::LanguageOption;
use crate::store_option::StoreOption;
use crate::{exit, plan_option};
use serde_json::{Value, json};

/// Says what the second plan says otherwise than the first, by structure: added, withdrawn, moved, renamed, evaluations
/// moved, years and wordings changed. Reads only. Exit code 0 if they are the same, 1 if they differ.
#[derive(clap::Args)]
pub struct Arguments {
    /// A folder of TOML, `builtin`, or a revision of the store.
    #[arg(value_name = "OLD")]
    old: String,
    /// As OLD.
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    language: LanguageOption,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let in_store = [&arguments.old, &arguments.new].iter().any(|word| !plan_option::names_a_plan(word));
    let mut store = match in_store {
        true => plan_option::store_if_any(&arguments.store, "shirube plan diff")?,
        false => None,
    };
    let old = plan_option::named(&arguments.old, store.as_mut(), language)?.plan;
    let new = plan_option::named(&arguments.new, store.as_mut(), language)?.plan;
    let differences = plan::diff(&old, &new);
    match arguments.format {
        Format::Text => {
            for difference in &differences {
                print!("{}", difference.text(language));
            }
            if differences.is_empty() {
                eprintln!("{}", language.of("違いはない", "no difference"));
            }
        }
        Format::Json => {
            let differences: Vec<Value> =
                differences.iter().map(|one| serde_json::to_value(one).unwrap_or_default()).collect();
            println!("{:#}", json!({"differences": differences}));
        }
    }
    Ok(if differences.is_empty() { exit::DONE } else { exit::FAILED })
}
