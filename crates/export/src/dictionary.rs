//! The data dictionary: what each column means, as a table of the export and as pages.

use crate::line::Line;
use crate::table::{Column, Origin, Sort, Table};
use crate::tables::tables as all;
use crate::write::Writers;
use crate::{Error, views};
use Sort::{Flag, Integer, Text};
use std::fmt::Write as _;

pub(crate) fn tables() -> Vec<Table> {
    vec![
        Table::new(
            "dictionary",
            ["データ辞書：各表の各列の意味", "The data dictionary: every column of every table"],
            Origin::Shirube,
        )
        .key("table_name", Text, ["表", "The table"])
        .key("column_name", Text, ["列", "The column"])
        .full("place", Integer, ["表での順", "Its place in the table"])
        .full("type", Text, ["型", "`text`, `integer`, `number`, `boolean` or `date`"])
        .may("unit_ja", Text, ["単位（日本語）", "What one is, in Japanese"])
        .may("unit_en", Text, ["単位（英語）", "What one is, in English"])
        .full("in_key", Flag, ["行を特定する列か", "Whether it is part of the key"])
        .full("may_be_empty", Flag, ["空欄がありうるか", "Whether it may be empty"])
        .may("refers_to", Text, ["参照する表", "The table to whose key it refers"])
        .full("meaning_ja", Text, ["意味（日本語）", "Its meaning, in Japanese"])
        .full("meaning_en", Text, ["意味（英語）", "Its meaning, in English"])
        .full("source_ja", Text, ["出典（日本語）", "Its source, in Japanese"])
        .full("source_en", Text, ["出典（英語）", "Its source, in English"])
        .full("licence_ja", Text, ["利用条件（日本語）", "Its licence, in Japanese"])
        .full("licence_en", Text, ["利用条件（英語）", "Its licence, in English"])
        .full(
            "is_public",
            Flag,
            ["公開か（この書き出しには公開の列だけがある）", "Whether it is public; here every column is"],
        ),
    ]
}

pub(crate) fn fill(writers: &mut Writers) -> Result<(), Error> {
    for table in all() {
        for (place, column) in (1_u64..).zip(&table.columns) {
            let origin = column.origin.unwrap_or(table.origin);
            let line = Line::new()
                .with(&table.name)
                .with(&column.name)
                .with(place)
                .with(column.sort.name())
                .with(&column.unit[0])
                .with(&column.unit[1])
                .with(table.key.contains(&column.name))
                .with(column.may_be_empty)
                .with(column.refers_to.as_ref())
                .with(&column.meaning[0])
                .with(&column.meaning[1])
                .with(origin.source()[0])
                .with(origin.source()[1])
                .with(origin.licence()[0])
                .with(origin.licence()[1])
                .with(true);
            writers.push("dictionary", line.0)?;
        }
    }
    Ok(())
}

/// The reference page of `docs/`: every table but those of registers, which have a page of their own, and then the views.
#[must_use]
pub fn reference_page() -> String {
    let tables: Vec<Table> = all().into_iter().filter(|table| table.origin != Origin::Register).collect();
    format!(
        "# Tables of the export\n\nWhat `shirube export` writes. This page is made from the definitions of the tables (`crates/export/src/tables/`) and held against \
         them by a test; `SHIRUBE_BLESS=1 cargo test -p export reference` writes it anew. Beside these tables stands `register_<name>` for each [register](registers.md), with the \
         columns that everybody may see. [How to use it](../guides/open-data.md).\n\n{}",
        page(&tables)
    )
}

/// Tables as Markdown, and then the views.
pub(crate) fn page(tables: &[Table]) -> String {
    let mut page = String::new();
    for table in tables {
        let [ja, en] = &table.meaning;
        let _ = writeln!(page, "## `{}`\n\n{ja}<br>{en}\n", table.name);
        let [source, _] = table.origin.source();
        let _ = writeln!(page, "{source} / {}\n", table.origin.source()[1]);
        page.push_str("| column | type | 意味 | meaning |\n|---|---|---|---|\n");
        for column in &table.columns {
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} |",
                column.name,
                sort(table, column),
                in_words(column, 0),
                in_words(column, 1)
            );
        }
        page.push('\n');
    }
    page.push_str(&views::page());
    page
}

fn sort(table: &Table, column: &Column) -> String {
    let key = if table.key.contains(&column.name) { ", key" } else { "" };
    let empty = if column.may_be_empty { ", may be empty" } else { "" };
    let refers = column.refers_to.as_ref().map(|to| format!(" → `{to}`")).unwrap_or_default();
    format!("{}{key}{empty}{refers}", column.sort.name())
}

fn in_words(column: &Column, language: usize) -> String {
    let mut words = column.meaning[language].split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    if !column.unit[language].is_empty() {
        let _ = write!(words, "（{}）", column.unit[language]);
    }
    if let Some(origin) = column.origin {
        let label = ["出典", "source"][language];
        let _ = write!(words, "（{label}: {}）", origin.source()[language]);
    }
    words
}
