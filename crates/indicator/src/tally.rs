//! From the rows of a year to a figure.
//!
//! The decision to question: what waits is measured as a difference between nested states, not counted by itself.
//! A gene that a confirmed paper reports already adds nothing when a waiting paper reports it
//! too, and a record shared with one more project gives each a smaller part. Only the difference is right for every
//! definition, and confirmed and awaiting always add up to the figure after acceptance.

use crate::amount::{plus, times};
use crate::index::{ProjectNumber, Step};
use crate::select::{Candidate, Selection, share};
use crate::{Amount, Coverage, Figure, parse_amount};
use jiff::civil::Date;
use plan::{Definition, Of, Split, ValueOf};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The figure of the candidates that belong to a year, in the order of their ids. `None` where a last or greatest
/// value is asked for and there is none at any step: nobody measured, which is not 0.
pub fn figure(
    selection: &Selection<'_>,
    of_the_year: &[&Candidate<'_>],
    coverage: Vec<Arc<Coverage>>,
    provisional_on: Option<Date>,
) -> Option<Figure> {
    let definition = selection.definition;
    let kept: Vec<&Candidate<'_>> =
        of_the_year.iter().copied().filter(|candidate| candidate.part && !candidate.row.retracted).collect();
    let whole = (!definition.of_which.is_empty()).then(|| {
        let all: Vec<&Candidate<'_>> =
            of_the_year.iter().copied().filter(|candidate| !candidate.row.retracted).collect();
        measure(selection, &all, Step::Confirmed).unwrap_or_default()
    });
    let waits =
        kept.iter().any(|candidate| candidate.inside[0] != candidate.inside[2] || candidate.all[0] != candidate.all[2]);
    let first = measure(selection, &kept, Step::Confirmed);
    let [confirmed, with_joins, with_mentions] = if waits {
        [first, measure(selection, &kept, Step::WithJoins), measure(selection, &kept, Step::WithMentions)]
    } else {
        [first; 3]
    };
    // The states are nested, so the widest has a value if any has.
    with_mentions?;
    let [confirmed, with_joins, with_mentions] =
        [confirmed, with_joins, with_mentions].map(|amount| amount.unwrap_or_default());

    let mut figure = Figure {
        confirmed,
        awaiting_joins: with_joins - confirmed,
        awaiting_mentions: with_mentions - with_joins,
        whole,
        records: Vec::new(),
        awaiting_join_records: Vec::new(),
        awaiting_mention_records: Vec::new(),
        retracted_left_out: 0,
        withheld_rows: 0,
        invented_rows: 0,
        rows_without_value: 0,
        provisional_on,
        coverage,
        reported_by: None,
    };
    let zero = Amount::from_integer(0);
    let retracted = |candidate: &&&Candidate<'_>| {
        candidate.part && candidate.row.retracted && candidate.inside[Step::Confirmed as usize] > 0
    };
    figure.retracted_left_out = of_the_year.iter().filter(retracted).count() as u64;
    for candidate in kept {
        let [counted, with_joins, with_mentions] = shares(candidate, definition.split);
        let record = || Arc::clone(&candidate.row.record);
        if counted != zero {
            if candidate.row.withheld {
                figure.withheld_rows += 1;
            } else {
                figure.records.push(record());
                figure.invented_rows += u64::from(candidate.row.invented);
            }
            figure.rows_without_value += u64::from(lacks_value(definition, candidate));
        }
        if candidate.row.withheld {
            continue;
        }
        if with_joins != counted {
            figure.awaiting_join_records.push(record());
        } else if with_mentions != with_joins {
            figure.awaiting_mention_records.push(record());
        }
    }
    Some(figure)
}

/// Its share of one at each step.
fn shares(candidate: &Candidate<'_>, split: Split) -> [Amount; 3] {
    Step::ALL.map(|step| candidate.share(split, step))
}

/// The value of what counts at a step; `None` where a last or greatest value is asked for and there is none.
fn measure(selection: &Selection<'_>, kept: &[&Candidate<'_>], step: Step) -> Option<Amount> {
    let definition = selection.definition;
    let counted = |candidate: &&&Candidate<'_>| candidate.inside[step as usize] > 0;
    match (&definition.value, &definition.of, definition.split) {
        (ValueOf::Last(attribute), ..) => {
            let valued = kept.iter().filter(counted).filter_map(|one| {
                let last = numbers(one, attribute).last()?;
                Some(((one.start, &one.row.record), last))
            });
            valued.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, value)| value)
        }
        (ValueOf::Max(attribute), ..) => kept.iter().filter(counted).flat_map(|one| numbers(one, attribute)).max(),
        (ValueOf::Count, Of::Records, Split::Whole) => {
            Some(Amount::from_integer(kept.iter().filter(counted).count() as i128))
        }
        (_, Of::Records, _) => Some(add_up(kept.iter().map(|one| thing(selection, std::slice::from_ref(one), step)))),
        (_, Of::Attribute(attribute), _) => {
            let mut things: BTreeMap<&str, Vec<&Candidate<'_>>> = BTreeMap::new();
            for candidate in kept {
                for value in candidate.row.attributes.get(attribute.as_str()).into_iter().flatten() {
                    things.entry(value).or_default().push(candidate);
                }
            }
            Some(add_up(things.values().map(|rows| thing(selection, rows, step))))
        }
    }
}

/// What one distinct thing adds at a step: its value times the share that the indicator's projects have in it.
fn thing(selection: &Selection<'_>, rows: &[&Candidate<'_>], step: Step) -> Amount {
    let definition = selection.definition;
    let credit = match rows {
        [only] => only.share(definition.split, step),
        several if definition.split == Split::Whole => {
            share(several.iter().map(|one| one.inside[step as usize]).max().unwrap_or(0), 1, Split::Whole)
        }
        several => shared_credit(selection, several, step),
    };
    let ValueOf::Sum(attribute) = &definition.value else { return credit };
    let there = rows.iter().filter(|one| match definition.split {
        Split::Whole => one.inside[step as usize] > 0,
        Split::Fractional => one.all[step as usize] > 0,
    });
    let Some(latest) = there.max_by_key(|one| (one.start, &one.row.record)) else { return Amount::from_integer(0) };
    times(credit, add_up(numbers(latest, attribute))).unwrap_or_default()
}

/// The part of a thing that several records report which the indicator's projects have.
fn shared_credit(selection: &Selection<'_>, rows: &[&Candidate<'_>], step: Step) -> Amount {
    let links = rows.iter().flat_map(|one| one.links).filter(|link| link.step <= step);
    let projects: BTreeSet<ProjectNumber> =
        links.filter(|link| selection.in_role(link)).map(|link| link.project).collect();
    let inside = projects.iter().filter(|project| selection.mine[usize::from(**project)]).count();
    let number = |count: usize| u16::try_from(count).expect("projects are numbered by u16");
    share(number(inside), number(projects.len()), Split::Fractional)
}

/// The readable numbers of an attribute, in the order in which the row has them.
fn numbers<'a>(candidate: &'a Candidate<'_>, attribute: &str) -> impl DoubleEndedIterator<Item = Amount> + use<'a> {
    candidate.row.attributes.get(attribute).into_iter().flatten().filter_map(|value| parse_amount(value))
}

fn lacks_value(definition: &Definition, candidate: &Candidate<'_>) -> bool {
    match &definition.value {
        ValueOf::Count => false,
        ValueOf::Sum(attribute) | ValueOf::Last(attribute) | ValueOf::Max(attribute) => {
            numbers(candidate, attribute).next().is_none()
        }
    }
}

/// The exact sum. What does not fit into 128 bits is left out rather than wrapped; no amount of this world comes near.
fn add_up(amounts: impl Iterator<Item = Amount>) -> Amount {
    amounts.fold(Amount::from_integer(0), |sum, amount| plus(sum, amount).unwrap_or(sum))
}
