#![doc = include_str!("../README.md")]

mod archive;
mod crossref;
mod edition;
mod encoding;
mod error;
mod format;
mod given;
mod grant;
mod ictrp;
mod inflate;
mod japanese;
mod jats;
mod json;
mod json_lines;
mod kaken;
mod markup;
mod model;
mod openalex;
mod orcid;
mod publication_date;
mod pubmed;
mod read;
mod rs;
mod source;
mod table;
mod trials;
mod window;

pub use edition::{Edition, NoEdition};
pub use error::{Problem, ReadError, Stop};
pub use format::{Format, detect};
pub use grant::{Grant, GrantMember};
pub use model::*;
pub use publication_date::{fiscal_year, publication_date};
pub use read::{Candidates, FileSummary, Input, Item, ReadOptions, Reader, read};
pub use table::{Calendar, Content, Layout, Merged, SheetInfo, SheetRow, Shown, Spreadsheet};
