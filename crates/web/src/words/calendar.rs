//! The words of the evaluation calendar.

crate::words! {
/// The words of the page on which evaluations are due.
CalendarWords {
    title: "評価の予定", "Evaluations due";
    lead: "{year}に予定される評価は{now}、その後の5年度は{ahead}です。{overdue}", "In {year} {now} due, and {ahead} in the five years after it. {overdue}";
    lead_overdue: "規則の年度を過ぎても予定のないものが{n}あります。", "{n} should have been held by the rules and have no mark in the plan.";
    lead_overdue_none: "規則の年度を過ぎて予定のないものはありません。", "Nothing that the rules want has been left out.";
    lead_note: "プランの図にある予定を先に示し、図に予定がないものは規則から補っています。実施されたかどうかを示す出典はないため、過ぎた年度の予定は予定のまま示します。", "Marks on the plan’s chart come first; where it has none, the rules fill in. No source says which evaluations were held, so marks of past years stay what they are: plans.";
    n_items: "{n}件", "{n}|{n}";
    n_evaluations: "{n}件", "{n} evaluation is|{n} evaluations are";
    filter: "プログラム", "Programme";
    filter_all: "すべて", "all";
    overdue: "規則の年度を過ぎ、予定のないもの", "Wanted by the rules, and no mark";
    this_year: "{year}（今年度）", "{year} (this year)";
    none_in_year: "予定はありません。", "None.";
    past: "過ぎた年度の予定", "Marks of past years";
    unknown: "年度の分からない予定", "Marks of no known year";
    unknown_lead: "図に印はありますが、どの年度かは出典から分かりません。事務局に確かめれば埋まります。", "The chart has the mark, but no source tells its year. The secretariat might know.";
    rules: "予定の規則", "The rules";
    col_kind: "評価", "Evaluation";
    col_unit: "単位", "Unit";
    col_of: "名称", "Of";
    col_ground: "根拠", "Rests on";
    col_says: "規則との違い", "Beside the rule";
    col_year: "年度", "Fiscal year";
    col_rule: "規則（単位と例外）", "Rule, with its unit and exceptions";
    col_source: "出典", "Source";
    follow_source: "評価指針による", "by the guideline";
    held: "開かれた評価と指摘事項", "Evaluations that were opened, and findings";
    also: "暦に取り込む", "In your calendar";
    also_ics: "iCalendar（今年度以降）", "iCalendar (from this year on)";
}
}
