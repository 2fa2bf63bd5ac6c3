//! Every table, and how it is filled.
//!
//! A file here is a part of the export: its tables as [`Table`]s, and the function that writes their rows in the very order of the columns.

mod coverage;
mod cross_cut;
mod decision;
mod indicator;
mod literature;
mod mention;
mod money;
mod policy;
mod programme;
mod reading;
mod record;
mod register;
mod state;
mod work;

use crate::table::Table;
use crate::write::Writers;
use crate::{Error, Export};
use ::indicator::Facts;
use store::Store;

/// Every table of an export, in the order of the dictionary.
#[must_use]
pub fn tables() -> Vec<Table> {
    [
        state::tables(),
        policy::tables(),
        programme::tables(),
        cross_cut::tables(),
        money::tables(),
        indicator::tables(),
        literature::tables(),
        register::tables(),
        decision::tables(),
        coverage::tables(),
        reading::tables(),
        crate::dictionary::tables(),
    ]
    .concat()
}

/// Writes every row.
pub(crate) fn fill(writers: &mut Writers, store: &mut Store, export: &Export<'_>) -> Result<(), Error> {
    let Facts { plan, as_of, .. } = export.facts;
    state::fill(writers, export)?;
    policy::fill(writers, plan)?;
    programme::fill(writers, plan)?;
    cross_cut::fill(writers, plan)?;
    money::fill(writers, plan)?;
    indicator::fill(writers, plan)?;
    let titles = register::fill(writers, store, as_of)?;
    literature::fill(writers, store, &export.facts, &titles)?;
    decision::fill(writers, store, &export.facts)?;
    coverage::fill(writers, export.facts.coverage, &store.batches(as_of)?)?;
    reading::fill(writers, &export.facts)?;
    crate::dictionary::fill(writers)
}
