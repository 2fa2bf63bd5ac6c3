//! What was missed, at least: from what two independent sources found and each of them alone.
//!
//! The decision to question: the bound for two lists with rates of their own, only·only ÷ both (Lincoln and Petersen's, in Chapman's form
//! without bias), instead of the squared form that is usual for many equal occasions. PubMed and full texts name grants
//! with very different rates, and the squared form would then promise more than is missing. Where some papers are easier
//! to find than others, in both sources, the truth lies above the bound, so it stays one. Sources: Chao, Biometrics 43 (1987) 783-791, for the
//! bound and the interval; Chao et al., Statistics in Medicine 20 (2001) 3123-3157, for two lists; Chapman (1951).

use crate::{projects_counted, version_of};
use plan::{FiscalYear, Indicator, Language, Method, Of, Plan, Reckoning, YearBasis};
use std::sync::Arc;

/// Works that two sources could both have found, by which of them did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sightings {
    /// By the first alone.
    pub first_only: u64,
    /// By the second alone.
    pub second_only: u64,
    /// By both.
    pub both: u64,
}

/// A work that both sources read, with who found which project in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighted {
    /// The year of publication.
    pub year: FiscalYear,
    /// By project: whether the first and whether the second source names it, certainly.
    pub projects: Vec<(Arc<str>, [bool; 2])>,
}

/// How many works neither source found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// The bound: at least so many.
    pub least: u64,
    /// The 95 % interval of the bound.
    pub interval: (u64, u64),
}

/// 95 % of a normal distribution lie within so many deviations.
const DEVIATIONS: f64 = 1.96;

/// What both sources missed, at least, of what an indicator counts in a year; none if it does not count papers by fiscal year,
/// or nothing can be argued.
#[must_use]
pub fn missed(indicator: &Indicator, year: FiscalYear, plan: &Plan, works: &[Sighted]) -> Option<Missed> {
    let Method::Computed(definition) = &version_of(indicator, year)?.method else { return None };
    let counts_papers = definition.counts == ["paper"]
        && definition.of == Of::Records
        && definition.reckoning == Reckoning::Flow
        && definition.basis == YearBasis::Fiscal;
    counts_papers.then(|| Sightings::of(works, &projects_counted(indicator, definition, plan), year).missed())?
}

impl Sightings {
    /// Of the works of one year, with regard to these projects together.
    #[must_use]
    pub fn of(works: &[Sighted], projects: &[&str], year: FiscalYear) -> Self {
        let mut sightings = Self::default();
        for work in works.iter().filter(|work| work.year == year) {
            let ours = work.projects.iter().filter(|(project, _)| projects.contains(&&**project));
            let found = ours.fold([false, false], |[a, b], (_, [first, second])| [a || *first, b || *second]);
            match found {
                [true, true] => sightings.both += 1,
                [true, false] => sightings.first_only += 1,
                [false, true] => sightings.second_only += 1,
                [false, false] => {}
            }
        }
        sightings
    }

    /// The bound and its interval; none where nothing can be argued: no work was found by both, or one source adds nothing.
    ///
    /// ```
    /// use indicator::Sightings;
    ///
    /// let missed = Sightings { first_only: 30, second_only: 20, both: 49 }.missed().unwrap();
    /// assert_eq!((missed.least, missed.interval), (12, (5, 27)));
    /// ```
    #[must_use]
    pub fn missed(self) -> Option<Missed> {
        if self.both == 0 || self.first_only == 0 || self.second_only == 0 {
            return None;
        }
        let [first, second, both] = [self.first_only, self.second_only, self.both].map(|count| count as f64);
        let bound = first * second / (both + 1.0);
        let variance =
            (first + both + 1.0) * (second + both + 1.0) * first * second / ((both + 1.0).powi(2) * (both + 2.0));
        let spread = (DEVIATIONS * (1.0 + variance / (bound * bound)).ln().sqrt()).exp();
        let whole = |value: f64| if value >= 0.0 { value as u64 } else { 0 };
        Some(Missed {
            least: whole(bound.floor()),
            interval: (whole((bound / spread).floor()), whole((bound * spread).ceil())),
        })
    }
}

impl Missed {
    /// As a sentence with its assumptions; `first` and `second` are the sources as the language calls them.
    #[must_use]
    pub fn in_words(self, first: &str, second: &str, language: Language) -> String {
        let Self { least, interval: (low, high) } = self;
        language.of(
            format!(
                "少なくとも{least}件がどちらの情報源でも見つかっていません（95%区間 {low}〜{high}件）。\
                 {first}と{second}がたがいに独立に見つけると仮定した下限で、見つけやすい論文とそうでない論文があれば実際はもっと多くなります。指標値には加えません"
            ),
            format!(
                "At least {least} were found by neither (95 % interval {low} to {high}). \
                 This is a lower bound if {first} and {second} find papers independently of each other; where some papers are easier to find than \
                 others, more are missing. It is never added to the reading"
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_said_where_nothing_can_be_argued() {
        let missed = |first_only, second_only, both| Sightings { first_only, second_only, both }.missed();
        assert_eq!(missed(5, 5, 0), None);
        assert_eq!(missed(0, 5, 9), None);
        assert_eq!(missed(5, 0, 9), None);
        assert!(missed(1, 1, 1).is_some_and(|missed| missed.least == 0));
    }

    #[test]
    fn a_few_that_overlap_much_leave_little_to_miss() {
        let much = Sightings { first_only: 3, second_only: 2, both: 95 }.missed().expect("a bound");
        let little = Sightings { first_only: 50, second_only: 45, both: 5 }.missed().expect("a bound");
        assert_eq!(much.least, 0);
        assert_eq!(little.least, 375);
    }

    #[test]
    fn a_work_that_names_two_projects_is_one_work_for_both_together() {
        let work = |year, projects: &[(&str, [bool; 2])]| Sighted {
            year: FiscalYear(year),
            projects: projects.iter().map(|(project, found)| (Arc::from(*project), *found)).collect(),
        };
        let works = [
            work(2021, &[("lakes", [true, false]), ("reeds", [false, true])]),
            work(2021, &[("lakes", [true, false])]),
            work(2022, &[("lakes", [false, true])]),
            work(2021, &[("moors", [true, true])]),
        ];
        let of = |projects: &[&str]| Sightings::of(&works, projects, FiscalYear(2021));
        assert_eq!(of(&["lakes", "reeds"]), Sightings { first_only: 1, second_only: 0, both: 1 });
        assert_eq!(of(&["lakes"]), Sightings { first_only: 2, second_only: 0, both: 0 });
        assert_eq!(of(&["bogs"]), Sightings::default());
    }

    /// What two sources find of papers that each find with the given rates of a thousand.
    fn found(papers: u64, rates: impl Fn(u64) -> (u64, u64)) -> (Sightings, u64) {
        let (mut sightings, mut missed, mut state) = (Sightings::default(), 0, 7_u64);
        let mut thousandth = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % 1000
        };
        for paper in 0..papers {
            let (first, second) = rates(paper);
            match (thousandth() < first, thousandth() < second) {
                (true, true) => sightings.both += 1,
                (true, false) => sightings.first_only += 1,
                (false, true) => sightings.second_only += 1,
                (false, false) => missed += 1,
            }
        }
        (sightings, missed)
    }

    #[test]
    fn of_independent_sources_the_interval_holds_what_is_missing() {
        let (sightings, missing) = found(4_000, |_| (700, 200));
        let missed = sightings.missed().expect("a bound");
        assert!(missed.interval.0 <= missing && missing <= missed.interval.1, "{missed:?} of {missing}");
    }

    #[test]
    fn papers_that_are_hard_to_find_for_both_only_make_the_bound_too_low() {
        let (sightings, missing) = found(4_000, |paper| if paper % 2 == 0 { (900, 700) } else { (200, 100) });
        let missed = sightings.missed().expect("a bound");
        assert!(missed.interval.1 < missing, "{missed:?} of {missing}");
    }

    #[test]
    fn the_sentence_names_the_sources_and_what_is_assumed() {
        let missed = Missed { least: 12, interval: (5, 27) };
        let en = missed.in_words("PubMed", "full texts", Language::En);
        assert!(en.starts_with("At least 12 ") && en.contains("PubMed and full texts") && en.contains("never added"));
        let ja = missed.in_words("PubMed", "本文", Language::Ja);
        assert!(ja.starts_with("少なくとも12件") && ja.contains("5〜27件") && ja.contains("PubMedと本文"));
    }

    proptest! {
        #[test]
        fn the_bound_lies_in_its_interval_and_does_not_depend_on_the_order_of_the_sources(
            first_only in 0..100_000_u64, second_only in 0..100_000_u64, both in 0..100_000_u64,
        ) {
            let missed = Sightings { first_only, second_only, both }.missed();
            prop_assert_eq!(missed, Sightings { first_only: second_only, second_only: first_only, both }.missed());
            if let Some(missed) = missed {
                prop_assert!(missed.interval.0 <= missed.least && missed.least <= missed.interval.1);
            }
        }
    }
}
