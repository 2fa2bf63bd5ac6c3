//! OpenAlex: a manifest of works, in parts by the day on which a record last changed.
//!
//! Source: <https://developers.openalex.org/download/snapshot-format>. A quarterly release takes the place of the one before:
//! records that changed have moved to later parts, so parts that are no longer listed hold what is out of date.

use crate::download::RemoteFile;
use crate::problem::Problem;
use crate::verify::Check;
use jiff::civil::Date;
use serde::Deserialize;

/// Where the manifest is, below the base address.
pub(crate) const MANIFEST: &str = "data/jsonl/works/manifest.json";

#[derive(Deserialize)]
struct Manifest {
    /// The day of the release.
    #[serde(default)]
    date: String,
    /// `entries` in releases before 2026.
    #[serde(alias = "entries")]
    files: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    url: String,
    meta: Meta,
}

#[derive(Deserialize)]
struct Meta {
    content_length: u64,
    record_count: u64,
}

/// The parts of a manifest, from that day on.
pub(crate) fn listing(base_url: &str, manifest: &[u8], from: Option<Date>) -> Result<Vec<RemoteFile>, Problem> {
    let read: Manifest =
        serde_json::from_slice(manifest).map_err(|_| Problem::content("OpenAlex' manifest of works", manifest))?;
    let mut files: Vec<RemoteFile> = Vec::new();
    for entry in read.files {
        // `s3://openalex/data/jsonl/works/updated_date=2026-06-24/part_0000.gz`
        let path = entry.url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
        let path = path.filter(|path| !path.split('/').any(|part| part == ".." || part.is_empty()));
        let Some(path) = path else { return Err(Problem::Name { found: entry.url }) };
        let mut parts = path.rsplit('/');
        let (part, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let day = folder.strip_prefix("updated_date=").unwrap_or(folder);
        if from.is_some_and(|from| day.parse().is_ok_and(|day: Date| day < from)) {
            continue;
        }
        files.push(RemoteFile {
            name: format!("works_{day}_{part}"),
            url: format!("{base_url}{path}"),
            seen: format!("{} {} {}", read.date, entry.meta.content_length, entry.meta.record_count),
            bytes: Some(entry.meta.content_length),
            about_bytes: None,
            check: Check::Gzip { records: Some(entry.meta.record_count) },
        });
    }
    files.sort_by(|left, right| left.name.cmp(&right.name));
    files.dedup_by(|left, right| left.name == right.name);
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &[u8] = br#"{"date":"2026-09-30","format":"jsonl","entity":"works","files":[
        {"url":"s3://arden/data/jsonl/works/updated_date=2026-09-01/part_0000.gz","meta":{"content_length":120,"record_count":3}},
        {"url":"s3://arden/data/jsonl/works/updated_date=2026-08-01/part_0001.gz","meta":{"content_length":80,"record_count":2}}]}"#;

    #[test]
    fn a_manifest_gives_parts_with_length_and_records() {
        let files = listing("https://arden.example/", MANIFEST, None).expect("a manifest");
        assert_eq!(files.len(), 2);
        assert_eq!(files[1].name, "works_2026-09-01_part_0000.gz");
        assert_eq!(files[1].url, "https://arden.example/data/jsonl/works/updated_date=2026-09-01/part_0000.gz");
        assert_eq!((files[1].bytes, files[1].check.clone()), (Some(120), Check::Gzip { records: Some(3) }));
        let late =
            listing("https://arden.example/", MANIFEST, Some(jiff::civil::date(2026, 8, 15))).expect("a manifest");
        assert_eq!(late.len(), 1);
    }

    #[test]
    fn a_manifest_that_leads_elsewhere_is_refused() {
        let away = br#"{"files":[{"url":"s3://arden/../../etc/a.gz","meta":{"content_length":1,"record_count":1}}]}"#;
        assert!(matches!(listing("https://arden.example/", away, None), Err(Problem::Name { .. })));
        assert!(matches!(listing("https://arden.example/", b"<html>", None), Err(Problem::Content { .. })));
    }
}
