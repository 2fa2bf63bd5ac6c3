#![doc = include_str!("../README.md")]

mod error;
mod location;
mod model;
mod store;

pub use error::{Error, Holder};
pub use location::Location;
pub use model::*;
pub use store::Store;
