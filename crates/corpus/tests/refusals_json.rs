//! Files of JSON that are broken in the ways files are: each is refused with words that say what to do.

use corpus::{Input, Item, ReadOptions, Record, read};
use flate2::Compression;
use flate2::write::GzEncoder;
use mention::{Prefilter, SchemeSet};
use std::io::Write;

const CROSSREF: &str = "{\"DOI\":\"10.1000/arden.1\",\"title\":[\"AMED\"]}";
const OPENALEX: &str = "{\"id\":\"https://openalex.org/W1\",\"title\":\"AMED\"}";

fn packed(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).expect("a Vec can be written");
    encoder.finish().expect("a Vec can be written")
}

fn records(content: &[u8]) -> Result<Vec<Record>, String> {
    let mut records = Vec::new();
    let input = Input::Bytes { name: "works.json.gz".to_owned(), bytes: content.to_vec() };
    read(&input, &ReadOptions::default(), &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            records.push(record);
        }
        Ok(())
    })
    .map_err(|error| error.to_string())?;
    Ok(records)
}

#[track_caller]
fn refused(content: &[u8], expected: &str) {
    let error = records(content).expect_err("a broken file");
    assert!(error.contains(expected) && error.contains("\nhint: "), "expected `{expected}` in `{error}`");
}

#[test]
fn a_page_of_html_or_an_error_of_the_server_is_no_work() {
    refused(&packed(b"<!DOCTYPE html><html><body>429 Too Many Requests</body></html>"), "a page of HTML");
    refused(b"{\"status\":\"failed\",\"message-type\":\"validation-failure\",\"message\":[{\"type\":\"parameter-not-allowed\"}]}", "`message-type`");
    refused(b"{\"error\":\"Invalid query parameters error.\",\"message\":\"x\"}", "the keys `error`, `message`");
    refused(b"Resource not found.", "found `Resource not found.`");
}

#[test]
fn an_empty_file_and_a_cut_one_are_refused() {
    refused(b"", "found an empty file");
    refused(&packed(b"  \n"), "found an empty file");
    let lines = format!("{CROSSREF}\n").repeat(2000);
    let whole = packed(lines.as_bytes());
    refused(&whole[..whole.len() / 2], "expected the end of the packed data");
    refused(
        &packed(&lines.as_bytes()[..lines.len() - 10]),
        "line 2000: doi:10.1000/arden.1: expected `}` at the end of a line",
    );
    let page = format!("{{\"items\":[{CROSSREF},{CROSSREF}");
    refused(page.as_bytes(), "expected `]` after the last record, found the end of the file");
}

#[test]
fn works_of_two_sources_in_one_file_are_refused_at_the_first_of_the_other() {
    refused(format!("{CROSSREF}\n{OPENALEX}\n").as_bytes(), "line 2: expected a `DOI`");
    refused(
        format!("{OPENALEX}\n{CROSSREF}\n").as_bytes(),
        "line 2: expected an `id` such as `https://openalex.org/W1`",
    );
    refused(format!("{CROSSREF}\n<html>\n").as_bytes(), "line 2: expected a JSON object on the line, found `<html>");
}

#[test]
fn a_work_that_stands_twice_is_given_twice() {
    let found = records(format!("{{\"items\":[{CROSSREF},{CROSSREF}]}}").as_bytes()).expect("a good file");
    assert_eq!(found.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["doi:10.1000/arden.1"; 2]);
}

#[test]
fn a_bomb_of_blanks_brackets_or_letters_is_refused_in_bounded_memory() {
    for (bomb, expected) in [
        (format!("{{\"items\":[{CROSSREF},{}", " ".repeat(200 << 20)), "expected a record of at most 32 MiB"),
        (
            format!("{{\"items\":[{CROSSREF},{{\"title\":\"{}", "x".repeat(200 << 20)),
            "expected a record of at most 32 MiB",
        ),
        (format!("{{\"items\":[{CROSSREF},{{\"title\":{}", "[".repeat(200 << 20)), "nest at most 128 deep"),
    ] {
        refused(&packed(bomb.as_bytes()), expected);
    }
}

#[test]
fn another_encoding_is_refused_and_named() {
    let mut sjis = format!("{CROSSREF}\n").into_bytes();
    sjis.extend(b"{\"DOI\":\"10.1000/arden.2\",\"title\":[\"\x8c\xce\"]}\n");
    refused(&sjis, "line 2: expected UTF-8, found byte 0x8c, probably Shift_JIS");
    let wide: Vec<u8> = CROSSREF.encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused(&wide, "found UTF-16");
}
