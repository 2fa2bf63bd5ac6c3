//! The words of the page of open data.

crate::words! {
/// The words of the page on which everything public is offered as files.
OpenDataWords {
    title: "公開データ", "Open data";
    lead: "公開しているもののすべてを、表ごとに、または一式で取得できます。内容は変更番号{change}（{date}）の状態です。", "Everything public, table by table or all at once, as it is at change {change} ({date}).";
    note: "公開しない行は値に含まれますが、行としては含みません。架空の行は、どの表でも列 invented で分かります。抄録と本文は、語句の立つ一文だけを含みます。", "Rows that do not open are part of the figures and are not given as rows. Invented rows say so in the column invented of every table. Of abstracts and full texts there is only the sentence around the words.";
    made: "ファイルは、内容が変わったあと最初に求められたときに作成します。行数と大きさは作成後に表示します。", "Files are made when somebody first asks after a change; rows and sizes show once they are made.";
    whole: "一式", "All at once";
    whole_archive: "すべてのファイル（ZIP）", "every file (ZIP)";
    whole_sqlite: "すべての表とビュー（SQLite）", "every table, with views (SQLite)";
    tables: "表", "Tables";
    licence: "利用条件：{licence}", "Licence: {licence}";
    col_table: "表", "Table";
    col_meaning: "内容", "What it is";
    col_rows: "行数", "Rows";
    col_formats: "取得", "Download";
    col_file: "ファイル", "File";
    col_size: "大きさ", "Size";
    about: "表についての文書", "About the tables";
    about_readme: "内容と読み方", "what is in it, and how to read it";
    about_dictionary: "データ辞書：各列の意味、単位、出典、利用条件", "data dictionary: meaning, unit, source and licence of each column";
    about_licences: "出典ごとの利用条件", "licences by source";
    about_csvw: "列の型と意味（CSV on the Web）", "types and meanings of the columns (CSV on the Web)";
    about_package: "列の型と意味（データパッケージ）", "types and meanings of the columns (data package)";
    about_recompute: "値を公開の行から計算し直すSQL", "SQL that adds the readings up again from the public rows";
    about_sums: "チェックサム", "checksums";
    harvest: "機械で集める場合は、OAI-PMHでも取得できます。", "For harvesters there is OAI-PMH, too.";
    harvest_link: "機械で集める", "Harvesting";
}
}
