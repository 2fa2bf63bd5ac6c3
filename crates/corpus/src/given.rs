//! Records that were read whole, handed out as the options ask for them.

use crate::read::{Candidates, Item, Progress, Sink, seen};
use crate::{Field, ReadError, ReadOptions, Record};
use mention::FieldKind;

/// Hands out a record: what was seen before it, and itself only where something could be.
pub(crate) fn give(
    mut record: Record,
    options: &ReadOptions,
    candidates: &dyn Candidates,
    progress: &mut Progress,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    progress.records_read += 1;
    if options.every_id {
        progress.give(seen(&record), sink)?;
    }
    let holds = |text: &str| candidates.find(text.as_bytes(), 0).is_some();
    // A number in a list of numbers needs no word of its own.
    let could = |field: &Field| field.kind == FieldKind::Databank || holds(&field.text) || holds(&field.beside);
    if options.only_candidates {
        record.fields.retain(could);
    }
    if options.every_record || record.fields.iter().any(could) {
        progress.records_parsed += 1;
        progress.give(Item::Record(record), sink)?;
    }
    Ok(())
}
