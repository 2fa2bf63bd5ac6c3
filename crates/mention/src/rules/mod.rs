//! The rules, one module a family.

mod amed;
mod foreign;
mod health;
mod japan;
mod kakenhi;
mod name;
pub(crate) mod near;
mod resource;
mod trial;
mod trial_abroad;

use crate::rule::Rule;

/// Every rule, in the order of its documentation.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    [
        amed::RULES,
        kakenhi::RULES,
        japan::RULES,
        health::RULES,
        name::RULES,
        resource::RULES,
        trial::RULES,
        trial_abroad::RULES,
        foreign::RULES,
    ]
    .into_iter()
    .flatten()
}
