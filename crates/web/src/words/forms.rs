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
    returned_head: "記入された様式", "Forms that came back";
    returned_intro: "Word又はExcelで記入された様式を選ぶと、変わった欄を示します。確かめてから一つずつ反映します。", "Choose a form that was filled in Word or Excel; you see which fields were changed, and take them over one by one.";
    returned_file: "ファイル", "File";
    returned_look: "変わった欄を見る", "See what was changed";
    returned_title: "様式の記入内容", "What was written into a form";
    returned_form: "{form}　{subject}　{year}", "{form}, {subject}, {year}";
    returned_lead: "まだ何も反映していません。反映する欄を選んでください。", "Nothing has been taken over yet. Choose what is.";
    returned_same: "変わった欄はありません。", "No field was changed.";
    col_field: "欄", "Field";
    col_now: "今の値", "Now";
    col_new: "届いた値", "Came back";
    col_take: "反映", "Take over";
    empty: "（空欄）", "(empty)";
    overtaken: "様式を作った後に、今の値が変わっています。", "What is printed changed since the file was made.";
    take_one: "反映する", "take over";
    of_facts: "事実から作る欄なので上書きしません。", "Made of facts, and not overwritten.";
    correct_there: "直すページ", "Correct it there";
    take_ticked: "選んだ欄を反映する", "Take over what is ticked";
    none_ticked: "反映する欄が選ばれていません。", "No field was ticked.";
    text_added: "欄の外で加えられた文（反映しません）", "Text added outside of the fields (not taken over)";
    text_removed: "欄の外で消された文", "Text outside of the fields that is gone";
    unknown_fields: "どの欄か定まらないもの（反映しません）", "Tagged places that are no known field (not taken over)";
    missing_fields: "なくなった欄", "Fields that are gone";
    more: "ほか{n}件", "and {n} more";
    back: "反映せずに戻る", "Go back without taking anything over";
    no_file: "ファイルが選ばれていません。", "No file was chosen.";
    unreadable: "様式として読めませんでした。", "It could not be read as a form.";
    gone: "確認した内容が見つかりません。もう一度ファイルを選んでください。", "What you looked at is no longer here; please choose the file again.";
    taken_head: "反映した記入", "What was taken over";
    col_change: "変更番号", "Change";
    col_form: "様式", "Form";
    col_fields: "欄", "Fields";
    col_by: "反映した人", "By";
    undo: "取り消す", "Take it back";
    overruled: "後の記入で置き換わりました", "a later one stands";
    instead: "ほかの形式", "Other formats";
}
}
