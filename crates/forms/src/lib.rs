#![doc = include_str!("../README.md")]

mod asked;
mod returned;
mod workbook;

pub use asked::{Asked, make};
pub use returned::{Change, Compared, Fate, NotTaken, Taken, compare, open, take};
pub use workbook::read_xlsx;
