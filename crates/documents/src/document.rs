//! A document between a form's facts and its renderings.
//!
//! The decision to question: **a document knows no format, and a format knows no form.** Word, Excel, CSV, HTML and PDF are renderings
//! of the same headings, paragraphs, tables and fields, so that a figure cannot differ between two of them. What a person may
//! change in a returned file is exactly what is a [`Field`] here.

use indicator::Amount;
use plan::Language;
use serde::Serialize;

/// A form that has been filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The form's name: `indicator-table`.
    pub form: &'static str,
    /// What it is about: the id of a programme, a project or the plan.
    pub subject: String,
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Lines under the title: what it is about, and of when it is.
    pub lead: Vec<Paragraph>,
    /// Whether it lies on its side (A4).
    pub landscape: bool,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
    /// What its figures rest on; printed at the foot of each page and at the end.
    pub standing: Standing,
}

/// What the figures of a document rest on.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Standing {
    /// The day shown, in words.
    pub as_of: String,
    /// The change number shown.
    pub change: u64,
    /// The first fiscal year shown.
    pub first_year: i16,
    /// The last one: the year reported.
    pub last_year: i16,
    /// The plan's revision, in words.
    pub revision: String,
    /// What was read, a sentence for each source.
    pub coverage: Vec<String>,
    /// Whether anything in it is made up.
    pub invented: bool,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; 1 is the highest.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// What stands once for each of several things: in a master it is written once and repeated.
    Section(Section),
    /// What follows begins a new page.
    PageBreak,
}

/// A repeated part.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its name, the same for each repetition: `project`.
    pub name: &'static str,
    /// What this one is about.
    pub key: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// How it is set.
    pub style: Style,
    /// What it says.
    pub inlines: Vec<Inline>,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// Running text.
    #[default]
    Body,
    /// At the right edge: dates and offices.
    Right,
    /// In the middle.
    Centre,
    /// A note, smaller, its first word hanging.
    Note,
    /// What names the next table.
    Caption,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Words(String),
    /// Words that are marked.
    Marked(String, Marks),
    /// Words that lead somewhere.
    Link {
        /// The words.
        words: String,
        /// An absolute address.
        address: String,
    },
    /// A field: what a returned file is read at.
    Field(Field),
    /// A new line in the same paragraph.
    Break,
}

/// How words are marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Heavy.
    pub bold: bool,
    /// Smaller than what stands around it.
    pub small: bool,
    /// 傍線
    pub line: Line,
    /// In a box: an element of a table in a comparison.
    pub boxed: bool,
}

/// A line under words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Line {
    /// None.
    #[default]
    None,
    /// One: changed.
    Single,
    /// Two: moved.
    Double,
}

/// A field of a form.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Field {
    /// Its id, the tag in Word: at most 64 bytes, the same in each repetition.
    pub id: String,
    /// Which repetition it belongs to; empty if it stands once.
    pub key: String,
    /// What stands in it; lines are separated by `\n`.
    pub value: String,
    /// What a person is asked for where nothing is known: by whom it is to be filled.
    pub to_fill: Option<String>,
    /// Its evidence page, if it opens.
    pub address: Option<String>,
    /// A line below the value that is not part of it: what awaits a decision.
    pub beside: String,
    /// The value as an exact number, where it is one.
    #[serde(skip)]
    pub number: Option<Amount>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Its name: the tag of its repeated row, and what `--table` chooses. Kebab-case, short.
    pub name: &'static str,
    /// The sheet of a workbook on which it stands; tables of one sheet stand below each other.
    pub sheet: String,
    /// What stands above it; may be empty.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its head, repeated on each page.
    pub head: Vec<Row>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether its rows all have one shape: then a master holds one of them, and it is repeated.
    pub repeats: bool,
    /// Said where it has no rows.
    pub empty: String,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Its id: with the table's name the id of its fields (`output.value-1`), and its head in CSV.
    pub id: String,
    /// Its share of the width.
    pub width: u16,
    /// On which side its cells stand.
    pub align: Align,
}

/// On which side a cell's words stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Left.
    #[default]
    Left,
    /// Right: numbers.
    Right,
    /// Middle: heads, signs.
    Centre,
}

/// A row. Cells covered by a span from the left or from above are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// What it is about; unique in its table (or section).
    pub key: String,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it says.
    pub inlines: Vec<Inline>,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// Whether it names what stands beside or below it.
    pub head: bool,
}

/// Most columns that a page of A4 holds side by side.
const WIDEST: usize = 18;

impl Table {
    /// The same as one small table a row, names at the left and values at the right, for paper: where there are more columns than a page
    /// holds. Cells that say nothing are left out. Nothing where the table fits.
    #[must_use]
    pub fn upright(&self) -> Option<Vec<Self>> {
        if self.columns.len() <= WIDEST {
            return None;
        }
        let names: Vec<Cell> = self.head.last().map(|row| row.cells.clone()).unwrap_or_default();
        let column = |id: &str, width| Column { id: id.to_owned(), width, align: Align::Left };
        let upright = |(number, row): (usize, &Row)| {
            let said = names.iter().zip(&row.cells).filter(|(_, cell)| !cell.text().is_empty());
            let caption = if self.rows.len() > 1 { format!("{number} / {}", self.rows.len()) } else { String::new() };
            Self {
                name: self.name,
                sheet: self.sheet.clone(),
                caption,
                columns: vec![column("name", 34), column("value", 66)],
                rows: said
                    .map(|(name, cell)| Row {
                        key: row.key.clone(),
                        cells: vec![Cell { head: true, ..name.clone() }, cell.clone()],
                    })
                    .collect(),
                empty: self.empty.clone(),
                ..Self::default()
            }
        };
        Some((1..).zip(&self.rows).map(upright).collect())
    }
}

impl Cell {
    /// Words.
    #[must_use]
    pub fn words(words: impl Into<String>) -> Self {
        Self::of(vec![Inline::Words(words.into())])
    }

    /// Words that name what stands beside or below.
    #[must_use]
    pub fn head(words: impl Into<String>) -> Self {
        Self { head: true, ..Self::words(words) }
    }

    /// A field alone.
    #[must_use]
    pub fn field(field: Field) -> Self {
        Self::of(vec![Inline::Field(field)])
    }

    /// Pieces of a line.
    #[must_use]
    pub fn of(inlines: Vec<Inline>) -> Self {
        Self { inlines, columns: 1, rows: 1, head: false }
    }

    /// The same over several columns.
    #[must_use]
    pub fn over(self, columns: usize) -> Self {
        Self { columns, ..self }
    }

    /// The same over several rows.
    #[must_use]
    pub fn down(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// What it says, without marks.
    #[must_use]
    pub fn text(&self) -> String {
        text(&self.inlines)
    }
}

impl Paragraph {
    /// Words in running text.
    #[must_use]
    pub fn words(words: impl Into<String>) -> Self {
        Self::styled(Style::Body, words)
    }

    /// Words, set so.
    #[must_use]
    pub fn styled(style: Style, words: impl Into<String>) -> Self {
        Self { style, inlines: vec![Inline::Words(words.into())] }
    }

    /// What it says, without marks.
    #[must_use]
    pub fn text(&self) -> String {
        text(&self.inlines)
    }
}

impl Field {
    /// A field with a value.
    #[must_use]
    pub fn new(id: impl Into<String>, value: impl Into<String>) -> Self {
        Self { id: id.into(), value: value.into(), ..Self::default() }
    }

    /// A field that a person fills.
    #[must_use]
    pub fn to_fill(id: impl Into<String>, by: impl Into<String>) -> Self {
        Self { id: id.into(), to_fill: Some(by.into()), ..Self::default() }
    }

    /// The same in one of several repetitions.
    #[must_use]
    pub fn of(self, key: impl Into<String>) -> Self {
        Self { key: key.into(), ..self }
    }

    /// Its name in the whole document: `output.value-1@papers`; the id where it stands once.
    #[must_use]
    pub fn path(&self) -> String {
        if self.key.is_empty() { self.id.clone() } else { format!("{}@{}", self.id, self.key) }
    }

    /// Whether a person still has to fill it.
    #[must_use]
    pub fn is_unfilled(&self) -> bool {
        self.value.is_empty() && self.to_fill.is_some()
    }

    /// What is printed in it: the value, or who is to fill it.
    #[must_use]
    pub fn shown(&self, language: Language) -> String {
        match &self.to_fill {
            Some(by) if self.value.is_empty() => {
                language.of(format!("【記入：{by}】"), format!("[to be filled: {by}]"))
            }
            _ => self.value.clone(),
        }
    }
}

impl Document {
    /// Every field in order, those of tables and sections included.
    #[must_use]
    pub fn fields(&self) -> Vec<&Field> {
        let mut found = Vec::new();
        self.lead.iter().for_each(|paragraph| of_inlines(&paragraph.inlines, &mut found));
        of_blocks(&self.blocks, &mut found);
        found
    }

    /// Does something to every field.
    pub fn each_field_mut(&mut self, act: &mut dyn FnMut(&mut Field)) {
        self.lead.iter_mut().for_each(|paragraph| in_inlines(&mut paragraph.inlines, act));
        in_blocks(&mut self.blocks, act);
    }

    /// The fields that a person still has to fill.
    #[must_use]
    pub fn unfilled(&self) -> Vec<&Field> {
        self.fields().into_iter().filter(|field| field.is_unfilled()).collect()
    }

    /// Every table in order, those of sections included.
    #[must_use]
    pub fn tables(&self) -> Vec<&Table> {
        fn of<'a>(blocks: &'a [Block], found: &mut Vec<&'a Table>) {
            for block in blocks {
                match block {
                    Block::Table(table) => found.push(table),
                    Block::Section(section) => of(&section.blocks, found),
                    Block::Heading(..) | Block::Paragraph(_) | Block::PageBreak => {}
                }
            }
        }
        let mut found = Vec::new();
        of(&self.blocks, &mut found);
        found
    }
}

fn of_blocks<'a>(blocks: &'a [Block], found: &mut Vec<&'a Field>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => of_inlines(&paragraph.inlines, found),
            Block::Table(table) => {
                for cell in table.head.iter().chain(&table.rows).flat_map(|row| &row.cells) {
                    of_inlines(&cell.inlines, found);
                }
            }
            Block::Section(section) => of_blocks(&section.blocks, found),
            Block::Heading(..) | Block::PageBreak => {}
        }
    }
}

fn of_inlines<'a>(inlines: &'a [Inline], found: &mut Vec<&'a Field>) {
    found.extend(inlines.iter().filter_map(|inline| match inline {
        Inline::Field(field) => Some(field),
        _ => None,
    }));
}

fn in_blocks(blocks: &mut [Block], act: &mut dyn FnMut(&mut Field)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => in_inlines(&mut paragraph.inlines, act),
            Block::Table(table) => {
                for cell in table.head.iter_mut().chain(&mut table.rows).flat_map(|row| &mut row.cells) {
                    in_inlines(&mut cell.inlines, act);
                }
            }
            Block::Section(section) => in_blocks(&mut section.blocks, act),
            Block::Heading(..) | Block::PageBreak => {}
        }
    }
}

fn in_inlines(inlines: &mut [Inline], act: &mut dyn FnMut(&mut Field)) {
    for inline in inlines {
        if let Inline::Field(field) = inline {
            act(field);
        }
    }
}

/// What pieces of a line say, without marks; an unfilled field says nothing.
#[must_use]
pub fn text(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Words(words) | Inline::Marked(words, _) | Inline::Link { words, .. } => words.as_str(),
            Inline::Field(field) => field.value.as_str(),
            Inline::Break => "\n",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_to_fill_says_by_whom_until_it_has_a_value() {
        let field = Field::to_fill("outlook", "担当課");
        assert_eq!(field.shown(Language::Ja), "【記入：担当課】");
        assert!(field.is_unfilled());
        let filled = Field { value: "継続".to_owned(), ..field };
        assert_eq!(filled.shown(Language::Ja), "継続");
        assert!(!filled.is_unfilled());
    }

    #[test]
    fn a_table_too_wide_for_paper_stands_upright_and_leaves_out_what_says_nothing() {
        let table = |columns: usize| Table {
            columns: vec![Column::default(); columns],
            head: vec![Row {
                key: String::new(),
                cells: (0..columns).map(|at| Cell::head(format!("c{at}"))).collect(),
            }],
            rows: vec![Row {
                key: "r".to_owned(),
                cells: (0..columns).map(|at| Cell::words(if at % 2 == 0 { "" } else { "x" })).collect(),
            }],
            ..Table::default()
        };
        assert_eq!(table(18).upright(), None);
        let upright = table(19).upright().expect("too wide");
        assert_eq!((upright.len(), upright[0].rows.len()), (1, 9));
        assert_eq!(upright[0].rows[0].cells[0].text(), "c1");
        assert!(upright[0].rows[0].cells[0].head);
    }

    #[test]
    fn fields_are_found_in_leads_paragraphs_tables_and_sections() {
        let cell = Cell::field(Field::new("t.a", "1").of("row"));
        let table =
            Table { name: "t", rows: vec![Row { key: "row".to_owned(), cells: vec![cell] }], ..Table::default() };
        let inner = Paragraph { style: Style::Body, inlines: vec![Inline::Field(Field::new("b", "2").of("p"))] };
        let section = Section {
            name: "project",
            key: "p".to_owned(),
            blocks: vec![Block::Paragraph(inner), Block::Table(table)],
        };
        let document = Document {
            form: "f",
            subject: "s".to_owned(),
            language: Language::Ja,
            title: String::new(),
            lead: vec![Paragraph { style: Style::Body, inlines: vec![Inline::Field(Field::new("a", "0"))] }],
            landscape: false,
            blocks: vec![Block::Section(section)],
            standing: Standing::default(),
        };
        let paths: Vec<String> = document.fields().into_iter().map(Field::path).collect();
        assert_eq!(paths, ["a", "b@p", "t.a@row"]);
        assert_eq!(document.tables().len(), 1);
    }
}
