//! Connections for reading: opened when needed, kept for the next reader, no more than a few at a time.

use access::Actor;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use store::{Error, Location, Store};

/// Most connections at a time. Answers take milliseconds, so more would only wait for the same disk.
const MOST: usize = 8;

/// Connections to one store.
pub struct Pool {
    location: Location,
    state: Mutex<State>,
    freed: Condvar,
}

struct State {
    idle: Vec<Store>,
    /// Connections that exist, idle or in use.
    open: usize,
}

/// The right to one connection; given up when dropped, with the connection where it can be used again.
struct Place<'p> {
    pool: &'p Pool,
    back: Option<Store>,
}

impl Pool {
    /// A pool that begins with this connection.
    pub fn new(store: Store) -> Self {
        let location = store.location().clone();
        Self { location, state: Mutex::new(State { idle: vec![store], open: 1 }), freed: Condvar::new() }
    }

    /// Where the store is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Reads as the public, with a connection that nobody else uses meanwhile.
    pub fn with<T>(&self, read: impl FnOnce(&mut Store) -> Result<T, Error>) -> Result<T, Error> {
        self.with_as(Actor::Public, read)
    }

    /// The same as somebody.
    pub fn with_as<T>(&self, actor: Actor, read: impl FnOnce(&mut Store) -> Result<T, Error>) -> Result<T, Error> {
        let (mut place, idle) = self.place();
        let mut store = idle.map_or_else(|| Store::open_existing(&self.location), Ok)?;
        store.see_as(actor);
        let done = read(&mut store);
        if !done.as_ref().is_err_and(is_broken) {
            place.back = Some(store);
        }
        done
    }

    /// Waits until there is a connection or room for one.
    fn place(&self) -> (Place<'_>, Option<Store>) {
        let full = |state: &mut State| state.idle.is_empty() && state.open >= MOST;
        let mut state = self.freed.wait_while(self.state(), full).unwrap_or_else(PoisonError::into_inner);
        let idle = state.idle.pop();
        if idle.is_none() {
            state.open += 1;
        }
        (Place { pool: self, back: None }, idle)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.state();
        match self.back.take() {
            Some(store) => state.idle.push(store),
            None => state.open -= 1,
        }
        drop(state);
        self.pool.freed.notify_one();
    }
}

/// Whether a connection that said so may be in a state of its own: a server that restarted, a file that was replaced.
pub fn is_broken(error: &Error) -> bool {
    matches!(error, Error::Database(_) | Error::Damaged(_))
}
