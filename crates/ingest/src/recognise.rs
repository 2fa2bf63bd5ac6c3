//! From a record to the mentions in its fields, the same for `scan` and `ingest`.

use corpus::Record;
use evidence::{FoundMention, Linker};
use mention::{Passage, Recogniser};

/// The mentions of a record in the order of its fields, each with whose it is under the linker's plan.
#[must_use]
pub fn recognise(record: &Record, recogniser: &Recogniser, linker: &Linker) -> Vec<FoundMention> {
    let mut found = Vec::new();
    for field in &record.fields {
        let passage = Passage { text: &field.text, kind: field.kind, beside: &field.beside };
        for mention in recogniser.mentions(passage) {
            let (scope, projects) = linker.scope(&mention, field.kind);
            found.push(FoundMention {
                field: field.name.clone(),
                field_kind: field.kind,
                raw: field.text[mention.span.clone()].to_owned(),
                mention,
                scope,
                projects,
            });
        }
    }
    found
}

/// Drops the fields that hold no mention: what is kept with a record is what its spans point into.
/// The entry of a grant list stays whole, since its number is judged by the agency beside it.
pub(crate) fn keep_fields_with_mentions(record: &mut Record, mentions: &[FoundMention]) {
    let kept: Vec<bool> = record
        .fields
        .iter()
        .map(|field| mentions.iter().any(|found| found.field == field.name || same_entry(&found.field, &field.name)))
        .collect();
    let mut kept = kept.into_iter();
    record.fields.retain(|_| kept.next().unwrap_or(false));
}

/// `grant[3].id` and `grant[3].agency`.
fn same_entry(one: &str, other: &str) -> bool {
    let entry = |name: &str| name.starts_with("grant[").then(|| name.rfind('.')).flatten();
    match (entry(one), entry(other)) {
        (Some(a), Some(b)) => one[..a] == other[..b],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_and_agency_of_one_entry_belong_together_and_of_two_they_do_not() {
        assert!(same_entry("grant[3].id", "grant[3].agency"));
        assert!(!same_entry("grant[3].id", "grant[4].agency"));
        assert!(!same_entry("affiliation[1.1]", "affiliation[1.2]"));
    }
}
