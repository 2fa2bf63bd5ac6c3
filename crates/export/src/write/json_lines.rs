//! JSON Lines: an object a row, keys in the order of the columns, those without a value `null`.

use crate::Error;
use crate::table::{Cell, Table};
use serde_json::Value;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// A table's file.
pub(crate) struct JsonLines {
    path: PathBuf,
    file: BufWriter<File>,
}

impl JsonLines {
    pub(crate) fn new(path: &Path) -> Result<Self, Error> {
        let file = File::create(path).map_err(|error| Error::write(path, error))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file) })
    }

    pub(crate) fn push(&mut self, table: &Table, row: &[Cell]) -> Result<(), Error> {
        let line = line(table, row);
        self.file.write_all(line.as_bytes()).map_err(|error| Error::write(&self.path, error))
    }

    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.file.flush().map_err(|error| Error::write(&self.path, error))
    }
}

fn line(table: &Table, row: &[Cell]) -> String {
    let mut line = String::from("{");
    for (index, (column, cell)) in table.columns.iter().zip(row).enumerate() {
        if index > 0 {
            line.push(',');
        }
        let value = match cell {
            Cell::Empty => Value::Null,
            Cell::Text(text) => Value::from(text.as_str()),
            Cell::Integer(number) => Value::from(*number),
            Cell::Number(number) => Value::from(*number),
            Cell::Flag(yes) => Value::from(*yes),
            Cell::Date(date) => Value::from(date.to_string()),
        };
        line.push_str(&Value::from(column.name.as_str()).to_string());
        line.push(':');
        line.push_str(&value.to_string());
    }
    line.push_str("}\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Origin, Sort, cells};

    #[test]
    fn keys_stand_in_the_order_of_the_columns() {
        let table = Table::new("moss", ["苔", "Moss"], Origin::Plan)
            .key("name", Sort::Text, ["名", "Its name"])
            .may("height", Sort::Integer, ["高さ", "Its height"])
            .may("area", Sort::Number, ["広さ", "Its area"])
            .full("green", Sort::Flag, ["緑か", "Whether it is green"]);
        let row = cells!["a \"moss\"", None::<u64>, 0.5_f64, true];
        assert_eq!(line(&table, &row), "{\"name\":\"a \\\"moss\\\"\",\"height\":null,\"area\":0.5,\"green\":true}\n");
    }
}
