//! The calendar in words, Japanese and English: the same on the page, in the command, in the form and in other programs' calendars.

use crate::calendar::{Calendar, Due, Ground, Says, Standing, Subject};
use crate::ics::Event;
use plan::{Basis, EvaluationKind, FiscalYear, Language};
use std::ops::RangeInclusive;

fn of(language: Language, ja: &'static str, en: &'static str) -> &'static str {
    if language == Language::Ja { ja } else { en }
}

/// 事前評価, 中間評価 …
#[must_use]
pub fn kind_in_words(kind: EvaluationKind, language: Language) -> &'static str {
    match kind {
        EvaluationKind::ExAnte => of(language, "事前評価", "ex-ante evaluation"),
        EvaluationKind::MidTerm => of(language, "中間評価", "mid-term evaluation"),
        EvaluationKind::ExPost => of(language, "事後評価", "ex-post evaluation"),
        EvaluationKind::FollowUp => of(language, "追跡評価", "follow-up evaluation"),
    }
}

/// Which unit is evaluated.
#[must_use]
pub fn unit_in_words(subject: Subject<'_>, language: Language) -> &'static str {
    match subject {
        Subject::Programme(_) => of(language, "プログラム", "programme"),
        Subject::Project(..) => of(language, "課題", "project"),
        Subject::Part(..) => of(language, "課題の内訳", "part of a project"),
    }
}

/// The name of what is evaluated, in the reader's language where it has one.
#[must_use]
pub fn title_in_words(subject: Subject<'_>, language: Language) -> &str {
    let title = subject.title();
    if language == Language::En && !title.en.is_empty() { &title.en } else { &title.ja }
}

/// `2026年度`, `2026〜2027年度`, `FY2026–2027`.
#[must_use]
pub fn years_in_words(years: &RangeInclusive<FiscalYear>, language: Language) -> String {
    let (from, to) = (years.start().0, years.end().0);
    match (language, from == to) {
        (Language::Ja, true) => format!("{from}年度"),
        (Language::Ja, false) => format!("{from}〜{to}年度"),
        (Language::En, true) => format!("FY{from}"),
        (Language::En, false) => format!("FY{from}–{to}"),
    }
}

/// What an entry rests on.
#[must_use]
pub fn ground_in_words(due: &Due<'_>, language: Language) -> &'static str {
    let Ground::Mark(mark) = due.ground else {
        return of(language, "規則による（プランに予定なし）", "by the rule (the plan has no mark)");
    };
    match mark.when.basis {
        Basis::Stated { .. } => {
            of(language, "プランの予定（年度は出典による）", "mark of the plan, its year from a source")
        }
        Basis::Confirmed { .. } => {
            of(language, "プランの予定（年度は確認済み）", "mark of the plan, its year confirmed")
        }
        Basis::Inferred { .. } => of(language, "プランの予定（年度は推定）", "mark of the plan, its year inferred"),
        Basis::Unconfirmed { .. } | Basis::Unknown => {
            of(language, "プランの予定（年度は未確認）", "mark of the plan, its year unconfirmed")
        }
    }
}

/// What the rule says of it; empty where there is nothing to compare.
#[must_use]
pub fn says_in_words(due: &Due<'_>, language: Language) -> String {
    match (&due.says, due.ground) {
        (Says::Same, Ground::Rule) | (Says::Nothing, _) => String::new(),
        (Says::Same, Ground::Mark(_)) => of(language, "規則どおり", "as the rule says").to_owned(),
        (Says::Otherwise(years), _) => match language {
            Language::Ja => format!("規則では{}", years_in_words(years, language)),
            Language::En => format!("the rule says {}", years_in_words(years, language)),
        },
    }
}

/// How it lies to this year.
#[must_use]
pub fn standing_in_words(standing: Standing, language: Language) -> &'static str {
    match standing {
        Standing::Overdue => of(language, "規則の年度を過ぎ、予定なし", "the rule’s years have passed, no mark"),
        Standing::Past => of(language, "予定の年度は過ぎた", "its year has passed"),
        Standing::Now => of(language, "今年度", "this year"),
        Standing::Ahead => of(language, "今後", "ahead"),
    }
}

/// The code of a kind: `mid-term`.
#[must_use]
pub fn kind_code(kind: EvaluationKind) -> &'static str {
    match kind {
        EvaluationKind::ExAnte => "ex-ante",
        EvaluationKind::MidTerm => "mid-term",
        EvaluationKind::ExPost => "ex-post",
        EvaluationKind::FollowUp => "follow-up",
    }
}

/// The code of a standing: `overdue`.
#[must_use]
pub fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Overdue => "overdue",
        Standing::Past => "past",
        Standing::Now => "now",
        Standing::Ahead => "ahead",
    }
}

/// The entries of this year and later as events; `address` says where a subject opens, empty for nowhere.
#[must_use]
pub fn events(calendar: &Calendar<'_>, language: Language, address: &dyn Fn(Subject<'_>) -> String) -> Vec<Event> {
    let coming = calendar.due.iter().filter(|due| matches!(due.standing, Standing::Now | Standing::Ahead));
    coming
        .map(|due| {
            let title = title_in_words(due.subject, language);
            let rule = due.rule.map_or("", |rule| rule.words(language));
            let lines = [ground_in_words(due, language).to_owned(), says_in_words(due, language), rule.to_owned()];
            let years = format!("{}-{}", due.years.start().0, due.years.end().0);
            Event {
                id: format!("{}-{}-{years}@shirube", kind_code(due.kind), due.subject.id().replace('/', "-")),
                from: due.years.start().first_day(),
                until: due.years.end().last_day(),
                summary: format!("{}: {title}", kind_in_words(due.kind, language)),
                description: lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
                url: address(due.subject),
            }
        })
        .collect()
}
