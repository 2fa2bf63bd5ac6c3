//! What a caller gives: the plan, the readings' facts, and a way to look evidence up.

use indicator::{Coverage, Index, coverage_in_words};
use jiff::civil::Date;
use plan::{FiscalYear, Language, Plan, PlanDecisionKind, Say, Text};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Looks records up by their public ids, in the order asked for; what is not kept is left out. The error is the caller's words.
pub type Cite<'a> = dyn Fn(&[Arc<str>]) -> Result<Vec<Citation>, String> + 'a;

/// Everything a form is made of.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The plan, the rows, what was read and handed in, the change and the day.
    pub readings: indicator::Facts<'a>,
    /// The index over those rows.
    pub index: &'a Index,
    /// The years shown, first to last. The last one is the year reported.
    pub years: &'a RangeInclusive<FiscalYear>,
    /// The language of the form.
    pub language: Language,
    /// Where the pages are served (`https://plan.example`), so that numbers can link to their evidence.
    pub site: Option<&'a str>,
    /// Of which years the records are listed.
    pub evidence: Listed,
    /// Looks records up.
    pub cite: &'a Cite<'a>,
    /// Names the columns of registers and their codes.
    pub say: &'a Say<'a>,
    /// For a comparison table: what the plan is set beside.
    pub against: Option<crate::Against<'a>>,
    /// What people answered, by the path of the field. It fills only what nothing else fills.
    pub answers: &'a BTreeMap<String, String>,
}

/// Of which years the records behind the figures are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Of none.
    None,
    /// Of the year reported.
    LastYear,
    /// Of every year shown.
    All,
}

/// A record as an annex lists it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Its public id.
    pub id: String,
    /// `paper`, `trial`, `transfer` …
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Authors in a line.
    pub authors: String,
    /// Where it was published.
    pub journal: String,
    /// When, if known.
    pub date: Option<Date>,
    /// Whether it is made up.
    pub invented: bool,
    /// The words by which it counts.
    pub words: Vec<String>,
}

impl<'a> Facts<'a> {
    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &'a Plan {
        self.readings.plan
    }

    /// The year reported: the last one shown.
    #[must_use]
    pub fn year(&self) -> FiscalYear {
        *self.years.end()
    }

    /// Every year shown.
    pub fn all_years(&self) -> impl Iterator<Item = FiscalYear> + use<> {
        (self.years.start().0..=self.years.end().0).map(FiscalYear)
    }

    /// Words of the plan in the form's language; Japanese where there is no English.
    #[must_use]
    pub fn text_of(&self, text: &Text) -> String {
        if self.language == Language::En && !text.en.is_empty() { text.en.clone() } else { text.ja.clone() }
    }

    /// The absolute address of a page (`/indicators/papers?year=2021`) at this form's change; nothing where no site is known.
    #[must_use]
    pub fn address(&self, path: &str) -> Option<String> {
        let site = self.site?.trim_end_matches('/');
        Some(format!("{site}{}", self.path(path)))
    }

    /// The same from the root of any site.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        let mark = if path.contains('?') { '&' } else { '?' };
        format!("/{}{path}{mark}as-of={}", self.language.of("ja", "en"), self.readings.as_of)
    }

    /// The page of a year's figure.
    #[must_use]
    pub fn reading_path(indicator: &str, year: FiscalYear) -> String {
        format!("/indicators/{indicator}?year={year}")
    }

    /// What the figures rest on.
    #[must_use]
    pub fn standing(&self) -> crate::Standing {
        let (language, facts) = (self.language, &self.readings);
        let live =
            |since: u64, until: Option<u64>| since <= facts.as_of && until.is_none_or(|until| facts.as_of < until);
        crate::Standing {
            as_of: language.of(
                format!("{}現在", crate::words::era_date(facts.today, language)),
                format!("as of {}", crate::words::era_date(facts.today, language)),
            ),
            change: facts.as_of,
            first_year: self.years.start().0,
            last_year: self.years.end().0,
            revision: revision_in_words(self.plan(), self.language),
            coverage: self.coverage_in_words(),
            invented: facts.rows.iter().any(|row| row.invented && live(row.since, row.until)),
        }
    }

    /// What was read, a sentence for each source. Registers are told together: which of them an indicator counts, its definition says.
    fn coverage_in_words(&self) -> Vec<String> {
        let (language, facts) = (self.language, &self.readings);
        let live = facts
            .coverage
            .iter()
            .filter(|one| one.since <= facts.as_of && one.until.is_none_or(|until| facts.as_of < until));
        let (registers, sources): (Vec<&Coverage>, Vec<&Coverage>) =
            live.partition(|one| one.source.starts_with("register:"));
        let mut told: Vec<String> = sources.into_iter().map(|one| coverage_in_words(one, language)).collect();
        if !registers.is_empty() {
            let count = registers.len();
            told.push(
                language.of(format!("台帳{count}種に提出された行"), format!("rows handed in to {count} registers")),
            );
        }
        told
    }
}

/// `令和7年1月17日改訂版`
#[must_use]
pub fn revision_in_words(plan: &Plan, language: Language) -> String {
    let Some(decision) = plan.decisions.last() else { return language.of("不明", "unknown").to_owned() };
    let date = crate::words::era_date(decision.on, language);
    match decision.kind {
        PlanDecisionKind::Adopted => language.of(format!("{date}策定版"), format!("adopted on {date}")),
        PlanDecisionKind::Amended => language.of(format!("{date}改訂版"), format!("revised on {date}")),
    }
}
