//! Requests in the order of their time, and second clicks among them.
//!
//! A server writes a line when it has answered, with the time at which it was asked: lines of one log are out of order by as much as an answer
//! takes. They are held back for [`DELAY`] seconds of the log's own time, which is all that is ever held of a log.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// How long a request is held back, in seconds.
const DELAY: i64 = 600;

/// Two clicks on one thing by one user within so many seconds are one: COUNTER's rule on double clicks.
pub(crate) const DOUBLE_CLICK: i64 = 30;

/// A request by a person, as far as can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Request {
    pub at: i64,
    /// The user's hash, under the key of the fiscal year.
    pub user: u64,
    /// The hash of what was asked for.
    pub item: u64,
}

/// What became of requests that were held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settled {
    /// It counts, for now.
    Counted(Request),
    /// This one, said to count before, was followed by a second click, which counts in its place.
    Replaced {
        /// When the one that is replaced was made.
        at: i64,
    },
}

/// Holds requests back and settles them in order.
#[derive(Default)]
pub(crate) struct Order {
    waiting: BinaryHeap<Reverse<Request>>,
    newest: Option<i64>,
    settled_up_to: Option<i64>,
    /// When a user last asked for a thing: lately, and before that. Two maps, so that forgetting is cheap.
    lately: HashMap<(u64, u64), i64>,
    before: HashMap<(u64, u64), i64>,
    forget_at: i64,
    /// Requests that came later than they could be held back for.
    pub late: u64,
}

impl Order {
    /// Takes a request; settles those that have waited long enough.
    pub(crate) fn take(&mut self, request: Request, settle: &mut impl FnMut(Settled)) {
        if self.settled_up_to.is_some_and(|settled| request.at < settled) {
            self.late += 1;
        }
        let newest = self.newest.map_or(request.at, |newest| newest.max(request.at));
        self.newest = Some(newest);
        self.waiting.push(Reverse(request));
        while self.waiting.peek().is_some_and(|Reverse(first)| first.at <= newest - DELAY) {
            self.settle_first(settle);
        }
    }

    /// Settles what is left: the log has ended.
    pub(crate) fn end(&mut self, settle: &mut impl FnMut(Settled)) {
        while !self.waiting.is_empty() {
            self.settle_first(settle);
        }
        let late = self.late;
        *self = Self { late, ..Self::default() };
    }

    fn settle_first(&mut self, settle: &mut impl FnMut(Settled)) {
        let Some(Reverse(request)) = self.waiting.pop() else { return };
        self.settled_up_to = Some(self.settled_up_to.map_or(request.at, |settled| settled.max(request.at)));
        if request.at >= self.forget_at {
            self.before = std::mem::take(&mut self.lately);
            self.forget_at = request.at + 2 * DOUBLE_CLICK;
        }
        let key = (request.user, request.item);
        let last = self.lately.get(&key).or_else(|| self.before.get(&key)).copied();
        if let Some(at) = last.filter(|last| (request.at - last).abs() <= DOUBLE_CLICK) {
            settle(Settled::Replaced { at });
        }
        self.lately.insert(key, last.map_or(request.at, |last| last.max(request.at)));
        settle(Settled::Counted(request));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How many count in the end.
    fn counted(requests: &[Request]) -> i64 {
        let (mut order, mut count) = (Order::default(), 0);
        let mut settle = |settled| match settled {
            Settled::Counted(_) => count += 1,
            Settled::Replaced { .. } => count -= 1,
        };
        requests.iter().for_each(|request| order.take(*request, &mut settle));
        order.end(&mut settle);
        count
    }

    fn at(times: &[i64]) -> Vec<Request> {
        times.iter().map(|at| Request { at: *at, user: 1, item: 1 }).collect()
    }

    #[test]
    fn clicks_within_thirty_seconds_are_one_and_after_that_two() {
        let check = |times: &[i64], expected| assert_eq!(counted(&at(times)), expected, "{times:?}");
        check(&[0], 1);
        check(&[0, 30], 1);
        check(&[0, 31], 2);
        // Each is a second click of the one before.
        check(&[0, 30, 60, 90], 1);
        check(&[0, 60, 30], 1);
        check(&[0, 0, 0], 1);
    }

    #[test]
    fn another_user_and_another_thing_are_no_second_click() {
        let first = Request { at: 0, user: 1, item: 1 };
        assert_eq!(counted(&[first, Request { user: 2, ..first }]), 2);
        assert_eq!(counted(&[first, Request { item: 2, ..first }]), 2);
    }

    #[test]
    fn a_line_that_came_too_late_is_told() {
        let mut order = Order::default();
        for request in at(&[0, 1000, 5000, 200]) {
            order.take(request, &mut |_| {});
        }
        assert_eq!(order.late, 1);
    }

    proptest! {
        /// The count is that of the requests in order, cut wherever more than thirty seconds pass, in whatever order they came.
        #[test]
        fn the_order_of_lines_within_the_delay_changes_nothing(
            mut requests in prop::collection::vec((0..DELAY - 1, 0..3_u64, 0..2_u64), 0..60),
        ) {
            let shuffled: Vec<Request> =
                requests.iter().map(|&(at, user, item)| Request { at, user, item }).collect();
            requests.sort_by_key(|&(at, user, item)| (user, item, at));
            let clusters = requests.iter().enumerate().filter(|(index, (at, user, item))| {
                index.checked_sub(1).and_then(|before| requests.get(before)).is_none_or(|(last, other, thing)| {
                    (other, thing) != (user, item) || at - last > DOUBLE_CLICK
                })
            });
            prop_assert_eq!(counted(&shuffled), i64::try_from(clusters.count()).unwrap_or(i64::MAX));
        }
    }
}
