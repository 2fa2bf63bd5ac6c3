//! From the rows of a year to a figure.
//!
//! The decision to question: what waits is measured as a difference between nested states, not counted by itself.
//! A gene that a confirmed paper reports already adds nothing when a waiting paper reports it
//! too, and a record shared with one more project gives each a smaller part. Only the difference is right for every
//! definition, and confirmed and awaiting always add up to the figure after acceptance.

use crate::amount::{plus, times};
use crate::index::{ProjectNumber, Step};
use crate::select::{Candidate, Selection, Share};
use crate::{Amount, Coverage, Figure, Reading, parse_amount};
use jiff::civil::Date;
use plan::{Definition, Of, Split, ValueOf};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What the candidates that belong to a year, in the order of their ids, add up to. `None` where a last or greatest
/// value is asked for and there is none at any step: nobody measured, which is not 0.
///
/// Rows that do not open count only together: below their threshold they are left out, so that nobody learns of one of them what the
/// register keeps closed, and where nothing else counts there is no figure.
pub fn figure(
    selection: &Selection<'_>,
    of_the_year: &[&Candidate<'_>],
    coverage: Vec<Arc<Coverage>>,
    provisional_on: Option<Date>,
) -> Option<Reading> {
    let definition = selection.definition;
    let left_out = withheld_are_too_few(definition, of_the_year);
    if left_out && !of_the_year.iter().any(|one| counts_confirmed(one) && one.part && !one.flags.withheld) {
        return Some(Reading::Withheld);
    }
    let there = |part_only: bool| -> Vec<&Candidate<'_>> {
        let counts = |one: &&Candidate<'_>| {
            let closed = left_out && one.flags.withheld;
            !one.flags.retracted && !closed && (one.part || !part_only)
        };
        of_the_year.iter().copied().filter(counts).collect()
    };
    let kept = there(true);
    let whole = (!definition.of_which.is_empty()).then(|| {
        let all = there(false);
        measure(selection, &all, &things(definition, &all), Step::Confirmed).unwrap_or_default()
    });
    let things = things(definition, &kept);
    let waits = kept.iter().any(|one| one.inside[0] != one.inside[2] || one.all[0] != one.all[2]);
    let at = |step| measure(selection, &kept, &things, step);
    let confirmed = at(Step::Confirmed);
    let [with_joins, with_mentions] =
        if waits { [at(Step::WithJoins), at(Step::WithMentions)] } else { [confirmed; 2] };
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
        withheld_left_out: left_out,
        invented_rows: 0,
        rows_without_value: 0,
        provisional_on,
        coverage,
        reported_by: None,
    };
    let retracted = |candidate: &&&Candidate<'_>| {
        candidate.part && candidate.flags.retracted && candidate.inside[Step::Confirmed as usize] > 0
    };
    figure.retracted_left_out = of_the_year.iter().filter(retracted).count() as u64;
    for candidate in kept {
        let [counted, with_joins, with_mentions] = Step::ALL.map(|step| candidate.share(definition.split, step));
        let record = || Arc::clone(&candidate.row.record);
        if counted.inside > 0 {
            if candidate.flags.withheld {
                figure.withheld_rows += 1;
            } else {
                figure.records.push(record());
                figure.invented_rows += u64::from(candidate.flags.invented);
            }
            figure.rows_without_value += u64::from(lacks_value(definition, candidate));
        }
        if candidate.flags.withheld {
            continue;
        }
        if with_joins != counted {
            figure.awaiting_join_records.push(record());
        } else if with_mentions != with_joins {
            figure.awaiting_mention_records.push(record());
        }
    }
    Some(Reading::Number(Box::new(figure)))
}

fn counts_confirmed(candidate: &Candidate<'_>) -> bool {
    !candidate.flags.retracted && candidate.inside[Step::Confirmed as usize] > 0
}

/// Whether withheld rows must not be part of a figure: there are some, and in the whole or in the part fewer than their threshold, or
/// the figure would be the value of a single one.
fn withheld_are_too_few(definition: &Definition, of_the_year: &[&Candidate<'_>]) -> bool {
    let withheld = || of_the_year.iter().filter(|one| one.flags.withheld && counts_confirmed(one));
    let Some(threshold) = withheld().map(|one| one.row.threshold).max() else { return false };
    let few = |count: usize| count > 0 && count < threshold as usize;
    let part = withheld().filter(|one| one.part).count();
    let single = matches!(definition.value, ValueOf::Last(_) | ValueOf::Max(_));
    (single && threshold > 1) || few(withheld().count()) || few(part)
}

/// The distinct things that a definition counts, each with the rows that report it: none for records, each of which is one.
fn things<'c>(definition: &Definition, kept: &[&'c Candidate<'c>]) -> Vec<Vec<&'c Candidate<'c>>> {
    let Of::Attribute(attribute) = &definition.of else { return Vec::new() };
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut things: Vec<Vec<&Candidate<'_>>> = Vec::new();
    for one in kept {
        for value in one.row.attributes.get(attribute.as_str()).into_iter().flatten() {
            let place = *places.entry(value).or_insert(things.len());
            if place == things.len() {
                things.push(Vec::new());
            }
            // A row that names one value twice still is one row.
            if things[place].last().is_none_or(|last| !std::ptr::eq(*last, *one)) {
                things[place].push(one);
            }
        }
    }
    things
}

/// The value of what counts at a step; `None` where a last or greatest value is asked for and there is none. Of distinct
/// things, a last or greatest value is that of each thing, added up.
fn measure(
    selection: &Selection<'_>,
    kept: &[&Candidate<'_>],
    things: &[Vec<&Candidate<'_>>],
    step: Step,
) -> Option<Amount> {
    match (&selection.definition.value, &selection.definition.of) {
        (ValueOf::Last(attribute), Of::Records) => last(kept.iter().copied(), attribute, step),
        (ValueOf::Max(attribute), Of::Records) => greatest(kept.iter().copied(), attribute, step),
        // What was measured of each thing is added over the things, never over time.
        (ValueOf::Last(attribute), Of::Attribute(_)) => {
            of_each(things.iter().filter_map(|rows| last(rows.iter().copied(), attribute, step)))
        }
        (ValueOf::Max(attribute), Of::Attribute(_)) => {
            of_each(things.iter().filter_map(|rows| greatest(rows.iter().copied(), attribute, step)))
        }
        (ValueOf::Count, Of::Records) => {
            Some(all_shares(kept.iter().map(|one| credit(selection, std::slice::from_ref(one), step))))
        }
        (ValueOf::Count, Of::Attribute(_)) => Some(all_shares(things.iter().map(|rows| credit(selection, rows, step)))),
        (ValueOf::Sum(attribute), Of::Records) => {
            Some(add_up(kept.iter().map(|one| valued(selection, std::slice::from_ref(one), attribute, step))))
        }
        (ValueOf::Sum(attribute), Of::Attribute(_)) => {
            Some(add_up(things.iter().map(|rows| valued(selection, rows, attribute, step))))
        }
    }
}

/// The last readable value of an attribute among the rows that count at a step: by date, then by record.
fn last<'c>(rows: impl Iterator<Item = &'c Candidate<'c>>, attribute: &str, step: Step) -> Option<Amount> {
    let valued = rows.filter(|one| one.inside[step as usize] > 0).filter_map(|one| {
        let last = numbers(one, attribute).last()?;
        Some(((one.start, &one.row.record), last))
    });
    valued.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, value)| value)
}

/// The greatest readable value of an attribute among the rows that count at a step.
fn greatest<'c>(rows: impl Iterator<Item = &'c Candidate<'c>>, attribute: &str, step: Step) -> Option<Amount> {
    rows.filter(|one| one.inside[step as usize] > 0).flat_map(|one| numbers(one, attribute)).max()
}

/// The sum of what was measured; `None` where nothing was.
fn of_each(amounts: impl Iterator<Item = Amount>) -> Option<Amount> {
    let mut amounts = amounts.peekable();
    amounts.peek()?;
    Some(add_up(amounts))
}

/// What one thing adds to a sum at a step: its latest value times the share that the indicator's projects have in it.
fn valued(selection: &Selection<'_>, rows: &[&Candidate<'_>], attribute: &str, step: Step) -> Amount {
    let there = rows.iter().filter(|one| match selection.definition.split {
        Split::Whole => one.inside[step as usize] > 0,
        Split::Fractional => one.all[step as usize] > 0,
    });
    let Some(latest) = there.max_by_key(|one| (one.start, &one.row.record)) else { return Amount::from_integer(0) };
    times(credit(selection, rows, step).amount(), add_up(numbers(latest, attribute))).unwrap_or_default()
}

/// The share of the indicator's projects in a thing that these rows report.
fn credit(selection: &Selection<'_>, rows: &[&Candidate<'_>], step: Step) -> Share {
    match (rows, selection.definition.split) {
        ([only], split) => only.share(split, step),
        (several, Split::Whole) => {
            let mine = several.iter().any(|one| one.inside[step as usize] > 0);
            Share::new(mine.into(), 1, Split::Whole)
        }
        (several, Split::Fractional) => shared_credit(selection, several, step),
    }
}

/// The part of a thing that several records report which the indicator's projects have.
fn shared_credit(selection: &Selection<'_>, rows: &[&Candidate<'_>], step: Step) -> Share {
    let links = rows.iter().flat_map(|one| one.links).filter(|link| link.step <= step);
    let projects: BTreeSet<ProjectNumber> =
        links.filter(|link| selection.in_role(link)).map(|link| link.project).collect();
    let inside = projects.iter().filter(|project| selection.mine[usize::from(**project)]).count();
    let number = |count: usize| u16::try_from(count).expect("projects are numbered by u16");
    Share::new(number(inside), number(projects.len()), Split::Fractional)
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

/// The exact sum of shares, those of equal size counted together first.
fn all_shares(shares: impl Iterator<Item = Share>) -> Amount {
    let mut by_size: Vec<i128> = Vec::new();
    for share in shares.filter(|share| share.inside > 0) {
        let size = usize::from(share.all);
        if by_size.len() <= size {
            by_size.resize(size + 1, 0);
        }
        by_size[size] += i128::from(share.inside);
    }
    let parts = (0..).zip(by_size).filter(|(_, inside)| *inside > 0);
    add_up(parts.map(|(size, inside)| Amount::new(inside, size)))
}

/// The exact sum. What does not fit into 128 bits is left out rather than wrapped; no amount of this world comes near.
fn add_up(amounts: impl Iterator<Item = Amount>) -> Amount {
    amounts.fold(Amount::from_integer(0), |sum, amount| plus(sum, amount).unwrap_or(sum))
}
