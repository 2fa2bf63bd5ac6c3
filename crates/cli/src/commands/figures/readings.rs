//! All readings over a large store: from the rows in the database to every figure of the plan.

use super::figure::{Figure, Row};
use super::{Bench, stores};
use crate::moved::Readings;
use serde_json::json;
use std::time::{Duration, Instant};
use store::{Location, Store};

const WHAT: [&str; 2] = ["all readings, SQLite", "all readings, PostgreSQL"];
const PROMISED: [&str; 2] = ["≤ 0.5 s", "≤ 1.5 s"];
const MOST: [Duration; 2] = [Duration::from_millis(500), Duration::from_millis(1500)];

pub(super) fn measure(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let sqlite = over(bench, 0, &stores::sqlite(bench)?)?;
    let Some(url) = &bench.postgres else {
        let why = "give the URL of a server with --postgres (scripts/postgres start prints one)";
        return Ok(vec![sqlite, Figure::not_measured(Row::Readings, WHAT[1], PROMISED[1], why)]);
    };
    // One store a schema: this one is new each time.
    let mark = if url.contains('?') { '&' } else { '?' };
    let store = format!("{url}{mark}options=-csearch_path%3Dfigures_{}", std::process::id());
    stores::fill(bench, &store)?;
    Ok(vec![sqlite, over(bench, 1, &store)?])
}

/// The least of the runs, each of which asks the database anew.
fn over(bench: &Bench, which: usize, store: &str) -> anyhow::Result<Figure> {
    let mut store = Store::open_existing(&Location::parse(store)?)?;
    let plan = plan::builtin();
    let mut least = Duration::MAX;
    for _ in 0..bench.runs {
        let started = Instant::now();
        let readings = Readings::now(&mut store, &plan)?;
        least = least.min(started.elapsed());
        drop(readings);
    }
    Ok(Figure::new(
        Row::Readings,
        WHAT[which],
        PROMISED[which],
        format!("{:.2} s ({} records)", least.as_secs_f64(), bench.records),
        json!({"seconds": least.as_secs_f64(), "records": bench.records}),
        least <= MOST[which],
    ))
}
