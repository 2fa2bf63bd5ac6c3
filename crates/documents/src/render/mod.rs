//! Renderings of a document besides Word.

mod csv;
mod html;
mod json;
mod pdf;
mod xlsx;

pub use csv::{Csv, csv};
pub use html::html;
pub use json::json;
pub use pdf::pdf;
pub use xlsx::xlsx;
