//! The words of the matrix: grants by integrated project, disease area and purpose.

crate::words! {
/// The words of the page.
MatrixWords {
    title: "統合プロジェクト×疾患領域×開発目的", "Integrated projects × disease areas × purposes";
    lead: "{year}の採択課題は{grants}、契約額は{yen}円です（{register}に提出された公開の行による）。", "{year}: {grants}, ¥{yen} (open rows of the register {register}).";
    n_grants: "{n}課題", "{n} grant|{n} grants";
    none: "採択課題はまだ提出されていません。{register}に提出されると、課題の数と金額がここに並びます。", "No grants have been handed in yet. Once the register {register} has rows, counts and yen stand here.";
    register: "台帳「採択課題」", "Grants";
    running: "年度の途中の値です。", "The year is not over yet.";
    without_yen: "金額の記載がない行が{n}行あり、金額には含みません。", "{n} row without an amount is not in the yen.|{n} rows without an amount are not in the yen.";
    withheld: "このほかに公開前の行が{rows}行、{yen}円あります。どの欄にも合計にも含みません。", "Besides, {rows} rows with ¥{yen} are not open yet; they are in no cell and in no total.";
    withheld_few: "公開前の行は含みません（少数のため件数も示しません）。", "Rows that are not open yet are left out; they are too few to be told.";
    invented: "うち{n}行は架空です。", "{n} of the rows is invented.|{n} of the rows are invented.";
    filter: "表示の選択", "What to show";
    year: "年度", "Fiscal year";
    show: "表示", "Show";
    show_grants: "課題の数", "Grants";
    show_yen: "金額（円）", "Yen";
    purpose: "開発目的", "Purpose";
    all: "すべて", "All";
    submit: "表示", "Show";
    by_cell: "統合プロジェクト×疾患領域（{narrowed}）", "Integrated project × disease area ({narrowed})";
    by_purpose: "開発目的×疾患領域（{year}）", "Purpose × disease area ({year})";
    integrated: "統合プロジェクト", "Integrated project";
    area: "疾患領域", "Disease area";
    not_said: "記載なし", "Not said";
    twice: "重複", "Counted twice";
    total: "計", "Total";
    note: "一つの課題が複数の領域や目的を挙げるときは、それぞれの欄に数え、計では一度だけ数えます。欄の和から「重複」を引くと計になります。下の数字は計に占める割合、地の濃さは値の大きさです。", "A grant that names several areas or purposes counts in each and once in the totals: the cells less “counted twice” are the total. The small figure is the share of the total; the shade shows the size.";
    integrated_years: "統合プロジェクトの推移", "Integrated projects over the years";
    integrated_years_note: "期ごとの統合プロジェクトを並べています。", "The integrated projects of each term, side by side.";
    follows: "{names}から", "from {names}";
    area_years: "疾患領域別の推移", "Disease areas over the years";
    purpose_years: "開発目的の推移", "Purposes over the years";
    list: "採択課題（{chosen}）", "The grants ({chosen})";
    list_none: "この欄に課題はありません。", "No grant stands in this cell.";
    list_position: "{n}行のうち{from}〜{to}行目（機関ごとに1行）", "Rows {from} to {to} of {n}, one for each institution";
    next: "次へ", "Next";
    previous: "前へ", "Previous";
    clear: "選択を外す", "Show all of the year";
    col_grant: "課題番号", "Grant";
    col_title: "課題名", "Title";
    col_institution: "機関", "Institution";
    col_yen: "契約額（円）", "Yen";
    comma: "・", ", ";
}
}
