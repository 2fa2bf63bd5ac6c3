//! A document as WordprocessingML.
//!
//! The same code writes the filled form and the master: in a master a repeated row or section stands once, inside a
//! content control tagged with its name, and fields hold their ids.

use super::styles;
use crate::grid::{Slot, grid};
use crate::xml::push_escaped;
use crate::{Align, Block, Cell, Document, Field, Inline, Line, Marks, Paragraph, Row, Section, Style, Table};
use plan::Language;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What is written besides the body while it is written.
pub(super) struct Writer<'a> {
    pub(super) document: &'a Document,
    /// Whether the master is written.
    pub(super) master: bool,
    /// Addresses of links; number n is the relationship `rIdLink<n>`.
    pub(super) links: Vec<String>,
    ids: BTreeSet<i32>,
    out: String,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Cell,
}

impl<'a> Writer<'a> {
    pub(super) fn new(document: &'a Document, master: bool) -> Self {
        Self { document, master, links: Vec::new(), ids: BTreeSet::new(), out: String::new() }
    }

    /// `word/document.xml`.
    pub(super) fn body(&mut self) -> String {
        let document = self.document;
        let _ = write!(self.out, "{}<w:document {}><w:body>", crate::xml::DECLARATION, styles::NAMESPACES);
        let title = Field::new("title", document.title.clone());
        self.paragraph_of("Title", None, &[Inline::Field(title)], Place::Text);
        for paragraph in &document.lead {
            self.paragraph(paragraph, Place::Text);
        }
        self.blocks(&document.blocks);
        self.standing();
        let section = styles::section(document.landscape);
        self.out.push_str(&section);
        self.out.push_str("</w:body></w:document>");
        std::mem::take(&mut self.out)
    }

    /// What the figures rest on, at the end.
    fn standing(&mut self) {
        let (language, standing) = (self.document.language, &self.document.standing);
        let mut says = vec![
            (language.of("基準日：", "As of: "), "standing-as-of", standing.as_of.clone()),
            (language.of("プランの版：", "Revision of the plan: "), "standing-revision", standing.revision.clone()),
            (language.of("収集範囲：", "What was read: "), "standing-coverage", standing_coverage(self.document)),
        ];
        if standing.invented {
            let words = standing_invented(language).to_owned();
            says.push((language.of("注意：", "Note: "), "standing-invented", words));
        }
        let heading = language.of("この書類の基準", "What this document rests on");
        self.paragraph_of("Caption", None, &[Inline::Words(heading.to_owned())], Place::Text);
        for (name, id, value) in says {
            let inlines = [Inline::Words(name.to_owned()), Inline::Field(Field::new(id, value))];
            self.paragraph_of("Note", None, &inlines, Place::Text);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let mut written: BTreeSet<&str> = BTreeSet::new();
        for block in blocks {
            match block {
                Block::Heading(level, words) => {
                    let style = format!("Heading{}", (*level).clamp(1, 3));
                    self.paragraph_of(&style, None, &[Inline::Words(words.clone())], Place::Text);
                }
                Block::Paragraph(paragraph) => self.paragraph(paragraph, Place::Text),
                Block::Table(table) => self.table(table),
                Block::Section(section) if self.master => {
                    if written.insert(section.name) {
                        self.repeated(section);
                    }
                }
                Block::Section(section) => self.blocks(&section.blocks),
                Block::PageBreak => self.out.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
            }
        }
    }

    fn repeated(&mut self, section: &Section) {
        self.control_start(section.name, "");
        self.blocks(&section.blocks);
        self.control_end();
    }

    fn paragraph(&mut self, paragraph: &Paragraph, place: Place) {
        let (style, side) = match paragraph.style {
            Style::Body => (if place == Place::Cell { "Cell" } else { "Normal" }, None),
            Style::Right => ("Normal", Some("right")),
            Style::Centre => ("Normal", Some("center")),
            Style::Note => ("Note", None),
            Style::Caption => ("Caption", None),
        };
        self.paragraph_of(style, side, &paragraph.inlines, place);
    }

    fn paragraph_of(&mut self, style: &str, side: Option<&str>, inlines: &[Inline], place: Place) {
        let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>");
        if let Some(side) = side {
            let _ = write!(self.out, "<w:jc w:val=\"{side}\"/>");
        }
        self.out.push_str("</w:pPr>");
        for inline in inlines {
            self.inline(inline, place);
        }
        self.out.push_str("</w:p>");
    }

    fn inline(&mut self, inline: &Inline, place: Place) {
        match inline {
            Inline::Words(words) => self.runs(words, ""),
            Inline::Marked(words, marks) => self.runs(words, &properties(*marks)),
            Inline::Link { words, address } => self.link(address, words, "<w:rStyle w:val=\"Hyperlink\"/>"),
            Inline::Break => self.out.push_str("<w:r><w:br/></w:r>"),
            Inline::Field(field) => self.field(field, place),
        }
    }

    fn field(&mut self, field: &Field, place: Place) {
        self.control_start(&field.id, &field.path());
        let shown = if self.master { placeholder(&field.id) } else { field.shown(self.document.language) };
        match &field.address {
            Some(address) if !self.master => self.link(address, &shown, "<w:rStyle w:val=\"Evidence\"/>"),
            _ if field.is_unfilled() && !self.master => self.runs(&shown, "<w:rStyle w:val=\"ToFill\"/>"),
            _ => self.runs(&shown, ""),
        }
        self.control_end();
        if !field.beside.is_empty() && !self.master {
            self.out.push_str(if place == Place::Cell { "<w:r><w:br/></w:r>" } else { "" });
            self.runs(&field.beside, "<w:rStyle w:val=\"Small\"/>");
        }
    }

    fn link(&mut self, address: &str, words: &str, properties: &str) {
        let number = self.links.iter().rposition(|known| known == address).unwrap_or_else(|| {
            self.links.push(address.to_owned());
            self.links.len() - 1
        });
        let _ = write!(self.out, "<w:hyperlink r:id=\"rIdLink{number}\">");
        self.runs(words, properties);
        self.out.push_str("</w:hyperlink>");
    }

    /// A run for each line.
    fn runs(&mut self, words: &str, properties: &str) {
        for (index, line) in words.split('\n').enumerate() {
            self.out.push_str("<w:r>");
            if !properties.is_empty() {
                let _ = write!(self.out, "<w:rPr>{properties}</w:rPr>");
            }
            if index > 0 {
                self.out.push_str("<w:br/>");
            }
            self.out.push_str("<w:t xml:space=\"preserve\">");
            push_escaped(line, &mut self.out);
            self.out.push_str("</w:t></w:r>");
        }
    }

    fn control_start(&mut self, tag: &str, path: &str) {
        let id = self.id(if path.is_empty() { tag } else { path });
        self.out.push_str("<w:sdt><w:sdtPr><w:tag w:val=\"");
        push_escaped(tag, &mut self.out);
        let _ = write!(self.out, "\"/><w:id w:val=\"{id}\"/></w:sdtPr><w:sdtContent>");
    }

    fn control_end(&mut self) {
        self.out.push_str("</w:sdtContent></w:sdt>");
    }

    /// A number for a field, the same in every run; another where two would get the same.
    fn id(&mut self, path: &str) -> i32 {
        super::number_of(path, &mut self.ids)
    }

    fn table(&mut self, table: &Table) {
        if let Some(tables) = table.upright() {
            if !table.caption.is_empty() {
                self.paragraph_of("Caption", None, &[Inline::Words(table.caption.clone())], Place::Text);
            }
            tables.iter().for_each(|table| self.table(table));
            return;
        }
        if !table.caption.is_empty() {
            self.paragraph_of("Caption", None, &[Inline::Words(table.caption.clone())], Place::Text);
        }
        if table.rows.is_empty() && !self.master {
            self.paragraph_of("Note", None, &[Inline::Words(table.empty.clone())], Place::Text);
            return;
        }
        let widths = widths(table, styles::text_width(self.document.landscape));
        let whole: u32 = widths.iter().sum();
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/><w:tblBorders>{}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
             <w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
            ["top", "left", "bottom", "right", "insideH", "insideV"]
                .map(|edge| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"))
                .concat()
        );
        for width in &widths {
            let _ = write!(self.out, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.out.push_str("</w:tblGrid>");
        for slots in grid(table, &table.head) {
            self.row(table, &slots, &widths, true);
        }
        if self.master && table.repeats {
            let row = prototype(table);
            self.control_start(table.name, "");
            for slots in grid(table, std::slice::from_ref(&row)) {
                self.row(table, &slots, &widths, false);
            }
            self.control_end();
        } else {
            for slots in grid(table, &table.rows) {
                self.row(table, &slots, &widths, false);
            }
        }
        self.out.push_str("</w:tbl>");
        // Word joins tables that nothing stands between.
        self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr></w:p>");
    }

    fn row(&mut self, table: &Table, slots: &[Slot<'_>], widths: &[u32], head: bool) {
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        self.out.push_str(if head { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
        let mut at = 0;
        while at < slots.len() {
            let (cell, merge) = match slots[at] {
                Slot::Begins(cell) => (Some(cell), if cell.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" }),
                Slot::FromAbove(cell) => (Some(cell), "<w:vMerge/>"),
                Slot::FromLeft(_) | Slot::Empty => (None, ""),
            };
            let span = 1 + slots[at + 1..].iter().take_while(|slot| matches!(slot, Slot::FromLeft(_))).count();
            let width: u32 = widths[at..at + span].iter().sum();
            let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
            if span > 1 {
                let _ = write!(self.out, "<w:gridSpan w:val=\"{span}\"/>");
            }
            self.out.push_str(merge);
            let shaded = head || cell.is_some_and(|cell| cell.head);
            if shaded {
                self.out.push_str(
                    "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EDEDED\"/><w:vAlign w:val=\"center\"/>",
                );
            }
            self.out.push_str("</w:tcPr>");
            match (cell, matches!(slots[at], Slot::FromAbove(_))) {
                (Some(cell), false) => self.cell(table, at, cell, head),
                _ => self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr></w:p>"),
            }
            self.out.push_str("</w:tc>");
            at += span;
        }
        self.out.push_str("</w:tr>");
    }

    fn cell(&mut self, table: &Table, column: usize, cell: &Cell, head: bool) {
        let align = table.columns.get(column).map_or(Align::Left, |column| column.align);
        let (style, side) = match (head || cell.head, align) {
            (true, _) if head || cell.columns == 1 => ("CellHead", if head { None } else { Some("left") }),
            (true, _) => ("CellHead", Some("left")),
            (false, Align::Right) => ("Cell", Some("right")),
            (false, Align::Centre) => ("Cell", Some("center")),
            (false, Align::Left) => ("Cell", None),
        };
        self.paragraph_of(style, side, &cell.inlines, Place::Cell);
    }
}

/// What stands in a field of a master.
fn placeholder(id: &str) -> String {
    format!("〔{id}〕")
}

/// The row of a master: the first row, or one with a field for each column.
fn prototype(table: &Table) -> Row {
    let field = |id: &str| Cell::field(Field::new(format!("{}.{id}", table.name), ""));
    table.rows.first().cloned().unwrap_or_else(|| Row {
        key: String::new(),
        cells: table.columns.iter().map(|column| field(&column.id)).collect(),
    })
}

/// The columns' widths in twips.
fn widths(table: &Table, whole: u32) -> Vec<u32> {
    let shares: Vec<u32> = table.columns.iter().map(|column| u32::from(column.width.max(1))).collect();
    let sum: u32 = shares.iter().sum::<u32>().max(1);
    shares.into_iter().map(|share| whole * share / sum).collect()
}

/// Properties of a run, in the order that the schema wants.
fn properties(marks: Marks) -> String {
    let mut out = String::new();
    if marks.small {
        out.push_str("<w:rStyle w:val=\"Small\"/>");
    }
    if marks.bold {
        out.push_str("<w:b/>");
    }
    match marks.line {
        Line::None => {}
        Line::Single => out.push_str("<w:u w:val=\"single\"/>"),
        Line::Double => out.push_str("<w:u w:val=\"double\"/>"),
    }
    if marks.boxed {
        out.push_str("<w:bdr w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    }
    out
}

/// That some of the evidence is made up, in a sentence.
pub(super) fn standing_invented(language: Language) -> &'static str {
    language.of(
        "架空の根拠を含むため、実際の値ではない。",
        "Some of the evidence is invented, so these are no real figures.",
    )
}

/// All that was read, in one line.
pub(super) fn standing_coverage(document: &Document) -> String {
    let none = document.language.of("なし", "none");
    match document.standing.coverage.as_slice() {
        [] => none.to_owned(),
        all => all.join(if document.language == Language::Ja { "、" } else { "; " }),
    }
}
