//! Words that several pages share: kinds, states and years of the plan, as they are shown.

use crate::language::{Language, Shown};
use crate::phrase::say;
use crate::words::Words;
use chart::periods::{Last, years};
use plan::{Basis, EvaluationKind, IndicatorKind, InferenceRule, Project, Role};

/// The word for an evaluation.
#[must_use]
pub fn evaluation(kind: EvaluationKind, words: &Words) -> &'static str {
    match kind {
        EvaluationKind::ExAnte => words.kind_exante,
        EvaluationKind::MidTerm => words.kind_midterm,
        EvaluationKind::ExPost => words.kind_expost,
        EvaluationKind::FollowUp => words.kind_followup,
    }
}

/// How a claim is known, in a word or two.
#[must_use]
pub fn basis(basis: &Basis, words: &Words) -> &'static str {
    match basis {
        Basis::Stated { .. } => words.basis_stated,
        Basis::Confirmed { .. } => words.basis_confirmed,
        Basis::Inferred { .. } => words.basis_inferred,
        Basis::Unconfirmed { .. } => words.basis_unconfirmed,
        Basis::Unknown => words.basis_unknown,
    }
}

/// How a claim is known, with its source.
#[must_use]
pub fn basis_in_full(claim: &Basis, language: Language) -> String {
    let words = language.words();
    let name = basis(claim, words);
    let detail = match claim {
        Basis::Stated { source } => source.clone(),
        Basis::Confirmed { by, on, because } => format!("{by}, {}, {because}", language.date(*on)),
        Basis::Inferred { rule } => match InferenceRule::from_name(rule) {
            Some(rule) => inference(rule, language).to_owned(),
            None => rule.clone(),
        },
        Basis::Unconfirmed { source } => source.clone().unwrap_or_default(),
        Basis::Unknown => String::new(),
    };
    match (detail.is_empty(), language) {
        (true, _) => name.to_owned(),
        (false, Language::Ja) => format!("{name}（{detail}）"),
        (false, Language::En) => format!("{name} ({detail})"),
    }
}

/// What a rule of inference says.
fn inference(rule: InferenceRule, language: Language) -> &'static str {
    let (ja, en) = match rule {
        InferenceRule::ExAnteInYearBeforeStart => ("開始の前年度", "the year before the first"),
        InferenceRule::MidTermInThirdYear => ("開始から3年度目", "the third year"),
        InferenceRule::MidTermInSixthYear => ("開始から6年度目", "the sixth year"),
        InferenceRule::ExPostInLastYear => ("最終年度", "the last year"),
        InferenceRule::ExPostInYearBeforeLast => ("最終年度の前年度", "the year before the last"),
        InferenceRule::StartsWherePredecessorEnds => {
            ("前身が終了した翌年度", "the year after the end of what it follows")
        }
        InferenceRule::EndsWhereSuccessorBegins => {
            ("後継が始まる前年度", "the year before the start of what follows it")
        }
        InferenceRule::PartRunsWithItsProject => ("課題と同じ期間", "the years of its project"),
        InferenceRule::ReadingOfTheWording => ("指標の文言の解釈", "what the indicator's own words say"),
    };
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// The code of a state in CSV and JSON.
#[must_use]
pub fn basis_code(basis: &Basis) -> &'static str {
    match basis {
        Basis::Stated { .. } => "stated",
        Basis::Confirmed { .. } => "confirmed",
        Basis::Inferred { .. } => "inferred",
        Basis::Unconfirmed { .. } => "unconfirmed",
        Basis::Unknown => "unknown",
    }
}

/// Yes or no as CSV and JSON write it.
#[must_use]
pub fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Where an indicator stands in the plan.
#[must_use]
pub fn indicator_kind(kind: IndicatorKind, words: &Words) -> &'static str {
    match kind {
        IndicatorKind::Output => words.programme_output,
        IndicatorKind::Outcome => words.programme_outcome,
        IndicatorKind::ChartPage => words.programme_chart,
        IndicatorKind::ProjectPapers => words.programme_papers,
    }
}

/// What a project was to a record.
#[must_use]
pub fn role(role: Role, words: &Words) -> &'static str {
    match role {
        Role::Funded => words.role_funded,
        Role::Supported => words.role_supported,
        Role::Used => words.role_used,
    }
}

/// The kind of a record.
#[must_use]
pub fn record_kind(kind: &str, words: &Words) -> &'static str {
    match kind {
        "paper" => words.record_paper,
        "trial" => words.record_trial,
        "text" => words.record_text,
        _ => words.record_other,
    }
}

/// When a project ends or ended: `2028年度まで`, `2020年度に終了`, `終わりの定めなし`.
#[must_use]
pub fn end(project: &Project, running: bool, words: &Words) -> String {
    match years(project).1 {
        Last::Year(year) if running => say(words.overview_until, &[("year", &year.to_string())]),
        Last::Year(year) => say(words.overview_ended, &[("year", &year.to_string())]),
        Last::Open => words.overview_open.to_owned(),
        Last::Unknown => words.overview_end_unknown.to_owned(),
    }
}

/// The name of a project with the short one by which people call it, where the name does not hold it already.
#[must_use]
pub fn name(project: &Project, language: Language) -> Shown {
    let mut name = language.text(&project.title);
    if let Some(short) = project.short.as_ref().filter(|short| !name.words.contains(short.as_str())) {
        name.words = match language {
            Language::Ja => format!("{}（{short}）", name.words),
            Language::En => format!("{} ({short})", name.words),
        };
    }
    name
}

/// A list in words.
#[must_use]
pub fn list(items: &[String], language: Language) -> String {
    match (language, items) {
        (_, []) => String::new(),
        (_, [only]) => only.clone(),
        (Language::Ja, items) => items.join("と"),
        (Language::En, [first, last]) => format!("{first} and {last}"),
        (Language::En, [start @ .., last]) => format!("{} and {last}", start.join(", ")),
    }
}

/// Whether a link counts or waits.
#[must_use]
pub fn standing(standing: indicator::Standing, words: &Words) -> &'static str {
    match standing {
        indicator::Standing::Counted => words.standing_counted,
        indicator::Standing::AwaitingMention => words.standing_waiting,
        indicator::Standing::AwaitingJoin => words.standing_waiting_join,
        indicator::Standing::Refused => words.standing_refused,
    }
}

/// The same as a code in CSV and JSON.
#[must_use]
pub fn standing_code(standing: indicator::Standing) -> &'static str {
    match standing {
        indicator::Standing::Counted => "counted",
        indicator::Standing::AwaitingMention => "awaiting-mention",
        indicator::Standing::AwaitingJoin => "awaiting-join",
        indicator::Standing::Refused => "refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_was_inferred_says_by_which_rule_in_words() {
        for rule in InferenceRule::ALL {
            let claim = Basis::Inferred { rule: rule.name().to_owned() };
            for language in [Language::Ja, Language::En] {
                let words = basis_in_full(&claim, language);
                assert!(words.contains(inference(*rule, language)) && !words.contains(rule.name()), "{words}");
            }
        }
    }
}
