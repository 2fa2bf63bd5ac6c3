//! PubMed Central's article datasets: one object an article and version in a bucket, and a daily inventory of all of them.
//!
//! Sources: <https://pmc.ncbi.nlm.nih.gov/tools/pmcaws/>, <https://pmc-oa-opendata.s3.amazonaws.com/README.txt>. Since August 2026
//! there are no packages any more.
//!
//! The decision to question: the articles are packed again here, one bundle for each thousand identifiers, since millions of
//! small files are a burden for every disk and for `ingest`, which takes a file in one step. A bundle is a function of what the
//! inventory says and of what was asked for, and of nothing else.

use crate::Options;
use crate::files::in_parallel;
use crate::folder::Folder;
use crate::http::Client;
use crate::problem::Problem;
use crate::report::{Event, Outcome, Planned};
use crate::tar;
use crate::verify::{md5_in_etag, md5_of};
use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::sync::Mutex;
use std::sync::PoisonError;

const INVENTORIES: &str = "inventory-reports/pmc-oa-opendata/metadata/";
/// Identifiers a bundle.
const BUNDLE: u32 = 1000;

/// One version of an article, as the inventory says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Article {
    id: u32,
    version: u16,
    /// Stands for the state of its metadata, which hold the checksum of its text.
    mark: u64,
    /// Whether it was asked for.
    wanted: bool,
}

/// What a bundle holds, by identifier.
type Index = BTreeMap<u32, Entry>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    version: u16,
    mark: u64,
    /// The inventory names it and the bucket has no text of it.
    absent: bool,
}

/// Fetches what is new or changed.
pub(crate) fn run(
    base_url: &str,
    folder: &Folder,
    client: &Client,
    options: &Options,
    parallel: usize,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Outcome, Problem> {
    let articles = inventory(base_url, client, options)?;
    let mut bundles: BTreeMap<u32, Vec<Article>> = BTreeMap::new();
    for article in articles {
        bundles.entry(article.id / BUNDLE).or_default().push(article);
    }
    let mut outcome = Outcome::default();
    let mut todo = Vec::new();
    for (number, articles) in bundles {
        let held = read_index(folder, number);
        let target = target(&articles, &held);
        let fresh = target.iter().filter(|article| !is_held(article, &held)).count();
        if fresh > 0 || held.len() > target.len() {
            todo.push(Bundle { number, target, held, fresh });
        } else if !target.is_empty() {
            outcome.kept += 1;
        }
    }
    if let Some(limit) = options.limit {
        outcome.left = todo.len().saturating_sub(limit);
        todo.truncate(limit);
    }
    if options.dry_run {
        let plan =
            |bundle: &Bundle| Planned { name: name(bundle.number), bytes: None, records: Some(bundle.fresh as u64) };
        outcome.planned = todo.iter().map(plan).collect();
        return Ok(outcome);
    }
    folder.has_room_for(0)?;
    tell(Event::Planned { items: todo.len(), bytes: None });
    let refused = Mutex::new(Vec::new());
    let each = in_parallel(&todo, parallel, client, |bundle| {
        let name = name(bundle.number);
        tell(Event::Started { name: &name });
        let built = bundle.build(base_url, folder, client, tell, &refused);
        match &built {
            Ok(_) => tell(Event::Done { name: &name }),
            Err(problem) => tell(Event::Refused { name: &name, problem }),
        }
        built
    });
    outcome.refused = refused.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcome.refused.sort_by(|left: &(String, Problem), right| left.0.cmp(&right.0));
    for (bundle, built) in todo.iter().zip(each) {
        match built {
            Some(Ok(Some(bytes))) => {
                outcome.fetched.push(folder.path(&name(bundle.number)));
                outcome.bytes += bytes;
            }
            Some(Ok(None)) => {}
            Some(Err(problem)) if problem.ends_the_run() => outcome.ended = outcome.ended.or(Some(problem)),
            Some(Err(problem)) => outcome.refused.push((name(bundle.number), problem)),
            None => outcome.left += 1,
        }
    }
    if outcome.ended.is_none() && client.stop.is_asked() {
        outcome.ended = Some(Problem::Stopped);
    }
    Ok(outcome)
}

/// Identifiers of articles, one a line: `PMC1234567`, `pmcid:PMC1234567` or `1234567`.
pub(crate) fn ids(text: &str) -> Result<BTreeSet<u32>, Problem> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let number = line.strip_prefix("pmcid:").unwrap_or(line);
            number.strip_prefix("PMC").unwrap_or(number).parse().map_err(|_| Problem::Option {
                name: "--ids",
                expected: "a file with one identifier a line, such as PMC1234567",
                found: line.chars().take(40).collect(),
            })
        })
        .collect()
}

/// `pmc-oa_PMC012345xxx.tar.gz`: all articles from PMC12345000 to PMC12345999.
fn name(bundle: u32) -> String {
    format!("pmc-oa_PMC{bundle:06}xxx.tar.gz")
}

fn index_name(bundle: u32) -> String {
    format!("bundles/{bundle:06}.tsv")
}

/// What a bundle is to hold: what was asked for, and what it holds already, both as the inventory has them now.
fn target(articles: &[Article], held: &Index) -> Vec<Article> {
    articles.iter().filter(|article| article.wanted || held.contains_key(&article.id)).copied().collect()
}

fn is_held(article: &Article, held: &Index) -> bool {
    held.get(&article.id).is_some_and(|entry| entry.version == article.version && entry.mark == article.mark)
}

struct Bundle {
    number: u32,
    target: Vec<Article>,
    held: Index,
    fresh: usize,
}

impl Bundle {
    /// Writes the bundle anew: what is still the same from the old one, the rest from the bucket. An article that is not to be
    /// had is told and left as it was. Nothing is written if nothing came.
    fn build(
        &self,
        base_url: &str,
        folder: &Folder,
        client: &Client,
        tell: &(dyn Fn(Event) + Sync),
        refused: &Mutex<Vec<(String, Problem)>>,
    ) -> Result<Option<u64>, Problem> {
        let name = name(self.number);
        let part = folder.part(&name);
        let trouble = |error: std::io::Error| Problem::folder(&part, &error);
        let mut out = GzEncoder::new(BufWriter::new(File::create(&part).map_err(trouble)?), Compression::default());
        let mut old = Old::open(folder, &name);
        let mut index = Index::new();
        let (mut texts, mut changed) = (0, self.held.len() > self.target.len());
        for article in &self.target {
            let held = self.held.get(&article.id).copied();
            let same = held.filter(|_| is_held(article, &self.held));
            let mut found = same.and_then(|entry| old.text(article.id, entry));
            if found.is_none() {
                match fetch(base_url, client, article) {
                    Ok(text) => {
                        changed = true;
                        tell(Event::Received { bytes: text.as_ref().map_or(0, Vec::len) as u64 });
                        let entry = Entry { version: article.version, mark: article.mark, absent: text.is_none() };
                        found = Some((entry, text));
                    }
                    Err(problem) if problem.ends_the_run() || crate::files::is_of_the_network(&problem) => {
                        return Err(problem);
                    }
                    Err(problem) => {
                        refused.lock().unwrap_or_else(PoisonError::into_inner).push((article.file(), problem));
                        found = held.and_then(|entry| old.text(article.id, entry));
                    }
                }
            }
            let Some((entry, text)) = found else { continue };
            index.insert(article.id, entry);
            if let Some(text) = text {
                tar::write_file(&mut out, &file(article.id, entry.version), &text).map_err(trouble)?;
                texts += 1;
            }
        }
        if !changed {
            let _ = std::fs::remove_file(&part);
            return Ok(None);
        }
        tar::write_end(&mut out).map_err(trouble)?;
        out.finish().and_then(|mut file| file.flush()).map_err(trouble)?;
        let bytes = if texts == 0 { 0 } else { std::fs::metadata(&part).map_err(trouble)?.len() };
        folder.has_room_for(0)?;
        // The index comes first. It counts only beside a bundle of that length, so a cut between the two costs the
        // bundle's work and never its truth.
        folder.write_hidden(&index_name(self.number), &write_index(bytes, &index))?;
        if texts == 0 {
            let _ = std::fs::remove_file(&part);
            folder.remove(&name)?;
            return Ok(None);
        }
        folder.finish(&name).map(Some)
    }
}

impl Article {
    fn file(&self) -> String {
        file(self.id, self.version)
    }
}

fn file(id: u32, version: u16) -> String {
    format!("PMC{id}.{version}.xml")
}

/// The text of an article, checked; nothing if the bucket does not have it.
fn fetch(base_url: &str, client: &Client, article: &Article) -> Result<Option<Vec<u8>>, Problem> {
    let url = format!("{base_url}PMC{0}.{1}/PMC{0}.{1}.xml", article.id, article.version);
    client.again(|_| {
        let mut reply = client.ask(&url, &[])?;
        match reply.status {
            200 => {}
            404 => return Ok(None),
            _ => return Err(client.refusal(&reply)),
        }
        let (announced, md5) = (reply.length(), reply.header("etag").and_then(md5_in_etag));
        let mut bytes = Vec::new();
        reply.body.read_to_end(&mut bytes).map_err(|error| client.broken(error))?;
        let found = bytes.len() as u64;
        match (announced, md5) {
            (Some(expected), _) if expected != found => Err(Problem::Length { expected, found }),
            (_, Some(expected)) if expected != md5_of(&bytes) => {
                Err(Problem::Checksum { expected, found: md5_of(&bytes) })
            }
            _ if !is_article(&bytes) => Err(Problem::content("an article as XML", &bytes)),
            _ => Ok(Some(bytes)),
        }
    })
}

/// Begins as XML that is no page of HTML, holds an article and ends with a tag.
fn is_article(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    start.starts_with(b"<")
        && !start.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case(b"<html"))
        && holds(b"<article")
        && holds(b"</article>")
        && bytes.trim_ascii_end().ends_with(b">")
}

/// The bundle as it was, read once from its beginning to its end.
struct Old {
    from: Option<MultiGzDecoder<BufReader<File>>>,
}

impl Old {
    fn open(folder: &Folder, name: &str) -> Self {
        Self { from: File::open(folder.path(name)).ok().map(|file| MultiGzDecoder::new(BufReader::new(file))) }
    }

    /// A text that the bundle holds, or that it holds none of this article; nothing if the bundle is not what it was.
    /// Identifiers must be asked for in the order in which they were written.
    fn text(&mut self, id: u32, entry: Entry) -> Option<(Entry, Option<Vec<u8>>)> {
        if entry.absent {
            return Some((entry, None));
        }
        let wanted = file(id, entry.version);
        loop {
            match tar::read_file(self.from.as_mut()?) {
                Ok(Some((name, bytes))) if name == wanted => return Some((entry, Some(bytes))),
                Ok(Some(_)) => {}
                // Damaged, or at its end: nothing more is to be had from it.
                Ok(None) | Err(_) => self.from = None,
            }
        }
    }
}

fn write_index(bytes: u64, index: &Index) -> Vec<u8> {
    let mut text = format!("bytes\t{bytes}\n");
    for (id, entry) in index {
        text.push_str(&format!("{id}\t{}\t{:016x}\t{}\n", entry.version, entry.mark, u8::from(entry.absent)));
    }
    text.into_bytes()
}

/// What a bundle holds; nothing if it is not the one that the index was written for.
fn read_index(folder: &Folder, bundle: u32) -> Index {
    let Ok(text) = std::fs::read_to_string(folder.hidden(&index_name(bundle))) else { return Index::new() };
    let mut lines = text.lines();
    let bytes = lines.next().and_then(|line| line.strip_prefix("bytes\t")?.parse::<u64>().ok());
    if bytes != Some(folder.length(&name(bundle)).unwrap_or(0)) {
        return Index::new();
    }
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (id, version) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
            let mark = u64::from_str_radix(cells.next()?, 16).ok()?;
            Some((id, Entry { version, mark, absent: cells.next()? == "1" }))
        })
        .collect()
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
fn inventory(base_url: &str, client: &Client, options: &Options) -> Result<Vec<Article>, Problem> {
    let list = format!("{base_url}?list-type=2&delimiter=%2F&prefix={}", super::encoded(INVENTORIES));
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
    fn identifiers_are_taken_in_three_spellings_and_no_others() {
        assert_eq!(ids("PMC12\n34\n\npmcid:PMC56 \n"), Ok(BTreeSet::from([12, 34, 56])));
        assert!(matches!(ids("10.1/a"), Err(Problem::Option { .. })));
    }

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

    #[test]
    fn an_article_is_xml_with_an_article_and_an_end() {
        assert!(is_article(b"<?xml version=\"1.0\"?>\n<article>a</article>\n"));
        assert!(is_article(b"<pmc-articleset><article>a</article></pmc-articleset>"));
        for wrong in [&b"<html><article>a</article></html>"[..], b"<article>a", b"", b"{}", b"<article>a</article> cut"]
        {
            assert!(!is_article(wrong));
        }
    }
}
