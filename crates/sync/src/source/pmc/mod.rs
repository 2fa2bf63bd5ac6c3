//! PubMed Central's article datasets: one object an article and version in a bucket, and a daily inventory of all of them.
//!
//! Sources: <https://pmc.ncbi.nlm.nih.gov/tools/pmcaws/>, <https://pmc-oa-opendata.s3.amazonaws.com/README.txt>. Since August 2026
//! there are no packages any more.
//!
//! The decision to question: the articles are packed again here, one bundle for each thousand identifiers, since millions of
//! small files are a burden for every disk and for `ingest`, which takes a file in one step. A bundle is a function of what the
//! inventory says and of what was asked for, and of nothing else.

mod inventory;

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
use inventory::{Article, inventory};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::sync::{Mutex, PoisonError};

/// Identifiers a bundle.
const BUNDLE: u32 = 1000;

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
                        refused
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .push((file(article.id, article.version), problem));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_taken_in_three_spellings_and_no_others() {
        assert_eq!(ids("PMC12\n34\n\npmcid:PMC56 \n"), Ok(BTreeSet::from([12, 34, 56])));
        assert!(matches!(ids("10.1/a"), Err(Problem::Option { .. })));
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
