//! A server that is started to be measured.

use anyhow::{Context as _, bail};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// The server under measurement; it ends with this value.
pub(super) struct Server {
    child: Child,
    /// `HOST:PORT`.
    pub(super) host: String,
}

impl Server {
    /// Starts a command that prints the address of its pages, and waits for that.
    pub(super) fn start(mut command: Command) -> anyhow::Result<Self> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let said = child.stderr.take().context("a pipe")?;
        let mut all = String::new();
        for line in BufReader::new(said).lines().map_while(Result::ok) {
            let address = line.split_once("http://").and_then(|(_, rest)| rest.split_once('/'));
            if let Some((host, _)) = address {
                return Ok(Self { child, host: host.to_owned() });
            }
            all.push_str(&line);
            all.push('\n');
        }
        let status = child.wait()?;
        bail!("the server did not start ({status}): {}", all.trim_end())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
