#![doc = include_str!("../README.md")]

mod assets;
mod chart;
mod figure;
mod language;
mod pages;
mod phrase;
mod server;
mod site;
mod snapshot;
mod source;
mod table;
mod visit;
mod way;
mod words;

#[cfg(test)]
mod arden;
