//! A small piece of XML as a tree, for readers whose records come as XML and as JSON alike.
//!
//! The decision to question: attributes are left out, and an element that comes several times becomes a list. The shapes that
//! are read so keep everything worth reading in the elements.

use super::text::{push_text, unescape};
use super::xml::{Tag, Token, Tokens};
use crate::Problem;
use serde_json::{Map, Value};

/// No real record nests deeper; a broken or hostile one could.
const DEEPEST: usize = 64;

/// What is inside the element that `tag` opened: a string if it holds words, else an object; null if it is empty. Words beside
/// elements are under the key ``.
pub(crate) fn tree_of<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>) -> Result<Value, Problem> {
    inside(tokens, tag, 0)
}

fn inside<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>, depth: usize) -> Result<Value, Problem> {
    if tag.empty {
        return Ok(Value::Null);
    }
    if depth == DEEPEST {
        return Err(Problem::markup(format!("at most {DEEPEST} elements inside each other"), "more"));
    }
    let mut words = String::new();
    let mut children = Map::new();
    loop {
        match tokens.next()? {
            Some(Token::Text(text)) => words.push_str(&unescape(text)?),
            Some(Token::Literal(text)) => words.push_str(text),
            Some(Token::Start(child)) if matches!(child.name, "i" | "b" | "u" | "sup" | "sub") => {
                push_text(tokens, child, &mut words)?;
            }
            Some(Token::Start(child)) => {
                let value = inside(tokens, child, depth + 1)?;
                match children.get_mut(child.name) {
                    None => {
                        children.insert(child.name.to_owned(), value);
                    }
                    Some(Value::Array(list)) => list.push(value),
                    Some(first) => {
                        let list = vec![first.take(), value];
                        *first = Value::Array(list);
                    }
                }
            }
            Some(Token::End) | None => break,
        }
    }
    let blank = words.trim().is_empty();
    Ok(match (children.is_empty(), blank) {
        (true, true) => Value::Null,
        (true, false) => Value::String(words),
        (false, blank) => {
            if !blank {
                children.insert(String::new(), Value::String(words));
            }
            Value::Object(children)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn tree(xml: &str) -> Result<Value, Problem> {
        let mut tokens = Tokens::new(xml);
        let Ok(Some(Token::Start(tag))) = tokens.next() else { panic!("a tag") };
        tree_of(&mut tokens, tag)
    }

    #[test]
    fn elements_become_keys_and_repeated_ones_lists() {
        let found = tree("<a x='1'><m>1 &amp; <i>2</i></m><c/><m><d>3</d> and</m><e><![CDATA[<]]></e><m>4</m></a>");
        assert_eq!(
            found.expect("sound markup"),
            json!({"m": ["1 & 2", {"d": "3", "": " and"}, "4"], "c": null, "e": "<"})
        );
    }

    #[test]
    fn what_nests_without_end_is_refused() {
        let deep = "<a>".repeat(100_000);
        assert!(tree(&deep).expect_err("too deep").to_string().contains("at most 64 elements"));
    }
}
