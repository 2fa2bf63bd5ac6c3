//! One connection for two databases. A statement is one text, with `?1`, `?2` … for its values; what the databases understand
//! differently stands in `dialect` and `halves`, and nothing outside this folder knows which of them it talks to.

mod dialect;
mod halves;
mod value;

pub(crate) use value::{Row, Value};

use crate::{Error, Location};
use postgres::Statement;
use std::collections::HashMap;

/// An open connection.
pub(crate) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres {
        client: Box<postgres::Client>,
        /// Statements that were prepared, by their text.
        prepared: HashMap<String, Statement>,
    },
}

/// Most keys of one statement with [`KEYS`].
const MOST_KEYS: usize = 400;

/// Stands in a statement for a list of keys: `where record in (?keys)`.
const KEYS: &str = "?keys";

impl Connection {
    /// Runs a statement and says how many rows it touched.
    pub(crate) fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                Ok(statement.execute(rusqlite::params_from_iter(values))? as u64)
            }
            Self::Postgres { client, prepared } => {
                let statement = dialect::prepare(client, prepared, sql)?;
                Ok(client.execute(&statement, &dialect::parameters(values))?)
            }
        }
    }

    /// Runs a query and hands out its rows.
    pub(crate) fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    take(&Row::Sqlite(row))?;
                }
            }
            Self::Postgres { client, prepared } => {
                let statement = dialect::prepare(client, prepared, sql)?;
                for row in client.query(&statement, &dialect::parameters(values))? {
                    take(&Row::Postgres(&row))?;
                }
            }
        }
        Ok(())
    }

    /// The rows of a query, each read by `read`.
    pub(crate) fn list<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut list = Vec::new();
        self.each(sql, values, &mut |row| {
            list.push(read(row)?);
            Ok(())
        })?;
        Ok(list)
    }

    /// The first row of a query.
    pub(crate) fn first<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        Ok(self.list(sql, values, read)?.into_iter().next())
    }

    /// Runs a query that names a list of keys as `?keys`, for as many keys as there are. `values` come before them.
    pub(crate) fn each_of(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        keys: &[Value<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (sql, values) in in_portions(sql, values, keys) {
            self.each(&sql, &values, take)?;
        }
        Ok(())
    }

    /// Runs a statement that names a list of keys as `?keys`.
    pub(crate) fn execute_of(&mut self, sql: &str, values: &[Value<'_>], keys: &[Value<'_>]) -> Result<(), Error> {
        for (sql, values) in in_portions(sql, values, keys) {
            self.execute(&sql, &values)?;
        }
        Ok(())
    }

    /// Runs statements without values.
    pub(crate) fn run(&mut self, sql: &str) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Self::Postgres { client, .. } => Ok(client.batch_execute(sql)?),
        }
    }

    /// The number that the next row of a table gets.
    pub(crate) fn next_number(&mut self, table: &str) -> Result<i64, Error> {
        let sql = format!("select coalesce(max({table}_id), 0) + 1 from {table}");
        self.first(&sql, &[], |row| row.int(0))?.ok_or_else(|| Error::Damaged(format!("`{table}` cannot be counted")))
    }
}

/// A statement with `?keys` once for each portion of the keys. Portions have few lengths, filled up with the last key, so that few
/// statements are prepared.
fn in_portions<'a>(sql: &str, values: &[Value<'a>], keys: &[Value<'a>]) -> Vec<(String, Vec<Value<'a>>)> {
    keys.chunks(MOST_KEYS)
        .map(|portion| {
            let length = [1, 20, MOST_KEYS].into_iter().find(|&length| portion.len() <= length).unwrap_or(MOST_KEYS);
            let places: Vec<String> = (0..length).map(|index| format!("?{}", values.len() + index + 1)).collect();
            let mut all = values.to_vec();
            let last = portion.last().into_iter().cycle();
            all.extend(portion.iter().chain(last).take(length).cloned());
            (sql.replace(KEYS, &places.join(", ")), all)
        })
        .collect()
}

/// Opens a connection. The place is made if `create`.
pub(crate) fn open(location: &Location, create: bool) -> Result<Connection, Error> {
    match location {
        Location::Sqlite(path) => dialect::open_sqlite(location, path, create),
        Location::Postgres(url) => dialect::open_postgres(location, url, create),
    }
}
