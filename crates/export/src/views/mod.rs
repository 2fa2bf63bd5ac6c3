//! The views of the SQLite file: some named for people, and those that add the readings up again.
//!
//! The decision to question: **the readings are computed a second time, in SQL, from the exported rows and the exported definitions.** Two ways that know nothing of each other
//! and agree are worth more than one, and whoever doubts a figure can read the second. It is written in the SQL that SQLite and DuckDB share.

use std::fmt::Write as _;

const RECOMPUTE: &str = include_str!("recompute.sql");
const PEOPLE: &str = include_str!("people.sql");

/// The statements that make the views, in order.
pub(crate) fn all() -> Vec<String> {
    let statements = |text: &str| -> Vec<String> {
        let parts = text.split(";\n").map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| format!("{part};\n")).collect()
    };
    [statements(PEOPLE), statements(RECOMPUTE)].concat()
}

/// The views that add the readings up again, as a file that DuckDB reads after it has read the tables.
pub(crate) fn recompute() -> &'static str {
    RECOMPUTE
}

/// A section of Markdown that names each view and what one of its rows is.
pub(crate) fn page() -> String {
    let mut page = String::from(
        "# Views\n\nIn `shirube.sqlite`; `recompute.sql` holds those that begin with `recomputed`, for SQLite and DuckDB alike.\n\n\
         | view | 意味 | meaning |\n|---|---|---|\n",
    );
    for statement in all() {
        let mut lines = statement.lines();
        let first = lines.next().unwrap_or_default();
        let name = first.trim_start_matches("create view ").trim_end_matches(" as").trim_matches('"');
        let mut said = lines.map(|line| line.strip_prefix("-- ").unwrap_or_default());
        let (ja, en) = (said.next().unwrap_or_default(), said.next().unwrap_or_default());
        let _ = writeln!(page, "| `{name}` | {ja} | {en} |");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_says_in_both_languages_what_a_row_is() {
        let views = all();
        assert!(views.len() > 15, "{} views", views.len());
        for statement in views {
            let lines: Vec<&str> = statement.lines().take(3).collect();
            assert!(lines[0].starts_with("create view ") && lines[0].ends_with(" as"), "{statement}");
            assert!(lines[1..].iter().all(|line| line.starts_with("-- ")), "{statement}");
            assert!(!lines[1].is_ascii() && lines[2].is_ascii(), "{statement}");
        }
    }
}
