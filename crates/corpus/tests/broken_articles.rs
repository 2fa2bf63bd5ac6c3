//! Full texts that are broken in the ways files are: each is refused with its place and with words that say what to do.

mod packing;

use corpus::{Input, Item, ReadError, ReadOptions, read};
use mention::{Prefilter, SchemeSet};
use packing::{gzip, tar};

const ID: &str = "<article-id pub-id-type=\"pmc\">12</article-id>";

fn article(body: &str) -> String {
    format!("<article><front><article-meta>{ID}</article-meta></front><body>{body}</body></article>")
}

fn ids(content: &[u8], options: &ReadOptions) -> Result<Vec<String>, ReadError> {
    let input = Input::Bytes { name: "download".to_owned(), bytes: content.to_vec() };
    let mut ids = Vec::new();
    read(&input, options, &Prefilter::new(&SchemeSet::all()), &mut |item| {
        if let Item::Record(record) = item {
            ids.push(record.id);
        }
        Ok(())
    })?;
    Ok(ids)
}

fn strict() -> ReadOptions {
    ReadOptions { every_record: true, every_id: true, strict: true, ..ReadOptions::default() }
}

/// The file is refused in every way of reading, by itself, packed, and in an archive with its name.
#[track_caller]
fn refused(content: &str, parts: &[&str]) {
    let content = content.as_bytes();
    let in_archive = tar(&[("p/PMC12.nxml", content)]);
    for options in [ReadOptions::default(), ReadOptions { only_candidates: true, ..ReadOptions::default() }, strict()] {
        for (bytes, is_archive) in [(content, false), (&gzip(content), false), (&in_archive, true)] {
            let read = ids(bytes, &options);
            let Err(error) = read else {
                panic!("expected {parts:?}, found that this was read: {}", String::from_utf8_lossy(content))
            };
            let error = error.to_string();
            for part in parts.iter().chain(&["expected ", ", found ", "\nhint: "]) {
                assert!(error.contains(part), "expected `{part}` in `{error}`");
            }
            assert_eq!(error.starts_with("member p/PMC12.nxml: "), is_archive, "{error}");
        }
    }
}

#[test]
fn broken_articles_are_refused_with_their_place() {
    let good = article("<p>NCT00000001</p>");
    let nested = format!("{}x{}", "<sec>".repeat(600), "</sec>".repeat(600));
    let bomb = "<!DOCTYPE article [\n<!ENTITY a \"aaaa\">\n<!ENTITY b \"&a;&a;&a;\">\n]>";
    let cases: &[(String, &[&str])] = &[
        (good.replace("</p>", ""), &["line 1: pmcid:PMC12: ", "`</p>`"]),
        (
            good.replace("<p>", "<p><italic>").replace("</p>", "</p></italic>"),
            &["pmcid:PMC12: expected `</italic>`, found `</p>`"],
        ),
        (good.replace("NCT", "\n\nR &amp D"), &["pmcid:PMC12: expected `&amp;`"]),
        (good.replace("NCT", "&nbsp;"), &["pmcid:PMC12: ", "found `&nbsp;`"]),
        (good.replace("<p>", "<p class=\"x"), &["line 1: pmcid:PMC12: "]),
        (good.replace(ID, ""), &["an `article-id` of type `pmcid`, `doi` or `pmid`", "found an article without one"]),
        (good.replace("<p>", "<p><!ENTITY x 'y'>"), &["found a declaration inside a record"]),
        (article(&nested), &["expected at most 512 elements inside each other"]),
        (article(&good), &["pmcid:PMC12: expected `</article>`, found a second `<article>`"]),
        (format!("{good}{good}"), &["expected the end of the file after `</article>`, found `<article>"]),
        (format!("{good}\nlakes"), &["line 2: expected the end of the file after `</article>`, found `lakes`"]),
        (format!("<articles>{good}lakes</articles>"), &["expected `<article>` or `</articles>`, found `lakes"]),
        (format!("<articles>\n{good}"), &["line 2: expected `<article>` or `</articles>`, found the end of the file"]),
        (format!("<articles>{good}</pmc-articleset>"), &["expected `<article>` or `</articles>`, found `</pmc"]),
        (format!("<articles>{good}</articles>{good}"), &["found `<article>"]),
        (format!("<?xml version=\"1.0\"?>\n{bomb}\n{good}"), &["document type without declarations of its own"]),
        (format!("<articles>{bomb}{good}</articles>"), &["document type without declarations of its own"]),
        (format!("<?xml version=\"1.0\" encoding=\"EUC-JP\"?>{good}"), &["line 1: ", "encoding=\"EUC-JP\""]),
    ];
    for (content, parts) in cases {
        refused(content, parts);
    }
}

#[test]
fn an_article_that_is_cut_anywhere_is_refused() {
    let good = format!("<?xml version=\"1.0\"?>\n<articles>{}</articles>", article("<p>湖 NCT00000001</p>"));
    for length in 1..good.len() {
        for options in [ReadOptions::default(), strict()] {
            assert!(ids(&good.as_bytes()[..length], &options).is_err(), "{length}");
        }
    }
    assert_eq!(ids(good.as_bytes(), &strict()).expect("whole"), ["pmcid:PMC12"]);
}

#[test]
fn bytes_of_another_encoding_are_refused_with_their_line() {
    let mut bytes = article("\n\n<p>NCT00000001 AB</p>").into_bytes();
    let at = bytes.windows(2).position(|pair| pair == b"AB").expect("two letters");
    // 湖 in Shift_JIS, without a declaration.
    bytes.splice(at..at + 2, [0x8c, 0xce]);
    let error = ids(&bytes, &ReadOptions::default()).expect_err("no UTF-8").to_string();
    assert!(error.starts_with("line 3: expected UTF-8, found byte 0x8c, probably Shift_JIS"), "{error}");
}

#[test]
fn the_same_article_twice_is_given_twice_and_decided_by_whoever_keeps_it() {
    let good = article("<p>NCT00000001</p>");
    let given = ids(format!("<articles>{good}{good}</articles>").as_bytes(), &strict()).expect("read");
    assert_eq!(given, ["pmcid:PMC12", "pmcid:PMC12"]);
}

#[test]
fn a_hundred_thousand_authors_are_read_and_share_their_affiliation_in_bounded_memory() {
    let author = "<contrib contrib-type=\"author\"><name><surname>Lin</surname></name><xref ref-type=\"aff\" rid=\"a\"/></contrib>";
    let affiliation = format!("<aff id=\"a\">{}, NCT00000001</aff>", "Shore of Arden ".repeat(200));
    let content =
        article("").replace(ID, &format!("{ID}<contrib-group>{}{affiliation}</contrib-group>", author.repeat(100_000)));
    let input = Input::Bytes { name: "download".to_owned(), bytes: content.into_bytes() };
    read(&input, &ReadOptions::default(), &Prefilter::new(&SchemeSet::all()), &mut |item| {
        let Item::Record(record) = item else { return Ok(()) };
        assert_eq!((record.authors.len(), record.fields.len()), (100_000, 1));
        let copied: usize = record.authors.iter().flat_map(|author| &author.affiliations).map(String::len).sum();
        assert!(copied < 5 << 20, "{copied}");
        Ok(())
    })
    .expect("a good article");
}

#[test]
fn an_article_longer_than_any_real_one_is_refused() {
    let content = article(&format!("<p>{}</p>", "x".repeat(33 << 20)));
    let error = ids(content.as_bytes(), &ReadOptions::default()).expect_err("too long").to_string();
    assert!(error.contains("expected a full text of at most 32 MiB"), "{error}");
}
