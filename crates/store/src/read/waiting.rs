//! Words that wait for a person, each in its sentence.

use super::head::found;
use super::{LINK, link_of, mentions_of};
use crate::body::Packer;
use crate::store::holds;
use crate::write::bodies;
use crate::{Error, Store, Waiting};
use corpus::Record;
use evidence::{FoundMention, Link, sentence_around};
use indicator::Change;
use mention::Certainty;

/// Records whose words are read at a time.
const PORTION: usize = 400;

impl Store {
    /// Every link that waits for a person's word on its mention, by record and key. Links that wait for a join are not here: they
    /// are decided at once, by deciding on the join.
    ///
    /// # Errors
    /// If the database refuses.
    pub fn waiting(&mut self, as_of: Change) -> Result<Vec<Waiting>, Error> {
        self.reading(|connection| {
            let sql = format!(
                "select {LINK}, link.record_version_id from link
                 where {} and link.standing = 'awaiting-mention' and not exists (
                     select 1 from link_decision
                     where link_decision.record = link.record and link_decision.scheme = link.scheme
                     and link_decision.value = link.value and link_decision.project = link.project and {}
                 )
                 order by link.record, link.scheme, link.value, link.project",
                holds!("link"),
                holds!("link_decision")
            );
            let links = connection.list(&sql, &[as_of.into()], |row| Ok((row.int(8)?, link_of(row)?)))?;
            let mut waiting = Vec::with_capacity(links.len());
            let mut packer = Packer::new();
            for portion in links.chunks(PORTION) {
                let mut numbers: Vec<i64> = portion.iter().map(|(number, _)| *number).collect();
                numbers.dedup();
                let records: Vec<String> = portion.iter().map(|(_, link)| link.key.record.clone()).collect();
                let heads = found(connection, &records, as_of)?;
                let bodies = bodies(connection, &numbers, &mut packer)?;
                let mentions = mentions_of(connection, &numbers, as_of)?;
                for (number, link) in portion {
                    let (Some(head), Some(body)) = (heads.get(&link.key.record), bodies.get(number)) else { continue };
                    let Some(found) = words_of(link, mentions.get(number).map_or(&[], Vec::as_slice)) else { continue };
                    waiting.push(Waiting {
                        key: link.key.clone(),
                        reason: reason(link, found),
                        field: found.field.clone(),
                        sentence: sentence(&body.record, found),
                        rule: found.mention.rule.clone().into_owned(),
                        head: head.clone(),
                    });
                }
            }
            Ok(waiting)
        })
    }
}

/// The mention that makes the link wait: a doubtful one first.
fn words_of<'a>(link: &Link, mentions: &'a [FoundMention]) -> Option<&'a FoundMention> {
    let mut same = mentions
        .iter()
        .filter(|found| found.mention.scheme == link.key.scheme && found.mention.value == link.key.value);
    let first = same.clone().next();
    same.find(|found| matches!(found.mention.certainty, Certainty::Doubtful { .. })).or(first)
}

/// Flags that make a link wait; the others only tell the reader something.
const WAITS_BECAUSE: [&str; 4] = ["outside-join-years", "no-date", "name-and-number-disagree", "conflict-of-interest"];

fn reason(link: &Link, found: &FoundMention) -> String {
    match &found.mention.certainty {
        Certainty::Doubtful { reason } => reason.clone().into_owned(),
        Certainty::Certain => {
            let waits = link.flags.iter().find(|flag| WAITS_BECAUSE.contains(&flag.as_str()));
            waits.or(link.flags.first()).cloned().unwrap_or_default()
        }
    }
}

/// The sentence before the words, the words, and the sentence after.
pub(super) fn sentence(record: &Record, found: &FoundMention) -> [String; 3] {
    let span = &found.mention.span;
    let whole = record.fields.iter().find(|field| field.name == found.field).and_then(|field| {
        let around = sentence_around(&field.text, span);
        Some([
            field.text.get(around.start..span.start)?.to_owned(),
            found.raw.clone(),
            field.text.get(span.end..around.end)?.to_owned(),
        ])
    });
    whole.unwrap_or_else(|| [String::new(), found.raw.clone(), String::new()])
}
