//! Two readings of one thing side by side: computed and reported, two definitions, two states.

use crate::{Amount, Facts, Index, Reading, handed_in, read};
use plan::{FiscalYear, Indicator};
use std::sync::Arc;

/// What Shirube computed and what somebody handed in, for one indicator and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// From the rows alone, whatever was handed in.
    pub computed: Reading,
    /// What was handed in; `None` if nothing was.
    pub reported: Option<Reading>,
    /// In what they differ, where both are numbers.
    pub difference: Option<Difference>,
}

/// In what two numbers differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The first less the second; of the confirmed figures.
    pub amount: Amount,
    /// Records behind the first alone, sorted. Empty where one of the two has no rows: a figure in a
    /// report says how many, not which.
    pub only_first: Vec<Arc<str>>,
    /// Records behind the second alone, sorted.
    pub only_second: Vec<Arc<str>>,
}

/// The computed and the reported reading of a year, and their difference.
#[must_use]
pub fn beside(facts: &Facts<'_>, index: &Index, indicator: &Indicator, year: FiscalYear) -> Beside {
    let computed = read::computed(facts, index, indicator, year);
    let reported = handed_in(facts.hand_ins, &indicator.id, year, facts.as_of);
    let difference = reported.as_ref().and_then(|reported| difference(&computed, reported));
    Beside { computed, reported, difference }
}

/// In what two readings differ; `None` unless both are numbers.
#[must_use]
pub fn difference(first: &Reading, second: &Reading) -> Option<Difference> {
    let (Reading::Number(first), Reading::Number(second)) = (first, second) else { return None };
    let both_open = first.reported_by.is_none() && second.reported_by.is_none();
    let only = |these: &[Arc<str>], those: &[Arc<str>]| {
        let lacks = |record: &&Arc<str>| both_open && those.binary_search(record).is_err();
        these.iter().filter(lacks).cloned().collect()
    };
    Some(Difference {
        amount: first.confirmed - second.confirmed,
        only_first: only(&first.records, &second.records),
        only_second: only(&second.records, &first.records),
    })
}
