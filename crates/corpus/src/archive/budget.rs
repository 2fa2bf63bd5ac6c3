//! How much a packed file may grow to.
//!
//! The decision to question: a ratio and not a size. All of PMC in one file is large and honest; what packs its content two hundred
//! times over was made to harm. Text packs five to ten times, invented tables of equal rows some fifty.

use crate::window::Fill;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// So much is let through whatever the ratio.
const FREE_BYTES: u64 = 64 << 20;
/// The most that a byte may inflate to.
const LARGEST_RATIO: u64 = 200;

/// What has come out of a packed file, against what has gone in.
#[derive(Clone)]
pub(crate) struct Budget {
    packed_bytes: Rc<Cell<u64>>,
    inflated_bytes: Rc<Cell<u64>>,
}

/// It grew too much.
#[derive(Debug, thiserror::Error)]
#[error("more than {LARGEST_RATIO} times the length of the file")]
pub(crate) struct Overspent;

impl Budget {
    /// For a file of which so many bytes have been read; the number may grow as it is read.
    pub(crate) fn new(packed_bytes: Rc<Cell<u64>>) -> Self {
        Self { packed_bytes, inflated_bytes: Rc::new(Cell::new(0)) }
    }

    /// Counts what passes through `inner`, and fails when it is too much.
    pub(crate) fn metered<R>(&self, inner: R) -> Metered<R> {
        Metered { inner, budget: self.clone() }
    }

    fn spend(&self, bytes: usize) -> io::Result<()> {
        let inflated = self.inflated_bytes.get() + bytes as u64;
        self.inflated_bytes.set(inflated);
        if inflated > FREE_BYTES && inflated / LARGEST_RATIO > self.packed_bytes.get() {
            return Err(io::Error::other(Overspent));
        }
        Ok(())
    }
}

/// A reader under a budget.
pub(crate) struct Metered<R> {
    inner: R,
    budget: Budget,
}

impl<F: Fill> Fill for Metered<F> {
    fn fill(&mut self, window: &mut [u8], from: usize) -> io::Result<(usize, bool)> {
        let (filled, is_last) = self.inner.fill(window, from)?;
        self.budget.spend(filled - from)?;
        Ok((filled, is_last))
    }

    fn looks_back(&self) -> usize {
        self.inner.looks_back()
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(place)?;
        self.budget.spend(read)?;
        Ok(read)
    }
}
