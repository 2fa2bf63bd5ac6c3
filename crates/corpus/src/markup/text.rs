//! The text of a field.
//!
//! The decision to question: blanks stay as they are printed. A span must point at the same bytes for everybody who follows
//! one short rule (`i`, `b`, `u`, `sup`, `sub` vanish, any other tag is one blank), and trimming or
//! collapsing would be a second rule.

use super::xml::{Tag, Token, Tokens, excerpt};
use crate::Problem;
use memchr::memchr;
use std::borrow::Cow;

/// Adds the text inside the element that `tag` opened, up to its end.
pub(crate) fn push_text<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>, text: &mut String) -> Result<(), Problem> {
    if tag.empty {
        return Ok(());
    }
    // Which of the open tags inside left a blank.
    let mut blanks: Vec<bool> = Vec::new();
    loop {
        match tokens.next()? {
            Some(Token::Text(words)) => push_words(text, words)?,
            Some(Token::Literal(words)) => text.push_str(words),
            Some(Token::Start(inner)) => {
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

/// The text inside an element.
pub(crate) fn text_of<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>) -> Result<String, Problem> {
    let mut text = String::new();
    push_text(tokens, tag, &mut text)?;
    Ok(text)
}

/// The text inside an element without the blanks around it, for what is no field: names, numbers, types.
pub(crate) fn value_of<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>) -> Result<String, Problem> {
    let text = text_of(tokens, tag)?;
    let trimmed = text.trim();
    Ok(if trimmed.len() == text.len() { text } else { trimmed.to_owned() })
}

pub(crate) fn push_words(text: &mut String, words: &str) -> Result<(), Problem> {
    match unescape(words)? {
        Cow::Borrowed(words) => text.push_str(words),
        Cow::Owned(words) => text.push_str(&words),
    }
    Ok(())
}

/// Text with its references resolved and its line ends made `\n`, as XML asks.
pub(crate) fn unescape(words: &str) -> Result<Cow<'_, str>, Problem> {
    if memchr::memchr2(b'&', b'\r', words.as_bytes()).is_none() {
        return Ok(Cow::Borrowed(words));
    }
    let mut text = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = memchr::memchr2(b'&', b'\r', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('\r') {
            text.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
            continue;
        }
        let unknown = || Problem::markup("`&amp;` or a reference that XML knows", format!("`{}`", reference_of(rest)));
        let end = memchr(b';', rest.as_bytes()).ok_or_else(unknown)?;
        text.push(character(&rest[1..end]).ok_or_else(unknown)?);
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    Ok(Cow::Owned(text))
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?).filter(|character| *character != '\0')
        }
    }
}

fn reference_of(rest: &str) -> String {
    let end =
        rest.find(|character: char| character == ';' || character.is_whitespace()).map_or(rest.len(), |at| at + 1);
    excerpt(rest[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let whole = format!("<T>{xml}</T>");
        let mut tokens = Tokens::new(&whole);
        let Ok(Some(Token::Start(tag))) = tokens.next() else { panic!("a tag") };
        assert_eq!(text_of(&mut tokens, tag).expect("sound markup"), expected);
    }

    #[test]
    fn five_tags_vanish_and_any_other_is_one_blank() {
        check("H<sub>2</sub>O, 10<sup>3</sup>, <i>Ardenia</i> <b>b</b><u>u</u>", "H2O, 103, Ardenia bu");
        check("a<m:n>b</m:n>c<m:s/>d", "a b c d");
        check("<i>J<m:n>P</m:n>2</i>1", "J P 21");
    }

    #[test]
    fn blanks_and_lines_stay_as_printed() {
        check("  a \n b ", "  a \n b ");
        check("a\r\nb\rc", "a\nb\nc");
    }

    #[test]
    fn references_and_literal_text_are_resolved() {
        check("A &amp; B &lt;C&gt; &#x2010;&#8208;&quot;&apos;", "A & B <C> ‐‐\"'");
        check("a<!-- no -->b<![CDATA[<i>&amp;]]>", "ab<i>&amp;");
    }

    #[test]
    fn a_reference_that_nobody_knows_is_refused() {
        for wrong in ["&lol;", "&", "&#x110000;", "&#0;", "a & b"] {
            assert!(unescape(wrong).is_err(), "{wrong}");
        }
    }
}
