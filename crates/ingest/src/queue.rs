//! Files that several threads read and one takes back in order.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Hands files to threads and their results back in order.
pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    files: usize,
    /// How far a thread may be ahead of the file whose turn it is.
    ahead: usize,
}

struct State<T> {
    next_to_take: usize,
    next_to_give: usize,
    done: BTreeMap<usize, T>,
    stopped: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new(files: usize, ahead: usize) -> Self {
        let state = State { next_to_take: 0, next_to_give: 0, done: BTreeMap::new(), stopped: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), files, ahead }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Nothing between lock and unlock can panic, so the state is whole even if a thread did.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn take(&self) -> Option<usize> {
        let mut state = self.lock();
        loop {
            if state.stopped || state.next_to_take == self.files {
                return None;
            }
            if state.next_to_take < state.next_to_give + self.ahead {
                state.next_to_take += 1;
                return Some(state.next_to_take - 1);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(crate) fn put(&self, index: usize, result: T) {
        self.lock().done.insert(index, result);
        self.changed.notify_all();
    }

    /// The result whose turn it is; waits for it.
    pub(crate) fn next(&self) -> T {
        let mut state = self.lock();
        loop {
            let turn = state.next_to_give;
            if let Some(result) = state.done.remove(&turn) {
                state.next_to_give += 1;
                self.changed.notify_all();
                return result;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(crate) fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }
}
