//! What the store itself knows about a join: records with such a number, and where a name stands beside it.

use super::head::{found, public_ids};
use super::mentions_of;
use crate::body::Packer;
use crate::connection::Connection;
use crate::store::holds;
use crate::write::bodies;
use crate::{Error, JoinEvidence, Store, Together};
use evidence::together;
use indicator::Change;
use std::collections::{BTreeSet, HashSet};

/// Records that are looked through at a time.
const PORTION: usize = 400;

impl Store {
    /// What speaks for the joins of a prefix of numbers (`amed:am0101`).
    ///
    /// # Errors
    /// If the database refuses.
    pub fn join_evidence(&mut self, prefix: &str, as_of: Change) -> Result<JoinEvidence, Error> {
        let Some((scheme, prefix)) = prefix.split_once(':') else { return Ok(JoinEvidence::default()) };
        self.reading(|connection| evidence(connection, scheme, prefix, as_of))
    }
}

fn evidence(connection: &mut Connection, scheme: &str, prefix: &str, as_of: Change) -> Result<JoinEvidence, Error> {
    let numbers = versions_with(connection, scheme, prefix, as_of)?;
    let all: Vec<&str> = numbers.iter().map(|(_, record)| record.as_str()).collect();
    let records: BTreeSet<String> = public_ids(connection, &all, as_of)?.into_values().collect();
    let mut evidence = JoinEvidence { records: records.into_iter().map(Into::into).collect(), together: Vec::new() };
    let numbers = with_a_programmes_name(connection, numbers, as_of)?;
    let mut packer = Packer::new();
    for portion in numbers.chunks(PORTION) {
        let ids: Vec<i64> = portion.iter().map(|(number, _)| *number).collect();
        let names: Vec<String> = portion.iter().map(|(_, record)| record.clone()).collect();
        let heads = found(connection, &names, as_of)?;
        let bodies = bodies(connection, &ids, &mut packer)?;
        let mentions = mentions_of(connection, &ids, as_of)?;
        for (number, record) in portion {
            let (Some(head), Some(body), Some(mentions)) =
                (heads.get(record), bodies.get(number), mentions.get(number))
            else {
                continue;
            };
            for pair in together(&body.record.fields, mentions) {
                let (name, number) = (&mentions[pair.name], &mentions[pair.number]);
                let of_prefix = number.mention.scheme == scheme && number.mention.value.starts_with(prefix);
                let field = body.record.fields.iter().find(|field| field.name == pair.field);
                let sentence = field.and_then(|field| field.text.get(pair.sentence.clone()));
                // A funder's name leads to no project and is no evidence for one.
                let speaks = of_prefix && !name.projects.is_empty();
                if let (true, Some(sentence)) = (speaks, sentence) {
                    evidence.together.push(Together {
                        head: head.clone(),
                        name: name.raw.clone(),
                        number: number.raw.clone(),
                        sentence: sentence.to_owned(),
                        projects: name.projects.clone(),
                    });
                }
            }
        }
    }
    Ok(evidence)
}

/// Those of the versions that name a project of the plan by its name. A funder's name beside a number says nothing about the join, and
/// stands beside nearly every number.
fn with_a_programmes_name(
    connection: &mut Connection,
    versions: Vec<(i64, String)>,
    as_of: Change,
) -> Result<Vec<(i64, String)>, Error> {
    let sql = concat!(
        "select distinct record_version_id from mention where ",
        holds!("mention"),
        " and scheme = 'name' and projects <> ''"
    );
    let named: HashSet<i64> = connection.list(sql, &[as_of.into()], |row| row.int(0))?.into_iter().collect();
    Ok(versions.into_iter().filter(|(number, _)| named.contains(number)).collect())
}

/// Versions in force with a number of that prefix, sorted by record.
pub(crate) fn versions_with(
    connection: &mut Connection,
    scheme: &str,
    prefix: &str,
    as_of: Change,
) -> Result<Vec<(i64, String)>, Error> {
    // Texts compare by their bytes in both databases, and no number holds a sign above this one.
    let end = format!("{prefix}\u{10ffff}");
    let sql = concat!(
        "select distinct record_version.record_version_id, record_version.record
         from mention join record_version on record_version.record_version_id = mention.record_version_id
         where ",
        holds!("mention"),
        " and mention.scheme = ?2 and mention.value >= ?3 and mention.value < ?4
         order by record_version.record, record_version.record_version_id"
    );
    let values = [as_of.into(), scheme.into(), prefix.into(), end.into()];
    connection.list(sql, &values, |row| Ok((row.int(0)?, row.text(1)?.to_owned())))
}
