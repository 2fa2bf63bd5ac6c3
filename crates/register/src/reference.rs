//! `docs/reference/registers.md`, printed from the definitions.

use crate::{Access, Column, Holds, Register, builtin, feeds};
use plan::{Role, Text};
use std::fmt::Write as _;

/// The reference of every register: its columns, types and codes with their meaning in both languages, as Markdown.
#[must_use]
pub fn reference_page() -> String {
    let mut page = String::from(
        "# Registers\n\n\
         <!-- Printed from registers/*.toml by `WRITE_REFERENCE=1 cargo test -p register`; change those. -->\n\n\
         What offices hand in. How a definition is written: [define a register](../guides/define-a-register.md). \
         Every register has three more columns, last:\n\n",
    );
    columns(&mut page, &crate::standard::columns(true));
    page.push_str("\n| register | 名称 | rows are | indicators |\n|---|---|---|---|\n");
    let plan = plan::builtin();
    for register in builtin() {
        let used: Vec<String> = feeds(register, &plan).iter().map(|(_, one)| format!("`{}`", one.id)).collect();
        let Register { id, title, kind, .. } = register;
        let _ = writeln!(page, "| [{id}](#{id}) | {} | `{kind}` | {} |", title.ja, used.join(", "));
    }
    for register in builtin() {
        section(&mut page, register);
    }
    page
}

fn section(page: &mut String, register: &Register) {
    let code = |words: &[String]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" + ");
    let role = match register.role {
        Role::Funded => "paid for it (`funded`)",
        Role::Supported => "helped it (`supported`)",
        Role::Used => "had its resource used (`used`)",
    };
    let dates: Vec<String> = register.dates.iter().map(|(role, column)| format!("`{role}` is `{column}`")).collect();
    let needs = if register.columns.iter().any(|column| column.id == crate::PROJECTS && column.required) {
        "a row belongs to a project"
    } else {
        "a row need not belong to a project"
    };
    let Register { id, title, about, filled_by, name, threshold, .. } = register;
    let _ = write!(
        page,
        "\n## {id}\n\n**{}** · {}\n\n{}\n\n{}\n\n\
         - Filled by: {} · {}\n\
         - Key: {}; title: `{name}`\n\
         - Dates: {}; a project {role}; {needs}; confidential rows count from {threshold} rows on\n\n",
        title.ja,
        title.en,
        about.ja,
        about.en,
        filled_by.ja,
        filled_by.en,
        code(&register.key),
        dates.join(", "),
    );
    let own = register.columns.len() - crate::standard::columns(true).len();
    columns(page, &register.columns[..own]);
    for column in &register.columns {
        let Holds::Code(codes) = &column.holds else { continue };
        let _ =
            write!(page, "\nCodes of `{}`:\n\n| code | 日本語 | English | 別の語 |\n|---|---|---|---|\n", column.id);
        for one in codes {
            let also: Vec<String> = one.also.iter().map(|word| cell(word)).collect();
            let with = |words: &str, about: &str| {
                if about.is_empty() { cell(words) } else { format!("{}: {}", cell(words), cell(about)) }
            };
            let Text { ja, en, .. } = &one.title;
            let _ = writeln!(
                page,
                "| `{}` | {} | {} | {} |",
                one.code,
                with(ja, &one.about.ja),
                with(en, &one.about.en),
                also.join("、")
            );
        }
    }
}

fn columns(page: &mut String, columns: &[Column]) {
    page.push_str(
        "| column | 見出し | header | holds | | 記入すること | what stands in it |\n|---|---|---|---|---|---|---|\n",
    );
    for column in columns {
        let marks =
            [(column.required, "required"), (column.many, "several"), (column.access == Access::Office, "office only")];
        let marks: Vec<&str> = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} | {} | {}（例：{}） | {} |",
            column.id,
            cell(&column.header.ja),
            cell(&column.header.en),
            holds(&column.holds),
            marks.join(", "),
            cell(&column.about.ja),
            cell(&column.example),
            cell(&column.about.en),
        );
    }
}

fn holds(holds: &Holds) -> String {
    match holds {
        Holds::Words => "words".to_owned(),
        Holds::Code(_) => "code".to_owned(),
        Holds::Date => "date".to_owned(),
        Holds::FiscalYear => "fiscal year".to_owned(),
        Holds::Whole => "whole number".to_owned(),
        Holds::Decimal => "decimal".to_owned(),
        Holds::Yen => "yen".to_owned(),
        Holds::Flag => "yes or no".to_owned(),
        Holds::Project => "project".to_owned(),
        Holds::Grant => "grant".to_owned(),
        Holds::Identifier(kind) => format!("identifier: {kind}"),
        Holds::Address => "web address".to_owned(),
    }
}

/// Words that break no table.
fn cell(words: &str) -> String {
    words.replace('|', "\\|").replace('\n', " ")
}
