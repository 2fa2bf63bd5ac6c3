//! Opening, locking, and the tables themselves.

use super::arden::{File, paper};
use super::state::state_now;
use super::{Place, everywhere};
use crate::store::NewChange;
use crate::{Error, Location, Store, Table, dictionary};
use jiff::Timestamp;
use jiff::civil::date;
use std::collections::BTreeSet;
use std::time::Duration;

#[test]
fn a_store_is_made_once_and_then_found() {
    everywhere(|place| {
        assert!(matches!(Store::open_existing(&place.location), Err(Error::Missing(_))));
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut place.open());
        let mut again = Store::open_existing(&place.location).expect("a store");
        assert_eq!(again.change().expect("a change"), 1);
    });
}

#[test]
fn a_store_of_a_later_program_is_refused() {
    everywhere(|place| {
        let mut store = place.open();
        store
            .connection()
            .expect("connected")
            .run("insert into migration (migration_id, name, applied_at) values (99, 'later', 'now')")
            .expect("run");
        let refused = Store::open(&place.location).map(|_| ()).expect_err("a newer store");
        assert!(matches!(refused, Error::Newer { found: 99, .. }), "{refused}");
        assert!(refused.to_string().contains("version 99"), "{refused}");
    });
}

#[test]
fn a_place_where_something_else_is_kept_is_refused_and_left_alone() {
    everywhere(|place| {
        if let Location::Postgres(url) = &place.location {
            let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
            client.batch_execute("create table lake (depth bigint)").expect("run");
        } else if let Location::Sqlite(path) = &place.location {
            rusqlite::Connection::open(path)
                .expect("a file")
                .execute_batch("create table lake (depth integer)")
                .expect("run");
        }
        let refused = Store::open(&place.location).map(|_| ()).expect_err("another's tables");
        assert!(matches!(&refused, Error::Foreign { found, .. } if found.contains("lake")), "{refused}");
    });
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("lakes.csv");
    std::fs::write(&file, "lake,depth\n".repeat(100)).expect("written");
    for path in [file, folder.path().to_owned()] {
        let refused = Store::open(&Location::Sqlite(path.clone())).map(|_| ()).expect_err("no database");
        assert!(matches!(refused, Error::Foreign { .. }), "{}: {refused}", path.display());
    }
}

#[test]
fn a_database_in_another_encoding_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wide.sqlite");
    rusqlite::Connection::open(&path)
        .expect("a file")
        .execute_batch("pragma encoding = 'UTF-16'; create table lake (depth integer)")
        .expect("run");
    let refused = Store::open(&Location::Sqlite(path)).map(|_| ()).expect_err("UTF-16");
    assert!(matches!(&refused, Error::Encoding { found } if found.starts_with("UTF-16")), "{refused}");
    let Some(place) = Place::postgres("LATIN1") else {
        eprintln!("SKIPPED: the half of this test on PostgreSQL");
        return;
    };
    let refused = Store::open(&place.location).map(|_| ()).expect_err("LATIN1");
    assert!(matches!(&refused, Error::Encoding { found } if found == "LATIN1"), "{refused}");
}

#[test]
fn a_server_that_cannot_be_reached_is_named_without_the_password() {
    for url in ["postgres://mira:secret@127.0.0.1:1/plan", "postgres://mira:secret@127.0.0.1:port/plan"] {
        let refused = Store::open(&Location::parse(url).expect("a URL")).map(|_| ()).expect_err("nobody listens");
        let words = format!("{refused} {refused:?}");
        assert!(words.contains("127.0.0.1") && !words.contains("secret"), "{words}");
    }
}

#[test]
fn one_program_writes_at_a_time_the_other_is_told_who_and_readers_are_not_held_up() {
    everywhere(|place| {
        let (mut one, mut other, mut reader) = (place.open(), place.open(), place.open());
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut one);
        let before = state_now(&mut reader);
        one.name_writer("shirube ingest");
        other.wait_at_most(Duration::from_millis(60));
        one.writing(|connection, clock| {
            clock.enter(connection, NewChange { kind: "hand-in", who: "one", because: "" })?;
            let refused = other.put_hand_in("depth", plan::FiscalYear(2020), &indicator::Declared::None, "other", "");
            let words = refused.expect_err("one writes").to_string();
            assert!(words.contains("`shirube ingest` (process") && words.contains("since 20"), "{words}");
            assert_eq!(state_now(&mut reader), before, "what is not finished is not seen");
            Ok(())
        })
        .expect("written");
        assert_eq!(reader.change().expect("a change"), 2);
        other.put_hand_in("depth", plan::FiscalYear(2020), &indicator::Declared::None, "other", "").expect("now alone");
    });
}

#[test]
fn what_fails_half_way_leaves_the_store_as_it_was_and_usable() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        let before = state_now(&mut store);
        let failed: Result<(), Error> = store.writing(|connection, clock| {
            clock.enter(connection, NewChange { kind: "batch", who: "a test", because: "" })?;
            connection.run("update record_version set until = 2")?;
            connection.run("select depth from no_such_lake")
        });
        assert!(failed.is_err());
        assert_eq!(state_now(&mut store), before);
        File::new("2021-2", vec![paper("pmid:2", "by BENCH.")]).write(&mut store);
        assert_eq!(store.change().expect("a change"), 2);
    });
}

#[test]
fn a_change_belongs_to_its_day_in_tokyo_and_time_never_runs_backwards() {
    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }
    everywhere(|place| {
        let mut store = place.open();
        let mut put = |clock: fn() -> Timestamp| {
            store.use_clock(clock);
            store
                .put_hand_in("depth", plan::FiscalYear(2020), &indicator::Declared::None, "a test", "")
                .expect("taken");
        };
        put(|| at("2026-11-23T14:59:59Z"));
        put(|| at("2026-11-23T15:00:00Z"));
        put(|| at("2026-11-20T00:00:00Z"));
        assert_eq!(store.change_at(date(2026, 11, 22)).expect("read"), 0);
        assert_eq!(store.change_at(date(2026, 11, 23)).expect("read"), 1);
        assert_eq!(store.change_at(date(2026, 11, 24)).expect("read"), 3);
        assert_eq!(store.day_of(3).expect("read"), Some(date(2026, 11, 24)));
        assert_eq!(store.day_of(4).expect("read"), None);
    });
}

#[test]
fn a_store_outlives_a_restart_of_the_server() {
    let Some(place) = Place::postgres("UTF8") else {
        eprintln!("SKIPPED: a restart of PostgreSQL");
        return;
    };
    let mut store = place.open();
    File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
    let mut other = place.open();
    let sql = "select count(*) from (
                   select pg_terminate_backend(pid) from pg_stat_activity
                   where datname = current_database() and pid <> pg_backend_pid()
               ) as ended";
    other.connection().expect("connected").run(sql).expect("ended");
    std::thread::sleep(Duration::from_millis(200));
    // What was under way may fail; what comes after does not.
    let _ = store.change();
    assert_eq!(store.change().expect("connected again"), 1);
}

/// The tables of the private half that are the same in every store, from the texts that make them.
fn private_tables() -> Vec<Table> {
    [crate::accounts::TABLES, crate::answers::TABLES, crate::evaluations::TABLES]
        .into_iter()
        .flat_map(|text| crate::dictionary::tables(&text.replace("{private}", "")))
        .collect()
}

/// The page of the dictionary, as it has to be.
fn page() -> String {
    let mut page = String::from(
        "# Tables of the store\n\n\
         One SQLite file or one PostgreSQL schema, the same tables in both. This page is made from the comments of the migrations \
         (`crates/store/migrations/`) and held against them and against the tables themselves by a test; \
         `SHIRUBE_BLESS=1 cargo test -p store dictionary` writes it anew.\n\n\
         Rows say since which change they hold and until which: as of change N hold those with `since <= N and (until is null or until > N)`. \
         Nothing is deleted. Beside these tables stands `record_search`, the index of full text over what holds now.\n",
    );
    for table in dictionary() {
        section(&mut page, "##", table);
    }
    page.push_str(
        "\n## The private half\n\n\
         Made with the first account and the first answer into a form or entry of an evaluation; here is no change number but in `form_answer`. Tables of registers' confidential rows \
         follow from their definitions.\n",
    );
    for table in private_tables() {
        section(&mut page, "###", table);
    }
    page
}

/// A table under a heading of this depth.
fn section(page: &mut String, depth: &str, table: Table) {
    page.push_str(&format!(
        "\n{depth} `{}`\n\n{}\n\n| column | type | meaning |\n|---|---|---|\n",
        table.name, table.meaning
    ));
    for column in table.columns {
        let sort = if column.can_be_empty { format!("{}, may be empty", column.sort) } else { column.sort };
        page.push_str(&format!("| `{}` | {sort} | {} |\n", column.name, column.meaning));
    }
}

#[test]
fn every_private_table_and_column_has_its_meaning() {
    let tables = private_tables();
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["account", "account_role", "invitation", "session", "audit", "form_answer", "evaluation_entry"]);
    for table in &tables {
        assert!(!table.meaning.is_empty(), "{}", table.name);
        for column in &table.columns {
            assert!(!column.meaning.is_empty(), "{}.{}", table.name, column.name);
        }
    }
}

#[test]
fn the_dictionary_names_every_table_and_column_and_no_other() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/store.md");
    if std::env::var_os("SHIRUBE_BLESS").is_some() {
        std::fs::write(path, page()).expect("the page is written");
    }
    assert_eq!(
        std::fs::read_to_string(path).expect("the page"),
        page(),
        "run with SHIRUBE_BLESS=1 and look at the change"
    );
    everywhere(|place| {
        let mut store = place.open();
        let described: BTreeSet<String> = dictionary().into_iter().map(|table| table.name).collect();
        let tables = store.connection().expect("connected").tables().expect("tables");
        let there: BTreeSet<String> = tables.into_iter().filter(|table| !table.starts_with("record_search")).collect();
        assert_eq!(there, described);
        for table in dictionary() {
            let described: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
            assert_eq!(
                store.connection().expect("connected").columns(&table.name).expect("columns"),
                described,
                "{}",
                table.name
            );
            assert!(!table.meaning.is_empty(), "{}", table.name);
            for column in &table.columns {
                assert!(!column.meaning.is_empty(), "{}.{}", table.name, column.name);
            }
        }
    });
}

#[test]
fn postgresql_keeps_the_comments_and_compares_texts_by_their_bytes() {
    let Some(place) = Place::postgres("UTF8") else {
        eprintln!("SKIPPED: PostgreSQL's comments");
        return;
    };
    let mut store = place.open();
    let sql = "select count(*) from pg_attribute join pg_class on pg_class.oid = pg_attribute.attrelid
               where pg_class.relnamespace = current_schema()::regnamespace and pg_class.relkind = 'r'
               and pg_attribute.attnum > 0 and not pg_attribute.attisdropped
               and (col_description(pg_class.oid, pg_attribute.attnum) is null or obj_description(pg_class.oid) is null)";
    assert_eq!(store.connection().expect("connected").first(sql, &[], |row| row.int(0)).expect("read"), Some(0));
    let sql = "select count(*) from information_schema.columns
               where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'";
    assert_eq!(store.connection().expect("connected").first(sql, &[], |row| row.int(0)).expect("read"), Some(0));
}

#[test]
fn a_store_of_the_first_tables_is_brought_up_to_date_and_knows_whose_its_files_were() {
    everywhere(|place| {
        let mut store = place.open();
        File::new("2021-1", vec![paper("pmid:1", "by BENCH.")]).write(&mut store);
        File::new("", vec![paper("text:a", "by BENCH.")]).write(&mut store);
        let before = state_now(&mut store);
        super::arden_register::before_registers(&mut store);
        store
            .connection()
            .expect("a connection")
            .run(
                "alter table batch drop column source; alter table batch drop column version_high;
                 alter table same_edge drop column rule; drop index record_version_by_likeness;
                 alter table record_version drop column likeness; drop table same_decision; drop table relation; drop table batch_rule;
                 delete from migration where migration_id > 1;",
            )
            .expect("the tables are as they were at first");
        drop(store);
        let mut store = place.open();
        let sources: Vec<String> = store.batches(2).expect("batches").into_iter().map(|batch| batch.source).collect();
        assert_eq!(sources, ["pubmed", "texts"]);
        assert_eq!(state_now(&mut store), before);
    });
}
