//! The name under which a form is kept: its title, without what a file system or a header takes for something else.

use super::Rendering;
use crate::Document;

/// Longest name without its ending, in characters: names of files end at 255 bytes, and a Japanese character takes three.
const LONGEST: usize = 72;

/// `令和6年度_指標一覧_drugs-devices.docx`.
#[must_use]
pub fn file_name(document: &Document, rendering: Rendering) -> String {
    let mut name = String::new();
    for part in [document.title.as_str(), document.subject.as_str()] {
        let clean = clean(part);
        if !clean.is_empty() && !name.ends_with(&clean) {
            name.push_str(if name.is_empty() { "" } else { "_" });
            name.push_str(&clean);
        }
    }
    let name: String = name.chars().take(LONGEST).collect();
    let name = if name.is_empty() { document.form } else { name.as_str() };
    format!("{name}.{}", rendering.ending())
}

/// Blanks become `_`; signs that name folders, drives or patterns, and those that nobody sees, are left out.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => {}
            // Marks that turn the direction of writing make a name look like another one.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
            one if one.is_whitespace() => {
                if !out.ends_with('_') {
                    out.push('_');
                }
            }
            one if one.is_control() => {}
            one => out.push(one),
        }
    }
    out.trim_matches(['.', '_', '-']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Standing;
    use plan::Language;

    fn check(title: &str, subject: &str, expected: &str) {
        let document = Document {
            form: "project-card",
            subject: subject.to_owned(),
            language: Language::Ja,
            title: title.to_owned(),
            lead: Vec::new(),
            landscape: false,
            blocks: Vec::new(),
            standing: Standing::default(),
        };
        assert_eq!(file_name(&document, Rendering::Docx), expected);
    }

    #[test]
    fn a_name_holds_title_and_subject_and_nothing_that_leads_elsewhere() {
        check("令和6年度　指標一覧", "moss", "令和6年度_指標一覧_moss.docx");
        check("../../etc/passwd", "", "etcpasswd.docx");
        check("a\u{202e}b\r\nc: \"d\"", "x", "ab_c_d_x.docx");
        check("   ", "", "project-card.docx");
        check(&"苔".repeat(400), "", &format!("{}.docx", "苔".repeat(72)));
    }
}
