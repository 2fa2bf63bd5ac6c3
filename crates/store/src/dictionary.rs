//! What every table and column means, read from the comments of the migrations: the one place where it is written.

/// A table with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What one row is.
    pub meaning: String,
    /// Its columns in order.
    pub columns: Vec<Column>,
}

/// A column with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type as the migration writes it.
    pub sort: String,
    /// Whether it can be empty.
    pub can_be_empty: bool,
    /// What it holds.
    pub meaning: String,
}

/// Every table of the store, in the order in which they were made.
#[must_use]
pub fn dictionary() -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for made in crate::migrate::MIGRATIONS.iter().flat_map(|migration| self::tables(migration.tables)) {
        match tables.iter_mut().find(|table| table.name == made.name) {
            Some(table) => table.columns.extend(made.columns),
            None => tables.push(made),
        }
    }
    tables
}

/// The tables of a migration, those that it adds columns to without a meaning of their own. A comment belongs to the line that follows it.
pub(crate) fn tables(migration: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut comment = String::new();
    let mut inside = false;
    for line in migration.lines() {
        let text = line.trim();
        if let Some(words) = text.strip_prefix("--") {
            if !comment.is_empty() {
                comment.push(' ');
            }
            comment.push_str(words.trim());
            continue;
        }
        let meaning = std::mem::take(&mut comment);
        if let Some(name) = text.strip_prefix("alter table ").and_then(|rest| rest.strip_suffix(" add column")) {
            tables.push(Table { name: name.to_owned(), meaning: String::new(), columns: Vec::new() });
            inside = true;
        } else if let Some(name) = text.strip_prefix("create table ").and_then(|rest| rest.strip_suffix(" (")) {
            tables.push(Table { name: name.to_owned(), meaning, columns: Vec::new() });
            inside = true;
        } else if text.starts_with(')') {
            inside = false;
        } else if let (true, Some(table)) = (inside, tables.last_mut()) {
            let mut words = text.trim_end_matches([',', ';']).split(' ');
            table.columns.push(Column {
                name: words.next().unwrap_or_default().to_owned(),
                sort: words.next().unwrap_or_default().to_owned(),
                can_be_empty: !text.contains("not null") && !text.contains("primary key"),
                meaning,
            });
            inside = !text.ends_with(';');
        }
    }
    tables
}
