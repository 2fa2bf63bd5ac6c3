//! `shirube plan check`.

use super::Format;
use crate::language_option::LanguageOption;
use crate::store_option::StoreOption;
use crate::{exit, plan_folder, plan_option};
use plan::{Diagnostic, Language, Severity};
use serde_json::{Value, json};
use std::path::Path;

/// Says everything that is wrong with a plan at once, and warns where its evaluations are not as the calendar's rules have
/// them. Reads only. Exit code 1 if something is wrong, 0 with warnings alone.
#[derive(clap::Args)]
pub struct Arguments {
    /// A folder of TOML, `builtin`, or a revision of the store. Default: the revision in force, else `builtin`.
    #[arg(value_name = "DIR|REVISION")]
    plan: Option<String>,
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
    let found = match &arguments.plan {
        Some(folder) if Path::new(folder).is_dir() => match plan_folder::read(Path::new(folder))? {
            Ok(warned) => warned.warnings,
            Err(found) => found,
        },
        Some(wanted) => {
            let mut store = plan_option::store_if_any(&arguments.store, "shirube plan check")?;
            plan::check(&plan_option::named(wanted, store.as_mut(), language)?.plan)
        }
        None => {
            let mut store = plan_option::store_if_any(&arguments.store, "shirube plan check")?;
            let chosen = plan_option::default(store.as_mut())?;
            eprintln!("plan: {}", chosen.which(language));
            plan::check(&chosen.plan)
        }
    };
    let count = |severity| found.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    match arguments.format {
        Format::Text => {
            for diagnostic in &found {
                print!("{}", diagnostic.text(language));
            }
            println!("{}", summary(errors, warnings, notes, language));
        }
        Format::Json => {
            let diagnostics: Vec<Value> = found.iter().map(as_json).collect();
            let all = json!({"errors": errors, "warnings": warnings, "notes": notes, "diagnostics": diagnostics});
            println!("{all:#}");
        }
    }
    Ok(if errors > 0 { exit::FAILED } else { exit::DONE })
}

fn summary(errors: usize, warnings: usize, notes: usize, language: Language) -> String {
    let many = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    language.of(
        format!("誤り{errors}件、注意{warnings}件、参考{notes}件"),
        format!("{}, {}, {}", many(errors, "error"), many(warnings, "warning"), many(notes, "note")),
    )
}

fn as_json(diagnostic: &Diagnostic) -> Value {
    let mut value = serde_json::to_value(diagnostic).unwrap_or_default();
    value["words"] = json!({"ja": diagnostic.words(Language::Ja), "en": diagnostic.words(Language::En)});
    value
}
