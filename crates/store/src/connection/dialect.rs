//! Everything in which SQLite and PostgreSQL differ: opening, types, locks, rows in bulk, full text, comments.
//!
//! The decision to question: statements are written in the part of SQL that both understand, not generated. What cannot be said in it is
//! a function here that takes the connection and says it twice.

use super::{Connection, Value};
use crate::{Error, Holder, Location};
use postgres::types::ToSql;
use postgres::{NoTls, Statement};
use rusqlite::types::{ToSqlOutput, ValueRef};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often it is looked whether another writer is done.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The first half of the lock's key in PostgreSQL; the second is the schema.
const LOCK: i64 = 0x5348_4952;

pub(super) fn open_sqlite(location: &Location, path: &Path, create: bool) -> Result<Connection, Error> {
    if !create && !path.exists() {
        return Err(Error::Missing(location.clone()));
    }
    if let Some(folder) = path.parent().filter(|folder| create && !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| Error::Database(format!("{}: {error}", folder.display()).into()))?;
    }
    let foreign = |found: &str| Error::Foreign { location: location.clone(), found: found.to_owned() };
    if path.is_dir() {
        return Err(foreign("a folder"));
    }
    let connection = rusqlite::Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(200);
    // The first statement that reads the file tells whether it is a database at all.
    let encoding: String =
        connection.query_row("pragma encoding", [], |row| row.get(0)).map_err(|error| {
            match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::NotADatabase) => foreign("a file of another kind"),
                _ => error.into(),
            }
        })?;
    if encoding != "UTF-8" {
        return Err(Error::Encoding { found: encoding });
    }
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -65536;
         pragma temp_store = memory; pragma mmap_size = 268435456;",
    )?;
    Ok(Connection::Sqlite(connection))
}

pub(super) fn open_postgres(location: &Location, url: &str, create: bool) -> Result<Connection, Error> {
    // What the parser of the URL says could quote a part of the password.
    let config: postgres::Config =
        url.parse().map_err(|_| Error::Location { found: format!("{location} (not a valid URL)") })?;
    let mut client = config
        .clone()
        .application_name("shirube")
        .connect(NoTls)
        .map_err(|error| Error::Database(format!("{location}: {}", in_words(&error)).into()))?;
    let encoding: String = client.query_one("show server_encoding", &[])?.try_get(0)?;
    if encoding != "UTF8" {
        return Err(Error::Encoding { found: encoding });
    }
    client.batch_execute("set client_min_messages = warning")?;
    let schema: Option<String> = client.query_one("select current_schema()::text", &[])?.try_get(0)?;
    if schema.is_none() {
        let path: String = client.query_one("select current_setting('search_path')", &[])?.try_get(0)?;
        let first = path.split(',').map(str::trim).find(|name| !name.is_empty() && *name != "\"$user\"");
        let Some(first) = first.filter(|_| create) else { return Err(Error::Missing(location.clone())) };
        client.batch_execute(&format!("create schema if not exists {first}"))?;
    }
    Ok(Connection::Postgres { client: Box::new(client), prepared: HashMap::new() })
}

impl Connection {
    /// Whether the server is gone. A file never is.
    pub(crate) fn is_closed(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres { client, .. } => client.is_closed(),
        }
    }

    /// Names of the tables that are there.
    pub(crate) fn tables(&mut self) -> Result<Vec<String>, Error> {
        let sql = match self {
            Self::Sqlite(_) => {
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by 1"
            }
            Self::Postgres { .. } => {
                "select table_name::text from information_schema.tables where table_schema = current_schema() order by 1"
            }
        };
        self.list(sql, &[], |row| Ok(row.text(0)?.to_owned()))
    }

    /// Columns of a table.
    #[cfg(test)]
    pub(crate) fn columns(&mut self, table: &str) -> Result<Vec<String>, Error> {
        let sql = match self {
            Self::Sqlite(_) => "select name from pragma_table_info(?1) order by cid",
            Self::Postgres { .. } => {
                "select column_name::text from information_schema.columns
                 where table_schema = current_schema() and table_name = ?1 order by ordinal_position"
            }
        };
        self.list(sql, &[table.into()], |row| Ok(row.text(0)?.to_owned()))
    }

    /// Begins to read one state, whatever is written meanwhile.
    pub(crate) fn begin_reading(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => self.run("begin"),
            Self::Postgres { .. } => self.run("begin isolation level repeatable read, read only"),
        }
    }

    /// Begins to write alone; waits for another writer as long as `patience`. `who` is told to whoever has to wait meanwhile.
    ///
    /// The lock is the database's own, so it goes away with the program that holds it. Who holds it is written just before, in a
    /// transaction of its own, since what stands inside the other one cannot be read yet.
    pub(crate) fn begin_writing(&mut self, patience: Duration, who: &str, now: &str) -> Result<(), Error> {
        let until = Instant::now() + patience;
        while !self.try_lock()? {
            if Instant::now() >= until {
                let sql = "select who, since_utc from writer";
                let read =
                    |row: &super::Row<'_>| Ok(Holder { who: row.text(0)?.to_owned(), since: row.text(1)?.to_owned() });
                return Err(Error::Busy(self.first(sql, &[], read)?));
            }
            std::thread::sleep(LOOK_EVERY);
        }
        let named = self.execute("update writer set who = ?1, since_utc = ?2", &[who.into(), now.into()]);
        match self {
            Self::Sqlite(_) => {
                named.and_then(|_| self.run("commit")).inspect_err(|_| self.undo())?;
                self.run("begin immediate")
            }
            Self::Postgres { .. } => named.and_then(|_| self.run("begin")).inspect_err(|_| self.undo()),
        }
    }

    /// Begins to change the tables; waits for whoever writes.
    pub(crate) fn begin_migrating(&mut self, patience: Duration) -> Result<(), Error> {
        let until = Instant::now() + patience;
        while !self.try_lock()? {
            if Instant::now() >= until {
                return Err(Error::Busy(None));
            }
            std::thread::sleep(LOOK_EVERY);
        }
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres { .. } => self.run("begin").inspect_err(|_| self.undo()),
        }
    }

    /// Takes the writers' lock if nobody has it. In SQLite it comes with a transaction, in PostgreSQL without.
    fn try_lock(&mut self) -> Result<bool, Error> {
        match self {
            Self::Sqlite(connection) => {
                connection.busy_timeout(Duration::ZERO)?;
                let begun = connection.execute_batch("begin immediate");
                connection.busy_timeout(Duration::from_secs(10))?;
                match begun {
                    Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => Ok(false),
                    begun => Ok(begun.map(|()| true)?),
                }
            }
            Self::Postgres { .. } => {
                let sql = "select pg_try_advisory_lock(cast(?1 as bigint)::int, hashtext(current_schema()::text))";
                Ok(self.first(sql, &[LOCK.into()], |row| row.bool(0))? == Some(true))
            }
        }
    }

    /// Ends what [`Self::begin_writing`] or [`Self::begin_reading`] began, and keeps it.
    pub(crate) fn keep(&mut self) -> Result<(), Error> {
        self.run("commit").inspect_err(|_| self.undo())?;
        self.unlock();
        Ok(())
    }

    /// Ends what was begun, and forgets it. If the connection is gone, the database does both by itself.
    pub(crate) fn undo(&mut self) {
        let _ = self.run("rollback");
        self.unlock();
    }

    fn unlock(&mut self) {
        if let Self::Postgres { client, .. } = self {
            // Fails only with the connection, and then the lock is gone.
            let _ = client.batch_execute("select pg_advisory_unlock_all()");
        }
    }

    /// Inserts many rows. SQLite takes them one by one through one prepared statement, PostgreSQL as one stream.
    pub(crate) fn insert(&mut self, table: &str, columns: &[&str], rows: &[Vec<Value<'_>>]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let names = columns.join(", ");
        match self {
            Self::Sqlite(connection) => {
                let places: Vec<String> = (1..=columns.len()).map(|index| format!("?{index}")).collect();
                let sql = format!("insert into {table} ({names}) values ({})", places.join(", "));
                let mut statement = connection.prepare_cached(&sql)?;
                for row in rows {
                    statement.execute(rusqlite::params_from_iter(row))?;
                }
            }
            Self::Postgres { client, .. } => {
                let mut writer = client.copy_in(&format!("copy {table} ({names}) from stdin"))?;
                let mut lines = String::new();
                for row in rows {
                    copy_line(row, &mut lines);
                    if lines.len() > 1 << 20 {
                        writer.write_all(lines.as_bytes()).map_err(|error| Error::Database(error.into()))?;
                        lines.clear();
                    }
                }
                writer.write_all(lines.as_bytes()).map_err(|error| Error::Database(error.into()))?;
                writer.finish()?;
            }
        }
        Ok(())
    }

    /// The table that full text is searched in.
    pub(crate) fn create_search(&mut self) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => self.run(&format!(
                "create virtual table record_search using fts5 (words, content = '', contentless_delete = 1, tokenize = '{}')",
                search::FTS5_TOKENIZER
            )),
            Self::Postgres { .. } => self.run(
                "create table record_search (record_version_id bigint primary key, words tsvector not null);
                 create index record_search_by_words on record_search using gin (words);
                 comment on table record_search is 'Index of full text over what holds now; no part of the content.';
                 comment on column record_search.record_version_id is 'The record version.';
                 comment on column record_search.words is 'Words of title, authors, journal, identifiers and mentions.'",
            ),
        }
    }

    /// Makes texts findable, each under the number of its record version.
    pub(crate) fn insert_search(&mut self, texts: &[(i64, String)]) -> Result<(), Error> {
        let sqlite = matches!(self, Self::Sqlite(_));
        let rows: Vec<Vec<Value<'_>>> = texts
            .iter()
            .map(|(number, text)| {
                let tokens = search::tokens(text);
                vec![(*number).into(), if sqlite { tokens } else { search::tsvector(&tokens) }.into()]
            })
            .collect();
        self.insert("record_search", &[if sqlite { "rowid" } else { "record_version_id" }, "words"], &rows)
    }

    /// Takes texts out again.
    pub(crate) fn delete_search(&mut self, numbers: &[Value<'_>]) -> Result<(), Error> {
        let sql = match self {
            Self::Sqlite(_) => "delete from record_search where rowid in (?keys)",
            Self::Postgres { .. } => "delete from record_search where record_version_id in (?keys)",
        };
        self.execute_of(sql, &[], numbers)
    }

    /// Numbers of the record versions that a query finds, best first.
    pub(crate) fn search(&mut self, query: &search::Query, limit: u64) -> Result<Vec<i64>, Error> {
        let (sql, words) = match self {
            Self::Sqlite(_) => (
                "select rowid from record_search where record_search match ?1 order by rank, rowid limit ?2",
                query.fts5(),
            ),
            Self::Postgres { .. } => (
                "select record_version_id from record_search where words @@ ?1::text::tsquery
                 order by ts_rank(words, ?1::text::tsquery) desc, record_version_id limit ?2",
                query.tsquery(),
            ),
        };
        let Some(words) = words else { return Ok(Vec::new()) };
        self.list(sql, &[words.into(), limit.into()], |row| row.int(0))
    }

    /// Makes tables as a migration describes them.
    pub(crate) fn create_tables(&mut self, migration: &str) -> Result<(), Error> {
        if matches!(self, Self::Sqlite(_)) {
            return self.run(migration);
        }
        let mut sql: String = migration.lines().map(|line| postgres_types(line) + "\n").collect();
        let quoted = |words: &str| words.replace('\'', "''");
        for table in crate::dictionary::tables(migration) {
            if !table.meaning.is_empty() {
                let _ = writeln!(sql, "comment on table {} is '{}';", table.name, quoted(&table.meaning));
            }
            for column in &table.columns {
                let (name, meaning) = (&column.name, quoted(&column.meaning));
                let _ = writeln!(sql, "comment on column {}.{name} is '{meaning}';", table.name);
            }
        }
        self.run(&sql)
    }
}

/// A line of a `create table` with PostgreSQL's types. Texts compare by their bytes, as in SQLite, whatever the locale of the database.
fn postgres_types(line: &str) -> String {
    let Some(column) = line.strip_prefix("    ").filter(|column| !column.starts_with("--")) else {
        return line.to_owned();
    };
    let (name, rest) = column.split_once(' ').unwrap_or((column, ""));
    let (sort, rest) = match rest.find([' ', ',']) {
        Some(end) => rest.split_at(end),
        None => (rest, ""),
    };
    let sort = match sort {
        "text" => "text collate \"C\"",
        "blob" => "bytea",
        "integer" => "bigint",
        other => other,
    };
    format!("    {name} {sort}{rest}")
}

pub(super) fn prepare(
    client: &mut postgres::Client,
    prepared: &mut HashMap<String, Statement>,
    sql: &str,
) -> Result<Statement, Error> {
    if let Some(statement) = prepared.get(sql) {
        return Ok(statement.clone());
    }
    let statement = client.prepare(&sql.replace('?', "$"))?;
    prepared.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

pub(super) fn parameters<'a>(values: &'a [Value<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    values
        .iter()
        .map(|value| -> &(dyn ToSql + Sync) {
            match value {
                // Rows with empty columns go in by `copy`; no statement compares with nothing.
                Value::Null => &None::<&str>,
                Value::Int(value) => value,
                Value::Bool(value) => value,
                Value::Text(value) => value,
                Value::Bytes(value) => value,
            }
        })
        .collect()
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Bool(value) => ValueRef::Integer(i64::from(*value)),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

/// A row in the text form of PostgreSQL's `copy`.
fn copy_line(row: &[Value<'_>], line: &mut String) {
    for (index, value) in row.iter().enumerate() {
        if index > 0 {
            line.push('\t');
        }
        match value {
            Value::Null => line.push_str("\\N"),
            Value::Int(value) => {
                let _ = write!(line, "{value}");
            }
            Value::Bool(value) => line.push(if *value { 't' } else { 'f' }),
            Value::Text(text) => {
                for character in text.chars() {
                    match character {
                        '\\' => line.push_str("\\\\"),
                        '\t' => line.push_str("\\t"),
                        '\n' => line.push_str("\\n"),
                        '\r' => line.push_str("\\r"),
                        // PostgreSQL keeps no such character, and no text needs one.
                        '\0' => line.push('\u{fffd}'),
                        other => line.push(other),
                    }
                }
            }
            Value::Bytes(bytes) => {
                line.push_str("\\\\x");
                for &byte in bytes.iter() {
                    for half in [byte >> 4, byte & 15] {
                        line.push(char::from_digit(half.into(), 16).unwrap_or('0'));
                    }
                }
            }
        }
    }
    line.push('\n');
}

/// What PostgreSQL or the way to it says, without the client's own frame.
fn in_words(error: &postgres::Error) -> String {
    if let Some(database) = error.as_db_error() {
        return database.message().to_owned();
    }
    match std::error::Error::source(error) {
        Some(source) => source.to_string(),
        None => error.to_string(),
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy(None),
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            _ => Self::Database(error.into()),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        Self::Database(in_words(&error).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_differs_is_turned_and_a_name_or_comment_that_looks_like_one_is_not() {
        let check = |line: &str, expected: &str| assert_eq!(postgres_types(line), expected);
        check("    title text not null,", "    title text collate \"C\" not null,");
        check("    published text,", "    published text collate \"C\",");
        check("    body blob not null", "    body bytea not null");
        check("    batch_id integer primary key,", "    batch_id bigint primary key,");
        check("    source text not null default 'texts';", "    source text collate \"C\" not null default 'texts';");
        check("    -- The text and the blob.", "    -- The text and the blob.");
        check("    text bigint", "    text bigint");
        check("create index a on b (text);", "create index a on b (text);");
    }

    #[test]
    fn what_could_break_a_line_of_copy_is_escaped() {
        let mut line = String::new();
        let row: [Value<'_>; 5] =
            ["a\tb\\N\nc\r".into(), Value::Null, true.into(), (-5_i64).into(), vec![0_u8, 255].into()];
        copy_line(&row, &mut line);
        assert_eq!(line, "a\\tb\\\\N\\nc\\r\t\\N\tt\t-5\t\\\\x00ff\n");
    }
}
