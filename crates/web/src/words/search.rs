//! The words of search.

crate::words! {
/// The words of the page search, and of what may have been meant.
SearchWords {
    title: "探す", "Search";
    title_for: "「{q}」を探す", "Search for “{q}”";
    empty_lead: "番号、名称、題名、語句のどれでも探せます。", "Numbers, names, titles and words can all be searched for.";
    examples: "たとえば", "For instance";
    example_number: "課題番号", "a grant number";
    example_paper: "論文の番号", "a paper’s number";
    example_trial: "試験の番号", "a trial’s number";
    example_name: "課題や事業の名称・略称", "a project or scheme by name";
    example_words: "語句（二つ並べると、どちらもあるもの）", "words (of two, both must be there)";
    found: "プランの中に{plan}、根拠に{records}見つかりました。", "{plan} in the plan and {records} in the evidence.";
    found_more: "プランの中に{plan}、根拠に{records}より多く見つかりました。語句を足すと絞れます。", "{plan} in the plan and more than {records} in the evidence. Another word narrows it.";
    n_found: "{n}件", "{n} hit|{n} hits";
    nothing: "「{q}」は、プランの中にも根拠の中にも見つかりませんでした。", "Nothing in the plan or in the evidence matches “{q}”.";
    nothing_meant: "もしかすると", "Perhaps";
    nothing_advice: "語句を短くするか、一つだけにして、もう一度お試しください。読み込んでいない文献は探せません（{about}）。", "Try a shorter word, or only one. Literature that has not been read cannot be found ({about}).";
    nothing_about: "読み込んだ範囲", "what has been read";
    number_unmet: "{what}として読みましたが、この番号を挙げた根拠はまだありません。", "Read as {what}; no evidence names it yet.";
    number_read: "{what}として読みました。", "Read as {what}.";
    exact: "ちょうど当たるもの", "Exact";
    in_plan: "プランの中", "In the plan";
    in_records: "根拠の中", "In the evidence";
    records_none: "根拠の中には見つかりませんでした。", "Nothing in the evidence.";
    records_more: "当たりのよい順に50件です。もっとあります。", "The 50 best matches; there are more.";
    records_failed: "根拠の中はいま探せません。プランの中だけを示しています。", "The evidence cannot be searched at the moment; only the plan was.";
    all_kinds: "すべて", "All";
    showing: "{shown}件を示しています（全{n}件）。種類を選ぶか、語句を足すと絞れます。", "Showing {shown} of {n}. Choose a kind or add a word to narrow it.";
    col_kind: "種類", "Kind";
    col_found: "見つかったもの", "Found";
    col_why: "なぜ見つかったか", "Why it was found";
    too_long: "{n}字までの語句で探してください。", "Search for at most {n} characters.";
    why_title: "題名", "title";
    why_name: "名称", "name";
    why_id: "番号・記号", "id";
    why_short: "略称", "short name";
    why_alias: "別名", "other name";
    why_in_plan: "プランでの表記", "as printed in the plan";
    why_description: "説明", "description";
    why_note: "注記", "note";
    why_reported_by: "報告する人", "who reports it";
    why_person: "人", "person";
    why_prefix: "課題番号の頭", "number prefix";
    why_words: "挙げた言葉", "words named";
    why_author: "著者", "author";
    why_journal: "掲載誌", "journal";
    why_inside: "収めた本文の中", "in the text kept of it";
    kind_plan: "プラン", "plan";
    kind_programme: "プログラム", "programme";
    kind_focus: "重点的な取組", "focus";
    kind_project: "課題", "project";
    kind_part: "課題の中の領域", "part of a project";
    kind_indicator: "指標", "indicator";
    kind_policy: "上位施策", "policy";
    kind_point: "上位施策の項目", "point of a policy";
    kind_commitment: "期限のある約束", "dated commitment";
    kind_measure: "上位施策の政策", "measure of a policy";
    kind_bottleneck: "挙げられた課題", "bottleneck";
    kind_integrated: "統合プロジェクト", "integrated project";
    kind_disease: "疾患領域", "disease area";
    kind_scheme: "配分機関の事業", "agency’s scheme";
    kind_budget: "予算事業", "budget project";
    kind_prefix: "課題番号の頭", "number prefix";
    kind_lineage: "前身・後継", "predecessor";
}
}
