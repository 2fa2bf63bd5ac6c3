//! `shirube request`: the sheet of a register for one project and fiscal year, opened with what is known and what was found.

use crate::exit;
use crate::state::StateOption;
use crate::whole;
use forms::{RequestAsked, RequestError};
use plan::FiscalYear;
use std::path::PathBuf;

/// Writes the sheet that an office is asked to fill, with what is known already.
///
/// Rows that stand in the register come as they are; what the literature names and the register does not is marked 候補 (found), with the words
/// that show it, and is read once somebody takes the mark away. Handed in again as it is, the sheet changes nothing. Nothing is
/// written to the store.
#[derive(clap::Args)]
pub struct Arguments {
    /// The register; `shirube register list` shows them.
    #[arg(long, value_name = "NAME")]
    register: String,
    /// The project's id.
    #[arg(long, value_name = "ID")]
    project: String,
    /// The fiscal year. Default: the last one that is over.
    #[arg(long, value_name = "YEAR")]
    fiscal_year: Option<i16>,
    /// Where to write it: a workbook.
    #[arg(long, short, value_name = "FILE.xlsx")]
    output: PathBuf,
    #[command(flatten)]
    state: StateOption,
}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let known = register::builtin();
    let Some(register) = known.iter().find(|register| register.id == arguments.register) else {
        let ids: Vec<&str> = known.iter().map(|register| register.id.as_str()).collect();
        eprintln!("error: expected a register, found `{}`\nhint: one of {}", arguments.register, ids.join(", "));
        return Ok(exit::USAGE);
    };
    let mut state = arguments.state.read("shirube request")?;
    let year = arguments.fiscal_year.map_or_else(|| state.last_year(), FiscalYear);
    let (store, facts, language) = state.split();
    let asked = RequestAsked { register, project: &arguments.project, year, language };
    let request = match forms::request(store, facts, &asked) {
        Err(error @ RequestError::NoProject(_)) => {
            eprintln!("error: {error}");
            return Ok(exit::USAGE);
        }
        request => request?,
    };
    whole::write(&arguments.output, &request.bytes)?;
    let (file, confirmed, found) = (arguments.output.display(), request.confirmed, request.found);
    eprintln!(
        "{file}: {}",
        language.of(
            format!("提出済み {confirmed} 行、文献から見つかった候補 {found} 行"),
            format!("{confirmed} rows confirmed, {found} found in the literature"),
        )
    );
    Ok(exit::DONE)
}
