//! Tables for people and for programs: columns aligned by what a terminal shows, and CSV.

use unicode_width::UnicodeWidthStr as _;

/// Rows under a head, all of the same number of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    head: Vec<&'static str>,
    /// Columns whose cells are aligned to the right.
    numbers: Vec<usize>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub fn new(head: &[&'static str], numbers: &[usize]) -> Self {
        Self { head: head.to_vec(), numbers: numbers.to_vec(), rows: Vec::new() }
    }

    /// Adds a row with a cell for each column.
    pub fn push(&mut self, row: Vec<String>) {
        assert_eq!(row.len(), self.head.len(), "a cell for each column");
        self.rows.push(row);
    }

    /// Columns two blanks apart. A full-width character takes two columns of a terminal.
    pub fn aligned(&self) -> String {
        let head: Vec<String> = self.head.iter().map(|name| (*name).to_owned()).collect();
        let width =
            |column: usize| std::iter::once(&head).chain(&self.rows).map(|row| row[column].width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..head.len()).map(width).collect();
        let mut out = String::new();
        for row in std::iter::once(&head).chain(&self.rows) {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let blanks = " ".repeat(widths[column] - cell.width());
                if column > 0 {
                    line.push_str("  ");
                }
                if self.numbers.contains(&column) {
                    line.push_str(&blanks);
                    line.push_str(cell);
                } else {
                    line.push_str(cell);
                    line.push_str(&blanks);
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// Comma-separated values as RFC 4180 has them, with a line feed at the end of each line.
    pub fn csv(&self) -> String {
        let mut out = self.head.join(",");
        out.push('\n');
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
            out.push_str(&cells.join(","));
            out.push('\n');
        }
        out
    }
}

fn csv_cell(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&["指標", "値"], &[1]);
        table.push(vec!["moss".to_owned(), "1,340".to_owned()]);
        table.push(vec!["苔の\"論文\"".to_owned(), "2".to_owned()]);
        table
    }

    #[test]
    fn a_full_width_character_takes_two_columns() {
        assert_eq!(table().aligned(), "指標           値\nmoss        1,340\n苔の\"論文\"      2\n");
    }

    #[test]
    fn csv_quotes_what_would_break_it_and_nothing_else() {
        assert_eq!(table().csv(), "指標,値\nmoss,\"1,340\"\n\"苔の\"\"論文\"\"\",2\n");
    }
}
