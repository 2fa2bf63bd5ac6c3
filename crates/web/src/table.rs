//! Every table of a page as CSV and JSON.
//!
//! The same page gives the same bytes for the same data: what changes from run to run (the change number, the day)
//! stands under `meta` in JSON and is absent from CSV. Figures stay text where they are exact fractions.

use serde_json::{Map, Value, json};

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words; empty where nothing is known.
    Words(String),
    /// A whole number.
    Whole(i128),
    /// Nothing stands here (JSON `null`, empty in CSV).
    Nothing,
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<i128> for Cell {
    fn from(number: i128) -> Self {
        Self::Whole(number)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Whole(i128::try_from(number).unwrap_or(i128::MAX))
    }
}

impl From<plan::FiscalYear> for Cell {
    fn from(year: plan::FiscalYear) -> Self {
        Self::Whole(i128::from(year.0))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Nothing, Into::into)
    }
}

/// One table. Column names are the interface, the same in CSV and JSON and in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Its rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(name: &'static str, columns: &'static [&'static str]) -> Self {
        Self { name, columns, rows: Vec::new() }
    }

    /// Adds a row.
    ///
    /// # Panics
    ///
    /// Where the row is not as long as the columns: a mistake in a page, found by its test.
    pub fn push(&mut self, row: Vec<Cell>) {
        assert_eq!(row.len(), self.columns.len(), "table `{}`", self.name);
        self.rows.push(row);
    }

    /// RFC 4180, UTF-8, lines end with CR LF, with a head. A cell that a spreadsheet would take for a
    /// formula gets an apostrophe before it.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut out = self.columns.join(",");
        out.push_str("\r\n");
        for row in &self.rows {
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                match cell {
                    Cell::Words(words) => csv_words(words, &mut out),
                    Cell::Whole(number) => out.push_str(&number.to_string()),
                    Cell::Nothing => {}
                }
            }
            out.push_str("\r\n");
        }
        out
    }

    fn json(&self) -> Value {
        let rows = self.rows.iter().map(|row| {
            let cells = self.columns.iter().zip(row).map(|(name, cell)| {
                let value = match cell {
                    Cell::Words(words) => Value::from(words.as_str()),
                    Cell::Whole(number) => {
                        i64::try_from(*number).map_or_else(|_| Value::from(number.to_string()), Value::from)
                    }
                    Cell::Nothing => Value::Null,
                };
                ((*name).to_owned(), value)
            });
            Value::Object(cells.collect::<Map<_, _>>())
        });
        Value::Array(rows.collect())
    }
}

fn csv_words(words: &str, out: &mut String) {
    let formula = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = words.contains(['"', ',', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    if quoted {
        out.push_str(&words.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(words);
    }
}

/// All tables of a page as one JSON document.
#[must_use]
pub fn json_document(page: &str, tables: &[Table], meta: Value) -> String {
    let mut document = Map::new();
    document.insert("page".to_owned(), Value::from(page));
    for table in tables {
        document.insert(table.name.to_owned(), table.json());
    }
    document.insert("meta".to_owned(), meta);
    let mut text = serde_json::to_string_pretty(&json!(document)).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_quotes_what_needs_it_and_defuses_formulas() {
        let mut table = Table::new("t", &["a", "b"]);
        table.push(vec!["x,\"y\"".into(), Cell::Whole(-3)]);
        table.push(vec!["=1+1".into(), Cell::Nothing]);
        assert_eq!(table.csv(), "a,b\r\n\"x,\"\"y\"\"\",-3\r\n'=1+1,\r\n");
    }

    #[test]
    fn what_changes_from_run_to_run_stands_under_meta() {
        let table = Table::new("rows", &["a"]);
        let text = json_document("p", &[table], json!({"change": 3}));
        let value: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(value["meta"]["change"], 3);
        assert!(value["rows"].is_array());
    }
}
