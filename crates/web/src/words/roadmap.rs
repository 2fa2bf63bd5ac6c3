//! The words of the roadmap.

crate::words! {
/// The words of the roadmap.
RoadmapWords {
    title: "どの課題がいつ走り、何が何を継ぐか", "What runs when, and what follows what";
    chart: "工程表", "Roadmap";
    lead: "{first}から{last}までの{projects}。{year}は{running}が走ります。", "{projects}, {first} to {last}. In {year}, {running} run.";
    lead_end: "棒の右端は計画上の最終年度です。", "The right end of a bar is its last planned year.";
    narrowed: "{all}のうち、{filter}だけを見ています。", "Of {all}, only those {filter} are shown.";
    narrowed_programme: "「{title}」の課題", "of “{title}”";
    narrowed_area: "疾患領域「{title}」の課題", "in the disease area “{title}”";
    narrowed_running: "実施中の課題", "that run now";
    narrowed_and: "で、", " and ";
    area_note: "領域は、出典が示す課題だけに付いています。出典のない課題はここに出ません。", "Only projects whose source names their area are found here; the others are not shown.";
    none: "当てはまる課題はありません。", "No project fits.";
    show_all: "すべての課題を見る", "Show all projects";

    filter: "絞り込み", "Narrow down";
    filter_programme: "プログラム", "Programme";
    filter_area: "疾患領域", "Disease area";
    filter_all: "すべて", "all";
    filter_running: "実施中の課題だけ", "running now only";
    filter_show: "見る", "Show";
    paper_title: "{plan}　工程表", "{plan}: roadmap";
    paper_standing: "{revision}改訂版 · {day}現在", "revision of {revision} · as of {day}";
    paper_source: "課題名と期間はプランのもの。年度が推定・未確認のものはその記号で示す。　しるべ {path}", "Names and years are the plan’s; signs say which years are inferred or not confirmed. Shirube {path}";
    print_hint: "印刷はA4横", "prints on A4 landscape";

    key: "記号", "Key";


    drawing: "{programme}の工程表：{focus}", "Roadmap of {programme}: {focus}";
    drawing_says: "{n}の期間と評価を年度の上に並べた図です。同じことを、下の表が言葉で言います。", "Periods and evaluations of {n} over fiscal years. The table below says the same in words.";

    table: "課題ごとに", "Project by project";
    col_years: "期間", "Years";
    col_evaluations: "評価", "Evaluations";
    col_before: "前身", "Follows";
    col_after: "後継", "Followed by";
    col_known: "年度の根拠", "How the years are known";
    part_of: "{project}の一部", "part of {project}";
    from_to: "{from}〜{to}", "{from}–{to}";
    year_unknown: "未確認", "not known";
    no_end: "定めなし", "no planned end";
    known_both: "開始：{start}、終了：{end}", "start: {start}; end: {end}";
    evaluation_unknown: "{kind}（年度は未確認）", "{kind} (year not known)";
    evaluation_in: "{kind}{year}", "{kind} {year}";
    evaluation_perhaps: "{kind}{year}（推定）", "{kind} {year} (inferred)";
}
}
