//! XML, for every reader that meets it: tokens of a complete piece of it, and the text of a field.

mod text;
mod xml;

pub(crate) use text::{push_text, text_of, value_of};
pub(crate) use xml::{Tag, Token, Tokens, check, excerpt};
