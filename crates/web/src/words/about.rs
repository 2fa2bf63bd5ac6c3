//! The words of the page on sources and coverage.

crate::words! {
/// The words of the page about.
AboutWords {
    title: "出典と範囲", "Sources and coverage";
    lead: "このページの数は、{files}から読んだ{records}と、{plan}によります。いまの変更番号は{change}です。", "The figures here rest on {records} read from {files}, and on {plan}. The change number now is {change}.";
    lead_empty: "まだ何も取り込んでいません。プランの文言と期間は見られますが、根拠から数えた値はありません。", "Nothing has been read in yet. The plan’s words and years are here, but no figure has been counted.";
    lead_empty_do: "PubMed のファイルなどを取り込むと、このページに出典と範囲が並びます。", "Read in a PubMed file, and its sources and coverage are listed here.";
    this_plan: "プランの本文", "the plan’s text";
    n_files: "{n}ファイル", "{n} file|{n} files";
    coverage: "読んだ出典と範囲", "What has been read";
    coverage_lead: "ここにない出典と年度は読んでいません。読んでいない年度の値は「未収集」で、0ではありません。", "What is not listed has not been read. A year that was not read is “not collected”, never 0.";
    col_source: "出典", "Source";
    col_files: "読んだファイル", "Files read";
    col_editions: "版", "Editions";
    col_years: "読んだ年度と件数", "Years and records read";
    col_classes: "使える数え方", "Serves";
    col_licence: "利用条件", "Licence";
    files_of: "{total}以上のうち{read}", "{read} of at least {total}";
    files_unknown: "{read}（全体の数は不明）", "{read} (nobody knows of how many)";
    editions_more: "{first}〜{last}（{n}版）", "{first} to {last} ({n})";
    years_span: "{first}〜{last}、{n}件", "{first} to {last}, {n} records";
    years_none: "年度の分かるものなし", "none with a known year";
    class_abstracts: "題名・抄録・助成番号", "titles, abstracts, grant lists";
    class_full_text: "本文", "full text";
    class_trials: "治験・臨床試験の登録内容", "registrations of trials";
    class_grants: "研究費の採択課題", "lists of grants";
    class_register: "台帳「{name}」", "register “{name}”";
    licence_pubmed: "公有（米国国立医学図書館）。抄録には出版社の権利があるものを含むため、書き出すのは言葉のある文まで", "public domain (US National Library of Medicine). Some abstracts belong to publishers, so at most the sentence with the words is exported";
    licence_unknown: "記録なし", "not recorded";
    licence_invented: "見本のために作ったもの", "made up for the demonstration";
    counts: "収めた根拠", "What is kept";
    counts_lead: "日本の助成機関・課題番号・事業・資源を挙げたものだけを収めています。", "Only what names a Japanese funder, grant number, scheme or resource is kept.";
    col_kind: "種類", "Kind";
    col_real: "実在", "Real";
    col_invented: "架空", "Invented";
    col_number: "件数", "Number";
    standing: "プランとの結びつき", "How it is tied to the plan";
    linked_counted: "どれかの課題に数えている", "counts for a project";
    linked_waiting: "判断か対応の確認を待っている", "awaits a decision or a join";
    linked_none: "プランの課題には結びつかない", "tied to no project of the plan";
    retracted: "撤回された論文（数えない）", "retracted papers (not counted)";
    decisions: "人の判断", "People’s decisions";
    decisions_links: "言葉についての判断", "on words";
    decisions_joins: "番号の対応についての判断", "on number joins";
    batches: "取り込み", "Batches";
    batches_more: "新しい{shown}件を示しています。全部はCSVにあります。", "The newest {shown}; all are in the CSV.";
    col_batch: "回", "Batch";
    col_file: "ファイル", "File";
    col_edition: "版", "Edition";
    col_on: "日付", "Date";
    col_read: "読んだ", "Read";
    col_kept: "収めた", "Kept";
    unknown: "分かっていないこと", "What is not known";
    unknown_years: "開始か終了の年度が分からない課題：{n}", "Projects whose first or last year is not known: {n}";
    unknown_marks: "年度が分からない、または推定による評価：{n}", "Evaluations whose year is unknown or inferred: {n}";
    unknown_joins: "確認を待つ番号の対応：{n}", "Number joins awaiting confirmation: {n}";
    unknown_indicators: "まだ値のない指標：{n}", "Indicators without a figure yet: {n}";
    unknown_sources: "指標が求めているのに読んでいない出典：{list}", "Sources that indicators ask for and nobody has read: {list}";
    unknown_annexes: "本文が手元にない別添：{list}", "Annexes whose text is not at hand: {list}";
    unknown_nothing: "ここで数えられる不明はありません。", "Nothing unknown that can be counted here.";
    rules: "言葉を見つける規則", "Rules that find the words";
    rules_lead: "規則には版があり、どの版が見つけたかは根拠ごとに残ります。", "Rules have versions, and each piece of evidence keeps which one found it.";
    col_rule: "規則", "Rule";
    col_does: "何を見つけるか", "What it finds";
    link_rules: "課題に結びつける規則", "Rules that tie it to projects";
    link_name: "名称が、プランの課題に結ばれた名称である", "a name that the plan joins to a project";
    link_prefix: "番号の頭が、プランの課題に結ばれている（いちばん長い頭による）", "a number whose longest joined prefix belongs to a project";
    cite: "引用と再現", "Citing, and reading the same again";
    cite_lead: "値を変えうること（取り込み、判断、対応、改訂）には通し番号が付きます。番号を添えて引用すると、同じ値をいつでも読めます。", "Everything that can move a figure (a batch, a decision, a join, a revision) gets a number. Cited with it, the same figure can be read at any time.";
    cite_this: "いまの状態", "The state now";
    change: "変更番号{change}", "change {change}";
    licences: "利用条件", "Licences";
    licence_plan: "プランの文言：{source}", "The plan’s words: {source}";
    licence_data: "数と表：元になった出典の利用条件に従ってください", "Figures and tables: the licences of the sources behind them apply";
    licence_code: "しるべのプログラム：MIT または Apache-2.0", "The software Shirube: MIT or Apache-2.0";
}
}
