//! The rules of the calendar, each with where it is written.

use plan::{CalendarRule, Language};

/// Every rule, in the order in which the page lists them.
pub const RULES: [CalendarRule; 5] = [
    CalendarRule::ExAnteInYearBeforeStart,
    CalendarRule::ExAnteFromOneBillionYen,
    CalendarRule::MidTermAboutEveryThreeYears,
    CalendarRule::ExPostInLastYearOrYearBefore,
    CalendarRule::ProgrammeMidTermAboutEveryFiveYears,
];

/// What is said of follow-up evaluations (Japanese, English): no rule gives them a year.
pub const FOLLOW_UP: [&str; 2] = [
    "課題: 追跡評価は、終了後しばらくして必要に応じて行う（年度を定める規則はない）",
    "project: a follow-up evaluation some time after the end, where needed (no rule gives a year)",
];

/// Where a rule is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceOfRule {
    /// In words.
    pub words: &'static str,
    /// Its address; empty where the rule was read off the plan's own chart.
    pub address: &'static str,
}

/// The source of a rule.
#[must_use]
pub fn source_of(rule: CalendarRule, language: Language) -> SourceOfRule {
    let (ja, en, address) = match rule {
        CalendarRule::MidTermAboutEveryThreeYears | CalendarRule::ExAnteFromOneBillionYen => (
            "文部科学省における研究及び開発に関する評価指針 3.2.1.2",
            "MEXT guideline on the evaluation of research and development, 3.2.1.2",
            "https://www.mext.go.jp/a_menu/kagaku/hyouka/06081122/004.htm",
        ),
        CalendarRule::ProgrammeMidTermAboutEveryFiveYears => (
            "文部科学省における研究及び開発に関する評価指針 第2部 2.1.4",
            "MEXT guideline on the evaluation of research and development, part 2, 2.1.4",
            "https://www.mext.go.jp/b_menu/shingi/gijyutu/gijyutu2/090/shiryo/attach/1411192.htm",
        ),
        CalendarRule::ExAnteInYearBeforeStart | CalendarRule::ExPostInLastYearOrYearBefore => (
            "プランの図にある前・後の年度から読み取ったもの",
            "read off the years of the marks on the plan’s own chart",
            "",
        ),
    };
    SourceOfRule { words: if language == Language::Ja { ja } else { en }, address }
}
