//! What a Word document says inside and outside of its fields.

use super::{Opened, Tagged, original};
use crate::Error;
use crate::docx::number_of;
use crate::package::Package;
use crate::xml::{Element, parse};
use std::collections::{BTreeSet, HashMap};

/// What stands for a field in the text around it.
const FIELD: char = '□';
/// The part with the words.
pub(crate) const DOCUMENT: &str = "word/document.xml";

/// Whether bytes are a Word document.
#[must_use]
pub fn is_docx(bytes: &[u8]) -> bool {
    Package::open(bytes).is_ok_and(|package| package.parts.iter().any(|part| part.name == DOCUMENT))
}

/// Opens a Word document that came back.
///
/// # Errors
/// If it is no Word document, is damaged, or is made to grow without end.
pub fn read_docx(bytes: &[u8]) -> Result<Opened, Error> {
    let package = Package::open(bytes)?;
    let body = package.part(DOCUMENT).ok_or_else(|| Error::Read {
        place: DOCUMENT.to_owned(),
        problem: "expected a Word document, found none of its words".to_owned(),
        hint: "save it as a Word document (.docx)".to_owned(),
    })?;
    let root = tree(DOCUMENT, body)?;
    let mut opened = Opened { texts: texts(&root), ..Opened::default() };
    tagged(&root, &mut opened.tagged);
    let is_kept = |name: &str| name.starts_with("customXml/") && name.ends_with(".xml");
    for part in package.parts.iter().filter(|part| is_kept(&part.name)) {
        // Other programs keep parts of their own there; what is not ours is none of our business.
        if let Ok(root) = tree(&part.name, &part.bytes)
            && original::read(&root, &mut opened)
        {
            break;
        }
    }
    if opened.tagged.is_empty() {
        opened.tagged = by_order(&root, &opened);
    }
    Ok(opened)
}

/// The places of a document whose tags were lost, by the order in which they stood; none where there are more or fewer than there were.
fn by_order(root: &Element, opened: &Opened) -> Vec<Tagged> {
    let mut places = Vec::new();
    leaves(root, &mut places);
    if places.len() != opened.order.len() {
        return Vec::new();
    }
    let paths: HashMap<i32, &str> =
        opened.original.iter().map(|(path, _)| (number_of(path, &mut BTreeSet::new()), path.as_str())).collect();
    let tagged = |(number, place): (&i32, &&Element)| {
        let path = paths.get(number)?;
        Some(Tagged { tag: super::id_of(path).to_owned(), number: Some(*number), text: said(place) })
    };
    opened.order.iter().zip(&places).filter_map(tagged).collect()
}

/// The numbers of the tagged places of a part, in order.
pub(crate) fn numbers(root: &Element) -> Vec<i32> {
    let mut found = Vec::new();
    leaves(root, &mut found);
    found.into_iter().filter_map(|control| property(control, "w:id")?.parse().ok()).collect()
}

/// Controls that hold no control.
fn leaves<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    for child in element.elements() {
        let before = found.len();
        leaves(child, found);
        if child.name == "w:sdt" && found.len() == before {
            found.push(child);
        }
    }
}

/// A part as a tree.
pub(crate) fn tree(name: &str, bytes: &[u8]) -> Result<Element, Error> {
    let wrong = |problem: String| Error::Read {
        place: name.to_owned(),
        problem,
        hint: "open the file in Word or LibreOffice and save it again".to_owned(),
    };
    let text =
        std::str::from_utf8(bytes).map_err(|error| wrong(format!("expected UTF-8, found other bytes: {error}")))?;
    parse(text).map_err(|problem| wrong(format!("expected XML, found {problem}")))
}

/// The tag of a content control.
pub(crate) fn tag(control: &Element) -> Option<&str> {
    property(control, "w:tag")
}

fn property<'e>(control: &'e Element, name: &str) -> Option<&'e str> {
    let properties = control.elements().find(|one| one.name == "w:sdtPr")?;
    let property = properties.elements().find(|one| one.name == name)?;
    property.attributes.iter().find(|(name, _)| name == "w:val").map(|(_, value)| value.as_str())
}

fn tagged(element: &Element, found: &mut Vec<Tagged>) {
    for child in element.elements() {
        match tag(child) {
            Some(tag) if child.name == "w:sdt" && !holds_another(child) => found.push(Tagged {
                tag: tag.to_owned(),
                number: property(child, "w:id").and_then(|number| number.parse().ok()),
                text: said(child),
            }),
            _ => tagged(child, found),
        }
    }
}

/// Whether a control holds controls: then it is a repeated part and no field.
fn holds_another(control: &Element) -> bool {
    control.elements().any(|child| (child.name == "w:sdt" && tag(child).is_some()) || holds_another(child))
}

/// What stands in a control: paragraphs and breaks are lines; what was struck out under tracked changes is not there any more.
fn said(control: &Element) -> String {
    let mut lines = String::new();
    let mut paragraphs = 0;
    collect(control, &mut lines, &mut paragraphs);
    lines
}

fn collect(element: &Element, out: &mut String, paragraphs: &mut usize) {
    for child in element.elements() {
        match child.name.as_str() {
            "w:p" => {
                if *paragraphs > 0 {
                    out.push('\n');
                }
                *paragraphs += 1;
                collect(child, out, paragraphs);
            }
            "w:t" => out.push_str(&child.text()),
            "w:br" | "w:cr" => out.push('\n'),
            "w:tab" => out.push('\t'),
            "w:del" | "w:moveFrom" | "w:pPr" | "w:rPr" | "w:sdtPr" | "w:instrText" => {}
            _ => collect(child, out, paragraphs),
        }
    }
}

/// The paragraphs of a part, with a sign for each field; empty ones are left out.
pub(crate) fn texts(root: &Element) -> Vec<String> {
    let mut found = Vec::new();
    paragraphs(root, &mut found);
    found
}

fn paragraphs(element: &Element, found: &mut Vec<String>) {
    for child in element.elements() {
        if child.name == "w:p" {
            let mut text = String::new();
            around(child, &mut text);
            let trimmed = text.trim();
            if !trimmed.is_empty() && trimmed.chars().any(|character| character != FIELD) {
                found.push(trimmed.to_owned());
            }
        } else {
            paragraphs(child, found);
        }
    }
}

/// The text of a paragraph outside of its fields.
fn around(element: &Element, out: &mut String) {
    for child in element.elements() {
        match child.name.as_str() {
            "w:sdt" => out.push(FIELD),
            "w:t" => out.push_str(&child.text()),
            "w:br" | "w:cr" => out.push('\n'),
            "w:tab" => out.push('\t'),
            "w:del" | "w:moveFrom" | "w:pPr" | "w:rPr" | "w:instrText" => {}
            _ => around(child, out),
        }
    }
}
