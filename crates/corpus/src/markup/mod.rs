//! XML, for every reader that meets it: tokens of a complete piece of it, the text of a field, a small record as a tree.

mod text;
mod tree;
mod xml;

pub(crate) use text::{push_text, push_words, text_of, value_of};
pub(crate) use tree::tree_of;
pub(crate) use xml::{Tag, Token, Tokens, Vanishing, check, excerpt};
