//! The words of what the plan answers to: policies, the plan's head, and the two cross-cuts.

crate::words! {
/// The words of the pages policies, policy, plan, integrated projects and disease areas.
PolicyWords {
    title: "このプランが答える上位施策", "The policies this plan answers to";
    lead: "このプランは{goal}のもとで、{policies}に答えます。", "Under {goal}, this plan answers to {policies}.";
    lead_shared: "＊を付けた{n}は、関係する府省が一体となって取り組むもので、文部科学省の分だけを抜き出すことは困難とされています。", "Ministries work as one on the {n} marked ＊; the plan says that the education ministry’s part cannot be cut out of them.";
    none: "このプランには上位施策が書かれていません。プランの policies フォルダに置くと、ここに並びます。", "This plan names no policies. Those in its policies folder appear here.";
    goal: "施策目標{number}", "policy goal {number}";
    shared_mark: "＊", "＊";
    shared: "府省の共有", "Shared";
    shared_yes: "関係する府省が一体となって取り組む（＊）。文部科学省の分だけを抜き出すことは困難とされている", "ministries work on it as one (＊); the education ministry’s part cannot be cut out";
    shared_no: "プランに＊はない", "not marked as shared";
    col_policy: "上位施策", "Policy";
    col_decided: "決定", "Decided";
    col_annex: "別添", "Annex";
    col_period: "対象期間", "Period";
    col_holds: "収めた内容", "What is held here";
    annex: "別添{n}", "Annex {n}";
    decided: "{date} {by}", "{by}, {date}";
    amended: "{date}一部変更", "amended {date}";
    period: "{first}〜{last}", "{first} to {last}";
    period_none: "期間の記載なし", "no period given";
    n_policies: "{n}つの上位施策", "{n} policy|{n} policies";
    n_points: "{n}項目", "{n} point|{n} points";
    n_commitments: "期限のある約束{n}件", "{n} dated commitment|{n} dated commitments";
    n_measures: "{n}つの政策", "{n} measure|{n} measures";
    annex_missing_short: "本文は手元にない", "text not at hand";
    annex_missing: "別添{n}の本文は、手元のプランの文書に含まれていません。分かるのは、名称、決めた機関、決定の日だけです。本文が手に入れば、プランの policies フォルダに加えることでここに現れます。", "The text of annex {n} is not in the plan’s document at hand. Only the name, who decided it and when are known. Once the text is found, adding it to the plan’s policies folder shows it here.";

    commitments: "期限のある約束", "Dated commitments";
    commitments_none: "期限のある約束は、手元の本文にありません。", "The text at hand holds no dated commitment.";
    col_due: "期限", "Due";
    col_promise: "約束", "Commitment";
    col_progress: "分かっている状況", "What is known of it";
    due_by: "{year}末", "end of {year}";
    due_none: "期限の記載なし", "no date given";
    due_past: "期限は過ぎた", "the date has passed";
    due_now: "今年度が期限", "due this year";
    due_ahead: "これから", "still ahead";
    progress_none: "状況を述べた資料は手元にありません", "no source at hand says how it stands";

    fact_decided: "決定", "Decided";
    fact_amended: "一部変更", "Amended";
    fact_annex: "プランでの位置", "In the plan";
    answered: "このプランで答えるもの", "What answers it in this plan";
    answered_none: "どのプログラムや課題がこの施策に答えるかを述べた資料は、手元にありません。", "No source at hand says which programmes or projects answer this policy.";
    answered_point: "答えるもの", "Answered by";
    col_programme: "プログラム", "Programme";
    measures: "必要とされた政策", "Measures called for";
    measures_lead: "番号は文書のとおりです。進みぐあいを述べた資料は手元にないので、書いていません。", "Numbered as printed. No source at hand says how far each has come, so nothing is said of it.";
    bottlenecks: "挙げられた課題", "Bottlenecks named";
    edges_none: "どの政策がどの課題に答えるかは、資料に書かれていません。そのため結びつけていません。", "No source says which measure answers which bottleneck, so none are tied.";
    answers: "答える課題", "Answers";
    points: "別添の本文", "What the annex says";
    points_none: "この施策の本文は収めていません。", "No text of this policy is held.";

    plan_title: "プランの目標と改訂", "The plan’s goal, and its revisions";
    plan_goal: "大目標", "Goal";
    plan_summary: "概要", "Summary";
    plan_decisions: "策定と改訂", "Adoption and revisions";
    plan_decisions_lead: "下の日付は本文に書かれた決定です。前の版の本文がしるべに公開されていれば、時点を変えて見ることができます。", "These are the decisions named in the text. Where the text of an earlier version has been published here, travelling to its day shows it.";
    plan_source: "本文の出所", "Where the text comes from";
    plan_contents: "プランの中身", "What the plan holds";
    col_on: "日付", "Date";
    col_by: "決めた機関", "Decided by";
    col_decision: "決めたこと", "Decision";
    adopted: "策定", "adopted";
    amended_plan: "一部改訂", "amended";
    this_one: "いま見ている版", "the one shown";

    integrated_title: "統合プロジェクト", "Integrated projects";
    integrated_lead: "期ごとに組み替えられる区分で、このプランの{programmes}とは別のものです。", "A division that is cut anew each term; it is not the plan’s {programmes}.";
    integrated_none: "このプランには統合プロジェクトが書かれていません。", "This plan names no integrated projects.";
    term: "{first}〜{last}", "{first} to {last}";
    n_integrated: "{n}プロジェクト", "{n} integrated project|{n} integrated projects";
    follows: "前の期：", "Term before:";
    follows_none: "前の期のどれに続くかを述べた資料はありません", "no source says which earlier one it follows";
    followed: "次の期：", "Term after:";
    members: "属する課題", "Projects in it";
    members_some: "課題の並んでいない区分は、属する課題を述べた資料がないものです", "where no project stands, no source says which belong to it";
    members_none: "属する課題を述べた資料はありません", "no source says which projects are in it";
    no_description: "説明は手元の資料にありません", "no source at hand describes it";
    disease_title: "疾患領域", "Disease areas";
    disease_lead: "統合プロジェクトを横断する区分です。一つの課題が複数の領域に属することも、どれにも属さないこともあります。", "A division across the integrated projects. A project may belong to several areas, or to none.";
    disease_none: "このプランには疾患領域が書かれていません。", "This plan names no disease areas.";
    since: "{first}から", "from {first}";
    role_director: "プログラムディレクター", "Programme director";
    role_coordinator: "疾患コーディネーター", "Disease coordinator";
    people_none: "担当者の氏名は手元の資料にありません", "no source at hand names the people in charge";
    person_unknown: "氏名は手元の資料にない", "no source at hand gives a name";
    years_unknown: "期間は未確認", "years not known";
}
}
