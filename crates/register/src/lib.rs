#![doc = include_str!("../README.md")]

mod bearing;
mod definition;
mod entry;

pub use bearing::{Bearing, bearing};
pub use definition::*;
pub use entry::*;
