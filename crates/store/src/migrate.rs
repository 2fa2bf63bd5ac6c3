//! The tables, brought up to date. Only ever forward: a store of a later program is refused, not guessed at.

use crate::connection::{Connection, Value};
use crate::{Error, Location};
use std::time::Duration;

/// One step.
pub(crate) struct Migration {
    name: &'static str,
    /// Tables in the one text that both databases get.
    pub(crate) tables: &'static str,
    /// What differs between them.
    rest: fn(&mut Connection) -> Result<(), Error>,
}

/// Every step, the first one first.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { name: "first", tables: include_str!("../migrations/0001_first.sql"), rest: Connection::create_search },
    Migration { name: "sources", tables: include_str!("../migrations/0002_sources.sql"), rest: nothing },
    Migration { name: "works", tables: include_str!("../migrations/0003_works.sql"), rest: crate::write::know_works },
    Migration { name: "batch rules", tables: include_str!("../migrations/0004_batch_rule.sql"), rest: nothing },
    Migration {
        name: "registers",
        tables: include_str!("../migrations/0005_registers.sql"),
        rest: crate::register::found,
    },
];

fn nothing(_: &mut Connection) -> Result<(), Error> {
    Ok(())
}

/// Brings the tables up to date. Two programs that do it at once do not disturb each other.
pub(crate) fn migrate(connection: &mut Connection, location: &Location, create: bool, now: &str) -> Result<(), Error> {
    let tables = connection.tables()?;
    if !tables.iter().any(|table| table == "migration") {
        if !tables.is_empty() {
            let found = format!("other tables (`{}`)", tables.join("`, `"));
            return Err(Error::Foreign { location: location.clone(), found });
        }
        if !create {
            return Err(Error::Missing(location.clone()));
        }
    }
    connection.join_private(location)?;
    if tables.iter().any(|table| table == "migration") && version(connection)? == latest() {
        return crate::register::halves_belong_together(connection);
    }
    connection.begin_migrating(Duration::from_secs(30))?;
    match run(connection, now) {
        Ok(()) => connection.keep(),
        Err(error) => {
            connection.undo();
            Err(error)
        }
    }
}

fn run(connection: &mut Connection, now: &str) -> Result<(), Error> {
    let there = connection.tables()?.iter().any(|table| table == "migration");
    let done = if there { version(connection)? } else { 0 };
    for (number, migration) in (1_i64..).zip(MIGRATIONS).skip(usize::try_from(done).unwrap_or(usize::MAX)) {
        connection.create_tables(migration.tables)?;
        (migration.rest)(connection)?;
        let row: [Value<'_>; 3] = [number.into(), migration.name.into(), now.into()];
        connection.execute("insert into migration (migration_id, name, applied_at) values (?1, ?2, ?3)", &row)?;
        if number == 1 {
            connection.execute(
                "insert into writer (writer_id, who, since_utc) values (1, ?1, ?2)",
                &["nobody".into(), now.into()],
            )?;
        }
    }
    Ok(())
}

/// The version of the tables; refused if it is later than ours.
fn version(connection: &mut Connection) -> Result<i64, Error> {
    let found = connection.first("select max(migration_id) from migration", &[], |row| row.maybe_int(0))?.flatten();
    let (found, known) = (found.unwrap_or(0), latest());
    if found > known { Err(Error::Newer { found, known }) } else { Ok(found) }
}

fn latest() -> i64 {
    MIGRATIONS.len() as i64
}
