#![doc = include_str!("../README.md")]

mod model;
mod year;

pub use model::*;
pub use year::FiscalYear;
