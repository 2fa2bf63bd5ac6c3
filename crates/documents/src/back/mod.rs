//! What stands in a form outside of its fields: kept in the file, so that a returned one can be held against it.

mod docx;

pub(crate) use docx::texts;
