use super::*;
use crate::read::{Feeder, Progress};
use crate::{Input, ReadError, ReadOptions, read};
use proptest::prelude::*;
use std::ops::Range;

/// Takes every `☆` (a sign no other text has) for a candidate.
pub(crate) struct Stars;

impl Candidates for Stars {
    fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        memchr::memmem::find(&bytes[from..], "☆".as_bytes()).map(|at| from + at)
    }

    fn collect(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        places.extend(
            memchr::memmem::find_iter(&bytes[range.clone()], "☆".as_bytes())
                .map(|at| range.start + at..range.start + at + 3),
        );
    }

    fn collect_in_json(&self, bytes: &[u8], range: Range<usize>, places: &mut Vec<Range<usize>>) {
        self.collect(bytes, range, places);
    }
}

/// Records of Arden: `{"id":"lake-1","text":"…"}`.
struct Lakes(Layout);

#[derive(serde::Deserialize)]
struct Lake {
    id: String,
}

impl Shape for Lakes {
    fn layout(&self, _head: &Head<'_>) -> Layout {
        self.0
    }

    fn keys(&self) -> &'static [&'static str] {
        &["text"]
    }

    fn id(&self, object: &[u8]) -> Option<String> {
        let value = member(object, "id")?.strip_prefix(b"\"")?;
        Some(String::from_utf8_lossy(value).split('"').next()?.to_owned())
    }

    fn record(&self, object: &str) -> Result<Record, Wrong> {
        parsed::<Lake>(object, "a lake").map(|lake| Record { id: lake.id, ..Record::default() })
    }
}

/// The ids given if the bytes come `step` at a time.
fn ids_in_steps(content: &[u8], layout: Layout, options: &ReadOptions, step: usize) -> Result<Vec<String>, ReadError> {
    let lakes = Lakes(layout);
    let mut reader = JsonRecords::new(&lakes, options, &Stars);
    let mut ids = Vec::new();
    let mut take = |item: Item| {
        if let Item::Record(record) = item {
            ids.push(record.id);
        }
        Ok(())
    };
    let (mut start, mut end) = (0, 0);
    loop {
        end = (end + step).min(content.len());
        let last = end == content.len();
        start += reader.feed(&content[start..end], last, &mut Progress::default(), &mut take)?;
        if last {
            return Ok(ids);
        }
    }
}

fn ids(content: &str, layout: Layout, options: &ReadOptions) -> Result<Vec<String>, ReadError> {
    ids_in_steps(content.as_bytes(), layout, options, content.len())
}

const RESULTS: Layout = Layout::Elements(&["answer", "lakes"]);

#[test]
fn records_are_cut_out_of_every_layout() {
    let options = ReadOptions { every_record: true, ..ReadOptions::default() };
    let (one, two) = ("{\"id\":\"lake-1\",\"text\":\"a}]\\\"\"}", "{ \"id\" : \"lake-2\" }");
    for (content, layout) in [
        (format!("{one}\n\n{two}\r\n"), Layout::Lines),
        (format!("\u{feff}{one}\n{two}"), Layout::Lines),
        (format!("{one} {two}"), Layout::Values),
        (format!(" [ {one} ,\n{two}\n]\n"), Layout::Elements(&[])),
        (
            format!("{{\"n\":2,\"answer\":{{\"q\":[1,\"x\"],\"lakes\":[{one},{two}],\"end\":null}},\"m\":true}}"),
            RESULTS,
        ),
        (format!("{{\"answer\":{{\"lakes\":[]}},\"answer\":{{\"lakes\":[{one},{two}]}}}}"), RESULTS),
    ] {
        assert_eq!(ids(&content, layout, &options).expect(&content), ["lake-1", "lake-2"], "{content}");
        for step in [1, 2, 7] {
            let cut = ids_in_steps(content.as_bytes(), layout, &options, step).expect(&content);
            assert_eq!(cut, ["lake-1", "lake-2"], "{content} in steps of {step}");
        }
    }
    let single = format!("{{\"status\":\"ok\",\"lake\":{one},\"more\":0}}\n");
    assert_eq!(ids(&single, Layout::Member(&["lake"]), &options).expect("a lake"), ["lake-1"]);
}

#[test]
fn only_a_candidate_in_a_value_that_holds_text_makes_a_record_be_parsed() {
    let options = ReadOptions::default();
    let content = "{\"id\":\"lake-1\",\"name\":\"☆\"}\n{\"id\":\"lake-2\",\"text\":\"☆\"}\n{\"id\":\"lake-3\",\"text\":\"\"}\n{\"id\":\"lake-4\",\"\\u0074ext\":\"☆\"}";
    assert_eq!(ids(content, Layout::Lines, &options).expect("lakes"), ["lake-2", "lake-4"]);
}

#[track_caller]
fn refused(content: &str, layout: Layout, expected: &str) {
    let options = ReadOptions { strict: true, ..ReadOptions::default() };
    for step in [1, content.len().max(1)] {
        let error = ids_in_steps(content.as_bytes(), layout, &options, step).expect_err(content).to_string();
        assert!(error.starts_with(expected), "expected `{expected}`, found `{error}` for `{content}`");
        assert!(error.contains("\nhint: "), "{error}");
    }
}

#[test]
fn what_is_broken_is_named_with_line_and_record() {
    refused(
        "{\"answer\":{\"lakes\":[{\"id\":\"lake-1\",\n\"text\":[1}",
        RESULTS,
        "line 2: lake-1: expected `]`, found `}`",
    );
    refused(
        "{\"answer\":\n{\"lakes\":[{\"id\":\"lake-1\"},]}}",
        RESULTS,
        "line 2: expected `{` at the beginning of a record, found `]",
    );
    refused("{\"answer\":{\"lakes\":[{\"id\":\"lake-1\"} {}]}}", RESULTS, "line 1: expected `,` or `]` after a record");
    refused(
        "{\"answer\":{\"lakes\":[{\"id\":\"lake-1\"}]}} x",
        RESULTS,
        "line 1: expected the end of the file, found `x`",
    );
    refused(
        "{\"answer\":{\"lakes\":[\"lake-1\"]}}",
        RESULTS,
        "line 1: expected `{` at the beginning of a record, found `\"",
    );
    refused("{\"answer\" {", RESULTS, "line 1: expected `:` after a key, found `{");
    refused("{\"answer\":{}, 1}", RESULTS, "line 1: expected a key, found `1");
    refused("[{\"id\":\"lake-1\"}}", Layout::Elements(&[]), "line 1: expected `,` or `]` after a record");
    refused(
        "{\"id\":\"lake-1\"}\n{\"id\":\"lake-2\",",
        Layout::Lines,
        "line 2: lake-2: expected `}` at the end of a line",
    );
    refused("{\"id\":\"lake-1\"}\nlake-2", Layout::Lines, "line 2: expected a JSON object on the line, found `");
    refused(
        "{\"id\":\"lake-1\"}\n{\"id\":\"lake-2\",}",
        Layout::Lines,
        "line 2: lake-2: expected sound JSON, found key must be a string",
    );
    refused(
        "{\"id\":\"lake-1\",\n\"x\":\n \"☆\", \"text\":\"☆\",}",
        Layout::Values,
        "line 3: lake-1: expected a lake, found trailing comma",
    );
}

#[test]
fn a_file_that_is_cut_anywhere_is_refused() {
    let content = "{\"answer\":{\"n\":1,\"lakes\":[{\"id\":\"lake-1\",\"text\":\"☆\"},{\"id\":\"lake-2\"}]}}";
    let options = ReadOptions::default();
    assert_eq!(ids(content, RESULTS, &options).expect("whole"), ["lake-1"]);
    for length in 0..content.len() {
        for step in [1, content.len()] {
            let cut = ids_in_steps(&content.as_bytes()[..length], RESULTS, &options, step);
            assert!(cut.is_err(), "cut after {length} bytes");
        }
    }
}

#[test]
fn another_encoding_is_refused_where_it_begins() {
    let mut content = b"{\"id\":\"lake-1\"}\n{\"id\":\"lake-2\",\"text\":\"".to_vec();
    content.extend([0x8c, 0xce]);
    content.extend(b"\"}\n");
    let error =
        ids_in_steps(&content, Layout::Lines, &ReadOptions::default(), 1000).expect_err("Shift_JIS").to_string();
    assert!(error.starts_with("line 2: expected UTF-8, found byte 0x8c, probably Shift_JIS"), "{error}");
}

#[test]
fn deep_nesting_is_refused_and_costs_no_stack() {
    let content = format!("{{\"id\":\"lake-1\",\"text\":{}", "[".repeat(1_000_000));
    let error = ids(&content, Layout::Values, &ReadOptions::default()).expect_err("too deep").to_string();
    assert!(error.contains("nest at most 128 deep"), "{error}");
}

#[test]
fn a_file_of_no_known_kind_is_refused_with_the_keys_it_has() {
    let bytes = b"[{\"lake\":1}]".to_vec();
    let input = Input::Bytes { name: "lakes.json".to_owned(), bytes };
    let error = read(&input, &ReadOptions::default(), &Stars, &mut |_| Ok(())).expect_err("no known kind").to_string();
    assert!(error.contains("the keys `lake`"), "{error}");
}

proptest! {
    #[test]
    fn the_pieces_in_which_bytes_come_change_nothing(texts in proptest::collection::vec("[☆\\PC]{0,20}", 0..12), step in 1_usize..60, layout in 0_u8..3) {
        let records: Vec<String> = texts.iter().enumerate().map(|(nth, text)| serde_json::json!({ "id": nth.to_string(), "text": text }).to_string()).collect();
        let (content, layout) = match layout {
            0 => (records.join("\n"), Layout::Lines),
            1 => (format!("[{}]", records.join(" , ")), Layout::Elements(&[])),
            _ => (format!("{{\"answer\":{{\"lakes\":[{}]}}}}", records.join(",")), RESULTS),
        };
        let options = ReadOptions::default();
        let whole = ids(&content, layout, &options).expect("sound");
        let expected: Vec<String> = texts.iter().enumerate().filter(|(_, text)| text.contains('☆')).map(|(nth, _)| nth.to_string()).collect();
        prop_assert_eq!(&whole, &expected);
        prop_assert_eq!(ids_in_steps(content.as_bytes(), layout, &options, step).expect("sound"), whole);
    }
}
