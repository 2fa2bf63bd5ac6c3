//! What a person reads first: README, licences, dictionary.

use crate::table::{Origin, Table};
use crate::{Export, dictionary};
use indicator::Facts;
use plan::Language;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// `README.md`: Japanese first, then English.
pub(crate) fn readme(export: &Export<'_>, tables: &[(Table, u64)]) -> String {
    let Facts { plan, as_of, today, .. } = export.facts;
    let title_en = if plan.title.en.is_empty() { &plan.title.ja } else { &plan.title.en };
    let invented = export.facts.rows.iter().filter(|row| row.invented && !row.withheld).count();
    let withheld = export.facts.rows.iter().filter(|row| row.withheld).count();
    let revision = |language: Language| match export.revision {
        Some(revision) => language.of(
            format!("第{}版（{}決定）", revision.number, revision.decided_on),
            format!("revision {}, decided on {}", revision.number, revision.decided_on),
        ),
        None => language.of("保存先に公開した版ではない", "no published revision").to_owned(),
    };
    let mut out = format!(
        "# {}：公開データ\n\n\
         「しるべ」が書き出した公開データの一式です。変更番号 {as_of}（{today} 現在）、{}。\n\n\
         | 場所 | 内容 |\n|---|---|\n\
         | `csv/` | 表ごとのCSV（RFC 4180、UTF-8）。`csv-metadata.json`（CSVW）と `datapackage.json` に列の型と意味 |\n\
         | `jsonl/` | 同じ表のJSON Lines |\n\
         | `shirube.sqlite` | 同じ表とビュー。SQLite、Datasetteなどで開けます |\n\
         | `recompute.sql` | 値を行から計算し直すビュー。SQLiteのファイルには入っています。DuckDBなどではCSVを読んだあとに実行します |\n\
         | `DICTIONARY.md` | データ辞書：各列の意味、単位、出典、利用条件 |\n\
         | `LICENCES.md` | 出典ごとの利用条件 |\n\
         | `SHA256SUMS` | チェックサム（`sha256sum --check SHA256SUMS`） |\n\
         | `meta/run.json` | 書き出しごとに変わるもの（日時など）はここだけにあり、ほかは同じ状態から同じ内容になります |\n\n\
         値（表 `reading`）は `reading_row` の記録へ、記録は `mention` の語句とその文へたどれます。値には確定値と、判断を待つ分（対応付け、言及）があり、足し合わせてはいません。\
         どの出典も読んでいない年度は「未収集」で、0ではありません。`recomputed_difference` は、公開の行から計算し直した値と書き出した値の違いを示し、1行もないはずです。\n\n\
         公開しない行は {withheld} 件あり、値には含まれますが、行としては書き出しません（`withheld_rows`、公開の行による値＋公開しない行による値＝確定値）。\
         架空の行は {invented} 件あり、どの表でも列 `invented` で分かります。著者の所属と電子メールのアドレスは含みません。抄録・本文は、語句の立つ一文だけを含みます。\n\n",
        plan.title.ja,
        revision(Language::Ja),
    );
    let _ = write!(
        out,
        "# {title_en}: open data\n\n\
         Everything public, as Shirube exported it. Change {as_of}, as of {today}, {}.\n\n\
         | place | what it is |\n|---|---|\n\
         | `csv/` | each table as CSV (RFC 4180, UTF-8); `csv-metadata.json` (CSVW) and `datapackage.json` tell types and meanings |\n\
         | `jsonl/` | the same tables as JSON Lines |\n\
         | `shirube.sqlite` | the same tables, with views; opens in SQLite, Datasette and others |\n\
         | `recompute.sql` | the views that add the readings up again; they are in the SQLite file, and DuckDB takes them after it has read the CSV |\n\
         | `DICTIONARY.md` | the data dictionary: meaning, unit, source and licence of each column |\n\
         | `LICENCES.md` | licences by source |\n\
         | `SHA256SUMS` | checksums (`sha256sum --check SHA256SUMS`) |\n\
         | `meta/run.json` | what changes from run to run; all else is the same for the same state |\n\n\
         A reading (table `reading`) leads to the records of `reading_row`, and these to the words of `mention` with their sentence. A reading has a confirmed figure and two that await a decision (a join, \
         a mention); they are never added. A year that no source covers is `not-collected`, not 0. `recomputed_difference` shows where the exported figures and those added up anew from the public rows \
         differ: there should be no row.\n\n\
         {withheld} rows do not open: they are part of the readings and are not exported as rows (`withheld_rows`; what the public rows give and what the withheld ones add are what counts). \
         {invented} rows are invented, and the column `invented` says so in every table. Affiliations and e-mail addresses are left out; of abstracts and full texts \
         there is only the sentence around the words.\n\n\
         | table / 表 | rows / 行数 | |\n|---|---|---|\n",
        revision(Language::En),
    );
    for (table, rows) in tables {
        let _ = writeln!(out, "| `{}` | {rows} | {} / {} |", table.name, table.meaning[0], table.meaning[1]);
    }
    out
}

/// `LICENCES.md`: by origin, and what the records of each source say.
pub(crate) fn licences(export: &Export<'_>, of_records: &BTreeMap<(String, String), u64>) -> String {
    let mut out = String::from(
        "# 利用条件 / Licences\n\n\
         表と列ごとの出典はデータ辞書（`DICTIONARY.md`、表 `dictionary`）に示す。\n\
         The origin of each table and column stands in the dictionary (`DICTIONARY.md`, table `dictionary`).\n\n\
         | 出典 | 利用条件 | origin | licence |\n|---|---|---|---|\n",
    );
    for origin in Origin::ALL {
        let ([ja, en], [terms_ja, terms_en]) = (origin.source(), origin.licence());
        let _ = writeln!(out, "| {ja} | {terms_ja} | {en} | {terms_en} |");
    }
    let source = &export.facts.plan.source;
    let _ = write!(
        out,
        "\nプランの文言 / the plan's words: {source}\n\n\
         ## 記録 / Records\n\n\
         抄録・本文は含まず、語句の立つ一文だけを含む。\n\
         No abstract and no full text, only the sentence around the words.\n\n\
         | 出典 / source | 利用条件 / licence | 記録 / records |\n|---|---|---|\n"
    );
    for ((source, licence), count) in of_records {
        let licence = if licence.is_empty() { "記録なし / not recorded" } else { licence };
        let _ = writeln!(out, "| {source} | {} | {count} |", licence.replace('|', "\\|"));
    }
    out
}

/// `DICTIONARY.md`.
pub(crate) fn dictionary() -> String {
    format!("# データ辞書 / Data dictionary\n\n{}", dictionary::page(&crate::tables()))
}
