//! Where the cells of a table stand once spans are laid out: worked out once for every rendering.

use crate::{Cell, Row, Table};

/// One place of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Slot<'a> {
    /// A cell begins here.
    Begins(&'a Cell),
    /// Covered by the cell that begins so many columns to the left.
    FromLeft(&'a Cell),
    /// Covered by a cell that begins further up; `columns` of it in this row, counted at its first one.
    FromAbove(&'a Cell),
    /// Nothing stands here: the row is too short.
    Empty,
}

/// The rows of a table, each with a place for each column.
#[must_use]
pub fn grid<'a>(table: &Table, rows: &'a [Row]) -> Vec<Vec<Slot<'a>>> {
    let width = table.columns.len();
    // The cell that covers a column from above, how many more rows, and whether the column is its first.
    let mut above: Vec<Option<(&Cell, usize, bool)>> = vec![None; width];
    rows.iter()
        .map(|row| {
            let mut cells = row.cells.iter();
            let mut slots: Vec<Slot<'a>> = Vec::with_capacity(width);
            while slots.len() < width {
                let at = slots.len();
                if let Some((cell, left, first)) = above.get(at).copied().flatten() {
                    slots.push(if first { Slot::FromAbove(cell) } else { Slot::FromLeft(cell) });
                    above[at] = (left > 1).then_some((cell, left - 1, first));
                    continue;
                }
                let Some(cell) = cells.next() else {
                    slots.push(Slot::Empty);
                    continue;
                };
                let span = cell.columns.clamp(1, width - at);
                for offset in 0..span {
                    slots.push(if offset == 0 { Slot::Begins(cell) } else { Slot::FromLeft(cell) });
                    if cell.rows > 1 {
                        above[at + offset] = Some((cell, cell.rows - 1, offset == 0));
                    }
                }
            }
            slots
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;

    fn table(rows: Vec<Vec<Cell>>) -> Table {
        let columns = (0..3).map(|_| Column::default()).collect();
        let rows = rows.into_iter().map(|cells| Row { key: String::new(), cells }).collect();
        Table { columns, rows, ..Table::default() }
    }

    #[test]
    fn spans_cover_what_is_right_of_and_below_them() {
        let table = table(vec![
            vec![Cell::words("a").down(2), Cell::words("b").over(2)],
            vec![Cell::words("c"), Cell::words("d")],
            vec![Cell::words("e")],
        ]);
        let grid = grid(&table, &table.rows);
        let letters = |row: usize| -> Vec<String> {
            grid[row]
                .iter()
                .map(|slot| match slot {
                    Slot::Begins(cell) => cell.text(),
                    Slot::FromLeft(cell) => format!("<{}", cell.text()),
                    Slot::FromAbove(cell) => format!("^{}", cell.text()),
                    Slot::Empty => "-".to_owned(),
                })
                .collect()
        };
        assert_eq!(letters(0), ["a", "b", "<b"]);
        assert_eq!(letters(1), ["^a", "c", "d"]);
        assert_eq!(letters(2), ["e", "-", "-"]);
    }

    #[test]
    fn a_span_beyond_the_edge_ends_there() {
        let table = table(vec![vec![Cell::words("a"), Cell::words("b").over(9), Cell::words("lost")]]);
        assert_eq!(grid(&table, &table.rows)[0].len(), 3);
    }
}
