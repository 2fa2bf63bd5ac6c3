//! The daily inventory of PMC's bucket: which version of which article is the newest.

use crate::Options;
use crate::http::Client;
use crate::problem::Problem;
use crate::verify::md5_of;
use flate2::bufread::MultiGzDecoder;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};

const INVENTORIES: &str = "inventory-reports/pmc-oa-opendata/metadata/";

/// One version of an article, as the inventory says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Article {
    pub id: u32,
    pub version: u16,
    /// Stands for the state of its metadata, which hold the checksum of its text.
    pub mark: u64,
    /// Whether it was asked for.
    pub wanted: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    file_schema: String,
    files: Vec<InventoryFile>,
}

#[derive(Deserialize)]
struct InventoryFile {
    key: String,
    #[serde(rename = "MD5checksum")]
    md5: String,
}

/// The newest version of each article in the newest inventory, in the order of identifiers.
pub(super) fn inventory(base_url: &str, client: &Client, options: &Options) -> Result<Vec<Article>, Problem> {
    let list = format!("{base_url}?list-type=2&delimiter=%2F&prefix={}", crate::source::encoded(INVENTORIES));
    let (days, _) = client.get_as(&list, days)?;
    let mut missing = Problem::Content { expected: "a daily inventory of the bucket", found: "none".to_owned() };
    // The newest one may still be being written.
    for day in days.iter().rev().take(3) {
        match client.get_as(&format!("{base_url}{day}manifest.json"), manifest) {
            Ok((manifest, _)) => return read_inventory(base_url, client, options, &manifest),
            Err(problem @ Problem::Status { status: 403 | 404, .. }) => missing = problem,
            Err(problem) => return Err(problem),
        }
    }
    Err(missing)
}

/// The folders of a listing that are named by a time, the newest last.
fn days(listing: &[u8]) -> Result<Vec<String>, Problem> {
    let text = String::from_utf8_lossy(listing);
    if !text.contains("<ListBucketResult") {
        return Err(Problem::content("a listing of the bucket", listing));
    }
    let mut days: Vec<String> = text
        .split("<Prefix>")
        .filter_map(|rest| rest.split_once("</Prefix>").map(|(prefix, _)| prefix))
        .filter(|prefix| {
            let day = prefix.strip_prefix(INVENTORIES).unwrap_or_default();
            day.starts_with("20")
                && day.ends_with("Z/")
                && day.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-/".contains(&byte))
        })
        .map(str::to_owned)
        .collect();
    days.sort();
    Ok(days)
}

fn manifest(bytes: &[u8]) -> Result<Manifest, Problem> {
    serde_json::from_slice(bytes).map_err(|_| Problem::content("an inventory's manifest", bytes))
}

fn read_inventory(
    base_url: &str,
    client: &Client,
    options: &Options,
    manifest: &Manifest,
) -> Result<Vec<Article>, Problem> {
    let columns: Vec<&str> = manifest.file_schema.split(',').map(str::trim).collect();
    let column = |name: &str| columns.iter().position(|column| *column == name);
    let (Some(key), Some(changed), Some(etag)) = (column("Key"), column("LastModifiedDate"), column("ETag")) else {
        return Err(Problem::content(
            "an inventory with Key, LastModifiedDate and ETag",
            manifest.file_schema.as_bytes(),
        ));
    };
    let from = options.from.map(|day| day.to_string());
    let mut newest: BTreeMap<u32, Article> = BTreeMap::new();
    for file in &manifest.files {
        let url = format!("{base_url}{}", file.key);
        let (_, packed) = client.get_as(&url, |bytes| {
            let found = md5_of(bytes);
            let same = found.eq_ignore_ascii_case(&file.md5);
            if same { Ok(()) } else { Err(Problem::Checksum { expected: file.md5.clone(), found }) }
        })?;
        for line in BufReader::new(MultiGzDecoder::new(packed.as_slice())).lines() {
            let line = line.map_err(|error| Problem::Gzip { found: error.to_string() })?;
            let cells: Vec<&str> = line.split(',').map(|cell| cell.trim_matches('"')).collect();
            let (Some(key), Some(changed), Some(etag)) = (cells.get(key), cells.get(changed), cells.get(etag)) else {
                continue;
            };
            let Some((id, version)) = article_of(key) else { continue };
            let asked = options.ids.as_ref().is_none_or(|ids| ids.contains(&id));
            let late = from.as_ref().is_none_or(|from| *changed >= from.as_str());
            let mark = u64::from_str_radix(&md5_of(etag.as_bytes())[..16], 16).unwrap_or_default();
            let article = Article { id, version, mark, wanted: asked && late };
            if newest.get(&id).is_none_or(|known| known.version < version) {
                newest.insert(id, article);
            }
        }
    }
    Ok(newest.into_values().collect())
}

/// `metadata/PMC1234567.1.json`.
fn article_of(key: &str) -> Option<(u32, u16)> {
    let (id, version) = key.strip_prefix("metadata/PMC")?.strip_suffix(".json")?.split_once('.')?;
    Some((id.parse().ok()?, version.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_listing_come_in_order_and_other_folders_not_at_all() {
        let listing = format!(
            "<ListBucketResult><Prefix>{0}</Prefix><CommonPrefixes><Prefix>{0}2026-11-24T01-00Z/</Prefix></CommonPrefixes>\
             <CommonPrefixes><Prefix>{0}2026-11-23T01-00Z/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>{0}hive/</Prefix>\
             </CommonPrefixes></ListBucketResult>",
            INVENTORIES
        );
        let found = days(listing.as_bytes()).expect("a listing");
        assert_eq!(found, [format!("{INVENTORIES}2026-11-23T01-00Z/"), format!("{INVENTORIES}2026-11-24T01-00Z/")]);
        assert!(matches!(days(b"<html>"), Err(Problem::Content { .. })));
    }

    #[test]
    fn only_keys_of_metadata_are_articles() {
        assert_eq!(article_of("metadata/PMC1234567.2.json"), Some((1_234_567, 2)));
        for other in ["PMC1.1/PMC1.1.xml", "metadata/PMC1.json", "metadata/PMC99999999999.1.json", "metadata/"] {
            assert_eq!(article_of(other), None, "{other}");
        }
    }
}
