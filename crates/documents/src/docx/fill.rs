//! A master of an office's own, filled: a Word document with content controls whose tags are ids of fields. A control tagged with the name of a
//! table that repeats, or of a section, holds what stands once for each of its rows.
//!
//! The decision to question: **the master decides what is shown, the form what it says.** A field that the master leaves out is left out, and told; a
//! tag that no field has stays as it is, and is told too. Nothing is matched by its words.

use super::{number_of, original_of};
use crate::back::{DOCUMENT, tag, tree};
use crate::package::{Package, Part};
use crate::xml::{Element, Node, written};
use crate::{Block, Document, Error, Field, Inline};
use std::collections::{BTreeMap, BTreeSet};

/// What was told while a master was filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Fields of the form (or tables, as `name.`) that the master has no place for.
    pub missing: Vec<String>,
    /// Tags of the master that the form knows nothing of.
    pub unknown: Vec<String>,
}

/// What a tag can stand for at one place: fields by id, and repeated parts by name.
#[derive(Default)]
struct Scope<'d> {
    fields: BTreeMap<&'d str, &'d Field>,
    repeated: BTreeMap<&'d str, Vec<Scope<'d>>>,
}

/// Fills a master.
///
/// # Errors
/// If the master is no Word document, is damaged, or has no tagged control at all.
pub fn fill(master: &[u8], document: &Document) -> Result<(Vec<u8>, Told), Error> {
    let mut package = Package::open(master)?;
    let standing = super::standing_fields(document);
    let mut scope = Scope::default();
    standing.iter().for_each(|field| {
        scope.fields.insert(&field.id, field);
    });
    scope.take_document(document);
    let mut filler = Filler { document, taken: BTreeSet::new(), used: BTreeSet::new(), unknown: BTreeSet::new() };
    let mut body = None;
    let holds_words = |name: &str| {
        name == DOCUMENT
            || (name.starts_with("word/header") || name.starts_with("word/footer")) && name.ends_with(".xml")
    };
    for part in package.parts.iter_mut().filter(|part| holds_words(&part.name)) {
        let mut root = tree(&part.name, &part.bytes)?;
        filler.children(&mut root, &scope);
        let text = written(&root);
        if part.name == DOCUMENT {
            body = Some(text.clone());
        }
        part.bytes = text.into_bytes();
    }
    let body = body.ok_or_else(|| Error::Read {
        place: DOCUMENT.to_owned(),
        problem: "expected a Word document as the master, found none of its words".to_owned(),
        hint: "save the master as a Word document (.docx)".to_owned(),
    })?;
    if filler.used.is_empty() {
        return Err(Error::Read {
            place: DOCUMENT.to_owned(),
            problem: "expected content controls whose tags are fields of the form, found none".to_owned(),
            hint: "begin with the built-in master: --master builtin --output MASTER.docx".to_owned(),
        });
    }
    let told = Told { missing: scope.missing(&filler.used), unknown: filler.unknown.into_iter().collect() };
    keep_original(&mut package, document, &body)?;
    Ok((package.bytes()?, told))
}

impl<'d> Scope<'d> {
    fn take_document(&mut self, document: &'d Document) {
        document.lead.iter().for_each(|paragraph| self.take_inlines(&paragraph.inlines));
        self.take_blocks(&document.blocks);
    }

    fn take_inlines(&mut self, inlines: &'d [Inline]) {
        for inline in inlines {
            if let Inline::Field(field) = inline {
                self.fields.entry(&field.id).or_insert(field);
            }
        }
    }

    fn take_blocks(&mut self, blocks: &'d [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.take_inlines(&paragraph.inlines),
                Block::Table(table) => {
                    table.head.iter().flat_map(|row| &row.cells).for_each(|cell| self.take_inlines(&cell.inlines));
                    for row in &table.rows {
                        let scope = if table.repeats {
                            let rows = self.repeated.entry(table.name).or_default();
                            rows.push(Scope::default());
                            rows.last_mut()
                        } else {
                            Some(&mut *self)
                        };
                        if let Some(scope) = scope {
                            row.cells.iter().for_each(|cell| scope.take_inlines(&cell.inlines));
                        }
                    }
                    if table.repeats {
                        self.repeated.entry(table.name).or_default();
                    }
                }
                Block::Section(section) => {
                    let mut scope = Scope::default();
                    scope.take_blocks(&section.blocks);
                    self.repeated.entry(section.name).or_default().push(scope);
                }
                Block::Heading(..) | Block::PageBreak => {}
            }
        }
    }

    /// What has no place: single fields by id, repeated parts by name.
    fn missing(&self, used: &BTreeSet<String>) -> Vec<String> {
        let fields = self.fields.keys().filter(|id| !used.contains(**id)).map(|id| (*id).to_owned());
        let parts = self.repeated.keys().filter(|name| !used.contains(**name)).map(|name| format!("{name}."));
        fields.chain(parts).collect()
    }
}

struct Filler<'d> {
    document: &'d Document,
    /// Numbers of controls that were given.
    taken: BTreeSet<i32>,
    used: BTreeSet<String>,
    unknown: BTreeSet<String>,
}

impl Filler<'_> {
    /// Fills what an element holds; a repeated part is put in as often as it has rows, without its control.
    fn children(&mut self, element: &mut Element, scope: &Scope<'_>) {
        let children = std::mem::take(&mut element.children);
        for node in children {
            let Node::Element(mut child) = node else {
                element.children.push(node);
                continue;
            };
            let tagged = if child.name == "w:sdt" { tag(&child).map(str::to_owned) } else { None };
            let Some(tag) = tagged else {
                self.children(&mut child, scope);
                element.children.push(Node::Element(child));
                continue;
            };
            if let Some(rows) = scope.repeated.get(tag.as_str()) {
                self.used.insert(tag);
                for row in rows {
                    for one in content(&child) {
                        let mut holder = Element { children: vec![one.clone()], ..Element::new("holder") };
                        self.children(&mut holder, row);
                        element.children.append(&mut holder.children);
                    }
                }
                continue;
            }
            if let Some(field) = scope.fields.get(tag.as_str()) {
                self.used.insert(tag);
                self.field(&mut child, field);
            } else {
                self.unknown.insert(tag);
                self.children(&mut child, scope);
            }
            element.children.push(Node::Element(child));
        }
    }

    /// Puts a field's words into its control, set as the master's words in it were.
    fn field(&mut self, control: &mut Element, field: &Field) {
        let shown = field.shown(self.document.language);
        let number = number_of(&field.path(), &mut self.taken).to_string();
        if let Some(properties) = child_mut(control, "w:sdtPr") {
            // A field is shown as it is, and not as an invitation to click.
            properties.children.retain(|node| !is_named(node, &["w:showingPlcHdr", "w:id"]));
            let id = Element { attributes: vec![("w:val".to_owned(), number)], ..Element::new("w:id") };
            properties.children.push(Node::Element(id));
        }
        let Some(content) = child_mut(control, "w:sdtContent") else { return };
        let look = first(content, "w:rPr").cloned();
        let runs = runs(&shown, look.as_ref());
        match child_mut(content, "w:p") {
            // A control around paragraphs keeps the first of them.
            Some(paragraph) => {
                paragraph.children.retain(|node| is_named(node, &["w:pPr"]));
                paragraph.children.extend(runs);
                let kept = paragraph.clone();
                content.children = vec![Node::Element(kept)];
            }
            None => match child_mut(content, "w:tc") {
                Some(cell) => {
                    if let Some(paragraph) = child_mut(cell, "w:p") {
                        paragraph.children.retain(|node| is_named(node, &["w:pPr"]));
                        paragraph.children.extend(runs);
                    }
                }
                None => content.children = runs,
            },
        }
    }
}

/// What a control holds.
fn content(control: &Element) -> &[Node] {
    control.elements().find(|one| one.name == "w:sdtContent").map_or(&[], |content| content.children.as_slice())
}

fn child_mut<'e>(element: &'e mut Element, name: &str) -> Option<&'e mut Element> {
    element.children.iter_mut().find_map(|node| match node {
        Node::Element(element) if element.name == name => Some(element),
        _ => None,
    })
}

fn is_named(node: &Node, names: &[&str]) -> bool {
    matches!(node, Node::Element(element) if names.contains(&element.name.as_str()))
}

/// The first element of that name, however deep.
fn first<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element.elements().find_map(|child| {
        // How a paragraph's end is set is not how its words are.
        if child.name == "w:pPr" {
            None
        } else if child.name == name {
            Some(child)
        } else {
            first(child, name)
        }
    })
}

/// A run for each line.
fn runs(words: &str, look: Option<&Element>) -> Vec<Node> {
    let mut runs = Vec::new();
    for (index, line) in words.split('\n').enumerate() {
        let mut run = Element::new("w:r");
        run.children.extend(look.cloned().map(|mut look| {
            look.children.retain(|node| !is_placeholder(node));
            Node::Element(look)
        }));
        if index > 0 {
            run.children.push(Node::Element(Element::new("w:br")));
        }
        run.children.push(Node::Element(Element {
            name: "w:t".to_owned(),
            attributes: vec![("xml:space".to_owned(), "preserve".to_owned())],
            children: vec![Node::Text(line.to_owned())],
        }));
        runs.push(Node::Element(run));
    }
    runs
}

/// The grey of Word's own invitations.
fn is_placeholder(node: &Node) -> bool {
    matches!(node, Node::Element(element) if element.name == "w:rStyle"
        && element.attributes.iter().any(|(_, value)| value == "PlaceholderText"))
}

/// Puts in what the file says of itself, so that it can be read when it comes back.
fn keep_original(package: &mut Package, document: &Document, body: &str) -> Result<(), Error> {
    const PART: &str = "customXml/shirube.xml";
    const RELATIONS: &str = "word/_rels/document.xml.rels";
    const SORT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml";
    package.parts.retain(|part| part.name != PART);
    package.parts.push(Part::text(PART, original_of(document, body)));
    let relations = package.parts.iter_mut().find(|part| part.name == RELATIONS);
    let Some(relations) = relations else { return Ok(()) };
    let mut root = tree(RELATIONS, &relations.bytes)?;
    let is_known =
        root.elements().any(|one| one.attributes.iter().any(|(_, value)| value == "../customXml/shirube.xml"));
    if !is_known {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        root.children.push(Node::Element(Element {
            name: "Relationship".to_owned(),
            attributes: vec![pair("Id", "rIdShirube"), pair("Type", SORT), pair("Target", "../customXml/shirube.xml")],
            children: Vec::new(),
        }));
        relations.bytes = written(&root).into_bytes();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cell, Paragraph, Row, Section, Standing, Table, docx, master, read_docx};
    use plan::Language;

    fn form(rows: &[(&str, &str)]) -> Document {
        let row = |(key, value): &(&str, &str)| Row {
            key: (*key).to_owned(),
            cells: vec![Cell::field(Field::new("t.a", *value).of(*key))],
        };
        let table = Table {
            name: "t",
            columns: vec![crate::Column::default()],
            rows: rows.iter().map(row).collect(),
            repeats: true,
            ..Table::default()
        };
        let single = |id: &str, value: &str| {
            Block::Paragraph(Paragraph { inlines: vec![Inline::Field(Field::new(id, value))], ..Paragraph::default() })
        };
        let section = |key: &str| {
            let inside =
                Paragraph { inlines: vec![Inline::Field(Field::new("s.a", key).of(key))], ..Paragraph::default() };
            Block::Section(Section { name: "lake", key: key.to_owned(), blocks: vec![Block::Paragraph(inside)] })
        };
        Document {
            form: "project-card",
            subject: "lake".to_owned(),
            language: Language::Ja,
            title: "湖".to_owned(),
            lead: Vec::new(),
            landscape: false,
            blocks: vec![single("need", "霧 & 苔\n二行目"), Block::Table(table), section("north"), section("south")],
            standing: Standing { first_year: 2024, last_year: 2024, ..Standing::default() },
        }
    }

    const ROWS: &[(&str, &str)] = &[("moss", "1"), ("fog", "2"), ("rain", "3")];

    #[test]
    fn the_built_in_master_filled_says_what_the_form_says() {
        let document = form(ROWS);
        let (bytes, told) = fill(&master(&document).expect("a master"), &document).expect("filled");
        assert_eq!(told, Told::default());
        let (filled, straight) =
            (read_docx(&bytes).expect("it opens"), read_docx(&docx(&document).expect("a docx")).expect("it opens"));
        let said = |opened: &crate::Opened| -> Vec<(String, String)> {
            opened.tagged.iter().map(|one| (one.tag.clone(), one.text.clone())).collect()
        };
        assert_eq!(said(&filled), said(&straight));
        let returned = filled.returned(&document);
        assert!(
            returned.changed.is_empty() && returned.missing.is_empty() && returned.added.is_empty(),
            "{returned:?}"
        );
    }

    #[test]
    fn one_master_serves_a_form_with_more_rows_and_one_with_none() {
        let made = master(&form(ROWS)).expect("a master");
        for rows in [&[][..], &[("moss", "7")], &[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")]] {
            let (bytes, _) = fill(&made, &form(rows)).expect("filled");
            let opened = read_docx(&bytes).expect("it opens");
            let found: Vec<&str> =
                opened.tagged.iter().filter(|one| one.tag == "t.a").map(|one| one.text.as_str()).collect();
            assert_eq!(found, rows.iter().map(|(_, value)| *value).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_has_no_place_and_what_has_no_field_are_told() {
        let document = form(ROWS);
        let mut package = Package::open(&master(&document).expect("a master")).expect("a package");
        for part in package.parts.iter_mut().filter(|part| part.name == DOCUMENT) {
            let text = String::from_utf8(part.bytes.clone()).expect("UTF-8");
            part.bytes = text.replace("w:val=\"need\"", "w:val=\"nead\"").into_bytes();
        }
        let (_, told) = fill(&package.bytes().expect("bytes"), &document).expect("filled");
        assert_eq!(told, Told { missing: vec!["need".to_owned()], unknown: vec!["nead".to_owned()] });
    }

    #[test]
    fn a_document_without_tags_is_no_master() {
        let mut package = Package::open(&master(&form(ROWS)).expect("a master")).expect("a package");
        for part in package.parts.iter_mut().filter(|part| part.name.starts_with("word/")) {
            part.bytes = String::from_utf8_lossy(&part.bytes).replace("<w:tag ", "<w:other ").into_bytes();
        }
        let error = fill(&package.bytes().expect("bytes"), &form(ROWS)).expect_err("no master").to_string();
        assert!(error.contains("builtin"), "{error}");
        assert!(fill(b"PK", &form(ROWS)).is_err());
    }
}
