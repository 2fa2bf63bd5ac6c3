//! Tab-separated tables: a header line, one fact a row, `#` starts a comment line.

use std::collections::HashMap;
use std::fmt;

/// A table of `lexicons/`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// Its file, from the root of the repository.
    pub(crate) file: &'static str,
    /// Its text.
    pub(crate) text: &'static str,
    /// The columns that its header must name, in this order.
    pub(crate) columns: &'static [&'static str],
    /// Which of the first columns make a row unique.
    pub(crate) key_columns: usize,
    /// Columns that may be empty.
    pub(crate) may_be_empty: &'static [&'static str],
}

/// A row with the line it stands on.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) cells: Vec<&'static str>,
}

/// Something wrong with a lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconError {
    /// The file.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The header names other columns.
    Header {
        /// The columns it should name.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// Too few or too many cells.
    Cells {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A cell that must say something is empty.
    Empty {
        /// Its column.
        column: &'static str,
    },
    /// Another row has the same key.
    Duplicate {
        /// The key.
        key: String,
        /// Where it stood first.
        first_line: usize,
    },
    /// The row belongs further up.
    Unsorted {
        /// Its key.
        key: String,
        /// The key of the row above.
        after: String,
    },
    /// A cell says something unknown.
    Unknown {
        /// Its column.
        column: &'static str,
        /// What stands there.
        found: String,
        /// What may stand there.
        expected: &'static str,
    },
}

impl fmt::Display for LexiconError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: ", self.file, self.line)?;
        match &self.problem {
            Problem::Header { expected, found } => {
                write!(formatter, "expected the columns `{expected}`, found `{found}`")
            }
            Problem::Cells { expected, found } => {
                write!(formatter, "expected {expected} cells, found {found}\nhint: cells are separated by one tab each")
            }
            Problem::Empty { column } => write!(formatter, "the cell `{column}` is empty"),
            Problem::Duplicate { key, first_line } => write!(
                formatter,
                "`{key}` is already claimed on line {first_line}\nhint: give one of the two a longer form or remove it"
            ),
            Problem::Unsorted { key, after } => {
                write!(formatter, "`{key}` stands after `{after}`\nhint: sort the rows by their bytes")
            }
            Problem::Unknown { column, found, expected } => {
                write!(formatter, "`{column}` is `{found}`, expected {expected}")
            }
        }
    }
}

impl std::error::Error for LexiconError {}

/// The well-formed rows of a table.
pub(crate) fn rows(table: &Table) -> Vec<Row> {
    read(table).0
}

/// The well-formed rows of a table and everything wrong with the others.
pub(crate) fn read(table: &Table) -> (Vec<Row>, Vec<LexiconError>) {
    let mut rows = Vec::new();
    let mut errors = Vec::new();
    let mut first_lines: HashMap<String, usize> = HashMap::new();
    let mut previous = String::new();
    let mut seen_header = false;
    for (index, text) in table.text.lines().enumerate() {
        let line = index + 1;
        let mut report = |problem| errors.push(LexiconError { file: table.file, line, problem });
        if text.starts_with('#') || text.is_empty() {
            continue;
        }
        let cells: Vec<&'static str> = text.split('\t').collect();
        if !seen_header {
            seen_header = true;
            if cells != table.columns {
                report(Problem::Header { expected: table.columns.join("\t"), found: text.to_owned() });
            }
            continue;
        }
        if cells.len() != table.columns.len() {
            report(Problem::Cells { expected: table.columns.len(), found: cells.len() });
            continue;
        }
        for (column, cell) in table.columns.iter().zip(&cells) {
            if cell.trim().is_empty() && !table.may_be_empty.contains(column) {
                report(Problem::Empty { column });
            }
        }
        let key = cells[..table.key_columns].join("\t");
        if let Some(&first_line) = first_lines.get(&key) {
            report(Problem::Duplicate { key: key.clone(), first_line });
        } else if key < previous {
            report(Problem::Unsorted { key: key.clone(), after: previous.clone() });
        }
        first_lines.entry(key.clone()).or_insert(line);
        previous = key;
        rows.push(Row { line, cells });
    }
    (rows, errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOWNS: Table = Table {
        file: "towns.tsv",
        text: "# towns of Arden\ntown\tcountry\nArdenport\tArden\nBay\nAlder\t\nArdenport\tArden\n",
        columns: &["town", "country"],
        key_columns: 1,
        may_be_empty: &[],
    };

    #[test]
    fn everything_wrong_with_a_table_is_told_with_its_line() {
        let told: Vec<String> = read(&TOWNS).1.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "towns.tsv:4: expected 2 cells, found 1\nhint: cells are separated by one tab each",
                "towns.tsv:5: the cell `country` is empty",
                "towns.tsv:5: `Alder` stands after `Ardenport`\nhint: sort the rows by their bytes",
                "towns.tsv:6: `Ardenport` is already claimed on line 3\nhint: give one of the two a longer form or remove it",
            ]
        );
    }
}
