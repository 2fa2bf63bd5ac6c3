//! A form that is asked for, and the one place where its facts are gathered.

use documents::{Against, Citation, Error, Facts, Kind, Listed, Made};
use indicator::Index;
use plan::{FiscalYear, Language};
use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::sync::Arc;
use store::{SheetKey, Store};

/// What is asked for.
#[derive(Clone)]
pub struct Asked<'a> {
    /// Which form.
    pub kind: &'static Kind,
    /// What it is about: an id; anything for the plan.
    pub subject: &'a str,
    /// The year reported, or the first and the last year shown. Of one year those before it are shown as the form needs them.
    pub years: RangeInclusive<FiscalYear>,
    /// Its language.
    pub language: Language,
    /// Where the pages are served, so that each number links to its evidence.
    pub site: Option<&'a str>,
    /// Of which years the records behind the figures are listed.
    pub evidence: Listed,
    /// For a comparison table: what the plan is set beside.
    pub against: Option<Against<'a>>,
}

impl Asked<'_> {
    /// Every year shown.
    fn shown(&self) -> RangeInclusive<FiscalYear> {
        let (first, last) = (*self.years.start(), *self.years.end());
        if first == last { FiscalYear(last.0 - (self.kind.years - 1))..=last } else { first..=last }
    }
}

/// Makes a form with the facts of a state; `store` looks records up, and shows what whoever it sees as may see. `index` is the index over the
/// rows of `facts`.
///
/// Cost: a few milliseconds, and as much again for each thousand records that are listed.
///
/// # Errors
/// If the subject is not what the form is about, or the store refuses.
pub fn make(store: &mut Store, facts: indicator::Facts<'_>, index: &Index, asked: &Asked<'_>) -> Result<Made, Error> {
    let years = asked.shown();
    let subject = if asked.kind.about == documents::Subject::Plan { &facts.plan.id } else { asked.subject };
    let sheet = SheetKey { form: asked.kind.name, subject, year: *years.end() };
    let answers = store.answers(sheet, facts.as_of).map_err(|error| Error::Evidence(error.to_string()))?;
    let store = RefCell::new(store);
    let cite = |records: &[Arc<str>]| -> Result<Vec<Citation>, String> {
        let heads = store.borrow_mut().heads(records, facts.as_of).map_err(|error| error.to_string())?;
        Ok(heads.into_iter().map(citation).collect())
    };
    let facts = Facts {
        readings: facts,
        index,
        years: &years,
        language: asked.language,
        site: asked.site,
        evidence: asked.evidence,
        cite: &cite,
        say: &register::say,
        against: asked.against,
        answers: &answers,
    };
    documents::make(asked.kind, &facts, asked.subject)
}

/// A record of the store as an annex lists it.
fn citation(head: store::Head) -> Citation {
    Citation {
        id: head.id,
        kind: head.kind,
        title: head.title,
        authors: head.authors,
        journal: head.journal,
        date: head.date,
        invented: head.invented,
        words: head.words,
    }
}
