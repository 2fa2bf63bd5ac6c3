//! `shirube export`: everything public, as open data.

use crate::exit;
use crate::state::StateOption;
use serde_json::json;
use std::path::PathBuf;

/// Writes everything public of a store and its plan into a folder: CSV with its metadata (CSVW), JSON Lines, a SQLite file with views, a data dictionary,
/// licences and checksums.
///
/// The folder is written whole beside its place and then moved there, or not at all; it must be new, empty, or hold an earlier export, which goes. The store is only read. The same
/// state gives the same bytes: without --as-of it is that of the last change, on the day of that change. Rows that are confidential are counted in the
/// figures and not written; abstracts and full texts are not written, only the sentence around the words that name something.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder: new, empty, or an earlier export.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    state: StateOption,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: Arguments) -> anyhow::Result<u8> {
    let mut state = arguments.state.read_to_go_out("shirube export")?;
    let run = json!({"exported_at": jiff::Timestamp::now().to_string(), "program": concat!("shirube ", env!("CARGO_PKG_VERSION"))});
    let written = state.export(&arguments.folder, &run)?;
    let (folder, files) = (arguments.folder.display(), written.files);
    let (tables, rows) = (written.rows.len(), written.rows.iter().sum::<u64>());
    eprintln!(
        "{}",
        state.language.of(
            format!("`{folder}` に{tables}表・{rows}行を{files}ファイルに書き出した"),
            format!("wrote {tables} tables with {rows} rows into `{folder}`, {files} files"),
        )
    );
    Ok(exit::DONE)
}
