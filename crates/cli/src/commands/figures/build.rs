//! From a clone to the demo's first page.

use super::Bench;
use super::figure::{Figure, Row};
use super::http::Connection;
use super::process::in_path;
use super::server::Server;
use anyhow::{Context as _, bail};
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const WHAT: [&str; 2] = ["release build from nothing", "from clone to the demo's first page"];
const PROMISED: [&str; 2] = ["≤ 8 minutes on two cores", "≤ 10 minutes on two cores"];
const MOST: [Duration; 2] = [Duration::from_secs(8 * 60), Duration::from_secs(10 * 60)];
/// What is promised is promised for two cores; more are not used.
const JOBS: &str = "2";

pub(super) fn measure(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let none = |why: &str| {
        WHAT.iter()
            .zip(PROMISED)
            .map(|(what, promised)| Figure::not_measured(Row::Build, what, promised, why))
            .collect()
    };
    if in_path("cargo").is_none() || in_path("git").is_none() {
        return Ok(none("needs cargo and git"));
    }
    if !Path::new("Cargo.toml").is_file() || !Path::new(".git").exists() {
        return Ok(none("run it in a clone of the repository"));
    }
    let started = Instant::now();
    let clone = bench.folder.path("clone");
    let here = std::env::current_dir()?;
    run(Command::new("git").args(["clone", "--quiet"]).arg(&here).arg(&clone))?;
    let building = Instant::now();
    run(Command::new("cargo")
        .args(["build", "--release", "--locked", "--quiet", "-p", "cli", "--jobs", JOBS])
        .current_dir(&clone)
        .env("CARGO_TARGET_DIR", clone.join("target")))?;
    let built = building.elapsed();
    let mut demo = Command::new(clone.join("target/release/shirube"));
    demo.args(["demo", "--listen", "127.0.0.1:0"]).current_dir(&clone);
    let server = Server::start(demo)?;
    let page = Connection::open(&server.host)?.get("/ja/")?;
    let opened = started.elapsed();
    if page.status != 200 {
        bail!("the demo's first page answered {}", page.status);
    }
    Ok([built, opened]
        .into_iter()
        .enumerate()
        .map(|(which, time)| {
            Figure::new(
                Row::Build,
                WHAT[which],
                PROMISED[which],
                format!("{} min {:02} s ({JOBS} jobs)", time.as_secs() / 60, time.as_secs() % 60),
                json!({"seconds": time.as_secs()}),
                time <= MOST[which],
            )
        })
        .collect())
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("`{program}` could not be started"))?;
    if !output.status.success() {
        bail!("`{program}` ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(())
}
