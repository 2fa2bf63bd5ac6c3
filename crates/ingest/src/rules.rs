//! The recognisers that read a file, and their names in the batch.

use mention::{Prefilter, Recogniser, SchemeSet};
use std::collections::BTreeSet;

/// What finds mentions. Made once and shared by all threads.
pub struct Rules {
    pub(crate) recogniser: Recogniser,
    pub(crate) prefilter: Prefilter,
}

impl Rules {
    /// Every scheme, foreign grants and trials too: they are kept with the records that name a Japanese
    /// funder, and what is not kept can only be counted if it was looked for.
    #[must_use]
    pub fn new() -> Self {
        let schemes = SchemeSet::all();
        Self { recogniser: Recogniser::new(&schemes), prefilter: Prefilter::new(&schemes) }
    }

    /// Rules and versions, sorted: `amed.systematic@1`. A file read under other rules is another batch.
    #[must_use]
    pub fn versions(&self) -> Vec<String> {
        let mut versions: BTreeSet<String> = self.recogniser.rules().iter().map(|rule| rule.id.to_owned()).collect();
        versions.extend(evidence::LINK_RULES.iter().map(|&rule| rule.to_owned()));
        versions.extend(evidence::SAME_RULES.iter().map(|rule| rule.id.to_owned()));
        versions.into_iter().collect()
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}
