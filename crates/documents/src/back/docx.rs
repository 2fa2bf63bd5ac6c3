//! What a Word document says inside and outside of its fields.

use crate::xml::Element;

/// What stands for a field in the text around it.
const FIELD: char = '□';

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
            "w:del" | "w:pPr" | "w:rPr" | "w:instrText" => {}
            _ => around(child, out),
        }
    }
}
