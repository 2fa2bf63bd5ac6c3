//! A returned form, read at its tagged fields.

mod docx;

pub(crate) use docx::texts;
