//! Invented citations that fill the charts: papers of Arden that borrow the names and number prefixes of the plan's projects.
//!
//! The decision to question: they are written as PubMed XML and read back through the same door as any file, instead of being
//! put into the store. So the demo shows what the program does, not what somebody wished it did; and what a citation means to
//! name is held against what the recognisers find in it, one by one.
//!
//! Grants of invented papers end in 9xx, which no award of these schemes has reached.

mod citation;
pub(super) mod dice;
mod papers;
pub(super) mod thanks;
pub(super) mod words;

#[cfg(test)]
mod tests;

use plan::Plan;

/// Name of the file, from which its edition follows.
pub const FILE: &str = "pubmed-sample-2-invented.xml";

/// The invented citations for a plan, as a file of PubMed's format. The same plan always gives the same bytes.
pub fn file(plan: &Plan) -> String {
    citation::document(&papers::papers(plan))
}
