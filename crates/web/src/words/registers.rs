//! The words of registers: their list, a register with its rows, a hand-in on its way, a row's own page.

crate::words! {
/// The words of registers.
RegisterWords {
    title: "台帳", "Registers";
    lead: "関係機関が表のまま一度だけ提出する記録です。提出のない年度は「未報告」とし、0とはしません。", "What offices hand in, once, as the sheet that they have. A year for which nobody handed in reads “not reported”, never 0.";
    col_register: "台帳", "Register";
    col_rows: "行数", "Rows";
    col_last: "最終提出日", "Last hand-in";
    col_years: "提出のある年度", "Fiscal years";
    col_feeds: "使う指標", "Feeds";
    never: "提出なし", "none yet";
    n_rows: "{n}行", "{n} row|{n} rows";
    and_withheld: "ほかに公開前{n}行", "{n} more not open yet";
    filled_by: "提出者", "Filled by";
    feeds: "使う指標", "Indicators that it feeds";
    feeds_none: "この台帳を使う指標はまだありません。", "No indicator counts its rows yet.";
    rows: "行", "Rows";
    rows_none: "まだ提出がありません。", "Nothing has been handed in yet.";
    rows_other: "公開されている行はありません。", "No row is open to view.";
    position: "{n}行のうち{from}〜{to}行目（キーの順）", "Rows {from} to {to} of {n}, by key";
    columns: "内容", "What it says";
    states: "提出による変更", "What hand-ins changed";
    col_day: "日付", "Day";
    col_change: "提出の変更番号", "Change of the hand-in";
    col_differs: "変わった内容", "What differs";
    nothing: "（なし）", "(none)";
    comma: "、", ", ";
    yes: "はい", "yes";
    no: "いいえ", "no";
    row_of: "台帳「{register}」の行", "A row of the register “{register}”";
    withheld_title: "公開前の行", "A row that is not open yet";
    withheld_lead: "この行は公開前です。件数にだけ入り、公開できる日が来るまで内容は示しません。", "This row may not be shown yet. It is counted, and says nothing until its day has come.";
    closed_until: "{date}まで公開されません。担当部署にだけ見えています。", "Not open before {date}; only the office sees it.";
    history: "提出の履歴", "Hand-ins";
    history_none: "まだ提出がありません。", "No hand-in yet.";
    col_by: "提出者", "By";
    col_file: "ファイル", "File";
    col_counts: "追加・変更・取下げ・同じ", "Added, changed, withdrawn, same";
    undone: "取り消し済み（変更番号{change}）", "taken back (change {change})";
    undo: "この提出を取り消す", "Take it back";
    form_title: "提出する", "Hand in";
    form_lead: "CSV又はXLSXの表を選び、書き込む前に内容を確かめます。同じキーの行は更新になり、表にない行はそのまま残ります。", "Choose a CSV or XLSX; you see what it would change before anything is written. A row with a known key is an update; rows that the sheet does not name stay.";
    form_file: "ファイル", "File";
    form_by: "提出者", "Who hands in";
    form_because: "備考", "Remark";
    form_first: "対象年度（初め）", "First fiscal year";
    form_last: "対象年度（終わり）", "Last fiscal year";
    form_years_hint: "空欄なら、行の日付から定めます。", "Left empty, the dates of the rows tell.";
    form_preview: "内容を確かめる", "See what it changes";
    form_not_here: "提出は、担当部署の計算機で受け付けています。", "Hand-ins are taken on the office's own computer.";
    preview_title: "提出内容の確認", "What this hand-in changes";
    preview_lead: "まだ何も書き込んでいません。", "Nothing has been written yet.";
    preview_same: "提出済みの内容と同じです。書き込んでも何も変わりません。", "It says what was handed in before; writing it changes nothing.";
    preview_years: "対象年度：{years}", "Fiscal years: {years}";
    preview_no_years: "どの年度の提出か、行の日付から定められません。年度を入力してください。", "No row tells which fiscal year it is for; please name it.";
    added: "追加", "Added";
    changed: "変更", "Changed";
    unchanged: "同じ", "The same";
    refused: "拒否", "Refused";
    confidential: "うち公開前", "Not open yet";
    col_key: "キー", "Key";
    col_column: "列", "Column";
    col_old: "これまで", "Before";
    col_new: "これから", "After";
    more: "ほか{n}件", "and {n} more";
    refused_lead: "次の行は読み取れませんでした。直して提出し直してください。", "These could not be understood. Mend them and hand in again.";
    notes: "注意", "Notes";
    repeated: "同じキーの行が二度以上あります。最後の行を採ります：{keys}", "Keys named more than once, of which the last row stands: {keys}";
    write: "書き込む", "Write it";
    write_rest: "読み取れた行だけ書き込む", "Write the rows that were understood";
    back: "書き込まずに戻る", "Go back without writing";
    gone: "確認した内容が見つかりません。もう一度ファイルを選んでください。", "What you looked at is no longer here; please choose the file again.";
    no_file: "ファイルが選ばれていません。", "No file was chosen.";
    no_rows: "行がありません。該当がないことを提出するには、対象年度を入力してください。", "There are no rows. To say that there is nothing in a year, name the year.";
    wrong_year: "年度は2024のように西暦で入力し、初めを終わりより後にしないでください。", "Give fiscal years such as 2024, the first not after the last.";
}
}
