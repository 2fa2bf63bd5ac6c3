//! What a table of the export is: described once, and everything that tells of it follows.

mod cell;
mod origin;

pub use cell::Cell;
#[cfg(test)]
pub(crate) use cell::cells;
pub use origin::Origin;

/// Words in Japanese and English.
pub type Both = [&'static str; 2];

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name, in the singular: the name of the file, and of the table in SQL.
    pub name: String,
    /// What one row is.
    pub meaning: [String; 2],
    /// Where its content comes from, and under which licence it stands.
    pub origin: Origin,
    /// In order.
    pub columns: Vec<Column>,
    /// The columns that name a row; no two rows agree in all of them.
    pub key: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub meaning: [String; 2],
    /// What its cells hold.
    pub sort: Sort,
    /// What one is, where it is a number; empty if nothing needs to be said.
    pub unit: [String; 2],
    /// Whether a cell may be empty.
    pub may_be_empty: bool,
    /// The table whose key's only column it names.
    pub refers_to: Option<String>,
    /// Where it comes from, where that is not where the table does.
    pub origin: Option<Origin>,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number, perhaps with decimals; exact ones stand beside it as text.
    Number,
    /// `true` or `false`; in SQLite 1 or 0.
    Flag,
    /// A day: `2021-03-31`.
    Date,
}

impl Table {
    /// A table without columns.
    pub fn new(name: &str, meaning: Both, origin: Origin) -> Self {
        Self {
            name: name.to_owned(),
            meaning: meaning.map(str::to_owned),
            origin,
            columns: Vec::new(),
            key: Vec::new(),
        }
    }

    /// Adds a column that is part of the key.
    pub fn key(mut self, name: &str, sort: Sort, meaning: Both) -> Self {
        self.key.push(name.to_owned());
        self.with(name, sort, meaning, false)
    }

    /// Adds a column that never is empty.
    pub fn full(self, name: &str, sort: Sort, meaning: Both) -> Self {
        self.with(name, sort, meaning, false)
    }

    /// Adds a column that may be empty.
    pub fn may(self, name: &str, sort: Sort, meaning: Both) -> Self {
        self.with(name, sort, meaning, true)
    }

    /// Adds words in Japanese (which may be empty), in English, and whether the English is official.
    pub fn words(self, name: &str, meaning: Both) -> Self {
        let [ja, en] = meaning;
        self.with_owned(
            format!("{name}_ja"),
            Sort::Text,
            [format!("{ja}（日本語）"), format!("{en}, in Japanese")],
            true,
        )
        .with_owned(format!("{name}_en"), Sort::Text, [format!("{ja}（英語）"), format!("{en}, in English")], true)
        .with_owned(
            format!("{name}_en_is_official"),
            Sort::Flag,
            [
                format!("{ja}の英語が公式のものか（そうでなければ参考訳）"),
                format!("{en}: whether the English is official, otherwise it is an unofficial translation"),
            ],
            false,
        )
    }

    /// Adds how a claim is known, and its source.
    pub fn basis(self) -> Self {
        self.basis_of("")
    }

    /// The same for one of several claims; `start_` gives `start_basis` and `start_basis_source`.
    pub fn basis_of(self, claim: &str) -> Self {
        let state = [
            "根拠の状態：stated（出典あり）、confirmed（人が確認）、inferred（規則による推定）、unconfirmed（未確認）、unknown（不明）",
            "How it is known: `stated` (a source says so), `confirmed` (a person decided), `inferred` (a rule), `unconfirmed` or `unknown`",
        ];
        let source = ["出典、確認した人と日付、または規則の名", "The source, the person with the day, or the rule"];
        self.full(&format!("{claim}basis"), Sort::Text, state).may(&format!("{claim}basis_source"), Sort::Text, source)
    }

    /// Adds first and last year, whether no end is planned, and how these are known.
    pub fn period(self) -> Self {
        self.may("start_year", Sort::Integer, ["開始年度（空欄は不明）", "First fiscal year; empty: unknown"])
            .basis_of("start_")
            .may(
                "end_year",
                Sort::Integer,
                ["終了年度（空欄は不明または終期なし）", "Last fiscal year; empty: unknown, or no end is planned"],
            )
            .full("is_open", Sort::Flag, ["終期を定めていないか", "Whether no end is planned"])
            .basis_of("end_")
    }

    /// Says that the last column names a row of another table.
    pub fn of(mut self, table: &str) -> Self {
        if let Some(column) = self.columns.last_mut() {
            column.refers_to = Some(table.to_owned());
        }
        self
    }

    /// Says what one is in the last column.
    pub fn in_units(mut self, unit: Both) -> Self {
        if let Some(column) = self.columns.last_mut() {
            column.unit = unit.map(str::to_owned);
        }
        self
    }

    /// Says where the last column comes from.
    pub fn from(mut self, origin: Origin) -> Self {
        if let Some(column) = self.columns.last_mut() {
            column.origin = Some(origin);
        }
        self
    }

    /// Adds a column whose words are made elsewhere.
    pub fn with_owned(mut self, name: String, sort: Sort, meaning: [String; 2], may_be_empty: bool) -> Self {
        let unit = [String::new(), String::new()];
        self.columns.push(Column { name, meaning, sort, unit, may_be_empty, refers_to: None, origin: None });
        self
    }

    fn with(self, name: &str, sort: Sort, meaning: Both, may_be_empty: bool) -> Self {
        self.with_owned(name.to_owned(), sort, meaning.map(str::to_owned), may_be_empty)
    }
}

impl Sort {
    /// Its name in the dictionary.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Flag => "boolean",
            Self::Date => "date",
        }
    }
}
