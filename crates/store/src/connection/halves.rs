//! The private half of a store: a second file beside a SQLite file, a second schema in PostgreSQL. What differs between the two.

use super::Connection;
use crate::{Error, Location};
use std::path::{Path, PathBuf};

impl Connection {
    /// Joins the private half of a file: a second file beside it, made where there is none. A file that knows of a half that is not there
    /// was parted from it, and what the public may read can still be read. In PostgreSQL the half is a schema and needs no joining.
    pub(crate) fn join_private(&mut self, location: &Location) -> Result<(), Error> {
        let parted = self.tables()?.iter().any(|table| table == "private_half");
        let (Self::Sqlite(connection), Location::Sqlite(path)) = (&*self, location) else { return Ok(()) };
        let path = private_path(path);
        let is_new = !path.exists();
        if is_new && parted {
            return Ok(());
        }
        let name = path.to_str().ok_or_else(|| Error::Location { found: path.display().to_string() })?;
        connection.execute("attach database ?1 as private", [name])?;
        connection.execute_batch("pragma private.journal_mode = wal; pragma private.synchronous = full;")?;
        if is_new { only_for_the_owner(&path) } else { Ok(()) }
    }

    /// Makes the place of the private half's tables where there is none.
    pub(crate) fn create_private(&mut self) -> Result<(), Error> {
        if matches!(self, Self::Sqlite(_)) {
            return Ok(());
        }
        let sql = "select quote_ident(current_schema()::text || '_private')";
        let schema = self.first(sql, &[], |row| Ok(row.text(0)?.to_owned()))?;
        let schema = schema.ok_or_else(|| Error::Damaged("the database has no schema".into()))?;
        self.run(&format!("create schema if not exists {schema}"))
    }

    /// What stands before the name of a table of the private half, with its dot; none if that half is not there.
    pub(crate) fn private(&mut self) -> Result<Option<String>, Error> {
        let sql = match self {
            Self::Sqlite(_) => "select 'private.' from pragma_database_list where name = 'private'",
            Self::Postgres { .. } => {
                "select quote_ident(nspname::text) || '.' from pg_namespace where nspname::text = current_schema()::text || '_private'"
            }
        };
        self.first(sql, &[], |row| Ok(row.text(0)?.to_owned()))
    }

    /// Whether anything stands in the private half.
    pub(crate) fn has_private_tables(&mut self) -> Result<bool, Error> {
        let sql = match self {
            Self::Sqlite(_) => "select count(*) from private.sqlite_master where type = 'table'",
            Self::Postgres { .. } => {
                "select count(*) from information_schema.tables where table_schema = current_schema()::text || '_private'"
            }
        };
        Ok(self.first(sql, &[], |row| row.int(0))?.unwrap_or(0) > 0)
    }

    /// Whether a table stands in the private half.
    pub(crate) fn has_private_table(&mut self, name: &str) -> Result<bool, Error> {
        let sql = match self {
            Self::Sqlite(_) => "select count(*) from private.sqlite_master where type = 'table' and name = ?1",
            Self::Postgres { .. } => {
                "select count(*) from information_schema.tables
                 where table_schema = current_schema()::text || '_private' and table_name = ?1"
            }
        };
        Ok(self.first(sql, &[name.into()], |row| row.int(0))?.unwrap_or(0) > 0)
    }

    /// 128 bits that nobody can guess, in hexadecimal.
    pub(crate) fn random(&mut self) -> Result<String, Error> {
        let sql = match self {
            Self::Sqlite(_) => "select lower(hex(randomblob(16)))",
            Self::Postgres { .. } => "select replace(gen_random_uuid()::text, '-', '')",
        };
        let drawn = self.first(sql, &[], |row| Ok(row.text(0)?.to_owned()))?;
        drawn.ok_or_else(|| Error::Damaged("the database draws no number".into()))
    }
}

/// The private half of a file: `arden.private.sqlite` beside `arden.sqlite`, so that stores side by side keep apart.
fn private_path(path: &Path) -> PathBuf {
    path.with_extension("private.sqlite")
}

/// Other accounts of the computer do not read it.
#[cfg(unix)]
fn only_for_the_owner(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    let owner = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(path, owner)
        .map_err(|error| Error::Database(format!("{}: {error}", path.display()).into()))
}

/// Elsewhere the folder's rights decide.
#[cfg(not(unix))]
fn only_for_the_owner(_: &Path) -> Result<(), Error> {
    Ok(())
}
