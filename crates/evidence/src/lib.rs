#![doc = include_str!("../README.md")]

mod flag;
mod keep;
mod linker;
mod model;
mod origin;
mod sentence;
mod together;
mod work;

pub use flag::{FLAGS, Flag, flag};
pub use keep::{Keep, keep};
pub use linker::{LINK_RULES, Linker};
pub use model::*;
pub use sentence::{sentence_around, sentences};
pub use together::{Together, together};
pub use work::{SameEdge, Strength, Works, works};
