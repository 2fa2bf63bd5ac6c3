//! One question, three answers that must agree: in memory, by SQLite's FTS5, and by PostgreSQL.

use proptest::prelude::*;
use search::{FTS5_TOKENIZER, Query, Split, tokens, tsvector};

/// Whether FTS5 finds the query in the text.
fn by_fts5(text: &str, query: &Query) -> bool {
    let Some(query) = query.fts5() else { return false };
    let database = rusqlite::Connection::open_in_memory().expect("a database");
    let create = format!("create virtual table found using fts5(tokens, content='', tokenize='{FTS5_TOKENIZER}')");
    database.execute(&create, []).expect("a table");
    database.execute("insert into found(rowid, tokens) values (1, ?)", [tokens(text)]).expect("a row");
    let count: i64 = database
        .query_row("select count(*) from found where found match ?", [query], |row| row.get(0))
        .expect("a query that FTS5 understands");
    count == 1
}

/// Whether PostgreSQL finds it; nothing without a server.
fn by_postgres(text: &str, query: &Query) -> Option<bool> {
    let url = std::env::var("SHIRUBE_TEST_POSTGRES").ok()?;
    let Some(query) = query.tsquery() else { return Some(false) };
    let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("the server of SHIRUBE_TEST_POSTGRES");
    let row = client
        .query_one("select $1::text::tsvector @@ $2::text::tsquery", &[&tsvector(&tokens(text)), &query])
        .expect("a query that PostgreSQL understands");
    Some(row.get(0))
}

/// Checks whether a query finds a text, and the words that are marked.
#[track_caller]
fn check(typed: &str, text: &str, expected: Option<&[&str]>) {
    let query = Query::parse(typed);
    let found = query.find(text);
    let words = found.as_ref().map(|ranges| ranges.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>());
    assert_eq!(words.as_deref(), expected, "`{typed}` in `{text}`: {query:?}");
    assert_eq!(by_fts5(text, &query), expected.is_some(), "FTS5: {:?} in {}", query.fts5(), tokens(text));
    if let Some(answer) = by_postgres(text, &query) {
        assert_eq!(answer, expected.is_some(), "PostgreSQL: {:?} in {}", query.tsquery(), tokens(text));
    }
}

const ARDEN: &str = "アーデン再生医療プログラム（iPS細胞）: Arden's stem cells, grant JP21am0101001 (AMED), 脳の研究 P-ARDEN 令和４年度";

#[test]
fn japanese_is_found_as_any_part_of_a_compound() {
    check("再生医療", ARDEN, Some(&["再生医療"]));
    check("医療", ARDEN, Some(&["医療"]));
    check("生医", ARDEN, Some(&["生医"]));
    check("再生 医療", ARDEN, Some(&["再生医療"]));
    check("\"再生 医療\"", ARDEN, Some(&["再生医療"]));
    check("脳", ARDEN, Some(&["脳"]));
    check("療", ARDEN, Some(&["療"]));
    check("究", ARDEN, Some(&["究"]));
    check("ﾌﾟﾛｸﾞﾗﾑ", ARDEN, Some(&["プログラム"]));
    check("再療", ARDEN, None);
    check("生再", ARDEN, None);
    check("医療研究", ARDEN, None);
    check("膜", ARDEN, None);
}

#[test]
fn mixed_words_are_found_across_the_change_of_script() {
    check("iPS細胞", ARDEN, Some(&["iPS細胞"]));
    check("ips細", ARDEN, Some(&["iPS細"]));
    check("令和4年", ARDEN, Some(&["令和４年"]));
    check("和4", ARDEN, Some(&["和４"]));
    check("4年度", ARDEN, Some(&["４年度"]));
    check("令和5年", ARDEN, None);
    check("ps細胞", ARDEN, None);
}

#[test]
fn identifiers_are_found_whole_and_in_parts() {
    check("JP21am0101001", ARDEN, Some(&["JP21am0101001"]));
    check("21am0101001", ARDEN, Some(&["21am0101001"]));
    check("am0101001", ARDEN, Some(&["am0101001"]));
    check("am0101", ARDEN, Some(&["am0101001"]));
    check("0101001", ARDEN, Some(&["0101001"]));
    check("am0102", ARDEN, None);
    check("m0101001", ARDEN, None);
    check("34096078", "pmid:34096078 doi:10.1038/s41586-020-2649-2", Some(&["34096078"]));
    check("10.1038/s41586-020-2649-2", "doi:10.1038/s41586-020-2649-2", Some(&["10.1038/s41586-020-2649-2"]));
    check("s41586-020", "doi:10.1038/s41586-020-2649-2", Some(&["s41586-020"]));
    check("3409607", "pmid:34096078", None);
}

#[test]
fn words_are_found_in_either_number_and_names_as_they_are() {
    check("cell", ARDEN, Some(&["cells"]));
    check("stem cell", ARDEN, Some(&["stem", "cells"]));
    check("\"stem cells\"", ARDEN, Some(&["stem cells"]));
    check("Cell", ARDEN, Some(&["cells"]));
    check("studies", "a study", Some(&["study"]));
    check("viruses", "a virus", Some(&["virus"]));
    check("p-arden", ARDEN, Some(&["P-ARDEN"]));
    check("Müller", "Muller and MÜLLER", Some(&["Muller", "MÜLLER"]));
    check("\"cells stem\"", ARDEN, None);
    check("cel", ARDEN, None);
    check("BINDS", "it binds to", Some(&["binds"]));
    check("BINDS", "they bind to", None);
    check("stem kidney", ARDEN, None);
}

#[test]
fn nothing_that_is_typed_is_an_operator() {
    for typed in [
        "\"",
        "\"\"\"",
        "* OR",
        "NEAR(a b)",
        "tokens:arden",
        "a AND NOT",
        "(",
        "-",
        "^arden",
        "'; drop table x; --",
        "a\\",
        "a'b",
        "a & | ! <-> b",
        "arden:*",
        "\0",
        "a\0b",
        "{}",
        "\u{feff}",
        "𠮷",
        "゛",
    ] {
        let query = Query::parse(typed);
        let found = query.find(ARDEN).is_some();
        assert_eq!(by_fts5(ARDEN, &query), found, "{typed}");
        if let Some(answer) = by_postgres(ARDEN, &query) {
            assert_eq!(answer, found, "{typed}");
        }
    }
    check("\"arden", ARDEN, Some(&["Arden", "ARDEN"]));
    check("NOT", ARDEN, None);
    check("𠮷野", "𠮷野家", Some(&["𠮷野"]));
    assert!(Query::parse("!?。").is_empty());
}

#[test]
fn a_query_without_end_is_cut_and_says_so() {
    let long = Query::parse(&"再生医療".repeat(10_000));
    assert!(long.is_cut());
    assert!(!by_fts5(ARDEN, &long));
    let words: Vec<String> = (0..300).map(|number| format!("w{number}")).collect();
    assert!(Query::parse(&words.join(" ")).is_cut());
    assert!(!Query::parse("再生医療").is_cut());
}

#[test]
fn postgres_answers_too() {
    if std::env::var("SHIRUBE_TEST_POSTGRES").is_err() {
        println!("SKIPPED: PostgreSQL (set SHIRUBE_TEST_POSTGRES to the URL of a server)");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_run_of_japanese_is_found_if_and_only_if_it_occurs(text in "[再生医ゲ、a1]{0,12}", asked in "[再生医ゲ]{2,4}") {
        let query = Query::parse(&asked);
        let occurs = text.contains(&asked);
        prop_assert_eq!(query.find(&text).is_some(), occurs);
        prop_assert_eq!(by_fts5(&text, &query), occurs);
    }

    #[test]
    fn a_character_is_found_if_and_only_if_it_occurs(text in "[再生医ゲ、a1]{0,6}", asked in "[再生医ゲ]") {
        let query = Query::parse(&asked);
        prop_assert_eq!(query.find(&text).is_some(), text.contains(&asked));
        prop_assert_eq!(by_fts5(&text, &query), text.contains(&asked));
    }

    #[test]
    fn memory_and_index_agree_on_whatever_is_typed(text in "[再生a1b2 .-]{0,16}|\\PC{0,16}", typed in "[再生a1b2 .\"-]{0,8}|\\PC{0,8}") {
        let query = Query::parse(&typed);
        prop_assert_eq!(by_fts5(&text, &query), query.find(&text).is_some(), "{:?} in {}", query.fts5(), tokens(&text));
    }

    #[test]
    fn terms_found_in_several_fields_are_found_in_all_of_them_joined(
        title in "[再生a1b2 .-]{0,12}", note in "[再生a1b2 .-]{0,12}", typed in "[再生a1b2 ]{1,8}"
    ) {
        let query = Query::parse(&typed);
        let [first, second] = [&title, &note].map(|text| query.terms_in(&Split::new(text)));
        // Not the other way round: a term of several words can match across the seam.
        if !query.is_empty() && first | second == query.all_terms() {
            let joined = format!("{title}\n\n{note}");
            prop_assert!(query.find(&joined).is_some());
        }
        prop_assert_eq!(!query.is_empty() && first == query.all_terms(), query.find(&title).is_some());
    }

    #[test]
    fn marks_are_slices_in_order(text in "[再生a1b2 .-]{0,16}|\\PC{0,16}", typed in "[再生a1b2 ]{0,8}") {
        let mut end = 0;
        for range in Query::parse(&typed).marks(&text) {
            prop_assert!(text.get(range.clone()).is_some_and(|slice| !slice.is_empty()));
            prop_assert!(range.start >= end);
            end = range.end;
        }
    }
}
