//! Files into a store, from their bytes to the rows, on both databases.

mod arden;

use arden::{Citation, citations, pubmed};
use corpus::Input;
use indicator::Standing;
use ingest::{Event, IngestOptions, Outcome, ingest};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Location, Store};

/// The URL of a server where schemas may be made.
const SERVER: &str = "SHIRUBE_TEST_POSTGRES";

/// Runs a test on a new store of each kind.
fn everywhere(test: impl Fn(&Location)) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let folder = tempfile::tempdir().expect("a temporary folder");
    test(&Location::Sqlite(folder.path().join("arden.sqlite")));
    let Ok(server) = std::env::var(SERVER) else {
        eprintln!("SKIPPED: the half of this test on PostgreSQL (set {SERVER}, see scripts/postgres)");
        return;
    };
    let schema = format!("shirube_ingest_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let sign = if server.contains('?') { '&' } else { '?' };
    test(&Location::Postgres(format!("{server}{sign}options=-csearch_path%3D{schema}")));
    let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("the server answers");
    client.batch_execute(&format!("drop schema {schema} cascade")).expect("the schema was made");
}

fn bytes(name: &str, content: &str) -> Input {
    Input::Bytes { name: name.into(), bytes: content.as_bytes().to_vec() }
}

fn run(store: &mut Store, inputs: &[Input], threads: usize) -> Outcome {
    let options = IngestOptions { threads, ..IngestOptions::default() };
    ingest(inputs, &options, store, &plan::builtin(), &|_| {}).expect("the store takes them")
}

/// Every row of now without its change numbers.
fn rows(store: &mut Store) -> Vec<String> {
    let now = store.change().expect("a change");
    let rows = store.rows(now).expect("rows");
    rows.iter()
        .map(|row| {
            let links: Vec<_> = row.links.iter().map(|link| (&link.project, link.role, link.standing)).collect();
            format!("{} {:?} {links:?}", row.record, row.dates)
        })
        .collect()
}

fn three_files() -> Vec<Input> {
    vec![
        bytes("pubmed26n0003.xml", &pubmed(&citations(150, 100), &[11])),
        bytes("pubmed26n0001.xml", &pubmed(&citations(1, 100), &[])),
        bytes("pubmed26n0002.xml", &pubmed(&citations(80, 100), &[21, 23])),
    ]
}

#[test]
fn the_state_depends_on_neither_the_threads_nor_the_order_of_the_files() {
    everywhere(|location| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut store = Store::open(location).expect("a store");
        let outcome = run(&mut store, &three_files(), 3);
        let editions: Vec<_> = outcome.files.iter().filter_map(|file| file.edition.as_deref()).collect();
        assert_eq!(editions, ["2026-3", "2026-1", "2026-2"], "in the order in which they were named");
        let mut other = Store::open(&Location::Sqlite(folder.path().join("other.sqlite"))).expect("a store");
        let mut files = three_files();
        files.sort_by_key(Input::name);
        run(&mut other, &files, 1);
        // Of 249 citations three of ten are kept, and 11, 21 and 23 were taken back.
        let expected = rows(&mut other);
        assert_eq!(expected.len(), 75 - 3);
        assert_eq!(rows(&mut store), expected);
    });
}

#[test]
fn what_is_counted_adds_up_and_the_same_file_again_changes_nothing() {
    everywhere(|location| {
        let mut store = Store::open(location).expect("a store");
        let files = [bytes("pubmed26n0001.xml", &pubmed(&citations(1, 100), &[7]))];
        let outcome = run(&mut store, &files, 1);
        let file = &outcome.files[0];
        assert_eq!((file.read, file.with_mentions, file.kept, file.not_kept, file.deleted), (100, 40, 30, 70, 1));
        assert_eq!((file.unchanged, file.change, file.superseded), (false, Some(1), false));
        assert_eq!(file.read_by_fiscal_year.values().sum::<u64>(), 100);
        // Ten numbers of BINDS's first phase, ten papers of P-CREATE; a KAKENHI number is of no project.
        assert_eq!(file.links, 20);
        let again = run(&mut store, &files, 1);
        assert_eq!((again.files[0].unchanged, again.files[0].change), (true, None));
        assert_eq!((again.files[0].links, again.files[0].mentions), (file.links, file.mentions));
        assert_eq!(store.change().expect("a change"), 1);
    });
}

#[test]
fn a_broken_file_is_refused_and_the_others_go_in() {
    everywhere(|location| {
        let mut store = Store::open(location).expect("a store");
        let whole = pubmed(&citations(1, 50), &[]);
        let files = [
            bytes("pubmed26n0001.xml", &whole[..whole.len() / 2]),
            bytes("pubmed26n0002.xml", &whole),
            bytes("download.xml", &whole),
        ];
        let events = Mutex::new(Vec::new());
        let options = IngestOptions { threads: 2, ..IngestOptions::default() };
        let outcome = ingest(&files, &options, &mut store, &plan::builtin(), &|event| {
            events.lock().expect("no thread failed").push(event);
        })
        .expect("the store takes them");
        let refused: Vec<&str> = outcome.refused.iter().map(|refusal| refusal.file.as_str()).collect();
        assert_eq!((refused, outcome.files.len()), (vec!["pubmed26n0001.xml", "download.xml"], 1));
        let now = store.change().expect("a change");
        assert_eq!(store.batches(now).expect("batches").len(), 1);
        let events = events.into_inner().expect("no thread failed");
        let told: Vec<&Event> = events.iter().filter(|event| !matches!(event, Event::Reading { .. })).collect();
        let bytes = whole.len() as u64;
        assert_eq!(
            told,
            [&Event::Refused { index: 0 }, &Event::Done { index: 1, bytes, kept: 15 }, &Event::Refused { index: 2 }]
        );
        assert_eq!(events.len(), 6, "each file is told of when it begins and when it ends");
    });
}

#[test]
fn texts_are_kept_and_cover_nothing() {
    everywhere(|location| {
        let mut store = Store::open(location).expect("a store");
        let line = r#"{"record":"text:1","text":"Supported by AMED under JP21am0101001 (BINDS)."}"#;
        let outcome = run(&mut store, &[bytes("notes.jsonl", line)], 1);
        assert_eq!((outcome.files[0].kept, outcome.files[0].edition.as_deref()), (1, None));
        assert_eq!(rows(&mut store).len(), 1);
        assert!(store.coverage(1).expect("coverage").is_empty());
    });
}

#[test]
fn a_number_waits_beside_the_figure_until_its_join_is_confirmed() {
    everywhere(|location| {
        let mut store = Store::open(location).expect("a store");
        let plan = plan::builtin();
        let unconfirmed = plan.joins.iter().find_map(|join| match &join.subject {
            plan::JoinSubject::Prefix(text) if !join.basis.counts() => Some((join, text.strip_prefix("amed:")?)),
            _ => None,
        });
        let (join, prefix) = unconfirmed.expect("the plan has joins that wait");
        let year = join.from.map_or(2019, |year| year.0) % 100;
        let number = format!("JP{year:02}{prefix}{}", &"0000001"[prefix.len() - 2..]);
        let citation = Citation::new(1).grant(&number, "Japan Agency for Medical Research and Development");
        run(&mut store, &[bytes("pubmed26n0001.xml", &pubmed(&[citation], &[]))], 1);
        let standing = |store: &mut Store, change| -> Vec<Standing> {
            let rows = store.rows(change).expect("rows");
            let links = rows[0].links.iter().filter(|link| *link.project == *join.project);
            links.map(|link| link.standing).collect()
        };
        assert_eq!(standing(&mut store, 1), [Standing::AwaitingJoin], "{number}");
        let day = jiff::civil::date(2026, 11, 24);
        let accept = Some(evidence::Verdict::Accept);
        store
            .decide_join(&join.subject, &join.project, accept, "Plan office", "the call says so", day, &plan)
            .expect("decided");
        assert_eq!(standing(&mut store, 2), [Standing::Counted]);
        assert_eq!(standing(&mut store, 1), [Standing::AwaitingJoin]);
    });
}

#[test]
fn the_real_file_goes_in_whole_and_every_word_of_it_can_be_found_again() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/real/pubmed21n1298-even.xml.gz");
    if !std::path::Path::new(path).exists() {
        eprintln!("SKIPPED: no real PubMed file at {path}");
        return;
    }
    everywhere(|location| {
        let mut store = Store::open(location).expect("a store");
        let files = [Input::File(path.into())];
        let outcome = run(&mut store, &files, 1);
        let file = &outcome.files[0];
        assert_eq!((file.read, file.deleted, file.edition.as_deref()), (10_394, 20, Some("2021-1298")));
        let rows = store.rows(1).expect("rows");
        assert_eq!(rows.len() as u64, file.kept);
        let coverage = store.coverage(1).expect("coverage");
        assert_eq!((coverage.len(), coverage[0].files_total_at_least), (1, Some(1298)));
        let mut mentions = 0;
        for row in &rows {
            let page = store.record(&row.record, 1).expect("read").expect("a row has a page");
            mentions += page.mentions.len() as u64;
            for found in &page.mentions {
                let field = page.record.fields.iter().find(|field| field.name == found.field).expect("its field");
                assert_eq!(field.text[found.mention.span.clone()], found.raw);
                if found.mention.scheme == "amed" {
                    let hits = store.search(&found.mention.value, 100).expect("a search");
                    assert!(hits.iter().any(|hit| hit.head.id == page.id), "{} in {}", found.mention.value, page.id);
                }
            }
        }
        assert_eq!(mentions, file.mentions);
        let again = run(&mut store, &files, 1);
        assert!(again.files[0].unchanged);
    });
}
