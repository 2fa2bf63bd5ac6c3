//! The two halves of a store: what everybody may read, and the words of confidential rows.
//!
//! A row goes by a name made of its register, its key and a secret of the private half, so that a copy of the public half neither
//! tells the key of a confidential row nor lets anybody try keys out.

use crate::Error;
use crate::connection::{Connection, Value};
use sha2::{Digest, Sha256};

/// Tables of the private half, beside those of the registers.
const TABLES: &str = "
create table {private}private_store (
    -- Always 1.
    private_store_id integer primary key,
    -- The name that the public half knows.
    name text not null,
    -- What rows are named with. Whoever has it can try keys out.
    secret text not null
);
";

/// Makes the private half of a store that has none.
pub(crate) fn found(connection: &mut Connection) -> Result<(), Error> {
    connection.create_private()?;
    let private = connection.private()?.ok_or(Error::NoPrivateHalf)?;
    if connection.has_private_tables()? {
        return Err(Error::OtherPrivateHalf);
    }
    connection.create_tables(&TABLES.replace("{private}", &private))?;
    let (name, one, two) = (connection.random()?, connection.random()?, connection.random()?);
    let row: Vec<Value<'_>> = vec![1_i64.into(), (&name).into(), (one + &two).into()];
    connection.insert(&format!("{private}private_store"), &["private_store_id", "name", "secret"], &[row])?;
    connection.insert("private_half", &["private_half_id", "name"], &[vec![1_i64.into(), name.into()]])
}

/// Refuses the private half of another store.
pub(crate) fn halves_belong_together(connection: &mut Connection) -> Result<(), Error> {
    let Some(private) = connection.private()? else { return Ok(()) };
    let mut name =
        |table: &str| connection.first(&format!("select name from {table}"), &[], |row| Ok(row.text(0)?.to_owned()));
    let (wanted, there) = (name("private_half")?, name(&format!("{private}private_store")));
    match there {
        Ok(there) if there == wanted => Ok(()),
        _ => Err(Error::OtherPrivateHalf),
    }
}

/// Names rows.
pub(super) struct Names(String);

impl Names {
    pub(super) fn read(connection: &mut Connection) -> Result<Self, Error> {
        let private = connection.private()?.ok_or(Error::NoPrivateHalf)?;
        let sql = format!("select secret from {private}private_store");
        let secret = connection.first(&sql, &[], |row| Ok(row.text(0)?.to_owned()))?;
        Ok(Self(secret.ok_or(Error::NoPrivateHalf)?))
    }

    /// The name of a row: 64 bits in hexadecimal.
    pub(super) fn of(&self, register: &str, key: &str) -> String {
        let sum =
            Sha256::new().chain_update(&self.0).chain_update(register).chain_update([0]).chain_update(key).finalize();
        sum.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}
