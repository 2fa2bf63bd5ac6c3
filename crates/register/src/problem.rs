//! What is wrong with a definition: the kind is data, the words are made from it, as `plan` does for plans.

use plan::{Language, Place, Severity, Words};

/// One thing that is wrong with a definition, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What it is.
    pub wrong: Wrong,
    /// Where it stands.
    pub place: Place,
}

impl Problem {
    /// What is said of it, in parts.
    #[must_use]
    pub fn words(&self, language: Language) -> Words {
        self.wrong.words(language)
    }

    /// The whole of it as lines: file, line, column and problem, the source line with the words underlined, what was
    /// expected, what was found, what to do. Ends with a newline.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        self.words(language).text(Severity::Error, &self.place, language)
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are what `words` says of them; the kinds are documented")]
pub enum Wrong {
    /// The file is no TOML.
    Syntax { message: String },
    /// A key stands twice in one table.
    RepeatedKey,
    /// A key that the table does not have.
    UnknownKey { table: String, key: String, known: Vec<String>, nearest: Option<String> },
    /// A key that the table must have.
    MissingKey { table: String, key: String },
    /// A value of another type.
    WrongType { expected: [String; 2], found: &'static str },
    /// Words that are empty.
    Empty,
    /// A text that one of the two languages lacks.
    LanguageMissing { missing: Language },
    /// A word that is none of the list.
    UnknownWord { found: String, known: Vec<String>, nearest: Option<String> },
    /// An id that is not lower-case ASCII with hyphens.
    IdForm { id: String },
    /// The file has another name than its register.
    FileName { id: String },
    /// A column's id that every register has.
    Reserved { id: String },
    /// An id given before.
    Twice { id: String, first_line: usize },
    /// Two columns, or two codes of a column, that go by one word; no line where every register has the other.
    SameWord { word: String, other: String, first_line: Option<usize> },
    /// A column that the register does not have.
    UnknownColumn { id: String, known: Vec<String>, nearest: Option<String> },
    /// A column of the key that a row may leave empty.
    KeyMayBeEmpty { id: String },
    /// A column of the key that holds several values.
    KeyOfSeveral { id: String },
    /// A date that stands in a column of another kind.
    NotADate { id: String },
    /// A column that is two dates of the record at once.
    DateOfTwoRoles { id: String },
    /// `until` without `from`.
    UntilWithoutFrom,
    /// A list that must not be empty.
    NothingListed,
    /// A column of codes without a list.
    NoCodes,
    /// A list of codes for a column of another kind.
    CodesOfOther { holds: String },
    /// An example that is none of the codes.
    ExampleNoCode { example: String },
}

/// The four parts in both languages: problem, expected, found, hint.
struct Both([[String; 2]; 4]);

impl Both {
    fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self([[ja.into(), en.into()], Default::default(), Default::default(), Default::default()])
    }

    fn with(mut self, part: usize, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.0[part] = [ja.into(), en.into()];
        self
    }

    fn expected(self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.with(1, ja, en)
    }

    fn found(self, word: &str) -> Self {
        self.with(2, format!("`{word}`"), format!("`{word}`"))
    }

    fn hint(self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.with(3, ja, en)
    }

    /// A hint where there is a near word, else another.
    fn near(self, near: Option<&String>, ja: &str, en: &str) -> Self {
        match near {
            Some(word) => {
                self.hint(format!("`{word}` のことなら、そう書く"), format!("write `{word}` if that is meant"))
            }
            None => self.hint(ja, en),
        }
    }
}

fn listed(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

impl Wrong {
    fn words(&self, language: Language) -> Words {
        let Both([problem, expected, found, hint]) = self.both();
        let of = |[ja, en]: [String; 2]| language.of(ja, en);
        Words { problem: of(problem), expected: of(expected), found: of(found), hint: of(hint) }
    }

    fn both(&self) -> Both {
        match self {
            Self::Syntax { message } => Both::new("TOMLとして読めません", "not TOML")
                .with(2, message, message)
                .hint("引用符、かっこ、等号を確かめる", "look at quotes, brackets and equals signs"),
            Self::RepeatedKey => {
                Both::new("同じ項目が2回あります", "the key stands twice").hint("一つを消す", "delete one of the two")
            }
            Self::UnknownKey { table, key, known, nearest } => Both::new(
                format!("`{table}` に `{key}` という項目はありません"),
                format!("`{table}` has no key `{key}`"),
            )
            .expected(listed(known), listed(known))
            .near(nearest.as_ref(), "消すか、上のどれかに直す", "delete it or use one of those"),
            Self::MissingKey { table, key } => {
                Both::new(format!("`{table}` に `{key}` がありません"), format!("`{table}` lacks `{key}`"))
                    .hint(format!("`{key} = …` を書く"), format!("write `{key} = …`"))
            }
            Self::WrongType { expected: [ja, en], found } => {
                Both::new("値の種類が違います", "a value of another type").expected(ja, en).found(found)
            }
            Self::Empty => Both::new("空の文字列です", "the words are empty")
                .hint("書くか、項目を消す", "write some or delete the key"),
            Self::LanguageMissing { missing } => Both::new(
                missing.of("日本語がありません", "英語がありません"),
                missing.of("the Japanese is missing", "the English is missing"),
            )
            .expected("`{ ja = \"…\", en = \"…\" }`", "`{ ja = \"…\", en = \"…\" }`")
            .hint("両方の言語で書く", "write it in both languages"),
            Self::UnknownWord { found, known, nearest } => Both::new("知らない語です", "an unknown word")
                .expected(listed(known), listed(known))
                .found(found)
                .near(nearest.as_ref(), "上のどれかにする", "use one of those"),
            Self::IdForm { id } => Both::new("idの形ではありません", "not the form of an id")
                .expected("小文字の英数字とハイフン", "lower-case letters, digits and hyphens")
                .found(id),
            Self::FileName { id } => Both::new("ファイル名とidが違います", "the file’s name is not the register’s id")
                .found(id)
                .hint(format!("ファイルを `{id}.toml` にする"), format!("call the file `{id}.toml`")),
            Self::Reserved { id } => Both::new(
                format!("`{id}` はどの台帳にも自動で付く列です"),
                format!("every register has the column `{id}` of itself"),
            )
            .hint("この列を消す", "delete this column"),
            Self::Twice { id, first_line } => Both::new(
                format!("`{id}` は{first_line}行目にすでにあります"),
                format!("`{id}` is already given on line {first_line}"),
            )
            .hint("別のidにする", "use another id"),
            Self::SameWord { word, other, first_line: None } => Both::new(
                format!("`{word}` は、どの台帳にも付く列 `{other}` と見分けられません"),
                format!("`{word}` cannot be told from the column `{other}` that every register has"),
            )
            .hint("語を変える", "use another word"),
            Self::SameWord { word, other, first_line: Some(line) } => Both::new(
                format!("`{word}` は{line}行目の `{other}` と見分けられません"),
                format!("`{word}` cannot be told from `{other}` on line {line}"),
            )
            .hint(
                "語を変える（全角と半角、大文字と小文字、空白は区別しない）",
                "change one (width, case and blanks make no difference)",
            ),
            Self::UnknownColumn { id, known, nearest } => {
                Both::new(format!("`{id}` という列はありません"), format!("there is no column `{id}`"))
                    .expected(listed(known), listed(known))
                    .near(nearest.as_ref(), "列のidを書く", "write a column’s id")
            }
            Self::KeyMayBeEmpty { id } => Both::new(
                format!("行を見分ける列 `{id}` が空欄でもよいことになっています"),
                format!("the column `{id}` names a row and may be empty"),
            )
            .hint("その列に `required = true` を書く", "write `required = true` in the column"),
            Self::KeyOfSeveral { id } => Both::new(
                format!("行を見分ける列 `{id}` に値を複数書けることになっています"),
                format!("the column `{id}` names a row and may hold several values"),
            )
            .hint("その列の `many` を消す", "delete `many` from the column"),
            Self::NotADate { id } => {
                Both::new(format!("`{id}` は日付の列ではありません"), format!("`{id}` is no column of dates")).expected(
                    "`holds` が `\"date\"` か `\"fiscal-year\"` の列",
                    "a column that holds `\"date\"` or `\"fiscal-year\"`",
                )
            }
            Self::DateOfTwoRoles { id } => {
                Both::new(format!("`{id}` は日付の役割を二つ持っています"), format!("`{id}` is two dates at once"))
                    .hint("役割を一つにするか、列を分ける", "leave one role, or give each its own column")
            }
            Self::UntilWithoutFrom => Both::new("終わりだけで始まりがありません", "an end without a start")
                .expected("`from` と `until`", "`from` beside `until`"),
            Self::NothingListed => {
                Both::new("一つもありません", "the list is empty").hint("一つは書く", "write at least one")
            }
            Self::NoCodes => Both::new("コードの一覧がありません", "the list of codes is missing").expected(
                "`codes = [{ code = \"…\", title = { ja = \"…\", en = \"…\" } }]`",
                "`codes = [{ code = \"…\", title = { ja = \"…\", en = \"…\" } }]`",
            ),
            Self::CodesOfOther { holds } => Both::new("コードの列ではありません", "not a column of codes")
                .expected("`holds = \"code\"`", "`holds = \"code\"`")
                .found(holds)
                .hint("`holds` を直すか `codes` を消す", "change `holds` or delete `codes`"),
            Self::ExampleNoCode { example } => {
                Both::new("記入例が一覧にありません", "the example is none of the codes")
                    .found(example)
                    .hint("一覧の語のどれかにする", "use a word of the list")
            }
        }
    }
}
