//! The words of forms: their list, links to them from other pages, and why one cannot be had.

crate::words! {
/// The words of forms.
FormWords {
    title: "様式", "Forms";
    lead: "評価票、一覧、対照表などを、保存されている事実から作ります。ストアにない事項は空欄のまま記入者を示し、評価や判断は書きません。", "Evaluation sheets, tables and annexes, made from the facts that are kept. What nobody has told stays open and names who is to fill it; no judgement is ever written.";
    for_year: "{year}を報告する様式です。", "For {year}.";
    all: "すべての様式・ほかの年度", "All forms, and other years";
    about_plan: "プラン全体", "the whole plan";
    about_programme: "プログラム", "a programme";
    about_project: "研究開発課題", "a project";
    about_budget: "予算事業", "a budget project";
    subject: "対象", "Subject";
    year: "報告年度", "Fiscal year";
    against: "比べる版（改正前）", "Set beside (before)";
    revision: "第{number}版（{date}決定）", "Revision {number} ({date})";
    formats: "形式", "Format";
    no_revision: "比べる版がまだ保存されていません。「shirube plan publish」で版を保存すると作れます。", "No revision is kept yet to set the plan beside; `shirube plan publish` keeps one.";
    needs_revision: "新旧対照表には比べる版が要ります（against=版の番号）。", "A comparison table needs a revision to set the plan beside (against=NUMBER).";
    wrong_revision: "`{found}` という版はありません。", "There is no revision `{found}`.";
    wrong_years: "年度は 2024 か 2020..2024 のように西暦で、20年度以内で指定してください（`{found}`）。", "Give a fiscal year such as 2024, or 2020..2024, at most 20 of them (`{found}`).";
    no_table: "`{found}` という表はこの様式にありません。次のいずれかです：{known}", "The form has no table `{found}`; it has {known}.";
    no_office_title: "PDFを作れません", "No PDF can be made here";
    no_office_lead: "PDFへの変換に使うLibreOfficeが、このサーバーに見つかりません。管理者が次のパッケージを入れると作れるようになります。", "LibreOffice, which makes PDFs, was not found on this server. With this package installed it can make them:";
    busy_title: "ほかの文書を変換しています", "Other documents are being converted";
    busy_lead: "PDFへの変換は一つずつ行います。しばらくしてからもう一度お試しください。", "PDFs are made one at a time. Please try again in a while.";
    instead: "ほかの形式", "Other formats";
}
}
