//! What all sheets of a workbook share: their list, words, formats and calendar.

use super::{Tag, Token, Tokens, local};
use crate::Problem;
use crate::archive::{Budget, Parts, Seekable};
use crate::markup::text_of;
use crate::table::cell::{Calendar, Shown};
use crate::{ReadError, table::SheetInfo};

pub(super) const WORKBOOK: &str = "xl/workbook.xml";

/// The most that is held of a workbook besides a row: its shared words.
const MOST_WORDS: usize = 128 << 20;
/// Its list of sheets, and its formats.
const MOST_LISTS: usize = 8 << 20;

/// What the cells of all its sheets need.
pub(crate) struct Shared {
    pub(super) words: Vec<String>,
    /// How a number in each format of cells is shown.
    pub(super) shown: Vec<Shown>,
    pub(crate) calendar: Calendar,
}

/// A sheet and the member that holds it.
pub(crate) struct Listed {
    pub(crate) info: SheetInfo,
    pub(crate) member: String,
}

/// The sheets of a workbook, in order, and what they share.
pub(crate) fn book_of(
    parts: &Parts,
    file: &mut dyn Seekable,
    budget: &Budget,
) -> Result<(Vec<Listed>, Shared), ReadError> {
    let book = parts.text(file, WORKBOOK, MOST_LISTS, budget)?;
    let relations = parts.text(file, "xl/_rels/workbook.xml.rels", MOST_LISTS, budget)?;
    let styles = parts.text(file, "xl/styles.xml", MOST_LISTS, budget)?;
    let words = parts.text(file, "xl/sharedStrings.xml", MOST_WORDS, budget)?;
    let (sheets, calendar) = sheets_of(&book, &relations).map_err(|problem| inside(WORKBOOK, problem))?;
    let shared = Shared {
        words: words_of(&words).map_err(|problem| inside("xl/sharedStrings.xml", problem))?,
        shown: formats_of(&styles).map_err(|problem| inside("xl/styles.xml", problem))?,
        calendar,
    };
    Ok((sheets, shared))
}

fn inside(part: &str, problem: Problem) -> ReadError {
    ReadError { member: Some(part.to_owned()), ..problem.into() }
}

fn sheets_of(book: &str, relations: &str) -> Result<(Vec<Listed>, Calendar), Problem> {
    let mut targets = Vec::new();
    each_tag(relations, |tag| {
        if let ("Relationship", Some(id), Some(target)) = (local(&tag), tag.attribute("Id"), tag.attribute("Target")) {
            let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.push((id.into_owned(), target));
        }
    })?;
    let (mut sheets, mut calendar) = (Vec::new(), Calendar::From1900);
    each_tag(book, |tag| match local(&tag) {
        "sheet" => {
            let id = tag.attribute("r:id").or_else(|| tag.attribute("id"));
            let target = id.and_then(|id| targets.iter().find(|(known, _)| *known == id));
            sheets.extend(target.map(|(_, target)| Listed {
                info: SheetInfo {
                    name: tag.attribute("name").unwrap_or_default().into_owned(),
                    hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
                },
                member: target.clone(),
            }));
        }
        "workbookPr" if tag.attribute("date1904").is_some_and(|value| value == "1" || value == "true") => {
            calendar = Calendar::From1904;
        }
        _ => {}
    })?;
    Ok((sheets, calendar))
}

/// Calls `take` with every start tag.
fn each_tag<'t>(text: &'t str, mut take: impl FnMut(Tag<'t>)) -> Result<(), Problem> {
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next()? {
        if let Token::Start(tag) = token {
            take(tag);
        }
    }
    Ok(())
}

/// The shared words, by number.
fn words_of(text: &str) -> Result<Vec<String>, Problem> {
    let mut words = Vec::new();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next()? {
        if let Token::Start(tag) = token
            && local(&tag) == "si"
        {
            words.push(rich_text(&mut tokens, tag)?);
        }
    }
    Ok(words)
}

/// The words in `si` or `is`: of all runs, without the readings (ふりがな) that a spreadsheet keeps beside them.
pub(super) fn rich_text<'t>(tokens: &mut Tokens<'t>, tag: Tag<'t>) -> Result<String, Problem> {
    let mut words = String::new();
    while let Some(child) = tokens.child(tag)? {
        match local(&child) {
            "t" => words.push_str(&text_of(tokens, child)?),
            "r" => {
                while let Some(run) = tokens.child(child)? {
                    if local(&run) == "t" {
                        words.push_str(&text_of(tokens, run)?);
                    } else {
                        tokens.skip(run)?;
                    }
                }
            }
            _ => tokens.skip(child)?,
        }
    }
    Ok(if words.contains("_x") { unescaped(&words) } else { words })
}

/// Letters that XML cannot hold are written `_x000D_`, and `_x005F_` stands for a line of that kind that is none.
fn unescaped(words: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(words.len()), words);
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..6).filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let taken = match letter {
            Some(letter) => {
                plain.push(letter);
                7
            }
            None => {
                plain.push_str("_x");
                2
            }
        };
        rest = &rest[taken..];
    }
    plain + rest
}

/// How a number in each format of cells is shown.
fn formats_of(text: &str) -> Result<Vec<Shown>, Problem> {
    let mut own: Vec<(u32, Shown)> = Vec::new();
    let mut formats = Vec::new();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next()? {
        let Token::Start(tag) = token else { continue };
        match local(&tag) {
            "numFmt" => {
                let id: Option<u32> = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                let shown = tag.attribute("formatCode").map(|code| Shown::by_format(&code));
                own.extend(id.zip(shown));
            }
            "cellXfs" => {
                while let Some(format) = tokens.child(tag)? {
                    let id: u32 = format.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
                    let named = own.iter().find(|(known, _)| *known == id);
                    formats.push(named.map_or_else(|| Shown::by_number(id), |(_, shown)| *shown));
                    tokens.skip(format)?;
                }
            }
            _ => {}
        }
    }
    Ok(formats)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_xml_cannot_hold_are_unescaped() {
        for (words, expected) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00", "_x00"),
            ("_xあいうえ_", "_xあいうえ_"),
            ("a_xb_x0041_", "a_xbA"),
        ] {
            assert_eq!(unescaped(words), expected, "{words}");
        }
    }
}
