//! Tests in Arden, the invented country.

mod arden;
mod expected;
mod properties;
mod rules;
mod withheld;
mod words;
