//! Words that several forms share: years and days in eras, readings, how a claim is known.

use indicator::{Figure, Reading, amount_in_words};
use jiff::civil::Date;
use plan::{Basis, End, EvaluationKind, FiscalYear, IndicatorKind, Language, Project, YearClaim};

/// `令和6年度`, `FY2024`.
#[must_use]
pub fn year(year: FiscalYear, language: Language) -> String {
    language.of(year.era_ja(), format!("FY{year}"))
}

/// The head of a year's column: `令和6年度` with `（2024）` below it.
#[must_use]
pub fn year_head(year: FiscalYear, language: Language) -> String {
    language.of(format!("{}\n（{year}）", year.era_ja()), format!("FY{year}\n({})", year.era_en()))
}

/// `令和7年1月17日`; in English the common calendar.
#[must_use]
pub fn era_date(date: Date, language: Language) -> String {
    if language == Language::En {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = MONTHS.get(usize::from(date.month().unsigned_abs()).saturating_sub(1)).copied().unwrap_or_default();
        return format!("{} {month} {}", date.day(), date.year());
    }
    let (era, first) = match (date.year(), date.month(), date.day()) {
        (year, month, _) if year > 2019 || (year == 2019 && month >= 5) => ("令和", 2018),
        (year, month, day) if year > 1989 || (year == 1989 && (month > 1 || day >= 8)) => ("平成", 1988),
        _ => ("昭和", 1925),
    };
    let number = date.year() - first;
    let number = if number == 1 { "元".to_owned() } else { number.to_string() };
    format!("{era}{number}年{}月{}日", date.month(), date.day())
}

/// The figure, or the word that stands in its place.
#[must_use]
pub fn reading(reading: &Reading, language: Language) -> String {
    match reading {
        Reading::Number(figure) => amount_in_words(&figure.confirmed),
        Reading::DeclaredNone { .. } => language.of("なし", "none").to_owned(),
        Reading::NotReported => language.of("未報告", "not reported").to_owned(),
        Reading::NotCollected => language.of("未収集", "not collected").to_owned(),
        Reading::Qualitative { words, .. } => words.clone(),
        Reading::Withheld => language.of("秘匿", "withheld").to_owned(),
    }
}

/// A whole number with its thousands parted: `5,083`.
#[must_use]
pub fn whole(number: i64) -> String {
    amount_in_words(&indicator::Amount::from_integer(number.into()))
}

/// What stands below a figure: what awaits a decision, and that it is not final.
#[must_use]
pub fn beside(reading: &Reading, language: Language) -> String {
    let Reading::Number(figure) = reading else { return String::new() };
    let mut says = waiting(figure, language);
    if figure.reported_by.is_some() {
        says.push(language.of("報告値", "reported").to_owned());
    }
    if let Some(day) = figure.provisional_on {
        says.push(language.of(format!("{}月{}日現在", day.month(), day.day()), format!("as of {day}")));
    }
    says.join(language.of("、", ", "))
}

fn waiting(figure: &Figure, language: Language) -> Vec<String> {
    let zero = indicator::Amount::from_integer(0);
    let mut says = Vec::new();
    for (amount, ja, en) in [
        (&figure.awaiting_mentions, "判断待ち", "awaiting a decision"),
        (&figure.awaiting_joins, "対応付け待ち", "awaiting a join"),
    ] {
        if *amount != zero {
            let sign = if *amount > zero { "+" } else { "" };
            says.push(language.of(
                format!("{ja}{sign}{}", amount_in_words(amount)),
                format!("{sign}{} {en}", amount_in_words(amount)),
            ));
        }
    }
    says
}

/// The code of a reading's kind, the same as on the pages.
#[must_use]
pub fn reading_code(reading: &Reading) -> &'static str {
    match reading {
        Reading::Number(_) => "number",
        Reading::DeclaredNone { .. } => "none",
        Reading::NotReported => "not-reported",
        Reading::NotCollected => "not-collected",
        Reading::Qualitative { .. } => "qualitative",
        Reading::Withheld => "withheld",
    }
}

/// Where an indicator stands in the plan.
#[must_use]
pub fn indicator_kind(kind: IndicatorKind, language: Language) -> &'static str {
    match kind {
        IndicatorKind::Output => language.of("アウトプット指標", "Output indicators"),
        IndicatorKind::Outcome => language.of("アウトカム指標", "Outcome indicators"),
        IndicatorKind::ChartPage => language.of("工程表にのみ記載の指標", "Indicators on the chart pages only"),
        IndicatorKind::ProjectPapers => {
            language.of("課題番号又は課題名を挙げる論文", "Papers that name a grant or the project")
        }
    }
}

/// The word for a kind of record; the kind itself where there is none.
#[must_use]
pub fn record_kind(kind: &str, language: Language) -> &str {
    let (ja, en) = match kind {
        "paper" => ("論文", "Papers"),
        "trial" => ("治験・臨床試験", "Trials"),
        "seed" => ("シーズ", "Seeds"),
        "transfer" => ("導出", "Transfers"),
        "grant" => ("採択課題", "Grants"),
        "provision" => ("提供", "Provisions"),
        "request" => ("支援依頼", "Support requests"),
        "agreement" => ("覚書", "Agreements"),
        "finding" => ("成果", "Findings"),
        "milestone" => ("薬事の節目", "Regulatory milestones"),
        "site" => ("拠点", "Sites"),
        "dataset" => ("データベース", "Databases"),
        "usage" => ("データベースの利用", "Uses of databases"),
        "research-data" => ("研究データ", "Data sets"),
        "collection" => ("バイオバンクの収集物", "Collections of biobanks"),
        "access-request" => ("利用申請", "Access requests"),
        "holding" => ("保有リソース", "Resources held"),
        "model" => ("モデル", "Models"),
        "training" => ("人材育成", "People trained"),
        "prize" => ("受賞", "Prizes"),
        "budget" => ("予算", "Budgets"),
        "role" => ("役割", "Roles"),
        "activity" => ("取組", "Activities"),
        _ => return kind,
    };
    language.of(ja, en)
}

/// The word for an evaluation: `中間評価`.
#[must_use]
pub fn evaluation(kind: EvaluationKind, language: Language) -> &'static str {
    match kind {
        EvaluationKind::ExAnte => language.of("事前評価", "Ex-ante evaluation"),
        EvaluationKind::MidTerm => language.of("中間評価", "Mid-term evaluation"),
        EvaluationKind::ExPost => language.of("事後評価", "Ex-post evaluation"),
        EvaluationKind::FollowUp => language.of("追跡評価", "Follow-up evaluation"),
    }
}

/// A year that may be unknown, with a mark where it is not sure.
#[must_use]
pub fn claim(claim: &YearClaim, language: Language) -> String {
    match claim.year {
        None => language.of("不明", "unknown").to_owned(),
        Some(known) if claim.basis.counts() => year(known, language),
        Some(known) => format!("{}{}", year(known, language), unsure(&claim.basis, language)),
    }
}

/// What is said behind a claim that no source states.
#[must_use]
pub fn unsure(basis: &Basis, language: Language) -> &'static str {
    match basis {
        Basis::Stated { .. } | Basis::Confirmed { .. } => "",
        Basis::Inferred { .. } => language.of("（推定）", " (inferred)"),
        Basis::Unconfirmed { .. } | Basis::Unknown => language.of("（未確認）", " (unconfirmed)"),
    }
}

/// The years of a project: `令和3年度～令和8年度`.
#[must_use]
pub fn period(project: &Project, language: Language) -> String {
    between(&project.start, &project.end, language)
}

/// The same of a part.
#[must_use]
pub fn between(start: &YearClaim, end: &End, language: Language) -> String {
    let start = claim(start, language);
    let end = match end {
        End::Year(end) => claim(end, language),
        End::Open { basis } => {
            format!("{}{}", language.of("終了年度の定めなし", "no end planned"), unsure(basis, language))
        }
    };
    language.of(format!("{start}～{end}"), format!("{start} to {end}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicator::Amount;
    use jiff::civil::date;

    #[test]
    fn years_and_days_are_in_eras() {
        assert_eq!(year_head(FiscalYear(2019), Language::Ja), "令和元年度\n（2019）");
        assert_eq!(year_head(FiscalYear(2018), Language::En), "FY2018\n(Heisei 30)");
        assert_eq!(era_date(date(2019, 4, 30), Language::Ja), "平成31年4月30日");
        assert_eq!(era_date(date(2019, 5, 1), Language::Ja), "令和元年5月1日");
        assert_eq!(era_date(date(2025, 1, 17), Language::En), "17 January 2025");
    }

    #[test]
    fn what_waits_stands_beside_a_figure_and_is_never_added() {
        let figure = Figure {
            confirmed: Amount::from_integer(1340),
            awaiting_mentions: Amount::from_integer(3),
            awaiting_joins: Amount::new(-1, 2),
            ..Figure::default()
        };
        let reading = Reading::Number(Box::new(figure));
        assert_eq!(super::reading(&reading, Language::Ja), "1,340");
        assert_eq!(beside(&reading, Language::Ja), "判断待ち+3、対応付け待ち−0.50");
        assert_eq!(beside(&Reading::NotCollected, Language::Ja), "");
    }
}
