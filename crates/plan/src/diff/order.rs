//! Which things changed their place in the order: the fewest that, taken out, leave the others as they stood.

use super::Where;
use super::things::Thing;
use std::collections::{BTreeMap, BTreeSet};

/// By id, what each moved thing stood behind and what it stands behind now, among the things that stand in the same
/// before and after.
pub(super) fn moved(old: &[Thing], new: &[Thing]) -> BTreeMap<String, (Where, Where)> {
    let insides: BTreeSet<&[String]> = new.iter().map(|thing| thing.inside.as_slice()).collect();
    let mut moved = BTreeMap::new();
    for inside in insides {
        let ids = |things: &[Thing]| -> Vec<String> {
            things.iter().filter(|thing| thing.inside == inside).map(|thing| thing.id.clone()).collect()
        };
        let (mut before, mut after) = (ids(old), ids(new));
        before.retain(|id| after.contains(id));
        after.retain(|id| before.contains(id));
        let ranks: Vec<usize> = after.iter().filter_map(|id| before.iter().position(|other| other == id)).collect();
        let stay = longest_rising(&ranks);
        for (index, id) in after.iter().enumerate().filter(|(index, _)| !stay.contains(index)) {
            let behind = |ids: &[String], at: usize| match at.checked_sub(1) {
                Some(before) => Where::After(ids[before].clone()),
                None => Where::First,
            };
            moved.insert(id.clone(), (behind(&before, ranks[index]), behind(&after, index)));
        }
    }
    moved
}

/// Indices of a longest rising run of `ranks`, the first one among equals.
fn longest_rising(ranks: &[usize]) -> BTreeSet<usize> {
    // For each index, the length of the longest run that ends there, and the index before it.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::with_capacity(ranks.len());
    for (index, rank) in ranks.iter().enumerate() {
        let best = (0..index)
            .filter(|&earlier| ranks[earlier] < *rank)
            .max_by_key(|&earlier| (runs[earlier].0, usize::MAX - earlier));
        runs.push((best.map_or(0, |earlier| runs[earlier].0) + 1, best));
    }
    let mut at = (0..runs.len()).max_by_key(|&index| (runs[index].0, usize::MAX - index));
    let mut stay = BTreeSet::new();
    while let Some(index) = at {
        stay.insert(index);
        at = runs[index].1;
    }
    stay
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn one_thing_that_moved_is_one_thing_that_moved() {
        let moved = |ranks: &[usize]| -> Vec<usize> {
            let stay = longest_rising(ranks);
            (0..ranks.len()).filter(|index| !stay.contains(index)).collect()
        };
        assert_eq!(moved(&[0, 1, 2, 3]), Vec::<usize>::new());
        assert_eq!(moved(&[3, 0, 1, 2]), [0]);
        assert_eq!(moved(&[1, 2, 3, 0]), [3]);
        assert_eq!(moved(&[1, 0]).len(), 1);
    }
}
