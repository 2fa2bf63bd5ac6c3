#![doc = include_str!("../README.md")]

mod flag;
mod keep;
mod likeness;
mod linker;
mod model;
mod origin;
mod relation;
mod sentence;
mod together;
mod work;

pub use flag::{FLAGS, Flag, flag};
pub use keep::{Keep, keep};
pub use likeness::{is_preprint, likeness, plain};
pub use linker::{LINK_RULES, Linker};
pub use model::*;
pub use relation::{Relation, is_retracted};
pub use sentence::{sentence_around, sentences};
pub use together::{Together, together};
pub use work::{FIELD_RULE, ID_ORDER, SAME_RULES, SameEdge, SameRule, Strength, Works, id_order, is_unique, works};
