//! What pages and commands ask. Every method reads one state, as of a change.

mod coverage;
mod decisions;
mod harvest;
mod head;
mod join;
mod record;
mod rows;
mod search;
mod sighted;
mod waiting;
mod whole;
mod work;

pub(crate) use decisions::join_decisions_in;
pub use harvest::{FoundGrant, GoneRecord, Moment};
pub(crate) use head::found;
pub(crate) use join::versions_with;
pub(crate) use rows::Texts;
pub use whole::WholeRecord;

use crate::Error;
use crate::code::{list_of, value_of};
use crate::connection::{Connection, Row, Value};
use crate::store::holds;
use evidence::{FoundMention, Link, LinkKey};
use indicator::Change;
use mention::{Certainty, Mention};
use std::collections::HashMap;

/// Columns of `mention` that [`mention_of`] reads, the first twelve of a row.
pub(crate) const MENTION: &str = "mention.scheme, mention.value, mention.raw, mention.field, mention.field_kind, mention.start_byte, \
    mention.end_byte, mention.fiscal_year, mention.rule, mention.doubt, mention.scope, mention.projects";

pub(crate) fn mention_of(row: &Row<'_>) -> Result<FoundMention, Error> {
    let place = |column: usize| -> Result<usize, Error> { Ok(usize::try_from(row.int(column)?).unwrap_or(usize::MAX)) };
    Ok(FoundMention {
        field: row.text(3)?.to_owned(),
        field_kind: row.parsed(4, value_of)?,
        mention: Mention {
            scheme: row.text(0)?.to_owned().into(),
            value: row.text(1)?.to_owned(),
            span: place(5)?..place(6)?,
            fiscal_year: row.maybe_int(7)?.and_then(|year| i16::try_from(year).ok()),
            rule: row.text(8)?.to_owned().into(),
            certainty: match row.maybe_text(9)? {
                None => Certainty::Certain,
                Some(reason) => Certainty::Doubtful { reason: reason.to_owned().into() },
            },
        },
        raw: row.text(2)?.to_owned(),
        scope: row.parsed(10, value_of)?,
        projects: list_of(row.text(11)?),
    })
}

/// Mentions of these versions in force, in order, by version.
fn mentions_of(
    connection: &mut Connection,
    versions: &[i64],
    as_of: Change,
) -> Result<HashMap<i64, Vec<FoundMention>>, Error> {
    let keys: Vec<Value<'_>> = versions.iter().map(|&number| number.into()).collect();
    let sql = format!(
        "select {MENTION}, mention.record_version_id from mention
         where {} and mention.record_version_id in (?keys) order by mention.record_version_id, mention.place",
        holds!("mention")
    );
    let mut mentions: HashMap<i64, Vec<FoundMention>> = HashMap::new();
    connection.each_of(&sql, &[as_of.into()], &keys, &mut |row| {
        mentions.entry(row.int(12)?).or_default().push(mention_of(row)?);
        Ok(())
    })?;
    Ok(mentions)
}

/// Columns of `link` that [`link_of`] reads, the first eight of a row.
pub(crate) const LINK: &str =
    "link.record, link.scheme, link.value, link.project, link.role, link.standing, link.rule, link.flags";

pub(crate) fn link_of(row: &Row<'_>) -> Result<Link, Error> {
    Ok(Link {
        key: key_of(row)?,
        role: row.parsed(4, value_of)?,
        standing: row.parsed(5, value_of)?,
        rule: row.text(6)?.to_owned(),
        flags: list_of(row.text(7)?),
    })
}

/// The key of a link in the first four columns of a row.
fn key_of(row: &Row<'_>) -> Result<LinkKey, Error> {
    Ok(LinkKey {
        record: row.text(0)?.to_owned(),
        scheme: row.text(1)?.to_owned(),
        value: row.text(2)?.to_owned(),
        project: row.text(3)?.to_owned(),
    })
}
