//! Archives: every member is read as if it lay by itself, and what is wrong with one is said with its name.

mod packing;

use corpus::{FileSummary, Format, Input, Item, ReadError, ReadOptions, Reader};
use mention::{Prefilter, SchemeSet};
use packing::{SOUND, ZipAs, gzip, tar, tar_member, zip};
use std::fs;

const HTML: &[u8] = b"<!DOCTYPE html>\n<html><body>503</body></html>";

fn pubmed(pmids: &[u32]) -> String {
    let records: String = pmids
        .iter()
        .map(|pmid| {
            format!(
                "<PubmedArticle><MedlineCitation><PMID Version=\"1\">{pmid}</PMID><Article><ArticleTitle>Lakes of Arden, NCT{pmid:08}</ArticleTitle>\
                 </Article></MedlineCitation></PubmedArticle>\n"
            )
        })
        .collect();
    format!("<?xml version=\"1.0\"?>\n<PubmedArticleSet>\n{records}</PubmedArticleSet>\n")
}

fn lines(ids: &[u32]) -> String {
    ids.iter().map(|id| format!("{{\"record\":\"text:{id}\",\"text\":\"NCT{id:08}\"}}\n")).collect()
}

/// Reads bytes as a file, and as bytes; both must agree.
fn read(content: &[u8]) -> Result<(Vec<String>, FileSummary), ReadError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("download");
    fs::write(&path, content).expect("a file");
    let mut reader = Reader::new();
    let mut results = Vec::new();
    for input in [Input::File(path), Input::Bytes { name: "download".to_owned(), bytes: content.to_vec() }] {
        let options = ReadOptions::default();
        let mut ids = Vec::new();
        let summary = reader.read(&input, &options, &Prefilter::new(&SchemeSet::all()), &mut |item| {
            if let Item::Record(record) = item {
                ids.push(record.id);
            }
            Ok(())
        });
        results.push(summary.map(|summary| (ids, FileSummary { duration: std::time::Duration::ZERO, ..summary })));
    }
    let last = results.pop().expect("two results");
    for other in results {
        match (&last, other) {
            (Ok(last), Ok(other)) => assert_eq!(*last, other),
            (Err(last), Err(other)) => assert_eq!(last.to_string(), other.to_string()),
            (last, other) => panic!("{last:?} and {other:?}"),
        }
    }
    last
}

#[track_caller]
fn refused(content: &[u8], parts: &[&str]) {
    let error = read(content).expect_err("a broken archive").to_string();
    for part in parts.iter().chain(&["expected ", ", found ", "\nhint: "]) {
        assert!(error.contains(part), "expected `{part}` in `{error}`");
    }
}

#[track_caller]
fn reads(content: &[u8], ids: &[&str], members: (u64, u64)) -> FileSummary {
    let (found, summary) = read(content).expect("a good archive");
    assert_eq!(found, ids);
    assert_eq!((summary.members_read, summary.members_passed_over), members);
    assert_eq!(summary.bytes, content.len() as u64);
    summary
}

#[test]
fn members_are_read_in_order_whatever_the_packing() {
    let (first, second) = (pubmed(&[1, 2]), pubmed(&[3]));
    let packed_second = gzip(second.as_bytes());
    let plain = tar(&[("a.xml", first.as_bytes()), ("b", &packed_second)]);
    let ids = ["pmid:1", "pmid:2", "pmid:3"];
    let of_tar = reads(&plain, &ids, (2, 0));
    assert_eq!((of_tar.format, of_tar.records_read), (Format::PubMed, 3));
    assert_eq!(of_tar.bytes_inflated, (first.len() + second.len()) as u64);
    reads(&gzip(&plain), &ids, (2, 0));
    for method in [0, 8] {
        let how = ZipAs { method, ..SOUND };
        let of_zip = reads(&zip(&[(b"a.xml", first.as_bytes()), (b"b", &packed_second)], how), &ids, (2, 0));
        assert_eq!(of_zip.bytes_inflated, of_tar.bytes_inflated);
        assert_ne!(of_zip.sha256, of_tar.sha256);
    }
}

#[test]
fn what_holds_no_records_is_passed_over_and_counted() {
    let article = lines(&[1]);
    let nested = tar(&[("c.jsonl", article.as_bytes())]);
    let svg = b"<!DOCTYPE svg [<!ENTITY ns \"http://arden.example/\">]><svg/>";
    let files: [(&str, &[u8]); 8] = [
        ("p/LICENCE.txt", b"Free for all of Arden."),
        ("p/a.pdf", b"%PDF-1.4 \x8f\x90"),
        ("p/drawing.svg", svg),
        ("p/page.html", HTML),
        ("p/a.jsonl", article.as_bytes()),
        ("p/nested.tar", &nested),
        ("__MACOSX/p/._a.jsonl", b"\0\x05\x16\x07\0\x02"),
        ("p/nothing", b""),
    ];
    reads(&tar(&files), &["text:1"], (1, 7));
    let zipped: Vec<(&[u8], &[u8])> = files.iter().map(|(name, content)| (name.as_bytes(), *content)).collect();
    reads(&zip(&zipped, SOUND), &["text:1"], (1, 7));
}

#[test]
fn folders_links_and_long_names_are_understood() {
    let article = lines(&[1]);
    let long = format!("arden/{}/a.jsonl", "湖".repeat(60));
    let list = format!("{} path={long}\n", long.len() + 10);
    let mut archive = tar_member(b"arden/", b'5', b"");
    archive.extend(tar_member(b"././@LongLink", b'L', format!("{long}\0").as_bytes()));
    archive.extend(tar_member(b"short", b'0', b"{\"record\":\"text:1\",\"text\":\"\"}\nlake\n"));
    archive.resize(archive.len() + 1024, 0);
    refused(&archive, &[&format!("member {long}: line 2: ")]);
    let mut archive = tar_member(b"pax", b'x', list.as_bytes());
    archive.extend(tar_member(b"short", b'0', article.as_bytes()));
    archive.extend(tar_member(b"link", b'2', b""));
    archive.resize(archive.len() + 1024, 0);
    reads(&archive, &["text:1"], (1, 1));
}

#[test]
fn a_japanese_name_is_shown_whatever_its_encoding() {
    let broken = b"{\"record\":\"text:1\",\"text\":\"\"}\nlake\n";
    // 湖.jsonl in UTF-8 and in the code page of Japanese Windows.
    for name in ["湖.jsonl".as_bytes(), b"\x8c\xce.jsonl"] {
        refused(&zip(&[(name, broken)], SOUND), &["member 湖.jsonl: line 2: "]);
    }
}

#[test]
fn a_broken_member_refuses_the_archive_with_its_name() {
    let good = pubmed(&[1]);
    let cut = &good[..good.len() - 30];
    let archive = tar(&[("a.xml", good.as_bytes()), ("p/b.xml", cut.as_bytes())]);
    refused(&archive, &["member p/b.xml: line 3: "]);
    refused(&gzip(&archive), &["member p/b.xml: line 3: "]);
    let packed = gzip(good.as_bytes());
    refused(
        &tar(&[("b.xml.gz", &packed[..packed.len() - 4])]),
        &["member b.xml.gz: ", "the end of the data before it"],
    );
    let bomb = good.replace("?>\n", "?>\n<!DOCTYPE PubmedArticleSet [<!ENTITY a \"aaaa\">]>\n");
    refused(&tar(&[("b.xml", bomb.as_bytes())]), &["member b.xml: ", "without declarations of its own"]);
    let latin = good.replace("1.0\"", "1.0\" encoding=\"ISO-8859-1\"");
    refused(&tar(&[("b.xml", latin.as_bytes())]), &["member b.xml: line 1: ", "ISO-8859-1"]);
}

#[test]
fn files_of_two_sources_are_refused_with_the_names_of_both() {
    let (articles, texts) = (pubmed(&[1]), lines(&[2]));
    let archive = tar(&[("a.xml", articles.as_bytes()), ("b.jsonl", texts.as_bytes())]);
    refused(&archive, &["member b.jsonl: ", "json-lines-texts here and pubmed-xml in `a.xml`"]);
}

#[test]
fn an_archive_that_leads_elsewhere_is_refused() {
    let content = lines(&[1]);
    for name in ["/etc/arden", "../arden", "a/../../b", "C:\\arden"] {
        refused(&tar(&[(name, content.as_bytes())]), &["names of members that stay inside the archive"]);
        refused(&zip(&[(name.as_bytes(), content.as_bytes())], SOUND), &["names of members that stay inside"]);
    }
}

#[test]
fn an_archive_without_records_is_refused() {
    refused(&tar(&[("a.txt", b"Lakes.")]), &["one file of no format that can be read"]);
    refused(&zip(&[(b"a.txt", b"Lakes."), (b"b.html", HTML)], SOUND), &["2 files of no format that can be read"]);
    refused(&zip(&[], SOUND), &["found an empty archive"]);
}

#[test]
fn an_archive_that_is_cut_anywhere_is_refused() {
    let content = lines(&[1, 2, 3]).repeat(4);
    let files: [(&str, &[u8]); 2] = [("a.jsonl", content.as_bytes()), ("b.jsonl", content.as_bytes())];
    let whole = tar(&files);
    for length in (512..=whole.len() - 512).step_by(64) {
        assert!(read(&whole[..length]).is_err(), "{length}");
    }
    refused(&whole[..whole.len() - 1024], &["expected the end of the archive, found the end of the data before it"]);
    refused(&whole[..700], &["member a.jsonl: ", "the end of the data before it"]);
    let packed = gzip(&whole);
    for length in [packed.len() - 1, packed.len() - 9, packed.len() / 2] {
        refused(&packed[..length], &["the end of the data before it"]);
    }
    let zipped = zip(&files.map(|(name, content)| (name.as_bytes(), content)), SOUND);
    for length in 4..zipped.len() {
        refused(&zipped[..length], &["expected the end of the archive, found the end of the data before it"]);
    }
}

#[test]
fn damage_in_an_archive_is_found() {
    let content = lines(&[1, 2, 3]);
    let mut header = tar(&[("a.jsonl", content.as_bytes()), ("b.jsonl", content.as_bytes())]);
    header[1024] ^= 1;
    refused(&header, &["the header of the next member"]);
    let joined = [tar(&[("a.jsonl", content.as_bytes())]), tar(&[("b.jsonl", content.as_bytes())])].concat();
    refused(&joined, &["nothing behind the end of the archive"]);
    let wrong = ZipAs { crc_off_by: 1, ..SOUND };
    refused(&zip(&[(b"a.jsonl", content.as_bytes())], wrong), &["member a.jsonl: ", "another checksum"]);
    let mut directory = zip(&[(b"a.jsonl", content.as_bytes())], SOUND);
    let at = directory.len() - 22 - 7 - 46;
    directory[at] = b'X';
    refused(&directory, &["an entry in the directory"]);
}

#[test]
fn what_only_others_can_unpack_is_refused() {
    let content = lines(&[1]);
    let locked = ZipAs { flags: 1, ..SOUND };
    refused(&zip(&[(b"a.jsonl", content.as_bytes())], locked), &["member a.jsonl: ", "a member locked by a password"]);
    let method = ZipAs { method: 14, ..SOUND };
    refused(&zip(&[(b"a.jsonl", content.as_bytes())], method), &["member a.jsonl: ", "packed by method 14"]);
    let mut sparse = tar_member(b"a.jsonl", b'S', content.as_bytes());
    sparse.resize(sparse.len() + 1024, 0);
    refused(&sparse, &["a member of the kind `S` named `a.jsonl`"]);
}

#[test]
fn an_archive_made_to_grow_without_end_is_refused() {
    let blanks =
        format!("{{\"record\":\"text:1\",\"text\":\"\"}}\n{}", format!("{}\n", " ".repeat(1 << 20)).repeat(70));
    refused(&zip(&[(b"a.jsonl", blanks.as_bytes())], SOUND), &["member a.jsonl: ", "more than 200 times"]);
    refused(&gzip(&tar(&[("a.jsonl", blanks.as_bytes())])), &["more than 200 times"]);
    refused(&tar(&[("a.jsonl.gz", &gzip(blanks.as_bytes()))]), &["member a.jsonl.gz: ", "more than 200 times"]);
    let content = lines(&[1]).repeat(1000);
    let overlapping = ZipAs { overlapping: true, ..SOUND };
    let file: (&[u8], &[u8]) = (b"a.jsonl", content.as_bytes());
    refused(&zip(&[file; 5], overlapping), &["members that share their bytes"]);
}

#[test]
fn the_edition_of_a_pubmed_file_in_an_archive_is_the_one_in_its_name() {
    let (first, second) = (pubmed(&[1]), pubmed(&[2]));
    let one = reads(&tar(&[("p/pubmed26n0001.xml", first.as_bytes())]), &["pmid:1"], (1, 0));
    assert_eq!(one.edition.map(|edition| edition.to_string()).as_deref(), Some("2026-1"));
    let two = tar(&[("pubmed26n0001.xml", first.as_bytes()), ("pubmed26n0002.xml", second.as_bytes())]);
    refused(&two, &["member pubmed26n0002.xml: ", "the editions 2026-1 and 2026-2"]);
}
