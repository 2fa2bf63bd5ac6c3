//! What a batch changed, rule by rule: what each found in it, what it gained and lost among all that holds, and whether it fell silent.
//!
//! The decision to question: a rule is known by its name without the version. A new version that finds the same is no change, and one that
//! finds nothing any more is exactly what has to be noticed.

use super::winner::Moves;
use super::{Closed, NewBatch};
use crate::connection::{Connection, Value};
use crate::{Error, KeptRecord, MentionChange, RuleChange};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Mentions that are told of a rule, each way; more are counted.
const MOST_TOLD: usize = 20;

/// Batches of the same source that are looked back to.
const BATCHES_BACK: u64 = 5;

/// What a rule must have found in each of them, so that finding nothing means something.
const FOUND_EACH: u64 = 5;

/// A number or name in a record, with the rule that found it.
pub(super) type Held = BTreeSet<(String, String, String, String)>;

/// Records whose state moved, without those that come for the first time and are at hand.
pub(super) fn moved(
    connection: &mut Connection,
    moves: &Moves,
    kept: &HashMap<i64, &KeptRecord>,
) -> Result<BTreeSet<String>, Error> {
    let others = moves.risen.iter().map(|risen| risen.number).filter(|number| !kept.contains_key(number));
    let keys: Vec<Value<'_>> = moves.fallen.iter().copied().chain(others).map(Value::from).collect();
    let mut records = BTreeSet::new();
    let sql = "select record from record_version where record_version_id in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        records.insert(row.text(0)?.to_owned());
        Ok(())
    })?;
    Ok(records)
}

/// Adds what is held of records that came for the first time, without asking the database for what was just written.
pub(super) fn add_new(held: &mut Held, moved: &BTreeSet<String>, moves: &Moves, kept: &HashMap<i64, &KeptRecord>) {
    let new = moves.risen.iter().filter_map(|risen| kept.get(&risen.number));
    for kept in new.filter(|kept| !moved.contains(&kept.record.id)) {
        held.extend(kept.mentions.iter().map(|one| {
            let mention = &one.mention;
            let rule = name_of(&mention.rule).to_owned();
            (rule, kept.record.id.clone(), mention.scheme.clone().into_owned(), mention.value.clone())
        }));
    }
}

/// What the rules hold of these records: rule, record, scheme, value.
pub(super) fn held(connection: &mut Connection, records: &BTreeSet<String>) -> Result<Held, Error> {
    let keys: Vec<Value<'_>> = records.iter().map(Value::from).collect();
    let mut held = Held::new();
    let sql = "select mention.rule, record_version.record, mention.scheme, mention.value
               from mention join record_version on record_version.record_version_id = mention.record_version_id
               where mention.until is null and record_version.record in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        held.insert((
            name_of(row.text(0)?).to_owned(),
            row.text(1)?.to_owned(),
            row.text(2)?.to_owned(),
            row.text(3)?.to_owned(),
        ));
        Ok(())
    })?;
    Ok(held)
}

/// A rule without its version.
fn name_of(rule: &str) -> &str {
    rule.split_once('@').map_or(rule, |(name, _)| name)
}

/// Compares what was held with what is, notes it with the batch, and gives what anybody should know: every rule that gained or lost
/// something or fell silent. `before` and `after` are of the same records: those whose state moved.
pub(super) fn note(
    connection: &mut Connection,
    batch: &NewBatch<'_>,
    closed: &Closed,
    before: &Held,
    after: &Held,
) -> Result<Vec<RuleChange>, Error> {
    let mut rules: BTreeMap<String, RuleChange> = BTreeMap::new();
    let known = batch.file.rules.iter().map(|rule| name_of(rule));
    let mut found: BTreeMap<&str, u64> = known.map(|rule| (rule, 0)).collect();
    for one in batch.file.records.iter().flat_map(|kept| &kept.mentions) {
        *found.entry(name_of(&one.mention.rule)).or_default() += 1;
    }
    let found_before = found_in(connection, &closed.replaced)?;
    let usual = usual(connection, batch)?;
    for rule in found.keys().copied().chain(found_before.keys().map(String::as_str)) {
        let now = found.get(rule).copied().unwrap_or(0);
        let replaced = (!closed.replaced.is_empty()).then(|| found_before.get(rule).copied().unwrap_or(0));
        let fell = now == 0 && (replaced.is_some_and(|before| before > 0) || usual.contains(rule));
        let change = RuleChange {
            rule: rule.to_owned(),
            found: now,
            found_before: replaced,
            silent: fell,
            ..RuleChange::default()
        };
        rules.insert(rule.to_owned(), change);
    }
    for (key, gained) in
        after.difference(before).map(|key| (key, true)).chain(before.difference(after).map(|key| (key, false)))
    {
        let (rule, record, scheme, value) = key.clone();
        let change = rules.entry(rule.clone()).or_insert_with(|| RuleChange { rule, ..RuleChange::default() });
        let (count, told) =
            if gained { (&mut change.gained, &mut change.gains) } else { (&mut change.lost, &mut change.losses) };
        *count += 1;
        if told.len() < MOST_TOLD {
            told.push(MentionChange { record, scheme, value });
        }
    }
    let first = connection.next_number("batch_rule")?;
    let rows: Vec<Vec<Value<'_>>> = (first..)
        .zip(rules.values())
        .map(|(number, one)| {
            vec![
                number.into(),
                batch.number.into(),
                (&one.rule).into(),
                one.found.into(),
                one.found_before.into(),
                one.gained.into(),
                one.lost.into(),
            ]
        })
        .collect();
    let columns = ["batch_rule_id", "batch_id", "rule", "found", "found_before", "gained", "lost"];
    connection.insert("batch_rule", &columns, &rows)?;
    Ok(rules.into_values().filter(|one| one.silent || one.gained > 0 || one.lost > 0).collect())
}

/// What rules found in these batches.
fn found_in(connection: &mut Connection, batches: &[i64]) -> Result<BTreeMap<String, u64>, Error> {
    let keys: Vec<Value<'_>> = batches.iter().map(|&batch| batch.into()).collect();
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    let sql = "select rule, found from batch_rule where batch_id in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        *found.entry(row.text(0)?.to_owned()).or_default() += row.number(1)?;
        Ok(())
    })?;
    Ok(found)
}

/// Rules that found something worth the name in every one of the last batches of the source of half this size or more, and not larger. Where
/// fewer were read, nobody can say what is usual.
fn usual(connection: &mut Connection, batch: &NewBatch<'_>) -> Result<BTreeSet<String>, Error> {
    let summary = batch.file.summary;
    let sql = "select batch_id from batch
               where source = ?1 and batch_id < ?2 and records_read <= ?3 and records_read * 2 >= ?3 and until is null
               order by batch_id desc limit ?4";
    let values =
        [summary.format.source().into(), batch.number.into(), summary.records_read.into(), BATCHES_BACK.into()];
    let last = connection.list(sql, &values, |row| row.int(0))?;
    if (last.len() as u64) < BATCHES_BACK {
        return Ok(BTreeSet::new());
    }
    let keys: Vec<Value<'_>> = last.iter().map(|&number| number.into()).collect();
    let mut times: BTreeMap<String, u64> = BTreeMap::new();
    let sql = "select rule, found from batch_rule where batch_id in (?keys)";
    connection.each_of(sql, &[], &keys, &mut |row| {
        if row.number(1)? >= FOUND_EACH {
            *times.entry(row.text(0)?.to_owned()).or_default() += 1;
        }
        Ok(())
    })?;
    Ok(times.into_iter().filter(|(_, times)| *times >= BATCHES_BACK).map(|(rule, _)| rule).collect())
}
