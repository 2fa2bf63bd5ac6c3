//! Time, from outside: what is now, how to wait, and when to stop.
//!
//! The decision to question: waiting goes through a trait, so that tests of back-off and of rate limits take no time and
//! see exactly how long would have been waited.

use jiff::Timestamp;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often a waiting program looks whether it is to stop.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What is now, and how to wait.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Waits that long, or until it is to stop.
    fn wait(&self, duration: Duration, stop: &Stop);
    /// A number from 0 to 1, so that many programs that failed together do not return together.
    fn jitter(&self) -> f64;
}

/// The clock on the wall.
#[derive(Debug, Clone, Copy, Default)]
pub struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&self, duration: Duration, stop: &Stop) {
        let mut left = duration;
        while !left.is_zero() && !stop.is_asked() {
            let slice = left.min(LOOK_EVERY);
            std::thread::sleep(slice);
            left -= slice;
        }
    }

    fn jitter(&self) -> f64 {
        // Each `RandomState` has keys of its own; that is all the chance that is needed here.
        let bits = RandomState::new().build_hasher().finish() >> 11;
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let number = bits as f64 / (1u64 << 53) as f64;
        number
    }
}

/// A flag that asks to stop; its clones are one flag.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// The flag itself, for whoever sets it: a signal handler.
    #[must_use]
    pub fn flag(&self) -> Arc<AtomicBool> {
        self.0.clone()
    }

    /// Asks to stop.
    pub fn ask(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
