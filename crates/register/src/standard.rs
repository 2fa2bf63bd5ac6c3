//! The columns that every register has.

use crate::{Access, CONFIDENTIAL_UNTIL, Column, Holds, PROJECTS, SOURCE};
use plan::Text;

fn text(ja: &str, en: &str) -> Text {
    Text { ja: ja.to_owned(), en: en.to_owned(), en_official: false }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The three columns, in their order. `needs_project`: whether a row that belongs to no project is refused.
pub(crate) fn columns(needs_project: bool) -> [Column; 3] {
    [
        Column {
            id: PROJECTS.to_owned(),
            header: text("事業", "Projects"),
            also: words(&["事業名", "研究開発課題", "対象事業", "project"]),
            about: text(
                "この行が属する研究開発プランの事業。正式名・略称・idのいずれか。複数あるときは改行か「;」で区切る。",
                "The plan’s projects to which the row belongs, by name, short name or id; several on lines of their own or with `;`.",
            ),
            holds: Holds::Project,
            required: needs_project,
            many: true,
            access: Access::Public,
            example: "binds-2".to_owned(),
        },
        Column {
            id: SOURCE.to_owned(),
            header: text("出典", "Source"),
            also: words(&["根拠資料", "情報源"]),
            about: text(
                "何に基づいて記入したか。公表資料のURLか、資料の名と日付。",
                "What the row is known from: the address of a published document, or a document’s name and date.",
            ),
            holds: Holds::Words,
            required: false,
            many: false,
            access: Access::Public,
            example: "令和7年度成果報告書（2026年5月）".to_owned(),
        },
        Column {
            id: CONFIDENTIAL_UNTIL.to_owned(),
            header: text("公開可能日", "Confidential until"),
            also: words(&["公開解禁日", "may be shown from"]),
            about: text(
                "この行を公開してよい最初の日。空欄なら初めから公開してよい。その日までは件数にだけ入り、中身は出ない。",
                "The first day on which the row may be shown; empty: it always may. Until then it only counts.",
            ),
            holds: Holds::Date,
            required: false,
            many: false,
            access: Access::Public,
            example: "2027-04-01".to_owned(),
        },
    ]
}
