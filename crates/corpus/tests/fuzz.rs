//! Files that are broken at random: whatever stands in them, reading ends with records or with an error in words, and looking at raw
//! bytes first finds as much as reading everything.
//!
//! A few hundred rounds on each file by default, always the same ones. `SHIRUBE_FUZZ_SECONDS=3600 cargo test --release -p corpus --test
//! fuzz` goes on with new ones for so long; what fails is written to a file that the message names.

use corpus::{Input, Item, ReadError, ReadOptions, Reader};
use mention::{Passage, Prefilter, Recogniser, SchemeSet};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

const ROUNDS: u32 = 200;
/// Larger files would make a round slow and are no other kind.
const LARGEST: u64 = 120_000;

/// Pieces that mean something to one of the formats, or to the recognisers.
const PIECES: &[&[u8]] = &[
    b"<",
    b">",
    b"&",
    b"&#x41;",
    b"&#65",
    b"&lt;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"<i>",
    b"</i>",
    b"<sup>",
    b"/>",
    b"<PMID>",
    b"</PubmedArticle>",
    b"<PubmedArticle>",
    b"<article>",
    b"</article>",
    b"<italic>",
    b"\"",
    b"\\",
    b"\\u0041",
    b"\\ud800",
    b"\\n",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"null",
    b"1e999",
    b"\r\n",
    b"\n",
    b"\0",
    b"\xff\xfe",
    b"\x83\x41",
    b"\xef\xbb\xbf",
    b"AMED",
    b"A<i>M</i>ED",
    b"JP21gm1210008",
    b"NCT01234567",
    b"JSPS KAKENHI 18H02896",
    b"P&#x2010;CREATE",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
];

const PUBMED: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<PubmedArticleSet>\n<PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\">\
<PMID Version=\"1\">90000001</PMID><Article PubModel=\"Print\"><Journal><JournalIssue CitedMedium=\"Print\"><PubDate><Year>2021</Year><Month>Jun\
</Month></PubDate></JournalIssue><Title>Lakes of Arden</Title></Journal><ArticleTitle>Reeds <i>in</i> NCT01234567</ArticleTitle><Abstract>\
<AbstractText Label=\"METHODS\">Supported by AMED under JP21gm1210008 &amp; others.</AbstractText></Abstract><GrantList><Grant><GrantID>18H02896\
</GrantID><Agency>JSPS KAKENHI</Agency><Country>Japan</Country></Grant></GrantList></Article></MedlineCitation><PubmedData><ArticleIdList>\
<ArticleId IdType=\"doi\">10.5555/arden.1</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n<PubmedArticle><MedlineCitation><PMID \
Version=\"1\">90000002</PMID><Article><ArticleTitle>Nothing</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n\
<DeleteCitation><PMID Version=\"1\">7</PMID></DeleteCitation></PubmedArticleSet>\n";
const JATS: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS\" \"JATS.dtd\">\n<articles><article xml:lang=\"en\"><front><article-meta>\
<article-id pub-id-type=\"pmc\">900</article-id><title-group><article-title>Reeds <italic>in</italic> NCT01234567</article-title></title-group><contrib-group>\
<contrib contrib-type=\"author\"><name><surname>Lin</surname></name><xref ref-type=\"aff\" rid=\"a1\"/></contrib></contrib-group><aff id=\"a1\"><label>1</label>AMED\
</aff><abstract><sec><title>Aim</title><p>P&#x2010;CREATE</p></sec></abstract><funding-group><award-group><funding-source>JSPS KAKENHI</funding-source>\
<award-id>18H02896</award-id></award-group></funding-group></article-meta></front><body><sec><title>Methods</title><p>a<table-wrap><caption><p>Key resources\
</p></caption><table><tr><td>RRID:</td><td>AB_528203</td></tr></table></table-wrap></p></sec></body><back><ack><p>AMED: JP21<bold>gm</bold>1210008</p></ack>\
<ref-list><ref><mixed-citation>NCT07654321</mixed-citation></ref></ref-list></back></article></articles>\n";
const TEXTS: &str = "{\"record\":\"arden:1\",\"text\":\"Funded by AMED (JP21gm1210008).\"}\n{\"text\":\"\\nAMED and \\u0041MED\",\"record\":\"arden:2\"}\n";

const CROSSREF: &str = "{\"status\":\"ok\",\"message-type\":\"work-list\",\"message\":{\"items\":[{\"reference-count\":1,\"DOI\":\"10.5555\\/arden.1\",\"title\":[\"Reeds\"],\
\"abstract\":\"<jats:p>A<jats:italic>M<\\/jats:italic>ED,\\nNCT01234567<\\/jats:p>\",\"issued\":{\"date-parts\":[[2021,6]]},\"funder\":[{\"name\":\"JSPS KAKENHI\",\
\"award\":[\"18H02896\"]}],\"reference\":[{\"unstructured\":\"NCT01234568\"}]},{\"DOI\":\"10.5555\\/arden.2\",\"publisher\":\"AMED\"}]}}";
const OPENALEX: &str = "{\"id\":\"https://openalex.org/W1\",\"title\":\"Reeds\",\"abstract_inverted_index\":{\"Agency\":[2],\"by\":[1],\"Funded\":[0],\"for\":[3],\
\"Medical\":[4],\"Research\":[5]},\"awards\":[{\"funder_award_id\":\"JP18H02896\",\"funder_display_name\":\"Japan Society for the Promotion of Science\"}]}\n\
{\"id\":\"https://openalex.org/W2\",\"title\":null,\"abstract_inverted_index\":null,\"grants\":[]}\n";
const KAKEN: &str = "<grantAwards><totalResults>1</totalResults><grantAward awardNumber=\"18H02896\"><summary xml:lang=\"ja\"><title>湖</title>\
<agency>科学研究費助成事業</agency><paragraphList><paragraph>NCT01234567</paragraph></paragraphList></summary><productList><product><title>Reeds</title>\
<doi>10.5555/arden.1</doi></product></productList></grantAward></grantAwards>";

/// Numbers in a fixed order that looks like none: Steele, Lea and Flood's SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit.max(1) as u64).unwrap_or(0)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let most = (length - start).min(1 + self.below(200));
        start..start + self.below(most + 1)
    }

    /// The file with one to four wounds.
    fn wound(&mut self, file: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = file.to_vec();
        for _ in 0..=self.below(4) {
            let range = self.range(bytes.len());
            match self.below(7) {
                0 => bytes.truncate(range.start),
                1 => drop(bytes.drain(range)),
                2 => {
                    let again = bytes[range.clone()].to_vec();
                    bytes.splice(range.start..range.start, again);
                }
                3 => {
                    if let Some(byte) = bytes.get_mut(range.start) {
                        *byte = self.below(256) as u8;
                    }
                }
                4 => {
                    let from = self.range(other.len());
                    bytes.splice(range, other[from].iter().copied());
                }
                _ => {
                    let piece = PIECES[self.below(PIECES.len())];
                    bytes.splice(range.start..range.start, piece.iter().copied());
                }
            }
        }
        bytes
    }
}

/// A mention with all that tells it from another.
type Found = (String, String, String, String, usize);

struct Engines {
    prefilter: Prefilter,
    recogniser: Recogniser,
}

impl Engines {
    fn read(&self, bytes: &[u8], options: &ReadOptions) -> Result<BTreeSet<Found>, ReadError> {
        let input = Input::Bytes { name: "arden".to_owned(), bytes: bytes.to_vec() };
        let mut found = BTreeSet::new();
        Reader::new().read(&input, options, &self.prefilter, &mut |item| {
            let Item::Record(record) = item else { return Ok(()) };
            for field in &record.fields {
                let passage = Passage { text: &field.text, kind: field.kind, beside: &field.beside };
                for mention in self.recogniser.mentions(passage) {
                    let raw = field.text[mention.span.clone()].to_owned();
                    found.insert((record.id.clone(), field.name.clone(), raw, mention.value, mention.span.start));
                }
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn check(&self, bytes: &[u8]) {
        let only = ReadOptions { only_candidates: true, checksum: false, ..ReadOptions::default() };
        let every =
            ReadOptions { every_record: true, every_id: true, strict: true, checksum: false, ..ReadOptions::default() };
        let (few, all) = (self.read(bytes, &only), self.read(bytes, &every));
        for error in [&few, &all].into_iter().filter_map(|outcome| outcome.as_ref().err()) {
            let words = error.to_string();
            assert!(words.contains("expected ") && words.contains(" found"), "an error without its words: {words}");
        }
        if let (Ok(few), Ok(all)) = (few, all) {
            assert_eq!(few, all, "looking at raw bytes first found something else than reading everything");
        }
    }
}

/// Invented files, and real ones that nobody here wrote where they are at hand.
fn files() -> Vec<(String, Vec<u8>)> {
    let invented = [
        ("PubMed", PUBMED),
        ("JATS", JATS),
        ("texts", TEXTS),
        ("Crossref", CROSSREF),
        ("OpenAlex", OPENALEX),
        ("KAKEN", KAKEN),
    ];
    let mut files: Vec<(String, Vec<u8>)> =
        invented.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect();
    let real = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real"));
    if !real.is_dir() {
        eprintln!("SKIPPED: real files, which are not at {}", real.display());
        return files;
    }
    let mut folders = vec![real.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut kinds = BTreeSet::new();
        let mut entries: Vec<_> = std::fs::read_dir(&folder).expect("a folder").flatten().collect();
        entries.sort_by_key(std::fs::DirEntry::path);
        for entry in entries {
            let path = entry.path();
            let is_small = entry.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() <= LARGEST);
            let kind = path.extension().map(std::ffi::OsStr::to_owned);
            if path.is_dir() {
                folders.push(path);
            } else if is_small && kinds.insert(kind) {
                // One of each kind in a folder: the others are broken in the same ways.
                files.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
            }
        }
    }
    files
}

#[test]
fn a_file_broken_at_random_is_read_or_refused_and_hides_nothing() {
    let set = SchemeSet::all();
    let engines = Engines { prefilter: Prefilter::new(&set), recogniser: Recogniser::new(&set) };
    let files = files();
    let seconds = std::env::var("SHIRUBE_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let (mut rounds, mut dice) = (0_u64, Dice(20_261_124));
    loop {
        for (index, (name, file)) in files.iter().enumerate() {
            let (_, other) = &files[(index + 1) % files.len()];
            for _ in 0..ROUNDS {
                let broken = dice.wound(file, other);
                let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| engines.check(&broken)));
                if checked.is_err() {
                    let kept = std::env::temp_dir().join(format!("shirube-fuzz-{}", std::process::id()));
                    std::fs::write(&kept, &broken).expect("the broken file");
                    panic!("round {rounds}, made of {name}: kept as {}", kept.display());
                }
                rounds += 1;
            }
            if until.is_some_and(|until| Instant::now() > until) {
                eprintln!("{rounds} rounds over {} files", files.len());
                return;
            }
        }
        if until.is_none() {
            eprintln!("{rounds} rounds over {} files", files.len());
            return;
        }
    }
}
