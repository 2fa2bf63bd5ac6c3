//! An export of a small store of Arden: three papers, of which one waits for a join.

use corpus::Input;
use export::{Error, Export, write};
use indicator::Facts;
use ingest::{IngestOptions, ingest};
use plan::Plan;
use rusqlite::Connection;
use serde_json::json;
use std::path::Path;
use store::{Location, Store};

const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/arden/plan");

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("within").to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).expect("text")));
        }
    }
}

fn arden() -> Plan {
    let mut files = Vec::new();
    collect(Path::new(PLAN), Path::new(PLAN), &mut files);
    files.sort();
    plan::read(&files).expect("the plan of Arden").value
}

/// A citation with a grant in its abstract, and words around it that are nobody else's business.
fn citation(pmid: u32, year: u16, month: u8, grant: &str) -> String {
    format!(
        "<PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\"><PMID Version=\"1\">{pmid}</PMID>\
         <Article PubModel=\"Print\"><Journal><ISSN>0000-0000</ISSN><JournalIssue CitedMedium=\"Print\"><PubDate>\
         <Year>{year}</Year><Month>{month:02}</Month><Day>10</Day></PubDate></JournalIssue><Title>Annals of Arden</Title>\
         </Journal><ArticleTitle>Herbs, \"part\" {pmid}, and 薬草</ArticleTitle><Abstract><AbstractText>The first sentence of {pmid} stays at home. \
         Supported by AMED under {grant}; write to ann@arden.example. The last one does too.</AbstractText></Abstract>\
         <AuthorList><Author><LastName>Arden</LastName><ForeName>Ann</ForeName><AffiliationInfo><Affiliation>Office of Lakes, Arden</Affiliation>\
         </AffiliationInfo></Author></AuthorList><PublicationTypeList><PublicationType UI=\"D016428\">Journal Article</PublicationType>\
         </PublicationTypeList></Article></MedlineCitation><PubmedData><ArticleIdList>\
         <ArticleId IdType=\"pubmed\">{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n"
    )
}

fn store(folder: &Path, plan: &Plan) -> Store {
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<PubmedArticleSet>\n{}{}{}</PubmedArticleSet>\n",
        citation(11, 2017, 5, "JP17zz0101001"),
        citation(12, 2018, 3, "JP16zz0101002"),
        citation(13, 2020, 6, "JP20zz0202001"),
    );
    let mut store = Store::open(&Location::Sqlite(folder.join("arden.sqlite"))).expect("a store");
    let inputs = [Input::Bytes { name: "pubmed21n0001.xml".to_owned(), bytes: file.into_bytes() }];
    let outcome = ingest(&inputs, &IngestOptions::default(), &mut store, plan, &|_| {}).expect("read");
    assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
    store
}

/// Exports the store; the second of the rows is withheld if `withheld`.
fn export(store: &mut Store, plan: &Plan, folder: &Path, withheld: bool) -> Result<export::Written, Error> {
    let as_of = store.change().expect("a change");
    let mut rows = store.rows(as_of).expect("rows");
    for row in rows.iter_mut().filter(|row| withheld && &*row.record == "pmid:12") {
        row.withheld = true;
        row.threshold = 1;
    }
    let coverage = store.coverage(as_of).expect("coverage");
    let today = jiff::civil::date(2021, 4, 1);
    let facts = Facts { plan, rows: &rows, coverage: &coverage, hand_ins: &[], as_of, today };
    write(store, &Export { facts, revision: None }, folder, &json!({"at": "once"}))
}

fn asked(folder: &Path, sql: &str) -> Vec<String> {
    let connection = Connection::open(folder.join("shirube.sqlite")).expect("a database");
    let mut statement = connection.prepare(sql).expect("SQL");
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| -> rusqlite::Result<String> {
        let cells: Vec<String> = (0..columns)
            .map(|at| match row.get_ref(at) {
                Ok(rusqlite::types::ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned(),
                Ok(rusqlite::types::ValueRef::Integer(number)) => number.to_string(),
                Ok(rusqlite::types::ValueRef::Real(number)) => number.to_string(),
                _ => String::new(),
            })
            .collect();
        Ok(cells.join(" "))
    };
    statement.query_map([], row).expect("rows").collect::<Result<_, _>>().expect("rows")
}

const READING: &str = "select confirmed, public_confirmed, withheld, withheld_rows from reading \
                       where indicator = 'papers-of-herbs-1' and fiscal_year = 2017";

#[test]
fn the_readings_are_added_up_again_in_sql_and_what_waits_too() {
    let (home, plan) = (tempfile::tempdir().expect("a folder"), arden());
    let folder = home.path().join("data");
    export(&mut store(home.path(), &plan), &plan, &folder, false).expect("written");
    assert_eq!(asked(&folder, READING), ["2 2 0 0"]);
    let again = "select confirmed, awaiting_joins from recomputed_reading where indicator = ";
    assert_eq!(asked(&folder, &format!("{again} 'papers-of-herbs-1' and fiscal_year = 2017")), ["2 0"]);
    assert_eq!(asked(&folder, &format!("{again} 'papers-of-herbs-2' and fiscal_year = 2020")), ["0 1"]);
    assert_eq!(asked(&folder, "select count(*) from recomputed_difference"), ["0"]);
    let behind = "select work from reading_row where indicator = 'papers-of-herbs-1' order by work";
    assert_eq!(asked(&folder, behind), ["pmid:11", "pmid:12"]);
    assert_eq!(asked(&folder, "select count(*) from \"値の根拠\" where \"著作のID\" = 'pmid:11'"), ["1"]);
}

#[test]
fn a_difference_shows_where_a_row_is_missing() {
    let (home, plan) = (tempfile::tempdir().expect("a folder"), arden());
    let folder = home.path().join("data");
    export(&mut store(home.path(), &plan), &plan, &folder, false).expect("written");
    let connection = Connection::open(folder.join("shirube.sqlite")).expect("a database");
    connection.execute("delete from work_link where work = 'pmid:12'", []).expect("deleted");
    let differ = "select indicator, exported_confirmed, recomputed_confirmed from recomputed_difference";
    assert_eq!(asked(&folder, differ), ["papers-of-herbs-1 2 1"]);
}

#[test]
fn a_row_that_does_not_open_counts_and_goes_out_in_no_table() {
    let (home, plan) = (tempfile::tempdir().expect("a folder"), arden());
    let folder = home.path().join("data");
    export(&mut store(home.path(), &plan), &plan, &folder, true).expect("written");
    assert_eq!(asked(&folder, READING), ["2 1 1 1"]);
    assert_eq!(asked(&folder, "select count(*) from recomputed_difference"), ["0"]);
    for file in std::fs::read_dir(folder.join("csv")).expect("a folder") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(!text.contains("pmid:12") && !text.contains("0101002"), "{}", path.display());
    }
}

#[test]
fn of_an_abstract_only_the_sentence_goes_out_and_no_address() {
    let (home, plan) = (tempfile::tempdir().expect("a folder"), arden());
    let folder = home.path().join("data");
    export(&mut store(home.path(), &plan), &plan, &folder, false).expect("written");
    let sentences = asked(&folder, "select sentence from mention where record = 'pmid:11' and scheme = 'amed'");
    assert_eq!(sentences, ["Supported by AMED under JP17zz0101001; write to …@…."]);
    let all = std::fs::read(folder.join("shirube.sqlite")).expect("the file");
    for gone in ["stays at home", "The last one", "ann@arden", "Office of Lakes"] {
        assert!(!all.windows(gone.len()).any(|window| window == gone.as_bytes()), "{gone}");
    }
}

#[test]
fn the_same_state_gives_the_same_bytes_and_what_changes_stands_under_meta() {
    let (home, plan) = (tempfile::tempdir().expect("a folder"), arden());
    let mut store = store(home.path(), &plan);
    let sums = |name: &str, store: &mut Store| {
        let folder = home.path().join(name);
        export(store, &plan, &folder, false).expect("written");
        std::fs::read_to_string(folder.join("SHA256SUMS")).expect("sums")
    };
    let first = sums("one", &mut store);
    assert_eq!(first, sums("two", &mut store));
    assert_eq!(first, sums("one", &mut store), "an earlier export is replaced");
    assert!(!first.contains("meta/"));
    let text = std::fs::read_to_string(home.path().join("one/csv/work.csv")).expect("text");
    assert!(text.contains("\r\npmid:11,paper,pubmed,\"Herbs, \"\"part\"\" 11, and 薬草\","), "{text}");
}
