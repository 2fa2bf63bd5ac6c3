#![doc = include_str!("../README.md")]

mod accounts;
mod assets;
mod figure;
mod findable;
mod harvest;
mod language;
mod open_data;
mod pages;
mod phrase;
mod public_address;
mod routes;
mod serve;
mod server;
mod site;
mod snapshot;
mod source;
mod table;
mod template;
mod upload;
mod visit;
mod way;
mod words;

pub use public_address::{NoAddress, PublicAddress};
pub use serve::{Config, ServeError, can_listen, serve};
pub use source::Source;

#[cfg(test)]
mod arden;
#[cfg(test)]
mod tests;
