//! Running text: sections, paragraphs, tables, notes.
//!
//! The decision to question: whatever stands in running text and is not known to hold other parts is taken for a paragraph. A new tag of
//! a publisher's is then read as text, instead of being lost.

use super::article::Article;
use super::role::{Role, role_of, role_of_start};
use crate::Problem;
use crate::markup::{Tag, Token, Tokens, push_words};

/// Elements that hold paragraphs and have no text of their own.
const HOLDING: &[&str] = &[
    "sec",
    "ack",
    "notes",
    "app",
    "app-group",
    "fn-group",
    "author-notes",
    "boxed-text",
    "disp-quote",
    "list",
    "list-item",
    "def-list",
    "glossary",
    "fig",
    "fig-group",
    "caption",
    "table-wrap-group",
    "table-wrap-foot",
    "statement",
    "verse-group",
    "bio",
    "speech",
    "supplementary-material",
    "media",
    "alternatives",
    "open-access",
    "abstract",
];

/// Elements in running text whose content is nothing to read: numbers of figures, formulas, permissions of pictures.
const NOT_READ: &[&str] = &[
    "label",
    "object-id",
    "graphic",
    "inline-graphic",
    "disp-formula",
    "disp-formula-group",
    "tex-math",
    "permissions",
    "alt-text",
    "long-desc",
    "email",
    "counts",
    "contrib-group",
    "sec-meta",
    "corresp",
    "kwd-group",
    "processing-meta",
];

/// Parts of a paragraph that are not shown where they stand: the source of a formula, numbers for machines.
const NOT_SHOWN: &[&str] = &["tex-math", "institution-id", "alt-text", "object-id"];

/// Blocks that may stand in a paragraph; they become fields of their own behind it.
const APART: &[&str] =
    &["table-wrap", "fig", "fig-group", "fn", "boxed-text", "supplementary-material", "contrib-group"];

/// Memory for the text at hand, kept from one field to the next.
#[derive(Default)]
pub(super) struct Texts {
    text: String,
}

/// A block inside a paragraph that waits for its end: its tag and where its content starts.
type Waiting<'a> = Vec<(Tag<'a>, usize)>;

/// Adds the text inside the element that `tag` opened. Blocks in it are noted, not read. With `marks`, the marks that tie an
/// affiliation to its authors are shown; without, they are left out.
pub(super) fn push<'a>(
    tokens: &mut Tokens<'a>,
    tag: Tag<'a>,
    text: &mut String,
    waiting: &mut Waiting<'a>,
    marks: bool,
) -> Result<(), Problem> {
    if tag.empty {
        return Ok(());
    }
    let begin = text.len();
    // Which of the open tags inside left a blank.
    let mut blanks: Vec<bool> = Vec::new();
    loop {
        match tokens.next()? {
            Some(Token::Text(words)) => push_words(text, words)?,
            Some(Token::Literal(words)) => text.push_str(words),
            Some(Token::Start(inner)) => {
                let is_mark =
                    !marks && (inner.name == "label" || (inner.name == "sup" && text[begin..].trim().is_empty()));
                let apart = APART.contains(&inner.name);
                if apart || is_mark || NOT_SHOWN.contains(&inner.name) {
                    text.push(' ');
                    if inner.empty {
                        continue;
                    }
                    if apart {
                        waiting.push((inner, tokens.offset()));
                    }
                    tokens.skip(inner)?;
                    text.push(' ');
                    continue;
                }
                let blank = !tokens.vanishing().vanishes(inner.name);
                if blank {
                    text.push(' ');
                }
                if !inner.empty {
                    blanks.push(blank);
                }
            }
            Some(Token::End) => match blanks.pop() {
                Some(true) => text.push(' '),
                Some(false) => {}
                None => return Ok(()),
            },
            None => return Ok(()),
        }
    }
}

impl<'a> Article<'a, '_> {
    /// Reads what an element holds as parts of this role; headings in it may change the role, and the last one is given back.
    pub(super) fn block(&mut self, block: Tag<'a>, role: Role) -> Result<Role, Problem> {
        let mut role = attributed(block).unwrap_or(match block.name {
            "ack" => Role::Acknowledgement,
            "author-notes" | "fn-group" => match role {
                Role::Body => Role::Footnote,
                other => other,
            },
            _ => role,
        });
        while let Some(tag) = self.tokens.child(block)? {
            match tag.name {
                "title" => {
                    let heading = self.paragraph(tag, role, false)?;
                    role = heading.unwrap_or(role);
                }
                "p" if block.name == "caption" => {
                    let says = self.paragraph(tag, role, false)?;
                    role = says.filter(|says| *says == Role::KeyResources).unwrap_or(role);
                }
                "ref-list" => self.references(tag)?,
                "table-wrap" => self.table(tag, role)?,
                "table" | "tgroup" => self.rows(tag, role)?,
                "fn" => self.footnote(tag, role)?,
                name if NOT_READ.contains(&name) => self.tokens.skip(tag)?,
                name if HOLDING.contains(&name) => {
                    self.block(tag, role)?;
                }
                _ => {
                    self.paragraph(tag, role, false)?;
                }
            }
        }
        Ok(role)
    }

    /// One field, and behind it the blocks that stand in it. Gives the role that its words give when they are read as a heading, or, of a
    /// footnote, that its first words give; a footnote's field has that role already.
    fn paragraph(&mut self, tag: Tag<'a>, role: Role, footnote: bool) -> Result<Option<Role>, Problem> {
        let mut text = std::mem::take(&mut self.texts.text);
        text.clear();
        let mut waiting = Vec::new();
        push(&mut self.tokens, tag, &mut text, &mut waiting, true)?;
        let says = if footnote { role_of_start(&text) } else { role_of(&text) };
        let role = says.filter(|_| footnote).unwrap_or(role);
        self.field(role, &text);
        self.texts.text = text;
        self.waiting(waiting, role)?;
        Ok(says)
    }

    /// Reads the blocks that stood in what was read.
    pub(super) fn waiting(&mut self, waiting: Waiting<'a>, role: Role) -> Result<(), Problem> {
        let end = self.tokens.offset();
        let any = !waiting.is_empty();
        for (tag, offset) in waiting {
            self.tokens.return_to(offset, tag);
            match tag.name {
                "table-wrap" => self.table(tag, role)?,
                "fn" => self.footnote(tag, role)?,
                "contrib-group" => self.contributors(tag, false)?,
                _ => {
                    self.block(tag, role)?;
                }
            }
        }
        if any {
            self.tokens.go_on_at(end);
        }
        Ok(())
    }

    /// A note: what it is about is said by its type, else by its first words, else by what it stands in.
    fn footnote(&mut self, note: Tag<'a>, role: Role) -> Result<(), Problem> {
        let typed = attributed(note);
        let mut role = typed.unwrap_or(if role == Role::Body { Role::Footnote } else { role });
        while let Some(tag) = self.tokens.child(note)? {
            match tag.name {
                name if NOT_READ.contains(&name) => self.tokens.skip(tag)?,
                "title" => role = self.paragraph(tag, role, false)?.unwrap_or(role),
                name if HOLDING.contains(&name) => role = self.block(tag, role)?,
                _ => {
                    let says = self.paragraph(tag, role, typed.is_none() && role == Role::Footnote)?;
                    if role == Role::Footnote && typed.is_none() {
                        role = says.unwrap_or(role);
                    }
                }
            }
        }
        Ok(())
    }

    fn table(&mut self, table: Tag<'a>, role: Role) -> Result<(), Problem> {
        let named = table.attribute("id").is_some_and(|id| id.to_ascii_lowercase().contains("keyresource"));
        let mut rows = if named { Role::KeyResources } else { role };
        while let Some(tag) = self.tokens.child(table)? {
            match tag.name {
                "caption" => rows = self.block(tag, rows)?,
                "table" | "alternatives" | "tgroup" => self.rows(tag, rows)?,
                "table-wrap-foot" => {
                    self.block(tag, role)?;
                }
                name if NOT_READ.contains(&name) => self.tokens.skip(tag)?,
                name if HOLDING.contains(&name) => {
                    self.block(tag, role)?;
                }
                _ => {
                    self.paragraph(tag, rows, false)?;
                }
            }
        }
        Ok(())
    }

    /// Rows one by one, whatever they stand in.
    fn rows(&mut self, tag: Tag<'a>, role: Role) -> Result<(), Problem> {
        while let Some(part) = self.tokens.child(tag)? {
            match part.name {
                "tr" | "row" => self.row(part, role)?,
                "table" | "thead" | "tbody" | "tfoot" | "tgroup" => self.rows(part, role)?,
                _ => self.tokens.skip(part)?,
            }
        }
        Ok(())
    }

    /// Cells with ` | ` between them: a number in one is not a part of the word in the next.
    fn row(&mut self, row: Tag<'a>, role: Role) -> Result<(), Problem> {
        let mut text = std::mem::take(&mut self.texts.text);
        text.clear();
        let (mut waiting, mut first) = (Vec::new(), true);
        while let Some(cell) = self.tokens.child(row)? {
            if !std::mem::take(&mut first) {
                text.push_str(" | ");
            }
            push(&mut self.tokens, cell, &mut text, &mut waiting, true)?;
        }
        self.field(role, &text);
        self.texts.text = text;
        self.waiting(waiting, role)
    }

    fn references(&mut self, list: Tag<'a>) -> Result<(), Problem> {
        while let Some(tag) = self.tokens.child(list)? {
            match tag.name {
                "ref-list" => self.references(tag)?,
                "title" | "label" => self.tokens.skip(tag)?,
                _ => {
                    self.paragraph(tag, Role::Reference, false)?;
                }
            }
        }
        Ok(())
    }

    /// Parts joined by a newline, the heading of a part as `HEADING: ` before it.
    pub(super) fn abstract_parts(
        &mut self,
        tag: Tag<'a>,
        text: &mut String,
        waiting: &mut Waiting<'a>,
    ) -> Result<(), Problem> {
        let mut heading = None;
        while let Some(part) = self.tokens.child(tag)? {
            match part.name {
                "title" if tag.name == "sec" => {
                    let mut words = String::new();
                    push(&mut self.tokens, part, &mut words, waiting, true)?;
                    heading = Some(words).filter(|words| !words.trim().is_empty());
                }
                // `Abstract` over the abstract says nothing.
                "title" | "label" | "object-id" => self.tokens.skip(part)?,
                "sec" => {
                    if let Some(words) = heading.take() {
                        start_part(text, Some(words));
                    }
                    self.abstract_parts(part, text, waiting)?;
                }
                _ => {
                    start_part(text, heading.take());
                    push(&mut self.tokens, part, text, waiting, true)?;
                }
            }
        }
        Ok(())
    }
}

fn start_part(text: &mut String, heading: Option<String>) {
    if !text.is_empty() {
        text.push('\n');
    }
    if let Some(heading) = heading {
        text.push_str(&heading);
        text.push_str(if heading.trim_end().ends_with(':') { " " } else { ": " });
    }
}

/// The role that a publisher gives to a part by an attribute.
fn attributed(tag: Tag<'_>) -> Option<Role> {
    let names: &[&str] = match tag.name {
        "sec" => &["sec-type"],
        "notes" => &["notes-type"],
        "fn" => &["fn-type"],
        "fn-group" | "app" => &["content-type"],
        _ => return None,
    };
    names.iter().find_map(|name| role_of(&tag.attribute(name)?))
}
