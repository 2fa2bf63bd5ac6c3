//! Files that are broken in the ways files are: each is refused with words that say what to do.

use corpus::{Format, Input, Item, ReadError, ReadOptions, Reader, detect, read};
use flate2::Compression;
use flate2::write::GzEncoder;
use mention::{Prefilter, SchemeSet};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

fn pubmed(count: u32) -> String {
    let records: String = (1..=count)
        .map(|pmid| {
            format!(
                "<PubmedArticle><MedlineCitation><PMID Version=\"1\">{pmid}</PMID><Article><ArticleTitle>Lakes of Arden, NCT{pmid:08}</ArticleTitle>\
                 </Article></MedlineCitation></PubmedArticle>\n"
            )
        })
        .collect();
    format!("<?xml version=\"1.0\"?>\n<PubmedArticleSet>\n{records}</PubmedArticleSet>\n")
}

fn packed(content: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content.as_bytes()).expect("a Vec can be written");
    encoder.finish().expect("a Vec can be written")
}

/// A folder that goes away with the test, with one file in it.
struct Written {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn written(name: &str, content: &[u8]) -> Written {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, content).expect("a file");
    Written { folder, path }
}

fn ids_of(input: &Input, options: &ReadOptions) -> Result<Vec<String>, ReadError> {
    let mut ids = Vec::new();
    read(input, options, &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            ids.push(record.id);
        }
        Ok(())
    })?;
    Ok(ids)
}

/// The file is refused whether it lies in a folder or comes as bytes.
#[track_caller]
fn refused(content: &[u8], parts: &[&str]) {
    let file = written("pubmed26n0001.xml.gz", content);
    for input in [
        Input::File(file.path.clone()),
        Input::Bytes { name: "pubmed26n0001.xml.gz".to_owned(), bytes: content.to_vec() },
    ] {
        let error = ids_of(&input, &ReadOptions::default()).expect_err("a broken file").to_string();
        for part in parts.iter().chain(&["expected ", ", found ", "\nhint: "]) {
            assert!(error.contains(part), "expected `{part}` in `{error}`");
        }
    }
}

#[test]
fn a_packed_file_that_is_cut_short_is_refused() {
    let whole = packed(&pubmed(2000));
    for length in [whole.len() - 1, whole.len() - 9, whole.len() / 2, 30] {
        refused(&whole[..length], &["the end of the data before it", "get the file again"]);
    }
}

#[test]
fn a_wrong_checksum_or_length_is_refused() {
    let whole = packed(&pubmed(2000));
    for from_end in [5, 8, 1, 4] {
        let mut broken = whole.clone();
        let at = broken.len() - from_end;
        broken[at] ^= 0x55;
        refused(&broken, &["agrees with its checksum and length"]);
    }
}

#[test]
fn damaged_data_in_the_middle_is_refused() {
    let mut broken = packed(&pubmed(2000));
    let middle = broken.len() / 2;
    broken[middle..middle + 40].fill(0xff);
    let file = written("pubmed26n0001.xml.gz", &broken);
    assert!(ids_of(&Input::File(file.path.clone()), &ReadOptions::default()).is_err());
}

#[test]
fn an_empty_file_is_refused_packed_or_not() {
    refused(b"", &["found an empty file"]);
    refused(b" \n\n", &["found an empty file"]);
    refused(&packed(""), &["found an empty file"]);
}

#[test]
fn a_folder_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let error =
        ids_of(&Input::File(folder.path().to_owned()), &ReadOptions::default()).expect_err("a folder").to_string();
    assert!(error.starts_with("expected a file, found a folder\nhint: "), "{error}");
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    let error =
        ids_of(&Input::File("no such file in Arden".into()), &ReadOptions::default()).expect_err("no file").to_string();
    assert!(error.starts_with("expected a file that can be read, found: "), "{error}");
}

#[test]
fn another_encoding_is_refused_and_named() {
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(pubmed(3).encode_utf16()).flat_map(u16::to_le_bytes).collect();
    refused(&wide, &["found UTF-16", "iconv"]);
    refused(
        &packed(&pubmed(3).replace("1.0\"", "1.0\" encoding=\"Shift_JIS\"")),
        &["line 1: ", "encoding=\"Shift_JIS\""],
    );
    // 湖 in Shift_JIS, without a declaration.
    let mut sjis = pubmed(3).into_bytes();
    let at = sjis.windows(5).position(|window| window == b"Lakes").expect("a title");
    sjis.splice(at..at + 5, [0x8c, 0xce]);
    refused(&sjis, &["line 3: ", "byte 0x8c, probably Shift_JIS"]);
    refused(&[0x8c, 0xce, 0x82, 0xcc], &["probably Shift_JIS"]);
}

#[test]
fn a_page_of_html_saved_as_the_file_is_refused() {
    refused(b"<!DOCTYPE html>\n<html><body>503</body></html>", &["found a page of HTML", "open it in a browser"]);
    refused(&packed("<HTML><BODY>503</BODY></HTML>"), &["found a page of HTML"]);
}

#[test]
fn what_is_neither_xml_nor_json_lines_is_refused() {
    refused(b"PMID,Title\n1,Lakes\n", &["found `PMID,Title"]);
    refused(b"<book/>", &["root element `book`"]);
    refused(b"{\"id\":1,\"title\":\"Lakes\"}\n", &["the keys `id`, `title`"]);
}

#[test]
fn entities_of_its_own_are_refused_before_anything_is_read() {
    let bomb =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE PubmedArticleSet [\n<!ENTITY a \"aaaa\">\n<!ENTITY b \"&a;&a;&a;\">\n]>\n";
    refused(
        pubmed(1).replace("<?xml version=\"1.0\"?>\n", bomb).as_bytes(),
        &["document type without declarations of its own"],
    );
}

#[test]
fn a_line_without_end_is_refused_in_bounded_memory() {
    let line = format!("{{\"record\":\"arden:1\",\"text\":\"{}\"}}\n", "x".repeat(33 << 20));
    refused(&packed(&line), &["expected a line of at most 32 MiB"]);
    let record = pubmed(1).replace("Lakes", &"x".repeat(33 << 20));
    let options = ReadOptions::default();
    let file = written("pubmed26n0001.xml.gz", &packed(&record));
    let error = ids_of(&Input::File(file.path.clone()), &options).expect_err("too long").to_string();
    assert!(error.contains("expected a record of at most 32 MiB"), "{error}");
}

#[test]
fn a_json_line_that_is_broken_is_refused_with_its_number() {
    let good = "{\"record\":\"arden:1\",\"text\":\"NCT00000001\"}\n";
    assert_eq!(
        ids_of(
            &Input::Bytes { name: "a.jsonl".to_owned(), bytes: good.repeat(2).into_bytes() },
            &ReadOptions::default()
        )
        .expect("good")
        .len(),
        2
    );
    refused(
        format!("{good}{{\"record\":\"arden:2\",\"text\":\"NCT00000002\"").as_bytes(),
        &["line 2: expected a JSON object"],
    );
    refused(format!("{good}\nwords\n").as_bytes(), &["line 3: expected a JSON object, found `words`"]);
    refused(
        format!("{good}{{\"record\":\"arden:2\",\"texts\":\"NCT00000002\"}}\n").as_bytes(),
        &["line 2: ", "missing field `text`"],
    );
    refused(
        format!("{good}{{\"record\":\"\",\"text\":\"NCT00000002\"}}\n").as_bytes(),
        &["line 2: expected an id in `record`"],
    );
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    for content in [packed(&pubmed(50)), pubmed(50).into_bytes()] {
        let file = written("pubmed26n0001.xml.gz", &content);
        let mut first = true;
        let result = read(
            &Input::File(file.path.clone()),
            &ReadOptions::default(),
            &Prefilter::new(&SchemeSet::all()),
            &mut |_| {
                if std::mem::take(&mut first) {
                    fs::OpenOptions::new().append(true).open(&file.path)?.write_all(b"more")?;
                }
                Ok(())
            },
        );
        let error = result.expect_err("a changed file").to_string();
        assert!(error.contains("changed while it was read"), "{error}");
        drop(file.folder);
    }
}

#[test]
fn an_error_of_whoever_takes_the_records_ends_the_reading() {
    let input = Input::Bytes { name: "pubmed26n0001.xml".to_owned(), bytes: pubmed(5).into_bytes() };
    let error = read(&input, &ReadOptions::default(), &Prefilter::new(&SchemeSet::all()), &mut |_| {
        Err(std::io::Error::other("the disk of Arden is full"))?;
        Ok(())
    });
    assert_eq!(error.expect_err("stopped").to_string(), "the disk of Arden is full");
}

#[test]
fn the_same_is_read_in_one_member_in_two_and_unpacked() {
    let content = pubmed(30_000);
    let whole = packed(&content);
    let (first, second) = content.split_at(content.len() / 3);
    let members = [packed(first), packed(second)].concat();
    let members_of_different_use =
        [packed(&pubmed(3).replace("</PubmedArticleSet>\n", "")), packed("</PubmedArticleSet>\n")].concat();
    let files = [written("a.xml.gz", &whole), written("a.xml.gz", &members), written("a.xml", content.as_bytes())];
    let mut reader = Reader::new();
    let mut sums = Vec::new();
    for file in &files {
        let mut ids = 0_u32;
        let options = ReadOptions::default();
        let summary = reader
            .read(&Input::File(file.path.clone()), &options, &Prefilter::new(&SchemeSet::all()), &mut |_| {
                ids += 1;
                Ok(())
            })
            .expect("a good file");
        assert_eq!((ids, summary.records_read, summary.format), (30_000, 30_000, Format::PubMed));
        assert_eq!(summary.bytes, fs::metadata(&file.path).expect("a file").len());
        assert_eq!(summary.bytes_inflated, content.len() as u64);
        sums.push(summary.sha256.expect("asked for"));
    }
    assert_ne!(sums[0], sums[1]);
    let cut_in_two = written("a.gz", &members_of_different_use);
    assert_eq!(ids_of(&Input::File(cut_in_two.path.clone()), &ReadOptions::default()).expect("two members").len(), 3);
}

#[test]
fn two_members_of_the_same_length_are_both_read() {
    let line = "{\"record\":\"arden:1\",\"text\":\"NCT00000001\"}\n";
    let file = written("a.jsonl.gz", &[packed(line), packed(line)].concat());
    assert_eq!(ids_of(&Input::File(file.path.clone()), &ReadOptions::default()).expect("two members").len(), 2);
}

#[test]
fn a_record_written_as_json_is_read_back_as_it_was() {
    let mut records = Vec::new();
    let input = Input::Bytes { name: "pubmed26n0001.xml".to_owned(), bytes: pubmed(3).into_bytes() };
    let options = ReadOptions { every_record: true, ..ReadOptions::default() };
    let prefilter = Prefilter::new(&SchemeSet::all());
    let mut take = |item: Item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    };
    read(&input, &options, &prefilter, &mut take).expect("a good file");
    let lines: String = records.iter().map(|record| serde_json::to_string(record).expect("JSON") + "\n").collect();
    assert_eq!(detect(lines.as_bytes()).expect("a format"), Format::Records);
    let mut again = Vec::new();
    let input = Input::Bytes { name: "records.jsonl".to_owned(), bytes: lines.into_bytes() };
    read(&input, &options, &prefilter, &mut |item| {
        if let Item::Record(record) = item {
            again.push(record);
        }
        Ok(())
    })
    .expect("a good file");
    assert_eq!(again, records);
}
