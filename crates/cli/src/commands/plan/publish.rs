//! `shirube plan publish`.

use crate::language_option::LanguageOption;
use crate::store_option::StoreOption;
use crate::{exit, plan_folder};
use jiff::civil::Date;
use std::path::PathBuf;

/// Makes a folder of TOML the next revision of a store. A revision is never changed or taken back: what was wrong is set
/// right by the next one.
///
/// Refused if something is wrong in the folder, or if its `parent` is not the store's latest revision. Every link is made again under
/// the new joins, in the same transaction.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder of the plan.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The day of the decision, such as 2026-11-01: from then on the revision is in force.
    #[arg(long, value_name = "DATE")]
    decided: Date,
    /// Who decided, such as ライフサイエンス委員会.
    #[arg(long, value_name = "BODY")]
    by: String,
    #[command(flatten)]
    store: StoreOption,
    #[command(flatten)]
    language: LanguageOption,
}

pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let language = arguments.language.choose();
    let plan = plan_folder::read_sound(&arguments.folder, language)?;
    let mut store = arguments.store.open("shirube plan publish")?;
    let latest = store.revisions()?.pop();
    if latest.as_ref().map(|latest| &latest.digest) != plan.parent.as_ref() {
        let name = |digest: Option<&String>| {
            digest.map_or_else(|| language.of("なし", "none").to_owned(), |digest| format!("`{digest}`"))
        };
        let (latest, parent) = (name(latest.as_ref().map(|latest| &latest.digest)), name(plan.parent.as_ref()));
        eprintln!(
            "{}",
            language.of(
                format!(
                    "shirube: このフォルダは最新の版から作られていない\n  期待: 最新の版 {latest}\n  実際: plan.tomlの `parent` は {parent}\n  \
                     対処: `shirube plan export DIR` で最新の版を書き出し、`shirube plan diff` で見比べて変更を移す"
                ),
                format!(
                    "shirube: this folder was not made from the latest revision\n  expected: the latest revision {latest}\n  \
                     found: `parent` of plan.toml is {parent}\n  hint: write out the latest with `shirube plan export DIR`, compare \
                     with `shirube plan diff`, and bring the changes over"
                ),
            )
        );
        return Ok(exit::FAILED);
    }
    let revision = store.publish(&plan, arguments.decided, &arguments.by, "shirube plan publish")?;
    println!("{}", revision.digest);
    eprintln!(
        "{}",
        language.of(
            format!("第{}版として公表した（{}、{}決定）", revision.number, revision.decided_by, revision.decided_on),
            format!("published as revision {} ({}, {})", revision.number, revision.decided_by, revision.decided_on),
        )
    );
    Ok(exit::DONE)
}
