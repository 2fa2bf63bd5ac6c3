//! One module a command.

pub mod account;
pub mod audit;
pub mod calendar;
pub mod demo;
pub mod evidence;
pub mod explain;
pub mod export;
pub mod figures;
pub mod indicators;
pub mod ingest;
pub mod join;
pub mod link;
pub mod plan;
pub mod register;
pub mod report;
pub mod request;
pub mod same;
pub mod scan;
pub mod score;
pub mod serve;
pub mod sync;
pub mod usage;
