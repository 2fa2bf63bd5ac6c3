//! A person's word on whether two records are one.

use super::works::rejoin;
use crate::code::code;
use crate::connection::{Connection, Value};
use crate::store::NewChange;
use crate::{Error, Store};
use evidence::SameVerdict;
use indicator::Change;
use jiff::civil::Date;
use std::collections::BTreeSet;

impl Store {
    /// Records a person's word on whether two records are one, and joins their works again; `None` takes back the one in force. It holds
    /// for the two ids in either order, so that it survives every re-scan and every new edge.
    ///
    /// # Errors
    /// If one of the two is not in the store, or both are the same id, or there is nothing to take back.
    pub fn decide_same(
        &mut self,
        one: &str,
        other: &str,
        verdict: Option<SameVerdict>,
        by: &str,
        because: &str,
        on: Date,
    ) -> Result<Change, Error> {
        let (left, right) = if one <= other { (one, other) } else { (other, one) };
        if left == right {
            return Err(Error::SameId(left.to_owned()));
        }
        self.writing(|connection, clock| {
            let change = clock.enter(connection, NewChange { kind: "same-decision", who: by, because })?;
            if verdict.is_some() {
                for id in [one, other] {
                    if !is_known(connection, id)? {
                        return Err(Error::NoRecord(id.to_owned()));
                    }
                }
            }
            let sql = "update same_decision set until = ?3 where left_id = ?1 and right_id = ?2 and until is null";
            let ended = connection.execute(sql, &[left.into(), right.into(), change.into()])?;
            match verdict {
                None if ended == 0 => return Err(Error::NothingToUndo),
                None => {}
                Some(verdict) => {
                    let row = vec![
                        connection.next_number("same_decision")?.into(),
                        left.into(),
                        right.into(),
                        code(&verdict)?.into(),
                        by.into(),
                        because.into(),
                        on.to_string().into(),
                        change.into(),
                    ];
                    let columns =
                        ["same_decision_id", "left_id", "right_id", "verdict", "who", "because", "decided_on", "since"];
                    connection.insert("same_decision", &columns, &[row])?;
                }
            }
            rejoin(connection, BTreeSet::from([left.to_owned(), right.to_owned()]), change)?;
            Ok(change)
        })
    }
}

/// Whether a record has this id, or names it, or once did.
fn is_known(connection: &mut Connection, id: &str) -> Result<bool, Error> {
    let places = [
        "select record from record_version where record = ?1 and since is not null limit 1",
        "select left_id from same_edge where left_id = ?1 limit 1",
        "select right_id from same_edge where right_id = ?1 limit 1",
    ];
    for sql in places {
        let id: Value<'_> = id.into();
        if connection.first(sql, &[id], |_| Ok(()))?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
