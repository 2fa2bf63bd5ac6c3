//! How long the server takes for a page when the store is large.

use super::figure::{Figure, Row};
use super::http::Connection;
use super::process::shirube;
use super::server::Server;
use super::{Bench, stores};
use anyhow::{Context as _, bail};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const WHAT: &str = "pages, at the server";
const PROMISED: &str = "median ≤ 5 ms, p99 ≤ 20 ms";
const MOST: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(20));
/// Addresses of one kind that are asked for.
const OF_A_KIND: usize = 3;
/// How often each address is asked for.
const ROUNDS: usize = 40;

pub(super) fn measure(bench: &Bench) -> anyhow::Result<Vec<Figure>> {
    let store = stores::sqlite(bench)?;
    let server = Server::start(shirube(&["serve", "--listen", "127.0.0.1:0", "--store", &store])?)?;
    let mut connection = Connection::open(&server.host)?;
    let addresses = addresses(&mut connection)?;
    let mut times = Vec::new();
    let mut of_address: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for address in &addresses {
            let response = connection.get(address)?;
            if response.status != 200 {
                bail!("`{address}` answered {}", response.status);
            }
            times.push(response.took);
            of_address.entry(address).or_default().push(response.took);
        }
    }
    let (median, p99) = (quantile(&mut times, 50), quantile(&mut times, 99));
    let slowest = of_address
        .into_iter()
        .map(|(address, mut times)| (quantile(&mut times, 50), address.to_owned()))
        .max()
        .context("no page was found")?;
    Ok(vec![Figure::new(
        Row::Pages,
        WHAT,
        PROMISED,
        format!(
            "{:.1} ms and {:.1} ms ({} records, {} addresses; slowest `{}`, median {:.1} ms)",
            milliseconds(median),
            milliseconds(p99),
            bench.records,
            addresses.len(),
            slowest.1,
            milliseconds(slowest.0)
        ),
        json!({
            "median_ms": milliseconds(median),
            "p99_ms": milliseconds(p99),
            "requests": times.len(),
            "addresses": addresses.len(),
            "slowest": slowest.1,
            "slowest_median_ms": milliseconds(slowest.0),
        }),
        median <= MOST.0 && p99 <= MOST.1,
    )])
}

/// Addresses of every kind of page in both languages, found by following links as a reader would, and some searches.
fn addresses(connection: &mut Connection) -> anyhow::Result<Vec<String>> {
    let mut chosen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut waiting = vec!["/ja/".to_owned(), "/en/".to_owned()];
    for words in ["再生医療", "stem cells", "am0101"] {
        waiting.push(format!("/ja/search?q={}", encoded(words)));
    }
    while let Some(address) = waiting.pop() {
        let of_kind = chosen.entry(kind(&address)).or_default();
        if of_kind.len() >= OF_A_KIND || of_kind.contains(&address) {
            continue;
        }
        let response = connection.get(&address)?;
        if response.status != 200 {
            continue;
        }
        of_kind.insert(address);
        let page = String::from_utf8_lossy(&response.body).into_owned();
        let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        waiting.extend(links.filter(|link| is_page(link)).map(|link| link.replace("&amp;", "&").replace("&#38;", "&")));
    }
    Ok(chosen.into_values().flatten().collect())
}

fn is_page(link: &str) -> bool {
    let path = link.split('?').next().unwrap_or_default();
    (link.starts_with("/ja/") || link.starts_with("/en/"))
        && !link.contains('#')
        && !link.contains("as-of=")
        && ![".csv", ".json", ".svg"].iter().any(|end| path.ends_with(end))
}

/// Language, first part of the path, how deep, and whether there is a query: pages alike in these are of one kind.
fn kind(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{} {} {}", parts[..parts.len().min(2)].join("/"), parts.len(), names.join("&"))
}

fn encoded(words: &str) -> String {
    words
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A percentile, by the nearest rank.
fn quantile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let rank = (times.len() * percent).div_ceil(100).max(1);
    times.get(rank - 1).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 100_000.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_times() {
        let mut times: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(quantile(&mut times, 50), Duration::from_millis(100));
        assert_eq!(quantile(&mut times, 99), Duration::from_millis(198));
        assert_eq!(quantile(&mut times[..1], 99), Duration::from_millis(1));
        assert_eq!(quantile(&mut [], 99), Duration::ZERO);
    }

    #[test]
    fn pages_of_one_kind_differ_only_in_their_id_or_the_value_asked_for() {
        assert_eq!(kind("/ja/projects/binds-2"), kind("/ja/projects/leap"));
        assert_eq!(kind("/ja/indicators/a?year=2021"), kind("/ja/indicators/b?year=2022"));
        assert_ne!(kind("/ja/projects"), kind("/ja/projects/leap"));
        assert_ne!(kind("/ja/projects/leap"), kind("/en/projects/leap"));
        assert!(is_page("/ja/records/pmid:90000001") && is_page("/en/"));
        assert!(!is_page("/ja/records.csv") && !is_page("/style.css") && !is_page("https://doi.org/x"));
    }
}
