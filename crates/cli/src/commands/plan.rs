//! `shirube plan`.

/// Arguments of `shirube plan`.
#[derive(clap::Args)]
pub struct Arguments {}

/// Runs the command; the exit code of `crate::exit`.
pub fn run(_arguments: Arguments) -> anyhow::Result<u8> {
    anyhow::bail!("this command is being written")
}
