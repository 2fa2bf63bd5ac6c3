#![doc = include_str!("../README.md")]

mod asked;
mod request;
mod returned;
mod workbook;

pub use asked::{Asked, make};
pub use request::{Request, RequestAsked, RequestError, request};
pub use returned::{Change, Compared, Fate, NotTaken, Taken, compare, open, take};
pub use workbook::read_xlsx;
