//! What is judged by: items under necessity, effectiveness and efficiency, the scale, and the outcomes that can be decided on.
//!
//! The decision to question: criteria are a text (TOML) that an evaluation keeps whole, not rows that later evaluations share. They are fixed ex-ante and
//! reused, and a text that was kept cannot be changed underneath an evaluation that used it.

use plan::{EvaluationKind, Language};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The criteria that an evaluation is opened with where its office says no others.
pub const STANDARD: &str = include_str!("../criteria.toml");

/// What an evaluation judges by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criteria {
    /// Marks from best to worst, such as S, A, B, C, or 10 to 1; empty where none are given.
    #[serde(default)]
    pub scale: Vec<String>,
    /// What can be decided.
    #[serde(default, rename = "outcome")]
    pub outcomes: Vec<Outcome>,
    /// What is looked at.
    #[serde(default, rename = "item")]
    pub items: Vec<Item>,
}

/// What can be decided.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its id: `continue`.
    pub id: String,
    /// 継続
    pub ja: String,
    /// In English.
    pub en: String,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Under which of the three it stands.
    pub aspect: Aspect,
    /// 評価項目
    pub ja: String,
    /// In English.
    pub en: String,
    /// 評価基準
    pub standard_ja: String,
    /// In English.
    pub standard_en: String,
    /// Whether it is counted or described.
    pub measure: Measure,
    /// 適用時期: `ex-ante`, `mid-term`, `ex-post`, `follow-up`.
    pub phases: Vec<String>,
}

/// 観点
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// 必要性
    Necessity,
    /// 有効性
    Effectiveness,
    /// 効率性
    Efficiency,
}

/// 定性的・定量的
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// 定量的
    Quantitative,
    /// 定性的
    Qualitative,
}

impl Aspect {
    /// In words.
    #[must_use]
    pub fn in_words(self, language: Language) -> &'static str {
        match self {
            Self::Necessity => language.of("必要性", "necessity"),
            Self::Effectiveness => language.of("有効性", "effectiveness"),
            Self::Efficiency => language.of("効率性", "efficiency"),
        }
    }
}

impl Measure {
    /// In words.
    #[must_use]
    pub fn in_words(self, language: Language) -> &'static str {
        match self {
            Self::Quantitative => language.of("定量的", "quantitative"),
            Self::Qualitative => language.of("定性的", "qualitative"),
        }
    }
}

/// The phase of this code.
#[must_use]
pub(crate) fn phase(code: &str) -> Option<EvaluationKind> {
    [EvaluationKind::ExAnte, EvaluationKind::MidTerm, EvaluationKind::ExPost, EvaluationKind::FollowUp]
        .into_iter()
        .find(|kind| crate::kind_code(*kind) == code)
}

impl Criteria {
    /// Reads criteria.
    ///
    /// # Errors
    /// One sentence that says where, what was expected and what was found.
    pub fn read(text: &str) -> Result<Self, String> {
        let criteria: Self = toml::from_str(text).map_err(|error| error.to_string().trim().to_owned())?;
        let mut known = BTreeSet::new();
        if criteria.items.is_empty() {
            return Err("no `[[item]]`; hint: at least one item is judged".to_owned());
        }
        for item in &criteria.items {
            if !known.insert(item.id.as_str()) {
                return Err(format!("item `{}`: the id stands twice; hint: give each item its own", item.id));
            }
            if item.phases.is_empty() {
                return Err(format!("item `{}`: no phase; hint: phases = [\"mid-term\"]", item.id));
            }
            if let Some(wrong) = item.phases.iter().find(|code| phase(code).is_none()) {
                let hint = "`ex-ante`, `mid-term`, `ex-post` or `follow-up`";
                return Err(format!("item `{}`: expected a phase, found `{wrong}`; hint: {hint}", item.id));
            }
        }
        let mut outcomes = BTreeSet::new();
        if criteria.outcomes.len() < 2 {
            let found = criteria.outcomes.len();
            return Err(format!("expected at least two `[[outcome]]`, found {found}; hint: 継続, 方向転換, 中止"));
        }
        if let Some(twice) = criteria.outcomes.iter().find(|one| !outcomes.insert(one.id.as_str())) {
            return Err(format!("outcome `{}`: the id stands twice; hint: give each outcome its own", twice.id));
        }
        Ok(criteria)
    }

    /// The items of a phase.
    pub fn of(&self, kind: EvaluationKind) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.phases.iter().any(|code| code == crate::kind_code(kind)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_criteria_are_read_and_their_phases_hold() {
        let criteria = Criteria::read(STANDARD).expect("the standard criteria");
        let ids = |kind| criteria.of(kind).map(|item| item.id.as_str()).collect::<Vec<_>>();
        assert_eq!(ids(EvaluationKind::ExAnte), ["scientific-meaning", "public-meaning", "organisation"]);
        assert_eq!(ids(EvaluationKind::MidTerm).len(), 6);
        assert!(ids(EvaluationKind::FollowUp).is_empty());
    }

    #[test]
    fn wrong_criteria_say_where_and_what() {
        let check = |old: &str, new: &str, said: &str| {
            let error = Criteria::read(&STANDARD.replacen(old, new, 1)).expect_err(said);
            assert!(error.contains(said), "{error}");
        };
        check("phases = [\"ex-ante\", ", "phases = [\"ex-anti\", ", "found `ex-anti`");
        check("id = \"public-meaning\"", "id = \"scientific-meaning\"", "`scientific-meaning`: the id stands twice");
        check("id = \"stop\"", "id = \"continue\"", "outcome `continue`: the id stands twice");
        check("measure = \"qualitative\"", "measure = \"loud\"", "unknown variant `loud`");
        assert!(Criteria::read("scale = [\"S\"]").expect_err("no items").contains("no `[[item]]`"));
    }
}
