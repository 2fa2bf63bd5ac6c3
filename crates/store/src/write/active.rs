//! What counts of a record: its mentions, its links, what it is the same as, and its words to find. They begin when a version becomes the
//! record's state, end when it no longer is, and are made again when a join or the plan changes.

use super::winner::Risen;
use crate::body::Packer;
use crate::code::{code, words};
use crate::connection::{Connection, Value};
use crate::read::{join_decisions_in, link_of, mention_of};
use crate::{Error, KeptRecord};
use evidence::{FoundMention, Link, Linker, Relation, Strength, sentence_around};
use indicator::Change;
use mention::Certainty;
use plan::Plan;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Records that are made ready at a time.
const PORTION: usize = 400;

/// Ends what counted of these versions. Gives the identifiers whose works may change.
pub(super) fn deactivate(
    connection: &mut Connection,
    fallen: &[i64],
    change: Change,
) -> Result<BTreeSet<String>, Error> {
    let keys: Vec<Value<'_>> = fallen.iter().map(|&number| number.into()).collect();
    let mut ids = BTreeSet::new();
    let sql = "select left_id, right_id from same_edge where until is null and record_version_id in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        ids.insert(row.text(0)?.to_owned());
        ids.insert(row.text(1)?.to_owned());
        Ok(())
    })?;
    connection.each_of(
        "select record from record_version where record_version_id in (?keys)",
        &[],
        &keys,
        &mut |row| {
            ids.insert(row.text(0)?.to_owned());
            Ok(())
        },
    )?;
    for table in ["record_version", "mention", "link", "same_edge", "retraction", "relation"] {
        let sql = format!("update {table} set until = ?1 where until is null and record_version_id in (?keys)");
        connection.execute_of(&sql, &[change.into()], &keys)?;
    }
    connection.delete_search(&keys)?;
    Ok(ids)
}

/// Makes these versions their records' state; `kept` are those at hand, the others are read. Adds the identifiers whose works may
/// change, and gives the number of links of those at hand.
pub(super) fn activate(
    connection: &mut Connection,
    linker: &Linker,
    risen: &[Risen],
    kept: &HashMap<i64, &KeptRecord>,
    change: Change,
    packer: &mut Packer,
    ids: &mut BTreeSet<String>,
) -> Result<u64, Error> {
    let mut links_of_new = 0;
    let mut rows = Rows::new(connection, change)?;
    for portion in risen.chunks(PORTION) {
        let others: Vec<i64> =
            portion.iter().map(|risen| risen.number).filter(|number| !kept.contains_key(number)).collect();
        let read = bodies(connection, &others, packer)?;
        let sources = sources(connection, portion)?;
        let mut begun = Vec::new();
        for &Risen { number, again } in portion {
            let at_hand = kept.get(&number).map(|&kept| Cow::Borrowed(kept));
            let Some(record) = at_hand.or_else(|| read.get(&number).map(Cow::Borrowed)) else {
                return Err(Error::Damaged(format!("record version {number} has no body")));
            };
            let source = sources.get(&number).map_or("", String::as_str);
            let number = if again { copy(connection, number)? } else { number };
            begun.push(number.into());
            let (mentions, links) = linked(linker, &record);
            if kept.contains_key(&number) {
                links_of_new += links.len() as u64;
            }
            rows.record(number, source, &record, &mentions, &links, ids)?;
        }
        connection.execute_of(
            "update record_version set since = ?1 where record_version_id in (?keys)",
            &[change.into()],
            &begun,
        )?;
        rows.insert(connection)?;
    }
    Ok(links_of_new)
}

/// Who gave these versions.
fn sources(connection: &mut Connection, risen: &[Risen]) -> Result<HashMap<i64, String>, Error> {
    let keys: Vec<Value<'_>> = risen.iter().map(|risen| risen.number.into()).collect();
    let mut sources = HashMap::new();
    let sql = "select record_version_id, source from record_version where record_version_id in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        sources.insert(row.int(0)?, row.text(1)?.to_owned());
        Ok(())
    })?;
    Ok(sources)
}

/// A version that held before and holds again gets a row of its own.
fn copy(connection: &mut Connection, number: i64) -> Result<i64, Error> {
    let copied = connection.next_number("record_version")?;
    let columns = "batch_id, record, version, kind, source, title, authors, journal, published, types, retracted, invented, licence, likeness";
    let sql = format!(
        "insert into record_version (record_version_id, {columns})
         select cast(?1 as bigint), {columns} from record_version where record_version_id = ?2"
    );
    connection.execute(&sql, &[copied.into(), number.into()])?;
    let sql = "insert into record_body (record_version_id, body)
               select cast(?1 as bigint), body from record_body where record_version_id = ?2";
    connection.execute(sql, &[copied.into(), number.into()])?;
    Ok(copied)
}

/// Records whole, by the number of their version.
pub(crate) fn bodies(
    connection: &mut Connection,
    numbers: &[i64],
    packer: &mut Packer,
) -> Result<HashMap<i64, KeptRecord>, Error> {
    let keys: Vec<Value<'_>> = numbers.iter().map(|&number| number.into()).collect();
    let mut read = HashMap::new();
    let sql = "select record_version_id, body from record_body where record_version_id in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        read.insert(row.int(0)?, packer.unpack_record(row.bytes(1)?)?);
        Ok(())
    })?;
    Ok(read)
}

/// Mentions and links of a record under the joins of the moment.
fn linked(linker: &Linker, kept: &KeptRecord) -> (Vec<FoundMention>, Vec<Link>) {
    let mut mentions = kept.mentions.clone();
    for found in &mut mentions {
        (found.scope, found.projects) = linker.scope(&found.mention, found.field_kind);
    }
    let published = kept.published.as_ref().map(|published| published.date);
    let links = linker.link(&kept.record, published, &mentions);
    (mentions, links)
}

/// Makes the links of every record again under a plan.
pub(crate) fn relink_everything(connection: &mut Connection, plan: &Plan, change: Change) -> Result<(), Error> {
    // Rows of registers name their projects themselves.
    let sql = "select record_version_id from record_version
               where since is not null and until is null and source not like 'register:%' order by 1";
    let numbers = connection.list(sql, &[], |row| row.int(0))?;
    let decisions = join_decisions_in(connection, change)?;
    relink(connection, &Linker::new(plan, &decisions), &numbers, change)
}

/// Makes the links of these versions again. What stays the same stays; what does not ends, and what is new begins.
pub(crate) fn relink(
    connection: &mut Connection,
    linker: &Linker,
    numbers: &[i64],
    change: Change,
) -> Result<(), Error> {
    let mut packer = Packer::new();
    let mut rows = Rows::new(connection, change)?;
    for portion in numbers.chunks(PORTION) {
        let keys: Vec<Value<'_>> = portion.iter().map(|&number| number.into()).collect();
        let mut old = old_rows(connection, &keys)?;
        let records = bodies(connection, portion, &mut packer)?;
        let (mut ended_mentions, mut ended_links) = (Vec::new(), Vec::new());
        for &number in portion {
            let Some(record) = records.get(&number) else { continue };
            let (mentions, links) = linked(linker, record);
            for (place, found) in mentions.iter().enumerate() {
                match old.mentions.remove(&(number, place)) {
                    Some((_, known)) if known == *found => continue,
                    Some((row, _)) => ended_mentions.push(row.into()),
                    None => {}
                }
                rows.mention(number, place, found)?;
            }
            for link in &links {
                let known = old.links.remove(&(number, link.key.clone()));
                match known {
                    Some((_, known)) if known == *link => continue,
                    Some((row, _)) => ended_links.push(row.into()),
                    None => {}
                }
                rows.link(number, link)?;
            }
        }
        ended_mentions.extend(old.mentions.into_values().map(|(row, _)| Value::from(row)));
        ended_links.extend(old.links.into_values().map(|(row, _)| Value::from(row)));
        let end = |table: &str| format!("update {table} set until = ?1 where {table}_id in (?keys)");
        connection.execute_of(&end("mention"), &[change.into()], &ended_mentions)?;
        connection.execute_of(&end("link"), &[change.into()], &ended_links)?;
        rows.insert(connection)?;
    }
    Ok(())
}

/// Rows in force, with their numbers.
#[derive(Default)]
struct OldRows {
    mentions: BTreeMap<(i64, usize), (i64, FoundMention)>,
    links: BTreeMap<(i64, evidence::LinkKey), (i64, Link)>,
}

fn old_rows(connection: &mut Connection, keys: &[Value<'_>]) -> Result<OldRows, Error> {
    let mut old = OldRows::default();
    let sql = format!(
        "select {}, mention_id, record_version_id, place from mention where until is null and record_version_id in (?keys)",
        crate::read::MENTION
    );
    connection.each_of(&sql, &[], keys, &mut |row| {
        let place = usize::try_from(row.int(14)?).unwrap_or(usize::MAX);
        old.mentions.insert((row.int(13)?, place), (row.int(12)?, mention_of(row)?));
        Ok(())
    })?;
    let sql = format!(
        "select {}, link_id, record_version_id from link
         where until is null and scheme <> 'register' and record_version_id in (?keys)",
        crate::read::LINK
    );
    connection.each_of(&sql, &[], keys, &mut |row| {
        let link = link_of(row)?;
        old.links.insert((row.int(9)?, link.key.clone()), (row.int(8)?, link));
        Ok(())
    })?;
    Ok(old)
}

/// Rows that are collected and then inserted at once.
struct Rows {
    change: Change,
    next: Numbers,
    mentions: Vec<Vec<Value<'static>>>,
    links: Vec<Vec<Value<'static>>>,
    edges: Vec<Vec<Value<'static>>>,
    retractions: Vec<Vec<Value<'static>>>,
    relations: Vec<Vec<Value<'static>>>,
    texts: Vec<(i64, String)>,
}

/// Numbers that the next rows get.
struct Numbers {
    mention: i64,
    link: i64,
    edge: i64,
    retraction: i64,
    relation: i64,
}

impl Rows {
    fn new(connection: &mut Connection, change: Change) -> Result<Self, Error> {
        let next = Numbers {
            mention: connection.next_number("mention")?,
            link: connection.next_number("link")?,
            edge: connection.next_number("same_edge")?,
            retraction: connection.next_number("retraction")?,
            relation: connection.next_number("relation")?,
        };
        Ok(Self {
            change,
            next,
            mentions: Vec::new(),
            links: Vec::new(),
            edges: Vec::new(),
            retractions: Vec::new(),
            relations: Vec::new(),
            texts: Vec::new(),
        })
    }

    /// Everything that begins with a version. Adds the identifiers that it ties together.
    fn record(
        &mut self,
        number: i64,
        source: &str,
        kept: &KeptRecord,
        mentions: &[FoundMention],
        links: &[Link],
        ids: &mut BTreeSet<String>,
    ) -> Result<(), Error> {
        let record = &kept.record;
        for (place, found) in mentions.iter().enumerate() {
            self.mention(number, place, found)?;
        }
        for link in links {
            self.link(number, link)?;
        }
        ids.insert(record.id.clone());
        let strength = Strength::of_source(source);
        let others: BTreeSet<&String> =
            record.identifiers.iter().filter(|&id| *id != record.id && evidence::is_unique(id)).collect();
        for other in others {
            ids.insert(other.clone());
            self.edges.push(vec![
                self.next.edge.into(),
                record.id.clone().into(),
                other.clone().into(),
                code(&strength)?.into(),
                number.into(),
                self.change.into(),
                strength.rule().into(),
            ]);
            self.next.edge += 1;
        }
        for (word, other) in &record.relations {
            if Relation::of(word) == Some(Relation::Retracts) {
                let row = vec![self.next.retraction.into(), number.into(), other.clone().into(), self.change.into()];
                self.retractions.push(row);
                self.next.retraction += 1;
            }
            self.relations.push(relation_row(self.next.relation, number, word, other, self.change));
            self.next.relation += 1;
        }
        self.texts.push((number, words_to_find(kept)));
        Ok(())
    }

    fn mention(&mut self, number: i64, place: usize, found: &FoundMention) -> Result<(), Error> {
        let mention = &found.mention;
        let doubt = match &mention.certainty {
            Certainty::Certain => None,
            Certainty::Doubtful { reason } => Some(reason.clone().into_owned()),
        };
        self.mentions.push(vec![
            self.next.mention.into(),
            number.into(),
            (place as u64).into(),
            mention.scheme.clone().into_owned().into(),
            mention.value.clone().into(),
            found.raw.clone().into(),
            found.field.clone().into(),
            code(&found.field_kind)?.into(),
            (mention.span.start as u64).into(),
            (mention.span.end as u64).into(),
            mention.fiscal_year.map(i64::from).into(),
            mention.rule.clone().into_owned().into(),
            doubt.into(),
            code(&found.scope)?.into(),
            words(&found.projects).into(),
            self.change.into(),
        ]);
        self.next.mention += 1;
        Ok(())
    }

    fn link(&mut self, number: i64, link: &Link) -> Result<(), Error> {
        self.links.push(vec![
            self.next.link.into(),
            number.into(),
            link.key.record.clone().into(),
            link.key.scheme.clone().into(),
            link.key.value.clone().into(),
            link.key.project.clone().into(),
            code(&link.role)?.into(),
            code(&link.standing)?.into(),
            link.rule.clone().into(),
            words(&link.flags).into(),
            self.change.into(),
        ]);
        self.next.link += 1;
        Ok(())
    }

    fn insert(&mut self, connection: &mut Connection) -> Result<(), Error> {
        const MENTION: &[&str] = &[
            "mention_id",
            "record_version_id",
            "place",
            "scheme",
            "value",
            "raw",
            "field",
            "field_kind",
            "start_byte",
            "end_byte",
            "fiscal_year",
            "rule",
            "doubt",
            "scope",
            "projects",
            "since",
        ];
        const LINK: &[&str] = &[
            "link_id",
            "record_version_id",
            "record",
            "scheme",
            "value",
            "project",
            "role",
            "standing",
            "rule",
            "flags",
            "since",
        ];
        const EDGE: &[&str] =
            &["same_edge_id", "left_id", "right_id", "strength", "record_version_id", "since", "rule"];
        const RETRACTION: &[&str] = &["retraction_id", "record_version_id", "retracts", "since"];
        connection.insert("mention", MENTION, &std::mem::take(&mut self.mentions))?;
        connection.insert("link", LINK, &std::mem::take(&mut self.links))?;
        connection.insert("same_edge", EDGE, &std::mem::take(&mut self.edges))?;
        connection.insert("retraction", RETRACTION, &std::mem::take(&mut self.retractions))?;
        connection.insert("relation", RELATION, &std::mem::take(&mut self.relations))?;
        connection.insert_search(&std::mem::take(&mut self.texts))
    }
}

/// Columns of `relation`, in the order of [`relation_row`].
pub(super) const RELATION: &[&str] = &["relation_id", "record_version_id", "word", "other_id", "since"];

pub(super) fn relation_row(row: i64, version: i64, word: &str, other: &str, since: Change) -> Vec<Value<'static>> {
    vec![row.into(), version.into(), word.to_owned().into(), other.to_owned().into(), since.into()]
}

/// Titles, authors, journal, identifiers, and of each mention its number or name and the sentence around it: what may be shown.
fn words_to_find(kept: &KeptRecord) -> String {
    let record = &kept.record;
    let mut lines: Vec<&str> = vec![&record.title];
    lines.extend(record.vernacular_title.as_deref());
    let authors: Vec<String> =
        record.authors.iter().map(|author| format!("{} {}", author.family, author.given)).collect();
    lines.extend(authors.iter().map(String::as_str));
    if let Some(journal) = &record.journal {
        lines.extend([journal.title.as_str(), &journal.abbreviation]);
    }
    lines.extend(record.identifiers.iter().map(String::as_str));
    let mut sentences = BTreeSet::new();
    for found in &kept.mentions {
        if let Some(field) = record.fields.iter().find(|field| field.name == found.field) {
            sentences.insert(&field.text[sentence_around(&field.text, &found.mention.span)]);
        }
        sentences.insert(&found.mention.value);
        sentences.insert(&found.raw);
    }
    lines.extend(sentences);
    // An empty line between two texts keeps a run of Japanese characters from reaching over the seam.
    lines.join("\n\n")
}
