use super::*;
use crate::arden::{Citation, citations, pubmed};
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

static NO_PLAN: LazyLock<Linker> = LazyLock::new(|| {
    let text = serde_json::json!({"ja": "アーデン", "en": "Arden", "en_official": true});
    let plan = serde_json::json!({
        "id": "arden", "goal_number": "1", "parent": null, "source": "invented", "title": text, "goal": text, "summary": text,
        "decisions": [], "policies": [], "programmes": [], "integrated_projects": [], "disease_areas": [], "successions": [],
        "budget_projects": [], "schemes": [], "joins": []
    });
    Linker::new(&serde_json::from_value(plan).expect("a plan without programmes"), &[])
});

fn scanned(inputs: &[Input], options: &ScanOptions) -> (String, ScanOutcome) {
    let mut out = Vec::new();
    let outcome = scan(inputs, options, &NO_PLAN, &mut out, &|_| {}).expect("a Vec can be written");
    (String::from_utf8(out).expect("UTF-8"), outcome)
}

fn input(name: &str, content: impl Into<Vec<u8>>) -> Input {
    Input::Bytes { name: name.to_owned(), bytes: content.into() }
}

#[test]
fn a_line_has_every_key_in_its_order() {
    let citation = Citation::new(7).grant("JP21gm1210008", "Japan Agency for Medical Research and Development");
    let (lines, _) = scanned(&[input("pubmed26n0001.xml", pubmed(&[citation], &[]))], &ScanOptions::default());
    assert_eq!(
        lines.lines().next(),
        Some(
            "{\"record\":\"pmid:7\",\"source\":\"pubmed26n0001.xml\",\"edition\":\"2026-1\",\"scheme\":\"amed\",\"value\":\"gm1210008\",\
             \"raw\":\"JP21gm1210008\",\"field\":\"grant[1].id\",\"start\":0,\"end\":13,\"fiscal_year\":2021,\"rule\":\"amed.systematic@1\",\
             \"certainty\":\"certain\",\"scope\":\"outside\",\"projects\":[]}"
        )
    );
}

#[test]
fn a_text_without_edition_or_fiscal_year_leaves_them_out() {
    let text = "{\"record\":\"arden:1\",\"text\":\"Registered as NCT01234567.\"}\n";
    let (lines, outcome) = scanned(&[input("texts.jsonl", text)], &ScanOptions::default());
    assert_eq!(outcome.lines, 1);
    assert!(lines.starts_with("{\"record\":\"arden:1\",\"source\":\"texts.jsonl\",\"scheme\":\"nct\""), "{lines}");
    assert!(!lines.contains("edition") && !lines.contains("fiscal_year") && !lines.contains("reason"), "{lines}");
}

#[test]
fn a_broken_file_prints_nothing_and_the_others_are_printed() {
    let good = pubmed(&citations(1, 30), &[]);
    let broken = good.replace("</PubmedArticleSet>", "");
    let inputs = [input("pubmed26n0001.xml", broken), input("pubmed26n0002.xml", good)];
    let (lines, outcome) = scanned(&inputs, &ScanOptions::default());
    assert!(!lines.is_empty() && lines.lines().all(|line| line.contains("\"edition\":\"2026-2\"")));
    assert_eq!((outcome.files.len(), outcome.refused.len()), (1, 1));
    assert_eq!(outcome.refused[0].file, "pubmed26n0001.xml");
}

#[test]
fn what_is_printed_does_not_depend_on_the_number_of_threads() {
    let inputs: Vec<Input> = (0..9)
        .map(|nth| {
            let content = pubmed(&citations(nth * 1000, 10 + (nth * 37) % 200), &[]);
            // One of them is refused.
            let content = if nth == 4 { content.replace("<PubmedArticleSet>", "<html>") } else { content };
            input(&format!("pubmed26n{nth:04}.xml"), content)
        })
        .collect();
    let (expected, _) = scanned(&inputs, &ScanOptions::default());
    for threads in [2, 3, 8, 100] {
        let (lines, outcome) = scanned(&inputs, &ScanOptions { threads, ..ScanOptions::default() });
        assert_eq!(lines, expected, "{threads} threads");
        assert_eq!((outcome.files.len(), outcome.refused.len()), (8, 1));
        assert_eq!(outcome.lines as usize, lines.lines().count());
    }
}

#[test]
fn an_output_that_breaks_ends_the_scan_with_its_error() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let inputs: Vec<Input> =
        (0..20).map(|nth| input(&format!("pubmed26n{nth:04}.xml"), pubmed(&citations(1, 10), &[]))).collect();
    for threads in [1, 4] {
        let options = ScanOptions { threads, ..ScanOptions::default() };
        let error = scan(&inputs, &options, &NO_PLAN, &mut Closed, &|_| {}).expect_err("a closed pipe");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}

#[test]
fn little_memory_means_fewer_threads() {
    let with =
        |memory_bytes, wanted| threads(&ScanOptions { threads: wanted, memory_bytes, ..ScanOptions::default() }, 10);
    assert_eq!(with(None, 4), 4);
    assert_eq!(with(None, 40), 10);
    assert_eq!(with(Some(130 << 20), 4), 2);
    assert_eq!(with(Some(1), 4), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_mentions_of_a_record_do_not_depend_on_what_stands_before_it(
        before in prop::collection::vec((1000_u32..2000, "[ -~]{0,80}"), 0..40),
        filler in 0_usize..40_000,
    ) {
        let wanted = citations(1, 10);
        let (alone, _) = scanned(&[input("pubmed26n0001.xml", pubmed(&wanted, &[]))], &ScanOptions::default());
        let mut all: Vec<Citation> = before
            .iter()
            .map(|(pmid, words)| Citation::new(*pmid).says(&words.replace('&', "&amp;").replace('<', "&lt;")))
            .collect();
        all.push(Citation::new(3000).says(&"x ".repeat(filler)));
        all.extend(wanted);
        let (after, _) = scanned(&[input("pubmed26n0001.xml", pubmed(&all, &[]))], &ScanOptions::default());
        let ids: Vec<String> = (1..=10).map(|pmid| format!("\"record\":\"pmid:{pmid}\",")).collect();
        let after: String = after.lines().filter(|line| ids.iter().any(|id| line.contains(id))).map(|line| format!("{line}\n")).collect();
        prop_assert_eq!(after, alone);
    }
}

/// The folder of real files, if it is there.
fn real(what: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real"));
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("SKIPPED: {what}: the real files in ../shared are not here");
    None
}

/// The mentions of a file, once as it is scanned and once with every record parsed.
fn both_ways(path: &std::path::Path, set: &str) -> Option<(Vec<String>, Vec<String>)> {
    let set: SchemeSet = set.parse().expect("a set of schemes");
    let (recogniser, prefilter) = (Recogniser::new(&set), Prefilter::new(&set));
    let mentions = |every_record: bool| {
        let options =
            ReadOptions { every_record, only_candidates: !every_record, checksum: false, ..ReadOptions::default() };
        let mut found = Vec::new();
        let read = corpus::read(&Input::File(path.to_owned()), &options, &prefilter, &mut |item| {
            if let Item::Record(record) = item {
                for mention in recognise(&record, &recogniser, &NO_PLAN) {
                    found.push(format!("{} {} {:?}", record.id, mention.field, mention.mention));
                }
            }
            Ok(())
        });
        read.ok().map(|_| found)
    };
    Some((mentions(false)?, mentions(true)?))
}

#[test]
fn the_prefilter_loses_no_mention_of_any_real_file() {
    let Some(folder) = real("prefilter against a full parse") else { return };
    let mut files = vec![folder.join("pubmed21n1298-even.xml.gz")];
    for part in ["external", "snippets"] {
        let entries = fs::read_dir(folder.join(part)).expect("a folder");
        files.extend(
            entries
                .map(|entry| entry.expect("an entry").path())
                .filter(|path| path.extension().is_some_and(|end| end == "jsonl")),
        );
    }
    files.sort();
    let (mut read, mut mentions) = (0, 0);
    for file in &files {
        for set in ["all", "plan"] {
            // What holds no texts (gold, provenance) is refused both ways.
            let Some((filtered, every)) = both_ways(file, set) else { continue };
            read += 1;
            mentions += every.len();
            let lost: Vec<&String> = every.iter().filter(|mention| !filtered.contains(mention)).collect();
            assert!(lost.is_empty(), "{}: lost with {set}: {lost:#?}", file.display());
            assert_eq!(filtered, every, "{}", file.display());
        }
    }
    assert!(read >= 12 && mentions > 1000, "{read} files, {mentions} mentions");
}

#[test]
fn each_file_has_an_output_that_says_it_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let citation =
        |number| Citation::new(number).grant("JP21gm1210008", "Japan Agency for Medical Research and Development");
    let inputs = [
        input("pubmed26n0001.xml", pubmed(&[citation(7), citation(8)], &[])),
        input("pubmed26n0002.xml", "<html>"),
        input("pubmed26n0003.xml", pubmed(&[Citation::new(9)], &[])),
    ];
    let options = ScanOptions { threads: 2, ..ScanOptions::default() };
    let outcome = scan_into(&inputs, &options, &NO_PLAN, folder.path(), &|_| {}).expect("a folder can be written");
    assert_eq!((outcome.files.len(), outcome.refused.len()), (2, 1));
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("a file").file_name()).collect();
    names.sort();
    assert_eq!(names, ["pubmed26n0001.xml.mentions.jsonl", "pubmed26n0003.xml.mentions.jsonl"]);
    for index in [0, 2] {
        let text = fs::read_to_string(folder.path().join(output_name(&inputs[index]))).expect("an output");
        let end = text.trim_end().rfind('\n').map_or(0, |at| at + 1);
        let (lines, closing) = text.split_at(end);
        assert_eq!(lines, scanned(&inputs[index..=index], &ScanOptions::default()).0);
        let closing: serde_json::Value = serde_json::from_str(closing).expect("JSON");
        let closing = &closing["closing"];
        let hex = |bytes: &[u8]| {
            sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(bytes))
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect::<String>()
        };
        assert_eq!(closing["sha256"], hex(lines.as_bytes()));
        let Input::Bytes { bytes, .. } = &inputs[index] else { panic!("bytes") };
        assert_eq!(closing["source_sha256"], hex(bytes));
        assert_eq!(closing["mentions"], lines.lines().count());
        assert_eq!(closing["records"], if index == 0 { 2 } else { 1 });
    }
}

#[test]
fn an_output_takes_the_place_of_an_earlier_one_only_when_it_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "pubmed26n0001.xml";
    let options = ScanOptions::default();
    let whole = [input(name, pubmed(&[Citation::new(7)], &[]))];
    scan_into(&whole, &options, &NO_PLAN, folder.path(), &|_| {}).expect("written");
    let path = folder.path().join(output_name(&whole[0]));
    let first = fs::read(&path).expect("an output");
    let cut = [input(name, "<PubmedArticleSet>")];
    scan_into(&cut, &options, &NO_PLAN, folder.path(), &|_| {}).expect("refused, not failed");
    assert_eq!(fs::read(&path).expect("the earlier output"), first);
}
